//! Compares pages of the sample with golden pages, the pictures in `tests/golden`, area by area.
//!
//! `AGRAFE_UPDATE=1 cargo test --test golden` draws the golden pages again; `git diff` then shows which have changed.

mod common;

use common::{agrafe, root};
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{GrayImage, Luma};
use std::fs::File;
use std::io::BufWriter;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// The pages of the sample that are compared. They show a cover, the contents, the opening of a text with an epigraph and a
/// drop cap, a calendar, tables, a part, nested lists, code, figures, a box, verse, an interview, notes and a back cover.
const PAGES: [usize; 12] = [1, 4, 5, 7, 12, 14, 16, 18, 20, 24, 25, 30];

/// The resolution in pixels per inch. At this resolution, a letter of the text is about six pixels high, and a comma is
/// more than a single grey pixel.
const DPI: &str = "100";

/// The side of an area in pixels, about the distance between two baselines. An area then holds only a few letters, so that
/// one changed letter has a visible effect on the mean.
const TILE: u32 = 12;

/// The largest mean difference allowed in an area, in grey levels from 0 to 255. Drawing is deterministic, so the limit could
/// be zero. Half a level allows for the edges of some glyphs to be rounded differently on another machine, and is less than
/// a tenth of the difference that the smallest word makes.
const TOLERANCE: f64 = 0.5;

#[test]
fn pages_of_the_sample_match_the_golden_pages() {
    let update = std::env::var_os("AGRAFE_UPDATE").is_some_and(|value| !value.is_empty());
    let scratch = tempfile::tempdir().unwrap();
    let brochure = root().join("brochure");
    let mut changed = Vec::new();
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
            changed.push(format!("page {number} differs from {}: {difference}", golden.display()));
        }
    }
    assert!(
        changed.is_empty(),
        "{}\nIf that is intended, run AGRAFE_UPDATE=1 cargo test --test golden.",
        changed.join("\n")
    );
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
fn every_missing_word_is_detected() {
    for number in [5, 12, 30] {
        let page = open(&golden(number));
        let words = words(&page);
        assert!(words.len() > 150, "only {} words were found on page {number}", words.len());
        for word in words {
            let mut without = page.clone();
            for (x, y) in pixels(&word) {
                without.put_pixel(x, y, Luma([255]));
            }
            assert!(
                difference(&without, &page).is_some(),
                "page {number}: the loss of the word at {word:?} is not detected"
            );
        }
    }
}

#[test]
fn every_line_shifted_by_one_pixel_is_detected() {
    let page = open(&golden(5));
    let lines = lines(&page);
    assert!(lines.len() > 25, "only {} lines were found", lines.len());
    for (right, down) in [(1, 0), (0, 1)] {
        for line in &lines {
            let mut moved = page.clone();
            let whole = Area { x: 0..page.width() - 1, y: line.clone() };
            for (x, y) in pixels(&whole) {
                moved.put_pixel(x, y, Luma([255]));
            }
            for (x, y) in pixels(&whole) {
                moved.put_pixel(x + right, y + down, *page.get_pixel(x, y));
            }
            assert!(
                difference(&moved, &page).is_some(),
                "a shift of the line at {line:?} by {right}, {down} is not detected"
            );
        }
    }
}

#[test]
fn different_size_is_detected() {
    assert!(difference(&GrayImage::new(10, 10), &GrayImage::new(10, 11)).is_some());
}

fn golden(number: usize) -> PathBuf {
    root().join(format!("tests/golden/page-{number}.png"))
}

fn open(path: &Path) -> GrayImage {
    image::ImageReader::open(path)
        .unwrap_or_else(|e| panic!("{}: {e}; AGRAFE_UPDATE=1 cargo test --test golden creates it", path.display()))
        .decode()
        .unwrap()
        .to_luma8()
}

/// Writes a picture as a PNG with the best compression.
fn save(picture: &GrayImage, path: &Path) {
    let file = BufWriter::new(File::create(path).unwrap());
    let encoder = PngEncoder::new_with_quality(file, CompressionType::Best, FilterType::Adaptive);
    picture.write_with_encoder(encoder).unwrap();
}

/// Describes where two pictures differ most and by how much; `None` if they are the same within the tolerance.
fn difference(a: &GrayImage, b: &GrayImage) -> Option<String> {
    if a.dimensions() != b.dimensions() {
        return Some(format!("{:?} pixels and {:?}", a.dimensions(), b.dimensions()));
    }
    let (width, height) = a.dimensions();
    let mut greatest = (0.0, 0, 0);
    for y in (0..height).step_by(TILE as usize) {
        for x in (0..width).step_by(TILE as usize) {
            let tile = Area { x: x..(x + TILE).min(width), y: y..(y + TILE).min(height) };
            let sum: u32 =
                pixels(&tile).map(|(x, y)| u32::from(a.get_pixel(x, y).0[0].abs_diff(b.get_pixel(x, y).0[0]))).sum();
            // The sum of an area at the edge is divided like that of a whole area, or its few pixels would count too much.
            let mean = f64::from(sum) / f64::from(TILE * TILE);
            if mean > greatest.0 {
                greatest = (mean, x, y);
            }
        }
    }
    let (mean, x, y) = greatest;
    (mean > TOLERANCE).then(|| format!("by {mean:.1} grey levels on average in the area at {x}, {y}"))
}

/// A rectangle of pixels.
#[derive(Clone, Debug)]
struct Area {
    x: Range<u32>,
    y: Range<u32>,
}

fn pixels(area: &Area) -> impl Iterator<Item = (u32, u32)> + use<> {
    let x = area.x.clone();
    area.y.clone().flat_map(move |y| x.clone().map(move |x| (x, y)))
}

/// Returns the ranges of rows or columns with ink. `ink` says for each row or column whether it has ink. Gaps of fewer than
/// `gap` rows or columns do not end a range.
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

/// Returns the lines of text on a page: runs of rows with ink, separated by blank rows. Runs that are too short or too
/// tall for a line of text are left out.
fn lines(page: &GrayImage) -> Vec<Range<u32>> {
    let row = |y: u32| (0..page.width()).any(|x| page.get_pixel(x, y).0[0] < 200);
    let mut lines = inked((0..page.height()).map(row), 1);
    lines.retain(|line| (6..20).contains(&line.len()));
    lines
}

/// Returns the words of a page: parts of a line between gaps as wide as a word space. Parts as narrow as a punctuation mark are
/// left out, but single letters are returned.
fn words(page: &GrayImage) -> Vec<Area> {
    let mut words = Vec::new();
    for line in lines(page) {
        let column = |x: u32| line.clone().any(|y| page.get_pixel(x, y).0[0] < 200);
        let found = inked((0..page.width()).map(column), 3).into_iter().filter(|word| word.len() >= 4);
        words.extend(found.map(|x| Area { x, y: line.clone() }));
    }
    words
}
