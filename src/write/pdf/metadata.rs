//! The metadata of a PDF: the document information dictionary, and the same data as XMP (ISO 32000, 14.3.3 and 14.3.2).

use super::document::Document;
use pdf_writer::writers::DocumentInfo;
use pdf_writer::{Ref, TextStr};

/// The program and version that PDFs state as their producer.
const PRODUCER: &str = concat!("agrafe ", env!("CARGO_PKG_VERSION"));

/// The metadata of a PDF.
#[derive(Clone, Debug, Default)]
pub struct Metadata {
    /// The title.
    pub title: String,
    /// The author.
    pub author: Option<String>,
    /// The subject.
    pub subject: Option<String>,
    /// The language of the text, as in HTML (BCP 47). It is empty if the language is not known.
    pub language: String,
}

/// The objects of the metadata.
pub(super) struct MetadataObjects {
    /// The XMP stream, for the catalog.
    pub(super) xmp: Ref,
    /// The information dictionary, for the trailer.
    pub(super) information: Ref,
}

/// Writes the metadata and returns its objects.
pub(super) fn write(document: &mut Document, metadata: &Metadata, pages: usize) -> MetadataObjects {
    let (stream, information) = (document.numbers.next(), document.numbers.next());
    let packet = xmp(metadata, pages);
    document.object().metadata(stream, packet.as_bytes());
    let mut info = document.object().indirect(information).start::<DocumentInfo>();
    info.title(TextStr(&metadata.title));
    if let Some(author) = &metadata.author {
        info.author(TextStr(author));
    }
    if let Some(subject) = &metadata.subject {
        info.subject(TextStr(subject));
    }
    // No date is written, so that the same brochure always produces the same file.
    info.creator(TextStr("agrafe")).producer(TextStr(PRODUCER));
    MetadataObjects { xmp: stream, information }
}

fn xmp(metadata: &Metadata, pages: usize) -> String {
    let mut writer = xmp_writer::XmpWriter::new();
    writer.title([(None, metadata.title.as_str())]);
    if let Some(author) = &metadata.author {
        writer.creator([author.as_str()]);
    }
    if let Some(subject) = &metadata.subject {
        writer.description([(None, subject.as_str())]);
    }
    writer.format("application/pdf").creator_tool("agrafe").producer(PRODUCER).num_pages(pages as u32);
    writer.finish(None)
}
