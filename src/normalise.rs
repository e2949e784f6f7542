//! From what was typed to what is meant: settings resolved, French spaces set, notes numbered, anchors named.
//!
//! Takes the raw spec and manuscript as they were read; gives the finished ones. It knows nothing of glyphs or PDF.

mod anchors;
mod french;
mod front;
mod notes;
mod passages;
mod settings;
mod superiors;

pub use french::{Corrector, Edit, Rule, applied};
pub use passages::Correction;
pub use settings::spec;

use crate::diagnostic::{Diagnostic, Fault};
use crate::manuscript::{Block, Inline, Manuscript, Text, Words, plain_text};
use crate::spec::{FrenchSpec, Spec};
use passages::Lines;
use rayon::prelude::*;

/// A finished manuscript, and what was changed on the way.
pub struct Finished {
    /// The manuscript.
    pub manuscript: Manuscript,
    /// What was changed of the words that were typed, text by text, in order.
    pub corrections: Vec<Correction>,
}

/// Finishes a manuscript.
pub fn manuscript(mut manuscript: Manuscript, spec: &Spec, diagnostics: &mut Vec<Diagnostic>) -> Finished {
    let done: Vec<_> = manuscript.texts.par_iter_mut().map(|text| finish_text(text, spec)).collect();
    let mut corrections = Vec::new();
    for (mut changed, faults) in done {
        corrections.append(&mut changed);
        diagnostics.extend(faults);
    }
    notes::number(&mut manuscript, spec);
    anchors::resolve(&mut manuscript, diagnostics);
    Finished { manuscript, corrections }
}

/// Everything that concerns one text only.
fn finish_text(text: &mut Text, spec: &Spec) -> (Vec<Correction>, Vec<Diagnostic>) {
    front::open(text, spec);
    let language = text.front.language.clone().unwrap_or_else(|| spec.language.clone());
    let tongue = Tongue { language: &language, french: &spec.french };
    let mut lines = Lines::new(tongue);
    let mut set = |inlines: &mut Vec<Inline>, runs_on: bool| {
        lines.set(inlines, runs_on);
        if tongue.is_french() {
            superiors::set(inlines, &spec.french);
        }
    };
    each_line(&mut text.blocks, &mut set);
    for note in &mut text.notes {
        each_line(&mut note.blocks, &mut |inlines, _| set(inlines, false));
    }
    let (corrections, mut diagnostics) = lines.finish();
    diagnostics.extend(bare_figures(text));
    if spec.print_links {
        notes::print_links(text);
    }
    (corrections, diagnostics)
}

/// A note for each figure without a caption.
fn bare_figures(text: &Text) -> Vec<Diagnostic> {
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

/// A language and what is done to French.
#[derive(Clone, Copy)]
struct Tongue<'s> {
    language: &'s str,
    french: &'s FrenchSpec,
}

impl<'s> Tongue<'s> {
    fn is_french(&self) -> bool {
        self.language.starts_with("fr")
    }

    fn corrector(&self) -> Corrector<'s> {
        let profile = self.french.profile.as_deref().filter(|_| self.is_french());
        Corrector::new(profile.unwrap_or(self.language), self.french)
    }

    /// Sets words that stand outside of the texts: titles, colophon.
    fn words(&self, words: &Words) -> Words {
        let edits = self.corrector().passage(&words.text, false, &|_| words.span);
        Words { text: french::applied(&words.text, &edits), span: words.span }
    }
}

/// What looks at a line; whether it is a paragraph among others is said with it.
type Visit<'v> = dyn FnMut(&mut Vec<Inline>, bool) + 'v;

/// Calls `visit` on every line of inlines below these blocks, in reading order.
fn each_line(blocks: &mut [Block], visit: &mut Visit) {
    for block in blocks {
        match block {
            Block::Heading(heading) => visit(&mut heading.inlines, false),
            Block::Byline(inlines) => visit(inlines, false),
            Block::Paragraph(inlines) => visit(inlines, true),
            Block::Quote(inner) => each_line(inner, visit),
            Block::List(list) => list.items.iter_mut().for_each(|item| each_line(item, visit)),
            Block::Figure(figure) => {
                visit(&mut figure.caption, false);
                if let Some(credit) = &mut figure.credit {
                    let mut line = vec![Inline::Text(credit.clone())];
                    visit(&mut line, false);
                    // A credit is plain words: raised letters go down again.
                    credit.text = plain_text(&line);
                }
            }
            Block::Table(table) => table.rows.iter_mut().flatten().for_each(|cell| visit(cell, false)),
            Block::Verse(lines) => lines.iter_mut().for_each(|line| visit(line, true)),
            Block::Epigraph(epigraph) => {
                each_line(&mut epigraph.blocks, visit);
                visit(&mut epigraph.attribution, false);
            }
            Block::Box(boxed) => {
                visit(&mut boxed.title, false);
                each_line(&mut boxed.blocks, visit);
            }
            Block::Code(_) | Block::Rule(_) => {}
        }
    }
}
