//! Make-up: galleys cut into pages, pictures and foot notes in their places, links resolved.

use super::Press;
use super::flow::{Label, Lead};
use super::galley::{Float, HeadingMark, Row, Setter};
use super::pagebreak::{Plan, Room, paginate};
use super::variants::{self, Variant};
use super::{contents, cover, furniture, notes};
use crate::diagnostic::{Diagnostic, Fault, Span};
use crate::geometry::{Point, Size};
use crate::manuscript::{NoteId, Opener};
use crate::page::{Book, Ink, Item, Line, Mark, Page, Role, Target};
use crate::spec::{ContentsPlace, NotePlace};
use crate::unit::Length;
use std::collections::HashMap;

/// A page in the making.
pub(super) struct Draft {
    pub(super) page: Page,
    pub(super) labels: Vec<(Label, Length)>,
    pub(super) links: Vec<(Point, Size, Lead)>,
    pub(super) headings: Vec<(HeadingMark, Length)>,
    /// The text that it belongs to, for running heads.
    pub(super) text: Option<usize>,
}

/// The brochure in the making.
pub(super) struct MakeUp<'a> {
    pub(super) press: Press<'a>,
    pub(super) drafts: Vec<Draft>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Where the contents stand, once their pages are set aside.
    contents_at: Option<(usize, usize)>,
    /// How many pages stand before a picture in the middle that is still to be placed.
    pub(super) before_middle: Option<usize>,
}

/// Items of a page that don't come from its rows: folio and running head.
const FURNITURE: usize = 2;

/// A picture with the row of its mention.
type PlacedFloat = (usize, Box<Float>);

/// Rows of the notes at the foot, by note.
type FootRows = HashMap<NoteId, Vec<Row>>;

impl<'a> MakeUp<'a> {
    pub(super) fn new(press: Press<'a>) -> MakeUp<'a> {
        MakeUp { press, drafts: Vec::new(), diagnostics: Vec::new(), contents_at: None, before_middle: None }
    }

    /// A setter for what stands outside of the texts.
    pub(super) fn setter(&self, calls: &'a (dyn super::flow::Calls + Sync)) -> Setter<'a> {
        Setter::new(self.press, calls, &self.press.spec.language)
    }

    fn next_is_recto(&self) -> bool {
        self.drafts.len().is_multiple_of(2)
    }

    /// Adds a page.
    pub(super) fn push(&mut self, role: Role, items: Vec<(Point, Item)>) -> &mut Draft {
        if !self.next_is_recto() && self.before_middle.take_if(|before| *before <= self.drafts.len()).is_some() {
            self.push_spread();
        }
        let page =
            Page { folio: self.drafts.len() + 1, role, trim: self.press.spec.page.trim, items, lines: Vec::new() };
        let at = self.drafts.len();
        self.drafts.push(Draft { page, labels: Vec::new(), links: Vec::new(), headings: Vec::new(), text: None });
        &mut self.drafts[at]
    }

    /// Adds a blank page if the next one is a left-hand page.
    fn turn_to_recto(&mut self) {
        if !self.next_is_recto() {
            self.push(Role::Blank, Vec::new());
        }
    }

    /// Places the picture in the middle, if the pages end before it.
    pub(super) fn middle(&mut self) {
        if self.before_middle.take().is_some() {
            if self.next_is_recto() {
                self.push(Role::Blank, Vec::new());
            }
            self.push_spread();
        }
    }

    /// The number, from 0, of the page that comes so many pages after the next one.
    fn number_after(&self, pages: usize) -> usize {
        let next = self.drafts.len();
        // The picture in the middle begins on a left-hand page.
        let middle = self.before_middle.map(|before| if next <= before { before } else { next | 1 });
        let number = next + pages;
        if middle.is_some_and(|middle| number >= middle) { number + 2 } else { number }
    }

    /// Cover, title page, colophon, and the room of the contents.
    pub(super) fn front(&mut self, galleys: &[Vec<Row>]) {
        cover::front(self);
        let spec = self.press.spec;
        if spec.contents.as_ref().is_some_and(|c| c.place == ContentsPlace::Front) {
            self.reserve_contents(galleys.iter().flatten().filter_map(|r| r.heading.as_deref()));
        }
    }

    /// Sets pages aside for the contents: their number depends on the headings, not on the pages they are on.
    fn reserve_contents<'h>(&mut self, headings: impl Iterator<Item = &'h HeadingMark>) {
        let marks: Vec<(HeadingMark, usize)> = headings.map(|h| (h.clone(), 0)).collect();
        let rows = contents::rows(self, &marks);
        let first = self.drafts.len();
        self.pages(rows, None, Role::Opening);
        self.contents_at = Some((first, self.drafts.len() - first));
    }

    /// The texts, each beginning where it is asked to.
    pub(super) fn texts(&mut self, galleys: Vec<Vec<Row>>) {
        let mut waiting: Vec<Row> = Vec::new();
        let mut waiting_text = 0;
        for (number, mut galley) in galleys.into_iter().enumerate() {
            let front = &self.press.manuscript.texts[number].front;
            let opener = front.opener.unwrap_or(self.press.spec.body.opener);
            let notes_here = self.press.spec.notes.place == NotePlace::Text;
            // Notes after a text, or at the foot by text, need the text to end; else it may run on.
            let runs_on = opener == Opener::Continue && number > 0 && !notes_here && front.part.is_none();
            if !runs_on {
                self.flush(&mut waiting, waiting_text);
                waiting_text = number;
            }
            if let Some(part) = &front.part {
                self.turn_to_recto();
                cover::part(self, part);
            }
            if opener == Opener::Recto && !runs_on {
                self.turn_to_recto();
            }
            if opener != Opener::Continue || self.drafts.is_empty() {
                // A text that opens a page begins below its head.
                let sink = self.press.spec.body.leading * 2;
                waiting.push(Row { height: sink, ..Row::default() });
            }
            // The few go to the many: rows are large.
            if waiting.len() < galley.len() {
                galley.splice(..0, waiting.drain(..));
                waiting = galley;
            } else {
                waiting.append(&mut galley);
            }
            if notes_here {
                self.text_with_notes(std::mem::take(&mut waiting), number);
            }
        }
        self.flush(&mut waiting, waiting_text);
    }

    fn flush(&mut self, waiting: &mut Vec<Row>, text: usize) {
        if !waiting.is_empty() {
            self.pages(std::mem::take(waiting), Some(text), Role::Opening);
        }
    }

    /// A text with its notes after it. The notes name pages that are only known once the text is cut, so it is cut, the
    /// notes are set, and both are cut again until the pages stay the same.
    fn text_with_notes(&mut self, rows: Vec<Row>, number: usize) {
        let count = rows.len();
        let mut rows = rows;
        let mut known: HashMap<Label, usize> = HashMap::new();
        // Three rounds settle all but contrived cases; the last is kept.
        for _ in 0..4 {
            rows.truncate(count);
            rows.extend(notes::after_text(self, number, &known));
            let plans = self.plan(&rows, &FootRows::new()).0;
            let found = pages_of_calls(&plans, &rows, &|page| self.number_after(page) + 1);
            if found == known {
                break;
            }
            known = found;
        }
        self.pages(rows, Some(number), Role::Opening);
    }

    /// All notes at the end of the brochure.
    pub(super) fn end_notes(&mut self) {
        let known = self.known_pages();
        let rows = notes::at_end(self, &known);
        if !rows.is_empty() {
            self.pages(rows, None, Role::Opening);
        }
    }

    /// The folio of every label that has been placed.
    pub(super) fn known_pages(&self) -> HashMap<Label, usize> {
        let labels = self.drafts.iter().flat_map(|d| d.labels.iter().map(|(l, _)| (l.clone(), d.page.folio)));
        labels.collect()
    }

    /// Contents at the end, the contents' page numbers, the back cover.
    pub(super) fn back(&mut self) {
        let spec = self.press.spec;
        let marks = self.heading_pages();
        if spec.contents.as_ref().is_some_and(|c| c.place == ContentsPlace::End) {
            let rows = contents::rows(self, &marks);
            self.pages(rows, None, Role::Opening);
        } else if let Some((first, count)) = self.contents_at {
            let rows = contents::rows(self, &marks);
            let after = self.drafts.split_off(first + count);
            self.drafts.truncate(first);
            self.pages(rows, None, Role::Opening);
            self.drafts.extend(after);
        }
        cover::back(self);
    }

    /// The headings with the folios of their pages.
    fn heading_pages(&self) -> Vec<(HeadingMark, usize)> {
        self.drafts.iter().flat_map(|d| d.headings.iter().map(|(h, _)| (h.clone(), d.page.folio))).collect()
    }

    /// Cuts rows into pages and adds them; the first has the given role.
    fn pages(&mut self, mut rows: Vec<Row>, text: Option<usize>, first: Role) {
        let mut foot = self.foot_rows(text, &rows);
        let (plans, variants) = self.plan(&rows, &foot);
        let floats: Vec<(usize, Box<Float>)> =
            rows.iter_mut().enumerate().filter_map(|(i, r)| r.float.take().map(|f| (i, f))).collect();
        let mut floats: Vec<Option<(usize, Box<Float>)>> = floats.into_iter().map(Some).collect();
        let mut rows: Vec<Option<Row>> = rows.into_iter().map(Some).collect();
        let mut variants: Vec<Option<Variant>> = variants.into_iter().map(Some).collect();
        let mut taken: Vec<(usize, Row)> = Vec::new();
        for (i, plan) in plans.into_iter().enumerate() {
            let role = if i == 0 { first } else { Role::Text };
            let mut here: Vec<PlacedFloat> = floats[plan.floats.clone()].iter_mut().filter_map(Option::take).collect();
            let pictures = here.len().max(1) as i64;
            for (n, (_, float)) in here.iter_mut().enumerate() {
                let lines = (plan.picture_white + pictures - 1 - n as i64) / pictures;
                float.height += self.press.spec.body.leading * lines;
            }
            taken.extend(plan.rows.clone().filter_map(|n| rows[n].take().map(|row| (n, row))));
            for variant in plan.variants.numbers().iter().filter_map(|v| variants[*v].take()) {
                let at = |n: usize| taken.partition_point(|(number, _)| *number < n);
                let (from, to) = (at(variant.rows.start), at(variant.rows.end));
                taken.splice(from..to, variant.set.into_iter().map(|row| (variant.rows.start, row)));
            }
            // White at the foot of a page is the page's own.
            while taken.last().is_some_and(|(_, r)| r.is_space) {
                taken.pop();
            }
            self.assemble(role, text, (&plan, &mut taken, here), &mut foot);
        }
    }

    /// The pages of a galley, and the variants of paragraphs that they choose from.
    fn plan(&self, rows: &[Row], foot: &FootRows) -> (Vec<Plan>, Vec<Variant>) {
        let leading = self.press.spec.body.leading;
        let mut variants = variants::whites(rows, leading);
        let plans = self.cut(rows, foot, &variants);
        let mut more = variants::paragraphs(self.press, rows, &plans, self.next_is_recto());
        if more.is_empty() {
            return (plans, variants);
        }
        variants.append(&mut more);
        variants.sort_by_key(|v| v.rows.start);
        (self.cut(rows, foot, &variants), variants)
    }

    fn cut(&self, rows: &[Row], foot: &FootRows, variants: &[Variant]) -> Vec<Plan> {
        let spec = self.press.spec;
        let height_of =
            |row: &Row| -> Length { row.foot.iter().filter_map(|n| foot.get(n)).flatten().map(|r| r.height).sum() };
        let room = Room {
            height: self.room(),
            leading: spec.body.leading,
            starts_recto: self.next_is_recto(),
            foot: &height_of,
            separator: spec.body.leading,
            variants,
        };
        self.press.cuts.map_or_else(|| paginate(rows, &room), |cuts| cuts.cut(rows, &room))
    }

    /// The height that rows may fill: as many leadings as baselines fit between the margins.
    fn room(&self) -> Length {
        let spec = self.press.spec;
        let (leading, size) = (spec.body.leading, spec.body.size);
        let lines = (spec.page.height() - size).0.max(0) / leading.0.max(1) + 1;
        leading * lines
    }

    fn foot_rows(&mut self, text: Option<usize>, rows: &[Row]) -> FootRows {
        let (Some(text), NotePlace::Foot) = (text, self.press.spec.notes.place) else { return FootRows::new() };
        rows.iter().flat_map(|r| r.foot.iter()).map(|note| (*note, notes::at_foot(self, text, *note))).collect()
    }

    /// Puts a page together; takes its rows out of their list.
    fn assemble(
        &mut self,
        role: Role,
        text: Option<usize>,
        (plan, rows, floats): (&Plan, &mut Vec<(usize, Row)>, Vec<PlacedFloat>),
        foot: &mut FootRows,
    ) {
        let spec = self.press.spec;
        let (leading, size) = (spec.body.leading, spec.body.size);
        let recto = self.next_is_recto();
        // The first line's letters reach up to the margin.
        let origin = Point::new(spec.page.left(recto), spec.page.top - (leading - size) / 2);
        let room = self.room();
        self.push(role, Vec::new()).text = text;
        let at = self.drafts.len() - 1;
        let draft = &mut self.drafts[at];
        let mut pen = Pen { draft, origin, y: Length::ZERO, tallest: room };
        let (early, mut late): (Vec<_>, Vec<_>) = floats.into_iter().partition(|(row, _)| *row < plan.rows.start);
        let alone = rows.is_empty();
        early.into_iter().for_each(|(_, float)| pen.float(*float, true, alone));
        let mut notes = Vec::new();
        let total = rows.len();
        pen.draft
            .page
            .items
            .reserve(rows.iter().map(|(_, row)| row.items.len() + row.links.len()).sum::<usize>() + FURNITURE);
        pen.draft.page.lines.reserve(total);
        for (i, (number, row)) in rows.drain(..).enumerate() {
            notes.extend(row.foot.iter().filter_map(|n| foot.remove(n)).flatten());
            pen.row(row);
            // With fewer than three lines left below it, a picture goes to the foot of the page.
            if total - i > 3 {
                while late.first().is_some_and(|(at, _)| *at <= number) {
                    let (_, float) = late.remove(0);
                    let first = pen.y == Length::ZERO;
                    pen.float(*float, first, false);
                }
            }
        }
        late.into_iter().for_each(|(_, float)| pen.float(*float, false, false));
        pen.foot_notes(notes, (room, leading));
        if let Some(height) = pen.overflow() {
            let shown = |l: Length| format!("{:.0} mm", l.to_mm());
            let fault = Fault::TooTall { height: shown(height), room: shown(room) };
            let span = self.drafts[at].first_span();
            self.diagnostics.push(Diagnostic::error(span, fault));
        }
    }

    /// Furniture on every page, links to pages, and the book is done.
    pub(super) fn finish(mut self) -> Book {
        furniture::add(&mut self);
        let places: HashMap<Label, (usize, Length)> = self
            .drafts
            .iter()
            .enumerate()
            .flat_map(|(page, d)| d.labels.iter().map(move |(label, y)| (label.clone(), (page, *y))))
            .collect();
        let mut book = Book::default();
        for (number, mut draft) in self.drafts.into_iter().enumerate() {
            for (at, size, lead) in draft.links {
                let target = match lead {
                    Lead::Address(address) => Some(Target::Address(address.into())),
                    Lead::Label(label) => places.get(&label).map(|(page, y)| Target::Place(*page, *y)),
                };
                draft.page.items.extend(target.map(|t| (at, Item::Link(t, size))));
            }
            let marks =
                draft.headings.into_iter().map(|(h, y)| Mark { level: h.level, title: h.title, page: number, y });
            book.marks.extend(marks);
            book.pages.push(draft.page);
        }
        book
    }
}

/// On which folio each call falls under a plan.
fn pages_of_calls(plans: &[Plan], rows: &[Row], folio: &dyn Fn(usize) -> usize) -> HashMap<Label, usize> {
    let mut pages = HashMap::new();
    for (i, plan) in plans.iter().enumerate() {
        for label in rows[plan.rows.clone()].iter().flat_map(|r| &r.labels) {
            pages.insert(label.clone(), folio(i));
        }
    }
    pages
}

impl Draft {
    /// The place in the manuscript of the first letters on the page.
    fn first_span(&self) -> Option<Span> {
        self.page.items.iter().find_map(|(_, item)| match item {
            Item::Glyphs(_, span) => Some(*span),
            Item::Rule(..) | Item::Image(..) | Item::Link(..) | Item::Group(..) => None,
        })
    }
}

/// Writes rows down a page.
pub(super) struct Pen<'d> {
    pub(super) draft: &'d mut Draft,
    pub(super) origin: Point,
    pub(super) y: Length,
    /// The room that is there.
    pub(super) tallest: Length,
}

impl Pen<'_> {
    pub(super) fn row(&mut self, row: Row) {
        let at = self.origin.moved(Length::ZERO, self.y);
        self.draft.page.items.extend(row.items.into_iter().map(|(p, item)| (at.moved(p.x, p.y), item)));
        self.draft.links.extend(row.links.into_iter().map(|(p, s, l)| (at.moved(p.x, p.y), s, l)));
        self.draft.labels.extend(row.labels.into_iter().map(|l| (l, at.y)));
        self.draft.page.lines.extend(row.line.map(|l| Line { at: at.moved(l.at.x, l.at.y), ..l }));
        self.draft.headings.extend(row.heading.map(|h| (*h, at.y)));
        self.y += row.height;
    }

    /// A picture: its white stands below it at the head of a page, above it at the foot, and on both sides between lines.
    fn float(&mut self, float: Float, at_head: bool, alone: bool) {
        let white = float.height - float.solid;
        let at_foot = self.y + float.height >= self.tallest;
        let down = match (at_head, at_foot, alone) {
            (_, _, true) => Length::ZERO,
            (true, false, _) => white / 6,
            (false, true, _) => white * 5 / 6,
            _ => white / 2,
        };
        let at = self.origin.moved(Length::ZERO, self.y + down);
        self.draft.page.items.extend(float.items.into_iter().map(|(p, item)| (at.moved(p.x, p.y), item)));
        self.draft.links.extend(float.links.into_iter().map(|(p, s, l)| (at.moved(p.x, p.y), s, l)));
        self.draft.labels.extend(float.labels.into_iter().map(|l| (l, at.y)));
        self.y += float.height;
    }

    fn foot_notes(&mut self, notes: Vec<Row>, (room, leading): (Length, Length)) {
        if notes.is_empty() {
            return;
        }
        let height: Length = notes.iter().map(|r| r.height).sum();
        self.y = (room - height).max(self.y + leading);
        // A short rule parts notes from text.
        let at = self.origin.moved(Length::ZERO, self.y - leading / 3);
        let rule = Item::Rule(Size::new(leading * 4, Length::pt(super::blocks::RULE)), Ink::Black);
        self.draft.page.items.push((at, rule));
        notes.into_iter().for_each(|row| self.row(row));
    }

    fn overflow(&self) -> Option<Length> {
        (self.y > self.tallest + Length::pt(1.0)).then_some(self.y)
    }
}
