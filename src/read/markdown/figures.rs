//! Reads pictures. A paragraph that contains nothing but pictures becomes figures; other pictures stay inside their lines.

use super::attributes::Attributes;
use super::builder::Builder;
use super::element::OpenPicture;
use super::links::percent_decoded;
use super::paragraph;
use crate::diagnostic::Span;
use crate::manuscript::{Block, Figure, FigureWidth, Inline, InlineStyle, PictureRef, Words, plain_text};
use crate::unit::Length;

/// The endings of the names of pictures. A caption that ends like this is a file name.
const ENDINGS: [&str; 10] = [".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".gif", ".svg", ".bmp", ".avif"];

/// A picture that has been read and may become a figure.
#[derive(Clone, Debug, Default)]
pub(super) struct PendingPicture {
    caption: Vec<Inline>,
    credit: String,
    description: Option<String>,
    width: Option<FigureWidth>,
}

/// Adds a picture whose alternative text is `alt`.
pub(super) fn close_picture(builder: &mut Builder, picture: OpenPicture, alt: Vec<Inline>, span: Span) {
    let name = percent_decoded(picture.name.trim());
    let alt = without_pictures(builder, alt);
    let alt = if picture.is_embed || is_file_name(&plain_text(&alt), &name) { references(alt) } else { alt };
    let size = picture.width.or_else(|| {
        let source = builder.source.slice(&(span.start as usize..span.end as usize));
        let size = &source[source.rfind(" =")? + 1..];
        super::masks::parse_picture_size(size.trim_end_matches(')')).map(str::to_string)
    });
    let pending = PendingPicture {
        caption: alt,
        credit: picture.title,
        description: picture.description,
        width: size.and_then(|width| parse_width(&width)),
    };
    builder.pictures.insert(span.start, pending);
    builder.inline(Inline::Picture(PictureRef { name, image: None, pixels: (0, 0), span }));
}

/// Replaces the pictures in an alternative text by their own alternative texts.
fn without_pictures(builder: &mut Builder, alt: Vec<Inline>) -> Vec<Inline> {
    let mut words = Vec::with_capacity(alt.len());
    for inline in alt {
        match inline {
            Inline::Picture(picture) => {
                let inner = builder.pictures.remove(&picture.span.start).unwrap_or_default();
                words.extend(inner.caption);
            }
            other => words.push(other),
        }
    }
    words
}

/// Returns the note references among inlines.
fn references(inlines: Vec<Inline>) -> Vec<Inline> {
    inlines.into_iter().filter(|inline| matches!(inline, Inline::NoteRef(..))).collect()
}

/// Applies the attributes after a picture to it.
pub(super) fn apply(builder: &mut Builder, picture: Span, attributes: &Attributes) {
    let Some(pending) = builder.pictures.get_mut(&picture.start) else { return };
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

/// Returns the blocks that a line becomes if it contains nothing but pictures, possibly with an emphasised caption.
pub(super) fn of_line(builder: &mut Builder, inlines: &[Inline]) -> Option<Vec<Block>> {
    let mut figures: Vec<Figure> = Vec::new();
    let mut captioned = false;
    for inline in inlines.iter().filter(|inline| !paragraph::is_blank(inline)) {
        if let Some(picture) = picture_in(inline) {
            figures.push(figure(builder, picture));
            captioned = false;
        } else if let (Inline::Styled { style: InlineStyle::Emphasis, inlines, .. }, Some(last), false) =
            (inline, figures.last_mut(), captioned)
        {
            set_caption(last, inlines.clone());
            captioned = true;
        } else if let (Inline::NoteRef(..), Some(last)) = (inline, figures.last_mut()) {
            last.caption.push(inline.clone());
        } else {
            return None;
        }
    }
    match figures.len() {
        0 => None,
        1 => figures.pop().map(|figure| vec![Block::Figure(figure)]),
        _ => Some(vec![Block::FigureRow(figures)]),
    }
}

/// Returns the picture that an inline consists of: a picture, a link around one, or one in a style.
fn picture_in(inline: &Inline) -> Option<&PictureRef> {
    match inline {
        Inline::Picture(picture) => Some(picture),
        Inline::Link { inlines, .. } | Inline::Styled { inlines, .. } | Inline::Foreign { inlines, .. } => {
            let mut shown = inlines.iter().filter(|inline| !paragraph::is_blank(inline));
            let picture = picture_in(shown.next()?)?;
            shown.next().is_none().then_some(picture)
        }
        _ => None,
    }
}

fn figure(builder: &mut Builder, picture: &PictureRef) -> Figure {
    let pending = builder.pictures.remove(&picture.span.start).unwrap_or_default();
    let caption = super::dialect::line(builder, pending.caption);
    Figure {
        picture: picture.clone(),
        caption: paragraph::trimmed(caption),
        credit: credit(builder, &pending.credit, picture.span),
        description: pending.description,
        width: pending.width,
    }
}

/// Returns a credit with its place in the source of its picture.
fn credit(builder: &Builder, credit: &str, picture: Span) -> Option<Words> {
    if credit.trim().is_empty() {
        return None;
    }
    let source = builder.source.slice(&(picture.start as usize..picture.end as usize));
    let span = source.rfind(credit).map(|at| {
        let start = picture.start as usize + at;
        Span::new(picture.file, start, start + credit.len())
    });
    Some(Words { text: credit.to_string(), span: span.unwrap_or(picture) })
}

/// Whether a paragraph after a figure is its caption: it is emphasised as a whole, and the figure has none yet but its
/// alternative text.
pub(super) fn is_caption(figure: &Figure, inlines: &[Inline]) -> bool {
    figure.description.is_none() && matches!(inlines, [Inline::Styled { style: InlineStyle::Emphasis, .. }])
}

/// Sets the caption of a figure. Its alternative text becomes its description.
pub(super) fn set_caption(figure: &mut Figure, caption: Vec<Inline>) {
    let alternative = std::mem::replace(&mut figure.caption, caption);
    if let [Inline::Styled { style: InlineStyle::Emphasis, inlines, .. }] = figure.caption.as_mut_slice() {
        figure.caption = std::mem::take(inlines);
    }
    let words = plain_text(&alternative);
    figure.description.get_or_insert(words.trim().to_string());
    // The alternative text isn't printed, but the notes to which it refers are.
    figure.caption.extend(references(alternative));
}

/// Returns the blocks of a figure in HTML, whose caption belongs to its last picture.
pub(super) fn with_caption(mut blocks: Vec<Block>, caption: Vec<Inline>) -> Vec<Block> {
    if caption.is_empty() {
        return blocks;
    }
    let last = blocks.iter_mut().rev().find_map(|block| match block {
        Block::Figure(figure) => Some(figure),
        Block::FigureRow(figures) => figures.last_mut(),
        _ => None,
    });
    match last {
        Some(figure) => set_caption(figure, caption),
        None => blocks.push(Block::Paragraph(caption)),
    }
    blocks
}

/// Keeps the note references in the alternative texts of pictures inside a line, after each picture.
pub(super) fn keep_references(builder: &mut Builder, inlines: &mut Vec<Inline>) {
    if builder.pictures.is_empty() {
        return;
    }
    let mut kept = Vec::with_capacity(inlines.len());
    for inline in inlines.drain(..) {
        let picture = picture_in(&inline).map(|picture| picture.span.start);
        kept.push(inline);
        if let Some(pending) = picture.and_then(|start| builder.pictures.remove(&start)) {
            kept.extend(references(pending.caption));
        }
    }
    *inlines = kept;
}
