//! The lexicon: which words are known, from a list of French words and from the text itself.
//!
//! The list is the package *an-array-of-french-words* 2.0.0 of Zeke Sikelianos, under the MIT licence (`french.words.licence`):
//! 336,524 inflected forms in small letters, with `oe` for œ. It is front-coded (sorted, each word with the number of bytes it
//! shares with the one before, as a byte counted from the space) and deflated.

use super::count::count;
use flate2::read::ZlibDecoder;
use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::io::Read;
use std::sync::OnceLock;

static LIST: &[u8] = include_bytes!("french.words");

/// The unpacked list: all words one after the other, in the order of their bytes.
struct WordList {
    bytes: Vec<u8>,
    /// Where each word begins, and the end of the last one.
    starts: Vec<usize>,
}

impl WordList {
    /// The list of the program.
    fn french() -> &'static WordList {
        static FRENCH: OnceLock<WordList> = OnceLock::new();
        FRENCH.get_or_init(|| {
            let mut packed = Vec::new();
            // The list is a part of the program; were it damaged, a test would find that words are missing.
            let _ = ZlibDecoder::new(LIST).read_to_end(&mut packed);
            WordList::unpack(&packed)
        })
    }

    fn unpack(packed: &[u8]) -> WordList {
        let mut list = WordList { bytes: Vec::new(), starts: Vec::new() };
        let mut before = 0;
        for entry in packed.split(|byte| *byte == b'\n') {
            let Some((shared, rest)) = entry.split_first() else { continue };
            let start = list.bytes.len();
            list.bytes.extend_from_within(before..before + usize::from(shared - b' '));
            list.bytes.extend_from_slice(rest);
            list.starts.push(start);
            before = start;
        }
        list.starts.push(list.bytes.len());
        list
    }

    fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Whether the list has a folded word: a binary search.
    fn contains(&self, word: &str) -> bool {
        let (mut from, mut to) = (0, self.len());
        while from < to {
            let middle = from + (to - from) / 2;
            match self.bytes[self.starts[middle]..self.starts[middle + 1]].cmp(word.as_bytes()) {
                Ordering::Less => from = middle + 1,
                Ordering::Equal => return true,
                Ordering::Greater => to = middle,
            }
        }
        false
    }
}

/// A word as the list has it.
fn folded(word: &str) -> Cow<'_, str> {
    if word.chars().all(|c| c.is_ascii_lowercase()) {
        return Cow::Borrowed(word);
    }
    Cow::Owned(word.to_lowercase().replace('œ', "oe").replace('æ', "ae").replace('’', "'"))
}

/// What is left of a word before an apostrophe.
const ELISIONS: [&str; 15] =
    ["l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "quelqu", "presqu"];

/// Both apostrophes that texts use.
pub(super) const APOSTROPHES: [char; 2] = ['’', '\''];

/// Whether a word is the elided form of another: `qu` of *que*.
pub(super) fn is_elision(word: &str) -> bool {
    ELISIONS.contains(&folded(word).as_ref())
}

/// A word without what is elided before it: *usage* of *l’usage*.
pub(super) fn without_elision(word: &str) -> &str {
    word.rsplit(APOSTROPHES).next().unwrap_or(word)
}

/// Whether a word is French, whatever is elided before it.
pub(super) fn is_french(word: &str) -> bool {
    WordList::french().contains(folded(without_elision(word)).as_ref())
}

/// No French word has more bytes: longer ones are words that lost their spaces.
pub(super) const LONGEST_WORD: usize = 27;
/// How many such words show that lines of the text lost their spaces: a few are chemistry.
const MIN_RUN_TOGETHER: usize = 4;

/// What is known of a word of the text.
struct TextWord {
    is_french: bool,
    /// How often the text has it, in any case and with any apostrophe.
    count: u32,
}

/// The words of a text, beside those of the list.
pub(super) struct Lexicon {
    /// How often the text has each word, folded.
    counts: HashMap<String, u32>,
    /// All words of the text as they were typed. A text repeats its words; without this map, which looks each of them up in
    /// the list once, an import takes half as long again (benchmark `whole` of `tests/bench/import.rs`).
    typed: HashMap<String, TextWord>,
    /// Whether lines of the text lost all their spaces, so that any word may be several.
    pub(super) run_together: bool,
}

impl Lexicon {
    /// Counts the words of a text: letters, with hyphens between them.
    pub(super) fn of(texts: &[&str]) -> Lexicon {
        let occurrences: HashMap<&str, u32> = count(texts, |texts| {
            let mut counts = HashMap::default();
            let words = texts.iter().flat_map(|text| text.split(|c: char| !(c.is_alphabetic() || c == '-')));
            for word in words.filter(|word| !word.is_empty()) {
                *counts.entry(word).or_default() += 1;
            }
            counts
        });
        let is_too_long = |word: &&&str| word.len() > LONGEST_WORD && !word.contains('-');
        let run_together = occurrences.keys().filter(is_too_long).count() >= MIN_RUN_TOGETHER;
        let mut counts: HashMap<String, u32> = HashMap::default();
        for (word, count) in &occurrences {
            *counts.entry(folded(word).into_owned()).or_default() += count;
        }
        let text_word = |word: &str| {
            let count = counts.get(folded(word).as_ref()).copied().unwrap_or(0);
            (word.to_string(), TextWord { is_french: is_french(word), count })
        };
        let typed = occurrences.into_keys().map(text_word).collect();
        Lexicon { counts, typed, run_together }
    }

    /// Whether a word is French, whatever is elided before it.
    pub(super) fn is_french(&self, word: &str) -> bool {
        self.typed.get(without_elision(word)).map_or_else(|| is_french(word), |typed| typed.is_french)
    }

    /// How often the text has a word, whatever is elided before it.
    pub(super) fn count(&self, word: &str) -> u32 {
        let word = without_elision(word);
        let of_folded = || self.counts.get(folded(word).as_ref()).copied().unwrap_or(0);
        self.typed.get(word).map_or_else(of_folded, |typed| typed.count)
    }

    /// Whether a word is French, or the text has it more than once.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.is_french(word) || self.count(word) > 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_whole() {
        assert_eq!(WordList::french().len(), 336_524);
        let lexicon = Lexicon::of(&["Tokayev, Tokayev"]);
        for word in ["internationaux", "spéculations", "Cœur", "peut-être", "l’œuvre", "d’exploitation", "tokayev"]
        {
            assert!(lexicon.knows(word), "{word}");
        }
        for word in ["êtrevraies", "coniance", "cher-cheront"] {
            assert!(!lexicon.knows(word), "{word}");
        }
    }
}
