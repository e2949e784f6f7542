//! Parses the front matter and the Markdown of one text file into a [`Text`]. Pictures are only listed at first, and filled in
//! after they have been read.

use super::{front_matter, markdown};
use crate::diagnostic::{Diagnostic, Fault, FileId, Sources, Span};
use crate::manuscript::{Block, FoundPicture, Inline, PictureRef, Text};
use std::sync::Arc;

/// A parsed text whose pictures have not been looked up yet.
pub(super) struct ParsedText {
    pub(super) text: Arc<Text>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The name and the span of each picture that the text mentions, in order. Names are relative to the brochure's folder.
    pub(super) pictures: Vec<(String, Span)>,
}

/// Parses a text.
pub(super) fn parse(sources: &Sources, file: FileId) -> ParsedText {
    let mut diagnostics = Vec::new();
    let source = sources.get(file);
    let (front, body) = front_matter::read(&source.text, file).report_to(&mut diagnostics);
    let (blocks, notes) = markdown::read(&source.text[body..], body, file).report_to(&mut diagnostics);
    if blocks.is_empty() {
        let fault = Fault::EmptyText { file: source.name.clone() };
        diagnostics.push(Diagnostic::error(Span::new(file, 0, 0), fault));
    }
    let mut text = Text { file, front, blocks, notes };
    let folder = source.name.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut pictures = Vec::new();
    each_picture(&mut text, &mut |picture| {
        // In Markdown, the name of a picture is relative to the folder of the text.
        if !folder.is_empty() && !is_remote(&picture.name) {
            picture.name = format!("{folder}/{}", picture.name);
        }
        pictures.push((picture.name.clone(), picture.span));
    });
    ParsedText { text: Arc::new(text), diagnostics, pictures }
}

/// Whether a picture's name is a web address.
pub(super) fn is_remote(name: &str) -> bool {
    name.contains("://")
}

/// Returns a text with its pictures filled in. `found` holds the result of the search for each mention, in order.
pub(super) fn illustrated(parsed: &Text, found: &[Option<FoundPicture>]) -> Text {
    let mut text = parsed.clone();
    let mut next = found.iter();
    each_picture(&mut text, &mut |mention| {
        if let Some(Some(FoundPicture { image, pixels })) = next.next() {
            (mention.image, mention.pixels) = (Some(*image), *pixels);
        }
    });
    text
}

/// Calls `visit` with every mention of a picture, in the order of the text.
fn each_picture(text: &mut Text, visit: &mut dyn FnMut(&mut PictureRef)) {
    in_blocks(&mut text.blocks, visit);
    text.notes.iter_mut().for_each(|note| in_blocks(&mut note.blocks, visit));
}

fn in_blocks(blocks: &mut [Block], visit: &mut dyn FnMut(&mut PictureRef)) {
    for block in blocks {
        match block {
            Block::Figure(figure) => visit(&mut figure.picture),
            Block::Paragraph(inlines) | Block::Byline(inlines) => in_inlines(inlines, visit),
            Block::Heading(heading) => in_inlines(&mut heading.inlines, visit),
            Block::Quote(inner) => in_blocks(inner, visit),
            Block::List(list) => list.items.iter_mut().for_each(|item| in_blocks(item, visit)),
            Block::Epigraph(epigraph) => in_blocks(&mut epigraph.blocks, visit),
            Block::Box(boxed) => in_blocks(&mut boxed.blocks, visit),
            Block::Table(table) => table.rows.iter_mut().flatten().for_each(|cell| in_inlines(cell, visit)),
            Block::Verse(lines) | Block::Signature(lines) => {
                lines.iter_mut().for_each(|line| in_inlines(line, visit));
            }
            Block::Code(_) | Block::Rule(_) => {}
        }
    }
}

fn in_inlines(inlines: &mut [Inline], visit: &mut dyn FnMut(&mut PictureRef)) {
    for inline in inlines {
        if let Inline::Picture(picture) = inline {
            visit(picture);
        }
        in_inlines(inline.inner_mut(), visit);
    }
}
