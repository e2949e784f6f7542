//! `agrafe build`: the PDF to read, and the sheets to print.

use super::Outcome;
use super::args::BuildOptions;
use super::fit::points;
use super::output::Outputs;
use super::pipeline::{self, Made, Wanted, slug};
use super::progress::Progress;
use super::report::Console;
use crate::diagnostic::{Diagnostic, has_errors};
use crate::impose::{self, Imposition, Pages};
use crate::page::Role;
use crate::sheet::{Duplex, Layout};
use crate::write::pdf::{Information, Prepared, Written};
use rayon::prelude::*;
use std::time::Instant;

pub(super) fn run(options: &BuildOptions, console: &Console) -> Outcome {
    let started = Instant::now();
    let progress = Progress::start(console);
    let wanted = Wanted { layouts: &options.layouts, fit: options.fit, offers: false };
    let mut made = pipeline::make(&options.brochure, &wanted, console, &progress);
    let impositions = impose_all(&mut made);
    if has_errors(&made.diagnostics) {
        drop(progress);
        console.diagnostics(&made.diagnostics, &made.reading.sources);
        return made.outcome();
    }
    progress.now(console.say("writing", "écriture"));
    let folder = options.output.clone().unwrap_or_else(|| made.reading.folder.join("out"));
    let name = slug(&made.title());
    let information = made.information();
    let files = files(&made, &information, &impositions);
    let mut outputs = Outputs::default();
    let mut summary = String::new();
    for (ending, bytes, words) in files {
        let path = folder.join(format!("{name}{ending}.pdf"));
        summary.push_str(&format!("{}  {}\n", path.display(), words.said(console)));
        outputs.add(path, bytes);
    }
    let written = outputs.write();
    drop(progress);
    if let Err(fault) = written {
        made.diagnostics.push(*fault);
    }
    console.diagnostics(&made.diagnostics, &made.reading.sources);
    let outcome = made.outcome();
    if outcome == Outcome::Done && !console.quiet {
        for (layout, imposition) in made.layouts.iter().zip(&impositions) {
            summary.push_str(&advice(layout, imposition, console));
        }
        if options.fit.is_some() || made.spec.fit.pages.is_some() {
            summary.push_str(&fitted(&made, console));
        }
        if !made.corrections.is_empty() {
            let words = console.say(
                "changes to the typography; `agrafe check` lists them",
                "retouches de typographie ; « agrafe check » les liste",
            );
            summary.push_str(&format!("{} {words}\n", made.corrections.len()));
        }
        summary.push_str(&format!("{:.2} s\n", started.elapsed().as_secs_f64()));
        console.result(&summary);
    }
    // The process ends here, and the system takes its memory back faster than it could be given up piece by piece.
    std::mem::forget(made);
    outcome
}

fn impose_all(made: &mut Made) -> Vec<Imposition> {
    let pages = Pages {
        count: made.book.pages.len(),
        size: made.spec.page.trim,
        back_cover: made.book.pages.last().is_some_and(|p| p.role == Role::Cover),
    };
    let mut impositions: Vec<Imposition> = made.layouts.iter().map(|layout| impose::impose(pages, layout)).collect();
    for imposition in &mut impositions {
        let said: Vec<Diagnostic> = std::mem::take(&mut imposition.diagnostics);
        made.diagnostics.extend(said);
    }
    impositions
}

/// What a file holds, for the summary.
#[derive(Clone, Copy)]
enum Holds {
    Pages(usize),
    Sheets { sheets: usize, blanks: usize },
}

impl Holds {
    fn said(self, console: &Console) -> String {
        match self {
            Holds::Pages(pages) => console.count(pages, ["page", "pages"], ["page", "pages"]),
            Holds::Sheets { sheets, blanks } => {
                let mut words = console.count(sheets, ["sheet", "sheets"], ["feuille", "feuilles"]);
                if blanks > 0 {
                    let blank = (["page blank", "pages blank"], ["page blanche", "pages blanches"]);
                    words.push_str(&format!(", {}", console.count(blanks, blank.0, blank.1)));
                }
                words
            }
        }
    }
}

/// Writes every file in memory, each on its own core; their order doesn't depend on it.
fn files<'a>(
    made: &'a Made,
    information: &'a Information,
    impositions: &[Imposition],
) -> Vec<(String, Written<'a>, Holds)> {
    let prepared = Prepared::new(&made.book, made.stock(), information);
    let pictures = &made.spec.pictures;
    (0..=impositions.len())
        .into_par_iter()
        .map(|i| match i.checked_sub(1) {
            None => (String::new(), prepared.reading(pictures.grey_reading), Holds::Pages(made.book.pages.len())),
            Some(n) => {
                let (layout, imposition) = (&made.layouts[n], &impositions[n]);
                let bytes = prepared.sheets(&imposition.sheets, layout, pictures.grey_sheets);
                let holds = Holds::Sheets { sheets: imposition.sheets.len(), blanks: imposition.blanks };
                (format!("-{}", layout.slug), bytes, holds)
            }
        })
        .collect()
}

/// What the brochure is set in after fitting, and what that saves.
fn fitted(made: &Made, console: &Console) -> String {
    let (leading, size) = (points(made.spec.body.leading), points(made.spec.body.size));
    let mut words = format!("{} {size}/{leading}{}\n", console.say("set in", "composé en"), saved(made, console));
    if let Some(first) = made.spec.fit.loosened.first() {
        let of = match first.by {
            ..0 => console.say("a line less in the paragraphs at", "une ligne de moins aux paragraphes de"),
            _ => console.say("a line more in the paragraphs at", "une ligne de plus aux paragraphes de"),
        };
        words.push_str(&format!("{of} {}\n", made.paragraphs_fitted.join(", ")));
    }
    words
}

/// The sheets of four pages that fitting saved, if any.
fn saved(made: &Made, console: &Console) -> String {
    let sheets = |pages: usize| pages.div_ceil(4);
    let fewer = sheets(made.pages_unfitted).saturating_sub(sheets(made.book.pages.len()));
    match fewer {
        0 => String::new(),
        1 => console.say(": a sheet saved in every copy", " : une feuille de moins par exemplaire").to_string(),
        _ => {
            format!("{} {fewer}", console.say(": sheets saved in every copy:", " : feuilles de moins par exemplaire :"))
        }
    }
}

/// What to tell the printer's dialogue.
fn advice(layout: &Layout, imposition: &Imposition, console: &Console) -> String {
    let duplex = match layout.duplex {
        Duplex::ShortEdge => {
            console.say("both sides, flipped on the short edge", "recto verso, retournement sur le bord court")
        }
        Duplex::LongEdge => {
            console.say("both sides, flipped on the long edge", "recto verso, retournement sur le bord long")
        }
        Duplex::Manual => console.say("all fronts, then all backs", "tous les rectos, puis tous les versos"),
        Duplex::None => console.say("one side", "un seul côté"),
    };
    let scale = console.say("at 100 %", "à 100 %");
    let mut words = format!("{} : {duplex}, {scale}\n", layout.slug);
    if imposition.signatures.len() > 1 {
        let sizes: Vec<String> = imposition.signatures.iter().map(usize::to_string).collect();
        words.push_str(&format!("{} {}\n", console.say("signatures of", "cahiers de"), sizes.join(" + ")));
    }
    words
}
