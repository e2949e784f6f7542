//! Lays out paragraphs: turns a styled text into the rows of a column.
//!
//! [`BlockLayouter`] lays out every kind of block. Its methods for the individual kinds are in [`super::blocks`] and the
//! files named after the blocks.

use super::column::Column;
use super::context::Context;
use super::emergency_breaks::{self, EmergencyLine};
use super::hyphenate::{self, Patterns};
use super::itemize::{ItemizeOptions, Paragraph, itemize};
use super::line::{self, Alignment, Flexibility, LineOptions, SetLine};
use super::linebreak::{
    self, Breaks, Kind, Measures, Penalties, break_lines, break_lines_with_emergency_pass, break_lines_without,
    hyphen_percent,
};
use super::paragraph_cache::{ParagraphKey, ParagraphOptions};
use super::rivers;
use super::row::{ParagraphId, Row, row_of_line, rows_of_lines};
use super::shape::Shaper;
use super::style::{Family, Style};
use super::styled_text::{NoteRefs, StyledText};
use crate::diagnostic::{Diagnostic, Fault, Places, Severity, Warned};
use crate::manuscript::{Inline, Words};
use crate::spec::Loosened;
use crate::unit::Length;

/// The maximum width of word spaces in per cent of their natural width; lines with wider spaces are reported.
const LOOSE_PERCENT: u32 = 170;

/// The maximum number of items that are examined in order to avoid the rivers of a paragraph. It is enough for twenty rivers in
/// a paragraph of ten pages, and keeps the cost of longer paragraphs linear.
const RIVER_WORK: usize = 1_000_000;

/// Lays out blocks; each thread has its own layouter.
pub(super) struct BlockLayouter<'a> {
    pub(super) context: Context<'a>,
    pub(super) shaper: Shaper<'a>,
    pub(super) notes: NoteRefs<'a>,
    patterns: Option<Patterns>,
    diagnostics: Vec<Diagnostic>,
    /// The current block: the index of its text, and the index of the block in that text.
    pub(super) block: Option<(usize, usize)>,
    /// The number of paragraphs of running text laid out so far in that block.
    pub(super) ordinal: u32,
    /// The ordinal of the paragraph to set longer or shorter, and the number of lines to add; negative for fewer lines.
    pub(super) loosened: Option<(u32, i64)>,
    looseness: i64,
}

impl<'a> BlockLayouter<'a> {
    /// Creates a layouter for a text that is in this language and may refer to these notes.
    pub(super) fn new(context: Context<'a>, notes: NoteRefs<'a>, language: &str) -> BlockLayouter<'a> {
        let Context { spec, fonts, caches, .. } = context;
        BlockLayouter {
            context,
            shaper: Shaper::new(fonts, &spec.faces, &caches.plans),
            notes,
            patterns: hyphenate::patterns(language).filter(|_| spec.body.hyphenate),
            diagnostics: Vec::new(),
            block: None,
            ordinal: 0,
            loosened: None,
            looseness: 0,
        }
    }

    /// Creates a layouter for words that belong to no text, such as page numbers and covers, in the brochure's language.
    pub(super) fn outside_texts(context: Context<'a>) -> BlockLayouter<'a> {
        BlockLayouter::new(context, NoteRefs::NONE, &context.spec.language)
    }

    /// Ends the layout, and returns `value` with the diagnostics that [`warned`](Self::warned) has not returned yet.
    pub(super) fn finish<T>(self, value: T) -> Warned<T> {
        Warned::new(value, self.diagnostics)
    }

    /// Returns `value` with the diagnostics reported since the previous call.
    pub(super) fn warned<T>(&mut self, value: T) -> Warned<T> {
        Warned::new(value, std::mem::take(&mut self.diagnostics))
    }

    /// Reports a diagnostic.
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Returns the column of the body text.
    pub(super) fn body_column(&self) -> Column {
        let body = &self.context.spec.body;
        Column {
            left: Length::ZERO,
            measure: self.context.spec.page.measure(),
            style: Style::plain(Family::Body, body.size),
            leading: body.leading,
            alignment: if body.justified { Alignment::Justified } else { Alignment::Left },
            hyphenate: body.hyphenate,
            indent: Length::ZERO,
        }
    }

    /// Lays out inlines as a paragraph.
    pub(super) fn paragraph(&mut self, inlines: &[Inline], column: Column) -> Vec<Row> {
        self.text(StyledText::of(inlines, column.style, self.notes), column)
    }

    /// Lays out a paragraph of running text. A page or a target page count may require that the paragraph is set longer or
    /// shorter than its optimum.
    pub(super) fn running_text(&mut self, inlines: &[Inline], column: Column) -> Vec<Row> {
        let ordinal = self.ordinal;
        self.ordinal += 1;
        let of_block = self.loosened.filter(|(o, _)| *o == ordinal).map(|(_, by)| by);
        self.looseness = of_block.or_else(|| self.looseness_from_fit(ordinal)).unwrap_or(0);
        let mut rows = self.paragraph(inlines, column);
        self.looseness = 0;
        if let Some((text, block)) = self.block.filter(|_| column.alignment == Alignment::Justified) {
            rows.iter_mut().for_each(|row| row.paragraph = Some(ParagraphId { text, block, ordinal }));
        }
        rows
    }

    /// Returns the number of lines to add to a paragraph of the block in order to reach a target page count.
    fn looseness_from_fit(&self, ordinal: u32) -> Option<i64> {
        let (text, block) = self.block?;
        let here = |l: &&Loosened| (l.text, l.place) == (text, (block, ordinal));
        self.context.spec.fit.loosened.iter().find(here).map(|l| l.by)
    }

    /// Lays out a styled text as a paragraph.
    pub(super) fn text(&mut self, text: StyledText, column: Column) -> Vec<Row> {
        let lines = self.lines(text, column, &Measures::all(column.measure.0));
        rows_of_lines(lines, column, &[])
    }

    /// Lays out words and returns only the first line, as a row.
    pub(super) fn single_line(&mut self, words: &Words, column: Column) -> Option<Row> {
        let text = StyledText::words(words, column.style);
        let line = self.lines(text, column, &Measures::all(column.measure.0)).into_iter().next()?;
        Some(row_of_line(line, column, Length::ZERO))
    }

    fn options(&self, column: Column, measures: &Measures) -> ParagraphOptions {
        let body = &self.context.spec.body;
        let justified = column.alignment == Alignment::Justified;
        ParagraphOptions {
            measures: measures.clone(),
            alignment: column.alignment,
            patterns: self.patterns.filter(|_| column.hyphenate),
            indent: column.indent,
            size: column.style.size,
            // A last line shorter than twice the size, or twice the indent, looks like a mistake.
            runt_width: (body.indent.max(column.style.size) * 2).0,
            expansion: if justified { body.expansion } else { 0 },
            letterspacing: if justified { body.letterspacing } else { 0 },
            looseness: self.looseness,
        }
    }

    /// Breaks a text into lines and sets them, or takes the lines from the cache. `measures` contains the measure of each
    /// line, because the first lines can be shorter than the others, as next to a drop cap.
    pub(super) fn lines(&mut self, text: StyledText, column: Column, measures: &Measures) -> Vec<SetLine> {
        let options = self.options(column, measures);
        let justified = column.alignment == Alignment::Justified;
        let cache = &self.context.caches.paragraphs;
        let key = if cache.is_enabled() { ParagraphKey::of(&text, options.clone()) } else { None };
        if let Some(lines) = key.as_ref().and_then(|key| key.lines(cache)) {
            lines.iter().for_each(|line| self.report_line(line, justified));
            return lines;
        }
        let (lines, complete) = self.set_lines(text, &options);
        // A paragraph with missing glyphs is set again each time, so that they are reported each time.
        if let Some(key) = key.filter(|_| complete) {
            key.keep(cache, &lines);
        }
        lines
    }

    /// Itemizes a text for a column.
    fn itemized(&mut self, text: StyledText, options: &ParagraphOptions) -> Paragraph {
        let Context { spec, caches, .. } = self.context;
        let options = ItemizeOptions {
            patterns: options.patterns,
            exceptions: &caches.settings.exceptions,
            protrusion: spec.body.protrusion,
            indent: options.indent,
        };
        itemize(text, options, &mut self.shaper, &caches.words)
    }

    /// Returns the width of a text on one line and the width of its longest word, both without hyphens and protrusion.
    pub(super) fn widths(&mut self, text: StyledText) -> (Length, Length) {
        let caches = self.context.caches;
        let options = ItemizeOptions {
            patterns: None,
            exceptions: &caches.settings.exceptions,
            protrusion: false,
            indent: Length::ZERO,
        };
        let paragraph = itemize(text, options, &mut self.shaper, &caches.words);
        let (mut whole, mut word, mut longest) = (0, 0, 0);
        for item in &paragraph.items {
            match item.kind {
                Kind::Box => {
                    whole += item.width;
                    word += item.width;
                    longest = longest.max(word);
                }
                Kind::Glue { .. } => {
                    whole += item.width;
                    word = 0;
                }
                Kind::Penalty { .. } => {}
            }
        }
        (Length(whole), Length(longest))
    }

    /// Returns the narrowest measure in which a text takes `count` lines, but at least half the column's measure.
    pub(super) fn narrowest(&mut self, text: StyledText, column: Column, count: usize) -> Length {
        let options = self.options(column, &Measures::all(column.measure.0));
        let paragraph = self.itemized(text, &options);
        let penalties = penalties_of(&options);
        let (mut narrow, mut wide) = (column.measure / 2, column.measure);
        // Six halvings reach a precision of a hundredth of the measure.
        for _ in 0..6 {
            let measure = (narrow + wide) / 2;
            let breaks = break_lines(&paragraph.items, &Measures::all(measure.0), &penalties);
            if breaks.is_some_and(|breaks| breaks.ends.len() == count) { wide = measure } else { narrow = measure }
        }
        wide
    }

    /// Breaks a text into lines and sets them; also returns whether every character had a glyph.
    fn set_lines(&mut self, text: StyledText, options: &ParagraphOptions) -> (Vec<SetLine>, bool) {
        let mut paragraph = self.itemized(text, options);
        self.report_missing(&paragraph);
        let justified = options.alignment == Alignment::Justified;
        let found = break_lines(&paragraph.items, &options.measures, &penalties_of(options));
        let found = found.map(|breaks| (self.lines_of(&paragraph, &breaks, options), breaks));
        let is_acceptable = |lines: &[SetLine]| !justified || lines.iter().all(|line| !is_loose(line));
        let (mut lines, breaks) = match found {
            Some((lines, breaks)) if is_acceptable(&lines) => (lines, breaks),
            other => self.with_emergency_breaks(&mut paragraph, other, options),
        };
        if justified && options.looseness == 0 {
            let better = self.without_rivers(&paragraph, &breaks, &lines, options);
            lines = better.unwrap_or(lines);
        }
        lines.iter().for_each(|line| self.report_line(line, justified));
        (lines, paragraph.missing.is_empty() && paragraph.right_to_left.is_empty())
    }

    /// Breaks a paragraph that has no acceptable line breaks, also inside words. Returns `found`, the best lines so far, if
    /// there are no words to break.
    fn with_emergency_breaks(
        &mut self,
        paragraph: &mut Paragraph,
        found: Option<(Vec<SetLine>, Breaks)>,
        options: &ParagraphOptions,
    ) -> (Vec<SetLine>, Breaks) {
        let measures = &options.measures;
        let line = EmergencyLine {
            measure: measures.special.iter().copied().fold(measures.usual, i64::min),
            flex: options.expansion + options.letterspacing,
            justified: options.alignment == Alignment::Justified,
        };
        let added = emergency_breaks::add(paragraph, line, &self.shaper);
        if let (Some(found), false) = (found, added) {
            return found;
        }
        let penalties = penalties_of(options);
        let strict = Penalties { scoring: penalties.scoring.without_loose_lines(LOOSE_PERCENT), ..penalties };
        let breaks = break_lines(&paragraph.items, measures, &strict)
            .unwrap_or_else(|| break_lines_with_emergency_pass(&paragraph.items, measures, &penalties));
        (self.lines_of(paragraph, &breaks, options), breaks)
    }

    fn lines_of(&mut self, paragraph: &Paragraph, breaks: &Breaks, options: &ParagraphOptions) -> Vec<SetLine> {
        let flexibility = Flexibility {
            expansion: options.expansion,
            letterspacing: options.letterspacing,
            protrusion: self.context.spec.body.protrusion,
        };
        let mut lines = Vec::with_capacity(breaks.ends.len());
        let mut start = 0;
        for (number, &end) in breaks.ends.iter().enumerate() {
            let from = first_item_of_line(paragraph, start, end);
            let measure = Length(options.measures.of(number));
            let options = LineOptions { measure, alignment: options.alignment, flexibility };
            lines.push(line::set(paragraph, from..end, options, &mut self.shaper));
            start = end;
        }
        lines
    }

    /// Breaks the paragraph again in order to avoid rivers. Returns the new lines if their demerits, including those of their
    /// rivers, are lower than before, and otherwise `None`. Rivers can only be detected in lines that have been set, so the
    /// paragraph is broken once for each line end in a river, and that line end is forbidden.
    fn without_rivers(
        &mut self,
        paragraph: &Paragraph,
        breaks: &Breaks,
        lines: &[SetLine],
        options: &ParagraphOptions,
    ) -> Option<Vec<SetLine>> {
        let found = rivers::in_lines(lines);
        let mut least = breaks.demerits + rivers::demerits(&found);
        let mut best = None;
        let mut ends: Vec<usize> =
            found.iter().flatten().filter_map(|gap| breaks.ends.get(gap.line).copied()).collect();
        ends.sort_unstable();
        ends.dedup();
        ends.truncate(RIVER_WORK / paragraph.items.len().max(1));
        let penalties = penalties_of(options);
        for end in ends.into_iter().filter(|end| *end < paragraph.items.len()) {
            let Some(other) = break_lines_without(&paragraph.items, &options.measures, &penalties, end) else {
                continue;
            };
            // Only page breaking may change the number of lines.
            if other.ends.len() != breaks.ends.len() || other.demerits >= least {
                continue;
            }
            let set = self.lines_of(paragraph, &other, options);
            let demerits = other.demerits + rivers::demerits(&rivers::in_lines(&set));
            if demerits < least {
                (least, best) = (demerits, Some(set));
            }
        }
        best
    }

    fn report_missing(&mut self, paragraph: &Paragraph) {
        let keep_going = self.context.spec.keep_going;
        let severity = if keep_going { Severity::Warning } else { Severity::Error };
        for &(byte, c) in &paragraph.missing {
            // The icons of a web font are decoration, so they don't stop a build.
            let severity = if is_private(c) { Severity::Warning } else { severity };
            let Some(run) = paragraph.text.run_at(byte) else { continue };
            let fault = Fault::MissingGlyph {
                character: c.to_string(),
                code: format!("U+{:04X}", u32::from(c)),
                family: run.style.spec(&self.context.spec.faces).name.clone(),
                places: Places::default(),
            };
            self.diagnostics.push(Diagnostic { severity, span: Some(run.span), fault });
        }
        for &byte in &paragraph.right_to_left {
            let span = paragraph.text.run_at(byte).map(|run| run.span);
            self.diagnostics.push(Diagnostic {
                severity,
                span,
                fault: Fault::RightToLeft { places: Places::default() },
            });
        }
    }

    fn report_line(&mut self, line: &SetLine, justified: bool) {
        if justified && is_loose(line) {
            let fault = Fault::LooseLine { percent: line.space_percent };
            self.diagnostics.push(Diagnostic::warning(line.span, fault));
        }
        // An excess of less than a hundredth of a point comes from rounding.
        if line.excess > Length::pt(0.01) {
            let by = format!("{:.1} mm", line.excess.to_mm());
            let word = line.last_word.trim_end_matches('\u{ad}').to_string();
            self.diagnostics.push(Diagnostic::warning(line.span, Fault::Overfull { by, word }));
        }
    }
}

/// Whether the word spaces of a line are so wide that the line is reported.
fn is_loose(line: &SetLine) -> bool {
    line.space_percent > LOOSE_PERCENT
}

/// Returns the penalties of the line breaks in a paragraph.
fn penalties_of(options: &ParagraphOptions) -> Penalties {
    let mut penalties = Penalties::RAGGED;
    if options.alignment == Alignment::Justified {
        penalties = Penalties::justified(options.expansion + options.letterspacing);
        penalties.hyphen_percent = hyphen_percent(Length(options.measures.usual), options.size);
    }
    Penalties { runt_width: options.runt_width, looseness: options.looseness, ..penalties }
}

/// Returns the first box of a line after a break at `start`, because glue and penalties at the beginning of a line are
/// dropped. Returns `end` if the line has no box.
fn first_item_of_line(paragraph: &Paragraph, start: usize, end: usize) -> usize {
    (start..end).find(|at| matches!(paragraph.items[*at].kind, linebreak::Kind::Box)).unwrap_or(end)
}

/// Whether each font may use a character for a sign of its own (Unicode's private-use areas).
fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..)
}
