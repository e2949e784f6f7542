//! An earlier version of a brochure: a folder, a PDF that agrafe made, or a revision in git.

use super::pipeline::{self, Made, Wanted};
use super::progress::Progress;
use super::report::Console;
use crate::compose::{self, Change};
use crate::diagnostic::{Diagnostic, Fault, Span, has_errors};
use crate::read;
use std::path::Path;
use std::process::Command;

/// What has changed in a brochure since that version.
///
/// # Errors
/// A diagnostic that says why there is no such version.
pub(super) fn changes(since: &str, made: &Made, console: &Console) -> Result<Vec<Change>, Box<Diagnostic>> {
    Ok(compose::changes(&words(since, made, console)?, &made.book, made.spec.page.frame()))
}

/// The words of that version of a brochure.
///
/// # Errors
/// A diagnostic that says why there is no such version.
pub(super) fn words(since: &str, made: &Made, console: &Console) -> Result<Vec<String>, Box<Diagnostic>> {
    let refused =
        |why: String| Box::new(Diagnostic::error(None::<Span>, Fault::NoEarlier { since: since.to_string(), why }));
    let broken = || refused(console.say("it can’t be made", "elle ne peut pas être faite").to_string());
    let path = Path::new(since);
    if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("pdf")) {
        let bytes = read::bytes(path).map_err(|fault| Box::new(Diagnostic::error(None::<Span>, fault)))?;
        let (head, foot) = made.spec.page.frame();
        return read::pdf::words(bytes, (head.to_pt(), foot.to_pt())).map_err(refused);
    }
    if path.exists() {
        return composed(path, console).ok_or_else(broken);
    }
    let nothing = console.say(
        "it is neither a file, nor a folder, nor a revision in git",
        "ce n’est ni un fichier, ni un dossier, ni une révision git",
    );
    let Some(folder) = checked_out(since, &made.reading.folder) else { return Err(refused(nothing.to_string())) };
    composed(&folder.path().join("brochure.toml"), console).ok_or_else(broken)
}

/// The words of a brochure elsewhere; none where it is at fault.
fn composed(path: &Path, console: &Console) -> Option<Vec<String>> {
    let progress = Progress::start(console);
    let made = pipeline::make(path, &Wanted::default(), console, &progress);
    (!has_errors(&made.diagnostics)).then(|| compose::words(&made.book, made.spec.page.frame()))
}

/// The brochure's folder as it was in a revision, in a folder that goes with the value; none where git has none.
fn checked_out(revision: &str, folder: &Path) -> Option<tempfile::TempDir> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let git = |arguments: &[&str]| {
        let output = Command::new("git").arg("-C").arg(folder).args(arguments).output().ok()?;
        output.status.success().then_some(output.stdout)
    };
    // A revision that begins with a dash would be taken for an option.
    let commit = git(&["rev-parse", "--verify", "--end-of-options", &format!("{revision}^{{commit}}")])?;
    let commit = String::from_utf8_lossy(&commit).trim().to_string();
    let listed = git(&["ls-tree", "-r", "-z", "--name-only", &commit, "--", "."])?;
    let scratch = tempfile::tempdir().ok()?;
    for name in String::from_utf8_lossy(&listed).split('\0').filter(|name| !name.is_empty()) {
        let bytes = git(&["show", &format!("{commit}:./{name}")])?;
        let path = scratch.path().join(name);
        std::fs::create_dir_all(path.parent()?).and_then(|()| std::fs::write(&path, bytes)).ok()?;
    }
    Some(scratch)
}

/// The changes as a list, page by page: `p. 7, l. 12: old words -> new words`.
pub(super) fn said<'c>(changes: impl Iterator<Item = &'c Change>, console: &Console) -> String {
    let mut out = String::new();
    for Change { page, lines, before, after } in changes {
        let line = lines.first().map_or(0, |(_, line)| *line) + 1;
        let nothing = console.say("(nothing)", "(rien)");
        let words = |words: &str| if words.is_empty() { nothing.to_string() } else { shortened(words) };
        out.push_str(&format!("p. {}, l. {line}: {} -> {}\n", page + 1, words(before), words(after)));
    }
    out
}

/// A long stretch by its ends.
fn shortened(words: &str) -> String {
    const MOST: usize = 24;
    let all: Vec<&str> = words.split(' ').collect();
    if all.len() <= MOST {
        return words.to_string();
    }
    format!("{} […] {}", all[..MOST / 2].join(" "), all[all.len() - MOST / 2..].join(" "))
}
