//! Typesets a text from a string and saves its pages as a PDF: `cargo run --example typeset_a_string [OUT]`.

use agrafe::session::{Error, Options, Session};
use std::path::PathBuf;

const SETTINGS: &str = r#"
title = "Le petit manuel"
language = "fr"
"#;

const TEXT: &str = r#"
# Plier

Pour plier une feuille, on pose les bords l'un sur l'autre, puis on marque le pli avec l'ongle[^1].

[^1]: Ou avec une règle.
"#;

fn main() -> Result<(), Error> {
    let out = std::env::args().nth(1).map_or_else(std::env::temp_dir, PathBuf::from);
    let mut brochure = Session::once().typeset_text(SETTINGS, TEXT, &Options::default());
    for path in brochure.save(&out)? {
        println!("{}", path.display());
    }
    Ok(())
}
