//! Copies objects of another PDF. Each object is copied once, under a new number. The data of streams are copied
//! unchanged, unless they are encrypted.
//!
//! A page becomes a form XObject (ISO 32000, 8.10). The form's bounding box is the crop box of the page. The form's
//! matrix rotates the page as its `Rotate` entry requests and removes the offset of the box, so that the page is upright
//! with its corner at the origin.

use super::document::{Document, ObjectNumbers};
use crate::deflate::deflate_small;
use hayro_syntax::Pdf;
use hayro_syntax::object::dict::keys;
use hayro_syntax::object::{Array, Dict, MaybeRef, ObjRef, Object, Stream};
use hayro_syntax::page::Page;
use pdf_writer::{Name, Obj, Ref, Str};
use std::borrow::Cow;
use std::collections::HashMap;

/// Dictionary entries that are not copied, since they refer to data of the whole document. Following them would copy
/// the whole document.
const DOCUMENT_ENTRIES: [&[u8]; 11] = [
    keys::METADATA,
    keys::STRUCT_PARENT,
    keys::STRUCT_PARENTS,
    keys::PIECE_INFO,
    keys::LAST_MODIFIED,
    keys::AF,
    keys::OC,
    keys::OPI,
    keys::PT_DATA,
    keys::REF,
    keys::PARENT,
];
/// Entries that describe how the data of a stream are compressed.
const FILTER_ENTRIES: [&[u8]; 3] = [keys::FILTER, keys::DECODE_PARMS, keys::DP];

/// Copies objects of one PDF.
pub(super) struct ObjectCopier<'a> {
    pdf: &'a Pdf,
    numbers: ObjectNumbers,
    /// The new numbers of the objects that have been referred to.
    copies: HashMap<ObjRef, Ref>,
    /// The objects that have been referred to but are not copied yet.
    pending: Vec<ObjRef>,
}

impl<'a> ObjectCopier<'a> {
    /// Creates a copier that allocates object numbers from `numbers`.
    pub(super) fn new(pdf: &'a Pdf, numbers: ObjectNumbers) -> ObjectCopier<'a> {
        ObjectCopier { pdf, numbers, copies: HashMap::default(), pending: Vec::new() }
    }

    fn number(&mut self, original: ObjRef) -> Ref {
        *self.copies.entry(original).or_insert_with(|| {
            self.pending.push(original);
            self.numbers.next()
        })
    }

    /// Copies a page as a form, and returns the number of the form.
    pub(super) fn page(&mut self, page: &Page<'a>, document: &mut Document<'a>) -> Ref {
        let id = self.numbers.next();
        // Several content streams must be joined, and an encrypted stream cannot be copied unchanged.
        let single = page.raw().get::<Stream>(keys::CONTENTS).filter(|stream| !is_encrypted(stream));
        let data = match &single {
            Some(stream) => stream.raw_data(),
            None => Cow::Owned(deflate_small(page.page_stream().unwrap_or_default())),
        };
        let (crop, matrix) = (page.crop_box(), page.initial_transform(false).as_coeffs());
        document.file.stream(id, vec![data], |form| {
            form.pair(Name(b"Type"), Name(b"XObject")).pair(Name(b"Subtype"), Name(b"Form"));
            form.insert(Name(b"BBox")).array().items([crop.x0, crop.y0, crop.x1, crop.y1].map(|x| x as f32));
            form.insert(Name(b"Matrix")).array().items(matrix.map(|x| x as f32));
            match &single {
                Some(stream) => self.entries(stream.dict(), form, &|key| FILTER_ENTRIES.contains(&key)),
                None => {
                    form.pair(Name(b"Filter"), Name(b"FlateDecode"));
                }
            }
            if let Some(group) = page.raw().get_raw::<Object>(keys::GROUP) {
                self.value(&group, form.insert(Name(b"Group")));
            }
            self.resources(page, form.insert(Name(b"Resources")));
        });
        id
    }

    fn resources(&mut self, page: &Page<'a>, into: Obj) {
        let resources = page.resources();
        let mut dictionary = into.dict();
        for (key, entries) in [
            (keys::EXT_G_STATE, &resources.ext_g_states),
            (keys::SHADING, &resources.shadings),
            (keys::PATTERN, &resources.patterns),
            (keys::XOBJECT, &resources.x_objects),
            (keys::COLORSPACE, &resources.color_spaces),
            (keys::FONT, &resources.fonts),
            (keys::PROPERTIES, &resources.properties),
        ] {
            if !entries.is_empty() {
                self.entries(entries, &mut dictionary.insert(Name(key)).dict(), &|_| true);
            }
        }
    }

    /// Copies all objects to which the copied pages refer, directly or indirectly. Returns the allocator of object
    /// numbers, which the document must continue to use.
    pub(super) fn finish(mut self, document: &mut Document<'a>) -> ObjectNumbers {
        while let Some(original) = self.pending.pop() {
            let Some(&id) = self.copies.get(&original) else { continue };
            match self.pdf.xref().get::<Object<'a>>(original.into()) {
                Some(Object::Stream(stream)) => self.stream(id, &stream, document),
                Some(object) => self.object(&object, document.object().indirect(id)),
                // A reference to a missing object is null (7.3.10).
                None => document.object().indirect(id).primitive(pdf_writer::Null),
            }
        }
        self.numbers
    }

    fn stream(&mut self, id: Ref, stream: &Stream<'a>, document: &mut Document<'a>) {
        if is_encrypted(stream) {
            // The data were decrypted when they were read, and must be compressed again.
            let data = deflate_small(&stream.decoded().unwrap_or_default());
            document.file.stream(id, vec![Cow::Owned(data)], |copy| {
                copy.pair(Name(b"Filter"), Name(b"FlateDecode"));
                let is_kept = |key: &[u8]| key != keys::LENGTH && !FILTER_ENTRIES.contains(&key);
                self.entries(stream.dict(), copy, &is_kept);
            });
            return;
        }
        document.file.stream(id, vec![stream.raw_data()], |copy| {
            self.entries(stream.dict(), copy, &|key| key != keys::LENGTH);
        });
    }

    fn entries(&mut self, from: &Dict<'a>, into: &mut pdf_writer::Dict, is_kept: &dyn Fn(&[u8]) -> bool) {
        for (key, value) in from.entries() {
            let name: &[u8] = &key;
            if is_kept(name) && !DOCUMENT_ENTRIES.contains(&name) {
                self.value(&value, into.insert(Name(name)));
            }
        }
    }

    fn value(&mut self, value: &MaybeRef<Object<'a>>, into: Obj) {
        match value {
            MaybeRef::Ref(original) => into.primitive(self.number(*original)),
            MaybeRef::NotRef(object) => self.object(object, into),
        }
    }

    fn object(&mut self, object: &Object<'a>, into: Obj) {
        match object {
            // A stream is never inside another object.
            Object::Null(_) | Object::Stream(_) => into.primitive(pdf_writer::Null),
            Object::Boolean(value) => into.primitive(*value),
            Object::Number(number) => {
                let value = number.as_f64();
                if value.fract() == 0.0 && value.abs() < f64::from(i32::MAX) {
                    into.primitive(value as i32);
                } else {
                    into.primitive(value as f32);
                }
            }
            Object::String(text) => into.primitive(Str(text.as_bytes())),
            Object::Name(name) => into.primitive(Name(name)),
            Object::Dict(dict) => self.entries(dict, &mut into.dict(), &|_| true),
            Object::Array(array) => self.array(array, into),
        }
    }

    fn array(&mut self, array: &Array<'a>, into: Obj) {
        let mut copy = into.array();
        for item in array.raw_iter() {
            self.value(&item, copy.push());
        }
    }
}

/// Whether the first filter of a stream is an encryption filter.
fn is_encrypted(stream: &Stream) -> bool {
    stream.filters().first() == Some(&hayro_syntax::Filter::Crypt)
}
