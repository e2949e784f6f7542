//! Pictures to pixels, for back-ends that can't carry the file as it is.

use crate::image::Picture;
use image::{DynamicImage, ImageReader, Limits, RgbImage};
use std::io::Cursor;

/// Decodes a picture; a broken one gives a grey field, since its fault was reported when it was read.
pub(super) fn decode(picture: &Picture) -> DynamicImage {
    let mut limits = Limits::default();
    // The largest picture that is read has 200 megapixels, of four bytes.
    limits.max_alloc = Some(1 << 30);
    let reader = ImageReader::new(Cursor::new(picture.bytes.as_slice())).with_guessed_format();
    let decoded = reader.map_err(|_| ()).and_then(|mut r| {
        r.limits(limits);
        r.decode().map_err(|_| ())
    });
    decoded.map(on_white).unwrap_or_else(|()| DynamicImage::ImageRgb8(RgbImage::from_pixel(1, 1, image::Rgb([128; 3]))))
}

/// Paper is white: what is transparent shows it.
fn on_white(decoded: DynamicImage) -> DynamicImage {
    if !decoded.color().has_alpha() {
        return decoded;
    }
    let grey = !decoded.color().has_color();
    let mut flat = decoded.to_rgba8();
    for pixel in flat.pixels_mut() {
        let alpha = u32::from(pixel.0[3]);
        for value in &mut pixel.0[..3] {
            *value = ((u32::from(*value) * alpha + 255 * (255 - alpha) + 127) / 255) as u8;
        }
        pixel.0[3] = 255;
    }
    let flat = DynamicImage::ImageRgba8(flat);
    if grey { DynamicImage::ImageLuma8(flat.to_luma8()) } else { DynamicImage::ImageRgb8(flat.to_rgb8()) }
}
