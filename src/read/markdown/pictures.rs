//! Reads pictures inside lines. They are kept with their alternative texts and sizes until the line is complete, because a line
//! that contains only pictures becomes figures.

use super::attributes::Attributes;
use super::context::{PendingPicture, TextContext};
use super::element::OpenPicture;
use super::links::percent_decoded;
use crate::diagnostic::Span;
use crate::manuscript::{FigureWidth, Inline, PictureRef, plain_text};
use crate::unit::Length;

/// The endings of the names of pictures. A caption that ends like this is a file name.
const ENDINGS: [&str; 10] = [".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".gif", ".svg", ".bmp", ".avif"];

/// Returns a picture whose alternative text is `alt`.
pub(super) fn close(context: &mut TextContext, picture: OpenPicture, alt: Vec<Inline>, span: Span) -> Inline {
    let name = percent_decoded(picture.name.trim());
    let alt = without_pictures(context, alt);
    let alt = if picture.is_embed || is_file_name(&plain_text(&alt), &name) { references(alt) } else { alt };
    let size = picture.width.or_else(|| {
        let source = context.source.slice(&(span.start as usize..span.end as usize));
        let size = &source[source.rfind(" =")? + 1..];
        super::masks::parse_picture_size(size.trim_end_matches(')')).map(str::to_string)
    });
    let pending = PendingPicture {
        caption: alt,
        credit: picture.title,
        description: picture.description,
        width: size.and_then(|width| parse_width(&width)),
    };
    context.pictures.insert(span.start, pending);
    Inline::Picture(PictureRef { name, image: None, pixels: (0, 0), span })
}

/// Replaces the pictures in an alternative text by the alternative texts of these pictures.
fn without_pictures(context: &mut TextContext, alt: Vec<Inline>) -> Vec<Inline> {
    let mut words = Vec::with_capacity(alt.len());
    for inline in alt {
        match inline {
            Inline::Picture(picture) => {
                let inner = context.pictures.remove(&picture.span.start).unwrap_or_default();
                words.extend(inner.caption);
            }
            other @ (Inline::Text(_)
            | Inline::Styled { .. }
            | Inline::Code(_)
            | Inline::Link { .. }
            | Inline::Foreign { .. }
            | Inline::Break
            | Inline::NoteRef(..)) => words.push(other),
        }
    }
    words
}

/// Returns the note references among inlines.
pub(super) fn references(inlines: Vec<Inline>) -> Vec<Inline> {
    inlines.into_iter().filter(|inline| matches!(inline, Inline::NoteRef(..))).collect()
}

/// Applies the attributes after a picture to it.
pub(super) fn apply(context: &mut TextContext, picture: Span, attributes: &Attributes) {
    let Some(pending) = context.pictures.get_mut(&picture.start) else { return };
    if let Some(width) = attributes.value("width").and_then(parse_width) {
        pending.width = Some(width);
    }
    if let Some(description) = attributes.value("alt").or(attributes.value("fig-alt")) {
        pending.description = Some(description.to_string());
    }
}

/// Parses a width: `50%`, `200`, `200px`, `6cm`. A pixel is 1/96 inch, as in CSS.
pub(super) fn parse_width(width: &str) -> Option<FigureWidth> {
    let width = width.trim();
    if let Some(percent) = width.strip_suffix('%') {
        let percent: u32 = percent.trim().parse().ok()?;
        return (1..=100).contains(&percent).then_some(FigureWidth::Percent(percent));
    }
    let pixels = width.strip_suffix("px").unwrap_or(width).trim().parse::<u32>();
    let length = match pixels {
        Ok(pixels) => Length::pt(f64::from(pixels) * 0.75),
        Err(_) => crate::unit::parse_length(width, Length::pt(10.0)).ok()?,
    };
    (length > Length::ZERO).then_some(FigureWidth::Length(length))
}

/// Whether words are nothing but a file name, which must not be printed as a caption.
fn is_file_name(words: &str, name: &str) -> bool {
    let words = words.trim();
    let lower = words.to_lowercase();
    let file = name.rsplit('/').next().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let looks_generated = |stem: &str| stem.contains(['_', '-']) || stem.bytes().any(|b| b.is_ascii_digit());
    (!words.contains(char::is_whitespace) && ENDINGS.iter().any(|ending| lower.ends_with(ending)))
        || words == file
        || (words == stem && looks_generated(stem))
}
