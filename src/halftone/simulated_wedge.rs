//! Computes the tone curve for printers without readings of a real tone wedge, by sending a wedge through the simulated
//! copier.

use super::copier;
use super::screen::Screen;
use super::tone_curve::{ToneCurve, WedgeReading};
use crate::image::Dots;
use rayon::prelude::*;

/// The number of steps of the simulated wedge. A cell of about seventy dots cannot show more tones.
const STEPS: usize = 86;
/// The side of a simulated field, in dots. A field contains about two hundred cells.
const FIELD: usize = 128;
/// The width of the border of a field, in dots. The border is not counted, since the simulation does not know
/// the surroundings of its dots.
const BORDER: usize = 8;

/// Returns the tone curve for a screen whose dots will go through the given number of generations of copies.
pub(super) fn tone_curve(screen: &Screen, dpi: u32, generations: u32) -> ToneCurve {
    if generations == 0 {
        return ToneCurve::straight();
    }
    let readings: Vec<WedgeReading> = (0..STEPS)
        .into_par_iter()
        .map(|step| {
            let ink = (step * 255 / (STEPS - 1)) as u8;
            let copied = copier::copies(field(screen, ink), dpi, generations);
            WedgeReading { ink: f64::from(ink) / 255.0, black: share_of_black(&copied) }
        })
        .collect();
    ToneCurve::from_readings(&readings)
}

/// Screens a field of uniform ink without a tone curve.
fn field(screen: &Screen, ink: u8) -> Dots {
    let stride = FIELD / 8;
    let mut rows = vec![0; stride * FIELD];
    let (straight, tones) = (ToneCurve::straight(), [255 - ink; FIELD]);
    for (y, row) in rows.chunks_mut(stride).enumerate() {
        screen.row(&tones, y, &straight, row);
    }
    Dots { width: FIELD, height: FIELD, rows }
}

/// Returns the share of black dots inside the border of a field.
fn share_of_black(field: &Dots) -> f64 {
    let inner = BORDER..FIELD - BORDER;
    let black = inner.clone().map(|y| inner.clone().filter(|x| field.is_black(*x, y)).count()).sum::<usize>();
    black as f64 / (inner.len() * inner.len()) as f64
}

#[cfg(test)]
mod tests {
    use super::super::lattice::Lattice;
    use super::*;

    #[test]
    fn copies_of_a_corrected_tone_show_the_original_tone() {
        let screen = Screen::new(Lattice::near(600, 71));
        let curve = tone_curve(&screen, 600, 2);
        for tone in [64_u8, 100, 128, 160, 200] {
            let printed = field(&screen, curve.ink[usize::from(tone)]);
            let black = share_of_black(&copier::copies(printed, 600, 2));
            let expected = f64::from(255 - tone) / 255.0;
            assert!((black - expected).abs() < 0.03, "tone {tone}: {black} is black, not {expected}");
        }
        assert!(curve.ink.windows(2).all(|pair| pair[0] >= pair[1]));
    }
}
