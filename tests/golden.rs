//! Golden pages: pictures of pages of the sample, compared area by area.
//!
//! `AGRAFE_UPDATE=1 cargo test --test golden` draws them anew, and `git diff` shows which have changed.

mod common;

use common::{agrafe, root};
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{GrayImage, Luma};
use std::fs::File;
use std::io::BufWriter;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Pages of the sample that show a cover, the contents, a text's opening with an epigraph and a dropped capital, a calendar,
/// tables, a part, nested lists, code, figures, a box, verse, an interview, notes and a back cover.
const PAGES: [usize; 12] = [1, 4, 5, 7, 12, 14, 16, 18, 20, 24, 25, 30];

/// Dots an inch: a letter of the text is some six dots high, so that a comma is more than a grey dot.
const DPI: &str = "100";

/// The side of an area, in dots: about the distance of two baselines, so that an area holds a few letters at most and a
/// changed one isn't lost in the mean of unchanged ones.
const TILE: u32 = 12;

/// By how many grey levels of 255 the mean of an area may differ. Drawing is deterministic, so it could be zero; half a level
/// lets the edges of some glyphs be rounded otherwise on another machine, and is less than a tenth of what the smallest
/// word makes.
const TOLERANCE: f64 = 0.5;

#[test]
fn pages_of_the_sample_look_as_before() {
    let update = std::env::var_os("AGRAFE_UPDATE").is_some_and(|value| !value.is_empty());
    let scratch = tempfile::tempdir().unwrap();
    let brochure = root().join("brochure");
    let mut unlike = Vec::new();
    for number in PAGES {
        let drawn = scratch.path().join(format!("{number}.png"));
        let arguments =
            ["page", &number.to_string(), brochure.to_str().unwrap(), "--dpi", DPI, "-o", drawn.to_str().unwrap()];
        let output = agrafe(&root(), &arguments);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let (now, golden) = (open(&drawn), golden(number));
        if update && (!golden.is_file() || difference(&now, &open(&golden)).is_some()) {
            save(&now, &golden);
        }
        if let Some(difference) = difference(&now, &open(&golden)) {
            unlike.push(format!("page {number} differs from {}: {difference}", golden.display()));
        }
    }
    assert!(unlike.is_empty(), "{}\nif that is intended: AGRAFE_UPDATE=1 cargo test --test golden", unlike.join("\n"));
}

#[test]
fn no_golden_page_is_superfluous() {
    let mut kept: Vec<PathBuf> =
        std::fs::read_dir(root().join("tests/golden")).unwrap().map(|entry| entry.unwrap().path()).collect();
    let mut wanted: Vec<PathBuf> = PAGES.iter().map(|number| golden(*number)).collect();
    kept.sort();
    wanted.sort();
    assert_eq!(kept, wanted);
}

#[test]
fn every_lost_word_is_seen() {
    for number in [5, 12, 30] {
        let page = open(&golden(number));
        let words = words(&page);
        assert!(words.len() > 150, "only {} words were found on page {number}", words.len());
        for word in words {
            let mut without = page.clone();
            for (x, y) in dots(&word) {
                without.put_pixel(x, y, Luma([255]));
            }
            assert!(difference(&without, &page).is_some(), "page {number}: the word at {word:?} may be lost");
        }
    }
}

#[test]
fn every_line_that_moves_by_a_dot_is_seen() {
    let page = open(&golden(5));
    let lines = lines(&page);
    assert!(lines.len() > 25, "only {} lines were found", lines.len());
    for (right, down) in [(1, 0), (0, 1)] {
        for line in &lines {
            let mut moved = page.clone();
            let whole = Area { x: 0..page.width() - 1, y: line.clone() };
            for (x, y) in dots(&whole) {
                moved.put_pixel(x, y, Luma([255]));
            }
            for (x, y) in dots(&whole) {
                moved.put_pixel(x + right, y + down, *page.get_pixel(x, y));
            }
            assert!(difference(&moved, &page).is_some(), "the line at {line:?} may move by {right}, {down}");
        }
    }
}

#[test]
fn another_size_is_seen() {
    assert!(difference(&GrayImage::new(10, 10), &GrayImage::new(10, 11)).is_some());
}

fn golden(number: usize) -> PathBuf {
    root().join(format!("tests/golden/page-{number}.png"))
}

fn open(path: &Path) -> GrayImage {
    image::ImageReader::open(path)
        .unwrap_or_else(|e| panic!("{}: {e}; AGRAFE_UPDATE=1 cargo test --test golden draws it", path.display()))
        .decode()
        .unwrap()
        .to_luma8()
}

/// Writes a picture as small as the format allows.
fn save(picture: &GrayImage, path: &Path) {
    let file = BufWriter::new(File::create(path).unwrap());
    let encoder = PngEncoder::new_with_quality(file, CompressionType::Best, FilterType::Adaptive);
    picture.write_with_encoder(encoder).unwrap();
}

/// Where two pictures differ most, and by how much, if they do by more than is tolerated.
fn difference(a: &GrayImage, b: &GrayImage) -> Option<String> {
    if a.dimensions() != b.dimensions() {
        return Some(format!("{:?} dots and {:?}", a.dimensions(), b.dimensions()));
    }
    let (width, height) = a.dimensions();
    let mut greatest = (0.0, 0, 0);
    for y in (0..height).step_by(TILE as usize) {
        for x in (0..width).step_by(TILE as usize) {
            let tile = Area { x: x..(x + TILE).min(width), y: y..(y + TILE).min(height) };
            let sum: u32 =
                dots(&tile).map(|(x, y)| u32::from(a.get_pixel(x, y).0[0].abs_diff(b.get_pixel(x, y).0[0]))).sum();
            // An area cut off by the edge counts as a whole one: its few dots would weigh too much.
            let mean = f64::from(sum) / f64::from(TILE * TILE);
            if mean > greatest.0 {
                greatest = (mean, x, y);
            }
        }
    }
    let (mean, x, y) = greatest;
    (mean > TOLERANCE).then(|| format!("by {mean:.1} grey levels on average in the area at {x}, {y}"))
}

/// A rectangle of dots.
#[derive(Clone, Debug)]
struct Area {
    x: Range<u32>,
    y: Range<u32>,
}

fn dots(area: &Area) -> impl Iterator<Item = (u32, u32)> + use<> {
    let x = area.x.clone();
    area.y.clone().flat_map(move |y| x.clone().map(move |x| (x, y)))
}

/// The parts of a row of values in which there is ink, where gaps of fewer than `gap` values don't count.
fn inked(ink: impl Iterator<Item = bool>, gap: u32) -> Vec<Range<u32>> {
    let mut parts: Vec<Range<u32>> = Vec::new();
    for (at, _) in (0..).zip(ink).filter(|(_, inked)| *inked) {
        match parts.last_mut() {
            Some(last) if at < last.end + gap => last.end = at + 1,
            _ => parts.push(at..at + 1),
        }
    }
    parts
}

/// The lines of a page, as rows with ink between rows without: those as low as text.
fn lines(page: &GrayImage) -> Vec<Range<u32>> {
    let row = |y: u32| (0..page.width()).any(|x| page.get_pixel(x, y).0[0] < 200);
    let mut lines = inked((0..page.height()).map(row), 1);
    lines.retain(|line| (6..20).contains(&line.len()));
    lines
}

/// The words of a page: stretches of a line with ink between gaps as wide as a word space, as narrow as one letter, but not
/// as a mark of punctuation.
fn words(page: &GrayImage) -> Vec<Area> {
    let mut words = Vec::new();
    for line in lines(page) {
        let column = |x: u32| line.clone().any(|y| page.get_pixel(x, y).0[0] < 200);
        let found = inked((0..page.width()).map(column), 3).into_iter().filter(|word| word.len() >= 4);
        words.extend(found.map(|x| Area { x, y: line.clone() }));
    }
    words
}
