//! Draws the folding of an A4 sheet into two A5 leaves, in three steps.
//!
//! Input: the faces of the labels. Output: `pliage.png`.

use std::error::Error;

use crate::canvas::{BLACK, Canvas, Hatch, LIGHT, Pen, WHITE};
use crate::leaf::{Leaf, Look, View};
use crate::lettering::{Faces, Label};
use crate::shape::{Point, Shape};

/// The size of the sheet in millimetres, in landscape orientation.
const SHEET: Point = (297.0, 210.0);
const PAPER: Look = Look { line: 6.0, back: LIGHT, shading: 9, bars: &[] };

/// Draws the three steps.
pub fn draw(faces: &Faces) -> Result<Canvas, Box<dyn Error>> {
    let mut canvas = Canvas::new(1600, 900)?;
    let label = Label::new(&faces.regular, 58.0);
    flat(&mut canvas, &view((46.0, 716.0)));
    canvas.write(&label, "pli", (364.0, 396.0));
    rolled(&mut canvas, &view((690.0, 716.0)));
    folded(&mut canvas, &view((1188.0, 716.0)));
    let number = Label::new(&faces.bold, 66.0).tone(WHITE);
    let steps = [("1", "feuille A4", 327.0), ("2", "bord sur bord", 862.0), ("3", "cahier A5", 1345.0)];
    for (step, text, x) in steps {
        canvas.fill(&Shape::circle((x, 92.0), 52.0), BLACK);
        canvas.write(&number, step, (x, 114.0));
        canvas.write(&label, text, (x, 846.0));
    }
    Ok(canvas)
}

/// Returns a view from above and slightly from the right.
fn view(origin: Point) -> View {
    View { origin, right: (1.62, 0.0), deep: (0.38, -1.36), up: (0.0, -1.62) }
}

/// Draws the shadow of a sheet, which makes it look as if it lies on the table.
fn shadow(canvas: &mut Canvas, view: &View, width: f32) {
    let (near, far, right) = (-9.0, SHEET.1 - 9.0, width + 10.0);
    let places = [(10.0, near, 0.0), (right, near, 0.0), (right, far, 0.0), (10.0, far, 0.0)];
    canvas.hatch(&view.polygon(&places), Hatch::new(45.0, 11.0, 4.0));
}

fn flat(canvas: &mut Canvas, view: &View) {
    shadow(canvas, view, SHEET.0);
    Leaf::bent(view, (0.0, 0.0, 0.0), SHEET, |_| 0.0).draw(canvas, PAPER);
    let fold = SHEET.0 / 2.0;
    canvas.line(view.see((fold, 0.0, 0.0)), view.see((fold, SHEET.1, 0.0)), Pen::new(5.0).dashed(20.0, 14.0));
}

fn rolled(canvas: &mut Canvas, view: &View) {
    shadow(canvas, view, SHEET.0 / 2.0 + 22.0);
    let slope = |part: f32| ((part - 0.45) / 0.32).clamp(0.0, 1.0) * 160.0;
    Leaf::bent(view, (0.0, 0.0, 0.0), SHEET, slope).draw(canvas, PAPER);
    let way = [(190.0, 210.0, 122.0), (110.0, 210.0, 190.0), (2.0, 210.0, 30.0)].map(|place| view.see(place));
    canvas.arrow(way[0], way[1], way[2], Pen::new(9.0));
}

/// Draws the folded sheet. A bone folder presses the fold down from the middle to both ends.
fn folded(canvas: &mut Canvas, view: &View) {
    let width = SHEET.0 / 2.0;
    shadow(canvas, view, width + 4.0);
    let slope = |part: f32| ((part - 0.48) / 0.04).clamp(0.0, 1.0) * 180.0;
    Leaf::bent(view, (0.0, 0.0, 0.0), SHEET, slope).draw(canvas, Look { back: WHITE, shading: 0, ..PAPER });
    for end in [6.0, 216.0] {
        let (from, to) = (view.see((184.0, 111.0, 0.0)), view.see((184.0, end, 0.0)));
        canvas.arrow(from, from, to, Pen::new(9.0));
    }
    let tip = view.see((width - 4.0, 105.0, 8.0));
    let folder = Shape::start((0.0, 0.0))
        .curve((-14.0, -26.0), (-40.0, -30.0), (-80.0, -30.0))
        .to((-210.0, -24.0))
        .curve((-240.0, -22.0), (-240.0, 22.0), (-210.0, 24.0))
        .to((-80.0, 30.0))
        .curve((-40.0, 30.0), (-14.0, 26.0), (0.0, 0.0))
        .close()
        .placed((1.0, 1.0), tip)
        .turned(-28.0, tip);
    canvas.body(&folder, WHITE, 6.0);
    canvas.hatch(&folder, Hatch::new(28.0, 13.0, 4.0));
    canvas.stroke(&folder, Pen::new(6.0));
}
