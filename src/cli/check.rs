//! Runs `agrafe check`: reports everything that a proofreader or a print shop would object to.

use super::args::CheckOptions;
use super::outcome::Outcome;
use super::progress::ProgressLine;
use super::report::{Console, around, visible};
use super::{input, texture};
use crate::compose::{self, Texture};
use crate::diagnostic::messages::{interface as text, sheets};
use crate::diagnostic::{Diagnostic, Fault, FitAdvice, Severity, Sources, narrowed};
use crate::normalise::Correction;
use crate::session::{Brochure, Options, Session};
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub(super) fn run(options: &CheckOptions, console: &Console) -> Outcome {
    let input = match input::named(&options.brochure) {
        Ok(input) => input,
        Err(fault) => return input::report(fault, console),
    };
    let progress = ProgressLine::start(console);
    let settings = Options { suggest_fit: true, root: options.root.clone(), ..Options::default() };
    let mut brochure = Session::once().typeset_with(&input, &settings, &|stage| progress.show(stage));
    drop(progress);
    let imposed = brochure.impose().diagnostics;
    brochure.diagnostics.extend(imposed.into_iter().map(after_search));
    brochure.preflight();
    let corrected = brochure.corrections.iter().map(|c| correction_note(c, &brochure.reading.sources));
    let corrected: Vec<Diagnostic> = corrected.collect();
    if options.json {
        brochure.diagnostics.extend(corrected);
        let mut json = as_json(&brochure, console);
        if options.texture {
            json["texture"] = texture::as_json(&measured(&brochure), &brochure.reading.sources);
        }
        console.result(&format!("{json:#}\n"));
    } else {
        console.findings(&brochure.diagnostics, &brochure.reading.sources, options.all);
        console.result(&if options.all {
            list_corrections(&corrected, &brochure.reading.sources, console)
        } else {
            count_corrections(&brochure.corrections, console)
        });
        let count = |severity| brochure.diagnostics.iter().filter(|d| d.severity == severity).count();
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        let words = [
            sheets::pages(console.lang, brochure.book.pages.len()),
            text::errors(console.lang, errors),
            text::warnings(console.lang, warnings),
        ];
        console.result(&format!("{}\n", words.join(", ")));
        if options.texture {
            console.result(&texture::report(&measured(&brochure), &brochure.reading.sources, console));
        }
    }
    let warned = brochure.diagnostics.iter().any(|d| d.severity == Severity::Warning);
    let outcome = Outcome::of(&brochure.diagnostics);
    if outcome == Outcome::Done && options.strict && warned { Outcome::InputAtFault } else { outcome }
}

/// Returns a diagnostic without the advice to run `agrafe check`, which has searched already.
fn after_search(mut diagnostic: Diagnostic) -> Diagnostic {
    if let Fault::WastedSheet { advice, .. } = &mut diagnostic.fault {
        *advice = FitAdvice::Shorten;
    }
    diagnostic
}

fn measured(brochure: &Brochure) -> Texture {
    compose::texture(&brochure.book.pages, brochure.spec.body.leading)
}

/// Returns a note about a typographic correction, which shows it with the letters before and after it.
fn correction_note(correction: &Correction, sources: &Sources) -> Diagnostic {
    let source: &str = &sources.get(correction.span.file).text;
    let (start, end) = (correction.span.start as usize, correction.span.end as usize);
    let exact = source.get(start..end) == Some(&correction.before);
    let (head, tail) = if exact { around(source, &(start..end)) } else { ("", "") };
    let before = visible(&format!("{head}{}{tail}", correction.before));
    let after = visible(&format!("{head}{}{tail}", correction.after));
    Diagnostic::note(correction.span, Fault::Corrected { rule: correction.rule.name().to_string(), before, after })
}

/// Returns the list of typographic corrections, one per line. With excerpts, they would take so much space that the other
/// diagnostics would be hard to find.
fn list_corrections(notes: &[Diagnostic], sources: &Sources, console: &Console) -> String {
    let mut lines = String::new();
    for note in notes {
        let Some(span) = note.span else { continue };
        let (line, column) = sources.line_column(span);
        lines.push_str(&format!("{}:{line}:{column} {}\n", sources.get(span.file).name, note.message(console.lang)));
    }
    lines
}

/// Returns the number of typographic corrections by each rule, and how to list them.
fn count_corrections(corrections: &[Correction], console: &Console) -> String {
    if corrections.is_empty() {
        return String::new();
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for correction in corrections {
        *counts.entry(correction.rule.name()).or_default() += 1;
    }
    let counts: Vec<String> = counts.into_iter().map(|(rule, count)| format!("{rule} {count}")).collect();
    format!("{}\n", text::corrections_by_rule(console.lang, corrections.len(), counts))
}

fn as_json(brochure: &Brochure, console: &Console) -> Value {
    let sources = &brochure.reading.sources;
    let findings: Vec<Value> = brochure
        .diagnostics
        .iter()
        .map(|d| {
            let place = d.span.map(|span| {
                let (line, column) = sources.line_column(narrowed(d, span, sources));
                json!({ "file": sources.get(span.file).name, "line": line, "column": column })
            });
            let severity = match d.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "note",
            };
            json!({
                "code": d.fault.code(),
                "severity": severity,
                "message": d.message(console.lang),
                "hint": d.hint(console.lang),
                "place": place,
            })
        })
        .collect();
    json!({ "pages": brochure.book.pages.len(), "findings": findings })
}
