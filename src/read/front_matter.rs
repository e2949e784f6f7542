//! Reads front matter: the TOML between two `+++` lines at the head of a text.

use super::keys::{self, Keys};
use super::values;
use crate::diagnostic::{Diagnostic, Fault, FileId, Placed, Span, Warned};
use crate::language;
use crate::manuscript::{FrontMatter, Opener, Words};

/// The values of `opener`.
const OPENERS: [(&str, Opener); 3] = [("recto", Opener::Recto), ("page", Opener::Page), ("continue", Opener::Continue)];

/// Reads the front matter of a text. Also returns the byte at which the Markdown after it begins.
pub(super) fn read(source: &str, file: FileId) -> Warned<(FrontMatter, usize)> {
    let mut diagnostics = Vec::new();
    let mut front = FrontMatter::default();
    let Some(FencedToml { toml, toml_start, body }) = split(source) else {
        if source.lines().next().is_some_and(|line| line.trim_end() == FENCE) {
            diagnostics.push(Diagnostic::error(Span::new(file, 0, FENCE.len()), Fault::FrontMatterOpen {}));
        }
        return Warned::new((front, 0), diagnostics);
    };
    if let Some(keys) = keys::parse(toml, file, toml_start, &mut diagnostics) {
        front = read_keys(keys);
    }
    Warned::new((front, body), diagnostics)
}

fn read_keys(mut keys: Keys) -> FrontMatter {
    let mut front = FrontMatter::default();
    let words = |typed: Option<Placed<String>>| typed.map(|t| Words { text: t.value, span: t.span });
    front.title = words(keys.text("title"));
    front.author = words(keys.text("author"));
    front.translator = words(keys.text("translator"));
    front.source = words(keys.text("source"));
    front.date = words(keys.text("date"));
    front.part = words(keys.text("part"));
    front.drop_cap = keys.flag("drop_cap").map(|f| f.value);
    front.language = keys.text("language").and_then(|typed| match language::parse(&typed.value) {
        Ok(tag) => Some(tag),
        Err(unknown) => {
            keys.fault(typed.span, unknown.fault(&typed.value));
            None
        }
    });
    front.opener = values::choice(&mut keys, "opener", &OPENERS);
    keys.finish();
    front
}

/// Returns the byte at which the Markdown of a text begins, after any front matter.
pub(super) fn body(source: &str) -> usize {
    split(source).map_or(0, |parts| parts.body)
}

/// The line before and after front matter, as in Zola and Hugo.
const FENCE: &str = "+++";

/// The parts of a text with front matter.
struct FencedToml<'s> {
    toml: &'s str,
    /// The byte at which the TOML begins.
    toml_start: usize,
    /// The byte after the closing line.
    body: usize,
}

/// Finds the front matter of a text. Returns `None` if there is none or if its closing line is missing.
fn split(source: &str) -> Option<FencedToml<'_>> {
    let first = source.split_inclusive('\n').next()?;
    if first.trim_end() != FENCE {
        return None;
    }
    let mut at = first.len();
    for line in source[first.len()..].split_inclusive('\n') {
        if line.trim_end() == FENCE {
            return Some(FencedToml { toml: &source[first.len()..at], toml_start: first.len(), body: at + line.len() });
        }
        at += line.len();
    }
    None
}
