//! Reads Markdown into blocks, inlines and notes: CommonMark with footnotes and tables, and the mark-up of other dialects.
//!
//! The text goes through four steps:
//!
//! 1. [`masks`] hides the mark-up that a CommonMark parser would misread, such as `{{< shortcodes >}}` and `::: divisions`.
//! 2. pulldown-cmark parses the rest, and html5gum the HTML in it.
//! 3. [`builder`] turns the events and tags into blocks and inlines, without recursion.
//! 4. [`dialect`] finds the mark-up of other dialects in the words of each line.
//!
//! Mark-up that can't be set as intended is reported once for each kind (`findings`). docs/texts.md explains the syntax to
//! authors.

mod attributes;
mod builder;
mod callout;
mod context;
mod dialect;
mod division;
mod element;
mod events;
mod fences;
mod figures;
mod findings;
mod finish;
mod html;
mod html_attributes;
mod invisible;
mod leftovers;
mod lines;
mod links;
mod masks;
mod note_table;
mod notes;
mod paragraph;
mod pictures;
mod source;
mod syntax;
mod tables;
mod walk;

use crate::diagnostic::{FileId, Warned};
use crate::manuscript::{Block, Inline, Note};
use findings::Collected;
use source::{MaskedSource, Part};

/// Reads the blocks and notes of a text that begins at byte `body` of its file.
pub(super) fn read(source: &str, body: usize, file: FileId) -> Warned<(Vec<Block>, Vec<Note>)> {
    let mut collected = Collected::default();
    let (masked_source, masked) = MaskedSource::of(source, body, file);
    let mut blocks = events::parse(&mut collected, &masked_source, &Part::new(&masked[body..], body), 0);
    let mut notes = notes::resolve(&mut collected, &mut blocks);
    let mut finish = |line: &mut Vec<Inline>| {
        invisible::remove(&mut collected, line);
        leftovers::find(&mut collected, line, source);
        end_lines(line);
    };
    walk::each_line(&mut blocks, &mut finish);
    notes.iter_mut().for_each(|note| walk::each_line(&mut note.blocks, &mut finish));
    collected.report(file, source);
    Warned::new((blocks, notes), collected.diagnostics)
}

/// Turns the ends of lines in the source into spaces.
fn end_lines(inlines: &mut [Inline]) {
    for inline in inlines {
        if let Inline::Text(words) = inline {
            if words.text.contains('\n') {
                words.text = words.text.replace('\n', " ");
            }
        } else {
            end_lines(inline.inner_mut());
        }
    }
}
