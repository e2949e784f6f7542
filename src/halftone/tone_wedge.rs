//! The tone wedge: fields with increasing amounts of ink, which the user prints, copies and reads by eye.
//!
//! Without a densitometer it is hard to say how dark a field is, but easy to see whether two fields are equally dark.
//! The fields, which are screened with increasing amounts of ink, are therefore surrounded by bars of black and paper.
//! The bars are wide enough that copies hardly change them. Seen from far enough away, the bars blend into a grey, and
//! one of the fields can no longer be distinguished from it.
//!
//! ```text
//!   ████████████████████████     row 4: bars that are half black
//!   ██┌──┐████┌──┐████┌──┐██
//!     │18│    │20│    │22│   …   fields of 18, 20, 22 … percent of ink
//!   ██└──┘████└──┘████└──┘██
//! ```

use super::lattice::Lattice;
use super::screen::Screen;
use super::tone_curve::{ToneCurve, WedgeReading};
use crate::image::Dots;

/// The number of fields in a row. In steps of two percent they cover half of the scale, and they fit across an A4 page.
pub const FIELDS: usize = 24;
/// The number of rows. In the first row, the user looks for the first field whose dots survive in the copy. In the last
/// row, the user looks for the last field in which paper is still visible. The five rows between them have bars.
pub const ROWS: usize = 7;
/// The number of equal parts in a bar and the paper below it. In row `n`, counted from 0, `n` of the parts are black.
const BAR_PARTS: usize = ROWS - 1;
/// For each row, the ink of the first field and the step to the next field, in per cent. Copies darken the middle tones,
/// so the matching fields have less ink than the bars.
const ROW_INKS: [(usize, usize); ROWS] = [(1, 1), (2, 1), (8, 2), (18, 2), (30, 2), (42, 2), (54, 2)];
/// The height of a bar and the paper below it, in inches: two millimetres. The black that copies add to an edge is
/// small in comparison.
const BAR_PITCH: f64 = 0.08;

/// The screen that a tone wedge is printed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WedgeScreen {
    /// Lines per inch.
    pub lines: u32,
    /// The resolution of the printer, in dots per inch.
    pub dpi: u32,
}

/// The size of a row, in dots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowSize {
    /// The width of each field, including the ground around it.
    pub field_width: usize,
    /// The height of the row.
    pub height: usize,
}

/// Returns the inks of the fields of a row, in per cent.
pub fn inks(row: usize) -> impl Iterator<Item = usize> {
    let (first, step) = ROW_INKS[row.min(ROWS - 1)];
    (0..FIELDS).map(move |field| first + field * step)
}

/// Draws a row of the wedge. The ground of the first row is paper, the ground of the last row is black, and the rows
/// between have bars.
pub fn row(row: usize, screen: WedgeScreen, size: RowSize) -> Dots {
    let RowSize { field_width, height } = size;
    let (straight, screened) = (ToneCurve::straight(), Screen::new(Lattice::near(screen.dpi, screen.lines)));
    let width = field_width * FIELDS;
    let stride = width.div_ceil(8);
    let mut rows = vec![0; stride * height];
    let pitch = ((BAR_PITCH * f64::from(screen.dpi)) as usize).max(2);
    let inks: Vec<usize> = inks(row).collect();
    let mut tones = vec![255_u8; width];
    for (y, line) in rows.chunks_mut(stride).enumerate() {
        let is_bar = (y % pitch) * BAR_PARTS < row.min(BAR_PARTS) * pitch;
        let ground = if is_bar { 0 } else { 255 };
        // A field fills the middle three fifths of the height and two thirds of its width.
        let in_field_height = y >= height / 5 && y < height - height / 5;
        for (x, tone) in tones.iter_mut().enumerate() {
            let (field, inner) = (x / field_width, x % field_width);
            let in_field = in_field_height && inner >= field_width / 6 && inner < field_width - field_width / 6;
            *tone = if in_field { 255 - (inks[field] * 255 / 100).min(255) as u8 } else { ground };
        }
        screened.row(&tones, y, &straight, line);
    }
    Dots { width, height, rows }
}

/// Returns the tone curve that follows from the readings of a wedge. `read` holds an ink in per cent for each row. In
/// the first row it is the ink of the first field with dots. In the last row it is the ink of the last field with
/// paper. In the other rows it is the ink of the field that matches the bars.
pub fn curve(read: &[u8; ROWS]) -> ToneCurve {
    let ink = |row: usize| f64::from(read[row].min(100)) / 100.0;
    let reading = |ink: f64, black: f64| WedgeReading { ink, black };
    let mut readings = vec![reading(0.0, 0.0), reading((ink(0) - 0.01).max(0.0), 0.0)];
    readings.extend((1..BAR_PARTS).map(|row| reading(ink(row), row as f64 / BAR_PARTS as f64)));
    readings.push(reading((ink(ROWS - 1) + 0.01).min(1.0), 1.0));
    ToneCurve::from_readings(&readings)
}

#[cfg(test)]
mod tests {
    use super::super::copier::copies;
    use super::super::screener::Screener;
    use super::*;

    /// Returns the share of black in a part of a row.
    fn black(dots: &Dots, (left, top): (usize, usize), (wide, high): (usize, usize)) -> f64 {
        let spots = (top..top + high).flat_map(|y| (left..left + wide).map(move |x| (x, y)));
        spots.filter(|(x, y)| dots.is_black(*x, *y)).count() as f64 / (wide * high) as f64
    }

    #[test]
    fn readings_of_simulated_copies_reproduce_the_simulated_curve() {
        let (dpi, lines, wide, high) = (600, 71, 180, 288);
        let (screen, size) = (WedgeScreen { lines, dpi }, RowSize { field_width: wide, height: high });
        let read: [u8; ROWS] = std::array::from_fn(|number| {
            let copied = copies(row(number, screen, size), dpi, 2);
            let field = |at: usize| black(&copied, (at * wide + 45, 72), (90, 144));
            // Measure the ground between two fields, over whole bars.
            let bars = black(&copied, (wide * 12 - 20, 72), (40, 144));
            let near = |at: &usize| ((field(*at) - bars).abs() * 1e6) as i64;
            let chosen = match number {
                0 => (0..FIELDS).find(|at| field(*at) > 0.005),
                6 => (0..FIELDS).rev().find(|at| field(*at) < 0.995),
                _ => (0..FIELDS).min_by_key(near),
            };
            inks(number).nth(chosen.unwrap_or(0)).unwrap_or(0) as u8
        });
        let (from_readings, simulated) = (curve(&read), Screener::new(dpi, lines, 2));
        for tone in (16..240).step_by(16) {
            let (found, expected) = (from_readings.ink[tone], simulated.ink(tone));
            assert!(found.abs_diff(expected) <= 16, "tone {tone}: {found}, not {expected}, with readings {read:?}");
        }
    }

    #[test]
    fn ground_around_the_fields_is_paper_bars_or_black() {
        for (number, share) in [(0, 0.0), (3, 0.5), (6, 1.0)] {
            let dots = row(number, WedgeScreen { lines: 71, dpi: 600 }, RowSize { field_width: 120, height: 240 });
            assert!((black(&dots, (0, 0), (10, 240)) - share).abs() < 1e-9, "the ground of row {number} is wrong");
            assert_eq!((dots.width, dots.height), (120 * FIELDS, 240));
        }
    }
}
