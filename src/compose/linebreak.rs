//! Chooses the line breaks of a paragraph from widths alone: total-fit line breaking after Knuth and Plass.
//!
//! Input: items (boxes, glue and penalties) and the measure of each line. Output: the items at which lines end, chosen for
//! the least sum of demerits. The module does not use fonts, so its tests need only numbers.
//!
//! Source: D. E. Knuth and M. F. Plass, *Breaking Paragraphs into Lines*, Software: Practice and Experience 11 (1981), and its
//! program in *TeX: The Program*, §§ 813–890.
//!
//! There are three scores for lines. TeX's badness is there so that a test can compare the breaks with those of TeX. The score
//! for justified text takes protrusion, font expansion and letterspacing into account. The third score is for ragged text.
//!
//! ```
//! use agrafe::compose::linebreak::{BreakItem, Measures, Penalties, break_lines};
//!
//! let word = BreakItem::solid(40);
//! let space = BreakItem::glue(10, 5, 3);
//! let items = [word, space, word, space, word, space, word];
//! let breaks = break_lines(&items, &Measures::all(95), &Penalties::RAGGED).unwrap();
//! assert_eq!(breaks.ends, [3, 7]);
//! ```

mod breaks;
mod item;
mod penalties;
mod score;
mod search;

pub use breaks::{Breaks, Measures};
pub use item::{BreakItem, FORBIDDEN, FORCED, Kind};
pub(in crate::compose) use penalties::hyphen_percent;
pub use penalties::{ADDRESS_PENALTY, EXPLICIT_HYPHEN_PENALTY, HYPHEN_PENALTY, NAME_PENALTY, Penalties, Scoring};
pub use score::badness;
use search::Search;

/// Breaks a paragraph into lines. Returns `None` if no set of breaks is feasible under these penalties.
///
/// The items must not include the closing glue: a forced break with infinite stretch is implied after the last item.
pub fn break_lines(items: &[BreakItem], measures: &Measures, penalties: &Penalties) -> Option<Breaks> {
    Search::new(items, measures, penalties).run()
}

/// Breaks a paragraph even if no set of breaks is feasible: some lines are then too long or too loose (TeX's emergency
/// pass).
pub fn break_lines_with_emergency_pass(items: &[BreakItem], measures: &Measures, penalties: &Penalties) -> Breaks {
    let emergency = || Search::new(items, measures, penalties).in_emergency().run();
    break_lines(items, measures, penalties)
        .or_else(emergency)
        .unwrap_or_else(|| Breaks { ends: vec![items.len()], demerits: 0.0 })
}

/// Breaks a paragraph as [`break_lines`] does, but never at the item `forbidden`.
pub fn break_lines_without(
    items: &[BreakItem],
    measures: &Measures,
    penalties: &Penalties,
    forbidden: usize,
) -> Option<Breaks> {
    Search::new(items, measures, penalties).without(forbidden).run()
}
