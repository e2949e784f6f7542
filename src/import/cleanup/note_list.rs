//! Extracts the list of notes at the end of a text.
//!
//! Input: blocks. Output: the same blocks with the list turned into notes, and the numbers of the notes.

use super::blocks::is_over;
use super::note_number;
use crate::import::document::{Block, BlockKind};
use crate::import::repair::{Confidence, Repair, Rule};

/// Headings of lists of notes, in lower case.
const HEADINGS: [&str; 10] = [
    "notes",
    "note",
    "notes de bas de page",
    "notes et références",
    "références",
    "notes de fin",
    "footnotes",
    "endnotes",
    "notes :",
    "notes.",
];
/// The maximum number of characters in the heading of a list of notes, including spaces around it.
const LONGEST_HEADING: usize = 39;
/// The maximum number of consecutive numbers that may be missing from the list.
const MAX_LOST: u32 = 2;

/// Turns the list of notes at the end of the blocks into notes. Returns the numbers of the notes, and a record if the heading
/// of the list was removed.
pub(super) fn extract(blocks: &mut Vec<Block>) -> (Vec<u32>, Vec<Repair>) {
    let is_heading = |block: &Block| {
        !is_over(&block.text, LONGEST_HEADING) && HEADINGS.contains(&block.text.trim().to_lowercase().as_str())
    };
    let heading = blocks.iter().rposition(is_heading);
    let start = heading.map(|heading| heading + 1).or_else(|| list_without_heading(blocks));
    let Some((start, mut notes)) = start.and_then(|start| Some((start, notes(&blocks[start..])?))) else {
        return (Vec::new(), Vec::new());
    };
    let numbers = notes.iter().map(|note| note.number).collect();
    let mut repairs = Vec::new();
    if let Some(heading) = heading {
        let Block { line, text, .. } = blocks[heading].clone();
        let rule = Rule::NotesHeading;
        repairs.push(Repair { rule, confidence: Confidence::Sure, line, before: text, after: String::new() });
    }
    blocks.truncate(heading.unwrap_or(start));
    blocks.extend(notes.drain(..).map(|note| Block {
        kind: BlockKind::Note(note.number.to_string()),
        text: note.text,
        line: note.line,
    }));
    (numbers, repairs)
}

/// A note of the list.
struct ListedNote {
    number: u32,
    text: String,
    line: usize,
}

/// Returns the notes in the blocks; `None` if the blocks do not begin with a note.
fn notes(blocks: &[Block]) -> Option<Vec<ListedNote>> {
    let mut notes: Vec<ListedNote> = Vec::new();
    for block in blocks {
        for (n, text) in block.text.split('\n').enumerate() {
            let expected = notes.last().map_or(1, |last| last.number + 1);
            // Within a block, only the next number begins a new note. Other numbers are years and quantities.
            let max_number = if n == 0 { expected + MAX_LOST } else { expected };
            let numbered = note_number::leading(text).or_else(|| number_alone(text));
            match numbered.filter(|(number, _)| (expected..=max_number).contains(number)) {
                Some((number, rest)) => {
                    notes.push(ListedNote { number, text: rest.to_string(), line: block.line + n });
                }
                None => {
                    let note = notes.last_mut()?;
                    note.text.push('\n');
                    note.text.push_str(text);
                }
            }
        }
    }
    (!notes.is_empty()).then_some(notes)
}

/// If a line contains only a number, returns the number with an empty string as the text of the note, which is on the lines
/// below.
fn number_alone(text: &str) -> Option<(u32, &str)> {
    let digits = text.trim().strip_suffix(['.', ')'])?;
    let is_number = (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().ok()).flatten().map(|number| (number, ""))
}

/// Returns where a list of notes without a heading begins: at the last block with number 1, if most blocks from there to the
/// end have a number.
fn list_without_heading(blocks: &[Block]) -> Option<usize> {
    let number = |block: &Block| note_number::leading(&block.text).map(|(number, _)| number);
    let start = blocks.iter().rposition(|block| number(block) == Some(1))?;
    let rest = &blocks[start..];
    let numbered = rest.iter().filter(|block| number(block).is_some()).count();
    // If many blocks without a number follow, the list is in the middle of the text. A few are allowed, because the last note
    // of a long list may have several paragraphs.
    let unnumbered_end = rest.iter().rev().take_while(|block| number(block).is_none()).count();
    (start > 0 && unnumbered_end * 8 <= numbered && numbered * 3 >= rest.len() * 2).then_some(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_number_does_not_end_the_list() {
        let texts = ["Texte", "Notes", "1. Un", "2.\nDeux", "4. Quatre", "5. Cinq"];
        let block = |text: &str| Block { kind: BlockKind::Paragraph, text: text.into(), line: 1 };
        let mut blocks: Vec<Block> = texts.into_iter().map(block).collect();
        let (numbers, _) = extract(&mut blocks);
        assert_eq!(numbers, [1, 2, 4, 5]);
        assert_eq!(blocks[2].text.trim(), "Deux");
    }
}
