//! The lexicon: which words are known, from a list of French words and from the text itself.
//!
//! The list is the package *an-array-of-french-words* 2.0.0 of Zeke Sikelianos, under the MIT licence (`french.words.licence`):
//! 336,524 inflected forms in small letters, with `oe` for œ. It is front-coded (sorted, each word with the number of bytes it
//! shares with the one before, as a byte counted from the space) and deflated.

use super::count::count;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::io::Read;
use std::sync::OnceLock;

static LIST: &[u8] = include_bytes!("french.words");

/// The unpacked list.
fn list() -> &'static HashSet<String> {
    static WORDS: OnceLock<HashSet<String>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut packed = Vec::new();
        // The list is a part of the program; were it damaged, no word would be known, which a test would find.
        let _ = flate2::read::ZlibDecoder::new(LIST).read_to_end(&mut packed);
        let mut words = HashSet::new();
        let mut word: Vec<u8> = Vec::new();
        for entry in packed.split(|byte| *byte == b'\n') {
            let Some((shared, rest)) = entry.split_first() else { continue };
            word.truncate(usize::from(shared - b' '));
            word.extend_from_slice(rest);
            words.insert(String::from_utf8_lossy(&word).into_owned());
        }
        words
    })
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
    list().contains(folded(without_elision(word)).as_ref())
}

/// No French word has more bytes: longer ones are words that lost their spaces.
pub(super) const LONGEST_WORD: usize = 27;
/// How many such words show that lines of the text lost their spaces: a few are chemistry.
const MIN_RUN_TOGETHER: usize = 4;

/// The words of a text, beside those of the list.
pub(super) struct Lexicon {
    /// How often the text has each word, folded.
    counts: HashMap<String, u32>,
    /// Whether lines of the text lost all their spaces, so that any word may be several.
    pub(super) run_together: bool,
}

impl Lexicon {
    /// Counts the words of a text: letters, with hyphens between them.
    pub(super) fn of(texts: &[&str]) -> Lexicon {
        let typed: HashMap<&str, u32> = count(texts, |texts| {
            let mut counts = HashMap::new();
            let words = texts.iter().flat_map(|text| text.split(|c: char| !(c.is_alphabetic() || c == '-')));
            for word in words.filter(|word| !word.is_empty()) {
                *counts.entry(word).or_default() += 1;
            }
            counts
        });
        let is_too_long = |word: &&&str| word.len() > LONGEST_WORD && !word.contains('-');
        let run_together = typed.keys().filter(is_too_long).count() >= MIN_RUN_TOGETHER;
        let mut counts: HashMap<String, u32> = HashMap::new();
        for (word, count) in typed {
            *counts.entry(folded(word).into_owned()).or_default() += count;
        }
        Lexicon { counts, run_together }
    }

    /// How often the text has a word, whatever is elided before it.
    pub(super) fn count(&self, word: &str) -> u32 {
        self.counts.get(folded(without_elision(word)).as_ref()).copied().unwrap_or(0)
    }

    /// Whether a word is French, or the text has it more than once.
    pub(super) fn knows(&self, word: &str) -> bool {
        is_french(word) || self.count(word) > 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_whole() {
        assert_eq!(list().len(), 336_524);
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
