//! A passage while rules work on it: its tokens, what was decided over them, and the edits that come of it.

use super::Edit;
use super::profile::{Profile, Rule, is_on};
use super::token::{Kind, Token, tokens_into};
use crate::spec::FrenchSpec;
use std::collections::BTreeMap;

/// The lists of a passage, for their memory.
#[derive(Default)]
pub(super) struct Lists {
    tokens: Vec<Token>,
    marks: Vec<u32>,
}

impl Lists {
    pub(super) const EMPTY: Lists = Lists { tokens: Vec::new(), marks: Vec::new() };
}

/// A passage in the works.
#[derive(Clone)]
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: Vec<Token>,
    /// The places of the tokens that are neither words nor numbers nor white: one in five, and what most rules look for.
    marks: Vec<u32>,
    pub(super) profile: Profile,
    spec: &'a FrenchSpec,
    /// Words that are to be others, by their first byte.
    words: BTreeMap<u32, (String, Rule)>,
    /// Spaces to put in, with the byte before which they go.
    inserted: Vec<(u32, char, Rule)>,
    /// Spaces that were taken out of the list of tokens.
    removed: Vec<(u32, u32, Rule)>,
}

impl<'a> Line<'a> {
    /// A passage, in lists that may be used again.
    pub(super) fn new(text: &'a str, profile: Profile, spec: &'a FrenchSpec, lists: Lists) -> Line<'a> {
        let (words, inserted, removed) = (BTreeMap::new(), Vec::new(), Vec::new());
        let tokens = tokens_into(text, lists.tokens);
        let mut line = Line { text, tokens, marks: lists.marks, profile, spec, words, inserted, removed };
        line.find_marks();
        line
    }

    fn find_marks(&mut self) {
        self.marks.clear();
        let is_mark = |token: &Token| matches!(token.kind, Kind::Sign | Kind::Opaque);
        let places = self.tokens.iter().enumerate().filter(|(_, token)| is_mark(token));
        self.marks.extend(places.map(|(i, _)| i as u32));
    }

    /// How many marks there are.
    pub(super) fn marks(&self) -> usize {
        self.marks.len()
    }

    /// The token that is the mark of that number.
    pub(super) fn mark(&self, number: usize) -> usize {
        self.marks[number] as usize
    }

    /// Whether a rule is switched on.
    pub(super) fn on(&self, rule: Rule) -> bool {
        is_on(rule, self.spec)
    }

    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The token at a place that may lie before the first or after the last.
    pub(super) fn at(&self, i: Option<usize>) -> Option<&Token> {
        self.tokens.get(i?)
    }

    /// The token before one.
    pub(super) fn before(&self, i: usize) -> Option<&Token> {
        self.at(i.checked_sub(1))
    }

    /// The token so many places before one.
    pub(super) fn back(&self, i: usize, by: usize) -> Option<&Token> {
        self.at(i.checked_sub(by))
    }

    /// The token after one.
    pub(super) fn after(&self, i: usize) -> Option<&Token> {
        self.tokens.get(i + 1)
    }

    /// The nearest token that isn't white, before (-1) or after (1) one.
    pub(super) fn beyond(&self, i: usize, way: isize) -> Option<&Token> {
        let mut at = i.checked_add_signed(way);
        while self.at(at).is_some_and(|t| t.kind == Kind::Space) {
            at = at.and_then(|at| at.checked_add_signed(way));
        }
        self.at(at)
    }

    /// The letters of a word or number, as typed.
    pub(super) fn typed(&self, token: &Token) -> &'a str {
        &self.text[token.range()]
    }

    /// The letters of the word at `i`; empty for anything else.
    pub(super) fn word(&self, i: Option<usize>) -> &'a str {
        self.at(i).filter(|t| t.kind == Kind::Word).map_or("", |t| self.typed(t))
    }

    /// The first byte of the word at `i`, which spares most words a closer look; none for anything else.
    pub(super) fn initial(&self, i: usize) -> Option<u8> {
        let token = self.tokens.get(i).filter(|t| t.kind == Kind::Word)?;
        self.text.as_bytes().get(token.start as usize).copied()
    }

    /// Decides over a space; the first rule to do so has the last word. Line ends stay where they are.
    pub(super) fn settle(&mut self, i: usize, space: Option<char>, rule: Rule) {
        if let Some(token) = self.tokens.get_mut(i).filter(|t| t.is_space() && t.rule.is_none()) {
            token.sign = space.unwrap_or('\0');
            token.rule = Some(rule);
        }
    }

    /// Makes a sign another.
    pub(super) fn become_sign(&mut self, i: usize, sign: char, rule: Rule) {
        if let Some(token) = self.tokens.get_mut(i) {
            token.kind = Kind::Sign;
            token.sign = sign;
            token.rule = Some(rule);
        }
    }

    /// Makes a word another.
    pub(super) fn become_word(&mut self, i: usize, word: String, rule: Rule) {
        if let Some(token) = self.tokens.get(i) {
            self.words.insert(token.start, (word, rule));
        }
    }

    /// Puts a space in before a token.
    pub(super) fn insert(&mut self, i: usize, space: Option<char>, rule: Rule) {
        if let (Some(token), Some(space)) = (self.tokens.get(i), space) {
            self.inserted.push((token.start, space, rule));
        }
    }

    /// Takes spaces out for good, so that no later rule sees them.
    pub(super) fn take_out(&mut self, doomed: impl Fn(&Line, usize) -> Option<Rule>) {
        let verdicts: Vec<(usize, Rule)> = (0..self.tokens.len())
            .filter(|i| self.tokens[*i].is_space())
            .filter_map(|i| doomed(self, i).map(|rule| (i, rule)))
            .collect();
        if verdicts.is_empty() {
            return;
        }
        for (i, rule) in &verdicts {
            let token = self.tokens[*i];
            self.removed.push((token.start, token.end, *rule));
        }
        let mut next = verdicts.iter().map(|(i, _)| *i).peekable();
        let mut i = 0;
        self.tokens.retain(|_| {
            let gone = next.next_if_eq(&i).is_some();
            i += 1;
            !gone
        });
        self.find_marks();
    }

    /// Whether a token of that kind stands in it.
    pub(super) fn has(&self, kind: Kind) -> bool {
        self.tokens.iter().any(|t| t.kind == kind)
    }

    /// Gives its lists up.
    pub(super) fn into_lists(self) -> Lists {
        Lists { tokens: self.tokens, marks: self.marks }
    }

    /// What is to change, in order.
    pub(super) fn edits(&self) -> Vec<Edit> {
        let mut edits = Vec::new();
        for (at, space, rule) in &self.inserted {
            edits.push(Edit { range: *at as usize..*at as usize, after: space.to_string(), rule: *rule });
        }
        for (start, end, rule) in &self.removed {
            edits.push(Edit { range: *start as usize..*end as usize, after: String::new(), rule: *rule });
        }
        for (start, (word, rule)) in &self.words {
            let at = self.tokens.binary_search_by_key(start, |t| t.start);
            let end = at.map_or(*start, |i| self.tokens[i].end);
            edits.push(Edit { range: *start as usize..end as usize, after: word.clone(), rule: *rule });
        }
        let first = self.tokens.first().map(|t| t.start);
        for token in &self.tokens {
            if matches!(token.kind, Kind::Word | Kind::Number | Kind::Opaque) {
                continue;
            }
            // Most spaces are plain and stay so.
            if token.kind == Kind::Space
                && token.sign == ' '
                && token.end - token.start == 1
                && self.text.as_bytes()[token.start as usize] == b' '
            {
                continue;
            }
            let typed = &self.text[token.range()];
            let rule = match token.kind {
                Kind::Space if token.sign == '\n' || (token.rule.is_none() && Some(token.start) == first) => continue,
                // Tabs are typed on purpose.
                Kind::Space if token.rule.is_none() && typed.contains('\t') => continue,
                Kind::Space => Rule::Spaces,
                Kind::Sign => Rule::Ellipsis,
                Kind::Word | Kind::Number | Kind::Opaque => continue,
            };
            let mut letters = [0; 4];
            let after = if token.sign == '\0' { "" } else { &*token.sign.encode_utf8(&mut letters) };
            if after != typed {
                edits.push(Edit { range: token.range(), after: after.to_string(), rule: token.rule.unwrap_or(rule) });
            }
        }
        edits.sort_by_key(|e| (e.range.start, e.range.end));
        edits
    }
}
