//! A text's front matter becomes its first blocks: a title, and a line that says who and whence.

use super::Tongue;
use crate::manuscript::{Block, Heading, HeadingKind, Inline, Text, Words};
use crate::spec::Spec;

/// Puts the title and the byline at the head of a text; an epigraph typed first stays after them.
pub(super) fn open(text: &mut Text, spec: &Spec) {
    let language = spec.language.as_str();
    let tongue = Tongue { language, french: &spec.french };
    for words in [&mut text.front.title, &mut text.front.part].into_iter().flatten() {
        *words = tongue.words(words);
    }
    let mut opening = Vec::new();
    if let Some(title) = &text.front.title {
        opening.push(Block::Heading(Heading {
            level: 1,
            kind: HeadingKind::Title,
            inlines: vec![Inline::Text(title.clone())],
            anchor: None,
            span: title.span,
        }));
    }
    if let Some(byline) = byline(text, language) {
        // Below the title, whether it comes from here or is the text's first heading.
        let after_title = matches!(text.blocks.first(), Some(Block::Heading(h)) if h.level == 1);
        if opening.is_empty() && after_title {
            text.blocks.insert(1, byline);
        } else {
            opening.push(byline);
        }
    }
    text.blocks.splice(0..0, opening);
}

fn byline(text: &Text, language: &str) -> Option<Block> {
    let french = language.starts_with("fr");
    let front = &text.front;
    let said = |words: &Option<Words>, en: &str, fr: &str| {
        words.as_ref().map(|w| {
            let text = format!("{}{}", if french { fr } else { en }, w.text);
            Words { text, span: w.span }
        })
    };
    let parts = [
        said(&front.author, "", ""),
        said(&front.translator, "translated by ", "traduction\u{a0}: "),
        said(&front.source, "source: ", "source\u{a0}: "),
        said(&front.date, "", ""),
    ];
    let mut inlines = Vec::new();
    for words in parts.into_iter().flatten() {
        if !inlines.is_empty() {
            inlines.push(Inline::Text(Words { text: "\u{a0}– ".to_string(), span: words.span }));
        }
        inlines.push(Inline::Text(words));
    }
    (!inlines.is_empty()).then_some(Block::Byline(inlines))
}
