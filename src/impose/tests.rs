//! Tests of imposition against the tables in printers' handbooks.

use super::*;
use crate::diagnostic::Fault;
use crate::diagnostic::Span;
use crate::geometry::{Insets, Point, Size};
use crate::sheet::{Delivery, Duplex, Half, Layout, MarkSpec, Side, SignatureSize, Staple, Step};
use crate::unit::Length;

fn layout(columns: usize, rows: usize, steps: &[Step]) -> Layout {
    let a4 = Size::named("A4").unwrap().rotated();
    let page = Size::new(a4.width / columns as i64, a4.height / rows as i64);
    Layout {
        slug: "test".to_string(),
        name: "test".to_string(),
        sheet: a4,
        duplex: Duplex::ShortEdge,
        unprintable: Insets::all(Length::mm(5.0)),
        page,
        columns,
        rows,
        one_sided: false,
        right_bound: false,
        scale_to_fit: false,
        steps: steps.iter().map(|s| (*s, Span::default())).collect(),
        cells: Vec::new(),
        instructions: None,
        capacity: None,
        back_offset: Point::default(),
        delivery: Delivery::FaceDown,
        staple: Staple::Fold,
        trim: false,
        signature: SignatureSize::All,
        caliper: Length::mm(0.1),
        creep: None,
        marks: MarkSpec::default(),
        span: Span::default(),
    }
}

fn book(count: usize, layout: &Layout) -> Imposition {
    let sizes = vec![layout.page; count];
    impose(Pages { sizes: &sizes, ink: &[], back_cover: true, separate_cover: false }, layout)
}

/// Returns the pages of a side from left to right, row by row, with an `r` before each page that is upside down.
fn read_side(side: &Side) -> Vec<String> {
    let mut cells: Vec<(i64, i64, String)> = side
        .placed
        .iter()
        .map(|(map, page)| {
            let name = format!("{}{}", if map.half_turn { "r" } else { "" }, page + 1);
            let shift = if map.half_turn { 1 } else { 0 };
            (map.shift.y.0 - shift, map.shift.x.0 - shift, name)
        })
        .collect();
    let height = side.paper.height.0;
    cells.sort_by_key(|(y, x, _)| (*y / (height / 2 + 1), *x));
    cells.into_iter().map(|(_, _, name)| name).collect()
}

#[test]
fn one_fold_produces_the_saddle_stitched_order() {
    // From printers' handbooks: for each sheet, beginning with the outermost, the left and right pages of the outer
    // side, then those of the inner side.
    let cases: [(usize, &[[usize; 4]]); 4] = [
        (4, &[[4, 1, 2, 3]]),
        (8, &[[8, 1, 2, 7], [6, 3, 4, 5]]),
        (16, &[[16, 1, 2, 15], [14, 3, 4, 13], [12, 5, 6, 11], [10, 7, 8, 9]]),
        (20, &[[20, 1, 2, 19], [18, 3, 4, 17], [16, 5, 6, 15], [14, 7, 8, 13], [12, 9, 10, 11]]),
    ];
    let layout = layout(2, 1, &[Step::Fold(Half::Left)]);
    for (count, expected) in cases {
        let imposed = book(count, &layout);
        let found: Vec<Vec<String>> =
            imposed.sheets.iter().map(|s| [read_side(&s.outer), read_side(&s.inner)].concat()).collect();
        let expected: Vec<Vec<String>> = expected.iter().map(|s| s.iter().map(|p| p.to_string()).collect()).collect();
        assert_eq!(found, expected);
    }
}

#[test]
fn blanks_come_before_the_back_cover() {
    let layout = layout(2, 1, &[Step::Fold(Half::Left)]);
    let imposed = book(6, &layout);
    assert_eq!(imposed.blanks, 2);
    assert_eq!(read_side(&imposed.sheets[0].outer), ["6", "1"]);
    assert_eq!(read_side(&imposed.sheets[0].inner), ["2"]);
}

#[test]
fn signatures_differ_by_at_most_one_sheet() {
    let shared = |sheets, size| {
        let mut layout = layout(2, 1, &[Step::Fold(Half::Left)]);
        layout.signature = size;
        signatures::sizes(sheets, &layout)
    };
    assert_eq!(shared(9, SignatureSize::Sheets(4)), [3, 3, 3]);
    assert_eq!(shared(10, SignatureSize::Sheets(4)), [4, 3, 3]);
    assert_eq!(shared(5, SignatureSize::All), [5]);
}

#[test]
fn two_folds_put_half_of_the_pages_upside_down() {
    let layout = layout(2, 2, &[Step::Fold(Half::Top), Step::Fold(Half::Left)]);
    let imposed = book(8, &layout);
    let turned = imposed.sheets[0].outer.placed.iter().filter(|(map, _)| map.half_turn).count();
    assert_eq!((imposed.sheets.len(), turned), (1, 2));
}

#[test]
fn steps_that_do_not_produce_a_booklet_are_rejected() {
    let odd = layout(3, 1, &[Step::Fold(Half::Left)]);
    assert!(matches!(book(4, &odd).diagnostics[0].fault, Fault::StepDoesNotFit { .. }));
    let open = layout(2, 1, &[]);
    assert!(matches!(book(4, &open).diagnostics[0].fault, Fault::NotFolded { .. }));
}

#[test]
fn long_edge_duplex_puts_the_inner_side_upside_down() {
    let mut layout = layout(2, 1, &[Step::Fold(Half::Left)]);
    layout.duplex = Duplex::LongEdge;
    let imposed = book(4, &layout);
    assert!(imposed.sheets[0].outer.placed.iter().all(|(map, _)| !map.half_turn));
    assert!(imposed.sheets[0].inner.placed.iter().all(|(map, _)| map.half_turn));
}

#[test]
fn creep_moves_inner_pages_to_the_spine_only_when_trimmed() {
    let mut layout = layout(2, 1, &[Step::Fold(Half::Left)]);
    let spine = |imposed: &Imposition| {
        let sheet = imposed.sheets.last().unwrap();
        let (map, _) = sheet.outer.placed.iter().find(|(_, p)| p % 2 == 0).unwrap();
        map.shift.x
    };
    let still = spine(&book(16, &layout));
    layout.trim = true;
    assert_eq!(still - spine(&book(16, &layout)), Length::mm(0.1).scale(36, 10));
}
