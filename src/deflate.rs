//! Compresses PDF streams with Deflate and a zlib header (RFC 1950).

use flate2::{Compress, Compression, FlushCompress, Status};
use std::cell::RefCell;
use std::thread::LocalKey;

/// The compression level for streams that every build writes again. Level 1 would save one per cent of the time of a 30-page
/// build, but would make PDFs without pictures a fifth larger.
const FAST: u32 = 2;
/// The compression level for pictures, whose plates are kept from one build to the next. Level 6 would make plates one per
/// cent smaller, but a first build would take eight per cent longer.
const SMALL: u32 = 5;

thread_local! {
    // Each thread creates its compressors only once: a new compressor clears about 400 kB of memory. Doing so for each page of
    // text would take a tenth of the time of a whole build (benchmark `tests/bench/compare.py`).
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
            // Any other status means that the output needs more room.
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
    fn deflated_data_round_trips() {
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
