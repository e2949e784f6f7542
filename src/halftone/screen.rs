//! Clustered-dot ordered dither: each tone is compared with a threshold that depends on the dot's position in its cell.
//!
//! The thresholds of a cell increase from its middle outwards, so that black dots cluster. A spot function determines
//! their order (Robert Ulichney, *Digital Halftoning*, 1987, chapters 5 and 6). The cells follow a [`Lattice`].

use super::lattice::Lattice;
use super::tone_curve::ToneCurve;
use std::collections::BTreeMap;

/// The weight of the spot function along a chain, relative to a weight of 1 across it. A weight of 1 would produce
/// round dots. The value was found by the same tests as the constants of the lattice.
const ALONG_WEIGHT: f64 = 0.35;
/// The number of dots that are compared at a time: enough for the compiler to use vector instructions
/// (`cargo bench --bench screen`).
const BLOCK: usize = 32;

/// A lattice with the thresholds of its dots.
pub(super) struct Screen {
    lattice: Lattice,
    /// The threshold of each dot in a square of `side` by `side` dots: the least ink that makes the dot black, in
    /// 255ths. The pattern repeats after `side` dots. Each row is extended by one block, so that a block can be read
    /// from any column.
    thresholds: Vec<u8>,
    side: usize,
}

impl Screen {
    /// Creates the screen of a lattice.
    pub(super) fn new(lattice: Lattice) -> Screen {
        // A lattice with integer vectors repeats, both across and down, with a period equal to the area of a cell.
        let side = lattice.area();
        let ranks = ranks(&lattice);
        let count = ranks.len().max(1);
        let threshold = |x: usize, y: usize| {
            let rank = ranks.get(&lattice.class(x, y)).copied().unwrap_or(0);
            ((rank * 255 + 127) / count + 1).min(255) as u8
        };
        let dots = (0..side).flat_map(|y| (0..side + BLOCK).map(move |x| (x % side, y)));
        Screen { lattice, thresholds: dots.map(|(x, y)| threshold(x, y)).collect(), side }
    }

    /// Returns the lattice.
    pub(super) fn lattice(&self) -> &Lattice {
        &self.lattice
    }

    /// Screens the tones of row `y` into `row`, with one bit for each dot.
    pub(super) fn row(&self, tones: &[u8], y: usize, curve: &ToneCurve, row: &mut [u8]) {
        let stride = self.side + BLOCK;
        let thresholds = &self.thresholds[(y % self.side) * stride..][..stride];
        let mut column = 0;
        for (tones, packed) in tones.chunks(BLOCK).zip(row.chunks_mut(BLOCK / 8)) {
            let mut black = [0_u8; BLOCK];
            for ((black, tone), threshold) in black.iter_mut().zip(tones).zip(&thresholds[column..column + BLOCK]) {
                *black = u8::from(curve.ink[usize::from(*tone)] >= *threshold);
            }
            pack_bits(&black, packed);
            column = (column + BLOCK) % self.side;
        }
    }
}

/// Returns the order in which the dots of a cell become black, by class.
fn ranks(lattice: &Lattice) -> BTreeMap<(i64, i64), usize> {
    let side = lattice.area();
    let mut heights: BTreeMap<(i64, i64), i64> = BTreeMap::new();
    for (x, y) in (0..side).flat_map(|y| (0..side).map(move |x| (x, y))) {
        heights.entry(lattice.class(x, y)).or_insert_with(|| {
            let position = lattice.position(x, y);
            // The small slope breaks ties between dots of equal height, in the same way on every machine.
            let slope = (position.across * 3.0 + position.along) * 1e-7;
            let height = cosine(position.across) + ALONG_WEIGHT * cosine(position.along) + slope;
            (height * 1e12) as i64
        });
        if heights.len() == side {
            break;
        }
    }
    let mut order: Vec<(i64, (i64, i64))> = heights.into_iter().map(|(class, height)| (height, class)).collect();
    order.sort_unstable_by(|a, b| b.cmp(a));
    order.into_iter().enumerate().map(|(rank, (_, class))| (class, rank)).collect()
}

/// Makes each dot black if its tone is darker than `threshold`.
pub(super) fn threshold_row(tones: &[u8], threshold: u8, row: &mut [u8]) {
    for (tones, packed) in tones.chunks(BLOCK).zip(row.chunks_mut(BLOCK / 8)) {
        let mut black = [0_u8; BLOCK];
        for (black, tone) in black.iter_mut().zip(tones) {
            *black = u8::from(*tone < threshold);
        }
        pack_bits(&black, packed);
    }
}

/// Packs bytes of 0 or 1 into bits, the first byte into the highest bit.
fn pack_bits(black: &[u8; BLOCK], packed: &mut [u8]) {
    for (bits, packed) in black.chunks_exact(8).zip(packed) {
        *packed = bits.iter().fold(0, |byte, bit| (byte << 1) | bit);
    }
}

/// Returns the cosine of an angle in turns, from -1/2 to 1/2, computed with its Taylor series. The result of the
/// standard library may differ in its last bit between machines.
fn cosine(turns: f64) -> f64 {
    let square = (turns * std::f64::consts::TAU) * (turns * std::f64::consts::TAU);
    (1..=12).rev().fold(1.0, |sum, k| 1.0 - sum * square / f64::from((2 * k - 1) * (2 * k)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_of_a_cell_have_different_thresholds() {
        let screen = Screen::new(Lattice::near(600, 71));
        let area = screen.side;
        // Every class occurs equally often in the square.
        let mut counts = BTreeMap::new();
        for y in 0..area {
            for x in 0..area {
                *counts.entry(screen.thresholds[y * (area + BLOCK) + x]).or_insert(0) += 1;
            }
        }
        assert_eq!(counts.len(), area);
        assert!(counts.values().all(|count| *count == area));
    }

    #[test]
    fn bits_are_packed_in_order() {
        let mut black = [0; BLOCK];
        (black[0], black[9], black[31]) = (1, 1, 1);
        let mut packed = [0; 4];
        pack_bits(&black, &mut packed);
        assert_eq!(packed, [0x80, 0x40, 0, 1]);
    }

    #[test]
    fn cosine_series_matches_the_standard_library() {
        for i in -50..=50 {
            let turns = f64::from(i) / 100.0;
            assert!((cosine(turns) - (turns * std::f64::consts::TAU).cos()).abs() < 1e-9, "cosine of {turns} turns");
        }
    }
}
