//! Turns raw text into paragraphs. It splits the text into lines, and then handles columns, raised figures, page furniture and
//! paragraphs, in this order.
//!
//! Input: a text. Output: its blocks, and a record of what was removed, rearranged or recognised as verse.

use super::source_lines::{self, PageLine};
use super::{columns, page_furniture, paragraphs, superscripts};
use crate::import::document::Block;
use crate::import::repair::Repair;

/// Returns the blocks of a raw text, and a record of what was removed, rearranged or recognised as verse.
pub(super) fn blocks(text: &str) -> (Vec<Block>, Vec<Repair>) {
    let (lines, mut repairs) = columns::in_reading_order(source_lines::split(text));
    let mut lines: Vec<PageLine> = lines.into_iter().map(PageLine::from).collect();
    superscripts::insert_into_lines(&mut lines);
    repairs.append(&mut page_furniture::remove(&mut lines));
    repairs.sort_by_key(|repair| repair.line);
    let (blocks, mut found) = paragraphs::gather(&lines);
    repairs.append(&mut found);
    (blocks, repairs)
}
