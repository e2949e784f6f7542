//! Shows progress on the terminal for work that takes longer than a second.
//!
//! Input: the stages that a session reports. Output: a line on standard error with a spinner, or with a bar while pictures are
//! prepared.

use super::report::Console;
use crate::diagnostic::Lang;
use crate::diagnostic::messages::interface as text;
use crate::session::Stage;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::Duration;

/// The time after which progress is shown. Shorter work shows nothing, because a line that appears for only a moment is
/// distracting.
const DELAY: Duration = Duration::from_secs(1);
/// The interval at which the spinner moves.
const TICK: Duration = Duration::from_millis(100);

/// The progress line. It disappears when the value is dropped.
pub(super) struct ProgressLine {
    lang: Lang,
    bar: ProgressBar,
}

impl ProgressLine {
    /// Starts the delay after which progress is shown, if standard error is a terminal and `--quiet` isn't set.
    pub(super) fn start(console: &Console) -> ProgressLine {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        if console.is_interactive() {
            let late = bar.clone();
            std::thread::spawn(move || {
                std::thread::sleep(DELAY);
                if !late.is_finished() {
                    late.set_draw_target(ProgressDrawTarget::stderr());
                    late.enable_steady_tick(TICK);
                }
            });
        }
        ProgressLine { lang: console.lang, bar }
    }

    /// Shows the current stage of the session.
    pub(super) fn show(&self, stage: Stage) {
        let (name, counted) = match stage {
            Stage::Reading => (text::progress_reading(self.lang), None),
            Stage::Composing => (text::progress_composing(self.lang), None),
            Stage::Pictures { done, total } => (text::progress_pictures(self.lang), Some((done, total))),
            Stage::Writing => (text::progress_writing(self.lang), None),
        };
        let template = if counted.is_some() { "{msg} [{bar:20}] {pos}/{len}" } else { "{spinner} {msg} {elapsed}" };
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.bar.set_style(style.progress_chars("=> "));
        }
        if let Some((done, total)) = counted {
            self.bar.set_length(total as u64);
            self.bar.set_position(done as u64);
        }
        self.bar.set_message(name);
    }
}

impl Drop for ProgressLine {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
