//! Copies objects of another PDF. Each object is copied once, under a new number. The data of streams are copied
//! unchanged, except that encrypted data are decrypted, and hidden data are removed from photographs.
//!
//! A page becomes a form XObject (ISO 32000, 8.10). The form's bounding box is the crop box of the page. The form's
//! matrix rotates the page as its `Rotate` entry requests and removes the offset of the box, so that the page is upright
//! with its corner at the origin.

use super::document::{Document, ObjectNumbers};
use crate::deflate::deflate_small;
use crate::image::jpeg_without_hidden_data;
use crate::pdf_input::{Budget, TooCostly, page_content};
use hayro_syntax::object::dict::keys;
use hayro_syntax::object::{Array, Dict, MaybeRef, ObjRef, Object, Stream};
use hayro_syntax::page::Page;
use hayro_syntax::{Filter, Pdf};
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
/// Entries of a stream whose data are in another file.
const EXTERNAL_ENTRIES: [&[u8]; 3] = [b"F", b"FFilter", b"FDecodeParms"];
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
    /// What may still be unpacked and copied.
    budget: Budget,
    /// The number of bytes that the document had when the budget was last changed.
    written: usize,
}

impl<'a> ObjectCopier<'a> {
    /// Creates a copier that allocates object numbers from `numbers`.
    pub(super) fn new(pdf: &'a Pdf, numbers: ObjectNumbers, budget: Budget) -> ObjectCopier<'a> {
        ObjectCopier { pdf, numbers, copies: HashMap::default(), pending: Vec::new(), budget, written: 0 }
    }

    /// Takes what has been written since the last call from the budget.
    fn pay(&mut self, document: &Document) -> Result<(), TooCostly> {
        let written = document.file.len();
        self.budget.spend(written.saturating_sub(self.written))?;
        self.written = written;
        Ok(())
    }

    fn number(&mut self, original: ObjRef) -> Ref {
        *self.copies.entry(original).or_insert_with(|| {
            self.pending.push(original);
            self.numbers.next()
        })
    }

    /// Copies a page as a form, and returns the number of the form.
    ///
    /// # Errors
    /// Returns [`TooCostly`] if its content unpacks to too much, or too much has been copied.
    pub(super) fn page(&mut self, page: &Page<'a>, document: &mut Document<'a>) -> Result<Ref, TooCostly> {
        let id = self.numbers.next();
        // Several content streams must be joined.
        let single = page.raw().get::<Stream>(keys::CONTENTS);
        let data = match &single {
            Some(stream) => stream.raw_data(),
            None => Cow::Owned(deflate_small(&page_content(page, &mut self.budget)?)),
        };
        let (crop, matrix) = (page.crop_box(), page.initial_transform(false).as_coeffs());
        document.file.stream(id, vec![data], |form| {
            form.pair(Name(b"Type"), Name(b"XObject")).pair(Name(b"Subtype"), Name(b"Form"));
            form.insert(Name(b"BBox")).array().items([crop.x0, crop.y0, crop.x1, crop.y1].map(|x| x as f32));
            form.insert(Name(b"Matrix")).array().items(matrix.map(|x| x as f32));
            match &single {
                Some(stream) => self.filters(stream, form),
                None => {
                    form.pair(Name(b"Filter"), Name(b"FlateDecode"));
                }
            }
            if let Some(group) = page.raw().get_raw::<Object>(keys::GROUP) {
                self.value(&group, form.insert(Name(b"Group")));
            }
            self.resources(page, form.insert(Name(b"Resources")));
        });
        self.pay(document)?;
        Ok(id)
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
                // These keys are names that the author of the page chose, whatever they mean elsewhere.
                let mut named = dictionary.insert(Name(key)).dict();
                for (name, value) in entries.entries() {
                    self.value(&value, named.insert(Name(&name)));
                }
            }
        }
    }

    /// Copies all objects to which the copied pages refer, directly or indirectly. Returns the allocator of object
    /// numbers, which the document must continue to use.
    ///
    /// # Errors
    /// Returns [`TooCostly`] if too much has been copied.
    pub(super) fn finish(mut self, document: &mut Document<'a>) -> Result<ObjectNumbers, TooCostly> {
        while let Some(original) = self.pending.pop() {
            let Some(&id) = self.copies.get(&original) else { continue };
            match self.pdf.xref().get::<Object<'a>>(original.into()) {
                Some(Object::Stream(stream)) => self.stream(id, &stream, document),
                Some(object) => self.object(&object, document.object().indirect(id)),
                // A reference to a missing object is null (7.3.10).
                None => document.object().indirect(id).primitive(pdf_writer::Null),
            }
            self.pay(document)?;
        }
        Ok(self.numbers)
    }

    fn stream(&mut self, id: Ref, stream: &Stream<'a>, document: &mut Document<'a>) {
        let mut data = stream.raw_data();
        if stream.filters().as_slice() == [Filter::DctDecode]
            && let Some(plain) = jpeg_without_hidden_data(&data)
        {
            data = Cow::Owned(plain);
        }
        document.file.stream(id, vec![data], |copy| {
            let is_kept =
                |key: &[u8]| key != keys::LENGTH && !FILTER_ENTRIES.contains(&key) && !EXTERNAL_ENTRIES.contains(&key);
            self.entries(stream.dict(), copy, &is_kept);
            self.filters(stream, copy);
        });
    }

    /// Copies the filters of a stream with their parameters. A filter for encryption is left out, since the data are decrypted.
    fn filters(&mut self, stream: &Stream<'a>, copy: &mut pdf_writer::Dict) {
        let dict = stream.dict();
        if stream.filters().first() != Some(&Filter::Crypt) {
            self.entries(dict, copy, &|key| FILTER_ENTRIES.contains(&key));
            return;
        }
        for key in FILTER_ENTRIES {
            let Some(all) = dict.get::<Array>(key) else { continue };
            let mut rest = copy.insert(Name(key)).array();
            for item in all.raw_iter().skip(1) {
                self.value(&item, rest.push());
            }
        }
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
