//! Objects of another PDF carried into ours: each once, under a number of its own, its stream's data lent as they came.
//!
//! A page becomes a form (ISO 32000-1, 8.10): its crop box is the form's box, and the form's matrix takes the page's turn
//! and its box's corner away, so that it lies upright at the origin.

use super::carried::Carried;
use super::document::Document;
use crate::deflate::deflate_small;
use hayro_syntax::Pdf;
use hayro_syntax::object::dict::keys;
use hayro_syntax::object::{Array, Dict, MaybeRef, ObjRef, Object, Stream};
use hayro_syntax::page::Page;
use pdf_writer::{Name, Obj, Ref, Str};
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// What belongs to a document as a whole, and would draw all of it along.
const LEFT_BEHIND: [&[u8]; 11] = [
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
/// What is written anew.
const OWN: [&[u8]; 1] = [keys::LENGTH];
/// What says how data are packed.
const PACKING: [&[u8]; 3] = [keys::FILTER, keys::DECODE_PARMS, keys::DP];

/// Carries objects over.
pub(super) struct Carrier<'a> {
    pdf: &'a Pdf,
    last: i32,
    numbers: FxHashMap<ObjRef, Ref>,
    /// What is referred to and not written yet.
    waiting: Vec<ObjRef>,
}

impl<'a> Carrier<'a> {
    /// Numbers its objects after `last`.
    pub(super) fn new(pdf: &'a Pdf, last: Ref) -> Carrier<'a> {
        Carrier { pdf, last: last.get(), numbers: FxHashMap::default(), waiting: Vec::new() }
    }

    /// The last number that was given.
    pub(super) fn last(&self) -> i32 {
        self.last
    }

    fn next(&mut self) -> Ref {
        self.last += 1;
        Ref::new(self.last)
    }

    fn number(&mut self, of: ObjRef) -> Ref {
        if let Some(number) = self.numbers.get(&of) {
            return *number;
        }
        let number = self.next();
        self.numbers.insert(of, number);
        self.waiting.push(of);
        number
    }

    /// Carries a page over as a form.
    pub(super) fn page(&mut self, page: &Page<'a>, document: &mut Document<'a>) -> Ref {
        let id = self.next();
        let single = page.raw().get::<Stream>(keys::CONTENTS).filter(|stream| !is_crypt(stream));
        // Several streams are one; so is one that can't be carried as it is.
        let data = match &single {
            Some(stream) => stream.raw_data(),
            None => Cow::Owned(deflate_small(page.page_stream().unwrap_or_default())),
        };
        let (crop, turn) = (page.crop_box(), page.initial_transform(false).as_coeffs());
        let carried = Carried::new(id, vec![data], |dict| {
            dict.pair(Name(b"Type"), Name(b"XObject")).pair(Name(b"Subtype"), Name(b"Form"));
            dict.insert(Name(b"BBox")).array().items([crop.x0, crop.y0, crop.x1, crop.y1].map(|x| x as f32));
            dict.insert(Name(b"Matrix")).array().items(turn.map(|x| x as f32));
            match &single {
                Some(stream) => self.entries(stream.dict(), dict, &|key| PACKING.contains(&key)),
                None => {
                    dict.pair(Name(b"Filter"), Name(b"FlateDecode"));
                }
            }
            if let Some(group) = page.raw().get_raw::<Object>(keys::GROUP) {
                self.value(&group, dict.insert(Name(b"Group")));
            }
            self.resources(page, dict.insert(Name(b"Resources")));
        });
        document.carried.push(carried);
        id
    }

    fn resources(&mut self, page: &Page<'a>, into: Obj) {
        let resources = page.resources();
        let mut written = into.dict();
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
                self.entries(entries, &mut written.insert(Name(key)).dict(), &|_| true);
            }
        }
    }

    /// Writes everything that was referred to, and what that refers to.
    pub(super) fn finish(&mut self, document: &mut Document<'a>) {
        while let Some(of) = self.waiting.pop() {
            let Some(&id) = self.numbers.get(&of) else { continue };
            match self.pdf.xref().get::<Object<'a>>(of.into()) {
                Some(Object::Stream(stream)) => {
                    let carried = self.stream(id, &stream);
                    document.carried.push(carried);
                }
                Some(object) => self.object(&object, document.pdf.indirect(id)),
                // A reference to nothing is one to null (7.3.10).
                None => document.pdf.indirect(id).primitive(pdf_writer::Null),
            }
        }
    }

    fn stream(&mut self, id: Ref, stream: &Stream<'a>) -> Carried<'a> {
        if is_crypt(stream) {
            // Its data are open now: they are packed anew.
            let data = deflate_small(&stream.decoded().unwrap_or_default());
            return Carried::new(id, vec![Cow::Owned(data)], |dict| {
                dict.pair(Name(b"Filter"), Name(b"FlateDecode"));
                self.entries(stream.dict(), dict, &|key| !OWN.contains(&key) && !PACKING.contains(&key));
            });
        }
        Carried::new(id, vec![stream.raw_data()], |dict| {
            self.entries(stream.dict(), dict, &|key| !OWN.contains(&key));
        })
    }

    fn entries(&mut self, from: &Dict<'a>, into: &mut pdf_writer::Dict, wanted: &dyn Fn(&[u8]) -> bool) {
        for (key, value) in from.entries() {
            let name: &[u8] = &key;
            if wanted(name) && !LEFT_BEHIND.contains(&name) {
                self.value(&value, into.insert(Name(name)));
            }
        }
    }

    fn value(&mut self, value: &MaybeRef<Object<'a>>, into: Obj) {
        match value {
            MaybeRef::Ref(of) => into.primitive(self.number(*of)),
            MaybeRef::NotRef(object) => self.object(object, into),
        }
    }

    fn object(&mut self, object: &Object<'a>, into: Obj) {
        match object {
            // A stream never stands in another object.
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
        let mut written = into.array();
        for item in array.raw_iter() {
            self.value(&item, written.push());
        }
    }
}

/// Whether a stream's first filter is one of encryption.
fn is_crypt(stream: &Stream) -> bool {
    stream.filters().first() == Some(&hayro_syntax::Filter::Crypt)
}
