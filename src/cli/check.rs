//! `agrafe check`: what a corrector and a printer would object to.

use super::Outcome;
use super::args::CheckOptions;
use super::pipeline::{self, Made, Wanted};
use super::progress::Progress;
use super::report::{Console, around, narrowed, visible};
use super::texture;
use crate::compose::{self, Texture};
use crate::diagnostic::{Diagnostic, Fault, Severity, Sources};
use crate::normalise::Correction;
use serde_json::{Value, json};

pub(super) fn run(options: &CheckOptions, console: &Console) -> Outcome {
    let progress = Progress::start(console);
    let mut made = pipeline::make(&options.brochure, &Wanted { offers: true, ..Wanted::default() }, console, &progress);
    drop(progress);
    made.impose_all();
    made.preflight();
    let corrected = made.corrections.iter().map(|c| corrected(c, &made.reading.sources));
    let corrected: Vec<Diagnostic> = corrected.collect();
    if options.json {
        made.diagnostics.extend(corrected);
        let mut json = as_json(&made, console);
        if options.texture {
            json["texture"] = texture::as_json(&measured(&made), &made.reading.sources);
        }
        console.result(&format!("{json:#}\n"));
    } else {
        console.result(&corrections(&corrected, &made.reading.sources, console));
        console.diagnostics(&made.diagnostics, &made.reading.sources);
        let count = |severity| made.diagnostics.iter().filter(|d| d.severity == severity).count();
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        let words = [
            console.count(made.book.pages.len(), ["page", "pages"], ["page", "pages"]),
            console.count(errors, ["error", "errors"], ["erreur", "erreurs"]),
            console.count(warnings, ["warning", "warnings"], ["avertissement", "avertissements"]),
        ];
        console.result(&format!("{}\n", words.join(", ")));
        if options.texture {
            console.result(&texture::said(&measured(&made), &made.reading.sources, console));
        }
    }
    let warned = made.diagnostics.iter().any(|d| d.severity == Severity::Warning);
    let outcome = made.outcome();
    if outcome == Outcome::Done && options.strict && warned { Outcome::InputAtFault } else { outcome }
}

fn measured(made: &Made) -> Texture {
    compose::texture(&made.book.pages, made.spec.body.leading)
}

/// A change of typography as a finding, with what stands next to it.
fn corrected(correction: &Correction, sources: &Sources) -> Diagnostic {
    let source: &str = &sources.get(correction.span.file).text;
    let (start, end) = (correction.span.start as usize, correction.span.end as usize);
    let exact = source.get(start..end) == Some(&correction.before);
    let (head, tail) = if exact { around(source, &(start..end)) } else { ("", "") };
    let before = visible(&format!("{head}{}{tail}", correction.before));
    let after = visible(&format!("{head}{}{tail}", correction.after));
    Diagnostic::note(correction.span, Fault::Corrected { rule: correction.rule.name().to_string(), before, after })
}

/// Every change of typography, one a line: a page of excerpts for each would bury all else.
fn corrections(corrected: &[Diagnostic], sources: &Sources, console: &Console) -> String {
    let mut lines = String::new();
    for change in corrected {
        let Some(span) = change.span else { continue };
        let (line, column) = sources.line_column(span);
        lines.push_str(&format!("{}:{line}:{column} {}\n", sources.get(span.file).name, change.message(console.lang)));
    }
    lines
}

fn as_json(made: &Made, console: &Console) -> Value {
    let sources = &made.reading.sources;
    let findings: Vec<Value> = made
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
    json!({ "pages": made.book.pages.len(), "findings": findings })
}
