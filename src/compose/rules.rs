//! The thickness of rules, and the cost of page breaks inside frames.

use super::widow_control::BreakCost;

/// The thickness of rules in points. Thinner rules vanish in a photocopy of a photocopy.
pub(super) const RULE: f64 = 0.5;
/// The lowest cost of a page break inside a frame, which is allowed only if there is no alternative.
pub(super) const FRAME_COST: BreakCost = 3_000;
