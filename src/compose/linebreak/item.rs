//! What a paragraph is made of for the search of its breaks: boxes, glue and penalties, after Knuth and Plass.

/// What a line may be broken around. Widths are in units of `Length`; a paragraph has thousands of items, so each takes as
/// little room as can be, and none is wider than 2^31 units: eleven metres.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// Box, glue or penalty.
    pub kind: Kind,
    pub(in crate::compose) width: i32,
    pub(in crate::compose) hang_left: i32,
    pub(in crate::compose) hang_right: i32,
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
        stretch: i32,
        /// How far it shrinks at most.
        shrink: i32,
    },
    /// A place to break, at a price.
    Penalty {
        /// The price; [`FORCED`] and below compels a break, [`FORBIDDEN`] and above forbids it.
        cost: i32,
        /// Whether a hyphen ends the line here.
        hyphen: bool,
    },
}

/// The price that forbids a break (TeX's infinity for penalties).
pub const FORBIDDEN: i32 = 10_000;
/// The price that compels a break.
pub const FORCED: i32 = -10_000;

/// A length in half the room; one that is longer becomes the longest there is.
fn narrow(length: i64) -> i32 {
    length.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32
}

impl Item {
    fn of(kind: Kind, width: i64) -> Item {
        Item { kind, width: narrow(width), hang_left: 0, hang_right: 0, word: 0, rigid: false }
    }

    /// A box that doesn't hang.
    pub fn solid(width: i64) -> Item {
        Item::of(Kind::Box, width)
    }

    /// Something that keeps its width.
    pub fn rigid(width: i64) -> Item {
        Item { rigid: true, ..Item::solid(width) }
    }

    /// Glue.
    pub fn glue(width: i64, stretch: i64, shrink: i64) -> Item {
        Item::of(Kind::Glue { stretch: narrow(stretch), shrink: narrow(shrink) }, width)
    }

    /// A penalty without a hyphen.
    pub fn penalty(cost: i32) -> Item {
        Item::of(Kind::Penalty { cost, hyphen: false }, 0)
    }

    /// A place where a word may be divided by a hyphen of that width.
    pub fn hyphen(cost: i32, width: i64, hang_right: i64) -> Item {
        Item { hang_right: narrow(hang_right), ..Item::of(Kind::Penalty { cost, hyphen: true }, width) }
    }

    /// The same, with signs that may hang out so far.
    pub fn hanging(self, left: i64, right: i64) -> Item {
        Item { hang_left: narrow(left), hang_right: narrow(right), ..self }
    }

    /// Its width; for a penalty, of the hyphen that a break here adds.
    pub fn width(&self) -> i64 {
        i64::from(self.width)
    }

    /// By how much its first sign may hang into the left margin when it begins a line.
    pub fn hang_left(&self) -> i64 {
        i64::from(self.hang_left)
    }

    /// By how much its last sign, or its hyphen, may hang into the right margin when it ends a line.
    pub fn hang_right(&self) -> i64 {
        i64::from(self.hang_right)
    }
}
