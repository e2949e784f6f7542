//! Runs `agrafe impose`: imposes the pages of any PDF onto sheets.

use super::args::{Binding, ImposeOptions, Scale};
use super::outcome::Outcome;
use super::report::Console;
use crate::diagnostic::messages::interface::how_to_print;
use crate::diagnostic::messages::sheets as text;
use crate::impose::finishing;
use crate::session::{self, Error, ForeignOptions, ImposedPdf};
use std::path::PathBuf;

pub(super) fn run(options: &ImposeOptions, console: &Console) -> Outcome {
    match impose(options) {
        Ok((imposed, path)) => {
            console.diagnostics(&imposed.diagnostics, &imposed.sources);
            if !console.quiet {
                let count = imposed.imposition.sheets.len();
                let sheets = text::sheets(console.lang, count);
                let printing = finishing::printing(&imposed.layout, count, console.lang);
                let how_to_print = how_to_print(console.lang, &imposed.layout.slug, &printing);
                console.result(&format!("{}  {sheets}\n{how_to_print}\n", path.display()));
            }
            Outcome::of(&imposed.diagnostics)
        }
        Err(Error { diagnostics, sources }) => {
            console.diagnostics(&diagnostics, &sources);
            Outcome::of(&diagnostics)
        }
    }
}

fn impose(options: &ImposeOptions) -> Result<(ImposedPdf, PathBuf), Error> {
    let imposed = session::impose_pdf(
        &options.input,
        &ForeignOptions {
            layout: options.layout.clone(),
            printer: options.printer.clone(),
            password: options.password.clone(),
            scale_to_fit: options.scale.map(|scale| matches!(scale, Scale::Fit)),
            right_bound: options.binding.map(|binding| matches!(binding, Binding::Right)),
        },
    )?;
    let path = imposed.save(options.output.as_deref())?;
    Ok((imposed, path))
}
