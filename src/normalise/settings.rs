//! Resolves the settings of a brochure: parses lengths, checks choices, finds font families and fills in defaults.
//!
//! docs/brochure.md lists the settings with their defaults.

mod cover;
mod fit;
mod fonts;
mod page;
mod pictures;
mod resolver;

use super::language::Language;
use crate::diagnostic::{Fault, Nearest, Placed, Span, Warned, nearest};
use crate::font::FontBook;
use crate::manuscript::{FoundPicture, Words};
use crate::spec::{ContentsPlace, ContentsSpec, FrenchSpec, RawContents, RawFrench, RawSpec, RawText, Spec, Titles};
use resolver::{Resolver, is_on};

/// The language of a brochure that specifies none.
const DEFAULT_LANGUAGE: &str = "fr";
/// The default depth of the table of contents, as a heading level. Level 2 covers the texts and their sections.
const CONTENTS_DEPTH: u8 = 2;
/// The minimum measure at which text is justified by default, in ems. A narrower measure holds only about seven words per line,
/// which is too few for good justification.
const MIN_JUSTIFIED_EMS: i64 = 19;

/// Resolves the settings of a brochure. An invalid setting is replaced by its default, so that the rest can still be checked.
pub fn spec(raw: &RawSpec, fonts: &FontBook, cover_picture: Option<FoundPicture>) -> Warned<Spec> {
    let mut resolver = Resolver::default();
    let language_tag = resolver.language(&raw.language).unwrap_or_else(|| DEFAULT_LANGUAGE.to_string());
    let mut body = page::body(&mut resolver, raw);
    let page = page::page(&mut resolver, raw);
    if raw.text.align.is_none() && page.measure() < body.size * MIN_JUSTIFIED_EMS {
        body.justified = false;
    }
    let french = french(&mut resolver, &raw.french);
    let language = Language { tag: &language_tag, french: &french };
    let words = |text: &RawText| text.as_ref().map(|typed| corrected(typed, language));
    let titles = Titles {
        title: words(&raw.title).unwrap_or_default(),
        subtitle: words(&raw.subtitle),
        author: words(&raw.author),
        translator: words(&raw.translator),
        date: words(&raw.date),
    };
    let running = [("auto", None), ("yes", Some(true)), ("no", Some(false))];
    let spec = Spec {
        title: titles,
        page,
        faces: fonts::faces(&mut resolver, raw, fonts),
        notes: page::notes(&mut resolver, &raw.notes, &body),
        body,
        print_links: resolver.choice(&raw.links_print, "links.print", &[("text", false), ("note", true)], false),
        hyphenation_exceptions: raw.hyphenation_exceptions.iter().flatten().map(|word| word.value.clone()).collect(),
        allowed: codes(&mut resolver, raw),
        keep_going: false,
        contents: raw.contents.as_ref().map(|typed| contents(&mut resolver, typed, language)),
        running_heads: resolver.choice(&raw.heads_running, "heads.running", &running, None),
        folios: is_on(&raw.heads_folios),
        pictures: pictures::pictures(&mut resolver, &raw.pictures),
        cover: raw.cover.as_ref().map(|typed| cover::cover(&mut resolver, typed, cover_picture, language)),
        fit: fit::fit(&mut resolver, raw),
        french: french.clone(),
        language: language_tag.clone(),
    };
    Warned::new(spec, resolver.diagnostics)
}

/// Returns words from brochure.toml with their typography corrected.
fn corrected(typed: &Placed<String>, language: Language) -> Words {
    language.corrected(&Words { text: typed.value.clone(), span: typed.span })
}

fn contents(resolver: &mut Resolver, raw: &RawContents, language: Language) -> ContentsSpec {
    let places = [("front", ContentsPlace::Front), ("end", ContentsPlace::End)];
    let default = if language.is_french() { "Sommaire" } else { "Contents" };
    let default = || Words { text: default.to_string(), span: Span::default() };
    ContentsSpec {
        title: raw.title.as_ref().map_or_else(default, |typed| corrected(typed, language)),
        depth: resolver.number(&raw.depth, "contents.depth", 1..=6).map_or(CONTENTS_DEPTH, |depth| depth as u8),
        place: resolver.choice(&raw.place, "contents.place", &places, ContentsPlace::Front),
    }
}

/// Returns the diagnostic codes listed in `[check] allow`. Unknown codes are reported and left out.
fn codes(resolver: &mut Resolver, raw: &RawSpec) -> Vec<String> {
    let mut codes = Vec::new();
    for typed in raw.check_allow.iter().flatten() {
        let known = Fault::CODES.iter().map(|(code, _)| *code);
        if known.clone().any(|code| code == typed.value) {
            codes.push(typed.value.clone());
        } else {
            let near = Nearest(nearest(&typed.value, known));
            resolver.fault(typed.span, Fault::UnknownCode { code: typed.value.clone(), nearest: near });
        }
    }
    codes
}

/// Resolves `[french]`. Every rule is on unless it is switched off.
fn french(resolver: &mut Resolver, raw: &RawFrench) -> FrenchSpec {
    let profiles = [
        ("fr-zine", Some("fr")),
        ("fr", Some("fr")),
        ("fr-FR", Some("fr")),
        ("fr-BE", Some("fr-BE")),
        ("fr-CH", Some("fr-CH")),
        ("fr-CA", Some("fr-CA")),
    ];
    FrenchSpec {
        profile: resolver.choice(&raw.profile, "french.profile", &profiles, None).map(str::to_string),
        ligatures: is_on(&raw.ligatures),
        capitals: is_on(&raw.capitals),
        ordinals: is_on(&raw.ordinals),
        typed_dashes: is_on(&raw.typed_dashes),
        curly_quotes: is_on(&raw.curly_quotes),
        etc: is_on(&raw.etc),
        suspension: is_on(&raw.suspension),
        elision: is_on(&raw.elision),
        superiors: is_on(&raw.superiors),
        centuries: is_on(&raw.centuries),
    }
}
