//! What a paragraph is made of for the search of its breaks: boxes, glue and penalties, after Knuth and Plass.

/// What a line may be broken around. Widths are in units of `Length`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// Box, glue or penalty.
    pub kind: Kind,
    /// Its width; for a penalty, of the hyphen that a break here adds.
    pub width: i64,
    /// By how much its first sign may hang into the left margin when it begins a line.
    pub hang_left: i64,
    /// By how much its last sign, or its hyphen, may hang into the right margin when it ends a line.
    pub hang_right: i64,
    /// A number for the word that begins or ends with it, alike for like words; 0 for none.
    pub word: u32,
    /// Whether it keeps its width when glyphs are widened: an indent, a picture.
    pub rigid: bool,
}

/// The three kinds of items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Something that is printed.
    Box,
    /// Space that stretches and shrinks and vanishes at a break.
    Glue {
        /// How far it stretches at a ratio of 1.
        stretch: i64,
        /// How far it shrinks at most.
        shrink: i64,
    },
    /// A place to break, at a price.
    Penalty {
        /// The price; [`FORCED`] and below compels a break, [`FORBIDDEN`] and above forbids it.
        cost: i64,
        /// Whether a hyphen ends the line here.
        hyphen: bool,
    },
}

/// The price that forbids a break (TeX's infinity for penalties).
pub const FORBIDDEN: i64 = 10_000;
/// The price that compels a break.
pub const FORCED: i64 = -10_000;

impl Item {
    /// A box that doesn't hang.
    pub fn solid(width: i64) -> Item {
        Item { kind: Kind::Box, width, hang_left: 0, hang_right: 0, word: 0, rigid: false }
    }

    /// Something that keeps its width.
    pub fn rigid(width: i64) -> Item {
        Item { rigid: true, ..Item::solid(width) }
    }

    /// Glue.
    pub fn glue(width: i64, stretch: i64, shrink: i64) -> Item {
        Item { kind: Kind::Glue { stretch, shrink }, width, hang_left: 0, hang_right: 0, word: 0, rigid: false }
    }

    /// A penalty without a hyphen.
    pub fn penalty(cost: i64) -> Item {
        Item {
            kind: Kind::Penalty { cost, hyphen: false },
            width: 0,
            hang_left: 0,
            hang_right: 0,
            word: 0,
            rigid: false,
        }
    }

    /// A place where a word may be divided by a hyphen of that width.
    pub fn hyphen(cost: i64, width: i64, hang_right: i64) -> Item {
        Item { kind: Kind::Penalty { cost, hyphen: true }, width, hang_left: 0, hang_right, word: 0, rigid: false }
    }
}
