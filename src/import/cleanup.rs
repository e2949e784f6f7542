//! Mending copy: a text as it was handed in, made one that can be set.
//!
//! Words that were cut or run together are made whole by a French list and by the vocabulary of the text itself; lines become
//! paragraphs; what belongs to the pages of a source goes; titles, captions, quotations, questions and notes are found. Each
//! repair is kept with its rule, its place and how sure it is. What is doubtful is marked where it stands; nothing is dropped
//! without being among the repairs.

mod calls;
mod captions;
mod columns;
mod lexicon;
mod lines;
mod notes;
mod pages;
mod quotes;
mod raised;
mod signs;
mod structure;
mod tally;
mod words;

use crate::import::document::{Block, BlockKind, Cleaned, Document, MARK, MARK_END, Markup, Repair, Rule, Trust};
use lexicon::Lexicon;
use rayon::prelude::*;
use words::WordMender;

/// Mends a text.
pub fn clean(document: Document) -> Cleaned {
    let mut repairs: Vec<Repair> = document.left_out.iter().map(left_out).collect();
    let mut blocks = document.blocks;
    if document.lines {
        let text = match &mut blocks[..] {
            [block] => std::mem::take(&mut block.text),
            several => several.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n"),
        };
        let (text, mut found) = signs::mend(&text);
        repairs.append(&mut found);
        let (parted, mut found) = lines::blocks(&text);
        repairs.append(&mut found);
        blocks = parted;
        structure::signs(&mut blocks, document.markup == Markup::Whole);
    } else {
        repairs.append(&mut mend_signs(&mut blocks));
    }
    let (labels, mut found) = notes::list(&mut blocks);
    repairs.append(&mut found);
    repairs.append(&mut calls::find(&mut blocks, &labels));
    repairs.append(&mut find_structure(&mut blocks, document.lines));
    if document.lines {
        sign(&mut blocks, &mut repairs);
    }
    repairs.append(&mut mend_words(&mut blocks));
    repairs.sort_by_key(|repair| repair.line);
    let title = document.title.or_else(|| titled(&blocks)).unwrap_or_default();
    Cleaned { markup: document.markup, title, blocks, repairs }
}

/// Signs of blocks that came as such; and verse among them.
fn mend_signs(blocks: &mut [Block]) -> Vec<Repair> {
    let mut repairs = Vec::new();
    for block in blocks.iter_mut().filter(|block| block.kind != BlockKind::Kept) {
        let (text, mut found) = signs::mend(&block.text);
        found.iter_mut().for_each(|repair| repair.line += block.line.saturating_sub(1));
        repairs.append(&mut found);
        if let std::borrow::Cow::Owned(text) = text {
            block.text = text;
        }
        if block.kind == BlockKind::Text && lines::is_verse(&block.text.lines().collect::<Vec<_>>(), 110) {
            block.kind = BlockKind::Verse;
            repairs.push(structure::found(Rule::Verse, Trust::Likely, block));
        }
    }
    repairs
}

fn left_out((line, text): &(usize, String)) -> Repair {
    Repair { rule: Rule::Around, trust: Trust::Likely, line: *line, before: text.clone(), after: String::new() }
}

/// Finds what blocks are, where the source didn't say it.
fn find_structure(blocks: &mut [Block], lines: bool) -> Vec<Repair> {
    let mut repairs = quotes::find(blocks);
    repairs.append(&mut quotes::turn(blocks));
    if lines {
        repairs.extend(structure::title(blocks));
        repairs.extend(captions::find(blocks));
        repairs.extend(structure::headings(blocks, false));
        repairs.extend(structure::questions(blocks));
        repairs.extend(structure::headings(blocks, true));
        repairs.extend(structure::lists(blocks));
    }
    repairs
}

/// Finds who signed, even where their lines were taken for verse.
fn sign(blocks: &mut Vec<Block>, repairs: &mut Vec<Repair>) {
    let mut signed = structure::signature(blocks);
    repairs.retain(|repair| repair.rule != Rule::Verse || signed.iter().all(|one| one.line != repair.line));
    repairs.append(&mut signed);
}

/// Mends the words of all blocks, on every core.
fn mend_words(blocks: &mut [Block]) -> Vec<Repair> {
    let texts: Vec<&str> = blocks.iter().map(|block| block.text.as_str()).collect();
    let lexicon = Lexicon::of(&texts);
    let mend = |block: &mut Block| {
        if block.kind == BlockKind::Kept {
            return Vec::new();
        }
        let mut mender = WordMender::new(&lexicon, block.line);
        let mut mend = |part: &str| mender.mend(part, matches!(block.kind, BlockKind::Verse | BlockKind::Signature));
        block.text = match block.text.contains("\n\n") {
            true => block.text.split("\n\n").map(mend).collect::<Vec<_>>().join("\n\n"),
            false => mend(&block.text),
        };
        mender.repairs
    };
    blocks.par_iter_mut().with_min_len(16).flat_map_iter(mend).collect()
}

/// The title that the text itself has.
fn titled(blocks: &[Block]) -> Option<String> {
    let heading = blocks.iter().find(|block| matches!(block.kind, BlockKind::Heading(1)))?;
    Some(without_marks(&heading.text))
}

/// A text without its marks and calls.
fn without_marks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut hidden = false;
    for c in text.chars() {
        match c {
            crate::import::document::CALL | MARK => hidden = true,
            crate::import::document::CALL_END | MARK_END => hidden = false,
            _ if hidden => {}
            _ => out.push(c),
        }
    }
    out
}
