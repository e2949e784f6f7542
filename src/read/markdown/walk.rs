//! Visits the lines of blocks, or the blocks themselves.

use crate::manuscript::{Block, Code, Figure, Inline, Words};

/// Calls `visit` with the inlines of every paragraph, heading, caption and cell.
pub(super) fn each_line(blocks: &mut [Block], visit: &mut dyn FnMut(&mut Vec<Inline>)) {
    for block in blocks {
        match block {
            Block::Heading(heading) => visit(&mut heading.inlines),
            Block::Paragraph(inlines) | Block::Byline(inlines) => visit(inlines),
            Block::Quote(inner) | Block::Aligned(_, inner) => each_line(inner, visit),
            Block::List(list) => list.items.iter_mut().for_each(|item| each_line(&mut item.blocks, visit)),
            Block::Definitions(definitions) => {
                for definition in definitions {
                    visit(&mut definition.term);
                    each_line(&mut definition.blocks, visit);
                }
            }
            Block::Figure(figure) => visit(&mut figure.caption),
            Block::FigureRow(figures) => figures.iter_mut().for_each(|figure| visit(&mut figure.caption)),
            Block::Table(table) => table.rows.iter_mut().flatten().for_each(&mut *visit),
            Block::Verse(lines) | Block::Signature(lines) => lines.iter_mut().for_each(&mut *visit),
            Block::Epigraph(epigraph) => {
                each_line(&mut epigraph.blocks, visit);
                visit(&mut epigraph.attribution);
            }
            Block::Box(boxed) => {
                visit(&mut boxed.title);
                each_line(&mut boxed.blocks, visit);
            }
            Block::Code(_) | Block::Rule(_) | Block::PageBreak(_) => {}
        }
    }
}

/// Returns the lines of blocks. Code and pictures become lines, with the caption below each picture.
pub(super) fn lines(mut blocks: Vec<Block>) -> Vec<Vec<Inline>> {
    each_block(&mut blocks, &mut |block| {
        let line = if let Block::Code(code) = block { code_line(code) } else { picture_line(block.figures_mut()) };
        if !line.is_empty() {
            *block = Block::Paragraph(line);
        }
    });
    let mut lines = Vec::new();
    each_line(&mut blocks, &mut |line| lines.push(std::mem::take(line)));
    lines
}

fn code_line(code: &Code) -> Vec<Inline> {
    let words = |text: &str| vec![Inline::Code(Words { text: text.to_string(), span: code.span })];
    with_breaks(code.text.lines().map(words))
}

fn picture_line(figures: &mut [Figure]) -> Vec<Inline> {
    with_breaks(figures.iter_mut().flat_map(|figure| {
        let picture = vec![Inline::Picture(figure.picture.clone())];
        std::iter::once(picture).chain(Some(std::mem::take(&mut figure.caption)).filter(|caption| !caption.is_empty()))
    }))
}

/// Joins lines with line breaks.
pub(super) fn with_breaks(lines: impl IntoIterator<Item = Vec<Inline>>) -> Vec<Inline> {
    let mut joined = Vec::new();
    for mut line in lines {
        if !joined.is_empty() {
            joined.push(Inline::Break);
        }
        joined.append(&mut line);
    }
    joined
}

/// Calls `visit` with every block, after the blocks inside it.
fn each_block(blocks: &mut [Block], visit: &mut dyn FnMut(&mut Block)) {
    for block in blocks {
        match block {
            Block::Quote(inner) | Block::Aligned(_, inner) => each_block(inner, visit),
            Block::List(list) => list.items.iter_mut().for_each(|item| each_block(&mut item.blocks, visit)),
            Block::Definitions(all) => all.iter_mut().for_each(|definition| each_block(&mut definition.blocks, visit)),
            Block::Epigraph(epigraph) => each_block(&mut epigraph.blocks, visit),
            Block::Box(boxed) => each_block(&mut boxed.blocks, visit),
            Block::Heading(_)
            | Block::Paragraph(_)
            | Block::Code(_)
            | Block::Rule(_)
            | Block::Figure(_)
            | Block::FigureRow(_)
            | Block::PageBreak(_)
            | Block::Table(_)
            | Block::Verse(_)
            | Block::Byline(_)
            | Block::Signature(_) => {}
        }
        visit(block);
    }
}
