//! A tone wedge through the simulated copier: the tone curve for printers whose own wedge wasn't read.

use super::copier;
use super::screen::Screen;
use super::tone_curve::{ToneCurve, WedgeReading};
use crate::image::Dots;
use rayon::prelude::*;

/// Steps of the simulated wedge. A cell of some seventy dots can show no more tones.
const STEPS: usize = 86;
/// The side of a simulated field, in dots: about two hundred cells.
const FIELD: usize = 128;
/// The border of a field that isn't counted, since copies change it from outside.
const BORDER: usize = 8;

/// The tone curve for a screen whose dots will go through that many generations of copies.
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

/// A field of even ink, screened without a curve.
fn field(screen: &Screen, ink: u8) -> Dots {
    let stride = FIELD / 8;
    let mut rows = vec![0; stride * FIELD];
    let (straight, tones) = (ToneCurve::straight(), [255 - ink; FIELD]);
    for (y, row) in rows.chunks_mut(stride).enumerate() {
        screen.row(&tones, y, &straight, row);
    }
    Dots { width: FIELD, height: FIELD, rows }
}

/// The share of black dots inside the border of a field.
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
    fn copies_of_a_curved_tone_show_the_tone() {
        let screen = Screen::new(Lattice::near(600, 71));
        let curve = tone_curve(&screen, 600, 2);
        for tone in [64_u8, 100, 128, 160, 200] {
            let printed = field(&screen, curve.ink[usize::from(tone)]);
            let black = share_of_black(&copier::copies(printed, 600, 2));
            let wanted = f64::from(255 - tone) / 255.0;
            assert!((black - wanted).abs() < 0.03, "{tone}: {black} for {wanted}");
        }
        assert!(curve.ink.windows(2).all(|pair| pair[0] >= pair[1]));
    }
}
