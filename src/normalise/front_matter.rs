//! Turns front matter into the first blocks of its text: the title, and a byline with author, translator, source and date.

use super::language::Language;
use crate::manuscript::{Block, Heading, HeadingKind, Inline, Text, Words};

/// Inserts the title and the byline at the head of a text, before an epigraph. The title is corrected, and the byline labelled,
/// in `language`, the language of the brochure.
pub(super) fn insert(text: &mut Text, language: Language) {
    for words in [&mut text.front.title, &mut text.front.part].into_iter().flatten() {
        *words = language.corrected(words);
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
    if let Some(byline) = byline(text, language.is_french()) {
        // If the author wrote the title as the first heading of the text, the byline follows that heading.
        let begins_with_title = matches!(text.blocks.first(), Some(Block::Heading(heading)) if heading.level == 1);
        if opening.is_empty() && begins_with_title {
            text.blocks.insert(1, byline);
        } else {
            opening.push(byline);
        }
    }
    text.blocks.splice(0..0, opening);
}

fn byline(text: &Text, in_french: bool) -> Option<Block> {
    let front = &text.front;
    let labelled = |words: &Option<Words>, en: &str, fr: &str| {
        words.as_ref().map(|words| {
            let label = if in_french { fr } else { en };
            Words { text: format!("{label}{}", words.text), span: words.span }
        })
    };
    let parts = [
        labelled(&front.author, "", ""),
        labelled(&front.translator, "translated by ", "traduction\u{a0}: "),
        labelled(&front.source, "source: ", "source\u{a0}: "),
        labelled(&front.date, "", ""),
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
