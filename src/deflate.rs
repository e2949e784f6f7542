//! Compresses PDF streams with Deflate and a zlib header (RFC 1950), and measures compressed data before they are unpacked.

use flate2::{Compress, Compression, FlushCompress, Status};
use std::cell::RefCell;
use std::io::Read;
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

/// Returns the number of bytes that deflated data unpack to; `None` if there are more than `max`. Damaged data count up to the
/// damage.
pub(crate) fn inflated_length(packed: &[u8], max: u64) -> Option<u64> {
    let mut unpacked = flate2::read::ZlibDecoder::new(packed).take(max + 1);
    let mut buffer = vec![0; 1 << 16];
    let mut length = 0;
    while let Ok(count @ 1..) = unpacked.read(&mut buffer) {
        length += count as u64;
    }
    (length <= max).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unpacked_length_is_measured_up_to_a_limit() {
        let packed = deflate_fast(&[0; 100_000]);
        assert_eq!(inflated_length(&packed, 100_000), Some(100_000));
        assert_eq!(inflated_length(&packed, 99_999), None);
        assert_eq!(inflated_length(b"not deflated", 10), Some(0));
    }

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
