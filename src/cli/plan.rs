//! `agrafe plan`: the sheets as a map, and what hands do with them.

use super::Outcome;
use super::args::PlanOptions;
use super::report::Console;
use crate::compose::{Lettering, Stand};
use crate::diagnostic::{Diagnostic, Fault, Lang, Placed, Sources, Span, has_errors};
use crate::geometry::{Point, Size};
use crate::image::PictureBook;
use crate::impose::{self, Imposition, Pages};
use crate::normalise;
use crate::output::Outputs;
use crate::page::{Ink, Item, Page};
use crate::read;
use crate::sheet::{Layout, Sheet, Side, Step};
use crate::spec::RawSpec;
use crate::unit::Length;
use crate::write::{Stock, png, svg};
use std::path::Path;

pub(super) fn run(options: &PlanOptions, console: &Console) -> Outcome {
    let mut sources = Sources::default();
    let mut diagnostics = Vec::new();
    let wanted = Placed { value: options.layout.clone(), span: Span::default() };
    if let Some(layout) = read::layout::find(Path::new("."), &wanted, &mut sources).report_to(&mut diagnostics) {
        let count = options.pages.map_or(layout.pages_a_sheet() * 2, |n| n as usize);
        let sizes = vec![layout.page; count];
        let pages = Pages { sizes: &sizes, ink: &[], back_cover: true, separate_cover: false };
        let mut plan = impose::impose(pages, &layout);
        diagnostics.append(&mut plan.diagnostics);
        if !has_errors(&diagnostics) {
            match &options.svg {
                Some(path) => draw(path, (&plan, &layout, count), console, &mut diagnostics),
                None => console.result(&map(&plan, &layout, count, console)),
            }
        }
    }
    console.diagnostics(&diagnostics, &sources);
    Outcome::of(&diagnostics)
}

/// What stands in the cells of a side, row by row: the page from 1 and whether it stands on its head.
type Cells = Vec<Vec<Option<(usize, bool)>>>;

/// Sides are shown as they are read, however the machine turns them over.
fn cells(side: &Side, inner: bool, layout: &Layout) -> Cells {
    let mut cells = vec![vec![None; layout.columns]; layout.rows];
    for &(map, page) in &side.placed {
        let (column, row, on_head) = layout.cell_under((map, layout.page), inner);
        if let Some(place) = cells.get_mut(row).and_then(|r| r.get_mut(column)) {
            *place = Some((page + 1, on_head));
        }
    }
    cells
}

/// The two sides of a sheet, or the one that is printed.
fn sides<'s>(sheet: &'s Sheet, layout: &Layout) -> Vec<(&'s Side, bool)> {
    if layout.one_sided { vec![(&sheet.outer, false)] } else { vec![(&sheet.outer, false), (&sheet.inner, true)] }
}

/// The map in letters, with the steps below it.
fn map(plan: &Imposition, layout: &Layout, pages: usize, console: &Console) -> String {
    let mut out = format!(
        "{}: {}, {}\n",
        layout.name,
        console.count(pages, ["page", "pages"], ["page", "pages"]),
        console.count(plan.sheets.len(), ["sheet", "sheets"], ["feuille", "feuilles"])
    );
    let titles = (console.say("outer side", "face extérieure"), console.say("inner side", "face intérieure"));
    let width = layout.columns * 6 + 1;
    let (mut number, mut in_signature) = (0, 0);
    let mut signatures = plan.signatures.iter().copied();
    for sheet in &plan.sheets {
        if in_signature == 0 {
            in_signature = signatures.next().unwrap_or(1);
            number = 0;
            if plan.signatures.len() > 1 {
                let place = plan.signatures.len() - signatures.len();
                out.push_str(&format!("\n{} {place}\n", console.say("Signature", "Cahier")));
            }
        }
        number += 1;
        in_signature -= 1;
        let shown = sides(sheet, layout);
        let titles = [titles.0, titles.1];
        let heads: Vec<String> = shown.iter().zip(titles).map(|(_, title)| format!("{title:width$}")).collect();
        let label = format!("{} {number}", console.say("sheet", "feuille"));
        out.push_str(&format!("\n{label:12}{}\n", heads.join("   ").trim_end()));
        let drawn: Vec<Vec<String>> = shown.iter().map(|(side, inner)| boxes(&cells(side, *inner, layout))).collect();
        for line in 0..drawn[0].len() {
            let parts: Vec<&str> = drawn.iter().map(|side| side[line].as_str()).collect();
            out.push_str(&format!("{:12}{}\n", "", parts.join("   ")));
        }
    }
    let turned = plan
        .sheets
        .iter()
        .flat_map(|s| sides(s, layout))
        .any(|(side, inner)| cells(side, inner, layout).iter().flatten().flatten().any(|(_, turned)| *turned));
    out.push('\n');
    if turned {
        out.push_str(console.say("↓ stands on its head.\n", "↓ est tête en bas.\n"));
    }
    let printing = impose::printing(layout, plan.sheets.len(), console.lang);
    out.push_str(&format!("{} {printing}.\n", console.say("Print:", "Imprimer :")));
    for (i, step) in impose::instructions(layout, plan.signatures.len(), console.lang).iter().enumerate() {
        out.push_str(&format!("{}. {step}\n", i + 1));
    }
    out
}

/// The cells of a side as boxes.
fn boxes(cells: &Cells) -> Vec<String> {
    let line = |left: &str, middle: &str, right: &str| {
        format!("{left}{}{right}", vec!["─────"; cells.first().map_or(0, Vec::len)].join(middle))
    };
    let mut out = vec![line("┌", "┬", "┐")];
    for (i, row) in cells.iter().enumerate() {
        if i > 0 {
            out.push(line("├", "┼", "┤"));
        }
        let shown = |cell: &Option<(usize, bool)>| match cell {
            Some((page, true)) => format!("{:^5}", format!("↓{page}")),
            Some((page, false)) => format!("{page:^5}"),
            None => "     ".to_string(),
        };
        out.push(format!("│{}│", row.iter().map(shown).collect::<Vec<_>>().join("│")));
    }
    out.push(line("└", "┴", "┘"));
    out
}

/// Draws the plan as SVG or PNG.
fn draw(
    path: &Path,
    (plan, layout, count): (&Imposition, &Layout, usize),
    console: &Console,
    faults: &mut Vec<Diagnostic>,
) {
    let fonts = read::built_in_fonts();
    let raw = RawSpec::default();
    let spec = normalise::spec(&raw, &fonts, None).report_to(faults);
    let lettering = Lettering::new(&spec, &fonts);
    let page = Drawing { lettering, layout, lang: console.lang, items: Vec::new() }.page(plan, count);
    let pictures = PictureBook::default();
    let stock = Stock { fonts: &fonts, pictures: &pictures };
    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    let bytes = match ending.as_str() {
        "svg" => Some(svg::draw(&[&page], stock).into_bytes()),
        "png" => png::draw(&[&page], stock, 150.0),
        _ => None,
    };
    let Some(bytes) = bytes else {
        let fault = Fault::UnknownFormat { file: path.display().to_string() };
        faults.push(Diagnostic::error(None::<Span>, fault));
        return;
    };
    let mut outputs = Outputs::default();
    outputs.add(path, bytes);
    if let Err(fault) = outputs.write() {
        faults.push(*fault);
    }
}

/// Sheets at a third of their size, with what hands do below.
struct Drawing<'a> {
    lettering: Lettering<'a>,
    layout: &'a Layout,
    lang: Lang,
    items: Vec<(Point, Item)>,
}

/// The width of a drawing, and the white around what is in it.
const WIDTH: f64 = 170.0;
const WHITE: f64 = 6.0;
/// More sheets than this don't make it clearer.
const MOST_DRAWN: usize = 8;

impl Drawing<'_> {
    fn page(mut self, plan: &Imposition, count: usize) -> Page {
        let (white, width) = (Length::mm(WHITE), Length::mm(WIDTH));
        let say = |en: &'static str, fr: &'static str| if self.lang == Lang::En { en } else { fr };
        let (outer, inner, sheet_word) =
            (say("outer side", "face extérieure"), say("inner side", "face intérieure"), say("sheet", "feuille"));
        let title = format!("{} ({count} p.)", self.layout.name);
        let mut y = white + Length::pt(11.0);
        y += self.words(&title, Point::new(white, y), (11.0, width - white * 2), Stand::Left);
        let shown = if self.layout.one_sided { 1 } else { 2 };
        // Both sides beside each other, or one of the same size.
        let room = (width - white * 3) / 2;
        let scale = self.layout.sheet.width.max(Length::mm(1.0));
        let high = self.layout.sheet.height.scale(room.0, scale.0);
        for (number, sheet) in plan.sheets.iter().take(MOST_DRAWN).enumerate() {
            for (i, (side, is_inner)) in sides(sheet, self.layout).into_iter().enumerate().take(shown) {
                let x = white + (room + white) * i as i64;
                let name = format!("{sheet_word} {}, {}", number + 1, if is_inner { inner } else { outer });
                self.words(&name, Point::new(x, y + Length::pt(3.0)), (7.0, room), Stand::Left);
                self.side(side, is_inner, (Point::new(x, y + Length::pt(7.0)), Size::new(room, high)));
            }
            y += high + Length::pt(7.0) + white;
        }
        y += Length::pt(4.0);
        for (i, step) in impose::instructions(self.layout, plan.signatures.len(), self.lang).iter().enumerate() {
            y += self.words(&format!("{}. {step}", i + 1), Point::new(white, y), (8.0, width - white * 2), Stand::Left);
            y += Length::pt(2.0);
        }
        let mut page = Page::blank(1, Size::new(width, y + white));
        page.items = self.items;
        page
    }

    fn words(&mut self, text: &str, at: Point, (size, measure): (f64, Length), stand: Stand) -> Length {
        let (mut items, height) = self.lettering.words(text, (at, stand), (Length::pt(size), measure));
        self.items.append(&mut items);
        height
    }

    fn rule(&mut self, at: Point, size: Size, ink: Ink) {
        self.items.push((at, Item::Rule(size, ink)));
    }

    /// A side: its paper, its pages by number, a thick bar at the head of each, dashes where it is folded or cut.
    fn side(&mut self, side: &Side, inner: bool, (at, size): (Point, Size)) {
        let line = Length::pt(0.6);
        for (x, y, w, h) in [
            (Length::ZERO, Length::ZERO, size.width, line),
            (Length::ZERO, size.height - line, size.width, line),
            (Length::ZERO, Length::ZERO, line, size.height),
            (size.width - line, Length::ZERO, line, size.height),
        ] {
            self.rule(at.moved(x, y), Size::new(w, h), Ink::Black);
        }
        let cells = cells(side, inner, self.layout);
        let (columns, rows) = (self.layout.columns as i64, self.layout.rows as i64);
        let cell = Size::new(size.width / columns, size.height / rows);
        for column in 1..columns {
            self.dashes(at.moved(cell.width * column, Length::ZERO), size.height, true);
        }
        for row in 1..rows {
            self.dashes(at.moved(Length::ZERO, cell.height * row), size.width, false);
        }
        let figure = (cell.height.min(cell.width).to_pt() * 0.36).min(30.0);
        for (row, line) in cells.iter().enumerate() {
            for (column, found) in line.iter().enumerate() {
                let Some((page, turned)) = found else { continue };
                let corner = at.moved(cell.width * column as i64, cell.height * row as i64);
                let bar = Size::new(cell.width.scale(40, 100), Length::pt(2.0));
                let head = cell.height.scale(if *turned { 92 } else { 8 }, 100) - Length::pt(1.0);
                self.rule(corner.moved(cell.width.scale(30, 100), head), bar, Ink::Black);
                let middle = corner.moved(cell.width / 2, cell.height / 2 + Length::pt(figure * 0.35));
                self.words(&page.to_string(), middle, (figure, cell.width), Stand::Centred);
            }
        }
    }

    /// A fold is a dashed line; so is a cut, drawn longer.
    fn dashes(&mut self, at: Point, length: Length, vertical: bool) {
        let cut = |(step, _): &(Step, Span)| match step {
            Step::CutStack(half) => half.is_sideways() == vertical,
            Step::CutCopies { vertical: way } => *way == vertical,
            Step::Fold(_) | Step::Turn => false,
        };
        let dash = Length::mm(if self.layout.steps.iter().any(cut) { 4.0 } else { 1.5 });
        let thick = Length::pt(0.6);
        let mut from = Length::ZERO;
        while from < length {
            let long = dash.min(length - from);
            let (place, size) = if vertical {
                (at.moved(Length::ZERO, from), Size::new(thick, long))
            } else {
                (at.moved(from, Length::ZERO), Size::new(long, thick))
            };
            self.rule(place, size, Ink::Tint(60));
            from += dash + Length::mm(1.5);
        }
    }
}
