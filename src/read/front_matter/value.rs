//! Defines the values of front matter, which are the same in YAML and TOML.

use crate::diagnostic::Span;

/// A key with its value.
#[derive(Clone, Debug)]
pub(super) struct FrontEntry {
    pub(super) key: String,
    pub(super) key_span: Span,
    pub(super) value: FrontValue,
    /// The span of the value.
    pub(super) span: Span,
}

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum FrontValue {
    /// A string, a number, a date or a boolean, as typed.
    Text(String),
    List(Vec<FrontValue>),
    Table(Vec<FrontPair>),
}

/// A key and a value inside another value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FrontPair {
    pub(super) key: String,
    pub(super) value: FrontValue,
}

/// The keys under which a table holds the name of a person.
const NAMES: [&str; 4] = ["name", "literal", "full", "title"];

impl FrontValue {
    /// Returns the names that the value contains: a string is one name, a list may hold several, and a table holds the name of
    /// one person.
    pub(super) fn names(&self) -> Vec<String> {
        match self {
            FrontValue::Text(text) if text.trim().is_empty() || text == "null" || text == "~" => Vec::new(),
            FrontValue::Text(text) => vec![text.split_whitespace().collect::<Vec<_>>().join(" ")],
            FrontValue::List(values) => values.iter().flat_map(FrontValue::names).collect(),
            FrontValue::Table(pairs) => {
                let value = |key: &str| pairs.iter().find(|pair| pair.key == key).map(|pair| pair.value.names());
                let named = NAMES.iter().find_map(|key| value(key));
                let parts = || [value("given"), value("family")].into_iter().flatten().flatten().collect::<Vec<_>>();
                named.unwrap_or_else(|| {
                    let parts = parts();
                    if parts.is_empty() { Vec::new() } else { vec![parts.join(" ")] }
                })
            }
        }
    }
}
