//! Typesets a brochure and prints its diagnostics, one per line: `cargo run --example print_the_diagnostics [FOLDER]`.

use agrafe::diagnostic::{Lang, Severity};
use agrafe::session::{Options, Session};
use std::path::PathBuf;

fn main() {
    let sample = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/brochure"));
    let folder = std::env::args().nth(1).map_or_else(sample, PathBuf::from);
    let mut brochure = Session::once().typeset(&folder, &Options::default());
    brochure.preflight();
    for diagnostic in &brochure.diagnostics {
        let severity = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        let place = diagnostic.span.map(|span| {
            let (line, column) = brochure.reading.sources.line_column(span);
            format!("{}:{line}:{column}: ", brochure.reading.sources.get(span.file).name)
        });
        let (code, message) = (diagnostic.fault.code(), diagnostic.message(Lang::En));
        println!("{}{severity} {code}: {message}", place.unwrap_or_default());
    }
}
