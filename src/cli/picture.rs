//! `agrafe picture`: one picture as it will be printed, or as copies leave it.

use super::Outcome;
use super::args::{PictureOptions, PrintMode};
use super::compare;
use super::report::Console;
use crate::diagnostic::{Diagnostic, Fault, Placed, Sources, Span, has_errors};
use crate::font::FontBook;
use crate::geometry::{Point, Size};
use crate::halftone::{self, Process, Retouch, Screener, pack, tones};
use crate::image::{self, Coding, Components, Dots, Grey, Picture, PictureBook, Plate, Plates, Turned};
use crate::output::Outputs;
use crate::page::{Book, Item, Page};
use crate::read;
use crate::session;
use crate::sheet::WedgeReadings;
use crate::unit::{Length, parse_length};
use crate::write::Stock;
use crate::write::pdf::{Carry, Information, Prepared};
use std::path::Path;
use std::sync::Arc;

/// More dots a side than this are not made: a metre at 600 dots an inch.
const MOST_DOTS: f64 = 24_000.0;

pub(super) fn run(options: &PictureOptions, console: &Console) -> Outcome {
    let (mut diagnostics, mut sources) = (Vec::new(), Sources::default());
    let printer =
        session::find_printer(Vec::new(), options.printer.as_deref(), &mut sources).report_to(&mut diagnostics);
    if has_errors(&diagnostics) {
        console.diagnostics(&diagnostics, &sources);
        return Outcome::of(&diagnostics);
    }
    let tones = printer.and_then(|printer| printer.tones);
    let usual = if options.compare { "picture.pdf" } else { "picture.png" };
    let output = options.output.clone().unwrap_or_else(|| usual.into());
    match made((options, &output), tones.as_ref(), console) {
        Ok((bytes, said, fault)) => {
            diagnostics.extend(fault);
            let mut outputs = Outputs::default();
            outputs.add(&output, bytes);
            match outputs.write() {
                Ok(()) if !console.quiet => console.result(&format!("{}  {said}\n", output.display())),
                Ok(()) => {}
                Err(fault) => diagnostics.push(*fault),
            }
        }
        Err(fault) => diagnostics.push(Diagnostic::error(None::<Span>, fault)),
    }
    console.diagnostics(&diagnostics, &sources);
    Outcome::of(&diagnostics)
}

/// What is printed: dots, or tones that the machine makes dots of.
enum Print {
    Dots(Dots),
    Grey(Grey),
}

/// A file, a word on what it holds, and what was at fault with the machine's tones.
type Made = (Vec<u8>, String, Option<Diagnostic>);

fn made(
    (options, output): (&PictureOptions, &Path),
    readings: Option<&Placed<WedgeReadings>>,
    console: &Console,
) -> Result<Made, Fault> {
    let ending = output.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    let known: &[&str] = if options.compare { &["pdf"] } else { &["png", "pdf"] };
    let grey_pdf = ending == "pdf" && options.mode == Some(PrintMode::Grey) && options.generations == 0;
    if grey_pdf || !known.contains(&ending.as_str()) {
        return Err(Fault::UnknownFormat { file: output.display().to_string() });
    }
    let width = length(&options.width)?;
    let picture = read::picture(&options.input)?;
    let size = size(&picture, width, options.dpi)?;
    let grey =
        image::grey(&picture).map_err(|why| Fault::BadPicture { file: options.input.display().to_string(), why })?;
    if options.compare {
        let (bytes, said) = compare::sheet(&grey, options, console);
        return Ok((bytes, said, None));
    }
    let art = halftone::is_line_art(&grey);
    let mode = options.mode.unwrap_or(if art.is_some() { PrintMode::Threshold } else { PrintMode::Halftone });
    let (print, words, fault) = match mode {
        PrintMode::Grey => (in_grey(&grey, size, options), console.say("in grey", "en gris").to_string(), None),
        PrintMode::Threshold | PrintMode::Halftone => {
            let (screener, fault) = tones::screener(options.screen, (options.dpi, options.copies), readings);
            let process = match mode {
                PrintMode::Threshold => Process::Threshold(art.unwrap_or(128)),
                PrintMode::Halftone | PrintMode::Grey => Process::Halftone,
            };
            let printed = screener.screen(&grey, size, process, retouch(options));
            let print = Print::Dots(halftone::copies(printed, options.dpi, options.generations));
            (print, words(mode, options, &screener, console), fault.filter(|_| mode == PrintMode::Halftone))
        }
    };
    let found_out = match options.mode.is_none() && art.is_some() {
        true => console
            .say(" (line art; --mode halftone for a screen)", " (dessin au trait ; --mode halftone pour une trame)"),
        false => "",
    };
    let said = format!("{} × {}, {words}{found_out}", size.0, size.1);
    Ok((file(&print, (options.dpi, &ending)), said, fault))
}

fn retouch(options: &PictureOptions) -> Retouch {
    Retouch { levels: options.levels, sharpen: options.sharpen }
}

/// Tones as they are, or what copies make of them.
fn in_grey(grey: &Grey, size: (usize, usize), options: &PictureOptions) -> Print {
    let sized = halftone::sized(grey, size, retouch(options));
    match options.generations {
        0 => Print::Grey(sized),
        copies => Print::Dots(halftone::copies_of_grey(sized, options.dpi, copies)),
    }
}

/// A print as PNG or PDF.
fn file(print: &Print, (dpi, ending): (u32, &str)) -> Vec<u8> {
    match (ending, print) {
        ("pdf", Print::Dots(printed)) => {
            let page = Size::new(on_paper(printed.width, dpi), on_paper(printed.height, dpi));
            let mut sheet = PlateSheet::new(page, dpi);
            sheet.place(Point::default(), pack(printed));
            sheet.pdf(&read::built_in_fonts(), Vec::new())
        }
        (_, Print::Dots(printed)) => image::dots_png(printed, dpi),
        (_, Print::Grey(grey)) => image::grey_png(grey, dpi),
    }
}

/// The length of so many dots.
fn on_paper(dots: usize, dpi: u32) -> Length {
    Length::pt(dots as f64 * 72.0 / f64::from(dpi))
}

/// A sheet of plates.
pub(super) struct PlateSheet {
    page: Page,
    pictures: PictureBook,
    plates: Plates,
}

impl PlateSheet {
    pub(super) fn new(size: Size, dpi: u32) -> PlateSheet {
        PlateSheet { page: Page::blank(1, size), pictures: PictureBook::default(), plates: Plates::new(dpi) }
    }

    /// Places a plate by its top left corner.
    pub(super) fn place(&mut self, at: Point, plate: Plate) {
        // Only the plate is drawn: there need be no picture behind it.
        let id = self.pictures.add(Picture {
            name: self.pictures.len().to_string(),
            bytes: Arc::default(),
            coding: Coding::Decoded,
            width: plate.width,
            height: plate.height,
            turned: Turned::NOT,
            components: Components::Grey,
            bits: 1,
        });
        let dpi = self.plates.dpi;
        let size = Size::new(on_paper(plate.width as usize, dpi), on_paper(plate.height as usize, dpi));
        self.page.items.push((at, Item::Image(id, size)));
        self.plates.add(id, size, plate);
    }

    /// The sheet as PDF, with what else stands on it.
    pub(super) fn pdf(mut self, fonts: &FontBook, items: Vec<(Point, Item)>) -> Vec<u8> {
        self.page.items.extend(items);
        let book = Book { pages: vec![self.page], marks: Vec::new() };
        let stock = Stock { fonts, pictures: &self.pictures };
        let information = Information::default();
        Prepared::new(&book, stock, &information).reading(Carry::Plates(&self.plates)).into_bytes()
    }
}

fn words(mode: PrintMode, options: &PictureOptions, screener: &Screener, console: &Console) -> String {
    let copies = options.generations;
    let mut words = match mode {
        PrintMode::Halftone => {
            let lines = screener.lines(options.dpi);
            match console.say("en", "fr") {
                "fr" => format!("trame de {lines:.0} lignes par pouce"),
                _ => format!("a screen of {lines:.0} lines an inch"),
            }
        }
        PrintMode::Threshold | PrintMode::Grey => console.say("black and white", "en noir et blanc").to_string(),
    };
    if copies > 0 {
        let after = console.count(copies as usize, ["copy", "copies"], ["copie", "copies"]);
        words.push_str(&format!(", {} {after}", console.say("after", "après")));
    }
    words
}

fn length(typed: &str) -> Result<Length, Fault> {
    let bad = || Fault::BadLength { value: typed.to_string() };
    let width = parse_length(typed, Length::pt(10.0)).map_err(|_| bad())?;
    if width > Length::ZERO { Ok(width) } else { Err(bad()) }
}

/// The whole dots that a picture of that width takes.
fn size(picture: &Picture, width: Length, dpi: u32) -> Result<(usize, usize), Fault> {
    let wide = width.to_mm() / 25.4 * f64::from(dpi);
    let wide = (wide + 1e-6).floor().max(1.0);
    let high = (wide * f64::from(picture.height) / f64::from(picture.width.max(1)) + 1e-6).floor().max(1.0);
    if wide > MOST_DOTS || high > MOST_DOTS {
        return Err(Fault::TooManyPixels { dpi });
    }
    Ok((wide as usize, high as usize))
}
