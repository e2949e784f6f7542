//! Reads front matter in TOML.

use super::value::{FrontEntry, FrontPair, FrontValue};
use super::yaml::line_entries;
use crate::diagnostic::{Diagnostic, Fault, FileId, Span, Warned};
use toml::de::{DeTable, DeValue};

/// Returns the entries of TOML that begins at byte `base` of a file. If there is an error, the lines that have a key and a
/// value are used.
pub(super) fn entries(text: &str, file: FileId, base: usize) -> Warned<Vec<FrontEntry>> {
    let table = match DeTable::parse(text) {
        Ok(table) => table.into_inner(),
        Err(error) => {
            let at = error.span().unwrap_or(0..0);
            let what = crate::read::toml_problem::classify(error.message());
            let span = Span::new(file, base + at.start, base + at.end);
            let entries = line_entries(text, file, base, '=');
            return Warned::new(entries, vec![Diagnostic::warning(span, Fault::TomlSyntax { what })]);
        }
    };
    let entry = |(key, value): (toml::Spanned<std::borrow::Cow<str>>, toml::Spanned<DeValue>)| {
        let (key_at, at) = (key.span(), value.span());
        FrontEntry {
            key: key.into_inner().into_owned(),
            key_span: Span::new(file, base + key_at.start, base + key_at.end),
            value: converted(value.into_inner()),
            span: Span::new(file, base + at.start, base + at.end),
        }
    };
    let mut entries: Vec<FrontEntry> = table.into_iter().map(entry).collect();
    entries.sort_by_key(|entry| entry.key_span);
    Warned::new(entries, Vec::new())
}

fn converted(value: DeValue) -> FrontValue {
    match value {
        DeValue::String(text) => FrontValue::Text(text.into_owned()),
        DeValue::Integer(number) => FrontValue::Text(number.as_str().to_string()),
        DeValue::Float(number) => FrontValue::Text(number.as_str().to_string()),
        DeValue::Boolean(flag) => FrontValue::Text(flag.to_string()),
        DeValue::Datetime(date) => FrontValue::Text(date.to_string()),
        DeValue::Array(values) => FrontValue::List(values.into_iter().map(|v| converted(v.into_inner())).collect()),
        DeValue::Table(table) => {
            let pair = |(key, value): (toml::Spanned<std::borrow::Cow<str>>, toml::Spanned<DeValue>)| FrontPair {
                key: key.into_inner().into_owned(),
                value: converted(value.into_inner()),
            };
            FrontValue::Table(table.into_iter().map(pair).collect())
        }
    }
}
