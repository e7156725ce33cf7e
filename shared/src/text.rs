//! The language files and how a [`Message`] becomes a sentence (Project Fluent).

use std::borrow::Cow;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use crate::message::{Arg, Message};

mod pseudo;

/// The files of the English language, embedded.
const ENGLISH: &[&str] = &[
    include_str!("../locales/en/app.ftl"),
    include_str!("../locales/en/account.ftl"),
    include_str!("../locales/en/attention.ftl"),
    include_str!("../locales/en/import.ftl"),
    include_str!("../locales/en/letters.ftl"),
    include_str!("../locales/en/mail.ftl"),
    include_str!("../locales/en/permissions.ftl"),
    include_str!("../locales/en/places.ftl"),
    include_str!("../locales/en/problem.ftl"),
    include_str!("../locales/en/staff.ftl"),
    include_str!("../locales/en/sync.ftl"),
];

/// The languages that there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// English in strange letters, a third longer: shows text that does not come from a language
    /// file and layouts that break when words grow.
    Pseudo,
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::English, Self::Pseudo];

    /// The language of a code such as `en` or `qps`; English where it is unknown.
    pub fn from_code(code: &str) -> Self {
        if code.starts_with("qps") {
            Self::Pseudo
        } else {
            Self::English
        }
    }

    /// The code for the `lang` attribute of a page (BCP 47).
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Pseudo => "qps-ploc",
        }
    }
}

/// All sentences of one language.
pub struct Catalog {
    bundle: FluentBundle<FluentResource>,
}

impl Catalog {
    /// The sentences of `language`.
    pub fn new(language: Language) -> Self {
        let mut bundle = FluentBundle::new_concurrent(vec!["en-US".parse().unwrap_or_default()]);
        // Arguments are names and numbers on the same page; the isolating marks would be copied
        // along with them.
        bundle.set_use_isolating(false);
        if language == Language::Pseudo {
            bundle.set_transform(Some(|text| Cow::Owned(pseudo::transform(text))));
        }
        for file in ENGLISH {
            // A broken entry is left out and shows as its key; a test refuses broken files.
            let resource = FluentResource::try_new((*file).to_owned()).unwrap_or_else(|(r, _)| r);
            bundle.add_resource_overriding(resource);
        }
        Self { bundle }
    }

    /// The sentence of `message`; its key where the file does not have it.
    pub fn say(&self, message: &Message) -> String {
        let pattern = self
            .bundle
            .get_message(&message.key)
            .and_then(|found| found.value());
        let Some(pattern) = pattern else {
            return message.key.clone();
        };
        let args: FluentArgs<'_> = message
            .args
            .iter()
            .map(|(name, arg)| {
                let value = match arg {
                    Arg::Number(number) => FluentValue::from(*number),
                    Arg::Text(text) => FluentValue::from(text.as_str()),
                };
                (name.as_str(), value)
            })
            .collect();
        let mut errors = Vec::new();
        self.bundle
            .format_pattern(pattern, Some(&args), &mut errors)
            .into_owned()
    }

    /// The sentence named `key`, without arguments.
    pub fn text(&self, key: &str) -> String {
        self.say(&Message::new(key))
    }

    /// Whether there is a sentence named `key`.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_parses_and_no_key_is_there_twice() {
        let mut bundle = FluentBundle::new_concurrent(vec!["en-US".parse().unwrap()]);
        for file in ENGLISH {
            let resource = FluentResource::try_new((*file).to_owned())
                .map_err(|(_, errors)| errors)
                .unwrap();
            bundle.add_resource(resource).unwrap();
        }
    }

    #[test]
    fn arguments_and_plurals_are_filled_in() {
        let english = Catalog::new(Language::English);
        let short = Message::new("password-short").with("min", 12_i64);
        assert!(english.say(&short).contains("12"));
        assert_eq!(english.text("no-such-key"), "no-such-key");
    }

    #[test]
    fn the_pseudo_language_is_longer_and_keeps_arguments() {
        let pseudo = Catalog::new(Language::Pseudo);
        let english = Catalog::new(Language::English);
        let message = Message::new("field-too-long").with("max", 100_i64);
        assert!(pseudo.say(&message).contains("100"));
        let length = |catalog: &Catalog| catalog.say(&message).chars().count();
        assert!(length(&pseudo) > length(&english));
    }
}
