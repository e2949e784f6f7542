//! Turns lines that contain only pictures into figures.

use super::context::TextContext;
use super::lines;
use super::pictures::references;
use crate::diagnostic::Span;
use crate::manuscript::{Block, Figure, Inline, InlineStyle, PictureRef, Words, plain_text};

/// Returns the blocks that a line becomes if it contains nothing but pictures, possibly with an emphasised caption.
pub(super) fn of_line(context: &mut TextContext, inlines: &[Inline]) -> Option<Vec<Block>> {
    let mut figures: Vec<Figure> = Vec::new();
    let mut captioned = false;
    for inline in inlines.iter().filter(|inline| !lines::is_blank(inline)) {
        if let Some(picture) = picture_in(inline) {
            figures.push(figure(context, picture));
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
            let mut shown = inlines.iter().filter(|inline| !lines::is_blank(inline));
            let picture = picture_in(shown.next()?)?;
            shown.next().is_none().then_some(picture)
        }
        Inline::Text(_) | Inline::Code(_) | Inline::Break | Inline::NoteRef(..) => None,
    }
}

fn figure(context: &mut TextContext, picture: &PictureRef) -> Figure {
    let pending = context.pictures.remove(&picture.span.start).unwrap_or_default();
    let caption = super::dialect::line(context, pending.caption);
    Figure {
        picture: picture.clone(),
        caption: lines::trimmed(caption),
        credit: credit(context, &pending.credit, picture.span),
        description: pending.description,
        width: pending.width,
    }
}

/// Returns a credit with its place in the source of its picture.
fn credit(context: &TextContext, credit: &str, picture: Span) -> Option<Words> {
    if credit.trim().is_empty() {
        return None;
    }
    let source = context.source.slice(&(picture.start as usize..picture.end as usize));
    let span = source.rfind(credit).map(|at| {
        let start = picture.start as usize + at;
        Span::new(picture.file, start, start + credit.len())
    });
    Some(Words { text: credit.to_string(), span: span.unwrap_or(picture) })
}

/// Whether a paragraph after a figure is its caption: it is emphasised as a whole, and the figure has no caption yet except its
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
    let last = blocks.iter_mut().rev().find_map(|block| block.figures_mut().last_mut());
    match last {
        Some(figure) => set_caption(figure, caption),
        None => blocks.push(Block::Paragraph(caption)),
    }
    blocks
}

/// Inserts the note references in the alternative texts of pictures inside a line after these pictures.
pub(super) fn keep_references(context: &mut TextContext, inlines: &mut Vec<Inline>) {
    if context.pictures.is_empty() {
        return;
    }
    let mut kept = Vec::with_capacity(inlines.len());
    for inline in inlines.drain(..) {
        let picture = picture_in(&inline).map(|picture| picture.span.start);
        kept.push(inline);
        if let Some(pending) = picture.and_then(|start| context.pictures.remove(&start)) {
            kept.extend(references(pending.caption));
        }
    }
    *inlines = kept;
}
