//! Captions: lone lines with a place and a date, or a word of pictures, where a picture stood.

use super::lexicon::tail;
use super::lines::ends_sentence;
use super::structure::{is_over, is_short, marked};
use super::tally::tally;
use crate::import::document::{Block, BlockKind, Repair, Rule, Trust};
use crate::prose::MONTHS;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// A caption is no longer than this, in letters.
const LENGTH: usize = 260;
/// What a line needs to be a caption.
const ENOUGH: i32 = 5;
/// Captions that have to be beyond doubt before weaker ones are believed: a text without pictures has none.
const STRONG: usize = 2;

const OF_PICTURES: [&str; 12] = [
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
/// Words that open sentences rather than captions.
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
/// Words that only sentences have.
const OF_SENTENCES: [&str; 60] = [
    "est", "sont", "était", "étaient", "a", "ont", "avait", "avaient", "sera", "seront", "fut", "furent", "va", "vont",
    "fait", "font", "peut", "peuvent", "doit", "doivent", "ne", "n", "se", "s", "il", "elle", "ils", "elles", "on",
    "nous", "vous", "je", "j", "y", "que", "dit", "faut", "serait", "seraient", "aurait", "auraient", "ai", "suis",
    "sommes", "êtes", "avons", "avez", "eut", "eurent", "fit", "firent", "vint", "prit", "mit", "devint", "reste",
    "restent", "semble", "faisait", "disait",
];

/// A block's weight as a caption, and whether it needs no others beside it.
#[derive(Default)]
struct Weight {
    sum: i32,
    strong: bool,
}

/// Finds the captions of a text: their blocks become pictures, by number.
pub(super) fn find(blocks: &mut [Block]) -> Vec<Repair> {
    let names = proper_names(blocks);
    let weights: Vec<Weight> = (0..blocks.len()).into_par_iter().map(|at| weight(blocks, at, &names)).collect();
    let strong = weights.iter().filter(|weight| weight.strong).count();
    let mut repairs = Vec::new();
    for (block, weight) in blocks.iter_mut().zip(&weights) {
        if weight.strong || weight.sum >= ENOUGH && strong >= STRONG {
            let trust = if weight.strong { Trust::Likely } else { Trust::Doubtful };
            repairs.push(marked(Rule::Caption, trust, block));
            block.kind = BlockKind::Picture(String::new());
        }
    }
    repairs
}

/// Words of a text that begin with a capital inside of sentences, counted.
fn proper_names(blocks: &[Block]) -> FxHashMap<&str, u32> {
    tally(blocks, names_of)
}

fn names_of(blocks: &[Block]) -> FxHashMap<&str, u32> {
    let mut names = FxHashMap::default();
    for block in blocks {
        let mut inside = false;
        for word in block.text.split_whitespace() {
            let capital = |word: &str| word.bytes().any(|byte| byte.is_ascii_uppercase() || byte >= 0xc3);
            let bare = if inside && capital(word) { bare(word) } else { "" };
            if bare.starts_with(char::is_uppercase) && bare.chars().count() > 2 {
                *names.entry(bare).or_default() += 1;
            }
            inside = !word.ends_with(['.', '!', '?', ':', '…', '»', '”']);
        }
    }
    names
}

/// A word without its signs and what is elided before it.
fn bare(word: &str) -> &str {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    tail(word)
}

fn weight(blocks: &[Block], at: usize, names: &FxHashMap<&str, u32>) -> Weight {
    let none = Weight::default();
    let block = &blocks[at];
    let text = block.text.trim();
    if block.kind != BlockKind::Text || is_over(text, LENGTH) || at == 0 || text.chars().count() < 8 {
        return none;
    }
    let opens = text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '(' | '[' | '©'));
    if !opens || text.ends_with([':', ',', ';', '?', '-', '«']) {
        return none;
    }
    let first = text.split(['\n', '.']).next().unwrap_or(text);
    let words: Vec<String> =
        first.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect();
    let sentence = words.iter().any(|word| is_of_sentences(word));
    let dated = has_date(&words);
    let pictured = text.contains('©') || words.iter().any(|word| OF_PICTURES.contains(&word.as_str()));
    let placed = first.split_whitespace().map(bare).filter_map(|word| names.get(word)).max().copied().unwrap_or(0);
    let opener = words.first().is_some_and(|word| OPENERS.contains(&word.as_str()));
    let short = |other: &Block| is_short(other) && other.kind == BlockKind::Text && ends_sentence(&other.text);
    let lone = |at: usize| blocks.get(at).is_none_or(|other| !short(other));
    let sum = 2 * i32::from(dated)
        + 3 * i32::from(pictured)
        + i32::from(placed > 0)
        + i32::from(placed > 2)
        + 2 * i32::from(!sentence)
        + i32::from(lone(at - 1) && lone(at + 1))
        - 4 * i32::from(opener);
    let strong =
        sum >= ENOUGH && !opener && !sentence && (pictured || dated && placed > 0) && text.chars().count() < 200;
    if sentence && !pictured { none } else { Weight { sum, strong } }
}

fn is_of_sentences(word: &str) -> bool {
    let imperfect = ["aient", "èrent", "irent", "urent"].iter().any(|ending| word.ends_with(ending));
    OF_SENTENCES.contains(&word) || imperfect || word.ends_with("ait") && word.chars().count() > 5
}

/// A month with a day or a year beside it, or a year in brackets or after a comma.
fn has_date(words: &[String]) -> bool {
    let number = |word: Option<&String>| {
        word.is_some_and(|word| {
            word == "1er" || (1..=4).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit())
        })
    };
    words.iter().enumerate().any(|(at, word)| {
        let beside = number(words.get(at + 1)) || at > 0 && number(words.get(at - 1));
        let month = MONTHS.contains(&word.as_str()) && beside;
        let year = word.len() == 4
            && (word.starts_with("19") || word.starts_with("20"))
            && word.bytes().all(|b| b.is_ascii_digit());
        month || year
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn captions(lines: &[&str]) -> Vec<bool> {
        let long =
            "Une phrase qui parle d’Almaty et de la ville d’Almaty, puis encore de la place à Almaty. ".repeat(4);
        let block = |text: &str| Block { kind: BlockKind::Text, text: text.to_string(), line: 1 };
        let mut blocks = vec![block(&long)];
        for line in lines {
            blocks.extend([block(line), block(&long)]);
        }
        find(&mut blocks);
        blocks.iter().skip(1).step_by(2).map(|block| matches!(block.kind, BlockKind::Picture(_))).collect()
    }

    #[test]
    fn places_dates_and_credits() {
        let found = captions(&[
            "Centre-ville d’Almaty, le 5 janvier.",
            "Le 5 janvier à Almaty ; une photo prise par un ami.",
            "Un trône après le pillage, à Almaty.",
            "© Collectif des témoins",
        ]);
        assert_eq!(found, [true; 4]);
    }

    #[test]
    fn sentences_are_none() {
        let found = captions(&[
            "Il est parti le 5 janvier pour Almaty.",
            "D’après le site de la ville, à Almaty :",
            "Ce texte inclut des photographies prises à Almaty",
            "Un trône après le pillage, à Almaty.",
        ]);
        assert_eq!(found, [false; 4]);
    }
}
