//! The cache of laid-out paragraphs, used when the same text is composed again.
//!
//! The key contains everything that determines the lines of a paragraph: text, styles, measures and settings. The location of
//! the paragraph in its source file isn't part of the key; the spans of cached lines are moved to the current location.

use super::hyphenate::Patterns;
use super::line::{Alignment, SetLine};
use super::linebreak::Measures;
use super::style::Style;
use super::styled_text::{Label, LinkTarget, Run, StyledText};
use crate::cache::Cache;
use crate::diagnostic::Span;
use crate::page::Item;
use crate::unit::Length;
use std::ops::Range;
use std::sync::Arc;

/// The options with which a paragraph is set.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct ParagraphOptions {
    pub(super) measures: Measures,
    pub(super) alignment: Alignment,
    pub(super) patterns: Option<Patterns>,
    pub(super) indent: Length,
    /// The type size.
    pub(super) size: Length,
    pub(super) runt_width: i64,
    /// The amount by which glyphs may be widened or narrowed, in 1/1000.
    pub(super) expansion: i64,
    /// The amount by which letterspacing may change the width of a line, in 1/1000.
    pub(super) letterspacing: i64,
    /// The number of lines to add to the paragraph's best setting (TeX's `\looseness`).
    pub(super) looseness: i64,
}

/// A run, with its location relative to the first run that is in the source.
#[derive(Debug, PartialEq, Eq, Hash)]
struct RunKey {
    range: Range<usize>,
    style: Style,
    literal: bool,
    /// The distance of the first byte from the first byte of that run, and the number of bytes in the source; `None` for
    /// text that was added.
    source: Option<(i64, u32)>,
}

/// The content and options that determine the lines of a paragraph.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Contents {
    options: ParagraphOptions,
    text: String,
    runs: Vec<RunKey>,
    links: Vec<(Range<usize>, LinkTarget)>,
    labels: Vec<(usize, Label)>,
}

/// The key of a paragraph.
pub(super) struct ParagraphKey {
    contents: Contents,
    /// The span of the first run that is in the source.
    place: Span,
}

/// Lines, with the span of their paragraph at the time when they were set.
type CachedLines = Arc<(Span, Vec<SetLine>)>;

/// The cache of laid-out paragraphs.
#[derive(Default)]
pub(super) struct ParagraphCache(Cache<Contents, CachedLines>);

impl ParagraphCache {
    /// Creates a cache that keeps nothing.
    pub(super) fn disabled() -> ParagraphCache {
        ParagraphCache(Cache::disabled())
    }

    /// Whether the cache keeps anything.
    pub(super) fn is_enabled(&self) -> bool {
        self.0.is_enabled()
    }

    /// Begins a round and drops the paragraphs that the previous round didn't use.
    pub(super) fn next_round(&self) {
        self.0.next_round();
    }
}

impl ParagraphKey {
    /// Returns the key of a text, or `None` if the text can't be cached: if it has inline pictures or comes from two files.
    pub(super) fn of(text: &StyledText, options: ParagraphOptions) -> Option<ParagraphKey> {
        let is_in_source = |run: &Run| run.span != Span::default();
        let place = text.runs.iter().find(|run| is_in_source(run)).map_or_else(Span::default, |run| run.span);
        let is_elsewhere = |run: &Run| is_in_source(run) && run.span.file != place.file;
        if !text.pictures.is_empty() || text.runs.iter().any(is_elsewhere) {
            return None;
        }
        let key = |run: &Run| RunKey {
            range: run.range.clone(),
            style: run.style,
            literal: run.literal,
            source: is_in_source(run)
                .then(|| (i64::from(run.span.start) - i64::from(place.start), run.span.end - run.span.start)),
        };
        let contents = Contents {
            options,
            text: text.text.clone(),
            runs: text.runs.iter().map(key).collect(),
            links: text.links.clone(),
            labels: text.labels.clone(),
        };
        Some(ParagraphKey { contents, place })
    }

    /// Returns the lines of the paragraph, if they are in the cache.
    pub(super) fn lines(&self, cache: &ParagraphCache) -> Option<Vec<SetLine>> {
        let cached = cache.0.get(&self.contents)?;
        Some(moved(&cached.1, cached.0, self.place))
    }

    /// Stores the lines of the paragraph in the cache.
    pub(super) fn keep(self, cache: &ParagraphCache, lines: &[SetLine]) {
        cache.0.insert(self.contents, Arc::new((self.place, lines.to_vec())));
    }
}

/// Returns lines with their spans moved from one location in the sources to another.
fn moved(lines: &[SetLine], from: Span, to: Span) -> Vec<SetLine> {
    let mut lines = lines.to_vec();
    if from == to {
        return lines;
    }
    let relocate = |span: &mut Span| {
        if *span != Span::default() {
            let shift = |byte: u32| (i64::from(byte) - i64::from(from.start) + i64::from(to.start)) as u32;
            *span = Span { file: to.file, start: shift(span.start), end: shift(span.end) };
        }
    };
    for line in &mut lines {
        relocate(&mut line.span);
        for (_, item) in &mut line.items {
            if let Item::Glyphs(_, span) = item {
                relocate(span);
            }
        }
    }
    lines
}
