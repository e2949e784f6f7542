//! Creep: how far the outer leaves of a folded signature push out the leaves inside them.
//!
//! ```text
//!   spine                              fore-edge
//!     |        _____________________________      outermost leaf
//!     |      /  ____________________________|_    each leaf sticks out a little further than the one around it
//!     |     |  |  __________________________|_|_
//!     |     |  | |__________________________|_|_|   innermost leaves: the creep of the signature
//! ```
//! If the fore-edge is trimmed afterwards, the inner leaves lose the same amount of their outer margin. Creep
//! compensation moves their pages towards the spine, so that all margins are equal after the cut.

use crate::sheet::{Layout, Step};
use crate::unit::Length;

/// How far a leaf is pushed out for each thickness of paper around it. The factor is greater than 1 because a fold is
/// round, not square. Values of 1.2 to 1.4 are typical.
const FACTOR: (i64, i64) = (12, 10);

/// Returns how far `depth` leaves push out the fore-edge of the leaf inside them.
pub(super) fn of_leaf(layout: &Layout, depth: usize) -> Length {
    (layout.caliper * depth as i64).scale(FACTOR.0, FACTOR.1)
}

/// Returns how far the pages of a leaf are moved towards the spine, if `depth` leaves are folded around it. This
/// distance is the creep of the leaf if the layout requests compensation, or if the layout has no setting and the
/// fore-edge is trimmed. Otherwise it is zero.
pub(super) fn compensation(layout: &Layout, depth: usize) -> Length {
    if layout.creep.unwrap_or(layout.trim) { of_leaf(layout, depth) } else { Length::ZERO }
}

/// Whether leaves are folded inside one another, which is the case if the last step is a fold along the spine.
pub(super) fn is_nested(layout: &Layout) -> bool {
    matches!(layout.steps.last(), Some((Step::Fold(half), _)) if half.is_sideways())
}
