//! Verse: sets each line separately, indents the turned part of a long line, and keeps stanzas together.

use super::column::Column;
use super::layouter::BlockLayouter;
use super::line::Alignment;
use super::linebreak::Measures;
use super::row::{Row, rows_of_lines};
use super::styled_text::StyledText;
use super::widow_control::{BreakCost, NEVER};
use crate::manuscript::Inline;
use crate::unit::Length;

/// The cost of a page break between two lines of a long stanza.
const BETWEEN_LINES: BreakCost = 200;
/// The maximum number of lines in a stanza that must stay on one page. Only longer stanzas may be split.
const SHORT_STANZA: usize = 4;

impl BlockLayouter<'_> {
    pub(super) fn verse(&mut self, lines: &[Vec<Inline>], column: Column) -> Vec<Row> {
        let em = column.style.size;
        let column = column.narrowed(em * 2, Length::ZERO).aligned(Alignment::Left);
        let mut rows: Vec<Row> = Vec::new();
        for line in lines {
            if line.is_empty() {
                rows.push(Row::space(column.leading));
                continue;
            }
            let text = StyledText::of(line, column.style, self.notes);
            let measures = Measures { special: vec![column.measure.0], usual: (column.measure - em * 2).0 };
            let set = self.lines(text, column, &measures);
            let shifts: Vec<Length> = (0..set.len()).map(|i| if i == 0 { Length::ZERO } else { em * 2 }).collect();
            let mut turned = rows_of_lines(set, column, &shifts);
            let cost = |i: usize| if i == 0 { BETWEEN_LINES } else { NEVER };
            turned.iter_mut().enumerate().for_each(|(i, row)| row.break_before = cost(i));
            rows.append(&mut turned);
        }
        keep_stanzas(&mut rows);
        rows
    }
}

/// Keeps short stanzas together, and at least two lines of a longer stanza on each side of a page break.
fn keep_stanzas(rows: &mut [Row]) {
    for stanza in rows.split_mut(|row| row.is_space) {
        let count = stanza.len();
        for (i, row) in stanza.iter_mut().enumerate().skip(1) {
            if count <= SHORT_STANZA || i == 1 || i + 1 == count {
                row.break_before = NEVER;
            }
        }
    }
}
