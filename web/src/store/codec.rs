//! Keys and values as they lie in the database.

use lanyard_shared::record::{RecordKey, RecordKind};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

use super::trouble::StoreTrouble;

/// A value as JSON text.
pub(super) fn encode(value: &impl Serialize) -> Result<JsValue, StoreTrouble> {
    Ok(serde_json::to_string(value)?.into())
}

/// The value in JSON text.
pub(super) fn decode<T: DeserializeOwned>(stored: &JsValue) -> Result<T, StoreTrouble> {
    let text = stored.as_string().ok_or(StoreTrouble::Newer)?;
    Ok(serde_json::from_str(&text)?)
}

/// The key of a row.
pub(super) fn row_key(key: &RecordKey) -> JsValue {
    let kind = match key.kind {
        RecordKind::Practice => "practice",
        RecordKind::Office => "office",
        RecordKind::Provider => "provider",
        RecordKind::Role => "role",
        RecordKind::Account => "account",
        RecordKind::Group => "group",
    };
    format!("{kind}:{}", key.id).into()
}

/// A counter as a key or value. The browser's numbers are exact up to 2^53.
#[expect(
    clippy::cast_precision_loss,
    reason = "places and fences count single acts of people and tabs"
)]
pub(super) fn number(counter: u64) -> JsValue {
    JsValue::from_f64(counter as f64)
}

/// The counter in a key or value; `None` where there is none.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "only whole numbers that were counters are stored"
)]
pub(super) fn counter(stored: &JsValue) -> Option<u64> {
    stored.as_f64().map(|number| number as u64)
}
