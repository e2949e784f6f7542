//! Make-up: assembles rows into pages, with their pictures and footnotes, and resolves links.
//!
//! This is the only part of composing that assembles pages. Contents, notes, covers and furniture are functions that turn the
//! context into rows or fragments. Make-up calls them in the order in which page numbers become known: first the texts, then
//! the notes that refer to page numbers, then the contents, then page numbers and running heads.

use super::context::Context;
use super::endnotes::{self, PageNumbers};
use super::figures;
use super::footnotes::{self, Footnotes};
use super::furniture::{self, PageInfo};
use super::page_assembly::{self, AssembledPage};
use super::pagebreak::{PageArea, PagePlan, RowVariant};
use super::pagination_cache::paginate_cached;
use super::row::{Float, HeadingMark, Row};
use super::styled_text::{Label, LinkTarget};
use super::variants;
use super::{centre_spread, contents, cover};
use crate::diagnostic::{Diagnostic, Fault, Span, Warned};
use crate::geometry::Point;
use crate::manuscript::Opener;
use crate::page::{Book, Item, Mark, Page, PageRole, Target};
use crate::spec::{ContentsPlace, CoverSpec, NotePlace};
use crate::structure;
use crate::unit::Length;
use std::collections::HashMap;
use std::sync::Arc;

/// A page under construction.
pub(super) struct Draft {
    folio: usize,
    role: PageRole,
    content: AssembledPage,
    /// The index of the text that the page belongs to.
    text: Option<usize>,
}

/// The brochure under construction.
pub(super) struct MakeUp<'a> {
    context: Context<'a>,
    drafts: Vec<Draft>,
    diagnostics: Vec<Diagnostic>,
    /// The index of the first page that is reserved for the contents, and the number of reserved pages.
    contents_at: Option<(usize, usize)>,
    /// The number of pages before the picture on the centre spread, until that picture has been placed.
    before_middle: Option<usize>,
}

impl<'a> MakeUp<'a> {
    /// Begins a brochure. `before_middle` is the number of pages before the picture on the centre spread, if there is one.
    pub(super) fn new(context: Context<'a>, before_middle: Option<usize>) -> MakeUp<'a> {
        let (drafts, diagnostics) = (Vec::new(), Vec::new());
        MakeUp { context, drafts, diagnostics, contents_at: None, before_middle }
    }

    /// Makes up the whole brochure from the rows of its texts.
    pub(super) fn make_up(mut self, columns: Vec<Vec<Row>>) -> Warned<Book> {
        self.front_matter(&columns);
        self.texts(columns);
        if self.context.spec.notes.place == NotePlace::End {
            let pages = self.page_numbers();
            let rows = endnotes::at_end(self.context, &pages).report_to(&mut self.diagnostics);
            self.pages_unless_empty(rows);
        }
        self.push_pending_middle();
        self.contents();
        self.back_cover();
        self.finish()
    }

    fn next_is_recto(&self) -> bool {
        self.drafts.len().is_multiple_of(2)
    }

    /// Adds a page.
    fn push(&mut self, role: PageRole, content: AssembledPage, text: Option<usize>) {
        if !self.next_is_recto() && self.before_middle.take_if(|before| *before <= self.drafts.len()).is_some() {
            self.push_middle();
        }
        let folio = self.drafts.len() + 1;
        self.drafts.push(Draft { folio, role, content, text });
    }

    /// Adds a page that belongs to no text, such as a cover or a part title.
    fn push_display(&mut self, role: PageRole, fragment: Warned<super::fragment::Fragment>) {
        let fragment = fragment.report_to(&mut self.diagnostics);
        self.push(role, AssembledPage { fragment, headings: Vec::new() }, None);
    }

    /// Adds a blank page if the next page is a left-hand page.
    fn turn_to_recto(&mut self) {
        if !self.next_is_recto() {
            self.push(PageRole::Blank, AssembledPage::default(), None);
        }
    }

    /// Adds both pages of the picture on the centre spread.
    fn push_middle(&mut self) {
        let Context { manuscript, spec, .. } = self.context;
        let Some((text, figure)) = figures::centre_spread_picture(manuscript, spec) else { return };
        for fragment in centre_spread::pages(self.context, text, figure).report_to(&mut self.diagnostics) {
            self.push(PageRole::Display, AssembledPage { fragment, headings: Vec::new() }, Some(text));
        }
    }

    /// Adds the picture on the centre spread if it is still pending, because the pages end before its position.
    fn push_pending_middle(&mut self) {
        if self.before_middle.take().is_some() {
            if self.next_is_recto() {
                self.push(PageRole::Blank, AssembledPage::default(), None);
            }
            self.push_middle();
        }
    }

    /// Returns the index of the page that will be `pages` pages after the next one. The pages of a pending centre spread are
    /// counted too if they come before it.
    fn index_after(&self, pages: usize) -> usize {
        let next = self.drafts.len();
        // The picture on the centre spread begins on a left-hand page.
        let middle = self.before_middle.map(|before| if next <= before { before } else { next | 1 });
        let index = next + pages;
        if middle.is_some_and(|middle| index >= middle) { index + 2 } else { index }
    }

    /// Adds the cover, colophon and title page, and reserves pages for the contents.
    fn front_matter(&mut self, columns: &[Vec<Row>]) {
        let context = self.context;
        if let Some(cover) = &context.spec.cover {
            self.push_display(PageRole::Cover, cover::front(context, cover));
            let colophon = cover::colophon(context, cover);
            // The inside of the cover contains the colophon or is blank.
            let role = if colophon.value.items.is_empty() { PageRole::Blank } else { PageRole::Display };
            self.push_display(role, colophon);
            if cover.title_page {
                self.push_display(PageRole::Display, cover::title_page(context, cover));
            }
        }
        if context.spec.contents.as_ref().is_some_and(|c| c.place == ContentsPlace::Front) {
            self.reserve_contents(columns);
        }
    }

    /// Reserves pages for the contents. Their number depends only on the headings, not on the page numbers of the headings.
    fn reserve_contents(&mut self, columns: &[Vec<Row>]) {
        let headings = columns.iter().flatten().filter_map(|row| row.heading.as_deref());
        let unnumbered: Vec<(HeadingMark, usize)> = headings.map(|heading| (heading.clone(), 0)).collect();
        let rows = contents::rows(self.context, &unnumbered).report_to(&mut self.diagnostics);
        let first = self.drafts.len();
        self.pages(rows, None);
        self.contents_at = Some((first, self.drafts.len() - first));
    }

    /// Adds the texts. Each begins where its opener specifies.
    fn texts(&mut self, columns: Vec<Vec<Row>>) {
        let context = self.context;
        let mut waiting: Vec<Row> = Vec::new();
        let mut waiting_text = 0;
        for (number, mut column) in columns.into_iter().enumerate() {
            let front = &context.manuscript.texts[number].front;
            let opener = front.opener.unwrap_or(context.spec.body.opener);
            let notes_here = context.spec.notes.place == NotePlace::Text;
            // If notes follow each text, the next text begins on a new page. Otherwise, it may begin on the same page.
            let continues = opener == Opener::Continue && number > 0 && !notes_here && front.part.is_none();
            if !continues {
                self.flush(&mut waiting, waiting_text);
                waiting_text = number;
            }
            if let Some(part) = &front.part {
                self.part(part);
            }
            if opener == Opener::Recto && !continues {
                self.turn_to_recto();
            }
            if opener != Opener::Continue || self.drafts.is_empty() {
                // A text that opens a page begins two lines below its top.
                waiting.push(Row::empty(context.spec.body.leading * 2));
            }
            waiting.append(&mut column);
            if notes_here {
                self.text_with_notes(std::mem::take(&mut waiting), number);
            }
        }
        self.flush(&mut waiting, waiting_text);
    }

    fn flush(&mut self, waiting: &mut Vec<Row>, text: usize) {
        if !waiting.is_empty() {
            self.pages(std::mem::take(waiting), Some(text));
        }
    }

    /// Adds the title of a part on a separate right-hand page.
    fn part(&mut self, words: &crate::manuscript::Words) {
        self.turn_to_recto();
        let (fragment, y) = cover::part(self.context, words);
        let fragment = fragment.report_to(&mut self.diagnostics);
        let (title, span) = (words.text.clone(), Span::default());
        let heading = HeadingMark { level: 1, title, anchor: None, listed: false, span };
        self.push(PageRole::Display, AssembledPage { fragment, headings: vec![(heading, y)] }, None);
    }

    /// Adds a text with its notes after it. The notes refer to page numbers, which are known only after pagination, so text and
    /// notes are paginated again until the page numbers no longer change.
    fn text_with_notes(&mut self, mut rows: Vec<Row>, number: usize) {
        let count = rows.len();
        let mut pages = PageNumbers::new();
        let mut diagnostics = Vec::new();
        // Page numbers settle within three rounds, and a fourth confirms it. In contrived cases in which they never settle, the
        // last round is used.
        for _ in 0..4 {
            rows.truncate(count);
            let notes = endnotes::after_text(self.context, number, &pages);
            diagnostics = notes.diagnostics;
            rows.extend(notes.value);
            let plans = self.plan(&rows, &Footnotes::new()).0;
            let found = pages_of_labels(&plans, &rows, &|page| self.index_after(page) + 1);
            if found == pages {
                break;
            }
            pages = found;
        }
        self.diagnostics.append(&mut diagnostics);
        self.pages(rows, Some(number));
    }

    /// Returns the page number of every label placed so far.
    fn page_numbers(&self) -> PageNumbers {
        let mut pages = PageNumbers::new();
        for draft in &self.drafts {
            for (label, _) in &draft.content.fragment.labels {
                add_page(&mut pages, label, draft.folio);
            }
        }
        pages
    }

    /// Adds the contents at the end, or fills in the page numbers of the contents at the beginning.
    fn contents(&mut self) {
        let spec = self.context.spec;
        let headings = self.heading_pages();
        if spec.contents.as_ref().is_some_and(|c| c.place == ContentsPlace::End) {
            let rows = contents::rows(self.context, &headings).report_to(&mut self.diagnostics);
            self.pages(rows, None);
        } else if let Some((first, count)) = self.contents_at {
            // The diagnostics of the contents were reported when the pages were reserved.
            let Warned { value: rows, diagnostics: _ } = contents::rows(self.context, &headings);
            let after = self.drafts.split_off(first + count);
            self.drafts.truncate(first);
            self.pages(rows, None);
            self.drafts.extend(after);
        }
    }

    /// Adds the back cover if there is any text for it. It is always a left-hand page.
    fn back_cover(&mut self) {
        let has_words = |cover: &&CoverSpec| !cover.back.is_empty();
        let Some(cover) = self.context.spec.cover.as_ref().filter(has_words) else { return };
        if self.next_is_recto() {
            self.push(PageRole::Blank, AssembledPage::default(), None);
        }
        self.push_display(PageRole::Cover, cover::back(self.context, cover));
    }

    /// Returns the headings with their page numbers.
    fn heading_pages(&self) -> Vec<(HeadingMark, usize)> {
        let headings = |draft: &'_ Draft| -> Vec<(HeadingMark, usize)> {
            draft.content.headings.iter().map(|(heading, _)| (heading.clone(), draft.folio)).collect()
        };
        self.drafts.iter().flat_map(headings).collect()
    }

    fn pages_unless_empty(&mut self, rows: Vec<Row>) {
        if !rows.is_empty() {
            self.pages(rows, None);
        }
    }

    /// Paginates rows and adds the pages. The first page has the role [`PageRole::Opening`].
    fn pages(&mut self, mut rows: Vec<Row>, text: Option<usize>) {
        let leading = self.context.spec.body.leading;
        let mut footnotes = self.footnotes(text, &rows);
        footnotes::divide_long(
            &mut rows,
            &mut footnotes,
            footnotes::Room { page: self.text_height(), separator: leading },
        );
        let (plans, variants) = self.plan(&rows, &footnotes);
        let floats: Vec<(usize, Box<Float>)> =
            rows.iter_mut().enumerate().filter_map(|(i, row)| row.float.take().map(|float| (i, float))).collect();
        let mut floats: Vec<Option<(usize, Box<Float>)>> = floats.into_iter().map(Some).collect();
        let mut rows: Vec<Option<Row>> = rows.into_iter().map(Some).collect();
        let mut variants: Vec<Option<RowVariant>> = variants.into_iter().map(Some).collect();
        for (i, plan) in plans.iter().enumerate() {
            let floats = page_assembly::take_floats(&mut floats, plan, leading);
            let taken = page_assembly::take_rows(&mut rows, &mut variants, plan);
            let page = page_assembly::Assembly { rows: taken, floats, first_row: plan.rows.start };
            let role = if i == 0 { PageRole::Opening } else { PageRole::Text };
            self.assemble(role, text, page, &footnotes);
        }
    }

    /// Plans the pages of some rows. Also returns the variants that the plans refer to.
    fn plan(&self, rows: &[Row], footnotes: &Footnotes) -> (Arc<Vec<PagePlan>>, Vec<RowVariant>) {
        let mut variants = variants::spaces(rows, self.context.spec.body.leading);
        let plans = self.paginate(rows, footnotes, &variants);
        let mut more = variants::paragraphs(self.context, rows, &plans, self.next_is_recto());
        if more.is_empty() {
            return (plans, variants);
        }
        variants.append(&mut more);
        variants.sort_by_key(|variant| variant.rows.start);
        (self.paginate(rows, footnotes, &variants), variants)
    }

    fn paginate(&self, rows: &[Row], footnotes: &Footnotes, variants: &[RowVariant]) -> Arc<Vec<PagePlan>> {
        let leading = self.context.spec.body.leading;
        let area = PageArea {
            height: self.text_height(),
            leading,
            starts_recto: self.next_is_recto(),
            footnotes: &|note| footnotes::height(note, footnotes),
            separator: leading,
            variants,
        };
        paginate_cached(rows, &area, &self.context.caches.paginations)
    }

    /// Returns the height that rows may fill: one leading for each baseline between the margins.
    fn text_height(&self) -> Length {
        let spec = self.context.spec;
        let (leading, size) = (spec.body.leading, spec.body.size);
        let lines = (spec.page.height() - size).0.max(0) / leading.0.max(1) + 1;
        leading * lines
    }

    fn footnotes(&mut self, text: Option<usize>, rows: &[Row]) -> Footnotes {
        if text.is_none() || self.context.spec.notes.place != NotePlace::Foot {
            return Footnotes::new();
        }
        let of_floats = |row: &Row| row.float.iter().flat_map(|float| float.notes.clone()).collect::<Vec<_>>();
        let notes = rows.iter().flat_map(|row| row.notes.iter().copied().chain(of_floats(row)));
        let mut footnotes = Footnotes::new();
        for note in notes {
            if footnotes.contains_key(&note) {
                continue;
            }
            let rows = footnotes::footnote(self.context, note).report_to(&mut self.diagnostics);
            footnotes.insert(note, rows);
        }
        footnotes
    }

    /// Assembles a page and adds it. An overfull page is reported.
    fn assemble(&mut self, role: PageRole, text: Option<usize>, page: page_assembly::Assembly, footnotes: &Footnotes) {
        let spec = self.context.spec;
        let (leading, size) = (spec.body.leading, spec.body.size);
        // The letters of the first line reach up to the margin.
        let origin = Point::new(spec.page.left(self.next_is_recto()), spec.page.top - (leading - size) / 2);
        let room = self.text_height();
        let (content, used) = page.assemble(origin, room, leading, footnotes);
        // A difference of less than a point comes from rounding.
        if used > room + Length::pt(1.0) {
            let shown = |length: Length| format!("{:.0} mm", length.to_mm());
            let fault = Fault::TooTall { height: shown(used), room: shown(room) };
            self.diagnostics.push(Diagnostic::warning(content.first_span(), fault));
        }
        self.push(role, content, text);
    }

    /// Adds furniture to every page and resolves links.
    fn finish(mut self) -> Warned<Book> {
        let title = |draft: &Draft| {
            let mut headings = draft.content.headings.iter().rev();
            headings.find(|(heading, _)| heading.level == 1 && heading.listed).map(|(heading, _)| heading.title.clone())
        };
        let info =
            |draft: &Draft| PageInfo { folio: draft.folio, role: draft.role, text: draft.text, title: title(draft) };
        let pages: Vec<PageInfo> = self.drafts.iter().map(info).collect();
        let furniture = furniture::furniture(self.context, &pages).report_to(&mut self.diagnostics);
        for (draft, furniture) in self.drafts.iter_mut().zip(furniture) {
            draft.content.fragment.overlay(Point::default(), furniture);
        }
        let places = places(&self.drafts);
        let trim = self.context.spec.page.trim;
        let mut book = Book::default();
        for (number, draft) in self.drafts.into_iter().enumerate() {
            let Draft { folio, role, content: AssembledPage { mut fragment, headings }, .. } = draft;
            for (at, size, target) in std::mem::take(&mut fragment.links) {
                if let Some(target) = resolved(target, &places) {
                    fragment.draw(structure::Role::Link, at, Item::Link(target, size));
                }
            }
            let marks = headings.into_iter().map(|(h, y)| Mark { level: h.level, title: h.title, page: number, y });
            book.marks.extend(marks);
            let (items, pieces, lines) = (fragment.items, fragment.pieces, fragment.lines);
            book.pages.push(Page { folio, role, trim, items, pieces, lines });
        }
        Warned::new(book, self.diagnostics)
    }
}

/// Returns the page index of every label, with its distance from the top of that page.
fn places(drafts: &[Draft]) -> HashMap<Label, (usize, Length)> {
    let mut places = HashMap::new();
    for (page, draft) in drafts.iter().enumerate() {
        for (label, y) in &draft.content.fragment.labels {
            // Of the references to a note, the first is the target of the link from the note.
            places.entry(label.clone()).or_insert((page, *y));
        }
    }
    places
}

/// Resolves the target of a link now that the places of labels are known. Returns `None` for a label that was never placed.
fn resolved(target: LinkTarget, places: &HashMap<Label, (usize, Length)>) -> Option<Target> {
    match target {
        LinkTarget::Address(address) => Some(Target::Address(address.into())),
        LinkTarget::Label(label) => places.get(&label).map(|(page, y)| Target::Place(*page, *y)),
    }
}

/// Adds a page to those on which a label is.
fn add_page(pages: &mut PageNumbers, label: &Label, page: usize) {
    let own = pages.entry(label.clone()).or_default();
    if own.last() != Some(&page) {
        own.push(page);
    }
}

/// Returns the page number of every label on the planned pages.
fn pages_of_labels(plans: &[PagePlan], rows: &[Row], page_number: &dyn Fn(usize) -> usize) -> PageNumbers {
    let mut pages = PageNumbers::new();
    for (i, plan) in plans.iter().enumerate() {
        for (label, _) in rows[plan.rows.clone()].iter().flat_map(|row| &row.fragment.labels) {
            add_page(&mut pages, label, page_number(i));
        }
    }
    pages
}
