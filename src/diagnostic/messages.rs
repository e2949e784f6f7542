//! Contains the catalogue: every text of the program, in English and French side by side.
//!
//! An entry consists of an English template, a French template, and the fields that they name. The compiler checks both
//! templates: a missing language, an unknown field, or a plural that depends on a field that isn't a number is a compile error.
//!
//! | to add | add an entry to | and use |
//! |---|---|---|
//! | a fault | `faults_….rs`, by subject | `Fault::Name { field, … }` |
//! | a reason inside a fault's message | `reasons.rs` | its enum as the type of a field |
//! | a text of the commands or the preview | `interface.rs`, `preview.rs` | `interface::name(lang, field, …)` |
//! | a text on sheets or about them | `sheets.rs` | `sheets::name(lang, field, …)` |
//! | a text of an import | `import.rs` | `import::name(lang, field, …)` |
//! | the help of a command or an option | `help.rs` | nothing: it is found by the name of the command and the option |
//!
//! The faults are in several files. Each file has a macro that passes its entries on to the next one, and the last macro,
//! `define_faults`, defines a single enum with all of them.
//!
//! The program uses no localisation library. fluent and gettext look up texts by name when a message is shown, so a misspelt
//! field is only discovered by the user who gets the message. rust-i18n has no plurals. None of them supports codes, hints or
//! clap's help.

#[macro_use]
mod macros;
#[macro_use]
mod faults_files;
#[macro_use]
mod faults_settings;
#[macro_use]
mod faults_texts;
#[macro_use]
mod faults_pages;
#[macro_use]
mod faults_pictures;
#[macro_use]
mod faults_sheets;
#[macro_use]
mod faults_import;

mod describe;
mod faults;
#[cfg(feature = "cli")]
pub(crate) mod help;
#[cfg(feature = "import")]
pub(crate) mod import;
#[cfg(feature = "cli")]
pub(crate) mod interface;
#[cfg(feature = "serve")]
pub(crate) mod preview;
mod reasons;
pub(crate) mod sheets;
mod template;
#[cfg(test)]
mod tests;

#[cfg(test)]
pub(crate) use describe::Describe;
pub use faults::{CatalogueEntry, Fault};
pub use reasons::{
    DocumentDamage, FitAdvice, FitOptions, HiddenData, Lines, Nearest, PdfProblem, PictureProblem, Places, Problem,
    TomlProblem, ValueKind, VersionProblem,
};
#[cfg(any(feature = "cli", feature = "serve", feature = "import"))]
pub(crate) use template::Text;
