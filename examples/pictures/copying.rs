//! Draws how a copier changes greys: a ramp of much enlarged halftone dots, and the same ramp after being copied repeatedly.
//!
//! Input: the faces of the labels. Output: `copie.png`.

use std::error::Error;
use std::f32::consts::{FRAC_1_SQRT_2, TAU};

use crate::canvas::{BLACK, Canvas, Pen, WHITE};
use crate::dice::Dice;
use crate::lettering::{Faces, Label};
use crate::shape::{Point, Shape};

/// The distance from one dot to the next along the slanted rows.
const PITCH: f32 = 46.0;
const SIZE: (u32, u32) = (700, 720);
const TOP: u32 = 38;
const LEFT: [u32; 2] = [50, 850];

/// Draws both ramps.
pub fn draw(faces: &Faces) -> Result<Canvas, Box<dyn Error>> {
    let mut canvas = Canvas::new(1600, 900)?;
    original(&mut canvas);
    copied(&mut canvas);
    let label = Label::new(&faces.regular, 60.0);
    for (left, text) in LEFT.iter().zip(["l’original", "la copie de la copie"]) {
        let corner = (*left as f32, TOP as f32);
        canvas.stroke(&Shape::rect(corner, (SIZE.0 as f32, SIZE.1 as f32)), Pen::new(7.0));
        canvas.write(&label, text, (corner.0 + SIZE.0 as f32 / 2.0, corner.1 + SIZE.1 as f32 + 84.0));
    }
    let middle = TOP as f32 + SIZE.1 as f32 / 2.0;
    canvas.arrow((768.0, middle), (768.0, middle), (834.0, middle), Pen::new(9.0));
    Ok(canvas)
}

/// Returns the proportion of ink in the ramp at a height: low at the top, and nearly 1 at the bottom.
fn ink(y: f32) -> f32 {
    0.04 + 0.90 * y / SIZE.1 as f32
}

/// Returns a value from 0 to 1 that is highest at the centre of a dot and lowest at the centre of a hole. A position gets ink
/// if its value exceeds the proportion of bare paper at its height.
///
/// The rows and columns at 45° form a chessboard pattern, so that dots turn into holes halfway up the ramp.
fn threshold(x: f32, y: f32) -> f32 {
    let turn = TAU / PITCH * FRAC_1_SQRT_2;
    let (along, across) = ((x + y) * turn, (x - y) * turn);
    0.5 + (along.cos() + across.cos()) / 4.0
}

fn inked(x: f32, y: f32) -> bool {
    threshold(x, y) > 1.0 - ink(y)
}

/// Draws the original ramp. Every pixel is sampled at sixteen positions, so that the edges of the dots are smooth.
fn original(canvas: &mut Canvas) {
    for (x, y) in places() {
        let quarter = |i: u32| (i as f32 + 0.5) / 4.0;
        let hits = (0..16).filter(|i| inked(x as f32 + quarter(i % 4), y as f32 + quarter(i / 4))).count();
        canvas.dot(LEFT[0] + x, TOP + y, 255 - (hits * 255 / 16) as u8);
    }
}

/// Draws the copied ramp. Ink spreads by about the same distance everywhere, so that small gaps close and large ones shrink.
fn copied(canvas: &mut Canvas) {
    let mut dice = Dice::new(7);
    let around: Vec<(Point, f32)> = (0..40)
        .flat_map(|ring| {
            let angle = ring as f32 * TAU / 40.0;
            (0..=6).map(move |step| {
                let radius = step as f32 * 2.0;
                ((angle.cos() * radius, angle.sin() * radius), radius)
            })
        })
        .collect();
    let rough = Rough::new(&mut dice);
    for (x, y) in places() {
        let (x, y) = (x as f32 + 0.5, y as f32 + 0.5);
        let spread = 5.0 + 5.0 * rough.at(x, y);
        let reached = around.iter().filter(|(_, r)| *r <= spread).any(|(by, _)| inked(x + by.0, y + by.1));
        canvas.dot(LEFT[1] + x as u32, TOP + y as u32, if reached { BLACK } else { WHITE });
    }
    canvas.clip(&Shape::rect((LEFT[1] as f32, TOP as f32), (SIZE.0 as f32, SIZE.1 as f32)));
    for _ in 0..46 {
        let at = (LEFT[1] as f32 + dice.between(0.0, 700.0), TOP as f32 + dice.between(0.0, 720.0));
        canvas.fill(&Shape::circle(at, dice.between(2.0, 5.0)), BLACK);
    }
    canvas.unclip();
}

fn places() -> impl Iterator<Item = (u32, u32)> {
    (0..SIZE.1).flat_map(|y| (0..SIZE.0).map(move |x| (x, y)))
}

/// Smooth noise between 0 and 1: random values at the points of a grid, interpolated between them.
struct Rough {
    knots: Vec<f32>,
}

impl Rough {
    const MESH: f32 = 14.0;
    const ROW: usize = 64;

    fn new(dice: &mut Dice) -> Rough {
        Rough { knots: (0..Rough::ROW * Rough::ROW).map(|_| dice.between(0.0, 1.0)).collect() }
    }

    fn at(&self, x: f32, y: f32) -> f32 {
        let (x, y) = (x / Rough::MESH, y / Rough::MESH);
        let knot = |dx: usize, dy: usize| {
            let index = (y as usize + dy) * Rough::ROW + x as usize + dx;
            self.knots.get(index).copied().unwrap_or(0.5)
        };
        let (right, down) = (x.fract(), y.fract());
        let above = knot(0, 0) * (1.0 - right) + knot(1, 0) * right;
        let below = knot(0, 1) * (1.0 - right) + knot(1, 1) * right;
        above * (1.0 - down) + below * down
    }
}
