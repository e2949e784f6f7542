//! Reaching a count of pages: leading, then size, as far as the brochure declares and no further.

use crate::compose::{Composed, Workshop};
use crate::font::FontBook;
use crate::manuscript::Manuscript;
use crate::spec::Spec;
use crate::unit::Length;

/// By how much leading and size change from one try to the next.
const STEP: f64 = 0.05;

/// What a brochure is made of.
#[derive(Clone, Copy)]
pub(super) struct Job<'a> {
    pub(super) manuscript: &'a Manuscript,
    pub(super) fonts: &'a FontBook,
    pub(super) workshop: &'a Workshop,
}

impl Job<'_> {
    fn compose(&self, spec: &Spec) -> Composed {
        self.workshop.compose(self.manuscript, spec, self.fonts)
    }
}

/// Changes leading and size within the limits of `spec.fit` until the brochure has `wanted` pages. Gives the settings and
/// the pages, or the nearest count that was reached.
pub(super) fn reach(job: Job, spec: &Spec, (wanted, now): (usize, usize)) -> Result<(Spec, Composed), usize> {
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
        let count = composed.book.pages.len();
        if count.abs_diff(wanted) < nearest.abs_diff(wanted) {
            nearest = count;
        }
        if passes(count) {
            above = middle;
            found = (count == wanted).then(|| (path[middle].clone(), composed)).or(found);
        } else {
            below = middle + 1;
        }
    }
    found.ok_or(nearest)
}

/// Every setting on the way to the limits, the nearest first: leading goes before size.
fn path(spec: &Spec, tighter: bool) -> Vec<Spec> {
    let end = |range: Option<(Length, Length)>, own: Length| match (range, tighter) {
        (Some((least, _)), true) => least.min(own),
        (Some((_, most)), false) => most.max(own),
        (None, _) => own,
    };
    let last_leading = end(spec.fit.leading, spec.body.leading);
    let last_size = end(spec.fit.size, spec.body.size);
    let mut path = Vec::new();
    for leading in steps(spec.body.leading, last_leading) {
        let mut next = spec.clone();
        next.body.leading = leading;
        path.push(next);
    }
    for size in steps(spec.body.size, last_size) {
        let mut next = spec.clone();
        next.body.leading = last_leading.max(size);
        next.body.size = size;
        path.push(next);
    }
    path
}

fn steps(from: Length, to: Length) -> Vec<Length> {
    let step = Length::pt(STEP);
    let count = (to - from).0.abs() / step.0.max(1);
    let way = if to < from { -1 } else { 1 };
    (1..=count).map(|n| from + step * (n * way)).collect()
}

/// The largest leading, within four hundredths of the brochure's own, that saves the pages beyond a whole sheet.
pub(super) fn offer(job: Job, spec: &Spec, pages: usize) -> Option<(usize, Length)> {
    let over = pages % 4;
    // A book without pictures ends on any page; more than two pages are too much to squeeze out.
    if pages < 8 || !(1..=2).contains(&over) {
        return None;
    }
    let mut trial = spec.clone();
    trial.fit.leading = Some((spec.body.leading.scale(96, 100), spec.body.leading));
    trial.fit.size = None;
    let (reached, _) = reach(job, &trial, (pages - over, pages)).ok()?;
    Some((pages - over, reached.body.leading))
}

/// A length in points as people write it.
pub(super) fn points(length: Length) -> String {
    let shown = format!("{:.2}", length.to_pt());
    format!("{}pt", shown.trim_end_matches('0').trim_end_matches('.'))
}
