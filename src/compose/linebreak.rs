//! Chooses the breaks of a paragraph from widths alone: total fit, after Knuth and Plass.
//!
//! Takes items (boxes, glue, penalties) and the measure of each line; gives the items at which lines end, with the
//! least total of demerits. It knows no fonts, so it is tested with numbers.
//!
//! The search follows D. E. Knuth and M. F. Plass, *Breaking Paragraphs into Lines*, Software: Practice and Experience
//! 11 (1981), and its program in *TeX: The Program*, §§ 813–890. Three ways of scoring a line share it: TeX's own
//! badness, which the oracle of the tests compares; an even one, for justified text whose glyphs may hang into the
//! margins, be widened and be spaced; and a ragged one.

mod item;
mod score;
mod search;

pub use item::{FORBIDDEN, FORCED, Item, Kind};
pub use score::badness;
use search::{Lists, Search};

/// How a line is scored.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scoring {
    /// TeX's badness, in its integers.
    Tex {
        /// The badness beyond which a line won't do.
        tolerance: i64,
    },
    /// The square of the word space's deviation, after glyphs and letterspaces have taken what they may.
    Even {
        /// What glyphs and letterspaces may take, in 1/1000 of a line's boxes.
        flex: i64,
        /// The widest word space that will do, as a ratio to its stretch; the emergency pass knows no limit.
        loosest: f64,
    },
    /// The square of the room left at the right, for lines that aren't justified.
    Ragged,
}

/// The prices of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prices {
    /// How lines are scored.
    pub scoring: Scoring,
    /// Added to every line's badness before it is squared.
    pub line: i64,
    /// For two hyphens in a row.
    pub double_hyphen: i64,
    /// For a hyphen at the end of the last line but one.
    pub final_hyphen: i64,
    /// For a tight line beside a loose one.
    pub adjacent: i64,
    /// For the same word at the ends, or at the heads, of two lines in a row.
    pub stack: i64,
    /// For a last line shorter than [`Prices::runt_width`].
    pub runt: i64,
    /// What a last line should reach at least: more than the indent below it.
    pub runt_width: i64,
    /// Lines more, or fewer when negative, than the best.
    pub looseness: i64,
    /// How dear hyphens are, in hundredths of what their items say.
    pub hyphen_percent: i64,
}

/// The measures of lines by number: the first `special.len()` lines, then all others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measures {
    /// The first lines, where they differ: beside a dropped letter.
    pub special: Vec<i64>,
    /// All others.
    pub usual: i64,
}

impl Measures {
    /// The same measure for every line.
    pub fn all(usual: i64) -> Measures {
        Measures { special: Vec::new(), usual }
    }

    /// The measure of a line, numbered from 0.
    pub fn of(&self, line: usize) -> i64 {
        self.special.get(line).copied().unwrap_or(self.usual)
    }
}

/// The chosen breaks and what they cost.
#[derive(Clone, Debug, PartialEq)]
pub struct Breaks {
    /// The index of the item at which each line ends. Discardable items after it belong to no line.
    pub ends: Vec<usize>,
    /// The sum of demerits.
    pub demerits: f64,
}

/// Breaks a paragraph; `None` when no set of breaks will do under these prices. Who breaks many keeps a [`Breaker`].
///
/// The items must not include the closing glue: a forced break with open glue is understood after the last.
pub fn fit(items: &[Item], measures: &Measures, prices: &Prices) -> Option<Breaks> {
    Breaker::default().fit(items, measures, prices)
}

/// Breaks paragraph after paragraph in the same lists, which then grow no more. What it gives depends on the paragraph alone.
#[derive(Default)]
pub struct Breaker(Lists);

impl Breaker {
    /// Breaks a paragraph as [`fit`] does.
    pub fn fit(&mut self, items: &[Item], measures: &Measures, prices: &Prices) -> Option<Breaks> {
        Search::new(items, measures, prices, &mut self.0).run()
    }

    /// Breaks a paragraph whatever it costs: lines that nothing can save are left too long or too loose.
    pub fn fit_anyhow(&mut self, items: &[Item], measures: &Measures, prices: &Prices) -> Breaks {
        self.fit(items, measures, prices)
            .or_else(|| {
                let mut search = Search::new(items, measures, prices, &mut self.0);
                search.emergency = true;
                search.run()
            })
            .unwrap_or_else(|| Breaks { ends: vec![items.len()], demerits: 0.0 })
    }

    /// Breaks a paragraph as [`fit`] does, but never at the item `forbidden`.
    pub fn fit_without(
        &mut self,
        items: &[Item],
        measures: &Measures,
        prices: &Prices,
        forbidden: usize,
    ) -> Option<Breaks> {
        let mut search = Search::new(items, measures, prices, &mut self.0);
        search.forbidden = Some(forbidden);
        search.run()
    }
}
