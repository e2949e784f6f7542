//! What was typed into brochure.toml ([`RawSpec`]) and what it means ([`Spec`]).
//!
//! The raw form holds only what stands in the file, each value with its place. The meaning has every default
//! resolved and every length in [`Length`]; `normalise` makes one from the other.

use crate::diagnostic::Placed;
use crate::font::FaceId;
use crate::geometry::{Insets, Size};
use crate::image::ImageId;
use crate::manuscript::{Opener, Words};
use crate::unit::Length;
use std::collections::BTreeMap;

/// A text value that may be there.
pub type RawText = Option<Placed<String>>;
/// A switch that may be there.
pub type RawFlag = Option<Placed<bool>>;
/// A whole number that may be there.
pub type RawNumber = Option<Placed<i64>>;
/// A list of texts that may be there.
pub type RawList = Option<Vec<Placed<String>>>;

/// brochure.toml as it was typed.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the fields are the keys of brochure.toml, which docs/brochure.md explains")]
pub struct RawSpec {
    pub title: RawText,
    pub subtitle: RawText,
    pub author: RawText,
    pub translator: RawText,
    pub date: RawText,
    pub language: RawText,
    pub texts: RawList,
    pub layouts: RawList,
    pub page: RawPage,
    pub text: RawBody,
    pub headings: RawHeadings,
    pub notes: RawNotes,
    pub links_print: RawText,
    pub contents: Option<RawContents>,
    pub heads_running: RawText,
    pub heads_folios: RawFlag,
    pub pictures: RawPictures,
    pub cover: Option<RawCover>,
    pub fit_pages: RawNumber,
    pub fit_leading: RawList,
    pub fit_size: RawList,
    pub fit_margins: RawText,
    pub fit_looseness: RawNumber,
    pub blank_fill: RawList,
    pub french: RawFrench,
    pub hyphenation_exceptions: RawList,
    pub check_allow: RawList,
}

/// `[french]` as it was typed.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the fields are keys")]
pub struct RawFrench {
    pub profile: RawText,
    pub ligatures: RawFlag,
    pub capitals: RawFlag,
    pub ordinals: RawFlag,
    pub typed_dashes: RawFlag,
    pub curly_quotes: RawFlag,
    pub etc: RawFlag,
    pub suspension: RawFlag,
    pub elision: RawFlag,
    pub superiors: RawFlag,
    pub centuries: RawFlag,
}

/// `[page]` as it was typed.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the fields are keys")]
pub struct RawPage {
    pub size: RawText,
    pub inner: RawText,
    pub outer: RawText,
    pub top: RawText,
    pub bottom: RawText,
}

/// `[text]` as it was typed.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the fields are keys")]
pub struct RawBody {
    pub family: RawText,
    pub fallback: RawList,
    pub size: RawText,
    pub leading: RawText,
    pub paragraph: RawText,
    pub indent: RawText,
    pub align: RawText,
    pub hyphenate: RawFlag,
    pub protrusion: RawFlag,
    pub expansion: RawText,
    pub letterspacing: RawText,
    pub drop_caps: RawFlag,
    pub opener: RawText,
}

/// `[headings]` and `[code]` as they were typed.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the fields are keys")]
pub struct RawHeadings {
    pub family: RawText,
    pub code_family: RawText,
}

/// `[notes]` as it was typed.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the fields are keys")]
pub struct RawNotes {
    pub place: RawText,
    pub numbering: RawText,
    pub size: RawText,
    pub leading: RawText,
    pub back_references: RawFlag,
    pub pages: RawFlag,
    pub translator: RawText,
}

/// `[contents]` as it was typed.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the fields are keys")]
pub struct RawContents {
    pub title: RawText,
    pub depth: RawNumber,
    pub place: RawText,
}

/// `[pictures]` as it was typed.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the fields are keys")]
pub struct RawPictures {
    pub mode: RawText,
    pub screen: RawNumber,
    pub dpi: RawNumber,
    pub copies: RawNumber,
    pub levels: RawFlag,
    pub sharpen: RawNumber,
    pub reading: RawText,
    pub own: Vec<(Placed<String>, RawPicture)>,
}

/// `[picture."NAME"]` as it was typed.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the fields are keys")]
pub struct RawPicture {
    pub mode: RawText,
    pub levels: RawFlag,
    pub sharpen: RawNumber,
    pub width: RawText,
    pub crop: RawText,
    pub focus: RawList,
    pub place: RawText,
}

/// `[cover]` as it was typed.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the fields are keys")]
pub struct RawCover {
    pub style: RawText,
    pub picture: RawText,
    pub title_page: RawFlag,
    pub back: RawText,
    pub colophon: RawText,
    pub publisher: RawText,
    pub separate: RawFlag,
}

/// A brochure's settings, all resolved.
#[derive(Clone, Debug)]
pub struct Spec {
    /// Title, author and the like.
    pub title: Titles,
    /// The language of texts and labels, as in HTML: `fr`, `fr-CH`, `en`.
    pub language: String,
    /// The page.
    pub page: PageSpec,
    /// The body of the text.
    pub body: BodySpec,
    /// The faces of headings and code.
    pub faces: Faces,
    /// Notes.
    pub notes: NotesSpec,
    /// Whether a link's address is printed, in a note.
    pub print_links: bool,
    /// The table of contents, if there is one.
    pub contents: Option<ContentsSpec>,
    /// Whether running heads are printed; none: where there are enough pages and room.
    pub running_heads: Option<bool>,
    /// Whether pages are numbered.
    pub folios: bool,
    /// Pictures.
    pub pictures: PicturesSpec,
    /// Cover, title page, colophon, if any.
    pub cover: Option<CoverSpec>,
    /// The count of pages to reach, and how far settings may go for it.
    pub fit: FitSpec,
    /// What is done to French as it was typed.
    pub french: FrenchSpec,
    /// Words with a hyphen wherever they may be divided; they go before the patterns.
    pub divisions: Vec<String>,
    /// The codes of findings that `check` leaves out.
    pub allowed: Vec<String>,
}

/// A count of pages, and what may change to reach it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FitSpec {
    /// The count, and where it was typed.
    pub pages: Option<Placed<usize>>,
    /// The least and the most leading.
    pub leading: Option<(Length, Length)>,
    /// The least and the greatest size of the text.
    pub size: Option<(Length, Length)>,
    /// By how much each margin may grow or shrink.
    pub margins: Length,
    /// How many paragraphs may take a line more or less.
    pub looseness: usize,
    /// The paragraphs that do.
    pub loosened: Vec<Loosened>,
}

/// A paragraph that takes another count of lines than its best one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loosened {
    /// The number of its text.
    pub text: usize,
    /// The number of its block in the text, and its own in the block.
    pub place: (usize, u32),
    /// Lines more, or fewer.
    pub by: i64,
}

/// What is done to French as it was typed, beyond spaces, quotation marks and apostrophes, which always are set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrenchSpec {
    /// Whose conventions hold, as a tag: `fr`, `fr-CH`, `fr-CA`, `fr-BE`; none: those of the text's language.
    pub profile: Option<String>,
    /// `coeur` becomes `cœur`.
    pub ligatures: bool,
    /// `Etat` becomes `État`.
    pub capitals: bool,
    /// `3ème` becomes `3e`.
    pub ordinals: bool,
    /// Hyphens between spaces become dashes.
    pub typed_dashes: bool,
    /// `“ ”` become `« »`.
    pub curly_quotes: bool,
    /// `etc...` becomes `etc.`, bound to its comma.
    pub etc: bool,
    /// No space before an ellipsis.
    pub suspension: bool,
    /// `l' État` becomes `l’État`.
    pub elision: bool,
    /// Raised letters in `1er`, `Mme`, `n°`.
    pub superiors: bool,
    /// Centuries in small capitals.
    pub centuries: bool,
}

impl Default for FrenchSpec {
    fn default() -> FrenchSpec {
        FrenchSpec {
            profile: None,
            ligatures: true,
            capitals: true,
            ordinals: true,
            typed_dashes: true,
            curly_quotes: true,
            etc: true,
            suspension: true,
            elision: true,
            superiors: true,
            centuries: true,
        }
    }
}

/// Who and what the brochure is.
#[derive(Clone, Debug, Default)]
pub struct Titles {
    /// Its title.
    pub title: Words,
    /// What stands below the title.
    pub subtitle: Option<Words>,
    /// Who wrote it.
    pub author: Option<Words>,
    /// Who translated it.
    pub translator: Option<Words>,
    /// When it was made.
    pub date: Option<Words>,
}

/// The page and its text area.
#[derive(Clone, Copy, Debug)]
pub struct PageSpec {
    /// The size after folding.
    pub trim: Size,
    /// Margin at the spine.
    pub inner: Length,
    /// Margin at the fore-edge.
    pub outer: Length,
    /// Margin at the head.
    pub top: Length,
    /// Margin at the foot.
    pub bottom: Length,
}

impl PageSpec {
    /// The width of a full line.
    pub fn measure(&self) -> Length {
        self.trim.width - self.inner - self.outer
    }

    /// The heights of the upper and the lower margin, from the head of the page.
    pub fn frame(&self) -> (Length, Length) {
        (self.top, self.trim.height - self.bottom)
    }

    /// The height between the margins.
    pub fn height(&self) -> Length {
        self.trim.height - self.top - self.bottom
    }

    /// The distance of the text from the page's left edge.
    pub fn left(&self, recto: bool) -> Length {
        if recto { self.inner } else { self.outer }
    }

    /// The margins of a page.
    pub fn margins(&self, recto: bool) -> Insets {
        let (left, right) = if recto { (self.inner, self.outer) } else { (self.outer, self.inner) };
        Insets { top: self.top, right, bottom: self.bottom, left }
    }
}

/// How paragraphs follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paragraphs {
    /// Each begins with an indent.
    Indented,
    /// A line of space stands between them.
    Spaced,
}

/// The body of the text.
#[derive(Clone, Debug)]
pub struct BodySpec {
    /// Size of the type.
    pub size: Length,
    /// Distance of baselines: the grid.
    pub leading: Length,
    /// How paragraphs follow each other.
    pub paragraphs: Paragraphs,
    /// The indent of a paragraph.
    pub indent: Length,
    /// Whether lines fill the measure.
    pub justified: bool,
    /// Whether words may be divided.
    pub hyphenate: bool,
    /// Whether signs hang into the margins.
    pub protrusion: bool,
    /// By how much glyphs may be widened or narrowed, in 1/1000.
    pub expansion: i64,
    /// By how much letterspacing may change a line's width, in 1/1000.
    pub letterspacing: i64,
    /// Whether texts begin with a dropped letter.
    pub drop_caps: bool,
    /// Where texts begin.
    pub opener: Opener,
}

/// The four styles of a family, with what stands in for missing characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FamilySpec {
    /// Its name.
    pub name: String,
    /// Faces by style, regular, italic, bold, bold italic; each is a chain in order of preference.
    pub chains: [Vec<FaceId>; 4],
}

/// The families of a brochure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faces {
    /// For the text.
    pub body: FamilySpec,
    /// For headings and covers.
    pub headings: FamilySpec,
    /// For code.
    pub code: FamilySpec,
}

/// Where notes stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotePlace {
    /// All together at the end.
    End,
    /// After each text.
    Text,
    /// At the foot of the page that calls them.
    Foot,
}

/// Notes.
#[derive(Clone, Copy, Debug)]
pub struct NotesSpec {
    /// Where they stand.
    pub place: NotePlace,
    /// Whether numbers begin again with each text.
    pub restart: bool,
    /// Whether translator's notes are a series of their own.
    pub translator_apart: bool,
    /// Size of their type.
    pub size: Length,
    /// Distance of their baselines.
    pub leading: Length,
    /// Whether a note says the page of its call.
    pub back_references: bool,
    /// Whether the heads of notes name the pages that they serve.
    pub pages: bool,
}

/// Where the contents stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContentsPlace {
    /// Before the texts.
    Front,
    /// After them.
    End,
}

/// The table of contents.
#[derive(Clone, Debug)]
pub struct ContentsSpec {
    /// Its heading.
    pub title: Words,
    /// The lowest level of heading that it lists.
    pub depth: u8,
    /// Where it stands.
    pub place: ContentsPlace,
}

/// What sheets show of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureMode {
    /// Dots of a screen, or black and white for line art.
    Halftone,
    /// Black and white.
    Threshold,
    /// Tones of grey, left to the machine.
    Grey,
    /// The picture as it came.
    AsIs,
}

/// What becomes of pictures.
#[derive(Clone, Debug)]
pub struct PicturesSpec {
    /// What sheets show of them.
    pub way: PictureWay,
    /// What differs of some, by their names.
    pub own: BTreeMap<String, PictureWay>,
    /// How large some stand, and what is seen of them, by their names.
    pub shapes: BTreeMap<String, PictureShape>,
    /// Whether the PDF to read carries them in grey.
    pub grey_reading: bool,
    /// Lines an inch of the screen that pictures are printed in.
    pub screen: u32,
    /// Dots an inch of the machine that prints the sheets.
    pub dpi: u32,
    /// How often the sheets are copied, each copy from the one before.
    pub copies: u32,
}

/// What is made of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureWay {
    /// What sheets show of it.
    pub mode: PictureMode,
    /// Whether that was asked for by name, so that line art isn't looked for.
    pub asked: bool,
    /// Whether its tones are stretched to black and white.
    pub levels: bool,
    /// By how many hundredths it is sharpened.
    pub sharpen: u32,
}

/// How large a picture stands on its page, and what is seen of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureShape {
    /// Its width, if that is not the whole measure.
    pub width: Option<Length>,
    /// Width and height of what is seen, as a ratio, if that is not all of it.
    pub crop: Option<(u32, u32)>,
    /// The place that stays in the middle as far as it can, in hundredths from the left and from the top.
    pub focus: (u32, u32),
    /// Where it stands.
    pub place: PicturePlace,
}

/// Where a picture stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum PicturePlace {
    /// Among the lines near its mention.
    #[default]
    Column,
    /// On a page by itself, as large as it can be there.
    Page,
    /// Across both pages in the middle of the brochure, which are one side of one sheet.
    Spread,
}

impl PicturesSpec {
    /// What is made of the picture of that name.
    pub fn way(&self, name: &str) -> PictureWay {
        self.own.get(name).copied().unwrap_or(self.way)
    }
}

/// How the first page looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CoverStyle {
    /// Title, author, a picture between them if there is one.
    Plain,
    /// The picture covers the whole page; the title stands in a white field.
    Full,
    /// The title in white on a black block.
    Block,
}

/// Cover, title page, colophon, back cover.
#[derive(Clone, Debug)]
pub struct CoverSpec {
    /// How it looks.
    pub style: CoverStyle,
    /// Its picture.
    pub picture: Option<ImageId>,
    /// The picture's width and height in pixels.
    pub pixels: (u32, u32),
    /// Whether a title page follows.
    pub title_page: bool,
    /// The text of the back cover, paragraph by paragraph.
    pub back: Vec<Words>,
    /// The colophon, line by line.
    pub colophon: Vec<Words>,
    /// Who publishes it.
    pub publisher: Option<Words>,
    /// Whether it has a sheet of its own.
    pub separate: bool,
}
