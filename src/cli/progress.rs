//! A word on what is going on, for work that takes longer than a second.

use super::report::Console;
use std::io::Write;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

/// Tells what is being done, once a second has gone by, to somebody who looks on.
pub(super) struct Progress {
    tell: Option<mpsc::Sender<&'static str>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Progress {
    pub(super) fn start(console: &Console) -> Progress {
        if !console.is_watched() {
            return Progress { tell: None, thread: None };
        }
        let (tell, heard) = mpsc::channel();
        let thread = std::thread::spawn(move || show(&heard));
        Progress { tell: Some(tell), thread: Some(thread) }
    }

    /// Names what is done now.
    pub(super) fn now(&self, words: &'static str) {
        if let Some(tell) = &self.tell {
            // The teller is only gone when the program ends.
            let _ = tell.send(words);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.tell = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn show(heard: &mpsc::Receiver<&'static str>) {
    let started = std::time::Instant::now();
    let (mut words, mut shown) = ("", false);
    loop {
        match heard.recv_timeout(Duration::from_millis(200)) {
            Ok(next) => words = next,
            Err(RecvTimeoutError::Timeout) => {
                let seconds = started.elapsed().as_secs();
                if seconds >= 1 {
                    let mut err = std::io::stderr().lock();
                    let _ = write!(err, "\r\x1b[2K{words} {seconds} s");
                    let _ = err.flush();
                    shown = true;
                }
            }
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    if shown {
        let mut err = std::io::stderr().lock();
        let _ = write!(err, "\r\x1b[2K");
        let _ = err.flush();
    }
}
