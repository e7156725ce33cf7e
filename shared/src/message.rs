//! What is said to a person, as a key and arguments: sentences live in the language files.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A sentence by its key in the language files, with its arguments.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Message {
    /// The key of the sentence, such as `username-taken`.
    pub key: String,
    /// The arguments by name; empty when the sentence has none.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub args: BTreeMap<String, Arg>,
}

/// One argument of a message.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Arg {
    /// A number, which the language file may inflect by.
    Number(i64),
    /// Text, shown as it is.
    Text(String),
}

impl Message {
    /// The sentence named `key`, without arguments.
    pub fn new(key: &str) -> Self {
        Self {
            key: key.to_owned(),
            args: BTreeMap::new(),
        }
    }

    /// The same sentence with one more argument.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Arg>) -> Self {
        self.args.insert(name.to_owned(), value.into());
        self
    }
}

impl From<i64> for Arg {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<usize> for Arg {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// A message that belongs to a field of a form, or to the whole form where `field` is `None`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FieldProblem {
    /// The field's name on the wire, such as `username`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// What is wrong and what to do about it.
    pub message: Message,
}

impl FieldProblem {
    /// A problem with one field.
    pub fn at(field: &str, message: Message) -> Self {
        Self {
            field: Some(field.to_owned()),
            message,
        }
    }

    /// A problem with the whole.
    pub fn general(message: Message) -> Self {
        Self {
            field: None,
            message,
        }
    }
}
