//! The data model of an import: a document before and after the clean-up.
//!
//! The readers produce a [`Document`]. The clean-up turns it into a [`Cleaned`] document, which is then written as Markdown.

use super::repair::Repair;
use std::path::PathBuf;

/// A document as it was read, before any clean-up.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The path of the source file, as the user specified it.
    pub source: PathBuf,
    /// Its title, if the format has a title field.
    pub title: Option<String>,
    /// Its blocks, in reading order.
    pub blocks: Vec<Block>,
    /// How much of the blocks' text is Markdown.
    pub markup: Markup,
    /// Whether the blocks are still raw lines, which the clean-up must join into paragraphs.
    pub raw_lines: bool,
    /// The encoding of the source file, such as `UTF-8`; for .docx and .odt, the file extension instead.
    pub encoding: &'static str,
    /// The pictures that came with it.
    pub pictures: Vec<DocumentPicture>,
    /// Menus, headers and similar text that the reader left out.
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

/// Text that a reader left out because it does not belong to the main text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The line of the source, counted from 1.
    pub line: usize,
    /// The text that was left out.
    pub text: String,
}

/// How much of a text is Markdown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Markup {
    /// None of it: every character is literal.
    #[default]
    None,
    /// Only the markup within paragraphs: emphasis and links.
    Inline,
    /// All of it.
    Full,
}

/// A block of a document, such as a paragraph, a heading or a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The kind of block.
    pub kind: BlockKind,
    /// Its text, with the source's line breaks. Note references are enclosed in private-use characters: see `markers.rs`.
    pub text: String,
    /// The line of the source on which it begins, counted from 1. Formats without lines use the paragraph number or 0.
    pub line: usize,
}

/// The kind of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A paragraph.
    Paragraph,
    /// A heading with its level, counted from 1. A title has level 0 until all headings are moved down by one level.
    Heading(u8),
    /// A paragraph of a quotation.
    Quote,
    /// An item of a list, with its bullet or number.
    ListItem,
    /// Verse, which keeps its line breaks.
    Verse,
    /// The author's sign-off, perhaps with a place and a date. It keeps its line breaks.
    Signature,
    /// Markdown that is written unchanged, such as a table or code.
    Verbatim,
    /// A picture with its name; the block's text is the caption. The name is empty if only a caption was found.
    Picture(String),
    /// A note with its label.
    Note(String),
}

/// A document after the clean-up.
#[derive(Clone, Debug, Default)]
pub struct Cleaned {
    /// How much of the blocks' text is Markdown.
    pub markup: Markup,
    /// Its title; empty if none was found.
    pub title: String,
    /// Its blocks.
    pub blocks: Vec<Block>,
    /// Everything that was changed, recognised or removed, in the order of the source.
    pub repairs: Vec<Repair>,
}
