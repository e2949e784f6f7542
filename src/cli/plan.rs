//! Runs `agrafe plan`: shows which page goes where on the sheets of a layout, and how to fold and cut them.

use super::args::PlanOptions;
use super::outcome::Outcome;
use super::report::{Console, unknown_format};
use crate::diagnostic::{Diagnostic, Placed, Sources, Span, has_errors};
use crate::impose::plan::Plan;
use crate::output::Outputs;
use crate::read::{self, Folder};
use crate::session;
use std::path::Path;

pub(super) fn run(options: &PlanOptions, console: &Console) -> Outcome {
    let mut sources = Sources::default();
    let mut diagnostics = Vec::new();
    let requested = Placed { value: options.layout.clone(), span: Span::default() };
    if let Some(layout) =
        read::layout::find(&Folder::working_directory(), &requested, &mut sources).report_to(&mut diagnostics)
    {
        let mut plan = Plan::of_layout(&layout, options.pages.map(|pages| pages as usize));
        diagnostics.append(&mut plan.imposition.diagnostics);
        if !has_errors(&diagnostics) {
            match &options.svg {
                Some(path) => diagnostics.extend(draw(&plan, path, console).err().map(|fault| *fault)),
                None => console.result(&plan.text(console.lang)),
            }
        }
    }
    console.diagnostics(&diagnostics, &sources);
    Outcome::of(&diagnostics)
}

/// Draws the plan in the format given by the extension of the file.
fn draw(plan: &Plan, path: &Path, console: &Console) -> Result<(), Box<Diagnostic>> {
    let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    let bytes = match extension.as_str() {
        "svg" => Some(session::plan_svg(plan, console.lang)),
        "png" => session::plan_png(plan, console.lang),
        _ => None,
    };
    let unknown = || Diagnostic::error(None, unknown_format(path, &["svg", "png"]));
    let mut outputs = Outputs::default();
    outputs.add(path, bytes.ok_or_else(unknown)?);
    outputs.write()
}
