//! The cache of paginations, used when the same text is composed again.
//!
//! The key contains everything that the page breaker looks at: the heights of rows and the costs of breaks between them. A
//! text can therefore keep its pages when its words change, as long as its number of lines does not change.

use super::note_heights::{Repeat, float_height, footnotes_height, repeats};
use super::pagebreak::{PageArea, PagePlan, paginate};
use super::row::Row;
use super::widow_control::BreakCost;
use crate::cache::Cache;
use crate::unit::Length;
use std::sync::Arc;

/// The properties of a row that affect pagination.
#[derive(PartialEq, Eq, Hash)]
struct RowKey {
    height: Length,
    break_before: BreakCost,
    is_space: bool,
    begins_page: bool,
    hyphenated: bool,
    heading: Option<(u8, bool)>,
    float: Option<Length>,
    footnotes: Length,
}

/// The properties of a variant that affect pagination.
#[derive(PartialEq, Eq, Hash)]
struct VariantKey {
    rows: (usize, usize),
    by: i64,
    cost: i64,
    inner: bool,
}

/// The rows, variants and page area that determine a pagination.
#[derive(PartialEq, Eq, Hash)]
pub(super) struct PaginationKey {
    height: Length,
    leading: Length,
    starts_recto: bool,
    separator: Length,
    rows: Vec<RowKey>,
    repeats: Vec<Repeat>,
    variants: Vec<VariantKey>,
}

/// The cache of paginations.
pub(super) type PaginationCache = Cache<PaginationKey, Arc<Vec<PagePlan>>>;

impl PaginationKey {
    fn of(rows: &[Row], area: &PageArea) -> PaginationKey {
        let row = |row: &Row| RowKey {
            height: row.height(),
            break_before: row.break_before,
            is_space: row.is_space,
            begins_page: row.begins_page,
            hyphenated: row.hyphenated,
            heading: row.heading.as_ref().map(|heading| (heading.level, heading.listed)),
            float: row.float.as_ref().map(|float| float_height(float, area.footnotes, area.separator)),
            footnotes: footnotes_height(row, area.footnotes),
        };
        let variants = area.variants.iter();
        PaginationKey {
            height: area.height,
            leading: area.leading,
            starts_recto: area.starts_recto,
            separator: area.separator,
            rows: rows.iter().map(row).collect(),
            repeats: repeats(rows, area.footnotes),
            variants: variants
                .map(|v| VariantKey { rows: (v.rows.start, v.rows.end), by: v.by, cost: v.cost, inner: v.inner })
                .collect(),
        }
    }
}

/// Paginates rows, or returns their pages from the cache.
pub(super) fn paginate_cached(rows: &[Row], area: &PageArea, cache: &PaginationCache) -> Arc<Vec<PagePlan>> {
    if !cache.is_enabled() {
        return Arc::new(paginate(rows, area));
    }
    cache.get_or_insert_with(PaginationKey::of(rows, area), || Arc::new(paginate(rows, area)))
}
