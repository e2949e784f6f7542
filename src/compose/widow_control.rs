//! Widow and orphan control: what a page break between two lines costs.

/// What a page break costs; from [`NEVER`] on it is an error of make-up, taken only when nothing else is possible.
pub(super) type BreakCost = i64;
/// The cost of a widow, of an orphan, and of a heading alone at the foot of a page.
pub(super) const NEVER: BreakCost = 1_000_000;
/// The cost of a page break after a line that ends in a hyphen: as much as a page that is eight lines short.
const PAGE_END_HYPHEN: BreakCost = 4_000;
/// A paragraph of so many lines or fewer stays together.
const SHORT_PARAGRAPH: usize = 3;

/// The cost of a page break before line `i` of a paragraph of `count` lines. A page has at least two lines of a paragraph.
pub(super) fn break_cost(i: usize, count: usize, after_hyphen: bool) -> BreakCost {
    if i == 0 {
        0
    } else if count <= SHORT_PARAGRAPH || i == 1 || i == count - 1 {
        NEVER
    } else if after_hyphen {
        PAGE_END_HYPHEN
    } else {
        0
    }
}
