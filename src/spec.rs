//! The settings of a brochure: as typed into brochure.toml ([`RawSpec`]), and resolved ([`Spec`]).
//!
//! A raw setting is `None` where the file doesn't have it, and otherwise the typed value with its place. In the resolved form
//! every default is filled in and every length is a [`Length`]; `normalise` makes it from the raw form.

use crate::diagnostic::Placed;
use crate::font::FaceId;
use crate::geometry::{Insets, Size};
use crate::image::ImageId;
use crate::manuscript::{Opener, Words};
use crate::unit::Length;
use std::collections::BTreeMap;

/// An optional text.
pub type RawText = Option<Placed<String>>;
/// An optional switch.
pub type RawFlag = Option<Placed<bool>>;
/// An optional whole number.
pub type RawNumber = Option<Placed<i64>>;
/// An optional list of texts.
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
    pub per_picture: Vec<(Placed<String>, RawPicture)>,
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

/// The settings of a brochure, resolved.
#[derive(Clone, Debug)]
pub struct Spec {
    /// Title, author, translator, date.
    pub title: Titles,
    /// The language of texts and labels, as an HTML language tag: `fr`, `fr-CH`, `en`.
    pub language: String,
    /// The page format and its margins.
    pub page: PageSpec,
    /// The body of the text.
    pub body: BodySpec,
    /// The font families of text, headings and code.
    pub faces: Faces,
    /// Footnotes and endnotes.
    pub notes: NotesSpec,
    /// Whether the address of each link is printed in a note.
    pub print_links: bool,
    /// The table of contents, if there is one.
    pub contents: Option<ContentsSpec>,
    /// Whether running heads are printed; `None` leaves it to `compose`, which prints them from 24 pages on where there is room.
    pub running_heads: Option<bool>,
    /// Whether pages are numbered.
    pub folios: bool,
    /// How pictures are printed.
    pub pictures: PicturesSpec,
    /// Cover, title page and colophon, if there is a cover.
    pub cover: Option<CoverSpec>,
    /// The page count to reach, and what may be changed for it.
    pub fit: FitSpec,
    /// The optional rules of French typography.
    pub french: FrenchSpec,
    /// Hyphenation exceptions: words with a hyphen at each place where they may be hyphenated, such as `Ka-zakh-stan`. They take
    /// precedence over the patterns.
    pub hyphenation_exceptions: Vec<String>,
    /// The codes of the warnings and notes that `check` leaves out.
    pub allowed: Vec<String>,
}

/// A page count to reach, and what may be changed for it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FitSpec {
    /// The page count, and where it was typed.
    pub pages: Option<Placed<usize>>,
    /// The least and the greatest leading.
    pub leading: Option<(Length, Length)>,
    /// The least and the greatest size of the text.
    pub size: Option<(Length, Length)>,
    /// By how much each margin may grow or shrink.
    pub margins: Length,
    /// The number of paragraphs that may be set a line longer or shorter.
    pub looseness: usize,
    /// The paragraphs that are.
    pub loosened: Vec<Loosened>,
}

/// A paragraph that is set in more or fewer lines than its best setting takes (TeX's `\looseness`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loosened {
    /// The index of its text.
    pub text: usize,
    /// The index of its block in the text, and of the paragraph in the block.
    pub place: (usize, u32),
    /// The number of lines more, or fewer where it is negative.
    pub by: i64,
}

/// The optional rules of French typography, all on by default. Those for spaces, quotation marks and apostrophes always apply.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FrenchSpec {
    /// The country whose conventions apply, as a language tag: `fr`, `fr-CH`, `fr-CA`, `fr-BE`; `None` for those of the text's
    /// language.
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
    /// `puis ... rien` becomes `puis… rien`.
    pub suspension: bool,
    /// `l' État` becomes `l’État`.
    pub elision: bool,
    /// Superior letters in `1er`, `Mme`, `n°`.
    pub superiors: bool,
    /// The numerals of centuries in small capitals: `XXIe siècle`.
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

/// The titles of a brochure.
#[derive(Clone, Debug, Default)]
pub struct Titles {
    /// Its title.
    pub title: Words,
    /// Its subtitle.
    pub subtitle: Option<Words>,
    /// Who wrote it.
    pub author: Option<Words>,
    /// Who translated it.
    pub translator: Option<Words>,
    /// Its date, in any form.
    pub date: Option<Words>,
}

/// The page format and its margins.
#[derive(Clone, Copy, Debug)]
pub struct PageSpec {
    /// The trimmed size: that of a page of the finished brochure.
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
    /// The measure: the width between the side margins.
    pub fn measure(&self) -> Length {
        self.trim.width - self.inner - self.outer
    }

    /// The top and the bottom of the text area, as distances from the top of the page.
    pub fn frame(&self) -> (Length, Length) {
        (self.top, self.trim.height - self.bottom)
    }

    /// The height of the text area.
    pub fn height(&self) -> Length {
        self.trim.height - self.top - self.bottom
    }

    /// The left margin of a recto or of a verso.
    pub fn left(&self, recto: bool) -> Length {
        if recto { self.inner } else { self.outer }
    }

    /// The margins of a recto or of a verso.
    pub fn margins(&self, recto: bool) -> Insets {
        let (left, right) = if recto { (self.inner, self.outer) } else { (self.outer, self.inner) };
        Insets { top: self.top, right, bottom: self.bottom, left }
    }
}

/// How paragraphs are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paragraphs {
    /// By an indent of their first line.
    Indented,
    /// By a blank line between them.
    Spaced,
}

/// The body of the text.
#[derive(Clone, Debug)]
pub struct BodySpec {
    /// Type size.
    pub size: Length,
    /// Leading: the distance between baselines, and the step of the baseline grid.
    pub leading: Length,
    /// How paragraphs are told apart.
    pub paragraphs: Paragraphs,
    /// The indent of a paragraph.
    pub indent: Length,
    /// Whether lines are justified; otherwise they are ragged right.
    pub justified: bool,
    /// Whether words may be hyphenated.
    pub hyphenate: bool,
    /// Whether punctuation protrudes into the margins (optical margins).
    pub protrusion: bool,
    /// By how much glyphs may be widened or narrowed, in thousandths.
    pub expansion: i64,
    /// By how much letterspacing may change the width of a line, in thousandths.
    pub letterspacing: i64,
    /// Whether texts begin with a drop capital.
    pub drop_caps: bool,
    /// Where texts begin.
    pub opener: Opener,
}

/// A font family in four styles, with fallbacks for characters that it lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FamilySpec {
    /// Its name.
    pub name: String,
    /// For each style (regular, italic, bold, bold italic) the faces to try, in order of preference.
    pub chains: [Vec<FaceId>; 4],
}

/// The font families of a brochure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faces {
    /// For the text.
    pub body: FamilySpec,
    /// For headings and covers.
    pub headings: FamilySpec,
    /// For code.
    pub code: FamilySpec,
}

/// Where notes are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotePlace {
    /// All together at the end of the brochure.
    End,
    /// After the text to which they belong.
    Text,
    /// At the foot of the page that has the reference.
    Foot,
}

/// How notes are numbered and set.
#[derive(Clone, Copy, Debug)]
pub struct NotesSpec {
    /// Where they are printed.
    pub place: NotePlace,
    /// Whether the numbers start again from 1 in each text.
    pub restart: bool,
    /// Whether the translator's notes are numbered in a series of their own, with letters.
    pub translator_apart: bool,
    /// Their type size.
    pub size: Length,
    /// Their leading.
    pub leading: Length,
    /// Whether a note gives the page of its reference.
    pub back_references: bool,
    /// Whether the heads of endnotes name the pages to which the notes belong.
    pub pages: bool,
}

/// Where the table of contents is printed.
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
    /// The deepest level of heading that it lists, from 1 to 6.
    pub depth: u8,
    /// Where it is printed.
    pub place: ContentsPlace,
}

/// How a picture is printed on the sheets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureMode {
    /// As a halftone; line art is printed in black and white.
    Halftone,
    /// In black and white, without a screen.
    Threshold,
    /// In continuous grey, which leaves the screening to the printer.
    Grey,
    /// As it is, in colour.
    AsIs,
}

/// How pictures are printed and shown.
#[derive(Clone, Debug)]
pub struct PicturesSpec {
    /// The treatment of pictures without settings of their own.
    pub treatment: PictureTreatment,
    /// The treatment of pictures with a table `[picture."NAME"]`, by their names.
    pub treatments: BTreeMap<String, PictureTreatment>,
    /// Size, crop and place of these pictures, by their names.
    pub shapes: BTreeMap<String, PictureShape>,
    /// Whether the reading PDF shows pictures in grey.
    pub grey_reading: bool,
    /// The screen ruling of halftones, in lines per inch.
    pub screen: u32,
    /// The resolution of the printer, in dots per inch.
    pub dpi: u32,
    /// The number of times that the sheets will be photocopied, each copy from the one before.
    pub copies: u32,
}

/// How a picture is prepared for the sheets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureTreatment {
    /// How it is printed.
    pub mode: PictureMode,
    /// Whether the mode was typed. Otherwise line art is detected and printed in black and white.
    pub mode_typed: bool,
    /// Whether its levels are stretched so that they reach from black to white.
    pub levels: bool,
    /// The strength of the sharpening, in per cent; 0 for none.
    pub sharpen: u32,
}

/// The size, the crop and the place of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureShape {
    /// Its width; `None` for the whole measure.
    pub width: Option<Length>,
    /// The width and the height to which it is cropped, as a ratio; `None` for the whole picture.
    pub crop: Option<(u32, u32)>,
    /// The point that cropping keeps as near to the middle as it can, in per cent from the left and from the top.
    pub focus: (u32, u32),
    /// Where it is placed.
    pub place: PicturePlace,
}

/// Where a picture is placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum PicturePlace {
    /// In the column of text, near its mention.
    #[default]
    Column,
    /// On a page of its own, as large as possible.
    Page,
    /// Across the two middle pages of the brochure, which are on the same side of one sheet.
    Spread,
}

impl PicturesSpec {
    /// The treatment of the picture of that name.
    pub fn treatment_of(&self, name: &str) -> PictureTreatment {
        self.treatments.get(name).copied().unwrap_or(self.treatment)
    }
}

/// The style of the front cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CoverStyle {
    /// Title and author, with the picture between them if there is one.
    Plain,
    /// The picture over the whole page, the title in a white field.
    Full,
    /// The title in white on a black field.
    Block,
}

/// Cover, title page, colophon, back cover.
#[derive(Clone, Debug)]
pub struct CoverSpec {
    /// The style of the front cover.
    pub style: CoverStyle,
    /// The picture on the front cover.
    pub picture: Option<ImageId>,
    /// The width and the height of that picture in pixels; 1 × 1 if there is none.
    pub pixels: (u32, u32),
    /// Whether a title page follows the cover.
    pub title_page: bool,
    /// The paragraphs of the back cover.
    pub back: Vec<Words>,
    /// The lines of the colophon.
    pub colophon: Vec<Words>,
    /// The publisher.
    pub publisher: Option<Words>,
    /// Whether the cover is printed on a sheet of its own.
    pub separate: bool,
}
