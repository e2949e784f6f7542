//! Turns front matter into the first blocks of its text: the title, the subtitle, a byline with author, translator, source and
//! date, and the summary.

use super::dates;
use super::language::Language;
use crate::diagnostic::Span;
use crate::manuscript::{Block, Heading, HeadingKind, Inline, InlineStyle, Text, Words, plain_text};

/// Inserts the title, the byline and the summary at the head of a text, before an epigraph. The title is corrected, and the
/// byline labelled, in `language`, the language of the brochure.
pub(super) fn insert(text: &mut Text, language: Language) {
    for words in [&mut text.front.title, &mut text.front.subtitle, &mut text.front.part].into_iter().flatten() {
        *words = language.corrected(words);
    }
    let mut opening = Vec::new();
    if let Some(title) = text.front.title.as_ref().filter(|title| !begins_with(text, &title.text)) {
        opening.push(Block::Heading(Heading {
            level: 1,
            kind: HeadingKind::Title,
            inlines: vec![Inline::Text(title.clone())],
            anchor: None,
            span: title.span,
        }));
    }
    let mut below = Vec::new();
    let mut lines: Vec<Inline> = text.front.subtitle.iter().cloned().map(Inline::Text).collect();
    let mut byline = byline(text, language.is_french());
    if !lines.is_empty() && !byline.is_empty() {
        lines.push(Inline::Break);
    }
    lines.append(&mut byline);
    if !lines.is_empty() {
        below.push(Block::Byline(lines));
    }
    if let Some(summary) = &text.front.summary {
        let words = vec![Inline::Text(summary.clone())];
        below.push(Block::Paragraph(vec![Inline::styled(InlineStyle::Emphasis, words, summary.span)]));
    }
    // If the author wrote the title as the first heading of the text, the byline follows that heading.
    let begins_with_title = matches!(text.blocks.first(), Some(Block::Heading(heading)) if heading.level == 1);
    if opening.is_empty() && begins_with_title {
        text.blocks.splice(1..1, below);
    } else {
        opening.append(&mut below);
        text.blocks.splice(0..0, opening);
    }
}

/// Whether the first block of a text is a heading with these words.
fn begins_with(text: &Text, title: &str) -> bool {
    let letters = |words: &str| -> String {
        words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    match text.blocks.first() {
        Some(Block::Heading(heading)) => {
            let own = letters(&plain_text(&heading.inlines));
            !own.is_empty() && own == letters(title)
        }
        _ => false,
    }
}

/// Returns the author, translator, source and date of a text as one line.
fn byline(text: &Text, in_french: bool) -> Vec<Inline> {
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
    inlines
}

/// Returns the spans of the words in the front matter of a text that are printed.
pub(super) fn spans(text: &Text) -> Vec<Span> {
    let front = &text.front;
    let words =
        [&front.title, &front.subtitle, &front.author, &front.translator, &front.source, &front.date, &front.summary];
    words.into_iter().flatten().map(|words| words.span).collect()
}

/// Writes the date of a text in the words of a language.
pub(super) fn set_date(text: &mut Text, language: &str) {
    if let Some(date) = &mut text.front.date
        && let Some(written) = dates::written(&date.text, language)
    {
        date.text = written;
    }
}
