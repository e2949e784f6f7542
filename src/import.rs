//! Imports foreign documents as Markdown: raw text, saved web pages, .docx, .odt and Markdown from other programs.
//!
//! Input: the bytes of a document. Output: its text as Markdown with a list of all repairs, or the files of a brochure.
//!
//! ```text
//! bytes --readers--> Document --cleanup--> Cleaned --markdown--> Markdown
//!                                            |
//!                                            +--folder--> texts, pictures, brochure.toml, import.md
//! ```
//! The [`readers`] convert each format into a [`Document`], and [`cleanup`] repairs the damage that copying has done. Then
//! [`markdown`] writes a single text, or [`Folder`] collects all files of a brochure. Nothing here opens or writes a file: the
//! caller supplies the pictures next to a document through [`Companions`], and writes the files of the folder.
//!
//! ```
//! use agrafe::diagnostic::Lang;
//! use agrafe::import::{self, Folder};
//! use std::path::Path;
//!
//! let raw = "Le titre\n\nUne bro- chure commence par un texte, et ce texte vient souvent d’ailleurs.\n";
//! let no_companions = |_: &Path| None;
//! let document = import::read(Path::new("raw.txt"), raw.into(), &no_companions).unwrap();
//! let folder = Folder::new(vec![document], Lang::En);
//! let names: Vec<&str> = folder.files.iter().map(|file| file.name.as_str()).collect();
//! assert_eq!(names, ["le-titre.md", "brochure.toml", "import.md"]);
//! assert!(String::from_utf8_lossy(&folder.files[0].bytes).contains("Une brochure commence"));
//! ```

pub mod cleanup;
pub mod document;
mod escape;
mod folder;
pub mod markdown;
mod markers;
pub mod readers;
mod repair;
mod report;
mod slug;
mod superiors;

pub use cleanup::clean;
pub use document::{Cleaned, Document};
pub use folder::{File, Folder, ImportedText};
pub use readers::{Companions, MAX_DOCUMENT_MB, read};
pub use repair::{Confidence, Repair, Rule};
pub use slug::slug;
