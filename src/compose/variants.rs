//! What may give on a page that would come out short: the white at headings and quotations, and paragraphs that can be
//! set a line longer or shorter.
//!
//! White takes a whole line more, so that everything stays on the grid. Where that doesn't mend a page, the paragraphs
//! that stand wholly on it are broken again for a line more and a line less, within the same limits; then pages are cut
//! again, and what a variant costs is weighed against what it mends (Mittelbach, *A General LuaTeX Framework for Globally
//! Optimized Pagination*, 2019; "looseness" in *TeX: The Program*, § 875).

use super::Press;
use super::galley::{Row, Setter, Unit};
use super::pagebreak::Plan;
use crate::diagnostic::Span;
use crate::spec::Loosened;
use crate::unit::Length;
use rayon::prelude::*;
use std::ops::Range;

/// Rows in another number of lines.
#[derive(Debug, Default)]
pub(super) struct Variant {
    /// The rows of the galley that it takes the place of.
    pub(super) rows: Range<usize>,
    /// Lines more, or fewer.
    pub(super) by: i64,
    /// What it costs, on the scale of the page breaker.
    pub(super) price: i64,
    /// Its rows.
    pub(super) set: Vec<Row>,
    /// Whether it needs rows after it on its page: white at the foot is no white.
    pub(super) inner: bool,
}

/// What a line of white more costs at a heading, and elsewhere: less than a page that is a line short.
const WHITE_AT_HEADING: i64 = 20;
const WHITE: i64 = 90;
/// What any variant of a paragraph costs.
const PRICE: i64 = 40;
/// Word spaces further from their natural width than this, in hundredths, are worse than a short page.
const WORST: i64 = 32;
/// Paragraphs of fewer lines hardly ever have a variant.
const LEAST_LINES: usize = 5;

/// The whites of a galley that may take a line more.
pub(super) fn whites(rows: &[Row], leading: Length) -> Vec<Variant> {
    let grows = |i: &usize| rows[*i].is_space && *i > 0 && *i + 1 < rows.len();
    let white = |i: usize| {
        let heading = rows[i + 1].heading.is_some();
        let set = vec![Row { height: rows[i].height + leading, is_space: true, ..Row::default() }];
        Variant { rows: i..i + 1, by: 1, price: if heading { WHITE_AT_HEADING } else { WHITE }, set, inner: true }
    };
    (0..rows.len()).filter(grows).map(white).collect()
}

/// The variants of paragraphs that could mend pages; none if no page is short.
pub(super) fn paragraphs(press: Press, rows: &[Row], plans: &[Plan], starts_recto: bool) -> Vec<Variant> {
    let leading = press.spec.body.leading;
    let slack = |i: usize| plans.get(i).filter(|p| !p.rows.is_empty() && i + 1 < plans.len()).map(|p| p.slack);
    // A line short beside a page that is a line short is no fault.
    let unlike = |i: usize, other: Option<usize>| {
        other.and_then(slack).is_some_and(|facing| slack(i).is_some_and(|own| own >= facing + leading))
    };
    let facing = |i: usize| if i.is_multiple_of(2) == starts_recto { i.checked_sub(1) } else { Some(i + 1) };
    let short = |i: &usize| slack(*i).is_some_and(|own| own >= leading * 2) || unlike(*i, facing(*i));
    let pages = (0..plans.len()).filter(short);
    let units: Vec<(Unit, Range<usize>)> = pages.flat_map(|i| units(rows, plans[i].rows.clone())).collect();
    let hyphens = |rows: &[Row]| rows.iter().filter(|row| row.hyphenated).count();
    let both = |(unit, range): (Unit, Range<usize>)| {
        [-1, 1].into_iter().filter_map(move |by| variant(press, unit, range.clone(), by))
    };
    let found = units.into_par_iter().flat_map_iter(both);
    found.filter(|v| hyphens(&v.set) <= hyphens(&rows[v.rows.clone()])).collect()
}

/// A paragraph that can well take another count of lines.
#[derive(Clone, Copy, Debug)]
pub struct Loosenable {
    /// The paragraph.
    pub loosened: Loosened,
    /// How far its worst word space is from the natural one, in hundredths.
    pub strain: i64,
    /// Where it was typed.
    pub span: Span,
}

/// Every paragraph of the brochure that can well take `by` lines more, the best first.
pub(super) fn loosenable(press: Press, by: i64) -> Vec<Loosenable> {
    let (galleys, _) = press.set_texts();
    let units: Vec<(Unit, Range<usize>, usize)> = (galleys.iter().enumerate())
        .flat_map(|(text, rows)| units(rows, 0..rows.len()).into_iter().map(move |(unit, range)| (unit, range, text)))
        .collect();
    let worth = |(unit, range, text): (Unit, Range<usize>, usize)| {
        let span = galleys[text][range.start].line.map(|line| line.span)?;
        let found = variant(press, unit, range, by)?;
        let loosened = Loosened { text: unit.text, place: (unit.block, unit.ordinal), by };
        Some(Loosenable { loosened, strain: found.price - PRICE, span })
    };
    let mut found: Vec<Loosenable> = units.into_par_iter().filter_map(worth).collect();
    found.sort_by_key(|f| (f.strain, f.span));
    found
}

/// The paragraphs that stand wholly in a range of rows.
fn units(rows: &[Row], page: Range<usize>) -> Vec<(Unit, Range<usize>)> {
    let mut found = Vec::new();
    let mut at = page.start;
    while at < page.end {
        let Some(unit) = rows[at].unit else {
            at += 1;
            continue;
        };
        let end = (at..rows.len()).find(|i| rows[*i].unit != Some(unit)).unwrap_or(rows.len());
        let begins = at == 0 || rows[at - 1].unit != Some(unit);
        if begins && end <= page.end && end - at >= LEAST_LINES {
            found.push((unit, at..end));
        }
        at = end;
    }
    found
}

/// A paragraph set `by` lines longer; none where that can't be done well.
fn variant(press: Press, unit: Unit, rows: Range<usize>, by: i64) -> Option<Variant> {
    let text = &press.manuscript.texts[unit.text];
    let signs = press.signs(unit.text);
    let mut setter = Setter::new(press, &signs, press.language(unit.text));
    setter.loosened = Some((unit.ordinal, by));
    let (set, _) = press.set_block(&mut setter, text, (unit.text, unit.block, false));
    let set: Vec<Row> = set.into_iter().filter(|row| row.unit == Some(unit)).collect();
    if set.len() as i64 != rows.len() as i64 + by {
        return None;
    }
    let strain = |row: &Row| (i64::from(row.line.map_or(100, |l| l.space_percent)) - 100).abs();
    let worst = set.iter().map(strain).max().unwrap_or(0);
    (worst <= WORST).then_some(Variant { rows, by, price: PRICE + worst, set, inner: false })
}
