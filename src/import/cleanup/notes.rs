//! Notes: the list at the end.

use crate::import::document::{Block, BlockKind, Repair, Rule, Trust};

/// Headings of lists of notes.
const HEADS: [&str; 10] = [
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

/// The number that a note begins with, and the rest: `1. `, `[1] `, `(1) `, `¹ `, `1) `, `1 `.
pub(super) fn marker(text: &str) -> Option<(u32, &str)> {
    let text = text.trim_start();
    if let Some((number, rest)) = superscript(text) {
        return Some((number, rest.trim_start()));
    }
    let (open, inner) = match text.chars().next()? {
        c @ ('[' | '(') => (Some(c), &text[1..]),
        _ => (None, text),
    };
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=3).contains(&digits) {
        return None;
    }
    let (number, rest) = inner.split_at(digits);
    let rest = match (open, rest.chars().next()) {
        (Some('['), Some(']')) | (Some('('), Some(')')) => &rest[1..],
        (None, Some('.' | ')' | ':' | '-' | '↑')) => rest[1..].trim_start_matches('↑'),
        (None, Some(' ' | '\t' | '\u{a0}')) => rest,
        _ => return None,
    };
    rest.starts_with([' ', '\t', '\u{a0}', '.', '\n']).then_some(())?;
    Some((number.parse().ok()?, rest.trim_start_matches('.').trim_start()))
}

/// A number in raised figures.
pub(super) fn superscript(text: &str) -> Option<(u32, &str)> {
    const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    let mut number = 0;
    let mut end = 0;
    for (at, c) in text.char_indices() {
        let Some(digit) = RAISED.chars().position(|raised| raised == c) else { break };
        number = number * 10 + digit as u32;
        end = at + c.len_utf8();
    }
    (end > 0 && number < 1000).then(|| (number, &text[end..]))
}

/// The list of notes at the end of the blocks becomes notes; gives their labels, and what was found.
pub(super) fn list(blocks: &mut Vec<Block>) -> (Vec<u32>, Vec<Repair>) {
    let mut repairs = Vec::new();
    let heads = |block: &Block| block.text.len() < 40 && HEADS.contains(&block.text.trim().to_lowercase().as_str());
    let head = blocks.iter().rposition(heads);
    let Some(start) = head.map(|head| head + 1).or_else(|| unheaded(blocks)) else { return (Vec::new(), repairs) };
    let mut labels: Vec<u32> = Vec::new();
    let mut notes: Vec<Block> = Vec::new();
    for block in &blocks[start..] {
        for (n, text) in block.text.split('\n').enumerate() {
            let expected = labels.last().map_or(1, |last| last + 1);
            let line = block.line + n;
            // A number that was lost doesn't take those after it along.
            let next = |number: u32| number == expected || n == 0 && (expected..expected + 3).contains(&number);
            match marker(text).or_else(|| bare(text)).filter(|(number, _)| next(*number)) {
                Some((number, rest)) => {
                    labels.push(number);
                    notes.push(Block { kind: BlockKind::Note(number.to_string()), text: rest.to_string(), line });
                }
                None => match notes.last_mut() {
                    Some(note) => {
                        note.text.push('\n');
                        note.text.push_str(text);
                    }
                    None => return (Vec::new(), repairs),
                },
            }
        }
    }
    if labels.is_empty() {
        return (labels, repairs);
    }
    if let Some(head) = head {
        let (line, before) = (blocks[head].line, blocks[head].text.clone());
        repairs.push(Repair { rule: Rule::NotesHead, trust: Trust::Sure, line, before, after: String::new() });
        blocks.truncate(head);
    } else {
        blocks.truncate(start);
    }
    blocks.append(&mut notes);
    (labels, repairs)
}

/// A number on a line of its own, and the note below it.
fn bare(text: &str) -> Option<(u32, &str)> {
    let digits = text.trim().strip_suffix(['.', ')'])?;
    let figures = (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    figures.then(|| digits.parse().ok()).flatten().map(|number| (number, ""))
}

/// Where a list of notes without a heading begins: the last block that is number 1, if numbers follow it to the end.
fn unheaded(blocks: &[Block]) -> Option<usize> {
    let start = blocks.iter().rposition(|block| marker(&block.text).is_some_and(|(number, _)| number == 1))?;
    let rest = &blocks[start..];
    let numbered = rest.iter().filter(|block| marker(&block.text).is_some()).count();
    // A list in the text is followed by text; the last note of many may be one in pieces.
    let tail = rest.iter().rev().take_while(|block| marker(&block.text).is_none()).count();
    (start > 0 && tail * 8 <= numbered && numbered * 3 >= rest.len() * 2).then_some(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_of_lists() {
        for (text, rest) in
            [("1. Un", "Un"), ("[1] Un", "Un"), ("(1) Un", "Un"), ("¹ Un", "Un"), ("1) Un", "Un"), ("1 Un", "Un")]
        {
            assert_eq!(marker(text), Some((1, rest)), "{text}");
        }
        for text in ["1er mai", "1936 fut", "G7", "1.5 litre"] {
            assert_eq!(marker(text), None, "{text}");
        }
    }

    #[test]
    fn a_lost_number_does_not_lose_the_list() {
        let texts = ["Texte", "Notes", "1. Un", "2.\nDeux", "4. Quatre", "5. Cinq"];
        let block = |text: &str| Block { kind: BlockKind::Text, text: text.into(), line: 1 };
        let mut blocks: Vec<Block> = texts.into_iter().map(block).collect();
        let (labels, _) = list(&mut blocks);
        assert_eq!(labels, [1, 2, 4, 5]);
        assert_eq!(blocks[2].text.trim(), "Deux");
    }
}
