//! The words that are known: a French list, and those of the text itself.
//!
//! The list is the package *an-array-of-french-words* 2.0.0 of Zeke Sikelianos, under the MIT licence (`french.words.licence`):
//! 336,524 inflected forms, sorted, each with a byte for how many it shares with the one before, counted from the space, deflated.

use super::tally::tally;
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use std::io::Read;
use std::sync::OnceLock;

static LIST: &[u8] = include_bytes!("french.words");

fn list() -> &'static FxHashSet<&'static str> {
    static WORDS: OnceLock<FxHashSet<&'static str>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut packed = Vec::with_capacity(1 << 21);
        // The list is a part of the program; were it damaged, no word would be known.
        let _ = flate2::read::ZlibDecoder::new(LIST).read_to_end(&mut packed);
        let mut text = String::with_capacity(1 << 22);
        let mut ends = Vec::with_capacity(340_000);
        let mut before = 0;
        for entry in packed.split(|byte| *byte == b'\n') {
            let Some((shared, rest)) = entry.split_first() else { continue };
            let start = text.len();
            text.extend_from_within(before..before + usize::from(shared - b' '));
            text.push_str(std::str::from_utf8(rest).unwrap_or_default());
            ends.push(start);
            before = start;
        }
        ends.push(text.len());
        let text: &'static str = text.leak();
        ends.windows(2).map(|pair| &text[pair[0]..pair[1]]).collect()
    })
}

/// Words as the list has them: small letters, two letters for œ.
fn folded(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Cow::Borrowed(word);
    }
    let mut folded = String::with_capacity(word.len() + 2);
    for character in word.chars().flat_map(char::to_lowercase) {
        match character {
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            '’' => folded.push('\''),
            _ => folded.push(character),
        }
    }
    Cow::Owned(folded)
}

/// No French word has as many bytes.
const ENDLESS: usize = 27;

/// Whether a character is a letter: those of French are known without a table.
pub(super) fn is_letter(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphabetic(),
        'À'..='ÿ' => !matches!(c, '×' | '÷'),
        '’' | '«' | '»' | '\u{a0}' | '\u{202f}' => false,
        _ => c.is_alphabetic(),
    }
}

/// What stands before an apostrophe.
const ELIDED: [&str; 15] =
    ["l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "quelqu", "presqu"];

/// Whether a word loses its vowel before another: `qu` of que.
pub(super) fn is_elided(word: &str) -> bool {
    ELIDED.contains(&folded(word).as_ref())
}

/// Whether a word may have an apostrophe, by the bytes with which both of them begin.
pub(super) fn has_apostrophe(word: &str) -> bool {
    word.bytes().any(|byte| byte == b'\'' || byte == 0xe2)
}

/// A word without what is elided before it.
pub(super) fn tail(word: &str) -> &str {
    if !has_apostrophe(word) {
        return word;
    }
    word.rsplit(['’', '\'']).next().unwrap_or(word)
}

/// Whether the language has a word, whatever is elided before it.
pub(super) fn is_french(word: &str) -> bool {
    list().contains(folded(tail(word)).as_ref())
}

/// What is known of a word.
struct Typed {
    french: bool,
    known: bool,
}

/// The words of a text, counted, beside those of the language.
pub(super) struct Lexicon {
    counts: FxHashMap<String, u32>,
    /// Which of them, as they are typed, the language has, and which are known: there are few, and they come often.
    typed: FxHashMap<String, Typed>,
    /// Whether lines of the text lost all their spaces, so that any word may have.
    pub(super) run_together: bool,
}

impl Lexicon {
    /// Counts the words of a text: letters, with hyphens between them.
    pub(super) fn of(texts: &[&str]) -> Lexicon {
        let counted = |texts: &[&'_ str]| {
            let mut raw: FxHashMap<String, u32> = FxHashMap::default();
            for word in texts.iter().flat_map(|text| text.split(|c: char| !(is_letter(c) || c == '-'))) {
                match raw.get_mut(word) {
                    Some(count) => *count += 1,
                    None if word.is_empty() => {}
                    None => drop(raw.insert(word.to_string(), 1)),
                }
            }
            raw
        };
        let raw = tally(texts, counted);
        let endless = |word: &&String| word.len() > ENDLESS && !word.contains('-');
        let run_together = raw.keys().filter(endless).count() > 3;
        let mut counts: FxHashMap<String, u32> = FxHashMap::default();
        for (word, count) in &raw {
            *counts.entry(folded(word).into_owned()).or_default() += count;
        }
        let mut lexicon = Lexicon { counts, typed: FxHashMap::default(), run_together };
        let typed = |word: String| {
            let french = is_french(&word);
            let known = french || lexicon.count(&word) > 1;
            (word, Typed { french, known })
        };
        lexicon.typed = raw.into_keys().map(typed).collect();
        lexicon
    }

    /// Whether the language has a word.
    pub(super) fn is_french(&self, word: &str) -> bool {
        self.typed.get(tail(word)).map_or_else(|| is_french(word), |typed| typed.french)
    }

    /// How often the text has it.
    pub(super) fn count(&self, word: &str) -> u32 {
        self.counts.get(folded(tail(word)).as_ref()).copied().unwrap_or(0)
    }

    /// Whether the language has it, or the text more than once.
    pub(super) fn knows(&self, word: &str) -> bool {
        let known = || is_french(word) || self.count(word) > 1;
        self.typed.get(tail(word)).map_or_else(known, |typed| typed.known)
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
