//! Corrects the typography of one text on all cores.
//!
//! A quotation may continue from one paragraph to the next, so the result for a paragraph depends on all paragraphs before it.
//! The text is therefore corrected speculatively: it is split into chunks of blocks, which are corrected in parallel as if no
//! quotation continued into them. This assumption nearly always holds. If a chunk does leave a quotation open, the next chunk
//! is corrected again with that quotation, and the result is the same as when correcting line by line.
//!
//! `cargo bench --bench french one_text` measures the effect. Without parallel correction, building a book from a single file
//! takes about a tenth longer on two cores; on more cores, the difference is greater.

use super::language::Language;
use super::lines::each_line;
use super::typography::{Correction, LineCorrector};
use crate::diagnostic::Diagnostic;
use crate::manuscript::{Block, Note, Text};
use rayon::prelude::*;

/// The minimum number of blocks or notes in a chunk. Correcting fewer takes less time than handing them to another core.
const MIN_CHUNK: usize = 12;
/// The number of chunks for each core: several, so that all cores finish at about the same time although blocks differ in
/// length.
const CHUNKS_PER_CORE: usize = 4;

/// Corrects a text. Returns the corrections in the order of the text, and warnings about its quotations.
pub(super) fn correct(text: &mut Text, language: Language) -> (Vec<Correction>, Vec<Diagnostic>) {
    let chunks = CHUNKS_PER_CORE * rayon::current_num_threads();
    let length = text.blocks.len().div_ceil(chunks).max(MIN_CHUNK);
    let correct_first = |raw: &[Block]| correct_blocks(raw, LineCorrector::new(language));
    let speculative: Vec<(Vec<Block>, LineCorrector)> = text.blocks.par_chunks(length).map(correct_first).collect();
    let mut corrector = LineCorrector::new(language);
    let mut blocks = Vec::with_capacity(text.blocks.len());
    for (raw, (mut corrected, mut own)) in text.blocks.chunks(length).zip(speculative) {
        if corrector.has_open_quotation() {
            (corrected, own) = correct_blocks(raw, corrector.continued());
        }
        corrector.append(own);
        blocks.append(&mut corrected);
    }
    text.blocks = blocks;
    // Quotations in notes never continue from one paragraph to the next, so notes never have to be corrected again.
    let correct_notes = |notes: &mut [Note]| correct_notes(notes, language);
    let of_notes: Vec<LineCorrector> = text.notes.par_chunks_mut(MIN_CHUNK).map(correct_notes).collect();
    of_notes.into_iter().for_each(|own| corrector.append(own));
    corrector.finish()
}

fn correct_blocks<'s>(raw: &[Block], mut corrector: LineCorrector<'s>) -> (Vec<Block>, LineCorrector<'s>) {
    let mut blocks = raw.to_vec();
    each_line(&mut blocks, &mut |line, runs_on| corrector.line(line, runs_on));
    (blocks, corrector)
}

fn correct_notes<'s>(notes: &mut [Note], language: Language<'s>) -> LineCorrector<'s> {
    let mut corrector = LineCorrector::new(language);
    for note in notes {
        each_line(&mut note.blocks, &mut |line, _| corrector.line(line, false));
    }
    corrector
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{FileId, Span};
    use crate::manuscript::{FrontMatter, Inline, Words, plain_text};
    use crate::spec::FrenchSpec;

    #[test]
    fn chunks_are_corrected_like_the_whole_text() {
        let french = FrenchSpec::default();
        let language = Language { tag: "fr", french: &french };
        // Each quotation is eight paragraphs long, so most chunks end inside a quotation. One quotation is never closed.
        let paragraph = |n: usize| {
            let (open, close) = (if n % 11 == 2 { "\"" } else { "" }, if n % 11 == 9 && n != 97 { "\"" } else { "" });
            let text = format!("{open}Un mot {n} : oui !{close}");
            let words = Words { text, span: Span::new(FileId(0), n * 40, n * 40 + 30) };
            Block::Paragraph(vec![Inline::Text(words)])
        };
        let raw: Vec<Block> = (0..100).map(paragraph).collect();
        let (whole, corrector) = correct_blocks(&raw, LineCorrector::new(language));
        let (corrections, diagnostics) = corrector.finish();
        let mut text = Text {
            file: FileId(0),
            name: String::new(),
            front: FrontMatter::default(),
            blocks: raw,
            notes: Vec::new(),
        };
        let (in_chunks, diagnostics_in_chunks) = correct(&mut text, language);
        let letters = |blocks: &[Block]| -> Vec<String> {
            let words =
                |block: &Block| if let Block::Paragraph(line) = block { plain_text(line) } else { String::new() };
            blocks.iter().map(words).collect()
        };
        assert_eq!(letters(&text.blocks), letters(&whole));
        let after = |all: &[Correction]| all.iter().map(|one| one.after.clone()).collect::<Vec<_>>();
        assert_eq!(after(&in_chunks), after(&corrections));
        assert_eq!((diagnostics.len(), diagnostics_in_chunks.len()), (1, 1));
        assert_eq!(diagnostics[0].span, diagnostics_in_chunks[0].span);
    }
}
