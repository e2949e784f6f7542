//! Turns each element that is closed into blocks or inlines for the element around it.

use super::context::TextContext;
use super::element::{Division, Element, OpenCell, OpenList};
use super::findings::FindingKind;
use super::{callout, dialect, figures, lines, links, pictures, tables};
use crate::diagnostic::{Diagnostic, Span};
use crate::manuscript::{
    Block, Boxed, Code, Epigraph, Heading, HeadingKind, Inline, InlineStyle, Link, List, ListItem, ListMarker, Words,
    plain_text,
};
use std::ops::Range;

/// An element that was closed, with its content.
pub(super) struct ClosedElement {
    pub(super) element: Element,
    pub(super) blocks: Vec<Block>,
    pub(super) inlines: Vec<Inline>,
    /// Its bytes in the file.
    pub(super) range: Range<usize>,
}

/// The result of closing an element, which is added to the element around it.
pub(super) enum Closed {
    Inlines(Vec<Inline>),
    Blocks(Vec<Block>),
    Item(ListItem),
    Term(Vec<Inline>),
    Definition(Vec<Block>),
    Row { is_head: bool, cells: Vec<OpenCell> },
    Cell(OpenCell),
    Caption(Vec<Inline>),
}

/// Converts a closed element into content for the element around it.
pub(super) fn element(context: &mut TextContext, closed: ClosedElement) -> Closed {
    let ClosedElement { element, blocks, inlines, range } = closed;
    let span = context.source.span(&range);
    match element {
        Element::Styled(style) => one(Inline::styled(style_of(style, &inlines), inlines, span)),
        Element::Foreign(language) => one(Inline::Foreign { language, inlines, span }),
        Element::Link(link) => Closed::Inlines(link_or_words(context, link, inlines, span)),
        Element::Picture(picture) => one(pictures::close(context, picture, inlines, span)),
        // Between inline tags, the words come from Markdown.
        Element::Code(text) => one(Inline::Code(Words { text: text + &plain_text(&inlines), span })),
        Element::Quoted => Closed::Inlines(quoted(context, inlines, &range)),
        Element::Ignored | Element::Hidden if blocks.is_empty() => Closed::Inlines(inlines),
        Element::Heading { level, anchor } => Closed::Blocks(heading(context, level, anchor, Line { inlines, span })),
        Element::Item { done } => Closed::Item(ListItem { done, blocks }),
        Element::Term => Closed::Term(dialect::line(context, inlines)),
        Element::Definition => Closed::Definition(blocks),
        Element::Row { is_head, mut cells } => {
            let line = tables::cell_line(blocks, Vec::new());
            if !line.is_empty() {
                cells.push(OpenCell { inlines: line, align: None, columns: 1 });
            }
            Closed::Row { is_head, cells }
        }
        Element::Cell { align, columns } => {
            let inlines = dialect::line(context, inlines);
            Closed::Cell(OpenCell { inlines: tables::cell_line(blocks, inlines), align, columns })
        }
        Element::Caption => Closed::Caption(lines::trimmed(dialect::line(context, inlines))),
        element @ (Element::Root
        | Element::Paragraph
        | Element::Quote
        | Element::List(_)
        | Element::Definitions(_)
        | Element::Table(_)
        | Element::NoteDefinition(_)
        | Element::Division(_)
        | Element::Figure { .. }
        | Element::Summary
        | Element::Preformatted(_)
        | Element::Ignored
        | Element::Hidden) => Closed::Blocks(container(context, ClosedElement { element, blocks, inlines, range })),
    }
}

fn one(inline: Inline) -> Closed {
    Closed::Inlines(vec![inline])
}

/// Returns the blocks of an element that contains blocks.
fn container(context: &mut TextContext, closed: ClosedElement) -> Vec<Block> {
    let ClosedElement { element, mut blocks, inlines, range } = closed;
    let span = context.source.span(&range);
    match element {
        Element::Quote => vec![callout::of(context, blocks)],
        Element::List(list) => {
            blocks.extend((!list.items.is_empty()).then(|| finished_list(list)));
            blocks
        }
        Element::Definitions(definitions) => {
            blocks.push(Block::Definitions(definitions));
            blocks
        }
        Element::Table(table) => {
            blocks.extend(tables::finished(table, span));
            blocks
        }
        Element::Figure { caption } => figures::with_caption(blocks, caption),
        Element::Summary => {
            let words = dialect::line(context, inlines);
            vec![Block::Paragraph(vec![Inline::styled(InlineStyle::Strong, words, span)])]
        }
        Element::Preformatted(text) => {
            let text = text.strip_prefix('\n').unwrap_or(&text).trim_end_matches('\n').to_string();
            // If there is an empty line in it, a part of the content was read as Markdown.
            blocks.insert(0, Block::Code(Code { text, span }));
            blocks
        }
        Element::NoteDefinition(label) => {
            if let Err(fault) = context.collected.notes.define(&label, blocks, span) {
                context.collected.diagnostics.push(Diagnostic::warning(span, fault));
            }
            Vec::new()
        }
        Element::Division(division) => divided(division, blocks, span),
        Element::Root
        | Element::Paragraph
        | Element::Heading { .. }
        | Element::Item { .. }
        | Element::Term
        | Element::Definition
        | Element::Row { .. }
        | Element::Cell { .. }
        | Element::Caption
        | Element::Styled(_)
        | Element::Quoted
        | Element::Link(_)
        | Element::Foreign(_)
        | Element::Picture(_)
        | Element::Code(_)
        | Element::Ignored
        | Element::Hidden => blocks,
    }
}

/// The words of a line, with their span.
struct Line {
    inlines: Vec<Inline>,
    span: Span,
}

fn heading(context: &mut TextContext, level: u8, anchor: Option<String>, line: Line) -> Vec<Block> {
    let (inlines, attributes) = dialect::heading(context, line.inlines);
    let declared = context.anchor.take();
    let anchor = anchor.or(attributes.id.clone()).or(declared);
    let kind = if attributes.has_class(&["question"]) { HeadingKind::Question } else { HeadingKind::Title };
    if inlines.iter().all(lines::is_blank) {
        return Vec::new();
    }
    vec![Block::Heading(Heading { level, kind, inlines, anchor, span: line.span })]
}

/// Returns the style of words. A single tilde marks a subscript in pandoc and struck-out words on GitHub, but a subscript has
/// no spaces.
fn style_of(style: InlineStyle, inlines: &[Inline]) -> InlineStyle {
    let has_spaces = style == InlineStyle::Subscript && plain_text(inlines).contains(char::is_whitespace);
    if has_spaces { InlineStyle::Struck } else { style }
}

/// Returns a link, or only its words if it leads nowhere.
fn link_or_words(context: &mut TextContext, link: Link, inlines: Vec<Inline>, span: Span) -> Vec<Inline> {
    match &link {
        Link::Address(address) if !links::is_address(address) => {
            if !inlines.is_empty() {
                let shown = if address.is_empty() { "()" } else { address };
                context.collected.find(FindingKind::DeadLink, shown, span);
            }
            inlines
        }
        _ if inlines.iter().all(lines::is_blank) => Vec::new(),
        Link::Address(_) | Link::Anchor(_) | Link::Text { .. } => vec![Inline::Link { link, inlines, span }],
    }
}

/// Returns a quotation inside a line, with straight quotation marks that the typography of the text's language replaces.
fn quoted(context: &TextContext, mut inlines: Vec<Inline>, range: &Range<usize>) -> Vec<Inline> {
    let mark = |at: usize| {
        let span = context.source.span(&(at..at));
        Inline::Text(Words { text: "\"".to_string(), span })
    };
    inlines.insert(0, mark(range.start));
    inlines.push(mark(range.end));
    inlines
}

fn finished_list(list: OpenList) -> Block {
    let OpenList { first, counter, delimiter, tight, items } = list;
    let marker = first.map_or(ListMarker::Dash, |first| ListMarker::Number { first, counter, delimiter });
    Block::List(List { marker, tight, items })
}

/// Returns the blocks of a division.
fn divided(division: Division, mut blocks: Vec<Block>, span: Span) -> Vec<Block> {
    match division {
        Division::Plain => blocks,
        _ if blocks.is_empty() && !matches!(division, Division::NewPage | Division::PageAfter) => blocks,
        Division::Aligned(align) => vec![Block::Aligned(align, blocks)],
        Division::Box => {
            // A heading or a bold line at its beginning is the title.
            let title = callout::title_of(&mut blocks);
            vec![Block::Box(Boxed { title, blocks })]
        }
        Division::Verse => vec![Block::Verse(lines::verse_lines(blocks))],
        Division::Signature => vec![Block::Signature(lines::verse_lines(blocks))],
        Division::Epigraph => vec![Block::Epigraph(Epigraph { blocks, attribution: Vec::new() })],
        Division::NewPage => {
            blocks.insert(0, Block::PageBreak(span));
            blocks
        }
        Division::PageAfter => {
            blocks.push(Block::PageBreak(span));
            blocks
        }
    }
}
