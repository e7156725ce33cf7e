//! What people read on a page comes from the language files: `html!` holds no words of its own.

use super::assert_none;
use super::language;
use super::rust::{calls_one_of, is_ident, is_punct, line_of, string_of, tokens};
use super::source::{Source, sources};
use proc_macro2::{Group, TokenTree};
use std::collections::BTreeSet;

/// Attributes and properties whose value a person sees or hears.
const READ: [&str; 17] = [
    "alt",
    "aria-description",
    "aria-label",
    "aria-placeholder",
    "aria-roledescription",
    "aria-valuetext",
    "confirm",
    "content",
    "description",
    "heading",
    "hint",
    "label",
    "lead",
    "message",
    "placeholder",
    "text",
    "title",
];
/// Functions and macros whose words are keys, names or classes.
const NOT_READ: [&str; 6] = ["t", "classes", "with", "get", "bind", "then_some"];

/// Finds words in the `html!` of a file. The name of a sentence is not taken for one.
fn words_in_markup(file: &Source, keys: &BTreeSet<String>) -> Vec<String> {
    let mut words = Vec::new();
    find_markup(&tokens(&file.path, &file.text), &mut words);
    words
        .into_iter()
        .filter(|(_, text)| !keys.contains(text))
        .map(|(line, text)| {
            format!(
                "{}:{line}: \"{text}\" is not from a language file",
                file.path
            )
        })
        .collect()
}

fn find_markup(trees: &[TokenTree], words: &mut Vec<(usize, String)>) {
    for (place, tree) in trees.iter().enumerate() {
        let TokenTree::Group(group) = tree else {
            continue;
        };
        let before = trees.get(..place).unwrap_or_default();
        let is_macro = before.last().is_some_and(|tree| is_punct(tree, '!'));
        let name = before
            .len()
            .checked_sub(2)
            .and_then(|place| before.get(place));
        if is_macro && (is_ident(name, "html") || is_ident(name, "html_nested")) {
            read(&inside(group), words);
        } else {
            find_markup(&inside(group), words);
        }
    }
}

/// Goes through what a person may read.
fn read(trees: &[TokenTree], words: &mut Vec<(usize, String)>) {
    for (place, tree) in trees.iter().enumerate() {
        let before = trees.get(..place).unwrap_or_default();
        let unread = attribute(before).is_some_and(|name| !READ.contains(&name.as_str()));
        match tree {
            TokenTree::Literal(literal) if !unread => {
                let speaks = string_of(literal).filter(|text| has_words(text));
                words.extend(speaks.map(|text| (line_of(tree), text)));
            }
            TokenTree::Group(group) if unread || is_not_read(before) => {
                find_markup(&inside(group), words);
            }
            TokenTree::Group(group) => read(&inside(group), words),
            _ => {}
        }
    }
}

fn inside(group: &Group) -> Vec<TokenTree> {
    group.stream().into_iter().collect()
}

/// The name of the attribute whose value comes next, such as `aria-label`.
fn attribute(before: &[TokenTree]) -> Option<String> {
    let (equals, mut rest) = before.split_last()?;
    let TokenTree::Ident(_) = rest.last()? else {
        return None;
    };
    if !is_punct(equals, '=') {
        return None;
    }
    let mut name = String::new();
    while let Some((TokenTree::Ident(part), others)) = rest.split_last() {
        name.insert_str(0, &part.to_string());
        match others.split_last() {
            Some((dash, more)) if is_punct(dash, '-') => {
                name.insert(0, '-');
                rest = more;
            }
            _ => break,
        }
    }
    Some(name)
}

/// Do the arguments of a call follow that nobody reads as they are?
fn is_not_read(before: &[TokenTree]) -> bool {
    calls_one_of(before, &NOT_READ)
}

/// Are there letters beside the `{placeholders}`?
fn has_words(text: &str) -> bool {
    let mut depth = 0_i32;
    text.chars().any(|letter| {
        depth += i32::from(letter == '{') - i32::from(letter == '}');
        depth == 0 && letter.is_alphabetic()
    })
}

#[test]
fn pages_hold_no_words_of_their_own() {
    let files = sources("web/src", &["rs"]);
    let keys = language::known_keys();
    let findings: Vec<String> = files
        .iter()
        .flat_map(|file| words_in_markup(file, &keys))
        .collect();
    assert_none(&findings);
}

fn found_in(markup: &str) -> usize {
    let page = format!("fn page() {{ html! {{ {markup} }} }}");
    let keys = BTreeSet::from(["staff-name".to_owned()]);
    words_in_markup(&Source::sample("page.rs", &page), &keys).len()
}

#[test]
fn words_in_markup_are_found() {
    for markup in [
        r#"<p>{ "Hello" }</p>"#,
        r#"<p>{"Hello"}</p>"#,
        r#"<input aria-label="Name" />"#,
        r#"<input placeholder={"Name"} />"#,
        r#"<Button label={if busy { "Wait" } else { "Save" }.to_owned()} />"#,
        r#"<p>{ format!("{name} is locked") }</p>"#,
        r#"<p>{ if a { html! { <b title="Bold">{ t("bold") }</b> } } else { html! {} } }</p>"#,
        r#"<p class={f(html! { <b>{ "Bold" }</b> })}></p>"#,
    ] {
        assert!(found_in(markup) > 0, "{markup}");
    }
    assert_eq!(
        found_in(r#"<Button label={if busy { "Wait" } else { "Save" }} />"#),
        2
    );
}

#[test]
fn keys_classes_and_names_are_not_words() {
    for markup in [
        r#"<p class="pf-m-plain" role="status">{ t("hello") }</p>"#,
        r#"<p class={classes!("pf", open.then_some("pf-m-open"))}>{ t!("hello", name = name) }</p>"#,
        r#"<a href="/staff" id={format!("{name}-row")} aria-label={t("staff")}>{ "·" }</a>"#,
        r#"<p>{ say(&Message::new("hello").with("name", name)) }</p>"#,
        r#"<p>{ format!("{from}–{to}") }</p>"#,
        r#"<tr>{ cell("staff-name", name) }</tr>"#,
        r#"<input type={if shown { "text" } else { "password" }} alt="" />"#,
    ] {
        assert_eq!(found_in(markup), 0, "{markup}");
    }
}
