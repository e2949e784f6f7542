//! Converts the colours of pictures with ICC profiles to sRGB.

use image::{DynamicImage, RgbaImage};
use moxcms::{ColorProfile, DataColorSpace, Layout, ToneReprCurve, TransformOptions, Xyzd};

/// Converts a picture to sRGB from the colour space that its profile describes. A profile is ignored if it is damaged,
/// or if its colour space is not RGB.
pub(super) fn to_srgb(decoded: DynamicImage, profile: &[u8]) -> DynamicImage {
    let Ok(profile) = ColorProfile::new_from_slice(profile) else { return decoded };
    let srgb = ColorProfile::new_srgb();
    if profile.color_space != DataColorSpace::Rgb || !decoded.color().has_color() || is_srgb(&profile, &srgb) {
        return decoded;
    }
    let options = TransformOptions::default();
    let Ok(transform) = profile.create_transform_8bit(Layout::Rgba, &srgb, Layout::Rgba, options) else {
        return decoded;
    };
    let pixels = decoded.to_rgba8();
    let mut converted = vec![0; pixels.as_raw().len()];
    if transform.transform(pixels.as_raw(), &mut converted).is_err() {
        return decoded;
    }
    RgbaImage::from_raw(pixels.width(), pixels.height(), converted).map_or(decoded, DynamicImage::ImageRgba8)
}

/// Whether a profile has the primaries of sRGB and a similar curve. This is true of most profiles in pictures, and the
/// colours of these pictures are left unchanged.
fn is_srgb(profile: &ColorProfile, srgb: &ColorProfile) -> bool {
    // Profiles round their primaries differently, to within a few thousandths.
    let near = |one: Xyzd, other: Xyzd| {
        (one.x - other.x).abs() < 0.002 && (one.y - other.y).abs() < 0.002 && (one.z - other.z).abs() < 0.002
    };
    let has_curve = match &profile.red_trc {
        Some(ToneReprCurve::Parametric(values)) => values.first().is_some_and(|power| (power - 2.4).abs() < 0.01),
        // Hewlett-Packard's sRGB profile has the curve as a table. At half of the maximum value,
        // sRGB has 0.2140 of the maximum light.
        Some(ToneReprCurve::Lut(table)) if table.len() > 255 => {
            let middle = f64::from(table[table.len() / 2]) / 65_535.0;
            (middle - 0.2140).abs() < 0.004
        }
        Some(ToneReprCurve::Lut(_)) | None => false,
    };
    has_curve
        && near(profile.red_colorant, srgb.red_colorant)
        && near(profile.green_colorant, srgb.green_colorant)
        && near(profile.blue_colorant, srgb.blue_colorant)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Rgb, RgbImage};

    fn converted(profile: &ColorProfile, colour: [u8; 3]) -> [u8; 3] {
        let picture = DynamicImage::ImageRgb8(RgbImage::from_pixel(2, 2, Rgb(colour)));
        to_srgb(picture, &profile.encode().unwrap()).to_rgb8().get_pixel(1, 1).0
    }

    #[test]
    fn srgb_colours_are_unchanged() {
        assert_eq!(converted(&ColorProfile::new_srgb(), [200, 90, 17]), [200, 90, 17]);
    }

    #[test]
    fn colours_of_a_wider_gamut_become_more_saturated() {
        let [red, green, blue] = converted(&ColorProfile::new_display_p3(), [200, 90, 60]);
        assert!(red > 205 && green < 90 && blue < 60, "{red} {green} {blue}");
    }

    #[test]
    fn a_damaged_profile_is_ignored() {
        let picture = DynamicImage::ImageRgb8(RgbImage::from_pixel(1, 1, Rgb([1, 2, 3])));
        assert_eq!(to_srgb(picture, b"no profile").to_rgb8().get_pixel(0, 0).0, [1, 2, 3]);
    }
}
