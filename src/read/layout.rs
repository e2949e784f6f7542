//! Reads layout files, which describe how pages are imposed on sheets. Built-in layouts are found by name, and others by path.
//!
//! docs/layouts.md explains the keys.

use super::files;
use super::folder::Folder;
use super::keys::{self, Keys};
use super::values::{self, DUPLEX, choice, length, number_within, out_of_range, size};
use crate::diagnostic::{Diagnostic, Fault, FileId, Nearest, Placed, Sources, Span, Warned, nearest};
use crate::geometry::{Insets, Point, Size};
use crate::sheet::{Cell, Delivery, Duplex, Half, Instructions, Layout, MarkSpec, SignatureSize, Staple, Step};
use crate::unit::Length;
use std::path::Path;

/// The built-in layouts: the name and the content of each file.
pub const BUILT_IN: [(&str, &str); 13] = [
    ("a5-on-a4", include_str!("../../layouts/a5-on-a4.toml")),
    ("a5-on-a4-signatures", include_str!("../../layouts/a5-on-a4-signatures.toml")),
    ("a5-cut-stack", include_str!("../../layouts/a5-cut-stack.toml")),
    ("a5-single", include_str!("../../layouts/a5-single.toml")),
    ("a4-on-a3", include_str!("../../layouts/a4-on-a3.toml")),
    ("a4-on-a4", include_str!("../../layouts/a4-on-a4.toml")),
    ("a6-on-a4", include_str!("../../layouts/a6-on-a4.toml")),
    ("a6-on-a4-two-copies", include_str!("../../layouts/a6-on-a4-two-copies.toml")),
    ("a6-quarto", include_str!("../../layouts/a6-quarto.toml")),
    ("a7-octavo", include_str!("../../layouts/a7-octavo.toml")),
    ("a7-mini", include_str!("../../layouts/a7-mini.toml")),
    ("half-letter-on-letter", include_str!("../../layouts/half-letter-on-letter.toml")),
    ("half-letter-cut-stack", include_str!("../../layouts/half-letter-cut-stack.toml")),
];

/// The width of the unprintable edges if a layout doesn't specify them, in millimetres: that of typical office printers and
/// copiers.
const DEFAULT_UNPRINTABLE_MM: f64 = 5.0;
/// The caliper of typical office paper of 80 g/m², in millimetres.
const DEFAULT_CALIPER_MM: f64 = 0.1;
/// The bulk of uncoated paper in cm³/g: the caliper in micrometres divided by the grammage in g/m².
const UNCOATED_BULK: f64 = 1.25;
/// The limits of grammage, in g/m², for paper that can be folded and printed on an office printer.
const GRAMMAGES: (f64, f64) = (30.0, 400.0);
/// The maximum number of sheets in a signature, and the maximum that `capacity` may specify. No stapler takes this many.
const MAX_SHEETS: i64 = 200;
/// The maximum number of columns on a sheet, and the maximum number of rows.
const MAX_GRID: i64 = 16;

/// Finds a layout and reads it. `wanted` is the name of a built-in layout or the path of a file in `folder`. The span
/// of `wanted` is empty if the user named the layout on the command line. The value is `None` if there is an error among the
/// diagnostics.
pub fn find(folder: &Folder, wanted: &Placed<String>, sources: &mut Sources) -> Warned<Option<Layout>> {
    let name = wanted.value.as_str();
    if let Some((slug, text)) = BUILT_IN.iter().find(|(slug, _)| *slug == name) {
        let file = sources.add(format!("layouts/{slug}.toml"), *text);
        return read(slug, text, file);
    }
    let failed = |fault| {
        let place = Some(wanted.span).filter(|span| span.end > span.start);
        Warned::new(None, vec![Diagnostic::error(place, fault)])
    };
    if !name.ends_with(".toml") {
        let near = Nearest(nearest(name, BUILT_IN.iter().map(|(slug, _)| *slug)));
        return failed(Fault::UnknownLayout { name: name.to_string(), nearest: near });
    }
    match folder.locate(name).and_then(|located| files::text(&located.path, name, sources)) {
        Ok(file) => {
            let slug = Path::new(name).file_stem().map_or_else(|| name.into(), |s| s.to_string_lossy().into_owned());
            let text = sources.get(file).text.clone();
            read(&slug, &text, file)
        }
        Err(fault) => failed(fault),
    }
}

fn read(slug: &str, text: &str, file: FileId) -> Warned<Option<Layout>> {
    let mut diagnostics = Vec::new();
    let layout = keys::parse(text, file, 0, &mut diagnostics).map(|keys| read_keys(keys, slug, file));
    Warned::new(layout.filter(|_| diagnostics.is_empty()), diagnostics)
}

fn read_keys(mut keys: Keys, slug: &str, file: FileId) -> Layout {
    let mut layout = Layout {
        slug: slug.to_string(),
        name: keys.text("name").map_or_else(|| slug.to_string(), |n| n.value),
        sheet: Size::default(),
        duplex: Duplex::ShortEdge,
        unprintable: Insets::all(Length::mm(DEFAULT_UNPRINTABLE_MM)),
        page: Size::default(),
        columns: 2,
        rows: 1,
        one_sided: false,
        right_bound: false,
        scale_to_fit: false,
        steps: Vec::new(),
        cells: Vec::new(),
        instructions: None,
        staple: Staple::Fold,
        trim: false,
        signature: SignatureSize::All,
        capacity: None,
        caliper: Length::mm(DEFAULT_CALIPER_MM),
        creep: None,
        marks: MarkSpec::default(),
        back_offset: Point::default(),
        delivery: Delivery::FaceDown,
        span: Span::new(file, 0, 0),
    };
    read_sheet(&mut keys, &mut layout);
    read_pages(&mut keys, &mut layout);
    read_finishing(&mut keys, &mut layout);
    read_cells(&mut keys, &mut layout);
    read_signature(&mut keys, &mut layout);
    read_creep(&mut keys, &mut layout);
    read_marks(&mut keys, &mut layout);
    keys.finish();
    layout
}

fn read_sheet(keys: &mut Keys, layout: &mut Layout) {
    let whole = keys.span();
    let Some(mut table) = keys.table("sheet") else {
        keys.fault(whole, Fault::MissingKey { key: "sheet".to_string() });
        return;
    };
    layout.sheet = size(&mut table, "size").unwrap_or_default();
    let landscape = choice(&mut table, "orientation", &[("portrait", false), ("landscape", true)]);
    if landscape.unwrap_or(false) {
        layout.sheet = layout.sheet.rotated();
    }
    layout.duplex = choice(&mut table, "duplex", &DUPLEX).unwrap_or(Duplex::ShortEdge);
    layout.one_sided = number_within(&mut table, "sides", (1, 2)) == Some(1);
    layout.unprintable = values::unprintable(&mut table, layout.unprintable).unwrap_or(layout.unprintable);
    table.finish();
}

fn read_pages(keys: &mut Keys, layout: &mut Layout) {
    let whole = keys.span();
    let Some(mut table) = keys.table("pages") else {
        keys.fault(whole, Fault::MissingKey { key: "pages".to_string() });
        return;
    };
    layout.page = size(&mut table, "size").unwrap_or_default();
    if let Some((grid, span)) = table.numbers("grid") {
        match grid.as_slice() {
            [columns @ 1..=MAX_GRID, rows @ 1..=MAX_GRID] => {
                layout.columns = *columns as usize;
                layout.rows = *rows as usize;
            }
            _ => table.fault(span, out_of_range("pages.grid".to_string(), &format!("{grid:?}"), "[1, 1]", "[16, 16]")),
        }
    }
    layout.right_bound = choice(&mut table, "binding", &[("left", false), ("right", true)]).unwrap_or(false);
    layout.scale_to_fit = choice(&mut table, "scale", &[("none", false), ("fit", true)]).unwrap_or(false);
    table.finish();
}

fn read_finishing(keys: &mut Keys, layout: &mut Layout) {
    let Some(mut table) = keys.table("finishing") else { return };
    for step in table.list("steps").unwrap_or_default() {
        match parse_step(&step.value) {
            Some(parsed) => layout.steps.push((parsed, step.span)),
            None => table.fault(step.span, Fault::BadStep { step: step.value }),
        }
    }
    let places = [("fold", Staple::Fold), ("edge", Staple::Edge), ("none", Staple::None)];
    layout.staple = choice(&mut table, "staple", &places).unwrap_or(Staple::Fold);
    layout.trim = table.flag("trim").is_some_and(|trim| trim.value);
    layout.capacity = number_within(&mut table, "capacity", (1, MAX_SHEETS)).map(|sheets| sheets as usize);
    if let Some(mut words) = table.table("words") {
        let en = words.text("en").map(|typed| typed.value);
        let fr = words.text("fr").map(|typed| typed.value);
        layout.instructions = match (en, fr) {
            (Some(en), Some(fr)) => Some(Instructions { en, fr }),
            (Some(either), None) | (None, Some(either)) => Some(Instructions { en: either.clone(), fr: either }),
            (None, None) => None,
        };
        words.finish();
    }
    table.finish();
}

/// Parses a finishing step: `fold left`, `cut vertical, stack left`, `cut vertical, copies` or `turn`. Returns `None` for any
/// other string.
fn parse_step(typed: &str) -> Option<Step> {
    let half = |word: &str| match word {
        "left" => Some(Half::Left),
        "right" => Some(Half::Right),
        "top" => Some(Half::Top),
        "bottom" => Some(Half::Bottom),
        _ => None,
    };
    let words: Vec<&str> = typed.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    match words.as_slice() {
        ["fold", side] => half(side).map(Step::Fold),
        ["cut", direction @ ("vertical" | "horizontal"), "stack", side] => {
            half(side).filter(|half| half.is_sideways() == (*direction == "vertical")).map(Step::CutStack)
        }
        ["cut", direction @ ("vertical" | "horizontal"), "copies"] => {
            Some(Step::CutCopies { vertical: *direction == "vertical" })
        }
        ["turn"] => Some(Step::Turn),
        _ => None,
    }
}

/// Reads the `[[cell]]` tables, which give the position of each page in a layout that isn't described by folds.
fn read_cells(keys: &mut Keys, layout: &mut Layout) {
    let (columns, rows) = (layout.columns as i64, layout.rows as i64);
    let mut cells: Vec<(Cell, Span)> = Vec::new();
    keys.each_listed("cell", &mut |mut table| {
        let span = table.span();
        let mut index = |key, most| number_within(&mut table, key, (1, most)).map(|number| number as usize - 1);
        let (column, row, page) = (index("column", columns), index("row", rows), index("page", columns * rows * 2));
        let inner = choice(&mut table, "side", &[("outer", false), ("inner", true)]).unwrap_or(false);
        let turn = table.number("turn");
        if let Some(typed) = turn.as_ref().filter(|turn| !matches!(turn.value, 0 | 180)) {
            table.fault(typed.span, out_of_range("cell.turn".to_string(), &typed.value.to_string(), "0", "180"));
        }
        if let (Some(column), Some(row), Some(page)) = (column, row, page) {
            let half_turn = turn.is_some_and(|turn| turn.value == 180);
            cells.push((Cell { column, row, inner, page, half_turn }, span));
        } else {
            table.fault(span, Fault::MissingKey { key: "column, row, page".to_string() });
        }
        table.finish();
    });
    if let Some(page) = misplaced(&cells) {
        let span = cells.get(page).map_or(layout.span, |(_, span)| *span);
        keys.fault(span, Fault::BadCells { page: page + 1, pages: cells.len() });
    }
    layout.cells = cells.into_iter().map(|(cell, _)| cell).collect();
    layout.one_sided |= !layout.cells.is_empty() && !layout.cells.iter().any(|cell| cell.inner);
}

/// Returns the index of the first page that isn't in exactly one cell, or that shares its cell with another page.
fn misplaced(cells: &[(Cell, Span)]) -> Option<usize> {
    let place = |cell: &Cell| (cell.column, cell.row, cell.inner);
    let sharing = |cell: &Cell| cells.iter().filter(|(other, _)| place(other) == place(cell)).count();
    (0..cells.len()).find(|page| {
        let own: Vec<&Cell> = cells.iter().map(|(cell, _)| cell).filter(|cell| cell.page == *page).collect();
        !matches!(own[..], [cell] if sharing(cell) == 1)
    })
}

fn read_signature(keys: &mut Keys, layout: &mut Layout) {
    let Some(mut table) = keys.table("signature") else { return };
    if table.holds_number("sheets") {
        if let Some(sheets) = number_within(&mut table, "sheets", (1, MAX_SHEETS)) {
            layout.signature = SignatureSize::Sheets(sheets as usize);
        }
    } else {
        choice(&mut table, "sheets", &[("all", ())]);
    }
    table.finish();
}

fn read_creep(keys: &mut Keys, layout: &mut Layout) {
    let Some(mut table) = keys.table("creep") else { return };
    if let Some(caliper) = length(&mut table, "caliper") {
        layout.caliper = caliper;
    }
    if let Some(paper) = table.text("paper") {
        let digits: String = paper.value.chars().take_while(char::is_ascii_digit).collect();
        match digits.parse::<f64>() {
            Ok(grams) if (GRAMMAGES.0..=GRAMMAGES.1).contains(&grams) => {
                layout.caliper = Length::mm(grams * UNCOATED_BULK / 1000.0);
            }
            _ => {
                let fault = out_of_range("creep.paper".to_string(), &paper.value, "30 g/m2", "400 g/m2");
                table.fault(paper.span, fault);
            }
        }
    }
    layout.creep = table.flag("compensate").map(|typed| typed.value);
    table.finish();
}

fn read_marks(keys: &mut Keys, layout: &mut Layout) {
    let Some(mut table) = keys.table("marks") else { return };
    let mut flag = |key| table.flag(key).is_some_and(|typed| typed.value);
    layout.marks.fold = flag("fold");
    layout.marks.crop = flag("crop");
    layout.marks.staple = flag("staple");
    layout.marks.label = flag("label");
    layout.marks.collation = flag("collation");
    table.finish();
}
