//! Recognises lists, whose items begin with bullets or numbers, and dialogue, whose speeches may begin with hyphens.
//!
//! Input: blocks. Output: the same blocks, with list items marked as such and with dashes before speeches, and a record of
//! each.

use super::blocks::recognised;
use super::sentences::ends_sentence;
use crate::import::document::{Block, BlockKind};
use crate::import::repair::{Confidence, Repair, Rule};

/// Bullets. They begin list items and nothing else.
const BULLETS: [&str; 6] = ["• ", "◦ ", "▪ ", "‣ ", "· ", "* "];
/// A hyphen. It begins a list item or a speech.
const HYPHEN: &str = "- ";

/// Recognises lists in a text, and dialogue whose speeches begin with hyphens.
pub(super) fn find(blocks: &mut [Block]) -> Vec<Repair> {
    let mut repairs = Vec::new();
    let is_item = |block: &Block| block.kind == BlockKind::Paragraph && split_marker(&block.text).is_some();
    for run in blocks.chunk_by_mut(|one, next| is_item(one) == is_item(next)) {
        if is_item(&run[0]) {
            mark(run, &mut repairs);
        }
    }
    repairs
}

/// Splits an item after its marker: a bullet, a hyphen, or a number with its full stop.
fn split_marker(text: &str) -> Option<(&str, &str)> {
    if let Some(bullet) = BULLETS.iter().chain([&HYPHEN]).find(|bullet| text.starts_with(**bullet)) {
        return Some(text.split_at(bullet.len()));
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    ((1..=3).contains(&digits) && text[digits..].starts_with(". ")).then(|| text.split_at(digits + 2))
}

/// Turns a run of blocks that all have a marker into a list or into dialogue.
fn mark(blocks: &mut [Block], repairs: &mut Vec<Repair>) {
    let is_spoken = |block: &&Block| {
        let rest = block.text.trim_start_matches(HYPHEN);
        rest.starts_with(|c: char| c.is_uppercase() || c == '…') && ends_sentence(rest)
    };
    let hyphens = blocks.iter().filter(|block| block.text.starts_with(HYPHEN)).count();
    let dialogue = hyphens == blocks.len() && blocks.iter().filter(is_spoken).count() * 2 > hyphens;
    let single = blocks.len() == 1;
    for (n, block) in blocks.iter_mut().enumerate() {
        let Some((marker, rest)) = split_marker(&block.text) else { continue };
        let numbered = marker.starts_with(|c: char| c.is_ascii_digit());
        // The numbers of a list start at 1 and have no gaps.
        if numbered && (single || marker.trim_end_matches(". ").parse() != Ok(n + 1)) {
            continue;
        }
        if dialogue || single && marker == HYPHEN {
            block.text = format!("— {rest}");
            repairs.push(recognised(Rule::Speech, Confidence::Likely, block));
            continue;
        }
        let item = if numbered { block.text.clone() } else { format!("- {rest}") };
        repairs.push(recognised(Rule::List, Confidence::Likely, block));
        block.text = item;
        block.kind = BlockKind::ListItem;
    }
}
