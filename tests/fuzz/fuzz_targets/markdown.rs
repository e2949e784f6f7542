//! Typesets a text in Markdown, with all parts of a brochure around it.
#![no_main]

use agrafe_fuzz::{text, typeset_text};
use libfuzzer_sys::fuzz_target;

const SETTINGS: &str = "title = \"Essai\"\nlanguage = \"fr\"\nlayouts = []\n[contents]\n[notes]\nplace = \"page\"\n";

fuzz_target!(|data: &[u8]| {
    if let Some(text) = text(data) {
        typeset_text(SETTINGS, text);
    }
});
