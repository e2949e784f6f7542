//! The manuscript: texts made of blocks, blocks made of inlines, with notes, and where each of them was typed.
//!
//! `read` makes it from Markdown; `normalise` corrects its typography and numbers its notes; `compose` lays it out. It knows
//! nothing of fonts, measures or pages.

use crate::diagnostic::{FileId, Span};
use crate::image::ImageId;
use std::sync::Arc;

/// All texts of a brochure, in order.
#[derive(Clone, Debug, Default)]
pub struct Manuscript {
    /// The texts. They are shared with the caches of `read` and `normalise`, which recognise an unchanged text by its pointer.
    pub texts: Vec<Arc<Text>>,
}

/// One text: a file of the manuscript.
#[derive(Clone, Debug)]
pub struct Text {
    /// Its file.
    pub file: FileId,
    /// Its front matter.
    pub front: FrontMatter,
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
    /// Its notes, indexed by [`NoteId`].
    pub notes: Vec<Note>,
}

/// The front matter of a text: the TOML between two lines `+++` at its head.
#[derive(Clone, Debug, Default)]
pub struct FrontMatter {
    /// Its title.
    pub title: Option<Words>,
    /// Who wrote it.
    pub author: Option<Words>,
    /// Who translated it.
    pub translator: Option<Words>,
    /// Where it was first published.
    pub source: Option<Words>,
    /// When it was written or published.
    pub date: Option<Words>,
    /// The title of the part of the brochure that this text opens; it gets a page of its own.
    pub part: Option<Words>,
    /// Where the text begins, if not where `[text] opener` says.
    pub opener: Option<Opener>,
    /// Whether it begins with a drop capital, if not as `[text] drop_caps` says.
    pub drop_cap: Option<bool>,
    /// Its language tag, if not the brochure's.
    pub language: Option<String>,
}

/// Where a text begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opener {
    /// On the next right-hand page.
    Recto,
    /// On a new page.
    Page,
    /// On the page on which the text before it ends.
    Continue,
}

/// A run of words in one style, and where it was typed.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Words {
    /// The words. `normalise` corrects them, so they may differ from what was typed.
    pub text: String,
    /// Where they were typed. As long as `text` in bytes where both are alike, byte for byte.
    pub span: Span,
}

/// The index of a note in [`Text::notes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NoteId(pub u32);

/// The series in which a note is numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Series {
    /// The author's notes: 1, 2, 3.
    Author,
    /// The translator's notes: a, b, c.
    Translator,
}

/// A note.
#[derive(Clone, Debug)]
pub struct Note {
    /// The label it was typed with: `1` in `[^1]`.
    pub label: String,
    /// Its series.
    pub series: Series,
    /// Its number in its series, from 1; 0 before `normalise` has numbered the notes.
    pub number: u32,
    /// Its text.
    pub blocks: Vec<Block>,
    /// Where it was typed.
    pub span: Span,
}

/// The purpose of a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadingKind {
    /// The title of a text or of a section.
    Title,
    /// A question of an interview, which is kept on one page with its answer and left out of the contents.
    Question,
}

/// A block-level element.
#[derive(Clone, Debug)]
pub enum Block {
    /// The title of a text or of a section.
    Heading(Heading),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A quotation.
    Quote(Vec<Block>),
    /// A list.
    List(List),
    /// Code: lines that keep their spaces and their breaks.
    Code(Code),
    /// A thematic break: three asterisks.
    Rule(Span),
    /// A picture with its caption.
    Figure(Figure),
    /// A table.
    Table(Table),
    /// Verse, line by line.
    Verse(Vec<Vec<Inline>>),
    /// An epigraph: a quotation at the head of a text, with its source.
    Epigraph(Epigraph),
    /// A boxed text.
    Box(Boxed),
    /// Author, translator, source, below a text's title.
    Byline(Vec<Inline>),
    /// The signature below a text, line by line: names, place and date.
    Signature(Vec<Vec<Inline>>),
}

/// A heading.
#[derive(Clone, Debug)]
pub struct Heading {
    /// Its level: 1, for the title of a text, to 6.
    pub level: u8,
    /// Its purpose.
    pub kind: HeadingKind,
    /// Its words.
    pub inlines: Vec<Inline>,
    /// The name by which links refer to it. `normalise` derives one from its words where none was typed.
    pub anchor: Option<String>,
    /// Where it was typed.
    pub span: Span,
}

/// A list.
#[derive(Clone, Debug)]
pub struct List {
    /// The number of the first item; `None` for a bulleted list.
    pub first: Option<u64>,
    /// Whether the items follow each other without space, as in a list without empty lines (CommonMark's tight lists).
    pub tight: bool,
    /// The items.
    pub items: Vec<Vec<Block>>,
}

/// Code: lines that keep their spaces and their breaks.
#[derive(Clone, Debug)]
pub struct Code {
    /// The text, with its line ends.
    pub text: String,
    /// Where it was typed.
    pub span: Span,
}

/// A picture between paragraphs, with its caption.
#[derive(Clone, Debug)]
pub struct Figure {
    /// The picture.
    pub picture: PictureRef,
    /// The caption below it; empty if there is none.
    pub caption: Vec<Inline>,
    /// Who took or drew it: the title of a Markdown image.
    pub credit: Option<Words>,
}

/// A mention of a picture.
#[derive(Clone, Debug)]
pub struct PictureRef {
    /// Its file, relative to the brochure's folder.
    pub name: String,
    /// The picture; `None` before `read` has looked for it, and where the file is missing.
    pub image: Option<ImageId>,
    /// Its width and height in pixels; zero where `image` is `None`.
    pub pixels: (u32, u32),
    /// Where it was typed.
    pub span: Span,
}

/// A picture that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FoundPicture {
    /// The picture.
    pub image: ImageId,
    /// Its width and height in pixels.
    pub pixels: (u32, u32),
}

/// The alignment of a table's column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Align {
    /// Flush left.
    #[default]
    Left,
    /// Centred.
    Centre,
    /// Flush right.
    Right,
}

/// A table.
#[derive(Clone, Debug)]
pub struct Table {
    /// The alignment of each column.
    pub columns: Vec<Align>,
    /// Rows of cells; the first row is the head.
    pub rows: Vec<Vec<Vec<Inline>>>,
    /// Where it was typed.
    pub span: Span,
}

/// An epigraph.
#[derive(Clone, Debug)]
pub struct Epigraph {
    /// The quotation.
    pub blocks: Vec<Block>,
    /// Its author or source; empty if none is named.
    pub attribution: Vec<Inline>,
}

/// A boxed text.
#[derive(Clone, Debug)]
pub struct Boxed {
    /// Its title; empty if it has none.
    pub title: Vec<Inline>,
    /// Its content.
    pub blocks: Vec<Block>,
}

/// The target of a link, as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// An address outside of the brochure, such as `https://…`.
    Address(String),
    /// The anchor of a heading of this brochure, without `#`.
    Anchor(String),
}

/// An inline element.
#[derive(Clone, Debug)]
pub enum Inline {
    /// Words without mark-up of their own.
    Text(Words),
    /// Emphasis: italic, or roman within italic.
    Emphasis(Vec<Inline>),
    /// Strong emphasis: bold.
    Strong(Vec<Inline>),
    /// Struck out.
    Struck(Vec<Inline>),
    /// A superscript.
    Superscript(Vec<Inline>),
    /// A subscript.
    Subscript(Vec<Inline>),
    /// Code, in a monospaced face and as typed.
    Code(Words),
    /// A link.
    Link {
        /// Its target.
        link: Link,
        /// The words that are printed.
        inlines: Vec<Inline>,
        /// Where it was typed.
        span: Span,
    },
    /// Words in another language than the text's.
    Foreign {
        /// The language tag, as in HTML: `en`, `es`, `pt-BR`.
        language: String,
        /// The words.
        inlines: Vec<Inline>,
    },
    /// Small capitals: the Roman numerals of centuries.
    SmallCapitals(Vec<Inline>),
    /// A forced line break.
    Break,
    /// A picture inside a line.
    Picture(PictureRef),
    /// A note reference: the superior figure in the text (in French, *appel de note*), and where it was typed.
    NoteRef(NoteId, Span),
}

impl Inline {
    /// The inlines inside of this one; empty for words, code, breaks, pictures and note references.
    pub fn inner(&self) -> &[Inline] {
        match self {
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Struck(inner)
            | Inline::Superscript(inner)
            | Inline::Subscript(inner)
            | Inline::SmallCapitals(inner)
            | Inline::Foreign { inlines: inner, .. }
            | Inline::Link { inlines: inner, .. } => inner,
            Inline::Text(_) | Inline::Code(_) | Inline::Break | Inline::Picture(_) | Inline::NoteRef(..) => &[],
        }
    }

    /// Like [`inner`](Self::inner), for changing them.
    pub fn inner_mut(&mut self) -> &mut [Inline] {
        match self {
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Struck(inner)
            | Inline::Superscript(inner)
            | Inline::Subscript(inner)
            | Inline::SmallCapitals(inner)
            | Inline::Foreign { inlines: inner, .. }
            | Inline::Link { inlines: inner, .. } => inner,
            Inline::Text(_) | Inline::Code(_) | Inline::Break | Inline::Picture(_) | Inline::NoteRef(..) => &mut [],
        }
    }
}

/// The words of these inlines without mark-up; a line break becomes a space, pictures and note references are left out.
pub fn plain_text(inlines: &[Inline]) -> String {
    let mut text = String::new();
    for inline in inlines {
        match inline {
            Inline::Text(words) | Inline::Code(words) => text.push_str(&words.text),
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Struck(inner)
            | Inline::Superscript(inner)
            | Inline::Subscript(inner)
            | Inline::SmallCapitals(inner)
            | Inline::Foreign { inlines: inner, .. }
            | Inline::Link { inlines: inner, .. } => text.push_str(&plain_text(inner)),
            Inline::Break => text.push(' '),
            Inline::Picture(_) | Inline::NoteRef(..) => {}
        }
    }
    text
}
