//! From what was typed to what is meant: settings resolved, French spaces set, notes numbered, anchors named.
//!
//! Takes the raw spec and manuscript as they were read; gives the finished ones. It knows nothing of glyphs or PDF.

mod anchors;
mod french;
mod front;
mod notes;
mod passages;
mod settings;
mod shares;
mod superiors;

pub use french::{Corrector, Edit, Rule, applied};
pub use passages::Correction;
pub use settings::spec;

use crate::diagnostic::{Diagnostic, Fault, Span};
use crate::manuscript::{Block, Inline, Manuscript, NoteId, Text, Words, plain_text};
use crate::spec::{FrenchSpec, Spec};
use rayon::prelude::*;
use std::sync::Arc;

/// A finished manuscript, and what was changed on the way.
pub struct Finished {
    /// The manuscript.
    pub manuscript: Manuscript,
    /// What was changed of the words that were typed, text by text, in order.
    pub corrections: Vec<Correction>,
}

/// Finishes a manuscript.
pub fn manuscript(manuscript: Manuscript, spec: &Spec, diagnostics: &mut Vec<Diagnostic>) -> Finished {
    Finisher::for_once().manuscript(manuscript, spec, diagnostics)
}

/// Finishes a manuscript again and again; a text that is as it was, under the same rules, is not gone through twice.
#[derive(Default)]
pub struct Finisher {
    /// Whether nothing is kept for a next time.
    once: bool,
    rules: Option<Rules>,
    kept: Vec<Kept>,
}

/// What finishing a text depends on beside the text.
#[derive(Clone, PartialEq)]
struct Rules {
    language: String,
    french: FrenchSpec,
    print_links: bool,
}

/// A text as it came, what was made of it, and what became of that beside the others.
struct Kept {
    raw: Arc<Text>,
    done: Arc<Done>,
    numbers: notes::Numbers,
    anchors: anchors::Names,
    last: Arc<Text>,
}

/// A text by itself, finished but for what depends on other texts.
struct Done {
    text: Arc<Text>,
    corrections: Vec<Correction>,
    faults: Vec<Diagnostic>,
    /// The notes in the order of their calls.
    calls: Vec<NoteId>,
    /// Links within the brochure.
    leads: Vec<(String, Span)>,
}

impl Finisher {
    /// A finisher for a manuscript that is finished once.
    pub fn for_once() -> Finisher {
        Finisher { once: true, ..Finisher::default() }
    }

    /// Finishes a manuscript.
    pub fn manuscript(&mut self, manuscript: Manuscript, spec: &Spec, diagnostics: &mut Vec<Diagnostic>) -> Finished {
        let rules =
            Rules { language: spec.language.clone(), french: spec.french.clone(), print_links: spec.print_links };
        let mut kept = std::mem::take(&mut self.kept);
        if self.rules.as_ref() != Some(&rules) {
            kept.clear();
        }
        self.rules = Some(rules);
        let once = self.once;
        let finish = |raw: Arc<Text>| {
            if once {
                return (None, Arc::new(finish_text(Arc::unwrap_or_clone(raw), spec)));
            }
            let done = match kept.iter().find(|kept| Arc::ptr_eq(&kept.raw, &raw)) {
                Some(kept) => kept.done.clone(),
                None => Arc::new(finish_text(Text::clone(&raw), spec)),
            };
            (Some(raw), done)
        };
        let (raws, mut done): (Vec<Option<Arc<Text>>>, Vec<Arc<Done>>) =
            manuscript.texts.into_par_iter().map(finish).unzip();
        let mut corrections = Vec::new();
        for one in &mut done {
            if let (Some(own), true) = (Arc::get_mut(one), once) {
                corrections.append(&mut own.corrections);
                diagnostics.append(&mut own.faults);
            } else {
                corrections.extend(one.corrections.iter().cloned());
                diagnostics.extend(one.faults.iter().cloned());
            }
        }
        let numbers = notes::number(&done, spec);
        let anchors = anchors::resolve(&done, diagnostics);
        let mut texts = Vec::new();
        for (((raw, done), numbers), anchors) in raws.into_iter().zip(done).zip(numbers).zip(anchors) {
            let enter = |mut text: Text| {
                notes::enter(&mut text, &numbers);
                anchors::enter(&mut text, &anchors);
                Arc::new(text)
            };
            let Some(raw) = raw else {
                // Nobody else has it, so it needs no copy.
                let text = Arc::try_unwrap(done).map_or_else(|done| done.text.clone(), |done| done.text);
                texts.push(enter(Arc::unwrap_or_clone(text)));
                continue;
            };
            let same =
                |kept: &&Kept| Arc::ptr_eq(&kept.done, &done) && kept.numbers == numbers && kept.anchors == anchors;
            let last = match kept.iter().find(same) {
                Some(kept) => kept.last.clone(),
                None => enter(Text::clone(&done.text)),
            };
            texts.push(last.clone());
            self.kept.push(Kept { raw, done, numbers, anchors, last });
        }
        Finished { manuscript: Manuscript { texts }, corrections }
    }
}

/// Everything that concerns one text only.
fn finish_text(mut text: Text, spec: &Spec) -> Done {
    front::open(&mut text, spec);
    let language = text.front.language.clone().unwrap_or_else(|| spec.language.clone());
    let tongue = Tongue { language: &language, french: &spec.french };
    let (corrections, mut faults) = shares::set(&mut text, tongue);
    faults.extend(bare_figures(&text));
    if spec.print_links {
        notes::print_links(&mut text);
    }
    let (mut calls, mut leads) = (Vec::new(), Vec::new());
    each_line(&mut text.blocks, &mut |line, _| {
        notes::calls(line, &mut calls);
        anchors::leads(line, &mut leads);
    });
    for note in &mut text.notes {
        each_line(&mut note.blocks, &mut |line, _| anchors::leads(line, &mut leads));
    }
    Done { text: Arc::new(text), corrections, faults, calls, leads }
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
        | Block::Byline(_)
        | Block::Signature(_) => None,
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
            Block::Signature(lines) => lines.iter_mut().for_each(|line| visit(line, false)),
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
