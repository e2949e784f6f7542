//! Runs work on files from strangers, and gives up when it takes too long or too much memory.
//!
//! The libraries that decode pictures and read PDFs check what they read, but most have no limit on what they do about it: a
//! short file can ask for hours of work. Agrafe checks for everything of this kind that is known before it calls them. This
//! module is for what is not known. No honest file comes near its limits.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::{Duration, Instant};

/// The name of the threads that do the work. The program prints nothing when one of them panics, since that is reported as a
/// fault of the file.
pub const THREAD: &str = "watched";
/// The stack of such a thread, in bytes. Several libraries call themselves for each level of nested data.
const STACK: usize = 64 << 20;
/// The time limit for each megabyte of input that has been begun. It applies to the time of the processor, so that a file is not
/// refused because the machine is busy. Where the system doesn't tell that time, the time that passes may be longer.
const PROCESSOR_TIME: Duration = Duration::from_secs(8);
const PASSED_TIME: Duration = Duration::from_secs(60);
/// The limit on additional memory: a fixed number of bytes, and a multiple of the input.
const MEMORY: u64 = 700 << 20;
const MEMORY_FACTOR: u64 = 20;
/// The interval at which time and memory are checked. Work that ends earlier isn't delayed.
const INTERVAL: Duration = Duration::from_millis(20);

/// Why work was given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stopped {
    /// It took too much time or memory. Its thread goes on until the program ends.
    TooCostly,
    /// It panicked.
    Panicked,
}

/// Runs `work`, whose input has `length` bytes, on a thread of its own.
///
/// # Errors
/// Returns why the work was given up.
pub(crate) fn watched<T: Send + 'static>(
    length: usize,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Stopped> {
    let length = length as u64;
    let megabytes = u32::try_from((length >> 20) + 1).unwrap_or(u32::MAX);
    let memory = used_memory().saturating_add(MEMORY).saturating_add(length * MEMORY_FACTOR);
    let place = Arc::new(OnceLock::new());
    let own_place = place.clone();
    let (sender, results) = channel();
    let started = Instant::now();
    let work_and_send = move || {
        // Linux describes each thread in a folder, to which this link leads in that thread.
        own_place
            .get_or_init(|| std::fs::read_link("/proc/thread-self").map(|link| Path::new("/proc").join(link)).ok());
        drop(sender.send(work()));
    };
    if thread::Builder::new().name(THREAD.to_string()).stack_size(STACK).spawn(work_and_send).is_err() {
        return Err(Stopped::TooCostly);
    }
    let is_too_slow = || match place.get().and_then(|place: &Option<PathBuf>| processor_time(place.as_deref()?)) {
        Some(time) => time > PROCESSOR_TIME * megabytes,
        None => started.elapsed() > PASSED_TIME * megabytes,
    };
    loop {
        match results.recv_timeout(INTERVAL) {
            Ok(result) => return Ok(result),
            Err(RecvTimeoutError::Disconnected) => return Err(Stopped::Panicked),
            Err(RecvTimeoutError::Timeout) if is_too_slow() || used_memory() > memory => {
                return Err(Stopped::TooCostly);
            }
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
}

/// Returns the processor time that a thread has used; `None` where the system doesn't tell. `place` is its folder under `/proc`.
fn processor_time(place: &Path) -> Option<Duration> {
    /// The unit in which Linux counts: a hundredth of a second on every machine (`man 5 proc_pid_stat`).
    const TICK: Duration = Duration::from_millis(10);
    let statistics = std::fs::read_to_string(place.join("stat")).ok()?;
    // The name of the thread is in parentheses. The time in the program and in the system are fields 14 and 15.
    let fields: Vec<&str> = statistics.rsplit(") ").next()?.split(' ').collect();
    let ticks = |number: usize| fields.get(number - 3)?.parse::<u32>().ok();
    Some(TICK * ticks(14)?.saturating_add(ticks(15)?))
}

/// Returns the memory that the process uses, in bytes; 0 where the system doesn't tell.
fn used_memory() -> u64 {
    /// The size of the pages in which Linux counts, in bytes. Where they are larger, memory is underestimated.
    const PAGE: u64 = 4096;
    let statistics = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let resident = statistics.split(' ').nth(1).and_then(|pages| pages.parse::<u64>().ok());
    resident.unwrap_or(0) * PAGE
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicBool, Ordering};

    #[test]
    fn results_and_panics_are_passed_on() {
        assert_eq!(watched(0, || 7), Ok(7));
        assert_eq!(watched(0, || -> u8 { panic!("expected by this test") }), Err(Stopped::Panicked));
    }

    /// Runs work that calls `step` until it is given up, and ends its thread then.
    #[cfg(target_os = "linux")]
    fn given_up(mut step: impl FnMut() + Send + 'static) -> Result<(), Stopped> {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = stop.clone();
        let result = watched(0, move || {
            while !stopped.load(Ordering::Relaxed) {
                step()
            }
        });
        stop.store(true, Ordering::Relaxed);
        result
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn work_that_takes_too_long_is_given_up() {
        assert_eq!(given_up(|| {}), Err(Stopped::TooCostly));
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn work_that_takes_too_much_memory_is_given_up() {
        let mut memory: Vec<Vec<u8>> = Vec::new();
        let hoard = move || {
            memory.push(vec![1; 1 << 20]);
            thread::sleep(Duration::from_millis(1));
        };
        assert_eq!(given_up(hoard), Err(Stopped::TooCostly));
    }
}
