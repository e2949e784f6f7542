//! Imports a saved web page. Each PNG that it names lies next to it.
#![no_main]

use agrafe_fuzz::import;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| import("page.html", data));
