//! Draws the imposition of eight pages on both sides of two sheets.
//!
//! Input: the faces of the labels. Output: `imposition.png`.

use std::error::Error;

use crate::canvas::{Canvas, DARK, Hatch, Pen, WHITE};
use crate::lettering::{Faces, Label};
use crate::shape::{Point, Shape};

/// The size of an A4 sheet in landscape orientation, in pixels.
const SHEET: Point = (530.0, 375.0);
const LEFT: f32 = 80.0;
const RIGHT: f32 = 974.0;
const ROWS: [f32; 2] = [18.0, 516.0];

/// Draws the two sheets.
pub fn draw(faces: &Faces) -> Result<Canvas, Box<dyn Error>> {
    let mut canvas = Canvas::new(1600, 1000)?;
    let sides = [["8", "1"], ["2", "7"], ["6", "3"], ["4", "5"]];
    for (row, top) in ROWS.iter().enumerate() {
        let number = row + 1;
        side(&mut canvas, faces, (LEFT, *top), sides[row * 2]);
        side(&mut canvas, faces, (RIGHT, *top), sides[row * 2 + 1]);
        let label = Label::new(&faces.regular, 52.0);
        let baseline = top + SHEET.1 + 72.0;
        canvas.write(&label, &format!("feuille {number}, côté extérieur"), (LEFT + SHEET.0 / 2.0, baseline));
        canvas.write(&label, &format!("feuille {number}, côté intérieur"), (RIGHT + SHEET.0 / 2.0, baseline));
        turn(&mut canvas, faces, top + SHEET.1 / 2.0);
    }
    Ok(canvas)
}

/// Draws one side of a sheet: its shadow on the table, its fold and its two pages.
fn side(canvas: &mut Canvas, faces: &Faces, corner: Point, pages: [&str; 2]) {
    let sheet = Shape::rect(corner, SHEET);
    canvas.hatch(&Shape::rect((corner.0 + 16.0, corner.1 + 16.0), SHEET), Hatch::new(45.0, 10.0, 4.0));
    canvas.body(&sheet, WHITE, 7.0);
    let fold = corner.0 + SHEET.0 / 2.0;
    canvas.line((fold, corner.1 + 8.0), (fold, corner.1 + SHEET.1), Pen::new(5.0).dashed(18.0, 14.0));
    let label = Label::new(&faces.bold, 210.0);
    for (index, page) in pages.iter().enumerate() {
        let middle = corner.0 + SHEET.0 * (0.25 + 0.5 * index as f32);
        canvas.write(&label, page, (middle, corner.1 + 208.0));
        lines(canvas, (middle, corner.1 + 256.0));
    }
}

/// Draws a few lines that represent text.
fn lines(canvas: &mut Canvas, top: Point) {
    for (row, half) in [90.0, 90.0, 90.0, 40.0].iter().enumerate() {
        let y = top.1 + row as f32 * 26.0;
        canvas.line((top.0 - 90.0, y), (top.0 - 90.0 + half * 2.0, y), Pen::new(8.0).tone(DARK));
    }
}

/// Draws an arrow from one side to the other, because the sheet is flipped on its short edge.
fn turn(canvas: &mut Canvas, faces: &Faces, middle: f32) {
    let (from, to) = (LEFT + SHEET.0 + 54.0, RIGHT - 34.0);
    let centre = (from + to) / 2.0;
    canvas.arrow((from, middle), (centre, middle - 110.0), (to, middle), Pen::new(8.0));
    let label = Label::new(&faces.regular, 52.0);
    canvas.write(&label, "retourner", (centre, middle + 66.0));
}
