//! Imposes a PDF that another program has created.
//!
//! Input: the path of a PDF and the name of a layout. Output: the pages of the PDF on sheets, ready to be saved.

use super::error::Error;
use super::layouts::{DEFAULT, find_printer, for_printer};
use crate::diagnostic::{Diagnostic, Fault, Placed, Sources, Span, has_errors};
use crate::impose::{self, Imposition, Pages};
use crate::output::Outputs;
use crate::read::{self, Folder};
use crate::sheet::Layout;
use crate::write::pdf::foreign::ForeignPdf;
use std::path::{Path, PathBuf};

/// The options for imposing a PDF.
#[derive(Clone, Debug)]
pub struct ForeignOptions {
    /// The name of a built-in layout, or the path of a layout file.
    pub layout: String,
    /// The printer whose settings apply; `None` selects the printer named `local`, if there is one.
    pub printer: Option<String>,
    /// The password of the PDF.
    pub password: Option<String>,
    /// Whether pages are scaled to their cells; `None` applies the setting of the layout.
    pub scale_to_fit: Option<bool>,
    /// Whether the booklet is bound on the right; `None` applies the setting of the layout.
    pub right_bound: Option<bool>,
}

impl Default for ForeignOptions {
    fn default() -> ForeignOptions {
        ForeignOptions {
            layout: DEFAULT.to_string(),
            printer: None,
            password: None,
            scale_to_fit: None,
            right_bound: None,
        }
    }
}

/// The pages of a PDF on sheets.
pub struct ImposedPdf {
    /// The layout, with the settings of the printer.
    pub layout: Layout,
    /// The sheets.
    pub imposition: Imposition,
    /// Warnings and notes.
    pub diagnostics: Vec<Diagnostic>,
    /// The source files that the diagnostics refer to.
    pub sources: Sources,
    input: PathBuf,
    pdf: ForeignPdf,
}

/// Imposes the PDF at `path`.
///
/// # Errors
/// Returns an error if the file can't be read, is damaged or can't be decrypted, if one of its pages has no size or is longer
/// than 5 m, or if the layout or the printer is unknown.
pub fn impose_pdf(path: &Path, options: &ForeignOptions) -> Result<ImposedPdf, Error> {
    let (mut sources, mut diagnostics) = (Sources::default(), Vec::new());
    let layout = layout(options, &mut sources, &mut diagnostics);
    let pdf = read_pdf(path, options.password.as_deref());
    let (layout, pdf) = match (layout, pdf) {
        (Some(layout), Ok(pdf)) => (layout, pdf),
        (_, pdf) => {
            diagnostics.extend(pdf.err().map(|fault| Diagnostic::error(None::<Span>, fault)));
            return Err(Error { diagnostics, sources });
        }
    };
    // The last page of a foreign PDF counts as a back cover, which must stay on the outside.
    let pages = Pages { sizes: pdf.sizes(), ink: &[], back_cover: true, separate_cover: false };
    let mut imposition = impose::impose(pages, &layout);
    diagnostics.append(&mut imposition.diagnostics);
    if has_errors(&diagnostics) {
        return Err(Error { diagnostics, sources });
    }
    if pdf.annotations() > 0 {
        let fault = Fault::AnnotationsDropped { count: pdf.annotations() };
        diagnostics.push(Diagnostic::note(None::<Span>, fault));
    }
    Ok(ImposedPdf { layout, imposition, diagnostics, sources, input: path.to_path_buf(), pdf })
}

/// Returns the layout named in the options, changed by the settings of the printer and by the options; `None` if that layout
/// does not exist or has errors.
fn layout(options: &ForeignOptions, sources: &mut Sources, diagnostics: &mut Vec<Diagnostic>) -> Option<Layout> {
    let wanted = Placed { value: options.layout.clone(), span: Span::default() };
    let layout = read::layout::find(&Folder::working_directory(), &wanted, sources).report_to(diagnostics)?;
    let printer = find_printer(Vec::new(), options.printer.as_deref(), sources).report_to(diagnostics);
    let mut layout = for_printer(layout, printer.as_ref());
    layout.scale_to_fit = options.scale_to_fit.unwrap_or(layout.scale_to_fit);
    layout.right_bound = options.right_bound.unwrap_or(layout.right_bound);
    Some(layout)
}

fn read_pdf(path: &Path, password: Option<&str>) -> Result<ForeignPdf, Fault> {
    let bytes = read::bytes(path)?;
    ForeignPdf::read(bytes, password).map_err(|why| Fault::BadPdf { file: path.display().to_string(), why })
}

impl ImposedPdf {
    /// Writes the PDF of the sheets to `path`, or next to the original PDF by default, and returns its path.
    ///
    /// # Errors
    /// Returns an error if the pages unpack to too much data, or if the file can't be written.
    pub fn save(&self, path: Option<&Path>) -> Result<PathBuf, Error> {
        let stem = self.input.file_stem().map_or_else(|| "brochure".into(), |stem| stem.to_string_lossy().into_owned());
        let default_path = || self.input.with_file_name(format!("{stem}-{}.pdf", self.layout.slug));
        let path = path.map_or_else(default_path, Path::to_path_buf);
        let failed = |diagnostic| {
            let mut diagnostics = self.diagnostics.clone();
            diagnostics.push(diagnostic);
            Error { diagnostics, sources: self.sources.clone() }
        };
        let sheets = self.pdf.sheets_pdf(&self.imposition.sheets, &self.layout).map_err(|why| {
            let file = self.input.display().to_string();
            failed(Diagnostic::error(None::<Span>, Fault::BadPdf { file, why }))
        })?;
        let mut outputs = Outputs::default();
        outputs.add(&path, sheets);
        outputs.write().map_err(|diagnostic| failed(*diagnostic))?;
        Ok(path)
    }
}
