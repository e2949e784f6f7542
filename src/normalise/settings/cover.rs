//! Resolves the settings of `[cover]`.

use super::resolver::{Resolver, is_switched_on};
use crate::diagnostic::Placed;
use crate::manuscript::{FoundPicture, Words};
use crate::normalise::language::Language;
use crate::spec::{CoverSpec, CoverStyle, RawCover, RawText};

/// Resolves `[cover]`.
pub(super) fn cover(
    resolver: &mut Resolver,
    raw: &RawCover,
    picture: Option<FoundPicture>,
    language: Language,
) -> CoverSpec {
    let styles = [
        ("plain", CoverStyle::Plain),
        ("picture", CoverStyle::Plain),
        ("full", CoverStyle::Full),
        ("block", CoverStyle::Block),
    ];
    CoverSpec {
        style: resolver.choice(&raw.style, "cover.style", &styles, CoverStyle::Plain),
        picture: picture.map(|picture| picture.image),
        pixels: picture.map_or((1, 1), |picture| picture.pixels),
        title_page: is_switched_on(&raw.title_page),
        back: parts(&raw.back, "\n\n", language),
        colophon: colophon(&raw.colophon, language),
        publisher: parts(&raw.publisher, "\n", language).into_iter().next(),
        separate: is_switched_on(&raw.separate),
    }
}

/// Splits a string at `separator` and drops empty parts. In each part, white space is reduced to single spaces, and typography
/// is corrected.
fn parts(typed: &RawText, separator: &str, language: Language) -> Vec<Words> {
    let Some(Placed { value, span }) = typed else { return Vec::new() };
    let parts = value.split(separator).map(str::trim).filter(|part| !part.is_empty());
    let single_spaced = |part: &str| part.split_whitespace().collect::<Vec<_>>().join(" ");
    parts.map(|part| language.corrected(&Words { text: single_spaced(part), span: *span })).collect()
}

/// Returns the lines of a colophon. Empty lines are kept, because they separate groups.
fn colophon(typed: &RawText, language: Language) -> Vec<Words> {
    let Some(Placed { value, span }) = typed else { return Vec::new() };
    let line = |line: &str| language.corrected(&Words { text: line.trim().to_string(), span: *span });
    value.trim().lines().map(line).collect()
}
