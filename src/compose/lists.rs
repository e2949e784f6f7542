//! Lays out lists: items with a dash or a number in front of them.

use super::column::Column;
use super::layouter::BlockLayouter;
use super::line::Alignment;
use super::row::{Row, with_role};
use super::style::{Style, feature};
use super::styled_text::StyledText;
use crate::diagnostic::Span;
use crate::geometry::Point;
use crate::manuscript::{List, Words};
use crate::structure::Role;
use crate::unit::Length;

/// The width of a figure, in per cent of the type size: tabular figures of common text faces are about this wide.
const FIGURE_PERCENT: i64 = 55;

impl BlockLayouter<'_> {
    pub(super) fn list(&mut self, list: &List, column: Column) -> Vec<Row> {
        let em = column.style.size;
        let mark = |i: usize| list.first.map_or("–".to_string(), |first| format!("{}.", first + i as u64));
        // Room for the widest number, as in a column of figures.
        let widest = (0..list.items.len()).map(|i| mark(i).len()).max().unwrap_or(1);
        let room = if list.first.is_some() { em.scale(FIGURE_PERCENT, 100) * widest as i64 } else { em };
        let inner = column.narrowed(room + em / 3, Length::ZERO);
        let style = Style { features: feature::TABULAR, ..column.style };
        let alignment = if list.first.is_some() { Alignment::Right } else { Alignment::Left };
        let marks = Column { measure: room, style, alignment, hyphenate: false, ..column };
        let mut rows: Vec<Row> = Vec::new();
        for (i, item) in list.items.iter().enumerate() {
            if i > 0 && !list.tight {
                rows.push(Row::space(column.leading));
            }
            let mut item = with_role(self.blocks(item, inner), Role::ListItem);
            let words = Words { text: mark(i), span: Span::default() };
            let mark = with_role(self.text(StyledText::words(&words, style), marks), Role::ListMark).into_iter().next();
            match (item.iter_mut().find(|row| !row.is_space), mark) {
                (Some(first), Some(mark)) => first.fragment.underlay(Point::default(), mark.fragment),
                (None, Some(mark)) => item.push(mark),
                (_, None) => {}
            }
            rows.append(&mut item);
        }
        rows
    }
}
