//! Runs `agrafe build`: writes the PDF to read and the sheets to print.

use super::args::{BuildOptions, Scale};
use super::outcome::Outcome;
use super::progress::ProgressLine;
use super::report::Console;
use super::{input, since, summary};
use crate::compose::WordChange;
use crate::diagnostic::messages::interface as text;
use crate::diagnostic::{Fault, Sources, has_errors};
use crate::output::Outputs;
use crate::page::Page;
use crate::read::Input;
use crate::session::watch::Watch;
use crate::session::{Brochure, Options, Session};
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::time::Instant;

pub(super) fn run(options: &BuildOptions, console: &Console) -> Outcome {
    let inputs = match inputs(&options.brochures) {
        Ok(inputs) => inputs,
        Err(fault) => return input::report(fault, console),
    };
    let mut worst = Outcome::Done;
    for input in &inputs {
        worst = worst.max(run_input(input, options, console));
    }
    worst
}

/// Returns the inputs that the arguments name: each folder is a brochure, and all texts together are one.
fn inputs(arguments: &[PathBuf]) -> Result<Vec<Input>, Fault> {
    let mut inputs: Vec<Input> = Vec::new();
    for argument in arguments {
        let input = input::named(argument)?;
        let texts = inputs.iter_mut().find_map(|i| if let Input::Texts(texts) = i { Some(texts) } else { None });
        match (texts, input) {
            (Some(texts), Input::Texts(mut more)) => texts.append(&mut more),
            (_, input) => inputs.push(input),
        }
    }
    Ok(inputs)
}

fn run_input(input: &Input, options: &BuildOptions, console: &Console) -> Outcome {
    let folder = input.folder();
    // A missing folder can't be watched; the build reports it.
    if !options.watch || !folder.is_dir() {
        // The process is about to exit, so the session is not dropped: freeing its memory would take 4 % of the build time
        // (`tests/bench/compare.py`).
        return build(input, options, console, &mut ManuallyDrop::new(Session::once()));
    }
    // Start watching before the first build, so that a save during that build is noticed.
    let watch = match Watch::on(&folder, Some(&output_folder(options, &folder))) {
        Ok(watch) => watch,
        Err(fault) => {
            console.diagnostics(&[*fault], &Sources::default());
            return Outcome::SystemAtFault;
        }
    };
    let mut session = Session::new();
    loop {
        build(input, options, console, &mut session);
        console.remark(text::waiting(console.lang));
        if !watch.wait() {
            return Outcome::SystemAtFault;
        }
    }
}

/// Returns the output folder of a brochure in `folder`.
fn output_folder(options: &BuildOptions, folder: &Path) -> PathBuf {
    options.output.clone().unwrap_or_else(|| folder.join("out"))
}

/// Builds the brochure once, and prints its diagnostics and the summary.
fn build(input: &Input, options: &BuildOptions, console: &Console, session: &mut Session) -> Outcome {
    let started = Instant::now();
    let progress = ProgressLine::start(console);
    let settings = Options {
        layouts: options.layouts.clone(),
        fit: options.fit,
        printer: options.printer.clone(),
        keep_going: options.keep_going,
        root: options.root.clone(),
        scale_to_fit: options.scale.map(|scale| matches!(scale, Scale::Fit)),
        ..Options::default()
    };
    let mut brochure = session.typeset_with(input, &settings, &|stage| progress.show(stage));
    let summary = write(options, &mut brochure, console, &progress);
    drop(progress);
    console.diagnostics(&brochure.diagnostics, &brochure.reading.sources);
    let outcome = Outcome::of(&brochure.diagnostics);
    if let (Some(summary), Outcome::Done, false) = (summary, outcome, console.quiet) {
        console.result(&format!("{summary}{:.2} s\n", started.elapsed().as_secs_f64()));
    }
    outcome
}

/// Writes the PDFs and returns the summary. If there are errors, writes nothing and returns `None`.
fn write(
    options: &BuildOptions,
    brochure: &mut Brochure,
    console: &Console,
    progress: &ProgressLine,
) -> Option<String> {
    let impositions = brochure.impose().report_to(&mut brochure.diagnostics);
    let changes = changes(options, brochure)?;
    let wants_proof = options.proof || options.since.is_some();
    if wants_proof {
        brochure.preflight();
    }
    let report = |stage| progress.show(stage);
    let sheets = brochure.sheets(impositions, options.keep_going, &report);
    if has_errors(&brochure.diagnostics) {
        return None;
    }
    let folder = output_folder(options, brochure.reading.folder.path());
    let metadata = brochure.metadata();
    let mut summary = String::new();
    let mut outputs = Outputs::default();
    for pdf in brochure.write(&sheets, &metadata, &report) {
        let path = folder.join(format!("{}.pdf", pdf.stem));
        summary.push_str(&format!("{}  {}\n", path.display(), summary::content(pdf.content, console.lang)));
        outputs.add(path, pdf.file);
    }
    if wants_proof {
        let path = folder.join(format!("{}-{}.pdf", brochure.file_stem(), text::proof_suffix(console.lang)));
        summary.push_str(&format!("{}\n", path.display()));
        let pages: Vec<&Page> = brochure.book.pages.iter().collect();
        outputs.add(path, brochure.pages_pdf(brochure.proofs(&pages, &changes), &metadata));
    }
    if let Err(fault) = outputs.write() {
        brochure.diagnostics.push(*fault);
        return None;
    }
    summary.push_str(&summary::summary(options, brochure, &sheets.impositions, console.lang));
    summary.push_str(&since::list(changes.iter(), console));
    Some(summary)
}

/// Returns the changes since the version given by `--since`. Without that option, returns an empty list. If there are errors,
/// returns `None`.
fn changes(options: &BuildOptions, brochure: &mut Brochure) -> Option<Vec<WordChange>> {
    if has_errors(&brochure.diagnostics) {
        return None;
    }
    match options.since.as_deref().map(|since| brochure.earlier_words(since)) {
        Some(Ok(words)) => Some(brochure.changes_since(&words)),
        Some(Err(fault)) => {
            brochure.diagnostics.push(*fault);
            None
        }
        None => Some(Vec::new()),
    }
}
