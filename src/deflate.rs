//! Deflate with a zlib header (RFC 1950), as PDF streams have it.

use flate2::{Compress, Compression, FlushCompress, Status};
use std::cell::RefCell;
use std::thread::LocalKey;

/// The level for streams that every build makes again. Level 1 saves a percent of a build of 30 pages, and makes files of
/// text a fifth larger.
const FAST: u32 = 2;
/// The level for pictures, whose plates are kept from one build to the next. Level 6 makes plates a percent smaller, and a
/// first build takes eight percent longer.
const SMALL: u32 = 5;

thread_local! {
    // A compressor is made once for each thread: it clears some 400 kB of memory, which for each page of text anew takes a
    // tenth of a whole build (benchmark `tests/bench/compare.py`).
    static FAST_COMPRESSOR: RefCell<Compress> = RefCell::new(Compress::new(Compression::new(FAST), true));
    static SMALL_COMPRESSOR: RefCell<Compress> = RefCell::new(Compress::new(Compression::new(SMALL), true));
}

/// Deflates a page or a font.
pub(crate) fn deflate_fast(raw: &[u8]) -> Vec<u8> {
    deflate(raw, &FAST_COMPRESSOR)
}

/// Deflates a picture.
pub(crate) fn deflate_small(raw: &[u8]) -> Vec<u8> {
    deflate(raw, &SMALL_COMPRESSOR)
}

fn deflate(raw: &[u8], compressor: &'static LocalKey<RefCell<Compress>>) -> Vec<u8> {
    compressor.with_borrow_mut(|compressor| {
        compressor.reset();
        let mut deflated = Vec::with_capacity(raw.len() / 3 + 64);
        loop {
            let rest = &raw[compressor.total_in() as usize..];
            // It can only ask for more room.
            if let Ok(Status::StreamEnd) | Err(_) = compressor.compress_vec(rest, &mut deflated, FlushCompress::Finish)
            {
                return deflated;
            }
            deflated.reserve(deflated.len().max(64));
        }
    })
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
