//! Cleans up words and spaces: joins broken words, inserts missing spaces, removes double spaces, and joins lines.
//!
//! Input: the text of a block, and a lexicon. Output: the text, and a record of each repair.
//!
//! The text is read token by token, from left to right. At each word the rules are tried in turn, and the first rule that
//! applies consumes up to three tokens.

mod affixes;
mod correction;
mod dehyphenate;
mod tokens;
mod unknown;

use super::blocks::is_over;
use super::lexicon::{Lexicon, is_french};
use crate::import::markers::doubt;
use crate::import::repair::{Confidence, Repair, Rule};
use correction::Correction;
use dehyphenate::BrokenWord;
use tokens::{WordToken, is_joined_after, is_joined_before, starts_verbatim, tokens};

/// How the line ends of a block are treated.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum LineEnds {
    /// Line ends become spaces.
    Joined,
    /// Line ends are kept, as in verse and signature lines.
    Kept,
}

/// Cleans up the words of one block.
pub(super) struct WordCleaner<'l> {
    lexicon: &'l Lexicon,
    /// The line of the source on which the block begins.
    line: usize,
    pub(super) repairs: Vec<Repair>,
    out: String,
}

impl<'l> WordCleaner<'l> {
    pub(super) fn new(lexicon: &'l Lexicon, line: usize) -> WordCleaner<'l> {
        WordCleaner { lexicon, line, repairs: Vec::new(), out: String::new() }
    }

    /// Returns the text with its words and spaces cleaned up.
    pub(super) fn clean(&mut self, text: &str, line_ends: LineEnds) -> String {
        self.out = String::with_capacity(text.len());
        let tokens = tokens(text);
        let mut at = 0;
        while at < tokens.len() {
            if tokens[at].is_word {
                at += self.word(&tokens, at);
            } else {
                self.spaces(tokens[at].text, line_ends);
                at += 1;
            }
        }
        std::mem::take(&mut self.out)
    }

    /// Writes the word that begins at a token, and returns how many tokens were consumed.
    fn word(&mut self, tokens: &[WordToken], at: usize) -> usize {
        let word = tokens[at];
        if self.out.ends_with('«') {
            self.out.push(' ');
        }
        if let [gap, second, ..] = &tokens[at + 1..]
            && second.is_word
        {
            let after_hyphen = at > 0 && tokens[at - 1].text == "-";
            let before_hyphen = tokens.get(at + 3).is_some_and(|token| token.text.starts_with('-'));
            let broken =
                BrokenWord { first: word.text, gap: gap.text, second: second.text, after_hyphen, before_hyphen };
            if let Some(correction) = broken.repaired(self.lexicon) {
                self.replace(&tokens[at..at + 3], correction);
                return 3;
            }
            if !is_joined_before(tokens, at) && self.missing_space(word, *gap, *second) {
                return 2;
            }
            if !before_hyphen && let Some(correction) = self.stray_space(tokens, at) {
                self.replace(&tokens[at..at + 3], correction);
                return 3;
            }
        }
        let correction = if is_joined_before(tokens, at) || is_joined_after(tokens, at) {
            None
        } else {
            unknown::corrected(word.text, self.lexicon).or_else(|| impossible_word(tokens, at))
        };
        match correction {
            Some(correction) => self.replace(&tokens[at..=at], correction),
            None => self.out.push_str(word.text),
        }
        1
    }

    /// Writes a correction in place of tokens, with a remark if it is doubtful.
    fn replace(&mut self, tokens: &[WordToken], correction: Correction) {
        let Correction { after, rule, confidence } = correction;
        let before: String = tokens.iter().map(|token| token.text).collect();
        let before = before.replace('\n', " ");
        self.out.push_str(&after);
        if confidence == Confidence::Doubtful {
            self.out.push_str(&doubt(rule, &before));
        }
        let line = self.line + tokens[0].line;
        self.repairs.push(Repair { rule, confidence, line, before, after });
    }

    /// Writes the text between two words. Several spaces become one, and so do line ends unless they are kept.
    fn spaces(&mut self, text: &str, line_ends: LineEnds) {
        if starts_verbatim(text) {
            self.out.push_str(text);
            return;
        }
        let mut after_space = self.out.ends_with(' ');
        for c in text.chars() {
            let is_space = c == ' ' || c == '\t' || c == '\n' && line_ends == LineEnds::Joined;
            let c = if is_space { ' ' } else { c };
            let in_range = || ends_with_open_range(&self.out) && text.contains('\n');
            if is_space && (after_space || self.out.ends_with('\n') || in_range()) {
                continue;
            }
            // There is no space before a full stop or a comma.
            if matches!(c, '.' | ',') && after_space && self.out.len() > 1 && text.len() < 4 {
                self.out.pop();
            }
            // French quotation marks have a space inside them.
            let opened = self.out.ends_with('«') && !matches!(c, ' ' | '\u{a0}' | '\u{202f}');
            let closes = c == '»' && !self.out.is_empty() && !self.out.ends_with(char::is_whitespace);
            if opened || closes {
                self.out.push(' ');
            }
            after_space = is_space;
            self.out.push(c);
        }
    }

    /// If a space is missing after a word, writes the word, its punctuation and the space: `pillage[note`, `fin.Début`. Returns
    /// whether a space was missing.
    fn missing_space(&mut self, word: WordToken, gap: WordToken, next: WordToken) -> bool {
        let has_letters = |word: &str, min: usize| word.chars().nth(min - 1).is_some();
        let mut next_letters = next.text.chars();
        let capitalised =
            next_letters.next().is_some_and(char::is_uppercase) && next_letters.next().is_some_and(char::is_lowercase);
        if !word.text.ends_with(char::is_lowercase) || !has_letters(word.text, 2) {
            return false;
        }
        let spaced = match gap.text {
            "." | "!" | "?" | "…" if capitalised => format!("{} ", gap.text),
            "," | ";" if has_letters(next.text, 2) => format!("{} ", gap.text),
            "[" if has_letters(next.text, 4) => " [".to_string(),
            _ => return false,
        };
        let before = format!("{}{}{}", word.text, gap.text, next.text);
        let after = format!("{}{spaced}{}", word.text, next.text);
        let (rule, confidence, line) = (Rule::MissingSpace, Confidence::Likely, self.line + gap.line);
        self.repairs.push(Repair { rule, confidence, line, before, after });
        self.out.push_str(word.text);
        self.out.push_str(&spaced);
        true
    }

    /// Returns a correction that removes a stray space between the first letters of a word and the rest: `U n`, `Ma is`.
    fn stray_space(&self, tokens: &[WordToken], at: usize) -> Option<Correction> {
        let (first, gap, second) = (tokens[at].text, tokens[at + 1].text, tokens[at + 2].text);
        let is_single = |text: &str| text.chars().nth(1).is_none();
        let is_one_letter_word = |text: &str| matches!(text, "a" | "y" | "à" | "ô" | "A" | "À" | "Y" | "Ô" | "O");
        let initial = is_single(first) && first.starts_with(char::is_uppercase);
        // A drop capital on a separate line begins a block.
        let is_space = gap == " " || gap == "\n" && self.out.is_empty() && is_single(first);
        if !is_space || !second.starts_with(char::is_lowercase) || is_over(first, 3) && self.lexicon.is_french(first) {
            return None;
        }
        let before = at.checked_sub(1).map(|before| tokens[before].text);
        if before.is_some_and(|before| before.ends_with(['-', '.', '/', '@', '’'])) {
            return None;
        }
        // At the beginning of a sentence, a single capital that is not a word is the first letter of the next word, even if the
        // rest of that word is also a word.
        let begins_sentence = initial
            && !is_one_letter_word(first)
            && before.is_none_or(|before| {
                before.ends_with(['\n', '«', '“', '—', '#']) || before.trim().is_empty() && self.out.is_empty()
            });
        let second_is_word = if is_single(second) {
            !initial && is_one_letter_word(second)
        } else {
            !begins_sentence && self.lexicon.knows(second)
        };
        let first_is_word = !initial && is_one_letter_word(first);
        if first_is_word || second_is_word {
            return None;
        }
        let joined = format!("{first}{second}");
        if !is_french(&joined) {
            return None;
        }
        let rule = if initial { Rule::FirstLetter } else { Rule::StraySpace };
        Some(Correction::new(joined, rule, Confidence::Likely))
    }
}

/// Whether a string ends with a number and a hyphen. A line end after the hyphen does not become a space: `1936-` with *1939*
/// below it.
fn ends_with_open_range(text: &str) -> bool {
    text.strip_suffix('-').is_some_and(|number| number.ends_with(|c: char| c.is_ascii_digit()))
}

/// Corrects a word that lost its f and became another French word, if that word cannot follow the word before it: `ont ait` for
/// *ont fait*, `la in` for *la fin*.
fn impossible_word(tokens: &[WordToken], at: usize) -> Option<Correction> {
    let (correct, after): (&str, &[&str]) = match tokens[at].text {
        "ait" => ("fait", &["a", "ont", "ai", "as", "avons", "avez", "avait", "avaient", "en", "tout"]),
        "in" => ("fin", &["la", "sa", "une", "en", "cette"]),
        "aits" => ("faits", &["les", "des", "ces", "ses"]),
        _ => return None,
    };
    let before = at.checked_sub(2).map(|before| tokens[before].text).filter(|_| tokens[at - 1].text == " ")?;
    after.contains(&before).then(|| Correction::new(correct, Rule::Suspect, Confidence::Doubtful))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::markers::without_markers;

    fn cleaned(text: &str) -> String {
        let lexicon = Lexicon::of(&[text]);
        without_markers(&WordCleaner::new(&lexicon, 1).clean(text, LineEnds::Joined))
    }

    #[test]
    fn broken_words_are_joined() {
        for (raw_text, expected) in [
            ("qui cher- cheront à", "qui chercheront à"),
            ("les inter-nationaux ici", "les internationaux ici"),
            ("Per- mettons-nous de", "Permettons-nous de"),
            ("c’est-à- dire que", "c’est-à-dire que"),
            ("c’est-à-dire que", "c’est-à-dire que"),
            ("peut-\nêtre bien", "peut-être bien"),
            ("d’exploita- tion de", "d’exploitation de"),
            ("un porte-parole et a-t-il dit-elle", "un porte-parole et a-t-il dit-elle"),
            ("Kassym-Jomart Tokayev", "Kassym-Jomart Tokayev"),
            ("le gouver-\nnement", "le gouvernement"),
            ("non-violence et anti-émeute", "non-violence et anti-émeute"),
            ("dit-\nil", "dit-il"),
            ("à Kassym-\nJomart", "à Kassym-Jomart"),
            ("pré- et post-colonial", "pré- et post-colonial"),
            ("au-\ndessus", "au-dessus"),
            (
                "vis-\nà-vis de ce-\nlui-ci et celleci, la plateforme",
                "vis-à-vis de celui-ci et celle-ci, la plateforme",
            ),
            ("le lxc-au-\ntostart ALTERNA-\nTIVE m-a", "le lxc-autostart ALTERNATIVE m-a"),
            ("192-168-\n0-131 ou 1936-\n1939 - ici", "192-168-0-131 ou 1936-1939 - ici"),
        ] {
            assert_eq!(cleaned(raw_text), expected);
        }
    }

    #[test]
    fn missing_and_stray_spaces_are_repaired() {
        for (raw_text, expected) in [
            ("U n printemps", "Un printemps"),
            ("Ma is il", "Mais il"),
            ("même mêmes’ils sont", "même même s’ils sont"),
            ("être bien êtrevraies dans", "être bien être vraies dans"),
            ("noterl’usagedel’héritagefamilial", "noter l’usage de l’héritage familial"),
            ("des volsprivés, des vols.", "des vols privés, des vols."),
            ("ne pas coniance à", "ne pas confiance à"),
            ("A u début", "Au début"),
            ("il a y mis", "il a y mis"),
            ("aujourd’hui l’été d’un", "aujourd’hui l’été d’un"),
            ("le site avtonom.org", "le site avtonom.org"),
            ("deux  espaces\net une ligne", "deux espaces et une ligne"),
            ("un mot<!-- ? êtrevraies --> la [fin](x-  y.jpg).", "un mot<!-- ? êtrevraies --> la [fin](x-  y.jpg)."),
        ] {
            assert_eq!(cleaned(raw_text), expected);
        }
    }
}
