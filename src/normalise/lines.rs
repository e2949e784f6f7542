//! Visits the lines of a text, in reading order. A *line* is a sequence of inlines whose typography is corrected together: a
//! paragraph, a heading, a caption, a table cell or a line of verse.

use crate::manuscript::{Block, Figure, Inline, plain_text};

/// A function that is called with each line. The flag is true if the line belongs to a series of paragraphs, in which a
/// quotation may continue from the previous line.
pub(super) type VisitLine<'v> = dyn FnMut(&mut Vec<Inline>, bool) + 'v;

/// Calls `visit` with every line in these blocks and in the blocks inside them.
pub(super) fn each_line(blocks: &mut [Block], visit: &mut VisitLine) {
    for block in blocks {
        match block {
            Block::Heading(heading) => visit(&mut heading.inlines, false),
            Block::Byline(inlines) => visit(inlines, false),
            Block::Paragraph(inlines) => visit(inlines, true),
            Block::Quote(inner) => each_line(inner, visit),
            Block::List(list) => list.items.iter_mut().for_each(|item| each_line(&mut item.blocks, visit)),
            Block::Definitions(definitions) => {
                for definition in definitions {
                    visit(&mut definition.term, false);
                    each_line(&mut definition.blocks, visit);
                }
            }
            Block::Figure(figure) => each_line_of_figure(figure, visit),
            Block::FigureRow(figures) => figures.iter_mut().for_each(|figure| each_line_of_figure(figure, visit)),
            Block::Aligned(_, inner) => each_line(inner, visit),
            Block::Table(table) => table.rows.iter_mut().flatten().for_each(|cell| visit(cell, false)),
            Block::Verse(lines) => lines.iter_mut().for_each(|line| visit(line, true)),
            Block::Signature(lines) => lines.iter_mut().for_each(|line| visit(line, false)),
            Block::Epigraph(epigraph) => {
                each_line(&mut epigraph.blocks, visit);
                visit(&mut epigraph.attribution, false);
            }
            Block::Box(boxed) => {
                visit(&mut boxed.title, false);
                each_line(&mut boxed.blocks, visit);
            }
            Block::Code(_) | Block::Rule(_) | Block::PageBreak(_) => {}
        }
    }
}

fn each_line_of_figure(figure: &mut Figure, visit: &mut VisitLine) {
    visit(&mut figure.caption, false);
    if let Some(credit) = &mut figure.credit {
        let mut line = vec![Inline::Text(credit.clone())];
        visit(&mut line, false);
        // A credit is plain text, which can't contain superior letters.
        credit.text = plain_text(&line);
    }
}
