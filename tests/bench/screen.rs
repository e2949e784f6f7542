//! Measures the speed of halftoning in printer dots per second, on all cores, and the time to compute a tone curve:
//! `cargo bench --bench screen`.

use agrafe::halftone::{Process, Retouch, Screener};
use agrafe::image::{DotSize, Grey};
use divan::{Bencher, counter::ItemsCount};

fn main() {
    let dots = Screener::new(600, 71, 2).screen(&photograph(), PAGE, Process::Halftone, Retouch::default());
    assert_eq!(DotSize { width: dots.width, height: dots.height }, PAGE);
    divan::main();
}

/// Returns a picture of twelve megapixels, a common size for phones, with soft shapes and grain.
fn photograph() -> Grey {
    let (width, height) = (4000, 3000);
    let tone = |at: usize| {
        let (x, y) = ((at % width) as f64 / 300.0, (at / width) as f64 / 270.0);
        let grain = (at.wrapping_mul(2_654_435_761) >> 13) % 24;
        ((x.sin() * y.cos() + 1.0) * 115.0) as u8 + grain as u8
    };
    Grey { width, height, tones: (0..width * height).map(tone).collect() }
}

/// The size in dots of a picture as wide as an A5 page at 600 dpi.
const PAGE: DotSize = DotSize { width: 3496, height: 2622 };

/// Measures halftoning alone. The items are printer dots.
#[divan::bench]
fn dots(bencher: Bencher) {
    let (screener, grey) = (Screener::new(600, 71, 2), photograph());
    bencher
        .counter(ItemsCount::new(PAGE.width * PAGE.height))
        .bench(|| screener.screen(&grey, PAGE, Process::Halftone, Retouch::default()));
}

/// Measures halftoning with levels and sharpening.
#[divan::bench]
fn retouched(bencher: Bencher) {
    let (screener, grey) = (Screener::new(600, 71, 2), photograph());
    let retouch = Retouch { levels: true, sharpen: 100 };
    bencher
        .counter(ItemsCount::new(PAGE.width * PAGE.height))
        .bench(|| screener.screen(&grey, PAGE, Process::Halftone, retouch));
}

/// Measures the computation of the tone curve from a wedge that is copied twice in simulation.
#[divan::bench]
fn curve() -> Screener {
    Screener::new(600, 71, 2)
}
