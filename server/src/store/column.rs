//! How values lie in columns: ids and the like as text, enumerations as their word on the wire,
//! structures as JSON.

use std::error::Error;
use std::fmt::Display;
use std::str::FromStr;

use rusqlite::Row;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::Serialize;
use serde::de::value::StrDeserializer;
use serde::de::{DeserializeOwned, IntoDeserializer};
use serde_json::Value;

/// A value stored in its text form.
pub(crate) struct Text<T>(pub(crate) T);

impl<T: Display> ToSql for Text<T> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.to_string().into())
    }
}

impl<T: FromStr<Err: Error + Send + Sync + 'static>> FromSql for Text<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let parsed = value.as_str()?.parse();
        parsed.map(Self).map_err(FromSqlError::other)
    }
}

/// An enumeration without fields, stored as its word on the wire.
pub(crate) struct Word<T>(pub(crate) T);

impl<T: Serialize> ToSql for Word<T> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match serde_json::to_value(&self.0) {
            Ok(Value::String(word)) => Ok(word.into()),
            Ok(_) => Err(rusqlite::Error::ToSqlConversionFailure(
                "this value is not one word".into(),
            )),
            Err(error) => Err(rusqlite::Error::ToSqlConversionFailure(error.into())),
        }
    }
}

impl<T: DeserializeOwned> FromSql for Word<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let word: StrDeserializer<'_, serde::de::value::Error> =
            value.as_str()?.into_deserializer();
        T::deserialize(word).map(Self).map_err(FromSqlError::other)
    }
}

/// Values in their text form, one after the other with commas between; nothing for none.
pub(crate) struct List<T>(pub(crate) Vec<T>);

impl<T: FromStr<Err: Error + Send + Sync + 'static>> FromSql for List<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let Some(text) = value.as_str_or_null()? else {
            return Ok(Self(Vec::new()));
        };
        let parsed: Result<Vec<T>, _> = text.split(',').map(str::parse).collect();
        parsed.map(Self).map_err(FromSqlError::other)
    }
}

/// A structure stored as JSON.
pub(crate) struct Json<T>(pub(crate) T);

impl<T: Serialize> ToSql for Json<T> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        serde_json::to_string(&self.0)
            .map(ToSqlOutput::from)
            .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
    }
}

impl<T: DeserializeOwned> FromSql for Json<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        serde_json::from_str(value.as_str()?)
            .map(Self)
            .map_err(FromSqlError::other)
    }
}

/// A row's columns, taken in the order in which the statement names them. For rows of many columns:
/// a look by name walks over all the names before it.
pub(crate) struct InOrder<'r> {
    row: &'r Row<'r>,
    taken: usize,
}

impl<'r> InOrder<'r> {
    /// Begins at the first column.
    pub(crate) fn of(row: &'r Row<'r>) -> Self {
        Self { row, taken: 0 }
    }

    /// The next column.
    pub(crate) fn next<T: FromSql>(&mut self) -> rusqlite::Result<T> {
        let value = self.row.get(self.taken);
        self.taken += 1;
        value
    }

    /// The next column, a [`Text`].
    pub(crate) fn text<T>(&mut self) -> rusqlite::Result<T>
    where
        Text<T>: FromSql,
    {
        self.next::<Text<T>>().map(|text| text.0)
    }

    /// The next column, a [`Word`].
    pub(crate) fn word<T>(&mut self) -> rusqlite::Result<T>
    where
        Word<T>: FromSql,
    {
        self.next::<Word<T>>().map(|word| word.0)
    }
}
