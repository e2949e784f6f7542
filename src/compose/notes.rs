//! The rows of a single note, for both endnotes and footnotes.

use super::column::Column;
use super::context::Context;
use super::labels;
use super::layouter::BlockLayouter;
use super::line::Alignment;
use super::row::{Row, with_role};
use super::style::{Family, Style, feature};
use super::styled_text::{Label, LinkTarget, StyledText, note_mark};
use crate::diagnostic::Span;
use crate::geometry::Point;
use crate::manuscript::{Block, Note, NoteId, Series, plain_text};
use crate::structure::Role;
use crate::unit::Length;

/// The width of the column of note numbers, in per cent of the type size. It leaves room for three figures and a full stop.
const NUMBER_PERCENT: i64 = 170;
/// The gap between the column of note numbers and the text of the note, in per cent of the type size.
const GAP_PERCENT: i64 = 45;

/// A note, with the text that it belongs to.
#[derive(Clone, Copy)]
pub(super) struct NoteAt<'a> {
    /// The index of the text.
    pub(super) text: usize,
    pub(super) id: NoteId,
    pub(super) note: &'a Note,
}

/// Returns the note with this identifier in a text.
pub(super) fn note_at<'a>(context: Context<'a>, text: usize, id: NoteId) -> Option<NoteAt<'a>> {
    let note = context.manuscript.texts[text].notes.get(id.0 as usize)?;
    Some(NoteAt { text, id, note })
}

/// Returns the notes of a text in one series, in the order of their numbers.
pub(super) fn notes_of(context: Context, text: usize, series: Series) -> Vec<NoteId> {
    let notes = context.manuscript.texts[text].notes.iter().enumerate();
    let numbered = notes.filter(|(_, note)| note.series == series && note.number > 0);
    let mut found: Vec<(u32, NoteId)> = numbered.map(|(i, note)| (note.number, NoteId(i as u32))).collect();
    found.sort();
    found.into_iter().map(|(_, id)| id).collect()
}

/// Returns the title of a text: its first heading of level 1, or else the title in its front matter.
pub(super) fn text_title(context: Context, text: usize) -> String {
    let text = &context.manuscript.texts[text];
    let heading = text.blocks.iter().find_map(|block| {
        let Block::Heading(heading) = block else { return None };
        (heading.level == 1).then(|| plain_text(&heading.inlines))
    });
    heading.or_else(|| text.front.title.as_ref().map(|title| title.text.clone())).unwrap_or_default()
}

/// Returns the width of the column of note numbers in a text: enough for three figures, or for the highest number.
fn number_width(layouter: &BlockLayouter, text: usize, style: Style) -> Length {
    let usual = style.size.scale(NUMBER_PERCENT, 100);
    let count = layouter.context.manuscript.texts.get(text).map_or(0, |text| text.notes.len());
    if count < 1_000 {
        return usual;
    }
    let figures = layouter.shaper.char_width('0', style) * count.to_string().len() as i64;
    // Tabular figures can be a little wider than the usual ones.
    usual.max(figures.scale(11, 10) + layouter.shaper.char_width('.', style))
}

/// Lays out a note, with its number to the left of its text. The text ends with `pages`, the pages of the
/// references, in parentheses.
pub(super) fn note_rows(layouter: &mut BlockLayouter, NoteAt { text, id, note }: NoteAt, pages: &[usize]) -> Vec<Row> {
    let spec = layouter.context.spec;
    let size = spec.notes.size;
    let style = Style::plain(Family::Body, size);
    let whole = Column { leading: spec.notes.leading, ..layouter.body_column() }.styled(style);
    let number_width = number_width(layouter, text, style);
    let column = whole.narrowed(number_width + size.scale(GAP_PERCENT, 100), Length::ZERO);
    let mut rows: Vec<Row> = Vec::new();
    let last = note.blocks.len().saturating_sub(1);
    for (i, block) in note.blocks.iter().enumerate() {
        let mut next = if let Block::Paragraph(inlines) = block {
            let mut content = StyledText::of(inlines, style, layouter.notes);
            if i == last && !pages.is_empty() {
                // The page of the reference must not begin a line: ` (p. 12)`.
                let abbreviation = labels::page_abbreviation(&spec.language);
                content.push("\u{a0}", style, Span::default(), false);
                let start = content.text.len();
                let pages = pages.iter().map(usize::to_string).collect::<Vec<_>>().join(", ");
                content.push(&format!("({abbreviation}\u{a0}{pages})"), style, Span::default(), false);
                let target = LinkTarget::Label(Label::NoteRef(text, id));
                content.links.push((start..content.text.len(), target));
            }
            // The paragraphs of a note after the first are indented, as those of the text are.
            let follows = i > 0 && matches!(note.blocks[i - 1], Block::Paragraph(_));
            let indent = if follows { size } else { Length::ZERO };
            layouter.text(content, Column { indent, ..column })
        } else {
            layouter.block(block, None, column)
        };
        rows.append(&mut next);
    }
    let figures = Style { features: feature::TABULAR, ..style };
    let mut number = StyledText::default();
    number.push(&format!("{}.", note_mark(note.series, note.number)), figures, note.span, false);
    number.links.push((0..number.text.len(), LinkTarget::Label(Label::NoteRef(text, id))));
    let own = Column { measure: number_width, alignment: Alignment::Right, hyphenate: false, ..whole };
    if let Some(number) = layouter.text(number, own).into_iter().next() {
        if rows.is_empty() {
            rows.push(Row::empty(whole.leading));
        }
        rows[0].fragment.underlay(Point::default(), number.fragment);
    }
    if let Some(first) = rows.first_mut() {
        first.fragment.labels.push((Label::Note(text, id), Length::ZERO));
    }
    with_role(rows, Role::Note)
}
