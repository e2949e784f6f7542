//! Creep: how far the inner leaves of a folded signature are pushed out by the ones around them.
//!
//! ```text
//!   spine                              fore-edge
//!     |        _____________________________      outermost leaf
//!     |      /  ____________________________|_    each leaf sticks out a little further than the one around it
//!     |     |  |  __________________________|_|_
//!     |     |  | |__________________________|_|_|   innermost leaves: the creep of the signature
//! ```
//! If the fore-edge is trimmed afterwards, the inner leaves lose that much of their outer margin. Creep compensation moves
//! their pages towards the spine, so that all margins are alike after the cut.

use crate::sheet::{Layout, Step};
use crate::unit::Length;

/// By how much a leaf is pushed out, for each thickness of paper around it: a fold is round, not square. Values of 1.2 to
/// 1.4 are usual.
const FACTOR: (i64, i64) = (12, 10);

/// How far the fore-edge of a leaf is pushed out by `depth` leaves around it.
pub(super) fn of_leaf(layout: &Layout, depth: usize) -> Length {
    (layout.caliper * depth as i64).scale(FACTOR.0, FACTOR.1)
}

/// How far the page of a leaf is moved towards the spine: by its creep, if the layout says so, or if it says nothing and
/// the fore-edge is trimmed.
pub(super) fn compensation(layout: &Layout, depth: usize) -> Length {
    if layout.creep.unwrap_or(layout.trim) { of_leaf(layout, depth) } else { Length::ZERO }
}

/// Whether leaves are nested: the last step is a fold along the spine.
pub(super) fn is_nested(layout: &Layout) -> bool {
    matches!(layout.steps.last(), Some((Step::Fold(half), _)) if half.is_sideways())
}
