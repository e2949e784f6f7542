//! What several rules need to know of blocks: their length, their first words, and the record of what was recognised.

use crate::import::document::Block;
use crate::import::markers::doubt;
use crate::import::repair::{Confidence, Repair, Rule};

/// The most characters of a short block: about two lines of a brochure.
pub(super) const SHORT: usize = 160;
/// Characters of a block that reports quote: one line of a terminal with what stands before it.
const QUOTED: usize = 60;
/// Characters on both sides of a place that reports quote.
const CONTEXT: usize = 20;

pub(super) fn is_short(block: &Block) -> bool {
    !is_over(&block.text, SHORT)
}

/// Whether a text has more characters than that.
pub(super) fn is_over(text: &str, characters: usize) -> bool {
    text.chars().nth(characters).is_some()
}

/// The record of a block that was recognised.
pub(super) fn recognised(rule: Rule, confidence: Confidence, block: &Block) -> Repair {
    Repair { rule, confidence, line: block.line, before: first_words(&block.text), after: String::new() }
}

/// The same, with a remark at the end of the block where it is doubtful.
pub(super) fn recognised_with_remark(rule: Rule, confidence: Confidence, block: &mut Block) -> Repair {
    let repair = recognised(rule, confidence, block);
    if confidence == Confidence::Doubtful {
        block.text.push_str(&doubt(rule, ""));
    }
    repair
}

/// The first words of a text, for a report.
pub(super) fn first_words(text: &str) -> String {
    let line = text.split('\n').next().unwrap_or(text);
    match line.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line.to_string(),
    }
}

/// The words around a byte, for a report.
pub(super) fn context(text: &str, at: usize) -> String {
    let from = text[..at].char_indices().rev().nth(CONTEXT).map_or(0, |(from, _)| from);
    let to = text[at..].char_indices().nth(CONTEXT).map_or(text.len(), |(to, _)| at + to);
    text[from..to].replace('\n', " ")
}

/// The line of the source on which a byte of a block is.
pub(super) fn line_at(block: &Block, at: usize) -> usize {
    block.line + block.text[..at].matches('\n').count()
}
