//! Draws the map: an outline of Kazakhstan made for this brochure, its waters, and the four towns of the chronicle.
//!
//! Input: the faces of the labels. Output: `carte.png`.

use std::error::Error;

use crate::canvas::{Canvas, DARK, Hatch, Pen, WHITE};
use crate::lettering::{Align, Faces, Label};
use crate::shape::{Point, Shape};

/// The shore of the Caspian Sea within the country, from the Volga to the south, in degrees east and north.
const SHORE: [Point; 20] = [
    (49.2, 46.4),
    (50.0, 46.6),
    (51.2, 47.1),
    (52.1, 47.0),
    (53.0, 46.8),
    (53.1, 46.2),
    (53.0, 45.5),
    (52.4, 45.4),
    (51.3, 45.3),
    (51.0, 44.9),
    (51.4, 44.5),
    (50.9, 44.6),
    (50.3, 44.6),
    (50.3, 44.3),
    (50.9, 44.1),
    (51.1, 43.6),
    (51.3, 43.1),
    (51.9, 42.8),
    (52.6, 42.6),
    (52.4, 41.8),
];

/// The land border, from the southern end of the shore eastwards and round to the Volga.
const BORDER: [Point; 86] = [
    (53.0, 42.1),
    (54.1, 42.3),
    (54.7, 42.0),
    (55.4, 41.3),
    (56.0, 41.3),
    (56.0, 45.0),
    (58.6, 45.6),
    (61.1, 44.3),
    (62.0, 43.5),
    (63.2, 43.6),
    (64.9, 43.7),
    (66.1, 43.0),
    (66.0, 42.0),
    (66.5, 41.9),
    (66.7, 41.2),
    (68.0, 41.0),
    (68.5, 40.6),
    (69.1, 41.3),
    (70.4, 42.0),
    (71.0, 42.3),
    (71.3, 42.8),
    (73.5, 42.4),
    (73.6, 43.1),
    (74.3, 43.2),
    (75.6, 42.8),
    (77.1, 42.9),
    (79.2, 42.7),
    (80.2, 42.2),
    (80.4, 43.1),
    (80.8, 43.3),
    (80.4, 44.6),
    (79.9, 44.9),
    (81.7, 45.3),
    (82.5, 45.2),
    (82.3, 45.5),
    (83.1, 47.2),
    (84.9, 46.9),
    (85.6, 47.1),
    (85.8, 48.4),
    (86.8, 48.8),
    (87.3, 49.1),
    (86.7, 49.7),
    (85.3, 49.6),
    (84.9, 50.1),
    (83.9, 50.8),
    (83.4, 51.0),
    (81.5, 50.7),
    (80.6, 51.3),
    (80.0, 50.8),
    (77.9, 53.3),
    (76.5, 54.0),
    (76.8, 54.4),
    (75.0, 53.8),
    (73.7, 54.1),
    (73.4, 53.5),
    (72.1, 54.3),
    (71.2, 54.1),
    (70.8, 55.2),
    (69.0, 55.4),
    (68.2, 54.9),
    (65.2, 54.3),
    (61.6, 53.9),
    (61.2, 53.3),
    (62.1, 53.0),
    (60.8, 52.7),
    (61.0, 52.3),
    (60.0, 51.9),
    (61.7, 51.2),
    (61.4, 50.8),
    (59.8, 50.6),
    (58.5, 51.1),
    (56.6, 51.0),
    (55.7, 50.6),
    (54.6, 50.6),
    (54.5, 51.0),
    (52.4, 51.7),
    (51.6, 51.4),
    (50.7, 51.7),
    (48.7, 50.6),
    (48.6, 49.9),
    (47.5, 50.4),
    (46.8, 49.3),
    (46.5, 48.4),
    (47.2, 47.9),
    (48.1, 47.7),
    (48.6, 46.6),
];

/// The western shore of the Caspian Sea, from the Volga to the bottom of the map.
const FAR_SHORE: [Point; 8] =
    [(48.4, 46.0), (47.6, 45.6), (46.9, 44.9), (46.9, 44.3), (47.5, 43.6), (47.6, 42.9), (48.6, 41.9), (49.6, 40.6)];

/// The northern basin of the Aral Sea.
const ARAL: [Point; 5] = [(60.1, 46.2), (60.8, 46.7), (61.6, 46.5), (61.2, 46.2), (60.5, 46.0)];

/// Lake Balkhash.
const BALKHASH: [Point; 11] = [
    (73.7, 45.8),
    (73.6, 46.1),
    (74.2, 46.7),
    (75.4, 46.8),
    (77.2, 46.7),
    (79.0, 46.8),
    (79.2, 46.4),
    (77.0, 46.3),
    (75.2, 46.3),
    (74.5, 45.9),
    (74.2, 45.6),
];

/// The position on the page of 67° east and 48° north, and the radius of the globe in pixels.
const CENTRE: Point = (868.0, 480.0);
const PIXELS_PER_RADIAN: f32 = 2920.0;

/// Draws the map.
pub fn draw(faces: &Faces) -> Result<Canvas, Box<dyn Error>> {
    let mut canvas = Canvas::new(1600, 1000)?;
    let country = Shape::polygon(&projected(&[&SHORE, &BORDER]));
    sea(&mut canvas);
    land(&mut canvas, &country);
    lakes(&mut canvas);
    distance(&mut canvas, faces);
    towns(&mut canvas, faces);
    neighbours(&mut canvas, faces);
    scale(&mut canvas, faces);
    Ok(canvas)
}

/// Projects a place onto the page with an equidistant conic projection about 67° east and 48° north, so that the width of the
/// country is not exaggerated.
fn project(place: Point) -> Point {
    let middle = 48.0_f32.to_radians();
    let cone = middle.sin();
    let apex = middle.cos() / cone + middle;
    let radius = apex - place.1.to_radians();
    let turn = cone * (place.0 - 67.0).to_radians();
    let (x, y) = (radius * turn.sin(), apex - middle - radius * turn.cos());
    (CENTRE.0 + x * PIXELS_PER_RADIAN, CENTRE.1 - y * PIXELS_PER_RADIAN)
}

fn projected(lines: &[&[Point]]) -> Vec<Point> {
    lines.iter().flat_map(|line| line.iter()).map(|place| project(*place)).collect()
}

/// Draws the sea, which fades out westwards, away from the places of the chronicle.
fn sea(canvas: &mut Canvas) {
    let far: Vec<Point> = FAR_SHORE.iter().rev().copied().collect();
    canvas.clip(&Shape::polygon(&projected(&[&far, &SHORE, &[(53.0, 41.2)]])));
    for row in 0..24 {
        let y = 456.0 + row as f32 * 17.0;
        let ragged = [0.0, 34.0, 12.0, 50.0, 22.0][row % 5];
        canvas.gouge((40.0 + ragged, y), (560.0, y), 9.0, DARK);
    }
    canvas.unclip();
}

/// Draws the country. A second line inside the border makes it stand out from the page without a grey.
fn land(canvas: &mut Canvas, country: &Shape) {
    canvas.fill(country, WHITE);
    canvas.clip(country);
    canvas.stroke(country, Pen::new(46.0));
    canvas.stroke(country, Pen::new(36.0).tone(WHITE));
    canvas.unclip();
    canvas.stroke(country, Pen::new(10.0));
}

fn lakes(canvas: &mut Canvas) {
    for lake in [&ARAL[..], &BALKHASH] {
        let points = projected(&[lake, &lake[..1]]);
        let shape = Shape::smooth(&points).close();
        canvas.fill(&shape, WHITE);
        canvas.hatch(&shape, Hatch::new(0.0, 12.0, 4.0).tone(DARK));
        canvas.stroke(&shape, Pen::new(5.0));
    }
}

const AKTAU: Point = (51.15, 43.65);
const JANAOZEN: Point = (52.86, 43.34);
const ALMATY: Point = (76.9, 43.25);
const CAPITAL: Point = (71.45, 51.17);

/// Draws the distance of two thousand kilometres that the chronicle stresses.
fn distance(canvas: &mut Canvas, faces: &Faces) {
    let (from, to) = (project(JANAOZEN), project(ALMATY));
    canvas.line(from, to, Pen::new(18.0).tone(WHITE));
    canvas.line(from, to, Pen::new(5.0).dashed(20.0, 14.0));
    let label = Label::new(&faces.regular, 54.0);
    let part = 0.69;
    let above = (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part - 22.0);
    canvas.write(&label, "2 000 km", above);
}

fn towns(canvas: &mut Canvas, faces: &Faces) {
    let label = Label::new(&faces.bold, 62.0).halo(14.0);
    let names = [
        (AKTAU, "Aktaou", Align::Right, (-30.0, 20.0)),
        (JANAOZEN, "Janaozen", Align::Left, (96.0, -160.0)),
        (ALMATY, "Almaty", Align::Right, (62.0, -46.0)),
        (CAPITAL, "Nour-Soultan", Align::Centre, (0.0, -44.0)),
    ];
    // Janaozen is too close to the sea and to the border for a name next to it.
    let janaozen = project(JANAOZEN);
    canvas.line(janaozen, (janaozen.0 + 98.0, janaozen.1 - 148.0), Pen::new(5.0));
    for (place, name, align, by) in names {
        let at = project(place);
        canvas.fill(&Shape::circle(at, 24.0), WHITE);
        canvas.fill(&Shape::circle(at, 17.0), 0);
        canvas.write(&label.align(align), name, (at.0 + by.0, at.1 + by.1));
    }
    let capital = project(CAPITAL);
    canvas.stroke(&Shape::circle(capital, 28.0), Pen::new(5.0));
}

fn neighbours(canvas: &mut Canvas, faces: &Faces) {
    let label = Label::new(&faces.regular, 54.0);
    canvas.write(&label, "Russie", (420.0, 190.0));
    canvas.write(&label, "Chine", (1480.0, 800.0));
}

/// Draws a scale bar of 500 km, for a globe with a radius of 6371 km.
fn scale(canvas: &mut Canvas, faces: &Faces) {
    let length = 500.0 / 6371.0 * PIXELS_PER_RADIAN;
    let (left, y) = (640.0, 950.0);
    canvas.line((left, y), (left + length, y), Pen::new(6.0));
    for x in [left, left + length] {
        canvas.line((x, y - 14.0), (x, y + 14.0), Pen::new(6.0));
    }
    let label = Label::new(&faces.regular, 54.0).align(Align::Left);
    canvas.write(&label, "500 km", (left + length + 30.0, y + 18.0));
}
