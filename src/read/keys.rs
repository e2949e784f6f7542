//! A TOML table that is read key by key. Values of a wrong type and keys that nothing asks for are reported with their places.

use crate::diagnostic::{Diagnostic, Fault, FileId, Nearest, Placed, Span, ValueKind, nearest};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A table whose keys are taken out one after the other; call [`finish`](Keys::finish) at the end.
pub(super) struct Keys<'i, 'd> {
    file: FileId,
    /// The byte of the file at which the TOML begins.
    base: usize,
    /// The full name of this table; empty for the file as a whole.
    name: String,
    span: Span,
    entries: Vec<(Spanned<String>, Spanned<DeValue<'i>>)>,
    /// The keys that were asked for, among which the nearest is suggested for an unknown key.
    asked: Vec<&'static str>,
    faults: &'d mut Vec<Diagnostic>,
}

/// Parses TOML that begins at byte `base` of `file`; `None` where it has a syntax error, which is reported.
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
                asked: Vec::new(),
                faults,
            })
        }
        Err(error) => {
            let at = error.span().unwrap_or(0..0);
            let what = error.message().lines().next().unwrap_or_default().to_string();
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
    /// Where this table was typed.
    pub(super) fn span(&self) -> Span {
        self.span
    }

    fn inner(&mut self, name: String, span: Span, table: DeTable<'i>) -> Keys<'i, '_> {
        let (file, base, entries) = (self.file, self.base, entries(table));
        Keys { file, base, name, span, entries, asked: Vec::new(), faults: self.faults }
    }

    /// Reports a fault at a place.
    pub(super) fn fault(&mut self, span: Span, fault: Fault) {
        self.faults.push(Diagnostic::error(span, fault));
    }

    fn place(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.file, self.base + range.start, self.base + range.end)
    }

    /// The name of a key with that of its table, as messages have it: `page.size`.
    pub(super) fn full_name(&self, key: &str) -> String {
        if self.name.is_empty() { key.to_string() } else { format!("{}.{key}", self.name) }
    }

    fn take(&mut self, key: &'static str) -> Option<Spanned<DeValue<'i>>> {
        self.asked.push(key);
        let at = self.entries.iter().position(|(k, _)| k.as_ref() == key)?;
        Some(self.entries.remove(at).1)
    }

    fn wrong(&mut self, key: &str, span: Span, wanted: ValueKind) {
        let key = self.full_name(key);
        self.faults.push(Diagnostic::error(span, Fault::WrongType { key, wanted }));
    }

    /// The text of a key. A date, which TOML has without quotes, is a text too.
    pub(super) fn text(&mut self, key: &'static str) -> Option<Placed<String>> {
        let value = self.take(key)?;
        let span = self.place(value.span());
        match value.into_inner() {
            DeValue::String(text) => Some(Placed { value: text.into_owned(), span }),
            DeValue::Datetime(date) => Some(Placed { value: date.to_string(), span }),
            DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Array(_) | DeValue::Table(_) => {
                self.wrong(key, span, ValueKind::Text);
                None
            }
        }
    }

    /// The text of a key that takes a length; a message about its type asks for a length.
    pub(super) fn length(&mut self, key: &'static str) -> Option<Placed<String>> {
        let before = self.faults.len();
        let value = self.text(key);
        if let Some(Diagnostic { fault: Fault::WrongType { wanted, .. }, .. }) = self.faults.get_mut(before) {
            *wanted = ValueKind::Length;
        }
        value
    }

    /// The switch of a key.
    pub(super) fn flag(&mut self, key: &'static str) -> Option<Placed<bool>> {
        let value = self.take(key)?;
        let span = self.place(value.span());
        if let DeValue::Boolean(flag) = value.into_inner() {
            return Some(Placed { value: flag, span });
        }
        self.wrong(key, span, ValueKind::Boolean);
        None
    }

    /// The whole number of a key.
    pub(super) fn number(&mut self, key: &'static str) -> Option<Placed<i64>> {
        let value = self.take(key)?;
        let span = self.place(value.span());
        if let DeValue::Integer(number) = value.into_inner()
            && let Ok(number) = i64::from_str_radix(number.as_str(), number.radix())
        {
            return Some(Placed { value: number, span });
        }
        self.wrong(key, span, ValueKind::Number);
        None
    }

    /// The list of texts of a key.
    pub(super) fn list(&mut self, key: &'static str) -> Option<Vec<Placed<String>>> {
        let value = self.take(key)?;
        let span = self.place(value.span());
        let DeValue::Array(array) = value.into_inner() else {
            self.wrong(key, span, ValueKind::List);
            return None;
        };
        let mut list = Vec::new();
        for item in array {
            let place = self.place(item.span());
            if let DeValue::String(text) = item.into_inner() {
                list.push(Placed { value: text.into_owned(), span: place });
            } else {
                self.wrong(key, place, ValueKind::List);
            }
        }
        Some(list)
    }

    /// The list of whole numbers of a key, with its place.
    pub(super) fn numbers(&mut self, key: &'static str) -> Option<(Vec<i64>, Span)> {
        let value = self.take(key)?;
        let span = self.place(value.span());
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
        self.wrong(key, span, ValueKind::Number);
        None
    }

    /// Whether a key has a text as its value.
    pub(super) fn holds_text(&self, key: &str) -> bool {
        self.entries.iter().any(|(k, v)| k.as_ref() == key && matches!(v.get_ref(), DeValue::String(_)))
    }

    /// Whether a key has a whole number as its value.
    pub(super) fn holds_number(&self, key: &str) -> bool {
        self.entries.iter().any(|(k, v)| k.as_ref() == key && matches!(v.get_ref(), DeValue::Integer(_)))
    }

    /// The table of a key.
    pub(super) fn table(&mut self, key: &'static str) -> Option<Keys<'i, '_>> {
        let value = self.take(key)?;
        let span = self.place(value.span());
        if let DeValue::Table(table) = value.into_inner() {
            return Some(self.inner(self.full_name(key), span, table));
        }
        self.wrong(key, span, ValueKind::Table);
        None
    }

    /// Calls `read` with each table of an array of tables: `[[key]]`.
    pub(super) fn each_listed(&mut self, key: &'static str, read: &mut dyn FnMut(Keys)) {
        let Some(value) = self.take(key) else { return };
        let span = self.place(value.span());
        let DeValue::Array(array) = value.into_inner() else {
            self.wrong(key, span, ValueKind::Table);
            return;
        };
        for item in array {
            let span = self.place(item.span());
            let DeValue::Table(table) = item.into_inner() else {
                self.wrong(key, span, ValueKind::Table);
                continue;
            };
            read(self.inner(self.full_name(key), span, table));
        }
    }

    /// Calls `read` with each table inside of a table and its name: `[key.name]`.
    pub(super) fn each_named(&mut self, key: &'static str, read: &mut dyn FnMut(&str, Keys)) {
        let Some(value) = self.take(key) else { return };
        let span = self.place(value.span());
        let DeValue::Table(table) = value.into_inner() else {
            self.wrong(key, span, ValueKind::Table);
            return;
        };
        for (name, item) in entries(table) {
            let span = self.place(item.span());
            let DeValue::Table(table) = item.into_inner() else {
                self.wrong(key, span, ValueKind::Table);
                continue;
            };
            let full_name = format!("{}.{}", self.full_name(key), name.get_ref());
            read(name.get_ref(), self.inner(full_name, span, table));
        }
    }

    /// Reports every key that nothing asked for.
    pub(super) fn finish(self) {
        for (key, _) in &self.entries {
            let span = self.place(key.span());
            let near = Nearest(nearest(key.as_ref(), self.asked.iter().copied()));
            let name = self.full_name(key.as_ref());
            self.faults.push(Diagnostic::error(span, Fault::UnknownKey { key: name, nearest: near }));
        }
    }
}
