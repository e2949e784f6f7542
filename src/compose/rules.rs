//! The thickness of rules, and what a page break between them costs.

use super::widow_control::BreakCost;

/// The thickness of rules in points: thinner ones vanish in the second photocopy.
pub(super) const RULE: f64 = 0.5;
/// The least cost of a page break inside a frame: it is allowed where nothing else helps.
pub(super) const FRAME_COST: BreakCost = 3_000;
