//! Reads front matter in YAML.

use super::value::{FrontEntry, FrontPair, FrontValue};
use crate::diagnostic::{Diagnostic, Fault, FileId, Span, Warned};
use saphyr_parser::{Event, Parser};

/// The maximum depth of values that are read. Authors with names and affiliations need three; deeper values are ignored.
const DEEPEST: usize = 8;

/// Returns the entries of YAML that begins at byte `base` of a file. If there is an error, such as a colon in a value without
/// quotation marks, the lines that have a key and a value are used.
pub(super) fn entries(text: &str, file: FileId, base: usize) -> Warned<Vec<FrontEntry>> {
    match parse(text, file, base) {
        Ok(entries) => Warned::new(entries, Vec::new()),
        Err(line) => {
            // The first line of the file is the opening line.
            let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
            let span = Span::new(file, base + start, base + start);
            let diagnostic = Diagnostic::warning(span, Fault::FrontMatterSyntax { line: line + 1 });
            Warned::new(line_entries(text, file, base, ':'), vec![diagnostic])
        }
    }
}

/// A list or a mapping that is being read.
enum OpenValue {
    List(Vec<FrontValue>),
    Table {
        pairs: Vec<FrontPair>,
        key: Option<String>,
    },
    /// A value that is too deep.
    Skipped,
}

/// Parses a mapping. On failure, returns the line of the error, from 1.
fn parse(text: &str, file: FileId, base: usize) -> Result<Vec<FrontEntry>, usize> {
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let span = |at: saphyr_parser::Span| {
        let byte = |index: usize| base + bytes.get(index).copied().unwrap_or(text.len());
        Span::new(file, byte(at.start.index()), byte(at.end.index()))
    };
    let mut entries = Vec::new();
    let mut key: Option<(String, Span)> = None;
    let mut open: Vec<OpenValue> = Vec::new();
    let mut begun = false;
    let mut value_at = Span::default();
    for event in Parser::new_from_str(text) {
        let (event, at) = event.map_err(|error| error.marker().line())?;
        let value = match event {
            Event::Scalar(words, ..) => FrontValue::Text(words.into_owned()),
            // Aliases aren't expanded, because a few of them can grow to gigabytes.
            Event::Alias(_) => FrontValue::Text(String::new()),
            Event::MappingStart(..) if !begun => {
                begun = true;
                continue;
            }
            Event::MappingStart(..) | Event::SequenceStart(..) => {
                if open.is_empty() {
                    value_at = span(at);
                }
                let is_list = matches!(event, Event::SequenceStart(..));
                open.push(match is_list {
                    _ if open.len() >= DEEPEST => OpenValue::Skipped,
                    true => OpenValue::List(Vec::new()),
                    false => OpenValue::Table { pairs: Vec::new(), key: None },
                });
                continue;
            }
            Event::MappingEnd | Event::SequenceEnd => match open.pop() {
                Some(OpenValue::List(values)) => FrontValue::List(values),
                Some(OpenValue::Table { pairs, .. }) => FrontValue::Table(pairs),
                Some(OpenValue::Skipped) => FrontValue::Text(String::new()),
                None => break,
            },
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) | Event::DocumentEnd => {
                continue;
            }
        };
        match open.last_mut() {
            Some(OpenValue::List(values)) => values.push(value),
            Some(OpenValue::Table { pairs, key }) => match (key.take(), value) {
                (Some(key), value) => pairs.push(FrontPair { key, value }),
                (None, FrontValue::Text(text)) => *key = Some(text),
                (None, _) => *key = Some(String::new()),
            },
            Some(OpenValue::Skipped) => {}
            None => match key.take() {
                Some((key, key_span)) => {
                    let span = if matches!(value, FrontValue::Text(_)) {
                        span(at)
                    } else {
                        Span { end: span(at).end, ..value_at }
                    };
                    entries.push(FrontEntry { key, key_span, value, span });
                }
                None => {
                    let name = if let FrontValue::Text(text) = value { text } else { String::new() };
                    key = Some((name, span(at)));
                }
            },
        }
    }
    Ok(entries)
}

/// Returns an entry for each line with a key and a value, which are separated by a colon or an equals sign.
pub(super) fn line_entries(text: &str, file: FileId, base: usize, separator: char) -> Vec<FrontEntry> {
    let mut entries = Vec::new();
    let mut at = base;
    for line in text.split_inclusive('\n') {
        if let Some((key, value)) = line.split_once(separator)
            && !line.starts_with([' ', '-', '#'])
        {
            let typed = value.trim();
            let start = at + line.len() - value.len() + value.find(typed).unwrap_or(0);
            let quoted = typed.len() > 1 && typed.starts_with(['"', '\'']) && typed.ends_with(['"', '\'']);
            let words = if quoted { typed.get(1..typed.len() - 1).unwrap_or(typed) } else { typed };
            // A quotation mark without a partner is probably the error.
            let marks = words.matches('"').count();
            let words = if marks == 1 { words.trim_matches('"') } else { words };
            entries.push(FrontEntry {
                key: key.trim().to_string(),
                key_span: Span::new(file, at, at + key.trim_end().len()),
                value: FrontValue::Text(words.to_string()),
                span: Span::new(file, start, start + typed.len()),
            });
        }
        at += line.len();
    }
    entries
}
