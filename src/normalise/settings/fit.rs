//! Resolves the settings of `[fit]`: the target page count, and the values that may change to reach it.

use super::resolver::Resolver;
use crate::diagnostic::{Fault, Placed};
use crate::spec::{FitSpec, RawList, RawSpec};
use crate::unit::Length;

/// The maximum target page count. A longer brochure can't be stapled.
const MAX_PAGES: i64 = 2000;
/// The maximum by which margins may grow or shrink, in millimetres. A larger change would alter the design.
const MAX_MARGIN_CHANGE_MM: f64 = 20.0;
/// The maximum number of paragraphs that may be set a line longer or shorter. The limit keeps the running time
/// acceptable, because each of these paragraphs is tried at another length.
const MAX_LOOSENED: i64 = 1000;
/// The limits within which `[fit] leading` and `[fit] size` must lie, in points.
const LENGTHS_PT: (f64, f64) = (4.0, 72.0);

/// Resolves `[fit]`.
pub(super) fn fit(resolver: &mut Resolver, raw: &RawSpec) -> FitSpec {
    let pages = resolver.number(&raw.fit_pages, "fit.pages", 1..=MAX_PAGES);
    let span = raw.fit_pages.as_ref().map(|typed| typed.span).unwrap_or_default();
    let margins = Length::ZERO..=Length::mm(MAX_MARGIN_CHANGE_MM);
    FitSpec {
        pages: pages.map(|pages| Placed { value: pages as usize, span }),
        leading: limits(resolver, &raw.fit_leading, "fit.leading"),
        size: limits(resolver, &raw.fit_size, "fit.size"),
        margins: resolver.length(&raw.fit_margins, "fit.margins", margins, Length::ZERO),
        looseness: resolver
            .number(&raw.fit_looseness, "fit.looseness", 0..=MAX_LOOSENED)
            .map_or(0, |paragraphs| paragraphs as usize),
        loosened: Vec::new(),
    }
}

/// Reads a list of two lengths, the smaller first. Any other list is reported.
fn limits(resolver: &mut Resolver, typed: &RawList, key: &str) -> Option<(Length, Length)> {
    let typed = typed.as_ref()?;
    let (least, most) = (Length::pt(LENGTHS_PT.0), Length::pt(LENGTHS_PT.1));
    let length = |typed: &Placed<String>| resolver.length(&Some(typed.clone()), key, least..=most, least);
    match typed.iter().map(length).collect::<Vec<Length>>()[..] {
        [least, most] if least <= most => Some((least, most)),
        _ => {
            let span = typed.first().map(|typed| typed.span).unwrap_or_default();
            resolver.fault(span, Fault::NotLimits { key: key.to_string() });
            None
        }
    }
}
