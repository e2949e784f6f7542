//! Cleans up characters: invisible ones, ligatures stored as one character, accents next to their letters, and letters
//! separated by spaces.
//!
//! Input: a text. Output: the text in Unicode normalisation form C with Unix line ends, and a record of each repair.

use super::parts::parts;
use crate::import::repair::{Confidence, Repair, Rule};
use rayon::prelude::*;
use std::borrow::Cow;
use unicode_normalization::char::compose;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Returns the text with its characters cleaned up, and a record of each repair.
pub(super) fn clean(text: &str) -> (Cow<'_, str>, Vec<Repair>) {
    let is_composed = |part: &&str| is_nfc_quick(part.chars()) == IsNormalized::Yes;
    let composed = parts(text).par_iter().all(is_composed);
    let mut out = if composed { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) };
    if out.contains('\r') {
        out = Cow::Owned(out.replace("\r\n", "\n").replace('\r', "\n"));
    }
    let parts = parts(&out);
    let cleaned: Vec<CleanedPart> = parts.par_iter().map(|part| clean_part(part)).collect();
    let mut repairs = Vec::new();
    let mut lines = 0;
    for part in &cleaned {
        repairs.extend(part.repairs.iter().map(|repair| Repair { line: lines + repair.line, ..repair.clone() }));
        lines += part.lines;
    }
    if cleaned.iter().any(|part| part.text.is_some()) {
        let text = parts.iter().zip(&cleaned).map(|(raw, part)| part.text.as_deref().unwrap_or(raw)).collect();
        out = Cow::Owned(text);
    }
    (out, repairs)
}

/// A part of a text with its characters cleaned up.
struct CleanedPart {
    /// The cleaned text; `None` if nothing changed.
    text: Option<String>,
    lines: usize,
    /// The repairs, with lines counted from the beginning of the part.
    repairs: Vec<Repair>,
}

fn clean_part(part: &str) -> CleanedPart {
    let mut repairs = Vec::new();
    let mut text = String::new();
    let mut lines = 0;
    // The lines from this byte to the current one are unchanged and have not been copied yet.
    let mut unchanged = 0;
    let mut end = 0;
    for raw in part.split_inclusive('\n') {
        lines += 1;
        end += raw.len();
        let has_grave_accents = raw.contains('`') && (raw.matches('`').count() % 2 == 1 || raw.contains('´'));
        let mut line = LineCleaner { line: raw, number: lines, has_grave_accents, repairs: &mut repairs }.clean();
        if let Some(joined) = closed_up(&line) {
            let (before, after) = (line.trim().to_string(), joined.trim().to_string());
            let rule = Rule::SpacedLetters;
            repairs.push(Repair { rule, confidence: Confidence::Likely, line: lines, before, after });
            line = Cow::Owned(joined);
        }
        if let Cow::Owned(line) = line {
            text.push_str(&part[unchanged..end - raw.len()]);
            text.push_str(&line);
            unchanged = end;
        }
    }
    if unchanged > 0 {
        text.push_str(&part[unchanged..]);
    }
    CleanedPart { text: (unchanged > 0).then_some(text), lines, repairs }
}

/// Whether a character may have to be replaced or removed.
fn is_special(c: char) -> bool {
    if c.is_ascii() {
        return is_invisible(c) || matches!(c, '`' | '\u{b}');
    }
    is_invisible(c)
        || ligature(c).is_some()
        || swapped(c).is_some()
        || matches!(c, '\u{2010}' | '´' | 'ˆ' | '¨' | '¸' | '\u{2028}' | '\u{2029}')
}

/// Whether a character is invisible and unnecessary: a soft hyphen, a zero-width space, a direction mark or a control
/// character. Zero-width joiners are kept, because some scripts and emoji need them.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{200e}' | '\u{200f}')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || matches!(c, '\0'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{7f}' | '\u{fffe}')
}

/// Returns the letters of a ligature.
fn ligature(c: char) -> Option<&'static str> {
    Some(match c {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        'ĳ' => "ij",
        _ => return None,
    })
}

/// The character that Ghostscript writes for the last two letters of ﬃ: `a昀케che` for *affiche*.
const SWAPPED_FI: char = '\u{cf00}';

/// The maximum number of characters that are searched for the end of a run of swapped characters. Two ligatures that follow each
/// other have at most six letters.
const LONGEST_RUN: usize = 8;

/// Returns the letter that Ghostscript wrote with its two bytes swapped, as it does for the letters of ligatures: `昀椀n` for
/// *fin*.
fn swapped(c: char) -> Option<char> {
    if c == SWAPPED_FI {
        return Some('i');
    }
    let code = u32::from(c);
    let letter = char::from(u8::try_from(code >> 8).ok()?);
    (code & 0xff == 0 && matches!(letter, 'f' | 'i' | 'l' | 't' | 'j' | 's')).then_some(letter)
}

/// Replaces and removes the characters of one line.
struct LineCleaner<'t, 'r> {
    line: &'t str,
    number: usize,
    /// Whether backticks are accents. Paired backticks in a line mark code.
    has_grave_accents: bool,
    repairs: &'r mut Vec<Repair>,
}

impl<'t> LineCleaner<'t, '_> {
    fn clean(mut self) -> Cow<'t, str> {
        if !self.line.chars().any(is_special) {
            return Cow::Borrowed(self.line);
        }
        let mut out = String::with_capacity(self.line.len() + 4);
        let mut chars = self.line.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            if let Some(letters) = ligature(c) {
                self.record(Rule::Ligature, at, letters);
                out.push_str(letters);
                continue;
            }
            if let Some(letter) = swapped(c).filter(|_| self.is_latin_at(at, c)) {
                // Each ligature is recorded once, not once for each of its letters.
                let continues = self.line[..at].chars().next_back().and_then(swapped).is_some();
                if !(continues && out.ends_with(char::is_alphabetic)) {
                    self.record(Rule::Ligature, at, &letter.to_string());
                }
                if c == SWAPPED_FI {
                    out.push('f');
                }
                out.push(letter);
                continue;
            }
            if let Some(accented) = self.accented(c, chars.peek().map(|(_, next)| *next)) {
                self.record(Rule::Accent, at, &accented.to_string());
                out.push(accented);
                chars.next();
                continue;
            }
            match c {
                '\u{2010}' => out.push('-'),
                '\u{2028}' | '\u{2029}' | '\u{b}' => out.push(' '),
                // At the end of a line, a soft hyphen was printed, so it becomes a hyphen.
                '\u{ad}' if self.line[at + 2..].trim_start().is_empty() && !out.trim_start().is_empty() => {
                    out.push('-')
                }
                c if is_invisible(c) => self.record(Rule::Invisible, at, ""),
                c => out.push(c),
            }
        }
        Cow::Owned(out)
    }

    /// Records a repair with the word that contains the character, or with the code point of the character if it is not in a
    /// word.
    fn record(&mut self, rule: Rule, at: usize, after: &str) {
        let word = word_at(self.line, at);
        let code = || format!("U+{:04X}", self.line[at..].chars().next().map_or(0, u32::from));
        let before = if word.is_empty() { code() } else { word.to_string() };
        let (line, after) = (self.number, after.to_string());
        self.repairs.push(Repair { rule, confidence: Confidence::Sure, line, before, after });
    }

    /// Whether a character, or the run of swapped characters that contains it, is next to a Latin letter. Elsewhere, the
    /// character is real Chinese and must be kept.
    fn is_latin_at(&self, at: usize, c: char) -> bool {
        // Latin letters are below U+0250, the end of the Latin Extended-B block.
        let is_latin = |c: char| c.is_alphabetic() && u32::from(c) < 0x250;
        let is_swapped = |c: &char| swapped(*c).is_some();
        let before = self.line[..at].chars().rev().take(LONGEST_RUN).find(|c| !is_swapped(c));
        let after = self.line[at + c.len_utf8()..].chars().take(LONGEST_RUN).find(|c| !is_swapped(c));
        before.is_some_and(is_latin) || after.is_some_and(is_latin)
    }

    /// Returns the letter after a spacing accent, combined with that accent. Text from old TeX fonts keeps the two apart:
    /// `d´ej`a`.
    fn accented(&self, accent: char, letter: Option<char>) -> Option<char> {
        let combining = match accent {
            '´' => '\u{301}',
            '`' if self.has_grave_accents => '\u{300}',
            'ˆ' => '\u{302}',
            '¨' => '\u{308}',
            '¸' => '\u{327}',
            _ => return None,
        };
        let letter = match letter? {
            'ı' => 'i',
            other => other,
        };
        compose(letter, combining)
    }
}

/// The maximum number of bytes before and after a character that the report quotes. Longer words are rare, except where the
/// spaces between words have been lost.
const CONTEXT: usize = 80;

/// Returns the word around a byte position, or the part of it that is near the position.
fn word_at(line: &str, at: usize) -> &str {
    let (start, end) = (line.ceil_char_boundary(at.saturating_sub(CONTEXT)), line.floor_char_boundary(at + CONTEXT));
    let from = line[start..at].rfind(char::is_whitespace).map_or(start, |space| start + space);
    let to = line[at..end].find(char::is_whitespace).map_or(end, |space| at + space);
    line[from..to].trim()
}

/// Closes up the words of a line whose letters are separated by spaces: `L E  T I T R E`. Returns `None` for other lines.
fn closed_up(line: &str) -> Option<String> {
    // In such a line, every second character is a space. Hardly any other line has a space for every three characters, so this
    // check quickly rules out nearly all other lines.
    if line.len() < 7 || line.bytes().filter(|byte| *byte == b' ').count() * 3 < line.len() {
        return None;
    }
    let tokens: Vec<&str> = line.trim().split(' ').collect();
    let is_single = |token: &&&str| token.chars().count() == 1;
    let singles = tokens.iter().filter(is_single).count();
    let words = tokens.iter().filter(|token| token.chars().count() > 1).count();
    let letters = tokens.iter().filter(is_single).filter(|token| token.starts_with(char::is_alphabetic)).count();
    if singles < 4 || words * 6 > singles || letters * 4 < singles * 3 {
        return None;
    }
    // Two or more spaces separate words; a single space separates letters.
    let mut out = String::with_capacity(line.len() / 2);
    let mut spaces = 0;
    for token in &tokens {
        if token.is_empty() {
            spaces += 1;
            continue;
        }
        if !out.is_empty() && spaces > 0 {
            out.push(' ');
        }
        out.push_str(token);
        spaces = 0;
    }
    if line.ends_with('\n') {
        out.push('\n');
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ligatures_accents_and_invisible_characters_are_cleaned_up() {
        for (raw_text, expected) in [
            ("la ﬁn diﬃcile", "la fin difficile"),
            ("un\u{200b} mot", "un mot"),
            ("d´ej`a l`a", "déjà là"),
            ("gouver\u{ad}\nnement", "gouver-\nnement"),
            ("gouver\u{ad}nement", "gouvernement"),
            ("L E  T I T R E\r\n", "LE TITRE\n"),
            ("e\u{301}te\u{301}", "été"),
            ("un `mot` de code", "un `mot` de code"),
            ("con昀椀ance a昀昀ectée 昀椀n", "confiance affectée fin"),
            ("a昀케che", "affiche"),
            ("le gouver‐\nnement", "le gouver-\nnement"),
            ("昀 est un signe", "昀 est un signe"),
            ("il y a à y", "il y a à y"),
        ] {
            assert_eq!(clean(raw_text).0, expected);
        }
    }
}
