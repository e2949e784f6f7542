//! How many megabytes of raw text a second are mended: `cargo bench --bench import`.

use agrafe::diagnostic::Lang;
use agrafe::import::document::{Block, BlockKind, Document};
use agrafe::import::{cleanup, markdown, readers};
use divan::{Bencher, counter::BytesCount};
use std::path::PathBuf;

// As the program has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

/// The sample's texts as a copy of a PDF has them: in columns, with cut words, numbers of pages and glued calls.
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

fn written(copy: Document) -> usize {
    markdown::written(&cleanup::clean(copy), &[], Lang::En).len()
}

/// From the file to the Markdown.
#[divan::bench(args = [1 << 20, 20 << 20])]
fn whole(bencher: Bencher, bytes: usize) {
    let text = raw(bytes);
    let file: PathBuf = std::env::temp_dir().join(format!("agrafe-import-{}-{bytes}.txt", std::process::id()));
    std::fs::write(&file, &text).unwrap_or_else(|e| panic!("a file for the bench: {e}"));
    let imported = || {
        readers::read(&file, text.clone().into_bytes(), &|_| None)
            .map(written)
            .unwrap_or_else(|fault| panic!("refused: {fault:?}"))
    };
    // What comes out is about as long as what goes in: the text was read, and not left out.
    assert!(imported() > bytes / 2);
    bencher.counter(BytesCount::of_str(&text)).bench(imported);
    let _ = std::fs::remove_file(&file);
}

/// The mending alone.
#[divan::bench]
fn mending(bencher: Bencher) {
    let text = raw(4 << 20);
    let copy = || {
        let blocks = vec![Block { kind: BlockKind::Text, text: text.clone(), line: 1 }];
        Document { blocks, lines: true, ..Document::default() }
    };
    bencher
        .counter(BytesCount::of_str(&text))
        .with_inputs(copy)
        .bench_values(|copy| cleanup::clean(copy).repairs.len());
}
