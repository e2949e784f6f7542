//! Runs `agrafe serve`: shows a live preview in the browser.

use super::args::ServeOptions;
use super::outcome::Outcome;
use super::report::Console;
use crate::diagnostic::Sources;
use crate::diagnostic::messages::interface as text;
use crate::serve::{Preview, Settings};
use crate::session::Options;

pub(super) fn run(options: &ServeOptions, console: &Console) -> Outcome {
    let settings = Settings {
        brochure: options.brochure.clone(),
        options: Options {
            layouts: options.layouts.clone(),
            printer: options.printer.clone(),
            root: options.root.clone(),
            ..Options::default()
        },
        port: options.port,
        proof: options.proof,
        since: options.since.clone(),
        editor: options.editor.clone(),
        lang: console.lang,
    };
    let report = |errors: &[_], sources: &Sources| console.diagnostics(errors, sources);
    let preview = match Preview::start(settings, &report) {
        Ok(preview) => preview,
        Err(fault) => {
            let faults = [*fault];
            console.diagnostics(&faults, &Sources::default());
            return Outcome::of(&faults);
        }
    };
    let address = preview.address();
    console.result(&format!("{address}\n"));
    console.remark(text::stop_with_ctrl_c(console.lang));
    if options.open && open::that_detached(&address).is_err() {
        console.remark(text::no_browser(console.lang));
    }
    preview.run(&report);
    Outcome::SystemAtFault
}
