//! Fills a line: expansion and letterspacing provide as much of the missing width as they may, and word spaces the rest.

use super::token::{LineToken, TokenContent};

/// The value of [`Fill::expansion`] at which glyphs keep their natural width.
pub(super) const NATURAL_WIDTH: i64 = 100_000;

/// The means of filling a line besides stretching its word spaces.
#[derive(Clone, Copy, Debug)]
pub(in crate::compose) struct Flexibility {
    /// How much glyphs may be widened or narrowed, in 1/1000 of their width.
    pub(in crate::compose) expansion: i64,
    /// How much letterspacing may change a line, in 1/1000 of its width.
    pub(in crate::compose) letterspacing: i64,
    /// Whether punctuation protrudes into the margins.
    pub(in crate::compose) protrusion: bool,
}

/// The width that a line gains from each means of filling it; negative when the line is too long.
pub(super) struct Fill {
    /// The width of glyphs, in 1/100,000 of their natural width.
    pub(super) expansion: i64,
    /// Space added after each glyph.
    pub(super) letterspace: i64,
    /// The fraction `glue / total` of the glue's stretch that is used. If negative, it is a fraction of the glue's shrink.
    glue: i64,
    total: i64,
    /// The total width that the line gains.
    pub(super) given: i64,
    /// The width that the line gains if it is filled exactly. In that case, its last space absorbs the rounding errors.
    pub(super) exact: Option<i64>,
}

impl Fill {
    /// Determines how to fill a line that is shorter than its measure by `short`.
    pub(super) fn of(
        totals: &Totals,
        short: i64,
        justified: bool,
        ends_paragraph: bool,
        flexibility: Flexibility,
    ) -> Fill {
        let natural = Fill { expansion: NATURAL_WIDTH, letterspace: 0, glue: 0, total: 1, given: 0, exact: None };
        let Totals { stretch, shrink, em, letters, glyphs, .. } = *totals;
        // The last line of a paragraph isn't filled, unless it falls short by less than an em (Brossard, 1934).
        let nearly_full = short > 0 && short < em && stretch > 0 && short * 10 < stretch * 3;
        let fills = justified && (!ends_paragraph || nearly_full || short < 0);
        if short >= 0 && !fills {
            return natural;
        }
        let Flexibility { expansion, letterspacing, .. } = flexibility;
        let room = letters * (expansion + letterspacing) / 1000;
        let used = short.clamp(-room, room);
        let widening = used * expansion / (expansion + letterspacing).max(1);
        let expansion = if letters > 0 { NATURAL_WIDTH + widening * NATURAL_WIDTH / letters } else { NATURAL_WIDTH };
        let letterspace = if glyphs > 0 { (used - widening) / glyphs } else { 0 };
        let rest = short - used;
        let (glue, total) = if rest >= 0 { (rest, stretch) } else { (rest.max(-shrink), shrink) };
        if total == 0 {
            return Fill { expansion, letterspace, given: used, ..natural };
        }
        let given = used + glue;
        Fill { expansion, letterspace, glue, total, given, exact: (given == short).then_some(given) }
    }

    /// Returns the width that a space gains.
    pub(super) fn share(&self, token: &LineToken) -> i64 {
        let flexible = if self.glue >= 0 { token.stretch } else { token.shrink };
        (i128::from(self.glue) * i128::from(flexible) / i128::from(self.total)) as i64
    }
}

/// Sums over the tokens of a line, before the line is filled.
#[derive(Default)]
pub(super) struct Totals {
    pub(super) natural: i64,
    stretch: i64,
    shrink: i64,
    /// The largest type size in the line.
    em: i64,
    /// The width of the letters alone.
    letters: i64,
    /// The number of glyphs in these letters.
    glyphs: i64,
}

impl Totals {
    pub(super) fn of(tokens: &[LineToken]) -> Totals {
        let mut totals = Totals::default();
        for token in tokens {
            totals.natural += token.width;
            totals.stretch += token.stretch;
            totals.shrink += token.shrink;
            totals.em = totals.em.max(token.style.size.0);
            if let TokenContent::Letters(letters) = &token.content {
                totals.letters += token.width;
                totals.glyphs += letters.segments.iter().map(|segment| segment.glyphs.len() as i64).sum::<i64>();
            }
        }
        totals
    }
}
