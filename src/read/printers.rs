//! Machines that print: `[printer.NAME]` tables of brochure.toml, and those of their user.

use super::files;
use super::keys::{self, Keys};
use super::layout::{choice, insets};
use crate::diagnostic::{Diagnostic, Fault, Placed, Sources};
use crate::geometry::{Insets, Point};
use crate::sheet::{Delivery, Duplex, Printer, WedgeReadings};
use crate::unit::{Length, parse_length};
use std::path::PathBuf;

/// Reads `[printer.NAME]` tables.
pub(super) fn read(keys: &mut Keys) -> Vec<Printer> {
    let mut printers = Vec::new();
    keys.each_named("printer", &mut |name, mut table| {
        let edges = [
            ("short-edge", Duplex::ShortEdge),
            ("long-edge", Duplex::LongEdge),
            ("manual", Duplex::Manual),
            ("none", Duplex::None),
        ];
        let duplex = choice(&mut table, "duplex", &edges);
        let unprintable = insets(&mut table, Insets::all(Length::mm(5.0)));
        let offset = offset(&mut table);
        let delivery =
            choice(&mut table, "delivery", &[("face-down", Delivery::FaceDown), ("face-up", Delivery::FaceUp)]);
        let delivery = delivery.unwrap_or_default();
        let tones = table.table("tones").and_then(tones);
        table.finish();
        printers.push(Printer { name: name.to_string(), duplex, unprintable, offset, delivery, tones });
    });
    printers
}

/// `["0.5mm", "-1mm"]`: to the right, and down.
fn offset(table: &mut Keys) -> Point {
    let Some(typed) = table.list("offset") else { return Point::default() };
    let read = |text: &str| {
        let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
        parse_length(digits, Length::pt(10.0)).ok().map(|length| length * sign)
    };
    let lengths: Vec<Option<Length>> = typed.iter().map(|value| read(value.value.trim())).collect();
    if let [Some(right), Some(down)] = lengths[..] {
        return Point::new(right, down);
    }
    let span = typed.first().map_or(table.span(), |first| first.span);
    table.fault(span, Fault::BadLength { value: typed.iter().map(|t| t.value.clone()).collect::<Vec<_>>().join(", ") });
    Point::default()
}

/// `{ screen = 71, dpi = 600, read = [2, 9, 20, 34, 50, 68, 92] }`: what was read of a wedge.
fn tones(mut table: Keys) -> Option<Placed<WedgeReadings>> {
    let span = table.span();
    let number = |typed: Option<Placed<i64>>| typed.and_then(|typed| u32::try_from(typed.value).ok());
    let screen = number(table.number("screen")).unwrap_or(71);
    let dpi = number(table.number("dpi")).unwrap_or(600);
    let read: Option<[u8; 7]> = table.numbers("read").and_then(|(numbers, _)| {
        let inks: Vec<u8> = numbers
            .into_iter()
            .filter_map(|ink| u8::try_from(ink).ok().filter(|ink| (1..=100).contains(ink)))
            .collect();
        inks.try_into().ok()
    });
    let read = read.filter(|read| read.is_sorted());
    if read.is_none() {
        table.fault(span, Fault::BadReadings {});
    }
    table.finish();
    Some(Placed { value: WedgeReadings { screen, dpi, read: read? }, span })
}

/// The file in which somebody describes the machines of all their brochures.
pub fn users_file() -> Option<PathBuf> {
    let folder = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let settings =
        folder("XDG_CONFIG_HOME").or_else(|| folder("APPDATA")).or_else(|| Some(folder("HOME")?.join(".config")))?;
    Some(settings.join("agrafe").join("printers.toml"))
}

/// The machines that the user has described for all brochures; none where there is no such file.
pub fn users(sources: &mut Sources, faults: &mut Vec<Diagnostic>) -> Vec<Printer> {
    let Some(path) = users_file().filter(|path| path.is_file()) else { return Vec::new() };
    let name = path.display().to_string();
    match files::text(&path, &name, sources) {
        Ok(file) => {
            let text = sources.get(file).text.clone();
            let Some(mut keys) = keys::parse(&text, file, 0, faults) else { return Vec::new() };
            let printers = read(&mut keys);
            keys.finish();
            printers
        }
        Err(fault) => {
            faults.push(Diagnostic::error(None, fault));
            Vec::new()
        }
    }
}
