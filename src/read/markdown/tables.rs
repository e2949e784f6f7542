//! Completes tables: gives all rows the same number of cells, and puts the content of each cell on one line.

use super::element::{OpenCell, OpenTable};
use super::{lines, walk};
use crate::diagnostic::Span;
use crate::manuscript::{Block, Inline, InlineStyle, Table};

/// Returns a table, with its caption above it.
pub(super) fn finished(table: OpenTable, span: Span) -> Vec<Block> {
    let OpenTable { mut columns, rows, has_head, caption } = table;
    let mut blocks = Vec::new();
    if !caption.is_empty() {
        blocks.push(Block::Paragraph(vec![Inline::styled(InlineStyle::Emphasis, caption, span)]));
    }
    let width = |row: &Vec<OpenCell>| row.iter().map(|cell| cell.columns).sum();
    let count: usize = rows.iter().map(width).max().unwrap_or(0).max(columns.len());
    if count == 0 {
        return blocks;
    }
    // HTML aligns cells, but a table aligns whole columns: the alignment of the first row of the body is used.
    if columns.is_empty()
        && let Some(row) = rows.get(usize::from(has_head && rows.len() > 1))
    {
        for cell in row {
            columns.extend(std::iter::repeat_n(cell.align.unwrap_or_default(), cell.columns));
        }
    }
    columns.resize(count, Default::default());
    let mut rows: Vec<Vec<Vec<Inline>>> = rows.into_iter().map(|row| filled(row, count)).collect();
    // Markdown has no tables without a head, so authors leave the cells of the head empty.
    let is_blank = |row: &Vec<Vec<Inline>>| row.iter().flatten().all(lines::is_blank);
    let has_blank_head = has_head && rows.len() > 1 && is_blank(&rows[0]);
    if has_blank_head {
        rows.remove(0);
    }
    blocks.push(Block::Table(Table { columns, has_head: has_head && !has_blank_head, rows, span }));
    blocks
}

/// Returns the cells of a row, with empty ones for spanned columns and at the end.
fn filled(row: Vec<OpenCell>, count: usize) -> Vec<Vec<Inline>> {
    let mut cells: Vec<Vec<Inline>> = Vec::with_capacity(count);
    for cell in row {
        cells.push(cell.inlines);
        cells.extend(std::iter::repeat_n(Vec::new(), cell.columns - 1));
    }
    cells.resize_with(count, Vec::new);
    cells
}

/// Returns the content of a cell as one line, in which the blocks are separated by line breaks.
pub(super) fn cell_line(blocks: Vec<Block>, inlines: Vec<Inline>) -> Vec<Inline> {
    let mut line = walk::with_breaks(walk::lines(blocks));
    line.extend(inlines);
    line
}
