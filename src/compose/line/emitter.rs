//! The tokens of a line become glyph runs: what a page shows, with the text that it stands for.
//!
//! Takes tokens and how the line's shortfall is shared out; gives the set line. The last space takes what rounding leaves, so
//! that a full line is full to the unit.

use super::{Fill, SetLine, Token, What, Whole};
use crate::compose::paragraph::{Paragraph, picture_height};
use crate::compose::shape::{Segment, Shaper};
use crate::diagnostic::Span;
use crate::font::FaceId;
use crate::geometry::{Point, Size};
use crate::page::{Glyph, GlyphRun, Item, Offset};
use crate::unit::Length;
use std::ops::Range;
use std::sync::Arc;

/// The bytes of a line of text, seldom more: room that is asked for once.
const USUAL_LINE: usize = 112;

/// Writes tokens as glyph runs.
pub(super) struct Emitter<'a, 'b, 'f> {
    paragraph: &'a Paragraph,
    fill: &'a Fill,
    shaper: &'b Shaper<'f>,
    line: SetLine,
    run: Option<GlyphRun>,
    /// The text of the run, until it is whole.
    text: String,
    run_look: Option<u32>,
    /// The face and the glyph of spaces in that look.
    gap: Option<(FaceId, u16)>,
    run_span: Span,
    run_at: i64,
    pen: i64,
    /// Glyphs still to come in this line: most lines are one run, which then takes no more memory than it needs.
    left: usize,
    /// What its spaces come to, as they are and as they were widened.
    spaces: (i64, i64),
    /// The bytes of the flow that were written, and where the pen was at each token: for labels and links, if there are any.
    stops: Vec<(Range<usize>, i64, i64)>,
    has_leads: bool,
    /// The byte after the last that was written.
    written: usize,
}

impl<'a, 'b, 'f> Emitter<'a, 'b, 'f> {
    pub(super) fn new(
        paragraph: &'a Paragraph,
        fill: &'a Fill,
        start: i64,
        shaper: &'b Shaper<'f>,
    ) -> Emitter<'a, 'b, 'f> {
        Emitter {
            paragraph,
            fill,
            shaper,
            line: SetLine::default(),
            run: None,
            text: String::with_capacity(USUAL_LINE),
            run_look: None,
            gap: None,
            run_span: Span::default(),
            run_at: start,
            pen: start,
            left: 0,
            spaces: (0, 0),
            stops: Vec::new(),
            has_leads: !paragraph.flow.labels.is_empty() || !paragraph.flow.links.is_empty(),
            written: 0,
        }
    }

    pub(super) fn emit(mut self, tokens: &[Token], whole: &Whole) -> SetLine {
        let start = self.pen;
        self.left = whole.glyphs as usize + whole.spaces;
        // Where the pen must be in the end, if the line is full.
        let goal = self.fill.exact.map(|given| start + whole.natural + given);
        let last_space = tokens.iter().rposition(|t| matches!(t.what, What::Space { .. }) && t.width > 0);
        for (i, token) in tokens.iter().enumerate() {
            let before = self.pen;
            match &token.what {
                What::Letters { shaped, text, start } => {
                    self.letters(shaped, text, *start, token.look);
                    let soft_hyphen = if text.ends_with('\u{ad}') { '\u{ad}'.len_utf8() } else { 0 };
                    self.stop(*start..*start + text.len() - soft_hyphen, before);
                }
                What::Space { at } | What::Fixed { at } => {
                    let mut width = token.width + self.fill.share(token);
                    if matches!(token.what, What::Space { .. }) && token.width > 0 {
                        self.spaces = (self.spaces.0 + token.width, self.spaces.1 + width);
                    }
                    if let (Some(goal), true) = (goal, Some(i) == last_space) {
                        width = goal - self.pen - self.width_after(&tokens[i + 1..]);
                    }
                    self.space(*at, width, token.look);
                    self.stop(*at..*at + 1, before);
                }
                What::Picture(number) => self.picture(*number, token),
                What::Empty => {
                    self.flush();
                    self.pen += token.width;
                }
            }
        }
        self.flush();
        let last = tokens.iter().rev().find_map(|t| match &t.what {
            What::Letters { text, .. } => Some(text.to_string()),
            What::Space { .. } | What::Fixed { .. } | What::Picture(_) | What::Empty => None,
        });
        self.line.last_word = last.unwrap_or_default();
        self.line.right = Length(self.pen);
        let (width, grown) = self.spaces;
        self.line.space_percent = if width == 0 { 100 } else { (grown * 100 / width).max(0) as u32 };
        self.end_span();
        self.find_links();
        self.line
    }

    /// The bytes of a token that was written, and where the pen was before it.
    fn stop(&mut self, bytes: Range<usize>, before: i64) {
        self.written = bytes.end;
        if self.has_leads {
            self.stops.push((bytes, before, self.pen));
        }
    }

    /// The line was typed up to its last letter, not up to the end of the words that it stands in.
    fn end_span(&mut self) {
        let Some(last) = self.written.checked_sub(1) else { return };
        let Some(run) = self.paragraph.flow.run_at(last) else { return };
        let end = self.narrowed(last, run.span).start + 1;
        if run.span.file == self.line.span.file && end > self.line.span.start {
            self.line.span.end = end;
        }
    }

    /// What the pen will go over in tokens that hold no more glue.
    fn width_after(&self, tokens: &[Token]) -> i64 {
        tokens
            .iter()
            .map(|t| match &t.what {
                What::Letters { shaped, .. } => {
                    shaped.iter().flat_map(|segment| self.advances(segment, t.look)).sum::<i64>()
                }
                What::Space { .. } | What::Fixed { .. } | What::Picture(_) | What::Empty => {
                    t.width + self.fill.share(t)
                }
            })
            .sum()
    }

    /// What the glyphs of a segment advance the pen by.
    fn advances<'s>(&self, segment: &'s Segment, look: u32) -> impl Iterator<Item = i64> + use<'s> {
        let (expansion, spacing) = (self.fill.expansion, self.letterspace(look));
        segment.glyphs.iter().map(move |g| g.width() * expansion / 100_000 + spacing)
    }

    /// What each glyph of a look advances the pen by beyond its own width.
    fn letterspace(&self, look: u32) -> i64 {
        let style = self.paragraph.style(look);
        let tracking = if style.tracking == 0 { Length::ZERO } else { style.size.scale(style.tracking, 1000) };
        tracking.0 + self.fill.letterspace
    }

    fn letters(&mut self, segments: &[Segment], text: &str, start: usize, look: u32) {
        for segment in segments {
            let shown = segment.bytes();
            self.begin(segment.face, look, start + shown.start);
            let base = self.text.len();
            let advances = self.advances(segment, look);
            if let Some(GlyphRun { glyphs, offsets, .. }) = &mut self.run {
                let (first, mut pen) = (glyphs.len() as u16, self.pen);
                let beside = |offset: &Offset| Offset { glyph: first.wrapping_add(offset.glyph), ..*offset };
                offsets.extend(segment.offsets.iter().map(beside));
                glyphs.extend(segment.glyphs.iter().zip(advances).map(|(glyph, advance)| {
                    let cluster = (base + usize::from(glyph.cluster)).min(usize::from(u16::MAX)) as u16;
                    pen += advance;
                    Glyph { id: glyph.id, cluster, advance: advance as i32 }
                }));
                self.pen = pen;
            }
            // The hyphen that was shaped is one byte, the soft hyphen that stands for it two.
            let end = if shown.end + 1 >= text.len() { text.len() } else { shown.end };
            self.text.push_str(&text[shown.start..end]);
        }
    }

    fn space(&mut self, at: usize, width: i64, look: u32) {
        let c = self.paragraph.flow.text[at..].chars().next().unwrap_or(' ');
        let (face, glyph) = self.gap.filter(|_| self.run_look == Some(look)).unwrap_or_else(|| {
            let face = self.shaper.face_id(*self.paragraph.style(look));
            (face, self.shaper.face(face).glyph(' ').unwrap_or(0))
        });
        self.begin(face, look, at);
        self.gap = Some((face, glyph));
        if let Some(run) = &mut self.run {
            let cluster = self.text.len().min(usize::from(u16::MAX)) as u16;
            run.glyphs.push(Glyph { id: glyph, cluster, advance: width as i32 });
            self.text.push(c);
        }
        self.pen += width;
    }

    /// Goes on with the present run if nothing changes, or begins another.
    #[inline]
    fn begin(&mut self, face: FaceId, look: u32, byte: usize) {
        let same = self.run_look == Some(look) && self.run.as_ref().is_some_and(|run| run.face == face);
        if !same {
            self.begin_run(face, look, byte);
        }
    }

    fn begin_run(&mut self, face: FaceId, look: u32, byte: usize) {
        self.flush();
        let span = self.paragraph.flow.run_at(byte).map_or(Span::default(), |r| r.span);
        if self.line.span == Span::default() {
            self.line.span = self.narrowed(byte, span);
        }
        let style = self.paragraph.style(look);
        self.run_at = self.pen;
        self.run_look = Some(look);
        self.gap = None;
        self.run = Some(GlyphRun {
            face,
            size: style.size,
            expansion: self.fill.expansion as i32,
            letterspace: self.letterspace(look) as i32,
            ink: style.ink,
            glyphs: Vec::with_capacity(self.left),
            offsets: Vec::new(),
            text: "".into(),
        });
        self.run_span = span;
    }

    /// The place of a byte within the words it stands in. French spaces have made these a little longer than they were
    /// typed, so it is right to a few letters.
    fn narrowed(&self, byte: usize, span: Span) -> Span {
        let Some(run) = self.paragraph.flow.run_at(byte) else { return span };
        let typed = (span.end - span.start) as usize;
        let start = span.start as usize + (byte - run.range.start) * typed / run.range.len().max(1);
        Span { start: start as u32, ..span }
    }

    fn flush(&mut self) {
        let (Some(mut run), Some(look)) = (self.run.take(), self.run_look.take()) else { return };
        let style = self.paragraph.style(look);
        run.text = self.text.as_str().into();
        self.text.clear();
        self.left = self.left.saturating_sub(run.glyphs.len());
        // A line of many runs must not hold room for all of it in each.
        if run.glyphs.capacity() > run.glyphs.len() * 2 {
            run.glyphs.shrink_to_fit();
        }
        let at = Point::new(Length(self.run_at), -style.rise);
        if style.struck {
            // Through the middle of the small letters, thick enough to survive a copy.
            let height = style.size.scale(24, 100);
            let size = Size::new(Length(self.pen - self.run_at), Length::pt(0.5));
            self.line.items.push((at.moved(Length::ZERO, -height), Item::Rule(size, style.ink)));
        }
        // Most lines are one run.
        if self.left == 0 {
            self.line.items.reserve_exact(1);
        }
        self.line.items.push((at, Item::Glyphs(Arc::new(run), self.run_span)));
    }

    fn picture(&mut self, number: usize, token: &Token) {
        self.flush();
        if let Some(image) = self.paragraph.flow.pictures.get(number).and_then(|(_, p)| p.image) {
            let height = picture_height(*self.paragraph.style(token.look));
            let at = Point::new(Length(self.pen), -height.times(0.85));
            self.line.items.push((at, Item::Image(image, Size::new(Length(token.width), height))));
        }
        self.pen += token.width;
    }

    /// Labels and links whose bytes stand in this line.
    fn find_links(&mut self) {
        let flow = &self.paragraph.flow;
        if !self.has_leads {
            return;
        }
        let within = |byte: usize| self.stops.iter().any(|(range, ..)| range.contains(&byte));
        self.line.labels = flow.labels.iter().filter(|(byte, _)| within(*byte)).map(|(_, l)| l.clone()).collect();
        for (range, lead) in &flow.links {
            let inside = self.stops.iter().filter(|(bytes, ..)| bytes.start < range.end && bytes.end > range.start);
            let (mut from, mut to) = (i64::MAX, i64::MIN);
            for (_, start, end) in inside {
                from = from.min(*start);
                to = to.max(*end);
            }
            if from < to {
                self.line.links.push((Length(from), Length(to), lead.clone()));
            }
        }
    }
}
