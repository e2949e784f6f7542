//! Finds the front matter of a text.

use super::value::{FrontEntry, FrontValue};
use crate::diagnostic::{FileId, Span};
use std::ops::Range;

/// The format of front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// TOML between `+++` lines, as in Zola and Hugo.
    Toml,
    /// YAML between `---` lines, as in Jekyll, Hugo, pandoc and Obsidian. The last line may be `...`.
    Yaml,
    /// Lines with a key and a value, the first of which is the title, before the first empty line, as in MultiMarkdown.
    Plain,
    /// Up to three lines that begin with `%`: title, authors, date, as in pandoc.
    Percent,
}

/// The front matter of a text.
pub(super) struct FrontBlock {
    pub(super) kind: Kind,
    /// The bytes of the content.
    pub(super) content: Range<usize>,
    /// The byte after the closing line.
    pub(super) body: usize,
}

/// Finds the front matter of a text, which may follow empty lines. Returns `None` if there is none or if its closing line is
/// missing.
pub(super) fn find(source: &str) -> Option<FrontBlock> {
    let start = source.len() - source.trim_start_matches(['\n', '\r', ' ', '\t', '\u{feff}']).len();
    // An indented line is code.
    let start = source[..start].rfind('\n').map_or(if start == 3 { start } else { 0 }, |at| at + 1);
    let first = source[start..].split_inclusive('\n').next()?;
    let kind = match first.trim_end() {
        "+++" => Kind::Toml,
        "---" => Kind::Yaml,
        line if line.starts_with("% ") => return Some(percent(source, start)),
        _ => return plain(source, start),
    };
    let content = start + first.len();
    let mut at = content;
    for line in source[content..].split_inclusive('\n') {
        let closes = match line.trim_end() {
            "+++" => kind == Kind::Toml,
            "---" | "..." => kind == Kind::Yaml,
            _ => false,
        };
        if closes {
            let block = FrontBlock { kind, content: content..at, body: at + line.len() };
            return (kind == Kind::Toml || is_mapping(&source[content..at])).then_some(block);
        }
        at += line.len();
    }
    None
}

/// Returns the first line of a text that begins with front matter in TOML or YAML whose closing line is missing.
pub(super) fn unclosed(source: &str) -> Option<&str> {
    let mut lines = source.lines();
    let first = lines.next()?.trim_end();
    let mut opens_yaml = || lines.next().is_some_and(|line| is_key_line(line) && !source.contains("\n---"));
    (first == "+++" || (first == "---" && opens_yaml())).then_some(first)
}

/// Whether the text between two `---` lines is a mapping in YAML, rather than prose between two thematic breaks.
fn is_mapping(content: &str) -> bool {
    let mut lines = content.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    let begins_empty = content.lines().next().is_some_and(|line| line.trim().is_empty());
    match lines.next() {
        Some(first) => is_key_line(first) && (!begins_empty || content.lines().skip(1).all(|line| !line.is_empty())),
        None => content.trim().is_empty() && content.lines().count() <= 1 || content.trim_start().starts_with('#'),
    }
}

/// Whether a line consists of a key with a colon and perhaps a value. Keys contain no spaces, unlike prose before a colon.
fn is_key_line(line: &str) -> bool {
    let Some((key, value)) = line.split_once(':') else { return false };
    let key = key.trim_end().trim_matches(['"', '\'']);
    let is_key = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    !key.is_empty() && key.chars().all(is_key) && (value.is_empty() || value.starts_with([' ', '\t', '\r']))
}

/// Returns the front matter that consists of the lines before the first empty line, if the first of them has the title and all
/// of them have a key or continue the previous line.
fn plain(source: &str, start: usize) -> Option<FrontBlock> {
    let (key, value) = source[start..].lines().next()?.split_once(':')?;
    if !key.eq_ignore_ascii_case("title") || !value.starts_with([' ', '\t']) {
        return None;
    }
    let mut at = start;
    for line in source[start..].split_inclusive('\n') {
        if line.trim().is_empty() {
            return Some(FrontBlock { kind: Kind::Plain, content: start..at, body: at });
        }
        if !is_key_line(line.trim_end_matches(['\n', '\r'])) && !line.starts_with([' ', '\t']) {
            return None;
        }
        at += line.len();
    }
    None
}

/// Returns the front matter that begins with a percent sign. A line that begins with a space continues the one before it.
fn percent(source: &str, start: usize) -> FrontBlock {
    let mut at = start;
    let mut fields = 0;
    for line in source[start..].split_inclusive('\n') {
        let begins = line.starts_with('%');
        fields += usize::from(begins);
        if fields > PERCENT_KEYS.len() || !(begins || (line.starts_with([' ', '\t']) && !line.trim().is_empty())) {
            break;
        }
        at += line.len();
    }
    FrontBlock { kind: Kind::Percent, content: start..at, body: at }
}

/// The keys of the lines that begin with `%`, in order.
const PERCENT_KEYS: [&str; 3] = ["title", "author", "date"];

/// Returns the entries of lines that begin with `%`.
pub(super) fn percent_entries(text: &str, file: FileId, base: usize) -> Vec<FrontEntry> {
    let mut entries = Vec::new();
    let starts: Vec<usize> = text
        .char_indices()
        .filter(|(at, c)| *c == '%' && (*at == 0 || text[..*at].ends_with('\n')))
        .map(|(at, _)| at)
        .collect();
    for (number, (start, key)) in starts.iter().zip(PERCENT_KEYS).enumerate() {
        let end = starts.get(number + 1).copied().unwrap_or(text.len());
        let words = text[*start + 1..end].trim();
        if words.is_empty() {
            continue;
        }
        let from = base + start + 1 + text[*start + 1..end].find(words).unwrap_or(0);
        let span = Span::new(file, from, from + words.len());
        let names = words.split([';', '\n']).map(|name| FrontValue::Text(name.trim().to_string())).collect();
        let value = if key == "author" { FrontValue::List(names) } else { FrontValue::Text(words.to_string()) };
        entries.push(FrontEntry { key: key.to_string(), key_span: span, value, span });
    }
    entries
}
