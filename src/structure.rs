//! What the pieces of a page are: paragraphs, headings, captions. A tagged PDF names them.

/// The role of a piece of a page in the structure of the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Role {
    /// A paragraph of running text.
    #[default]
    Paragraph,
    /// A heading of a level, from 1.
    Heading(u8),
    /// The author line of a text.
    Byline,
    /// The number or dash of a list item.
    ListMark,
    /// The text of a list item.
    ListItem,
    /// A quotation.
    Quotation,
    /// A line of verse.
    Verse,
    /// A line of code.
    Code,
    /// A cell of a table.
    TableCell,
    /// A picture.
    Figure,
    /// The caption of a picture.
    Caption,
    /// The text of a note, or its number.
    Note,
    /// An entry of the table of contents.
    ContentsEntry,
    /// The text of a cover, a title page or a colophon.
    Display,
    /// A field that a click follows.
    Link,
    /// Rules, page numbers and running heads: no part of the text.
    Artifact,
}

/// Items of a page, one after the other, that have the same role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Their role.
    pub role: Role,
    /// How many there are.
    pub items: usize,
}
