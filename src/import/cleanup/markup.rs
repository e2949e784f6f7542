//! Recognises blocks that are marked up in raw text: Markdown headings, quotations, pictures, notes, tables and code, and the
//! `>` of quotations in e-mail.
//!
//! Input: paragraphs. Output: the same text in blocks of the kinds that the markup indicates.

use crate::import::document::{Block, BlockKind, Markup};
use crate::import::escape::escaped;

/// Replaces paragraphs that contain markup with blocks of the kinds that the markup indicates. Code is recognised only in
/// Markdown; in other texts backticks are literal.
pub(super) fn parse(blocks: Vec<Block>, markup: Markup) -> Vec<Block> {
    let mut parsed = Vec::with_capacity(blocks.len());
    for block in blocks {
        if block.kind == BlockKind::Paragraph && block.text.starts_with(['#', '>', '!', '[', '|', '`']) {
            parse_block(block, markup, &mut parsed);
        } else {
            parsed.push(block);
        }
    }
    parsed
}

fn parse_block(block: Block, markup: Markup, parsed: &mut Vec<Block>) {
    let Block { text, mut line, .. } = block;
    let mut text = text.as_str();
    while let Some((level, heading, rest)) = heading(text) {
        parsed.push(Block { kind: BlockKind::Heading(level), text: heading.to_string(), line });
        (text, line) = (rest, line + 1);
        if text.is_empty() {
            return;
        }
    }
    let all_lines = |start: &str| text.lines().all(|line| line.starts_with(start));
    if all_lines("|> ") {
        let lines: Vec<&str> = text.lines().map(|line| line[3..].trim()).collect();
        parsed.push(Block { kind: BlockKind::Signature, text: lines.join("\n"), line });
        return;
    }
    let is_markdown = markup == Markup::Full;
    let fenced = is_markdown && text.starts_with("```") && text.contains('\n') && text.ends_with("\n```");
    if all_lines("| ") || fenced {
        let text = if is_markdown { text.to_string() } else { escaped(text).into_owned() };
        parsed.push(Block { kind: BlockKind::Verbatim, text, line });
        return;
    }
    if all_lines(">") {
        quotation(text, line, parsed);
        return;
    }
    let (kind, text) = if let Some((caption, file)) = picture(text) {
        (BlockKind::Picture(file.to_string()), caption.to_string())
    } else if let Some((label, rest)) = text.strip_prefix("[^").and_then(|rest| rest.split_once("]:")) {
        (BlockKind::Note(label.to_string()), rest.trim().to_string())
    } else {
        (BlockKind::Paragraph, text.to_string())
    };
    parsed.push(Block { kind, text, line });
}

/// Returns the level and the words of the heading on the first line of a block, and the lines below it.
fn heading(text: &str) -> Option<(u8, &str, &str)> {
    let hashes = text.bytes().take_while(|byte| *byte == b'#').count();
    if !(1..=6).contains(&hashes) || !text[hashes..].starts_with(' ') {
        return None;
    }
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    Some((hashes as u8, first[hashes..].trim().trim_end_matches('#').trim_end(), rest))
}

/// Parses the paragraphs of a quotation, which are separated by lines that contain only the mark `>`.
fn quotation(text: &str, line: usize, parsed: &mut Vec<Block>) {
    let mut line = line;
    for paragraph in text.split("\n>\n") {
        let lines: Vec<&str> = paragraph.lines().map(|line| line.trim_start_matches(['>', ' '])).collect();
        parsed.push(Block { kind: BlockKind::Quote, text: lines.join("\n"), line });
        line += lines.len() + 1;
    }
}

/// Returns the caption and the file of a picture that fills a block: `![caption](file)`.
fn picture(text: &str) -> Option<(&str, &str)> {
    let (caption, file) = text.strip_prefix("![")?.strip_suffix(')')?.rsplit_once("](")?;
    (!file.contains([' ', '\n'])).then_some((caption, file))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_blocks_and_mail_quotations_are_parsed() {
        use BlockKind::{Heading, Note, Picture, Quote};
        let texts = ["# Titre", "> Un\n> mot\n>\n> deux", "![Ici](a.jpg)", "[^1]: Note"];
        let block = |text: &str| Block { kind: BlockKind::Paragraph, text: text.to_string(), line: 1 };
        let parsed = parse(texts.into_iter().map(block).collect(), Markup::None);
        let kinds: Vec<BlockKind> = parsed.into_iter().map(|block| block.kind).collect();
        assert_eq!(kinds, [Heading(1), Quote, Quote, Picture("a.jpg".into()), Note("1".into())]);
    }
}
