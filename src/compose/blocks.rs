//! Blocks to rows: one function a kind of block.

use super::flow::{Flow, Label};
use super::galley::{Frame, HeadingMark, NEVER, Row, Setter, row_of_line, rows_of_lines, space};
use super::line::Setting;
use super::linebreak::Measures;
use super::style::{Family, Style, feature};
use crate::diagnostic::Span;
use crate::geometry::{Point, Size};
use crate::manuscript::{Block, Boxed, Code, Epigraph, Heading, HeadingKind, Inline, List, Words, plain_text};
use crate::page::{Ink, Item};
use crate::spec::Paragraphs;
use crate::unit::Length;
use unicode_segmentation::UnicodeSegmentation;

/// The thickness of rules: thinner ones vanish in the second copy.
pub(super) const RULE: f64 = 0.5;

impl Setter<'_> {
    /// Sets blocks one after the other.
    pub(super) fn blocks(&mut self, blocks: &[Block], frame: Frame) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        for (i, block) in blocks.iter().enumerate() {
            let before = i.checked_sub(1).map(|b| &blocks[b]);
            let next = self.block(block, before, frame);
            join(&mut rows, next, before);
        }
        rows
    }

    /// Sets one block, given the one before it.
    pub(super) fn block(&mut self, block: &Block, before: Option<&Block>, frame: Frame) -> Vec<Row> {
        match block {
            Block::Heading(heading) => self.heading(heading, frame),
            Block::Paragraph(inlines) => self.text_paragraph(inlines, before, frame),
            Block::Quote(inner) => {
                let em = frame.style.size;
                let rows = self.blocks(inner, frame.narrowed(em + em / 2, em / 2));
                // A quotation in a quotation needs no white of its own: its indent shows it.
                if frame.left > Length::ZERO { rows } else { apart(rows, frame.leading) }
            }
            Block::List(list) => {
                let rows = self.list(list, frame);
                if list.tight || frame.left > Length::ZERO { rows } else { apart(rows, frame.leading) }
            }
            Block::Code(code) => {
                let rows = self.code(code, frame);
                apart(rows, frame.leading)
            }
            Block::Rule(span) => self.rule(*span, frame),
            Block::Figure(figure) => self.figure(figure, frame),
            Block::Table(table) => self.table(table, frame),
            Block::Verse(lines) => {
                let rows = self.verse(lines, frame);
                apart(rows, frame.leading)
            }
            Block::Epigraph(epigraph) => self.epigraph(epigraph, frame),
            Block::Box(boxed) => self.boxed(boxed, frame),
            Block::Byline(inlines) => {
                let style = frame.style.emphasised();
                let mut rows =
                    self.paragraph(inlines, Frame { style, setting: Setting::Left, hyphenate: false, ..frame });
                rows.iter_mut().for_each(|r| r.before = NEVER);
                rows.push(Row { before: NEVER, ..space(frame.leading) });
                rows
            }
            Block::Signature(lines) => self.signature(lines, frame),
        }
    }

    /// A paragraph of running text: indented, or parted from the one before it by a line of white.
    fn text_paragraph(&mut self, inlines: &[Inline], before: Option<&Block>, frame: Frame) -> Vec<Row> {
        let body = &self.spec.body;
        let follows = matches!(before, Some(Block::Paragraph(_)));
        // The first paragraph of an item or of a quotation begins flush; in the text itself even the first is indented.
        let nested = frame.left > Length::ZERO;
        match body.paragraphs {
            Paragraphs::Indented => {
                let indent = if nested && !follows { Length::ZERO } else { body.indent };
                self.running(inlines, Frame { indent, ..frame })
            }
            Paragraphs::Spaced => {
                let mut rows = Vec::new();
                if follows {
                    rows.push(space(frame.leading));
                }
                rows.append(&mut self.running(inlines, frame));
                rows
            }
        }
    }

    /// The first paragraph of a text, with its first letter two lines high.
    pub(super) fn drop_cap(&mut self, inlines: &[Inline], frame: Frame) -> Option<Vec<Row>> {
        const LINES: usize = 2;
        let mut flow = Flow::of(inlines, frame.style, self.calls);
        let (initial, rest) = split_initial(&flow.text)?;
        let initial = initial.to_string();
        let run = flow.runs.first()?.clone();
        if run.range.end < initial.len() || run.literal {
            return None;
        }
        let face = self.shaper.face(self.shaper.face_id(frame.style));
        let cap = face.at(face.cap_height(), frame.style.size);
        let tall = frame.leading * (LINES as i64 - 1) + cap;
        let size = tall.scale(face.units_per_em, face.cap_height().max(1));
        let large = Style { size, ..run.style };
        let head = Flow::words(&Words { text: initial.clone(), span: run.span }, large);
        let letter = self
            .lines(
                head,
                Frame { style: large, setting: Setting::Left, hyphenate: false, ..frame },
                &Measures::all(frame.measure.0),
            )
            .pop()?;
        let gap = frame.style.size.scale(12, 100);
        let shift = letter.right + gap;
        let small = first_word_end(&flow.text, initial.len());
        flow.remove_head(initial.len(), small, &rest);
        let measures = Measures { special: vec![(frame.measure - shift).0; LINES], usual: frame.measure.0 };
        let lines = self.lines(flow, Frame { indent: Length::ZERO, ..frame }, &measures);
        if lines.len() < LINES {
            return None;
        }
        let mut rows = rows_of_lines(lines, frame, &[shift; LINES]);
        let foot = frame.baseline() + frame.leading * (LINES as i64 - 1);
        let letters = letter.items.into_iter().map(|(p, item)| (Point::new(frame.left + p.x, foot + p.y), item));
        rows[0].items.splice(0..0, letters);
        rows[1].before = NEVER;
        Some(rows)
    }

    /// A heading: ragged, undivided, kept with what follows.
    pub(super) fn heading(&mut self, heading: &Heading, frame: Frame) -> Vec<Row> {
        let look = HeadingLook::of(heading, frame);
        let column = Frame {
            style: look.style,
            leading: look.leading,
            setting: Setting::Left,
            hyphenate: false,
            indent: Length::ZERO,
            ..frame
        };
        let lines = self.balanced(&heading.inlines, column);
        let mut rows = Vec::new();
        if look.above > Length::ZERO {
            rows.push(space(look.above));
        }
        // What rounding to the grid adds stands above the heading, which belongs to the text below it.
        let height: Length = lines.iter().map(|r| r.height).sum();
        let whole = (height + look.below).round_up_to(frame.leading);
        let lift = whole - height - look.below;
        let count = lines.len();
        for (i, mut row) in lines.into_iter().enumerate() {
            row.before = if i == 0 { 0 } else { NEVER };
            if i == 0 {
                row.height += lift;
                row.items.iter_mut().for_each(|(p, _)| p.y += lift);
                row.links.iter_mut().for_each(|(p, ..)| p.y += lift);
                row.line.iter_mut().for_each(|line| line.at.y += lift);
                row.heading = Some(Box::new(HeadingMark {
                    level: heading.level,
                    title: plain_text(&heading.inlines),
                    anchor: heading.anchor.clone(),
                    listed: heading.kind == HeadingKind::Title,
                    span: heading.span,
                }));
                row.labels.extend(heading.anchor.clone().map(Label::Anchor));
            }
            if i + 1 == count {
                row.height += look.below;
            }
            rows.push(row);
        }
        rows
    }

    /// Lines of a title, about as long as each other: set to the narrowest measure that takes no line more.
    fn balanced(&mut self, inlines: &[Inline], column: Frame) -> Vec<Row> {
        let widest = self.paragraph(inlines, column);
        if widest.len() < 2 {
            return widest;
        }
        let measure = self.narrowest(Flow::of(inlines, column.style, self.calls), column, widest.len());
        if measure < column.measure { self.paragraph(inlines, Frame { measure, ..column }) } else { widest }
    }

    fn list(&mut self, list: &List, frame: Frame) -> Vec<Row> {
        let em = frame.style.size;
        let sign = |i: usize| list.first.map_or("–".to_string(), |first| format!("{}.", first + i as u64));
        // Room for the widest number, as in a column of figures.
        let widest = (0..list.items.len()).map(|i| sign(i).len()).max().unwrap_or(1);
        let room = if list.first.is_some() { em.scale(55, 100) * widest as i64 } else { em };
        let inner = frame.narrowed(room + em / 3, Length::ZERO);
        let mut rows: Vec<Row> = Vec::new();
        for (i, item) in list.items.iter().enumerate() {
            if i > 0 && !list.tight {
                rows.push(space(frame.leading));
            }
            let mut item_rows = self.blocks(item, inner);
            let style = Style { features: feature::TABULAR, ..frame.style };
            let words = Words { text: sign(i), span: Span::default() };
            let column = Frame { measure: room, style, setting: Setting::Right, hyphenate: false, ..frame };
            let setting = if list.first.is_some() { Setting::Right } else { Setting::Left };
            let mark = self.flow(Flow::words(&words, style), Frame { setting, ..column }).into_iter().next();
            match (item_rows.iter_mut().find(|r| !r.is_space), mark) {
                (Some(first), Some(mark)) => first.items.splice(0..0, mark.items).for_each(drop),
                (None, Some(mark)) => item_rows.push(mark),
                (_, None) => {}
            }
            rows.append(&mut item_rows);
        }
        rows
    }

    fn code(&mut self, code: &Code, frame: Frame) -> Vec<Row> {
        let size = frame.style.size.times(0.84);
        let style = Style { features: feature::NO_LIGATURES, ..Style::plain(Family::Code, size) };
        let column = frame.narrowed(frame.style.size, Length::ZERO);
        let column = Frame { style, setting: Setting::Left, hyphenate: false, indent: Length::ZERO, ..column };
        let mut rows = Vec::new();
        for typed in code.text.lines() {
            // Spaces at the head of a line mean something in code: they neither vanish nor break.
            let bare = typed.trim_start();
            let lead = typed[..typed.len() - bare.len()].replace('\t', "    ");
            let mut flow = Flow::default();
            flow.push(&"\u{a0}".repeat(lead.chars().count()), style, code.span, true);
            flow.push(bare, style, code.span, true);
            if flow.text.is_empty() {
                rows.push(Row { height: frame.leading, ..Row::default() });
            } else {
                rows.append(&mut self.flow(flow, column));
            }
        }
        rows
    }

    /// Three asterisks in the middle of two lines of white.
    fn rule(&mut self, span: Span, frame: Frame) -> Vec<Row> {
        let words = Words { text: "*\u{a0}*\u{a0}*".to_string(), span };
        let mut rows = self.flow(Flow::words(&words, frame.style), Frame { setting: Setting::Centred, ..frame });
        for row in &mut rows {
            row.items.iter_mut().for_each(|(p, _)| p.y += frame.leading / 2);
            row.height = frame.leading * 2;
            row.before = 2_000;
        }
        rows
    }

    /// Verse: each line by itself, what doesn't fit turned over under an indent.
    fn verse(&mut self, lines: &[Vec<Inline>], frame: Frame) -> Vec<Row> {
        let em = frame.style.size;
        let column = Frame {
            setting: Setting::Left,
            hyphenate: false,
            indent: Length::ZERO,
            ..frame.narrowed(em * 2, Length::ZERO)
        };
        let mut rows: Vec<Row> = Vec::new();
        for line in lines {
            if line.is_empty() {
                rows.push(space(frame.leading));
                continue;
            }
            let flow = Flow::of(line, column.style, self.calls);
            let measures = Measures { special: vec![column.measure.0], usual: (column.measure - em * 2).0 };
            let set = self.lines(flow, column, &measures);
            let shifts: Vec<Length> = (0..set.len()).map(|i| if i == 0 { Length::ZERO } else { em * 2 }).collect();
            let mut turned = rows_of_lines(set, column, &shifts);
            turned.iter_mut().enumerate().for_each(|(i, r)| r.before = if i == 0 { 200 } else { NEVER });
            rows.append(&mut turned);
        }
        keep_stanzas(&mut rows);
        rows
    }

    /// Who signed stands at the right edge, a line each, never parted from the last line of what was signed.
    fn signature(&mut self, lines: &[Vec<Inline>], frame: Frame) -> Vec<Row> {
        let left = frame.measure.scale(36, 100);
        let column = Frame {
            setting: Setting::Right,
            hyphenate: false,
            indent: Length::ZERO,
            ..frame.narrowed(left, Length::ZERO)
        };
        let mut rows: Vec<Row> = lines.iter().flat_map(|line| self.paragraph(line, column)).collect();
        rows.iter_mut().for_each(|row| row.before = NEVER);
        rows
    }

    /// An epigraph stands to the right, in italic, with its author below.
    fn epigraph(&mut self, epigraph: &Epigraph, frame: Frame) -> Vec<Row> {
        let left = frame.measure.scale(36, 100);
        let style = frame.style.emphasised();
        let column = Frame { style, setting: Setting::Left, hyphenate: false, ..frame.narrowed(left, Length::ZERO) };
        let mut rows = self.blocks(&epigraph.blocks, column);
        if !epigraph.attribution.is_empty() {
            let plain = Frame { style: frame.style, setting: Setting::Right, ..column };
            let mut flow = Flow::default();
            flow.push("—\u{a0}", frame.style, Span::default(), false);
            flow.add(&epigraph.attribution, frame.style, self.calls);
            rows.append(&mut self.flow(flow, plain));
        }
        rows.iter_mut().skip(1).for_each(|r| r.before = NEVER);
        rows.push(Row { before: NEVER, ..space(frame.leading) });
        rows
    }

    /// A text in a frame. The frame's own rows are a leading high, half of it outside, so the grid holds.
    fn boxed(&mut self, boxed: &Boxed, frame: Frame) -> Vec<Row> {
        let pad = frame.style.size.scale(9, 10);
        let inner = frame.narrowed(pad, pad);
        let mut rows = Vec::new();
        if !boxed.title.is_empty() {
            let style = Style::plain(Family::Headings, frame.style.size).bold();
            rows.append(
                &mut self.paragraph(&boxed.title, Frame { style, setting: Setting::Left, hyphenate: false, ..inner }),
            );
        }
        let kept = rows.len();
        rows.append(&mut self.blocks(&boxed.blocks, inner));
        rows.iter_mut().take(kept + 1).skip(1).for_each(|r| r.before = NEVER);
        let thin = Length::pt(RULE);
        let (left, right) = (frame.left, frame.left + frame.measure - thin);
        for row in &mut rows {
            // A break inside a frame is allowed where nothing else helps.
            row.before = row.before.max(3_000);
            row.is_space = false;
            for x in [left, right] {
                let side = Item::Rule(Size::new(thin, row.height), Ink::Black);
                row.items.push((Point::new(x, Length::ZERO), side));
            }
        }
        let half = frame.leading / 2;
        let mut edges = [half, Length::ZERO].map(|top| {
            let mut row = Row { height: frame.leading, ..Row::default() };
            let edge = Item::Rule(Size::new(frame.measure, thin), Ink::Black);
            row.items.push((Point::new(left, if top == half { half } else { half - thin }), edge));
            for x in [left, right] {
                row.items.push((Point::new(x, top), Item::Rule(Size::new(thin, half), Ink::Black)));
            }
            row
        });
        edges[1].before = NEVER;
        if let Some(first) = rows.first_mut() {
            first.before = NEVER;
        }
        let [top, bottom] = edges;
        rows.insert(0, top);
        rows.push(bottom);
        rows
    }
}

/// How a heading looks, by its level.
struct HeadingLook {
    style: Style,
    leading: Length,
    /// White above it, which vanishes at the head of a page.
    above: Length,
    /// White below it.
    below: Length,
}

impl HeadingLook {
    /// Sizes grow by about a quarter from level to level; only the text's title is larger than that.
    fn of(heading: &Heading, frame: Frame) -> HeadingLook {
        let size = frame.style.size;
        let line = frame.leading;
        let display = |share: i64| Style::plain(Family::Headings, size.scale(share, 100)).bold();
        let plain = Style::plain(Family::Body, size);
        let look =
            |style: Style, leading: Length, above: Length, below: Length| HeadingLook { style, leading, above, below };
        match (heading.kind, heading.level) {
            (HeadingKind::Question, _) => look(plain.bold(), line, line, Length::ZERO),
            (HeadingKind::Title, 1) => look(display(200), line * 2, line * 2, line * 2),
            (HeadingKind::Title, 2) => look(display(128), size.times(1.5), line, line.scale(40, 100)),
            (HeadingKind::Title, 3) => look(plain.bold(), line, line, Length::ZERO),
            (HeadingKind::Title, _) => look(plain.emphasised(), line, line, Length::ZERO),
        }
    }
}

/// A stanza of up to four lines isn't parted; a longer one keeps two lines on either side.
fn keep_stanzas(rows: &mut [Row]) {
    for stanza in rows.split_mut(|row| row.is_space) {
        let count = stanza.len();
        for (i, row) in stanza.iter_mut().enumerate().skip(1) {
            if count <= 4 || i == 1 || i + 1 == count {
                row.before = NEVER;
            }
        }
    }
}

/// White before and after, which vanishes at the head of a page.
fn apart(mut rows: Vec<Row>, leading: Length) -> Vec<Row> {
    rows.reserve_exact(2);
    rows.insert(0, Row { before: 300, ..space(leading) });
    rows.push(Row { before: NEVER, ..space(leading) });
    rows
}

/// Adds the rows of a block to those before it: white meets white only once, headings keep three lines.
pub(super) fn join(rows: &mut Vec<Row>, mut next: Vec<Row>, before: Option<&Block>) {
    if matches!((rows.last(), next.first()), (Some(a), Some(b)) if a.is_space && b.is_space) {
        next.remove(0);
    }
    if matches!(before, Some(Block::Heading(_) | Block::Byline(_))) {
        // White above a second heading is narrowed to what the first left open.
        if matches!(next.first(), Some(r) if r.is_space) && next.iter().any(|r| r.heading.is_some()) {
            next.remove(0);
        }
        next.iter_mut().take(3).for_each(|r| r.before = NEVER);
    }
    rows.append(&mut next);
}

/// The first letter of a text with the signs that cling to it, if letters can drop there.
fn split_initial(text: &str) -> Option<(&str, String)> {
    // A letter with its accents, however they were typed.
    let first = text.graphemes(true).next()?;
    if !first.starts_with(char::is_alphabetic) {
        return None;
    }
    let mut end = first.len();
    // An apostrophe stays with its letter: L’.
    if text[end..].starts_with(['’', '\'']) {
        end += text[end..].chars().next()?.len_utf8();
    }
    Some((&text[..end], text[end..].to_string()))
}

/// Where the word goes on that a dropped letter begins; it is set in small capitals.
fn first_word_end(text: &str, from: usize) -> usize {
    let space = |c: char| c.is_whitespace() || c == '\u{a0}' || c == '\u{202f}';
    let rest = &text[from..];
    // A letter that is a word of its own, or one with an apostrophe, takes the next word with it.
    let start = rest.find(|c| !space(c)).unwrap_or(0);
    from + start + rest[start..].find(space).unwrap_or(rest.len() - start)
}

impl Flow {
    /// Takes off the first bytes, and sets small capitals up to a byte.
    fn remove_head(&mut self, head: usize, small: usize, rest: &str) {
        self.text = rest.to_string();
        let back = |at: usize| at.saturating_sub(head);
        for run in &mut self.runs {
            run.range = back(run.range.start)..back(run.range.end);
        }
        if let Some(first) = self.runs.first_mut()
            && first.range.end >= back(small)
            && small > head
        {
            let mut capitals = first.clone();
            capitals.range.end = back(small);
            capitals.style.features |= feature::SMALL_CAPITALS;
            // Small capitals want air.
            capitals.style.tracking = 30;
            first.range.start = back(small);
            self.runs.insert(0, capitals);
        }
        self.runs.retain(|r| r.range.end > r.range.start);
        self.links.iter_mut().for_each(|(r, _)| *r = back(r.start)..back(r.end));
        self.labels.iter_mut().for_each(|(at, _)| *at = back(*at));
        self.pictures.iter_mut().for_each(|(at, _)| *at = back(*at));
    }
}

/// A single line in a style, as a row: for contents, covers and furniture.
pub(super) fn single_row(setter: &mut Setter, words: &Words, frame: Frame) -> Option<Row> {
    let line =
        setter.lines(Flow::words(words, frame.style), frame, &Measures::all(frame.measure.0)).into_iter().next()?;
    Some(row_of_line(line, frame, Length::ZERO))
}
