//! Measures the speed of importing raw text in megabytes per second: `cargo bench --bench import`.

use agrafe::diagnostic::Lang;
use agrafe::import::document::{Block, BlockKind, Document};
use agrafe::import::{self, markdown};
use divan::{Bencher, counter::BytesCount};
use std::path::Path;

// The program uses this allocator too.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

/// Returns the texts of the sample brochure as if they had been copied from a PDF: broken into lines, with
/// hyphenated words and page numbers. They are
/// repeated until they have this number of bytes.
fn raw(bytes: usize) -> String {
    let texts = ["01-chronologie.md", "02-fabriquer.md", "03-entretien.md"];
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/brochure/");
    let read =
        |name: &str| std::fs::read_to_string(format!("{folder}{name}")).unwrap_or_else(|e| panic!("{name}: {e}"));
    let all: String = texts.iter().map(|name| read(name) + "\n\n").collect();
    let prose: Vec<&str> = all.split("\n\n").filter(|part| !part.starts_with(['#', '!', '[', '<', '>'])).collect();
    let (mut out, mut column, mut line, mut page) = (String::with_capacity(bytes + 4096), 0, 0, 1);
    for word in std::iter::repeat(prose.iter()).flatten().flat_map(|part| part.split_whitespace().chain(["\n\n"])) {
        let letters = word.chars().count();
        if column + letters > 62 || word == "\n\n" {
            let cut = word.char_indices().nth(4).filter(|_| letters > 9).map_or(0, |(at, _)| at);
            out.push_str(&word[..cut]);
            out.push_str(if cut > 0 { "-\n" } else { "\n" });
            out.push_str(word[cut..].trim_start());
            out.push_str(if word == "\n\n" { "\n" } else { " " });
            (column, line) = (letters - cut, line + 1);
        } else {
            out.push_str(word);
            out.push(' ');
            column += letters + 1;
        }
        if line > 38 {
            out.push_str(&format!("\n\n{page}\n\u{c}"));
            (line, page, column) = (0, page + 1, 0);
        }
        if out.len() > bytes {
            return out;
        }
    }
    out
}

/// Cleans up a document, converts it to Markdown, and returns the length of the Markdown in bytes.
fn written(document: Document) -> usize {
    markdown::written(&import::clean(document), Lang::En).len()
}

/// Measures the whole import, from the bytes of a file to the Markdown, for a short text, a long one, and one that keeps all
/// threads busy.
#[divan::bench(args = [64 << 10, 1 << 20, 20 << 20])]
fn whole(bencher: Bencher, bytes: usize) {
    let text = raw(bytes);
    bencher.counter(BytesCount::of_str(&text)).with_inputs(|| text.clone().into_bytes()).bench_values(|bytes| {
        let document = import::read(Path::new("raw.txt"), bytes, &|_| None);
        let length = document.map(written);
        assert!(length.as_ref().is_ok_and(|length| *length > 0), "the text was not imported: {length:?}");
        length
    });
}

/// Measures only the clean-up.
#[divan::bench]
fn cleanup(bencher: Bencher) {
    let text = raw(4 << 20);
    let document = || {
        let blocks = vec![Block { kind: BlockKind::Paragraph, text: text.clone(), line: 1 }];
        Document { blocks, raw_lines: true, ..Document::default() }
    };
    bencher.counter(BytesCount::of_str(&text)).with_inputs(document).bench_values(|document| {
        let repairs = import::clean(document).repairs.len();
        assert!(repairs > 0, "nothing was repaired");
        repairs
    });
}
