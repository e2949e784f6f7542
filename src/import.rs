//! Foreign documents become Markdown: raw text, saved web pages, .docx, .odt and Markdown from elsewhere.
//!
//! Takes the bytes of a document; gives its text as Markdown and a list of every repair. [`readers`] turn each format into a
//! [`document::Document`], [`cleanup`] repairs what copying has damaged, [`markdown`] writes the result. It opens no files: what
//! a document refers to is asked for through [`Companions`].

pub mod cleanup;
pub mod document;
pub mod markdown;
pub mod readers;

pub use document::{Cleaned, Document};

/// Gives the bytes of a file that a document refers to by a relative path, such as a picture beside a saved web page; `None`
/// where it can't be read.
pub type Companions<'a> = dyn Fn(&std::path::Path) -> Option<Vec<u8>> + 'a;
