//! Imports a .docx, from an archive or from the XML of its parts, separated by NUL bytes.
#![no_main]

use agrafe_fuzz::{archive, import};
use libfuzzer_sys::fuzz_target;

const PARTS: [&str; 6] = [
    "word/document.xml",
    "word/styles.xml",
    "word/_rels/document.xml.rels",
    "word/numbering.xml",
    "word/footnotes.xml",
    "word/media/image1.svg",
];

fuzz_target!(|data: &[u8]| import("document.docx", &archive(data, &PARTS)));
