//! The screen: a lattice of cells, and the order in which a cell fills with dots.
//!
//! Vectors of whole dots make every cell of the same shape, so that a flat tone has no pattern but the screen's own:
//!
//! ```text
//!        q        p, q: from one cell to the next
//!       .         chains run along q, at about 45 degrees
//!      .   p      area of a cell = p × q dots
//!     o . '
//! ```
//! Cells fill from the middle. They are longer than wide and touch along q first: dots that become chains, chains that
//! become holes. A round dot touches four others at once, and tones jump there in every copy; with chains each tone has
//! less edge for a copier to gnaw at. Cells stand in staggered rows, so that what is seen of the screen is finer than a
//! square one of the same area. The figures below were found by sending photographs through two generations of a copier:
//! they kept 0.977 of their likeness, 0.971 with round dots at exactly 45 degrees.

use super::curve::Curve;

/// The length of a cell along its chain, squared, by its area.
const STRETCH: f64 = 1.3;
/// By how much of its length a chain's cells stand before those of the next chain.
const STAGGER: f64 = 0.2;
/// The area of a cell by that of a square screen of as many lines: the finer one is seen less, and copies as well.
const AREA: f64 = 0.95;
/// How much less cells widen across the chain than along it; 1 is round.
const CHAIN: f64 = 0.35;

/// The vectors from one cell to its neighbours, in dots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lattice {
    across: (i32, i32),
    along: (i32, i32),
}

impl Lattice {
    /// The lattice for so many lines an inch that is nearest to the best shape.
    pub fn near(dpi: u32, lines: u32) -> Lattice {
        let side = f64::from(dpi) / f64::from(lines.max(1));
        let wanted = (side * side).max(2.0);
        let reach = (side * 1.7).ceil() as i32 + 1;
        let mut best = (f64::INFINITY, Lattice { across: (1, 1), along: (-1, 1) });
        for (c, d) in (1..=reach).flat_map(|c| (1..=reach).map(move |d| (-c, d))) {
            let length = f64::from(c * c + d * d);
            let diagonal = f64::from((c + d) * (c + d)) / length;
            // A chain nearer to the upright or to the level is seen as a line.
            if diagonal > 0.14 || length > wanted * 2.2 {
                continue;
            }
            for (a, b) in (0..=reach).flat_map(|a| (0..=reach).map(move |b| (a, b))) {
                let area = f64::from(a * d - b * c);
                if area < wanted * 0.8 || area > wanted * 1.1 {
                    continue;
                }
                let off = |value: f64, best: f64, step: f64| ((value - best) / step) * ((value - best) / step);
                let stagger = f64::from((a * c + b * d).abs()) / length;
                let cost = off(length / area, STRETCH, 0.25)
                    + off(stagger, STAGGER, 0.15)
                    + off(area / wanted, AREA, 0.05)
                    + 2.6 * diagonal;
                if cost < best.0 {
                    best = (cost, Lattice { across: (a, b), along: (c, d) });
                }
            }
        }
        best.1
    }

    /// The dots of a cell.
    pub fn area(&self) -> usize {
        let ((a, b), (c, d)) = (self.across, self.along);
        (a * d - b * c).unsigned_abs() as usize
    }

    /// The lines an inch of a square screen with cells of this area.
    pub fn lines(&self, dpi: u32) -> f64 {
        f64::from(dpi) / (self.area() as f64).sqrt()
    }

    /// A place in its cell, from the middle: across and along, each from -1/2 to 1/2 of the way to the next cell.
    fn place(&self, x: usize, y: usize) -> (f64, f64) {
        let ((a, b), (c, d)) = (self.across, self.along);
        let area = f64::from(a * d - b * c);
        let (x, y) = (x as f64 + 0.5, y as f64 + 0.5);
        let wrapped = |value: f64| value - (value + 0.5).floor();
        (wrapped((x * f64::from(d) - y * f64::from(c)) / area), wrapped((y * f64::from(a) - x * f64::from(b)) / area))
    }

    /// The number of a dot's class: dots of one class stand at the same place of their cells.
    fn class(&self, x: usize, y: usize) -> (i64, i64) {
        let ((a, b), (c, d)) = (self.across, self.along);
        let area = i64::from(a * d - b * c);
        let (x, y) = (x as i64, y as i64);
        ((x * i64::from(d) - y * i64::from(c)).rem_euclid(area), (y * i64::from(a) - x * i64::from(b)).rem_euclid(area))
    }
}

/// A lattice with the order of its dots.
pub(super) struct Screen {
    lattice: Lattice,
    /// For each dot of a square of area by area dots, the least ink that makes it black, in 255ths; longer rows, so that a
    /// whole block can be read from anywhere.
    least: Vec<u8>,
    side: usize,
}

/// Dots that are compared at a time: four words of them.
const BLOCK: usize = 32;

impl Screen {
    pub(super) fn new(lattice: Lattice) -> Screen {
        let side = lattice.area();
        let mut classes: Vec<(i64, (i64, i64))> = Vec::new();
        let mut found = std::collections::BTreeMap::new();
        for (x, y) in (0..side).flat_map(|y| (0..side).map(move |x| (x, y))) {
            found.entry(lattice.class(x, y)).or_insert_with(|| {
                let (u, v) = lattice.place(x, y);
                // Ties fall by their place, the same on every machine.
                let height = cosine(u) + CHAIN * cosine(v) + (u * 3.0 + v) * 1e-7;
                classes.push(((height * 1e12) as i64, lattice.class(x, y)));
            });
            if found.len() == side {
                break;
            }
        }
        classes.sort_unstable_by(|a, b| b.cmp(a));
        let rank: std::collections::BTreeMap<(i64, i64), usize> =
            classes.iter().enumerate().map(|(rank, (_, class))| (*class, rank)).collect();
        let count = classes.len().max(1);
        let least = |x: usize, y: usize| {
            let rank = rank.get(&lattice.class(x, y)).copied().unwrap_or(0);
            ((rank * 255 + 127) / count + 1).min(255) as u8
        };
        let rows = (0..side).flat_map(|y| (0..side + BLOCK).map(move |x| (x % side, y)));
        Screen { lattice, least: rows.map(|(x, y)| least(x, y)).collect(), side }
    }

    pub(super) fn lattice(&self) -> &Lattice {
        &self.lattice
    }

    /// Screens a row of tones.
    pub(super) fn row(&self, tones: &[u8], y: usize, curve: &Curve, row: &mut [u8]) {
        let stride = self.side + BLOCK;
        let least = &self.least[(y % self.side) * stride..][..stride];
        let mut at = 0;
        for (tones, packed) in tones.chunks(BLOCK).zip(row.chunks_mut(BLOCK / 8)) {
            let mut black = [0_u8; BLOCK];
            for ((black, tone), least) in black.iter_mut().zip(tones).zip(&least[at..at + BLOCK]) {
                *black = u8::from(curve.ink[usize::from(*tone)] >= *least);
            }
            pack(&black, packed);
            at = (at + BLOCK) % self.side;
        }
    }
}

/// Makes black of what is darker than a tone.
pub(super) fn part(tones: &[u8], parted: u8, row: &mut [u8]) {
    for (tones, packed) in tones.chunks(BLOCK).zip(row.chunks_mut(BLOCK / 8)) {
        let mut black = [0_u8; BLOCK];
        for (black, tone) in black.iter_mut().zip(tones) {
            *black = u8::from(*tone < parted);
        }
        pack(&black, packed);
    }
}

/// Packs bytes of 0 or 1 into bits, the first into the highest.
fn pack(black: &[u8; BLOCK], packed: &mut [u8]) {
    for (bits, packed) in black.chunks_exact(8).zip(packed) {
        let word = bits.iter().fold(0_u64, |word, bit| (word << 8) | u64::from(*bit));
        // The product puts bit 8k of the word to place 56 + k: each byte's bit falls into the highest byte.
        *packed = (word.wrapping_mul(0x0102_0408_1020_4080) >> 56) as u8;
    }
}

/// The cosine of so many turns, from -1/2 to 1/2, by its series: the same on every machine.
fn cosine(turns: f64) -> f64 {
    let square = (turns * std::f64::consts::TAU) * (turns * std::f64::consts::TAU);
    (1..=12).rev().fold(1.0, |sum, k| 1.0 - sum * square / f64::from((2 * k - 1) * (2 * k)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_has_about_the_area_that_its_lines_ask_for() {
        for (dpi, lines) in
            [(600, 71), (600, 85), (600, 61), (600, 106), (300, 53), (1200, 71), (1200, 85), (2400, 150)]
        {
            let real = Lattice::near(dpi, lines).lines(dpi);
            assert!((real / f64::from(lines) - 1.0).abs() < 0.06, "{dpi} {lines}: {real}");
        }
        assert_eq!(Lattice::near(600, 71).area(), 67);
    }

    #[test]
    fn each_dot_of_a_cell_has_its_own_turn() {
        let screen = Screen::new(Lattice::near(600, 71));
        let area = screen.side;
        // Over the square every class stands as often as every other.
        let mut turns = std::collections::BTreeMap::new();
        for y in 0..area {
            for x in 0..area {
                *turns.entry(screen.least[y * (area + BLOCK) + x]).or_insert(0) += 1;
            }
        }
        assert_eq!(turns.len(), area);
        assert!(turns.values().all(|count| *count == area));
    }

    #[test]
    fn bits_are_packed_in_order() {
        let mut black = [0; BLOCK];
        (black[0], black[9], black[31]) = (1, 1, 1);
        let mut packed = [0; 4];
        pack(&black, &mut packed);
        assert_eq!(packed, [0x80, 0x40, 0, 1]);
    }

    #[test]
    fn cosines_are_cosines() {
        for i in -50..=50 {
            let turns = f64::from(i) / 100.0;
            assert!((cosine(turns) - (turns * std::f64::consts::TAU).cos()).abs() < 1e-9, "{turns}");
        }
    }
}
