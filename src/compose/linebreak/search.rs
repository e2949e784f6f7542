//! Searches for the best breaks of a paragraph, by dynamic programming over feasible breaks (*TeX: The Program*, §§
//! 829–875).
//!
//! Input: items, measures and penalties. Output: the breaks with the least demerits, or `None` if no breaks are feasible.
//! Each feasible break is a node that stores the best way to reach it. Active nodes are the nodes at which a line can still
//! begin.

use super::breaks::{Breaks, Measures};
use super::item::{BreakItem, FORBIDDEN, FORCED, Kind};
use super::penalties::{Penalties, Scoring};
use super::score::{Fitness, Line, score_even, score_ragged, score_tex};

const FITNESSES: [Fitness; 4] = [Fitness::Tight, Fitness::Decent, Fitness::Loose, Fitness::VeryLoose];

/// A feasible break and the best way to reach it.
#[derive(Clone, Copy)]
struct Node {
    /// The demerits of all lines up to here.
    total: f64,
    /// The sum of all items before the first item of the next line.
    from: Sum,
    /// How far the first character of the next line may protrude.
    protrusion: i64,
    /// The first word of the next line and, in `tail`, the last word of this line, as numbered in [`BreakItem::word`].
    head: u32,
    tail: u32,
    /// The item of the break.
    at: usize,
    /// The first item of the next line.
    start: usize,
    /// The number of lines up to here.
    line: usize,
    /// The node at which the last of these lines begins; `None` at the beginning of the paragraph.
    previous: Option<usize>,
    fitness: Fitness,
    hyphen: bool,
}

/// The summed widths, stretch and shrink of items.
#[derive(Clone, Copy, Default)]
struct Sum {
    width: i64,
    stretch: i64,
    shrink: i64,
    boxes: i64,
}

impl Sum {
    fn plus(self, item: &BreakItem) -> Sum {
        match item.kind {
            Kind::Box => {
                let flexible = if item.rigid { 0 } else { item.width };
                Sum { width: self.width + item.width, boxes: self.boxes + flexible, ..self }
            }
            Kind::Glue { stretch, shrink } => Sum {
                width: self.width + item.width,
                stretch: self.stretch + stretch,
                shrink: self.shrink + shrink,
                boxes: self.boxes,
            },
            Kind::Penalty { .. } => self,
        }
    }
}

/// The best way to reach a break in each fitness class: its demerits, infinite if there is none, and the node at which its
/// last line begins.
#[derive(Clone, Copy)]
struct Best {
    totals: [f64; 4],
    nodes: [usize; 4],
}

impl Best {
    const NONE: Best = Best { totals: [f64::INFINITY; 4], nodes: [0; 4] };
}

/// A possible end of a line, with the properties that all lines ending there share.
#[derive(Clone, Copy)]
struct End {
    at: usize,
    /// The first item of the next line.
    after: usize,
    /// The demerits of the penalty itself.
    cost: f64,
    hyphen: bool,
    /// The sum of all items before it.
    sum: Sum,
    /// The width of the hyphen, if one is added.
    added: i64,
    /// How far the last character may protrude.
    protrusion: i64,
    /// The word that ends here and, in `head`, the word that begins the next line.
    tail: u32,
    head: u32,
    /// Whether the paragraph ends here.
    last: bool,
}

/// A search for the breaks of one paragraph.
pub(super) struct Search<'a> {
    items: &'a [BreakItem],
    measures: &'a Measures,
    penalties: &'a Penalties,
    /// Whether an infeasible line may be kept if there is no other.
    emergency: bool,
    /// An item at which no line may end.
    forbidden: Option<usize>,
    /// Whether all lines have the same measure and their number doesn't matter. Active nodes are then in the order of their
    /// breaks.
    single_class: bool,
    /// How much expansion and letterspacing may change the width of a line, in 1/1000 of the width of its boxes.
    flex: i64,
    /// The sum of all items before each item, so that the width of a line is a difference.
    sums: Vec<Sum>,
    nodes: Vec<Node>,
    active: Vec<usize>,
}

impl<'a> Search<'a> {
    pub(super) fn new(items: &'a [BreakItem], measures: &'a Measures, penalties: &'a Penalties) -> Search<'a> {
        let first = Node {
            at: 0,
            start: 0,
            line: 0,
            fitness: Fitness::Decent,
            hyphen: false,
            total: 0.0,
            previous: None,
            from: Sum::default(),
            protrusion: items.first().map_or(0, |item| item.protrudes_left),
            head: items.first().map_or(0, |item| item.word),
            tail: 0,
        };
        let mut sum = Sum::default();
        let mut sums = vec![sum];
        sums.extend(items.iter().map(|item| {
            sum = sum.plus(item);
            sum
        }));
        Search {
            items,
            measures,
            penalties,
            emergency: false,
            forbidden: None,
            flex: match penalties.scoring {
                Scoring::Even { flex, .. } => flex,
                Scoring::Tex { .. } | Scoring::Ragged => 0,
            },
            single_class: penalties.looseness == 0 && measures.special.is_empty(),
            sums,
            nodes: vec![first],
            active: vec![0],
        }
    }

    /// Returns the same search, except that it keeps an infeasible line if there is no other.
    pub(super) fn in_emergency(self) -> Search<'a> {
        Search { emergency: true, ..self }
    }

    /// Returns the same search, except that it never ends a line at the item `forbidden`.
    pub(super) fn without(self, forbidden: usize) -> Search<'a> {
        Search { forbidden: Some(forbidden), ..self }
    }

    pub(super) fn run(mut self) -> Option<Breaks> {
        let mut after_box = false;
        for at in 0..self.items.len() {
            match self.items[at].kind {
                Kind::Box => after_box = true,
                Kind::Glue { .. } => {
                    if after_box && self.forbidden != Some(at) {
                        self.try_break(at, 0, false);
                    }
                    after_box = false;
                }
                Kind::Penalty { cost, hyphen } if cost < FORBIDDEN => {
                    if self.forbidden != Some(at) {
                        self.try_break(at, cost, hyphen);
                    }
                }
                Kind::Penalty { .. } => after_box = false,
            }
            if self.active.is_empty() {
                return None;
            }
        }
        self.try_break(self.items.len(), FORCED, false);
        let best = self.choose()?;
        Some(self.trace(best))
    }

    /// Returns the first item of the line after a break at `at`; discardable items are skipped.
    fn after(&self, at: usize) -> usize {
        let mut start = at;
        while let Some(item) = self.items.get(start) {
            match item.kind {
                Kind::Box => break,
                Kind::Penalty { cost, .. } if cost <= FORCED && start > at => break,
                Kind::Glue { .. } | Kind::Penalty { .. } => start += 1,
            }
        }
        start
    }

    /// Tries every active node as the beginning of a line that ends at `at` (§ 829).
    fn try_break(&mut self, at: usize, cost: i32, hyphen: bool) {
        let forced = cost <= FORCED;
        let mut end = self.end(at, hyphen);
        let prunes = !forced && self.single_class;
        let is_too_close = |&first: &usize| self.too_short(&self.line(&self.nodes[first], &end));
        // About half of all possible breaks in words are too close to every active node and need no further work.
        if prunes && self.active.first().is_some_and(is_too_close) {
            return;
        }
        self.finish_end(&mut end, cost);
        let mut active = std::mem::take(&mut self.active);
        let first_new = self.nodes.len();
        let mut best = Best::NONE;
        let mut rescue: Option<(f64, usize)> = None;
        let (mut kept, mut next) = (0, 0);
        while let Some(&index) = active.get(next) {
            let node = &self.nodes[index];
            let line = self.line(node, &end);
            if prunes && self.too_short(&line) {
                // All later nodes are even closer.
                break;
            }
            next += 1;
            let score = self.score(&line);
            if let Some((badness, fitness)) = score {
                let runt = line.last && node.line > 0 && line.measure - line.short < self.penalties.runt_width;
                let runt = if runt { self.penalties.runt as f64 } else { 0.0 };
                let total = node.total + runt + self.demerits(node, badness, fitness, &end);
                // Later nodes win ties, as in TeX.
                let class = fitness as usize;
                if total <= best.totals[class] {
                    (best.totals[class], best.nodes[class]) = (total, index);
                }
            }
            let too_long = self.too_long(&line);
            if (too_long || forced) && self.emergency && score.is_none() {
                // The factor makes the excess outweigh all other demerits, so that the least excess wins.
                let rescue_total = node.total + 1e12 * (1.0 + (line.short as f64 / line.measure.max(1) as f64).abs());
                if rescue.is_none_or(|(least, _)| rescue_total < least) {
                    rescue = Some((rescue_total, index));
                }
            }
            // Only nodes of the same class compete, because lines of another class may have another measure.
            if !self.single_class && self.ends_class(node.line, active.get(next)) {
                self.make_nodes(&mut best, &end);
            }
            if !too_long && !forced {
                active[kept] = index;
                kept += 1;
            }
        }
        self.make_nodes(&mut best, &end);
        active.drain(kept..next);
        if active.is_empty()
            && self.nodes.len() == first_new
            && let Some((total, index)) = rescue
        {
            self.nodes.push(self.node(&end, Fitness::VeryLoose, total, index));
        }
        active.extend(first_new..self.nodes.len());
        // Sort by line number, so that the nodes of a class are contiguous. Older nodes stay before newer ones.
        if !self.single_class {
            active.sort_by_key(|&i| self.nodes[i].line);
        }
        self.active = active;
    }

    /// Whether the class of `line` ends before the node `next` of the sorted list.
    fn ends_class(&self, line: usize, next: Option<&usize>) -> bool {
        next.is_none_or(|&next| self.class(self.nodes[next].line) != self.class(line))
    }

    /// Whether a line is too short. If so, every line from a later node to the same end is too short as well, because a
    /// later start only removes boxes and glue, and gains no more than the protrusion. This check prunes most of the search.
    fn too_short(&self, line: &Line) -> bool {
        match self.penalties.scoring {
            Scoring::Even { loosest, .. } if !self.emergency => {
                // One unit of slack covers rounding in the score.
                (line.short - line.left) as f64 > line.stretch as f64 * loosest + line.room as f64 + 1.0
            }
            Scoring::Even { .. } | Scoring::Tex { .. } | Scoring::Ragged => false,
        }
    }

    /// Returns the class in which the nodes of a line compete. Lines after the special measures are equivalent, unless the
    /// number of lines matters (§ 835, "easy line").
    fn class(&self, line: usize) -> usize {
        if self.penalties.looseness != 0 { line } else { line.min(self.measures.special.len()) }
    }

    fn make_nodes(&mut self, best: &mut Best, end: &End) {
        let Best { totals, nodes } = std::mem::replace(best, Best::NONE);
        let least = totals.into_iter().fold(f64::INFINITY, f64::min);
        if least == f64::INFINITY {
            return;
        }
        let most = least + self.penalties.adjacent as f64;
        for ((fitness, total), node) in FITNESSES.into_iter().zip(totals).zip(nodes) {
            if total <= most {
                self.nodes.push(self.node(end, fitness, total, node));
            }
        }
    }

    fn node(&self, end: &End, fitness: Fitness, total: f64, previous: usize) -> Node {
        let End { at, after, hyphen, tail, head, .. } = *end;
        let (from, line) = (self.sums[after], self.nodes[previous].line + 1);
        let protrusion = self.items.get(after).map_or(0, |item| item.protrudes_left);
        let previous = Some(previous);
        Node { total, from, protrusion, head, tail, at, start: after, line, previous, fitness, hyphen }
    }

    /// Returns the line end at `at`, with the properties that determine the width of a line.
    fn end(&self, at: usize, hyphen: bool) -> End {
        let before = at.checked_sub(1).and_then(|before| self.items.get(before));
        let (added, protrusion) = match (hyphen, before) {
            (true, _) => (self.items[at].width, self.items[at].protrudes_right),
            (false, Some(item)) if item.kind == Kind::Box => (0, item.protrudes_right),
            (false, _) => (0, 0),
        };
        let (tail, last) = (before.map_or(0, |item| item.word), at == self.items.len());
        End { at, after: at, cost: 0.0, hyphen, sum: self.sums[at], added, protrusion, tail, head: 0, last }
    }

    /// Adds to a line end the properties that determine the demerits of a line.
    fn finish_end(&self, end: &mut End, cost: i32) {
        end.after = self.after(end.at);
        end.head = self.items.get(end.after).map_or(0, |item| item.word);
        let square = f64::from(cost) * f64::from(cost);
        end.cost = match cost {
            1.. if end.hyphen => square * (self.penalties.hyphen_percent as f64 / 100.0),
            1.. => square,
            _ if cost > FORCED => -square,
            _ => 0.0,
        };
    }

    fn line(&self, node: &Node, end: &End) -> Line {
        // If there are only spaces between two breaks, the line is empty, and only its hyphen protrudes.
        let empty = node.start >= end.at;
        let (from, to) = (if node.start > end.at { &end.sum } else { &node.from }, &end.sum);
        let width = to.width - from.width + end.added;
        let left = match node.start > end.at {
            true => self.items.get(end.at).map_or(0, |item| item.protrudes_left),
            false => node.protrusion,
        };
        let right = if end.hyphen || !empty { end.protrusion } else { 0 };
        let measure = self.measures.of(node.line);
        Line {
            short: measure - width + left + right,
            left,
            stretch: to.stretch - from.stretch,
            shrink: to.shrink - from.shrink,
            room: (to.boxes - from.boxes) * self.flex / 1000,
            measure,
            last: end.last,
        }
    }

    fn too_long(&self, line: &Line) -> bool {
        line.short + line.shrink + line.room < 0
    }

    /// Returns the badness and fitness class of a line, or `None` if it is infeasible.
    fn score(&self, line: &Line) -> Option<(f64, Fitness)> {
        if self.too_long(line) {
            return None;
        }
        match self.penalties.scoring {
            Scoring::Tex { tolerance } => score_tex(line, tolerance),
            Scoring::Even { loosest, .. } => score_even(line, if self.emergency { f64::INFINITY } else { loosest }),
            Scoring::Ragged => Some(score_ragged(line)),
        }
    }

    /// Returns the demerits of a line (§ 859), with the score in place of TeX's badness.
    fn demerits(&self, node: &Node, badness: f64, fitness: Fitness, end: &End) -> f64 {
        let penalties = self.penalties;
        let base = penalties.line as f64 + badness;
        let mut demerits = if base.abs() >= 10_000.0 { 1e8 } else { base * base };
        demerits += end.cost;
        if node.hyphen {
            if end.last {
                demerits += penalties.final_hyphen as f64;
            } else if end.hyphen {
                demerits += penalties.double_hyphen as f64;
            }
        }
        if (fitness as i32 - node.fitness as i32).abs() > 1 {
            demerits += penalties.adjacent as f64;
        }
        if penalties.stack > 0 {
            demerits += (penalties.stack * Search::stacks(node, end)) as f64;
        }
        demerits
    }

    /// Returns the number of pairs of equal words that a line forms: at its end with the line before it, and at its
    /// beginning with the line after it. Both counts depend only on the breaks.
    fn stacks(node: &Node, end: &End) -> i64 {
        let same_word = |a: u32, b: u32| i64::from(a != 0 && a == b);
        if end.hyphen || node.hyphen {
            return 0;
        }
        let ends = if node.line > 0 { same_word(node.tail, end.tail) } else { 0 };
        let heads = same_word(node.head, end.head);
        ends + heads
    }

    /// Returns the best node at the end of the paragraph, or the node whose number of lines is nearest to the target
    /// looseness (§ 875).
    fn choose(&self) -> Option<usize> {
        let ends = self.active.iter().copied().filter(|&i| self.nodes[i].at == self.items.len());
        let best = ends.clone().min_by(|&a, &b| self.nodes[a].total.total_cmp(&self.nodes[b].total))?;
        let best_line = self.nodes[best].line as i64;
        let looseness = self.penalties.looseness;
        let (mut chosen, mut actual) = (best, 0);
        for end in ends.filter(|_| looseness != 0) {
            let more = self.nodes[end].line as i64 - best_line;
            let nearer = (more < actual && looseness <= more) || (more > actual && looseness >= more);
            if nearer || (more == actual && self.nodes[end].total < self.nodes[chosen].total) {
                (chosen, actual) = (end, more);
            }
        }
        Some(chosen)
    }

    fn trace(&self, end: usize) -> Breaks {
        let mut ends = Vec::new();
        let mut index = end;
        while let Some(previous) = self.nodes[index].previous {
            ends.push(self.nodes[index].at);
            index = previous;
        }
        ends.reverse();
        Breaks { ends, demerits: self.nodes[end].total }
    }
}
