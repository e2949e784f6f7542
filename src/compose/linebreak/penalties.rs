//! The costs of line breaks: the penalty of a hyphen, and the demerits of lines that look wrong next to each other.
//!
//! Values are on TeX's scale, on which glue that is stretched by its full stretchability has a badness of 100. Here, that is a
//! word space at one and a half times its natural width.

use crate::unit::Length;

/// The penalty of hyphenating a word. It is a little higher than plain TeX's 50, so that at a measure of 34 em fewer than
/// four lines in a hundred end in a hyphen.
pub const HYPHEN_PENALTY: i32 = 72;
/// The additional penalty for a word that looks like a name, because readers cannot guess the rest of a name.
pub const NAME_PENALTY: i32 = 80;
/// The penalty of breaking after a hyphen that the author wrote, as in plain TeX (`\exhyphenpenalty`).
pub const EXPLICIT_HYPHEN_PENALTY: i32 = 50;
/// The penalty of breaking a web address, which readers have to type.
pub const ADDRESS_PENALTY: i32 = 70;

/// The way in which lines are scored.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scoring {
    /// TeX's badness, computed in integers as in TeX.
    Tex {
        /// The badness beyond which a line isn't feasible.
        tolerance: i64,
    },
    /// The square of the difference between word spaces and their natural width, after expansion and letterspacing have
    /// absorbed as much of it as they may.
    Even {
        /// How much expansion and letterspacing may absorb, in 1/1000 of the width of a line's boxes.
        flex: i64,
        /// The maximum stretch ratio of the word spaces in a feasible line. The emergency pass has no limit.
        loosest: f64,
    },
    /// The square of the room left at the end of the line, for ragged text.
    Ragged,
}

impl Scoring {
    /// Returns the same scoring, except that no line may have word spaces wider than `percent` of their natural width.
    pub fn without_loose_lines(self, percent: u32) -> Scoring {
        match self {
            // A word space stretches by half of its width at a ratio of 1.
            Scoring::Even { flex, loosest } => {
                Scoring::Even { flex, loosest: loosest.min((f64::from(percent) - 100.0) / 50.0) }
            }
            Scoring::Tex { .. } | Scoring::Ragged => self,
        }
    }
}

/// The costs of breaks in a paragraph. The demerits are added to the squares of badness and penalty.
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
    /// Demerits of two lines in a row that begin with the same word, or end with the same word.
    pub stack: i64,
    /// Demerits of a last line shorter than [`Penalties::runt_width`].
    pub runt: i64,
    /// The width below which a last line is a runt: it should at least cover the indent of the next paragraph.
    pub runt_width: i64,
    /// The number of lines to add to the optimum, or to remove when negative (`\looseness`).
    pub looseness: i64,
    /// The cost of hyphens, in per cent of their squared penalties.
    pub hyphen_percent: i64,
}

impl Penalties {
    /// The penalties for ragged text, in which hyphens are expensive because no line has to be filled.
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

    /// Returns the penalties for justified text in which expansion and letterspacing may absorb `flex` thousandths of a
    /// line. The values were tuned on French prose at a measure of 343 pt and a size of 10 pt: fewer than four lines in a
    /// hundred end in a hyphen, and the spread of word spaces is a third lower than with TeX's values.
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

/// Returns the cost of hyphens at a measure, in per cent. A measure of at least 34 em has the full cost. A narrow column has
/// fewer word spaces per line and needs more hyphens to be set evenly, so hyphens cost less there.
pub(in crate::compose) fn hyphen_percent(measure: Length, size: Length) -> i64 {
    let hundredths_of_em = measure.0 * 100 / size.0.max(1);
    ((hundredths_of_em - 800) * 100 / 2600).clamp(25, 100)
}
