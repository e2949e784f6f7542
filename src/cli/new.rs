//! Runs `agrafe new`: creates a brochure that can be built at once, with settings that comments explain.

use super::args::NewOptions;
use super::outcome::Outcome;
use super::report::Console;
use crate::diagnostic::messages::interface as text;
use crate::diagnostic::{Diagnostic, Fault, Lang, Sources, Span};
use crate::output::Outputs;

/// The files of the new brochure, in French.
const FILES_FR: [(&str, &str); 2] = [
    ("brochure.toml", include_str!("starter/fr/brochure.toml")),
    ("01-texte.md", include_str!("starter/fr/01-texte.md")),
];
/// The files of the new brochure, in English.
const FILES_EN: [(&str, &str); 2] = [
    ("brochure.toml", include_str!("starter/en/brochure.toml")),
    ("01-text.md", include_str!("starter/en/01-text.md")),
];

pub(super) fn run(options: &NewOptions, console: &Console) -> Outcome {
    let folder = &options.folder;
    let mut diagnostics = Vec::new();
    let in_use = std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if in_use || folder.is_file() {
        let fault = Fault::FolderInUse { folder: folder.display().to_string() };
        diagnostics.push(Diagnostic::error(None::<Span>, fault));
    } else {
        let mut outputs = Outputs::default();
        let files = match console.lang {
            Lang::Fr => FILES_FR,
            Lang::En => FILES_EN,
        };
        for (name, text) in files {
            outputs.add(folder.join(name), text.as_bytes().to_vec());
        }
        if let Err(fault) = outputs.write() {
            diagnostics.push(*fault);
        } else if !console.quiet {
            console.result(&format!("{}\n", text::created(console.lang, &folder.display().to_string())));
        }
    }
    console.diagnostics(&diagnostics, &Sources::default());
    Outcome::of(&diagnostics)
}
