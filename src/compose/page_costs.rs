//! The costs of page breaks and of pages, on the scale on which [`NEVER`](super::widow_control::NEVER) is a million.

/// The cost of a short page. It is multiplied by the square of the number of missing lines.
pub(super) const SHORT: i64 = 60;
/// The cost of unequal facing pages. It is multiplied by the square of the number of lines by which they differ.
pub(super) const FACING: i64 = 150;
/// The cost of extra space around pictures. It is multiplied by the square of its number of lines.
pub(super) const FLOAT_SPACE: i64 = 15;
/// The cost of a picture that moves to the facing page.
pub(super) const DELAY: i64 = 150;
/// The cost of a picture that moves from a right-hand page to the next page, so that readers must turn the leaf to see it.
pub(super) const TURN: i64 = 6_000;
/// The cost of a picture that is in a different section from the place that mentions it.
pub(super) const OTHER_SECTION: i64 = 900;
/// The cost of a page with nothing but pictures.
pub(super) const PLATE: i64 = 800;
/// The cost of a few lines alone on a page, or above the next title.
pub(super) const FEW_LINES: i64 = 1_500;
/// The cost of a hyphen at the foot of a right-hand page, in addition to the cost of a hyphen at the foot of any page.
pub(super) const TURNED_HYPHEN: i64 = 6_000;
/// The cost of a picture with fewer than three lines above it on its page.
pub(super) const FEW_ABOVE: i64 = 250;
