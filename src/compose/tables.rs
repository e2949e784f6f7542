//! Lays out tables with three horizontal rules, and determines the widths of their columns.

use super::column::Column;
use super::fragment::Fragment;
use super::layouter::BlockLayouter;
use super::line::Alignment;
use super::row::{Row, with_role};
use super::rules::RULE;
use super::style::Style;
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

/// The type sizes of cells that are tried, in per cent of the size of the text. Smaller type could hardly be read after
/// photocopying.
const CELL_PERCENTS: [i64; 3] = [90, 80, 70];

/// The type and the columns of a table.
struct TableColumns {
    /// The column of a cell.
    cell: Column,
    widths: Vec<Length>,
    /// The gap between two columns.
    gap: Length,
}

/// The widths that the columns of a table need.
struct ColumnNeeds {
    /// For each column, the width of its widest cell on one line.
    widest: Vec<Length>,
    /// For each column, the width of its widest word.
    least: Vec<Length>,
    gap: Length,
}

impl ColumnNeeds {
    /// Returns the widths of the columns in `room`, or `None` if their widest words don't fit.
    fn widths(&self, room: Length) -> Option<Vec<Length>> {
        let ColumnNeeds { widest, least, .. } = self;
        let (all, all_least) = (widest.iter().copied().sum::<Length>(), least.iter().copied().sum::<Length>());
        if all <= room {
            return Some(widest.clone());
        }
        if all_least > room {
            return None;
        }
        // The width that the widest words leave over is shared in proportion to the width that each column lacks.
        let (spare, lacking) = (room - all_least, (all - all_least).0.max(1));
        Some(
            least
                .iter()
                .zip(widest)
                .map(|(least, widest)| *least + spare.scale((*widest - *least).0, lacking))
                .collect(),
        )
    }

    /// Returns widths for columns whose widest words don't fit: a column that needs less than an equal share of the room keeps
    /// its width, and the others share the rest equally.
    fn broken_widths(&self, room: Length) -> Vec<Length> {
        let mut order: Vec<usize> = (0..self.least.len()).collect();
        order.sort_by_key(|column| self.least[*column]);
        let mut widths = self.least.clone();
        let mut left = room;
        for (number, column) in order.iter().enumerate() {
            let share = left / (order.len() - number) as i64;
            widths[*column] = widths[*column].min(share);
            left -= widths[*column];
        }
        widths
    }
}

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
        let cell = column.styled(Style { size: style.size.scale(CELL_PERCENTS[0], 100), ..style });
        let cell = Column { hyphenate: true, ..cell.aligned(Alignment::Left) };
        let TableColumns { cell, widths, gap } = self.fitted_columns(table, cell);
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

    /// Returns the type size of the cells and the widths of the columns. A column is as wide as its widest cell on one line. If
    /// the measure is too small for that, columns are narrower, but not narrower than their widest words. If even the widest
    /// words don't fit, they are set in smaller type and then broken.
    fn fitted_columns(&mut self, table: &Table, cell: Column) -> TableColumns {
        let mut narrowest = None;
        for percent in CELL_PERCENTS {
            let cell = cell.styled(Style { size: cell.style.size.scale(percent, CELL_PERCENTS[0]), ..cell.style });
            let needs = self.column_needs(table, cell);
            let room = cell.measure - needs.gap * (table.columns.len() as i64 - 1).max(0);
            if let Some(widths) = needs.widths(room) {
                return TableColumns { cell, widths, gap: needs.gap };
            }
            narrowest = Some((cell, needs, room));
        }
        let Some((cell, needs, room)) = narrowest else {
            return TableColumns { cell, widths: Vec::new(), gap: Length::ZERO };
        };
        let shown = |length: Length| format!("{:.0} mm", length.to_mm());
        let least = needs.least.iter().copied().sum::<Length>() + (cell.measure - room);
        let fault = Fault::WideTable { needs: shown(least), room: shown(cell.measure) };
        self.report(Diagnostic::warning(table.span, fault));
        TableColumns { cell, widths: needs.broken_widths(room), gap: needs.gap }
    }

    /// Returns the widths that the columns need for whole cells and for their widest words.
    fn column_needs(&mut self, table: &Table, cell: Column) -> ColumnNeeds {
        let count = table.columns.len();
        let mut needs = ColumnNeeds {
            widest: vec![Length::ZERO; count],
            least: vec![Length::ZERO; count],
            // Many columns have narrow gaps, so that the gaps don't fill the page.
            gap: cell.style.size.scale(100, CELL_PERCENTS[0]).min(cell.measure / (count as i64 * 4).max(1)),
        };
        for (number, cells) in table.rows.iter().enumerate() {
            for (column, inlines) in cells.iter().enumerate().take(count) {
                let (whole, word) = self.cell_widths(inlines, cell, table.has_head && number == 0);
                needs.widest[column] = needs.widest[column].max(whole);
                needs.least[column] = needs.least[column].max(word);
            }
        }
        needs
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
