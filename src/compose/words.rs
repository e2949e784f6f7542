//! Words prepared for line breaking, each once: shaped, hyphenated and measured.
//!
//! Most words of a text come again, so this cache saves most of the work of composing.

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
    /// Its style. It differs from the style that was asked for where the face lacks superiors or small capitals.
    pub(super) style: Style,
    /// Its glyphs.
    pub(super) segments: Vec<Segment>,
    /// Its width when it isn't hyphenated.
    pub(super) width: Length,
    /// Its boxes and possible breaks, if it is a whole word.
    pub(super) items: Vec<WordItem>,
    /// Whether its first letter is a capital, so that it is a name unless it begins a sentence.
    pub(super) is_capitalised: bool,
}

/// A box of a word with the bytes that it shows, or a possible break.
pub(super) type WordItem = (BreakItem, Option<Range<usize>>);

/// What the words of a run have in common: their style, and the patterns that hyphenate them.
pub(super) type WordStyle = (Style, Option<Patterns>);

/// The words of one [`WordStyle`], by their letters.
pub(super) type StyledWords = Cache<Box<str>, Arc<ShapedWord>>;

/// All words.
#[derive(Default)]
pub(super) struct WordCache(Cache<WordStyle, Arc<StyledWords>>);

impl WordCache {
    /// The words of a style.
    pub(super) fn words(&self, style: WordStyle) -> Arc<StyledWords> {
        self.0.get_or_insert_with(style, Arc::default)
    }

    /// Begins a round: drops the words that the last one did not use.
    pub(super) fn next_round(&self) {
        self.0.next_round();
        self.0.for_each_previous(|words| words.next_round());
    }
}
