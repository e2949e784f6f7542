//! The column that a block is set in.

use super::line::Alignment;
use super::style::Style;
use crate::unit::Length;

/// The narrowest measure for nested text, in multiples of the type size: about 20 letters.
const NARROWEST: i64 = 9;

/// A column, and how its lines are set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    /// Its distance from the left edge of the text area.
    pub(super) left: Length,
    /// Its width.
    pub(super) measure: Length,
    /// The style of its text.
    pub(super) style: Style,
    /// The height of a row.
    pub(super) leading: Length,
    /// How its lines are aligned.
    pub(super) alignment: Alignment,
    /// Whether words may be hyphenated.
    pub(super) hyphenate: bool,
    /// The indent of the first line of a paragraph.
    pub(super) indent: Length,
}

impl Column {
    /// Returns the same column, narrowed on both sides.
    pub(super) fn narrowed(self, left: Length, right: Length) -> Column {
        Column { left: self.left + left, measure: self.measure - left - right, ..self }
    }

    /// Returns the column of a quotation or a list inside this one, indented by these amounts. If it would be too narrow for text,
    /// it begins further to the left.
    pub(super) fn indented(self, left: Length, right: Length) -> Column {
        let narrowed = self.narrowed(left, right);
        let missing = (self.style.size * NARROWEST - narrowed.measure).max(Length::ZERO).min(narrowed.left);
        Column { left: narrowed.left - missing, measure: narrowed.measure + missing, ..narrowed }
    }

    /// Returns the same column for ragged text, without hyphenation and indents.
    pub(super) fn aligned(self, alignment: Alignment) -> Column {
        Column { alignment, hyphenate: false, indent: Length::ZERO, ..self }
    }

    /// Returns the same column in another style.
    pub(super) fn styled(self, style: Style) -> Column {
        Column { style, ..self }
    }

    /// Returns the distance of the baseline from the top of a row.
    pub(super) fn baseline(&self) -> Length {
        baseline(self.style.size, self.leading)
    }
}

/// Returns the distance of a baseline from the top of its row. Half of the difference between leading and type size lies
/// above the type, and three quarters of the type size lie above the baseline.
pub(super) fn baseline(size: Length, leading: Length) -> Length {
    (leading - size) / 2 + size.scale(3, 4)
}
