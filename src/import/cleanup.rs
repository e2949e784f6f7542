//! Clean-up: turns a document as it was read into one that can be typeset.
//!
//! Input: a [`Document`]. Output: a [`Cleaned`] document, with a record of each repair: its rule, its line and its confidence.
//!
//! Raw lines are joined into paragraphs, and page furniture is removed. Titles, captions, quotations, questions, lists and
//! notes are recognised. Broken words and missing spaces are repaired with a list of French words and the words of the text
//! itself. Doubtful repairs are marked in the text, and every word that is dropped is recorded as a repair.

mod blocks;
mod captions;
mod characters;
mod columns;
mod count;
mod headings;
mod interview;
mod lexicon;
mod lists;
mod markup;
mod note_list;
mod note_number;
mod note_refs;
mod page_furniture;
mod paragraphs;
mod parts;
mod plain_text;
mod quartile;
mod quotations;
mod sentences;
mod signature;
mod source_lines;
mod superscripts;
mod words;

use super::document::{Block, BlockKind, Cleaned, Document, LeftOut};
use super::markers::without_markers;
use super::repair::{Confidence, Repair, Rule};
use headings::Ending;
use lexicon::Lexicon;
use rayon::prelude::*;
use std::borrow::Cow;
use words::{LineEnds, WordCleaner};

/// Cleans up a document and records each repair. The pictures of the document are dropped, so the caller must take them out
/// first.
pub fn clean(document: Document) -> Cleaned {
    let Document { title, mut blocks, markup, raw_lines, left_out, .. } = document;
    let mut repairs: Vec<Repair> = left_out.into_iter().map(record_left_out).collect();
    if raw_lines {
        let text =
            blocks.into_iter().map(|block| block.text).reduce(|one, next| one + "\n" + &next).unwrap_or_default();
        let (text, mut found) = characters::clean(&text);
        repairs.append(&mut found);
        let (paragraphs, mut found) = plain_text::blocks(&text);
        repairs.append(&mut found);
        blocks = markup::parse(paragraphs, markup);
    } else {
        repairs.append(&mut clean_characters(&mut blocks));
    }
    let (numbers, mut found) = note_list::extract(&mut blocks);
    repairs.append(&mut found);
    repairs.append(&mut note_refs::find(&mut blocks, &numbers));
    repairs.append(&mut quotations::find(&mut blocks));
    repairs.append(&mut quotations::turn_marks(&mut blocks));
    if raw_lines {
        find_structure(&mut blocks, &mut repairs);
    }
    repairs.append(&mut clean_words(&mut blocks));
    repairs.sort_by_key(|repair| repair.line);
    let title = title.or_else(|| heading_title(&blocks)).unwrap_or_default();
    Cleaned { markup, title, blocks, repairs }
}

fn record_left_out(LeftOut { line, text }: LeftOut) -> Repair {
    Repair { rule: Rule::LeftOut, confidence: Confidence::Likely, line, before: text, after: String::new() }
}

/// Cleans the characters of blocks that the reader has already separated, and recognises verse among them.
fn clean_characters(blocks: &mut [Block]) -> Vec<Repair> {
    let mut repairs = Vec::new();
    for block in blocks.iter_mut().filter(|block| block.kind != BlockKind::Verbatim) {
        let (text, mut found) = characters::clean(&block.text);
        found.iter_mut().for_each(|repair| repair.line += block.line.saturating_sub(1));
        repairs.append(&mut found);
        if let Cow::Owned(text) = text {
            block.text = text;
        }
        let lines: Vec<&str> = block.text.lines().collect();
        if block.kind == BlockKind::Paragraph && paragraphs::is_verse(&lines, paragraphs::LONGEST_LINE) {
            block.kind = BlockKind::Verse;
            repairs.push(self::blocks::recognised(Rule::Verse, Confidence::Likely, block));
        }
    }
    repairs
}

/// Recognises the structure of raw text: its title, captions, headings, interview questions, lists and signature lines.
fn find_structure(blocks: &mut Vec<Block>, repairs: &mut Vec<Repair>) {
    repairs.extend(headings::find_title(blocks));
    repairs.append(&mut captions::find(blocks));
    repairs.append(&mut headings::find(blocks, Ending::Statement));
    repairs.append(&mut interview::mark_questions(blocks));
    repairs.append(&mut headings::find(blocks, Ending::Question));
    repairs.append(&mut lists::find(blocks));
    let mut signed = signature::find(blocks);
    // The signature lines may have been taken for verse earlier.
    repairs.retain(|repair| repair.rule != Rule::Verse || signed.iter().all(|signed| signed.line != repair.line));
    repairs.append(&mut signed);
}

/// Cleans the words of all blocks in parallel.
fn clean_words(blocks: &mut [Block]) -> Vec<Repair> {
    let texts: Vec<&str> = blocks.iter().map(|block| block.text.as_str()).collect();
    let lexicon = Lexicon::of(&texts);
    let clean_block = |block: &mut Block| {
        if block.kind == BlockKind::Verbatim {
            return Vec::new();
        }
        let keeps_lines = matches!(block.kind, BlockKind::Verse | BlockKind::Signature);
        let line_ends = if keeps_lines { LineEnds::Kept } else { LineEnds::Joined };
        let mut cleaner = WordCleaner::new(&lexicon, block.line);
        // A note or a list item may have several paragraphs.
        let paragraphs: Vec<String> =
            block.text.split("\n\n").map(|paragraph| cleaner.clean(paragraph, line_ends)).collect();
        block.text = paragraphs.join("\n\n");
        cleaner.repairs
    };
    blocks.par_iter_mut().flat_map_iter(clean_block).collect()
}

/// Returns the text of the first top-level heading.
fn heading_title(blocks: &[Block]) -> Option<String> {
    let heading = blocks.iter().find(|block| block.kind == BlockKind::Heading(1))?;
    Some(without_markers(&heading.text))
}
