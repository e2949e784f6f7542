//! The threads that work: one for each core, this one among them.

use rayon::ThreadPoolBuilder;

/// The workers of this thread, which works too: were it to wait for one worker a core, two of them would begin on the same
/// core. It doesn't wait for the others to begin either, nor to end: they go with the process.
pub(super) fn of_this_thread() {
    // Rayon makes a pool of its own where this one can't be had.
    if let Ok(pool) = ThreadPoolBuilder::new().use_current_thread().build() {
        std::mem::forget(pool);
    }
    #[cfg(target_os = "linux")]
    cores::keep_this_one_free();
}

/// The workers of all threads: what the preview needs, whose connections have threads of their own.
pub(super) fn of_all_threads() {
    // Rayon makes a pool of its own where this one can't be had.
    let _ = ThreadPoolBuilder::new().use_current_thread().build_global();
}

#[cfg(target_os = "linux")]
mod cores {
    use rustix::process::Pid;
    use rustix::thread::{CpuSet, gettid, sched_getaffinity, sched_setaffinity};

    /// Keeps all other threads off the core that this one runs on. A thread begins, and wakes, on the core of the thread
    /// that asks for it, if the system thinks so, and then waits for that core until the first thread has had its slice: four
    /// thousandths of a second, in which a brochure is half set.
    pub(super) fn keep_this_one_free() {
        let Some(others) = others() else { return };
        let this = gettid();
        let threads = std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
        let number = |name: std::ffi::OsString| name.to_str()?.parse().ok().and_then(Pid::from_raw);
        for thread in threads.filter_map(|entry| number(entry.file_name())).filter(|thread| *thread != this) {
            // Where the system forbids it, work takes the longer way.
            let _ = sched_setaffinity(Some(thread), &others);
        }
    }

    /// The cores this program may use, without the one that this thread runs on; none where that is all there is.
    fn others() -> Option<CpuSet> {
        let mut cores = sched_getaffinity(None).ok()?;
        cores.unset(this_one().filter(|core| *core < CpuSet::MAX_CPU)?);
        (cores.count() > 0).then_some(cores)
    }

    /// The number of the core that this thread runs on, as the system tells it in words: asking for the number alone goes
    /// through memory that not every system maps. It is the 39th field, and the second may hold spaces (proc_pid_stat(5)).
    fn this_one() -> Option<usize> {
        let told = std::fs::read_to_string("/proc/thread-self/stat").ok()?;
        let (_, fields) = told.rsplit_once(')')?;
        fields.split_whitespace().nth(36)?.parse().ok()
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn other_threads_leave_a_core_to_this_one() {
            let all = sched_getaffinity(None).unwrap();
            if all.count() < 2 {
                eprintln!("skipped: there is one core only");
                return;
            }
            let (tell, hear) = std::sync::mpsc::channel::<()>();
            let other = std::thread::spawn(move || {
                // Until the first thread has said what it wants.
                let _ = hear.recv();
                sched_getaffinity(None).unwrap()
            });
            keep_this_one_free();
            drop(tell);
            assert_eq!(other.join().unwrap().count(), all.count() - 1);
            assert_eq!(sched_getaffinity(None).unwrap(), all);
            // The tests beside this one may go where they like again.
            for entry in std::fs::read_dir("/proc/self/task").unwrap().flatten() {
                let thread = Pid::from_raw(entry.file_name().to_str().unwrap().parse().unwrap());
                let _ = sched_setaffinity(thread, &all);
            }
        }
    }
}
