//! The language files and the code name the same sentences.

use super::assert_none;
use super::rust::{calls_one_of, line_of, string_of, strings, tokens};
use super::source::{Source, sources};
use lanyard_shared::permission::Permission;
use proc_macro2::{Delimiter, TokenTree};
use std::collections::{BTreeMap, BTreeSet};

const FOLDER: &str = "shared/locales/en";
/// Functions and macros that take a key among their arguments.
const TAKE_A_KEY: [&str; 2] = ["t", "refused"];

/// The keys of a language file, with their lines.
fn keys(file: &Source) -> Vec<(usize, &str)> {
    let lines = file.text.lines().enumerate();
    lines
        .filter_map(|(number, line)| {
            let (key, _) = line.split_once('=')?;
            let key = key.trim_end();
            let starts = key.starts_with(|first: char| first.is_ascii_alphabetic());
            let whole = key
                .chars()
                .all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
            (starts && whole).then_some((number + 1, key))
        })
        .collect()
}

/// The keys of all language files.
pub(super) fn known_keys() -> BTreeSet<String> {
    let files = sources(FOLDER, &["ftl"]);
    let keys = files.iter().flat_map(keys);
    keys.map(|(_, key)| key.to_owned()).collect()
}

/// The sentences that a language file puts into others: `{ other-key }`.
fn referred(file: &Source) -> BTreeSet<String> {
    let after_braces = file.text.split('{').skip(1);
    after_braces
        .filter_map(|rest| rest.split_once('}'))
        .map(|(inside, _)| inside.trim().to_owned())
        .collect()
}

/// The keys in calls such as `t!("key", …)` and `Message::new("key")`, with their lines.
fn asked(trees: &[TokenTree]) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (place, tree) in trees.iter().enumerate() {
        let TokenTree::Group(group) = tree else {
            continue;
        };
        let inside: Vec<TokenTree> = group.stream().into_iter().collect();
        if group.delimiter() == Delimiter::Parenthesis
            && takes_a_key(trees.get(..place).unwrap_or_default())
        {
            let first_string = inside.iter().find_map(|tree| match tree {
                TokenTree::Literal(literal) => Some((line_of(tree), string_of(literal)?)),
                _ => None,
            });
            found.extend(first_string);
        }
        found.extend(asked(&inside));
    }
    found
}

fn takes_a_key(before: &[TokenTree]) -> bool {
    calls_one_of(before, &TAKE_A_KEY)
}

/// Sentences that are asked for and not there, and sentences that nothing asks for.
fn differences(languages: &[Source], code: &[Source]) -> Vec<String> {
    let mut known = BTreeMap::new();
    // The keys of these are computed.
    let mut used: BTreeSet<String> = Permission::ALL.iter().map(|it| it.description()).collect();
    for file in languages {
        known.extend(
            keys(file)
                .into_iter()
                .map(|(line, key)| (key, (&file.path, line))),
        );
        used.extend(referred(file));
    }
    let mut findings = Vec::new();
    for file in code.iter().filter(|file| !file.is_test()) {
        let trees = tokens(&file.path, &file.text);
        let unknown = asked(&trees)
            .into_iter()
            .filter(|(_, key)| !known.contains_key(key.as_str()));
        findings.extend(
            unknown
                .map(|(line, key)| format!("{}:{line}: no sentence is named `{key}`", file.path)),
        );
        used.extend(strings(&trees).into_iter().map(|(_, text)| text));
    }
    let unused = known.into_iter().filter(|(key, _)| !used.contains(*key));
    findings
        .extend(unused.map(|(key, (path, line))| format!("{path}:{line}: nothing says `{key}`")));
    findings
}

#[test]
fn every_sentence_that_is_asked_for_is_there_and_every_one_there_is_asked_for() {
    let code: Vec<Source> = ["shared/src", "server/src", "web/src"]
        .iter()
        .flat_map(|part| sources(part, &["rs"]))
        .collect();
    assert_none(&differences(&sources(FOLDER, &["ftl"]), &code));
}

#[test]
fn missing_and_unused_sentences_are_found() {
    let language = "# A comment = not a key\nhello = Hello { $name }\n    .also = no\n\
                    unused = Bye\nouter = See { inner }.\ninner = there\n";
    let code = r#"
        fn page() { t!("hello", name = "x"); t("outer"); }
        fn trouble() { refused(Kind::Bad, "missing-one"); say(&Message::new("missing-two")); }
        #[cfg(test)] mod tests { fn f() { t("missing-in-a-test"); t("unused") } }
    "#;
    let findings = differences(
        &[Source::sample("en.ftl", language)],
        &[Source::sample("page.rs", code)],
    );
    assert_eq!(
        findings,
        [
            "page.rs:3: no sentence is named `missing-one`",
            "page.rs:3: no sentence is named `missing-two`",
            "en.ftl:4: nothing says `unused`",
        ]
    );
}
