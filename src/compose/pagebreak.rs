//! Page breaking: optimal pagination by dynamic programming over rows and pending pictures.
//!
//! Input: rows and the area of a page. Output: a plan for each page. A state describes where the next page begins: at which
//! row, on which side of the leaf, and with how many pictures placed so far. If that page is a right-hand page, the state also
//! contains the number of lines by which the facing page is short. The search extends the best path to each state by every
//! page that could follow. Costs arise from short pages, facing pages of unequal height, pictures far from the place that
//! mentions them, and bad breaks between rows (widows, orphans, headings). Sources: M. F. Plass, *Optimal Pagination
//! Techniques for Automatic Typesetting Systems* (1981); F. Mittelbach, *A General Framework for Globally Optimized
//! Pagination* (DocEng 2016).

use super::note_heights::{Repeat, float_height, footnotes_height, repeats};
use super::page_costs as cost;
use super::row::{NoteOfText, Row};
use super::widow_control::NEVER;
use crate::unit::Length;
use std::ops::Range;

/// A replacement for some rows, with a different number of lines.
#[derive(Debug, Default)]
pub(super) struct RowVariant {
    /// The rows to replace.
    pub(super) rows: Range<usize>,
    /// The number of additional lines; negative for fewer lines.
    pub(super) by: i64,
    /// The cost, on the scale of the page breaker.
    pub(super) cost: i64,
    /// The rows that replace them.
    pub(super) replacement: Vec<Row>,
    /// Whether the variant needs rows before and after it on its page, because space at the top and at the foot is dropped.
    pub(super) inner: bool,
}

/// The text area of pages, and the variants that they may use.
pub(super) struct PageArea<'a> {
    /// The height.
    pub(super) height: Length,
    /// The leading of the text. The shortness of a page is measured in leadings.
    pub(super) leading: Length,
    /// Whether the first page is a right-hand page.
    pub(super) starts_recto: bool,
    /// The height of a footnote.
    pub(super) footnotes: &'a dyn Fn(&NoteOfText) -> Length,
    /// The height of the space above the footnotes of a page.
    pub(super) separator: Length,
    /// The variants from which pages can choose.
    pub(super) variants: &'a [RowVariant],
}

/// The plan of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PagePlan {
    /// The rows.
    pub(super) rows: Range<usize>,
    /// The pictures, by their numbers.
    pub(super) floats: Range<usize>,
    /// The height that is left over at the foot.
    pub(super) slack: Length,
    /// The indices in [`PageArea::variants`] of the variants that the page uses, in the order of their rows.
    pub(super) variants: Vec<usize>,
    /// The number of lines of extra space around its pictures.
    pub(super) float_space: i64,
}

/// A point at which a page can begin, with the relevant properties of the page before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct State {
    row: usize,
    float: usize,
    recto: bool,
    /// The number of lines by which the facing left-hand page is short.
    facing: u8,
}

/// A partial pagination: the state that it has reached, and its cost so far.
#[derive(Clone, Copy)]
struct Partial {
    state: State,
    cost: i64,
}

#[derive(Clone)]
struct BestPath {
    cost: i64,
    before: Option<State>,
    plan: PagePlan,
}

/// Receives a page that could follow: the state after it, and the path to that state.
type Offer<'o> = dyn FnMut(State, BestPath) + 'o;

/// The number of partial paginations that the search for an upper bound keeps after each page.
const BEAM_WIDTH: usize = 12;

/// The number of lines by which a page may normally be short. Pages that are even shorter are tried only if
/// there is no alternative.
const NORMAL_SLACK: i64 = 3;

/// The highest cost of facing pages of unequal height.
const MAX_FACING_COST: i64 = cost::FACING * NORMAL_SLACK * NORMAL_SLACK;

/// The greatest number of lines of extra space for each picture.
const MAX_FLOAT_SPACE: i64 = 2;

/// The greatest number of variants on a page; more would be noticeable.
const MAX_VARIANTS: i64 = 2;

/// The greatest number of pictures that wait for a later page. No good pagination delays more of them, and the cost of the search
/// grows with their number.
const MAX_PENDING: usize = 12;

/// The number of lines below which a last page, or the end of a text above the next title, looks abandoned. Such a page costs
/// [`cost::FEW_LINES`] more.
const FEW_LINES: usize = 4;

/// The best path to each state, by row.
struct PathTable {
    rows: Vec<Vec<(State, BestPath)>>,
    /// The cost of a pagination that has been found. Costs are never negative, so partial paginations above this bound can be
    /// pruned.
    bound: i64,
}

impl PathTable {
    fn get(&self, state: State) -> Option<&BestPath> {
        self.rows.get(state.row)?.iter().find(|(s, _)| *s == state).map(|(_, best)| best)
    }

    fn offer(&mut self, state: State, best: BestPath) {
        if best.cost > self.bound {
            return;
        }
        let row = &mut self.rows[state.row];
        match row.iter_mut().find(|(s, _)| *s == state) {
            Some((_, existing)) if existing.cost <= best.cost => {}
            Some((_, existing)) => *existing = best,
            None => row.push((state, best)),
        }
    }

    /// Returns the states at a row with this number of pictures placed, with their costs.
    fn states(&self, row: usize, float: usize) -> Vec<(State, i64)> {
        self.rows[row].iter().filter(|(s, _)| s.float == float).map(|(s, best)| (*s, best.cost)).collect()
    }

    fn len(&self, row: usize) -> usize {
        self.rows[row].len()
    }
}

/// Divides rows into pages at the lowest total cost.
pub(super) fn paginate(rows: &[Row], area: &PageArea) -> Vec<PagePlan> {
    let galley = Galley::of(rows, area);
    let mut table = PathTable { rows: vec![Vec::new(); rows.len() + 1], bound: galley.upper_bound() };
    let start = galley.start();
    table.offer(start, BestPath { cost: 0, before: None, plan: PagePlan::default() });
    let floats = galley.floats.len();
    for row in start.row..=rows.len() {
        if table.len(row) == 0 {
            continue;
        }
        let least = table.rows[row].iter().map(|(s, _)| s.float).min().unwrap_or(0);
        // A page with nothing but pictures leads to the same row with more pictures placed, so states are visited in the order
        // of the number of pictures placed.
        let mut next = Some(least);
        while let Some(float) = next.filter(|float| *float <= floats) {
            let states = table.states(row, float);
            for &(state, cost) in &states {
                // Here, states with the same `recto` differ only in how short the page before them is. That affects later
                // costs by at most `MAX_FACING_COST`, so a state that costs more than another plus this amount is dominated.
                let dominated =
                    |&(other, least): &(State, i64)| other.recto == state.recto && least + MAX_FACING_COST < cost;
                if (row < rows.len() || float < floats) && !states.iter().any(dominated) {
                    galley.extend(Partial { state, cost }, &mut |state, best| table.offer(state, best));
                }
            }
            next = table.rows[row].iter().map(|(s, _)| s.float).filter(|other| *other > float).min();
        }
    }
    let ends = table.states(rows.len(), floats);
    let end = ends.into_iter().min_by_key(|(state, cost)| (*cost, *state)).map(|(state, _)| state);
    trace(&table, end)
}

fn trace(table: &PathTable, end: Option<State>) -> Vec<PagePlan> {
    let mut plans = Vec::new();
    let mut at = end;
    while let Some(best) = at.and_then(|state| table.get(state)) {
        if best.before.is_some() {
            plans.push(best.plan.clone());
        }
        at = best.before;
    }
    plans.reverse();
    plans
}

/// The galley: all rows as one long column, with the sums that the search needs.
struct Galley<'a> {
    rows: &'a [Row],
    area: &'a PageArea<'a>,
    /// For each row, the height of all rows before it.
    heights: Vec<Length>,
    /// For each row, the height of all footnotes that the rows before it refer to.
    footnotes: Vec<Length>,
    /// For each picture, the row that mentions it, and the picture's height.
    floats: Vec<(usize, Length)>,
    /// For each row, the number of pictures that the rows before it mention.
    mentions: Vec<u32>,
    /// Whether any variant makes its rows shorter.
    shrinks: bool,
    /// For each row, the number of listed headings before it.
    headings: Vec<u32>,
    /// The rows before which the author asked for a page break, in order.
    page_begins: Vec<usize>,
    /// The references to footnotes that earlier rows refer to as well, in the order of their rows.
    repeats: Vec<Repeat>,
}

impl<'a> Galley<'a> {
    fn of(rows: &'a [Row], area: &'a PageArea) -> Galley<'a> {
        let (mut heights, mut footnotes) = (vec![Length::ZERO], vec![Length::ZERO]);
        let (mut height, mut notes) = (Length::ZERO, Length::ZERO);
        let (mut floats, mut mentions) = (Vec::new(), vec![0]);
        for (i, row) in rows.iter().enumerate() {
            height += row.height();
            heights.push(height);
            notes += footnotes_height(row, area.footnotes);
            footnotes.push(notes);
            floats.extend(row.float.iter().map(|float| (i, float_height(float, area.footnotes, area.separator))));
            mentions.push(floats.len() as u32);
        }
        let shrinks = area.variants.iter().any(|v| v.by < 0);
        let mut headings = vec![0];
        headings.extend(rows.iter().scan(0, |count, row| {
            *count += u32::from(row.heading.as_ref().is_some_and(|h| h.listed));
            Some(*count)
        }));
        let repeats = repeats(rows, area.footnotes);
        let page_begins = (0..rows.len()).filter(|row| rows[*row].begins_page).collect();
        Galley { rows, area, heights, footnotes, floats, mentions, shrinks, headings, page_begins, repeats }
    }

    /// Returns the row at which a page that begins at `top` must end at the latest: the next page break that the author asked
    /// for, or the end of the galley.
    fn latest_end(&self, top: usize) -> usize {
        let next = self.page_begins.partition_point(|row| *row <= top);
        self.page_begins.get(next).copied().unwrap_or(self.rows.len())
    }

    /// Whether a page may be short if it ends before this row: at the end of the galley, or at a page break that the author
    /// asked for.
    fn may_be_short(&self, end: usize) -> bool {
        self.rows.get(end).is_none_or(|row| row.begins_page)
    }

    /// Returns the first row of a page that begins at `row`. Space is dropped at the top of a page.
    fn top(&self, row: usize) -> usize {
        let mut top = row;
        while top < self.rows.len() && self.rows[top].is_space {
            top += 1;
        }
        top
    }

    /// Returns the height of rows on a page, including their footnotes but not the space at the foot.
    fn used(&self, top: usize, end: usize) -> Length {
        let mut last = end;
        while last > top && self.rows[last - 1].is_space {
            last -= 1;
        }
        let notes = self.footnotes[end] - self.footnotes[top] - self.repeated(top, end);
        let separator = if notes > Length::ZERO { self.area.separator } else { Length::ZERO };
        self.heights[last] - self.heights[top] + notes + separator
    }

    /// Returns the height of the footnotes that are counted more than once for a page with these rows.
    fn repeated(&self, top: usize, end: usize) -> Length {
        let first = self.repeats.partition_point(|repeat| repeat.row < top);
        let here = self.repeats[first..].iter().take_while(|repeat| repeat.row < end);
        here.filter(|repeat| repeat.previous >= top).map(|repeat| repeat.height).sum()
    }

    /// Returns the end of the longest range of rows that begins at `top` and fits into a height. The used height grows with
    /// each row, so the end can be found by bisection.
    fn last_that_fits(&self, top: usize, height: Length) -> usize {
        let (mut fits, mut beyond) = (top, self.rows.len() + 1);
        // Pages are short and galleys are long, so an upper limit is found by doubling the step.
        let mut step = 32;
        while fits + step < beyond && self.used(top, fits + step) <= height {
            fits += step;
            step *= 2;
        }
        beyond = beyond.min(fits + step);
        while beyond - fits > 1 {
            let middle = fits + (beyond - fits) / 2;
            if self.used(top, middle) <= height {
                fits = middle;
            } else {
                beyond = middle;
            }
        }
        fits
    }

    /// Returns the state at which the first page begins.
    fn start(&self) -> State {
        State { row: self.top(0), float: 0, recto: self.area.starts_recto, facing: 0 }
    }

    /// Returns the cost of a good pagination, found by beam search: after each page, only the cheapest partial paginations are
    /// kept. The full search can then ignore everything that costs more.
    fn upper_bound(&self) -> i64 {
        let (rows, floats) = (self.rows.len(), self.floats.len());
        let mut bound = i64::MAX;
        let mut beam = vec![(0, self.start())];
        while !beam.is_empty() {
            let mut next: Vec<(i64, State)> = Vec::new();
            for &(cost, state) in &beam {
                self.extend(
                    Partial { state, cost },
                    &mut |state, best| match next.iter_mut().find(|(_, s)| *s == state) {
                        Some((least, _)) => *least = best.cost.min(*least),
                        None => next.push((best.cost, state)),
                    },
                );
            }
            let at_end = |state: &State| state.row == rows && state.float == floats;
            bound = next.iter().filter(|(_, s)| at_end(s)).map(|(cost, _)| *cost).fold(bound, i64::min);
            next.retain(|(cost, state)| !at_end(state) && *cost < bound);
            next.sort_unstable();
            next.truncate(BEAM_WIDTH);
            beam = next;
        }
        bound
    }

    /// Offers every page that could follow a partial pagination.
    fn extend(&self, partial: Partial, offer: &mut Offer) {
        let at = partial.state;
        let mut any = false;
        for limit in [NORMAL_SLACK, i64::MAX] {
            let mut fair = false;
            for count in 0..=2.min(self.floats.len() - at.float) {
                let found = self.pages(partial, count, limit, offer);
                any |= found.is_some();
                fair |= found.unwrap_or(false);
            }
            if fair {
                return;
            }
        }
        if !any {
            self.rescue(partial, offer);
        }
    }

    /// Offers the pages with `count` more pictures that are at most `limit` lines short. Returns `None` if there are no
    /// such pages, and otherwise whether at least one of them costs less than [`NEVER`].
    fn pages(&self, partial: Partial, count: usize, limit: i64, offer: &mut Offer) -> Option<bool> {
        let at = partial.state;
        let top = self.top(at.row);
        let floats = at.float..at.float + count;
        let pictures: Length = self.floats[floats.clone()].iter().map(|(_, height)| *height).sum();
        let height = self.area.height - pictures;
        if height < Length::ZERO {
            return None;
        }
        let more = if self.shrinks { self.area.leading * MAX_VARIANTS } else { Length::ZERO };
        let end = self.last_that_fits(top, height + more).min(self.latest_end(top));
        let mut fair = None;
        let mut candidate = end;
        loop {
            // A picture may be on the page that mentions it or on a later page, never on an earlier one.
            let mentioned = self.floats[floats.clone()].iter().all(|(row, _)| *row < candidate);
            let slack = height - self.used(top, candidate);
            let leading = self.area.leading.0.max(1);
            let lines = slack.0.div_euclid(leading);
            let last = self.may_be_short(candidate);
            let moves = candidate > top || count > 0;
            if lines > limit && !last {
                break;
            }
            for by in self.changes(lines, last) {
                let Some((variants, extra)) = self.chosen_variants(top..candidate, by) else { continue };
                if mentioned && moves && (candidate == top || self.pending(candidate, floats.end) <= MAX_PENDING) {
                    let spare = lines - by;
                    // Spare lines first become extra space around pictures; only the rest is missing at the foot.
                    let float_space = if last { 0 } else { spare.clamp(0, MAX_FLOAT_SPACE * count as i64) };
                    let left = spare - float_space;
                    let slack = slack - self.area.leading * (by + float_space);
                    let plan = PagePlan { rows: top..candidate, floats: floats.clone(), slack, variants, float_space };
                    let page_cost = extra + cost::FLOAT_SPACE * float_space * float_space + self.cost(at, &plan, left);
                    fair = Some(fair.unwrap_or(false) || page_cost < NEVER);
                    let (state, best) = self.after(partial, page_cost, plan, left);
                    offer(state, best);
                }
            }
            if candidate == top {
                break;
            }
            candidate -= 1;
        }
        fair
    }

    /// Returns the number of pictures that are mentioned before a row and not placed yet.
    fn pending(&self, row: usize, placed: usize) -> usize {
        (self.mentions[row] as usize).saturating_sub(placed)
    }

    /// Returns the range of lines by which variants may lengthen a page that has `lines` lines to spare. If `lines` is
    /// negative, the page has too many lines and must be shortened.
    fn changes(&self, lines: i64, last: bool) -> std::ops::RangeInclusive<i64> {
        if lines < 0 {
            lines..=lines
        } else if last || self.area.variants.is_empty() {
            0..=0
        } else {
            0..=lines.min(MAX_VARIANTS)
        }
    }

    /// Chooses the cheapest variants within some rows that together change the number of lines by `by`. Returns their indices
    /// with their total cost, or `None` if there are too few variants.
    fn chosen_variants(&self, rows: Range<usize>, by: i64) -> Option<(Vec<usize>, i64)> {
        let needed = by.unsigned_abs() as usize;
        if needed == 0 {
            return Some((Vec::new(), 0));
        }
        // This is a short list, sorted by cost. If two variants cost the same, the earlier one comes first.
        let mut cheapest: Vec<(i64, usize)> = Vec::new();
        let variants = self.area.variants;
        let first = variants.partition_point(|v| v.rows.start < rows.start);
        for (number, variant) in variants.iter().enumerate().skip(first).take_while(|(_, v)| v.rows.start < rows.end) {
            let within = variant.rows.end + usize::from(variant.inner) <= rows.end;
            let fits = variant.by == by.signum() && within && !(variant.inner && variant.rows.start == rows.start);
            if fits {
                let place = cheapest.partition_point(|(cost, _)| *cost <= variant.cost);
                cheapest.insert(place, (variant.cost, number));
                cheapest.truncate(needed);
            }
        }
        if cheapest.len() < needed {
            return None;
        }
        let mut numbers: Vec<usize> = cheapest.iter().map(|(_, number)| *number).collect();
        numbers.sort_unstable();
        Some((numbers, cheapest.iter().map(|(cost, _)| cost).sum()))
    }

    /// Returns the cost of a page that is `lines` lines short, without the cost of its variants.
    fn cost(&self, at: State, plan: &PagePlan, lines: i64) -> i64 {
        let end = plan.rows.end;
        let last = self.may_be_short(end);
        let mut cost = 0;
        if !last {
            cost += self.rows[end].break_before;
            cost += cost::SHORT * lines * lines;
            if at.recto && end > 0 && self.rows[end - 1].hyphenated {
                cost += cost::TURNED_HYPHEN;
            }
            if at.recto {
                let difference = lines - i64::from(at.facing);
                cost += cost::FACING * difference * difference;
            }
        } else if plan.rows.len() < FEW_LINES && plan.floats.is_empty() {
            cost += cost::FEW_LINES;
        }
        if plan.rows.is_empty() {
            cost += cost::PLATE;
        }
        // The last lines of a text above the title of the next one look abandoned.
        let head = plan.rows.start..plan.rows.end.min(plan.rows.start + 6);
        let title = head.clone().find(|i| self.rows[*i].heading.as_ref().is_some_and(|h| h.level == 1));
        if let Some(title) = title.filter(|t| *t > head.start)
            && self.rows[head.start..title].iter().filter(|r| !r.is_space).count() < FEW_LINES
        {
            cost += cost::FEW_LINES;
        }
        for &(row, _) in &self.floats[plan.floats.end..] {
            if row >= end {
                break;
            }
            cost += if at.recto { cost::TURN } else { cost::DELAY };
        }
        for &(row, _) in &self.floats[plan.floats.clone()] {
            if row > plan.rows.start && row < plan.rows.start + 3 {
                cost += cost::FEW_ABOVE;
            }
            if row < plan.rows.start && self.headings[plan.rows.start] > self.headings[row] {
                cost += cost::OTHER_SECTION;
            }
        }
        cost
    }

    /// Returns the state after a page that is `lines` lines short, and the path to that state.
    fn after(&self, partial: Partial, page_cost: i64, plan: PagePlan, lines: i64) -> (State, BestPath) {
        let at = partial.state;
        let facing = if at.recto { 0 } else { lines.clamp(0, NORMAL_SLACK) as u8 };
        let state = State { row: self.top(plan.rows.end), float: plan.floats.end, recto: !at.recto, facing };
        (state, BestPath { cost: partial.cost + page_cost, before: Some(at), plan })
    }

    /// Offers a separate page for a row or a picture that is taller than the page. Make-up reports that page as overfull.
    fn rescue(&self, partial: Partial, offer: &mut Offer) {
        let at = partial.state;
        let top = self.top(at.row);
        let pending = self.floats.get(at.float).is_some_and(|(row, _)| *row < top.max(1) || top == self.rows.len());
        let (rows, floats) = match pending {
            true => (top..top, at.float..at.float + 1),
            false => (top..(top + 1).min(self.rows.len()), at.float..at.float),
        };
        let (state, best) = self.after(partial, NEVER, PagePlan { rows, floats, ..PagePlan::default() }, 0);
        offer(state, best);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(count: usize) -> Vec<Row> {
        (0..count).map(|_| Row::empty(Length::pt(10.0))).collect()
    }

    fn plans_for(rows: &[Row], lines: i64) -> Vec<PagePlan> {
        let leading = Length::pt(10.0);
        let none = |_: &NoteOfText| Length::ZERO;
        let area = PageArea {
            height: leading * lines,
            leading,
            starts_recto: true,
            footnotes: &none,
            separator: Length::ZERO,
            variants: &[],
        };
        paginate(rows, &area)
    }

    #[test]
    fn every_row_is_on_exactly_one_page() {
        let plans = plans_for(&lines(25), 10);
        let ends: Vec<usize> = plans.iter().map(|p| p.rows.end).collect();
        assert_eq!(ends.last(), Some(&25));
        assert!(plans.windows(2).all(|w| w[0].rows.end == w[1].rows.start));
        assert_eq!(plans.len(), 3);
    }

    #[test]
    fn a_page_is_shortened_to_avoid_a_widow() {
        let mut rows = lines(16);
        rows[10].break_before = NEVER;
        assert_eq!(plans_for(&rows, 10)[0].rows, 0..9);
    }

    #[test]
    fn space_is_dropped_at_the_top_of_a_page() {
        let mut rows = lines(15);
        rows[10].is_space = true;
        let plans = plans_for(&rows, 10);
        assert_eq!(plans[1].rows, 11..15);
    }

    #[test]
    fn pictures_are_placed_on_or_after_the_page_that_mentions_them() {
        let mut rows = lines(30);
        rows[8].float = Some(Box::new(super::super::row::Float { height: Length::pt(50.0), ..Default::default() }));
        let plans = plans_for(&rows, 10);
        let page = plans.iter().position(|p| !p.floats.is_empty()).unwrap();
        assert!(plans[page].rows.end > 8, "the picture is on a page before its mention: {plans:?}");
        assert!(page <= 1, "the picture is too far from its mention: {plans:?}");
    }

    #[test]
    fn pagination_ends_despite_a_row_taller_than_the_page() {
        let mut rows = lines(3);
        rows[1].grow(Length::pt(490.0));
        assert_eq!(plans_for(&rows, 10).last().unwrap().rows.end, 3);
    }

    #[test]
    fn the_search_doesnt_grow_with_the_number_of_waiting_pictures() {
        // Each row mentions a picture of half a page, so that without a limit almost all pictures would wait.
        let mut rows = lines(400);
        for row in &mut rows {
            row.float = Some(Box::new(super::super::row::Float { height: Length::pt(50.0), ..Default::default() }));
        }
        let plans = plans_for(&rows, 10);
        let mut mentioned = 0;
        for plan in &plans {
            mentioned = plan.rows.end.max(mentioned);
            assert!(mentioned.saturating_sub(plan.floats.end) <= MAX_PENDING + 10, "too many pictures wait: {plan:?}");
        }
        assert_eq!(plans.last().unwrap().floats.end, 400);
    }
}
