//! The search for the best breaks: every feasible break, and the best way to it.
//!
//! Takes items, measures and prices; gives the breaks of the least demerits, or none where none will do.

use super::score::{score_even, score_ragged, score_tex};
use super::{Breaks, FORBIDDEN, FORCED, Item, Kind, Measures, Prices, Scoring};

/// How tight or loose a line is; neighbours more than one apart clash (Knuth and Plass, "fitness classes").
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fitness {
    Tight,
    Decent,
    Loose,
    VeryLoose,
}

const FITNESSES: [Fitness; 4] = [Fitness::Tight, Fitness::Decent, Fitness::Loose, Fitness::VeryLoose];

/// A feasible break and the best way to it. There are as many as a paragraph has words, or more.
#[derive(Clone, Copy)]
struct Node {
    total: f64,
    /// What every line from here asks for, read once: the sum of all items before its first, what hangs out at its left,
    /// its first word, and the last word of the line before.
    from: Sum,
    hang: i64,
    head: u32,
    tail: u32,
    /// The item of the break.
    at: u32,
    /// The first item of the line after it.
    start: u32,
    /// Lines up to here.
    line: u32,
    /// The node where the last of them begins.
    before: u32,
    fitness: Fitness,
    hyphen: bool,
}

/// Stands for the node before the first.
const NONE: u32 = u32::MAX;

/// The sum of all items before one, so that a line's width is a difference.
#[derive(Clone, Copy, Default)]
struct Sum {
    width: i64,
    stretch: i64,
    shrink: i64,
    boxes: i64,
}

impl Sum {
    fn plus(self, item: &Item) -> Sum {
        match item.kind {
            Kind::Box => {
                let flexible = if item.rigid { 0 } else { item.width() };
                Sum { width: self.width + item.width(), boxes: self.boxes + flexible, ..self }
            }
            Kind::Glue { stretch, shrink } => Sum {
                width: self.width + item.width(),
                stretch: self.stretch + i64::from(stretch),
                shrink: self.shrink + i64::from(shrink),
                boxes: self.boxes,
            },
            Kind::Penalty { .. } => self,
        }
    }
}

/// Items, and feasible breaks, of a paragraph that nearly all others have fewer of. Room that isn't written to costs nothing,
/// and lists that grow are written twice.
const USUAL_ITEMS: usize = 4_200;
const USUAL_NODES: usize = 1_536;

/// The lists of a search, which the next one may use again.
#[derive(Default)]
pub(super) struct Lists {
    sums: Vec<Sum>,
    nodes: Vec<Node>,
    active: Vec<usize>,
    /// What the present break makes.
    made: Vec<Node>,
}

impl Lists {
    /// Begins a search: with the sums of all items, and one node at their start.
    fn begin(&mut self, items: &[Item], first: Node) {
        self.sums.clear();
        self.sums.reserve((items.len() + 1).max(USUAL_ITEMS));
        let mut sum = Sum::default();
        self.sums.push(sum);
        self.sums.extend(items.iter().map(|item| {
            sum = sum.plus(item);
            sum
        }));
        self.nodes.clear();
        self.nodes.reserve(USUAL_NODES);
        self.nodes.push(first);
        self.active.clear();
        self.active.push(0);
        self.made.clear();
    }
}

/// The best way to a break in each fitness class: its demerits, beyond all measure where there is none, and the node where its
/// last line starts.
#[derive(Clone, Copy)]
struct Best {
    totals: [f64; 4],
    nodes: [usize; 4],
}

impl Best {
    const NONE: Best = Best { totals: [f64::INFINITY; 4], nodes: [0; 4] };
}

/// A place where a line may end, with what all lines that end there share.
#[derive(Clone, Copy)]
struct End {
    at: usize,
    /// Where the line after it starts.
    after: usize,
    /// What breaking here costs by itself.
    price: f64,
    hyphen: bool,
    /// The sum of all items before it.
    sum: Sum,
    /// The width of the hyphen, if one is added.
    added: i64,
    /// What hangs out at the right.
    hang: i64,
    /// The word that ends here, and the one that begins the line after it.
    tail: u32,
    head: u32,
    /// Whether the paragraph ends here.
    last: bool,
}

/// A line as the scorer sees it.
pub(super) struct Line {
    /// What is missing to the measure; negative when it is too long.
    pub(super) short: i64,
    /// What hangs out at its left.
    left: i64,
    pub(super) stretch: i64,
    pub(super) shrink: i64,
    /// What its letters may give or take.
    pub(super) room: i64,
    pub(super) measure: i64,
    /// Whether it is the last, whose end stays open.
    pub(super) last: bool,
}

/// A search in one paragraph.
pub(super) struct Search<'a> {
    items: &'a [Item],
    measures: &'a Measures,
    prices: &'a Prices,
    /// Whether a line may be kept although it is too long or too loose, when nothing else is left.
    pub(super) emergency: bool,
    /// An item at which no line may end.
    pub(super) forbidden: Option<usize>,
    /// Whether all lines are alike, so that nodes stand in the order of their breaks.
    single_class: bool,
    /// What letters may give or take, in 1/1000 of their width.
    flex: i64,
    lists: &'a mut Lists,
}

impl<'a> Search<'a> {
    pub(super) fn new(
        items: &'a [Item],
        measures: &'a Measures,
        prices: &'a Prices,
        lists: &'a mut Lists,
    ) -> Search<'a> {
        let first = Node {
            at: 0,
            start: 0,
            line: 0,
            fitness: Fitness::Decent,
            hyphen: false,
            total: 0.0,
            before: NONE,
            from: Sum::default(),
            hang: items.first().map_or(0, Item::hang_left),
            head: items.first().map_or(0, |item| item.word),
            tail: 0,
        };
        lists.begin(items, first);
        Search {
            items,
            measures,
            prices,
            emergency: false,
            forbidden: None,
            flex: match prices.scoring {
                Scoring::Even { flex, .. } => flex,
                Scoring::Tex { .. } | Scoring::Ragged => 0,
            },
            single_class: prices.looseness == 0 && measures.special.is_empty(),
            lists,
        }
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
            if self.lists.active.is_empty() {
                return None;
            }
        }
        self.try_break(self.items.len(), FORCED, false);
        let best = self.choose()?;
        Some(self.trace(best))
    }

    /// The first item of a line that follows a break at `at`: discardable items are passed over.
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

    /// Tries every active node as the start of a line that ends at `at` (*TeX: The Program*, § 829).
    fn try_break(&mut self, at: usize, cost: i32, hyphen: bool) {
        let forced = cost <= FORCED;
        let mut end = self.end(at, hyphen);
        let prunes = !forced && self.single_class;
        let nearest = |&first: &usize| self.too_short(&self.line(&self.lists.nodes[first], &end));
        // This runs for every syllable, and half of them stand too near to all starts.
        if prunes && self.lists.active.first().is_some_and(nearest) {
            return;
        }
        self.finish_end(&mut end, cost);
        let mut active = std::mem::take(&mut self.lists.active);
        let mut made = std::mem::take(&mut self.lists.made);
        let mut best = Best::NONE;
        let mut rescue: Option<(f64, usize)> = None;
        let (mut kept, mut next) = (0, 0);
        while let Some(&index) = active.get(next) {
            let node = &self.lists.nodes[index];
            let line = self.line(node, &end);
            if prunes && self.too_short(&line) {
                // All nodes after this one are nearer still.
                break;
            }
            next += 1;
            let score = self.score(&line);
            if let Some((badness, fitness)) = score {
                let runt = line.last && node.line > 0 && line.measure - line.short < self.prices.runt_width;
                let runt = if runt { self.prices.runt as f64 } else { 0.0 };
                let total = node.total + runt + self.demerits(node, badness, fitness, &end);
                // Later nodes win ties, as in TeX.
                let class = fitness as usize;
                if total <= best.totals[class] {
                    (best.totals[class], best.nodes[class]) = (total, index);
                }
            }
            let too_long = self.too_long(&line);
            if (too_long || forced) && self.emergency && score.is_none() {
                // Ten times the worst badness for each measure of excess: the least harm wins.
                let harm = node.total + 1e12 * (1.0 + (line.short as f64 / line.measure.max(1) as f64).abs());
                if rescue.is_none_or(|(least, _)| harm < least) {
                    rescue = Some((harm, index));
                }
            }
            // Nodes of one line number compete; those of another line may have another measure.
            if !self.single_class && self.ends_class(node.line, active.get(next)) {
                self.make_nodes(&mut best, &end, &mut made);
            }
            if !too_long && !forced {
                active[kept] = index;
                kept += 1;
            }
        }
        self.make_nodes(&mut best, &end, &mut made);
        active.drain(kept..next);
        if active.is_empty()
            && made.is_empty()
            && let Some((total, index)) = rescue
        {
            made.push(self.node(&end, Fitness::VeryLoose, (total, index)));
        }
        active.extend(self.lists.nodes.len()..self.lists.nodes.len() + made.len());
        self.lists.nodes.append(&mut made);
        // Where classes matter, the list stays sorted by line, so that they are contiguous; older nodes come first.
        if !self.single_class {
            active.sort_by_key(|&i| self.lists.nodes[i].line);
        }
        self.lists.active = active;
        self.lists.made = made;
    }

    /// Whether a node's class ends with it in a sorted list.
    fn ends_class(&self, line: u32, next: Option<&usize>) -> bool {
        next.is_none_or(|&next| self.class(self.lists.nodes[next].line) != self.class(line))
    }

    /// Whether a line is so short that it won't do from any later start either: what spares most of the work. A later start
    /// only takes letters and spaces away, and may hang out where this one does.
    fn too_short(&self, line: &Line) -> bool {
        match self.prices.scoring {
            Scoring::Even { loosest, .. } if !self.emergency => {
                // A unit more, so that rounding can't part this from the score.
                (line.short - line.left) as f64 > line.stretch as f64 * loosest + line.room as f64 + 1.0
            }
            Scoring::Even { .. } | Scoring::Tex { .. } | Scoring::Ragged => false,
        }
    }

    /// Lines beyond the special measures are alike, unless the number of lines matters (§ 835, "easy line").
    fn class(&self, line: u32) -> usize {
        if self.prices.looseness != 0 { line as usize } else { (line as usize).min(self.measures.special.len()) }
    }

    fn make_nodes(&self, best: &mut Best, end: &End, made: &mut Vec<Node>) {
        let Best { totals, nodes } = std::mem::replace(best, Best::NONE);
        let least = totals.into_iter().fold(f64::INFINITY, f64::min);
        if least == f64::INFINITY {
            return;
        }
        let most = least + self.prices.adjacent as f64;
        for ((fitness, total), node) in FITNESSES.into_iter().zip(totals).zip(nodes) {
            if total <= most {
                made.push(self.node(end, fitness, (total, node)));
            }
        }
    }

    fn node(&self, end: &End, fitness: Fitness, (total, before): (f64, usize)) -> Node {
        let End { at, after, hyphen, tail, head, .. } = *end;
        let (from, hang) = (self.lists.sums[after], self.items.get(after).map_or(0, Item::hang_left));
        let line = self.lists.nodes[before].line + 1;
        let (at, start, before) = (at as u32, after as u32, before as u32);
        Node { total, from, hang, head, tail, at, start, line, before, fitness, hyphen }
    }

    /// What decides how long a line is that ends at `at`.
    fn end(&self, at: usize, hyphen: bool) -> End {
        let before = at.checked_sub(1).and_then(|before| self.items.get(before));
        let (added, hang) = match (hyphen, before) {
            (true, _) => (self.items[at].width(), self.items[at].hang_right()),
            (false, Some(item)) if item.kind == Kind::Box => (0, item.hang_right()),
            (false, _) => (0, 0),
        };
        let (tail, last) = (before.map_or(0, |item| item.word), at == self.items.len());
        End { at, after: at, price: 0.0, hyphen, sum: self.lists.sums[at], added, hang, tail, head: 0, last }
    }

    /// What decides how dear a line is that ends there.
    fn finish_end(&self, end: &mut End, cost: i32) {
        end.after = self.after(end.at);
        end.head = self.items.get(end.after).map_or(0, |item| item.word);
        let square = f64::from(cost) * f64::from(cost);
        end.price = match cost {
            1.. if end.hyphen => square * (self.prices.hyphen_percent as f64 / 100.0),
            1.. => square,
            _ if cost > FORCED => -square,
            _ => 0.0,
        };
    }

    fn line(&self, node: &Node, end: &End) -> Line {
        // Where only spaces stand between two breaks, the line is empty: nothing hangs out of it but its hyphen.
        let start = node.start as usize;
        let empty = start >= end.at;
        let (from, to) = (if start > end.at { &end.sum } else { &node.from }, &end.sum);
        let width = to.width - from.width + end.added;
        let left = if start > end.at { self.items.get(end.at).map_or(0, Item::hang_left) } else { node.hang };
        let right = if end.hyphen || !empty { end.hang } else { 0 };
        let measure = if self.single_class { self.measures.usual } else { self.measures.of(node.line as usize) };
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

    /// The badness and fitness of a line; none when it won't do.
    fn score(&self, line: &Line) -> Option<(f64, Fitness)> {
        if self.too_long(line) {
            return None;
        }
        match self.prices.scoring {
            Scoring::Tex { tolerance } => score_tex(line, tolerance),
            Scoring::Even { loosest, .. } => score_even(line, if self.emergency { f64::INFINITY } else { loosest }),
            Scoring::Ragged => Some(score_ragged(line)),
        }
    }

    /// § 859, with the even and ragged scorings taking the place of badness.
    fn demerits(&self, node: &Node, badness: f64, fitness: Fitness, end: &End) -> f64 {
        let prices = self.prices;
        let base = prices.line as f64 + badness;
        let mut demerits = if base.abs() >= 10_000.0 { 1e8 } else { base * base };
        demerits += end.price;
        if node.hyphen {
            if end.last {
                demerits += prices.final_hyphen as f64;
            } else if end.hyphen {
                demerits += prices.double_hyphen as f64;
            }
        }
        if (fitness as i32 - node.fitness as i32).abs() > 1 {
            demerits += prices.adjacent as f64;
        }
        if prices.stack > 0 {
            demerits += (prices.stack * Search::stacks(node, end)) as f64;
        }
        demerits
    }

    /// How many pairs of like words a line that ends at `at` makes: at its end with the line before it, and at its head
    /// with the line after it. Both are told by the breaks alone.
    fn stacks(node: &Node, end: &End) -> i64 {
        let like = |a: u32, b: u32| i64::from(a != 0 && a == b);
        if end.hyphen || node.hyphen {
            return 0;
        }
        let ends = if node.line > 0 { like(node.tail, end.tail) } else { 0 };
        let heads = like(node.head, end.head);
        ends + heads
    }

    /// The best of the ways to the end, or the one whose number of lines is nearest to what is asked (§ 875).
    fn choose(&self) -> Option<usize> {
        let ends = self.lists.active.iter().copied().filter(|&i| self.lists.nodes[i].at as usize == self.items.len());
        let best = ends.clone().min_by(|&a, &b| self.lists.nodes[a].total.total_cmp(&self.lists.nodes[b].total))?;
        let best_line = i64::from(self.lists.nodes[best].line);
        let wanted = self.prices.looseness;
        let (mut chosen, mut actual) = (best, 0);
        for end in ends.filter(|_| wanted != 0) {
            let more = i64::from(self.lists.nodes[end].line) - best_line;
            let nearer = (more < actual && wanted <= more) || (more > actual && wanted >= more);
            if nearer || (more == actual && self.lists.nodes[end].total < self.lists.nodes[chosen].total) {
                (chosen, actual) = (end, more);
            }
        }
        Some(chosen)
    }

    fn trace(&self, end: usize) -> Breaks {
        let mut ends = Vec::new();
        let mut index = end;
        while self.lists.nodes[index].before != NONE {
            ends.push(self.lists.nodes[index].at as usize);
            index = self.lists.nodes[index].before as usize;
        }
        ends.reverse();
        Breaks { ends, demerits: self.lists.nodes[end].total }
    }
}
