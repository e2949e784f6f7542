//! The plan of a layout: which page goes where on each sheet, and how to fold and cut the sheets.
//!
//! Input: an imposition and its layout. Output: the plan as text for a terminal, or as a drawing. The plan needs no
//! real pages: [`Plan::of_layout`] imposes empty pages.

mod drawing;

use super::{Imposition, Pages, finishing, impose};
use crate::diagnostic::Lang;
use crate::diagnostic::messages::sheets as text;
use crate::sheet::{Layout, Sheet, Side};
use std::fmt::Write;

/// The plan for the sheets of a layout.
#[derive(Debug)]
pub struct Plan<'a> {
    /// The layout that the sheets follow.
    pub layout: &'a Layout,
    /// The sheets and their diagnostics.
    pub imposition: Imposition,
    /// The number of pages on the sheets, not counting blanks.
    pub pages: usize,
}

/// A page in a cell of the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct CellPage {
    /// The page number, from 1.
    number: usize,
    /// Whether the page is upside down.
    upside_down: bool,
}

/// The cells of a side, row by row.
type Cells = Vec<Vec<Option<CellPage>>>;

/// One side of a sheet.
#[derive(Clone, Copy)]
struct Face<'s> {
    side: &'s Side,
    is_inner: bool,
}

impl<'a> Plan<'a> {
    /// Returns the plan for the given number of empty pages of the layout's size. If `pages` is `None`, there are
    /// enough pages to fill two sheets.
    pub fn of_layout(layout: &'a Layout, pages: Option<usize>) -> Plan<'a> {
        let pages = pages.unwrap_or(layout.pages_per_sheet() * 2);
        let sizes = vec![layout.page; pages];
        let blank = Pages { sizes: &sizes, ink: &[], back_cover: true, separate_cover: false };
        Plan { layout, imposition: impose(blank, layout), pages }
    }

    /// Returns the plan as a string for a terminal: a grid of page numbers for each side, then the steps from printing
    /// to the finished booklet.
    pub fn text(&self, lang: Lang) -> String {
        let (imposition, layout) = (&self.imposition, self.layout);
        let (pages, sheets) = (text::pages(lang, self.pages), text::sheets(lang, imposition.sheets.len()));
        let mut out = text::plan_title(lang, &layout.name, &pages, &sheets);
        out.push('\n');
        let mut first = 0;
        for (number, &size) in imposition.signatures.iter().enumerate() {
            if imposition.signatures.len() > 1 {
                push(&mut out, format_args!("\n{}\n", text::plan_signature(lang, number + 1)));
            }
            for (number, sheet) in imposition.sheets[first..first + size].iter().enumerate() {
                self.sheet_text(sheet, number + 1, lang, &mut out);
            }
            first += size;
        }
        out.push('\n');
        if self.has_page_upside_down() {
            push(&mut out, format_args!("{}\n", text::plan_upside_down(lang)));
        }
        let printing = finishing::printing(layout, imposition.sheets.len(), lang);
        push(&mut out, format_args!("{}\n", text::plan_print(lang, &printing)));
        for (number, step) in finishing::instructions(layout, imposition.signatures.len(), lang).iter().enumerate() {
            push(&mut out, format_args!("{}. {step}\n", number + 1));
        }
        out
    }

    /// Returns the sides of a sheet that are printed.
    fn faces<'s>(&self, sheet: &'s Sheet) -> Vec<Face<'s>> {
        let outer = Face { side: &sheet.outer, is_inner: false };
        let inner = Face { side: &sheet.inner, is_inner: true };
        if self.layout.one_sided { vec![outer] } else { vec![outer, inner] }
    }

    /// Returns the cells of a side as a reader sees them on paper, even if the side is turned upside down in the file.
    fn cells(&self, face: Face) -> Cells {
        let mut cells = vec![vec![None; self.layout.columns]; self.layout.rows];
        for &(map, page) in &face.side.placed {
            let place = self.layout.cell_of(map, self.layout.page, face.is_inner);
            if let Some(cell) = cells.get_mut(place.row).and_then(|row| row.get_mut(place.column)) {
                *cell = Some(CellPage { number: page + 1, upside_down: place.upside_down });
            }
        }
        cells
    }

    fn has_page_upside_down(&self) -> bool {
        let faces = self.imposition.sheets.iter().flat_map(|sheet| self.faces(sheet));
        faces.into_iter().any(|face| self.cells(face).iter().flatten().flatten().any(|page| page.upside_down))
    }

    /// Writes a sheet: its number, and its sides next to each other.
    fn sheet_text(&self, sheet: &Sheet, number: usize, lang: Lang, out: &mut String) {
        // Each cell is five characters wide, plus one for its border.
        let width = self.layout.columns * 6 + 1;
        let faces = self.faces(sheet);
        let heading = |face: &Face| format!("{:width$}", side_name(face.is_inner, lang));
        let headings: Vec<String> = faces.iter().map(heading).collect();
        let label = text::plan_sheet(lang, number);
        push(out, format_args!("\n{label:12}{}\n", headings.join("   ").trim_end()));
        let grids: Vec<Vec<String>> = faces.iter().map(|face| grid(&self.cells(*face))).collect();
        for line in 0..grids[0].len() {
            let parts: Vec<&str> = grids.iter().map(|grid| grid[line].as_str()).collect();
            push(out, format_args!("{:12}{}\n", "", parts.join("   ")));
        }
    }
}

/// Returns the name of a side.
fn side_name(is_inner: bool, lang: Lang) -> &'static str {
    if is_inner { text::inner_side(lang) } else { text::outer_side(lang) }
}

/// Returns the lines of a grid of box-drawing characters, which shows the cells of a side.
fn grid(cells: &Cells) -> Vec<String> {
    let border = |left: &str, middle: &str, right: &str| {
        format!("{left}{}{right}", vec!["─────"; cells.first().map_or(0, Vec::len)].join(middle))
    };
    let mut lines = vec![border("┌", "┬", "┐")];
    for (number, row) in cells.iter().enumerate() {
        if number > 0 {
            lines.push(border("├", "┼", "┤"));
        }
        let shown = |cell: &Option<CellPage>| match cell {
            Some(CellPage { number, upside_down: true }) => format!("{:^5}", format!("↓{number}")),
            Some(CellPage { number, upside_down: false }) => format!("{number:^5}"),
            None => "     ".to_string(),
        };
        lines.push(format!("│{}│", row.iter().map(shown).collect::<Vec<_>>().join("│")));
    }
    lines.push(border("└", "┴", "┘"));
    lines
}

/// Appends formatted text. Writing to a string cannot fail.
fn push(out: &mut String, words: std::fmt::Arguments) {
    let _ = out.write_fmt(words);
}
