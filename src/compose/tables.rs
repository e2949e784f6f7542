//! Lays out tables with three horizontal rules, and determines the widths of their columns.

use super::column::Column;
use super::fragment::Fragment;
use super::layouter::BlockLayouter;
use super::line::Alignment;
use super::row::{Row, with_role};
use super::rules::RULE;
use super::styled_text::StyledText;
use super::widow_control::{BreakCost, NEVER};
use crate::diagnostic::{Diagnostic, Fault};
use crate::geometry::{Point, Size};
use crate::manuscript::{Align, Inline, Table};
use crate::page::{Ink, Item};
use crate::structure::Role;
use crate::unit::Length;

/// The maximum number of rows in a table that must stay on one page. Only longer tables may be split.
const SHORT_TABLE: usize = 14;
/// The cost of a page break between two rows of a long table.
const BETWEEN_ROWS: BreakCost = 500;
/// A length added to the measured width of a cell, because kerns that are split at possible breaks are rounded.
const ROUNDING: Length = Length(64);

/// The left edge and the width of a table.
#[derive(Clone, Copy)]
struct Extent {
    left: Length,
    width: Length,
}

impl Extent {
    fn rule(self) -> Fragment {
        let rule = Item::Rule(Size::new(self.width, Length::pt(RULE)), Ink::Black);
        Fragment::of(Role::Artifact, Size::default(), vec![(Point::new(self.left, Length::ZERO), rule)])
    }
}

impl BlockLayouter<'_> {
    /// Lays out a table, centred in its column, with rules above and below its head and at its foot.
    pub(super) fn table(&mut self, table: &Table, column: Column) -> Vec<Row> {
        let style = column.style;
        let cell = column.styled(super::style::Style { size: style.size.times(0.9), ..style });
        let cell = Column { hyphenate: true, ..cell.aligned(Alignment::Left) };
        let gap = style.size;
        let Some(widths) = self.column_widths(table, cell, gap) else { return Vec::new() };
        let width: Length = widths.iter().copied().sum::<Length>() + gap * (widths.len() as i64 - 1).max(0);
        let extent = Extent { left: column.left + (column.measure - width) / 2, width };
        let is_head = |number: usize| table.has_head && number == 0;
        let mut rows = vec![Row::space(column.leading)];
        for (number, cells) in table.rows.iter().enumerate() {
            let mut lines: Vec<Row> = Vec::new();
            let mut x = extent.left;
            for (column, (inlines, width)) in cells.iter().zip(&widths).enumerate() {
                let alignment = match table.columns.get(column).copied().unwrap_or_default() {
                    Align::Left => Alignment::Left,
                    Align::Centre => Alignment::Centred,
                    Align::Right => Alignment::Right,
                };
                let style = if is_head(number) { cell.style.bold() } else { cell.style };
                let own = Column { left: x, measure: *width, style, alignment, ..cell };
                add_cell(&mut lines, with_role(self.paragraph(inlines, own), Role::TableCell));
                x += *width + gap;
            }
            let may_continue = table.rows.len() > SHORT_TABLE && (2..table.rows.len() - 1).contains(&number);
            lines.iter_mut().for_each(|row| row.break_before = NEVER);
            if let Some(first) = lines.first_mut() {
                first.break_before = if may_continue { BETWEEN_ROWS } else { NEVER };
                if number == 0 || (table.has_head && number == 1) {
                    first.fragment.overlay(Point::default(), extent.rule());
                }
            }
            rows.append(&mut lines);
        }
        let mut foot = Row::empty(column.leading).with_break(NEVER);
        foot.fragment.overlay(Point::default(), extent.rule());
        rows.push(foot);
        rows
    }

    /// Returns the widths of the columns. A column is as wide as its widest cell on one line. If the measure is too small for
    /// that, columns are narrower, but never narrower than their widest words. If even the widest words don't fit, reports an
    /// error and returns `None`.
    fn column_widths(&mut self, table: &Table, cell: Column, gap: Length) -> Option<Vec<Length>> {
        let count = table.columns.len();
        let mut widest = vec![Length::ZERO; count];
        let mut least = vec![Length::ZERO; count];
        for (number, cells) in table.rows.iter().enumerate() {
            for (column, inlines) in cells.iter().enumerate().take(count) {
                let (whole, word) = self.cell_widths(inlines, cell, table.has_head && number == 0);
                widest[column] = widest[column].max(whole);
                least[column] = least[column].max(word);
            }
        }
        let gaps = gap * (count as i64 - 1).max(0);
        let room = cell.measure - gaps;
        let (all, all_least) = (widest.iter().copied().sum::<Length>(), least.iter().copied().sum::<Length>());
        if all <= room {
            return Some(widest);
        }
        if all_least > room {
            let shown = |length: Length| format!("{:.0} mm", length.to_mm());
            let fault = Fault::WideTable { needs: shown(all_least + gaps), room: shown(cell.measure) };
            self.report(Diagnostic::error(table.span, fault));
            return None;
        }
        // The width that the widest words leave over is shared in proportion to the width that each column lacks.
        let (spare, lacking) = (room - all_least, (all - all_least).0.max(1));
        Some((0..count).map(|c| least[c] + spare.scale((widest[c] - least[c]).0, lacking)).collect())
    }

    /// Returns the width of a cell on one line, and the width of its widest word.
    fn cell_widths(&mut self, inlines: &[Inline], cell: Column, is_head: bool) -> (Length, Length) {
        let style = if is_head { cell.style.bold() } else { cell.style };
        let (whole, word) = self.widths(StyledText::of(inlines, style, self.notes));
        (whole + ROUNDING, word + ROUNDING)
    }
}

/// Places the rows of a cell next to those of the cells before it.
fn add_cell(lines: &mut Vec<Row>, cell: Vec<Row>) {
    for (i, row) in cell.into_iter().enumerate() {
        match lines.get_mut(i) {
            Some(line) => {
                line.fragment.overlay(Point::default(), row.fragment);
                line.notes.extend(row.notes);
            }
            None => lines.push(row),
        }
    }
}
