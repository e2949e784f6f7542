//! `agrafe impose`: any PDF on sheets.

use super::args::{Binding, ImposeOptions, Scale};
use super::outcome::Outcome;
use super::report::Console;
use crate::diagnostic::messages::interface::how_to_print;
use crate::diagnostic::messages::sheets as text;
use crate::diagnostic::{Diagnostic, Fault, PdfProblem, Placed, Sources, Span, has_errors};
use crate::impose::{self, Imposition, Pages};
use crate::output::Outputs;
use crate::read;
use crate::session;
use crate::sheet::Layout;
use crate::write::pdf::foreign::ForeignPdf;
use std::path::{Path, PathBuf};

pub(super) fn run(options: &ImposeOptions, console: &Console) -> Outcome {
    let mut sources = Sources::default();
    let mut diagnostics = Vec::new();
    let done = impose_file(options, &mut sources, &mut diagnostics);
    console.diagnostics(&diagnostics, &sources);
    if let (Some((path, imposition, layout)), false) = (done, console.quiet || has_errors(&diagnostics)) {
        let count = imposition.sheets.len();
        let sheets = text::sheets(console.lang, count);
        let printing = impose::finishing::printing(&layout, count, console.lang);
        let how_to_print = how_to_print(console.lang, &layout.slug, &printing);
        console.result(&format!("{}  {sheets}\n{how_to_print}\n", path.display()));
    }
    Outcome::of(&diagnostics)
}

/// The chosen layout, with the settings of the printer and of the options.
fn layout(options: &ImposeOptions, sources: &mut Sources, diagnostics: &mut Vec<Diagnostic>) -> Option<Layout> {
    let wanted = Placed { value: options.layout.clone(), span: Span::default() };
    let layout = read::layout::find(Path::new("."), &wanted, sources).report_to(diagnostics)?;
    let printer = session::find_printer(Vec::new(), options.printer.as_deref(), sources).report_to(diagnostics);
    let mut layout = session::for_printer(layout, printer.as_ref());
    if let Some(scale) = options.scale {
        layout.scale_to_fit = matches!(scale, Scale::Fit);
    }
    if let Some(binding) = options.binding {
        layout.right_bound = matches!(binding, Binding::Right);
    }
    Some(layout)
}

fn impose_file(
    options: &ImposeOptions,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(PathBuf, Imposition, Layout)> {
    let layout = layout(options, sources, diagnostics)?;
    let name = options.input.display().to_string();
    let bad = |why: PdfProblem| Diagnostic::error(None::<Span>, Fault::BadPdf { file: name.clone(), why });
    let mut note = |d: Diagnostic| diagnostics.push(d);
    let bytes = read::bytes(&options.input).map_err(|f| note(Diagnostic::error(None::<Span>, f))).ok()?;
    let foreign = ForeignPdf::read(bytes, options.password.as_deref()).map_err(|why| note(bad(why))).ok()?;
    // The last page of a foreign PDF counts as a back cover, which stays outside.
    let pages = Pages { sizes: foreign.sizes(), ink: &[], back_cover: true, separate_cover: false };
    let mut imposition = impose::impose(pages, &layout);
    diagnostics.append(&mut imposition.diagnostics);
    if has_errors(diagnostics) {
        return None;
    }
    if foreign.annotations() > 0 {
        let fault = Fault::AnnotationsDropped { count: foreign.annotations() };
        diagnostics.push(Diagnostic::note(None::<Span>, fault));
    }
    let stem = options.input.file_stem().map_or_else(|| "brochure".into(), |s| s.to_string_lossy().into_owned());
    let path =
        options.output.clone().unwrap_or_else(|| options.input.with_file_name(format!("{stem}-{}.pdf", layout.slug)));
    let bytes = foreign.sheets_pdf(&imposition.sheets, &layout, &stem);
    let mut outputs = Outputs::default();
    outputs.add(&path, bytes);
    outputs.write().map_err(|fault| diagnostics.push(*fault)).ok()?;
    Some((path, imposition, layout))
}
