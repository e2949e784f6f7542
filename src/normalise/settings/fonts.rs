//! Resolves font families to the faces to try for each style, in order of preference.

use super::resolver::Resolver;
use crate::diagnostic::{Fault, Nearest, Placed, nearest};
use crate::font::{FaceId, FontBook, Variant};
use crate::spec::{Faces, FamilySpec, RawSpec, RawText};
use std::collections::BTreeSet;

/// The families of a brochure that specifies none. Both are built in.
const DEFAULT_TEXT: &str = "Libertinus Serif";
const DEFAULT_CODE: &str = "DejaVu Sans Mono";

/// Resolves the font families of text, headings and code.
pub(super) fn faces(resolver: &mut Resolver, raw: &RawSpec, fonts: &FontBook) -> Faces {
    let text = family(resolver, &raw.text.family, DEFAULT_TEXT, fonts);
    let listed = raw.text.fallback.iter().flatten();
    let fallbacks: Vec<&str> =
        listed.filter(|typed| is_known(resolver, typed, fonts)).map(|typed| typed.value.as_str()).collect();
    let headings = match &raw.headings.family {
        Some(_) => family(resolver, &raw.headings.family, DEFAULT_TEXT, fonts),
        None => text,
    };
    let code = family(resolver, &raw.headings.code_family, DEFAULT_CODE, fonts);
    let chains = |name| chains(name, &fallbacks, fonts);
    Faces { body: chains(text), headings: chains(headings), code: chains(code) }
}

/// Returns the family as typed, or the default if none was typed or the family isn't found.
fn family<'n>(resolver: &mut Resolver, typed: &'n RawText, default: &'n str, fonts: &FontBook) -> &'n str {
    let known = typed.as_ref().filter(|typed| is_known(resolver, typed, fonts));
    known.map_or(default, |typed| typed.value.as_str())
}

/// Whether a family is found. A missing family is reported.
fn is_known(resolver: &mut Resolver, typed: &Placed<String>, fonts: &FontBook) -> bool {
    let found = fonts.has(&typed.value);
    if !found {
        let near = Nearest(nearest(&typed.value, fonts.families()));
        resolver.fault(typed.span, Fault::UnknownFamily { family: typed.value.clone(), nearest: near });
    }
    found
}

/// Returns a family with the faces to try for each style: those of the family itself, then those of the brochure's fallbacks,
/// then those of the built-in families, and finally symbols and emoji.
fn chains(name: &str, fallbacks: &[&str], fonts: &FontBook) -> FamilySpec {
    let names: Vec<&str> = [name].iter().chain(fallbacks).chain(&[DEFAULT_TEXT, DEFAULT_CODE]).copied().collect();
    let chain = |bold, italic| {
        let styled = names.iter().filter_map(|name| fonts.find(name, Variant { bold, italic }));
        // An upright glyph is better than a missing one.
        let upright = names.iter().filter_map(|name| fonts.find(name, Variant { bold, italic: false }));
        let mut seen = BTreeSet::new();
        let known = styled.chain(upright).chain(fonts.last_resorts());
        known.filter(|face| seen.insert(*face)).collect::<Vec<FaceId>>()
    };
    let chains = [chain(false, false), chain(false, true), chain(true, false), chain(true, true)];
    FamilySpec { name: name.to_string(), chains }
}
