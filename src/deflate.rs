//! Deflate with a zlib header (RFC 1950), as PDF streams have it.

use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::io::Write;

/// The level for streams that every build makes again. Level 1 saves a percent of a build of 30 pages, and makes files of
/// text a fifth larger.
const FAST: u32 = 2;
/// The level for pictures, whose plates are kept from one build to the next. Level 6 makes plates a percent smaller, and a
/// first build takes eight percent longer.
const SMALL: u32 = 5;

/// Deflates a page or a font.
pub(crate) fn deflate_fast(raw: &[u8]) -> Vec<u8> {
    deflate(raw, Compression::new(FAST))
}

/// Deflates a picture.
pub(crate) fn deflate_small(raw: &[u8]) -> Vec<u8> {
    deflate(raw, Compression::new(SMALL))
}

fn deflate(raw: &[u8], level: Compression) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), level);
    // Writing to memory can't fail.
    let _ = encoder.write_all(raw);
    encoder.finish().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn what_is_deflated_comes_back() {
        let noise: Vec<u8> = (0..70_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert!(deflate_fast(&[0; 100_000]).len() < 1_000);
        for raw in [&b""[..], b"a", &[0; 100_000], &noise] {
            for packed in [deflate_fast(raw), deflate_small(raw)] {
                let mut back = Vec::new();
                flate2::read::ZlibDecoder::new(&packed[..]).read_to_end(&mut back).unwrap();
                assert_eq!(back, raw);
            }
        }
    }
}
