//! Resolves the settings of `[page]`, `[text]` and `[notes]`: page size, margins, type sizes, leading and so on.

use super::resolver::{DEFAULT_SIZE, Resolver, is_on, is_switched_on};
use crate::diagnostic::{Diagnostic, Fault, Nearest, Placed, nearest};
use crate::geometry::{PAPER_NAMES, Size};
use crate::manuscript::Opener;
use crate::spec::{BodySpec, NotePlace, NotesSpec, PageSpec, Paragraphs, RawNotes, RawSpec};
use crate::unit::{Length, parse_length};

/// The default margins, in millimetres. They are narrow because paper is the main cost of a brochure, and widest at the foot,
/// as is customary.
const INNER_MM: f64 = 16.0;
const OUTER_MM: f64 = 14.0;
const TOP_MM: f64 = 16.0;
const BOTTOM_MM: f64 = 20.0;
/// The maximum width of a margin, in millimetres. Pages of common sizes have no room for a wider one.
const MAX_MARGIN_MM: f64 = 150.0;
/// The limits of a page's sides, in millimetres: from the smallest page that can be folded to the largest that printers accept.
const PAGE_SIDES_MM: (f64, f64) = (20.0, 2000.0);
/// The minimum measure, in millimetres. If the margins leave less, an error is reported, because most words would not fit.
const MIN_MEASURE_MM: f64 = 20.0;
/// The minimum height of the text area, in ems. If the margins leave less, an error is reported, because there would be no room
/// for three lines.
const MIN_HEIGHT_EMS: i64 = 4;

/// The limits of type sizes, in points: smaller type is illegible, and larger type is display type.
const SIZES_PT: (f64, f64) = (5.0, 36.0);
/// The limits of leading, as multiples of the type size. Lines that are closer than the lower limit overlap.
const MIN_LEADING: f64 = 0.9;
const MAX_LEADING: i64 = 3;
/// The default leading, as a multiple of the type size: 125 %, the low end of what typographers consider readable. It is low
/// because paper is the main cost of a brochure.
const DEFAULT_LEADING: f64 = 1.25;
/// The maximum indent of paragraphs, in ems.
const MAX_INDENT_EMS: i64 = 5;
/// The limits and defaults of glyph expansion and letterspacing, in thousandths. Readers don't notice changes up to
/// the defaults. Beyond the limits, the texture of the page becomes uneven.
const MAX_EXPANSION: i64 = 50;
const DEFAULT_EXPANSION: i64 = 20;
const MAX_LETTERSPACING: i64 = 30;
const DEFAULT_LETTERSPACING: i64 = 10;

/// The default difference between the type sizes of text and notes, in points.
const NOTES_SMALLER_PT: f64 = 1.5;
/// The minimum default type size of notes, in points: the smallest that survives photocopying.
const MIN_NOTES_PT: f64 = 8.0;
/// The maximum type size of notes, as a multiple of the type size of the text.
const MAX_NOTES_SIZE: f64 = 1.2;
/// The default leading of notes, as a multiple of their type size.
const NOTES_LEADING: f64 = 1.2;

/// Resolves `[page]`.
pub(super) fn page(resolver: &mut Resolver, raw: &RawSpec) -> PageSpec {
    let typed = raw.page.size.as_ref().and_then(|typed| size(resolver, typed));
    let mut margin = |typed, key, default| {
        resolver.length(typed, key, Length::ZERO..=Length::mm(MAX_MARGIN_MM), Length::mm(default))
    };
    let page = PageSpec {
        trim: typed.or(Size::named("A5")).unwrap_or_default(),
        inner: margin(&raw.page.inner, "page.margins.inner", INNER_MM),
        outer: margin(&raw.page.outer, "page.margins.outer", OUTER_MM),
        top: margin(&raw.page.top, "page.margins.top", TOP_MM),
        bottom: margin(&raw.page.bottom, "page.margins.bottom", BOTTOM_MM),
    };
    if page.measure() < Length::mm(MIN_MEASURE_MM) || page.height() < resolver.em * MIN_HEIGHT_EMS {
        let typed = [&raw.page.inner, &raw.page.outer, &raw.page.top, &raw.page.bottom, &raw.page.size];
        let span = typed.into_iter().flatten().next().map(|typed| typed.span);
        let shown = |length: Length| format!("{:.0} mm", length.to_mm());
        let fault = Fault::NoRoom { width: shown(page.measure()), height: shown(page.height()) };
        resolver.diagnostics.push(Diagnostic::error(span, fault));
    }
    page
}

/// Parses a page size: either a name, or a width and a height, as in `148mm x 210mm`. An unknown size is reported.
fn size(resolver: &mut Resolver, typed: &Placed<String>) -> Option<Size> {
    let size = Size::named(&typed.value).or_else(|| {
        let (width, height) = typed.value.split_once(['x', '×'])?;
        let limits = Length::mm(PAGE_SIDES_MM.0)..=Length::mm(PAGE_SIDES_MM.1);
        let side = |typed: &str| parse_length(typed, resolver.em).ok().filter(|length| limits.contains(length));
        Some(Size::new(side(width)?, side(height)?))
    });
    if size.is_none() {
        let choices = PAPER_NAMES.iter().map(|name| name.to_string()).chain(["148mm x 210mm".to_string()]).collect();
        let near = Nearest(nearest(&typed.value, PAPER_NAMES));
        let (key, value) = ("page.size".to_string(), typed.value.clone());
        resolver.fault(typed.span, Fault::UnknownChoice { key, value, choices, nearest: near });
    }
    size
}

/// Resolves `[text]`, and sets the em of the resolver to the type size of the text.
pub(super) fn body(resolver: &mut Resolver, raw: &RawSpec) -> BodySpec {
    let text = &raw.text;
    let sizes = Length::pt(SIZES_PT.0)..=Length::pt(SIZES_PT.1);
    let size = resolver.length(&text.size, "text.size", sizes, Length::pt(DEFAULT_SIZE));
    resolver.em = size;
    let leadings = size.times(MIN_LEADING)..=size * MAX_LEADING;
    let indents = Length::ZERO..=size * MAX_INDENT_EMS;
    let openers = [("recto", Opener::Recto), ("page", Opener::Page), ("continue", Opener::Continue)];
    let paragraphs = [("indent", Paragraphs::Indented), ("space", Paragraphs::Spaced)];
    BodySpec {
        size,
        leading: resolver.length(&text.leading, "text.leading", leadings, size.times(DEFAULT_LEADING)),
        paragraphs: resolver.choice(&text.paragraph, "text.paragraph", &paragraphs, Paragraphs::Indented),
        indent: resolver.length(&text.indent, "text.indent", indents, size),
        justified: resolver.choice(&text.align, "text.align", &[("justify", true), ("ragged", false)], true),
        hyphenate: is_on(&text.hyphenate),
        protrusion: is_on(&text.protrusion),
        expansion: resolver.thousandths(&text.expansion, "text.expansion", MAX_EXPANSION, DEFAULT_EXPANSION),
        letterspacing: resolver.thousandths(
            &text.letterspacing,
            "text.letterspacing",
            MAX_LETTERSPACING,
            DEFAULT_LETTERSPACING,
        ),
        drop_caps: is_switched_on(&text.drop_caps),
        opener: resolver.choice(&text.opener, "text.opener", &openers, Opener::Page),
    }
}

/// Resolves `[notes]`.
pub(super) fn notes(resolver: &mut Resolver, raw: &RawNotes, body: &BodySpec) -> NotesSpec {
    let sizes = Length::pt(SIZES_PT.0)..=body.size.times(MAX_NOTES_SIZE);
    let default = (body.size - Length::pt(NOTES_SMALLER_PT)).max(Length::pt(MIN_NOTES_PT)).min(body.size);
    let size = resolver.length(&raw.size, "notes.size", sizes, default);
    let places = [("end", NotePlace::End), ("text", NotePlace::Text), ("foot", NotePlace::Foot)];
    let translator = [("apart", true), ("together", false)];
    let numbering = [("continue", false), ("restart", true)];
    let leadings = size.times(MIN_LEADING)..=size * MAX_LEADING;
    NotesSpec {
        place: resolver.choice(&raw.place, "notes.place", &places, NotePlace::End),
        separate_translator_series: resolver.choice(&raw.translator, "notes.translator", &translator, true),
        restart: resolver.choice(&raw.numbering, "notes.numbering", &numbering, false),
        size,
        leading: resolver.length(&raw.leading, "notes.leading", leadings, size.times(NOTES_LEADING)),
        back_references: is_on(&raw.back_references),
        pages: is_switched_on(&raw.pages),
    }
}
