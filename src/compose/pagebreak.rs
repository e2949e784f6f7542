//! The galley is cut into pages: dynamic programming over rows and pending pictures.
//!
//! After M. F. Plass, *Optimal Pagination Techniques* (1981), and F. Mittelbach, *A General LuaTeX Framework for Globally
//! Optimized Pagination* (DocEng 2016): the best way to have set the galley up to a row, with so many pictures placed and
//! such a page before it, is extended by every page that could follow. What costs: short pages, facing pages of unlike
//! height, pictures far from their mention, and the break costs of rows.

use super::galley::{NEVER, Row};
use super::variants::Variant;
use crate::unit::Length;
use std::ops::Range;

/// The room that pages have.
pub(super) struct Room<'a> {
    /// The height for rows.
    pub(super) height: Length,
    /// A row of the text: what one line short is measured by.
    pub(super) leading: Length,
    /// Whether the first page is a right-hand one.
    pub(super) starts_recto: bool,
    /// The height of a note at the foot, with the white above it; the first of a page takes the separator too.
    pub(super) foot: &'a dyn Fn(&Row) -> Length,
    /// The height of the separator above the notes of a page.
    pub(super) separator: Length,
    /// Paragraphs that could be a line longer or shorter.
    pub(super) variants: &'a [Variant],
}

/// What stands on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Plan {
    /// The rows.
    pub(super) rows: Range<usize>,
    /// The pictures, by their number in the galley.
    pub(super) floats: Range<usize>,
    /// What is left at the foot.
    pub(super) slack: Length,
    /// The variants of paragraphs that it takes, by their number in [`Room::variants`], in the order of their rows.
    pub(super) variants: Taken,
    /// Lines of white that its pictures take more.
    pub(super) picture_white: i64,
}

impl Plan {
    /// A page with nothing on it.
    fn nothing() -> Plan {
        Plan { rows: 0..0, floats: 0..0, slack: Length::ZERO, variants: Taken::default(), picture_white: 0 }
    }
}

/// The numbers of the variants that a page takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Taken {
    numbers: [usize; MOST_VARIANTS as usize],
    count: usize,
}

impl Taken {
    /// The numbers, in the order of their rows.
    pub(super) fn numbers(&self) -> &[usize] {
        &self.numbers[..self.count]
    }
}

/// Where a page may begin, and what is known of the page before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct State {
    row: usize,
    float: usize,
    recto: bool,
    /// Lines by which the left-hand page beside it is short.
    facing: u8,
}

#[derive(Clone)]
struct Best {
    cost: i64,
    before: Option<State>,
    plan: Plan,
}

/// Takes a page that could follow: the state after it, and the way there.
type Offer<'o> = dyn FnMut(State, Best) + 'o;

/// So many ways are followed side by side to find one that is good.
const FOLLOWED: usize = 12;

/// More lines short than this are only tried when nothing else will do.
const USUAL_SLACK: i64 = 3;

/// The most that facing pages of unlike height cost.
const MOST_FACING: i64 = price::FACING * USUAL_SLACK * USUAL_SLACK;

/// Lines of white that a picture may take more.
const WHITE_OF_PICTURE: i64 = 2;

/// A page takes no more variants than this: more would be seen.
const MOST_VARIANTS: i64 = 2;

/// Prices, on the scale on which [`NEVER`] is a million.
mod price {
    /// For a line short, squared.
    pub(super) const SHORT: i64 = 60;
    /// For facing pages that differ by a line, squared.
    pub(super) const FACING: i64 = 150;
    /// For a line of white more around pictures, squared.
    pub(super) const PICTURE_WHITE: i64 = 15;
    /// For a picture that goes over to the facing page.
    pub(super) const DELAY: i64 = 150;
    /// For a picture that goes over the turn of a page.
    pub(super) const TURN: i64 = 6_000;
    /// For a picture that stands in another section than its mention.
    pub(super) const OTHER_SECTION: i64 = 900;
    /// For a page of pictures alone.
    pub(super) const PLATE: i64 = 800;
    /// For a last page of fewer than four lines.
    pub(super) const LONELY: i64 = 1_500;
    /// For a word divided at the foot of a right-hand page, over what it costs anywhere.
    pub(super) const TURNED_HYPHEN: i64 = 6_000;
    /// For a picture with fewer than three lines above it on its page.
    pub(super) const FEW_ABOVE: i64 = 250;
}

/// The best way to each state, by row: the search goes down the galley once.
struct Table {
    rows: Vec<Vec<(State, Best)>>,
    /// What a known way costs in all: prices are never below zero, so what costs more on the way is not worth following.
    most: i64,
}

impl Table {
    fn get(&self, state: State) -> Option<&Best> {
        self.rows.get(state.row)?.iter().find(|(s, _)| *s == state).map(|(_, best)| best)
    }

    fn offer(&mut self, state: State, best: Best) {
        if best.cost > self.most {
            return;
        }
        let row = &mut self.rows[state.row];
        match row.iter_mut().find(|(s, _)| *s == state) {
            Some((_, known)) if known.cost <= best.cost => {}
            Some((_, known)) => *known = best,
            None => row.push((state, best)),
        }
    }

    /// The states of a row with so many pictures placed, and what they cost.
    fn states(&self, row: usize, float: usize) -> Vec<(State, i64)> {
        self.rows[row].iter().filter(|(s, _)| s.float == float).map(|(s, best)| (*s, best.cost)).collect()
    }

    fn len(&self, row: usize) -> usize {
        self.rows[row].len()
    }
}

/// Cuts a galley without forced breaks into pages.
pub(super) fn paginate(rows: &[Row], room: &Room) -> Vec<Plan> {
    let galley = Galley::of(rows, room);
    let mut table = Table { rows: vec![Vec::new(); rows.len() + 1], most: galley.known_way() };
    let start = galley.start();
    table.offer(start, Best { cost: 0, before: None, plan: Plan::nothing() });
    let floats = galley.floats.len();
    for row in start.row..=rows.len() {
        if table.len(row) == 0 {
            continue;
        }
        let least = table.rows[row].iter().map(|(s, _)| s.float).min().unwrap_or(0);
        // A page of pictures alone leads to the same row with more pictures placed, so these go in order too.
        for float in least..=floats {
            let states = table.states(row, float);
            for &(state, cost) in &states {
                // What differs is only how short the page before was: beyond what that can cost, another is better.
                let beaten = |&(other, least): &(State, i64)| other.recto == state.recto && least + MOST_FACING < cost;
                if (row < rows.len() || float < floats) && !states.iter().any(beaten) {
                    galley.extend(state, cost, &mut |state, best| table.offer(state, best));
                }
            }
        }
    }
    let ends = table.states(rows.len(), floats);
    let end = ends.into_iter().min_by_key(|(state, cost)| (*cost, *state)).map(|(state, _)| state);
    trace(&table, end)
}

fn trace(table: &Table, end: Option<State>) -> Vec<Plan> {
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

struct Galley<'a> {
    rows: &'a [Row],
    room: &'a Room<'a>,
    /// Heights of all rows before each.
    heights: Vec<Length>,
    /// Heights of all notes at the foot that rows before each call for.
    feet: Vec<Length>,
    /// The row of each picture, and its height.
    floats: Vec<(usize, Length)>,
    /// Whether a variant is shorter.
    shrinks: bool,
    /// How many headings stand before each row.
    headings: Vec<u32>,
}

impl<'a> Galley<'a> {
    fn of(rows: &'a [Row], room: &'a Room) -> Galley<'a> {
        let (mut heights, mut feet) = (vec![Length::ZERO], vec![Length::ZERO]);
        let (mut height, mut foot) = (Length::ZERO, Length::ZERO);
        let mut floats = Vec::new();
        for (i, row) in rows.iter().enumerate() {
            height += row.height;
            heights.push(height);
            foot += (room.foot)(row);
            feet.push(foot);
            floats.extend(row.float.iter().map(|f| (i, f.height)));
        }
        let shrinks = room.variants.iter().any(|v| v.by < 0);
        let mut headings = vec![0];
        headings.extend(rows.iter().scan(0, |count, row| {
            *count += u32::from(row.heading.as_ref().is_some_and(|h| h.listed));
            Some(*count)
        }));
        Galley { rows, room, heights, feet, floats, shrinks, headings }
    }

    /// The first row of a page that begins at `row`: white vanishes there.
    fn top(&self, row: usize) -> usize {
        let mut top = row;
        while top < self.rows.len() && self.rows[top].is_space {
            top += 1;
        }
        top
    }

    /// The height of rows on a page, without white at its foot, with the notes they call for.
    fn used(&self, top: usize, end: usize) -> Length {
        let mut last = end;
        while last > top && self.rows[last - 1].is_space {
            last -= 1;
        }
        let notes = self.feet[end] - self.feet[top];
        let separator = if notes > Length::ZERO { self.room.separator } else { Length::ZERO };
        self.heights[last] - self.heights[top] + notes + separator
    }

    /// The end of the rows from `top` on that fill a room; what rows use grows with each, so it is found by halving.
    fn last_that_fits(&self, top: usize, room: Length) -> usize {
        let (mut fits, mut beyond) = (top, self.rows.len() + 1);
        // Pages are short and galleys long: the bound is found first, by doubling.
        let mut step = 32;
        while fits + step < beyond && self.used(top, fits + step) <= room {
            fits += step;
            step *= 2;
        }
        beyond = beyond.min(fits + step);
        while beyond - fits > 1 {
            let middle = fits + (beyond - fits) / 2;
            if self.used(top, middle) <= room {
                fits = middle;
            } else {
                beyond = middle;
            }
        }
        fits
    }

    /// Where the first page begins.
    fn start(&self) -> State {
        State { row: self.top(0), float: 0, recto: self.room.starts_recto, facing: 0 }
    }

    /// What a good way through the galley costs, though there may be better ones: page by page the few that cost least
    /// so far are followed. The whole search has then only to look at what can be better.
    fn known_way(&self) -> i64 {
        let (rows, floats) = (self.rows.len(), self.floats.len());
        let mut known = i64::MAX;
        let mut followed = vec![(0, self.start())];
        while !followed.is_empty() {
            let mut next: Vec<(i64, State)> = Vec::new();
            for &(cost, state) in &followed {
                self.extend(state, cost, &mut |state, best| match next.iter_mut().find(|(_, s)| *s == state) {
                    Some((least, _)) => *least = best.cost.min(*least),
                    None => next.push((best.cost, state)),
                });
            }
            let at_end = |state: &State| state.row == rows && state.float == floats;
            known = next.iter().filter(|(_, s)| at_end(s)).map(|(cost, _)| *cost).fold(known, i64::min);
            next.retain(|(cost, state)| !at_end(state) && *cost < known);
            next.sort_unstable();
            next.truncate(FOLLOWED);
            followed = next;
        }
        known
    }

    /// Tries every page that can begin at a state.
    fn extend(&self, at: State, cost: i64, offer: &mut Offer) {
        let mut any = false;
        for limit in [USUAL_SLACK, i64::MAX] {
            let mut fair = false;
            for count in 0..=2.min(self.floats.len() - at.float) {
                let found = self.pages(at, cost, (count, limit), offer);
                any |= found.is_some();
                fair |= found.unwrap_or(false);
            }
            if fair {
                return;
            }
        }
        if !any {
            self.rescue(at, cost, offer);
        }
    }

    /// Pages with `count` more pictures; tells whether one was found, and whether one breaks where it may.
    fn pages(&self, at: State, cost: i64, (count, limit): (usize, i64), offer: &mut Offer) -> Option<bool> {
        let top = self.top(at.row);
        let floats = at.float..at.float + count;
        let pictures: Length = self.floats[floats.clone()].iter().map(|(_, height)| *height).sum();
        let room = self.room.height - pictures;
        if room < Length::ZERO {
            return None;
        }
        let more = if self.shrinks { self.room.leading * MOST_VARIANTS } else { Length::ZERO };
        let end = self.last_that_fits(top, room + more);
        let mut fair = None;
        let mut candidate = end;
        loop {
            // A picture may stand on the page of its mention or later, never earlier.
            let mentioned = self.floats[floats.clone()].iter().all(|(row, _)| *row < candidate);
            let slack = room - self.used(top, candidate);
            let leading = self.room.leading.0.max(1);
            let lines = slack.0.div_euclid(leading);
            let last = candidate == self.rows.len();
            let moves = candidate > top || count > 0;
            if lines > limit && !last {
                break;
            }
            for by in self.changes(lines, last) {
                let Some((variants, extra)) = self.taken(top..candidate, by) else { continue };
                if mentioned && moves {
                    let spare = lines - by;
                    // Pictures have white to give before anything else has.
                    let picture_white = if last { 0 } else { spare.clamp(0, WHITE_OF_PICTURE * count as i64) };
                    let left = spare - picture_white;
                    let slack = slack - self.room.leading * (by + picture_white);
                    let plan = Plan { rows: top..candidate, floats: floats.clone(), slack, variants, picture_white };
                    let price =
                        extra + price::PICTURE_WHITE * picture_white * picture_white + self.price(at, &plan, left);
                    fair = Some(fair.unwrap_or(false) || price < NEVER);
                    self.enter(at, (cost + price, plan, left), offer);
                }
            }
            if candidate == top {
                break;
            }
            candidate -= 1;
        }
        fair
    }

    /// By how many lines paragraphs of a page may grow that has so many to spare; below zero, how many must go.
    fn changes(&self, lines: i64, last: bool) -> std::ops::RangeInclusive<i64> {
        if lines < 0 {
            lines..=lines
        } else if last || self.room.variants.is_empty() {
            0..=0
        } else {
            0..=lines.min(MOST_VARIANTS)
        }
    }

    /// The cheapest variants within these rows that change their number by so many, and what they cost.
    fn taken(&self, rows: Range<usize>, by: i64) -> Option<(Taken, i64)> {
        let mut taken = Taken::default();
        let mut prices = [i64::MAX; MOST_VARIANTS as usize];
        let wanted = by.unsigned_abs() as usize;
        if wanted == 0 {
            return Some((taken, 0));
        }
        let variants = self.room.variants;
        let first = variants.partition_point(|v| v.rows.start < rows.start);
        for (number, variant) in variants.iter().enumerate().skip(first).take_while(|(_, v)| v.rows.start < rows.end) {
            let within = variant.rows.end + usize::from(variant.inner) <= rows.end;
            let fits = variant.by == by.signum() && within && !(variant.inner && variant.rows.start == rows.start);
            // A short list, kept in the order of prices.
            let place = prices[..wanted].iter().position(|price| variant.price < *price);
            if let (true, Some(place)) = (fits, place) {
                prices[place..wanted].rotate_right(1);
                taken.numbers[place..wanted].rotate_right(1);
                (prices[place], taken.numbers[place]) = (variant.price, number);
                taken.count = (taken.count + 1).min(wanted);
            }
        }
        if taken.count < wanted {
            return None;
        }
        taken.numbers[..wanted].sort_unstable();
        Some((taken, prices[..wanted].iter().sum()))
    }

    fn price(&self, at: State, plan: &Plan, lines: i64) -> i64 {
        let end = plan.rows.end;
        let last = end == self.rows.len();
        let mut price = 0;
        if !last {
            price += self.rows[end].before;
            price += price::SHORT * lines * lines;
            if at.recto && end > 0 && self.rows[end - 1].hyphenated {
                price += price::TURNED_HYPHEN;
            }
            if at.recto {
                let unlike = lines - i64::from(at.facing);
                price += price::FACING * unlike * unlike;
            }
        } else if plan.rows.len() < 4 && plan.floats.is_empty() {
            price += price::LONELY;
        }
        if plan.rows.is_empty() {
            price += price::PLATE;
        }
        // The last lines of a text above the title of the next look lost.
        let head = plan.rows.start..plan.rows.end.min(plan.rows.start + 6);
        let title = head.clone().find(|i| self.rows[*i].heading.as_ref().is_some_and(|h| h.level == 1));
        if let Some(title) = title.filter(|t| *t > head.start)
            && self.rows[head.start..title].iter().filter(|r| !r.is_space).count() < 4
        {
            price += price::LONELY;
        }
        for &(row, _) in &self.floats[plan.floats.end..] {
            if row >= end {
                break;
            }
            price += if at.recto { price::TURN } else { price::DELAY };
        }
        for &(row, _) in &self.floats[plan.floats.clone()] {
            if row > plan.rows.start && row < plan.rows.start + 3 {
                price += price::FEW_ABOVE;
            }
            if row < plan.rows.start && self.headings[plan.rows.start] > self.headings[row] {
                price += price::OTHER_SECTION;
            }
        }
        price
    }

    fn enter(&self, at: State, (cost, plan, lines): (i64, Plan, i64), offer: &mut Offer) {
        let facing = if at.recto { 0 } else { lines.clamp(0, USUAL_SLACK) as u8 };
        let state = State { row: self.top(plan.rows.end), float: plan.floats.end, recto: !at.recto, facing };
        offer(state, Best { cost, before: Some(at), plan });
    }

    /// A row or a picture taller than the page gets a page of its own and stands out of it; the composer reports it.
    fn rescue(&self, at: State, cost: i64, offer: &mut Offer) {
        let top = self.top(at.row);
        let pending = self.floats.get(at.float).is_some_and(|(row, _)| *row < top.max(1) || top == self.rows.len());
        let (rows, floats) = match pending {
            true => (top..top, at.float..at.float + 1),
            false => (top..(top + 1).min(self.rows.len()), at.float..at.float),
        };
        self.enter(at, (cost + NEVER, Plan { rows, floats, ..Plan::nothing() }, 0), offer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(count: usize) -> Vec<Row> {
        (0..count).map(|_| Row { height: Length::pt(10.0), ..Row::default() }).collect()
    }

    fn cut(rows: &[Row], lines: i64) -> Vec<Plan> {
        let leading = Length::pt(10.0);
        let none = |_: &Row| Length::ZERO;
        let room = Room {
            height: leading * lines,
            leading,
            starts_recto: true,
            foot: &none,
            separator: Length::ZERO,
            variants: &[],
        };
        paginate(rows, &room)
    }

    #[test]
    fn every_row_stands_on_one_page() {
        let plans = cut(&lines(25), 10);
        let ends: Vec<usize> = plans.iter().map(|p| p.rows.end).collect();
        assert_eq!(ends.last(), Some(&25));
        assert!(plans.windows(2).all(|w| w[0].rows.end == w[1].rows.start));
        assert_eq!(plans.len(), 3);
    }

    #[test]
    fn a_widow_makes_the_page_before_short() {
        let mut rows = lines(16);
        rows[10].before = NEVER;
        assert_eq!(cut(&rows, 10)[0].rows, 0..9);
    }

    #[test]
    fn white_vanishes_at_the_head_of_a_page() {
        let mut rows = lines(15);
        rows[10].is_space = true;
        let plans = cut(&rows, 10);
        assert_eq!(plans[1].rows, 11..15);
    }

    #[test]
    fn pictures_follow_their_mention() {
        let mut rows = lines(30);
        rows[8].float = Some(Box::new(super::super::galley::Float { height: Length::pt(50.0), ..Default::default() }));
        let plans = cut(&rows, 10);
        let page = plans.iter().position(|p| !p.floats.is_empty()).unwrap();
        assert!(plans[page].rows.end > 8, "{plans:?}");
        assert!(page <= 1, "{plans:?}");
    }

    #[test]
    fn a_row_taller_than_the_page_still_ends() {
        let mut rows = lines(3);
        rows[1].height = Length::pt(500.0);
        assert_eq!(cut(&rows, 10).last().unwrap().rows.end, 3);
    }
}
