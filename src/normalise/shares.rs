//! The lines of a text, set on every core.
//!
//! What is open of a quotation goes from one paragraph to the next. Shares of a text are set one beside the other as if
//! none ran from one share into the next, which is nearly always so; where one does, the share after it is set again.

use super::passages::{Correction, Lines};
use super::{Tongue, each_line, superiors};
use crate::diagnostic::Diagnostic;
use crate::manuscript::{Block, Inline, Note, Text};
use rayon::prelude::*;

/// No share is smaller, in blocks.
const LEAST: usize = 12;

/// Sets all lines of a text; gives what was changed, and what is to be said.
pub(super) fn set(text: &mut Text, tongue: Tongue) -> (Vec<Correction>, Vec<Diagnostic>) {
    // Several for each core, each taken by itself: the cores begin and end when they can, and end together.
    let share = (text.blocks.len() / (4 * rayon::current_num_threads()) + 1).max(LEAST);
    let of_blocks = |blocks: &[Block]| blocks_set(blocks, tongue, Lines::new(tongue));
    let set: Vec<(Vec<Block>, Lines)> = text.blocks.par_chunks(share).with_max_len(1).map(of_blocks).collect();
    let mut lines = Lines::new(tongue);
    lines.corrections.reserve(set.iter().map(|(_, own)| own.corrections.len()).sum());
    let mut blocks = Vec::with_capacity(text.blocks.len());
    for (typed, (mut set, mut own)) in text.blocks.chunks(share).zip(set) {
        if lines.is_within() {
            (set, own) = blocks_set(typed, tongue, lines.ahead());
        }
        lines.join(own);
        blocks.append(&mut set);
    }
    text.blocks = blocks;
    let of_notes = |notes: &mut [Note]| notes_set(notes, tongue);
    let own: Vec<Lines> = text.notes.par_chunks_mut(LEAST).map(of_notes).collect();
    own.into_iter().for_each(|own| lines.join(own));
    lines.finish()
}

/// Blocks as they are set, and what set them.
fn blocks_set<'s>(typed: &[Block], tongue: Tongue<'s>, mut lines: Lines<'s>) -> (Vec<Block>, Lines<'s>) {
    let mut blocks = typed.to_vec();
    each_line(&mut blocks, &mut |inlines, runs_on| line(inlines, runs_on, (tongue, &mut lines)));
    (blocks, lines)
}

/// Sets notes, each of whose paragraphs is on its own.
fn notes_set<'s>(notes: &mut [Note], tongue: Tongue<'s>) -> Lines<'s> {
    let mut lines = Lines::new(tongue);
    for note in notes {
        each_line(&mut note.blocks, &mut |inlines, _| line(inlines, false, (tongue, &mut lines)));
    }
    lines
}

fn line(inlines: &mut Vec<Inline>, runs_on: bool, (tongue, lines): (Tongue, &mut Lines)) {
    lines.set(inlines, runs_on);
    if tongue.is_french() {
        superiors::set(inlines, tongue.french);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{FileId, Span};
    use crate::manuscript::{FrontMatter, Words, plain_text};
    use crate::spec::FrenchSpec;

    #[test]
    fn shares_are_set_as_the_whole_is() {
        let french = FrenchSpec::default();
        let tongue = Tongue { language: "fr", french: &french };
        // Quotations of eight paragraphs run over the ends of all shares; one is never closed.
        let paragraph = |n: usize| {
            let (open, close) = (if n % 11 == 2 { "\"" } else { "" }, if n % 11 == 9 && n != 97 { "\"" } else { "" });
            let words = Words {
                text: format!("{open}Un mot {n} : oui !{close}"),
                span: Span::new(FileId(0), n * 40, n * 40 + 30),
            };
            Block::Paragraph(vec![Inline::Text(words)])
        };
        let typed: Vec<Block> = (0..100).map(paragraph).collect();
        let (whole, lines) = blocks_set(&typed, tongue, Lines::new(tongue));
        let (corrections, said) = lines.finish();
        let mut text = Text { file: FileId(0), front: FrontMatter::default(), blocks: typed, notes: Vec::new() };
        let (of_shares, also_said) = set(&mut text, tongue);
        let letters = |blocks: &[Block]| -> Vec<String> {
            let words =
                |block: &Block| if let Block::Paragraph(line) = block { plain_text(line) } else { String::new() };
            blocks.iter().map(words).collect()
        };
        assert_eq!(letters(&text.blocks), letters(&whole));
        let after = |all: &[Correction]| all.iter().map(|one| one.after.clone()).collect::<Vec<_>>();
        assert_eq!(after(&of_shares), after(&corrections));
        assert_eq!((said.len(), also_said.len()), (1, 1));
        assert_eq!(said[0].span, also_said[0].span);
    }
}
