//! Lays out blocks as rows, with one method for each kind of block. Headings, lists, verse, figures, tables and drop caps
//! are in separate files.

use super::column::Column;
use super::layouter::BlockLayouter;
use super::line::Alignment;
use super::row::{Row, with_role};
use super::rules::{FRAME_COST, RULE};
use super::style::{Family, Style, feature};
use super::styled_text::StyledText;
use super::widow_control::NEVER;
use crate::diagnostic::Span;
use crate::geometry::{Point, Size};
use crate::manuscript::{Align, Block, Boxed, Code, Epigraph, Inline, Words};
use crate::page::{Ink, Item};
use crate::spec::Paragraphs;
use crate::structure::Role;
use crate::unit::Length;

/// The cost of a page break before the space above a quotation, list, code or verse, because such a block belongs to the
/// text before it.
const BEFORE_SPACE: i64 = 300;
/// The cost of a page break before a section break.
const BEFORE_SECTION_BREAK: i64 = 2_000;
/// The indent of signature lines and epigraphs, in per cent of the measure.
const ASIDE_PERCENT: i64 = 36;

impl BlockLayouter<'_> {
    /// Lays out blocks one after the other.
    pub(super) fn blocks(&mut self, blocks: &[Block], column: Column) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        for (i, block) in blocks.iter().enumerate() {
            let before = i.checked_sub(1).map(|b| &blocks[b]);
            let next = self.block(block, before, column);
            join(&mut rows, next, before);
        }
        rows
    }

    /// Lays out one block. `before` is the block before it, which determines the indent of a paragraph or the space above it.
    pub(super) fn block(&mut self, block: &Block, before: Option<&Block>, column: Column) -> Vec<Row> {
        let nested = column.left > Length::ZERO;
        match block {
            Block::Heading(heading) => self.heading(heading, column),
            Block::Paragraph(inlines) => self.text_paragraph(inlines, before, column),
            Block::Quote(inner) => {
                let em = column.style.size;
                let rows = with_role(self.blocks(inner, column.indented(em + em / 2, em / 2)), Role::Quotation);
                // A nested quotation needs no space around it, because its indent shows where it begins and ends.
                if nested { rows } else { set_apart(rows, column.leading) }
            }
            Block::List(list) => {
                let rows = self.list(list, column);
                if list.tight || nested { rows } else { set_apart(rows, column.leading) }
            }
            Block::Code(code) => {
                let rows = with_role(self.code(code, column), Role::Code);
                set_apart(rows, column.leading)
            }
            Block::Rule(span) => self.section_break(*span, column),
            Block::Figure(figure) => self.figure(figure, column),
            Block::FigureRow(figures) => self.figure_row(figures, column),
            Block::Definitions(definitions) => {
                let rows = self.definitions(definitions, column);
                if nested { rows } else { set_apart(rows, column.leading) }
            }
            Block::Aligned(align, inner) => self.aligned(*align, inner, column),
            Block::PageBreak(_) => vec![Row { begins_page: true, ..Row::space(Length::ZERO) }],
            Block::Table(table) => self.table(table, column),
            Block::Verse(lines) => {
                let rows = with_role(self.verse(lines, column), Role::Verse);
                set_apart(rows, column.leading)
            }
            Block::Epigraph(epigraph) => with_role(self.epigraph(epigraph, column), Role::Quotation),
            Block::Box(boxed) => self.boxed(boxed, column),
            Block::Byline(inlines) => with_role(self.byline(inlines, column), Role::Byline),
            Block::Signature(lines) => self.signature(lines, column),
        }
    }

    /// Lays out a paragraph of running text: indented, or separated from the paragraph before it by a line of space.
    fn text_paragraph(&mut self, inlines: &[Inline], before: Option<&Block>, column: Column) -> Vec<Row> {
        let body = &self.context.spec.body;
        let follows = matches!(before, Some(Block::Paragraph(_)));
        // The first paragraph of a list item or a quotation has no indent. In the text itself, even the first paragraph is
        // indented.
        let nested = column.left > Length::ZERO;
        match body.paragraphs {
            Paragraphs::Indented => {
                let indent = if nested && !follows { Length::ZERO } else { body.indent };
                self.running_text(inlines, Column { indent, ..column })
            }
            Paragraphs::Spaced => {
                let mut rows = Vec::new();
                if follows {
                    rows.push(Row::space(column.leading));
                }
                rows.append(&mut self.running_text(inlines, column));
                rows
            }
        }
    }

    /// Lays out blocks that the author has aligned. Their paragraphs are ragged and not indented.
    fn aligned(&mut self, align: Align, blocks: &[Block], column: Column) -> Vec<Row> {
        let alignment = match align {
            Align::Left => Alignment::Left,
            Align::Centre => Alignment::Centred,
            Align::Right => Alignment::Right,
        };
        let column = column.aligned(alignment);
        let paragraph = |block: &Block| matches!(block, Block::Paragraph(_));
        let mut rows = Vec::new();
        for (i, block) in blocks.iter().enumerate() {
            let before = i.checked_sub(1).map(|b| &blocks[b]);
            let next = if let Block::Paragraph(inlines) = block {
                self.paragraph(inlines, column)
            } else {
                self.block(block, before, column)
            };
            if paragraph(block) && before.is_some_and(paragraph) {
                rows.push(Row::space(column.leading));
            }
            join(&mut rows, next, before);
        }
        rows
    }

    /// Lays out the author line of a text in italic, and keeps it with the first paragraph.
    fn byline(&mut self, inlines: &[Inline], column: Column) -> Vec<Row> {
        let style = column.style.emphasised();
        let column = Column { style, alignment: Alignment::Left, hyphenate: false, ..column };
        let mut rows = self.paragraph(inlines, column);
        rows.push(Row::space(column.leading));
        rows.iter_mut().for_each(|row| row.break_before = NEVER);
        rows
    }

    fn code(&mut self, code: &Code, column: Column) -> Vec<Row> {
        // Typewriter type looks larger than text type of the same size.
        let size = column.style.size.times(0.84);
        let style = Style { features: feature::NO_LIGATURES, ..Style::plain(Family::Code, size) };
        let column = column.narrowed(column.style.size, Length::ZERO).styled(style).aligned(Alignment::Left);
        let mut rows = Vec::new();
        for line in code.text.lines() {
            // The spaces at the beginning of a line are its indent. No-break spaces replace them, so that line breaking
            // keeps them together.
            let bare = line.trim_start();
            let indent = line[..line.len() - bare.len()].replace('\t', "    ");
            let mut text = StyledText::default();
            text.push(&"\u{a0}".repeat(indent.chars().count()), style, code.span, true);
            text.push(bare, style, code.span, true);
            if text.text.is_empty() {
                rows.push(Row::empty(column.leading));
            } else {
                rows.append(&mut self.text(text, column));
            }
        }
        rows
    }

    /// Lays out a section break: three asterisks, centred in two lines of space.
    fn section_break(&mut self, span: Span, column: Column) -> Vec<Row> {
        let words = Words { text: "*\u{a0}*\u{a0}*".to_string(), span };
        let column = Column { alignment: Alignment::Centred, ..column };
        let mut rows = self.text(StyledText::words(&words, column.style), column);
        for row in &mut rows {
            // Only the asterisks move down. The line keeps its baseline, at which proofs print line numbers.
            row.fragment.items.iter_mut().for_each(|(at, _)| at.y += column.leading / 2);
            row.grow(column.leading);
            row.break_before = BEFORE_SECTION_BREAK;
        }
        with_role(rows, Role::Artifact)
    }

    /// Lays out the lines of a signature flush right, and keeps them with the text above.
    fn signature(&mut self, lines: &[Vec<Inline>], column: Column) -> Vec<Row> {
        let left = column.measure.scale(ASIDE_PERCENT, 100);
        let column = column.narrowed(left, Length::ZERO).aligned(Alignment::Right);
        let mut rows: Vec<Row> = lines.iter().flat_map(|line| self.paragraph(line, column)).collect();
        rows.iter_mut().for_each(|row| row.break_before = NEVER);
        rows
    }

    /// Lays out an epigraph in italic on the right, with its author below.
    fn epigraph(&mut self, epigraph: &Epigraph, column: Column) -> Vec<Row> {
        let left = column.measure.scale(ASIDE_PERCENT, 100);
        let inner = column.narrowed(left, Length::ZERO);
        let inner = Column { style: column.style.emphasised(), alignment: Alignment::Left, hyphenate: false, ..inner };
        let mut rows = self.blocks(&epigraph.blocks, inner);
        if !epigraph.attribution.is_empty() {
            let mut text = StyledText::default();
            text.push("—\u{a0}", column.style, Span::default(), false);
            text.add(&epigraph.attribution, column.style, self.notes);
            rows.append(&mut self.text(text, Column { style: column.style, alignment: Alignment::Right, ..inner }));
        }
        rows.iter_mut().skip(1).for_each(|row| row.break_before = NEVER);
        rows.push(Row::space(column.leading).with_break(NEVER));
        rows
    }

    /// Lays out a title and blocks in a frame. The upper and the lower edge of the frame each lie in the middle of a
    /// row that is one leading high, so that the text stays on the grid.
    fn boxed(&mut self, boxed: &Boxed, column: Column) -> Vec<Row> {
        let padding = column.style.size.scale(9, 10);
        let inner = column.narrowed(padding, padding);
        let mut rows = Vec::new();
        if !boxed.title.is_empty() {
            let style = Style::plain(Family::Headings, column.style.size).bold();
            let title = Column { style, alignment: Alignment::Left, hyphenate: false, ..inner };
            rows.append(&mut self.paragraph(&boxed.title, title));
        }
        let title = rows.len();
        rows.append(&mut self.blocks(&boxed.blocks, inner));
        rows.iter_mut().take(title + 1).skip(1).for_each(|row| row.break_before = NEVER);
        framed(rows, column)
    }
}

/// Draws a frame around rows.
fn framed(mut rows: Vec<Row>, column: Column) -> Vec<Row> {
    let thin = Length::pt(RULE);
    let (left, right) = (column.left, column.left + column.measure - thin);
    for row in &mut rows {
        row.break_before = row.break_before.max(FRAME_COST);
        row.is_space = false;
        for x in [left, right] {
            let side = Item::Rule(Size::new(thin, row.height()), Ink::Black);
            row.fragment.draw(Role::Artifact, Point::new(x, Length::ZERO), side);
        }
    }
    let half = column.leading / 2;
    // The upper and lower edges lie in the middle of their rows, and the sides of the frame extend to them.
    let edge = |is_upper: bool| {
        let mut row = Row::empty(column.leading);
        let y = if is_upper { half } else { half - thin };
        let rule = Item::Rule(Size::new(column.measure, thin), Ink::Black);
        row.fragment.draw(Role::Artifact, Point::new(left, y), rule);
        for x in [left, right] {
            let side = Item::Rule(Size::new(thin, half), Ink::Black);
            let top = if is_upper { half } else { Length::ZERO };
            row.fragment.draw(Role::Artifact, Point::new(x, top), side);
        }
        row
    };
    if let Some(first) = rows.first_mut() {
        first.break_before = NEVER;
    }
    rows.insert(0, edge(true));
    rows.push(edge(false).with_break(NEVER));
    rows
}

/// Adds a row of space before and after some rows.
fn set_apart(mut rows: Vec<Row>, leading: Length) -> Vec<Row> {
    rows.insert(0, Row::space(leading).with_break(BEFORE_SPACE));
    rows.push(Row::space(leading).with_break(NEVER));
    rows
}

/// The number of rows of the text below a heading that stay with it.
const KEPT_WITH_HEADING: usize = 3;

/// Appends the rows of a block to the rows of the blocks before it, the last of which is `before`. Two adjacent spaces become
/// one, and a heading or an author line stays with the first rows after it.
pub(super) fn join(rows: &mut Vec<Row>, mut next: Vec<Row>, before: Option<&Block>) {
    if matches!((rows.last(), next.first()), (Some(a), Some(b)) if a.is_space && b.is_space && !b.begins_page) {
        next.remove(0);
    }
    if matches!(before, Some(Block::Heading(_) | Block::Byline(_))) {
        // Between two headings, the space below the first is enough.
        if matches!(next.first(), Some(row) if row.is_space) && next.iter().any(|row| row.heading.is_some()) {
            next.remove(0);
        }
        next.iter_mut().take(KEPT_WITH_HEADING).for_each(|row| row.break_before = NEVER);
    }
    rows.append(&mut next);
}
