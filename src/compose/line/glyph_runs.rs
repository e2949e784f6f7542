//! Builds the glyph runs of a line from its tokens, with the text that the glyphs show.
//!
//! Input: the tokens of a line and its [`Fill`]. Output: the set line. The last space absorbs the rounding errors, so that a
//! full line fills its measure to the unit.

use super::fill::{Fill, NATURAL_WIDTH, Totals};
use super::missing::{MissingGlyph, code_face};
use super::set_line::SetLine;
use super::token::{Letters, LineToken, TokenContent};
use crate::compose::itemize::{Paragraph, picture_height};
use crate::compose::rules::RULE;
use crate::compose::shape::{Segment, ShapedGlyph, Shaper};
use crate::compose::style::Style;
use crate::diagnostic::Span;
use crate::font::FaceId;
use crate::geometry::{Point, Size};
use crate::page::{Glyph, GlyphRun, Item, Offset};
use crate::unit::Length;
use std::ops::Range;
use std::sync::Arc;

/// The distance of the rule in a form from the baseline, in per cent of the type size: about that of an underscore.
const FORM_RULE_PERCENT: i64 = 12;

/// Builds the glyph runs of a line.
pub(super) struct GlyphRunBuilder<'a, 'b, 'f> {
    paragraph: &'a Paragraph,
    fill: &'a Fill,
    shaper: &'b Shaper<'f>,
    line: SetLine,
    run: Option<OpenRun>,
    /// The pen's distance from the left end of the measure.
    pen: i64,
    /// The natural width of the word spaces so far, and their width in the filled line.
    spaces: (i64, i64),
    /// The byte range of each token in the text, with the positions of the pen before and after it.
    stops: Vec<(Range<usize>, i64, i64)>,
}

/// The run to which glyphs are added.
struct OpenRun {
    run: GlyphRun,
    text: String,
    style: Style,
    span: Span,
    /// The position at which it begins.
    at: i64,
}

impl<'a, 'b, 'f> GlyphRunBuilder<'a, 'b, 'f> {
    pub(super) fn new(
        paragraph: &'a Paragraph,
        fill: &'a Fill,
        start: i64,
        shaper: &'b Shaper<'f>,
    ) -> GlyphRunBuilder<'a, 'b, 'f> {
        GlyphRunBuilder {
            paragraph,
            fill,
            shaper,
            line: SetLine::default(),
            run: None,
            pen: start,
            spaces: (0, 0),
            stops: Vec::new(),
        }
    }

    /// Builds the line from its tokens.
    pub(super) fn build(mut self, tokens: &[LineToken], totals: &Totals) -> SetLine {
        // The final position of the pen, if the line is filled exactly.
        let goal = self.fill.exact.map(|given| self.pen + totals.natural + given);
        let last_space = tokens.iter().rposition(|t| matches!(t.content, TokenContent::Space(_)) && t.width > 0);
        for (i, token) in tokens.iter().enumerate() {
            let before = self.pen;
            match &token.content {
                TokenContent::Letters(letters) => {
                    self.letters(letters, token.style);
                    let length = letters.text.strip_suffix('\u{ad}').unwrap_or(&letters.text).len();
                    self.stops.push((letters.start..letters.start + length, before, self.pen));
                }
                TokenContent::Space(at) | TokenContent::FixedSpace(at) => {
                    let mut width = token.width + self.fill.share(token);
                    if matches!(token.content, TokenContent::Space(_)) && token.width > 0 {
                        self.spaces = (self.spaces.0 + token.width, self.spaces.1 + width);
                    }
                    if let (Some(goal), true) = (goal, Some(i) == last_space) {
                        width = goal - self.pen - self.width_after(&tokens[i + 1..]);
                    }
                    self.space(*at, width, token.style);
                    self.stops.push((*at..*at + 1, before, self.pen));
                }
                TokenContent::Picture(number) => self.picture(*number, token),
                TokenContent::FormRule => self.form_rule(token),
                TokenContent::Indent => {
                    self.flush();
                    self.pen += token.width;
                }
            }
        }
        self.flush();
        self.finish(tokens)
    }

    fn finish(mut self, tokens: &[LineToken]) -> SetLine {
        let last_word = tokens.iter().rev().find_map(|token| match &token.content {
            TokenContent::Letters(letters) => Some(letters.text.to_string()),
            TokenContent::Space(_)
            | TokenContent::FixedSpace(_)
            | TokenContent::Picture(_)
            | TokenContent::FormRule
            | TokenContent::Indent => None,
        });
        self.line.last_word = last_word.unwrap_or_default();
        self.line.right = Length(self.pen);
        let (natural, given) = self.spaces;
        self.line.space_percent = if natural == 0 { 100 } else { (given * 100 / natural).max(0) as u32 };
        self.end_span();
        self.find_labels_and_links();
        self.line
    }

    /// Ends the line's span at the last letter of the line, rather than at the end of that letter's run.
    fn end_span(&mut self) {
        let Some(last) = self.stops.last().and_then(|(bytes, ..)| bytes.end.checked_sub(1)) else { return };
        let Some(run) = self.paragraph.text.run_at(last) else { return };
        let end = self.place_in_run(last, run.span).start + 1;
        if run.span.file == self.line.span.file && end > self.line.span.start {
            self.line.span.end = end;
        }
    }

    /// Returns the width of the tokens after the last word space.
    fn width_after(&self, tokens: &[LineToken]) -> i64 {
        let width = |token: &LineToken| match &token.content {
            TokenContent::Letters(letters) => {
                letters.segments.iter().flat_map(|segment| self.advances(segment, token.style)).sum::<i64>()
            }
            TokenContent::Space(_)
            | TokenContent::FixedSpace(_)
            | TokenContent::Picture(_)
            | TokenContent::FormRule
            | TokenContent::Indent => token.width + self.fill.share(token),
        };
        tokens.iter().map(width).sum()
    }

    /// Returns the distance by which each glyph of a segment advances the pen.
    fn advances<'s>(&self, segment: &'s Segment, style: Style) -> impl Iterator<Item = i64> + use<'s> {
        let (expansion, letterspace) = (self.fill.expansion, self.letterspace(style));
        segment.glyphs.iter().map(move |glyph| glyph.advance.0 * expansion / NATURAL_WIDTH + letterspace)
    }

    /// Returns the space to add after each glyph of a style.
    fn letterspace(&self, style: Style) -> i64 {
        style.letterspace().0 + self.fill.letterspace
    }

    fn letters(&mut self, letters: &Letters, style: Style) {
        let Letters { segments, text, start } = letters;
        let last = segments.len().saturating_sub(1);
        for (number, segment) in segments.iter().enumerate() {
            if segment.glyphs.iter().any(|glyph| glyph.id == 0) {
                self.segment_with_missing(segment, text, style, *start);
                continue;
            }
            let advances = self.advances(segment, style);
            let mut pen = self.pen;
            let open = self.run_in(segment.face, style, start + segment.range.start);
            let (base, first) = (open.text.len(), open.run.glyphs.len() as u16);
            let moved = |offset: &Offset| Offset { glyph: first.wrapping_add(offset.glyph), ..*offset };
            open.run.offsets.extend(segment.offsets.iter().map(moved));
            open.run.glyphs.extend(segment.glyphs.iter().zip(advances).map(|(glyph, advance)| {
                let cluster = (base + usize::from(glyph.cluster)).min(usize::from(u16::MAX)) as u16;
                pen += advance;
                Glyph { id: glyph.id, cluster, advance: advance as i32 }
            }));
            // The hyphen that was shaped has one byte; the soft hyphen in the text has two.
            let end = if number == last { text.len() } else { segment.range.end };
            open.text.push_str(&text[segment.range.start..end]);
            self.pen = pen;
        }
    }

    /// Adds a segment in which some characters have no glyph. A box with the code replaces each of them.
    fn segment_with_missing(&mut self, segment: &Segment, text: &str, style: Style, start: usize) {
        let advances: Vec<i64> = self.advances(segment, style).collect();
        let byte = |glyph: &ShapedGlyph| segment.range.start + usize::from(glyph.cluster);
        for (number, (glyph, advance)) in segment.glyphs.iter().zip(advances).enumerate() {
            let end = segment.glyphs.get(number + 1).map_or(segment.range.end, byte).max(byte(glyph));
            let shown = text.get(byte(glyph)..end).unwrap_or_default();
            if glyph.id == 0 {
                self.flush();
                let missing = MissingGlyph { text: shown, style, width: advance, face: code_face(self.shaper) };
                missing.draw(Length(self.pen), self.shaper, &mut self.line.items);
            } else {
                let open = self.run_in(segment.face, style, start + byte(glyph));
                let cluster = open.text.len().min(usize::from(u16::MAX)) as u16;
                open.run.glyphs.push(Glyph { id: glyph.id, cluster, advance: advance as i32 });
                open.text.push_str(shown);
            }
            self.pen += advance;
        }
    }

    fn space(&mut self, at: usize, width: i64, style: Style) {
        let c = self.paragraph.text.text[at..].chars().next().unwrap_or(' ');
        let face = self.shaper.face_id(style);
        let glyph = self.shaper.face(face).glyph(' ').unwrap_or(0);
        let open = self.run_in(face, style, at);
        let cluster = open.text.len().min(usize::from(u16::MAX)) as u16;
        open.run.glyphs.push(Glyph { id: glyph, cluster, advance: width as i32 });
        open.text.push(c);
        self.pen += width;
    }

    /// Returns the open run, if it has this face and style; otherwise, opens a new run that begins at a byte of the text.
    fn run_in(&mut self, face: FaceId, style: Style, byte: usize) -> &mut OpenRun {
        if self.run.as_ref().is_some_and(|open| open.run.face != face || open.style != style) {
            self.flush();
        }
        let new = || {
            let span = self.paragraph.text.run_at(byte).map_or(Span::default(), |run| run.span);
            if self.line.span == Span::default() {
                self.line.span = place_in_run(self.paragraph, byte, span);
            }
            let run = GlyphRun {
                face,
                size: style.size,
                expansion: self.fill.expansion as i32,
                letterspace: (style.letterspace().0 + self.fill.letterspace) as i32,
                ink: style.ink,
                glyphs: Vec::new(),
                offsets: Vec::new(),
                text: "".into(),
            };
            OpenRun { run, text: String::new(), style, span, at: self.pen }
        };
        self.run.get_or_insert_with(new)
    }

    fn place_in_run(&self, byte: usize, span: Span) -> Span {
        place_in_run(self.paragraph, byte, span)
    }

    fn flush(&mut self) {
        let Some(OpenRun { mut run, text, style, span, at }) = self.run.take() else { return };
        run.text = text.into();
        let origin = Point::new(Length(at), -style.rise);
        // A rule runs through the middle of the lower-case letters of struck words, and below underlined ones.
        let heights = [(style.struck, style.size.scale(24, 100)), (style.underlined, -style.size.scale(14, 100))];
        for (_, height) in heights.into_iter().filter(|(is_drawn, _)| *is_drawn) {
            // Thick enough to survive photocopying.
            let size = Size::new(Length(self.pen - at), Length::pt(0.5));
            self.line.items.push((origin.moved(Length::ZERO, -height), Item::Rule(size, style.ink)));
        }
        self.line.items.push((origin, Item::Glyphs(Arc::new(run), span)));
    }

    fn picture(&mut self, number: usize, token: &LineToken) {
        self.flush();
        if let Some(image) = self.paragraph.text.pictures.get(number).and_then(|(_, picture)| picture.image) {
            let height = picture_height(token.style);
            let at = Point::new(Length(self.pen), -height.times(0.85));
            self.line.items.push((at, Item::Image(image, Size::new(Length(token.width), height))));
        }
        self.pen += token.width;
    }

    /// Draws a part of the rule on which readers of a form write.
    fn form_rule(&mut self, token: &LineToken) {
        self.flush();
        let width = token.width + self.fill.share(token);
        let below = token.style.size.scale(FORM_RULE_PERCENT, 100);
        let rule = Item::Rule(Size::new(Length(width), Length::pt(RULE)), token.style.ink);
        self.line.items.push((Point::new(Length(self.pen), below), rule));
        self.pen += width;
    }

    /// Adds the labels and links whose bytes are in this line. Labels are in the order of their bytes, and links in the order
    /// of their ends, so that those of other lines can be skipped.
    fn find_labels_and_links(&mut self) {
        let Paragraph { text, link_starts, .. } = self.paragraph;
        let (Some((first, ..)), Some((last, ..))) = (self.stops.first(), self.stops.last()) else { return };
        let (start, end) = (first.start, last.end);
        // The stops are in the order of their bytes. A line may have thousands of them, and as many links.
        let reaching = |range: Range<usize>| {
            let from = self.stops.partition_point(|(bytes, ..)| bytes.end <= range.start);
            let to = self.stops.partition_point(|(bytes, ..)| bytes.start < range.end);
            self.stops.get(from..to).unwrap_or_default()
        };
        let within = |byte: usize| !reaching(byte..byte + 1).is_empty();
        let labels = &text.labels[text.labels.partition_point(|(byte, _)| *byte < start)..];
        let labels = labels.iter().take_while(|(byte, _)| *byte < end).filter(|(byte, _)| within(*byte));
        self.line.labels = labels.map(|(_, label)| label.clone()).collect();
        let passed = text.links.partition_point(|(range, _)| range.end <= start);
        let links = text.links.iter().zip(link_starts).skip(passed).take_while(|(_, least)| **least < end);
        for ((range, target), _) in links {
            let inside = reaching(range.clone());
            let from = inside.iter().map(|(_, before, _)| *before).min();
            let to = inside.iter().map(|(.., after)| *after).max();
            if let (Some(from), Some(to)) = (from, to)
                && from < to
            {
                self.line.links.push((Length(from), Length(to), target.clone()));
            }
        }
    }
}

/// Returns the span of a run, shortened to begin at the location of a byte. The location is only accurate to within a few
/// letters, because the rules of French typography can make the text of a run longer than its source.
fn place_in_run(paragraph: &Paragraph, byte: usize, span: Span) -> Span {
    let Some(run) = paragraph.text.run_at(byte) else { return span };
    let source_length = (span.end - span.start) as usize;
    let start = span.start as usize + (byte - run.range.start) * source_length / run.range.len().max(1);
    Span { start: start as u32, ..span }
}
