//! Turns each element that is closed into a block or an inline of the element around it.

use super::builder::{Builder, Frame};
use super::element::{Division, Element, OpenCell, OpenList, OpenTable};
use super::{callout, dialect, figures, paragraph};
use crate::diagnostic::Diagnostic;
use crate::manuscript::{
    Block, Boxed, Code, Definition, Epigraph, Heading, HeadingKind, Inline, InlineStyle, Link, List, ListItem,
    ListMarker, PictureRef, Table, Words, plain_text,
};
use std::ops::Range;

/// Adds an element that was closed to the innermost element that is still open.
pub(super) fn element(builder: &mut Builder, frame: Frame, range: Range<usize>) {
    let Frame { element, mut blocks, inlines, .. } = frame;
    let span = builder.source.span(&range);
    let end = range.end;
    match element {
        Element::Styled(style) => builder.inline(Inline::styled(style_of(style, &inlines), inlines, span)),
        Element::Foreign(language) => builder.inline(Inline::Foreign { language, inlines, span }),
        Element::Link(link) => link_or_words(builder, link, inlines, &range),
        Element::Picture(picture) => figures::close_picture(builder, picture, inlines, span),
        Element::Code(text) => {
            // Between inline tags, the words come from Markdown.
            let text = text + &plain_text(&inlines);
            builder.inline(Inline::Code(Words { text, span }));
        }
        Element::Quoted => quoted(builder, inlines, &range),
        Element::Ignored | Element::Hidden if blocks.is_empty() => {
            inlines.into_iter().for_each(|inline| builder.inline(inline))
        }
        Element::Paragraph => {}
        Element::Heading { level, anchor } => {
            let (inlines, attributes) = dialect::heading(builder, inlines);
            let declared = builder.anchor.take();
            let anchor = anchor.or(attributes.id.clone()).or(declared);
            let is_question = attributes.has_class(&["question"]);
            let kind = if is_question { HeadingKind::Question } else { HeadingKind::Title };
            if !inlines.iter().all(paragraph::is_blank) {
                builder.blocks(vec![Block::Heading(Heading { level, kind, inlines, anchor, span })], end);
            }
        }
        Element::Quote => {
            let block = callout::of(builder, blocks);
            builder.blocks(vec![block], end);
        }
        Element::Item { done } => item(builder, ListItem { done, blocks }, end),
        Element::List(list) => {
            if !list.items.is_empty() {
                blocks.push(finished_list(list));
            }
            builder.blocks(blocks, end);
        }
        Element::Term => {
            let term = dialect::line(builder, inlines);
            if let Element::Definitions(definitions) = &mut builder.top().element {
                definitions.push(Definition { term, blocks: Vec::new() });
            } else {
                builder.blocks(vec![Block::Paragraph(term)], end);
            }
        }
        Element::Definition => match &mut builder.top().element {
            Element::Definitions(definitions) => {
                // Another definition of the same term begins with a new paragraph, as if it had a term.
                match definitions.last_mut().filter(|last| last.blocks.is_empty()) {
                    Some(last) => last.blocks.append(&mut blocks),
                    None => definitions.push(Definition { term: Vec::new(), blocks }),
                }
            }
            _ => builder.blocks(blocks, end),
        },
        Element::Definitions(definitions) => {
            blocks.push(Block::Definitions(definitions));
            builder.blocks(blocks, end);
        }
        Element::Table(table) => {
            blocks.extend(finished_table(table, span));
            builder.blocks(blocks, end);
        }
        Element::Row { is_head, mut cells } => {
            let line = cell_line(blocks, Vec::new());
            if !line.is_empty() {
                cells.push(OpenCell { inlines: line, align: None, columns: 1 });
            }
            if let Element::Table(table) = &mut builder.top().element {
                table.has_head |= is_head && table.rows.is_empty();
                table.rows.push(cells);
            } else {
                builder.blocks(cells.into_iter().map(|cell| Block::Paragraph(cell.inlines)).collect(), end);
            }
        }
        Element::Cell { align, columns } => {
            let inlines = dialect::line(builder, inlines);
            let inlines = cell_line(blocks, inlines);
            if let Element::Row { cells, .. } = &mut builder.top().element {
                cells.push(OpenCell { inlines, align, columns });
            } else {
                builder.blocks(vec![Block::Paragraph(inlines)], end);
            }
        }
        Element::Caption => caption(builder, inlines, end),
        Element::Figure { caption } => {
            let blocks = figures::with_caption(blocks, caption);
            builder.blocks(blocks, end);
        }
        Element::Summary => {
            let words = dialect::line(builder, inlines);
            let bold = Inline::styled(InlineStyle::Strong, words, span);
            builder.blocks(vec![Block::Paragraph(vec![bold])], end);
        }
        Element::Preformatted(text) => {
            let text = text.strip_prefix('\n').unwrap_or(&text).trim_end_matches('\n').to_string();
            // If there is an empty line in it, a part of the content was read as Markdown.
            blocks.insert(0, Block::Code(Code { text, span }));
            builder.blocks(blocks, end);
        }
        Element::NoteDefinition(label) => {
            if let Err(fault) = builder.collected.notes.define(&label, blocks, span) {
                builder.collected.diagnostics.push(Diagnostic::warning(span, fault));
            }
        }
        Element::Division(division) => {
            let blocks = divided(division, blocks, span);
            builder.blocks(blocks, end);
        }
        Element::Ignored | Element::Hidden | Element::Root => builder.blocks(blocks, end),
    }
}

/// Returns the style of words. A single tilde marks a subscript in pandoc and struck-out words on GitHub, but a subscript has no
/// spaces.
fn style_of(style: InlineStyle, inlines: &[Inline]) -> InlineStyle {
    let has_spaces = style == InlineStyle::Subscript && plain_text(inlines).contains(char::is_whitespace);
    if has_spaces { InlineStyle::Struck } else { style }
}

/// Adds a link. One without an address or words is left out, and its words are kept.
fn link_or_words(builder: &mut Builder, link: Link, inlines: Vec<Inline>, range: &Range<usize>) {
    let is_dead = match &link {
        Link::Address(address) => !super::links::is_address(address),
        Link::Anchor(_) | Link::Text { .. } => false,
    };
    let span = builder.source.span(range);
    if is_dead {
        if let Link::Address(address) = &link
            && !inlines.is_empty()
        {
            let shown = if address.is_empty() { "()" } else { address };
            builder.collected.find(super::findings::FindingKind::DeadLink, shown, span);
        }
        inlines.into_iter().for_each(|inline| builder.inline(inline));
    } else if inlines.iter().any(|inline| !paragraph::is_blank(inline)) {
        builder.inline(Inline::Link { link, inlines, span });
    }
}

/// Adds a quotation inside a line, with straight quotation marks that the typography of the text's language replaces.
fn quoted(builder: &mut Builder, inlines: Vec<Inline>, range: &Range<usize>) {
    let mark = |at: usize| {
        let span = builder.source.span(&(at..at));
        Inline::Text(Words { text: "\"".to_string(), span })
    };
    let (opening, closing) = (mark(range.start), mark(range.end));
    builder.inline(opening);
    inlines.into_iter().for_each(|inline| builder.inline(inline));
    builder.inline(closing);
}

fn item(builder: &mut Builder, item: ListItem, end: usize) {
    if let Element::List(list) = &mut builder.top().element {
        list.items.push(item);
    } else {
        // The list around it was too deep, or its tag is missing.
        builder.blocks(item.blocks, end);
    }
}

fn finished_list(list: OpenList) -> Block {
    let OpenList { first, counter, delimiter, tight, items } = list;
    let marker = first.map_or(ListMarker::Dash, |first| ListMarker::Number { first, counter, delimiter });
    Block::List(List { marker, tight, items })
}

/// Returns a table whose rows all have the same number of cells, with its caption above it.
fn finished_table(table: OpenTable, span: crate::diagnostic::Span) -> Vec<Block> {
    let OpenTable { mut columns, rows, has_head, caption } = table;
    let mut blocks = Vec::new();
    if !caption.is_empty() {
        blocks.push(Block::Paragraph(vec![Inline::styled(InlineStyle::Emphasis, caption, span)]));
    }
    let width = |row: &Vec<OpenCell>| row.iter().map(|cell| cell.columns).sum();
    let count: usize = rows.iter().map(width).max().unwrap_or(0).max(columns.len());
    if count == 0 {
        return blocks;
    }
    // HTML gives the alignment of each cell, and a table that of each column: the first row with content decides.
    if columns.is_empty()
        && let Some(row) = rows.get(usize::from(has_head && rows.len() > 1))
    {
        for cell in row {
            columns.extend(std::iter::repeat_n(cell.align.unwrap_or_default(), cell.columns));
        }
    }
    columns.resize(count, Default::default());
    let filled = |row: Vec<OpenCell>| {
        let mut cells: Vec<Vec<Inline>> = Vec::with_capacity(count);
        for cell in row {
            let spanned = cell.columns;
            cells.push(cell.inlines);
            cells.extend(std::iter::repeat_n(Vec::new(), spanned - 1));
        }
        cells.resize_with(count, Vec::new);
        cells
    };
    let mut rows: Vec<Vec<Vec<Inline>>> = rows.into_iter().map(filled).collect();
    // Markdown has no tables without a head, so authors leave its cells empty.
    let is_blank = |row: &Vec<Vec<Inline>>| row.iter().flatten().all(paragraph::is_blank);
    let blank_head = has_head && rows.len() > 1 && is_blank(&rows[0]);
    if blank_head {
        rows.remove(0);
    }
    blocks.push(Block::Table(Table { columns, has_head: has_head && !blank_head, rows, span }));
    blocks
}

/// Returns the content of a cell as one line, in which the blocks are separated by line breaks.
fn cell_line(blocks: Vec<Block>, inlines: Vec<Inline>) -> Vec<Inline> {
    let mut line = Vec::new();
    let mut blocks = blocks;
    super::walk::each_line(&mut blocks, &mut |inner| {
        if !line.is_empty() {
            line.push(Inline::Break);
        }
        line.append(inner);
    });
    for block in &blocks {
        if let Block::Code(code) = block {
            line.push(Inline::Code(Words { text: code.text.replace('\n', " "), span: code.span }));
        }
        if let Block::Figure(figure) = block {
            line.push(Inline::Picture(PictureRef::clone(&figure.picture)));
        }
    }
    line.extend(inlines);
    line
}

fn caption(builder: &mut Builder, inlines: Vec<Inline>, end: usize) {
    let words = paragraph::trimmed(dialect::line(builder, inlines));
    match &mut builder.top().element {
        Element::Figure { caption } => *caption = words,
        Element::Table(table) => table.caption = words,
        _ => builder.blocks(vec![Block::Paragraph(words)], end),
    }
}

/// Returns the blocks of a division.
fn divided(division: Division, mut blocks: Vec<Block>, span: crate::diagnostic::Span) -> Vec<Block> {
    match division {
        Division::Plain => blocks,
        _ if blocks.is_empty() && !matches!(division, Division::NewPage | Division::PageAfter) => blocks,
        Division::Aligned(align) => vec![Block::Aligned(align, blocks)],
        Division::Box => {
            // A heading or a bold line at its beginning is the title.
            let title = callout::title_of(&mut blocks);
            vec![Block::Box(Boxed { title, blocks })]
        }
        Division::Verse => vec![Block::Verse(paragraph::verse_lines(blocks))],
        Division::Signature => vec![Block::Signature(paragraph::verse_lines(blocks))],
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
