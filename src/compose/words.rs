//! Words prepared for line breaking: each is shaped, hyphenated and measured once.
//!
//! Most words of a text occur more than once, so this cache saves most of the work of composing.

use super::hyphenate::Patterns;
use super::linebreak::BreakItem;
use super::shape::Segment;
use super::style::Style;
use crate::cache::Cache;
use crate::unit::Length;
use std::ops::Range;
use std::sync::Arc;

/// A word, or the part of a word that is in one style.
#[derive(Debug)]
pub(super) struct ShapedWord {
    /// The style. It differs from the requested style if the face lacks superiors or small capitals.
    pub(super) style: Style,
    /// The glyphs.
    pub(super) segments: Vec<Segment>,
    /// The width when the word isn't hyphenated.
    pub(super) width: Length,
    /// The boxes and possible breaks, if this is a whole word.
    pub(super) items: Vec<WordItem>,
    /// Whether the first letter is a capital, so that the word is treated as a name unless it begins a sentence.
    pub(super) is_capitalised: bool,
}

/// A box of a word with the bytes that it shows, or a possible break.
pub(super) type WordItem = (BreakItem, Option<Range<usize>>);

/// The properties that the words of a run share: their style, and the patterns that hyphenate them.
pub(super) type WordStyle = (Style, Option<Patterns>);

/// The words of one [`WordStyle`], keyed by their letters.
pub(super) type StyledWords = Cache<Box<str>, Arc<ShapedWord>>;

/// The words of all styles.
#[derive(Default)]
pub(super) struct WordCache(Cache<WordStyle, Arc<StyledWords>>);

impl WordCache {
    /// Returns the words of a style.
    pub(super) fn words(&self, style: WordStyle) -> Arc<StyledWords> {
        self.0.get_or_insert_with(style, Arc::default)
    }

    /// Begins a round and drops the words that the previous round didn't use.
    pub(super) fn next_round(&self) {
        self.0.next_round();
        self.0.for_each_previous(|words| words.next_round());
    }
}
