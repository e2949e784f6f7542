//! Variants: changes that make a page longer or shorter. Spaces around headings and quotations can take one more line, and
//! paragraphs can take one line more or less.
//!
//! Spaces grow by a whole line, so that everything stays on the grid. If that doesn't fill a page, the paragraphs that are
//! entirely on it are broken again with one line more and with one line less, within the limits of normal line
//! breaking. Then the text is paginated again, and the cost of a variant is weighed against that of a short page. Sources: F.
//! Mittelbach, *A General LuaTeX Framework for Globally Optimized Pagination* (2019); looseness in *TeX: The Program*, § 875.

use super::context::Context;
use super::layouter::BlockLayouter;
use super::pagebreak::{PagePlan, RowVariant};
use super::row::{ParagraphId, Row};
use super::texts;
use crate::diagnostic::{Span, Warned};
use crate::spec::Loosened;
use crate::unit::Length;
use rayon::prelude::*;
use std::ops::Range;

/// The cost of one more line of space above a heading. It is lower than the cost of a page that is one line short.
const SPACE_AT_HEADING: i64 = 20;
/// The cost of one more line of space elsewhere.
const SPACE: i64 = 90;
/// The cost of a variant of a paragraph, to which the deviation of its worst word space in per cent is added.
const PARAGRAPH: i64 = 40;
/// The greatest difference of a word space from its natural width, in per cent. Beyond that, a variant is worse than a short
/// page.
const WORST_SPACE_PERCENT: i64 = 32;
/// The minimum number of lines in a paragraph for which variants are tried. Shorter paragraphs hardly ever have a variant.
const MIN_LINES: usize = 5;

/// Returns a variant with one more line for each space that can grow.
pub(super) fn spaces(rows: &[Row], leading: Length) -> Vec<RowVariant> {
    let grows = |i: &usize| rows[*i].is_space && *i > 0 && *i + 1 < rows.len();
    let larger = |i: usize| {
        let cost = if rows[i + 1].heading.is_some() { SPACE_AT_HEADING } else { SPACE };
        let replacement = vec![Row::space(rows[i].height() + leading)];
        RowVariant { rows: i..i + 1, by: 1, cost, replacement, inner: true }
    };
    (0..rows.len()).filter(grows).map(larger).collect()
}

/// Returns the variants of the paragraphs on short pages, or nothing if no page is short.
pub(super) fn paragraphs(context: Context, rows: &[Row], plans: &[PagePlan], starts_recto: bool) -> Vec<RowVariant> {
    let leading = context.spec.body.leading;
    let slack = |i: usize| plans.get(i).filter(|p| !p.rows.is_empty() && i + 1 < plans.len()).map(|p| p.slack);
    // Facing pages that are both one line short look even.
    let unlike = |i: usize, other: Option<usize>| {
        other.and_then(slack).is_some_and(|facing| slack(i).is_some_and(|own| own >= facing + leading))
    };
    let facing = |i: usize| if i.is_multiple_of(2) == starts_recto { i.checked_sub(1) } else { Some(i + 1) };
    let short = |i: &usize| slack(*i).is_some_and(|own| own >= leading * 2) || unlike(*i, facing(*i));
    let pages = (0..plans.len()).filter(short);
    let whole: Vec<(ParagraphId, Range<usize>)> =
        pages.flat_map(|i| whole_paragraphs(rows, plans[i].rows.clone())).collect();
    let hyphens = |rows: &[Row]| rows.iter().filter(|row| row.hyphenated).count();
    let both = |(paragraph, range): (ParagraphId, Range<usize>)| {
        [-1, 1].into_iter().filter_map(move |by| variant(context, paragraph, range.clone(), by))
    };
    let found = whole.into_par_iter().flat_map_iter(both);
    found.filter(|v| hyphens(&v.replacement) <= hyphens(&rows[v.rows.clone()])).collect()
}

/// A paragraph that can have a different number of lines and still look even.
#[derive(Clone, Copy, Debug)]
pub struct LoosenableParagraph {
    /// The paragraph.
    pub loosened: Loosened,
    /// The difference between its worst word space and the natural one, in per cent.
    pub strain_percent: i64,
    /// The span of its first line in the source.
    pub span: Span,
}

/// Returns every paragraph of the brochure that can be set `by` lines longer and still look even, most even first.
pub(super) fn loosenable(context: Context, by: i64) -> Vec<LoosenableParagraph> {
    // The diagnostics of this layout were reported when the brochure itself was composed.
    let Warned { value: columns, diagnostics: _ } = texts::lay_out(context);
    let whole: Vec<(ParagraphId, Range<usize>)> =
        columns.iter().flat_map(|rows| whole_paragraphs(rows, 0..rows.len())).collect();
    let evaluated = |(paragraph, range): (ParagraphId, Range<usize>)| {
        let span = columns[paragraph.text][range.start].line().map(|line| line.span)?;
        let found = variant(context, paragraph, range, by)?;
        let loosened = Loosened { text: paragraph.text, place: (paragraph.block, paragraph.ordinal), by };
        Some(LoosenableParagraph { loosened, strain_percent: found.cost - PARAGRAPH, span })
    };
    let mut found: Vec<LoosenableParagraph> = whole.into_par_iter().filter_map(evaluated).collect();
    found.sort_by_key(|f| (f.strain_percent, f.span));
    found
}

/// Returns the paragraphs that are entirely in a range of rows and long enough to try.
fn whole_paragraphs(rows: &[Row], page: Range<usize>) -> Vec<(ParagraphId, Range<usize>)> {
    let mut found = Vec::new();
    let mut at = page.start;
    while at < page.end {
        let Some(paragraph) = rows[at].paragraph else {
            at += 1;
            continue;
        };
        let end = (at..rows.len()).find(|i| rows[*i].paragraph != Some(paragraph)).unwrap_or(rows.len());
        let begins = at == 0 || rows[at - 1].paragraph != Some(paragraph);
        if begins && end <= page.end && end - at >= MIN_LINES {
            found.push((paragraph, at..end));
        }
        at = end;
    }
    found
}

/// Sets a paragraph `by` lines longer. Returns `None` if that can't be done evenly.
fn variant(context: Context, paragraph: ParagraphId, rows: Range<usize>, by: i64) -> Option<RowVariant> {
    let mut layouter = BlockLayouter::new(context, context.note_refs(paragraph.text), context.language(paragraph.text));
    layouter.loosened = Some((paragraph.ordinal, by));
    // The diagnostics of the block were reported when it was first laid out.
    let Warned { value: block, diagnostics: _ } = texts::lay_out_block(&mut layouter, paragraph.text, paragraph.block);
    let replacement: Vec<Row> = block.into_iter().filter(|row| row.paragraph == Some(paragraph)).collect();
    if replacement.len() as i64 != rows.len() as i64 + by {
        return None;
    }
    let strain = |row: &Row| (i64::from(row.line().map_or(100, |line| line.space_percent)) - 100).abs();
    let worst = replacement.iter().map(strain).max().unwrap_or(0);
    let cost = PARAGRAPH + worst;
    (worst <= WORST_SPACE_PERCENT).then_some(RowVariant { rows, by, cost, replacement, inner: false })
}
