//! Recognises the questions of an interview and turns them into headings of level 3.
//!
//! Input: blocks. Output: the same blocks, with questions as headings, and a record of each.

use super::blocks::{SHORT, is_over, recognised};
use crate::import::document::{Block, BlockKind};
use crate::import::repair::{Confidence, Repair, Rule};

/// The maximum number of characters in a question. A longer paragraph that ends with a question mark is treated as part of an
/// answer.
const LONGEST: usize = 640;
/// The minimum number of questions in an interview that no heading announces.
const MIN_QUESTIONS: usize = 3;
/// In an interview that no heading announces, the average number of blocks from one question to the next is below this limit.
const MAX_BLOCKS: usize = 9;
/// Words in headings that announce an interview.
const ANNOUNCEMENTS: [&str; 4] = ["interview", "entretien", "questions", "conversation"];

/// Finds the questions of an interview and turns them into headings.
pub(super) fn mark_questions(blocks: &mut [Block]) -> Vec<Repair> {
    let announces = |block: &Block| {
        matches!(block.kind, BlockKind::Heading(_)) && {
            let lower = block.text.to_lowercase();
            ANNOUNCEMENTS.iter().any(|word| lower.contains(word))
        }
    };
    let announced = blocks.iter().position(announces);
    let start = announced.map_or(0, |at| at + 1);
    let questions: Vec<usize> = (start..blocks.len()).filter(|at| is_question(blocks, *at)).collect();
    let asked = questions.iter().filter(|at| blocks[**at].text.trim_end().ends_with('?')).count();
    let span = questions.last().unwrap_or(&0) - questions.first().unwrap_or(&0);
    let is_interview = match announced {
        Some(_) => asked > 0,
        None => asked >= MIN_QUESTIONS && span < questions.len() * MAX_BLOCKS,
    };
    if is_interview { mark(blocks, &questions) } else { Vec::new() }
}

/// Turns questions into headings.
fn mark(blocks: &mut [Block], questions: &[usize]) -> Vec<Repair> {
    let mut repairs = Vec::new();
    for at in questions {
        let block = &mut blocks[*at];
        repairs.push(recognised(Rule::Question, Confidence::Likely, block));
        block.text = block.text.replace('\n', " ");
        block.kind = BlockKind::Heading(3);
    }
    repairs
}

/// Whether a block may be a question that the next block answers.
fn is_question(blocks: &[Block], at: usize) -> bool {
    let (block, Some(next)) = (&blocks[at], blocks.get(at + 1)) else { return false };
    let text = block.text.trim();
    let answered = matches!(next.kind, BlockKind::Paragraph | BlockKind::Picture(_) | BlockKind::Quote);
    let speech = text.starts_with(['—', '–', '-', '«']);
    if block.kind != BlockKind::Paragraph || !answered || speech || is_over(text, LONGEST) {
        return false;
    }
    if text.ends_with('?') {
        return !next.text.trim_end().ends_with('?');
    }
    // Interviewers also use imperatives: `Racontez-nous …`, `Présentez-vous …`.
    let first = text.split_whitespace().next().unwrap_or("").trim_end_matches(['.', ',', '!']);
    ["ez-vous", "ez-nous", "ez-moi"].iter().any(|ending| first.ends_with(ending)) && !is_over(text, SHORT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::cleanup::headings::{self, Ending};

    const LONG: &str =
        "Une phrase assez longue pour être un paragraphe, et qui se termine par un point, comme il se doit, non ? Oui.";

    fn kinds(texts: &[&str]) -> Vec<BlockKind> {
        let block = |text: &&str| Block { kind: BlockKind::Paragraph, text: (*text).to_string(), line: 1 };
        let mut blocks: Vec<Block> = texts.iter().map(block).collect();
        headings::find_title(&mut blocks);
        headings::find(&mut blocks, Ending::Statement);
        mark_questions(&mut blocks);
        headings::find(&mut blocks, Ending::Question);
        blocks.into_iter().map(|block| block.kind).collect()
    }

    #[test]
    fn interview_questions_become_headings() {
        use BlockKind::{Heading, Paragraph};
        let found = kinds(&[
            "Titre",
            LONG,
            "Entretien avec deux amies",
            LONG,
            "Présentez-vous.",
            LONG,
            "Qu’avez-vous vu, là-bas ?",
            LONG,
        ]);
        assert_eq!(found, [Heading(1), Paragraph, Heading(2), Paragraph, Heading(3), Paragraph, Heading(3), Paragraph]);
    }
}
