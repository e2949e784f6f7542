//! The cache of laid-out paragraphs, for runs that compose the same text again.
//!
//! The key is everything that the lines of a paragraph depend on: text, styles, measures, settings. Where it was typed isn't part
//! of the key; the spans of cached lines are moved to where the paragraph is now.

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

/// How a paragraph is set.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct ParagraphOptions {
    pub(super) measures: Measures,
    pub(super) alignment: Alignment,
    pub(super) patterns: Option<Patterns>,
    pub(super) indent: Length,
    /// The size of its type.
    pub(super) size: Length,
    pub(super) runt_width: i64,
    /// How much glyphs may be widened or narrowed, in 1/1000.
    pub(super) expansion: i64,
    /// How much letterspacing may change a line, in 1/1000.
    pub(super) letterspacing: i64,
    /// How many lines more than it needs it is to take.
    pub(super) looseness: i64,
}

/// A run, with its place relative to the first one that was typed.
#[derive(Debug, PartialEq, Eq, Hash)]
struct RunKey {
    range: Range<usize>,
    style: Style,
    literal: bool,
    /// The first byte that was typed, and how many were; `None` for text that was added.
    typed: Option<(i64, u32)>,
}

/// What the lines of a paragraph depend on.
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
    /// The first run that was typed.
    place: Span,
}

/// Lines, with the place that their paragraph had.
type CachedLines = Arc<(Span, Vec<SetLine>)>;

/// The cache of laid-out paragraphs.
#[derive(Default)]
pub(super) struct ParagraphCache(Cache<Contents, CachedLines>);

impl ParagraphCache {
    /// A cache that keeps nothing.
    pub(super) fn disabled() -> ParagraphCache {
        ParagraphCache(Cache::disabled())
    }

    /// Whether it keeps anything.
    pub(super) fn is_enabled(&self) -> bool {
        self.0.is_enabled()
    }

    /// Begins a round: drops the paragraphs that the last one did not use.
    pub(super) fn next_round(&self) {
        self.0.next_round();
    }
}

impl ParagraphKey {
    /// The key of a text; `None` for one that isn't cached: with inline pictures, or from two files.
    pub(super) fn of(text: &StyledText, options: ParagraphOptions) -> Option<ParagraphKey> {
        let was_typed = |run: &Run| run.span != Span::default();
        let place = text.runs.iter().find(|run| was_typed(run)).map_or_else(Span::default, |run| run.span);
        let is_elsewhere = |run: &Run| was_typed(run) && run.span.file != place.file;
        if !text.pictures.is_empty() || text.runs.iter().any(is_elsewhere) {
            return None;
        }
        let key = |run: &Run| RunKey {
            range: run.range.clone(),
            style: run.style,
            literal: run.literal,
            typed: was_typed(run)
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

    /// The lines of the paragraph, if they are in the cache.
    pub(super) fn lines(&self, cache: &ParagraphCache) -> Option<Vec<SetLine>> {
        let cached = cache.0.get(&self.contents)?;
        Some(moved(&cached.1, cached.0, self.place))
    }

    /// Puts the lines of the paragraph into the cache.
    pub(super) fn keep(self, cache: &ParagraphCache, lines: &[SetLine]) {
        cache.0.insert(self.contents, Arc::new((self.place, lines.to_vec())));
    }
}

/// Lines with their spans moved from one place in the texts to another.
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
