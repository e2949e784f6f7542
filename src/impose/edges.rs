//! Ink at the edges of the sheet: what the machine can't print.

use super::{Imposition, Pages};
use crate::diagnostic::{Diagnostic, Fault};
use crate::geometry::{Affine, Insets, Point, Rect, Size};
use crate::sheet::{Layout, Side};
use crate::unit::Length;

/// Closer to the edge than this no machine prints.
const NO_MACHINE: f64 = 2.0;

/// What falls into the unprintable edges: letters are lost, pictures lose a strip.
pub(super) fn check(imposition: &Imposition, pages: Pages, layout: &Layout) -> Vec<Diagnostic> {
    if pages.ink.is_empty() {
        return Vec::new();
    }
    let sides = || imposition.all_sheets().flat_map(|sheet| [(&sheet.outer, false), (&sheet.inner, true)]);
    let lost = |letters: bool| {
        let mut found: Vec<(usize, Length)> = Vec::new();
        for (side, inner) in sides() {
            for &(map, page) in &side.placed {
                let ink = pages.ink.get(page).and_then(|ink| if letters { ink.letters } else { ink.other });
                let taken = ink.and_then(|ink| taken(ink, map, (side, inner), layout));
                found.extend(taken.map(|by| (page + 1, by)));
            }
        }
        found.sort_unstable();
        found.dedup_by_key(|(page, _)| *page);
        found
    };
    let mut said = Vec::new();
    let letters = lost(true);
    if let Some((page, by)) = letters.iter().copied().max_by_key(|(_, by)| *by) {
        let edge = widest(layout);
        let fault = Fault::InUnprintable { page, pages: counted_out(&letters), lost: mm(by), edge: mm(edge) };
        let off = by > edge - Length::mm(NO_MACHINE);
        said.push(if off { Diagnostic::error(None, fault) } else { Diagnostic::warning(None, fault) });
    }
    let pictures = lost(false);
    if let Some((page, by)) = pictures.iter().copied().max_by_key(|(_, by)| *by) {
        let fault = Fault::PictureInUnprintable { page, pages: counted_out(&pictures), lost: mm(by) };
        said.push(Diagnostic::note(None, fault));
    }
    said
}

/// The pages as they are counted out, up to a dozen.
fn counted_out(found: &[(usize, Length)]) -> Vec<String> {
    let most = 12;
    let mut pages: Vec<String> = found.iter().take(most).map(|(page, _)| page.to_string()).collect();
    if found.len() > most {
        pages.push("…".to_string());
    }
    pages
}

fn mm(length: Length) -> String {
    format!("{:.1} mm", length.to_mm())
}

fn widest(layout: &Layout) -> Length {
    let Insets { top, right, bottom, left } = layout.unprintable;
    top.max(right).max(bottom).max(left)
}

/// By how much ink reaches into the edges of its side, if it does.
fn taken(ink: Rect, map: Affine, (side, inner): (&Side, bool), layout: &Layout) -> Option<Length> {
    let (a, b) = (map.apply(ink.at), map.apply(ink.at.moved(ink.size.width, ink.size.height)));
    let (from, to) = (Point::new(a.x.min(b.x), a.y.min(b.y)), Point::new(a.x.max(b.x), a.y.max(b.y)));
    let Size { width, height } = side.paper;
    // A sheet that the machine turns over its other edge shows it the opposite edges behind.
    let edges = layout.unprintable;
    let edges = match inner && layout.back_turned() {
        true => Insets { top: edges.bottom, right: edges.left, bottom: edges.top, left: edges.right },
        false => edges,
    };
    let reach = [edges.left - from.x, edges.top - from.y, edges.right - (width - to.x), edges.bottom - (height - to.y)];
    // A tenth of a millimetre is nobody's loss.
    reach.into_iter().max().filter(|by| *by > Length::mm(0.1))
}
