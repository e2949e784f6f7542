//! Turns the inlines of a paragraph into blocks: a paragraph, figures, a formula, or nothing.

use super::builder::Builder;
use super::findings::FindingKind;
use super::{dialect, figures};
use crate::diagnostic::Span;
use crate::manuscript::{Block, Code, Inline, Words, plain_text};

/// Marks that ask for a table of contents in various programs.
const CONTENTS_MARKS: [&str; 6] = ["[TOC]", "[toc]", "[[toc]]", "[[TOC]]", "[[_TOC_]]", "\\tableofcontents"];

/// Returns the blocks that a paragraph becomes.
pub(super) fn finish(builder: &mut Builder, inlines: Vec<Inline>, span: Span) -> Vec<Block> {
    if let Some(Inline::Text(words)) = inlines.first()
        && CONTENTS_MARKS.contains(&plain_text(&inlines).trim())
    {
        builder.collected.find(FindingKind::Contents, "", words.span);
        return Vec::new();
    }
    let (mut inlines, attributes) = dialect::paragraph(builder, inlines);
    if inlines.iter().all(is_blank) {
        // Attributes by themselves belong to the block before them, as in kramdown.
        if let (Some(id), Some(Block::Heading(heading))) = (attributes.id, builder.top().blocks.last_mut()) {
            heading.anchor.get_or_insert(id);
        }
        return Vec::new();
    }
    builder.anchor = None;
    if let Some(blocks) = figures::of_line(builder, &inlines) {
        return blocks;
    }
    if let [Inline::Code(words)] = inlines.as_slice()
        && (words.text.starts_with("$$") || words.text.starts_with("\\["))
    {
        return vec![Block::Code(Code { text: words.text.clone(), span })];
    }
    figures::keep_references(builder, &mut inlines);
    vec![Block::Paragraph(trimmed(inlines))]
}

/// Appends blocks. An emphasised paragraph after a figure becomes its caption.
pub(super) fn append(blocks: &mut Vec<Block>, more: Vec<Block>) {
    for block in more {
        match (blocks.last_mut(), block) {
            (Some(Block::Figure(figure)), Block::Paragraph(inlines)) if figures::is_caption(figure, &inlines) => {
                figures::set_caption(figure, inlines);
            }
            (_, block) => blocks.push(block),
        }
    }
}

/// Whether an inline shows nothing: a space or a line break.
pub(super) fn is_blank(inline: &Inline) -> bool {
    match inline {
        Inline::Text(words) => words.text.trim().is_empty(),
        Inline::Break => true,
        Inline::Styled { inlines, .. } | Inline::Foreign { inlines, .. } => inlines.iter().all(is_blank),
        _ => false,
    }
}

/// Returns inlines without spaces and line breaks at the beginning and at the end.
pub(super) fn trimmed(mut inlines: Vec<Inline>) -> Vec<Inline> {
    while inlines.last().is_some_and(is_blank) {
        inlines.pop();
    }
    let blank = inlines.iter().take_while(|inline| is_blank(inline)).count();
    inlines.drain(..blank);
    if let Some(Inline::Text(words)) = inlines.first_mut() {
        let kept = words.text.trim_start_matches(is_space).len();
        remove(words, 0..words.text.len() - kept);
    }
    if let Some(Inline::Text(words)) = inlines.last_mut() {
        let kept = words.text.trim_end_matches(is_space).len();
        remove(words, kept..words.text.len());
    }
    inlines
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// Removes a range of bytes from the beginning or the end of words.
pub(super) fn remove(words: &mut Words, range: std::ops::Range<usize>) {
    let piece = if range.start == 0 { range.end..words.text.len() } else { 0..range.start };
    *words = sub(words, piece);
}

/// Returns a range of bytes of words. The span is exact if that of the words is.
pub(super) fn sub(words: &Words, range: std::ops::Range<usize>) -> Words {
    let text = words.text[range.clone()].to_string();
    let mut span = words.span;
    if (span.end - span.start) as usize == words.text.len() {
        (span.start, span.end) = (words.span.start + range.start as u32, words.span.start + range.end as u32);
    }
    Words { text, span }
}

/// Splits inlines into lines, at line breaks and at the ends of lines in the source.
pub(super) fn lines(inlines: Vec<Inline>) -> Vec<Vec<Inline>> {
    let mut lines = vec![Vec::new()];
    let push = |lines: &mut Vec<Vec<Inline>>, inline| {
        if let Some(line) = lines.last_mut() {
            line.push(inline);
        }
    };
    for inline in inlines {
        match inline {
            Inline::Break => lines.push(Vec::new()),
            Inline::Text(words) => {
                let mut at = 0;
                for (number, piece) in words.text.split('\n').enumerate() {
                    if number > 0 {
                        lines.push(Vec::new());
                    }
                    if !piece.is_empty() {
                        push(&mut lines, Inline::Text(sub(&words, at..at + piece.len())));
                    }
                    at += piece.len() + 1;
                }
            }
            inline => push(&mut lines, inline),
        }
    }
    // A line break and the end of the line in the source are one end of a line.
    let last = lines.len() - 1;
    let mut number = 0;
    lines.retain(|line| {
        number += 1;
        !line.is_empty() || number == 1 || number - 1 == last
    });
    lines
}

/// Joins lines by spaces.
pub(super) fn joined(lines: impl Iterator<Item = Vec<Inline>>) -> Vec<Inline> {
    let mut joined: Vec<Inline> = Vec::new();
    for mut line in lines {
        if !joined.is_empty() {
            joined.push(Inline::Text(Words { text: " ".to_string(), span: Span::default() }));
        }
        joined.append(&mut line);
    }
    joined
}

/// Returns the lines of verse in blocks. An empty line separates the stanzas.
pub(super) fn verse_lines(blocks: Vec<Block>) -> Vec<Vec<Inline>> {
    let mut verse: Vec<Vec<Inline>> = Vec::new();
    let mut blocks = blocks;
    super::walk::each_line(&mut blocks, &mut |line| {
        if !verse.is_empty() {
            verse.push(Vec::new());
        }
        verse.extend(lines(std::mem::take(line)).into_iter().map(trimmed));
    });
    verse
}
