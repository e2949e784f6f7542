//! Layouts: the built-in ones by name, and any other by its path.

use super::files;
use super::keys::{self, Keys};
use crate::diagnostic::{Diagnostic, Fault, FileId, Nearest, Placed, Sources, Span, nearest};
use crate::geometry::{Insets, PAPER_NAMES, Point, Size};
use crate::sheet::{Cell, Delivery, Duplex, Half, Layout, MarkSpec, SignatureSize, Staple, Step};
use crate::unit::{Length, parse_length};
use std::path::Path;

/// The layouts that are compiled in, by name.
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

/// Finds a layout by name or path and reads it.
///
/// # Errors
/// Faults are added to `faults`; then there is no layout.
pub fn find(
    root: &Path,
    wanted: &Placed<String>,
    sources: &mut Sources,
    faults: &mut Vec<Diagnostic>,
) -> Option<Layout> {
    let name = wanted.value.as_str();
    if let Some((slug, text)) = BUILT_IN.iter().find(|(slug, _)| *slug == name) {
        let file = sources.add(format!("layouts/{slug}.toml"), *text);
        return read(slug, text, file, faults);
    }
    if !name.ends_with(".toml") {
        let near = Nearest(nearest(name, BUILT_IN.iter().map(|(slug, _)| *slug)));
        faults.push(Diagnostic::error(place(wanted), Fault::UnknownLayout { name: name.to_string(), nearest: near }));
        return None;
    }
    match files::text(&root.join(name), name, sources) {
        Ok(file) => {
            let slug = Path::new(name).file_stem().map_or_else(|| name.into(), |s| s.to_string_lossy().into_owned());
            let text = sources.get(file).text.clone();
            read(&slug, &text, file, faults)
        }
        Err(fault) => {
            faults.push(Diagnostic::error(place(wanted), fault));
            None
        }
    }
}

/// A name given on the command line has no place in a file.
fn place(wanted: &Placed<String>) -> Option<Span> {
    Some(wanted.span).filter(|s| s.end > s.start)
}

fn read(slug: &str, text: &str, file: FileId, faults: &mut Vec<Diagnostic>) -> Option<Layout> {
    let before = faults.len();
    let mut keys = keys::parse(text, file, 0, faults)?;
    let mut layout = Layout {
        slug: slug.to_string(),
        name: keys.text("name").map_or_else(|| slug.to_string(), |n| n.value),
        sheet: Size::default(),
        duplex: Duplex::ShortEdge,
        // What a copier leaves blank unless it is known to be better.
        unprintable: Insets::all(Length::mm(5.0)),
        page: Size::default(),
        columns: 2,
        rows: 1,
        one_sided: false,
        right_bound: false,
        scale_to_fit: false,
        steps: Vec::new(),
        cells: Vec::new(),
        said: None,
        staple: Staple::Fold,
        trim: false,
        signature: SignatureSize::All,
        capacity: None,
        caliper: Length::mm(0.1),
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
    if let Some(mut marks) = keys.table("marks") {
        let flag = |value: Option<Placed<bool>>| value.is_some_and(|v| v.value);
        layout.marks.fold = flag(marks.flag("fold"));
        layout.marks.crop = flag(marks.flag("crop"));
        layout.marks.staple = flag(marks.flag("staple"));
        layout.marks.label = flag(marks.flag("label"));
        layout.marks.collation = flag(marks.flag("collation"));
        marks.finish();
    }
    keys.finish();
    (faults.len() == before).then_some(layout)
}

fn read_sheet(keys: &mut Keys, layout: &mut Layout) {
    let whole = keys.span();
    let Some(mut table) = keys.table("sheet") else {
        keys.fault(whole, Fault::MissingKey { key: "sheet".to_string() });
        return;
    };
    layout.sheet = size(&mut table, "size").unwrap_or_default();
    let turned = choice(&mut table, "orientation", &[("portrait", false), ("landscape", true)]);
    if turned.unwrap_or(false) {
        layout.sheet = layout.sheet.turned();
    }
    let edges = [
        ("short-edge", Duplex::ShortEdge),
        ("long-edge", Duplex::LongEdge),
        ("manual", Duplex::Manual),
        ("none", Duplex::None),
    ];
    layout.duplex = choice(&mut table, "duplex", &edges).unwrap_or(Duplex::ShortEdge);
    if let Some(sides) = table.number("sides") {
        match sides.value {
            1 => layout.one_sided = true,
            2 => {}
            other => out_of_range(&mut table, sides.span, ("sheet.sides", &other.to_string()), ("1", "2")),
        }
    }
    layout.unprintable = insets(&mut table, layout.unprintable).unwrap_or(layout.unprintable);
    table.finish();
}

/// The edges that a machine leaves blank: one length, or one a side.
pub(super) fn insets(table: &mut Keys, usual: Insets) -> Option<Insets> {
    if table.holds_text("unprintable") {
        return length(table, "unprintable").map(Insets::all);
    }
    let mut sides = table.table("unprintable")?;
    let read = Insets {
        top: length(&mut sides, "top").unwrap_or(usual.top),
        right: length(&mut sides, "right").unwrap_or(usual.right),
        bottom: length(&mut sides, "bottom").unwrap_or(usual.bottom),
        left: length(&mut sides, "left").unwrap_or(usual.left),
    };
    sides.finish();
    Some(read)
}

fn out_of_range(table: &mut Keys, span: Span, (key, value): (&str, &str), (least, most): (&str, &str)) {
    let fault = Fault::OutOfRange {
        key: key.to_string(),
        value: value.to_string(),
        least: least.to_string(),
        most: most.to_string(),
    };
    table.fault(span, fault);
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
            [columns @ 1..=16, rows @ 1..=16] => {
                layout.columns = *columns as usize;
                layout.rows = *rows as usize;
            }
            _ => out_of_range(&mut table, span, ("pages.grid", &format!("{grid:?}")), ("[1, 1]", "[16, 16]")),
        }
    }
    let edges = [("left", false), ("right", true)];
    layout.right_bound = choice(&mut table, "binding", &edges).unwrap_or(false);
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
    layout.trim = table.flag("trim").is_some_and(|t| t.value);
    if let Some(sheets) = table.number("capacity") {
        match usize::try_from(sheets.value) {
            Ok(most @ 1..=200) => layout.capacity = Some(most),
            _ => {
                out_of_range(&mut table, sheets.span, ("finishing.capacity", &sheets.value.to_string()), ("1", "200"));
            }
        }
    }
    if let Some(mut words) = table.table("words") {
        let en = words.text("en").map(|w| w.value);
        let fr = words.text("fr").map(|w| w.value);
        layout.said = en.clone().or(fr.clone()).map(|either| (en.unwrap_or(either.clone()), fr.unwrap_or(either)));
        words.finish();
    }
    table.finish();
}

/// The cells of a layout that no steps describe; each page must stand in one, and each in its own.
fn read_cells(keys: &mut Keys, layout: &mut Layout) {
    let (columns, rows) = (layout.columns as i64, layout.rows as i64);
    let mut places = Vec::new();
    keys.each_listed("cell", &mut |mut table| {
        let span = table.span();
        let mut within = |key: &'static str, most: i64| {
            let typed = table.number(key)?;
            if (1..=most).contains(&typed.value) {
                return Some(typed.value as usize - 1);
            }
            let shown = (typed.value.to_string(), most.to_string());
            out_of_range(&mut table, typed.span, (&format!("cell.{key}"), &shown.0), ("1", &shown.1));
            None
        };
        let place = (within("column", columns), within("row", rows), within("page", columns * rows * 2));
        let inner = choice(&mut table, "side", &[("outer", false), ("inner", true)]).unwrap_or(false);
        let turn = table.number("turn");
        if let Some(typed) = turn.as_ref().filter(|t| !matches!(t.value, 0 | 180)) {
            out_of_range(&mut table, typed.span, ("cell.turn", &typed.value.to_string()), ("0", "180"));
        }
        if let (Some(column), Some(row), Some(page)) = place {
            let half_turn = turn.is_some_and(|t| t.value == 180);
            places.push((Cell { column, row, inner, page, half_turn }, span));
        } else {
            table.fault(span, Fault::MissingKey { key: "column, row, page".to_string() });
        }
        table.finish();
    });
    let count = places.len();
    for page in 0..count {
        let mut found = places.iter().filter(|(cell, _)| cell.page == page);
        let place = |cell: &Cell| (cell.column, cell.row, cell.inner);
        let alone = found
            .next()
            .filter(|(cell, _)| places.iter().filter(|(other, _)| place(other) == place(cell)).count() == 1);
        if alone.is_none() || found.next().is_some() {
            let span = places.get(page).map_or(layout.span, |(_, span)| *span);
            keys.fault(span, Fault::BadCells { page: page + 1, pages: count });
            break;
        }
    }
    layout.cells = places.into_iter().map(|(cell, _)| cell).collect();
    layout.one_sided |= !layout.cells.is_empty() && !layout.cells.iter().any(|cell| cell.inner);
}

/// Reads `fold left` or `cut vertical, stack left`.
fn parse_step(typed: &str) -> Option<Step> {
    let half = |word: &str| match word {
        "left" => Some(Half::Left),
        "right" => Some(Half::Right),
        "top" => Some(Half::Top),
        "bottom" => Some(Half::Bottom),
        _ => None,
    };
    let words: Vec<&str> = typed.split([' ', ',']).filter(|w| !w.is_empty()).collect();
    match words.as_slice() {
        ["fold", side] => half(side).map(Step::Fold),
        ["cut", way, "stack", side] => half(side)
            .filter(|h| h.is_sideways() == (*way == "vertical") && matches!(*way, "vertical" | "horizontal"))
            .map(Step::CutStack),
        ["cut", way @ ("vertical" | "horizontal"), "copies"] => Some(Step::CutCopies { vertical: *way == "vertical" }),
        ["turn"] => Some(Step::Turn),
        _ => None,
    }
}

fn read_signature(keys: &mut Keys, layout: &mut Layout) {
    let Some(mut table) = keys.table("signature") else { return };
    if table.holds_number("sheets") {
        if let Some(sheets) = table.number("sheets") {
            if (1..=200).contains(&sheets.value) {
                layout.signature = SignatureSize::Sheets(sheets.value as usize);
            } else {
                out_of_range(&mut table, sheets.span, ("signature.sheets", &sheets.value.to_string()), ("1", "200"));
            }
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
        let grammage = paper.value.trim_end_matches(|c: char| !c.is_ascii_digit() || c == '2');
        let digits: String = grammage.chars().take_while(char::is_ascii_digit).collect();
        match digits.parse::<f64>() {
            // Uncoated paper has a bulk of about 1.25 cubic centimetres a gram: 80 g/m2 is 0.1 mm thick.
            Ok(grams) if (30.0..=400.0).contains(&grams) => layout.caliper = Length::mm(grams * 1.25 / 1000.0),
            _ => out_of_range(&mut table, paper.span, ("creep.paper", &paper.value), ("30 g/m2", "400 g/m2")),
        }
    }
    layout.creep = table.flag("compensate").map(|c| c.value);
    table.finish();
}

pub(super) fn length(keys: &mut Keys, key: &'static str) -> Option<Length> {
    let typed = keys.length(key)?;
    match parse_length(&typed.value, Length::pt(10.0)) {
        Ok(length) if length >= Length::ZERO => Some(length),
        _ => {
            keys.fault(typed.span, Fault::BadLength { value: typed.value });
            None
        }
    }
}

fn size(keys: &mut Keys, key: &'static str) -> Option<Size> {
    let typed = keys.text(key)?;
    let named = Size::named(&typed.value).or_else(|| {
        let (width, height) = typed.value.split_once(['x', '×'])?;
        let side = |s: &str| parse_length(s, Length::pt(10.0)).ok().filter(|l| *l > Length::ZERO);
        Some(Size::new(side(width)?, side(height)?))
    });
    if named.is_none() {
        let choices = PAPER_NAMES.iter().map(|n| n.to_string()).chain(["148mm x 210mm".to_string()]).collect();
        let near = Nearest(nearest(&typed.value, PAPER_NAMES));
        keys.fault(
            typed.span,
            Fault::UnknownChoice { key: key.to_string(), value: typed.value, choices, nearest: near },
        );
    }
    named
}

pub(super) fn choice<T: Copy>(keys: &mut Keys, key: &'static str, choices: &[(&str, T)]) -> Option<T> {
    let typed = keys.text(key)?;
    if let Some((_, value)) = choices.iter().find(|(name, _)| *name == typed.value) {
        return Some(*value);
    }
    let near = Nearest(nearest(&typed.value, choices.iter().map(|(n, _)| *n)));
    let choices = choices.iter().map(|(n, _)| n.to_string()).collect();
    keys.fault(typed.span, Fault::UnknownChoice { key: key.to_string(), value: typed.value, choices, nearest: near });
    None
}
