//! What pasting from the web and from PDFs leaves behind: decomposed accents, soft hyphens, invisible spaces, ligatures
//! that are characters.
//!
//! It comes before all other rules, which then see plain letters; its edits and theirs are joined here.

use super::Edit;
use super::profile::Rule;
use std::ops::Range;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// A cleaned passage, with where each changed stretch was.
pub(super) struct Cleaned {
    pub(super) text: String,
    /// Byte of the clean text, its length there, byte of the typed text, its length there.
    changed: Vec<(usize, usize, usize, usize)>,
}

/// Cleans a passage; nothing if it is clean.
pub(super) fn clean(typed: &str) -> Option<Cleaned> {
    if !is_dirty(typed) {
        return None;
    }
    let mut cleaned = Cleaned { text: String::with_capacity(typed.len()), changed: Vec::new() };
    let mut at = 0;
    while at < typed.len() {
        let end = cluster_end(typed, at);
        let cluster = &typed[at..end];
        let clean = replacement(cluster);
        if let Some(clean) = clean {
            cleaned.changed.push((cleaned.text.len(), clean.len(), at, cluster.len()));
            cleaned.text.push_str(&clean);
        } else {
            cleaned.text.push_str(cluster);
        }
        at = end;
    }
    (!cleaned.changed.is_empty()).then_some(cleaned)
}

/// Whether there is something to look closer at. Only a soft hyphen and what is encoded from the byte 0xCC on can be.
fn is_dirty(typed: &str) -> bool {
    let bytes = typed.as_bytes();
    let here = |at: usize, byte: u8| match byte {
        0xad => at > 0 && bytes[at - 1] == 0xc2,
        0xcc.. => typed[at..].chars().next().is_some_and(is_suspect),
        _ => false,
    };
    bytes.iter().enumerate().any(|(at, byte)| here(at, *byte))
}

fn is_suspect(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{fb00}'..='\u{fb06}')
        || c >= '\u{300}' && !matches!(c, '\u{2000}'..='\u{20cf}' | '\u{400}'..='\u{4ff}')
        || matches!(c, '\u{340}'..='\u{345}' | '\u{483}'..='\u{489}')
}

/// A character with the marks that stand on it.
fn cluster_end(text: &str, at: usize) -> usize {
    let mut chars = text[at..].char_indices();
    chars.next();
    let marks = chars.find(|(_, c)| !unicode_normalization::char::is_combining_mark(*c));
    marks.map_or(text.len(), |(n, _)| at + n)
}

fn replacement(cluster: &str) -> Option<String> {
    match cluster {
        "\u{ad}" | "\u{200b}" | "\u{feff}" => Some(String::new()),
        "\u{fb00}" => Some("ff".to_string()),
        "\u{fb01}" => Some("fi".to_string()),
        "\u{fb02}" => Some("fl".to_string()),
        "\u{fb03}" => Some("ffi".to_string()),
        "\u{fb04}" => Some("ffl".to_string()),
        "\u{fb05}" | "\u{fb06}" => Some("st".to_string()),
        _ if is_nfc(cluster) => None,
        _ => Some(cluster.nfc().collect()),
    }
}

impl Cleaned {
    /// Edits of the typed text: those of cleaning, joined with `edits` of the clean text.
    pub(super) fn joined(&self, edits: Vec<Edit>) -> Vec<Edit> {
        let mut joined: Vec<Edit> = edits.into_iter().map(|edit| self.moved(edit)).collect();
        let mut covering = 0;
        let mut junk = Vec::new();
        for &(clean, clean_len, typed, typed_len) in &self.changed {
            while joined.get(covering).is_some_and(|e| e.range.end <= typed) {
                covering += 1;
            }
            if joined.get(covering).is_none_or(|e| e.range.start > typed || e.range.is_empty()) {
                let after = self.text[clean..clean + clean_len].to_string();
                junk.push(Edit { range: typed..typed + typed_len, after, rule: Rule::Junk });
            }
        }
        joined.append(&mut junk);
        joined.sort_by_key(|e| (e.range.start, e.range.end));
        joined
    }

    /// An edit at bytes of the typed text. Where it cuts through what was cleaned, it takes all of that.
    fn moved(&self, edit: Edit) -> Edit {
        let (start, head) = self.typed(edit.range.start, !edit.range.is_empty());
        let (end, tail) = if edit.range.is_empty() { (start, 0..0) } else { self.typed(edit.range.end, false) };
        // Before the cut the head stays; after it, the tail.
        let before = &self.text[head.start..edit.range.start.clamp(head.start, head.end.max(head.start))];
        let after = &self.text[edit.range.end.clamp(tail.start, tail.end.max(tail.start))..tail.end];
        let end = if tail.is_empty() { end } else { self.end_of(tail.start) };
        Edit { range: start..end.max(start), after: format!("{before}{}{after}", edit.after), rule: edit.rule }
    }

    /// Where a byte of the clean text was typed; if it lies within a cleaned stretch, where that begins, and its bytes.
    /// `past`: whether what vanished just there lies before it.
    fn typed(&self, at: usize, past: bool) -> (usize, Range<usize>) {
        let passed = |&(clean, len, _, _): &(usize, usize, usize, usize)| {
            clean + len < at || clean + len == at && (len > 0 || past)
        };
        let next = self.changed.partition_point(passed);
        if let Some(&(clean, len, typed, _)) = self.changed.get(next).filter(|c| c.0 < at) {
            return (typed, clean..clean + len);
        }
        let shift = next.checked_sub(1).map_or(0, |i| {
            let (clean, len, typed, typed_len) = self.changed[i];
            (typed + typed_len) as isize - (clean + len) as isize
        });
        (at.saturating_add_signed(shift), 0..0)
    }

    /// Where the cleaned stretch that begins at a byte of the clean text ends in the typed text.
    fn end_of(&self, clean: usize) -> usize {
        self.changed.iter().find(|c| c.0 == clean && c.1 > 0).map_or(0, |c| c.2 + c.3)
    }
}
