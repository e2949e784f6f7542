//! Reads Markdown into blocks, inlines and notes: CommonMark with footnotes, tables, strikethrough and heading attributes.
//!
//! pulldown-cmark parses the text. [`blocks`] and [`inline`] turn its events into blocks and inlines. agrafe also accepts
//! fenced blocks whose content is itself Markdown (`box`, `epigraph`, `question`, `verse`, `signature`), and lines that begin
//! with `|` (verse) or `|>` (signature). docs/texts.md explains the syntax to authors.

mod blocks;
mod events;
mod html;
mod inline;
mod notes;
mod syntax;

pub(super) use html::{is_quoted_word, language_of};
pub(super) use syntax::{FENCES, options};

use crate::diagnostic::{FileId, Warned};
use crate::manuscript::{Block, Note};
use events::{Collected, SourcePart};

/// Reads the blocks and notes of a text that begins at byte `base` of its file.
pub(super) fn read(text: &str, base: usize, file: FileId) -> Warned<(Vec<Block>, Vec<Note>)> {
    let mut collected = Collected::default();
    let blocks = blocks::parse(&mut collected, SourcePart { text, base, file });
    let notes = notes::resolve(&mut collected);
    Warned::new((blocks, notes), collected.diagnostics)
}
