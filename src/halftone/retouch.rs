//! Retouching: adjusts levels and sharpness on request.
//!
//! Both are off by default, since they make photographs less like the original after two copies. Levels change tones
//! that the tone curve would have kept, and sharpened edges are printed as fringes.

use crate::image::Grey;
use std::borrow::Cow;

/// The share of pixels, in thousandths, that the adjustment of levels may make fully black, and the share that it may
/// make fully white. These pixels are taken for dust and glare.
const CLIPPED_PER_MILLE: usize = 5;
/// The smallest difference from the blurred picture that is sharpened. Smaller differences are noise.
const MIN_DIFFERENCE: i32 = 4;

/// How tones are retouched.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Retouch {
    /// Whether the darkest and lightest tones are stretched to black and white.
    pub levels: bool,
    /// How strongly edges are sharpened, in per cent.
    pub sharpen: u32,
}

/// Returns the tones of a picture after retouching.
pub fn retouched(grey: &Grey, retouch: Retouch) -> Cow<'_, Grey> {
    let mut grey = Cow::Borrowed(grey);
    if retouch.levels
        && let Some(table) = level_table(&grey)
    {
        grey.to_mut().tones.iter_mut().for_each(|tone| *tone = table[usize::from(*tone)]);
    }
    if retouch.sharpen > 0 && grey.width > 2 && grey.height > 2 {
        grey = Cow::Owned(sharpened(&grey, retouch.sharpen as i32));
    }
    grey
}

/// Returns a table that stretches the darkest and the lightest tones to black and white, or `None` for a picture of
/// uniform tone.
fn level_table(grey: &Grey) -> Option<[u8; 256]> {
    let counts = histogram(&grey.tones);
    let most = grey.tones.len() * CLIPPED_PER_MILLE / 1000;
    let end = |tone_at: &dyn Fn(usize) -> usize| {
        let mut sum = 0;
        (0..256).map(tone_at).find(|tone| {
            sum += counts[*tone];
            sum > most
        })
    };
    let (dark, bright) = (end(&|step| step)?, end(&|step| 255 - step)?);
    if bright <= dark {
        return None;
    }
    let range = bright - dark;
    Some(std::array::from_fn(|tone| ((tone.saturating_sub(dark) * 255 + range / 2) / range).min(255) as u8))
}

/// Applies an unsharp mask: adds a share, in per cent, of the difference from a blurred picture. The blur is the 3 by 3
/// binomial kernel (1 2 1, 2 4 2, 1 2 1, divided by 16).
fn sharpened(grey: &Grey, percent: i32) -> Grey {
    let Grey { width, height, ref tones } = *grey;
    let mut sharp = tones.clone();
    for y in 1..height - 1 {
        for x in 1..width - 1 {
            let at = |dy: usize, dx: usize| i32::from(tones[(y + dy - 1) * width + x + dx - 1]);
            let corners = at(0, 0) + at(0, 2) + at(2, 0) + at(2, 2);
            let sides = at(0, 1) + at(1, 0) + at(1, 2) + at(2, 1);
            let own = at(1, 1);
            let difference = own - (corners + 2 * sides + 4 * own) / 16;
            if difference.abs() >= MIN_DIFFERENCE {
                sharp[y * width + x] = (own + difference * percent / 100).clamp(0, 255) as u8;
            }
        }
    }
    Grey { width, height, tones: sharp }
}

/// Counts how often each tone occurs.
pub(super) fn histogram(tones: &[u8]) -> [usize; 256] {
    let mut counts = [0; 256];
    tones.iter().for_each(|tone| counts[usize::from(*tone)] += 1);
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_stretch_tones_to_black_and_white() {
        let grey = Grey { width: 10, height: 10, tones: (0..100).map(|i| 80 + i).collect() };
        let tones = retouched(&grey, Retouch { levels: true, sharpen: 0 });
        assert_eq!((tones.tones[0], tones.tones[99]), (0, 255));
        let flat = Grey { width: 2, height: 2, tones: vec![9; 4] };
        assert_eq!(retouched(&flat, Retouch { levels: true, sharpen: 0 }).tones, [9; 4]);
    }

    #[test]
    fn sharpening_changes_only_the_edge() {
        let tones = (0..36).map(|i| if i % 6 < 3 { 100 } else { 160 }).collect();
        let grey = Grey { width: 6, height: 6, tones };
        let sharp = retouched(&grey, Retouch { levels: false, sharpen: 100 }).tones.clone();
        assert!(sharp[14] < 100 && sharp[15] > 160 && sharp[13] == 100 && sharp[16] == 160, "{sharp:?}");
    }
}
