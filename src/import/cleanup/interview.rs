//! The questions of an interview, which become headings of level 3.
//!
//! In: blocks. Out: the same blocks, with questions as headings, and a record of each.

use super::blocks::{SHORT, is_over, recognised};
use crate::import::document::{Block, BlockKind};
use crate::import::repair::{Confidence, Repair, Rule};

/// The most characters of a question: a long paragraph that ends with a question mark is part of an answer.
const LONGEST: usize = 640;
/// The fewest questions of an interview, if no heading says that the text is one.
const MIN_QUESTIONS: usize = 3;
/// The most blocks from one question to the next, in the mean, if no heading says that the text is an interview.
const MAX_BLOCKS: usize = 9;
/// Words of headings that announce an interview.
const ANNOUNCEMENTS: [&str; 4] = ["interview", "entretien", "questions", "conversation"];

/// Finds the questions of an interview.
pub(super) fn find(blocks: &mut [Block]) -> Vec<Repair> {
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

/// Makes headings of questions.
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

/// Whether a block may be a question, with its answer after it.
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
    // An imperative asks as well: `Racontez-nous …`, `Présentez-vous …`.
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
        find(&mut blocks);
        headings::find(&mut blocks, Ending::Question);
        blocks.into_iter().map(|block| block.kind).collect()
    }

    #[test]
    fn questions_of_an_interview() {
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
