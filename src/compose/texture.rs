//! Texture: statistics that show how evenly the lines of a book are set.
//!
//! Only lines of the most frequent type size count. The statistics are those used to compare typesetting programs: the spread
//! of word spaces in justified lines, hyphens per hundred lines, ladders, widows and orphans.

use crate::page::{Line, Page};
use crate::unit::Length;
use std::collections::BTreeMap;

/// The texture of a book.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Texture {
    /// The number of justified lines that fill their measure.
    pub lines: usize,
    /// The standard deviation of their word spaces, as a fraction of the mean.
    pub space_cv: f64,
    /// The 95th percentile of their word spaces, as a multiple of the natural one.
    pub space_p95: f64,
    /// The widest word space, as a multiple of the natural one.
    pub space_max: f64,
    /// The narrowest word space, as a multiple of the natural one.
    pub space_min: f64,
    /// The number of lines with a word space of more than 1.5 times the natural one.
    pub loose: usize,
    /// The number of lines with a word space of less than 0.75 times the natural one.
    pub tight: usize,
    /// The number of hyphens per hundred lines.
    pub hyphens: f64,
    /// The greatest number of successive lines with a hyphen.
    pub longest_ladder: usize,
    /// The number of pages that end in a hyphen.
    pub page_end_hyphens: usize,
    /// The number of last lines of paragraphs that are alone at the top of a page.
    pub widows: usize,
    /// The number of first lines of paragraphs that are alone at the foot of a page.
    pub orphans: usize,
    /// The number of paragraphs whose last line is shorter than an em and a half.
    pub runts: usize,
    /// The fraction of lines that are on the baseline grid of their page.
    pub grid: f64,
    /// The lines whose word space differs most from the natural one, worst first, with their page numbers.
    pub worst: Vec<(usize, Line)>,
}

/// The maximum number of worst lines to list.
const MAX_WORST: usize = 8;

/// Measures the texture of pages with this leading.
pub fn texture(pages: &[Page], leading: Length) -> Texture {
    let body = body_size(pages);
    let mut texture = Texture::default();
    let mut full: Vec<(usize, Line)> = Vec::new();
    let (mut ladder, mut all, mut on_grid) = (0, 0, 0);
    for page in pages {
        let lines: Vec<&Line> = page.lines.iter().filter(|l| Some(l.size) == body).collect();
        let first = lines.first().map_or(Length::ZERO, |l| l.at.y);
        for line in &lines {
            all += 1;
            on_grid += usize::from((line.at.y - first).0 % leading.0.max(1) == 0);
            ladder = if line.hyphenated { ladder + 1 } else { 0 };
            texture.longest_ladder = texture.longest_ladder.max(ladder);
            texture.runts += usize::from(line.closes && !line.opens && line.width < line.size * 3 / 2);
            if line.full {
                full.push((page.folio, **line));
            }
        }
        let (head, foot) = (lines.first(), lines.last());
        texture.widows += usize::from(head.is_some_and(|l| l.closes && !l.opens));
        texture.orphans += usize::from(foot.is_some_and(|l| l.opens && !l.closes));
        texture.page_end_hyphens += usize::from(foot.is_some_and(|l| l.hyphenated));
    }
    texture.grid = if all == 0 { 1.0 } else { on_grid as f64 / all as f64 };
    texture.spaces(&mut full);
    texture
}

impl Texture {
    fn spaces(&mut self, full: &mut [(usize, Line)]) {
        self.lines = full.len();
        if full.is_empty() {
            return;
        }
        let share = |line: &Line| f64::from(line.space_percent) / 100.0;
        let count = full.len() as f64;
        let mean = full.iter().map(|(_, l)| share(l)).sum::<f64>() / count;
        let variance = full.iter().map(|(_, l)| (share(l) - mean).powi(2)).sum::<f64>() / count;
        self.space_cv = if mean > 0.0 { variance.sqrt() / mean } else { 0.0 };
        self.loose = full.iter().filter(|(_, l)| l.space_percent > 150).count();
        self.tight = full.iter().filter(|(_, l)| l.space_percent < 75).count();
        self.hyphens = 100.0 * full.iter().filter(|(_, l)| l.hyphenated).count() as f64 / count;
        full.sort_by_key(|(folio, l)| (l.space_percent, *folio, l.at.y));
        self.space_min = share(&full[0].1);
        self.space_max = share(&full[full.len() - 1].1);
        self.space_p95 = share(&full[(full.len() * 95 / 100).min(full.len() - 1)].1);
        full.sort_by_key(|(folio, l)| (std::cmp::Reverse(l.space_percent.abs_diff(100)), *folio, l.at.y));
        self.worst = full.iter().take(MAX_WORST).filter(|(_, l)| l.space_percent.abs_diff(100) > 15).copied().collect();
    }
}

/// Returns the most frequent type size of lines.
fn body_size(pages: &[Page]) -> Option<Length> {
    let mut sizes: BTreeMap<Length, usize> = BTreeMap::new();
    for line in pages.iter().flat_map(|p| &p.lines) {
        *sizes.entry(line.size).or_default() += 1;
    }
    sizes.into_iter().max_by_key(|(_, count)| *count).map(|(size, _)| size)
}
