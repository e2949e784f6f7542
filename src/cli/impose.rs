//! `agrafe impose`: any PDF onto sheets.

use super::Outcome;
use super::args::ImposeOptions;
use super::output::Outputs;
use super::pipeline;
use super::report::Console;
use crate::diagnostic::{Diagnostic, Fault, Placed, Sources, Span, has_errors};
use crate::geometry::Size;
use crate::impose::{self, Imposition, Pages};
use crate::read;
use crate::write::pdf::foreign::Foreign;
use std::path::PathBuf;

pub(super) fn run(options: &ImposeOptions, console: &Console) -> Outcome {
    let mut sources = Sources::default();
    let mut diagnostics = Vec::new();
    let done = impose_file(options, &mut sources, &mut diagnostics);
    console.diagnostics(&diagnostics, &sources);
    if let (Some((path, imposition)), false) = (done, console.quiet || has_errors(&diagnostics)) {
        let sheets = console.count(imposition.sheets.len(), ["sheet", "sheets"], ["feuille", "feuilles"]);
        console.result(&format!("{}  {sheets}\n", path.display()));
    }
    pipeline::outcome(&diagnostics)
}

fn impose_file(
    options: &ImposeOptions,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(PathBuf, Imposition)> {
    let wanted = Placed { value: options.layout.clone(), span: Span::default() };
    let layout = read::layout::find(&PathBuf::from("."), &wanted, sources, diagnostics)?;
    let name = options.input.display().to_string();
    let bad = |why: String| Diagnostic::error(None::<Span>, Fault::BadPdf { file: name.clone(), why });
    let mut note = |d: Diagnostic| diagnostics.push(d);
    let bytes = read::bytes(&options.input).map_err(|f| note(Diagnostic::error(None::<Span>, f))).ok()?;
    let foreign = Foreign::read(bytes).map_err(|why| note(bad(why))).ok()?;
    let size = foreign
        .sizes()
        .iter()
        .fold(Size::default(), |most, s| Size::new(most.width.max(s.width), most.height.max(s.height)));
    // Somebody else's last page is taken for a back cover: it stays outside.
    let mut imposition = impose::impose(Pages { count: foreign.sizes().len(), size, back_cover: true }, &layout);
    diagnostics.append(&mut imposition.diagnostics);
    if has_errors(diagnostics) {
        return None;
    }
    let stem = options.input.file_stem().map_or_else(|| "brochure".into(), |s| s.to_string_lossy().into_owned());
    let path =
        options.output.clone().unwrap_or_else(|| options.input.with_file_name(format!("{stem}-{}.pdf", layout.slug)));
    let bytes = foreign.sheets(&imposition.sheets, &layout, &stem).map_err(|why| diagnostics.push(bad(why))).ok()?;
    let mut outputs = Outputs::default();
    outputs.add(&path, bytes);
    outputs.write().map_err(|fault| diagnostics.push(*fault)).ok()?;
    Some((path, imposition))
}
