//! Deflating, for every stream that we write.

use flate2::{Compress, Compression, FlushCompress, Status};
use std::cell::RefCell;

thread_local! {
    /// A deflater's tables are larger than what it packs of a page, so each thread keeps its own.
    static DEFLATER: RefCell<Compress> = RefCell::new(Compress::new(Compression::new(4), true));
}

/// Deflates a stream, fast: level 6 would make pages two per cent smaller and take twice the time.
pub(crate) fn deflate(raw: &[u8]) -> Vec<u8> {
    DEFLATER.with_borrow_mut(|deflater| {
        deflater.reset();
        let mut packed = Vec::with_capacity(raw.len() / 2 + 64);
        loop {
            let from = deflater.total_in() as usize;
            // Deflating in memory fails in no other way than by want of room, which is then made.
            match deflater.compress_vec(&raw[from..], &mut packed, FlushCompress::Finish) {
                Ok(Status::StreamEnd) | Err(_) => break,
                Ok(Status::Ok | Status::BufError) => packed.reserve(raw.len() / 4 + 64),
            }
        }
        packed
    })
}
