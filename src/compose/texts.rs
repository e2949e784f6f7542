//! Lays out every text as one long column of rows. Blocks are laid out in parallel on all cores.

use super::blocks::join;
use super::context::Context;
use super::layouter::BlockLayouter;
use super::row::Row;
use crate::diagnostic::{Diagnostic, Warned};
use crate::manuscript::{Block, Text};
use rayon::prelude::*;

/// The number of blocks that a thread takes at a time. It is small, so that all cores are busy to the end.
const BLOCKS_AT_ONCE: usize = 4;

/// Lays out every text and returns its rows.
pub(super) fn lay_out(context: Context) -> Warned<Vec<Vec<Row>>> {
    let numbers = 0..context.manuscript.texts.len();
    let texts: Vec<Warned<Vec<Row>>> = numbers.into_par_iter().map(|number| lay_out_text(context, number)).collect();
    let mut diagnostics = Vec::new();
    let rows = texts.into_iter().map(|text| text.report_to(&mut diagnostics)).collect();
    Warned::new(rows, diagnostics)
}

fn lay_out_text(context: Context, number: usize) -> Warned<Vec<Row>> {
    let text = &context.manuscript.texts[number];
    let drop_cap = drop_cap_paragraph(context, text);
    let lay_out_chunk = |(chunk, blocks): (usize, &[Block])| -> Vec<Warned<Vec<Row>>> {
        let mut layouter = BlockLayouter::new(context, context.note_refs(number), context.language(number));
        let first = chunk * BLOCKS_AT_ONCE;
        let numbers = first..first + blocks.len();
        numbers.map(|i| block_or_drop_cap(&mut layouter, number, i, drop_cap == Some(i))).collect()
    };
    let chunks = text.blocks.par_chunks(BLOCKS_AT_ONCE).with_max_len(1).enumerate();
    let laid_out: Vec<Vec<Warned<Vec<Row>>>> = chunks.map(lay_out_chunk).collect();
    let mut rows: Vec<Row> = Vec::new();
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    for (i, block) in laid_out.into_iter().flatten().enumerate() {
        let block = block.report_to(&mut diagnostics);
        join(&mut rows, block, i.checked_sub(1).map(|b| &text.blocks[b]));
    }
    Warned::new(rows, diagnostics)
}

/// Lays out a block of a text, with a drop cap if it is the paragraph that begins with one.
fn block_or_drop_cap(layouter: &mut BlockLayouter, text: usize, i: usize, has_drop_cap: bool) -> Warned<Vec<Row>> {
    if let (true, Block::Paragraph(inlines)) = (has_drop_cap, &layouter.context.manuscript.texts[text].blocks[i]) {
        let column = layouter.body_column();
        if let Some(rows) = layouter.drop_cap(inlines, column) {
            return layouter.warned(rows);
        }
    }
    lay_out_block(layouter, text, i)
}

/// Lays out a block of a text, taking into account the block before it.
pub(super) fn lay_out_block(layouter: &mut BlockLayouter, text: usize, i: usize) -> Warned<Vec<Row>> {
    let blocks = &layouter.context.manuscript.texts[text].blocks;
    layouter.block = Some((text, i));
    layouter.ordinal = 0;
    let column = layouter.body_column();
    let before = i.checked_sub(1).map(|b| &blocks[b]);
    let rows = layouter.block(&blocks[i], before, column);
    layouter.warned(rows)
}

/// Returns the index of the paragraph that begins with a drop cap: the first paragraph of a text, if the text or the
/// brochure requests a drop cap.
fn drop_cap_paragraph(context: Context, text: &Text) -> Option<usize> {
    let requested = text.front.drop_cap.unwrap_or(context.spec.body.drop_caps);
    if !requested {
        return None;
    }
    let opens =
        |block: &Block| matches!(block, Block::Heading(_) | Block::Byline(_) | Block::Epigraph(_) | Block::Figure(_));
    let first = text.blocks.iter().position(|block| !opens(block))?;
    matches!(text.blocks[first], Block::Paragraph(_)).then_some(first)
}
