//! Decodes a GIF and prints it on a page.
#![no_main]

use agrafe_fuzz::picture;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| picture(data, &[b"GIF8"]));
