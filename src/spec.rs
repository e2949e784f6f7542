//! The settings of a brochure: as written in brochure.toml ([`RawSpec`]), and resolved ([`Spec`]).
//!
//! A raw setting is `None` if the file doesn't contain it; otherwise it is the value with its span. In the resolved form, every
//! default is filled in and every length is a [`Length`]. `normalise` derives the resolved form from the raw form.

use crate::diagnostic::Placed;
use crate::font::FaceId;
use crate::geometry::{Insets, Size};
use crate::image::ImageId;
use crate::manuscript::{Opener, Words};
use crate::unit::Length;
use std::collections::BTreeMap;

/// An optional string.
pub type RawText = Option<Placed<String>>;
/// An optional switch.
pub type RawFlag = Option<Placed<bool>>;
/// An optional whole number.
pub type RawNumber = Option<Placed<i64>>;
/// An optional list of strings.
pub type RawList = Option<Vec<Placed<String>>>;

/// The settings in brochure.toml, as written.
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

/// The table `[french]`, as written.
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

/// The table `[page]`, as written.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the fields are keys")]
pub struct RawPage {
    pub size: RawText,
    pub inner: RawText,
    pub outer: RawText,
    pub top: RawText,
    pub bottom: RawText,
}

/// The table `[text]`, as written.
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

/// The tables `[headings]` and `[code]`, as written.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the fields are keys")]
pub struct RawHeadings {
    pub family: RawText,
    pub code_family: RawText,
}

/// The table `[notes]`, as written.
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

/// The table `[contents]`, as written.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the fields are keys")]
pub struct RawContents {
    pub title: RawText,
    pub depth: RawNumber,
    pub place: RawText,
}

/// The table `[pictures]`, as written.
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

/// A table `[picture."NAME"]`, as written.
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

/// The table `[cover]`, as written.
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

/// The resolved settings of a brochure.
#[derive(Clone, Debug)]
pub struct Spec {
    /// The title, subtitle, author, translator and date.
    pub title: Titles,
    /// The language of texts and labels, as an HTML language tag: `fr`, `fr-CH`, `en`.
    pub language: String,
    /// The page format and its margins.
    pub page: PageSpec,
    /// The settings of the body text.
    pub body: BodySpec,
    /// The font families for text, headings and code.
    pub faces: Faces,
    /// The settings of footnotes and endnotes.
    pub notes: NotesSpec,
    /// Whether the address of each link is printed in a note.
    pub print_links: bool,
    /// The table of contents, if there is one.
    pub contents: Option<ContentsSpec>,
    /// Whether running heads are printed. `None` leaves the decision to `compose`, which prints them if the brochure has at
    /// least 24 pages and there is room.
    pub running_heads: Option<bool>,
    /// Whether pages are numbered.
    pub folios: bool,
    /// How pictures are printed.
    pub pictures: PicturesSpec,
    /// The cover, title page and colophon, if there is a cover.
    pub cover: Option<CoverSpec>,
    /// The target page count, and the settings that may change to reach it.
    pub fit: FitSpec,
    /// The optional rules of French typography.
    pub french: FrenchSpec,
    /// Hyphenation exceptions: words with a hyphen at each point where they may be hyphenated, such as `Ka-zakh-stan`. They
    /// take precedence over the patterns.
    pub hyphenation_exceptions: Vec<String>,
    /// The codes of the warnings and notes that `check` leaves out.
    pub allowed: Vec<String>,
    /// Whether a character without a glyph, and a script that isn't supported, only cause warnings.
    pub keep_going: bool,
}

/// The target page count, and the settings that may change to reach it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FitSpec {
    /// The target page count, with its span; `None` for any number of pages.
    pub pages: Option<Placed<usize>>,
    /// The smallest and the largest leading that may be tried; `None` to keep the leading of the text.
    pub leading: Option<(Length, Length)>,
    /// The smallest and the largest type size that may be tried; `None` to keep the type size of the text.
    pub size: Option<(Length, Length)>,
    /// The amount by which each margin may grow or shrink.
    pub margins: Length,
    /// The maximum number of paragraphs that may be set one line longer or shorter.
    pub looseness: usize,
    /// The paragraphs that are set longer or shorter.
    pub loosened: Vec<Loosened>,
}

/// A paragraph that is set in more or fewer lines than in its best setting (TeX's `\looseness`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loosened {
    /// The index of the text.
    pub text: usize,
    /// The index of the block in the text, and the index of the paragraph in the block.
    pub place: (usize, u32),
    /// The number of additional lines; negative for fewer lines.
    pub by: i64,
}

/// The optional rules of French typography, all on by default. The rules for spaces, quotation marks and apostrophes always
/// apply.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FrenchSpec {
    /// The country whose conventions apply, as a language tag: `fr`, `fr-CH`, `fr-CA`, `fr-BE`; `None` for the conventions of
    /// the text's language.
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
    /// `etc...` becomes `etc.`, joined to the comma before it.
    pub etc: bool,
    /// `puis ... rien` becomes `puis… rien`.
    pub suspension: bool,
    /// `l' État` becomes `l’État`.
    pub elision: bool,
    /// Superior letters in `1er`, `Mme`, `n°`.
    pub superiors: bool,
    /// Small capitals for the numerals of centuries: `XXIe siècle`.
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

/// The title and the subtitle of a brochure, and the names and the date that are printed with them.
#[derive(Clone, Debug, Default)]
pub struct Titles {
    /// The title.
    pub title: Words,
    /// The subtitle.
    pub subtitle: Option<Words>,
    /// The author.
    pub author: Option<Words>,
    /// The translator.
    pub translator: Option<Words>,
    /// The date, in any form.
    pub date: Option<Words>,
}

/// The page format and its margins.
#[derive(Clone, Copy, Debug)]
pub struct PageSpec {
    /// The trimmed size, which is the page size of the finished brochure.
    pub trim: Size,
    /// The margin at the spine.
    pub inner: Length,
    /// The margin at the fore-edge.
    pub outer: Length,
    /// The margin at the head.
    pub top: Length,
    /// The margin at the foot.
    pub bottom: Length,
}

impl PageSpec {
    /// Returns the measure: the width between the side margins.
    pub fn measure(&self) -> Length {
        self.trim.width - self.inner - self.outer
    }

    /// Returns the top and the bottom of the text area, as distances from the top of the page.
    pub fn frame(&self) -> (Length, Length) {
        (self.top, self.trim.height - self.bottom)
    }

    /// Returns the height of the text area.
    pub fn height(&self) -> Length {
        self.trim.height - self.top - self.bottom
    }

    /// Returns the left margin of a page: the inner margin if the page is a recto, otherwise the outer margin.
    pub fn left(&self, recto: bool) -> Length {
        if recto { self.inner } else { self.outer }
    }

    /// Returns the four margins of a page, which is a recto if `recto` is true and otherwise a verso.
    pub fn margins(&self, recto: bool) -> Insets {
        let (left, right) = if recto { (self.inner, self.outer) } else { (self.outer, self.inner) };
        Insets { top: self.top, right, bottom: self.bottom, left }
    }
}

/// How paragraphs are separated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paragraphs {
    /// By an indent of the first line.
    Indented,
    /// By a blank line between them.
    Spaced,
}

/// The settings of the body text.
#[derive(Clone, Debug)]
pub struct BodySpec {
    /// The type size.
    pub size: Length,
    /// The leading: the distance between baselines, and the step of the baseline grid.
    pub leading: Length,
    /// How paragraphs are separated.
    pub paragraphs: Paragraphs,
    /// The indent of a paragraph's first line.
    pub indent: Length,
    /// Whether lines are justified; otherwise they are set ragged right.
    pub justified: bool,
    /// Whether words may be hyphenated.
    pub hyphenate: bool,
    /// Whether punctuation protrudes into the margins (optical margins).
    pub protrusion: bool,
    /// The amount by which glyphs may be widened or narrowed, in thousandths of their width.
    pub expansion: i64,
    /// The amount by which letterspacing may widen or narrow the words of a line, in thousandths of their width.
    pub letterspacing: i64,
    /// Whether texts begin with a drop cap.
    pub drop_caps: bool,
    /// Where texts begin.
    pub opener: Opener,
}

/// A font family in four styles, with fallbacks for missing characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FamilySpec {
    /// The name.
    pub name: String,
    /// The faces to try, in order of preference, for each style: regular, italic, bold and bold italic.
    pub chains: [Vec<FaceId>; 4],
}

/// The font families of a brochure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faces {
    /// The family for the text.
    pub body: FamilySpec,
    /// The family for headings and covers.
    pub headings: FamilySpec,
    /// The family for code.
    pub code: FamilySpec,
}

/// Where notes are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotePlace {
    /// All together at the end of the brochure.
    End,
    /// After the text that they belong to.
    Text,
    /// At the foot of the page that contains the reference.
    Foot,
}

/// How notes are numbered and set.
#[derive(Clone, Copy, Debug)]
pub struct NotesSpec {
    /// Where notes are printed.
    pub place: NotePlace,
    /// Whether the numbers start again from 1 in each text.
    pub restart: bool,
    /// Whether the translator's notes are numbered in a separate series, with letters.
    pub separate_translator_series: bool,
    /// The type size of notes.
    pub size: Length,
    /// The leading of notes.
    pub leading: Length,
    /// Whether each note states the page of its reference.
    pub back_references: bool,
    /// Whether the headings of endnotes state the pages that the notes belong to.
    pub pages: bool,
}

/// Where the table of contents is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContentsPlace {
    /// Before the texts.
    Front,
    /// After the texts.
    End,
}

/// The table of contents.
#[derive(Clone, Debug)]
pub struct ContentsSpec {
    /// The heading.
    pub title: Words,
    /// The deepest heading level that is listed, from 1 to 6.
    pub depth: u8,
    /// Where the contents are printed.
    pub place: ContentsPlace,
}

/// How a picture is printed on the sheets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureMode {
    /// As a halftone; line art is printed in black and white.
    Halftone,
    /// In black and white, without a screen.
    Threshold,
    /// In continuous grey, which the printer screens itself.
    Grey,
    /// In colour, unchanged.
    AsIs,
}

/// How pictures are printed and shown.
#[derive(Clone, Debug)]
pub struct PicturesSpec {
    /// The treatment of pictures without individual settings.
    pub treatment: PictureTreatment,
    /// The treatment of each picture with a table `[picture."NAME"]`, by picture name.
    pub treatments: BTreeMap<String, PictureTreatment>,
    /// The size, crop and place of each picture with a table `[picture."NAME"]`, by picture name.
    pub shapes: BTreeMap<String, PictureShape>,
    /// Whether the reading PDF shows pictures in grey.
    pub grey_reading: bool,
    /// The screen ruling of halftones, in lines per inch.
    pub screen: u32,
    /// The resolution of the printer, in dots per inch.
    pub dpi: u32,
    /// The number of times that the sheets will be photocopied, each time from the previous copy.
    pub copies: u32,
}

/// How a picture is prepared for the sheets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureTreatment {
    /// How the picture is printed.
    pub mode: PictureMode,
    /// Whether the author set the mode. If not, line art is detected and printed in black and white.
    pub mode_is_explicit: bool,
    /// Whether the levels are stretched to the full range from black to white.
    pub levels: bool,
    /// The strength of the sharpening, in per cent; 0 for none.
    pub sharpen: u32,
}

/// The size, crop and place of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureShape {
    /// The width; `None` for the whole measure.
    pub width: Option<Length>,
    /// The aspect ratio to which the picture is cropped, as width and height; `None` for the whole picture.
    pub crop: Option<(u32, u32)>,
    /// The point that cropping keeps as close to the centre as possible, in per cent from the left and from the top.
    pub focus: (u32, u32),
    /// Where the picture is placed.
    pub place: PicturePlace,
}

/// Where a picture is placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum PicturePlace {
    /// In the column of text, near the place that mentions it.
    #[default]
    Column,
    /// On a separate page, as large as possible.
    Page,
    /// Across the two middle pages of the brochure, which are on the same side of one sheet.
    Spread,
}

impl PicturesSpec {
    /// Returns the treatment of the picture with this name.
    pub fn treatment_of(&self, name: &str) -> PictureTreatment {
        self.treatments.get(name).copied().unwrap_or(self.treatment)
    }
}

/// The style of the front cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CoverStyle {
    /// Title and author, with the picture between them if there is one.
    Plain,
    /// The picture over the whole page, with the title in a white field.
    Full,
    /// The title in white on a black field.
    Block,
}

/// The cover, title page, colophon and back cover.
#[derive(Clone, Debug)]
pub struct CoverSpec {
    /// The style of the front cover.
    pub style: CoverStyle,
    /// The picture on the front cover.
    pub picture: Option<ImageId>,
    /// The width and height of that picture in pixels; 1 × 1 if there is none.
    pub pixels: (u32, u32),
    /// Whether a title page follows the cover.
    pub title_page: bool,
    /// The paragraphs on the back cover.
    pub back: Vec<Words>,
    /// The lines of the colophon.
    pub colophon: Vec<Words>,
    /// The publisher.
    pub publisher: Option<Words>,
    /// Whether the cover is printed on a separate sheet.
    pub separate: bool,
}
