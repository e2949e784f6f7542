//! What brochure.toml means: lengths measured, choices known, families found, every default resolved.

use super::Tongue;
use crate::diagnostic::{Diagnostic, Fault, Nearest, Placed, Span, Wanted, nearest};
use crate::font::{FaceId, FontBook, Variant};
use crate::geometry::{PAPER_NAMES, Size};
use crate::image::ImageId;
use crate::manuscript::{Opener, Words};
use crate::spec::{
    BodySpec, ContentsPlace, ContentsSpec, CoverSpec, CoverStyle, Faces, FamilySpec, FitSpec, FrenchSpec, NotePlace,
    NotesSpec, PageSpec, Paragraphs, PictureMode, PicturePlace, PictureShape, PictureWay, PicturesSpec, RawContents,
    RawCover, RawFlag, RawFrench, RawList, RawNumber, RawPicture, RawSpec, RawText, Spec, Titles,
};
use crate::unit::{Length, parse_length};

/// The families that are used when none is named; all are compiled in.
const DEFAULT_BODY: &str = "Libertinus Serif";
const DEFAULT_CODE: &str = "DejaVu Sans Mono";

/// Narrower than this no line of words can be set.
const LEAST_MEASURE: f64 = 20.0;

/// A column of fewer ems holds too few words a line, some seven, to be justified well.
const LEAST_JUSTIFIED: i64 = 19;

/// Resolves the settings of a brochure. Faults go to `diagnostics`; what is at fault falls back to its default, so that
/// the rest can still be checked.
pub fn spec(
    raw: &RawSpec,
    fonts: &FontBook,
    cover: Option<(ImageId, (u32, u32))>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Spec {
    let mut meaning = Meaning { diagnostics, em: Length::pt(10.0) };
    let language = raw.language.as_ref().map_or_else(|| "fr".to_string(), |l| l.value.clone());
    let mut body = meaning.body(raw);
    meaning.em = body.size;
    let page = meaning.page(raw);
    if raw.text.align.is_none() && page.measure() < body.size * LEAST_JUSTIFIED {
        body.justified = false;
    }
    let french = meaning.french(&raw.french);
    let tongue = Tongue { language: &language, french: &french };
    let words = |text: &RawText| text.as_ref().map(|t| tongue.words(&Words { text: t.value.clone(), span: t.span }));
    let title = words(&raw.title).unwrap_or_default();
    let faces = meaning.faces(raw, fonts);
    let notes = meaning.notes(raw, &body);
    let choice =
        |m: &mut Meaning, typed: &RawText, key: &str| m.choice(typed, key, &[("text", false), ("note", true)], false);
    let print_links = choice(&mut meaning, &raw.links_print, "links.print");
    let running = [("auto", None), ("yes", Some(true)), ("no", Some(false))];
    Spec {
        title: Titles {
            title,
            subtitle: words(&raw.subtitle),
            author: words(&raw.author),
            translator: words(&raw.translator),
            date: words(&raw.date),
        },
        page,
        body,
        faces,
        notes,
        print_links,
        divisions: raw.hyphenation_exceptions.iter().flatten().map(|word| word.value.clone()).collect(),
        allowed: meaning.codes(&raw.check_allow),
        contents: raw.contents.as_ref().map(|c| meaning.contents(c, tongue)),
        running_heads: meaning.choice(&raw.heads_running, "heads.running", &running, None),
        folios: raw.heads_folios.as_ref().is_none_or(|f| f.value),
        pictures: meaning.pictures(raw),
        cover: raw.cover.as_ref().map(|c| meaning.cover(c, cover, tongue)),
        fit: FitSpec {
            pages: raw.fit_pages.as_ref().and_then(|f| meaning.fit(f)),
            leading: meaning.limits(&raw.fit_leading, "fit.leading"),
            size: meaning.limits(&raw.fit_size, "fit.size"),
            margins: meaning.length(&raw.fit_margins, "fit.margins", (Length::ZERO, Length::mm(20.0)), Length::ZERO),
            looseness: raw.fit_looseness.as_ref().map_or(0, |n| meaning.count(n, "fit.looseness", (0, 1000))),
            loosened: Vec::new(),
        },
        french: french.clone(),
        language: language.clone(),
    }
}

struct Meaning<'d> {
    diagnostics: &'d mut Vec<Diagnostic>,
    /// What one em is worth here.
    em: Length,
}

impl Meaning<'_> {
    fn fault(&mut self, span: Span, fault: Fault) {
        self.diagnostics.push(Diagnostic::error(span, fault));
    }

    /// A length between limits, or the default.
    fn length(&mut self, typed: &RawText, key: &str, (least, most): (Length, Length), default: Length) -> Length {
        let Some(typed) = typed else { return default };
        match parse_length(&typed.value, self.em) {
            Ok(length) if (least..=most).contains(&length) => length,
            Ok(_) => {
                let shown = |l: Length| format!("{:.1}mm", l.to_mm());
                let fault = Fault::OutOfRange {
                    key: key.to_string(),
                    value: typed.value.clone(),
                    least: shown(least),
                    most: shown(most),
                };
                self.fault(typed.span, fault);
                default
            }
            Err(_) => {
                self.fault(typed.span, Fault::BadLength { value: typed.value.clone() });
                default
            }
        }
    }

    /// One of a few words, or the default.
    fn choice<T: Copy>(&mut self, typed: &RawText, key: &str, choices: &[(&str, T)], default: T) -> T {
        let Some(typed) = typed else { return default };
        if let Some((_, value)) = choices.iter().find(|(name, _)| *name == typed.value) {
            return *value;
        }
        let near = Nearest(nearest(&typed.value, choices.iter().map(|(n, _)| *n)));
        let choices = choices.iter().map(|(n, _)| n.to_string()).collect();
        let fault = Fault::UnknownChoice { key: key.to_string(), value: typed.value.clone(), choices, nearest: near };
        self.fault(typed.span, fault);
        default
    }

    /// A share typed as "2%", in thousandths.
    fn share(&mut self, typed: &RawText, key: &str, most: i64, default: i64) -> i64 {
        let Some(typed) = typed else { return default };
        let number = typed.value.trim().strip_suffix('%').map(|n| n.trim().replace(',', ".").parse::<f64>());
        match number {
            Some(Ok(percent)) if (0.0..=most as f64 / 10.0).contains(&percent) => (percent * 10.0).round() as i64,
            Some(Ok(_)) => {
                let fault = Fault::OutOfRange {
                    key: key.to_string(),
                    value: typed.value.clone(),
                    least: "0%".to_string(),
                    most: format!("{}%", most as f64 / 10.0),
                };
                self.fault(typed.span, fault);
                default
            }
            _ => {
                self.fault(typed.span, Fault::WrongType { key: key.to_string(), wanted: Wanted::Share });
                default
            }
        }
    }

    fn page(&mut self, raw: &RawSpec) -> PageSpec {
        let trim = raw.page.size.as_ref().and_then(|typed| self.size(typed)).or(Size::named("A5")).unwrap_or_default();
        let range = (Length::ZERO, Length::mm(150.0));
        let page = PageSpec {
            trim,
            inner: self.length(&raw.page.inner, "page.margins.inner", range, Length::mm(16.0)),
            outer: self.length(&raw.page.outer, "page.margins.outer", range, Length::mm(14.0)),
            top: self.length(&raw.page.top, "page.margins.top", range, Length::mm(16.0)),
            bottom: self.length(&raw.page.bottom, "page.margins.bottom", range, Length::mm(20.0)),
        };
        if page.measure() < Length::mm(LEAST_MEASURE) || page.height() < self.em * 4 {
            let typed = [&raw.page.inner, &raw.page.outer, &raw.page.top, &raw.page.bottom, &raw.page.size];
            let span = typed.into_iter().flatten().next().map(|t| t.span);
            let shown = |l: Length| format!("{:.0} mm", l.to_mm());
            let fault = Fault::NoRoom { width: shown(page.measure()), height: shown(page.height()) };
            self.diagnostics.push(Diagnostic::error(span, fault));
        }
        page
    }

    fn size(&mut self, typed: &Placed<String>) -> Option<Size> {
        let size = Size::named(&typed.value).or_else(|| {
            let (width, height) = typed.value.split_once(['x', '×'])?;
            let range = Length::mm(20.0)..=Length::mm(2000.0);
            let side = |s: &str| parse_length(s, self.em).ok().filter(|l| range.contains(l));
            Some(Size::new(side(width)?, side(height)?))
        });
        if size.is_none() {
            let choices = PAPER_NAMES.iter().map(|n| n.to_string()).chain(["148mm x 210mm".to_string()]).collect();
            let near = Nearest(nearest(&typed.value, PAPER_NAMES));
            let (key, value) = ("page.size".to_string(), typed.value.clone());
            self.fault(typed.span, Fault::UnknownChoice { key, value, choices, nearest: near });
        }
        size
    }

    fn body(&mut self, raw: &RawSpec) -> BodySpec {
        let text = &raw.text;
        let sizes = (Length::pt(5.0), Length::pt(36.0));
        let size = self.length(&text.size, "text.size", sizes, Length::pt(10.0));
        self.em = size;
        // 125 %: the low end of what the trade calls easy to read, since paper is what a brochure costs.
        let leading = self.length(&text.leading, "text.leading", (size.times(0.9), size * 3), size.times(1.25));
        let openers = [("recto", Opener::Recto), ("page", Opener::Page), ("continue", Opener::Continue)];
        let paragraphs = [("indent", Paragraphs::Indented), ("space", Paragraphs::Spaced)];
        let flag = |typed: &Option<Placed<bool>>, default| typed.as_ref().map_or(default, |f: &Placed<bool>| f.value);
        BodySpec {
            size,
            leading,
            paragraphs: self.choice(&text.paragraph, "text.paragraph", &paragraphs, Paragraphs::Indented),
            indent: self.length(&text.indent, "text.indent", (Length::ZERO, size * 5), size),
            justified: self.choice(&text.align, "text.align", &[("justify", true), ("ragged", false)], true),
            hyphenate: flag(&text.hyphenate, true),
            protrusion: flag(&text.protrusion, true),
            expansion: self.share(&text.expansion, "text.expansion", 50, 20),
            letterspacing: self.share(&text.letterspacing, "text.letterspacing", 30, 10),
            drop_caps: flag(&text.drop_caps, false),
            opener: self.choice(&text.opener, "text.opener", &openers, Opener::Page),
        }
    }

    fn faces(&mut self, raw: &RawSpec, fonts: &FontBook) -> Faces {
        let fallback = &raw.text.fallback;
        let body = self.family(&raw.text.family, DEFAULT_BODY, fallback, fonts);
        let headings = match &raw.headings.family {
            Some(_) => self.family(&raw.headings.family, DEFAULT_BODY, fallback, fonts),
            None => body.clone(),
        };
        let code = self.family(&raw.headings.code_family, DEFAULT_CODE, fallback, fonts);
        Faces { body, headings, code }
    }

    /// The chains of a family: itself, the brochure's fallbacks, then the built-in families.
    fn family(&mut self, typed: &RawText, default: &str, fallback: &RawList, fonts: &FontBook) -> FamilySpec {
        let known = |me: &mut Self, typed: &Placed<String>| {
            let found = fonts.has(&typed.value);
            if !found {
                let near = Nearest(nearest(&typed.value, fonts.families()));
                let fault = Fault::UnknownFamily { family: typed.value.clone(), nearest: near };
                me.fault(typed.span, fault);
            }
            found
        };
        let name = typed.as_ref().filter(|t| known(self, t)).map_or(default, |t| t.value.as_str());
        let mut names = vec![name];
        for typed in fallback.iter().flatten() {
            let reported = self.diagnostics.iter().any(|d| d.span == Some(typed.span));
            if reported || known(self, typed) {
                names.push(typed.value.as_str());
            }
        }
        names.extend([DEFAULT_BODY, DEFAULT_CODE]);
        let chain = |bold, italic| {
            let mut faces: Vec<FaceId> =
                names.iter().filter_map(|name| fonts.find(name, Variant { bold, italic })).collect();
            // An upright glyph is better than none.
            faces.extend(names.iter().filter_map(|name| fonts.find(name, Variant { bold, italic: false })));
            let mut seen = std::collections::BTreeSet::new();
            faces.retain(|face| seen.insert(*face));
            faces
        };
        let chains = [chain(false, false), chain(false, true), chain(true, false), chain(true, true)];
        FamilySpec { name: name.to_string(), chains }
    }

    fn notes(&mut self, raw: &RawSpec, body: &BodySpec) -> NotesSpec {
        let places = [("end", NotePlace::End), ("text", NotePlace::Text), ("foot", NotePlace::Foot)];
        let notes = &raw.notes;
        let range = (Length::pt(5.0), body.size.times(1.2));
        // A point and a half below the text, but never below what survives a photocopier.
        let smaller = (body.size - Length::pt(1.5)).max(Length::pt(8.0)).min(body.size);
        let size = self.length(&notes.size, "notes.size", range, smaller);
        let range = (size.times(0.9), size * 3);
        let numbering = [("continue", false), ("restart", true)];
        NotesSpec {
            place: self.choice(&notes.place, "notes.place", &places, NotePlace::End),
            translator_apart: self.choice(
                &notes.translator,
                "notes.translator",
                &[("apart", true), ("together", false)],
                true,
            ),
            restart: self.choice(&notes.numbering, "notes.numbering", &numbering, false),
            size,
            leading: self.length(&notes.leading, "notes.leading", range, size.times(1.2)),
            back_references: notes.back_references.as_ref().is_none_or(|f| f.value),
            pages: notes.pages.as_ref().is_some_and(|f| f.value),
        }
    }

    fn contents(&mut self, raw: &RawContents, tongue: Tongue) -> ContentsSpec {
        let places = [("front", ContentsPlace::Front), ("end", ContentsPlace::End)];
        let usual = if tongue.is_french() { "Sommaire" } else { "Contents" };
        let title = raw.title.as_ref().map_or_else(
            || Words { text: usual.to_string(), span: Span::default() },
            |t| tongue.words(&Words { text: t.value.clone(), span: t.span }),
        );
        let mut depth = 2;
        if let Some(typed) = &raw.depth {
            if (1..=6).contains(&typed.value) {
                depth = typed.value as u8;
            } else {
                let (key, value) = ("contents.depth".to_string(), typed.value.to_string());
                let fault = Fault::OutOfRange { key, value, least: "1".to_string(), most: "6".to_string() };
                self.fault(typed.span, fault);
            }
        }
        ContentsSpec { title, depth, place: self.choice(&raw.place, "contents.place", &places, ContentsPlace::Front) }
    }

    /// Codes of findings, each of which must exist.
    fn codes(&mut self, typed: &RawList) -> Vec<String> {
        let mut codes = Vec::new();
        for code in typed.iter().flatten() {
            let known = Fault::CODES.iter().map(|(code, _)| *code);
            if known.clone().any(|known| known == code.value) {
                codes.push(code.value.clone());
            } else {
                let near = Nearest(nearest(&code.value, known));
                self.fault(code.span, Fault::UnknownCode { code: code.value.clone(), nearest: near });
            }
        }
        codes
    }

    fn pictures(&mut self, raw: &RawSpec) -> PicturesSpec {
        let typed = &raw.pictures;
        let unasked = PictureWay { mode: PictureMode::Halftone, asked: false, levels: false, sharpen: 0 };
        let way = self.picture_way((&typed.mode, &typed.levels, &typed.sharpen), "pictures", unasked);
        let own = typed.own.iter().map(|(name, own)| {
            let key = format!("picture.\"{}\"", name.value);
            (name.value.clone(), self.picture_way((&own.mode, &own.levels, &own.sharpen), &key, way))
        });
        let own = own.collect();
        let shapes = typed.own.iter().map(|(name, own)| (name.value.clone(), self.picture_shape(own, &name.value)));
        let shapes = shapes.collect();
        PicturesSpec {
            way,
            own,
            shapes,
            grey_reading: self.choice(&typed.reading, "pictures.reading", &[("as-is", false), ("grey", true)], false),
            // What survives two copies, by measure.
            screen: self.number_of(&typed.screen, "pictures.screen", (20, 200), 71),
            dpi: self.number_of(&typed.dpi, "pictures.dpi", (72, 4800), 600),
            copies: self.number_of(&typed.copies, "pictures.copies", (0, 9), 2),
        }
    }

    /// What is made of pictures, or of one of them; what isn't said is as in `usual`.
    fn picture_way(
        &mut self,
        (mode, levels, sharpen): (&RawText, &RawFlag, &RawNumber),
        key: &str,
        usual: PictureWay,
    ) -> PictureWay {
        let modes = [
            ("halftone", PictureMode::Halftone),
            ("threshold", PictureMode::Threshold),
            ("grey", PictureMode::Grey),
            ("as-is", PictureMode::AsIs),
        ];
        PictureWay {
            mode: self.choice(mode, &format!("{key}.mode"), &modes, usual.mode),
            asked: usual.asked || mode.is_some(),
            levels: levels.as_ref().map_or(usual.levels, |flag| flag.value),
            sharpen: self.number_of(sharpen, &format!("{key}.sharpen"), (0, 300), usual.sharpen),
        }
    }

    /// How large a picture stands, and what is seen of it.
    fn picture_shape(&mut self, raw: &RawPicture, name: &str) -> PictureShape {
        let range = (Length::mm(5.0), Length::mm(2000.0));
        let usual = Length::mm(100.0);
        let width = self.length(&raw.width, &format!("picture.\"{name}\".width"), range, usual);
        let crop = raw.crop.as_ref().and_then(|typed| {
            let ratio = ratio(&typed.value);
            if ratio.is_none() {
                self.fault(typed.span, Fault::NotRatio { value: typed.value.clone() });
            }
            ratio
        });
        let places = [("column", PicturePlace::Column), ("page", PicturePlace::Page), ("spread", PicturePlace::Spread)];
        PictureShape {
            width: raw.width.is_some().then_some(width),
            crop,
            focus: self.focus(&raw.focus),
            place: self.choice(&raw.place, &format!("picture.\"{name}\".place"), &places, PicturePlace::Column),
        }
    }

    /// `["50%", "30%"]`: from the left, and from the top.
    fn focus(&mut self, typed: &RawList) -> (u32, u32) {
        let Some(typed) = typed else { return (50, 50) };
        let share = |typed: &Placed<String>| {
            let share: u32 = typed.value.trim().strip_suffix('%')?.trim_end().parse().ok()?;
            (share <= 100).then_some(share)
        };
        if let [Some(left), Some(top)] = typed.iter().map(share).collect::<Vec<_>>()[..] {
            return (left, top);
        }
        let value = typed.iter().map(|t| t.value.clone()).collect::<Vec<_>>().join(", ");
        self.fault(typed.first().map(|first| first.span).unwrap_or_default(), Fault::NotFocus { value });
        (50, 50)
    }

    /// A number within limits, or what it is usually.
    fn number_of(&mut self, typed: &RawNumber, key: &str, limits: (i64, i64), usual: u32) -> u32 {
        let Some(typed) = typed else { return usual };
        let faults = self.diagnostics.len();
        let value = self.count(typed, key, limits);
        if self.diagnostics.len() > faults { usual } else { value as u32 }
    }

    fn cover(&mut self, raw: &RawCover, picture: Option<(ImageId, (u32, u32))>, tongue: Tongue) -> CoverSpec {
        let styles = [
            ("plain", CoverStyle::Plain),
            ("picture", CoverStyle::Plain),
            ("full", CoverStyle::Full),
            ("block", CoverStyle::Block),
        ];
        let lines = |typed: &RawText, separator: &str| -> Vec<Words> {
            let Some(typed) = typed else { return Vec::new() };
            let parts = typed.value.split(separator).map(str::trim).filter(|p| !p.is_empty());
            let words = |p: &str| Words { text: p.split_whitespace().collect::<Vec<_>>().join(" "), span: typed.span };
            parts.map(|p| tongue.words(&words(p))).collect()
        };
        CoverSpec {
            style: self.choice(&raw.style, "cover.style", &styles, CoverStyle::Plain),
            picture: picture.map(|(id, _)| id),
            pixels: picture.map_or((1, 1), |(_, pixels)| pixels),
            title_page: raw.title_page.as_ref().is_some_and(|f| f.value),
            back: lines(&raw.back, "\n\n"),
            colophon: colophon(&raw.colophon, tongue),
            publisher: lines(&raw.publisher, "\n").into_iter().next(),
            separate: raw.separate.as_ref().is_some_and(|f| f.value),
        }
    }

    /// `[french]`: every rule is on unless it is switched off.
    fn french(&mut self, raw: &RawFrench) -> FrenchSpec {
        let profiles = [
            ("fr-zine", Some("fr")),
            ("fr", Some("fr")),
            ("fr-FR", Some("fr")),
            ("fr-BE", Some("fr-BE")),
            ("fr-CH", Some("fr-CH")),
            ("fr-CA", Some("fr-CA")),
        ];
        let on = |typed: &RawFlag| typed.as_ref().is_none_or(|f| f.value);
        FrenchSpec {
            profile: self.choice(&raw.profile, "french.profile", &profiles, None).map(str::to_string),
            ligatures: on(&raw.ligatures),
            capitals: on(&raw.capitals),
            ordinals: on(&raw.ordinals),
            typed_dashes: on(&raw.typed_dashes),
            curly_quotes: on(&raw.curly_quotes),
            etc: on(&raw.etc),
            suspension: on(&raw.suspension),
            elision: on(&raw.elision),
            superiors: on(&raw.superiors),
            centuries: on(&raw.centuries),
        }
    }

    /// A list of two lengths, the smaller first.
    fn limits(&mut self, typed: &RawList, key: &str) -> Option<(Length, Length)> {
        let typed = typed.as_ref()?;
        let range = (Length::pt(4.0), Length::pt(72.0));
        let mut lengths = Vec::new();
        for value in typed {
            lengths.push(self.length(&Some(value.clone()), key, range, Length::pt(4.0)));
        }
        match lengths[..] {
            [least, most] if least <= most => Some((least, most)),
            _ => {
                let span = typed.first().map(|t| t.span).unwrap_or_default();
                self.fault(span, Fault::NotLimits { key: key.to_string() });
                None
            }
        }
    }

    fn fit(&mut self, typed: &Placed<i64>) -> Option<Placed<usize>> {
        let value = self.count(typed, "fit.pages", (1, 2000));
        (value > 0).then_some(Placed { value, span: typed.span })
    }

    /// A whole number; 0 for one out of its range, which is said.
    fn count(&mut self, typed: &Placed<i64>, key: &str, (least, most): (i64, i64)) -> usize {
        if (least..=most).contains(&typed.value) {
            return typed.value as usize;
        }
        let fault = Fault::OutOfRange {
            key: key.to_string(),
            value: typed.value.to_string(),
            least: least.to_string(),
            most: most.to_string(),
        };
        self.fault(typed.span, fault);
        0
    }
}

/// `3:2`: two whole numbers.
fn ratio(typed: &str) -> Option<(u32, u32)> {
    let (wide, high) = typed.split_once(':')?;
    let side = |typed: &str| typed.trim().parse::<u32>().ok().filter(|side| (1..=1000).contains(side));
    Some((side(wide)?, side(high)?))
}

/// The lines of a colophon; an empty one parts two groups.
fn colophon(typed: &RawText, tongue: Tongue) -> Vec<Words> {
    let Some(typed) = typed else { return Vec::new() };
    let line = |line: &str| tongue.words(&Words { text: line.trim().to_string(), span: typed.span });
    typed.value.trim().lines().map(line).collect()
}
