//! Resolves the settings of `[pictures]` and of each `[picture."NAME"]`.

use super::resolver::Resolver;
use crate::diagnostic::{Fault, Placed};
use crate::spec::{
    PictureMode, PicturePlace, PictureShape, PictureTreatment, PicturesSpec, RawFlag, RawList, RawNumber, RawPicture,
    RawPictures, RawText,
};
use crate::unit::Length;
use std::ops::RangeInclusive;

/// The default screen ruling, in lines per inch: the finest that survives two photocopies, according to measurements.
const DEFAULT_SCREEN: u32 = 71;
/// The screen rulings that printers can print, in lines per inch.
const SCREENS: RangeInclusive<i64> = 20..=200;
/// The default resolution, in dots per inch: that of most office printers.
const DEFAULT_DPI: u32 = 600;
/// The resolutions of printers and imagesetters, in dots per inch.
const DPIS: RangeInclusive<i64> = 72..=4800;
/// The number of times that a brochure is copied, each time from the previous copy: the default, and the maximum at which
/// pictures are still recognisable.
const DEFAULT_COPIES: u32 = 2;
const MAX_COPIES: i64 = 9;
/// The strongest sharpening, in per cent. Stronger sharpening shows only edges.
const MAX_SHARPENING: i64 = 300;
/// The limits of picture widths, in millimetres: from the smallest picture that shows anything to the largest page.
const WIDTHS_MM: (f64, f64) = (5.0, 2000.0);
/// The largest number allowed in the ratio of a crop.
const MAX_RATIO: u32 = 1000;
/// The default focus of a crop, in per cent: the centre of the picture.
const DEFAULT_FOCUS: (u32, u32) = (50, 50);

/// Resolves `[pictures]` and all `[picture."NAME"]` tables.
pub(super) fn pictures(resolver: &mut Resolver, raw: &RawPictures) -> PicturesSpec {
    let typed = RawTreatment { mode: &raw.mode, levels: &raw.levels, sharpen: &raw.sharpen };
    let default = PictureTreatment { mode: PictureMode::Halftone, mode_is_explicit: false, levels: false, sharpen: 0 };
    let default = treatment(resolver, typed, "pictures", default);
    let treatments = raw.per_picture.iter().map(|(name, raw)| {
        let typed = RawTreatment { mode: &raw.mode, levels: &raw.levels, sharpen: &raw.sharpen };
        (name.value.clone(), treatment(resolver, typed, &table_name(&name.value), default))
    });
    let treatments = treatments.collect();
    let shapes = raw.per_picture.iter().map(|(name, raw)| (name.value.clone(), shape(resolver, raw, &name.value)));
    let shapes = shapes.collect();
    let readings = [("as-is", false), ("grey", true)];
    let grey_reading = resolver.choice(&raw.reading, "pictures.reading", &readings, false);
    let mut number = |typed, key, limits, default| resolver.number(typed, key, limits).map_or(default, |n| n as u32);
    let (screen, dpi, copies) = (&raw.screen, &raw.dpi, &raw.copies);
    PicturesSpec {
        treatment: default,
        treatments,
        shapes,
        screen: number(screen, "pictures.screen", SCREENS, DEFAULT_SCREEN),
        dpi: number(dpi, "pictures.dpi", DPIS, DEFAULT_DPI),
        copies: number(copies, "pictures.copies", 0..=MAX_COPIES, DEFAULT_COPIES),
        grey_reading,
    }
}

/// Returns the name of a picture's table, as messages show it.
fn table_name(picture: &str) -> String {
    format!("picture.\"{picture}\"")
}

/// The treatment of all pictures or of one picture, as written in brochure.toml.
struct RawTreatment<'r> {
    mode: &'r RawText,
    levels: &'r RawFlag,
    sharpen: &'r RawNumber,
}

/// Resolves the treatment of all pictures or of one picture. Missing settings are taken from `default`.
fn treatment(resolver: &mut Resolver, raw: RawTreatment, table: &str, default: PictureTreatment) -> PictureTreatment {
    let modes = [
        ("halftone", PictureMode::Halftone),
        ("threshold", PictureMode::Threshold),
        ("grey", PictureMode::Grey),
        ("as-is", PictureMode::AsIs),
    ];
    let sharpen_key = format!("{table}.sharpen");
    PictureTreatment {
        mode: resolver.choice(raw.mode, &format!("{table}.mode"), &modes, default.mode),
        mode_is_explicit: default.mode_is_explicit || raw.mode.is_some(),
        levels: raw.levels.as_ref().map_or(default.levels, |flag| flag.value),
        sharpen: resolver
            .number(raw.sharpen, &sharpen_key, 0..=MAX_SHARPENING)
            .map_or(default.sharpen, |percent| percent as u32),
    }
}

/// Resolves the size, the crop and the position of one picture.
fn shape(resolver: &mut Resolver, raw: &RawPicture, name: &str) -> PictureShape {
    let table = table_name(name);
    let widths = Length::mm(WIDTHS_MM.0)..=Length::mm(WIDTHS_MM.1);
    let width = resolver.length(&raw.width, &format!("{table}.width"), widths, Length::mm(FALLBACK_WIDTH_MM));
    let places = [("column", PicturePlace::Column), ("page", PicturePlace::Page), ("spread", PicturePlace::Spread)];
    PictureShape {
        width: raw.width.is_some().then_some(width),
        crop: raw.crop.as_ref().and_then(|typed| crop(resolver, typed)),
        focus: focus(resolver, &raw.focus),
        place: resolver.choice(&raw.place, &format!("{table}.place"), &places, PicturePlace::Column),
    }
}

/// The width that replaces an invalid one, in millimetres, so that the other settings can still be checked.
const FALLBACK_WIDTH_MM: f64 = 100.0;

/// Parses a crop ratio of two whole numbers: `3:2`.
fn crop(resolver: &mut Resolver, typed: &Placed<String>) -> Option<(u32, u32)> {
    let side = |typed: &str| typed.trim().parse::<u32>().ok().filter(|side| (1..=MAX_RATIO).contains(side));
    let ratio = typed.value.split_once(':').and_then(|(width, height)| Some((side(width)?, side(height)?)));
    if ratio.is_none() {
        resolver.fault(typed.span, Fault::NotRatio { value: typed.value.clone() });
    }
    ratio
}

/// Parses a focus, measured from the left and from the top: `["50%", "30%"]`.
fn focus(resolver: &mut Resolver, typed: &RawList) -> (u32, u32) {
    let Some(typed) = typed else { return DEFAULT_FOCUS };
    let percent = |typed: &Placed<String>| {
        let percent: u32 = typed.value.trim().strip_suffix('%')?.trim_end().parse().ok()?;
        (percent <= 100).then_some(percent)
    };
    if let [Some(left), Some(top)] = typed.iter().map(percent).collect::<Vec<_>>()[..] {
        return (left, top);
    }
    let value = typed.iter().map(|typed| typed.value.clone()).collect::<Vec<_>>().join(", ");
    resolver.fault(typed.first().map(|first| first.span).unwrap_or_default(), Fault::NotFocus { value });
    DEFAULT_FOCUS
}
