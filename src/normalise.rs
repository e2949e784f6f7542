//! From what was typed to what is meant: settings resolved, French spaces set, notes numbered, anchors named.
//!
//! Takes the raw spec and manuscript as they were read; gives the finished ones. It knows nothing of glyphs or PDF.

mod anchors;
mod front;
mod french;
mod notes;
mod settings;

pub use settings::spec;

use crate::diagnostic::{Diagnostic, Fault};
use crate::manuscript::{Block, Inline, Manuscript, Text, Words, each_words};
use crate::spec::Spec;
use rayon::prelude::*;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Finishes a manuscript.
pub fn manuscript(mut manuscript: Manuscript, spec: &Spec, diagnostics: &mut Vec<Diagnostic>) -> Manuscript {
    let faults: Vec<Vec<Diagnostic>> = manuscript.texts.par_iter_mut().map(|text| finish_text(text, spec)).collect();
    diagnostics.extend(faults.into_iter().flatten());
    notes::number(&mut manuscript, spec);
    anchors::resolve(&mut manuscript, diagnostics);
    manuscript
}

/// Everything that concerns one text only.
fn finish_text(text: &mut Text, spec: &Spec) -> Vec<Diagnostic> {
    front::open(text, spec);
    let language = text.front.language.clone().unwrap_or_else(|| spec.language.clone());
    let french = language.starts_with("fr");
    let mut set = |inlines: &mut [Inline]| set_line(inlines, french);
    each_line(&mut text.blocks, &mut set);
    text.notes.iter_mut().for_each(|note| each_line(&mut note.blocks, &mut set));
    if spec.print_links {
        notes::print_links(text);
    }
    let bare = |block: &Block| match block {
        Block::Figure(figure) if figure.caption.is_empty() => {
            let fault = Fault::NoCaption { file: figure.picture.name.clone() };
            Some(Diagnostic::note(figure.picture.span, fault))
        }
        Block::Figure(_)
        | Block::Heading(_)
        | Block::Paragraph(_)
        | Block::Quote(_)
        | Block::List(_)
        | Block::Code(_)
        | Block::Rule(_)
        | Block::Table(_)
        | Block::Verse(_)
        | Block::Epigraph(_)
        | Block::Box(_)
        | Block::Byline(_) => None,
    };
    text.blocks.iter().filter_map(bare).collect()
}

/// Sets the words of a line of inlines: composed characters, then French.
fn set_line(inlines: &mut [Inline], french: bool) {
    each_words(inlines, &mut |words| {
        if !is_nfc(&words.text) {
            words.text = words.text.nfc().collect();
        }
    });
    if french {
        french::set(inlines);
    }
}

/// Sets words that stand outside of the manuscript: titles, colophon.
fn set_words(words: &Words, language: &str) -> Words {
    let mut line = [Inline::Text(words.clone())];
    set_line(&mut line, language.starts_with("fr"));
    match line {
        [Inline::Text(words)] => words,
        _ => words.clone(),
    }
}

/// Calls `visit` on every line of inlines below these blocks, in reading order.
fn each_line(blocks: &mut [Block], visit: &mut dyn FnMut(&mut [Inline])) {
    for block in blocks {
        match block {
            Block::Heading(heading) => visit(&mut heading.inlines),
            Block::Paragraph(inlines) | Block::Byline(inlines) => visit(inlines),
            Block::Quote(inner) => each_line(inner, visit),
            Block::List(list) => list.items.iter_mut().for_each(|item| each_line(item, visit)),
            Block::Figure(figure) => {
                visit(&mut figure.caption);
                if let Some(credit) = &mut figure.credit {
                    let mut line = [Inline::Text(credit.clone())];
                    visit(&mut line);
                    if let [Inline::Text(words)] = line {
                        *credit = words;
                    }
                }
            }
            Block::Table(table) => table.rows.iter_mut().flatten().for_each(|cell| visit(cell)),
            Block::Verse(lines) => lines.iter_mut().for_each(|line| visit(line)),
            Block::Epigraph(epigraph) => {
                each_line(&mut epigraph.blocks, visit);
                visit(&mut epigraph.attribution);
            }
            Block::Box(boxed) => {
                visit(&mut boxed.title);
                each_line(&mut boxed.blocks, visit);
            }
            Block::Code(_) | Block::Rule(_) => {}
        }
    }
}
