//! The lexicon: words that are known from a list of French words or from the text itself.
//!
//! The list is the package *an-array-of-french-words* 2.0.0 by Zeke Sikelianos, under the MIT licence (`french.words.licence`).
//! It has 336,524 inflected forms in lower case, with `oe` for œ. The words are sorted, front-coded and deflated. In the
//! front-coded list, one byte replaces the beginning that a word shares with the word before it. The value of this byte is the
//! number of shared bytes plus the code of the space.

use super::count::count;
use flate2::read::ZlibDecoder;
use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::io::Read;
use std::sync::OnceLock;

static LIST: &[u8] = include_bytes!("french.words");

/// The unpacked list: all words one after another, in byte order.
struct WordList {
    bytes: Vec<u8>,
    /// The start of each word, and the end of the last word.
    starts: Vec<usize>,
}

impl WordList {
    /// Returns the list of French words that is part of the program.
    fn french() -> &'static WordList {
        static FRENCH: OnceLock<WordList> = OnceLock::new();
        FRENCH.get_or_init(|| {
            let mut packed = Vec::new();
            // The list is part of the program. If it were damaged, a test would find that words are missing.
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

    /// Whether the list contains a folded word, by binary search.
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

/// Folds a word, which means that it is spelled as in the list: in lower case, with `oe` and `ae` for œ and æ, and with a
/// straight apostrophe.
fn folded(word: &str) -> Cow<'_, str> {
    if word.chars().all(|c| c.is_ascii_lowercase()) {
        return Cow::Borrowed(word);
    }
    Cow::Owned(word.to_lowercase().replace('œ', "oe").replace('æ', "ae").replace('’', "'"))
}

/// Elided words, without their apostrophe.
const ELISIONS: [&str; 15] =
    ["l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "quelqu", "presqu"];

/// The two apostrophes that are used in texts.
pub(super) const APOSTROPHES: [char; 2] = ['’', '\''];

/// Whether a word is the elided form of another: `qu` for *que*.
pub(super) fn is_elision(word: &str) -> bool {
    ELISIONS.contains(&folded(word).as_ref())
}

/// Returns a word without an elided word before it: *usage* for *l’usage*.
pub(super) fn without_elision(word: &str) -> &str {
    word.rsplit(APOSTROPHES).next().unwrap_or(word)
}

/// Whether a word is French, ignoring an elided word before it.
pub(super) fn is_french(word: &str) -> bool {
    WordList::french().contains(folded(without_elision(word)).as_ref())
}

/// The maximum number of bytes in a French word. A longer word is treated as several words that lost their spaces.
pub(super) const LONGEST_WORD: usize = 27;
/// If a text has at least this number of words longer than [`LONGEST_WORD`], lines of the text have lost their spaces. Fewer
/// such words may be chemical names.
const MIN_RUN_TOGETHER: usize = 4;

/// The properties of a word of the text.
struct TextWord {
    is_french: bool,
    /// How often it occurs in the text, whether in upper or lower case and with either apostrophe.
    count: u32,
}

/// The words of a text, in addition to those of the list.
pub(super) struct Lexicon {
    /// How often each folded word occurs in the text.
    counts: HashMap<String, u32>,
    /// All words of the text as written. A text repeats its words, and this map looks up each of them in the list only once.
    /// Without it, an import takes half as long again (benchmark `whole` in `tests/bench/import.rs`).
    as_written: HashMap<String, TextWord>,
    /// Whether lines of the text lost all their spaces, so that any word may be several words.
    pub(super) run_together: bool,
}

impl Lexicon {
    /// Counts the words of a text. A word consists of letters and hyphens.
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
        let as_written = occurrences.into_keys().map(text_word).collect();
        Lexicon { counts, as_written, run_together }
    }

    /// Whether a word is French, ignoring an elided word before it.
    pub(super) fn is_french(&self, word: &str) -> bool {
        self.as_written.get(without_elision(word)).map_or_else(|| is_french(word), |word| word.is_french)
    }

    /// Returns how often a word occurs in the text, ignoring an elided word before it.
    pub(super) fn count(&self, word: &str) -> u32 {
        let word = without_elision(word);
        let of_folded = || self.counts.get(folded(word).as_ref()).copied().unwrap_or(0);
        self.as_written.get(word).map_or_else(of_folded, |word| word.count)
    }

    /// Whether a word is French, or occurs more than once in the text.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.is_french(word) || self.count(word) > 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn list_of_french_words_is_complete() {
        assert_eq!(WordList::french().len(), 336_524);
        let lexicon = Lexicon::of(&["Tokayev, Tokayev"]);
        for word in ["internationaux", "spéculations", "Cœur", "peut-être", "l’œuvre", "d’exploitation", "tokayev"]
        {
            assert!(lexicon.knows(word), "{word} is unknown");
        }
        for word in ["êtrevraies", "coniance", "cher-cheront"] {
            assert!(!lexicon.knows(word), "{word} is known");
        }
    }
}
