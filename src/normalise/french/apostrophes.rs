//! Apostrophes and single quotation marks, which are typed with the same key.

use super::rule::Rule;
use super::tokenizer::{Token, TokenKind};
use super::tokens::Tokens;

/// Words that lose their final vowel before another vowel: `l'eau`, `jusqu'ici`.
const ELIDED: [&str; 16] = [
    "l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "presqu", "quelqu", "aujourd",
];
/// The initial letters that cause the word before them to be elided. An `h` may be silent, and a `y` may be a vowel.
const SMALL_VOWELS: &str = "aeiouyhàâäéèêëîïôöùûüœæ";
const ACCENTED_CAPITALS: &str = "ÀÂÄÉÈÊËÎÏÔÖÙÛÜŒÆ";
/// Words before and after the clipped *and* of `rock 'n' roll`. Between other words, `'n'` is the letter in quotation marks.
const AROUND_AND: [&str; 8] = ["rock", "roll", "drum", "bass", "guns", "roses", "fish", "chips"];
/// The maximum number of tokens between two single quotation marks, about thirty words. Marks further apart are apostrophes.
const LONGEST_QUOTATION: usize = 60;

/// Marks that are typed for an apostrophe. U+02BC is the apostrophe that is a letter in some other languages.
pub(super) const TYPED: &str = "'‘´ʼ`";

/// Whether a word may follow an elision.
fn begins_with_vowel(word: &str) -> bool {
    let is_vowel = |c: char| SMALL_VOWELS.contains(c.to_ascii_lowercase()) || ACCENTED_CAPITALS.contains(c);
    word.chars().next().is_some_and(is_vowel)
}

/// Whether the word before the token at `i` is an elided word: `l`, `qu`.
fn follows_elided(tokens: &Tokens, i: usize) -> bool {
    let is_whole_word = !matches!(tokens.at(i, -2).map(|token| token.kind), Some(TokenKind::Word | TokenKind::Number));
    is_whole_word && ELIDED.contains(&tokens.word(i, -1).to_lowercase().as_str())
}

/// Whether the apostrophe at `i` follows an elided word, and precedes a space and either a word that begins with a vowel
/// (`l' État`, `d' (auto)gestion`) or the beginning of a quotation (`qu' « il`).
pub(super) fn is_elision(tokens: &Tokens, i: usize) -> bool {
    let Some(next) = tokens.at(i, 2) else { return false };
    let opens_quotation = || {
        let is_quoted = tokens.at(i, -2).is_some_and(|token| token.is_any(TYPED));
        let first = if next.is('"') { tokens.at(i, 3) } else { tokens.beyond_spaces(i + 2, 1) };
        next.is_any("«“„\"") && !is_quoted && first.is_some_and(Token::is_content)
    };
    let is_in_brackets = || {
        next.is_any("([")
            && tokens.at(i, 4).is_some_and(|token| token.is_any(")]"))
            && tokens.at(i, 5).is_some_and(|token| token.kind == TokenKind::Word)
    };
    let precedes_vowel =
        begins_with_vowel(tokens.word(i, 2)) || is_in_brackets() && begins_with_vowel(tokens.word(i, 3));
    follows_elided(tokens, i) && (precedes_vowel || opens_quotation())
}

/// Pairs single quotation marks. Then sets curly apostrophes between letters, after elided and clipped words, and before
/// two-digit years.
pub(super) fn set_apostrophes(tokens: &mut Tokens, marks: &[usize]) {
    pair_single_quotes(tokens, marks);
    let curls = tokens.profile.replaces_straight_quotes;
    // Whether a straight mark has opened a quotation that no mark has closed.
    let mut is_open = false;
    for &i in marks {
        if !tokens[i].is_any(TYPED) || tokens[i].is('ʼ') && !tokens.profile.is_french {
            continue;
        }
        is_open |= may_open(tokens, i);
        let is_clipped = curls && !is_open && ends_clipped_word(tokens, i);
        if is_inside_word(tokens, i) || is_before_year(tokens, i) || is_before_space(tokens, i) || is_clipped {
            tokens.set_mark(i, '’', Rule::Apostrophe);
        }
    }
}

/// Whether the mark at `i` is between the two parts of a word, or between a word and what follows without a space: `l'eau`,
/// `l'« eau »`, `d'(auto)gestion`, `(CNT)'s`.
fn is_inside_word(tokens: &Tokens, i: usize) -> bool {
    let (Some(before), Some(after)) = (tokens.at(i, -1), tokens.at(i, 1)) else { return false };
    if before.kind != TokenKind::Word {
        return before.is_any(")]»”\"") && tokens.word(i, 1) == "s" || is_plural_year(tokens, i);
    }
    let is_content = after.kind == TokenKind::Opaque && !tokens.typed(after).starts_with('-');
    let joins = after.kind == TokenKind::Word || after.is_any("«“„\"‹") || is_content;
    // In `f'(x)` the mark is a prime.
    let opens_word = after.is_any("([{") && begins_with_vowel(tokens.word(i, 2));
    let is_sign = after.is_any("@#…/&*") || after.kind == TokenKind::Number;
    joins || tokens.profile.is_french && (opens_word || is_sign) && follows_elided(tokens, i)
}

/// Whether the mark at `i` is in the English plural of a year: `1990's`.
fn is_plural_year(tokens: &Tokens, i: usize) -> bool {
    let digits =
        tokens.at(i, -1).filter(|token| token.kind == TokenKind::Number).map_or(0, |token| token.range().len());
    matches!(digits, 2 | 4) && tokens.word(i, 1) == "s" && !tokens.at(i, 2).is_some_and(Token::is_content)
}

/// Whether the mark at `i` precedes a year of two digits: `'68`, `'68ards`, `'90s`.
fn is_before_year(tokens: &Tokens, i: usize) -> bool {
    let begins = |token: &Token| token.kind == TokenKind::Space || token.is_any("(-–«“„‹\"");
    let has_two_digits = |token: &Token| token.kind == TokenKind::Number && token.range().len() == 2;
    let may_follow = |token: &Token| {
        let word = tokens.typed(token);
        token.kind != TokenKind::Word && !token.is_any("'\"") || word == "s" || word.starts_with("ard")
    };
    tokens[i].is('\'')
        && tokens.at(i, -1).is_none_or(begins)
        && tokens.at(i, 1).is_some_and(has_two_digits)
        && tokens.at(i, 2).is_none_or(may_follow)
}

/// Whether the mark at `i` follows an elided word, although a space follows: `l' eau`.
fn is_before_space(tokens: &Tokens, i: usize) -> bool {
    tokens.profile.is_french
        && tokens[i].is_any("'ʼ")
        && tokens.at(i, 1).is_some_and(|token| token.kind == TokenKind::Space)
        && tokens.is_on(Rule::Elision)
        && is_elision(tokens, i)
}

/// Whether the straight mark at `i` ends a word that was clipped, or that is elided before punctuation: `la Conf' paysanne`,
/// `workers' rights`. At the end of a single quotation the mark has the same shape.
fn ends_clipped_word(tokens: &Tokens, i: usize) -> bool {
    let follows_word = tokens.at(i, -1).is_some_and(|token| token.kind == TokenKind::Word);
    let ends = |token: &Token| token.kind == TokenKind::Space || token.is_any(".,;:!?…)]»”\"-–—/");
    tokens[i].is_any("'ʼ") && follows_word && tokens.at(i, 1).is_none_or(ends)
}

/// Whether the straight mark at `i` may open a quotation of any content, such as `'./path'`.
fn may_open(tokens: &Tokens, i: usize) -> bool {
    let precedes_content =
        tokens.at(i, 1).is_some_and(|token| token.kind != TokenKind::Space && !token.is_any("»”›)]\""));
    let follows_closing = tokens.at(i, -1).is_some_and(|token| {
        token.is_content() || token.is_any(")]}»”.!?…") || token.is('"') && follows_content(tokens, i - 1)
    });
    tokens[i].is('\'') && !follows_closing && precedes_content && !is_before_year(tokens, i)
}

/// Whether the mark at `i` may open a quotation of words: it precedes a word, and a space or an opening mark precedes it.
fn opens_word(tokens: &Tokens, i: usize) -> bool {
    let begins = |token: &Token| {
        let opens = token.is_any("([«“„‹") || token.is('"') && !follows_content(tokens, i - 1);
        token.kind == TokenKind::Space || opens
    };
    tokens.at(i, -1).is_none_or(begins) && tokens.at(i, 1).is_some_and(|token| token.kind == TokenKind::Word)
}

/// Whether anything but a space precedes the token at `i`.
fn follows_content(tokens: &Tokens, i: usize) -> bool {
    tokens.at(i, -1).is_some_and(|token| token.kind != TokenKind::Space)
}

/// Replaces pairs of straight single marks around words with curly ones. A mark without a partner is left for
/// `set_apostrophes`.
fn pair_single_quotes(tokens: &mut Tokens, marks: &[usize]) {
    // Marks before this index belong to the last pair or are inside it.
    let mut paired = 0;
    for &i in marks {
        if i < paired {
            continue;
        }
        if !tokens[i].is('\'') || !opens_word(tokens, i) {
            continue;
        }
        if is_and(tokens, i) {
            tokens.set_mark(i, '’', Rule::Apostrophe);
            tokens.set_mark(i + 2, '’', Rule::Apostrophe);
            paired = i + 3;
        } else if let Some(closing) = closing_mark(tokens, i) {
            tokens.set_mark(i, '‘', Rule::Quotes);
            tokens.set_mark(closing, '’', Rule::Quotes);
            paired = closing + 1;
        }
    }
}

/// Whether the mark at `i` is the first of `rock 'n' roll`, where both marks replace letters.
fn is_and(tokens: &Tokens, i: usize) -> bool {
    let encloses_n = matches!(tokens.word(i, 1), "n" | "N") && tokens.at(i, 2).is_some_and(|token| token.is('\''));
    let is_known = |offset| AROUND_AND.contains(&tokens.word(i, offset).to_lowercase().as_str());
    encloses_n && (is_known(-2) || is_known(4) || is_known(3))
}

/// Returns the mark that closes the one at `i`: it follows a word or the end of a sentence, and precedes a space or
/// punctuation.
fn closing_mark(tokens: &Tokens, i: usize) -> Option<usize> {
    (i + 2..tokens.len().min(i + LONGEST_QUOTATION)).find(|at| {
        let follows_and = || *at > i + 2 && tokens[at - 2].is('\'') && is_and(tokens, at - 2);
        tokens[*at].is('\'')
            && !follows_and()
            && tokens.at(*at, -1).is_some_and(|token| token.kind == TokenKind::Word || token.is_any(".!?…"))
            && tokens.at(*at, 1).is_none_or(|token| token.kind == TokenKind::Space || token.is_any(".,;:!?…)]»”\""))
    })
}
