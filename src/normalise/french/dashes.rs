//! Dashes: replaces hyphens that were typed in place of dashes, and sets the spaces next to dashes.
//!
//! A pair of dashes encloses a parenthetical clause, and each dash is joined to the clause by a no-break space on its inner
//! side. A dash that introduces a line of dialogue is joined to the words that follow.

use super::context::ends_sentence;
use super::profile::NBSP;
use super::rule::Rule;
use super::tokenizer::{Token, TokenKind};
use super::tokens::Tokens;

fn is_white(token: Option<&Token>) -> bool {
    token.is_some_and(|token| token.kind == TokenKind::Space)
}

/// Replaces rows of two or three hyphens with dashes, and in French also hyphens between spaces.
pub(super) fn replace_hyphens(tokens: &mut Tokens, marks: &[usize]) {
    let is_french = tokens.profile.is_french;
    if is_french && !tokens.is_on(Rule::TypedDashes) {
        return;
    }
    for &i in marks {
        let dash = match (tokens[i].kind, tokens.typed(&tokens[i])) {
            (TokenKind::Mark, "-") if is_french => '–',
            (TokenKind::Opaque, "--") => '–',
            (TokenKind::Opaque, "---") => '—',
            _ => continue,
        };
        if is_typed_dash(tokens, i) || is_closed_up(tokens, i) {
            tokens.set_mark(i, dash, Rule::TypedDashes);
        }
    }
}

/// Whether the hyphens at `i` are between two words (`he came--too late`) or two numbers (`1914--1918`), without spaces. With
/// more hyphens around them, they are code, a date or a telephone number: `rw-r--r--`, `2024--01--02`.
fn is_closed_up(tokens: &Tokens, i: usize) -> bool {
    let kind = |offset| tokens.at(i, offset).map(|token: &Token| token.kind);
    let is_hyphen = |offset| tokens.at(i, offset).is_some_and(|token: &Token| tokens.typed(token).starts_with('-'));
    let is_range = kind(-1) == Some(TokenKind::Number) && tokens.typed(&tokens[i]) == "--";
    let is_between = kind(-1) == kind(1) && (is_range || kind(-1) == Some(TokenKind::Word));
    tokens[i].kind == TokenKind::Opaque && is_between && !is_hyphen(-2) && !is_hyphen(2)
}

fn is_typed_dash(tokens: &Tokens, i: usize) -> bool {
    let (before, after) = (tokens.at(i, -1), tokens.at(i, 1));
    let is_hyphen = tokens[i].kind == TokenKind::Mark;
    let starts = before.is_none() && !is_hyphen;
    let closes = !is_hyphen && after.is_some_and(|token| token.is_any(",;:.!?)"));
    let is_figure =
        |offset| tokens.at(i, offset).is_some_and(|token| token.kind == TokenKind::Number || token.is_any("%€°="));
    let is_minus = is_hyphen && (is_figure(-2) || is_figure(2));
    // A hyphen at the head of a line is a list bullet.
    let is_bullet = is_hyphen && (i < 2 || before.is_some_and(|token| token.mark == Some('\n')));
    // Quotation marks get their spaces later. If a dash were set next to a quotation mark, correcting the text a second time
    // would change it again, so such a hyphen is left alone.
    let is_quoted = tokens.beyond_spaces(i, -1).is_some_and(|token| token.is_any("«“„‹"))
        || tokens.beyond_spaces(i, 1).is_some_and(|token| token.is_any("»”›"));
    (starts || is_white(before)) && (is_white(after) || closes) && !is_minus && !is_bullet && !is_quoted
}

/// Sets the spaces next to dashes.
pub(super) fn space_dashes(tokens: &mut Tokens, marks: &[usize]) {
    let is_list = marks.first().is_some_and(|i| tokens[*i].is_any("–—") && begins_line(tokens, *i));
    let mut dashes = Dashes { is_open: false, is_list };
    for &i in marks {
        if tokens[i].is_any(".!?…") {
            dashes.is_open &= !ends_sentence(tokens, i);
        } else if tokens[i].is_any("–—") {
            dashes.space(tokens, i);
        }
    }
}

/// The dashes of a passage, read from its beginning.
struct Dashes {
    /// Whether a dash has opened a parenthetical clause.
    is_open: bool,
    /// Whether the passage begins with a dash, so that it is a dialogue or a list with a dash before each item.
    is_list: bool,
}

impl Dashes {
    /// Sets the spaces next to the dash at `i`.
    fn space(&mut self, tokens: &mut Tokens, i: usize) {
        let (before, after) = (tokens.at(i, -1), tokens.at(i, 1));
        let closes_quotation = tokens.beyond_spaces(i, 1).is_some_and(|token| token.is_any("»”›"));
        if begins_line(tokens, i) {
            // A clause that is open at a line end closes there; in a list, it was a dash inside an item.
            let closes =
                std::mem::take(&mut self.is_open) && !self.is_list && before.is_some_and(|t| t.mark == Some('\n'));
            if is_white(after) && !closes {
                tokens.set_space(i + 1, Some(NBSP), Rule::Dashes);
            } else if tokens[i].is('—') && after.is_some_and(|next| next.kind == TokenKind::Word || next.is_any("«…¿¡"))
            {
                tokens.insert_space(i + 1, Some(NBSP), Rule::Dashes);
            }
        } else if is_white(before) && is_white(after) && !closes_quotation {
            let closes = self.is_open && !self.begins_item(tokens, i);
            let inner = if closes { i - 1 } else { i + 1 };
            tokens.set_space(inner, Some(NBSP), Rule::Dashes);
            self.is_open = !closes;
        } else if self.is_open
            && is_white(before)
            && (closes_quotation || after.is_none_or(|next| next.is_any(",;:.!?)…")))
        {
            tokens.set_space(i - 1, Some(NBSP), Rule::Dashes);
            self.is_open = false;
        }
    }

    /// Whether the dash at `i`, between spaces, precedes an item of a list: `– un, – deux`. A dash never closes a clause after a
    /// semicolon or a colon. After a comma it may, in a dialogue (`— Oui, — dit-il, — je viens`), whose dashes are long.
    fn begins_item(&self, tokens: &Tokens, i: usize) -> bool {
        let ends_item = tokens.beyond_spaces(i, -1).is_some_and(|token| token.is_any(";:"));
        let ends_short_item = || tokens.beyond_spaces(i, -1).is_some_and(|token| token.is_any(",.!?…"));
        ends_item || self.is_list && tokens[i].is('–') && ends_short_item()
    }
}

/// Whether the token at `i` begins a line or a quotation, not counting spaces.
fn begins_line(tokens: &Tokens, i: usize) -> bool {
    let is_line_end = |token: &Token| token.kind == TokenKind::Space && token.mark == Some('\n');
    let before = tokens.all_before(i).iter().rev().find(|token| token.kind != TokenKind::Space || is_line_end(token));
    before.is_none_or(|token| token.is_any("«“‹") || is_line_end(token))
}
