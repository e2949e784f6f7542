//! Lays out lists: items with a dash, a number or the box of a task in front of them, and glossaries.

use super::column::Column;
use super::counter;
use super::layouter::BlockLayouter;
use super::line::Alignment;
use super::row::{Row, with_role};
use super::style::{Style, feature};
use super::styled_text::StyledText;
use super::widow_control::NEVER;
use crate::diagnostic::Span;
use crate::geometry::Point;
use crate::manuscript::{Definition, Inline, InlineStyle, List, ListItem, ListMarker, Words};
use crate::structure::Role;
use crate::unit::Length;

/// The width of a figure, in per cent of the type size: tabular figures of common text faces are about this wide.
const FIGURE_PERCENT: i64 = 55;

impl BlockLayouter<'_> {
    pub(super) fn list(&mut self, list: &List, column: Column) -> Vec<Row> {
        let em = column.style.size;
        let is_numbered = list.marker != ListMarker::Dash;
        let marks: Vec<String> = list.items.iter().enumerate().map(|(i, item)| mark(list.marker, i, item)).collect();
        // Room for the widest number, as in a column of figures.
        let widest = marks.iter().map(|mark| mark.chars().count()).max().unwrap_or(1);
        let figures = em.scale(FIGURE_PERCENT, 100) * widest as i64;
        let has_boxes = list.items.iter().any(|item| item.done.is_some());
        let least = if has_boxes || !is_numbered { em } else { Length::ZERO };
        let room = if is_numbered { figures.max(least) } else { least };
        let hanging = room + em / 3;
        let inner = column.indented(hanging, Length::ZERO);
        let column = Column { left: inner.left - hanging, ..column };
        let style = Style { features: feature::TABULAR, ..column.style };
        let alignment = if is_numbered { Alignment::Right } else { Alignment::Left };
        let mark_column = Column { measure: room, style, alignment, hyphenate: false, ..column };
        let mut rows: Vec<Row> = Vec::new();
        for (i, (item, mark)) in list.items.iter().zip(marks).enumerate() {
            if i > 0 && !list.tight {
                rows.push(Row::space(column.leading));
            }
            let mut item = with_role(self.blocks(&item.blocks, inner), Role::ListItem);
            let words = Words { text: mark, span: Span::default() };
            let mark = self.text(StyledText::words(&words, style), mark_column);
            let mark = with_role(mark, Role::ListMark).into_iter().next();
            match (item.iter_mut().find(|row| !row.is_space), mark) {
                (Some(first), Some(mark)) => first.fragment.underlay(Point::default(), mark.fragment),
                (None, Some(mark)) => item.push(mark),
                (_, None) => {}
            }
            rows.append(&mut item);
        }
        rows
    }

    /// Lays out a glossary: each term in bold, and its definitions below it, indented.
    pub(super) fn definitions(&mut self, definitions: &[Definition], column: Column) -> Vec<Row> {
        let inner = column.indented(column.style.size * 2, Length::ZERO);
        let mut rows: Vec<Row> = Vec::new();
        for Definition { term, blocks } in definitions {
            if !term.is_empty() {
                let bold = Inline::styled(InlineStyle::Strong, term.clone(), Span::default());
                rows.append(&mut self.paragraph(&[bold], Column { indent: Length::ZERO, ..column }));
            }
            let mut explained = self.blocks(blocks, inner);
            if !term.is_empty()
                && let Some(first) = explained.first_mut()
            {
                first.break_before = NEVER;
            }
            rows.append(&mut explained);
        }
        rows
    }
}

/// Returns the mark of the item with the index `i`.
fn mark(marker: ListMarker, i: usize, item: &ListItem) -> String {
    match (item.done, marker) {
        (Some(true), _) => "☑".to_string(),
        (Some(false), _) => "☐".to_string(),
        (None, ListMarker::Dash) => "–".to_string(),
        (None, ListMarker::Number { first, counter, delimiter }) => {
            format!("{}{delimiter}", counter::written(first.saturating_add(i as u64), counter))
        }
    }
}
