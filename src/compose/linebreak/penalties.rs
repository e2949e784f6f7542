//! What line breaks cost: the penalty of a hyphen, and the demerits of lines that look wrong next to each other.
//!
//! Values are on TeX's scale, on which a badness of 100 is a word space stretched by half.

use crate::unit::Length;

/// The penalty of hyphenating a word: a little more than plain TeX's 50, so that fewer than four lines in a hundred end in a
/// hyphen at a measure of 34 em.
pub const HYPHEN_PENALTY: i32 = 72;
/// What the penalty rises by for a word that looks like a name: readers don't guess the rest of a name.
pub const NAME_PENALTY: i32 = 80;
/// The penalty of breaking after a hyphen that the author wrote, as plain TeX's `\exhyphenpenalty`.
pub const EXPLICIT_HYPHEN_PENALTY: i32 = 50;
/// The penalty of breaking a web address, which readers have to type.
pub const ADDRESS_PENALTY: i32 = 70;

/// How a line is scored.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scoring {
    /// TeX's badness, in its integers.
    Tex {
        /// The badness beyond which a line isn't feasible.
        tolerance: i64,
    },
    /// The square of the word space's deviation, after glyphs and letterspaces have taken what they may.
    Even {
        /// What glyphs and letterspaces may take, in 1/1000 of the width of a line's boxes.
        flex: i64,
        /// The widest feasible word space, as a ratio to its stretch. The emergency pass has no limit.
        loosest: f64,
    },
    /// The square of the room left at the end of the line, for text that isn't justified.
    Ragged,
}

/// What breaks cost in a paragraph; the demerits are added to the squares of badness and penalty.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Penalties {
    /// How lines are scored.
    pub scoring: Scoring,
    /// Added to the badness of every line before it is squared (TeX's `\linepenalty`).
    pub line: i64,
    /// Demerits of two hyphenated lines in a row (`\doublehyphendemerits`).
    pub double_hyphen: i64,
    /// Demerits of a hyphen at the end of the last line but one (`\finalhyphendemerits`).
    pub final_hyphen: i64,
    /// Demerits of a tight line next to a loose one (`\adjdemerits`).
    pub adjacent: i64,
    /// Demerits of the same word at the beginning, or at the end, of two lines in a row.
    pub stack: i64,
    /// Demerits of a last line shorter than [`Penalties::runt_width`].
    pub runt: i64,
    /// The least width of a last line: it should at least cover the indent of the next paragraph.
    pub runt_width: i64,
    /// How many lines more, or fewer when negative, than the optimum are wanted (`\looseness`).
    pub looseness: i64,
    /// The cost of hyphens, in percent of what their penalties say.
    pub hyphen_percent: i64,
}

impl Penalties {
    /// For ragged text: hyphens are expensive, since no line has to be filled.
    pub const RAGGED: Penalties = Penalties {
        scoring: Scoring::Ragged,
        line: 10,
        double_hyphen: 20_000,
        final_hyphen: 20_000,
        adjacent: 0,
        stack: 0,
        runt: 3_000,
        runt_width: 0,
        looseness: 0,
        hyphen_percent: 100,
    };

    /// For justified text whose glyphs and letterspaces may take `flex` 1/1000 of a line. Tuned on French prose at a measure
    /// of 343 pt and a size of 10 pt: fewer than four hyphens in a hundred lines, and a spread of word spaces a third below
    /// what TeX's own values give.
    pub fn justified(flex: i64) -> Penalties {
        Penalties {
            scoring: Scoring::Even { flex, loosest: 1.6 },
            line: 4,
            double_hyphen: 20_000,
            final_hyphen: 7_500,
            adjacent: 3_000,
            stack: 2_500,
            runt: 15_000,
            ..Penalties::RAGGED
        }
    }
}

/// The cost of hyphens at a measure, in percent: the full cost from 34 em on, and less in a narrow column, which has fewer
/// word spaces a line, so that evenness has to be bought with hyphens.
pub(in crate::compose) fn hyphen_percent(measure: Length, size: Length) -> i64 {
    let hundredths_of_em = measure.0 * 100 / size.0.max(1);
    ((hundredths_of_em - 800) * 100 / 2600).clamp(25, 100)
}
