//! The model of an import: a document as it was read, and as it is after the clean-up.
//!
//! Readers make a [`Document`], the clean-up makes a [`Cleaned`] of it, the Markdown writer takes that.

use super::repair::Repair;
use std::path::PathBuf;

/// A document as it was read, before any clean-up.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The file it was read from, as the user named it.
    pub source: PathBuf,
    /// Its title, where the format has a field for it.
    pub title: Option<String>,
    /// Its blocks, in reading order.
    pub blocks: Vec<Block>,
    /// How much of the text of its blocks is Markdown.
    pub markup: Markup,
    /// Whether the blocks are still raw lines, which the clean-up has to gather into paragraphs.
    pub raw_lines: bool,
    /// The encoding its bytes were in, or its format.
    pub encoding: &'static str,
    /// Pictures that came with it.
    pub pictures: Vec<DocumentPicture>,
    /// Menus, headers and the like that the reader left out.
    pub left_out: Vec<LeftOut>,
}

/// A picture that came with a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentPicture {
    /// The name by which [`BlockKind::Picture`] refers to it.
    pub name: String,
    /// The bytes of its file.
    pub bytes: Vec<u8>,
}

/// Text that a reader left out because it is not part of the text proper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The line of the source, from 1.
    pub line: usize,
    /// Its words.
    pub text: String,
}

/// How much of a text is Markdown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Markup {
    /// None of it: every character is literal.
    #[default]
    None,
    /// What is within paragraphs: emphasis and links.
    Inline,
    /// All of it.
    Full,
}

/// A block of a document: a paragraph, a heading, a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its text, with the line ends of the source. Note references are between private-use characters: see `markers.rs`.
    pub text: String,
    /// The line of the source on which it begins, from 1; 0 where a format has no lines.
    pub line: usize,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A paragraph.
    Paragraph,
    /// A heading of that level, from 1. Level 0 is the title of a document whose headings have not made room for it yet.
    Heading(u8),
    /// A paragraph of a quotation.
    Quote,
    /// An item of a list, with its bullet or number.
    ListItem,
    /// Verse: lines that keep their ends.
    Verse,
    /// The author's signature, perhaps with place and date: lines that keep their ends.
    Signature,
    /// Markdown that is written unchanged: tables, code.
    Verbatim,
    /// A picture with its caption as text; the name is empty where only the caption was found.
    Picture(String),
    /// A note with its label.
    Note(String),
}

/// A document after the clean-up.
#[derive(Clone, Debug, Default)]
pub struct Cleaned {
    /// How much of the text of its blocks is Markdown.
    pub markup: Markup,
    /// Its title; empty where none was found.
    pub title: String,
    /// Its blocks.
    pub blocks: Vec<Block>,
    /// What was changed, found or removed, in the order of the source.
    pub repairs: Vec<Repair>,
}
