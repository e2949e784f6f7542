//! Proofs: pages with marks for proofreaders, drawn under the text and mostly in grey.
//!
//! Hairlines show the baseline grid and the edges of the text area. A bar to the left of a line shows how tight the line is,
//! and a bar to the right shows how loose it is: the bar is one millimetre long for every 10 % by which the word space differs
//! from the natural one. Grey fields connect the word spaces of rivers over three lines or more. Grey fields also mark stacks,
//! where two successive lines begin or end with the same word. Every fifth line has its number at the spine. The outer margin
//! contains the codes of findings, and bars next to lines whose words have changed.

use super::lettering::Lettering;
use super::rivers::{self, Gap, Word};
use crate::drawing::{LabelSetter, TextAlign, TextLabel};
use crate::geometry::{Point, Size};
use crate::page::{Ink, Item, Line, Page};
use crate::spec::Spec;
use crate::unit::{Length, UNITS_PER_POINT};

/// The type size of labels in the margin.
const SIZE: Length = Length(6 * UNITS_PER_POINT);
/// The grey of the grid lines.
const GRID: Ink = Ink::Tint(25);
/// The grey of fields under words and spaces.
const FIELD: Ink = Ink::Tint(30);
/// The grey of bars next to lines.
const BAR: Ink = Ink::Tint(60);
/// The greatest difference from the natural word space for which no bar is drawn, in per cent.
const UNMARKED_PERCENT: u32 = 10;
/// The smallest number of lines in a river that is marked.
const MIN_RIVER_LINES: usize = 3;

/// The marks next to the lines of a proof. Lines are identified by their index on the page.
#[derive(Default)]
pub struct ProofNotes<'n> {
    /// The lines whose words have changed.
    pub changed: &'n [usize],
    /// The codes of findings, each with the index of its line.
    pub findings: &'n [(usize, &'static str)],
}

/// Returns the page with proof marks under everything else, and with notes in its margins.
pub fn proof(page: &Page, spec: &Spec, notes: &ProofNotes, lettering: &Lettering) -> Page {
    let mut marks = Vec::new();
    numbers(page, spec, lettering, &mut marks);
    margin_marks(page, spec, notes, lettering, &mut marks);
    frame(page, spec, &mut marks);
    for line in &page.lines {
        bar(line, &mut marks);
    }
    let words = words(page);
    rivers(page, &words, spec.body.leading, &mut marks);
    stacks(page, &words, spec.body.leading, &mut marks);
    let mut proof = page.clone();
    proof.prepend(marks);
    proof
}

/// Draws the number of every fifth line, in the margin at the spine.
fn numbers(page: &Page, spec: &Spec, lettering: &Lettering, marks: &mut Vec<(Point, Item)>) {
    const STEP: usize = 5;
    let width = Length::mm(7.0);
    let recto = page.is_recto();
    let edge = if recto { Length::ZERO } else { page.trim.width - spec.page.inner };
    let middle = edge + (spec.page.inner - Length::mm(1.0)).max(width) / 2;
    for (i, line) in page.lines.iter().enumerate().filter(|(i, _)| (i + 1) % STEP == 0) {
        let (text, at) = ((i + 1).to_string(), Point::new(middle, line.at.y));
        marks.extend(
            lettering.set(&TextLabel { text: &text, at, align: TextAlign::Centred, size: SIZE, measure: width }).items,
        );
    }
}

/// Draws bars next to lines that have changed, and the codes of findings, in the outer margin.
fn margin_marks(page: &Page, spec: &Spec, notes: &ProofNotes, lettering: &Lettering, marks: &mut Vec<(Point, Item)>) {
    let recto = page.is_recto();
    let left = spec.page.left(recto);
    let bar = if recto { left + spec.page.measure() + Length::mm(2.0) } else { left - Length::mm(2.5) };
    for line in notes.changed.iter().filter_map(|line| page.lines.get(*line)) {
        let height = line.size * 5 / 4;
        marks
            .push((Point::new(bar, line.at.y - line.size), Item::Rule(Size::new(Length::mm(0.5), height), Ink::Black)));
    }
    let width = Length::mm(8.0);
    let x = if recto { page.trim.width - width } else { Length::mm(1.0) };
    let mut last = None;
    for (number, code) in notes.findings {
        let Some(line) = page.lines.get(*number) else { continue };
        // Several findings in one line are listed one below the other.
        let y = last.filter(|last| line.at.y < *last + SIZE).map_or(line.at.y, |last: Length| last + SIZE);
        let label = TextLabel { text: code, at: Point::new(x, y), align: TextAlign::Left, size: SIZE, measure: width };
        marks.extend(lettering.set(&label).items);
        last = Some(y);
    }
}

/// Draws the edges of the text area and the baselines.
fn frame(page: &Page, spec: &Spec, marks: &mut Vec<(Point, Item)>) {
    let hair = Length::pt(0.25);
    let (left, measure) = (spec.page.left(page.is_recto()), spec.page.measure());
    let (top, height) = (spec.page.top, spec.page.height());
    for x in [left, left + measure] {
        marks.push((Point::new(x, top), Item::Rule(Size::new(hair, height), GRID)));
    }
    let Some(first) = page.lines.first() else { return };
    let leading = spec.body.leading;
    let mut y = first.at.y - leading * ((first.at.y - top).0 / leading.0.max(1));
    while y <= top + height {
        marks.push((Point::new(left, y), Item::Rule(Size::new(measure, hair), GRID)));
        y += leading;
    }
}

/// Draws a bar next to a line that is tight or loose.
fn bar(line: &Line, marks: &mut Vec<(Point, Item)>) {
    let off = line.space_percent.abs_diff(100);
    if !line.full || off <= UNMARKED_PERCENT {
        return;
    }
    let size = Size::new(Length::mm(f64::from(off.min(90)) / 10.0), line.size / 2);
    let gap = Length::mm(1.0);
    let x = if line.space_percent > 100 { line.at.x + line.measure + gap } else { line.at.x - gap - size.width };
    marks.push((Point::new(x, line.at.y - line.size / 2), Item::Rule(size, BAR)));
}

/// Returns the words of each line of a page, from left to right.
fn words(page: &Page) -> Vec<Vec<Word>> {
    page.lines.iter().map(|line| rivers::words(&page.runs_of(line))).collect()
}

/// Marks word spaces that overlap from line to line.
fn rivers(page: &Page, words: &[Vec<Word>], leading: Length, marks: &mut Vec<(Point, Item)>) {
    let follows = |line: usize| page.lines[line].at.y - page.lines[line - 1].at.y == leading;
    let found = rivers::rivers(words.len(), MIN_RIVER_LINES, |line| rivers::gaps(&words[line]), follows);
    found.iter().for_each(|river| draw_river(page, river, leading, marks));
}

fn draw_river(page: &Page, river: &[Gap], leading: Length, marks: &mut Vec<(Point, Item)>) {
    for &Gap { line, from, to } in river {
        let top = page.lines[line].at.y - leading * 3 / 4;
        marks.push((Point::new(from, top), Item::Rule(Size::new(to - from, leading), FIELD)));
    }
}

/// Marks successive lines that begin or end with the same word.
fn stacks(page: &Page, words: &[Vec<Word>], leading: Length, marks: &mut Vec<(Point, Item)>) {
    for line in 1..words.len() {
        if page.lines[line].at.y - page.lines[line - 1].at.y != leading {
            continue;
        }
        for end in [false, true] {
            let pick = |at: usize| if end { words[at].last() } else { words[at].first() };
            let (Some(above), Some(below)) = (pick(line - 1), pick(line)) else { continue };
            let bare = |w: &Word| w.text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
            if bare(above) != bare(below) || bare(above).chars().count() < 2 {
                continue;
            }
            for (at, word) in [(line - 1, above), (line, below)] {
                let top = page.lines[at].at.y - leading * 3 / 4;
                marks.push((Point::new(word.from, top), Item::Rule(Size::new(word.to - word.from, leading), FIELD)));
            }
        }
    }
}
