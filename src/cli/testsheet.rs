//! Runs `agrafe testsheet`: makes a sheet to print once, which shows how a printer handles paper or renders tones.

use super::args::TestsheetOptions;
use super::outcome::Outcome;
use super::report::Console;
use crate::diagnostic::{Placed, Sources, Span, has_errors};
use crate::halftone::tone_wedge::WedgeScreen;
use crate::halftone::tone_wedge_sheet;
use crate::impose::test_sheet;
use crate::output::Outputs;
use crate::read::{self, Folder};
use crate::session;

pub(super) fn run(options: &TestsheetOptions, console: &Console) -> Outcome {
    let mut sources = Sources::default();
    let mut diagnostics = Vec::new();
    let requested = Placed { value: options.layout.clone(), span: Span::default() };
    let layout = read::layout::find(&Folder::working_directory(), &requested, &mut sources).report_to(&mut diagnostics);
    if let (Some(layout), false) = (layout, has_errors(&diagnostics)) {
        let lang = console.lang;
        let (bytes, printing) = if options.tones {
            let screen = WedgeScreen { lines: options.screen, dpi: options.dpi };
            let bytes = session::tone_wedge_pdf(layout.sheet, screen, lang);
            (bytes, tone_wedge_sheet::printing(lang))
        } else {
            (session::test_sheet_pdf(&layout, lang), test_sheet::printing(&layout, lang))
        };
        let mut outputs = Outputs::default();
        outputs.add(&options.output, bytes);
        match outputs.write() {
            Ok(()) if !console.quiet => console.result(&format!("{}  {printing}\n", options.output.display())),
            Ok(()) => {}
            Err(fault) => diagnostics.push(*fault),
        }
    }
    console.diagnostics(&diagnostics, &sources);
    Outcome::of(&diagnostics)
}
