//! Draws the crowd: silhouettes in the evening with blank placards and banners, so that no real people are portrayed.
//!
//! Output: `foule.png`.

use std::error::Error;

use crate::canvas::{BLACK, Canvas, DARK, Pen, WHITE};
use crate::dice::Dice;
use crate::lettering::Faces;
use crate::shape::{Point, Shape};

/// The grey of the figures furthest away.
const FAR: u8 = 164;

/// The headgear of a figure, for January.
#[derive(Clone, Copy)]
enum Head {
    Bare,
    FurHat,
    Hood,
    Scarf,
    Cap,
}

const HEADS: [Head; 9] =
    [Head::FurHat, Head::Bare, Head::Scarf, Head::Cap, Head::Hood, Head::Bare, Head::FurHat, Head::Scarf, Head::Hood];

/// A person: the centre and size of the head, the grey of the coat, and the headgear.
#[derive(Clone, Copy)]
struct Figure {
    at: Point,
    size: f32,
    tone: u8,
    head: Head,
}

/// Draws the crowd from the back to the front.
pub fn draw(_: &Faces) -> Result<Canvas, Box<dyn Error>> {
    let mut canvas = Canvas::new(1600, 1000)?;
    let mut dice = Dice::new(5);
    sky(&mut canvas, &mut dice);
    for placard in [(186.0, 200.0, 6.0), (1000.0, 150.0, 4.0), (1464.0, 216.0, -5.0)] {
        raise(&mut canvas, placard, (150.0, 118.0), 520.0);
    }
    row(&mut canvas, &mut dice, Row { count: 22, y: 452.0, size: 25.0, tone: FAR });
    span(&mut canvas);
    row(&mut canvas, &mut dice, Row { count: 15, y: 520.0, size: 36.0, tone: DARK });
    for placard in [(404.0, 330.0, 5.0), (1206.0, 330.0, -5.0)] {
        raise(&mut canvas, placard, (190.0, 140.0), 740.0);
    }
    front(&mut canvas, &mut dice);
    banner(&mut canvas);
    sides(&mut canvas);
    Ok(canvas)
}

/// Draws the night sky with white strokes, like cuts in a woodcut. They widen towards the ground, so that there is light
/// above the heads.
fn sky(canvas: &mut Canvas, dice: &mut Dice) {
    canvas.fill(&Shape::rect((0.0, 0.0), (1600.0, 560.0)), BLACK);
    for step in 0..30 {
        let y = 24.0 + step as f32 * 18.5;
        let width = 4.0 + (step * step) as f32 * 0.022;
        let mut left = -dice.between(0.0, 200.0);
        while left < 1600.0 {
            let length = dice.between(140.0, 300.0) + step as f32 * 9.0;
            canvas.gouge((left, y), (left + length, y), width, WHITE);
            left += length + dice.between(10.0, 150.0 - step as f32 * 4.6);
        }
    }
}

/// A row of people side by side.
struct Row {
    count: usize,
    y: f32,
    size: f32,
    tone: u8,
}

fn row(canvas: &mut Canvas, dice: &mut Dice, row: Row) {
    let step = 1600.0 / row.count as f32;
    for index in 0..row.count {
        let x = (index as f32 + 0.5) * step + dice.between(-0.16, 0.16) * step;
        let y = row.y + dice.between(-0.6, 0.6) * row.size;
        let size = row.size * dice.between(0.92, 1.08);
        let head = HEADS[(index * 4 + row.count) % HEADS.len()];
        let figure = Figure { at: (x, y), size, tone: row.tone, head };
        if index % 5 == 2 {
            hand(canvas, figure, index % 2 == 0);
        }
        person(canvas, figure);
    }
}

/// Draws one silhouette with a white edge that separates it from its neighbours.
fn person(canvas: &mut Canvas, figure: Figure) {
    let coat = Shape::start((-0.62, 0.5))
        .curve((-0.7, 1.7), (-1.3, 1.5), (-1.9, 1.9))
        .curve((-2.5, 2.3), (-2.6, 4.0), (-2.7, 8.0))
        .to((-2.7, 18.0))
        .to((2.7, 18.0))
        .to((2.7, 8.0))
        .curve((2.6, 4.0), (2.5, 2.3), (1.9, 1.9))
        .curve((1.3, 1.5), (0.7, 1.7), (0.62, 0.5))
        .close();
    let head = Shape::oval((0.0, 0.0), (0.82, 1.02));
    let parts: Vec<Shape> = [coat, head]
        .into_iter()
        .chain(worn(figure.head))
        .map(|part| part.placed((figure.size, figure.size), figure.at))
        .collect();
    for part in &parts {
        canvas.stroke(part, Pen::new(figure.size * 0.3).tone(WHITE));
    }
    for part in &parts {
        canvas.fill(part, figure.tone);
    }
    cuts(canvas, figure);
}

fn worn(head: Head) -> Vec<Shape> {
    match head {
        Head::Bare => vec![],
        Head::FurHat => vec![
            Shape::rounded((-1.15, -1.5), (2.3, 1.15), 0.45),
            Shape::rounded((-1.18, -0.7), (0.5, 1.2), 0.2),
            Shape::rounded((0.68, -0.7), (0.5, 1.2), 0.2),
        ],
        Head::Hood => vec![Shape::start((-1.3, 1.6)).curve((-1.5, -1.9), (1.5, -1.9), (1.3, 1.6)).close()],
        Head::Scarf => vec![
            Shape::start((-1.05, 0.3))
                .curve((-1.2, -1.7), (1.2, -1.7), (1.05, 0.3))
                .to((0.9, 1.5))
                .to((-0.9, 1.5))
                .close(),
        ],
        Head::Cap => vec![
            Shape::start((-0.95, -0.3))
                .curve((-0.95, -1.6), (0.95, -1.6), (0.95, -0.3))
                .to((1.5, -0.2))
                .to((1.45, 0.0))
                .to((-0.9, -0.1))
                .close(),
        ],
    }
}

/// Draws a few white strokes on the clothes, but never on a face.
fn cuts(canvas: &mut Canvas, figure: Figure) {
    let at = |x: f32, y: f32| (figure.at.0 + x * figure.size, figure.at.1 + y * figure.size);
    let width = (figure.size * 0.1).max(4.0);
    match figure.head {
        Head::Bare => {
            canvas.gouge(at(-0.9, 1.75), at(0.0, 3.0), width, WHITE);
            canvas.gouge(at(0.9, 1.75), at(0.0, 3.0), width, WHITE);
        }
        Head::FurHat => canvas.gouge(at(-1.05, -0.55), at(1.05, -0.55), width, WHITE),
        Head::Hood => canvas
            .stroke(&Shape::oval(at(0.0, 0.1), (0.72 * figure.size, 0.95 * figure.size)), Pen::new(width).tone(WHITE)),
        Head::Scarf => {
            canvas.gouge(at(-0.95, 1.25), at(0.95, 1.25), width, WHITE);
            canvas.gouge(at(-0.8, 1.6), at(0.8, 1.6), width, WHITE);
        }
        Head::Cap => canvas.gouge(at(-0.7, 1.5), at(0.7, 1.5), width * 1.4, WHITE),
    }
}

/// Draws a raised arm with a fist, or with a telephone that is filming.
fn hand(canvas: &mut Canvas, figure: Figure, films: bool) {
    let at = |x: f32, y: f32| (figure.at.0 + x * figure.size, figure.at.1 + y * figure.size);
    let arm = Shape::line(&[at(1.7, 2.8), at(2.3, 0.2), at(2.0, -2.0)]);
    let fist = Shape::circle(at(2.0, -2.2), figure.size * 0.55);
    canvas.stroke(&arm, Pen::new(figure.size * 1.2).tone(WHITE));
    canvas.stroke(&fist, Pen::new(figure.size * 0.3).tone(WHITE));
    canvas.stroke(&arm, Pen::new(figure.size * 0.9).tone(figure.tone));
    canvas.fill(&fist, figure.tone);
    if films {
        let corner = at(1.55, -3.5);
        canvas.body(&Shape::rect(corner, (figure.size * 0.9, figure.size * 1.4)), WHITE, 5.0);
    }
}

/// Draws a placard, given by the centre and slant of the board, its size, and the lower end of its stick.
fn raise(canvas: &mut Canvas, board: (f32, f32, f32), size: Point, foot: f32) {
    let (x, y, slant) = board;
    let lean = (foot - y) * slant.to_radians();
    let stick = Shape::line(&[(x, y), (x - lean, foot)]);
    canvas.stroke(&stick, Pen::new(24.0).tone(WHITE));
    canvas.stroke(&stick, Pen::new(12.0));
    let card = Shape::rect((x - size.0 / 2.0, y - size.1 / 2.0), size).turned(slant, (x, y));
    canvas.stroke(&card, Pen::new(26.0).tone(WHITE));
    canvas.body(&card, WHITE, 9.0);
}

/// Draws a banner between two poles in the background.
fn span(canvas: &mut Canvas) {
    for x in [560.0, 880.0] {
        canvas.line((x, 236.0), (x, 520.0), Pen::new(24.0).tone(WHITE));
        canvas.line((x, 236.0), (x, 520.0), Pen::new(12.0));
    }
    let cloth = Shape::start((560.0, 256.0))
        .quad((720.0, 286.0), (880.0, 256.0))
        .to((880.0, 356.0))
        .quad((720.0, 390.0), (560.0, 356.0))
        .close();
    canvas.stroke(&cloth, Pen::new(26.0).tone(WHITE));
    canvas.body(&cloth, WHITE, 9.0);
}

const HOLDERS: [f32; 6] = [300.0, 500.0, 700.0, 900.0, 1100.0, 1300.0];

fn front(canvas: &mut Canvas, dice: &mut Dice) {
    for (index, x) in HOLDERS.into_iter().enumerate() {
        let at = (x, 640.0 + dice.between(-20.0, 16.0));
        person(canvas, Figure { at, size: 52.0, tone: BLACK, head: HEADS[(index * 2 + 1) % HEADS.len()] });
    }
}

/// Draws the large banner, which is blank too, and the hands that hold its upper edge.
fn banner(canvas: &mut Canvas) {
    let cloth = Shape::start((210.0, 764.0))
        .quad((800.0, 800.0), (1390.0, 764.0))
        .to((1382.0, 926.0))
        .quad((800.0, 964.0), (218.0, 926.0))
        .close();
    canvas.stroke(&cloth, Pen::new(26.0).tone(WHITE));
    canvas.body(&cloth, WHITE, 11.0);
    for x in HOLDERS {
        for by in [-58.0, 58.0] {
            let place = (x + by - 800.0) / 590.0;
            let y = 764.0 + 18.0 * (1.0 - place * place);
            let fist = Shape::rounded((x + by - 24.0, y - 20.0), (48.0, 44.0), 18.0);
            canvas.stroke(&fist, Pen::new(14.0).tone(WHITE));
            canvas.fill(&fist, BLACK);
            for knuckle in [-8.0, 8.0] {
                canvas.line((x + by + knuckle, y + 4.0), (x + by + knuckle, y + 18.0), Pen::new(4.0).tone(WHITE));
            }
        }
    }
}

/// Draws the two people at the ends of the banner, who frame the picture.
fn sides(canvas: &mut Canvas) {
    person(canvas, Figure { at: (110.0, 690.0), size: 62.0, tone: BLACK, head: Head::Scarf });
    person(canvas, Figure { at: (1490.0, 690.0), size: 62.0, tone: BLACK, head: Head::FurHat });
}
