//! The words of a composer as they were cut: each once, by whichever thread comes to it first.
//!
//! Takes a word as it was cut; gives the place where every thread finds it again. Places are never given up, so a word is read
//! without waiting for anybody. What is known here changes the speed of setting, never its lines.

use super::hyphenate::Patterns;
use super::known::KnownWord;
use super::style::Style;
use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;
use std::hash::BuildHasher;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What decides how a word is cut: its style, and how it may be divided.
pub(super) type Manner = (Style, Option<Patterns>);

/// A word as it is looked for: its letters, the number of its manner, and a hash of both.
#[derive(Clone, Copy)]
pub(super) struct Name<'w> {
    pub(super) word: &'w str,
    pub(super) manner: u32,
    hash: u32,
}

impl Name<'_> {
    pub(super) fn new(word: &str, manner: u32) -> Name<'_> {
        Name { word, manner, hash: FxBuildHasher.hash_one((word, manner)) as u32 }
    }
}

/// Where words stand in the vocabulary. The letters stand there only, so that a list is small and its growing cheap.
#[derive(Default)]
pub(super) struct Places(HashTable<Place>);

struct Place {
    hash: u32,
    at: u32,
}

impl Place {
    /// A table looks at the highest and the lowest digits of its hashes.
    fn spread(hash: u32) -> u64 {
        u64::from(hash).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }
}

impl Places {
    /// The place of a word, and the word.
    pub(super) fn find<'v>(&self, name: Name, vocabulary: &'v Vocabulary) -> Option<(&'v KnownWord, u32)> {
        let mut found = None;
        self.0.find(Place::spread(name.hash), |place| {
            found = (place.hash == name.hash)
                .then(|| vocabulary.word(place.at))
                .flatten()
                .filter(|word| word.manner == name.manner && *word.word == *name.word)
                .map(|word| (word, place.at));
            found.is_some()
        })?;
        found
    }

    /// Notes the place of a word that it hasn't.
    pub(super) fn note(&mut self, name: Name, at: u32) {
        let place = Place { hash: name.hash, at };
        self.0.insert_unique(Place::spread(name.hash), place, |place| Place::spread(place.hash));
    }
}

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
    pub(super) fn manner(&self, manner: Manner) -> u32 {
        let mut manners = held(&self.manners);
        let place = manners.iter().position(|known| *known == manner).unwrap_or_else(|| {
            manners.push(manner);
            manners.len() - 1
        });
        place as u32
    }

    /// The word at a place.
    pub(super) fn word(&self, place: u32) -> Option<&KnownWord> {
        self.words.get(place as usize)
    }

    /// A word that was cut before, and its place.
    pub(super) fn find(&self, name: Name) -> Option<(&KnownWord, u32)> {
        self.share(name).find(name, self)
    }

    /// Enters a word; gives its place, which is that of its like where another thread was faster. None where there is no room
    /// for more words.
    pub(super) fn enter(&self, name: Name, cut: KnownWord) -> Option<(&KnownWord, u32)> {
        let mut places = self.share(name);
        if let Some(found) = places.find(name, self) {
            return Some(found);
        }
        let place = u32::try_from(self.words.push(cut)).ok()?;
        places.note(name, place);
        Some((self.word(place)?, place))
    }

    fn share(&self, name: Name) -> MutexGuard<'_, Places> {
        held(&self.places[(name.hash >> 16) as usize % SHARES])
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
        let cut = |word: &str| {
            let mut cut = KnownWord::default();
            (cut.word, cut.manner) = (word.into(), text);
            cut
        };
        let place = |word: &String| vocabulary.enter(Name::new(word, text), cut(word)).map(|(_, place)| place);
        let enter = || words.iter().map(place).collect::<Vec<_>>();
        let (mine, others) = std::thread::scope(|scope| {
            let other = scope.spawn(enter);
            (enter(), other.join().unwrap())
        });
        assert_eq!(mine, others);
        for (word, place) in words.iter().zip(&mine) {
            let (found, at) = vocabulary.find(Name::new(word, text)).unwrap();
            assert_eq!((&*found.word, Some(at)), (word.as_str(), *place));
            assert!(vocabulary.find(Name::new(word, notes)).is_none());
        }
        assert!(vocabulary.word(1_000).is_none());
    }
}
