//! Reads a TOML table key by key. Values of the wrong type and unknown keys are reported with their spans.

use super::toml_problem;
use crate::diagnostic::{Diagnostic, Fault, FileId, Nearest, Placed, Span, ValueKind, nearest};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A table whose keys are taken out one by one. At the end, call [`finish`](Keys::finish) to report the keys that are left.
pub(super) struct Keys<'i, 'd> {
    file: FileId,
    /// The byte of the file at which the TOML begins.
    base: usize,
    /// The full name of this table; empty for the file as a whole.
    name: String,
    span: Span,
    entries: Vec<(Spanned<String>, Spanned<DeValue<'i>>)>,
    /// The keys that were requested. For an unknown key, the nearest of them is suggested.
    requested: Vec<&'static str>,
    faults: &'d mut Vec<Diagnostic>,
}

/// Parses TOML that begins at byte `base` of `file`. Returns `None` if there is a syntax error, which is reported.
pub(super) fn parse<'i, 'd>(
    source: &'i str,
    file: FileId,
    base: usize,
    faults: &'d mut Vec<Diagnostic>,
) -> Option<Keys<'i, 'd>> {
    match DeTable::parse(source) {
        Ok(table) => {
            let span = Span::new(file, base, base);
            Some(Keys {
                file,
                base,
                name: String::new(),
                span,
                entries: entries(table.into_inner()),
                requested: Vec::new(),
                faults,
            })
        }
        Err(error) => {
            let at = error.span().unwrap_or(0..0);
            let what = toml_problem::classify(error.message());
            faults.push(Diagnostic::error(Span::new(file, base + at.start, base + at.end), Fault::TomlSyntax { what }));
            None
        }
    }
}

fn entries<'i>(table: DeTable<'i>) -> Vec<(Spanned<String>, Spanned<DeValue<'i>>)> {
    let name = |k: Spanned<std::borrow::Cow<'i, str>>| {
        let span = k.span();
        Spanned::new(span, k.into_inner().into_owned())
    };
    table.into_iter().map(|(k, v)| (name(k), v)).collect()
}

impl<'i> Keys<'i, '_> {
    /// Returns the span of this table.
    pub(super) fn span(&self) -> Span {
        self.span
    }

    fn inner(&mut self, name: String, span: Span, table: DeTable<'i>) -> Keys<'i, '_> {
        let (file, base, entries) = (self.file, self.base, entries(table));
        Keys { file, base, name, span, entries, requested: Vec::new(), faults: self.faults }
    }

    /// Reports a fault at a span.
    pub(super) fn fault(&mut self, span: Span, fault: Fault) {
        self.faults.push(Diagnostic::error(span, fault));
    }

    fn file_span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.file, self.base + range.start, self.base + range.end)
    }

    /// Returns the name of a key, preceded by the name of its table as in messages: `page.size`.
    pub(super) fn full_name(&self, key: &str) -> String {
        if self.name.is_empty() { key.to_string() } else { format!("{}.{key}", self.name) }
    }

    fn take(&mut self, key: &'static str) -> Option<Spanned<DeValue<'i>>> {
        self.requested.push(key);
        let at = self.entries.iter().position(|(k, _)| k.as_ref() == key)?;
        Some(self.entries.remove(at).1)
    }

    fn report_wrong_type(&mut self, key: &str, span: Span, wanted: ValueKind) {
        let key = self.full_name(key);
        self.faults.push(Diagnostic::error(span, Fault::WrongType { key, wanted }));
    }

    /// Reads a key whose value is a string. A date, which TOML writes without quotes, is accepted and returned as a string.
    pub(super) fn text(&mut self, key: &'static str) -> Option<Placed<String>> {
        let value = self.take(key)?;
        let span = self.file_span(value.span());
        match value.into_inner() {
            DeValue::String(text) => Some(Placed { value: text.into_owned(), span }),
            DeValue::Datetime(date) => Some(Placed { value: date.to_string(), span }),
            DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Array(_) | DeValue::Table(_) => {
                self.report_wrong_type(key, span, ValueKind::Text);
                None
            }
        }
    }

    /// Reads a key whose value is a length, and returns the string without parsing it. If the value has the wrong type, the
    /// message says that a length is expected.
    pub(super) fn length(&mut self, key: &'static str) -> Option<Placed<String>> {
        let before = self.faults.len();
        let value = self.text(key);
        if let Some(Diagnostic { fault: Fault::WrongType { wanted, .. }, .. }) = self.faults.get_mut(before) {
            *wanted = ValueKind::Length;
        }
        value
    }

    /// Reads a key whose value is a boolean.
    pub(super) fn flag(&mut self, key: &'static str) -> Option<Placed<bool>> {
        let value = self.take(key)?;
        let span = self.file_span(value.span());
        if let DeValue::Boolean(flag) = value.into_inner() {
            return Some(Placed { value: flag, span });
        }
        self.report_wrong_type(key, span, ValueKind::Boolean);
        None
    }

    /// Reads a key whose value is a whole number.
    pub(super) fn number(&mut self, key: &'static str) -> Option<Placed<i64>> {
        let value = self.take(key)?;
        let span = self.file_span(value.span());
        if let DeValue::Integer(number) = value.into_inner()
            && let Ok(number) = i64::from_str_radix(number.as_str(), number.radix())
        {
            return Some(Placed { value: number, span });
        }
        self.report_wrong_type(key, span, ValueKind::Number);
        None
    }

    /// Reads a key whose value is a list of strings. Items of other types are reported and left out.
    pub(super) fn list(&mut self, key: &'static str) -> Option<Vec<Placed<String>>> {
        let value = self.take(key)?;
        let span = self.file_span(value.span());
        let DeValue::Array(array) = value.into_inner() else {
            self.report_wrong_type(key, span, ValueKind::List);
            return None;
        };
        let mut list = Vec::new();
        for item in array {
            let item_span = self.file_span(item.span());
            if let DeValue::String(text) = item.into_inner() {
                list.push(Placed { value: text.into_owned(), span: item_span });
            } else {
                self.report_wrong_type(key, item_span, ValueKind::List);
            }
        }
        Some(list)
    }

    /// Reads a key whose value is a list of whole numbers. Also returns the span of the list.
    pub(super) fn numbers(&mut self, key: &'static str) -> Option<(Vec<i64>, Span)> {
        let value = self.take(key)?;
        let span = self.file_span(value.span());
        let whole = |item: Spanned<DeValue>| match item.into_inner() {
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok(),
            DeValue::String(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Array(_)
            | DeValue::Table(_) => None,
        };
        if let DeValue::Array(array) = value.into_inner()
            && let Some(numbers) = array.into_iter().map(whole).collect()
        {
            return Some((numbers, span));
        }
        self.report_wrong_type(key, span, ValueKind::Number);
        None
    }

    /// Whether the value of a key is a string.
    pub(super) fn holds_text(&self, key: &str) -> bool {
        self.entries.iter().any(|(k, v)| k.as_ref() == key && matches!(v.get_ref(), DeValue::String(_)))
    }

    /// Whether the value of a key is a whole number.
    pub(super) fn holds_number(&self, key: &str) -> bool {
        self.entries.iter().any(|(k, v)| k.as_ref() == key && matches!(v.get_ref(), DeValue::Integer(_)))
    }

    /// Reads a key whose value is a table.
    pub(super) fn table(&mut self, key: &'static str) -> Option<Keys<'i, '_>> {
        let value = self.take(key)?;
        let span = self.file_span(value.span());
        if let DeValue::Table(table) = value.into_inner() {
            return Some(self.inner(self.full_name(key), span, table));
        }
        self.report_wrong_type(key, span, ValueKind::Table);
        None
    }

    /// Calls `read` with each table in an array of tables: `[[key]]`.
    pub(super) fn each_listed(&mut self, key: &'static str, read: &mut dyn FnMut(Keys)) {
        let Some(value) = self.take(key) else { return };
        let span = self.file_span(value.span());
        let DeValue::Array(array) = value.into_inner() else {
            self.report_wrong_type(key, span, ValueKind::Table);
            return;
        };
        for item in array {
            let span = self.file_span(item.span());
            let DeValue::Table(table) = item.into_inner() else {
                self.report_wrong_type(key, span, ValueKind::Table);
                continue;
            };
            read(self.inner(self.full_name(key), span, table));
        }
    }

    /// Calls `read` with the name and the keys of each table inside a table: `[key.name]`.
    pub(super) fn each_named(&mut self, key: &'static str, read: &mut dyn FnMut(&str, Keys)) {
        let Some(value) = self.take(key) else { return };
        let span = self.file_span(value.span());
        let DeValue::Table(table) = value.into_inner() else {
            self.report_wrong_type(key, span, ValueKind::Table);
            return;
        };
        for (name, item) in entries(table) {
            let span = self.file_span(item.span());
            let DeValue::Table(table) = item.into_inner() else {
                self.report_wrong_type(key, span, ValueKind::Table);
                continue;
            };
            let full_name = format!("{}.{}", self.full_name(key), name.get_ref());
            read(name.get_ref(), self.inner(full_name, span, table));
        }
    }

    /// Reports every key that was not requested.
    pub(super) fn finish(self) {
        for (key, _) in &self.entries {
            let span = self.file_span(key.span());
            let near = Nearest(nearest(key.as_ref(), self.requested.iter().copied()));
            let name = self.full_name(key.as_ref());
            self.faults.push(Diagnostic::error(span, Fault::UnknownKey { key: name, nearest: near }));
        }
    }
}
