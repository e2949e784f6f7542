//! The elements of Markdown and HTML while they are open.

use crate::manuscript::{Align, Counter, Definition, InlineStyle, Link, ListItem};

/// An element that has been opened and not yet closed.
#[derive(Debug)]
pub(super) enum Element {
    /// The text as a whole.
    Root,
    Paragraph,
    Heading {
        level: u8,
        anchor: Option<String>,
    },
    Quote,
    List(OpenList),
    Item {
        /// Whether the task is done, if the item is a task.
        done: Option<bool>,
    },
    /// A glossary.
    Definitions(Vec<Definition>),
    /// A term of a glossary.
    Term,
    /// The definition of a term.
    Definition,
    Table(OpenTable),
    Row {
        is_head: bool,
        cells: Vec<OpenCell>,
    },
    /// A cell of a table, with its alignment and the number of columns that it spans.
    Cell {
        align: Option<Align>,
        columns: usize,
    },
    /// The caption of a figure or of a table.
    Caption,
    /// The definition of a note, with its label.
    NoteDefinition(String),
    /// A part of a text.
    Division(Division),
    /// A figure in HTML, with its caption.
    Figure {
        caption: Vec<crate::manuscript::Inline>,
    },
    /// The summary of details that a browser hides at first.
    Summary,
    /// Preformatted text.
    Preformatted(String),
    Styled(InlineStyle),
    /// A quotation inside a line.
    Quoted,
    Link(Link),
    /// Words in the language with this tag.
    Foreign(String),
    Picture(OpenPicture),
    /// Code inside a line.
    Code(String),
    /// An element whose tags are ignored and whose content is kept.
    Ignored,
    /// An element whose content is left out.
    Hidden,
}

/// A list whose items are being read.
#[derive(Debug)]
pub(super) struct OpenList {
    /// The number of the first item; `None` for dashes.
    pub(super) first: Option<u64>,
    pub(super) counter: Counter,
    /// The character after each number.
    pub(super) delimiter: char,
    /// Whether the items contain no paragraphs.
    pub(super) tight: bool,
    pub(super) items: Vec<ListItem>,
}

/// A table whose rows are being read.
#[derive(Debug, Default)]
pub(super) struct OpenTable {
    pub(super) columns: Vec<Align>,
    pub(super) rows: Vec<Vec<OpenCell>>,
    /// Whether the first row is a head.
    pub(super) has_head: bool,
    pub(super) caption: Vec<crate::manuscript::Inline>,
}

/// A cell that has been read.
#[derive(Debug)]
pub(super) struct OpenCell {
    pub(super) inlines: Vec<crate::manuscript::Inline>,
    pub(super) align: Option<Align>,
    /// The number of columns that it spans.
    pub(super) columns: usize,
}

/// The meaning of a division.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Division {
    /// A part of the text without a special meaning.
    Plain,
    /// Blocks that are aligned.
    Aligned(Align),
    /// A boxed text.
    Box,
    /// Verse.
    Verse,
    /// An epigraph.
    Epigraph,
    /// A signature.
    Signature,
    /// A part of the text that begins a page.
    NewPage,
    /// A part of the text after which a page begins.
    PageAfter,
}

/// A picture whose alternative text is being read.
#[derive(Clone, Debug, Default)]
pub(super) struct OpenPicture {
    /// The file name as written.
    pub(super) name: String,
    /// The credit.
    pub(super) title: String,
    /// A description given separately from the alternative text.
    pub(super) description: Option<String>,
    /// The width as written: `50%`, `200px`.
    pub(super) width: Option<String>,
    /// Whether the alternative text must not become a caption.
    pub(super) is_embed: bool,
}
