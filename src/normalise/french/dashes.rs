//! Dashes: replaces hyphens that were typed in place of dashes, and sets the spaces next to dashes.
//!
//! A pair of dashes encloses a parenthetical clause, and each dash is joined to the clause by a no-break space on its inner
//! side. A dash that introduces a line of dialogue is joined to the words that follow.

use super::profile::NBSP;
use super::rule::Rule;
use super::tokenizer::{Token, TokenKind};
use super::tokens::Tokens;

fn is_white(token: Option<&Token>) -> bool {
    token.is_some_and(|token| token.kind == TokenKind::Space)
}

/// Replaces rows of hyphens, and hyphens between spaces, with dashes.
pub(super) fn replace_hyphens(tokens: &mut Tokens, marks: &[usize]) {
    if !tokens.is_on(Rule::TypedDashes) {
        return;
    }
    for &i in marks {
        let dash = match (tokens[i].kind, tokens.typed(&tokens[i])) {
            (TokenKind::Mark, "-") | (TokenKind::Opaque, "--") => '–',
            (TokenKind::Opaque, "---") => '—',
            _ => continue,
        };
        if is_typed_dash(tokens, i) {
            tokens.set_mark(i, dash, Rule::TypedDashes);
        }
    }
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
    let mut is_open = false;
    for &i in marks {
        let token = tokens[i];
        if token.is_any(".!?…") {
            is_open &= !ends_sentence(tokens, i);
            continue;
        }
        if !token.is_any("–—") {
            continue;
        }
        let (before, after) = (tokens.at(i, -1), tokens.at(i, 1));
        let closes_quotation = tokens.beyond_spaces(i, 1).is_some_and(|token| token.is_any("»”›"));
        if begins_line(tokens, i) {
            if is_white(after) {
                tokens.set_space(i + 1, Some(NBSP), Rule::Dashes);
            } else if token.is('—') && after.is_some_and(|next| next.kind == TokenKind::Word || next.is_any("«…¿¡"))
            {
                tokens.insert_space(i + 1, Some(NBSP), Rule::Dashes);
            }
        } else if is_white(before) && is_white(after) && !closes_quotation {
            let inner = if is_open { i - 1 } else { i + 1 };
            tokens.set_space(inner, Some(NBSP), Rule::Dashes);
            is_open = !is_open;
        } else if is_open && is_white(before) && (closes_quotation || after.is_none_or(|next| next.is_any(",;:.!?)…")))
        {
            tokens.set_space(i - 1, Some(NBSP), Rule::Dashes);
            is_open = false;
        }
    }
}

/// Whether the token at `i` begins a line or a quotation, not counting spaces.
fn begins_line(tokens: &Tokens, i: usize) -> bool {
    let is_line_end = |token: &Token| token.kind == TokenKind::Space && token.mark == Some('\n');
    let before = tokens.all_before(i).iter().rev().find(|token| token.kind != TokenKind::Space || is_line_end(token));
    before.is_none_or(|token| token.is_any("«“‹") || is_line_end(token))
}

/// Whether the mark at `i` ends a sentence: a space and a capital follow it.
fn ends_sentence(tokens: &Tokens, i: usize) -> bool {
    is_white(tokens.at(i, 1)) && tokens.word(i, 2).starts_with(char::is_uppercase)
}
