//! The catalogue: every text of the program, in English and French side by side.
//!
//! An entry is an English and a French template with the fields that they name. Both are checked when the program is compiled:
//! a missing language, an unknown field, or a plural of something that isn't a number is a compile error.
//!
//! | to add | write an entry into | and use |
//! |---|---|---|
//! | a fault | `faults_….rs`, by subject | `Fault::Name { field, … }` |
//! | a reason inside a fault's message | `reasons.rs` | its enum as the type of a field |
//! | a text of the commands or the preview | `interface.rs`, `preview.rs` | `interface::name(lang, field, …)` |
//! | a text on sheets, or about them | `sheets.rs` | `sheets::name(lang, field, …)` |
//! | a text of an import | `import.rs` | `import::name(lang, field, …)` |
//! | the help of a command or an option | `help.rs` | nothing: it is found by the name of the command and the option |
//!
//! Faults are collected from several files by macros that hand their entries on to each other; the last one,
//! `define_faults`, makes one enum of them.
//!
//! Why no library: fluent and gettext look texts up by name when a message is shown, so a misspelt field is found by whoever
//! meets the message; rust-i18n has no plurals; none of them knows codes, hints or the help of clap.

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
pub use reasons::{DocumentDamage, FitOptions, Nearest, NoVersion, PdfProblem, PictureProblem, Problem, ValueKind};
#[cfg(any(feature = "cli", feature = "serve", feature = "import"))]
pub(crate) use template::Text;
