//! Distinguishes line art, which has two tones with almost nothing between them, from photographs, which have all
//! tones.

use super::retouch::histogram;
use crate::image::Grey;

/// How far a tone may differ from ink or paper and still count as one of them. Scanned ink and paper always vary a
/// little.
const TOLERANCE: usize = 20;
/// The minimum share of tones that must be ink or paper, in per cent. The rest is the grey of smooth edges.
const MIN_TWO_TONED_PERCENT: usize = 90;
/// The minimum difference between ink and paper. A picture with less contrast is a pale photograph.
const MIN_CONTRAST: usize = 90;
/// The divisor for the minimum share of ink and of paper: at least one tone in 500 must be ink, and at least one
/// in 500 must be paper. Otherwise there is nothing to separate.
const SHARE_DIVISOR: usize = 500;

/// The threshold for pictures that are not line art but must still become black and white.
pub(super) const MIDDLE_TONE: u8 = 128;

/// Returns the threshold between black and white if a picture is a drawing, an engraving or scanned text, or `None` for
/// a photograph.
pub fn line_art_threshold(grey: &Grey) -> Option<u8> {
    let counts = histogram(&grey.tones);
    let all = grey.tones.len().max(1);
    let threshold = otsu_threshold(&counts, all);
    // Among equally frequent tones, the darkest is chosen.
    let most_frequent = |from: usize, to: usize| (from..to).max_by_key(|tone| (counts[*tone], from + to - tone));
    let (ink, paper) = (most_frequent(0, threshold)?, most_frequent(threshold, 256)?);
    let near =
        |tone: usize| counts[tone.saturating_sub(TOLERANCE)..(tone + TOLERANCE + 1).min(256)].iter().sum::<usize>();
    let (inked, blank) = (near(ink), near(paper));
    let two_toned = (inked + blank) * 100 >= all * MIN_TWO_TONED_PERCENT && paper - ink >= MIN_CONTRAST;
    let drawn = inked * SHARE_DIVISOR >= all && blank * SHARE_DIVISOR >= all;
    (two_toned && drawn).then_some(((ink + paper) / 2) as u8)
}

/// Returns the tone that best separates two classes. Otsu's method maximises the variance between them (Nobuyuki Otsu,
/// "A Threshold Selection Method from Gray-Level Histograms", IEEE Transactions on Systems, Man and Cybernetics 9,
/// 1979).
fn otsu_threshold(counts: &[usize; 256], all: usize) -> usize {
    let total: f64 = counts.iter().enumerate().map(|(tone, count)| (tone * count) as f64).sum();
    let (mut below, mut sum, mut best) = (0.0, 0.0, (0.0, 128));
    for (tone, &count) in counts.iter().enumerate().take(255) {
        below += count as f64;
        sum += (tone * count) as f64;
        let above = all as f64 - below;
        if below > 0.0 && above > 0.0 {
            let difference = sum / below - (total - sum) / above;
            let variance = below * above * difference * difference;
            if variance > best.0 {
                best = (variance, tone + 1);
            }
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_is_distinguished_from_a_photograph() {
        let tones = (0..1000)
            .map(|i| {
                if i % 7 == 0 {
                    30
                } else if i % 31 == 0 {
                    120
                } else {
                    240
                }
            })
            .collect();
        let drawing = Grey { width: 100, height: 10, tones };
        assert!(line_art_threshold(&drawing).is_some_and(|threshold| (100..170).contains(&threshold)));
        let photograph = Grey { width: 256, height: 4, tones: (0..1024).map(|i| (i / 4) as u8).collect() };
        assert_eq!(line_art_threshold(&photograph), None);
        let flat = Grey { width: 4, height: 4, tones: vec![130; 16] };
        assert_eq!(line_art_threshold(&flat), None);
    }
}
