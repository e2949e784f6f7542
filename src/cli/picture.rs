//! Runs `agrafe picture`: shows a picture as it will be printed, or after it has been photocopied.

use super::args::{self, PictureOptions};
use super::outcome::Outcome;
use super::report::{Console, unknown_format};
use crate::diagnostic::messages::interface as text;
use crate::diagnostic::{Diagnostic, Fault, Lang, Placed, Sources, Span, has_errors};
use crate::halftone::Retouch;
use crate::halftone::comparison_sheet::{self, Comparison};
use crate::halftone::single_picture::{self, Print, PrintMode, PrintSettings, PrintedPicture};
use crate::image::{self, DotSize};
use crate::output::Outputs;
use crate::read;
use crate::session;
use crate::sheet::WedgeReadings;
use crate::unit::{Length, parse_length};
use std::path::Path;

pub(super) fn run(options: &PictureOptions, console: &Console) -> Outcome {
    let (mut diagnostics, mut sources) = (Vec::new(), Sources::default());
    let printer =
        session::find_printer(Vec::new(), options.printer.as_deref(), &mut sources).report_to(&mut diagnostics);
    if has_errors(&diagnostics) {
        console.diagnostics(&diagnostics, &sources);
        return Outcome::of(&diagnostics);
    }
    let tones = printer.and_then(|printer| printer.tones);
    let default = if options.compare { "picture.pdf" } else { "picture.png" };
    let path = options.output.clone().unwrap_or_else(|| default.into());
    match file(options, &path, tones.as_ref(), console) {
        Ok(file) => {
            diagnostics.extend(file.warning);
            let mut outputs = Outputs::default();
            outputs.add(&path, file.bytes);
            match outputs.write() {
                Ok(()) if !console.quiet => console.result(&format!("{}  {}\n", path.display(), file.description)),
                Ok(()) => {}
                Err(fault) => diagnostics.push(*fault),
            }
        }
        Err(fault) => diagnostics.push(Diagnostic::error(None::<Span>, fault)),
    }
    console.diagnostics(&diagnostics, &sources);
    Outcome::of(&diagnostics)
}

/// A file to write.
struct OutputFile {
    bytes: Vec<u8>,
    /// A one-line description of its content.
    description: String,
    warning: Option<Diagnostic>,
}

fn file(
    options: &PictureOptions,
    path: &Path,
    readings: Option<&Placed<WedgeReadings>>,
    console: &Console,
) -> Result<OutputFile, Fault> {
    let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    let known: &[&str] = if options.compare { &["pdf"] } else { &["png", "pdf"] };
    let is_grey_pdf = extension == "pdf" && options.mode == Some(args::PrintMode::Grey) && options.generations == 0;
    if is_grey_pdf || !known.contains(&extension.as_str()) {
        return Err(unknown_format(path, known));
    }
    let settings = settings(options)?;
    let mut picture = read::picture(&options.input)?;
    picture.name = options.input.display().to_string();
    if options.compare {
        single_picture::print_size(&picture, settings.width, settings.dpi)?;
        let comparison = Comparison { dpi: settings.dpi, copies: settings.copies, retouch: settings.retouch };
        let bytes = session::comparison_pdf(&single_picture::grey(&picture)?, comparison);
        let description = comparison_sheet::printing(console.lang).to_string();
        return Ok(OutputFile { bytes, description, warning: None });
    }
    let printed = single_picture::print(&picture, &settings, readings)?;
    let bytes = match &printed.print {
        Print::Dots(dots) if extension == "pdf" => session::dots_pdf(dots, settings.dpi),
        Print::Dots(dots) => image::dots_png(dots, settings.dpi),
        Print::Grey(grey) => image::grey_png(grey, settings.dpi),
    };
    Ok(OutputFile { bytes, description: description(&printed, &settings, console.lang), warning: printed.warning })
}

fn settings(options: &PictureOptions) -> Result<PrintSettings, Fault> {
    let mode = options.mode.map(|mode| match mode {
        args::PrintMode::Halftone => PrintMode::Halftone,
        args::PrintMode::Threshold => PrintMode::Threshold,
        args::PrintMode::Grey => PrintMode::Grey,
    });
    Ok(PrintSettings {
        width: length(&options.width)?,
        mode,
        lines: options.screen,
        dpi: options.dpi,
        copies: options.copies,
        generations: options.generations,
        retouch: Retouch { levels: options.levels, sharpen: options.sharpen },
    })
}

/// Parses a positive length.
fn length(typed: &str) -> Result<Length, Fault> {
    let bad = || Fault::BadLength { value: typed.to_string() };
    // There is no type size here that could define the em, so one em is ten points.
    let width = parse_length(typed, Length::pt(10.0)).map_err(|_| bad())?;
    if width > Length::ZERO { Ok(width) } else { Err(bad()) }
}

/// Describes the printed picture: its size, its screen, the copies, and how the mode was chosen.
fn description(printed: &PrintedPicture, settings: &PrintSettings, lang: Lang) -> String {
    let DotSize { width, height } = printed.size;
    let process = match (printed.mode, printed.lines) {
        (PrintMode::Grey, _) => return format!("{width} × {height}, {}", text::picture_grey(lang)),
        (_, Some(lines)) => text::picture_screen(lang, &format!("{lines:.0}")),
        (_, None) => text::picture_black_and_white(lang).to_string(),
    };
    let copies = match settings.generations {
        0 => String::new(),
        count => text::picture_copies(lang, count as usize),
    };
    let line_art = if printed.found_line_art { text::picture_line_art(lang) } else { "" };
    format!("{width} × {height}, {process}{copies}{line_art}")
}
