//! The roles of the pieces of a page, such as paragraph, heading and caption. A tagged PDF records them.

/// The role of a piece of a page in the structure of the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Role {
    /// A paragraph of running text.
    #[default]
    Paragraph,
    /// A heading, with its level from 1.
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
    /// The clickable area of a link.
    Link,
    /// Rules, page numbers and running heads, which aren't part of the text.
    Artifact,
}

/// Consecutive items of a page that have the same role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The role.
    pub role: Role,
    /// The number of items.
    pub items: usize,
}
