//! Pictures as files that browsers show, without hidden data.

use super::decode;
use super::encode::{jpeg_file, png_file};
use super::picture::{Coding, Picture};
use std::borrow::Cow;

/// A file that browsers show.
pub struct WebFile<'p> {
    /// The media type, such as `image/png`.
    pub kind: &'static str,
    /// The bytes.
    pub bytes: Cow<'p, [u8]>,
}

/// Returns a picture as a file that browsers show. Its rows are those of [`Picture::bytes`], unless only a part of the picture is
/// shown: then it is upright. Drawings become pixels.
pub fn web_file(picture: &Picture) -> WebFile<'_> {
    let kind = match picture.coding {
        Coding::Jpeg => "image/jpeg",
        Coding::Decoded if picture.bytes.starts_with(b"RIFF") => "image/webp",
        Coding::PlainPng | Coding::Decoded | Coding::Svg => "image/png",
    };
    if picture.window.is_none() && picture.coding != Coding::Svg {
        return WebFile { kind, bytes: Cow::Borrowed(&picture.bytes) };
    }
    let pixels = decode::decode_or_grey(picture);
    match picture.coding {
        Coding::Jpeg => WebFile { kind, bytes: Cow::Owned(jpeg_file(&pixels)) },
        Coding::PlainPng | Coding::Decoded | Coding::Svg => {
            WebFile { kind: "image/png", bytes: Cow::Owned(png_file(&pixels)) }
        }
    }
}
