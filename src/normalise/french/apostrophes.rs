//! Apostrophes and single quotation marks, which are typed with the same key.

use super::rule::Rule;
use super::tokenizer::TokenKind;
use super::tokens::Tokens;

/// Words that lose their final vowel before another vowel: `l'eau`, `jusqu'ici`.
const ELIDED: [&str; 16] = [
    "l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "presqu", "quelqu", "aujourd",
];
/// The initial letters that cause the word before them to be elided. An `h` may be silent, and a `y` may be a vowel.
const SMALL_VOWELS: &str = "aeiouyhàâäéèêëîïôöùûüœæ";
const ACCENTED_CAPITALS: &str = "ÀÂÄÉÈÊËÎÏÔÖÙÛÜŒÆ";
/// The maximum number of tokens between two single quotation marks, about thirty words. Marks further apart are apostrophes.
const LONGEST_QUOTATION: usize = 60;

/// Whether the apostrophe at `i` follows an elided word and precedes a space and a word that begins with a vowel: `l' État`.
pub(super) fn is_elision(tokens: &Tokens, i: usize) -> bool {
    let elided = tokens.word(i, -1).to_lowercase();
    let is_whole_word = !matches!(tokens.at(i, -2).map(|token| token.kind), Some(TokenKind::Word | TokenKind::Number));
    let first = tokens.word(i, 2).chars().next();
    let is_vowel = |c: char| SMALL_VOWELS.contains(c.to_ascii_lowercase()) || ACCENTED_CAPITALS.contains(c);
    is_whole_word && first.is_some_and(is_vowel) && ELIDED.contains(&elided.as_str())
}

/// Pairs single quotation marks. Then sets curly apostrophes between letters, after elided words and before two-digit years.
pub(super) fn set_apostrophes(tokens: &mut Tokens, marks: &[usize]) {
    pair_single_quotes(tokens, marks);
    for &i in marks {
        if !tokens[i].is_any("'‘´ʼ`") {
            continue;
        }
        let (before, after) = (tokens.at(i, -1), tokens.at(i, 1));
        let follows_word = before.is_some_and(|token| token.kind == TokenKind::Word);
        let precedes_word = after.is_some_and(|token| {
            let is_content = token.kind == TokenKind::Opaque && !tokens.typed(token).starts_with('-');
            token.kind == TokenKind::Word || token.is_any("«“„\"‹") || is_content
        });
        let is_straight = tokens[i].is('\'');
        let is_year = is_straight
            && before.is_none_or(|token| token.kind == TokenKind::Space || token.is_any("(-–«“„‹\""))
            && after.is_some_and(|token| token.kind == TokenKind::Number && token.range().len() == 2)
            && tokens.at(i, 2).is_none_or(|token| token.kind != TokenKind::Word && !token.is_any("'\""));
        let is_elided = tokens.profile.is_french
            && is_straight
            && i > 0
            && after.is_some_and(|token| token.kind == TokenKind::Space)
            && tokens.is_on(Rule::Elision)
            && is_elision(tokens, i);
        if follows_word && precedes_word || is_year || is_elided {
            tokens.set_mark(i, '’', Rule::Apostrophe);
        }
    }
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
        let opens = tokens[i].is('\'')
            && tokens.at(i, -1).is_none_or(|token| token.kind == TokenKind::Space || token.is_any("([«“„‹\""))
            && tokens.at(i, 1).is_some_and(|token| token.kind == TokenKind::Word);
        if opens && let Some(closing) = closing_mark(tokens, i) {
            tokens.set_mark(i, '‘', Rule::Quotes);
            tokens.set_mark(closing, '’', Rule::Quotes);
            paired = closing + 1;
        }
    }
}

/// Returns the mark that closes the one at `i`: it follows a word or the end of a sentence, and precedes a space or
/// punctuation.
fn closing_mark(tokens: &Tokens, i: usize) -> Option<usize> {
    (i + 2..tokens.len().min(i + LONGEST_QUOTATION)).find(|at| {
        tokens[*at].is('\'')
            && tokens.at(*at, -1).is_some_and(|token| token.kind == TokenKind::Word || token.is_any(".!?…"))
            && tokens.at(*at, 1).is_none_or(|token| token.kind == TokenKind::Space || token.is_any(".,;:!?…)]»”\""))
    })
}
