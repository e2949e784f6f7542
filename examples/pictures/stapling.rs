//! Draws stapling: the booklet lies open under a long-arm stapler, with the cover upwards and two staples on the fold.
//!
//! Input: the faces of the labels. Output: `agrafage.png`.

use std::error::Error;

use crate::canvas::{BLACK, Canvas, DARK, Hatch, LIGHT, Pen, WHITE};
use crate::leaf::{Leaf, Look, Place, View, between};
use crate::lettering::{Align, Faces, Label};
use crate::shape::{Point, Shape};

/// The size of the open booklet in millimetres.
const SHEET: Point = (297.0, 210.0);
const FOLD: f32 = SHEET.0 / 2.0;
/// The distance of a staple from the end of the fold, and the height of the fold above the edges of the booklet.
const FROM_END: f32 = 50.0;
const RIDGE: f32 = 9.0;
/// The thickness of a sheet, much greater than that of paper so that the viewer can count the sheets.
const THICKNESS: f32 = 4.6;
/// The front edge and the back edge of the arm of the stapler.
const ARM: (f32, f32) = (148.0, 172.0);
/// The right end of the stapler.
const BACK: f32 = SHEET.0 + 104.0;

/// Draws the booklet, the stapler, the distances of the staples from the ends of the fold, and an enlarged section through a
/// staple.
pub fn draw(faces: &Faces) -> Result<Canvas, Box<dyn Error>> {
    let mut canvas = Canvas::new(1600, 900)?;
    let view = View { origin: (56.0, 806.0), right: (3.05, 0.0), deep: (1.05, -2.35), up: (0.0, -3.05) };
    ground(&mut canvas, &view);
    block(&mut canvas, &view, &[(FOLD, -12.0), (BACK, -12.0), (BACK, 0.0), (FOLD, 0.0)], WHITE);
    booklet(&mut canvas, &view);
    print(&mut canvas, &view);
    distances(&mut canvas, faces, &view);
    staple(&mut canvas, &view, SHEET.1 - FROM_END);
    detail(&mut canvas, &view);
    staple(&mut canvas, &view, FROM_END);
    stapler(&mut canvas, &view);
    Ok(canvas)
}

/// Draws the shadow on the table, slightly below the booklet, because the base of the stapler is between them.
fn ground(canvas: &mut Canvas, view: &View) {
    let (left, near, right, far) = (8.0, -12.0, SHEET.0 + 12.0, SHEET.1 - 10.0);
    let corners = [(left, near), (right, near), (right, far), (left, far)].map(|(x, y)| (x, y, -2.0));
    canvas.hatch(&view.polygon(&corners), Hatch::new(45.0, 14.0, 4.0));
}

/// Draws the sheets, which rise towards the fold and can be counted at the near edge.
fn booklet(canvas: &mut Canvas, view: &View) {
    let look = Look { line: 5.0, back: LIGHT, shading: 0, bars: &[] };
    let rise = (RIDGE / FOLD).to_degrees();
    for sheet in 0..3 {
        let start = (0.0, 0.0, sheet as f32 * THICKNESS);
        Leaf::bent(view, start, SHEET, |part| if part < 0.5 { rise } else { -rise }).draw(canvas, look);
    }
    canvas.line(view.see(top(FOLD, 0.0)), view.see(top(FOLD, SHEET.1)), Pen::new(6.0));
}

/// Returns the position in space of a point on the cover.
fn top(x: f32, y: f32) -> Place {
    (x, y, 2.0 * THICKNESS + RIDGE * (1.0 - (x - FOLD).abs() / FOLD))
}

/// Draws the front cover on the right half, and the lines of the back cover on the left half.
fn print(canvas: &mut Canvas, view: &View) {
    let title = [top(176.0, 78.0), top(270.0, 78.0), top(270.0, 142.0), top(176.0, 142.0)];
    canvas.fill(&view.polygon(&title), BLACK);
    for (y, right, width) in [(122.0, 256.0, 26.0), (106.0, 232.0, 26.0), (90.0, 214.0, 8.0)] {
        canvas.line(view.see(top(190.0, y)), view.see(top(right, y)), Pen::new(width).tone(WHITE));
    }
    for row in 0..4 {
        let y = 100.0 + row as f32 * 13.0;
        let right = if row == 0 { 58.0 } else { 88.0 };
        canvas.line(view.see(top(22.0, y)), view.see(top(right, y)), Pen::new(9.0).tone(DARK));
    }
}

/// Draws the crown of a staple along the fold.
fn staple(canvas: &mut Canvas, view: &View, y: f32) {
    let ends = [view.see(top(FOLD, y - 9.0)), view.see(top(FOLD, y + 9.0))];
    canvas.line(ends[0], ends[1], Pen::new(28.0).tone(WHITE));
    canvas.line(ends[0], ends[1], Pen::new(16.0));
}

/// Draws the distance of each staple from the nearest end of the fold. It is drawn on the back cover, where nothing hides it.
fn distances(canvas: &mut Canvas, faces: &Faces, view: &View) {
    let x = FOLD - 46.0;
    let label = Label::new(&faces.regular, 56.0).align(Align::Right);
    for (end, staple) in [(0.0, FROM_END), (SHEET.1, SHEET.1 - FROM_END)] {
        let ends = (view.see(top(x, end)), view.see(top(x, staple)));
        let middle = between(ends.0, ends.1, 0.5);
        canvas.line(view.see(top(x - 5.0, staple)), view.see(top(FOLD, staple)), Pen::new(4.0));
        canvas.arrow(middle, middle, ends.0, Pen::new(6.0));
        canvas.arrow(middle, middle, ends.1, Pen::new(6.0));
        canvas.write(&label, "5 cm", (middle.0 - 30.0, middle.1 + 20.0));
    }
}

/// Draws a section along the fold in a round window, with the crown at the top and the points closed on the middle pages.
fn detail(canvas: &mut Canvas, view: &View) {
    let (centre, radius) = ((1346.0, 700.0), 168.0);
    canvas.line(view.see(top(FOLD, FROM_END)), centre, Pen::new(5.0));
    let window = Shape::circle(centre, radius);
    canvas.fill(&window, WHITE);
    canvas.clip(&window);
    for sheet in 0..3 {
        let y = centre.1 - 40.0 + sheet as f32 * 31.0;
        let paper = Shape::rect((centre.0 - 200.0, y), (400.0, 20.0));
        canvas.body(&paper, LIGHT, 5.0);
    }
    canvas.unclip();
    canvas.stroke(&window, Pen::new(9.0));
    let (left, right, crown, tips) = (centre.0 - 86.0, centre.0 + 86.0, centre.1 - 60.0, centre.1 + 62.0);
    let wire = Shape::start((left + 62.0, tips + 14.0))
        .curve((left + 30.0, tips + 14.0), (left, tips + 10.0), (left, tips - 20.0))
        .to((left, crown))
        .to((right, crown))
        .to((right, tips - 20.0))
        .curve((right, tips + 10.0), (right - 30.0, tips + 14.0), (right - 62.0, tips + 14.0));
    canvas.stroke(&wire, Pen::new(28.0).tone(WHITE));
    canvas.stroke(&wire, Pen::new(17.0));
}

/// Draws a block that is as thick as the arm. `outline` has the corners of its front, anticlockwise.
fn block(canvas: &mut Canvas, view: &View, outline: &[Point], tone: u8) {
    for (index, from) in outline.iter().enumerate() {
        let to = outline[(index + 1) % outline.len()];
        let sides = [(*from, ARM.0), (to, ARM.0), (to, ARM.1), (*from, ARM.1)].map(|((x, z), y)| (x, y, z));
        let (start, end) = (view.see(sides[0]), view.see(sides[1]));
        let turn = (end.0 - start.0) * view.deep.1 - (end.1 - start.1) * view.deep.0;
        if turn > 0.0 {
            let side = view.polygon(&sides);
            canvas.fill(&side, WHITE);
            canvas.hatch(&side, Hatch::new(66.0, 12.0, 4.0));
            canvas.stroke(&side, Pen::new(6.0));
        }
    }
    let front: Vec<Place> = outline.iter().map(|(x, z)| (*x, ARM.0, *z)).collect();
    canvas.body(&view.polygon(&front), tone, 6.0);
}

/// Draws the post, the long arm that reaches the fold, the head above the fold, and the knob that is struck.
fn stapler(canvas: &mut Canvas, view: &View) {
    block(canvas, view, &[(BACK - 46.0, 0.0), (BACK - 4.0, 0.0), (BACK - 4.0, 56.0), (BACK - 46.0, 56.0)], WHITE);
    let head = (FOLD - 14.0, FOLD + 16.0);
    let arm = [
        (head.0, 32.0),
        (head.1, 32.0),
        (head.1 + 4.0, 56.0),
        (BACK, 52.0),
        (BACK, 84.0),
        (BACK - 60.0, 84.0),
        (head.1 + 8.0, 76.0),
        (head.0, 76.0),
    ];
    block(canvas, view, &arm, BLACK);
    let stem = [(FOLD - 5.0, 76.0), (FOLD + 7.0, 76.0), (FOLD + 7.0, 92.0), (FOLD - 5.0, 92.0)];
    let cap = [(FOLD - 15.0, 92.0), (FOLD + 17.0, 92.0), (FOLD + 13.0, 104.0), (FOLD - 11.0, 104.0)];
    for (outline, tone) in [(stem, WHITE), (cap, BLACK)] {
        // The knob is in the middle of the arm, so it is moved backwards.
        let deeper = View { origin: (view.origin.0 + view.deep.0 * 3.0, view.origin.1 + view.deep.1 * 3.0), ..*view };
        block(canvas, &deeper, &outline, tone);
    }
    let hinge = view.see((BACK - 25.0, ARM.0, 67.0));
    canvas.fill(&Shape::circle(hinge, 28.0), WHITE);
    canvas.fill(&Shape::circle(hinge, 15.0), BLACK);
    let edge = [(head.1 + 14.0, 64.0), (BACK - 52.0, 66.0)].map(|(x, z)| view.see((x, ARM.0, z)));
    canvas.gouge(edge[0], edge[1], 9.0, WHITE);
}
