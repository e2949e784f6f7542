//! Recognises callouts as on GitHub and in Obsidian: quotations that begin with `[!NOTE]`, with or without a title.

use super::context::TextContext;
use super::{dialect, lines};
use crate::manuscript::{Block, Boxed, Inline, InlineStyle, Words, plain_text};

/// Returns the block that a quotation with these blocks becomes: a callout becomes a box.
pub(super) fn of(context: &mut TextContext, mut blocks: Vec<Block>) -> Block {
    let Some(title) = callout_title(context, &mut blocks) else { return Block::Quote(blocks) };
    let title = dialect::line(context, title);
    Block::Box(Boxed { title, blocks })
}

/// Removes the mark of a callout from its first paragraph, and returns the title: the words after the mark, or else the name
/// in the mark. Returns `None` if the quotation isn't a callout.
fn callout_title(context: &TextContext, blocks: &mut Vec<Block>) -> Option<Vec<Inline>> {
    let Some(Block::Paragraph(inlines)) = blocks.first_mut() else { return None };
    let Some(Inline::Text(words)) = inlines.first_mut() else { return None };
    let is_escaped = context.source.slice(&(0..words.span.start as usize)).ends_with('\\');
    let rest = words.text.strip_prefix("[!").filter(|_| !is_escaped)?;
    let length = rest.find(']')?;
    let name = &rest[..length];
    // Obsidian allows a word after a bar, which affects the colour, and marks folded callouts with a plus or minus sign.
    let name = name.split('|').next().unwrap_or_default();
    if name.is_empty() || !name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_')) {
        return None;
    }
    let (span, name) = (words.span, name.to_string());
    let after = rest[length + 1..].trim_start_matches(['+', '-']);
    let removed = words.text.len() - after.len();
    words.text.drain(..removed);
    words.span.start = (words.span.start + removed as u32).min(words.span.end);
    let mut own = lines::lines(std::mem::take(inlines)).into_iter();
    let mut title = own.next().unwrap_or_default();
    *inlines = lines::joined(own);
    if inlines.iter().all(lines::is_blank) {
        blocks.remove(0);
    }
    if plain_text(&title).trim().is_empty() {
        title = vec![Inline::Text(Words { text: capitalised(&name.to_lowercase()), span })];
    }
    Some(lines::trimmed(title))
}

/// Returns a name with a capital: `note` becomes `Note`.
pub(super) fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Removes the heading or the bold line at the beginning of a boxed text, and returns it as the title.
pub(super) fn title_of(blocks: &mut Vec<Block>) -> Vec<Inline> {
    let title = match blocks.first_mut() {
        Some(Block::Heading(heading)) => std::mem::take(&mut heading.inlines),
        Some(Block::Paragraph(inlines)) => match inlines.as_mut_slice() {
            [Inline::Styled { style: InlineStyle::Strong, inlines, .. }] => std::mem::take(inlines),
            _ => return Vec::new(),
        },
        _ => return Vec::new(),
    };
    blocks.remove(0);
    title
}
