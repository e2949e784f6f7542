//! Parses the front matter and the Markdown of one text file into a [`Text`]. Pictures are only listed at first, and filled in
//! after they have been read.

use super::{front_matter, markdown};
use crate::diagnostic::{Diagnostic, FileId, Sources, Span};
use crate::manuscript::{Block, Figure, FoundPicture, Inline, Link, PictureRef, Text};
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
    let (blocks, notes) = markdown::read(&source.text, body, file).report_to(&mut diagnostics);
    let mut text = Text { file, name: source.name.clone(), front, blocks, notes };
    let folder = source.name.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut pictures = Vec::new();
    each_target(&mut text, &mut |target| match target {
        // In Markdown, the names of files are relative to the folder of the text.
        FileTarget::Picture(picture) => {
            if !is_remote(&picture.name) {
                picture.name = joined(folder, &picture.name);
            }
            pictures.push((picture.name.clone(), picture.span));
        }
        FileTarget::Text(name) => *name = joined(folder, name),
    });
    ParsedText { text: Arc::new(text), diagnostics, pictures }
}

/// Returns a path relative to the brochure's folder from one relative to `folder`, without `.` and, where possible, `..`.
fn joined(folder: &str, name: &str) -> String {
    if name.starts_with('/') || (folder.is_empty() && !name.contains("./")) {
        return name.to_string();
    }
    let root = if folder.starts_with('/') { "/" } else { "" };
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(name.split('/')) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    format!("{root}{}", parts.join("/"))
}

/// Whether a picture's name is a web address.
pub(super) fn is_remote(name: &str) -> bool {
    ["http://", "https://", "ftp://", "//"].iter().any(|scheme| name.starts_with(scheme))
}

/// Returns a text with its pictures filled in. `found` holds the result of the search for each mention, in order.
pub(super) fn illustrated(parsed: &Text, found: &[Option<FoundPicture>]) -> Text {
    let mut text = parsed.clone();
    let mut next = found.iter();
    each_target(&mut text, &mut |target| {
        if let FileTarget::Picture(mention) = target
            && let Some(Some(FoundPicture { image, pixels })) = next.next()
        {
            (mention.image, mention.pixels) = (Some(*image), *pixels);
        }
    });
    text
}

/// A place in a text that refers to a file.
enum FileTarget<'t> {
    Picture(&'t mut PictureRef),
    /// The name of a text to which a link leads.
    Text(&'t mut String),
}

/// Calls `visit` with every mention of a file, in the order of the text.
fn each_target(text: &mut Text, visit: &mut dyn FnMut(FileTarget)) {
    in_blocks(&mut text.blocks, visit);
    text.notes.iter_mut().for_each(|note| in_blocks(&mut note.blocks, visit));
}

fn in_blocks(blocks: &mut [Block], visit: &mut dyn FnMut(FileTarget)) {
    for block in blocks {
        match block {
            Block::Figure(figure) => in_figure(figure, visit),
            Block::FigureRow(figures) => figures.iter_mut().for_each(|figure| in_figure(figure, visit)),
            Block::Paragraph(inlines) | Block::Byline(inlines) => in_inlines(inlines, visit),
            Block::Heading(heading) => in_inlines(&mut heading.inlines, visit),
            Block::Quote(inner) | Block::Aligned(_, inner) => in_blocks(inner, visit),
            Block::List(list) => list.items.iter_mut().for_each(|item| in_blocks(&mut item.blocks, visit)),
            Block::Definitions(definitions) => {
                for definition in definitions {
                    in_inlines(&mut definition.term, visit);
                    in_blocks(&mut definition.blocks, visit);
                }
            }
            Block::Epigraph(epigraph) => {
                in_blocks(&mut epigraph.blocks, visit);
                in_inlines(&mut epigraph.attribution, visit);
            }
            Block::Box(boxed) => {
                in_inlines(&mut boxed.title, visit);
                in_blocks(&mut boxed.blocks, visit);
            }
            Block::Table(table) => table.rows.iter_mut().flatten().for_each(|cell| in_inlines(cell, visit)),
            Block::Verse(lines) | Block::Signature(lines) => {
                lines.iter_mut().for_each(|line| in_inlines(line, visit));
            }
            Block::Code(_) | Block::Rule(_) | Block::PageBreak(_) => {}
        }
    }
}

fn in_figure(figure: &mut Figure, visit: &mut dyn FnMut(FileTarget)) {
    visit(FileTarget::Picture(&mut figure.picture));
    in_inlines(&mut figure.caption, visit);
}

fn in_inlines(inlines: &mut [Inline], visit: &mut dyn FnMut(FileTarget)) {
    for inline in inlines {
        match inline {
            Inline::Picture(picture) => visit(FileTarget::Picture(picture)),
            Inline::Link { link: Link::Text { file, .. }, .. } => visit(FileTarget::Text(file)),
            Inline::Text(_)
            | Inline::Styled { .. }
            | Inline::Code(_)
            | Inline::Link { .. }
            | Inline::Foreign { .. }
            | Inline::Break
            | Inline::NoteRef(..) => {}
        }
        in_inlines(inline.inner_mut(), visit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_joined_without_dots() {
        for (folder, name, path) in [
            ("", "a.png", "a.png"),
            ("", "./a.png", "a.png"),
            ("textes", "../img/a.png", "img/a.png"),
            ("textes", "b.md", "textes/b.md"),
            ("", "../a.png", "../a.png"),
            ("textes", "/a.png", "/a.png"),
            ("/tmp/textes", "../a.png", "/tmp/a.png"),
        ] {
            assert_eq!(joined(folder, name), path);
        }
    }
}
