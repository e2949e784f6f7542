//! The tone curve: how much ink to print so that copies show the intended tone (dot gain compensation).
//!
//! Copies make dots grow where they are dense, and lose dots where they are small. The curve inverts the readings of a
//! tone wedge that was copied.

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
    /// The share of the paper that is black in the copy, from 0 to 1.
    pub black: f64,
}

impl ToneCurve {
    /// Returns the curve for prints that are never copied: the share of ink equals the darkness of the tone.
    pub fn straight() -> ToneCurve {
        ToneCurve { ink: std::array::from_fn(|tone| 255 - tone as u8) }
    }

    /// Returns the curve for the readings of a wedge, which must be in ascending order of ink. A reading with less
    /// black than the previous reading is noise. It is raised to the previous value, so that the curve never falls.
    pub fn from_readings(readings: &[WedgeReading]) -> ToneCurve {
        let mut rising: Vec<WedgeReading> = Vec::with_capacity(readings.len());
        for &WedgeReading { ink, black } in readings {
            let least = rising.last().map_or(0.0, |before| before.black);
            rising.push(WedgeReading { ink, black: black.clamp(0.0, 1.0).max(least) });
        }
        let most = rising.last().map_or(1.0, |last| last.black);
        let mut ink = [0; 256];
        for (tone, ink) in ink.iter_mut().enumerate() {
            let target = (255 - tone) as f64 / 255.0;
            *ink = match tone {
                // Paper stays paper, and black stays black.
                255 => 0,
                0 => 255,
                _ => (ink_for(&rising, target.min(most)) * 255.0).round().clamp(0.0, 255.0) as u8,
            };
        }
        ToneCurve { ink }
    }
}

/// Returns the ink that produces a share of black, by linear interpolation between the readings.
fn ink_for(readings: &[WedgeReading], black: f64) -> f64 {
    let Some(after) = readings.iter().position(|reading| reading.black >= black) else { return 1.0 };
    let next = readings[after];
    let Some(before) = after.checked_sub(1).map(|before| readings[before]) else { return next.ink };
    if next.black <= before.black {
        return next.ink;
    }
    before.ink + (next.ink - before.ink) * (black - before.black) / (next.black - before.black)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn falling_or_missing_readings_produce_a_monotonic_curve() {
        let from = |readings: [(f64, f64); 3]| {
            ToneCurve::from_readings(&readings.map(|(ink, black)| WedgeReading { ink, black }))
        };
        let curve = from([(0.0, 0.1), (0.5, 0.05), (1.0, 0.8)]);
        assert!(curve.ink.windows(2).all(|pair| pair[0] >= pair[1]));
        assert_eq!((curve.ink[0], curve.ink[255]), (255, 0));
        assert_eq!(ToneCurve::from_readings(&[]).ink[255], 0);
    }
}
