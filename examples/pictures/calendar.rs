//! Draws the calendar: January 2022 in weeks from Monday to Sunday, with marks on the days that the chronicle mentions.
//!
//! Input: the faces of the labels. Output: `calendrier.png`.

use std::error::Error;

use crate::canvas::{BLACK, Canvas, Hatch, Pen, WHITE};
use crate::lettering::{Align, Faces, Label};
use crate::shape::{Point, Shape};

/// The days of January on which the events of the chronicle took a new turn.
const EVENTS: [u32; 8] = [2, 4, 5, 6, 7, 10, 13, 19];
/// The other days that the chronicle mentions.
const MENTIONED: [u32; 7] = [1, 3, 8, 9, 11, 15, 18];
/// The first and the last day of the state of emergency.
const EMERGENCY: (u32, u32) = (5, 19);

const LEFT: f32 = 60.0;
const TOP: f32 = 214.0;
const CELL: Point = (211.4, 110.0);

/// Draws the calendar.
pub fn draw(faces: &Faces) -> Result<Canvas, Box<dyn Error>> {
    let mut canvas = Canvas::new(1600, 1000)?;
    let title = Label::new(&faces.bold, 92.0).align(Align::Left);
    canvas.write(&title, "Janvier 2022", (LEFT, 104.0));
    let weekday = Label::new(&faces.regular, 54.0);
    for (column, name) in ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."].iter().enumerate() {
        canvas.write(&weekday, name, (LEFT + (column as f32 + 0.5) * CELL.0, TOP - 26.0));
    }
    for day in 1..=31 {
        if (EMERGENCY.0..=EMERGENCY.1).contains(&day) {
            let (x, y) = corner(day);
            canvas.hatch(&Shape::rect((x, y), CELL), Hatch::new(45.0, 16.0, 4.0));
        }
    }
    grid(&mut canvas);
    for day in 1..=31 {
        let (x, y) = corner(day);
        mark(&mut canvas, faces, day, (x + CELL.0 / 2.0, y + CELL.1 / 2.0));
    }
    legend(&mut canvas, faces);
    Ok(canvas)
}

/// Returns the top left corner of a day. The first of the month was a Saturday, five days after a Monday.
fn corner(day: u32) -> Point {
    let place = day + 4;
    (LEFT + (place % 7) as f32 * CELL.0, TOP + (place / 7) as f32 * CELL.1)
}

fn grid(canvas: &mut Canvas) {
    let right = LEFT + 7.0 * CELL.0;
    for row in 0..=6 {
        let y = TOP + row as f32 * CELL.1;
        // The first and last weeks are incomplete, and their missing days have no boxes.
        let (from, to) = match row {
            0 => (LEFT + 5.0 * CELL.0, right),
            6 => (LEFT, LEFT + CELL.0),
            _ => (LEFT, right),
        };
        canvas.line((from, y), (to, y), Pen::new(5.0));
    }
    for column in 0..=7 {
        let x = LEFT + column as f32 * CELL.0;
        let top = if column >= 5 { TOP } else { TOP + CELL.1 };
        let bottom = if column <= 1 { TOP + 6.0 * CELL.1 } else { TOP + 5.0 * CELL.1 };
        canvas.line((x, top), (x, bottom), Pen::new(5.0));
    }
}

fn mark(canvas: &mut Canvas, faces: &Faces, day: u32, at: Point) {
    let label = Label::new(&faces.bold, 62.0);
    let baseline = (at.0, at.1 + 21.0);
    canvas.fill(&Shape::circle(at, 50.0), WHITE);
    if EVENTS.contains(&day) {
        canvas.fill(&Shape::circle(at, 45.0), BLACK);
        canvas.write(&label.tone(WHITE), &day.to_string(), baseline);
    } else if MENTIONED.contains(&day) {
        canvas.stroke(&Shape::circle(at, 42.0), Pen::new(6.0));
        canvas.write(&label, &day.to_string(), baseline);
    } else {
        let plain = Label::new(&faces.regular, 62.0);
        canvas.write(&plain, &day.to_string(), baseline);
    }
}

fn legend(canvas: &mut Canvas, faces: &Faces) {
    let label = Label::new(&faces.regular, 54.0).align(Align::Left);
    let y = TOP + 5.0 * CELL.1 + 80.0;
    canvas.fill(&Shape::circle((370.0, y), 28.0), BLACK);
    canvas.write(&label, "date marquante", (416.0, y + 18.0));
    canvas.stroke(&Shape::circle((370.0, y + 84.0), 25.0), Pen::new(6.0));
    canvas.write(&label, "autre jour raconté", (416.0, y + 102.0));
    let box_ = Shape::rect((960.0, y - 28.0), (84.0, 56.0));
    canvas.hatch(&box_, Hatch::new(45.0, 16.0, 4.0));
    canvas.stroke(&box_, Pen::new(5.0));
    canvas.write(&label, "état d’urgence", (1066.0, y + 18.0));
}
