//! Limits on the time and memory that the file of a picture may take.

use crate::diagnostic::PictureProblem;
use crate::watchdog::{Stopped, watched};

/// Runs `work`, whose input has `length` bytes, with limits on its time and memory.
pub(super) fn limited<T: Send + 'static>(
    length: usize,
    work: impl FnOnce() -> Result<T, PictureProblem> + Send + 'static,
) -> Result<T, PictureProblem> {
    watched(length, work).unwrap_or_else(|stopped| match stopped {
        Stopped::TooCostly => Err(PictureProblem::TooLarge),
        Stopped::Panicked => Err(PictureProblem::Damaged),
    })
}
