//! A passage as tokens: words, numbers, spaces, signs, and what must not be touched.
//!
//! Addresses, e-mail and emoticons are found here, once, so that no rule ever sees into them.

use super::profile::Rule;
use std::ops::Range;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters.
    Word,
    /// Digits.
    Number,
    /// White of any kind.
    Space,
    /// One sign; an ellipsis may be typed as several.
    Sign,
    /// What is left as it is: code, addresses, emoticons, rows of hyphens.
    Opaque,
}

/// A part of a passage.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// For signs and spaces: what it is to be; NUL once it is taken out.
    pub(super) sign: char,
    pub(super) start: u32,
    pub(super) end: u32,
    /// The rule that decided over it.
    pub(super) rule: Option<Rule>,
}

impl Token {
    pub(super) fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether it is that sign.
    pub(super) fn is(&self, sign: char) -> bool {
        self.kind == Kind::Sign && self.sign == sign
    }

    /// Whether it is one of these signs.
    pub(super) fn is_any(&self, signs: &str) -> bool {
        self.kind == Kind::Sign && signs.contains(self.sign)
    }

    /// Whether it is white within a line.
    pub(super) fn is_space(&self) -> bool {
        self.kind == Kind::Space && self.sign != '\n'
    }
}

/// What stands in a passage for code and pictures.
pub(in crate::normalise) const OBJECT: char = '\u{fffc}';

/// Cuts a passage into tokens; `tokens` is a list that may be used again.
pub(super) fn tokens_into(text: &str, mut tokens: Vec<Token>) -> Vec<Token> {
    tokens.clear();
    // Short passages take as much room as usual ones, so that the list seldom moves.
    tokens.reserve((text.len() / 3 + 4).max(1_000));
    let mut cutter = Cutter { text, bytes: text.as_bytes(), at: 0, tokens };
    while cutter.at < text.len() {
        cutter.next();
    }
    cutter.tokens
}

struct Cutter<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    tokens: Vec<Token>,
}

pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

impl Cutter<'_> {
    fn push(&mut self, kind: Kind, sign: char, end: usize) {
        self.tokens.push(Token { kind, sign, start: self.at as u32, end: end as u32, rule: None });
        self.at = end;
    }

    fn next(&mut self) {
        let byte = self.bytes[self.at];
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' => self.word(),
            b'0'..=b'9' => {
                let end = self.while_byte(|b| b.is_ascii_digit());
                self.push(Kind::Number, '\0', end);
            }
            b' ' | b'\t' | b'\n' | b'\r' => self.space(),
            b'.' => self.dots(),
            b'-' => self.hyphens(),
            b':' if self.text[self.at..].starts_with("://") && self.ends_with_word() => self.address(),
            b'@' => self.mail(),
            b':' | b';' | b'=' => self.perhaps_emoticon(),
            _ if byte < 0x80 => self.push(Kind::Sign, char::from(byte), self.at + 1),
            _ => self.beyond_ascii(),
        }
    }

    fn beyond_ascii(&mut self) {
        let Some(c) = self.text[self.at..].chars().next() else { return };
        let end = self.at + c.len_utf8();
        if is_space(c) {
            self.space();
        } else if c == '…' {
            self.dots();
        } else if c == OBJECT {
            self.push(Kind::Opaque, '\0', end);
        } else if is_letter(c) {
            self.word();
        } else {
            self.push(Kind::Sign, c, end);
        }
    }

    fn while_byte(&self, holds: impl Fn(u8) -> bool) -> usize {
        self.at + self.bytes[self.at..].iter().take_while(|b| holds(**b)).count()
    }

    fn while_char(&self, from: usize, holds: impl Fn(char) -> bool) -> usize {
        self.text[from..].find(|c| !holds(c)).map_or(self.text.len(), |n| from + n)
    }

    /// Letters; a middle dot between letters is one of them, so that `militant·es` is one word.
    fn word(&mut self) {
        let mut end = self.at;
        loop {
            end += self.bytes[end..].iter().take_while(|b| b.is_ascii_alphabetic()).count();
            if self.bytes.get(end).is_none_or(u8::is_ascii) {
                break;
            }
            let Some(c) = self.text[end..].chars().next() else { break };
            let after = end + c.len_utf8();
            let joins = matches!(c, '·' | '‧') && self.text[after..].chars().next().is_some_and(is_letter);
            if !(is_letter(c) || joins) {
                break;
            }
            end = after;
        }
        if &self.text[self.at..end] == "www" && self.bytes.get(end) == Some(&b'.') {
            self.address();
        } else {
            self.push(Kind::Word, '\0', end);
        }
    }

    fn space(&mut self) {
        // Most are plain, and a letter follows.
        let letter = |byte: &u8| byte.is_ascii_alphanumeric();
        if self.bytes[self.at] == b' ' && self.bytes.get(self.at + 1).is_some_and(letter) {
            self.push(Kind::Space, ' ', self.at + 1);
            return;
        }
        let end = self.while_char(self.at, is_space);
        let typed = &self.text[self.at..end];
        let mut chars = typed.chars();
        let sign = match (chars.next(), chars.next()) {
            _ if typed.contains(['\n', '\r']) => '\n',
            (Some(c), None) => c,
            _ => ' ',
        };
        self.push(Kind::Space, sign, end);
    }

    /// Three dots and more are an ellipsis, unless they are part of a path.
    fn dots(&mut self) {
        let end = self.while_char(self.at, |c| c == '.' || c == '…');
        let typed = &self.text[self.at..end];
        let slash = |b: Option<&u8>| b.is_some_and(|b| matches!(b, b'/' | b'\\'));
        if slash(self.bytes.get(end)) || self.at > 0 && slash(self.bytes.get(self.at - 1)) {
            self.push(Kind::Opaque, '\0', end);
        } else if typed.len() >= 3 {
            self.push(Kind::Sign, '…', end);
        } else {
            self.push(Kind::Sign, '.', self.at + 1);
        }
    }

    fn hyphens(&mut self) {
        let end = self.while_byte(|b| b == b'-');
        let kind = if end - self.at == 1 { Kind::Sign } else { Kind::Opaque };
        self.push(kind, '-', end);
    }

    fn ends_with_word(&self) -> bool {
        self.tokens.last().is_some_and(|t| t.kind == Kind::Word)
    }

    /// Takes back tokens that belong to the address that goes on here.
    fn take_back(&mut self, belongs: &str) {
        let start = self.at;
        while let Some(last) = self.tokens.last() {
            let part = matches!(last.kind, Kind::Word | Kind::Number) || last.is_any(belongs);
            if !part {
                break;
            }
            self.at = last.start as usize;
            self.tokens.pop();
        }
        // A sign before the first letter is no part of it.
        while self.at < start && !self.text[self.at..].starts_with(char::is_alphanumeric) {
            let c = self.text[self.at..].chars().next().map_or(1, char::len_utf8);
            let sign = self.text[self.at..].chars().next().unwrap_or(' ');
            self.push(Kind::Sign, sign, self.at + c);
        }
    }

    /// An address: up to the next white or quotation mark, without the signs that end its sentence.
    fn address(&mut self) {
        let from = self.at;
        self.take_back("+-");
        let end = self.while_char(from, |c| !is_space(c) && !"<>\"«»“”…\u{fffc}".contains(c));
        let mut end = end.max(from + 1);
        while let Some(last) = self.text[from..end].chars().next_back() {
            let opened = || self.text[from..end].matches('(').count() >= self.text[from..end].matches(')').count();
            if !".,;:!?'’]}*)".contains(last) || last == ')' && opened() {
                break;
            }
            end -= last.len_utf8();
        }
        let end = end.max(from);
        if end > self.at {
            self.push(Kind::Opaque, '\0', end);
        } else {
            self.push(Kind::Sign, ':', from + 1);
        }
    }

    fn mail(&mut self) {
        let from = self.at;
        let after = self.text[from + 1..].chars().next().is_some_and(char::is_alphanumeric);
        let before = self.tokens.last().is_some_and(|t| matches!(t.kind, Kind::Word | Kind::Number));
        if !after || !before {
            self.push(Kind::Sign, '@', from + 1);
            return;
        }
        self.take_back("+-._");
        let mut end = self.while_char(from + 1, |c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'));
        while matches!(self.bytes.get(end - 1), Some(b'.' | b'-')) {
            end -= 1;
        }
        self.push(Kind::Opaque, '\0', end);
    }

    /// `:-)` and its like, between white; a shortcode such as `:poing:`.
    fn perhaps_emoticon(&mut self) {
        let sign = char::from(self.bytes[self.at]);
        let rest = &self.bytes[self.at + 1..];
        let nose = usize::from(matches!(rest.first(), Some(b'-' | b'\'' | b'^' | b'o')));
        let mouth = matches!(rest.get(nose), Some(b'(' | b')' | b'D' | b'P' | b'p' | b'|' | b'/' | b'*' | b'O' | b'3'));
        // A mark of quotation gets its space later, or has it already; after it only signs make a face.
        let letter = rest.get(nose).is_some_and(u8::is_ascii_alphanumeric);
        let quoted = self.tokens.last().is_some_and(|t| t.is_any("\"«»“”„‹›")) && !letter;
        let free = quoted || self.tokens.last().is_none_or(|t| t.kind == Kind::Space);
        let ends = |at: usize| {
            let next = self.text.get(self.at + 1 + at..).and_then(|rest| rest.chars().next());
            next.is_none_or(|c| is_space(c) || ".,;:!?…)]}»”›\"".contains(c))
        };
        if free && mouth && ends(nose + 1) && (nose > 0 || sign != '=') {
            self.push(Kind::Opaque, '\0', self.at + 2 + nose);
            return;
        }
        let name = rest.iter().take_while(|b| b.is_ascii_lowercase() || matches!(b, b'_')).count();
        if free && sign == ':' && name >= 2 && rest.get(name) == Some(&b':') && ends(name + 1) {
            self.push(Kind::Opaque, '\0', self.at + 2 + name);
            return;
        }
        self.push(Kind::Sign, sign, self.at + 1);
    }
}

fn is_letter(c: char) -> bool {
    // The first are known without a table.
    matches!(c, 'à'..='ö' | 'ø'..='ÿ') || c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opaque(text: &str) -> Vec<&str> {
        tokens(text).iter().filter(|t| t.kind == Kind::Opaque).map(|t| &text[t.range()]).collect()
    }

    fn tokens(text: &str) -> Vec<Token> {
        tokens_into(text, Vec::new())
    }

    #[test]
    fn addresses_end_before_the_signs_of_their_sentence() {
        assert_eq!(opaque("Voir https://exemple.org/a?b=1;c=2 !"), ["https://exemple.org/a?b=1;c=2"]);
        assert_eq!(opaque("(www.exemple.org:8080/a;b)."), ["www.exemple.org:8080/a;b"]);
        assert_eq!(
            opaque("https://fr.wikipedia.org/wiki/Bobo_(homonymie)."),
            ["https://fr.wikipedia.org/wiki/Bobo_(homonymie)"]
        );
        assert_eq!(opaque("écrire à l'adresse jean.dupont-2@exemple.org."), ["jean.dupont-2@exemple.org"]);
        assert_eq!(opaque("Dommage :-( mais ;) voilà :poing:"), [":-(", ";)", ":poing:"]);
    }

    #[test]
    fn tokens_cover_the_passage() {
        for text in ["", "l’été · 10 000 € ! https://a.b/c. ... @x", "éa\u{301}·b", "a@b.-", "://x", "-- --- www."]
        {
            let all: String = tokens(text).iter().map(|t| &text[t.range()]).collect();
            assert_eq!(all, text);
        }
    }
}
