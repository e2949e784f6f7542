//! What the author means: texts of blocks of inlines, with notes, and the place each was typed.

use crate::diagnostic::{FileId, Span};
use crate::image::ImageId;
use std::sync::Arc;

/// All texts of a brochure, in order.
#[derive(Clone, Debug, Default)]
pub struct Manuscript {
    /// The texts. One that is as it was is shared with whoever keeps it for the next time.
    pub texts: Vec<Arc<Text>>,
}

/// One text: a file of the manuscript.
#[derive(Clone, Debug)]
pub struct Text {
    /// Its file.
    pub file: FileId,
    /// What stands between the `+++` lines.
    pub front: FrontMatter,
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
    /// Its notes, by [`NoteId`].
    pub notes: Vec<Note>,
}

/// What a text says of itself before it begins.
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
    /// When.
    pub date: Option<Words>,
    /// The part of the brochure that it opens; a page of its own.
    pub part: Option<Words>,
    /// Where it begins.
    pub opener: Option<Opener>,
    /// Whether its first letter drops.
    pub drop_cap: Option<bool>,
    /// Its language, if not the brochure's.
    pub language: Option<String>,
}

/// Where a text begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opener {
    /// On the next right-hand page.
    Recto,
    /// On a new page.
    Page,
    /// Where the text before it ends.
    Continue,
}

/// Words and where they were typed.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Words {
    /// The words, as they are to be set.
    pub text: String,
    /// Where they were typed.
    pub span: Span,
}

/// The number of a note within its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NoteId(pub u32);

/// Which series a note is numbered in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Series {
    /// The author's: numbers.
    Author,
    /// The translator's: letters.
    Translator,
}

/// A note.
#[derive(Clone, Debug)]
pub struct Note {
    /// The label it was typed with.
    pub label: String,
    /// Its series.
    pub series: Series,
    /// Its number in its series, from 1; 0 until notes are numbered.
    pub number: u32,
    /// Its text.
    pub blocks: Vec<Block>,
    /// Where it was typed.
    pub span: Span,
}

/// What a heading is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadingKind {
    /// A title of that level.
    Title,
    /// A question in an interview.
    Question,
}

/// Something that stands between two others on a page.
#[derive(Clone, Debug)]
pub enum Block {
    /// A title inside a text, or the title of it.
    Heading(Heading),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A quotation.
    Quote(Vec<Block>),
    /// A list.
    List(List),
    /// Lines set as they were typed.
    Code(Code),
    /// A break in the text.
    Rule(Span),
    /// A picture with its caption.
    Figure(Figure),
    /// A table.
    Table(Table),
    /// Verse, line by line.
    Verse(Vec<Vec<Inline>>),
    /// A quotation at the head of a text, with who said it.
    Epigraph(Epigraph),
    /// A text in a frame.
    Box(Boxed),
    /// Author, translator, source, below a text's title.
    Byline(Vec<Inline>),
    /// Who signed a text, line by line, with the place and the day.
    Signature(Vec<Vec<Inline>>),
}

/// A heading.
#[derive(Clone, Debug)]
pub struct Heading {
    /// 1 for a text's title, to 6.
    pub level: u8,
    /// What it is for.
    pub kind: HeadingKind,
    /// Its words.
    pub inlines: Vec<Inline>,
    /// The name that links may use.
    pub anchor: Option<String>,
    /// Where it was typed.
    pub span: Span,
}

/// A list.
#[derive(Clone, Debug)]
pub struct List {
    /// The number of the first item, or none for bullets.
    pub first: Option<u64>,
    /// Whether no item holds more than a paragraph.
    pub tight: bool,
    /// The items.
    pub items: Vec<Vec<Block>>,
}

/// Lines set as they were typed.
#[derive(Clone, Debug)]
pub struct Code {
    /// The text, with its line ends.
    pub text: String,
    /// Where it was typed.
    pub span: Span,
}

/// A picture on its own, with what is said of it.
#[derive(Clone, Debug)]
pub struct Figure {
    /// The picture.
    pub picture: PictureRef,
    /// What stands below it.
    pub caption: Vec<Inline>,
    /// Who made it.
    pub credit: Option<Words>,
}

/// A picture that a text names.
#[derive(Clone, Debug)]
pub struct PictureRef {
    /// Its file, as typed.
    pub name: String,
    /// Its number; none until it was found.
    pub image: Option<ImageId>,
    /// Its width and height in pixels; zero until it was found.
    pub pixels: (u32, u32),
    /// Where it was typed.
    pub span: Span,
}

/// On which side of its column a cell's text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Align {
    /// At the left.
    #[default]
    Left,
    /// In the middle.
    Centre,
    /// At the right.
    Right,
}

/// A table.
#[derive(Clone, Debug)]
pub struct Table {
    /// How each column stands.
    pub columns: Vec<Align>,
    /// Rows of cells; the first is the head.
    pub rows: Vec<Vec<Vec<Inline>>>,
    /// Where it was typed.
    pub span: Span,
}

/// An epigraph.
#[derive(Clone, Debug)]
pub struct Epigraph {
    /// What was said.
    pub blocks: Vec<Block>,
    /// Who said it.
    pub attribution: Vec<Inline>,
}

/// A text in a frame.
#[derive(Clone, Debug)]
pub struct Boxed {
    /// Its title.
    pub title: Vec<Inline>,
    /// What is in it.
    pub blocks: Vec<Block>,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// To an address.
    Address(String),
    /// To a named heading of this brochure.
    Anchor(String),
}

/// Something that stands in a line.
#[derive(Clone, Debug)]
pub enum Inline {
    /// Words.
    Text(Words),
    /// Emphasis: italic, or roman within italic.
    Emphasis(Vec<Inline>),
    /// Strong emphasis: bold.
    Strong(Vec<Inline>),
    /// Struck out.
    Struck(Vec<Inline>),
    /// Raised.
    Superscript(Vec<Inline>),
    /// Lowered.
    Subscript(Vec<Inline>),
    /// Typewriter letters, as typed.
    Code(Words),
    /// A link.
    Link {
        /// Where it leads.
        link: Link,
        /// What is printed.
        inlines: Vec<Inline>,
        /// Where it was typed.
        span: Span,
    },
    /// Words in another language, as HTML names it.
    Foreign {
        /// Its tag: `en`, `es`, `pt-BR`.
        language: String,
        /// The words.
        inlines: Vec<Inline>,
    },
    /// Capitals as small as small letters: the numerals of centuries.
    SmallCapitals(Vec<Inline>),
    /// A new line.
    Break,
    /// A picture within a line.
    Picture(PictureRef),
    /// The call of a note.
    Call(NoteId, Span),
}

impl Inline {
    /// The inlines that it lays something over; none where it is words or a sign itself.
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
            Inline::Text(_) | Inline::Code(_) | Inline::Break | Inline::Picture(_) | Inline::Call(..) => &[],
        }
    }

    /// The same, to be changed.
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
            Inline::Text(_) | Inline::Code(_) | Inline::Break | Inline::Picture(_) | Inline::Call(..) => &mut [],
        }
    }
}

/// Calls `visit` on every run of words below these inlines, in reading order; code is left out.
pub fn each_words(inlines: &mut [Inline], visit: &mut dyn FnMut(&mut Words)) {
    for inline in inlines {
        if let Inline::Text(words) = inline {
            visit(words);
        }
        each_words(inline.inner_mut(), visit);
    }
}

/// The words of these inlines without any mark-up.
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
            Inline::Picture(_) | Inline::Call(..) => {}
        }
    }
    text
}
