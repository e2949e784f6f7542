//! Recognises captions whose pictures were lost in copying: separate paragraphs with a place and a date, or with a word such as
//! *photo*.
//!
//! Input: blocks. Output: the same blocks, with captions as pictures without a name, and a record of each.
//!
//! Each block has a linear score: every feature adds to the score or subtracts from it. A caption must reach a threshold. A
//! text without pictures has no captions, so captions that are only probable are accepted only in a text that also has captions
//! beyond doubt.

use super::blocks::{is_over, is_short, recognised_with_remark};
use super::count::count;
use super::lexicon::without_elision;
use super::sentences::ends_sentence;
use crate::import::document::{Block, BlockKind};
use crate::import::repair::{Confidence, Repair, Rule};
use crate::prose::MONTHS;
use rayon::prelude::*;
use std::collections::HashMap;

/// The maximum number of characters in a caption.
const LONGEST: usize = 260;
/// A caption that is beyond doubt has fewer characters than this.
const LONGEST_CERTAIN: usize = 200;
/// The minimum number of characters in a caption: a name and a year.
const SHORTEST: usize = 8;
/// The minimum score of a caption. A date and a place without a verb reach it, and so does a picture word without a verb.
const THRESHOLD: i32 = 5;
/// The number of captions that must be beyond doubt before others are accepted.
const MIN_CERTAIN: usize = 2;

/// Words that refer to pictures.
const PICTURE_WORDS: [&str; 12] = [
    "photo",
    "photos",
    "photographie",
    "photographies",
    "photographe",
    "photographié",
    "photographiée",
    "photographiés",
    "image",
    "légende",
    "crédit",
    "crédits",
];
/// Words that begin sentences rather than captions.
const OPENERS: [&str; 42] = [
    "ce",
    "cet",
    "cette",
    "ces",
    "c",
    "il",
    "elle",
    "ils",
    "elles",
    "on",
    "nous",
    "vous",
    "je",
    "j",
    "tu",
    "selon",
    "toujours",
    "puis",
    "mais",
    "et",
    "or",
    "donc",
    "car",
    "si",
    "s",
    "quand",
    "lorsque",
    "alors",
    "comme",
    "ainsi",
    "voici",
    "voilà",
    "pourtant",
    "cependant",
    "enfin",
    "extrait",
    "encore",
    "ici",
    "avant",
    "après",
    "depuis",
    "ensuite",
];
/// Verbs and pronouns that occur only in whole sentences.
const SENTENCE_WORDS: [&str; 60] = [
    "est", "sont", "était", "étaient", "a", "ont", "avait", "avaient", "sera", "seront", "fut", "furent", "va", "vont",
    "fait", "font", "peut", "peuvent", "doit", "doivent", "ne", "n", "se", "s", "il", "elle", "ils", "elles", "on",
    "nous", "vous", "je", "j", "y", "que", "dit", "faut", "serait", "seraient", "aurait", "auraient", "ai", "suis",
    "sommes", "êtes", "avons", "avez", "eut", "eurent", "fit", "firent", "vint", "prit", "mit", "devint", "reste",
    "restent", "semble", "faisait", "disait",
];

/// The score of a block as a caption.
#[derive(Default)]
struct Score {
    sum: i32,
    /// Whether the block is a caption even if the text has no other captions.
    certain: bool,
}

/// Turns the captions of a text into pictures without a name, and returns a record of each.
pub(super) fn find(blocks: &mut [Block]) -> Vec<Repair> {
    let names = proper_names(blocks);
    let scores: Vec<Score> = (0..blocks.len()).into_par_iter().map(|at| score(blocks, at, &names)).collect();
    let certain = scores.iter().filter(|score| score.certain).count();
    let mut repairs = Vec::new();
    for (block, score) in blocks.iter_mut().zip(&scores) {
        if score.certain || score.sum >= THRESHOLD && certain >= MIN_CERTAIN {
            let confidence = if score.certain { Confidence::Likely } else { Confidence::Doubtful };
            repairs.push(recognised_with_remark(Rule::Caption, confidence, block));
            block.kind = BlockKind::Picture(String::new());
        }
    }
    repairs
}

/// Returns how often each word begins with a capital within a sentence: such words are the proper names of a text.
fn proper_names(blocks: &[Block]) -> HashMap<&str, u32> {
    count(blocks, |blocks| {
        let mut names = HashMap::new();
        for block in blocks {
            let mut in_sentence = false;
            for word in block.text.split_whitespace() {
                let bare = if in_sentence && word.contains(char::is_uppercase) { bare(word) } else { "" };
                if bare.starts_with(char::is_uppercase) && bare.chars().count() > 2 {
                    *names.entry(bare).or_default() += 1;
                }
                in_sentence = !word.ends_with(['.', '!', '?', ':', '…', '»', '”']);
            }
        }
        names
    })
}

/// Returns a word without punctuation and without an elided word before it.
fn bare(word: &str) -> &str {
    without_elision(word.trim_matches(|c: char| !c.is_alphanumeric()))
}

fn score(blocks: &[Block], at: usize, names: &HashMap<&str, u32>) -> Score {
    let block = &blocks[at];
    let text = block.text.trim();
    let opens = text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '(' | '[' | '©'));
    let continues = text.ends_with([':', ',', ';', '?', '-', '«']);
    // The first block is the title.
    if at == 0 || block.kind != BlockKind::Paragraph || !opens || continues {
        return Score::default();
    }
    if is_over(text, LONGEST) || !is_over(text, SHORTEST - 1) {
        return Score::default();
    }
    let first = text.split(['\n', '.']).next().unwrap_or(text);
    let words: Vec<String> =
        first.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let sentence = words.iter().any(|word| is_sentence_word(word));
    let mentions_picture = text.contains('©') || words.iter().any(|word| PICTURE_WORDS.contains(&word.as_str()));
    if sentence && !mentions_picture {
        return Score::default();
    }
    let dated = has_date(&words);
    let named = first.split_whitespace().filter_map(|word| names.get(bare(word))).max().copied().unwrap_or(0);
    let opener = words.first().is_some_and(|word| OPENERS.contains(&word.as_str()));
    let short = |other: &Block| is_short(other) && other.kind == BlockKind::Paragraph && ends_sentence(&other.text);
    let alone = [at - 1, at + 1].iter().all(|adjacent| blocks.get(*adjacent).is_none_or(|other| !short(other)));
    let sum = 2 * i32::from(dated)
        + 3 * i32::from(mentions_picture)
        + i32::from(named > 0)
        + i32::from(named > 2)
        + 2 * i32::from(!sentence)
        + i32::from(alone)
        - 4 * i32::from(opener);
    let certain = sum >= THRESHOLD
        && !opener
        && !sentence
        && (mentions_picture || dated && named > 0)
        && text.chars().count() < LONGEST_CERTAIN;
    Score { sum, certain }
}

/// Whether a word occurs only in whole sentences: a common verb or pronoun, or a verb with a narrative ending.
fn is_sentence_word(word: &str) -> bool {
    let narrates = ["aient", "èrent", "irent", "urent"].iter().any(|ending| word.ends_with(ending));
    SENTENCE_WORDS.contains(&word) || narrates || word.ends_with("ait") && word.chars().count() > 5
}

/// Whether words include a year, or a month next to a day or a year.
fn has_date(words: &[String]) -> bool {
    let is_digits = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let is_number = |word: &String| word == "1er" || (1..=4).contains(&word.len()) && is_digits(word);
    words.iter().enumerate().any(|(at, word)| {
        let adjacent = words.get(at + 1).is_some_and(is_number) || at > 0 && is_number(&words[at - 1]);
        let is_month = MONTHS.contains(&word.as_str()) && adjacent;
        let is_year = word.len() == 4 && (word.starts_with("19") || word.starts_with("20")) && is_digits(word);
        is_month || is_year
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn captions(lines: &[&str]) -> Vec<bool> {
        let long =
            "Une phrase qui parle d’Almaty et de la ville d’Almaty, puis encore de la place à Almaty. ".repeat(4);
        let block = |text: &str| Block { kind: BlockKind::Paragraph, text: text.to_string(), line: 1 };
        let mut blocks = vec![block(&long)];
        for line in lines {
            blocks.extend([block(line), block(&long)]);
        }
        find(&mut blocks);
        blocks.iter().skip(1).step_by(2).map(|block| matches!(block.kind, BlockKind::Picture(_))).collect()
    }

    #[test]
    fn places_dates_and_credits_are_captions() {
        let found = captions(&[
            "Centre-ville d’Almaty, le 5 janvier.",
            "Le 5 janvier à Almaty ; une photo prise par un ami.",
            "Un trône après le pillage, à Almaty.",
            "© Collectif des témoins",
        ]);
        assert_eq!(found, [true; 4]);
    }

    #[test]
    fn sentences_are_not_captions() {
        let found = captions(&[
            "Il est parti le 5 janvier pour Almaty.",
            "D’après le site de la ville, à Almaty :",
            "Ce texte inclut des photographies prises à Almaty",
            "Un trône après le pillage, à Almaty.",
        ]);
        assert_eq!(found, [false; 4]);
    }
}
