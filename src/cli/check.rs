//! `agrafe check`: what a corrector and a printer would object to.

use super::Outcome;
use super::args::CheckOptions;
use super::pipeline::{self, Made};
use super::progress::Progress;
use super::report::{Console, narrowed};
use crate::diagnostic::{Diagnostic, Severity};
use crate::impose::{self, Pages};
use crate::page::Role;
use serde_json::{Value, json};

pub(super) fn run(options: &CheckOptions, console: &Console) -> Outcome {
    let progress = Progress::start(console);
    let mut made = pipeline::make(&options.brochure, &[], console, &progress);
    drop(progress);
    let pages = Pages {
        count: made.book.pages.len(),
        size: made.spec.page.trim,
        back_cover: made.book.pages.last().is_some_and(|p| p.role == Role::Cover),
    };
    let said: Vec<Diagnostic> = made.layouts.iter().flat_map(|l| impose::impose(pages, l).diagnostics).collect();
    made.diagnostics.extend(said);
    if options.json {
        console.result(&format!("{:#}\n", as_json(&made, console)));
    } else {
        console.diagnostics(&made.diagnostics, &made.reading.sources);
        let count = |severity| made.diagnostics.iter().filter(|d| d.severity == severity).count();
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        let words = (
            console.say("pages", "pages"),
            console.say("errors", "erreurs"),
            console.say("warnings", "avertissements"),
        );
        console.result(&format!("{} {}, {errors} {}, {warnings} {}\n", pages.count, words.0, words.1, words.2));
    }
    let warned = made.diagnostics.iter().any(|d| d.severity == Severity::Warning);
    let outcome = made.outcome();
    if outcome == Outcome::Done && options.strict && warned { Outcome::InputAtFault } else { outcome }
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
