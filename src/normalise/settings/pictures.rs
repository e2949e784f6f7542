//! The settings of `[pictures]` and of each `[picture."NAME"]`.

use super::resolver::Resolver;
use crate::diagnostic::{Fault, Placed};
use crate::spec::{
    PictureMode, PicturePlace, PictureShape, PictureTreatment, PicturesSpec, RawFlag, RawList, RawNumber, RawPicture,
    RawPictures, RawText,
};
use crate::unit::Length;
use std::ops::RangeInclusive;

/// The default screen ruling in lines per inch: the finest that survives two photocopies, by measurement.
const SCREEN: u32 = 71;
/// The screen rulings that printers can print, in lines per inch.
const SCREENS: RangeInclusive<i64> = 20..=200;
/// The default resolution: that of most office printers, in dots per inch.
const DPI: u32 = 600;
/// The resolutions of printers and imagesetters, in dots per inch.
const DPIS: RangeInclusive<i64> = 72..=4800;
/// The default number of copies from copies that a brochure goes through, and the most that still show a picture.
const COPIES: u32 = 2;
const MOST_COPIES: i64 = 9;
/// The strongest sharpening, in per cent: a stronger one shows only edges.
const MOST_SHARPENING: i64 = 300;
/// The widths of pictures, in millimetres: from the smallest that shows anything to the largest page.
const WIDTHS_MM: (f64, f64) = (5.0, 2000.0);
/// The greatest number in the ratio of a crop.
const MOST_RATIO: u32 = 1000;
/// The point that cropping keeps in the middle by default, in per cent.
const MIDDLE: (u32, u32) = (50, 50);

/// `[pictures]` and all `[picture."NAME"]`.
pub(super) fn pictures(resolver: &mut Resolver, raw: &RawPictures) -> PicturesSpec {
    let typed = RawTreatment { mode: &raw.mode, levels: &raw.levels, sharpen: &raw.sharpen };
    let default = PictureTreatment { mode: PictureMode::Halftone, mode_typed: false, levels: false, sharpen: 0 };
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
        screen: number(screen, "pictures.screen", SCREENS, SCREEN),
        dpi: number(dpi, "pictures.dpi", DPIS, DPI),
        copies: number(copies, "pictures.copies", 0..=MOST_COPIES, COPIES),
        grey_reading,
    }
}

/// The table of one picture, as messages show it.
fn table_name(picture: &str) -> String {
    format!("picture.\"{picture}\"")
}

/// The treatment of pictures, or of one, as it was typed.
struct RawTreatment<'r> {
    mode: &'r RawText,
    levels: &'r RawFlag,
    sharpen: &'r RawNumber,
}

/// The treatment of pictures, or of one; what isn't typed is as in `default`.
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
        mode_typed: default.mode_typed || raw.mode.is_some(),
        levels: raw.levels.as_ref().map_or(default.levels, |flag| flag.value),
        sharpen: resolver
            .number(raw.sharpen, &sharpen_key, 0..=MOST_SHARPENING)
            .map_or(default.sharpen, |percent| percent as u32),
    }
}

/// Size, crop and place of one picture.
fn shape(resolver: &mut Resolver, raw: &RawPicture, name: &str) -> PictureShape {
    let table = table_name(name);
    let widths = Length::mm(WIDTHS_MM.0)..=Length::mm(WIDTHS_MM.1);
    let width = resolver.length(&raw.width, &format!("{table}.width"), widths, Length::mm(DEFAULT_WIDTH_MM));
    let places = [("column", PicturePlace::Column), ("page", PicturePlace::Page), ("spread", PicturePlace::Spread)];
    PictureShape {
        width: raw.width.is_some().then_some(width),
        crop: raw.crop.as_ref().and_then(|typed| crop(resolver, typed)),
        focus: focus(resolver, &raw.focus),
        place: resolver.choice(&raw.place, &format!("{table}.place"), &places, PicturePlace::Column),
    }
}

/// The width of a picture whose typed width is at fault, so that the rest can be checked.
const DEFAULT_WIDTH_MM: f64 = 100.0;

/// `3:2`: two whole numbers.
fn crop(resolver: &mut Resolver, typed: &Placed<String>) -> Option<(u32, u32)> {
    let side = |typed: &str| typed.trim().parse::<u32>().ok().filter(|side| (1..=MOST_RATIO).contains(side));
    let ratio = typed.value.split_once(':').and_then(|(width, height)| Some((side(width)?, side(height)?)));
    if ratio.is_none() {
        resolver.fault(typed.span, Fault::NotRatio { value: typed.value.clone() });
    }
    ratio
}

/// `["50%", "30%"]`: from the left, and from the top.
fn focus(resolver: &mut Resolver, typed: &RawList) -> (u32, u32) {
    let Some(typed) = typed else { return MIDDLE };
    let percent = |typed: &Placed<String>| {
        let percent: u32 = typed.value.trim().strip_suffix('%')?.trim_end().parse().ok()?;
        (percent <= 100).then_some(percent)
    };
    if let [Some(left), Some(top)] = typed.iter().map(percent).collect::<Vec<_>>()[..] {
        return (left, top);
    }
    let value = typed.iter().map(|typed| typed.value.clone()).collect::<Vec<_>>().join(", ");
    resolver.fault(typed.first().map(|first| first.span).unwrap_or_default(), Fault::NotFocus { value });
    MIDDLE
}
