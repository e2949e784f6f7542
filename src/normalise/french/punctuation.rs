//! Spaces next to punctuation: none inside brackets or before full stops and commas, a no-break space before `; : ! ?`.
//!
//! In French typography, a no-break space precedes the marks `; : ! ?` (*signes doubles*, high punctuation). Which no-break
//! space it is depends on the country: see [`Profile`](super::profile::Profile).

use super::apostrophes::is_elision;
use super::rule::Rule;
use super::tokenizer::{Token, TokenKind};
use super::tokens::Tokens;

/// Removes superfluous spaces: inside brackets, before full stops and commas, and after an elision.
pub(super) fn close_up(tokens: &mut Tokens) {
    tokens.take_out_spaces(superfluous);
}

/// Returns the rule that removes the space at `i`, if the space is superfluous.
fn superfluous(tokens: &Tokens, i: usize) -> Option<Rule> {
    let (before, after) = (tokens.at(i, -1)?, tokens.at(i, 1)?);
    if before.kind != TokenKind::Mark && after.kind != TokenKind::Mark {
        return None;
    }
    let is_french = tokens.profile.is_french;
    let ends = || tokens.at(i, 2).is_none_or(|next| next.kind == TokenKind::Space || next.is_any(";:!?»”’›“)]}\"'"));
    let follows_clipped = || before.is_any("'ʼ") && !tokens.word(i, -2).is_empty();
    let follows_text = || is_text(before) || before.is_any("»”’›“)]}%€\"") || follows_clipped();
    // The space is kept between an address and a bracket. It is also kept between a semicolon and a bracket, which would
    // otherwise form an emoticon.
    let may_be_enclosed = || is_text(before) || before.is_any(".,!?…»”’›“%€\"") || follows_clipped();
    if before.is_any("([") && !after.is_any("([)]–—") && after.kind != TokenKind::Opaque
        || after.is_any(")]") && !before.is_any("([") && may_be_enclosed()
    {
        Some(Rule::Brackets)
    } else if after.is_any(".,") && follows_text() && ends() {
        Some(Rule::LowPunctuation)
    } else if after.is('…') && follows_text() && ends() && tokens.is_on(Rule::Suspension) && is_french {
        Some(Rule::Suspension)
    } else if before.is_any("'’ʼ") && tokens.is_on(Rule::Elision) && is_french {
        is_elision(tokens, i - 1).then_some(Rule::Elision)
    } else {
        None
    }
}

fn is_text(token: &Token) -> bool {
    matches!(token.kind, TokenKind::Word | TokenKind::Number)
}

/// Sets the spaces before `; : ! ?`.
pub(super) fn space_high_punctuation(tokens: &mut Tokens, marks: &[usize]) {
    // After an inverted mark, the text is Spanish up to the matching mark, which takes no space before it.
    let (mut exclamation_open, mut question_open) = (false, false);
    for &i in marks {
        if tokens[i].kind != TokenKind::Mark {
            continue;
        }
        match tokens[i].mark {
            Some('¡') => exclamation_open = true,
            Some('¿') => question_open = true,
            Some('!') if std::mem::take(&mut exclamation_open) => {}
            Some('?') if std::mem::take(&mut question_open) => {}
            Some(';' | '!' | '?') => space_before(tokens, i, tokens.profile.before_high, Rule::HighPunctuation),
            Some(':') => space_before(tokens, i, tokens.profile.before_colon, Rule::Colon),
            _ => {}
        }
    }
}

/// Words whose colon takes no space, mostly address schemes: `mailto:`.
const SCHEMES: [&str; 6] = ["http", "https", "ftp", "mailto", "file", "std"];

fn space_before(tokens: &mut Tokens, i: usize, space: Option<char>, rule: Rule) {
    let Some(before) = tokens.at(i, -1).copied() else { return };
    let after = tokens.at(i, 1);
    let is_colon = tokens[i].is(':');
    // `!=`, `:=` and `::` are code.
    if after.is_some_and(|next| next.is('=') || is_colon && next.is(':')) {
        return;
    }
    if before.kind == TokenKind::Space {
        let opens = tokens.at(i, -2).is_none_or(|token| token.is_any("([{«“„‘‹¡¿"));
        if !opens {
            tokens.set_space(i - 1, space, rule);
        }
        return;
    }
    let closing = if is_colon { "»”’›)]}" } else { "»”’›)]}….,;:!?" };
    let ends = after.is_none_or(|next| next.kind == TokenKind::Space || next.is_any(closing));
    let is_scheme = is_colon && SCHEMES.contains(&tokens.word(i, -1));
    if ends && !is_scheme && takes_space_after(&before) {
        tokens.insert_space(i, space, rule);
    }
}

/// Whether high punctuation after this token takes a space.
fn takes_space_after(token: &Token) -> bool {
    match (token.kind, token.mark) {
        (TokenKind::Word | TokenKind::Number | TokenKind::Opaque, _) => true,
        (TokenKind::Mark, Some(mark)) => {
            // Emoji and other symbols outside ASCII count as letters, except for dashes, opening marks and the like.
            "»”’›)]}….%‰€$£°²³".contains(mark) || !mark.is_ascii() && !"«“„‘‹–—−‐‑¡¿·•/|".contains(mark)
        }
        (TokenKind::Mark, None) | (TokenKind::Space, _) => false,
    }
}
