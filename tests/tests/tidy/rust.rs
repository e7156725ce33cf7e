//! Rust as tokens, without the tests inside it.

use proc_macro2::{Delimiter, Group, Literal, TokenStream, TokenTree};

/// The tokens of a Rust file without attributes (also doc comments) and without what is compiled
/// for tests only.
pub(super) fn tokens(path: &str, text: &str) -> Vec<TokenTree> {
    let stream: TokenStream = text
        .parse()
        .unwrap_or_else(|error| panic!("{path}: {error}"));
    without_tests(stream)
}

fn without_tests(stream: TokenStream) -> Vec<TokenTree> {
    let mut kept = Vec::new();
    let mut trees = stream.into_iter().peekable();
    let mut for_tests = false;
    while let Some(tree) = trees.next() {
        if is_punct(&tree, '#') {
            // The mark of an attribute that speaks of what it is in.
            trees.next_if(|next| is_punct(next, '!'));
            if let Some(TokenTree::Group(attribute)) = trees.peek()
                && attribute.delimiter() == Delimiter::Bracket
            {
                for_tests |= is_for_tests(attribute);
                trees.next();
                continue;
            }
        }
        if for_tests {
            // Up to the end of the item: its body, or a semicolon.
            let body =
                matches!(&tree, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
            for_tests = !(body || is_punct(&tree, ';'));
            continue;
        }
        kept.push(match tree {
            TokenTree::Group(group) => {
                let inside: TokenStream = without_tests(group.stream()).into_iter().collect();
                let mut copy = Group::new(group.delimiter(), inside);
                copy.set_span(group.span());
                TokenTree::Group(copy)
            }
            other => other,
        });
    }
    kept
}

fn is_for_tests(attribute: &Group) -> bool {
    let text = attribute.stream().to_string().replace(' ', "");
    text == "test" || text == "cfg(test)"
}

/// Is this the punctuation mark?
pub(super) fn is_punct(tree: &TokenTree, mark: char) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.as_char() == mark)
}

/// Is this the identifier?
pub(super) fn is_ident(tree: Option<&TokenTree>, name: &str) -> bool {
    matches!(tree, Some(TokenTree::Ident(ident)) if ident == name)
}

/// Do the arguments of a call to one of these functions or macros follow, or those of
/// `Message::new`?
pub(super) fn calls_one_of(before: &[TokenTree], names: &[&str]) -> bool {
    let callee = match before.split_last() {
        Some((mark, rest)) if is_punct(mark, '!') => rest,
        _ => before,
    };
    let message = callee
        .len()
        .checked_sub(4)
        .and_then(|place| callee.get(place));
    names.iter().any(|name| is_ident(callee.last(), name))
        || is_ident(callee.last(), "new") && is_ident(message, "Message")
}

/// The text of a string literal as it is written.
pub(super) fn string_of(literal: &Literal) -> Option<String> {
    let written = literal.to_string();
    let raw = written.strip_prefix('r').map(|rest| rest.trim_matches('#'));
    let quoted = raw.unwrap_or(&written);
    Some(quoted.strip_prefix('"')?.strip_suffix('"')?.to_owned())
}

/// Where a token stands: the line, from 1.
pub(super) fn line_of(tree: &TokenTree) -> usize {
    tree.span().start().line
}

/// Every string literal, with its line.
pub(super) fn strings(trees: &[TokenTree]) -> Vec<(usize, String)> {
    trees
        .iter()
        .flat_map(|tree| match tree {
            TokenTree::Literal(literal) => {
                let line = line_of(tree);
                string_of(literal)
                    .map(|text| (line, text))
                    .into_iter()
                    .collect()
            }
            TokenTree::Group(group) => strings(&group.stream().into_iter().collect::<Vec<_>>()),
            _ => Vec::new(),
        })
        .collect()
}

#[test]
fn strings_are_found_outside_of_tests_and_attributes() {
    let text = r##"
        //! "Header"
        /// "Comment"
        #[must_use = "reason"]
        fn speak() -> &'static str { say(r#"one"#, b"bytes"); "two" }
        #[cfg(test)]
        mod tests { const T: &str = "in a test"; }
        #[test]
        fn also() { say("in a test"); }
        const LAST: &str = "three";
    "##;
    let found = strings(&tokens("sample.rs", text));
    let texts: Vec<&str> = found.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(texts, ["one", "two", "three"]);
    assert_eq!(found.last().unwrap().0, 10);
}
