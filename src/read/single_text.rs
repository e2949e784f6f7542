//! Uses the title, author, translator, date and language of a brochure's only text for the cover and the metadata, unless
//! brochure.toml sets them.

use crate::diagnostic::{Placed, Span};
use crate::manuscript::{Block, Text, Words, plain_text};
use crate::spec::RawSpec;

/// Fills in the settings of a brochure from its only text. `fallback` is the title if the text has none.
pub(super) fn adopt(raw: &mut RawSpec, text: &Text, fallback: Option<String>) {
    let front = &text.front;
    let placed =
        |words: &Option<Words>| words.as_ref().map(|words| Placed { value: words.text.clone(), span: words.span });
    if raw.title.is_none() {
        raw.title = placed(&front.title).or_else(|| first_heading(text));
        raw.title = raw.title.take().or_else(|| fallback.map(|value| Placed { value, span: Span::default() }));
        raw.subtitle = raw.subtitle.take().or_else(|| placed(&front.subtitle));
    }
    raw.author = raw.author.take().or_else(|| placed(&front.author));
    raw.translator = raw.translator.take().or_else(|| placed(&front.translator));
    raw.date = raw.date.take().or_else(|| placed(&front.date));
    let language = front.language.clone().map(|value| Placed { value, span: Span::default() });
    raw.language = raw.language.take().or(language);
}

/// Returns the words of the first block of a text, if it is a heading of level 1.
fn first_heading(text: &Text) -> Option<Placed<String>> {
    let Block::Heading(heading) = text.blocks.first()? else { return None };
    let value = plain_text(&heading.inlines);
    (heading.level == 1 && !value.trim().is_empty()).then_some(Placed { value, span: heading.span })
}
