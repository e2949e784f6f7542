//! Chooses the layouts in which a brochure is imposed, and the printer that prints the sheets.

use super::options::Options;
use crate::diagnostic::{Diagnostic, Fault, Nearest, Placed, Sources, Span, Warned, nearest};
use crate::read::{self, Folder, Reading};
use crate::sheet::{Layout, Printer, WedgeReadings};
use std::collections::BTreeSet;

/// The layout that is used if neither the options nor brochure.toml name one.
pub(super) const DEFAULT: &str = "a5-on-a4";

/// Returns the layouts named in the options or, if there are none, in brochure.toml, all adapted to the printer. Also returns
/// the tones that the user read from the printer's tone wedge.
pub(super) fn chosen(reading: &mut Reading, options: &Options) -> Warned<(Vec<Layout>, Option<Placed<WedgeReadings>>)> {
    let mut diagnostics = Vec::new();
    let unplaced = |name: &str| Placed { value: name.to_string(), span: Span::default() };
    let names: Vec<Placed<String>> = if options.layouts.is_empty() {
        reading.raw.layouts.clone().unwrap_or_else(|| vec![unplaced(DEFAULT)])
    } else {
        options.layouts.iter().map(|name| unplaced(name)).collect()
    };
    let folder = if options.layouts.is_empty() { reading.folder.clone() } else { Folder::working_directory() };
    let printers = std::mem::take(&mut reading.printers);
    let printer = find_printer(printers, options.printer.as_deref(), &mut reading.sources).report_to(&mut diagnostics);
    let mut layouts = Vec::new();
    // A layout that is named twice would be written twice into the same file.
    let mut seen = BTreeSet::new();
    for name in names.iter().filter(|name| seen.insert(&name.value)) {
        let found = read::layout::find(&folder, name, &mut reading.sources).report_to(&mut diagnostics);
        layouts.extend(found.map(|layout| {
            let scale_to_fit = options.scale_to_fit.unwrap_or(layout.scale_to_fit);
            Layout { scale_to_fit, ..for_printer(layout, printer.as_ref()) }
        }));
    }
    Warned::new((layouts, printer.and_then(|printer| printer.tones)), diagnostics)
}

/// Applies the settings of a printer, if there is one, to a layout.
pub fn for_printer(layout: Layout, printer: Option<&Printer>) -> Layout {
    match printer {
        Some(printer) => layout.for_printer(printer),
        None => layout,
    }
}

/// Finds the printer named `wanted`, or `local` by default, first among the brochure's printers (`own`) and then in the user's
/// settings folder. If a printer is requested but not found, adds an error; a missing `local` is not an error.
pub fn find_printer(own: Vec<Printer>, wanted: Option<&str>, sources: &mut Sources) -> Warned<Option<Printer>> {
    let mut diagnostics = Vec::new();
    let mut all = own;
    all.extend(read::printers::users(sources).report_to(&mut diagnostics));
    let name = wanted.unwrap_or("local");
    let found = all.iter().find(|printer| printer.name == name).cloned();
    if let (None, Some(name)) = (&found, wanted) {
        let file_hint = read::printers::users_file().map_or_else(String::new, |path| path.display().to_string());
        let near = Nearest(nearest(name, all.iter().map(|printer| printer.name.as_str())));
        let fault = Fault::UnknownPrinter { name: name.to_string(), nearest: near, file_hint };
        diagnostics.push(Diagnostic::error(None, fault));
    }
    Warned::new(found, diagnostics)
}
