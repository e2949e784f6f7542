//! Compares the output for small brochures, the cases in `tests/cases/GROUP/NAME`, with snapshots of earlier output.
//!
//! A case is a folder with a `case.toml`, the brochure or other files that its commands read, and its snapshots:
//!
//! - `pages.txt` has the text dump of the composed pages; it is missing if the case has no brochure or a brochure with errors.
//! - `diagnostics.txt` has the output and the exit code of each command.
//! - `written.txt` has the files listed under `read` in `case.toml`: the pages of a PDF, or the lines of a text file.
//!
//! `AGRAFE_UPDATE=1 cargo test --test cases` updates the snapshots; `git diff` then shows what has changed. The keys of
//! `case.toml` are:
//!
//! | key | default | meaning |
//! |---|---|---|
//! | `about` | required | the purpose of the case, in one sentence |
//! | `run` | `[["check", "--all"]]` | the commands, run in this order in a copy of the folder; `{port}` is a port that is in use |
//! | `read` | `[]` | files that the commands write and that `written.txt` shows |
//! | `[[make]]` | none | a file that the repository can't hold, which is created before the commands run |
//!
//! `[[make]]` takes `file` and one of `picture = [width, height]` (a grey PNG), `repeat = ["text", times]`,
//! `bytes = count` (zeros) and `link = "target"` (a symbolic link).

mod common;

use common::{Dump, command, dump_pages, read_pdf, root};
use rayon::prelude::*;
use similar::{Algorithm, capture_diff_slices, group_diff_ops};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs::{self, File};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use toml::{Table, Value};

/// The names of the snapshot files of a case.
const SNAPSHOTS: [&str; 3] = ["pages.txt", "diagnostics.txt", "written.txt"];

/// Faults that no case can raise, each with the reason.
const WITHOUT_CASE: &[(&str, &str)] =
    &[("A060", "agrafe reports an error in its own imposition, which only a bug in the folding could cause")];

/// The longest time that a command of a case may run before it is killed. The slowest takes a few seconds in a debug build.
const TIMEOUT: Duration = Duration::from_secs(120);

#[test]
fn cases_match_their_snapshots() {
    let update = std::env::var_os("AGRAFE_UPDATE").is_some_and(|value| !value.is_empty());
    let cases = cases();
    assert!(cases.len() >= 120, "only {} cases were found", cases.len());
    let mut failures: Vec<String> = cases
        .par_iter()
        .flat_map_iter(|folder| {
            let name = name(folder);
            let compared = std::panic::catch_unwind(|| match Case::read(folder) {
                Ok(case) => compare(folder, &case.snapshots(), update),
                Err(why) => vec![why],
            });
            let failures = compared.unwrap_or_else(|_| vec!["panicked, see above".to_string()]);
            failures.into_iter().map(move |failure| format!("{name}: {failure}"))
        })
        .collect();
    failures.sort();
    assert!(
        failures.is_empty(),
        "{}\n\n{} of {} snapshots differ. If that is intended, run AGRAFE_UPDATE=1 cargo test --test cases; git diff then \
         shows what has changed.",
        failures.join("\n"),
        failures.len(),
        cases.len() * SNAPSHOTS.len()
    );
}

#[test]
fn every_fault_has_a_case() {
    let printed: Vec<String> =
        cases().iter().filter_map(|folder| fs::read_to_string(folder.join("diagnostics.txt")).ok()).collect();
    let shown = |code: &str| {
        let forms = [format!("[{code}]: "), format!("\"code\": \"{code}\"")];
        printed.iter().any(|text| forms.iter().any(|form| text.contains(form)))
    };
    let mut wrong = Vec::new();
    for (code, name) in agrafe::diagnostic::Fault::CODES {
        match (shown(code), WITHOUT_CASE.iter().any(|(without, _)| without == code)) {
            (false, false) => wrong.push(format!("no case raises {code} ({name}): add one to tests/cases/faults")),
            (true, true) => wrong.push(format!("a case raises {code} ({name}): remove it from WITHOUT_CASE")),
            (true, false) | (false, true) => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn changed_missing_and_superfluous_snapshots_are_reported() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let now = BTreeMap::from([("pages.txt", "page 1\n".to_string()), ("diagnostics.txt", "exit code 0\n".to_string())]);
    put("pages.txt", "page 2\n");
    put("written.txt", "");
    let failures = compare(folder.path(), &now, false);
    assert_eq!(failures.len(), 3, "{failures:?}");
    assert!(failures[0].contains("-page 2") && failures[0].contains("+page 1"), "{}", failures[0]);
    assert!(failures[1].contains("diagnostics.txt is missing"), "{}", failures[1]);
    assert!(failures[2].contains("written.txt is superfluous"), "{}", failures[2]);
    compare(folder.path(), &now, true);
    assert!(compare(folder.path(), &now, false).is_empty());
}

/// Returns the folders of all cases in alphabetical order.
fn cases() -> Vec<PathBuf> {
    let inside = |folder: &Path| {
        let mut found: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        found.retain(|path| path.is_dir());
        found.sort();
        found
    };
    inside(&root().join("tests/cases")).iter().flat_map(|group| inside(group)).collect()
}

/// Returns the name of a case as `group/name`.
fn name(folder: &Path) -> String {
    folder.strip_prefix(root().join("tests/cases")).unwrap().display().to_string()
}

/// Compares the snapshots of a case with its current results and returns the differences; with `update`, writes the
/// snapshots instead.
fn compare(folder: &Path, now: &BTreeMap<&str, String>, update: bool) -> Vec<String> {
    let mut failures = Vec::new();
    for file in SNAPSHOTS {
        let path = folder.join(file);
        let (now, before) = (now.get(file), fs::read_to_string(&path).ok());
        match (now, before) {
            (None, None) => {}
            (Some(now), Some(before)) if *now == before => {}
            (Some(now), _) if update => fs::write(&path, now).unwrap(),
            (None, Some(_)) if update => fs::remove_file(&path).unwrap(),
            (Some(_), None) => failures.push(format!("{file} is missing")),
            (None, Some(_)) => failures.push(format!("{file} is superfluous: the case no longer has such a result")),
            (Some(now), Some(before)) => failures.push(format!("{file}\n{}", difference(&before, now))),
        }
    }
    failures
}

/// Returns the lines that differ, each group with two lines of context: `-` marks an old line, `+` a new one.
fn difference(before: &str, now: &str) -> String {
    let (before, now): (Vec<&str>, Vec<&str>) = (before.lines().collect(), now.lines().collect());
    let mut out = String::new();
    for group in group_diff_ops(capture_diff_slices(Algorithm::Myers, &before, &now), 2) {
        let first = group.first().map_or(0, |op| op.new_range().start);
        let _ = writeln!(out, "  line {}", first + 1);
        for op in group {
            let equal = op.tag() == similar::DiffTag::Equal;
            let removed = if equal { 0..0 } else { op.old_range() };
            before[removed].iter().for_each(|line| out.push_str(&format!("  -{line}\n")));
            let mark = if equal { ' ' } else { '+' };
            now[op.new_range()].iter().for_each(|line| out.push_str(&format!("  {mark}{line}\n")));
        }
    }
    out
}

/// A case, as described in its `case.toml`.
struct Case {
    folder: PathBuf,
    run: Vec<Vec<String>>,
    read: Vec<String>,
    make: Vec<(String, Made)>,
}

/// The contents of a file that is created before the commands run.
enum Made {
    /// A grey PNG with this width and height.
    Picture(u32, u32),
    Text(String),
    /// This number of zero bytes.
    Zeros(u64),
    /// A symbolic link to this path.
    Link(String),
}

impl Case {
    fn read(folder: &Path) -> Result<Case, String> {
        let text = fs::read_to_string(folder.join("case.toml")).map_err(|e| format!("case.toml: {e}"))?;
        let table: Table = text.parse().map_err(|e| format!("case.toml: {e}"))?;
        let known = ["about", "run", "read", "make"];
        if let Some(key) = table.keys().find(|key| !known.contains(&key.as_str())) {
            return Err(format!("case.toml: unknown key `{key}`"));
        }
        if table.get("about").and_then(Value::as_str).is_none_or(str::is_empty) {
            return Err("case.toml: `about` must say what the case shows".to_string());
        }
        let words = |value: &Value| -> Option<Vec<String>> {
            value.as_array()?.iter().map(|word| word.as_str().map(str::to_string)).collect()
        };
        let run = match table.get("run") {
            None => vec![vec!["check".to_string(), "--all".to_string()]],
            Some(value) => value
                .as_array()
                .and_then(|commands| commands.iter().map(words).collect())
                .ok_or("case.toml: `run` must be a list of commands, each a list of words")?,
        };
        let read =
            table.get("read").map_or(Some(Vec::new()), words).ok_or("case.toml: `read` must be a list of files")?;
        let make = table.get("make").and_then(Value::as_array).into_iter().flatten().map(made);
        let make = make.collect::<Option<Vec<_>>>().ok_or("case.toml: a [[make]] table is invalid")?;
        Ok(Case { folder: folder.to_path_buf(), run, read, make })
    }

    /// Runs the case and returns its snapshots, with the names of their files as keys.
    fn snapshots(&self) -> BTreeMap<&'static str, String> {
        let scratch = tempfile::tempdir().unwrap();
        // Symbolic links in the path of the temporary folder would appear in messages.
        let folder = scratch.path().canonicalize().unwrap().join("case");
        copy(&self.folder, &folder);
        for (file, made) in &self.make {
            made.write(&folder.join(file));
        }
        let mut snapshots = BTreeMap::new();
        if folder.join("brochure.toml").is_file()
            && let Dump::Pages(pages) = dump_pages(&folder)
        {
            snapshots.insert("pages.txt", pages);
        }
        let printed: Vec<String> = self.run.iter().map(|arguments| run(arguments, &folder)).collect();
        snapshots.insert("diagnostics.txt", printed.join("\n"));
        if !self.read.is_empty() {
            let files = self.read.iter().map(|file| format!("{file}\n{}", shown(&folder.join(file))));
            snapshots.insert("written.txt", files.collect::<Vec<_>>().join("\n"));
        }
        snapshots
    }
}

/// Reads a `[[make]]` table.
fn made(value: &Value) -> Option<(String, Made)> {
    let table = value.as_table()?;
    let file = table.get("file")?.as_str()?.to_string();
    let list = |key: &str| table.get(key).and_then(Value::as_array);
    let made = if let Some(size) = list("picture") {
        let side = |at: usize| u32::try_from(size.get(at)?.as_integer()?).ok();
        Made::Picture(side(0)?, side(1)?)
    } else if let Some(repeat) = list("repeat") {
        let times = usize::try_from(repeat.get(1)?.as_integer()?).ok()?;
        Made::Text(repeat.first()?.as_str()?.repeat(times))
    } else if let Some(target) = table.get("link") {
        Made::Link(target.as_str()?.to_string())
    } else {
        Made::Zeros(u64::try_from(table.get("bytes")?.as_integer()?).ok()?)
    };
    Some((file, made))
}

impl Made {
    fn write(&self, path: &Path) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        match self {
            Made::Picture(width, height) => {
                let tone = |x: u32, y: u32| image::Luma([(x * 200 / width + y * 50 / height) as u8]);
                image::GrayImage::from_fn(*width, *height, tone).save(path).unwrap();
            }
            Made::Text(text) => fs::write(path, text).unwrap(),
            Made::Link(target) => std::os::unix::fs::symlink(target, path).unwrap(),
            // Setting the length makes a sparse file, so the zeros are not written.
            Made::Zeros(count) => File::create(path).unwrap().set_len(*count).unwrap(),
        }
    }
}

/// Copies the files of a case, except `case.toml` and the snapshots.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let (path, name) = (entry.path(), entry.file_name());
        let is_of_test = name == "case.toml" || SNAPSHOTS.iter().any(|file| name == *file);
        if path.is_dir() {
            copy(&path, &to.join(name));
        } else if !is_of_test {
            fs::copy(&path, to.join(name)).unwrap();
        }
    }
}

/// Runs a command in a folder and returns its output, without the parts that differ between machines.
fn run(arguments: &[String], folder: &Path) -> String {
    let used = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = used.local_addr().unwrap().port().to_string();
    let outputs = [folder.with_file_name("stdout"), folder.with_file_name("stderr")];
    let words: Vec<String> = arguments.iter().map(|word| word.replace("{port}", &port)).collect();
    let mut child = command(folder)
        .args(&words)
        // The user's own settings must not be read: their printers would change the output.
        .env("XDG_CONFIG_HOME", folder.join("config"))
        .env("APPDATA", folder.join("config"))
        .stdout(File::create(&outputs[0]).unwrap())
        .stderr(File::create(&outputs[1]).unwrap())
        .spawn()
        .unwrap();
    let started = Instant::now();
    let code = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status.code().map_or_else(|| "none, killed".to_string(), |code| code.to_string());
        }
        if started.elapsed() > TIMEOUT {
            child.kill().unwrap();
            child.wait().unwrap();
            break "none, it did not end in time".to_string();
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let printed: String =
        outputs.iter().map(|path| String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned()).collect();
    let mut printed = printed.replace(&folder.display().to_string(), "DIR");
    if words != arguments {
        printed = printed.replace(&port, "PORT");
    }
    let mut out = format!("$ agrafe {}\n", arguments.join(" "));
    for line in printed.lines().filter(|line| !is_time(line)) {
        let _ = writeln!(out, "{}", line.trim_end());
    }
    let _ = writeln!(out, "exit code {code}");
    out
}

/// Whether a line is a time such as `0.01 s`, which `build` prints at its end.
fn is_time(line: &str) -> bool {
    line.strip_suffix(" s").is_some_and(|number| number.parse::<f64>().is_ok())
}

/// Returns the contents of a file that a command has written: the pages of a PDF, or the lines of a text file.
fn shown(path: &Path) -> String {
    if !path.is_file() {
        return "  was not written\n".to_string();
    }
    if path.extension().is_none_or(|ending| ending != "pdf") {
        let text = String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned();
        return text.lines().fold(String::new(), |out, line| out + format!("  {line}").trim_end() + "\n");
    }
    let pdf = read_pdf(path);
    let mut out = String::new();
    for ((page, forms), (width, height)) in pdf.pages.iter().zip(&pdf.forms).zip(&pdf.sizes) {
        let _ = writeln!(out, "  {width:.0} x {height:.0}, {} pictures", page.pictures);
        for (name, [a, b, c, d, x, y]) in &page.forms {
            let text: String = forms[name].text.replace('\n', " / ").chars().take(60).collect();
            let _ = writeln!(out, "    {name} at {x:.2} {y:.2} by {a:.3} {b:.3} {c:.3} {d:.3} «{}»", visible(&text));
        }
        for line in page.text.lines() {
            let _ = writeln!(out, "    «{}»", visible(line));
        }
    }
    out
}

/// Replaces no-break spaces and soft hyphens with visible characters, as the dump of pages does.
fn visible(text: &str) -> String {
    text.replace('\u{a0}', "⍽").replace('\u{202f}', "⎵").replace('\u{ad}', "¬")
}
