//! The items of a paragraph for line breaking: boxes, glue and penalties, after Knuth and Plass.

/// An item of a paragraph. All widths are in units of `Length`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BreakItem {
    /// Box, glue or penalty.
    pub kind: Kind,
    /// Its width; for a penalty, the width of the hyphen that a break here adds.
    pub width: i64,
    /// How far its first character may protrude into the left margin when it begins a line.
    pub protrudes_left: i64,
    /// How far its last character, or its hyphen, may protrude into the right margin when it ends a line.
    pub protrudes_right: i64,
    /// A number for the word that begins or ends with this item: the same for equal words, and 0 if there is no such word.
    pub word: u32,
    /// Whether it keeps its width when glyphs are expanded, as an indent or a picture does.
    pub rigid: bool,
}

/// The three kinds of items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Something that is printed.
    Box,
    /// Space that stretches and shrinks, and vanishes at a break.
    Glue {
        /// How far it stretches at a ratio of 1.
        stretch: i64,
        /// The most it can shrink.
        shrink: i64,
    },
    /// A possible break.
    Penalty {
        /// The cost of a break here. A cost of [`FORCED`] or less forces a break; a cost of [`FORBIDDEN`] or more forbids
        /// it.
        cost: i32,
        /// Whether a break here ends the line with a hyphen.
        hyphen: bool,
    },
}

/// The penalty that forbids a break (TeX's infinite penalty).
pub const FORBIDDEN: i32 = 10_000;
/// The penalty that forces a break.
pub const FORCED: i32 = -10_000;
/// Stretch that fills any line. It is the largest value of an `i32`, so that sums of it never overflow an `i64`.
const FILL: i64 = i32::MAX as i64;

impl BreakItem {
    fn of(kind: Kind, width: i64) -> BreakItem {
        BreakItem { kind, width, protrudes_left: 0, protrudes_right: 0, word: 0, rigid: false }
    }

    /// Creates a box that doesn't protrude.
    pub fn solid(width: i64) -> BreakItem {
        BreakItem::of(Kind::Box, width)
    }

    /// Creates a box that keeps its width when glyphs are expanded.
    pub fn rigid(width: i64) -> BreakItem {
        BreakItem { rigid: true, ..BreakItem::solid(width) }
    }

    /// Creates glue.
    pub fn glue(width: i64, stretch: i64, shrink: i64) -> BreakItem {
        BreakItem::of(Kind::Glue { stretch, shrink }, width)
    }

    /// Creates glue that stretches without limit (TeX's `\hfil`), for a line that need not fill its measure.
    pub fn fill() -> BreakItem {
        BreakItem::glue(0, FILL, 0)
    }

    /// Creates a possible break without a hyphen.
    pub fn penalty(cost: i32) -> BreakItem {
        BreakItem::of(Kind::Penalty { cost, hyphen: false }, 0)
    }

    /// Creates a possible break that adds a hyphen of this width.
    pub fn hyphen(cost: i32, width: i64, protrudes_right: i64) -> BreakItem {
        BreakItem { protrudes_right, ..BreakItem::of(Kind::Penalty { cost, hyphen: true }, width) }
    }

    /// Returns the same box, whose first and last characters may protrude by these widths.
    pub fn protruding(self, left: i64, right: i64) -> BreakItem {
        BreakItem { protrudes_left: left, protrudes_right: right, ..self }
    }
}
