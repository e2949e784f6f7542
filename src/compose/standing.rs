//! Standing type: paragraphs that were set, kept for when they come again.
//!
//! Printers tied up the type of a page that might be printed again. Here a paragraph is known by all that its lines
//! depend on: letters, styles, measures, freedoms. Where it was typed is not among that; its lines are moved there.

use super::flow::{Flow, Label, Lead};
use super::hyphenate::Patterns;
use super::line::{SetLine, Setting};
use super::style::Style;
use crate::diagnostic::Span;
use crate::page::Item;
use crate::unit::Length;
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::hash::{BuildHasher, Hash};
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

/// What the lines of a paragraph depend on beside its words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Demands {
    pub(super) measures: (Vec<i64>, i64),
    pub(super) setting: Setting,
    pub(super) patterns: Option<Patterns>,
    pub(super) indent: Length,
    pub(super) runt_width: i64,
    /// The size of the paragraph's letters.
    pub(super) size: Length,
    /// Expansion and letterspacing, in 1/1000.
    pub(super) freedoms: (i64, i64),
    pub(super) looseness: i64,
}

/// A stretch of a flow as it is typed, wherever that is.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Stretch {
    range: Range<usize>,
    style: Style,
    literal: bool,
    /// The first byte, counted from the paragraph's, and the count of bytes.
    typed: (i64, u32),
}

/// A paragraph to be set.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) struct Wanted {
    demands: Demands,
    text: String,
    stretches: Vec<Stretch>,
    links: Vec<(Range<usize>, Lead)>,
    labels: Vec<(usize, Label)>,
}

/// Where a paragraph was typed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Base(Span);

impl Wanted {
    /// The paragraph of a flow; none where it is better set each time.
    pub(super) fn of(flow: &Flow, demands: Demands) -> Option<(Wanted, Base)> {
        let base = flow.runs.iter().map(|run| run.span).find(|span| *span != Span::default()).unwrap_or_default();
        // Inline pictures are few, and a paragraph of words from two files has no place of its own.
        let apart = |span: Span| span != Span::default() && span.file != base.file;
        if !flow.pictures.is_empty() || flow.runs.iter().any(|run| apart(run.span)) {
            return None;
        }
        let stretch = |run: &super::flow::Run| {
            let placed = run.span != Span::default();
            let start = if placed { i64::from(run.span.start) - i64::from(base.start) } else { i64::MIN };
            Stretch {
                range: run.range.clone(),
                style: run.style,
                literal: run.literal,
                typed: (start, run.span.end - run.span.start),
            }
        };
        let wanted = Wanted {
            demands,
            text: flow.text.clone(),
            stretches: flow.runs.iter().map(stretch).collect(),
            links: flow.links.clone(),
            labels: flow.labels.clone(),
        };
        Some((wanted, Base(base)))
    }
}

/// A paragraph that was set.
struct Kept {
    wanted: Wanted,
    base: Base,
    lines: Arc<[SetLine]>,
}

type Galleys = FxHashMap<u64, Vec<Kept>>;

/// The paragraphs of this composition and of the one before it.
#[derive(Default)]
pub(super) struct Standing {
    now: Mutex<Galleys>,
    before: Mutex<Galleys>,
}

impl Standing {
    /// Begins a composition: what the last one didn't use is melted down.
    pub(super) fn next_round(&self) {
        let last = std::mem::take(&mut *lock(&self.now));
        *lock(&self.before) = last;
    }

    /// The lines of a paragraph that was set before.
    pub(super) fn find(&self, wanted: &Wanted, base: Base) -> Option<Vec<SetLine>> {
        let hash = FxBuildHasher.hash_one(wanted);
        let mut now = lock(&self.now);
        if let Some((from, lines)) = now.get(&hash).and_then(|all| found(all, wanted)) {
            drop(now);
            return Some(moved(&lines, from, base));
        }
        let mut before = lock(&self.before);
        let all = before.get_mut(&hash)?;
        let at = all.iter().position(|kept| kept.wanted == *wanted)?;
        let kept = all.swap_remove(at);
        drop(before);
        let (from, lines) = (kept.base, kept.lines.clone());
        now.entry(hash).or_default().push(kept);
        drop(now);
        Some(moved(&lines, from, base))
    }

    /// Keeps the lines of a paragraph.
    pub(super) fn keep(&self, wanted: Wanted, base: Base, lines: &[SetLine]) {
        let hash = FxBuildHasher.hash_one(&wanted);
        let lines = lines.into();
        let mut now = lock(&self.now);
        let all = now.entry(hash).or_default();
        // Two threads may have set the same paragraph side by side.
        if found(all, &wanted).is_none() {
            all.push(Kept { wanted, base, lines });
        }
    }
}

fn lock(galleys: &Mutex<Galleys>) -> std::sync::MutexGuard<'_, Galleys> {
    galleys.lock().unwrap_or_else(PoisonError::into_inner)
}

fn found(all: &[Kept], wanted: &Wanted) -> Option<(Base, Arc<[SetLine]>)> {
    all.iter().find(|kept| kept.wanted == *wanted).map(|kept| (kept.base, kept.lines.clone()))
}

/// Lines that were typed elsewhere.
fn moved(lines: &[SetLine], Base(from): Base, Base(to): Base) -> Vec<SetLine> {
    let mut lines = lines.to_vec();
    if from != to {
        let there = |span: &mut Span| {
            if *span != Span::default() {
                let by = |byte: u32| (i64::from(byte) - i64::from(from.start) + i64::from(to.start)) as u32;
                *span = Span { file: to.file, start: by(span.start), end: by(span.end) };
            }
        };
        for line in &mut lines {
            there(&mut line.span);
            for (_, item) in &mut line.items {
                if let Item::Glyphs(_, span) = item {
                    there(span);
                }
            }
        }
    }
    lines
}
