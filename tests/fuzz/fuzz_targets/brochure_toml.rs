//! Typesets a short text with the settings of a brochure.toml.
#![no_main]

use agrafe_fuzz::{text, typeset_text};
use libfuzzer_sys::fuzz_target;

const TEXT: &str = "# Plier\n\nPour *plier* une feuille, on pose les bords l'un sur l'autre[^1].\n\n## Un point\n\n\
    > Citation.\n\n- un\n- deux\n\n| a | b |\n| - | - |\n| c | d |\n\n[^1]: Ou avec une règle.\n";

fuzz_target!(|data: &[u8]| {
    if let Some(settings) = text(data) {
        typeset_text(settings, TEXT);
    }
});
