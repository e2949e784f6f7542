//! Colours of other profiles in those of sRGB.
//!
//! The colour library turns the corners of a grid, and what lies between them is interpolated here: twelve megapixels take
//! a tenth of a second, and the library need not be fast.

use image::{DynamicImage, RgbaImage};
use moxcms::{ColorProfile, DataColorSpace, Layout, ToneReprCurve, TransformOptions};

/// Corners of the grid along each colour.
const CORNERS: usize = 33;
/// The colours of a grid, and one further, so that each corner has a next one.
type Grid = Vec<[u16; 3]>;

/// A picture whose colours are meant by a profile, in those of sRGB. Profiles for other than red, green and blue, and
/// damaged ones, are passed over.
pub(super) fn to_srgb(decoded: DynamicImage, profile: &[u8]) -> DynamicImage {
    let Ok(from) = ColorProfile::new_from_slice(profile) else { return decoded };
    let srgb = ColorProfile::new_srgb();
    if from.color_space != DataColorSpace::Rgb || !decoded.color().has_color() || is_srgb(&from, &srgb) {
        return decoded;
    }
    let Some(grid) = grid(&from, &srgb) else { return decoded };
    let mut pixels = decoded.into_rgba8();
    turn(&mut pixels, &grid);
    DynamicImage::ImageRgba8(pixels)
}

/// Whether a profile has the primaries of sRGB and a curve like it: most files that bring a profile bring this one.
fn is_srgb(profile: &ColorProfile, srgb: &ColorProfile) -> bool {
    let near = |one: moxcms::Xyzd, other: moxcms::Xyzd| {
        (one.x - other.x).abs() < 0.002 && (one.y - other.y).abs() < 0.002 && (one.z - other.z).abs() < 0.002
    };
    let curve = match &profile.red_trc {
        Some(ToneReprCurve::Parametric(values)) => values.first().is_some_and(|power| (power - 2.4).abs() < 0.01),
        // The sRGB profile of Hewlett-Packard has its curve as a table: half of it is a fifth of the light.
        Some(ToneReprCurve::Lut(table)) if table.len() > 255 => {
            let middle = f64::from(table[table.len() / 2]) / 65_535.0;
            (middle - 0.2140).abs() < 0.004
        }
        Some(ToneReprCurve::Lut(_)) | None => false,
    };
    curve
        && near(profile.red_colorant, srgb.red_colorant)
        && near(profile.green_colorant, srgb.green_colorant)
        && near(profile.blue_colorant, srgb.blue_colorant)
}

/// The corners of the grid in sRGB, red slowest, in 256ths of a step.
fn grid(from: &ColorProfile, srgb: &ColorProfile) -> Option<Grid> {
    let transform = from.create_transform_8bit(Layout::Rgb, srgb, Layout::Rgb, TransformOptions::default()).ok()?;
    let value = |corner: usize| (corner.min(CORNERS - 1) * 255 / (CORNERS - 1)) as u8;
    let corners = 0..=CORNERS;
    let colours = corners.clone().flat_map(|r| {
        let corners = corners.clone();
        corners.clone().flat_map(move |g| corners.clone().map(move |b| [value(r), value(g), value(b)]))
    });
    let typed: Vec<u8> = colours.flatten().collect();
    let mut turned = vec![0; typed.len()];
    transform.transform(&typed, &mut turned).ok()?;
    Some(turned.chunks_exact(3).map(|c| [c[0], c[1], c[2]].map(|value| u16::from(value) << 7)).collect())
}

/// Interpolates every pixel between the eight corners around it.
fn turn(pixels: &mut RgbaImage, grid: &Grid) {
    const WIDE: usize = CORNERS + 1;
    // Where corners stand isn't evenly spaced, by the rounding to whole values: the last one not above a value is found.
    let places: Vec<(usize, u32)> = (0..256)
        .map(|value| {
            let at = |corner: usize| corner * 255 / (CORNERS - 1);
            let corner = (0..CORNERS).rev().find(|c| at(*c) <= value).unwrap_or(0);
            let step = if corner + 1 < CORNERS { at(corner + 1) - at(corner) } else { 1 };
            (corner, ((value - at(corner)) * 256 / step) as u32)
        })
        .collect();
    for pixel in pixels.pixels_mut() {
        let [(r, dr), (g, dg), (b, db)] =
            [places[usize::from(pixel.0[0])], places[usize::from(pixel.0[1])], places[usize::from(pixel.0[2])]];
        let corner = (r * WIDE + g) * WIDE + b;
        let mix = |one: u32, other: u32, share: u32| (one * (256 - share) + other * share) >> 8;
        for (channel, own) in pixel.0.iter_mut().take(3).enumerate() {
            let at = |offset: usize| u32::from(grid[corner + offset][channel]);
            let edge = |offset: usize| mix(at(offset), at(offset + 1), db);
            let side = |offset: usize| mix(edge(offset), edge(offset + WIDE), dg);
            let value = mix(side(0), side(WIDE * WIDE), dr);
            *own = ((value + 64) >> 7).min(255) as u8;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_between_the_corners_are_those_of_the_library() {
        let (from, srgb) = (ColorProfile::new_display_p3(), ColorProfile::new_srgb());
        let grid = grid(&from, &srgb).unwrap();
        let colours: Vec<u8> = (0..3000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        let transform =
            from.create_transform_8bit(Layout::Rgb, &srgb, Layout::Rgb, TransformOptions::default()).unwrap();
        let mut wanted = vec![0; colours.len()];
        transform.transform(&colours, &mut wanted).unwrap();
        let rgba = colours.chunks_exact(3).flat_map(|c| [c[0], c[1], c[2], 255]).collect();
        let mut pixels = RgbaImage::from_raw(1000, 1, rgba).unwrap();
        turn(&mut pixels, &grid);
        let mut off: Vec<u8> = Vec::new();
        for (pixel, wanted) in pixels.pixels().zip(wanted.chunks_exact(3)) {
            off.extend(pixel.0.iter().zip(wanted).map(|(one, other)| one.abs_diff(*other)));
        }
        let mean = off.iter().map(|o| f64::from(*o)).sum::<f64>() / off.len() as f64;
        let most = off.iter().max();
        assert!(mean < 0.7 && most < Some(&24), "{mean} {most:?}");
    }
}
