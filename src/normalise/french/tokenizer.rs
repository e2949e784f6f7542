//! The tokenizer: splits a passage into words, numbers, spaces, marks, and parts that no rule may change.
//!
//! Web addresses, e-mail addresses, emoticons and rows of hyphens are recognised here, once. They become opaque tokens, which
//! the rules treat as units. The tokens cover the passage without gaps.

use super::rule::Rule;
use crate::prose::OBJECT;
use std::ops::Range;

/// The kind of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// Letters.
    Word,
    /// ASCII digits.
    Number,
    /// Spaces of any kind, and line ends.
    Space,
    /// A punctuation mark or any other symbol. An ellipsis is one mark, even if it was typed as several full stops.
    Mark,
    /// Text that rules leave as it is: code, addresses, emoticons, rows of hyphens. There is one exception:
    /// a row of two or three hyphens may become a dash.
    Opaque,
}

/// A part of a passage.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    /// For marks and spaces, the token's character, which a rule may have replaced; `None` if a rule removed the space. A space
    /// that contains a line end is `\n`, and several spaces are one `' '`.
    pub(super) mark: Option<char>,
    /// The first byte of the token; `end` is the byte after the last.
    pub(super) start: u32,
    pub(super) end: u32,
    /// The rule that has set the mark or space, if any.
    pub(super) rule: Option<Rule>,
}

impl Token {
    pub(super) fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether the token is this mark.
    pub(super) fn is(&self, mark: char) -> bool {
        self.kind == TokenKind::Mark && self.mark == Some(mark)
    }

    /// Whether the token is one of these marks.
    pub(super) fn is_any(&self, marks: &str) -> bool {
        self.kind == TokenKind::Mark && self.mark.is_some_and(|mark| marks.contains(mark))
    }

    /// Whether the token is a space inside a line, which rules may change.
    pub(super) fn is_space(&self) -> bool {
        self.kind == TokenKind::Space && self.mark != Some('\n')
    }

    /// Whether the token is content: a word, a number or an opaque token, but neither a mark nor a space.
    pub(super) fn is_content(&self) -> bool {
        matches!(self.kind, TokenKind::Word | TokenKind::Number | TokenKind::Opaque)
    }
}

/// Splits a passage into tokens.
pub(super) fn tokenize(text: &str) -> Vec<Token> {
    let mut tokenizer = Tokenizer { text, at: 0, tokens: Vec::with_capacity(text.len() / BYTES_PER_TOKEN + 1) };
    while let Some(c) = tokenizer.rest().chars().next() {
        tokenizer.next(c);
    }
    tokenizer.tokens
}

/// The approximate number of bytes per token in French. It determines the initial capacity of the list, so that the list seldom
/// has to grow.
const BYTES_PER_TOKEN: usize = 3;

struct Tokenizer<'t> {
    text: &'t str,
    /// The byte at which the next token begins.
    at: usize,
    tokens: Vec<Token>,
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

/// Whether a character can be part of a word. Combining marks can; U+02BC, which Unicode counts as a letter, is an apostrophe.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() && c != '\u{2bc}' || matches!(c, '\u{300}'..='\u{36f}')
}

impl<'t> Tokenizer<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn push(&mut self, kind: TokenKind, mark: Option<char>, end: usize) {
        self.tokens.push(Token { kind, mark, start: self.at as u32, end: end as u32, rule: None });
        self.at = end;
    }

    fn push_mark(&mut self, mark: char) {
        self.push(TokenKind::Mark, Some(mark), self.at + mark.len_utf8());
    }

    /// Reads the token that begins with `c`.
    fn next(&mut self, c: char) {
        match c {
            '0'..='9' => {
                let end = self.end_of(self.at, |c| c.is_ascii_digit());
                self.push(TokenKind::Number, None, end);
            }
            '.' | '…' => self.dots(),
            '-' => self.hyphens(),
            ':' if self.rest().starts_with("://") && self.ends_with_word() => self.address(),
            '@' => self.mail(),
            ':' | ';' | '=' => self.emoticon_or_mark(c),
            OBJECT => self.push(TokenKind::Opaque, None, self.at + OBJECT.len_utf8()),
            c if is_space(c) => self.space(),
            c if is_letter(c) => self.word(),
            mark => self.push_mark(mark),
        }
    }

    /// Returns the end of the run of characters from `start` that `belongs` accepts.
    fn end_of(&self, start: usize, belongs: impl Fn(char) -> bool) -> usize {
        self.text[start..].find(|c| !belongs(c)).map_or(self.text.len(), |length| start + length)
    }

    /// Reads a word: letters, and middle dots between letters, so that the gender-neutral `militant·es` is one word.
    fn word(&mut self) {
        let mut end = self.at;
        let mut chars = self.rest().chars().peekable();
        while let Some(c) = chars.next() {
            let joins = matches!(c, '·' | '‧') && chars.peek().is_some_and(|next| is_letter(*next));
            if !is_letter(c) && !joins {
                break;
            }
            end += c.len_utf8();
        }
        if &self.text[self.at..end] == "www" && self.text[end..].starts_with('.') {
            self.address();
        } else {
            self.push(TokenKind::Word, None, end);
        }
    }

    fn space(&mut self) {
        let end = self.end_of(self.at, is_space);
        let typed = &self.text[self.at..end];
        let mut chars = typed.chars();
        let mark = match (chars.next(), chars.next()) {
            _ if typed.contains(['\n', '\r']) => '\n',
            (Some(only), None) => only,
            _ => ' ',
        };
        self.push(TokenKind::Space, Some(mark), end);
    }

    /// Reads full stops. Three or more are an ellipsis, unless they belong to a path.
    fn dots(&mut self) {
        let end = self.end_of(self.at, |c| matches!(c, '.' | '…'));
        let slashes = ['/', '\\'];
        if self.text[end..].starts_with(slashes) || self.text[..self.at].ends_with(slashes) {
            self.push(TokenKind::Opaque, None, end);
        } else if end - self.at >= "...".len() {
            self.push(TokenKind::Mark, Some('…'), end);
        } else {
            self.push_mark('.');
        }
    }

    fn hyphens(&mut self) {
        let end = self.end_of(self.at, |c| c == '-');
        let kind = if end - self.at == 1 { TokenKind::Mark } else { TokenKind::Opaque };
        self.push(kind, Some('-'), end);
    }

    fn ends_with_word(&self) -> bool {
        self.tokens.last().is_some_and(|token| token.kind == TokenKind::Word)
    }

    /// Moves back over the words, numbers and `marks` that turn out to be the beginning of an address, and removes their
    /// tokens.
    fn rewind_over(&mut self, marks: &str) {
        let from = self.at;
        while let Some(last) = self.tokens.last() {
            if !(matches!(last.kind, TokenKind::Word | TokenKind::Number) || last.is_any(marks)) {
                break;
            }
            self.at = last.start as usize;
            self.tokens.pop();
        }
        // A mark before the first letter doesn't belong to the address.
        while self.at < from
            && let Some(mark) = self.rest().chars().next().filter(|c| !c.is_alphanumeric())
        {
            self.push_mark(mark);
        }
    }

    /// Reads a web address, up to the next space or quotation mark, without the punctuation of the sentence around it. A
    /// closing bracket at its end belongs to the address if the address also contains the opening one.
    fn address(&mut self) {
        let from = self.at;
        self.rewind_over("+-");
        let mut end = self.end_of(from, |c| !is_space(c) && !"<>\"«»“”…\u{fffc}".contains(c)).max(from + 1);
        while let Some(last) = self.text[from..end].chars().next_back() {
            let typed = &self.text[from..end];
            let is_balanced = || typed.matches('(').count() >= typed.matches(')').count();
            if !".,;:!?'’]}*)".contains(last) || last == ')' && is_balanced() {
                break;
            }
            end -= last.len_utf8();
        }
        if end > self.at {
            self.push(TokenKind::Opaque, None, end);
        } else {
            self.push_mark(':');
        }
    }

    /// Reads an e-mail address if there are letters or digits on both sides of the `@`; otherwise reads the mark alone.
    fn mail(&mut self) {
        let from = self.at;
        let after = self.text[from + 1..].starts_with(char::is_alphanumeric);
        let before = self.tokens.last().is_some_and(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number));
        if !after || !before {
            self.push_mark('@');
            return;
        }
        self.rewind_over("+-._");
        let end = self.end_of(from + 1, |c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'));
        let end = self.text[..end].trim_end_matches(['.', '-']).len();
        self.push(TokenKind::Opaque, None, end);
    }

    /// Reads an emoticon such as `:-)` or a shortcode such as `:poing:` if it isn't attached to a word; otherwise reads the
    /// mark alone.
    fn emoticon_or_mark(&mut self, eyes: char) {
        let last = self.tokens.last();
        let after_space = last.is_none_or(|token| token.kind == TokenKind::Space);
        let rest = &self.rest()[eyes.len_utf8()..];
        let nose = usize::from(rest.starts_with(['-', '\'', '^', 'o']));
        let face = &rest[nose..];
        let has_mouth = face.starts_with(['(', ')', 'D', 'P', 'p', '|', '/', '*', 'O', '3']);
        // Spaces next to quotation marks are only inserted later, so an emoticon may directly follow a quotation mark. In that
        // position, a letter after the eyes begins a word and is not a mouth.
        let is_letter = face.starts_with(|c: char| c.is_ascii_alphanumeric());
        let after_quote = last.is_some_and(|token| token.is_any("\"«»“”„‹›")) && !is_letter;
        let may_begin = after_space || after_quote;
        let ends = |length: usize| {
            let next = rest.get(length..).and_then(|rest| rest.chars().next());
            next.is_none_or(|c| is_space(c) || ".,;:!?…)]}»”›\"".contains(c))
        };
        let start = self.at + eyes.len_utf8();
        let name = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_lowercase() || c == '_').len();
        if may_begin && has_mouth && ends(nose + 1) && (nose > 0 || eyes != '=') {
            self.push(TokenKind::Opaque, None, start + nose + 1);
        } else if may_begin && eyes == ':' && name >= 2 && rest[name..].starts_with(':') && ends(name + 1) {
            self.push(TokenKind::Opaque, None, start + name + 1);
        } else {
            self.push_mark(eyes);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opaque(text: &str) -> Vec<&str> {
        tokenize(text).iter().filter(|t| t.kind == TokenKind::Opaque).map(|t| &text[t.range()]).collect()
    }

    #[test]
    fn addresses_end_before_sentence_punctuation() {
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
            let all: String = tokenize(text).iter().map(|t| &text[t.range()]).collect();
            assert_eq!(all, text);
        }
    }
}
