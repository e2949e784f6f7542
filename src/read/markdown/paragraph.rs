//! Turns the inlines of a paragraph into blocks: a paragraph, figures, a formula, or nothing.

use super::context::TextContext;
use super::findings::FindingKind;
use super::lines::{is_blank, trimmed};
use super::{dialect, figures};
use crate::diagnostic::Span;
use crate::manuscript::{Block, Code, Inline, plain_text};

/// The marks for a table of contents in various programs.
const CONTENTS_MARKS: [&str; 6] = ["[TOC]", "[toc]", "[[toc]]", "[[TOC]]", "[[_TOC_]]", "\\tableofcontents"];

/// The result of reading a paragraph.
#[derive(Default)]
pub(super) struct FinishedParagraph {
    pub(super) blocks: Vec<Block>,
    /// The anchor for the heading before it, if the paragraph contains nothing but attributes, as in kramdown.
    pub(super) anchor: Option<String>,
}

/// Returns the blocks that a paragraph becomes.
pub(super) fn finish(context: &mut TextContext, inlines: Vec<Inline>, span: Span) -> FinishedParagraph {
    if let Some(Inline::Text(words)) = inlines.first()
        && CONTENTS_MARKS.contains(&plain_text(&inlines).trim())
    {
        context.collected.find(FindingKind::Contents, "", words.span);
        return FinishedParagraph::default();
    }
    let (inlines, attributes) = dialect::paragraph(context, inlines);
    if inlines.iter().all(is_blank) {
        return FinishedParagraph { anchor: attributes.id, ..FinishedParagraph::default() };
    }
    context.anchor = None;
    FinishedParagraph { blocks: blocks(context, inlines, span), anchor: None }
}

fn blocks(context: &mut TextContext, mut inlines: Vec<Inline>, span: Span) -> Vec<Block> {
    if let Some(blocks) = figures::of_line(context, &inlines) {
        return blocks;
    }
    if let [Inline::Code(words)] = inlines.as_slice()
        && (words.text.starts_with("$$") || words.text.starts_with("\\["))
    {
        return vec![Block::Code(Code { text: words.text.clone(), span })];
    }
    figures::keep_references(context, &mut inlines);
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
