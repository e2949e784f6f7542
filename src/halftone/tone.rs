//! Tones made ready: stretched from black to white, and sharpened, where that is asked for.
//!
//! Neither is done unasked. What a photograph keeps of its likeness through copies gets less by both: levels change tones
//! that the curve would have kept, and sharpened edges print as fringes.

use super::Retouch;
use crate::image::Grey;
use std::borrow::Cow;

/// The share of tones at each end that may become quite black or white, in thousandths.
const CLIPPED: usize = 5;

/// A picture's tones as they go onto the screen.
pub(super) struct Tones<'g> {
    pub(super) grey: Cow<'g, Grey>,
}

impl<'g> Tones<'g> {
    pub(super) fn of(grey: &'g Grey, retouch: Retouch) -> Tones<'g> {
        let mut tones = Tones { grey: Cow::Borrowed(grey) };
        if retouch.levels {
            tones.stretch();
        }
        if retouch.sharpen > 0 {
            tones.sharpen(retouch.sharpen as i32);
        }
        tones
    }

    fn stretch(&mut self) {
        let counts = histogram(&self.grey.tones);
        let most = self.grey.tones.len() * CLIPPED / 1000;
        let end = |toned: &dyn Fn(usize) -> usize| {
            let mut sum = 0;
            (0..256).map(toned).find(|tone| {
                sum += counts[*tone];
                sum > most
            })
        };
        let (Some(dark), Some(bright)) = (end(&|step| step), end(&|step| 255 - step)) else { return };
        if bright <= dark {
            return;
        }
        let span = bright - dark;
        let table: [u8; 256] =
            std::array::from_fn(|tone| ((tone.saturating_sub(dark) * 255 + span / 2) / span).min(255) as u8);
        self.grey.to_mut().tones.iter_mut().for_each(|tone| *tone = table[usize::from(*tone)]);
    }

    /// Unsharp masking: the difference from a blurred picture is added, in hundredths. Differences of three tones and less
    /// are noise.
    fn sharpen(&mut self, amount: i32) {
        let Grey { width, height, ref tones } = *self.grey;
        if width < 3 || height < 3 {
            return;
        }
        let mut sharp = tones.clone();
        for y in 1..height - 1 {
            for x in 1..width - 1 {
                let at = |dy: usize, dx: usize| i32::from(tones[(y + dy - 1) * width + x + dx - 1]);
                let corners = at(0, 0) + at(0, 2) + at(2, 0) + at(2, 2);
                let sides = at(0, 1) + at(1, 0) + at(1, 2) + at(2, 1);
                let own = at(1, 1);
                let off = own - (corners + 2 * sides + 4 * own) / 16;
                if off.abs() > 3 {
                    sharp[y * width + x] = (own + off * amount / 100).clamp(0, 255) as u8;
                }
            }
        }
        self.grey = Cow::Owned(Grey { width, height, tones: sharp });
    }
}

/// How often each tone occurs.
pub(super) fn histogram(tones: &[u8]) -> [usize; 256] {
    let mut counts = [0; 256];
    tones.iter().for_each(|tone| counts[usize::from(*tone)] += 1);
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_reach_black_and_white() {
        let grey = Grey { width: 10, height: 10, tones: (0..100).map(|i| 80 + i).collect() };
        let tones = Tones::of(&grey, Retouch { levels: true, sharpen: 0 });
        assert_eq!((tones.grey.tones[0], tones.grey.tones[99]), (0, 255));
        let flat = Grey { width: 2, height: 2, tones: vec![9; 4] };
        assert_eq!(Tones::of(&flat, Retouch { levels: true, sharpen: 0 }).grey.tones, [9; 4]);
    }

    #[test]
    fn sharpening_widens_a_step_and_leaves_a_field() {
        let tones = (0..36).map(|i| if i % 6 < 3 { 100 } else { 160 }).collect();
        let grey = Grey { width: 6, height: 6, tones };
        let sharp = Tones::of(&grey, Retouch { levels: false, sharpen: 100 }).grey.tones.clone();
        assert!(sharp[14] < 100 && sharp[15] > 160 && sharp[13] == 100 && sharp[16] == 160, "{sharp:?}");
    }
}
