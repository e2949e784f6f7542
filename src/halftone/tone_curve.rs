//! The tone curve: how much ink to print so that copies show the tone that is meant (dot gain compensation).
//!
//! Copies make dots grow where they are dense, and lose them where they are small. A tone wedge is sent through the
//! simulated copier, or through a real one, and the readings are inverted.

use super::copier;
use super::screen::Screen;
use crate::image::Dots;
use rayon::prelude::*;

/// Steps of the simulated wedge. A cell of some seventy dots can show no more tones.
const STEPS: usize = 86;
/// The side of a simulated field, in dots: about two hundred cells.
const FIELD: usize = 128;
/// The border of a field that isn't counted, since copies change it from outside.
const BORDER: usize = 8;

/// For each tone, from 0 (black) to 255 (white), the ink to print, in 255ths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToneCurve {
    pub(super) ink: [u8; 256],
}

/// A reading of a tone wedge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WedgeReading {
    /// The ink that was printed, from 0 to 1.
    pub ink: f64,
    /// The share of the paper that came out black, from 0 to 1.
    pub black: f64,
}

impl ToneCurve {
    /// The curve for prints that are never copied: as much ink as the tone asks for.
    pub fn straight() -> ToneCurve {
        ToneCurve { ink: std::array::from_fn(|tone| 255 - tone as u8) }
    }

    /// The curve for a screen whose dots will go through that many generations of the simulated copier.
    pub(super) fn simulated(screen: &Screen, dpi: u32, generations: u32) -> ToneCurve {
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

    /// The curve for readings of a wedge, in the order of their ink. A reading below the one before is noise and counts as
    /// much as that one, so that the curve never falls.
    pub fn from_readings(readings: &[WedgeReading]) -> ToneCurve {
        let mut rising: Vec<WedgeReading> = Vec::with_capacity(readings.len());
        for &WedgeReading { ink, black } in readings {
            let least = rising.last().map_or(0.0, |before| before.black);
            rising.push(WedgeReading { ink, black: black.clamp(0.0, 1.0).max(least) });
        }
        let most = rising.last().map_or(1.0, |last| last.black);
        let mut ink = [0; 256];
        for (tone, ink) in ink.iter_mut().enumerate() {
            let wanted = (255 - tone) as f64 / 255.0;
            *ink = match tone {
                // Paper stays paper, and black is black.
                255 => 0,
                0 => 255,
                _ => (ink_for(&rising, wanted.min(most)) * 255.0).round().clamp(0.0, 255.0) as u8,
            };
        }
        ToneCurve { ink }
    }
}

/// The ink that gives a share of black, by linear interpolation between the readings.
fn ink_for(readings: &[WedgeReading], black: f64) -> f64 {
    let Some(after) = readings.iter().position(|reading| reading.black >= black) else { return 1.0 };
    let next = readings[after];
    let Some(before) = after.checked_sub(1).map(|before| readings[before]) else { return next.ink };
    if next.black <= before.black {
        return next.ink;
    }
    before.ink + (next.ink - before.ink) * (black - before.black) / (next.black - before.black)
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
        let curve = ToneCurve::simulated(&screen, 600, 2);
        for tone in [64_u8, 100, 128, 160, 200] {
            let printed = field(&screen, curve.ink[usize::from(tone)]);
            let black = share_of_black(&copier::copies(printed, 600, 2));
            let wanted = f64::from(255 - tone) / 255.0;
            assert!((black - wanted).abs() < 0.03, "{tone}: {black} for {wanted}");
        }
        assert!(curve.ink.windows(2).all(|pair| pair[0] >= pair[1]));
    }

    #[test]
    fn readings_that_fall_or_end_early_still_make_a_curve() {
        let from = |readings: [(f64, f64); 3]| {
            ToneCurve::from_readings(&readings.map(|(ink, black)| WedgeReading { ink, black }))
        };
        let curve = from([(0.0, 0.1), (0.5, 0.05), (1.0, 0.8)]);
        assert!(curve.ink.windows(2).all(|pair| pair[0] >= pair[1]));
        assert_eq!((curve.ink[0], curve.ink[255]), (255, 0));
        assert_eq!(ToneCurve::from_readings(&[]).ink[255], 0);
    }
}
