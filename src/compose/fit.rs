//! Reaching a count of pages: paragraphs, leading, margins, then size, as far as the brochure declares and no further.

use super::context::{Caches, Input};
use super::{Loosenable, compose_with, loosenable};
use crate::diagnostic::{Span, Warned};
use crate::font::FontBook;
use crate::manuscript::Manuscript;
use crate::page::Book;
use crate::spec::Spec;
use crate::unit::Length;

/// By how much leading and size change from one try to the next.
const STEP: f64 = 0.05;
/// By how much margins change.
const MARGIN_STEP: f64 = 0.25;

/// What a brochure is made of.
#[derive(Clone, Copy)]
pub struct Job<'a> {
    /// The manuscript.
    pub manuscript: &'a Manuscript,
    /// The fonts.
    pub fonts: &'a FontBook,
    /// What is reused from one composition to the next.
    pub caches: &'a Caches,
}

impl Job<'_> {
    /// Composes the brochure with other settings.
    pub fn compose(&self, spec: &Spec) -> Warned<Book> {
        compose_with(self.input(spec), self.caches)
    }

    fn loosenable(&self, spec: &Spec, by: i64) -> Vec<Loosenable> {
        loosenable(self.input(spec), self.caches, by)
    }

    fn input<'i>(&'i self, spec: &'i Spec) -> Input<'i> {
        Input { manuscript: self.manuscript, spec, fonts: self.fonts }
    }
}

/// A brochure that has the count of pages that was asked for.
pub struct Reached {
    /// The settings that reach it.
    pub spec: Spec,
    /// The pages.
    pub composed: Warned<Book>,
    /// Where the paragraphs that were tightened or loosened were typed, in order.
    pub paragraphs: Vec<Span>,
}

/// Changes what `spec.fit` allows until the brochure has `wanted` pages, what is seen least first. Gives the brochure, or
/// the nearest count that was reached.
///
/// # Errors
/// The page count nearest to `wanted` that could be reached.
pub fn reach(job: Job, spec: &Spec, (wanted, now): (usize, usize)) -> Result<Reached, usize> {
    by_paragraphs(job, spec, (wanted, now)).map_or_else(|| by_measures(job, spec, (wanted, now)), Ok)
}

/// Sets as few paragraphs as will do a line shorter, or longer.
fn by_paragraphs(job: Job, spec: &Spec, (wanted, now): (usize, usize)) -> Option<Reached> {
    if spec.fit.looseness == 0 {
        return None;
    }
    let by = if now > wanted { -1 } else { 1 };
    let all = job.loosenable(spec, by);
    let mut reached = None;
    let mut chosen: Vec<Loosenable> = Vec::new();
    let mut count = now;
    while count != wanted {
        let left = spec.fit.looseness - chosen.len();
        let (pages, composed) = next_page(job, spec, &mut chosen, (&all, by, left))?;
        // A page too many, as from a text that opens on a recto, can't be undone by more of the same.
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

fn loosened(spec: &Spec, chosen: &[Loosenable]) -> Spec {
    let mut spec = spec.clone();
    spec.fit.loosened = chosen.iter().map(|c| c.loosened).collect();
    spec
}

/// Adds the fewest paragraphs to `chosen`, all of one text or of any, that change the count of pages.
fn next_page(
    job: Job,
    spec: &Spec,
    chosen: &mut Vec<Loosenable>,
    (all, by, left): (&[Loosenable], i64, usize),
) -> Option<(usize, Warned<Book>)> {
    let free = |c: &&Loosenable| !chosen.iter().any(|o| o.loosened == c.loosened);
    let start = job.compose(&loosened(spec, chosen)).value.pages.len();
    let mut best: Option<(Vec<Loosenable>, usize, Warned<Book>)> = None;
    let texts = (0..job.manuscript.texts.len()).map(Some).chain([None]);
    for text in texts {
        let of_text: Vec<Loosenable> =
            all.iter().filter(free).filter(|c| text.is_none_or(|t| c.loosened.text == t)).copied().collect();
        // No more than the fewest so far, less one: more would be no better.
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

/// Changes leading, margins and size, all together.
fn by_measures(job: Job, spec: &Spec, (wanted, now): (usize, usize)) -> Result<Reached, usize> {
    let tighter = now > wanted;
    let path = path(spec, tighter);
    // The more a setting is tightened the fewer the pages: the first that will do is found by halving.
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

/// Every setting on the way to the limits, the nearest first: leading goes before margins, and these before size.
fn path(spec: &Spec, tighter: bool) -> Vec<Spec> {
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
        let way = if tighter { -1 } else { 1 };
        let margin = |own: Length| (own + moved * way).max(Length::ZERO);
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
    let way = if to < from { -1 } else { 1 };
    (1..=count).map(|n| from + step * (n * way)).collect()
}

/// How a sheet could be saved.
pub struct Offer {
    /// The count of pages that fills the sheets.
    pub pages: usize,
    /// The largest leading that reaches it, within four hundredths of the brochure's own.
    pub leading: Option<Length>,
    /// The paragraphs that reach it, a line less each.
    pub paragraphs: Vec<Span>,
}

/// More paragraphs than this are not tightened for a sheet.
const MOST_TIGHTENED: usize = 12;

/// What saves the pages beyond a whole sheet, if little does.
pub fn offer(job: Job, spec: &Spec, pages: usize) -> Option<Offer> {
    let over = pages % 4;
    // A book without pictures ends on any page; more than two pages are too much to squeeze out.
    if pages < 8 || !(1..=2).contains(&over) {
        return None;
    }
    let wanted = pages - over;
    let mut trial = spec.clone();
    (trial.fit.leading, trial.fit.size) = (Some((spec.body.leading.scale(96, 100), spec.body.leading)), None);
    (trial.fit.margins, trial.fit.looseness) = (Length::ZERO, MOST_TIGHTENED);
    let leading = by_measures(job, &trial, (wanted, pages)).ok().map(|reached| reached.spec.body.leading);
    let paragraphs = by_paragraphs(job, &trial, (wanted, pages)).map_or_else(Vec::new, |reached| reached.paragraphs);
    (leading.is_some() || !paragraphs.is_empty()).then_some(Offer { pages: wanted, leading, paragraphs })
}

/// A length in points as people write it.
pub fn points(length: Length) -> String {
    let shown = format!("{:.2}", length.to_pt());
    format!("{}pt", shown.trim_end_matches('0').trim_end_matches('.'))
}
