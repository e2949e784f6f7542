//! `agrafe build`: the PDF to read, and the sheets to print.

use super::Outcome;
use super::args::BuildOptions;
use super::fit::points;
use super::middle;
use super::output::Outputs;
use super::pipeline::{self, Bench, Made, Wanted, slug};
use super::progress::Progress;
use super::report::Console;
use super::watch::Watch;
use super::{plates, proofs, since};
use crate::compose::Change;
use crate::diagnostic::{Diagnostic, Fault, Severity, Sources, has_errors};
use crate::image::{Picture, Plates};
use crate::impose::{self, Imposition};
use crate::page::{Book, Page};
use crate::read;
use crate::sheet::Layout;
use crate::unit::Length;
use crate::write::pdf::{Carry, Information, Prepared, Written};
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use std::time::Instant;

pub(super) fn run(options: &BuildOptions, console: &Console) -> Outcome {
    let mut bench = if options.watch { Bench::default() } else { Bench::for_once() };
    let folder = read::folder(&options.brochure);
    // Where there is no folder, nothing will be saved.
    if !options.watch || !folder.is_dir() {
        let (made, outcome) = once(options, console, &mut bench);
        // The process ends here, and the system takes its memory back faster than it could be given up piece by piece.
        std::mem::forget((made, bench));
        return outcome;
    }
    // What is saved while the first build runs is heard too.
    let watch = match Watch::on(&folder, Some(&output_folder(options, &folder))) {
        Ok(watch) => watch,
        Err(fault) => {
            console.diagnostics(&[*fault], &Sources::default());
            return Outcome::MachineAtFault;
        }
    };
    loop {
        once(options, console, &mut bench);
        console
            .aside(console.say("waiting for a change; Ctrl+C ends", "en attente d’un changement ; Ctrl+C pour finir"));
        if !watch.wait() {
            return Outcome::MachineAtFault;
        }
    }
}

/// Where the files of a brochure in `folder` go.
fn output_folder(options: &BuildOptions, folder: &Path) -> PathBuf {
    options.output.clone().unwrap_or_else(|| folder.join("out"))
}

/// Builds the brochure; nothing is written where it is at fault.
fn once(options: &BuildOptions, console: &Console, bench: &mut Bench) -> (Made, Outcome) {
    let started = Instant::now();
    let progress = Progress::start(console);
    let wanted = Wanted {
        layouts: &options.layouts,
        fit: options.fit,
        offers: false,
        printer: options.printer.as_deref(),
        keep_going: options.keep_going,
    };
    let mut made = pipeline::make_again(&options.brochure, &wanted, (console, &progress), bench);
    let impositions = made.impose_all();
    if has_errors(&made.diagnostics) {
        drop(progress);
        console.diagnostics(&made.diagnostics, &made.reading.sources);
        let outcome = made.outcome();
        return (made, outcome);
    }
    let changes = match options.since.as_deref().map(|since| since::changes(since, &made, console)) {
        Some(Err(refused)) => {
            drop(progress);
            made.diagnostics.push(*refused);
            console.diagnostics(&made.diagnostics, &made.reading.sources);
            let outcome = made.outcome();
            return (made, outcome);
        }
        Some(Ok(changes)) => changes,
        None => Vec::new(),
    };
    let wants_proof = options.proof || options.since.is_some();
    if wants_proof {
        made.preflight();
    }
    made.diagnostics.extend(middle::faults(&made, &impositions));
    let (plates, mut faults) = plates::plates(&made, &impositions, (console, &progress));
    if options.keep_going {
        faults.iter_mut().for_each(|fault| fault.severity = Severity::Warning);
        stand_in(&mut made, &faults);
    }
    made.diagnostics.extend(faults);
    if has_errors(&made.diagnostics) {
        drop(progress);
        console.diagnostics(&made.diagnostics, &made.reading.sources);
        let outcome = made.outcome();
        return (made, outcome);
    }
    progress.now(console.say("writing", "écriture"));
    let folder = output_folder(options, &made.reading.folder);
    let name = slug(&made.title());
    let information = made.information();
    let files = files(&made, &information, (&impositions, &plates));
    let mut outputs = Outputs::default();
    let mut summary = String::new();
    for (ending, bytes, words) in files {
        let path = folder.join(format!("{name}{ending}.pdf"));
        summary.push_str(&format!("{}  {}\n", path.display(), words.said(console)));
        outputs.add(path, bytes);
    }
    if wants_proof {
        let path = folder.join(format!("{name}-{}.pdf", console.say("proof", "epreuve")));
        summary.push_str(&format!("{}\n", path.display()));
        outputs.add(path, proof(&made, &information, &changes));
    }
    let written = outputs.write();
    drop(progress);
    if let Err(fault) = written {
        made.diagnostics.push(*fault);
    }
    console.diagnostics(&made.diagnostics, &made.reading.sources);
    let outcome = made.outcome();
    if outcome == Outcome::Done && !console.quiet {
        report(options, (&made, &impositions), console, &mut summary);
        summary.push_str(&since::said(changes.iter(), console));
        summary.push_str(&format!("{:.2} s\n", started.elapsed().as_secs_f64()));
        console.result(&summary);
    }
    (made, outcome)
}

/// Takes pictures that turned out to be damaged out of what is read on screens too.
fn stand_in(made: &mut Made, faults: &[Diagnostic]) {
    for fault in faults {
        if let Fault::BadPicture { file, .. } = &fault.fault
            && let Some(id) = made.reading.pictures.find(file)
        {
            made.reading.pictures.replace(id, Picture::stand_in(file.clone()));
        }
    }
}

/// What hands and the printer's dialogue should know, and what was changed.
fn report(
    options: &BuildOptions,
    (made, impositions): (&Made, &[Imposition]),
    console: &Console,
    summary: &mut String,
) {
    for (layout, imposition) in made.layouts.iter().zip(impositions) {
        summary.push_str(&advice(layout, imposition, console));
    }
    if options.fit.is_some() || made.spec.fit.pages.is_some() {
        summary.push_str(&fitted(made, console));
    }
    if !made.corrections.is_empty() {
        let words = console.say(
            "changes to the typography; `agrafe check` lists them",
            "retouches de typographie ; « agrafe check » les liste",
        );
        summary.push_str(&format!("{} {words}\n", made.corrections.len()));
    }
}

/// The pages as proofs, in a PDF of their own.
fn proof(made: &Made, information: &Information, changes: &[Change]) -> Vec<u8> {
    let pages: Vec<&Page> = made.book.pages.iter().collect();
    let book = Book { pages: proofs::proofs(&pages, made, changes), marks: made.book.marks.clone() };
    Prepared::new(&book, made.stock(), information).reading(made.carry()).into_bytes()
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
    (impositions, plates): (&[Imposition], &'a Plates),
) -> Vec<(String, Written<'a>, Holds)> {
    let prepared = Prepared::new(&made.book, made.stock(), information);
    let carry = Carry::Plates(plates);
    let jobs: Vec<Job> = std::iter::once(Job::Reading).chain(jobs(impositions)).collect();
    let write = |job: &Job| match *job {
        Job::Reading => (String::new(), prepared.reading(made.carry()), Holds::Pages(made.book.pages.len())),
        Job::Sheets(n) => {
            let (layout, imposition) = (&made.layouts[n], &impositions[n]);
            let bytes = prepared.sheets(&imposition.sheets, layout, carry);
            let holds = Holds::Sheets { sheets: imposition.sheets.len(), blanks: imposition.blanks };
            (format!("-{}", layout.slug), bytes, holds)
        }
        Job::Cover(n) => {
            let (layout, imposition) = (&made.layouts[n], &impositions[n]);
            let bytes = prepared.sheets(&imposition.cover, layout, carry);
            (format!("-{}-cover", layout.slug), bytes, Holds::Sheets { sheets: imposition.cover.len(), blanks: 0 })
        }
    };
    jobs.par_iter().map(write).collect()
}

/// A file to write; sheets and covers by the number of their layout.
enum Job {
    Reading,
    Sheets(usize),
    Cover(usize),
}

fn jobs(impositions: &[Imposition]) -> impl Iterator<Item = Job> + '_ {
    impositions.iter().enumerate().flat_map(|(n, imposition)| {
        let cover = (!imposition.cover.is_empty()).then_some(Job::Cover(n));
        std::iter::once(Job::Sheets(n)).chain(cover)
    })
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

/// What to tell the printer's dialogue, and what hands should know.
fn advice(layout: &Layout, imposition: &Imposition, console: &Console) -> String {
    let sheets = imposition.sheets.len();
    let mut words = format!("{} : {}\n", layout.slug, impose::printing(layout, sheets, console.lang));
    if imposition.signatures.len() > 1 {
        let sizes: Vec<String> = imposition.signatures.iter().map(usize::to_string).collect();
        words.push_str(&format!("{} {}\n", console.say("signatures of", "cahiers de"), sizes.join(" + ")));
    }
    // Less than that nobody sees.
    if imposition.creep >= Length::mm(0.3) {
        let compensated = layout.creep.unwrap_or(layout.trim);
        let (en, fr) = if compensated {
            ("the pages in the middle are moved in by", "les pages du milieu sont rentrées de")
        } else {
            ("the leaves in the middle stick out by", "les feuillets du milieu dépassent de")
        };
        words.push_str(&format!("{} {:.1} mm\n", console.say(en, fr), imposition.creep.to_mm()));
    }
    words
}
