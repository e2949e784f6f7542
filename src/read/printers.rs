//! Reads printers: the `[printer.NAME]` tables of brochure.toml, and those of the user's printers.toml.

use super::files;
use super::keys::{self, Keys};
use super::values::{self, DUPLEX, choice};
use crate::diagnostic::{Diagnostic, Fault, Placed, Sources, Warned};
use crate::geometry::{Insets, Point};
use crate::sheet::{Delivery, Printer, WedgeReadings};
use crate::unit::Length;
use std::path::PathBuf;

/// The width of the unprintable edge on sides for which the user specifies none, in millimetres.
const DEFAULT_UNPRINTABLE_MM: f64 = 5.0;
/// The default screen ruling and resolution of the tone wedge that `agrafe testsheet --tones` prints.
const WEDGE_SCREEN: u32 = 71;
const WEDGE_DPI: u32 = 600;

/// Reads the `[printer.NAME]` tables.
pub(super) fn read(keys: &mut Keys) -> Vec<Printer> {
    let mut printers = Vec::new();
    keys.each_named("printer", &mut |name, mut table| {
        let deliveries = [("face-down", Delivery::FaceDown), ("face-up", Delivery::FaceUp)];
        printers.push(Printer {
            name: name.to_string(),
            duplex: choice(&mut table, "duplex", &DUPLEX),
            unprintable: values::unprintable(&mut table, Insets::all(Length::mm(DEFAULT_UNPRINTABLE_MM))),
            offset: offset(&mut table),
            delivery: choice(&mut table, "delivery", &deliveries).unwrap_or_default(),
            tones: table.table("tones").and_then(tones),
        });
        table.finish();
    });
    printers
}

/// Reads `offset = ["0.5mm", "-1mm"]`: the distances by which second sides are printed too far to the right and too low.
fn offset(table: &mut Keys) -> Point {
    let Some(typed) = table.list("offset") else { return Point::default() };
    let lengths: Vec<Option<Length>> = typed.iter().map(|value| values::signed_length(&value.value)).collect();
    if let [Some(right), Some(down)] = lengths[..] {
        return Point::new(right, down);
    }
    let span = typed.first().map_or(table.span(), |first| first.span);
    let value = typed.iter().map(|value| value.value.clone()).collect::<Vec<_>>().join(", ");
    table.fault(span, Fault::BadLength { value });
    Point::default()
}

/// Reads `tones = { screen = 71, dpi = 600, read = [2, 9, 20, 34, 50, 68, 92] }`: the readings of a tone wedge.
fn tones(mut table: Keys) -> Option<Placed<WedgeReadings>> {
    let span = table.span();
    let number = |typed: Option<Placed<i64>>| typed.and_then(|typed| u32::try_from(typed.value).ok());
    let screen = number(table.number("screen")).unwrap_or(WEDGE_SCREEN);
    let dpi = number(table.number("dpi")).unwrap_or(WEDGE_DPI);
    let read = table.numbers("read").and_then(|(numbers, _)| readings(&numbers));
    if read.is_none() {
        table.fault(span, Fault::BadReadings {});
    }
    table.finish();
    Some(Placed { value: WedgeReadings { screen, dpi, read: read? }, span })
}

/// Converts the readings of a tone wedge to percentages of ink. Returns `None` unless exactly seven of the numbers are
/// percentages, in ascending order. Other numbers are ignored.
fn readings(numbers: &[i64]) -> Option<[u8; 7]> {
    let is_percentage = |ink: &u8| (1..=100).contains(ink);
    let inks: Vec<u8> = numbers.iter().filter_map(|ink| u8::try_from(*ink).ok().filter(is_percentage)).collect();
    inks.try_into().ok().filter(|inks: &[u8; 7]| inks.is_sorted())
}

/// Returns the file in which a user describes the printers for all brochures: agrafe/printers.toml in the folder of user
/// settings. Returns `None` if the system has no such folder.
pub fn users_file() -> Option<PathBuf> {
    let folder = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let settings =
        folder("XDG_CONFIG_HOME").or_else(|| folder("APPDATA")).or_else(|| Some(folder("HOME")?.join(".config")))?;
    Some(settings.join("agrafe").join("printers.toml"))
}

/// Reads the printers that the user describes in [`users_file`]. Returns no printers if that file doesn't exist.
pub fn users(sources: &mut Sources) -> Warned<Vec<Printer>> {
    let mut diagnostics = Vec::new();
    let Some(path) = users_file().filter(|path| path.is_file()) else { return Warned::default() };
    let name = path.display().to_string();
    let printers = match files::text(&path, &name, sources) {
        Ok(file) => {
            let text = sources.get(file).text.clone();
            keys::parse(&text, file, 0, &mut diagnostics).map(|mut keys| {
                let printers = read(&mut keys);
                keys.finish();
                printers
            })
        }
        Err(fault) => {
            diagnostics.push(Diagnostic::error(None, fault));
            None
        }
    };
    Warned::new(printers.unwrap_or_default(), diagnostics)
}
