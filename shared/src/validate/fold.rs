//! The form in which usernames and e-mail addresses are compared.

use unicode_normalization::UnicodeNormalization;

/// The form in which two spellings of the same name are equal: no surrounding white space, Unicode
/// compatibility form, lower case. Case is folded twice around the normalisation, because folding
/// can leave a form that normalises again (Unicode, section 5.18).
pub fn fold(typed: &str) -> String {
    let lower: String = typed.nfkc().collect::<String>().to_lowercase();
    lower
        .nfkc()
        .collect::<String>()
        .to_lowercase()
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    // covers: NEW-06, NEW-07
    #[test]
    fn case_and_unicode_form_do_not_matter() {
        assert_eq!(fold("Ana@Example.org "), fold("ana@example.ORG"));
        assert_eq!(fold("e\u{301}@x.org"), fold("\u{e9}@x.org"));
        assert_eq!(fold("ａｎａ"), "ana");
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }
    }
}
