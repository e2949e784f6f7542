//! Imports an .odt, from an archive or from the XML of its parts, separated by NUL bytes.
#![no_main]

use agrafe_fuzz::{archive, import};
use libfuzzer_sys::fuzz_target;

const PARTS: [&str; 3] = ["content.xml", "styles.xml", "Pictures/image1.svg"];

fuzz_target!(|data: &[u8]| import("document.odt", &archive(data, &PARTS)));
