//! Finds candidates: all numbers of a text that may be note references, with a weight that shows how much each looks like one.

use crate::import::cleanup::lexicon::is_french;
use crate::import::cleanup::note_number::superscript;
use crate::import::document::{Block, BlockKind};
use crate::import::superiors::is_superior;
use crate::prose::MONTHS;
use rayon::prelude::*;
use std::collections::HashMap;

/// A number that may be a note reference.
pub(super) struct Candidate {
    pub(super) block: usize,
    /// The start of the bytes that the reference replaces. Brackets and spaces around the number are replaced as well.
    pub(super) start: usize,
    /// The end of the bytes that the reference replaces.
    pub(super) end: usize,
    pub(super) number: u32,
    /// How much it looks like a note reference.
    pub(super) weight: u32,
    /// Whether it looks like an ordinary number between words.
    pub(super) between_words: bool,
}

// Weights. A form that typists and converters rarely produce for another reason has a greater weight. Only the order and the
// rough proportions of the weights matter, because a chain of references is chosen by its total.

/// Superior figures: `mot¹`.
const SUPERSCRIPT: u32 = 8;
/// A number in square brackets: `mot [12]`.
const BRACKETED: u32 = 7;
/// A number attached to a word or to punctuation: `couleur”1`, `années4`.
const ATTACHED: u32 = 5;
/// A number attached to a name: `Tokayev4`. Names may contain numbers.
const ATTACHED_TO_NAME: u32 = 4;
/// A number in parentheses: `mot (1)`. It may also be the number of a list item.
const PARENTHESISED: u32 = 4;
/// A number with a space on both sides, before punctuation: `massacre 3 ,`.
const BEFORE_PUNCTUATION: u32 = 4;
/// A number after a quotation: `“pilleurs” 1`.
const AFTER_QUOTATION: u32 = 3;
/// A number after a colon: `suit :3`. More often this is a missing space than a reference.
const AFTER_COLON: u32 = 3;
/// A number attached to a year: `20195`.
const AFTER_YEAR: u32 = 3;
/// The greatest weight of a number between words: `un chantier 1 de la commune`.
const BETWEEN_WORDS: u32 = 2;
/// A number attached to a word, if the combination occurs more than once in the text. It is a name: `ext4`.
const REPEATED: u32 = 2;
/// A number attached to a word that is not French, `ext4`; or a number before a plural, which it probably counts.
const UNLIKELY: u32 = 1;

/// The minimum weight of a number that counts as a note reference even if no note has this number.
pub(super) const UNMISTAKABLE: u32 = BRACKETED;

/// Returns the candidates of a text, in order.
pub(super) fn find(blocks: &[Block]) -> Vec<Candidate> {
    let of_block = |(number, block): (usize, &Block)| {
        let mut search = CandidateSearch { text: &block.text, block: number, found: Vec::new() };
        if !matches!(block.kind, BlockKind::Note(_) | BlockKind::Verbatim) {
            search.run();
        }
        search.found
    };
    let mut candidates: Vec<Candidate> = blocks.par_iter().enumerate().flat_map_iter(of_block).collect();
    weigh_names(blocks, &mut candidates);
    candidates
}

/// Lowers the weight of numbers that belong to names such as `ext4`: the name occurs more than once, or its word is not French.
fn weigh_names(blocks: &[Block], candidates: &mut [Candidate]) {
    // The number with the word before it, and that word alone.
    let name = |candidate: &Candidate| {
        let text = &blocks[candidate.block].text;
        let word = text[..candidate.start].rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        (&text[candidate.start - word.len()..candidate.end], word)
    };
    let mut counts: HashMap<&str, u32> = HashMap::new();
    for candidate in candidates.iter() {
        *counts.entry(name(candidate).0).or_default() += 1;
    }
    for candidate in candidates.iter_mut().filter(|candidate| candidate.weight == ATTACHED) {
        let (name, word) = name(candidate);
        if word.is_empty() {
            continue;
        }
        candidate.weight = if counts.get(name).is_some_and(|count| *count > 1) {
            REPEATED
        } else if is_french(word) {
            ATTACHED
        } else if word.starts_with(char::is_uppercase) {
            ATTACHED_TO_NAME
        } else {
            UNLIKELY
        };
    }
}

/// The search for candidates in one block.
struct CandidateSearch<'t> {
    text: &'t str,
    block: usize,
    found: Vec<Candidate>,
}

impl CandidateSearch<'_> {
    fn run(&mut self) {
        let mut from = 0;
        while let Some(at) = self.text[from..].find(|c: char| c.is_ascii_digit() || is_superior(c)) {
            let at = from + at;
            let rest = &self.text[at..];
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            if digits > 0 {
                self.digits(at, at + digits);
                from = at + digits;
            } else if let Some((number, after)) = superscript(rest) {
                from = self.text.len() - after.len();
                self.superscript(at, from, number);
            } else {
                from = at + rest.chars().next().map_or(1, char::len_utf8);
            }
        }
    }

    fn push(&mut self, start: usize, end: usize, number: &str, weight: u32) {
        if let Ok(number) = number.parse() {
            let between_words = weight <= BETWEEN_WORDS;
            self.found.push(Candidate { block: self.block, start, end, number, weight, between_words });
        }
    }

    /// Adds a number in superior figures.
    fn superscript(&mut self, start: usize, end: usize, number: u32) {
        // The superior figures of square and cubic metres are not references.
        let is_unit = self.text[..start].ends_with(['m', 'k']) && number < 4;
        if start > 0 && !is_unit {
            let weight = SUPERSCRIPT;
            self.found.push(Candidate { block: self.block, start, end, number, weight, between_words: false });
        }
    }

    /// Adds a number in digits, if it may be a reference.
    fn digits(&mut self, start: usize, end: usize) {
        let (before, number, after) = (&self.text[..start], &self.text[start..end], &self.text[end..]);
        for (open, close, weight) in [('[', ']', BRACKETED), ('(', ')', PARENTHESISED)] {
            if number.len() < 4 && before.ends_with(open) && after.starts_with(close) {
                let head = before[..start - 1].trim_end();
                if !head.is_empty() {
                    self.push(head.len(), end + 1, number, weight);
                }
                return;
            }
        }
        let decimal = after.strip_prefix(['.', ',']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        if decimal || !may_follow(after) {
            return;
        }
        let found = match number.len() {
            5 | 6 => after_year(number).map(|digits| (start + digits, AFTER_YEAR)),
            1..=3 if !number.starts_with('0') => weigh(before, after),
            _ => None,
        };
        if let Some((from, weight)) = found {
            self.push(from, end_with_space(self.text, end), &self.text[from.max(start)..end], weight);
        }
    }
}

/// Returns the number of digits of a year, if a note reference follows it without a space: `20195`.
fn after_year(number: &str) -> Option<usize> {
    let (year, reference) = number.split_at(4);
    let is_year = ["18", "19", "20"].iter().any(|century| year.starts_with(century));
    (is_year && !reference.starts_with('0')).then_some(4)
}

/// Returns the start and the weight of a possible note reference, given the text before and after its number.
fn weigh(before: &str, after: &str) -> Option<(usize, u32)> {
    let start = before.len();
    match before.chars().next_back()? {
        mark @ ('”' | '»' | '’' | '"' | ')' | '.' | ',' | '…' | '!' | '?' | ';' | ':') => {
            // A number after these marks may be part of 3.4, 12,5 or 8:30.
            let in_number = before.chars().rev().nth(1).is_some_and(|c| c.is_ascii_digit());
            match mark {
                '.' | ',' | ':' if in_number => None,
                ':' => Some((start, AFTER_COLON)),
                _ => Some((start, ATTACHED)),
            }
        }
        c if c.is_alphabetic() => {
            let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
            let small = word.chars().filter(|c| c.is_lowercase()).count();
            let is_code = word.chars().any(|c| c.is_ascii_digit()) || small < 2 && word.chars().count() < 4;
            (!is_code).then_some((start, ATTACHED))
        }
        ' ' | '\u{a0}' | '\u{202f}' => weigh_after_space(before.trim_end(), after),
        // The number is alone on its line, below the end of a sentence.
        '\n' if after.trim_start_matches(' ').is_empty() || after.starts_with('\n') => {
            let head = before.trim_end();
            head.ends_with(['.', '!', '?', '…', ':', ';']).then_some((head.len(), BETWEEN_WORDS))
        }
        _ => None,
    }
}

/// Weighs a number after a space, as [`weigh`] does. The space becomes part of the reference.
fn weigh_after_space(head: &str, after: &str) -> Option<(usize, u32)> {
    let start = head.len();
    let quoted = head.ends_with(['”', '»', '"']);
    let worded = quoted || head.ends_with(|c: char| c.is_alphabetic() || c == ')');
    if !worded {
        let ended = head.ends_with(['.', '!', '?', '…', ',', ';', ':']) && ends_sentence(after);
        return ended.then_some((start, BETWEEN_WORDS));
    }
    let punctuated =
        after.starts_with([' ', '\u{a0}']) && after.trim_start().starts_with(['.', ',', ';', ':', '!', '?']);
    if punctuated {
        return Some((start, BEFORE_PUNCTUATION));
    }
    if quoted {
        return Some((start, AFTER_QUOTATION));
    }
    if head.ends_with(char::is_alphabetic) && is_quantity(head, after) {
        return None;
    }
    let plural = after.split_whitespace().next().unwrap_or("").ends_with(['s', 'x']);
    Some((start, if plural { UNLIKELY } else { BETWEEN_WORDS }))
}

/// Whether a number ends a line or a paragraph, or another sentence follows it.
fn ends_sentence(after: &str) -> bool {
    after.is_empty()
        || after.starts_with('\n')
        || after.starts_with(char::is_whitespace) && after.trim_start().starts_with(|c: char| !c.is_lowercase())
}

/// Whether text may follow a note reference.
pub(super) fn may_follow(after: &str) -> bool {
    let ends =
        |c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | '»' | '”' | '…' | ']');
    after.is_empty() || after.starts_with(ends)
}

/// Whether a number is a quantity, given the text before and after it: it follows a short word or a word such as *page*, or
/// precedes a unit.
fn is_quantity(before: &str, after: &str) -> bool {
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("").to_lowercase();
    let next = after.split(|c: char| c.is_whitespace() || c == '.' || c == ',').find(|next| !next.is_empty());
    let next = next.unwrap_or("");
    word.chars().count() < 2
        || BEFORE_QUANTITIES.contains(&word.as_str())
        || UNITS.contains(&next)
        || MONTHS.contains(&next)
        || next.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '%' | '€' | '$' | '/' | '–' | '-' | '+' | '='))
}

/// Returns the end of a note reference. A space before a full stop or a comma belongs to the reference.
pub(super) fn end_with_space(text: &str, end: usize) -> usize {
    let rest = text[end..].trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    if rest.starts_with(['.', ',']) { text.len() - rest.len() } else { end }
}

/// Words that show that the number after them is a quantity, or the number of a page or of a part of a book.
const BEFORE_QUANTITIES: [&str; 72] = [
    "au",
    "aux",
    "avant",
    "après",
    "article",
    "articles",
    "avec",
    "ans",
    "art",
    "bac",
    "catégorie",
    "chapitre",
    "chaque",
    "ces",
    "cet",
    "chap",
    "contre",
    "dans",
    "depuis",
    "des",
    "de",
    "deux",
    "du",
    "elle",
    "en",
    "entre",
    "environ",
    "est",
    "et",
    "étape",
    "fig",
    "figure",
    "groupe",
    "il",
    "jusqu",
    "la",
    "le",
    "les",
    "leurs",
    "ligne",
    "mes",
    "moins",
    "niveau",
    "no",
    "nos",
    "note",
    "numéro",
    "ou",
    "page",
    "pages",
    "par",
    "partie",
    "phase",
    "plus",
    "point",
    "pour",
    "pp",
    "presque",
    "quelque",
    "quelques",
    "qui",
    "scène",
    "section",
    "ses",
    "seulement",
    "sont",
    "sous",
    "sur",
    "tome",
    "vers",
    "version",
    "volume",
];
/// Units and other words that show that the number before them is a quantity.
pub(super) const UNITS: [&str; 23] = [
    "%",
    "ans",
    "bis",
    "cm",
    "degrés",
    "dollars",
    "er",
    "euros",
    "fois",
    "g",
    "h",
    "heures",
    "jours",
    "kg",
    "km",
    "m",
    "mm",
    "milliards",
    "mille",
    "millions",
    "minutes",
    "mois",
    "mètres",
];
