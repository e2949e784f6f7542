//! Finds ink at the edges of sheets, where the printer leaves the paper blank.
//!
//! Input: the sheets, and the bounds of the ink on each page. Output: at most one diagnostic for all lost text, and at
//! most one for all lost parts of pictures.

use crate::diagnostic::{Diagnostic, Fault};
use crate::geometry::{Affine, Insets, Point, Rect, Size};
use crate::page::InkBounds;
use crate::sheet::{Layout, Sheet};
use crate::unit::Length;
use std::cmp::Reverse;

/// The width, in millimetres, of the strip along the edge of the paper that no office printer can reach. Text in this
/// strip is reported as an error. Text in the rest of the unprintable edge is only reported as a warning.
const NEVER_PRINTED_MM: f64 = 2.0;
/// How far ink may reach into the unprintable edge without being reported, in millimetres. A cutter is less precise
/// than this.
const TOLERANCE_MM: f64 = 0.1;
/// The maximum number of pages that a message lists. Any further pages are replaced by an ellipsis.
const MAX_LISTED: usize = 12;

/// A page that loses ink.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Loss {
    /// The number of the page, from 1.
    page: usize,
    /// How far the ink of the page reaches into the unprintable edge.
    depth: Length,
}

/// Reports text and pictures in the unprintable edges.
pub(super) fn check<'s>(
    sheets: impl Iterator<Item = &'s Sheet> + Clone,
    ink: &[InkBounds],
    layout: &Layout,
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let text = losses(sheets.clone(), layout, |page| ink.get(page)?.text);
    if let Some(Loss { page, depth }) = text.iter().copied().max_by_key(|loss| loss.depth) {
        let edge = widest(layout.unprintable);
        let fault = Fault::InUnprintable { page, pages: listed(&text), lost: in_mm(depth), edge: in_mm(edge) };
        // The setting for the unprintable edge may be slightly wrong, but not so wrong that this text would be printed.
        let is_certain = depth > edge - Length::mm(NEVER_PRINTED_MM);
        diagnostics.push(if is_certain { Diagnostic::error(None, fault) } else { Diagnostic::warning(None, fault) });
    }
    let graphics = losses(sheets, layout, |page| ink.get(page)?.graphics);
    if let Some(Loss { page, depth }) = graphics.iter().copied().max_by_key(|loss| loss.depth) {
        let fault = Fault::PictureInUnprintable { page, pages: listed(&graphics), lost: in_mm(depth) };
        diagnostics.push(Diagnostic::note(None, fault));
    }
    diagnostics
}

/// Returns the pages that lose ink, in order and without repetition. `ink_of` returns the bounds of the ink on the page
/// with the given index.
fn losses<'s>(
    sheets: impl Iterator<Item = &'s Sheet>,
    layout: &Layout,
    ink_of: impl Fn(usize) -> Option<Rect>,
) -> Vec<Loss> {
    let mut found = Vec::new();
    for (side, is_inner) in sheets.flat_map(|sheet| [(&sheet.outer, false), (&sheet.inner, true)]) {
        let edges = edges(layout, is_inner);
        for &(map, page) in &side.placed {
            let depth = ink_of(page).and_then(|ink| depth(ink, map, side.paper, edges));
            found.extend(depth.map(|depth| Loss { page: page + 1, depth }));
        }
    }
    // A page may be printed several times; the greatest depth counts.
    found.sort_unstable_by_key(|loss| (loss.page, Reverse(loss.depth)));
    found.dedup_by_key(|loss| loss.page);
    found
}

/// Returns the edges of a side that the printer leaves blank. If the inner side is turned upside down in the file, so
/// are its edges.
fn edges(layout: &Layout, is_inner: bool) -> Insets {
    let Insets { top, right, bottom, left } = layout.unprintable;
    if is_inner && layout.turns_back() {
        Insets { top: bottom, right: left, bottom: top, left: right }
    } else {
        layout.unprintable
    }
}

/// Returns how far the ink of a page reaches into the unprintable edges of its side, or `None` if it reaches at most
/// 0.1 mm into them.
fn depth(ink: Rect, map: Affine, paper: Size, edges: Insets) -> Option<Length> {
    let (a, b) = (map.apply(ink.at), map.apply(ink.at.moved(ink.size.width, ink.size.height)));
    let (start, end) = (Point::new(a.x.min(b.x), a.y.min(b.y)), Point::new(a.x.max(b.x), a.y.max(b.y)));
    let depths = [
        edges.left - start.x,
        edges.top - start.y,
        edges.right - (paper.width - end.x),
        edges.bottom - (paper.height - end.y),
    ];
    depths.into_iter().max().filter(|depth| *depth > Length::mm(TOLERANCE_MM))
}

/// Returns the page numbers that a message lists. If there are more than twelve, returns the first twelve and an
/// ellipsis.
fn listed(losses: &[Loss]) -> Vec<String> {
    let mut pages: Vec<String> = losses.iter().take(MAX_LISTED).map(|loss| loss.page.to_string()).collect();
    if losses.len() > MAX_LISTED {
        pages.push("…".to_string());
    }
    pages
}

fn in_mm(length: Length) -> String {
    format!("{:.1} mm", length.to_mm())
}

fn widest(edges: Insets) -> Length {
    edges.top.max(edges.right).max(edges.bottom).max(edges.left)
}
