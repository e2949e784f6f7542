//! A wedge to print, and what somebody reads of its copies.
//!
//! Nobody in a local has a densitometer. Eyes are poor at saying how dark a field is, and good at saying that two fields
//! are equally dark: bars of half black and half paper, wide enough that copies hardly change them, show a half beside
//! fields of the screen in growing inks, and one of these melts into them when both are seen from far enough.

use super::cell::{Lattice, Screen};
use super::curve::Curve;
use crate::image::Dots;

/// Fields in a row of the wedge.
pub const FIELDS: usize = 24;
/// Rows of the wedge.
pub const ROWS: usize = 7;
/// Bars of a sixth and more of black: that many sixths are the black of the rows between the first and the last.
const SIXTHS: usize = 6;
/// The ink of the first field and by how much the next has more, in hundredths, of each row.
const INKS: [(usize, usize); ROWS] = [(1, 1), (2, 1), (8, 2), (18, 2), (30, 2), (42, 2), (54, 2)];
/// A bar with the paper beside it, in inches: two millimetres. What copies add to an edge is little of it.
const BARS: f64 = 0.08;

/// The inks of a row's fields, in hundredths.
pub fn inks(row: usize) -> impl Iterator<Item = usize> {
    let (first, step) = INKS[row.min(ROWS - 1)];
    (0..FIELDS).map(move |field| first + field * step)
}

/// A row of the wedge: fields in a screen, as large as they are asked for in dots, with bars around them. The first row
/// stands on paper, the last in black.
pub fn row(row: usize, (dpi, lines): (u32, u32), (wide, high): (usize, usize)) -> Dots {
    let screen = Screen::new(Lattice::near(dpi, lines));
    let straight = Curve::straight();
    let (width, height) = (wide * FIELDS, high);
    let stride = width.div_ceil(8);
    let mut rows = vec![0; stride * height];
    let bars = ((BARS * f64::from(dpi)) as usize).max(2);
    let inks: Vec<usize> = inks(row).collect();
    let mut tones = vec![255_u8; width];
    for (y, line) in rows.chunks_mut(stride).enumerate() {
        // Bars that grow at both edges stand in the middle of their paper.
        let black = (y % bars) * SIXTHS < row.min(SIXTHS) * bars;
        let ground = if black { 0 } else { 255 };
        let within = y >= high / 5 && y < high - high / 5;
        for (x, tone) in tones.iter_mut().enumerate() {
            let (field, inner) = (x / wide, x % wide);
            let inked = within && inner >= wide / 6 && inner < wide - wide / 6;
            *tone = if inked { 255 - (inks[field] * 255 / 100).min(255) as u8 } else { ground };
        }
        screen.row(&tones, y, &straight, line);
    }
    Dots { width, height, rows }
}

/// The curve of a wedge that was read: in the first row the first field that is seen, in the last the last that isn't
/// black yet, and between them those that melt into their bars; inks in hundredths.
pub fn curve(read: &[u8; ROWS]) -> Curve {
    let ink = |row: usize| f64::from(read[row].min(100)) / 100.0;
    let mut readings = vec![(0.0, 0.0), ((ink(0) - 0.01).max(0.0), 0.0)];
    readings.extend((1..SIXTHS).map(|row| (ink(row), row as f64 / SIXTHS as f64)));
    readings.push(((ink(ROWS - 1) + 0.01).min(1.0), 1.0));
    Curve::from_wedge(&readings)
}

#[cfg(test)]
mod tests {
    use super::super::{Screener, copies};
    use super::*;

    /// The share of black in a part of a row.
    fn black(dots: &Dots, (left, top): (usize, usize), (wide, high): (usize, usize)) -> f64 {
        let spots = (top..top + high).flat_map(|y| (left..left + wide).map(move |x| (x, y)));
        spots.filter(|(x, y)| dots.is_black(*x, *y)).count() as f64 / (wide * high) as f64
    }

    #[test]
    fn what_is_read_of_copies_gives_the_curve_that_is_measured() {
        let (dpi, lines, wide, high) = (600, 71, 180, 288);
        let read: [u8; ROWS] = std::array::from_fn(|number| {
            let copied = copies(row(number, (dpi, lines), (wide, high)), dpi, 2);
            let field = |at: usize| black(&copied, (at * wide + 45, 72), (90, 144));
            // Between two fields, over whole bars of one place.
            let bars = black(&copied, (wide * 12 - 20, 72), (40, 144));
            let near = |at: &usize| ((field(*at) - bars).abs() * 1e6) as i64;
            let chosen = match number {
                0 => (0..FIELDS).find(|at| field(*at) > 0.005),
                6 => (0..FIELDS).rev().find(|at| field(*at) < 0.995),
                _ => (0..FIELDS).min_by_key(near),
            };
            inks(number).nth(chosen.unwrap_or(0)).unwrap_or(0) as u8
        });
        let (own, measured) = (curve(&read), Screener::new(dpi, lines, 2).curve);
        for tone in (16..240).step_by(16) {
            let (own, measured) = (own.ink[tone], measured.ink[tone]);
            assert!(own.abs_diff(measured) <= 16, "{read:?} at {tone}: {own} for {measured}");
        }
    }

    #[test]
    fn a_row_shows_paper_bars_and_black_around_its_fields() {
        for (number, share) in [(0, 0.0), (3, 0.5), (6, 1.0)] {
            let dots = row(number, (600, 71), (120, 240));
            assert!((black(&dots, (0, 0), (10, 240)) - share).abs() < 1e-9, "row {number}");
            assert_eq!((dots.width, dots.height), (120 * FIELDS, 240));
        }
    }
}
