//! Draws the cover: sheets fly out through a staple as tall as a gate, folding on the way.
//!
//! Output: `couverture.png`.

use std::error::Error;

use crate::canvas::{BLACK, Canvas, Hatch, LIGHT, Pen, WHITE};
use crate::dice::Dice;
use crate::leaf::{Leaf, Look, View};
use crate::lettering::Faces;
use crate::shape::{Point, Shape};

/// The source of the light, inside the gate.
const LIGHT_SOURCE: Point = (620.0, 800.0);
const GROUND: f32 = 1010.0;
/// The edges of the front of the staple, and the thickness of its wire.
const LEFT: f32 = 230.0;
const RIGHT: f32 = 960.0;
const TOP: f32 = 440.0;
const FOOT: f32 = 1124.0;
const WIRE: f32 = 92.0;
/// The start and the end of each line of print on a sheet, as fractions of its height.
const PRINT: [(f32, f32); 6] = [(0.12, 0.17), (0.25, 0.30), (0.38, 0.43), (0.51, 0.56), (0.64, 0.69), (0.78, 0.88)];

/// Draws the cover.
pub fn draw(_: &Faces) -> Result<Canvas, Box<dyn Error>> {
    let mut canvas = Canvas::new(1240, 1300)?;
    let page = canvas.page();
    canvas.fill(&page, BLACK);
    let mut dice = Dice::new(3);
    rays(&mut canvas, &mut dice);
    ground(&mut canvas, &mut dice);
    pierced(&mut canvas);
    for flight in &BEHIND {
        fly(&mut canvas, flight);
    }
    gate(&mut canvas);
    for flight in &BEFORE {
        fly(&mut canvas, flight);
    }
    Ok(canvas)
}

/// Draws white rays all around the gate, like cuts in a woodcut. They start at uneven distances from the light.
fn rays(canvas: &mut Canvas, dice: &mut Dice) {
    canvas.clip(&Shape::rect((0.0, 0.0), (1240.0, GROUND)));
    for step in 0..84 {
        let angle = (step as f32 * 360.0 / 84.0 + dice.between(-0.8, 0.8)).to_radians();
        let toward = |radius: f32| (LIGHT_SOURCE.0 + angle.cos() * radius, LIGHT_SOURCE.1 + angle.sin() * radius);
        let start = 610.0 + dice.between(-70.0, 70.0);
        let broken = start + dice.between(120.0, 420.0);
        canvas.gouge(toward(start), toward(broken), 12.0, WHITE);
        canvas.gouge(toward(broken + 18.0), toward(broken + 900.0), 24.0, WHITE);
    }
    canvas.unclip();
}

fn ground(canvas: &mut Canvas, dice: &mut Dice) {
    for step in 0..13 {
        let y = GROUND + 8.0 + step as f32 * 23.0;
        let mut left = -dice.between(0.0, 200.0);
        while left < 1240.0 {
            let length = dice.between(160.0, 420.0);
            canvas.gouge((left, y), (left + length, y), 7.0 + step as f32 * 0.4, WHITE);
            left += length + dice.between(20.0, 90.0);
        }
    }
}

/// Draws the pile of sheets that the staple pierces.
fn pierced(canvas: &mut Canvas) {
    let view = View { origin: (66.0, 1258.0), right: (1.0, 0.0), deep: (0.45, -0.62), up: (0.0, -1.0) };
    let look = Look { line: 7.0, back: LIGHT, shading: 0, bars: &[] };
    let slab = view.polygon(&[(0.0, 0.0, -16.0), (960.0, 0.0, -16.0), (960.0, 330.0, -16.0), (0.0, 330.0, -16.0)]);
    canvas.stroke(&slab, Pen::new(40.0).tone(BLACK));
    for sheet in 0..4 {
        let shift = [0.0, 7.0, -5.0, 2.0][sheet];
        Leaf::bent(&view, (shift, 0.0, sheet as f32 * 15.0), (960.0, 330.0), |_| 0.0).draw(canvas, look);
    }
    // The legs cast their shadows towards the viewer, away from the light.
    canvas.clip(&view.polygon(&[(2.0, 0.0, 45.0), (962.0, 0.0, 45.0), (962.0, 330.0, 45.0), (2.0, 330.0, 45.0)]));
    for (left, right, lean) in [(LEFT, LEFT + WIRE, -150.0), (RIGHT - WIRE, RIGHT, 110.0)] {
        let shadow = [
            (left - 12.0, FOOT),
            (right + 30.0, FOOT - 30.0),
            (right + lean + 40.0, 1230.0),
            (left + lean - 40.0, 1230.0),
        ];
        canvas.fill(&Shape::polygon(&shadow), BLACK);
    }
    canvas.unclip();
}

/// A flying sheet.
struct Flight {
    /// The position of the sheet's centre on the page, and the scale of the drawing.
    at: Point,
    scale: f32,
    /// The yaw, pitch and roll of the sheet in degrees: about the vertical, towards the viewer, and in the plane of the page.
    turn: [f32; 3],
    /// The angle by which both halves are folded up, and the angle by which each half curls, in degrees.
    fold: f32,
    curl: f32,
}

const BEHIND: [Flight; 2] = [
    Flight { at: (504.0, 926.0), scale: 0.48, turn: [20.0, 40.0, -8.0], fold: 0.0, curl: 40.0 },
    Flight { at: (752.0, 846.0), scale: 0.7, turn: [-25.0, 48.0, 12.0], fold: 12.0, curl: 30.0 },
];

const BEFORE: [Flight; 6] = [
    Flight { at: (544.0, 722.0), scale: 0.92, turn: [18.0, 50.0, -14.0], fold: 24.0, curl: 20.0 },
    Flight { at: (690.0, 500.0), scale: 1.1, turn: [-20.0, 52.0, 14.0], fold: 34.0, curl: 18.0 },
    Flight { at: (330.0, 270.0), scale: 1.24, turn: [24.0, 46.0, -14.0], fold: 42.0, curl: -20.0 },
    Flight { at: (880.0, 236.0), scale: 1.14, turn: [-16.0, 44.0, 20.0], fold: 48.0, curl: -26.0 },
    Flight { at: (600.0, 110.0), scale: 0.7, turn: [10.0, 40.0, -6.0], fold: 52.0, curl: -30.0 },
    Flight { at: (1130.0, 84.0), scale: 0.5, turn: [-20.0, 40.0, 16.0], fold: 52.0, curl: -30.0 },
];

fn fly(canvas: &mut Canvas, flight: &Flight) {
    let view = seen(flight);
    let (width, height) = (297.0, 210.0);
    let slope = |part: f32| {
        let half = if part < 0.5 { -1.0 } else { 1.0 };
        half * flight.fold + flight.curl * (part - 0.5) * 2.0
    };
    let leaf = Leaf::bent(&view, (-width / 2.0, -height / 2.0, 0.0), (width, height), slope);
    // A black edge around the outline separates the white paper from the white rays.
    let outline: Vec<Point> = leaf.rules.iter().map(|r| r.0).chain(leaf.rules.iter().rev().map(|r| r.1)).collect();
    canvas.stroke(&Shape::polygon(&outline), Pen::new(30.0));
    canvas.fill(&Shape::polygon(&outline), BLACK);
    leaf.draw(canvas, Look { line: 7.0, back: WHITE, shading: 4, bars: &PRINT });
}

/// Returns the view that rotates a sheet by the angles of its flight.
fn seen(flight: &Flight) -> View {
    let [yaw, pitch, roll] = flight.turn.map(f32::to_radians);
    let place = |x: f32, y: f32| {
        let (x, y) = (x * flight.scale, y * flight.scale);
        (x * roll.cos() - y * roll.sin(), x * roll.sin() + y * roll.cos())
    };
    View {
        origin: flight.at,
        right: place(yaw.cos(), -yaw.sin() * pitch.sin()),
        deep: place(-yaw.sin(), -yaw.cos() * pitch.sin()),
        up: place(0.0, -pitch.cos()),
    }
}

/// Draws the staple: a bent wire, flat at the front and hatched on the sides that face away from the light.
fn gate(canvas: &mut Canvas) {
    let (left, right, top, foot, wire) = (LEFT, RIGHT, TOP, FOOT, WIRE);
    let back = (54.0, -46.0);
    let pulled = |p: Point| (p.0 + back.0, p.1 + back.1);
    let face = Shape::start((left, foot))
        .to((left, top + 60.0))
        .quad((left, top), (left + 60.0, top))
        .to((right - 60.0, top))
        .quad((right, top), (right, top + 60.0))
        .to((right, foot))
        .to((right - wire, foot))
        .to((right - wire, top + wire + 24.0))
        .quad((right - wire, top + wire), (right - wire - 24.0, top + wire))
        .to((left + wire + 24.0, top + wire))
        .quad((left + wire, top + wire), (left + wire, top + wire + 24.0))
        .to((left + wire, foot))
        .close();
    let sides = [
        Shape::polygon(&[
            (left + 20.0, top + 16.0),
            pulled((left + 20.0, top + 16.0)),
            pulled((right - 20.0, top + 12.0)),
            pulled((right, top + 50.0)),
            pulled((right, foot)),
            (right, foot),
            (right, top + 40.0),
            (right - 30.0, top),
        ]),
        Shape::polygon(&[
            (left + wire, foot),
            (left + wire, top + wire),
            pulled((left + wire, top + wire + 46.0)),
            pulled((left + wire, foot)),
        ]),
    ];
    for side in &sides {
        canvas.stroke(side, Pen::new(30.0));
        canvas.fill(side, WHITE);
        canvas.hatch(side, Hatch::new(40.0, 15.0, 7.0));
        canvas.stroke(side, Pen::new(8.0));
    }
    canvas.stroke(&face, Pen::new(30.0));
    canvas.body(&face, WHITE, 9.0);
    canvas.gouge((left + 24.0, foot - 30.0), (left + 24.0, top + 90.0), 12.0, BLACK);
    canvas.gouge((right - wire + 24.0, foot - 30.0), (right - wire + 24.0, top + 130.0), 12.0, BLACK);
    canvas.gouge((left + 120.0, top + wire - 22.0), (right - 120.0, top + wire - 22.0), 12.0, BLACK);
}
