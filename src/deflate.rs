//! Deflating, for every stream that we write.

use libdeflater::{CompressionLvl, Compressor};
use std::cell::RefCell;
use std::thread::LocalKey;

/// A deflater's tables are larger than what it packs of a page, so each thread keeps its own, with the room that it packs into.
type Deflater = RefCell<(Compressor, Vec<u8>)>;

thread_local! {
    // The library's level 0 doesn't deflate at all.
    static FAST: Deflater = RefCell::new((Compressor::new(CompressionLvl::new(1).unwrap_or_default()), Vec::new()));
    static WELL: Deflater = RefCell::new((Compressor::new(CompressionLvl::default()), Vec::new()));
}

/// Deflates a stream in as little time as can be: well packed, a page would be seven per cent smaller and take more than
/// twice the time.
pub(crate) fn deflate_fast(raw: &[u8]) -> Vec<u8> {
    packed(raw, &FAST)
}

/// Deflates a picture, which is large, and is packed once and kept: a fifth smaller than in haste.
pub(crate) fn deflate_small(raw: &[u8]) -> Vec<u8> {
    packed(raw, &WELL)
}

/// Room that is kept, in bytes: more than pages take.
const KEPT: usize = 64 * 1024;

fn packed(raw: &[u8], deflater: &'static LocalKey<Deflater>) -> Vec<u8> {
    deflater.with_borrow_mut(|(deflater, room)| {
        let bound = deflater.zlib_compress_bound(raw.len());
        if room.len() < bound {
            room.resize(bound, 0);
        }
        // There is room for the worst case, and nothing else can fail.
        let length = deflater.zlib_compress(raw, room).unwrap_or(0);
        let packed = room[..length].to_vec();
        // What a picture took isn't kept.
        room.truncate(KEPT);
        room.shrink_to(KEPT);
        packed
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
            let (fast, well) = (deflate_fast(raw).len(), deflate_small(raw).len());
            assert!(well <= fast && fast <= raw.len() + 64, "{fast} and {well} of {}", raw.len());
        }
    }
}
