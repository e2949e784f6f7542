//! The XML of documents, element by element.

use super::archive::DEEPEST;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// Why a part can't be read.
pub(super) enum Broken {
    /// It nests elements too deep.
    TooDeep,
    /// It is no XML.
    Malformed(String),
}

/// What is met on a walk over XML; names are without their prefix.
pub(super) enum Node<'x> {
    /// An element begins.
    Start(&'x str, &'x Attributes<'x>),
    /// It ends.
    End(&'x str),
    /// Characters.
    Text(&'x str),
}

/// The attributes of an element.
pub(super) struct Attributes<'x>(&'x BytesStart<'x>);

impl Attributes<'_> {
    /// The value of one, by its name without a prefix.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let mut found = self.0.attributes().flatten().filter(|attribute| attribute.key.local_name().as_ref() == name);
        let attribute = found.next()?;
        Some(
            attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_or_else(|_| String::new(), |value| value.into_owned()),
        )
    }
}

/// Walks over a part.
///
/// # Errors
/// When it is malformed or too deep.
pub(super) fn walk(xml: &str, mut each: impl FnMut(Node)) -> Result<(), Broken> {
    let mut reader = Reader::from_str(xml.trim_start_matches('\u{feff}'));
    let mut depth = 0;
    let malformed = |why: &dyn std::fmt::Display| Broken::Malformed(why.to_string());
    loop {
        match reader.read_event().map_err(|e| malformed(&e))? {
            Event::Start(start) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(Broken::TooDeep);
                }
                each(Node::Start(start.local_name().as_ref(), &Attributes(&start)));
            }
            Event::Empty(start) => {
                each(Node::Start(start.local_name().as_ref(), &Attributes(&start)));
                each(Node::End(start.local_name().as_ref()));
            }
            Event::End(end) => {
                depth -= 1;
                each(Node::End(end.local_name().as_ref()));
            }
            Event::Text(text) => each(Node::Text(&text.xml10_content())),
            Event::CData(text) => each(Node::Text(&text.xml10_content())),
            Event::GeneralRef(reference) => match reference.resolve_char_ref().map_err(|e| malformed(&e))? {
                Some(character) => each(Node::Text(character.encode_utf8(&mut [0; 4]))),
                None => each(Node::Text(resolve_predefined_entity(&reference.xml10_content()).unwrap_or("\u{fffd}"))),
            },
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}
