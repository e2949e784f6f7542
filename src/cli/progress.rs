//! A word on what is going on, for work that takes longer than a second.

use super::report::Console;
use crate::session::Stage;
use std::io::Write;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

/// What is being done, and how much of how much of it is done.
type Doing = (&'static str, Option<(usize, usize)>);

/// Tells what is being done, once a second has gone by, to somebody who looks on.
pub(super) struct Progress {
    words: [&'static str; 4],
    tell: Option<mpsc::Sender<Doing>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Progress {
    pub(super) fn start(console: &Console) -> Progress {
        let words = [
            console.say("reading", "lecture"),
            console.say("composing", "composition"),
            console.say("preparing pictures", "préparation des images"),
            console.say("writing", "écriture"),
        ];
        if !console.is_watched() {
            return Progress { words, tell: None, thread: None };
        }
        let (tell, heard) = mpsc::channel();
        let thread = std::thread::spawn(move || show(&heard));
        Progress { words, tell: Some(tell), thread: Some(thread) }
    }

    /// Shows what the session is doing.
    pub(super) fn show(&self, stage: Stage) {
        let [reading, composing, pictures, writing] = self.words;
        match stage {
            Stage::Reading => self.now(reading),
            Stage::Composing => self.now(composing),
            Stage::Pictures { done, total } => self.counted(pictures, (done, total)),
            Stage::Writing => self.now(writing),
        }
    }

    /// Names what is done now.
    fn now(&self, words: &'static str) {
        if let Some(tell) = &self.tell {
            // The teller is only gone when the program ends.
            let _ = tell.send((words, None));
        }
    }

    /// Names what is done now, and how many of how many are done.
    fn counted(&self, words: &'static str, (done, of): (usize, usize)) {
        if let Some(tell) = &self.tell {
            let _ = tell.send((words, Some((done, of))));
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

/// The words, with a bar where there is something to count.
fn bar((words, counted): Doing) -> String {
    let Some((done, of)) = counted else { return words.to_string() };
    let filled = done * 20 / of.max(1);
    format!("{words} [{}{}] {done}/{of}", "=".repeat(filled), " ".repeat(20 - filled))
}

fn show(heard: &mpsc::Receiver<Doing>) {
    let started = std::time::Instant::now();
    let (mut doing, mut shown): (Doing, bool) = (("", None), false);
    loop {
        match heard.recv_timeout(Duration::from_millis(200)) {
            Ok(next) => doing = next,
            Err(RecvTimeoutError::Timeout) => {
                let seconds = started.elapsed().as_secs();
                if seconds >= 1 {
                    let mut err = std::io::stderr().lock();
                    let _ = write!(err, "\r\x1b[2K{} {seconds} s", bar(doing));
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
