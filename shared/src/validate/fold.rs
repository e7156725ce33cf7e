//! The form in which usernames and e-mail addresses are compared.

use unicode_normalization::UnicodeNormalization;

/// The form in which two spellings of the same name are equal: no surrounding white space, Unicode
/// compatibility form, lower case.
pub fn fold(typed: &str) -> String {
    // What nearly all names are made of is in compatibility form already.
    if typed.is_ascii() {
        typed.trim().to_ascii_lowercase()
    } else {
        fold_unicode(typed)
    }
}

/// Whether something that was typed has this folded form. It asks for no memory where it need not:
/// thousands are compared with each letter that is typed into a form.
pub fn folds_to(typed: &str, folded: &str) -> bool {
    if typed.is_ascii() {
        typed.trim().eq_ignore_ascii_case(folded)
    } else {
        fold_unicode(typed) == folded
    }
}

/// Case is folded twice around the normalisation, because folding can leave a form that normalises
/// again (Unicode, section 5.18).
fn fold_unicode(typed: &str) -> String {
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

        #[test]
        fn the_short_way_and_the_long_one_end_alike(text in "[\\x00-\\x7f]{0,20}") {
            prop_assert_eq!(fold(&text), fold_unicode(&text));
        }

        #[test]
        fn comparing_says_what_folding_says(one in "[ aAkKéÉ\u{212a}]{0,3}", other in "[ aAkKéÉ]{0,3}") {
            prop_assert_eq!(folds_to(&one, &fold(&other)), fold(&one) == fold(&other));
        }
    }
}
