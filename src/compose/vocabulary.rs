//! The words of a workshop as they were cut: each once, by whichever thread comes to it first.
//!
//! Takes a word as it was cut; gives the place where every thread finds it again. Places are never given up, so a word is read
//! without waiting for anybody. What is known here changes the speed of setting, never its lines.

use super::hyphenate::Patterns;
use super::known::KnownWord;
use super::style::Style;
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::hash::BuildHasher;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What decides how a word is cut: its style, and how it may be divided.
pub(super) type Manner = (Style, Option<Patterns>);

/// The words of one share, and their places: a list for each manner.
type Places = Vec<FxHashMap<Box<str>, usize>>;

/// Shares, so that threads seldom meet at one.
const SHARES: usize = 16;

/// Words that were cut.
#[derive(Default)]
pub(super) struct Vocabulary {
    words: boxcar::Vec<KnownWord>,
    /// Manners are known by their place in this list.
    manners: Mutex<Vec<Manner>>,
    places: [Mutex<Places>; SHARES],
}

impl Vocabulary {
    /// The number of a manner.
    pub(super) fn manner(&self, manner: Manner) -> usize {
        let mut manners = held(&self.manners);
        manners.iter().position(|known| *known == manner).unwrap_or_else(|| {
            manners.push(manner);
            manners.len() - 1
        })
    }

    /// The word at a place.
    pub(super) fn word(&self, place: usize) -> Option<&KnownWord> {
        self.words.get(place)
    }

    /// The place of a word that was cut in this manner before.
    pub(super) fn find(&self, manner: usize, word: &str) -> Option<usize> {
        self.share(word).get(manner)?.get(word).copied()
    }

    /// Enters a word; gives its place, which is that of its like where another thread was faster.
    pub(super) fn enter(&self, manner: usize, word: &str, cut: KnownWord) -> usize {
        let mut places = self.share(word);
        if places.len() <= manner {
            places.resize_with(manner + 1, FxHashMap::default);
        }
        *places[manner].entry(word.into()).or_insert_with(|| self.words.push(cut))
    }

    fn share(&self, word: &str) -> MutexGuard<'_, Places> {
        // The lists themselves look at the highest and the lowest digits of this number.
        held(&self.places[(FxBuildHasher.hash_one(word) >> 24) as usize % SHARES])
    }
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::super::style::Family;
    use super::*;
    use crate::unit::Length;

    #[test]
    fn every_thread_finds_a_word_at_the_same_place() {
        let vocabulary = Vocabulary::default();
        let manner = |points: f64| vocabulary.manner((Style::plain(Family::Body, Length::pt(points)), None));
        let (text, notes) = (manner(10.0), manner(8.0));
        assert_eq!((text, notes, manner(10.0)), (0, 1, 0));
        let words: Vec<String> = (0..1_000).map(|n| format!("mot{n}")).collect();
        let enter = || words.iter().map(|word| vocabulary.enter(text, word, KnownWord::default())).collect::<Vec<_>>();
        let (mine, others) = std::thread::scope(|scope| {
            let other = scope.spawn(enter);
            (enter(), other.join().unwrap())
        });
        assert_eq!(mine, others);
        for (word, place) in words.iter().zip(&mine) {
            assert_eq!(vocabulary.find(text, word), Some(*place));
            assert_eq!(vocabulary.find(notes, word), None);
            assert!(vocabulary.word(*place).is_some());
        }
        assert!(vocabulary.word(1_000).is_none());
    }
}
