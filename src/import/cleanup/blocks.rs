//! Helpers that several rules share: the length of a block, its first words, and the record of a recognised block.

use crate::import::document::Block;
use crate::import::markers::doubt;
use crate::import::repair::{Confidence, Repair, Rule};

/// The maximum number of characters in a short block: about two lines of a brochure.
pub(super) const SHORT: usize = 160;
/// The maximum number of characters that a report quotes from the beginning of a block. A quotation of this length fits on one
/// line of a terminal, together with the text before it.
const MAX_QUOTED: usize = 60;
/// The number of characters that a report quotes on either side of a byte position.
const CONTEXT: usize = 20;

pub(super) fn is_short(block: &Block) -> bool {
    !is_over(&block.text, SHORT)
}

/// Whether a string has more than `characters` characters.
pub(super) fn is_over(text: &str, characters: usize) -> bool {
    text.chars().nth(characters).is_some()
}

/// Returns the record of a recognised block.
pub(super) fn recognised(rule: Rule, confidence: Confidence, block: &Block) -> Repair {
    Repair { rule, confidence, line: block.line, before: first_words(&block.text), after: String::new() }
}

/// Returns the record of a recognised block. If the recognition is doubtful, appends a remark to the block.
pub(super) fn recognised_with_remark(rule: Rule, confidence: Confidence, block: &mut Block) -> Repair {
    let repair = recognised(rule, confidence, block);
    if confidence == Confidence::Doubtful {
        block.text.push_str(&doubt(rule, ""));
    }
    repair
}

/// Returns the first words of a text, for a report.
pub(super) fn first_words(text: &str) -> String {
    let line = text.split('\n').next().unwrap_or(text);
    match line.char_indices().nth(MAX_QUOTED) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line.to_string(),
    }
}

/// Returns the text around a byte position, for a report.
pub(super) fn context(text: &str, at: usize) -> String {
    let from = text[..at].char_indices().rev().nth(CONTEXT).map_or(0, |(from, _)| from);
    let to = text[at..].char_indices().nth(CONTEXT).map_or(text.len(), |(to, _)| at + to);
    text[from..to].replace('\n', " ")
}

/// Returns the line of the source that contains a byte position of a block.
pub(super) fn line_at(block: &Block, at: usize) -> usize {
    block.line + block.text[..at].matches('\n').count()
}
