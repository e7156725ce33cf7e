//! Wrong passwords in a row.
