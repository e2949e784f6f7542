//! `agrafe testsheet --tones`: a tone wedge to print, copy and read.

use super::args::TestsheetOptions;
use super::picture::PlateSheet;
use super::report::Console;
use crate::compose::{Lettering, Stand};
use crate::font::FontBook;
use crate::geometry::{Point, Size};
use crate::halftone::pack;
use crate::halftone::wedge::{self, FIELDS, ROWS};
use crate::page::Item;
use crate::sheet::Layout;
use crate::unit::Length;

/// The widest and tallest that a field is, and the white at the sheet's edges, in millimetres.
const FIELD: (f64, f64) = (8.0, 13.0);
const MARGIN: f64 = 12.0;
/// The height of the figures above a row.
const FIGURES: f64 = 3.5;

/// The sheet as PDF.
pub(super) fn sheet(
    options: &TestsheetOptions,
    layout: &Layout,
    (lettering, fonts): (&Lettering, &FontBook),
    console: &Console,
) -> Vec<u8> {
    let (dpi, lines) = (options.dpi, options.screen);
    let Size { width, height } = layout.sheet;
    let mut sheet = PlateSheet::new(layout.sheet, dpi);
    let mut words = Words { lettering, items: Vec::new() };
    let (left, measure) = (Length::mm(MARGIN), width - Length::mm(2.0 * MARGIN));
    let mut y = Length::mm(MARGIN + 3.0);
    for line in explained(options, console) {
        y += words.set(&line, (Point::new(left, y), Stand::Left), (9.0, measure)) + Length::pt(3.0);
    }
    let wide = ((measure.to_mm() - 6.0) / FIELDS as f64).min(FIELD.0);
    let rest = (height - y).to_mm() - MARGIN;
    let high = (rest / ROWS as f64 - FIGURES - 2.0).clamp(4.0, FIELD.1);
    let dots_of = |mm: f64| ((mm / 25.4 * f64::from(dpi)) as usize).max(6);
    let pitch = dots_of(wide) as f64 * 25.4 / f64::from(dpi);
    for row in 0..ROWS {
        y += Length::mm(FIGURES);
        let start = left + Length::mm(6.0);
        for (field, ink) in wedge::inks(row).enumerate() {
            let at = Point::new(start + Length::mm(pitch * (field as f64 + 0.5)), y - Length::mm(0.8));
            words.set(&ink.to_string(), (at, Stand::Centred), (6.5, Length::mm(pitch)));
        }
        let at = Point::new(left, y + Length::mm(high / 2.0 + 1.5));
        words.set(&format!("{}.", row + 1), (at, Stand::Left), (11.0, Length::mm(6.0)));
        let printed = wedge::row(row, (dpi, lines), (dots_of(wide), dots_of(high)));
        sheet.place(Point::new(start, y), pack(&printed));
        y += Length::mm(high + 2.0);
    }
    sheet.pdf(fonts, words.items)
}

/// Lettering that is collected.
struct Words<'a> {
    lettering: &'a Lettering<'a>,
    items: Vec<(Point, Item)>,
}

impl Words<'_> {
    /// Sets words, and says how far down they go.
    fn set(&mut self, text: &str, place: (Point, Stand), (size, measure): (f64, Length)) -> Length {
        let (mut items, height) = self.lettering.words(text, place, (Length::pt(size), measure));
        self.items.append(&mut items);
        height
    }
}

/// What to do with the sheet, and what to write down.
fn explained(options: &TestsheetOptions, console: &Console) -> [String; 5] {
    let (screen, dpi) = (options.screen, options.dpi);
    [
        console.say(
            "1. Print this sheet at 100 % on the machine that the brochure is printed on, and copy it as often as the brochure will be: a copy, a copy of the copy. Read the last one, in daylight.",
            "1. Imprimer cette feuille à 100 % sur la machine de la brochure, et la photocopier autant de fois que la brochure le sera : une copie, la copie de la copie. Lire la dernière, à la lumière du jour.",
        ).to_string(),
        console.say(
            "2. Row 1: write down the figure above the first field in which dots are seen. Row 7: that of the last field in which paper is seen.",
            "2. Rangée 1 : noter le nombre au-dessus du premier champ où l’on voit des points. Rangée 7 : celui du dernier champ où l’on voit du papier.",
        ).to_string(),
        console.say(
            "3. Rows 2 to 6: hang the sheet up and go four steps back, or look through half-closed eyes, until the bars become a grey. Write down the figure of the field that melts into it.",
            "3. Rangées 2 à 6 : accrocher la feuille et reculer de quatre pas, ou regarder les yeux mi-clos, jusqu’à ce que les barres fassent un gris. Noter le nombre du champ qui s’y fond.",
        ).to_string(),
        console.say(
            "4. Write the seven figures under [printer.local] into brochure.toml, or into agrafe/printers.toml in your settings for all brochures:",
            "4. Écrire les sept nombres sous [printer.local] dans brochure.toml, ou dans agrafe/printers.toml parmi vos réglages pour toutes les brochures :",
        ).to_string(),
        format!("tones = {{ screen = {screen}, dpi = {dpi}, read = [ …, …, …, …, …, …, … ] }}"),
    ]
}
