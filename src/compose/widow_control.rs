//! Widow and orphan control: the cost of a page break between two lines.

/// The cost of a page break. A break that costs [`NEVER`] or more is an error of make-up, used only if nothing else is
/// possible.
pub(super) type BreakCost = i64;
/// The cost of a widow, of an orphan, and of a heading alone at the foot of a page.
pub(super) const NEVER: BreakCost = 1_000_000;
/// The cost of a page break after a line that ends in a hyphen. It is about the cost of a page that is eight lines short.
const PAGE_END_HYPHEN: BreakCost = 4_000;
/// The maximum number of lines in a paragraph that must stay on one page. Only longer paragraphs may be split.
const SHORT_PARAGRAPH: usize = 3;

/// Returns the cost of a page break before line `i` of a paragraph of `count` lines. Each page must have at least two lines of
/// the paragraph.
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
