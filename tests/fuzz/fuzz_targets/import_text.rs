//! Imports raw text or Markdown.
#![no_main]

use agrafe_fuzz::import;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| import("raw.txt", data));
