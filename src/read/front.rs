//! What stands between the `+++` lines at the head of a text.

use super::keys;
use crate::diagnostic::{Diagnostic, Fault, FileId, Nearest, Placed, Span, nearest};
use crate::manuscript::{FrontMatter, Opener, Words};

/// Reads the front matter of a text; returns it with the byte at which the text itself begins.
pub(super) fn read(source: &str, file: FileId, faults: &mut Vec<Diagnostic>) -> (FrontMatter, usize) {
    let mut front = FrontMatter::default();
    let Some((toml, start, body)) = split(source) else {
        if source.lines().next().is_some_and(|line| line.trim_end() == "+++") {
            faults.push(Diagnostic::error(Span::new(file, 0, 3), Fault::FrontMatterOpen {}));
        }
        return (front, 0);
    };
    let Some(mut keys) = keys::parse(toml, file, start, faults) else { return (front, body) };
    let words = |typed: Option<Placed<String>>| typed.map(|t| Words { text: t.value, span: t.span });
    front.title = words(keys.text("title"));
    front.author = words(keys.text("author"));
    front.translator = words(keys.text("translator"));
    front.source = words(keys.text("source"));
    front.date = words(keys.text("date"));
    front.part = words(keys.text("part"));
    front.drop_cap = keys.flag("drop_cap").map(|f| f.value);
    front.language = keys.text("language").map(|l| l.value);
    if let Some(typed) = keys.text("opener") {
        front.opener = opener(&typed.value);
        if front.opener.is_none() {
            let choices: Vec<String> = OPENERS.iter().map(|(n, _)| n.to_string()).collect();
            let near = Nearest(nearest(&typed.value, OPENERS.iter().map(|(n, _)| *n)));
            let key = "opener".to_string();
            keys.fault(typed.span, Fault::UnknownChoice { key, value: typed.value, choices, nearest: near });
        }
    }
    keys.finish();
    (front, body)
}

const OPENERS: [(&str, Opener); 3] = [("recto", Opener::Recto), ("page", Opener::Page), ("continue", Opener::Continue)];

fn opener(typed: &str) -> Option<Opener> {
    OPENERS.iter().find(|(name, _)| *name == typed).map(|(_, opener)| *opener)
}

/// The byte at which a text begins, after its front matter.
pub(super) fn body(source: &str) -> usize {
    split(source).map_or(0, |(_, _, body)| body)
}

/// The TOML, the byte at which it begins, and the byte after the closing line.
fn split(source: &str) -> Option<(&str, usize, usize)> {
    let first = source.split_inclusive('\n').next()?;
    if first.trim_end() != "+++" {
        return None;
    }
    let mut at = first.len();
    for line in source[first.len()..].split_inclusive('\n') {
        if line.trim_end() == "+++" {
            return Some((&source[first.len()..at], first.len(), at + line.len()));
        }
        at += line.len();
    }
    None
}
