//! A passage while rules work on it: its tokens, the changes that rules have made to them, and the resulting edits.

use super::edit::Edit;
use super::profile::Profile;
use super::rule::Rule;
use super::tokenizer::{Token, TokenKind, tokenize};
use crate::spec::FrenchSpec;
use std::collections::BTreeMap;
use std::ops::Index;

/// The tokens of a passage. Rules read them by index and offset: `tokens.at(i, -1)` is the token before the one at `i`.
#[derive(Clone)]
pub(super) struct Tokens<'a> {
    pub(super) text: &'a str,
    tokens: Vec<Token>,
    pub(super) profile: Profile,
    spec: &'a FrenchSpec,
    /// The edits that replace words, keyed by the first byte of the word.
    words: BTreeMap<u32, Edit>,
    /// The edits that insert or remove spaces.
    spaces: Vec<Edit>,
}

impl Index<usize> for Tokens<'_> {
    type Output = Token;

    fn index(&self, i: usize) -> &Token {
        &self.tokens[i]
    }
}

impl<'a> Tokens<'a> {
    pub(super) fn new(text: &'a str, profile: Profile, spec: &'a FrenchSpec) -> Tokens<'a> {
        Tokens { text, tokens: tokenize(text), profile, spec, words: BTreeMap::new(), spaces: Vec::new() }
    }

    /// Whether a rule is switched on in the settings.
    pub(super) fn is_on(&self, rule: Rule) -> bool {
        rule.is_on(self.spec)
    }

    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Returns the indices of marks and opaque tokens. Most rules need only these, which are about a fifth of all tokens.
    /// Removing spaces invalidates the indices.
    pub(super) fn marks(&self) -> Vec<usize> {
        (0..self.len()).filter(|i| matches!(self[*i].kind, TokenKind::Mark | TokenKind::Opaque)).collect()
    }

    /// Whether there is a token of this kind.
    pub(super) fn has(&self, kind: TokenKind) -> bool {
        self.tokens.iter().any(|token| token.kind == kind)
    }

    /// Returns the token `offset` positions after the one at `i`, or before it if `offset` is negative.
    pub(super) fn at(&self, i: usize, offset: isize) -> Option<&Token> {
        self.tokens.get(i.checked_add_signed(offset)?)
    }

    /// Returns the word `offset` positions after the token at `i`, or an empty string if the token there isn't a word.
    pub(super) fn word(&self, i: usize, offset: isize) -> &'a str {
        self.at(i, offset).filter(|token| token.kind == TokenKind::Word).map_or("", |token| self.typed(token))
    }

    /// Returns the nearest token that isn't a space, after the one at `i` (`step` 1) or before it (`step` -1).
    pub(super) fn beyond_spaces(&self, i: usize, step: isize) -> Option<&Token> {
        let mut offset = step;
        while self.at(i, offset).is_some_and(|token| token.kind == TokenKind::Space) {
            offset += step;
        }
        self.at(i, offset)
    }

    /// Returns the tokens before the one at `i`.
    pub(super) fn all_before(&self, i: usize) -> &[Token] {
        &self.tokens[..i]
    }

    /// Returns the text of a token as typed.
    pub(super) fn typed(&self, token: &Token) -> &'a str {
        &self.text[token.range()]
    }

    /// Replaces the space at `i`, or removes it if `space` is `None`. The first rule that sets a space wins. Line ends are
    /// never changed.
    pub(super) fn set_space(&mut self, i: usize, space: Option<char>, rule: Rule) {
        if let Some(token) = self.tokens.get_mut(i).filter(|token| token.is_space() && token.rule.is_none()) {
            token.mark = space;
            token.rule = Some(rule);
        }
    }

    /// Turns the token at `i` into this mark.
    pub(super) fn set_mark(&mut self, i: usize, mark: char, rule: Rule) {
        if let Some(token) = self.tokens.get_mut(i) {
            token.kind = TokenKind::Mark;
            token.mark = Some(mark);
            token.rule = Some(rule);
        }
    }

    /// Replaces the word at `i`. Later rules still see the word as typed.
    pub(super) fn replace_word(&mut self, i: usize, word: String, rule: Rule) {
        if let Some(token) = self.tokens.get(i) {
            self.words.insert(token.start, Edit { range: token.range(), after: word, rule });
        }
    }

    /// Inserts a space before the token at `i`, or nothing if `space` is `None`.
    pub(super) fn insert_space(&mut self, i: usize, space: Option<char>, rule: Rule) {
        if let (Some(token), Some(space)) = (self.tokens.get(i), space) {
            let at = token.range().start;
            self.spaces.push(Edit { range: at..at, after: space.to_string(), rule });
        }
    }

    /// Removes the spaces for which `rule_for` returns a rule. Later rules see the tokens around a removed space as neighbours.
    pub(super) fn take_out_spaces(&mut self, rule_for: impl Fn(&Tokens, usize) -> Option<Rule>) {
        let rule_at = |i: usize| self.tokens[i].is_space().then(|| rule_for(self, i)).flatten();
        let taken: Vec<(usize, Rule)> = (0..self.len()).filter_map(|i| Some((i, rule_at(i)?))).collect();
        if taken.is_empty() {
            return;
        }
        let mut taken = taken.into_iter().peekable();
        let mut i = 0;
        self.tokens.retain(|token| {
            let rule = taken.next_if(|(index, _)| *index == i).map(|(_, rule)| rule);
            i += 1;
            self.spaces.extend(rule.map(|rule| Edit { range: token.range(), after: String::new(), rule }));
            rule.is_none()
        });
    }

    /// Turns each token at an index of `pairs`, together with the token after it, into one mark.
    pub(super) fn merge_pairs(&mut self, pairs: &[(usize, char)], rule: Rule) {
        for &(i, mark) in pairs {
            let end = self.tokens[i + 1].end;
            self.tokens[i].end = end;
            self.set_mark(i, mark, rule);
        }
        let mut second = pairs.iter().map(|(i, _)| i + 1).peekable();
        let mut i = 0;
        self.tokens.retain(|_| {
            let is_second = second.next_if_eq(&i).is_some();
            i += 1;
            !is_second
        });
    }

    /// Returns the edits that carry out the changes of all rules, in order.
    pub(super) fn into_edits(mut self) -> Vec<Edit> {
        let mut edits = std::mem::take(&mut self.spaces);
        edits.extend(std::mem::take(&mut self.words).into_values());
        let first = self.tokens.first().map(|token| token.start);
        for token in self.tokens.iter().filter(|token| !token.is_content()) {
            let typed = self.typed(token);
            // A space that no rule has set is kept if it is at the head of the passage, or if it contains a tab, which authors
            // type on purpose.
            let stays = token.rule.is_none() && (Some(token.start) == first || typed.contains('\t'));
            if token.kind == TokenKind::Space && (token.mark == Some('\n') || stays) {
                continue;
            }
            let default_rule = if token.kind == TokenKind::Space { Rule::Spaces } else { Rule::Ellipsis };
            let mut chars = typed.chars();
            let is_changed = (chars.next(), chars.next()) != (token.mark, None);
            if is_changed {
                let after = token.mark.map_or(String::new(), String::from);
                edits.push(Edit { range: token.range(), after, rule: token.rule.unwrap_or(default_rule) });
            }
        }
        edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        edits
    }
}
