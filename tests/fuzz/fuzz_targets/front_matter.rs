//! Parses the front matter and the Markdown of a text without typesetting it.
#![no_main]

use agrafe::diagnostic::Sources;
use agrafe_fuzz::{messages, text};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some(text) = text(data) else { return };
    let mut sources = Sources::default();
    let file = sources.add("text", text);
    messages(&agrafe::read::markdown(&sources, file).diagnostics, &sources);
});
