//! Typesets a text in a font from the brochure's folder, and embeds the font in the PDF.
#![no_main]

use agrafe::font::{Face, FontBytes};
use agrafe_fuzz::{MAX_BINARY, typeset_scratch, write};
use libfuzzer_sys::fuzz_target;
use std::sync::Arc;

const TEXT: &str = "# Un titre\n\nDes mots fins, officiels et *penchés*, **gras** : « à AVALER ».\n";

fuzz_target!(|data: &[u8]| {
    if data.len() > MAX_BINARY {
        return;
    }
    let Some(face) = Face::parse(FontBytes::Loaded(Arc::new(data.to_vec())), 0) else { return };
    let family: String = face.family.chars().filter(|c| !c.is_control() && !matches!(c, '"' | '\\')).collect();
    write("brochure.toml", format!("title = \"Essai\"\nlayouts = []\n[text]\nfamily = \"{family}\"\n").as_bytes());
    write("text.md", TEXT.as_bytes());
    write("fonts/own.otf", data);
    typeset_scratch();
});
