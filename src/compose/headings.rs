//! Lays out headings: their type and the space above and below them depend on their level, and their lines have about equal
//! length. Each heading with its space takes a whole number of leadings, so that the text below it stays on the grid.

use super::column::Column;
use super::layouter::BlockLayouter;
use super::line::Alignment;
use super::row::{HeadingMark, Row};
use super::style::{Family, Style};
use super::styled_text::{Label, StyledText};
use super::widow_control::NEVER;
use crate::manuscript::{Heading, HeadingKind, Inline, plain_text};
use crate::structure::Role;
use crate::unit::Length;

/// The type of a heading and the space around it.
struct HeadingStyle {
    style: Style,
    leading: Length,
    /// The space above it, which is dropped at the top of a page.
    space_above: Length,
    /// The space below it.
    space_below: Length,
}

impl HeadingStyle {
    /// Returns the style of a heading in a column. A heading of level 1 is twice as large as the text, and a heading of level 2
    /// is about a quarter larger. All others have the size of the text.
    fn of(heading: &Heading, column: Column) -> HeadingStyle {
        let (size, line) = (column.style.size, column.leading);
        let display = |percent: i64| Style::plain(Family::Headings, size.scale(percent, 100)).bold();
        let plain = Style::plain(Family::Body, size);
        let (style, leading, space_above, space_below) = match (heading.kind, heading.level) {
            (HeadingKind::Title, 1) => (display(200), line * 2, line * 2, line * 2),
            (HeadingKind::Title, 2) => (display(128), size.times(1.5), line, line.scale(40, 100)),
            (HeadingKind::Title, 3) | (HeadingKind::Question, _) => (plain.bold(), line, line, Length::ZERO),
            (HeadingKind::Title, _) => (plain.emphasised(), line, line, Length::ZERO),
        };
        HeadingStyle { style, leading, space_above, space_below }
    }
}

impl BlockLayouter<'_> {
    /// Lays out a heading: ragged, not hyphenated, and kept with the text that follows.
    pub(super) fn heading(&mut self, heading: &Heading, column: Column) -> Vec<Row> {
        let HeadingStyle { style, leading, space_above, space_below } = HeadingStyle::of(heading, column);
        let heading_column = Column { leading, ..column }.styled(style).aligned(Alignment::Left);
        let mut lines = self.balanced(&heading.inlines, heading_column);
        // The padding that restores the grid goes above the heading, because the heading belongs to the text below it.
        let height: Length = lines.iter().map(Row::height).sum();
        let padding = (height + space_below).round_up_to(column.leading) - height - space_below;
        lines.iter_mut().skip(1).for_each(|row| row.break_before = NEVER);
        if let Some(first) = lines.first_mut() {
            first.break_before = 0;
            first.lower(padding);
            first.fragment.labels.extend(heading.anchor.clone().map(|anchor| (Label::Anchor(anchor), Length::ZERO)));
            first.heading = Some(Box::new(HeadingMark {
                level: heading.level,
                title: plain_text(&heading.inlines),
                anchor: heading.anchor.clone(),
                listed: heading.kind == HeadingKind::Title,
                span: heading.span,
            }));
        }
        if let Some(last) = lines.last_mut() {
            last.grow(space_below);
        }
        lines.iter_mut().for_each(|row| row.fragment.set_role(Role::Heading(heading.level)));
        let space = (space_above > Length::ZERO).then(|| Row::space(space_above));
        space.into_iter().chain(lines).collect()
    }

    /// Lays out lines of about equal length, in the narrowest measure that needs no additional line.
    fn balanced(&mut self, inlines: &[Inline], column: Column) -> Vec<Row> {
        let widest = self.paragraph(inlines, column);
        if widest.len() < 2 {
            return widest;
        }
        let measure = self.narrowest(StyledText::of(inlines, column.style, self.notes), column, widest.len());
        if measure < column.measure { self.paragraph(inlines, Column { measure, ..column }) } else { widest }
    }
}
