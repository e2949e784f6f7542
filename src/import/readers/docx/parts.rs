//! Reads the parts of a .docx that the main part refers to: styles, relationships and numbering.

use crate::import::document::LeftOut;
use crate::import::readers::archive::Archive;
use crate::import::readers::fault::ReadFault;
use crate::import::readers::limits::MAX_ADDRESS;
use crate::import::readers::xml::{XmlEvent, walk};
use std::collections::HashMap;
use std::sync::Arc;

/// The number of passes in which styles inherit the roles of the styles that they are based on. Each pass covers at least one
/// step, and chains of styles in templates have two or three steps.
const MAX_CHAIN: usize = 4;

/// The role that a style gives to a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StyleRole {
    Title,
    Heading(u8),
    Quote,
    Caption,
    ListItem,
}

/// The definitions that the text of a document refers to.
#[derive(Default)]
pub(super) struct Parts {
    /// The role of each style, by style id.
    pub(super) roles: HashMap<String, StyleRole>,
    /// The target of each link and picture, by relationship id. Targets that are too long are missing.
    pub(super) relations: HashMap<String, Arc<str>>,
    /// The targets that are too long.
    pub(super) left_out: Vec<LeftOut>,
    /// Whether each list is numbered, by list id.
    pub(super) numbered: HashMap<String, bool>,
}

impl Parts {
    pub(super) fn read(archive: &mut Archive) -> Result<Parts, ReadFault> {
        let mut parts = Parts::default();
        parts.read_styles(archive)?;
        parts.read_relations(archive)?;
        parts.read_numbering(archive)?;
        Ok(parts)
    }

    fn read_relations(&mut self, archive: &mut Archive) -> Result<(), ReadFault> {
        let part = "word/_rels/document.xml.rels";
        walk(&archive.text(part)?.unwrap_or_default(), part, |event| {
            if let XmlEvent::Start("Relationship", attributes) = event
                && let (Some(id), Some(target)) = (attributes.get("Id"), attributes.get("Target"))
            {
                if target.len() > MAX_ADDRESS {
                    self.left_out.push(LeftOut { line: 1, text: target });
                } else {
                    self.relations.insert(id, target.into());
                }
            }
        })
    }

    /// Reads the role of each style from its name in English or French, or from its outline level.
    fn read_styles(&mut self, archive: &mut Archive) -> Result<(), ReadFault> {
        #[derive(Default)]
        struct DocxStyle {
            id: String,
            name: String,
            based_on: String,
            outline_level: String,
        }
        let part = "word/styles.xml";
        let mut styles: Vec<DocxStyle> = Vec::new();
        // The open style.
        let mut style: Option<DocxStyle> = None;
        walk(&archive.text(part)?.unwrap_or_default(), part, |event| match event {
            XmlEvent::Start("style", attributes) => {
                style = attributes.get("styleId").map(|id| DocxStyle { id, ..DocxStyle::default() });
            }
            XmlEvent::Start(name, attributes) => {
                let Some(style) = &mut style else { return };
                let property = match name {
                    "name" => &mut style.name,
                    "basedOn" => &mut style.based_on,
                    "outlineLvl" => &mut style.outline_level,
                    _ => return,
                };
                *property = attributes.get("val").unwrap_or_default();
            }
            XmlEvent::End("style") => styles.extend(style.take()),
            XmlEvent::End(_) | XmlEvent::Text(_) => {}
        })?;
        for style in &styles {
            if let Some(role) =
                StyleRole::of_name(&style.name).or_else(|| StyleRole::of_outline_level(&style.outline_level))
            {
                self.roles.insert(style.id.clone(), role);
            }
        }
        // A style without a role inherits the role of the style that it is based on.
        for _ in 0..MAX_CHAIN {
            for style in &styles {
                if let Some(role) = self.roles.get(&style.based_on).copied() {
                    self.roles.entry(style.id.clone()).or_insert(role);
                }
            }
        }
        Ok(())
    }

    /// Reads which lists are numbered, from the format of their first level.
    fn read_numbering(&mut self, archive: &mut Archive) -> Result<(), ReadFault> {
        let part = "word/numbering.xml";
        let mut formats: HashMap<String, bool> = HashMap::new();
        let (mut definition, mut list) = (String::new(), String::new());
        walk(&archive.text(part)?.unwrap_or_default(), part, |event| {
            let XmlEvent::Start(name, attributes) = event else { return };
            match name {
                "abstractNum" => definition = attributes.get("abstractNumId").unwrap_or_default(),
                "numFmt" => {
                    let is_numbered = attributes.get("val").is_some_and(|val| val != "bullet" && val != "none");
                    formats.entry(definition.clone()).or_insert(is_numbered);
                }
                "num" => list = attributes.get("numId").unwrap_or_default(),
                "abstractNumId" => {
                    let is_numbered = attributes.get("val").and_then(|definition| formats.get(&definition).copied());
                    self.numbered.insert(list.clone(), is_numbered.unwrap_or(false));
                }
                _ => {}
            }
        })
    }
}

impl StyleRole {
    /// Returns the role for an outline level, which is counted from 0.
    pub(super) fn of_outline_level(level: &str) -> Option<StyleRole> {
        let level: u8 = level.parse().ok()?;
        (level < 6).then_some(StyleRole::Heading(level + 1))
    }

    /// Returns the role that the name of a style indicates.
    fn of_name(name: &str) -> Option<StyleRole> {
        let name = name.to_lowercase();
        let level = name.strip_prefix("heading ").or_else(|| name.strip_prefix("titre "));
        if let Some(level) = level.and_then(|level| level.parse::<u8>().ok()).filter(|level| (1..=9).contains(level)) {
            return Some(StyleRole::Heading(level.min(6)));
        }
        match name.as_str() {
            "title" | "titre" => Some(StyleRole::Title),
            "subtitle" | "sous-titre" => Some(StyleRole::Heading(1)),
            "quote" | "intense quote" | "citation" | "citation intense" | "block text" | "quotations" => {
                Some(StyleRole::Quote)
            }
            "caption" | "légende" => Some(StyleRole::Caption),
            "list bullet" | "liste à puces" => Some(StyleRole::ListItem),
            _ => None,
        }
    }
}
