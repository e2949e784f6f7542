//! Fits a brochure to a page count, within the limits that its settings declare. First, paragraphs are set a line longer or
//! shorter. If that is not enough, leading, margins and size change, in this order, because readers notice each change more
//! than the one before.

use super::context::{Caches, Input};
use super::{LoosenableParagraph, compose_with, loosenable};
use crate::diagnostic::{Span, Warned};
use crate::font::FontBook;
use crate::manuscript::Manuscript;
use crate::page::Book;
use crate::spec::Spec;
use crate::unit::Length;

/// The step in which leading and size change, in points: a smaller change isn't visible.
const STEP: f64 = 0.05;
/// The step in which margins change, in millimetres.
const MARGIN_STEP: f64 = 0.25;

/// A brochure to fit.
#[derive(Clone, Copy)]
pub struct Job<'a> {
    /// The manuscript.
    pub manuscript: &'a Manuscript,
    /// The fonts.
    pub fonts: &'a FontBook,
    /// The results that are reused from one composition to the next.
    pub caches: &'a Caches,
}

impl Job<'_> {
    /// Composes the brochure with these settings.
    pub fn compose(&self, spec: &Spec) -> Warned<Book> {
        compose_with(self.input(spec), self.caches)
    }

    fn loosenable(&self, spec: &Spec, by: i64) -> Vec<LoosenableParagraph> {
        loosenable(self.input(spec), self.caches, by)
    }

    fn input<'i>(&'i self, spec: &'i Spec) -> Input<'i> {
        Input { manuscript: self.manuscript, spec, fonts: self.fonts }
    }
}

/// The target page count of a brochure, and its current page count.
#[derive(Clone, Copy, Debug)]
pub struct Goal {
    /// The target page count.
    pub wanted: usize,
    /// The page count before any change.
    pub now: usize,
}

/// A brochure that has reached its target page count.
pub struct Reached {
    /// The settings with which it reaches the target.
    pub spec: Spec,
    /// The pages.
    pub composed: Warned<Book>,
    /// The spans of the paragraphs that were tightened or loosened, in order.
    pub paragraphs: Vec<Span>,
}

/// Changes the brochure as far as `spec.fit` allows, until it has the target page count.
///
/// # Errors
/// If the target cannot be reached, returns the nearest page count that can be reached.
pub fn reach(job: Job, spec: &Spec, goal: Goal) -> Result<Reached, usize> {
    by_paragraphs(job, spec, goal).map_or_else(|| by_settings(job, spec, goal), Ok)
}

/// Sets as few paragraphs as possible one line shorter or longer. Returns `None` if the target page count is not reached.
fn by_paragraphs(job: Job, spec: &Spec, Goal { wanted, now }: Goal) -> Option<Reached> {
    if spec.fit.looseness == 0 {
        return None;
    }
    let by = if now > wanted { -1 } else { 1 };
    let all = job.loosenable(spec, by);
    let mut reached = None;
    let mut chosen: Vec<LoosenableParagraph> = Vec::new();
    let mut count = now;
    while count != wanted {
        let (pages, composed) = change_page_count(job, spec, &mut chosen, &Candidates { all: &all, by })?;
        // The count can jump past the target, because a text may open on a right-hand page. In that case, changing more
        // paragraphs would not help.
        if pages.abs_diff(wanted) >= count.abs_diff(wanted) {
            return None;
        }
        count = pages;
        reached = Some(composed);
    }
    let mut paragraphs: Vec<Span> = chosen.iter().map(|c| c.span).collect();
    paragraphs.sort_unstable();
    Some(Reached { spec: loosened(spec, &chosen), composed: reached?, paragraphs })
}

fn loosened(spec: &Spec, chosen: &[LoosenableParagraph]) -> Spec {
    let mut spec = spec.clone();
    spec.fit.loosened = chosen.iter().map(|c| c.loosened).collect();
    spec
}

/// The paragraphs that can take `by` more lines.
struct Candidates<'c> {
    all: &'c [LoosenableParagraph],
    by: i64,
}

/// Adds to `chosen` the fewest paragraphs that change the page count. They come either from a single text or from all texts.
/// Returns the new page count and the pages, or `None` if the page count cannot be changed within the limit.
fn change_page_count(
    job: Job,
    spec: &Spec,
    chosen: &mut Vec<LoosenableParagraph>,
    candidates: &Candidates,
) -> Option<(usize, Warned<Book>)> {
    let Candidates { all, by } = *candidates;
    let left = spec.fit.looseness - chosen.len();
    let free = |c: &&LoosenableParagraph| !chosen.iter().any(|o| o.loosened == c.loosened);
    let start = job.compose(&loosened(spec, chosen)).value.pages.len();
    let mut best: Option<(Vec<LoosenableParagraph>, usize, Warned<Book>)> = None;
    let texts = (0..job.manuscript.texts.len()).map(Some).chain([None]);
    for text in texts {
        let of_text: Vec<LoosenableParagraph> =
            all.iter().filter(free).filter(|c| text.is_none_or(|t| c.loosened.text == t)).copied().collect();
        // Only a trial with fewer paragraphs than the best so far is an improvement.
        let most = best.as_ref().map_or(left, |(b, ..)| b.len() - 1).min(of_text.len());
        let try_with = |count: usize| {
            let mut trial = chosen.clone();
            trial.extend_from_slice(&of_text[..count]);
            let composed = job.compose(&loosened(spec, &trial));
            let pages = composed.value.pages.len();
            let changed = if by < 0 { pages < start } else { pages > start };
            changed.then_some((pages, composed))
        };
        let (mut below, mut above) = (1, most + 1);
        let mut found = None;
        while below < above {
            let middle = below + (above - below) / 2;
            match try_with(middle) {
                Some(tried) => (above, found) = (middle, Some((middle, tried))),
                None => below = middle + 1,
            }
        }
        if let Some((count, (pages, composed))) = found {
            best = Some((of_text[..count].to_vec(), pages, composed));
        }
    }
    let (added, pages, composed) = best?;
    chosen.extend(added);
    Some((pages, composed))
}

/// Changes leading, then margins, then size, until the brochure has the target page count.
fn by_settings(job: Job, spec: &Spec, Goal { wanted, now }: Goal) -> Result<Reached, usize> {
    let tighter = now > wanted;
    let path = settings_steps(spec, tighter);
    // Tighter settings never lead to more pages, so bisection finds the first settings that fit.
    let passes = |count: usize| if tighter { count <= wanted } else { count >= wanted };
    let (mut below, mut above) = (0, path.len());
    let mut found = None;
    let mut nearest = now;
    while below < above {
        let middle = below + (above - below) / 2;
        let composed = job.compose(&path[middle]);
        let count = composed.value.pages.len();
        if count.abs_diff(wanted) < nearest.abs_diff(wanted) {
            nearest = count;
        }
        if passes(count) {
            above = middle;
            let exact = count == wanted;
            let reached = || Reached { spec: path[middle].clone(), composed, paragraphs: Vec::new() };
            found = exact.then(reached).or(found);
        } else {
            below = middle + 1;
        }
    }
    found.ok_or(nearest)
}

/// Returns the settings at every step from the brochure's own settings to the limits: first leading, then margins, then size.
fn settings_steps(spec: &Spec, tighter: bool) -> Vec<Spec> {
    let end = |range: Option<(Length, Length)>, own: Length| match (range, tighter) {
        (Some((least, _)), true) => least.min(own),
        (Some((_, most)), false) => most.max(own),
        (None, _) => own,
    };
    let last_leading = end(spec.fit.leading, spec.body.leading);
    let last_size = end(spec.fit.size, spec.body.size);
    let mut path = Vec::new();
    let mut next = spec.clone();
    for leading in steps(spec.body.leading, last_leading, Length::pt(STEP)) {
        next.body.leading = leading;
        path.push(next.clone());
    }
    for moved in steps(Length::ZERO, spec.fit.margins, Length::mm(MARGIN_STEP)) {
        let sign = if tighter { -1 } else { 1 };
        let margin = |own: Length| (own + moved * sign).max(Length::ZERO);
        let (page, own) = (&mut next.page, &spec.page);
        (page.inner, page.outer) = (margin(own.inner), margin(own.outer));
        (page.top, page.bottom) = (margin(own.top), margin(own.bottom));
        path.push(next.clone());
    }
    for size in steps(spec.body.size, last_size, Length::pt(STEP)) {
        next.body.leading = last_leading.max(size);
        next.body.size = size;
        path.push(next.clone());
    }
    path
}

fn steps(from: Length, to: Length, step: Length) -> Vec<Length> {
    let count = (to - from).0.abs() / step.0.max(1);
    let sign = if to < from { -1 } else { 1 };
    (1..=count).map(|n| from + step * (n * sign)).collect()
}

/// Small changes, each of which would save a sheet.
pub struct Saving {
    /// The page count that fills whole sheets.
    pub pages: usize,
    /// The largest leading that reaches this page count, within 4 % of the brochure's leading.
    pub leading: Option<Length>,
    /// The paragraphs to set one line shorter in order to reach this page count; empty if that is not possible.
    pub paragraphs: Vec<Span>,
}

/// The maximum number of paragraphs to tighten in order to save a sheet.
const MAX_TIGHTENED: usize = 12;

/// Returns small changes that would avoid a last, partly filled sheet, if there are any.
pub fn saving(job: Job, spec: &Spec, pages: usize) -> Option<Saving> {
    let over = pages % 4;
    // More than two pages are too many to save with small changes.
    if pages < 8 || !(1..=2).contains(&over) {
        return None;
    }
    let wanted = pages - over;
    let goal = Goal { wanted, now: pages };
    let mut trial = spec.clone();
    (trial.fit.leading, trial.fit.size) = (Some((spec.body.leading.scale(96, 100), spec.body.leading)), None);
    (trial.fit.margins, trial.fit.looseness) = (Length::ZERO, MAX_TIGHTENED);
    let leading = by_settings(job, &trial, goal).ok().map(|reached| reached.spec.body.leading);
    let paragraphs = by_paragraphs(job, &trial, goal).map_or_else(Vec::new, |reached| reached.paragraphs);
    (leading.is_some() || !paragraphs.is_empty()).then_some(Saving { pages: wanted, leading, paragraphs })
}

/// Formats a length in points without trailing zeros: `12.5pt`.
pub fn points(length: Length) -> String {
    let shown = format!("{:.2}", length.to_pt());
    format!("{}pt", shown.trim_end_matches('0').trim_end_matches('.'))
}
