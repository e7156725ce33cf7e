//! Every route of the server is in its list, and is called by a test.

use super::assert_none;
use super::rust::{is_ident, is_punct, strings, tokens};
use super::source::{Source, read, sources};
use proc_macro2::TokenTree;
use std::collections::BTreeSet;

const LIST: &str = "server/src/http.rs";
const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/// The paths of the list: `POST /api/session` in its documentation.
fn listed(text: &str) -> BTreeSet<String> {
    let spans = text.split('`').skip(1).step_by(2);
    let routes = spans.filter_map(|span| span.trim().split_once(' '));
    routes
        .filter(|(method, path)| METHODS.contains(method) && path.starts_with('/'))
        .map(|(_, path)| path.to_owned())
        .collect()
}

/// The paths that a module answers: `path!("api" / "session")`, or "/api/session" in one piece.
fn answered(file: &Source) -> BTreeSet<String> {
    let trees = tokens(&file.path, &file.text);
    let mut found = BTreeSet::new();
    in_macros(&trees, &mut found);
    let whole = strings(&trees).into_iter().map(|(_, text)| text);
    found.extend(whole.filter(|text| text.len() > "/api/".len() && text.starts_with("/api/")));
    found
}

fn in_macros(trees: &[TokenTree], found: &mut BTreeSet<String>) {
    for (place, tree) in trees.iter().enumerate() {
        let TokenTree::Group(group) = tree else {
            continue;
        };
        let inside: Vec<TokenTree> = group.stream().into_iter().collect();
        let before = trees.get(..place).unwrap_or_default();
        if let [.., name, mark] = before
            && is_ident(Some(name), "path")
            && is_punct(mark, '!')
        {
            let parts: Vec<String> = strings(&inside).into_iter().map(|(_, part)| part).collect();
            found.insert(format!("/{}", parts.join("/")));
        } else {
            in_macros(&inside, found);
        }
    }
}

/// Does the text name this path, and not only a longer one?
fn calls(text: &str, path: &str) -> bool {
    text.match_indices(path).any(|(start, _)| {
        let rest = text.get(start + path.len()..).unwrap_or_default();
        !rest.starts_with(|next: char| next.is_ascii_alphanumeric() || "-_/".contains(next))
    })
}

/// The tests in a file of Rust: all of it, or the module at its end.
fn tests_of(file: &Source) -> &str {
    if file.is_test() {
        return &file.text;
    }
    let at = file.text.find("#[cfg(test)]");
    at.and_then(|at| file.text.get(at..)).unwrap_or_default()
}

fn findings(list: &str, modules: &[Source], tests: &[&str]) -> Vec<String> {
    let listed = listed(list);
    let answered: BTreeSet<String> = modules
        .iter()
        .filter(|file| !file.is_test())
        .flat_map(answered)
        .collect();
    let unlisted = answered.difference(&listed);
    let unlisted = unlisted.map(|path| format!("{path}: is not in the list of {LIST}"));
    let uncalled = answered
        .union(&listed)
        .filter(|path| !path.contains('*'))
        .filter(|path| !tests.iter().any(|test| calls(test, path)));
    let uncalled = uncalled.map(|path| format!("{path}: no test calls it"));
    unlisted.chain(uncalled).collect()
}

#[test]
fn every_route_is_listed_and_called_by_a_test() {
    let list = read(LIST);
    assert!(!listed(&list).is_empty(), "{LIST} lists no route");
    let modules = sources("server/src/http", &["rs"]);
    let mut tests = sources("tests/browser", &["ts"]);
    let across = sources("tests/tests", &["rs"]).into_iter();
    tests.extend(across.filter(|file| !file.path.contains("/tidy/")));
    let texts: Vec<&str> = tests
        .iter()
        .map(|file| file.text.as_str())
        .chain(modules.iter().map(tests_of))
        .collect();
    assert_none(&findings(&list, &modules, &texts));
}

#[test]
fn routes_without_a_test_or_not_in_the_list_are_found() {
    let list = "//! | `GET /api/one` | a |\n//! | `POST /api/two/look` | b |\n//! | `GET /*` | c |";
    let module = r#"
        fn one() { warp::path!("api" / "one"); post("/api/two/look"); path!("three" / Id); }
        #[cfg(test)] mod tests { fn f() { get("/api/one"); } }
    "#;
    let module = Source::sample("server/src/http/a.rs", module);
    let inside = tests_of(&module).to_owned();
    assert_eq!(
        findings(list, &[module], &[&inside, "post(\"/api/two/look-again\")"]),
        [
            "/three: is not in the list of server/src/http.rs",
            "/api/two/look: no test calls it",
            "/three: no test calls it",
        ]
    );
}
