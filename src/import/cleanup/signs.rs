//! Signs of plain text: what nobody sees, ligatures that came as one character, accents beside their letters, spaced letters.

use crate::import::document::{Repair, Rule, Trust};
use rayon::prelude::*;
use std::borrow::Cow;
use unicode_normalization::char::compose;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The text with its signs mended; line ends are those of Unix.
pub(super) fn mend(text: &str) -> (Cow<'_, str>, Vec<Repair>) {
    let mut repairs = Vec::new();
    let plain = |part: &&str| part.chars().all(is_plain);
    let nfc = |part: &&str| plain(part) || is_nfc_quick(part.chars()) == IsNormalized::Yes;
    let composed = parts(text).par_iter().all(nfc);
    let mut out = if composed { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) };
    if out.contains('\r') {
        out = Cow::Owned(out.replace("\r\n", "\n").replace('\r', "\n"));
    }
    let special = |part: &str| !part.chars().all(is_plain) && part.chars().any(is_special);
    let touched = |part: &&str| special(part) || part.lines().any(|line| spaced(line).is_some());
    if !parts(&out).par_iter().any(touched) {
        return (out, repairs);
    }
    let mut mended = String::with_capacity(out.len());
    for (number, line) in out.split_inclusive('\n').enumerate() {
        let mut mending = LineMender { line, number: number + 1, repairs: &mut repairs };
        let line = mending.letters();
        match spaced(&line) {
            Some(joined) => {
                let (before, after) = (line.trim().to_string(), joined.trim().to_string());
                repairs.push(Repair {
                    rule: Rule::SpacedLetters,
                    trust: Trust::Likely,
                    line: number + 1,
                    before,
                    after,
                });
                mended.push_str(&joined);
            }
            None => mended.push_str(&line),
        }
    }
    (Cow::Owned(mended), repairs)
}

/// A text in parts of some size that end with lines.
pub(super) fn parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(end) = rest.as_bytes().get(PART..).and_then(|after| memchr::memchr(b'\n', after)) {
        let (part, after) = rest.split_at(PART + end + 1);
        parts.push(part);
        rest = after;
    }
    parts.push(rest);
    parts
}

/// Bytes of a part.
const PART: usize = 1 << 18;

/// Nearly all characters of a text: composed, and to be kept.
fn is_plain(c: char) -> bool {
    matches!(c, ' '..='_' | 'a'..='~' | '\n' | 'À'..='ÿ' | '’' | '«' | '»' | '\u{a0}' | '°' | '·' | 'Œ' | 'œ')
        || matches!(c, '–'..='”' | '…' | '\u{202f}' | '€')
}

/// Characters that a text doesn't keep.
fn is_special(c: char) -> bool {
    invisible(c)
        || ligature(c).is_some()
        || swapped(c).is_some()
        || matches!(c, '\u{2010}' | '´' | '`' | 'ˆ' | '¨' | '¸' | '\u{2028}' | '\u{2029}' | '\u{b}')
}

/// What nobody sees and nothing needs. Joiners stay: scripts that join need them.
fn invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || matches!(c, '\0'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{7f}' | '\u{fffe}')
}

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

/// What the same program writes for the second half of ﬃ: `a昀케che`.
const SHORT: char = '\u{cf00}';

/// A letter whose two bytes a program swapped, as Ghostscript does with ligatures: `昀椀n` for *fin*.
fn swapped(c: char) -> Option<char> {
    if c == SHORT {
        return Some('i');
    }
    let letter = char::from(u8::try_from(u32::from(c) >> 8).ok()?);
    (u32::from(c) & 0xff == 0 && matches!(letter, 'f' | 'i' | 'l' | 't' | 'j' | 's')).then_some(letter)
}

struct LineMender<'t, 'r> {
    line: &'t str,
    number: usize,
    repairs: &'r mut Vec<Repair>,
}

impl<'t> LineMender<'t, '_> {
    fn note(&mut self, rule: Rule, at: usize, after: &str) {
        let word = word_at(self.line, at);
        self.repairs.push(Repair {
            rule,
            trust: Trust::Sure,
            line: self.number,
            before: if word.is_empty() {
                format!("U+{:04X}", self.line[at..].chars().next().map_or(0, u32::from))
            } else {
                word.to_string()
            },
            after: after.to_string(),
        });
    }

    /// The line without ligatures, invisible characters and loose accents.
    fn letters(&mut self) -> Cow<'t, str> {
        if !self.line.chars().any(is_special) {
            return Cow::Borrowed(self.line);
        }
        let mut out = String::with_capacity(self.line.len() + 4);
        let mut chars = self.line.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            if let Some(letters) = ligature(c) {
                self.note(Rule::Ligature, at, letters);
                out.push_str(letters);
                // Some programs put a space after a ligature, within the word.
                continue;
            }
            if c == '\u{2010}' {
                out.push('-');
                continue;
            }
            if let Some(letter) = swapped(c).filter(|_| self.is_latin_at(at, c)) {
                if !out.ends_with(char::is_alphabetic)
                    || self.line[..at].chars().next_back().and_then(swapped).is_none()
                {
                    self.note(Rule::Ligature, at, &letter.to_string());
                }
                out.extend((c == SHORT).then_some('f'));
                out.push(letter);
                continue;
            }
            if c == '\u{ad}' && self.line[at + 2..].trim().is_empty() && !out.trim().is_empty() {
                // At the end of its line it was a hyphen.
                out.push('-');
                continue;
            }
            if matches!(c, '\u{2028}' | '\u{2029}' | '\u{b}') {
                out.push(' ');
                continue;
            }
            if invisible(c) {
                self.note(Rule::Invisible, at, "");
                continue;
            }
            match self.accented(&out, c, chars.peek().map(|(_, next)| *next)) {
                Some(letter) => {
                    self.note(Rule::Accent, at, &letter.to_string());
                    out.push(letter);
                    chars.next();
                }
                None => out.push(c),
            }
        }
        Cow::Owned(out)
    }

    /// Whether Latin letters stand beside a sign, or beside others of its kind.
    fn is_latin_at(&self, at: usize, c: char) -> bool {
        let latin = |c: char| c.is_alphabetic() && u32::from(c) < 0x250;
        let alien = |c: &char| swapped(*c).is_some();
        let before = self.line[..at].chars().rev().find(|c| !alien(c));
        let after = self.line[at + c.len_utf8()..].chars().find(|c| !alien(c));
        before.is_some_and(latin) || after.is_some_and(latin)
    }

    /// The letter that an accent before it makes: `d´ej`a`.
    fn accented(&self, out: &str, accent: char, letter: Option<char>) -> Option<char> {
        let mark = match accent {
            '´' => '\u{301}',
            '`' if self.line.matches('`').count() % 2 == 1 || self.line.contains('´') => '\u{300}',
            'ˆ' => '\u{302}',
            '¨' => '\u{308}',
            '¸' => '\u{327}',
            _ => return None,
        };
        let letter = match letter? {
            'ı' => 'i',
            other => other,
        };
        let _ = out;
        compose(letter, mark)
    }
}

/// The word around a byte.
fn word_at(line: &str, at: usize) -> &str {
    let from = line[..at]
        .rfind(char::is_whitespace)
        .map_or(0, |space| space + line[space..].chars().next().map_or(1, char::len_utf8));
    let to = line[at..].find(char::is_whitespace).map_or(line.len(), |space| at + space);
    line[from..to].trim()
}

/// A line whose letters stand apart, with its words joined: `L E  T I T R E`.
fn spaced(line: &str) -> Option<String> {
    let bytes = line.as_bytes();
    // Every second character is a space: seen before any letter is counted.
    if bytes.len() < 7 || bytes.iter().filter(|b| **b == b' ').count() * 3 < bytes.len() {
        return None;
    }
    let tokens: Vec<&str> = line.trim().split(' ').collect();
    let single = |token: &&&str| token.chars().count() == 1;
    let letters = tokens.iter().filter(single).count();
    let words = tokens.iter().filter(|token| token.chars().count() > 1).count();
    let alphabetic = tokens.iter().filter(|token| single(token) && token.starts_with(char::is_alphabetic)).count();
    if letters < 4 || words * 6 > letters || alphabetic * 4 < letters * 3 {
        return None;
    }
    // Two spaces or more part words; a sign stands with its word.
    let mut out = String::with_capacity(line.len() / 2);
    let mut gap = 0;
    for token in &tokens {
        if token.is_empty() {
            gap += 1;
            continue;
        }
        if !out.is_empty() && gap > 0 {
            out.push(' ');
        }
        out.push_str(token);
        gap = 0;
    }
    let end = if line.ends_with('\n') { "\n" } else { "" };
    Some(out + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ligatures_accents_and_what_is_not_seen() {
        for (came, meant) in [
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
            assert_eq!(mend(came).0, meant);
        }
    }
}
