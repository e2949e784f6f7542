//! What a paragraph is made of for line breaking: boxes, glue and penalties, after Knuth and Plass.

/// An item of a paragraph. All widths are in units of `Length`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BreakItem {
    /// Box, glue or penalty.
    pub kind: Kind,
    /// Its width; for a penalty, that of the hyphen that a break here adds.
    pub width: i64,
    /// How far its first character may protrude into the left margin when it begins a line.
    pub protrudes_left: i64,
    /// How far its last character, or its hyphen, may protrude into the right margin when it ends a line.
    pub protrudes_right: i64,
    /// Identifies the word that begins or ends with it: equal for equal words; 0 for none.
    pub word: u32,
    /// Whether it keeps its width when glyphs are expanded: an indent, a picture.
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
        /// How far it shrinks at most.
        shrink: i64,
    },
    /// A possible break.
    Penalty {
        /// What a break costs here; [`FORCED`] and below forces one, [`FORBIDDEN`] and above forbids it.
        cost: i32,
        /// Whether a break here ends the line with a hyphen.
        hyphen: bool,
    },
}

/// The penalty that forbids a break (TeX's infinite penalty).
pub const FORBIDDEN: i32 = 10_000;
/// The penalty that forces a break.
pub const FORCED: i32 = -10_000;
/// Stretch that fills any line: half of what 32 bits hold, so that sums of it never overflow.
const FILL: i64 = i32::MAX as i64;

impl BreakItem {
    fn of(kind: Kind, width: i64) -> BreakItem {
        BreakItem { kind, width, protrudes_left: 0, protrudes_right: 0, word: 0, rigid: false }
    }

    /// A box that doesn't protrude.
    pub fn solid(width: i64) -> BreakItem {
        BreakItem::of(Kind::Box, width)
    }

    /// A box that keeps its width when glyphs are expanded.
    pub fn rigid(width: i64) -> BreakItem {
        BreakItem { rigid: true, ..BreakItem::solid(width) }
    }

    /// Glue.
    pub fn glue(width: i64, stretch: i64, shrink: i64) -> BreakItem {
        BreakItem::of(Kind::Glue { stretch, shrink }, width)
    }

    /// Glue that stretches without limit (TeX's `\hfil`), for a line that need not fill its measure.
    pub fn fill() -> BreakItem {
        BreakItem::glue(0, FILL, 0)
    }

    /// A possible break without a hyphen.
    pub fn penalty(cost: i32) -> BreakItem {
        BreakItem::of(Kind::Penalty { cost, hyphen: false }, 0)
    }

    /// A possible break that adds a hyphen of that width.
    pub fn hyphen(cost: i32, width: i64, protrudes_right: i64) -> BreakItem {
        BreakItem { protrudes_right, ..BreakItem::of(Kind::Penalty { cost, hyphen: true }, width) }
    }

    /// The same box, whose outer characters may protrude.
    pub fn protruding(self, left: i64, right: i64) -> BreakItem {
        BreakItem { protrudes_left: left, protrudes_right: right, ..self }
    }
}
