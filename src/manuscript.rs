//! The manuscript as a tree: texts contain blocks and notes, and blocks contain inlines. Spans refer to the source files.
//!
//! `read` parses it from Markdown, `normalise` corrects its typography and numbers its notes, and `compose` lays it out. The
//! manuscript contains nothing about fonts, measures or pages.

use crate::diagnostic::{FileId, Span};
use crate::image::ImageId;
use crate::unit::Length;
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
    /// The source file.
    pub file: FileId,
    /// The path of the source file, relative to the brochure's folder.
    pub name: String,
    /// The front matter.
    pub front: FrontMatter,
    /// The blocks, in order.
    pub blocks: Vec<Block>,
    /// The notes, indexed by [`NoteId`].
    pub notes: Vec<Note>,
}

/// The front matter of a text: the data about it at the head of its file.
#[derive(Clone, Debug, Default)]
pub struct FrontMatter {
    /// The title.
    pub title: Option<Words>,
    /// The subtitle.
    pub subtitle: Option<Words>,
    /// The author, or several, separated by commas.
    pub author: Option<Words>,
    /// The translator.
    pub translator: Option<Words>,
    /// The publication in which the text first appeared.
    pub source: Option<Words>,
    /// The date when the text was written or published.
    pub date: Option<Words>,
    /// A summary, which is printed below the title.
    pub summary: Option<Words>,
    /// The title of the part of the brochure that this text opens. It is printed on a separate page.
    pub part: Option<Words>,
    /// Where the text begins; `None` for the default in `[text] opener`.
    pub opener: Option<Opener>,
    /// Whether the text begins with a drop cap; `None` for the default in `[text] drop_caps`.
    pub drop_cap: Option<bool>,
    /// The language tag; `None` for the language of the brochure.
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

/// A run of words in one style, with its span.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Words {
    /// The words. `normalise` corrects them, so they may differ from the source.
    pub text: String,
    /// The span in the source. If the span is as long as `text` in bytes, the source has the same bytes as `text` there.
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
    /// The label in the source: `1` in `[^1]`.
    pub label: String,
    /// The series in which the note is numbered.
    pub series: Series,
    /// The number in the series, from 1; 0 until `normalise` has numbered the notes.
    pub number: u32,
    /// The text of the note.
    pub blocks: Vec<Block>,
    /// The span in the source.
    pub span: Span,
}

/// The kind of a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadingKind {
    /// The title of a text or of a section.
    Title,
    /// A question in an interview. It stays on the page on which its answer begins, and the contents don't list it.
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
    /// Code, with its spaces and line breaks.
    Code(Code),
    /// A thematic break: three asterisks.
    Rule(Span),
    /// A picture with its caption.
    Figure(Figure),
    /// Several pictures side by side, each with its caption.
    FigureRow(Vec<Figure>),
    /// A glossary: terms with their definitions.
    Definitions(Vec<Definition>),
    /// Blocks whose lines are aligned differently from the text around them.
    Aligned(Align, Vec<Block>),
    /// A page break that the author asked for.
    PageBreak(Span),
    /// A table.
    Table(Table),
    /// Verse, as a list of lines.
    Verse(Vec<Vec<Inline>>),
    /// An epigraph: a quotation at the head of a text, with its source.
    Epigraph(Epigraph),
    /// A boxed text.
    Box(Boxed),
    /// The author, translator and source of a text, below its title.
    Byline(Vec<Inline>),
    /// The signature line below a text, as a list of lines: names, place and date.
    Signature(Vec<Vec<Inline>>),
}

impl Block {
    /// Returns the pictures of a figure or of a row of figures. Other blocks have none, even if pictures are inside them.
    pub fn figures(&self) -> &[Figure] {
        match self {
            Block::Figure(figure) => std::slice::from_ref(figure),
            Block::FigureRow(figures) => figures,
            Block::Heading(_)
            | Block::Paragraph(_)
            | Block::Quote(_)
            | Block::List(_)
            | Block::Code(_)
            | Block::Rule(_)
            | Block::Definitions(_)
            | Block::Aligned(..)
            | Block::PageBreak(_)
            | Block::Table(_)
            | Block::Verse(_)
            | Block::Epigraph(_)
            | Block::Box(_)
            | Block::Byline(_)
            | Block::Signature(_) => &[],
        }
    }

    /// Like [`Block::figures`], but the pictures can be changed.
    pub fn figures_mut(&mut self) -> &mut [Figure] {
        match self {
            Block::Figure(figure) => std::slice::from_mut(figure),
            Block::FigureRow(figures) => figures,
            Block::Heading(_)
            | Block::Paragraph(_)
            | Block::Quote(_)
            | Block::List(_)
            | Block::Code(_)
            | Block::Rule(_)
            | Block::Definitions(_)
            | Block::Aligned(..)
            | Block::PageBreak(_)
            | Block::Table(_)
            | Block::Verse(_)
            | Block::Epigraph(_)
            | Block::Box(_)
            | Block::Byline(_)
            | Block::Signature(_) => &mut [],
        }
    }
}

/// A heading.
#[derive(Clone, Debug)]
pub struct Heading {
    /// The level, from 1 (the title of a text) to 6.
    pub level: u8,
    /// The kind.
    pub kind: HeadingKind,
    /// The words.
    pub inlines: Vec<Inline>,
    /// The name that links use to refer to the heading. `normalise` derives it from the words if the author gave none.
    pub anchor: Option<String>,
    /// The span in the source.
    pub span: Span,
}

/// A list.
#[derive(Clone, Debug)]
pub struct List {
    /// The marks before the items.
    pub marker: ListMarker,
    /// Whether the items follow each other without extra space, as in a list without empty lines (CommonMark's tight lists).
    pub tight: bool,
    /// The items.
    pub items: Vec<ListItem>,
}

/// The marks before the items of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListMarker {
    /// A dash before each item.
    Dash,
    /// A number before each item.
    Number {
        /// The number of the first item.
        first: u64,
        /// How the items are counted.
        counter: Counter,
        /// The character after each number: `.` or `)`.
        delimiter: char,
    },
}

/// How the items of a list are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counter {
    /// 1, 2, 3.
    Decimal,
    /// a, b, c, and after z aa.
    LowerLetters,
    /// A, B, C.
    UpperLetters,
    /// i, ii, iii.
    LowerRoman,
    /// I, II, III.
    UpperRoman,
}

/// An item of a list.
#[derive(Clone, Debug, Default)]
pub struct ListItem {
    /// Whether the task is done, if the item is a task: it has a box, checked or not, in place of its mark.
    pub done: Option<bool>,
    /// The content.
    pub blocks: Vec<Block>,
}

/// A term with its definition.
#[derive(Clone, Debug, Default)]
pub struct Definition {
    /// The term; empty if this is another definition of the term before it.
    pub term: Vec<Inline>,
    /// The definition.
    pub blocks: Vec<Block>,
}

/// Code, with its spaces and line breaks.
#[derive(Clone, Debug)]
pub struct Code {
    /// The text, including its line ends.
    pub text: String,
    /// The span in the source.
    pub span: Span,
}

/// A picture between paragraphs, with its caption.
#[derive(Clone, Debug)]
pub struct Figure {
    /// The picture.
    pub picture: PictureRef,
    /// The caption below the picture; empty if there is none.
    pub caption: Vec<Inline>,
    /// The photographer or artist, from the title of the Markdown image.
    pub credit: Option<Words>,
    /// A description of the picture for readers who can't see it; `None` if the caption serves as one.
    pub description: Option<String>,
    /// The width that the text asks for; `None` for the width of the column.
    pub width: Option<FigureWidth>,
}

/// The width of a picture as given in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FigureWidth {
    /// In per cent of the measure, from 1 to 100.
    Percent(u32),
    /// A length.
    Length(Length),
}

/// A reference to a picture.
#[derive(Clone, Debug)]
pub struct PictureRef {
    /// The picture file, relative to the brochure's folder.
    pub name: String,
    /// The picture; `None` if the file is missing or `read` has not looked for it yet.
    pub image: Option<ImageId>,
    /// The width and height in pixels; zero if `image` is `None`.
    pub pixels: (u32, u32),
    /// The span in the source.
    pub span: Span,
}

/// A picture whose file was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FoundPicture {
    /// The picture.
    pub image: ImageId,
    /// The width and height in pixels.
    pub pixels: (u32, u32),
}

/// The alignment of a table column.
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
    /// Whether the first row is a head.
    pub has_head: bool,
    /// The rows of cells.
    pub rows: Vec<Vec<Vec<Inline>>>,
    /// The span in the source.
    pub span: Span,
}

/// An epigraph.
#[derive(Clone, Debug)]
pub struct Epigraph {
    /// The quotation.
    pub blocks: Vec<Block>,
    /// The author or source; empty if none is given.
    pub attribution: Vec<Inline>,
}

/// A boxed text.
#[derive(Clone, Debug)]
pub struct Boxed {
    /// The title; empty if there is none.
    pub title: Vec<Inline>,
    /// The content.
    pub blocks: Vec<Block>,
}

/// The target of a link, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// An address outside the brochure, such as `https://…`.
    Address(String),
    /// The anchor of a heading in this brochure, without `#`.
    Anchor(String),
    /// Another text of this brochure.
    Text {
        /// Its file, relative to the brochure's folder.
        file: String,
        /// The anchor of a heading in that text, without `#`; `None` for the beginning of the text.
        anchor: Option<String>,
    },
}

/// The style of words inside a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum InlineStyle {
    /// Emphasis: italic, or roman inside italic.
    Emphasis,
    /// Strong emphasis: bold.
    Strong,
    /// Struck out.
    Struck,
    /// Underlined. Marked words are underlined too, because a photocopier swallows a coloured background.
    Underlined,
    /// A superscript.
    Superscript,
    /// A subscript.
    Subscript,
    /// Small capitals, used for the Roman numerals of centuries.
    SmallCapitals,
    /// Smaller than the words around it.
    Small,
}

/// An inline element.
#[derive(Clone, Debug)]
pub enum Inline {
    /// Text without mark-up.
    Text(Words),
    /// Words in a style other than that of the words around them.
    Styled {
        /// The style.
        style: InlineStyle,
        /// The words.
        inlines: Vec<Inline>,
        /// The span in the source, including the mark-up.
        span: Span,
    },
    /// Code, set in a monospaced face and as written.
    Code(Words),
    /// A link.
    Link {
        /// The target.
        link: Link,
        /// The words that are printed.
        inlines: Vec<Inline>,
        /// The span in the source.
        span: Span,
    },
    /// Words in a language other than that of the text.
    Foreign {
        /// The language tag, as in HTML: `en`, `es`, `pt-BR`.
        language: String,
        /// The words.
        inlines: Vec<Inline>,
        /// The span in the source, including the mark-up.
        span: Span,
    },
    /// A forced line break.
    Break,
    /// A picture inside a line.
    Picture(PictureRef),
    /// A note reference with its span: the superior figure in the text (in French, *appel de note*).
    NoteRef(NoteId, Span),
}

impl Inline {
    /// Returns inlines in a style.
    pub fn styled(style: InlineStyle, inlines: Vec<Inline>, span: Span) -> Inline {
        Inline::Styled { style, inlines, span }
    }

    /// Returns the inlines inside this one; empty for text, code, breaks, pictures and note references.
    pub fn inner(&self) -> &[Inline] {
        match self {
            Inline::Styled { inlines: inner, .. }
            | Inline::Foreign { inlines: inner, .. }
            | Inline::Link { inlines: inner, .. } => inner,
            Inline::Text(_) | Inline::Code(_) | Inline::Break | Inline::Picture(_) | Inline::NoteRef(..) => &[],
        }
    }

    /// Returns the same inlines as [`inner`](Self::inner), but mutable.
    pub fn inner_mut(&mut self) -> &mut [Inline] {
        match self {
            Inline::Styled { inlines: inner, .. }
            | Inline::Foreign { inlines: inner, .. }
            | Inline::Link { inlines: inner, .. } => inner,
            Inline::Text(_) | Inline::Code(_) | Inline::Break | Inline::Picture(_) | Inline::NoteRef(..) => &mut [],
        }
    }
}

/// Returns the words of these inlines without mark-up. A line break becomes a space; pictures and note references are left out.
pub fn plain_text(inlines: &[Inline]) -> String {
    let mut text = String::new();
    for inline in inlines {
        match inline {
            Inline::Text(words) | Inline::Code(words) => text.push_str(&words.text),
            Inline::Styled { inlines: inner, .. }
            | Inline::Foreign { inlines: inner, .. }
            | Inline::Link { inlines: inner, .. } => text.push_str(&plain_text(inner)),
            Inline::Break => text.push(' '),
            Inline::Picture(_) | Inline::NoteRef(..) => {}
        }
    }
    text
}
