//! Line art or photograph: two tones and nothing between, or all of them.

use super::tone::histogram;
use crate::image::Grey;

/// How far a tone may be from ink or paper and still belong to it.
const NEAR: usize = 20;
/// The share of tones that must belong to one of the two, in hundredths: the rest is smooth edges.
const TWO_TONED: usize = 90;
/// The least that ink and paper may differ.
const APART: usize = 90;

/// Where to part black from white if a picture is a drawing, an engraving or a scanned text; nothing for a photograph.
pub fn is_line_art(grey: &Grey) -> Option<u8> {
    let counts = histogram(&grey.tones);
    let all = grey.tones.len().max(1);
    let parted = parted(&counts, all);
    let fullest = |from: usize, to: usize| (from..to).max_by_key(|tone| (counts[*tone], from + to - tone));
    let (ink, paper) = (fullest(0, parted)?, fullest(parted, 256)?);
    let near = |tone: usize| counts[tone.saturating_sub(NEAR)..(tone + NEAR + 1).min(256)].iter().sum::<usize>();
    let (inked, blank) = (near(ink), near(paper));
    let two_toned = (inked + blank) * 100 >= all * TWO_TONED && paper - ink >= APART;
    // With less ink than that there is nothing to part.
    let drawn = inked * 500 >= all && blank * 500 >= all;
    (two_toned && drawn).then_some(((ink + paper) / 2) as u8)
}

/// The tone that parts two classes best: Otsu's method (IEEE Transactions SMC 9, 1979).
fn parted(counts: &[usize; 256], all: usize) -> usize {
    let total: f64 = counts.iter().enumerate().map(|(tone, count)| (tone * count) as f64).sum();
    let (mut below, mut sum, mut best) = (0.0, 0.0, (0.0, 128));
    for (tone, &count) in counts.iter().enumerate().take(255) {
        below += count as f64;
        sum += (tone * count) as f64;
        let above = all as f64 - below;
        if below > 0.0 && above > 0.0 {
            let apart = sum / below - (total - sum) / above;
            let between = below * above * apart * apart;
            if between > best.0 {
                best = (between, tone + 1);
            }
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_is_told_from_a_photograph() {
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
        assert!(is_line_art(&drawing).is_some_and(|parted| (100..170).contains(&parted)));
        let photograph = Grey { width: 256, height: 4, tones: (0..1024).map(|i| (i / 4) as u8).collect() };
        assert_eq!(is_line_art(&photograph), None);
        let flat = Grey { width: 4, height: 4, tones: vec![130; 16] };
        assert_eq!(is_line_art(&flat), None);
    }
}
