//! The curve: how much ink is asked for so that copies show the tone that is meant.
//!
//! Copies make dots grow where they are dense and lose them where they are small. A wedge is sent through the simulated
//! copier, and what comes out is read backwards: measured, not modelled.

use super::cell::Screen;
use super::copier;
use crate::image::Dots;
use rayon::prelude::*;

/// Steps of a wedge: with a cell of some seventy dots, more would measure the same step twice.
const STEPS: usize = 86;
/// Dots of a field's side: some hundred cells, with a border that isn't read.
const FIELD: usize = 128;
const BORDER: usize = 8;

/// For each tone the ink to print, in 255ths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Curve {
    pub(super) ink: [u8; 256],
}

impl Curve {
    /// Ink for ink: what is never copied.
    pub fn straight() -> Curve {
        Curve { ink: std::array::from_fn(|tone| 255 - tone as u8) }
    }

    /// The curve for a screen whose dots are copied so many times.
    pub(super) fn measured(screen: &Screen, dpi: u32, generations: u32) -> Curve {
        if generations == 0 {
            return Curve::straight();
        }
        let shares: Vec<(f64, f64)> = (0..STEPS)
            .into_par_iter()
            .map(|step| {
                let ink = (step * 255 / (STEPS - 1)) as u8;
                (f64::from(ink) / 255.0, field(screen, ink, (dpi, generations)))
            })
            .collect();
        Curve::from_wedge(&shares)
    }

    /// The curve from readings of a wedge: ink that was asked for, and the share of paper that came out black; both from
    /// 0 to 1, in the order of ink. What grows is believed, so that noise makes no step backwards.
    pub fn from_wedge(readings: &[(f64, f64)]) -> Curve {
        let mut grown: Vec<(f64, f64)> = Vec::with_capacity(readings.len());
        for &(ink, black) in readings {
            let least = grown.last().map_or(0.0, |(_, before)| *before);
            grown.push((ink, black.clamp(0.0, 1.0).max(least)));
        }
        let most = grown.last().map_or(1.0, |(_, black)| *black);
        let mut ink = [0; 256];
        for (tone, ink) in ink.iter_mut().enumerate() {
            let wanted = (255 - tone) as f64 / 255.0;
            *ink = match tone {
                // Paper stays paper, and black is black.
                255 => 0,
                0 => 255,
                _ => (inverse(&grown, wanted.min(most)) * 255.0).round().clamp(0.0, 255.0) as u8,
            };
        }
        Curve { ink }
    }
}

/// The ink that gives so much black.
fn inverse(grown: &[(f64, f64)], wanted: f64) -> f64 {
    let Some(after) = grown.iter().position(|(_, black)| *black >= wanted) else { return 1.0 };
    if after == 0 {
        return grown[0].0;
    }
    let ((ink, black), (next, more)) = (grown[after - 1], grown[after]);
    if more <= black { next } else { ink + (next - ink) * (wanted - black) / (more - black) }
}

/// The share of a field of that ink that is black after copies.
fn field(screen: &Screen, ink: u8, (dpi, generations): (u32, u32)) -> f64 {
    let stride = FIELD / 8;
    let mut rows = vec![0; stride * FIELD];
    let (straight, tones) = (Curve::straight(), [255 - ink; FIELD]);
    for (y, row) in rows.chunks_mut(stride).enumerate() {
        screen.row(&tones, y, &straight, row);
    }
    let copied = copier::copies(Dots { width: FIELD, height: FIELD, rows }, dpi, generations);
    let inner = BORDER..FIELD - BORDER;
    let black = inner.clone().map(|y| inner.clone().filter(|x| copied.is_black(*x, y)).count()).sum::<usize>();
    black as f64 / (inner.len() * inner.len()) as f64
}

#[cfg(test)]
mod tests {
    use super::super::cell::Lattice;
    use super::*;

    #[test]
    fn a_curve_gives_back_what_copies_take() {
        let screen = Screen::new(Lattice::near(600, 71));
        let curve = Curve::measured(&screen, 600, 2);
        for tone in [64_u8, 100, 128, 160, 200] {
            let black = field(&screen, curve.ink[usize::from(tone)], (600, 2));
            let wanted = f64::from(255 - tone) / 255.0;
            assert!((black - wanted).abs() < 0.03, "{tone}: {black} for {wanted}");
        }
        assert!(curve.ink.windows(2).all(|pair| pair[0] >= pair[1]));
    }

    #[test]
    fn readings_that_fall_or_end_early_make_a_curve_all_the_same() {
        let curve = Curve::from_wedge(&[(0.0, 0.1), (0.5, 0.05), (1.0, 0.8)]);
        assert!(curve.ink.windows(2).all(|pair| pair[0] >= pair[1]));
        assert_eq!((curve.ink[0], curve.ink[255]), (255, 0));
        assert_eq!(Curve::from_wedge(&[]).ink[255], 0);
    }
}
