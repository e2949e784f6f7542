//! What pasting from the web and from PDFs leaves behind: decomposed accents, soft hyphens, invisible spaces, ligatures
//! that are characters.
//!
//! It comes before all other rules, which then see plain letters; its edits and theirs are joined here.

use super::Edit;
use super::profile::Rule;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// A cleaned passage, with where each changed stretch was.
pub(super) struct Cleaned {
    pub(super) text: String,
    /// Byte of the clean text, its length there, byte of the typed text, its length there.
    changed: Vec<(usize, usize, usize, usize)>,
}

/// Cleans a passage; nothing if it is clean.
pub(super) fn clean(typed: &str) -> Option<Cleaned> {
    if typed.is_ascii() || !typed.chars().any(is_suspect) {
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
        let mut joined: Vec<Edit> = Vec::with_capacity(edits.len() + self.changed.len());
        let mut edits = edits.into_iter().peekable();
        // How far the typed text is ahead of the clean one.
        let mut shift = 0isize;
        let moved = |at: usize, shift: isize| at.saturating_add_signed(shift);
        for &(clean, clean_len, typed, typed_len) in &self.changed {
            while let Some(edit) = edits.next_if(|e| e.range.end <= clean && (e.range.start < clean || clean_len > 0)) {
                let range = moved(edit.range.start, shift)..moved(edit.range.end, shift);
                joined.push(Edit { range, ..edit });
            }
            let clean_end = clean + clean_len;
            let touching = edits.next_if(|e| e.range.start < clean_end && e.range.end > clean);
            let after = self.text[clean..clean_end].to_string();
            match touching {
                // A rule works on letters that were cleaned: one edit does both.
                Some(edit) => {
                    let head = &self.text[clean.min(edit.range.start)..edit.range.start];
                    let tail = &self.text[edit.range.end.min(clean_end)..clean_end];
                    let start = if edit.range.start < clean { moved(edit.range.start, shift) } else { typed };
                    let after = format!("{}{}{tail}", if edit.range.start < clean { "" } else { head }, edit.after);
                    let end =
                        (typed + typed_len).max(moved(edit.range.end, shift + typed_len as isize - clean_len as isize));
                    joined.push(Edit { range: start..end, after, rule: edit.rule });
                }
                None if joined.last().is_some_and(|e| e.range.end > typed) => {}
                None => joined.push(Edit { range: typed..typed + typed_len, after, rule: Rule::Junk }),
            }
            shift = (typed + typed_len) as isize - clean_end as isize;
        }
        for edit in edits {
            let range = moved(edit.range.start, shift)..moved(edit.range.end, shift);
            joined.push(Edit { range, ..edit });
        }
        joined
    }
}
