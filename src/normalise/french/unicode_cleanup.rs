//! Unicode clean-up: repairs text that was pasted from the web or from a PDF.
//!
//! Decomposed accents are composed (NFC, Unicode Standard Annex 15), soft hyphens and invisible spaces are removed, and
//! ligatures that are single characters become letters.
//!
//! The clean-up runs before all other rules, which therefore see plain letters and return edits to the clean text. This module
//! translates those edits back to the text as typed and adds the edits of the clean-up.

use super::edit::Edit;
use super::rule::Rule;
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// A passage after clean-up.
pub(super) struct CleanText {
    pub(super) text: String,
    /// The replacements, in order.
    replaced: Vec<Replacement>,
}

/// A part of the text as typed, and the part of the clean text that replaces it.
struct Replacement {
    typed: Range<usize>,
    clean: Range<usize>,
}

/// Returns a cleaned passage, or `None` if the passage is clean already.
pub(super) fn clean(typed: &str) -> Option<CleanText> {
    if !typed.chars().any(may_need_cleanup) {
        return None;
    }
    let mut clean = CleanText { text: String::with_capacity(typed.len()), replaced: Vec::new() };
    let mut at = 0;
    while at < typed.len() {
        let end = cluster_end(typed, at);
        let cluster = &typed[at..end];
        if let Some(replacement) = replacement(cluster) {
            let start = clean.text.len();
            clean.text.push_str(&replacement);
            clean.replaced.push(Replacement { typed: at..end, clean: start..clean.text.len() });
        } else {
            clean.text.push_str(cluster);
        }
        at = end;
    }
    (!clean.replaced.is_empty()).then_some(clean)
}

/// Whether a character may be replaced, alone or with the characters around it. Of the characters below U+0300 that French
/// uses, only the soft hyphen needs clean-up. General punctuation and Cyrillic are common and, apart from a few exceptions,
/// need none either.
fn may_need_cleanup(c: char) -> bool {
    let is_common = |c| matches!(c, '\u{400}'..='\u{482}' | '\u{48a}'..='\u{4ff}' | '\u{2000}'..='\u{20cf}');
    c == '\u{ad}' || c >= '\u{300}' && (!is_common(c) || c == '\u{200b}')
}

/// Returns the byte at which the character at `at` ends, including any combining marks that follow it.
fn cluster_end(text: &str, at: usize) -> usize {
    let mut chars = text[at..].char_indices().skip(1);
    chars.find(|(_, c)| !is_combining_mark(*c)).map_or(text.len(), |(length, _)| at + length)
}

fn replacement(cluster: &str) -> Option<String> {
    let letters = match cluster {
        "\u{ad}" | "\u{200b}" | "\u{feff}" => "",
        "\u{fb00}" => "ff",
        "\u{fb01}" => "fi",
        "\u{fb02}" => "fl",
        "\u{fb03}" => "ffi",
        "\u{fb04}" => "ffl",
        "\u{fb05}" | "\u{fb06}" => "st",
        _ if is_nfc(cluster) => return None,
        _ => return Some(cluster.nfc().collect()),
    };
    Some(letters.to_string())
}

impl CleanText {
    /// Translates edits of the clean text to the text as typed, and adds the edits of the clean-up.
    pub(super) fn edits_of_typed(&self, edits: Vec<Edit>) -> Vec<Edit> {
        let mut all: Vec<Edit> = edits.into_iter().map(|edit| self.translated(edit)).collect();
        let mut covering = 0;
        let mut cleanup = Vec::new();
        for Replacement { typed, clean } in &self.replaced {
            while all.get(covering).is_some_and(|edit| edit.range.end <= typed.start) {
                covering += 1;
            }
            // An edit that covers the original characters has replaced them already.
            if all.get(covering).is_none_or(|edit| edit.range.start > typed.start || edit.range.is_empty()) {
                let after = self.text[clean.clone()].to_string();
                cleanup.push(Edit { range: typed.clone(), after, rule: Rule::Junk });
            }
        }
        all.append(&mut cleanup);
        all.sort_by_key(|edit| (edit.range.start, edit.range.end));
        all
    }

    /// Translates an edit to the text as typed. An edit that begins or ends inside a replacement is extended to cover all of
    /// it.
    fn translated(&self, edit: Edit) -> Edit {
        let Range { start, end } = edit.range;
        let is_insertion = start == end;
        let head = self.replacement_around(start, !is_insertion);
        let tail = if is_insertion { None } else { self.replacement_around(end, false) };
        let typed_start = head.map_or_else(|| self.typed_byte(start, !is_insertion), |cut| cut.typed.start);
        let typed_end = match tail {
            _ if is_insertion => typed_start,
            Some(cut) => cut.typed.end,
            None => self.typed_byte(end, false),
        };
        let before = head.map_or("", |cut| &self.text[cut.clean.start..start]);
        let after = tail.map_or("", |cut| &self.text[end..cut.clean.end]);
        let range = typed_start..typed_end.max(typed_start);
        Edit { range, after: format!("{before}{}{after}", edit.after), rule: edit.rule }
    }

    /// Returns the index of the first replacement that isn't before a byte of the clean text. If `past` is true, a removal
    /// exactly at this byte counts as being before it.
    fn first_from(&self, byte: usize, past: bool) -> usize {
        let is_before = |replaced: &Replacement| {
            let clean = &replaced.clean;
            clean.end < byte || clean.end == byte && (past || !clean.is_empty())
        };
        self.replaced.partition_point(is_before)
    }

    /// Returns the replacement that a byte of the clean text lies inside, if any.
    fn replacement_around(&self, byte: usize, past: bool) -> Option<&Replacement> {
        self.replaced.get(self.first_from(byte, past)).filter(|replaced| replaced.clean.start < byte)
    }

    /// Returns the byte of the text as typed that corresponds to a byte of the clean text outside all replacements.
    fn typed_byte(&self, byte: usize, past: bool) -> usize {
        match self.first_from(byte, past).checked_sub(1).map(|before| &self.replaced[before]) {
            Some(before) => byte - before.clean.end + before.typed.end,
            None => byte,
        }
    }
}
