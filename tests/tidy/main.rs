//! Checks rules for the source code that no compiler checks: which modules may import which, use files or read the clock, the
//! size of files and functions, the header of every file, and that no code panics. The manual must list every fault.

mod cycles;
mod parameters;
mod sources;

use std::fs;
use std::path::Path;

/// The modules of the model, ordered so that each imports only those before it.
const MODEL: [&str; 19] = [
    "unit",
    "geometry",
    "deflate",
    "pdf_input",
    "watchdog",
    "diagnostic",
    "output",
    "disk_cache",
    "cache",
    "font",
    "image",
    "manuscript",
    "prose",
    "language",
    "spec",
    "structure",
    "page",
    "sheet",
    "labels",
];
/// The stages, which import the model and never each other.
const STAGES: [&str; 7] = ["read", "normalise", "compose", "impose", "halftone", "write", "import"];
/// The modules that connect the stages; each may also import those before it.
const WIRING: [&str; 3] = ["session", "serve", "cli"];

/// Returns the top-level modules that a source file imports or names through `crate::`.
fn imports(text: &str) -> Vec<String> {
    let code: Vec<&str> = text.lines().filter(|l| !l.trim_start().starts_with("//")).collect();
    let code = code.join("\n");
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + 7..];
        if let Some(group) = rest.strip_prefix('{') {
            let names = group[..group.find('}').unwrap_or(group.len())].split(',');
            found.extend(names.map(|n| n.trim().split("::").next().unwrap_or_default().to_string()));
        } else {
            let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
            found.push(rest[..end].to_string());
        }
    }
    found
}

/// Whether `module` may import `import`.
fn is_allowed(module: &str, import: &str) -> bool {
    let place = |list: &[&str], name: &str| list.iter().position(|other| *other == name);
    match (place(&MODEL, import), place(&STAGES, import), place(&WIRING, import)) {
        (Some(imported), ..) => place(&MODEL, module).is_none_or(|own| imported < own),
        (_, Some(_), _) => WIRING.contains(&module),
        (_, _, Some(imported)) => place(&WIRING, module).is_some_and(|own| imported < own),
        // Any other name is an item in the crate root, such as a re-export.
        _ => true,
    }
}

#[test]
fn stages_import_the_model_and_never_each_other() {
    let mut broken = Vec::new();
    for source in sources::all() {
        let module = source.top();
        for import in imports(&source.text) {
            if import != module && module != "lib" && !is_allowed(module, &import) {
                broken.push(format!("{}: {module} imports {import}", source.path.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn forbidden_imports_are_detected() {
    assert!(!is_allowed("compose", "write") && !is_allowed("unit", "page") && is_allowed("session", "write"));
    assert_eq!(
        imports("use crate::{page::Page, compose};\nlet x = crate::write::pdf();"),
        ["page", "compose", "write"]
    );
}

/// Calls and types that change files or folders.
const WRITING: [&str; 11] = [
    "fs::write",
    "File::create",
    "OpenOptions",
    "fs::copy",
    "create_dir",
    "DirBuilder",
    "fs::rename",
    "fs::remove_file",
    "fs::remove_dir",
    "set_permissions",
    "hard_link",
];

#[test]
fn few_modules_read_files_and_only_output_writes_them() {
    for source in sources::all() {
        let (module, path, code) = (source.top(), &source.path, source.code());
        let is_code = |line: &&str| !line.trim_start().starts_with("//");
        let code: String = code.lines().filter(is_code).collect::<Vec<_>>().join("\n");
        let reads = code.contains("fs::read") || code.contains("File::open") || code.contains("read_dir");
        let readers = ["read", "output", "disk_cache", "watchdog", "session", "cli"];
        assert!(!reads || readers.contains(&module), "{} reads files", path.display());
        let writing = WRITING.iter().find(|call| code.contains(**call));
        // The disk cache has a maximum size, so it must delete old files.
        let may = module == "output" || (module == "disk_cache" && writing == Some(&"fs::remove_file"));
        assert!(writing.is_none() || may, "{}: only output may call {writing:?}", path.display());
        let wires = ["session", "serve", "cli", "watchdog"].contains(&module);
        let clock = code.contains("SystemTime::now") || (code.contains("Instant::now") && !wires);
        assert!(!clock, "{} reads the clock", path.display());
    }
}

#[test]
fn files_begin_with_their_purpose_and_stay_small() {
    for sources::Source { path, text, .. } in sources::all() {
        assert!(text.starts_with("//! "), "{} has no header that states its purpose", path.display());
        let lines = text.lines().count();
        assert!(lines <= 600, "{} has {lines} lines: split it", path.display());
    }
}

#[test]
fn functions_stay_small() {
    let mut long = Vec::new();
    for sources::Source { path, text, .. } in sources::all() {
        let mut open: Option<(usize, usize, String)> = None;
        for (number, line) in text.lines().enumerate() {
            let indent = line.len() - line.trim_start().len();
            let head = line.trim_start();
            let is_head = ["fn ", "pub fn ", "pub(super) fn ", "pub(crate) fn "].iter().any(|h| head.starts_with(h));
            if is_head && open.is_none() && !head.ends_with(';') && !head.ends_with('}') {
                open = Some((number, indent, head.to_string()));
            } else if let Some((start, depth, name)) = &open
                && indent == *depth
                && line.trim() == "}"
            {
                if number - start + 1 > 80 {
                    long.push(format!("{}:{} {name}", path.display(), start + 1));
                }
                open = None;
            }
        }
    }
    assert!(long.is_empty(), "over 80 lines:\n{}", long.join("\n"));
}

#[test]
fn code_outside_of_tests_does_not_panic_deliberately() {
    for sources::Source { path, text, .. } in sources::all() {
        if path.ends_with("tests.rs") {
            continue;
        }
        let code = text.split("#[cfg(test)]").next().unwrap();
        for line in code.lines().filter(|l| !l.trim_start().starts_with("//")) {
            let panics = [".unwrap()", ".expect(", "panic!(", "todo!(", "unimplemented!("];
            assert!(!panics.iter().any(|p| line.contains(p)), "{}: {line}", path.display());
        }
    }
}

#[test]
fn every_fault_has_a_section_in_the_manual() {
    let manual = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/messages.md")).unwrap();
    for (code, name) in agrafe::diagnostic::Fault::CODES {
        assert!(manual.contains(&format!("## {code}")), "docs/messages.md has no section on {code} ({name})");
    }
}
