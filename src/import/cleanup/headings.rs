//! Recognises the title and the headings of a text that does not mark them.
//!
//! Input: blocks. Output: the same blocks, with headings marked as such, and a record of each.
//!
//! A heading is a short block without a full stop, followed by something longer. Numbers, capitals and words such as *Chapitre*
//! are further evidence.

use super::blocks::{is_over, is_short, recognised, recognised_with_remark};
use super::note_number;
use crate::import::document::{Block, BlockKind};
use crate::import::repair::{Confidence, Repair, Rule};
use rayon::prelude::*;

/// The maximum number of characters in a heading. A heading of this length fills three lines, because headings are set in
/// larger type.
const LONGEST: usize = 130;
/// A heading with a number has fewer characters than this. A longer block with a number is a list item.
const LONGEST_NUMBERED: usize = 90;
/// A heading that asks a question or begins with *Chapitre* has fewer characters than this. Longer ones are sentences of the
/// text.
const LONGEST_QUESTION: usize = 70;
/// A heading with more characters than this is doubtful.
const DOUBTFUL: usize = 80;

/// Words that begin sentences but hardly ever headings.
const OPENERS: [&str; 24] = [
    "Ce",
    "Cet",
    "Cette",
    "Ces",
    "C’est",
    "C'est",
    "Il",
    "Elle",
    "Ils",
    "Elles",
    "Nous",
    "Vous",
    "Je",
    "J’ai",
    "J'ai",
    "Tu",
    "On",
    "Selon",
    "Toujours",
    "D’après",
    "D'après",
    "Et",
    "Mais",
    "Puis",
];

/// How a heading ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// Without a question mark.
    Statement,
    /// With a question mark.
    Question,
}

/// Turns the first block into the title if it is short and longer text follows it.
pub(super) fn find_title(blocks: &mut [Block]) -> Option<Repair> {
    if blocks.iter().any(|block| block.kind == BlockKind::Heading(1)) {
        return None;
    }
    let [first, second, ..] = blocks else { return None };
    let complete = first.kind == BlockKind::Paragraph && is_short(first) && !first.text.ends_with([',', ';', ':']);
    let no_sentence = !first.text.trim_end().ends_with('.') && first.text.lines().count() <= 3;
    let longer = second.kind != BlockKind::Paragraph || second.text.chars().count() > first.text.chars().count();
    if !(complete && no_sentence && longer) {
        return None;
    }
    first.text = first.text.replace('\n', " ");
    first.kind = BlockKind::Heading(1);
    Some(recognised(Rule::Heading, Confidence::Likely, first))
}

/// Marks the headings with the given ending, and returns a record of each. The questions of an interview must be found before
/// the headings with a question mark.
pub(super) fn find(blocks: &mut [Block], ending: Ending) -> Vec<Repair> {
    let asks = ending == Ending::Question;
    let heading = |at: usize| {
        let is_candidate = blocks[at].text.trim_end().ends_with('?') == asks;
        is_candidate.then(|| heading(blocks, at)).flatten().map(|heading| (at, heading))
    };
    let found: Vec<(usize, FoundHeading)> = (1..blocks.len()).into_par_iter().filter_map(heading).collect();
    let mut repairs = Vec::new();
    for (at, FoundHeading { level, confidence }) in found {
        let block = &mut blocks[at];
        repairs.push(recognised_with_remark(Rule::Heading, confidence, block));
        block.text = block.text.replace('\n', " ");
        block.kind = BlockKind::Heading(level);
    }
    repairs
}

/// A heading that was recognised.
struct FoundHeading {
    level: u8,
    confidence: Confidence,
}

/// Returns the heading if the block is one.
fn heading(blocks: &[Block], at: usize) -> Option<FoundHeading> {
    let (block, next) = (&blocks[at], blocks.get(at + 1)?);
    let text = block.text.trim();
    let above_text = !matches!(next.kind, BlockKind::Heading(_) | BlockKind::Verbatim | BlockKind::Note(_));
    if block.kind != BlockKind::Paragraph || !above_text || is_over(text, LONGEST) || text.lines().count() > 2 {
        return None;
    }
    let numbered = numbering(text);
    let opens = text.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '«' | '"' | '1'..='9'));
    let speech = text.starts_with(['—', '–', '-', '•']);
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    if speech || letters().count() < 2 || !opens && numbered.is_none() {
        return None;
    }
    let length = text.chars().count();
    let likely = |level| FoundHeading { level, confidence: Confidence::Likely };
    if let Some(level) = numbered {
        let in_list = note_number::leading(&next.text).is_some();
        let complete = !text.ends_with([',', ';', ':']) && length < LONGEST_NUMBERED;
        return (complete && !in_list).then_some(likely(level));
    }
    if letters().count() > 3 && letters().all(|c| !c.is_lowercase()) {
        return (!text.ends_with([',', ';'])).then_some(likely(2));
    }
    if ends_like_text(text, length) {
        return None;
    }
    let first = text.split_whitespace().next().unwrap_or("");
    if OPENERS.contains(&first) || !is_text_below(next, length) {
        return None;
    }
    let doubtful = length > DOUBTFUL || text.ends_with(['?', '»', ')']);
    Some(FoundHeading { level: 2, confidence: if doubtful { Confidence::Doubtful } else { Confidence::Likely } })
}

/// Whether the end of a block shows that it is not a heading.
fn ends_like_text(text: &str, length: usize) -> bool {
    let stopped = text.ends_with(['.', ',', ';', ':', '-', '»', ')', '?']) && !text.ends_with("...");
    // A heading may end with quoted words, or ask a short question.
    let quoted = text.ends_with(['»', ')']) && !text.starts_with(['«', '(']);
    let short_question = text.ends_with('?') && length < LONGEST_QUESTION;
    stopped && !quoted && !short_question
}

/// Whether a block can be the text below a heading of `length` characters: anything but another short line.
fn is_text_below(next: &Block, length: usize) -> bool {
    next.kind != BlockKind::Paragraph
        || is_over(&next.text, length.max(90))
        || next.text.trim_end().ends_with([',', ':', '.', '?', '»', '”'])
}

/// Returns the level of a heading with a number: `Chapitre 3`, `IV. `, `2. `, `2.1 `.
fn numbering(text: &str) -> Option<u8> {
    let first = text.split_whitespace().next()?;
    let rest = text[first.len()..].trim_start();
    let lower = first.to_lowercase();
    let of_book =
        ["chapitre", "partie", "acte", "annexe"].contains(&lower.as_str()) && text.chars().count() < LONGEST_QUESTION;
    let ordinal = ["première", "deuxième", "troisième", "quatrième"].contains(&lower.as_str())
        && rest.to_lowercase().starts_with("partie");
    if of_book || ordinal {
        return Some(2);
    }
    let bare = first.trim_end_matches(['.', ')', ':', '–', '—', '-']);
    let head = rest.trim_start_matches(['–', '—', '-', ' ']);
    let opens = head.is_empty() || head.starts_with(|c: char| c.is_uppercase() || matches!(c, '«' | '“'));
    // A single letter without a full stop or other punctuation is a word: *L*, *V*.
    let roman = !bare.is_empty()
        && bare.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L'))
        && (bare.len() > 1 || first != bare);
    if roman && opens {
        return Some(2);
    }
    let parts: Vec<&str> = bare.split('.').collect();
    let is_number = |part: &&str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_numbering = parts.iter().all(is_number) && (parts.len() > 1 || first != bare);
    let is_title = opens && !head.is_empty() && !rest.ends_with('.');
    (is_numbering && is_title).then_some((1 + parts.len()).min(4) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: &str =
        "Une phrase assez longue pour être un paragraphe, et qui se termine par un point, comme il se doit, non ? Oui.";

    fn kinds(texts: &[&str]) -> Vec<BlockKind> {
        let block = |text: &&str| Block { kind: BlockKind::Paragraph, text: (*text).to_string(), line: 1 };
        let mut blocks: Vec<Block> = texts.iter().map(block).collect();
        find_title(&mut blocks);
        find(&mut blocks, Ending::Statement);
        find(&mut blocks, Ending::Question);
        blocks.into_iter().map(|block| block.kind).collect()
    }

    #[test]
    fn titles_and_headings_are_recognised() {
        use BlockKind::{Heading, Paragraph};
        let found = kinds(&[
            "Le titre",
            LONG,
            "La prison des nations",
            LONG,
            "Elle est partie",
            LONG,
            "2.1 Les villes",
            LONG,
            "PARTIR",
            LONG,
        ]);
        assert_eq!(
            found,
            [
                Heading(1),
                Paragraph,
                Heading(2),
                Paragraph,
                Paragraph,
                Paragraph,
                Heading(3),
                Paragraph,
                Heading(2),
                Paragraph
            ]
        );
    }
}
