//! `agrafe picture`: one picture as it will be printed, or as copies leave it.

use super::Outcome;
use super::args::{PictureOptions, PrintMode};
use super::compare;
use super::output::Outputs;
use super::pipeline;
use super::report::Console;
use crate::diagnostic::{Diagnostic, Fault, Sources, Span};
use crate::font::FontBook;
use crate::geometry::{Point, Size};
use crate::image::{self, Dots, Grey, Picture, PictureBook, Plate, Plates};
use crate::page::{Book, Item, Page};
use crate::read;
use crate::reproduce::{self, Press, Process, Retouch};
use crate::unit::{Length, parse_length};
use crate::write::pdf::{Carry, Information, Prepared};
use crate::write::{Stock, dots};
use std::path::Path;

/// More dots a side than this are not made: a metre at 600 dots an inch.
const MOST_DOTS: f64 = 24_000.0;

pub(super) fn run(options: &PictureOptions, console: &Console) -> Outcome {
    let mut diagnostics = Vec::new();
    let usual = if options.compare { "picture.pdf" } else { "picture.png" };
    let output = options.output.clone().unwrap_or_else(|| usual.into());
    match made(options, &output, console) {
        Ok((bytes, said)) => {
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
    console.diagnostics(&diagnostics, &Sources::default());
    pipeline::outcome(&diagnostics)
}

/// What is printed: dots, or tones that the machine makes dots of.
enum Print {
    Dots(Dots),
    Grey(Grey),
}

/// The file, and a word on what it holds.
fn made(options: &PictureOptions, output: &Path, console: &Console) -> Result<(Vec<u8>, String), Fault> {
    let ending = output.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    let known: &[&str] = if options.compare { &["pdf"] } else { &["png", "pdf"] };
    if !known.contains(&ending.as_str()) {
        return Err(Fault::UnknownFormat { file: output.display().to_string() });
    }
    let width = length(&options.width)?;
    let picture = read::picture(&options.input)?;
    let size = size(&picture, width, options.dpi)?;
    if ending == "pdf" && options.mode == Some(PrintMode::Grey) && options.generations == 0 {
        return Err(Fault::UnknownFormat { file: output.display().to_string() });
    }
    let grey =
        image::grey(&picture).map_err(|why| Fault::BadPicture { file: options.input.display().to_string(), why })?;
    if options.compare {
        return Ok(compare::sheet((&picture, &grey), options, console));
    }
    let art = reproduce::is_line_art(&grey);
    let mode = options.mode.unwrap_or(if art.is_some() { PrintMode::Threshold } else { PrintMode::Halftone });
    let retouch = Retouch { levels: options.levels, sharpen: options.sharpen };
    let (print, words) = match mode {
        PrintMode::Grey => {
            let sized = reproduce::sized(&grey, size, retouch);
            let print = match options.generations {
                0 => Print::Grey(sized),
                copies => Print::Dots(reproduce::copies_of_grey(sized, options.dpi, copies)),
            };
            (print, console.say("in grey", "en gris").to_string())
        }
        PrintMode::Threshold | PrintMode::Halftone => {
            let press = Press::new(options.dpi, options.screen, options.copies);
            let process = match mode {
                PrintMode::Threshold => Process::Threshold(art.unwrap_or(128)),
                PrintMode::Halftone | PrintMode::Grey => Process::Halftone,
            };
            let printed = press.print(&grey, size, process, retouch);
            (
                Print::Dots(reproduce::copies(printed, options.dpi, options.generations)),
                words(mode, options, &press, console),
            )
        }
    };
    let mut said = format!("{} × {}, {words}", size.0, size.1);
    if options.mode.is_none() && art.is_some() {
        said.push_str(
            console.say(
                " (line art; --mode halftone for a screen)",
                " (dessin au trait ; --mode halftone pour une trame)",
            ),
        );
    }
    Ok((file(&print, &picture, (options.dpi, &ending)), said))
}

/// A print as PNG or PDF.
fn file(print: &Print, picture: &Picture, (dpi, ending): (u32, &str)) -> Vec<u8> {
    match (ending, print) {
        ("pdf", Print::Dots(printed)) => {
            let page = Size::new(on_paper(printed.width, dpi), on_paper(printed.height, dpi));
            let mut sheet = PlateSheet::new(page, dpi);
            sheet.place((picture, Point::default()), dots::pack(printed));
            sheet.pdf(&read::built_in_fonts(), Vec::new())
        }
        (_, Print::Dots(printed)) => dots::png(printed, dpi),
        (_, Print::Grey(grey)) => dots::grey_png(grey, dpi),
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
    pub(super) fn place(&mut self, (picture, at): (&Picture, Point), plate: Plate) {
        let name = self.pictures.len().to_string();
        let id = self.pictures.add(Picture { name, ..picture.clone() });
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

fn words(mode: PrintMode, options: &PictureOptions, press: &Press, console: &Console) -> String {
    let copies = options.generations;
    let mut words = match mode {
        PrintMode::Halftone => {
            let lines = press.lines(options.dpi);
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
