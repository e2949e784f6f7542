//! `agrafe import`: raw texts in, a brochure's folder out that builds at once, with a report of every repair.

use super::Outcome;
use super::args::ImportOptions;
use super::report::Console;
use crate::diagnostic::{Diagnostic, Fault, Lang, Sources, Span};
use crate::image::Picture;
use crate::import::document::{BlockKind, Cleaned, Document, Repair, Rule, Trust};
use crate::import::{cleanup, markdown, readers};
use crate::output::Outputs;
use crate::read;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use unicode_normalization::UnicodeNormalization;

/// Lines that a report lists of one rule on the terminal.
const SHOWN: usize = 12;

/// A text that was imported.
struct Imported {
    source: String,
    file: String,
    encoding: &'static str,
    mended: Cleaned,
}

pub(super) fn run(options: &ImportOptions, console: &Console) -> Outcome {
    let mut diagnostics = Vec::new();
    match import(options, console) {
        Ok(said) if console.quiet => drop(said),
        Ok(said) => console.result(&said),
        Err(fault) => diagnostics.push(*fault),
    }
    console.diagnostics(&diagnostics, &Sources::default());
    Outcome::of(&diagnostics)
}

fn import(options: &ImportOptions, console: &Console) -> Result<String, Box<Diagnostic>> {
    let refused = |fault| Box::new(Diagnostic::error(None::<Span>, fault));
    let folder = options.output.clone().unwrap_or_else(|| folder_of(&options.raw[0]));
    let in_use = std::fs::read_dir(&folder).is_ok_and(|mut entries| entries.next().is_some());
    if in_use || folder.is_file() {
        return Err(refused(Fault::FolderInUse { folder: folder.display().to_string() }));
    }
    let mut outputs = Outputs::default();
    let mut texts: Vec<Imported> = Vec::new();
    let mut pictures = Pictures::default();
    for (number, path) in options.raw.iter().enumerate() {
        let copy = document(path).map_err(refused)?;
        let (encoding, brought) = (copy.encoding, copy.pictures.clone());
        let mut mended = cleanup::clean(copy);
        if mended.title.is_empty() {
            mended.title = stem(path);
        }
        let several = if options.raw.len() > 1 { format!("{:02}-", number + 1) } else { String::new() };
        let file = format!("{several}{}.md", slug(&mended.title));
        let names = pictures.place(&mut mended, brought, &folder, &mut outputs);
        outputs.add(folder.join(&file), markdown::written(&mended, &names, console.lang).into_bytes());
        texts.push(Imported { source: path.display().to_string(), file, encoding, mended });
    }
    let title = texts.first().map_or("", |text| text.mended.title.as_str());
    outputs.add(folder.join("brochure.toml"), settings(title, &texts, console.lang).into_bytes());
    let report = report(&texts, console);
    outputs.add(folder.join("import.md"), report.into_bytes());
    outputs.write()?;
    Ok(summary(&texts, &folder, console))
}

/// Reads a document, with the pictures that lie beside it.
fn document(path: &Path) -> Result<Document, Fault> {
    let size = std::fs::metadata(path).map_or(0, |found| found.len());
    if size > readers::LARGEST << 20 {
        return Err(Fault::HugeText { file: path.display().to_string(), limit: readers::LARGEST });
    }
    let bytes = read::bytes(path)?;
    let folder = path.parent().unwrap_or(Path::new(""));
    readers::read(path, bytes, &|name| read::bytes(&folder.join(name)).ok())
}

/// The folder that is made where none is named: called like the text, in the folder one is in.
fn folder_of(raw: &Path) -> PathBuf {
    let name = slug(&stem(raw));
    let folder = PathBuf::from(&name);
    if folder.is_file() { PathBuf::from(format!("{name}-brochure")) } else { folder }
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

/// A title as the name of a file: small letters, figures and hyphens.
fn slug(title: &str) -> String {
    let mut slug = String::new();
    for c in title.nfkd().flat_map(char::to_lowercase) {
        match c {
            'a'..='z' | '0'..='9' => slug.push(c),
            'œ' => slug.push_str("oe"),
            'æ' => slug.push_str("ae"),
            '\u{300}'..='\u{36f}' => {}
            _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
    }
    let end = slug.char_indices().nth(48).map_or(slug.len(), |(at, _)| slug[..at].rfind('-').unwrap_or(at));
    let slug = slug[..end].trim_matches('-');
    // `import.md` is the report.
    if slug.is_empty() || slug == "import" { "texte".to_string() } else { slug.to_string() }
}

/// The pictures of a brochure: those that came with texts, and frames where one stood.
#[derive(Default)]
struct Pictures {
    count: usize,
}

impl Pictures {
    /// Writes what came, and a frame for each place without a file; gives the names of these places.
    fn place(
        &mut self,
        mended: &mut Cleaned,
        brought: Vec<(String, Vec<u8>)>,
        folder: &Path,
        outputs: &mut Outputs,
    ) -> Vec<String> {
        let mut came: BTreeMap<String, String> = BTreeMap::new();
        for (name, bytes) in brought {
            self.count += 1;
            let ending = Path::new(&name).extension().map(|e| e.to_string_lossy().to_ascii_lowercase());
            let file = format!("img{:02}.{}", self.count, ending.unwrap_or_default());
            outputs.add(folder.join(&file), bytes);
            came.insert(name, file);
        }
        let mut names = Vec::new();
        let mut missing = Vec::new();
        for block in &mut mended.blocks {
            let BlockKind::Picture(name) = &mut block.kind else { continue };
            if let Some(file) = came.get(name) {
                name.clone_from(file);
                continue;
            }
            self.count += 1;
            let file = format!("img{:02}.svg", self.count);
            outputs.add(folder.join(&file), Picture::stand_in(file.clone()).bytes.to_vec());
            let before = std::mem::take(name);
            let line = block.line;
            missing.push(Repair { rule: Rule::Picture, trust: Trust::Likely, line, before, after: file.clone() });
            names.push(file);
        }
        mended.repairs.append(&mut missing);
        names
    }
}

/// The brochure's settings.
fn settings(title: &str, texts: &[Imported], lang: Lang) -> String {
    let quoted = |text: &str| toml::Value::String(text.to_string()).to_string();
    let files: Vec<String> = texts.iter().map(|text| quoted(&text.file)).collect();
    let (of_title, of_pictures) = match lang {
        Lang::En => (
            "What was repaired is listed in import.md.",
            "Frames imgNN.svg stand where pictures stood: put the pictures there and name them in the text.",
        ),
        Lang::Fr => (
            "Ce qui a été réparé est dans import.md.",
            "Des cadres imgNN.svg tiennent la place des images : mettez-y les images et nommez-les dans le texte.",
        ),
    };
    let framed = texts.iter().any(|text| text.mended.repairs.iter().any(|repair| repair.rule == Rule::Picture));
    let of_pictures = if framed { format!("# {of_pictures}\n") } else { String::new() };
    format!(
        "# {of_title}\n{of_pictures}title = {}\nlanguage = \"fr\"\ntexts = [{}]\nlayouts = [\"a5-on-a4\"]\n\n[notes]\nplace = \"end\"\n",
        quoted(title),
        files.join(", ")
    )
}

/// How many repairs there are of each rule, and of how many doubt.
fn counted(repairs: &[Repair]) -> Vec<(Rule, usize, usize)> {
    let mut counts = vec![(0, 0); Rule::ALL.len()];
    for repair in repairs {
        let (count, doubtful) = &mut counts[repair.rule as usize];
        *count += 1;
        *doubtful += usize::from(repair.trust == Trust::Doubtful);
    }
    let counted = Rule::ALL.iter().zip(counts).map(|(rule, (count, doubtful))| (*rule, count, doubtful));
    counted.filter(|(_, count, _)| *count > 0).collect()
}

/// A repair in a line: where, what stood there, what stands there now.
fn said(repair: &Repair) -> String {
    match (repair.before.is_empty(), repair.after.is_empty()) {
        (_, true) => repair.before.clone(),
        (true, false) => repair.after.clone(),
        (false, false) if repair.before == repair.after => repair.before.clone(),
        (false, false) => format!("{} → {}", repair.before, repair.after),
    }
}

/// The report that stays with the brochure.
fn report(texts: &[Imported], console: &Console) -> String {
    let mut out = format!("# {}\n", console.say("Import", "Import"));
    let line = console.say("line", "ligne");
    for text in texts {
        out.push_str(&format!("\n## {} → {}\n\n{}\n", text.source, text.file, text.encoding));
        let repairs = &text.mended.repairs;
        let doubtful: Vec<&Repair> = repairs.iter().filter(|repair| repair.trust == Trust::Doubtful).collect();
        if !doubtful.is_empty() {
            out.push_str(&format!("\n### {}\n\n", console.say("To be looked at", "À regarder")));
            for repair in doubtful {
                out.push_str(&format!(
                    "- {line} {} : {} : `{}`\n",
                    repair.line,
                    repair.rule.name(console.lang),
                    said(repair)
                ));
            }
        }
        for (rule, count, _) in counted(repairs) {
            out.push_str(&format!("\n### {} ({count})\n\n", rule.name(console.lang)));
            for repair in repairs.iter().filter(|repair| repair.rule == rule) {
                let trust = repair.trust.name(console.lang);
                out.push_str(&format!("- {line} {} : `{}` ({trust})\n", repair.line, said(repair)));
            }
        }
    }
    out
}

/// What is said on the terminal: counts, and what is to be looked at.
fn summary(texts: &[Imported], folder: &Path, console: &Console) -> String {
    let mut out = String::new();
    for text in texts {
        out.push_str(&format!("{} ({}) → {}\n", text.source, text.encoding, folder.join(&text.file).display()));
        for (rule, count, doubtful) in counted(&text.mended.repairs) {
            let doubt = match doubtful {
                0 => String::new(),
                count => format!(", {}", console.count(count, ["doubtful", "doubtful"], ["douteux", "douteux"])),
            };
            out.push_str(&format!("  {count:5}  {}{doubt}\n", rule.name(console.lang)));
        }
        let doubtful = || text.mended.repairs.iter().filter(|repair| repair.trust == Trust::Doubtful);
        for repair in doubtful().take(SHOWN) {
            out.push_str(&format!(
                "  {}:{} {} : {}\n",
                text.source,
                repair.line,
                repair.rule.name(console.lang),
                said(repair)
            ));
        }
        if let more @ 1.. = doubtful().count().saturating_sub(SHOWN) {
            out.push_str(&format!("  … {more}\n"));
        }
    }
    let next = console
        .say("All repairs: {}. Now: agrafe check {}", "Toutes les réparations : {}. Maintenant : agrafe check {}");
    let next = next.replacen("{}", &folder.join("import.md").display().to_string(), 1);
    out.push_str(&next.replacen("{}", &folder.display().to_string(), 1));
    out.push('\n');
    out
}
