//! Recognises the signature lines at the end of a text: the author, and perhaps a place and a date.
//!
//! Input: blocks. Output: the same blocks, with the signature lines as one block, and a record of each.

use super::blocks::recognised;
use crate::import::document::{Block, BlockKind};
use crate::import::repair::{Confidence, Repair, Rule};
use crate::prose::MONTHS;

/// The maximum number of signature lines: the name of the author, a description, and a place with a date.
const MAX_LINES: usize = 3;
/// The minimum number of blocks before the signature lines: a title and a paragraph.
const MIN_BEFORE: usize = 2;
/// A signature line has fewer characters than this.
const LONGEST: usize = 90;
/// A signature line that ends with a full stop after a date has fewer characters than this.
const LONGEST_DATED: usize = 50;

/// Finds the signature lines of a text, which are its last short lines before the notes, and joins them into one block.
pub(super) fn find(blocks: &mut Vec<Block>) -> Vec<Repair> {
    let end = blocks.iter().rposition(|block| !matches!(block.kind, BlockKind::Note(_))).map_or(0, |last| last + 1);
    let earliest = end.saturating_sub(MAX_LINES).max(MIN_BEFORE);
    let first = (earliest..end).rev().take_while(|at| is_signature(blocks, *at)).last();
    let Some(first) = first else { return Vec::new() };
    let repairs =
        blocks[first..end].iter().map(|block| recognised(Rule::Signature, Confidence::Likely, block)).collect();
    let lines: Vec<String> = blocks.drain(first + 1..end).map(|block| block.text).collect();
    let block = &mut blocks[first];
    block.kind = BlockKind::Signature;
    for line in lines {
        block.text.push('\n');
        block.text.push_str(&line);
    }
    repairs
}

fn is_signature(blocks: &[Block], at: usize) -> bool {
    let block = &blocks[at];
    // Signature lines may look like verse, but a stanza after another stanza belongs to a poem.
    let after_verse = at > 0 && blocks[at - 1].kind == BlockKind::Verse;
    let is_text = match block.kind {
        BlockKind::Paragraph => true,
        BlockKind::Verse => block.text.lines().count() <= MAX_LINES && !after_verse,
        BlockKind::Heading(_)
        | BlockKind::Quote
        | BlockKind::ListItem
        | BlockKind::Signature
        | BlockKind::Verbatim
        | BlockKind::Picture(_)
        | BlockKind::Note(_) => false,
    };
    is_text && block.text.trim().lines().all(is_signature_line)
}

/// Whether a line may be a signature line: it is short, begins with a capital, and has no full stop at its end unless it
/// contains a date.
fn is_signature_line(line: &str) -> bool {
    let line = line.trim();
    let length = line.chars().count();
    let words = || line.split([' ', '\u{a0}']).map(|word| word.trim_matches(['.', ',']));
    let dated = || {
        line.ends_with('.')
            && words().any(|word| MONTHS.contains(&word.to_lowercase().as_str()))
            && words().any(|word| word.starts_with(|c: char| c.is_ascii_digit()))
    };
    let unpunctuated = !line.ends_with(['.', ':', '?', '!', '»', '…', ';', ',']);
    let is_short = unpunctuated && length < LONGEST || length < LONGEST_DATED && dated();
    line.starts_with(char::is_uppercase) && is_short
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: &str =
        "Une phrase assez longue pour être un paragraphe, et qui se termine par un point, comme il se doit, non ? Oui.";

    #[test]
    fn signature_lines_are_found_at_the_end() {
        let signature = |texts: &[(BlockKind, &str)]| {
            let block = |(kind, text): &(BlockKind, &str)| Block { kind: kind.clone(), text: (*text).into(), line: 1 };
            let mut blocks: Vec<Block> = texts.iter().map(block).collect();
            find(&mut blocks);
            blocks.into_iter().find(|block| block.kind == BlockKind::Signature).map(|block| block.text)
        };
        let text = |last: &[(BlockKind, &'static str)]| {
            let mut all = vec![(BlockKind::Heading(1), "Titre"), (BlockKind::Paragraph, LONG)];
            all.extend_from_slice(last);
            signature(&all)
        };
        let (plain, note) = (BlockKind::Paragraph, (BlockKind::Note("1".into()), "Une note"));
        assert_eq!(text(&[(plain.clone(), "Des amies"), note.clone()]).as_deref(), Some("Des amies"));
        let two = [(plain.clone(), "Des amies"), (plain.clone(), "Lyon, le 3 mai 2022."), note.clone()];
        assert_eq!(text(&two).as_deref(), Some("Des amies\nLyon, le 3 mai 2022."));
        assert_eq!(text(&[(BlockKind::Verse, "Des amies\nLyon")]).as_deref(), Some("Des amies\nLyon"));
        assert_eq!(text(&[(BlockKind::Verse, "Un vers"), (BlockKind::Verse, "Des amies\nLyon")]), None);
        assert_eq!(text(&[(plain, "Elle est partie en mai.")]), None);
        assert_eq!(text(&[note]), None);
    }
}
