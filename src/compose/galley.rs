//! The galley: a text as one long column of rows, before it is cut into pages.
//!
//! Takes blocks; gives rows, each with its height, what stands on it, and what a page break before it costs. Rows of the
//! text are one leading high, and everything else is a whole number of leadings, so that lines of both sides of a leaf
//! back up through thin paper.

use super::Press;
use super::flow::{Calls, Flow, Label, Lead};
use super::hyphenate::{Exceptions, Patterns};
use super::known::KnownWords;
use super::line;
use super::line::{Freedoms, SetLine, Setting};
use super::linebreak::{self, Breaker, Breaks, Measures, Prices, Scoring};
use super::paragraph::{Cutting, Paragraph, cut};
use super::rivers::{self, Gap};
use super::shape::{ShapedWords, Shaper};
use super::standing::{Demands, Standing, Wanted};
use super::style::{Family, Style};
use crate::diagnostic::{Diagnostic, Fault, Span};
use crate::geometry::{Point, Size};
use crate::manuscript::{Inline, Manuscript, NoteId};
use crate::page::{Item, Line};
use crate::spec::{Loosened, Spec};
use crate::unit::Length;
use std::sync::{Mutex, PoisonError};

/// What a page break before a row costs; from [`NEVER`] on it is a fault of make-up, taken only when all else fails.
pub(super) type BreakCost = i64;
/// The cost of a widow, of an orphan, of a heading alone at the foot of a page.
pub(super) const NEVER: BreakCost = 1_000_000;

/// A line whose word spaces are wider than this share of their natural width is told of.
const LOOSE_PERCENT: u32 = 170;

/// A row of the galley.
#[derive(Debug, Default)]
pub(super) struct Row {
    pub(super) height: Length,
    /// From the column's left edge and the row's top.
    pub(super) items: Vec<(Point, Item)>,
    /// What a page break before it costs.
    pub(super) before: BreakCost,
    /// Whether it vanishes at the head of a page.
    pub(super) is_space: bool,
    pub(super) labels: Vec<Label>,
    /// Fields that lead somewhere.
    pub(super) links: Vec<(Point, Size, Lead)>,
    /// The heading that begins here, for the side bar and the contents.
    pub(super) heading: Option<Box<HeadingMark>>,
    /// Whether a word is divided at its end.
    pub(super) hyphenated: bool,
    /// A picture that is to stand near.
    pub(super) float: Option<Box<Float>>,
    /// Notes that are called here and stand at the foot of the same page.
    pub(super) foot: Vec<NoteId>,
    /// The paragraph of running text that it is a line of.
    pub(super) unit: Option<Unit>,
    /// What is known of its line of text, from the row's top and the column's left edge.
    pub(super) line: Option<Line>,
}

/// A paragraph of running text, by where it stands: it can be set again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    /// Its text.
    pub(super) text: usize,
    /// Its block in the text.
    pub(super) block: usize,
    /// Its number among the paragraphs of that block.
    pub(super) ordinal: u32,
}

/// A heading as contents and side bar list it.
#[derive(Clone, Debug)]
pub(super) struct HeadingMark {
    pub(super) level: u8,
    pub(super) title: String,
    pub(super) anchor: Option<String>,
    /// Whether the contents list it: questions are not titles.
    pub(super) listed: bool,
    pub(super) span: Span,
}

/// A picture with its caption, which stands where there is room near its mention.
#[derive(Debug, Default)]
pub(super) struct Float {
    /// Its height with the space that parts it from text: a whole number of leadings.
    pub(super) height: Length,
    /// The height of picture and caption alone.
    pub(super) solid: Length,
    pub(super) items: Vec<(Point, Item)>,
    pub(super) labels: Vec<Label>,
    pub(super) links: Vec<(Point, Size, Lead)>,
}

/// The column that a block is set into.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    /// Its distance from the left edge of the text area.
    pub(super) left: Length,
    /// Its width.
    pub(super) measure: Length,
    /// Its letters.
    pub(super) style: Style,
    /// The height of a row.
    pub(super) leading: Length,
    /// How its lines stand.
    pub(super) setting: Setting,
    /// Whether words may be divided.
    pub(super) hyphenate: bool,
    /// The indent of first lines.
    pub(super) indent: Length,
}

impl Frame {
    /// The same column, narrower on both sides.
    pub(super) fn narrowed(self, left: Length, right: Length) -> Frame {
        Frame { left: self.left + left, measure: self.measure - left - right, ..self }
    }

    /// The distance of a baseline from the top of its row: letters stand in the middle of it.
    pub(super) fn baseline(&self) -> Length {
        baseline(self.style.size, self.leading)
    }
}

/// Three quarters of the size stand above the baseline; half of the lead that is left stands above that.
pub(super) fn baseline(size: Length, leading: Length) -> Length {
    (leading - size) / 2 + size.scale(3, 4)
}

/// What a setter has learnt of words, kept for the setter after it.
#[derive(Default)]
struct TypeCase {
    shaped: ShapedWords,
    known: KnownWords,
    breaker: Breaker,
}

/// Type cases that nobody works from just now. Which one a setter takes changes its speed, never its lines.
#[derive(Default)]
pub(super) struct TypeCases(Mutex<Vec<TypeCase>>);

impl TypeCases {
    fn take(&self) -> TypeCase {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
    }

    fn give_back(&self, case: TypeCase) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(case);
    }
}

/// Sets blocks; each thread has its own.
pub(super) struct Setter<'a> {
    pub(super) spec: &'a Spec,
    pub(super) manuscript: &'a Manuscript,
    pub(super) shaper: Shaper<'a>,
    pub(super) words: KnownWords,
    breaker: Breaker,
    pub(super) calls: &'a (dyn Calls + Sync),
    pub(super) patterns: Option<Patterns>,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) exceptions: &'a Exceptions,
    /// Where the block that is set stands, and how many paragraphs of it were set.
    pub(super) block_at: Option<(usize, usize)>,
    pub(super) ordinal: u32,
    /// A paragraph of the block that is to take more lines than it needs, or fewer.
    pub(super) loosened: Option<(u32, i64)>,
    looseness: i64,
    cases: &'a TypeCases,
    standing: Option<&'a Standing>,
}

impl Drop for Setter<'_> {
    fn drop(&mut self) {
        let (known, breaker) = (std::mem::take(&mut self.words), std::mem::take(&mut self.breaker));
        self.cases.give_back(TypeCase { shaped: self.shaper.take_words(), known, breaker });
    }
}

impl<'a> Setter<'a> {
    pub(super) fn new(press: Press<'a>, calls: &'a (dyn Calls + Sync), language: &str) -> Setter<'a> {
        let Press { spec, manuscript, fonts, plans, vocabulary, cases, standing, exceptions, .. } = press;
        let patterns = super::hyphenate::patterns(language).filter(|_| spec.body.hyphenate);
        let case = cases.take();
        let shaper = Shaper::new(fonts, &spec.faces, (plans, vocabulary), case.shaped);
        Setter {
            spec,
            manuscript,
            shaper,
            words: case.known,
            breaker: case.breaker,
            calls,
            patterns,
            diagnostics: Vec::new(),
            exceptions,
            block_at: None,
            ordinal: 0,
            loosened: None,
            looseness: 0,
            cases,
            standing,
        }
    }

    /// The column of the body text.
    pub(super) fn body_frame(&self) -> Frame {
        let body = &self.spec.body;
        Frame {
            left: Length::ZERO,
            measure: self.spec.page.measure(),
            style: Style::plain(Family::Body, body.size),
            leading: body.leading,
            setting: if body.justified { Setting::Full } else { Setting::Left },
            hyphenate: body.hyphenate,
            indent: Length::ZERO,
        }
    }

    /// Sets inlines as a paragraph.
    pub(super) fn paragraph(&mut self, inlines: &[Inline], frame: Frame) -> Vec<Row> {
        let flow = Flow::of(inlines, frame.style, self.calls);
        self.flow(flow, frame)
    }

    /// Sets a paragraph of running text, which may be asked to take a line more or less.
    pub(super) fn running(&mut self, inlines: &[Inline], frame: Frame) -> Vec<Row> {
        let ordinal = self.ordinal;
        self.ordinal += 1;
        let own = self.loosened.filter(|(o, _)| *o == ordinal).map(|(_, by)| by);
        self.looseness = own.or_else(|| self.fitted(ordinal)).unwrap_or(0);
        let mut rows = self.paragraph(inlines, frame);
        self.looseness = 0;
        if let Some((text, block)) = self.block_at.filter(|_| frame.setting == Setting::Full) {
            rows.iter_mut().for_each(|row| row.unit = Some(Unit { text, block, ordinal }));
        }
        rows
    }

    /// By how much the fit to a count of pages changes a paragraph of the block.
    fn fitted(&self, ordinal: u32) -> Option<i64> {
        let (text, block) = self.block_at?;
        let here = |l: &&Loosened| (l.text, l.place) == (text, (block, ordinal));
        self.spec.fit.loosened.iter().find(here).map(|l| l.by)
    }

    /// Sets a flow as a paragraph.
    pub(super) fn flow(&mut self, flow: Flow, frame: Frame) -> Vec<Row> {
        let lines = self.lines(flow, frame, &Measures::all(frame.measure.0));
        rows_of_lines(lines, frame, &[])
    }

    fn demands(&self, frame: Frame, measures: &Measures) -> Demands {
        let (full, body) = (frame.setting == Setting::Full, &self.spec.body);
        Demands {
            measures: (measures.special.clone(), measures.usual),
            setting: frame.setting,
            patterns: self.patterns.filter(|_| frame.hyphenate),
            indent: frame.indent,
            // A last line of less than two ems, or of twice the indent, looks like a slip.
            size: frame.style.size,
            runt_width: (body.indent.max(frame.style.size) * 2).0,
            freedoms: if full { (body.expansion, body.letterspacing) } else { (0, 0) },
            looseness: self.looseness,
        }
    }

    /// Breaks a flow and sets its lines, unless that was done before; `measures` may make the first lines shorter.
    pub(super) fn lines(&mut self, flow: Flow, frame: Frame, measures: &Measures) -> Vec<SetLine> {
        let full = frame.setting == Setting::Full;
        let demands = self.demands(frame, measures);
        let kept = self.standing.and_then(|standing| Some((standing, Wanted::of(&flow, demands.clone())?)));
        let Some((standing, (wanted, base))) = kept else {
            return self.set_lines(flow, &demands, measures).0;
        };
        if let Some(lines) = standing.find(&wanted, base) {
            lines.iter().for_each(|line| self.report_line(line, full));
            return lines;
        }
        let (lines, whole) = self.set_lines(flow, &demands, measures);
        // What lacks letters is set anew, so that it is said anew.
        if whole {
            standing.keep(wanted, base, &lines);
        }
        lines
    }

    fn cut(&mut self, flow: Flow, demands: &Demands) -> Paragraph {
        let (patterns, indent, protrusion) = (demands.patterns, demands.indent, self.spec.body.protrusion);
        let cutting = Cutting { patterns, exceptions: self.exceptions, protrusion, indent };
        cut(flow, cutting, &mut self.shaper, &mut self.words)
    }

    /// Cuts the words of a flow that is to be set later.
    pub(super) fn learn(&mut self, flow: Flow, frame: Frame) {
        let demands = self.demands(frame, &Measures::all(frame.measure.0));
        let paragraph = self.cut(flow, &demands);
        self.words.take_back(paragraph);
    }

    /// The narrowest measure in which a flow takes no more than so many lines, down to half that of its frame.
    pub(super) fn narrowest(&mut self, flow: Flow, frame: Frame, count: usize) -> Length {
        let demands = self.demands(frame, &Measures::all(frame.measure.0));
        let paragraph = self.cut(flow, &demands);
        let prices = prices_of(&demands);
        let (mut narrow, mut wide) = (frame.measure / 2, frame.measure);
        // Six halvings come within a hundredth of the measure.
        for _ in 0..6 {
            let measure = (narrow + wide) / 2;
            let breaks = self.breaker.fit(&paragraph.items, &Measures::all(measure.0), &prices);
            if breaks.is_some_and(|breaks| breaks.ends.len() == count) { wide = measure } else { narrow = measure }
        }
        self.words.take_back(paragraph);
        wide
    }

    /// Breaks a flow and sets its lines; also gives whether every letter was found.
    fn set_lines(&mut self, flow: Flow, demands: &Demands, measures: &Measures) -> (Vec<SetLine>, bool) {
        let paragraph = self.cut(flow, demands);
        self.report_missing(&paragraph);
        let full = demands.setting == Setting::Full;
        let prices = prices_of(demands);
        let breaks = self.breaker.fit_anyhow(&paragraph.items, measures, &prices);
        let (expansion, letterspacing) = demands.freedoms;
        let freedoms = Freedoms { expansion, letterspacing, protrusion: self.spec.body.protrusion };
        let mut lines = self.lines_of(&paragraph, &breaks, measures, (demands.setting, freedoms));
        if full && demands.looseness == 0 {
            let drier = self.without_rivers(&paragraph, (&breaks, &lines), measures, (&prices, freedoms));
            lines = drier.unwrap_or(lines);
        }
        lines.iter().for_each(|line| self.report_line(line, full));
        let whole = paragraph.missing.is_empty();
        self.words.take_back(paragraph);
        (lines, whole)
    }

    fn lines_of(
        &mut self,
        paragraph: &Paragraph,
        breaks: &Breaks,
        measures: &Measures,
        how: (Setting, Freedoms),
    ) -> Vec<SetLine> {
        let mut lines = Vec::with_capacity(breaks.ends.len());
        let mut start = 0;
        for (number, &end) in breaks.ends.iter().enumerate() {
            let from = first_of_line(paragraph, start, end);
            let measure = Length(measures.of(number));
            lines.push(line::set(paragraph, from..end, measure, how, &mut self.shaper));
            start = end;
        }
        lines
    }

    /// The lines of breaks that have fewer rivers, and cost less for it; none where the best breaks stay the best. Rivers are
    /// only seen in set lines, so each end of a line in one is forbidden in turn, and the paragraph broken again.
    fn without_rivers(
        &mut self,
        paragraph: &Paragraph,
        (breaks, lines): (&Breaks, &[SetLine]),
        measures: &Measures,
        (prices, freedoms): (&Prices, Freedoms),
    ) -> Option<Vec<SetLine>> {
        let found = long_rivers(lines);
        let mut least = breaks.demerits + river_price(&found);
        let mut best = None;
        let mut ends: Vec<usize> =
            found.iter().flatten().filter_map(|(line, ..)| breaks.ends.get(*line).copied()).collect();
        ends.sort_unstable();
        ends.dedup();
        for end in ends.into_iter().filter(|end| *end < paragraph.items.len()) {
            let Some(other) = self.breaker.fit_without(&paragraph.items, measures, prices, end) else { continue };
            // Another count of lines is for the pages to ask for.
            if other.ends.len() != breaks.ends.len() || other.demerits >= least {
                continue;
            }
            let set = self.lines_of(paragraph, &other, measures, (Setting::Full, freedoms));
            let price = other.demerits + river_price(&long_rivers(&set));
            if price < least {
                (least, best) = (price, Some(set));
            }
        }
        best
    }

    fn report_missing(&mut self, paragraph: &Paragraph) {
        for &(byte, c) in &paragraph.missing {
            let Some(run) = paragraph.flow.run_at(byte) else { continue };
            let fault = Fault::MissingGlyph {
                character: c.to_string(),
                code: format!("U+{:04X}", u32::from(c)),
                family: run.style.spec(&self.spec.faces).name.clone(),
            };
            self.diagnostics.push(Diagnostic::error(run.span, fault));
        }
    }

    fn report_line(&mut self, line: &SetLine, full: bool) {
        if full && line.space_percent > LOOSE_PERCENT {
            let fault = Fault::LooseLine { percent: line.space_percent };
            self.diagnostics.push(Diagnostic::warning(line.span, fault));
        }
        // Less than a hundredth of a point is rounding.
        if line.excess > Length::pt(0.01) {
            let by = format!("{:.1} mm", line.excess.to_mm());
            let word = line.last_word.trim_end_matches('\u{ad}').to_string();
            self.diagnostics.push(Diagnostic::error(line.span, Fault::Overfull { by, word }));
        }
    }
}

/// Rivers over so many lines are seen; shorter ones are chance.
const RIVER: usize = 4;
/// What each line of a river costs: three of them are worth a divided word.
const RIVER_LINE: f64 = 1_800.0;

/// The rivers of a paragraph that are long enough to be seen.
fn long_rivers(lines: &[SetLine]) -> Vec<Vec<Gap>> {
    if lines.len() < RIVER || rivers::longest(lines.iter().map(|line| line.items.as_slice())) < RIVER {
        return Vec::new();
    }
    let found = rivers::rivers(lines.len(), |line| rivers::gaps_of(&lines[line].items), |_| true);
    found.into_iter().filter(|river| river.len() >= RIVER).collect()
}

fn river_price(rivers: &[Vec<Gap>]) -> f64 {
    RIVER_LINE * rivers.iter().map(|river| (river.len() + 2 - RIVER) as f64).sum::<f64>()
}

/// What the breaks of a paragraph cost.
fn prices_of(demands: &Demands) -> Prices {
    let full = demands.setting == Setting::Full;
    let (expansion, letterspacing) = demands.freedoms;
    let mut prices = if full { even_prices(expansion + letterspacing) } else { RAGGED };
    prices.runt_width = demands.runt_width;
    if full {
        prices.hyphen_percent = hyphen_percent(Length(demands.measures.1), demands.size);
    }
    prices.looseness = demands.looseness;
    prices
}

/// The prices of justified text. Chosen on French prose at 343 pt and 10 pt: hyphens below four in a hundred lines, and
/// the spread of word spaces a third below what TeX's own prices give.
pub(super) fn even_prices(flex: i64) -> Prices {
    Prices {
        scoring: Scoring::Even { flex, loosest: 1.6 },
        line: 4,
        double_hyphen: 20_000,
        final_hyphen: 7_500,
        adjacent: 3_000,
        stack: 2_500,
        runt: 15_000,
        runt_width: 0,
        looseness: 0,
        hyphen_percent: 100,
    }
}

/// What a hyphen costs in a column of that width: its full price from 34 em on. A narrow column has fewer words a line to
/// share the white among, so that evenness has to be bought with hyphens.
fn hyphen_percent(measure: Length, size: Length) -> i64 {
    let ems = measure.0 * 100 / size.0.max(1);
    ((ems - 800) * 100 / 2600).clamp(25, 100)
}

/// The prices of ragged text: hyphens are dear, since nothing has to be filled.
pub(super) const RAGGED: Prices = Prices {
    scoring: Scoring::Ragged,
    line: 10,
    double_hyphen: 20_000,
    final_hyphen: 20_000,
    adjacent: 0,
    stack: 0,
    runt: 3_000,
    runt_width: 0,
    looseness: 0,
    hyphen_percent: 100,
};

/// The first item of a line that begins after a break at `start`: spaces and penalties vanish there.
fn first_of_line(paragraph: &Paragraph, start: usize, end: usize) -> usize {
    let mut at = start;
    while at < end && !matches!(paragraph.items[at].kind, linebreak::Kind::Box) {
        at += 1;
    }
    at
}

/// Rows of set lines, with what a page break between them costs.
pub(super) fn rows_of_lines(lines: Vec<SetLine>, frame: Frame, shifts: &[Length]) -> Vec<Row> {
    let count = lines.len();
    let mut hyphenated = false;
    let mut rows = Vec::with_capacity(count);
    for (i, line) in lines.into_iter().enumerate() {
        let mut row = row_of_line(line, frame, shifts.get(i).copied().unwrap_or_default());
        // A paragraph of three lines isn't parted; none leaves one line at the foot or takes one to the head.
        row.before = if i == 0 {
            0
        } else if count <= 3 || i == 1 || i == count - 1 {
            NEVER
        } else if hyphenated {
            // The word is divided over the turn of the page.
            4_000
        } else {
            0
        };
        hyphenated = row.hyphenated;
        if let Some(line) = &mut row.line {
            (line.opens, line.closes) = (i == 0, i + 1 == count);
        }
        rows.push(row);
    }
    rows
}

/// A row of one line.
pub(super) fn row_of_line(line: SetLine, frame: Frame, shift: Length) -> Row {
    let origin = Point::new(frame.left + shift, frame.baseline());
    let items = line.items.into_iter().map(|(p, item)| (origin.moved(p.x, p.y), item)).collect();
    let link = |(from, to, lead): (Length, Length, Lead)| {
        let at = Point::new(origin.x + from, Length::ZERO);
        (at, Size::new(to - from, frame.leading), lead)
    };
    Row {
        height: frame.leading,
        items,
        foot: line.labels.iter().filter_map(called).collect(),
        labels: line.labels,
        links: line.links.into_iter().map(link).collect(),
        hyphenated: line.hyphenated,
        line: Some(Line {
            at: Point::new(frame.left, frame.baseline()),
            measure: frame.measure,
            width: line.right,
            size: frame.style.size,
            space_percent: line.space_percent,
            full: line.full,
            hyphenated: line.hyphenated,
            opens: false,
            closes: false,
            span: line.span,
        }),
        ..Row::default()
    }
}

fn called(label: &Label) -> Option<NoteId> {
    match label {
        Label::Call(_, note) => Some(*note),
        Label::Anchor(_) | Label::Note(..) => None,
    }
}

/// A row of white that vanishes at the head of a page.
pub(super) fn space(height: Length) -> Row {
    Row { height, is_space: true, ..Row::default() }
}
