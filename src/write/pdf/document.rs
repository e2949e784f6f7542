//! What stands around the pages of a PDF: catalog, page tree, outline, labels, metadata, preferences.

use super::carried::{Carried, Written, join};
use super::{Metadata, points};
use crate::page::{Mark, Page};
use crate::sheet::Duplex;
use pdf_writer::types::NumberingStyle;
use pdf_writer::{Finish, Name, Pdf, Ref, TextStr};
use xxhash_rust::xxh3::Xxh3;

/// A PDF in the making, with the numbers of its objects.
pub(super) struct Document<'a> {
    pub(super) pdf: Pdf,
    /// Streams whose data are lent.
    pub(super) carried: Vec<Carried<'a>>,
    /// The page tree.
    pub(super) tree: Ref,
    catalog: Ref,
    outline: Option<Ref>,
    last: i32,
}

/// How viewers and drivers should treat the file.
pub(super) struct Preferences {
    /// For sheets: how they are turned over.
    pub(super) duplex: Option<Duplex>,
    /// Whether pages are shown two by two, the first on the right.
    pub(super) facing: bool,
    /// Whether pages are numbered from 1.
    pub(super) labels: bool,
}

impl<'a> Document<'a> {
    pub(super) fn new(size_hint: usize) -> Document<'a> {
        let settings = pdf_writer::Settings { pretty: false };
        let mut pdf = Pdf::with_settings_and_capacity(settings, size_hint);
        pdf.set_version(1, 7);
        Document { pdf, carried: Vec::new(), catalog: Ref::new(1), tree: Ref::new(2), outline: None, last: 2 }
    }

    /// The number of a new object.
    pub(super) fn next(&mut self) -> Ref {
        self.last += 1;
        Ref::new(self.last)
    }

    /// Goes on numbering after `last`.
    pub(super) fn skip_to(&mut self, last: i32) {
        self.last = self.last.max(last);
    }

    /// Helvetica, which every printer has, for the labels outside of pages.
    pub(super) fn label_face(&mut self) -> Ref {
        let id = self.next();
        self.pdf.type1_font(id).base_font(Name(b"Helvetica")).encoding_predefined(Name(b"WinAnsiEncoding"));
        id
    }

    /// The side bar: headings, each below the last one of a lower level.
    pub(super) fn outline(&mut self, marks: &[Mark], pages: &[Ref], sizes: &[Page]) {
        if marks.is_empty() {
            return;
        }
        let root = self.next();
        let ids: Vec<Ref> = marks.iter().map(|_| self.next()).collect();
        let parents = parents(marks);
        let mut children: Vec<Vec<usize>> = vec![Vec::new(); marks.len() + 1];
        let of = |parent: Option<usize>| parent.map_or(0, |p| p + 1);
        let mut place = Vec::with_capacity(marks.len());
        for (i, parent) in parents.iter().enumerate() {
            place.push(children[of(*parent)].len());
            children[of(*parent)].push(i);
        }
        let mut outline = self.pdf.outline(root);
        if let (Some(first), Some(last)) = (children[0].first(), children[0].last()) {
            outline.first(ids[*first]).last(ids[*last]).count(children[0].len() as i32);
        }
        outline.finish();
        for (i, mark) in marks.iter().enumerate() {
            let (below, siblings) = (&children[i + 1], &children[of(parents[i])]);
            let mut item = self.pdf.outline_item(ids[i]);
            item.title(TextStr(&mark.title)).parent(parents[i].map_or(root, |p| ids[p]));
            if let Some(before) = place[i].checked_sub(1) {
                item.prev(ids[siblings[before]]);
            }
            if let Some(next) = siblings.get(place[i] + 1) {
                item.next(ids[*next]);
            }
            if let (Some(first), Some(last)) = (below.first(), below.last()) {
                // Closed, so that a long brochure's side bar can be taken in at a glance.
                item.first(ids[*first]).last(ids[*last]).count(-(below.len() as i32));
            }
            let height = sizes[mark.page].trim.height;
            item.dest().page(pages[mark.page]).xyz(0.0, points(height - mark.y), None);
        }
        self.outline = Some(root);
    }

    /// Writes the rest, and gives the file's bytes.
    pub(super) fn finish(mut self, pages: &[Ref], metadata: &Metadata, preferences: &Preferences) -> Written<'a> {
        self.pdf.pages(self.tree).kids(pages.iter().copied()).count(pages.len() as i32);
        let stream = self.next();
        let (info, label) = (self.next(), self.next());
        let packet = xmp(metadata, pages.len());
        self.pdf.metadata(stream, packet.as_bytes());
        self.write_info(info, metadata);
        if preferences.labels {
            let mut labels = self.pdf.indirect(label).start::<pdf_writer::writers::PageLabel>();
            labels.style(NumberingStyle::Arabic).offset(1);
        }
        let mut catalog = self.pdf.catalog(self.catalog);
        catalog.pages(self.tree).metadata(stream);
        if !metadata.language.is_empty() {
            catalog.lang(TextStr(&metadata.language));
        }
        if let Some(outline) = self.outline {
            catalog.outlines(outline);
        }
        if preferences.facing {
            catalog.page_layout(pdf_writer::types::PageLayout::TwoPageRight);
        }
        if preferences.labels {
            catalog.page_labels().nums().insert(0, label);
        }
        let mut viewer = catalog.viewer_preferences();
        viewer.display_doc_title(true);
        // A page that a driver scales is a booklet whose edges don't meet.
        viewer.pair(Name(b"PrintScaling"), Name(b"None"));
        if let Some(duplex) = preferences.duplex {
            viewer.pair(Name(b"PickTrayByPDFSize"), true);
            let name: &[u8] = match duplex {
                Duplex::ShortEdge => b"DuplexFlipShortEdge",
                Duplex::LongEdge => b"DuplexFlipLongEdge",
                Duplex::Manual | Duplex::None => b"Simplex",
            };
            viewer.pair(Name(b"Duplex"), Name(name));
        }
        viewer.finish();
        catalog.finish();
        // What a file holds names it: that needs neither clock nor chance.
        let mut held = Xxh3::new();
        held.update(self.pdf.as_bytes());
        self.carried.iter().for_each(|stream| held.update(stream.first_bytes()));
        let id = held.digest128().to_be_bytes().to_vec();
        self.pdf.set_file_id((id.clone(), id));
        join(self.pdf.finish(), self.carried)
    }

    fn write_info(&mut self, id: Ref, metadata: &Metadata) {
        let mut info = self.pdf.document_info(id);
        info.title(TextStr(&metadata.title));
        if let Some(author) = &metadata.author {
            info.author(TextStr(author));
        }
        if let Some(subject) = &metadata.subject {
            info.subject(TextStr(subject));
        }
        info.creator(TextStr("agrafe")).producer(TextStr(PRODUCER));
    }
}

const PRODUCER: &str = concat!("agrafe ", env!("CARGO_PKG_VERSION"));

/// The parent of each mark: the nearest before it of a lower level.
fn parents(marks: &[Mark]) -> Vec<Option<usize>> {
    let mut open: Vec<usize> = Vec::new();
    let mut parents = Vec::with_capacity(marks.len());
    for (i, mark) in marks.iter().enumerate() {
        while open.last().is_some_and(|last| marks[*last].level >= mark.level) {
            open.pop();
        }
        parents.push(open.last().copied());
        open.push(i);
    }
    parents
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
