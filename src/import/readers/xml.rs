//! Walks over the XML of documents element by element, without building a tree.
//!
//! Names are reported without their namespace prefix. No two names that the readers use differ only in the prefix.

use super::fault::ReadFault;
use super::limits::DEEPEST;
use crate::diagnostic::DocumentDamage;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// An event of a walk over XML.
pub(super) enum XmlEvent<'x> {
    /// An element begins.
    Start(&'x str, &'x Attributes<'x>),
    /// An element ends.
    End(&'x str),
    /// Characters.
    Text(&'x str),
}

/// The attributes of an element.
pub(super) struct Attributes<'x>(&'x BytesStart<'x>);

impl Attributes<'_> {
    /// Returns the value of an attribute; `None` if there is no such attribute. The value of a malformed attribute is empty.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes().flatten();
        let attribute = attributes.find(|attribute| attribute.key.local_name().as_ref() == name)?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0);
        Some(value.map_or_else(|_| String::new(), |value| value.into_owned()))
    }
}

/// Walks over the XML of a part and calls `each` for every event.
///
/// # Errors
/// Returns an error if the XML is malformed or nested too deeply.
pub(super) fn walk(xml: &str, part: &str, mut each: impl FnMut(XmlEvent)) -> Result<(), ReadFault> {
    let mut reader = Reader::from_str(xml.trim_start_matches('\u{feff}'));
    let malformed = |at| ReadFault::Damaged(DocumentDamage::BadXml { part: part.to_string(), at });
    let mut depth = 0;
    loop {
        let event = reader.read_event();
        let at = reader.buffer_position();
        match event.map_err(|_| malformed(at))? {
            Event::Start(start) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(ReadFault::TooDeep);
                }
                each(XmlEvent::Start(start.local_name().as_ref(), &Attributes(&start)));
            }
            Event::Empty(start) => {
                each(XmlEvent::Start(start.local_name().as_ref(), &Attributes(&start)));
                each(XmlEvent::End(start.local_name().as_ref()));
            }
            Event::End(end) => {
                depth -= 1;
                each(XmlEvent::End(end.local_name().as_ref()));
            }
            Event::Text(text) => each(XmlEvent::Text(&text.xml10_content())),
            Event::CData(text) => each(XmlEvent::Text(&text.xml10_content())),
            Event::GeneralRef(reference) => match reference.resolve_char_ref().map_err(|_| malformed(at))? {
                Some(character) => each(XmlEvent::Text(character.encode_utf8(&mut [0; 4]))),
                None => {
                    let entity = resolve_predefined_entity(&reference.xml10_content());
                    each(XmlEvent::Text(entity.unwrap_or("\u{fffd}")));
                }
            },
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}
