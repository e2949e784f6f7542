//! Tests `--since`: agrafe lists the changes since an earlier version, which is a folder or a PDF here.
//! `needs/tools.rs` tests revisions in git.

mod common;

use common::{agrafe, folder};
use std::path::Path;

const BEFORE: &str = "# Titre\n\nUn premier paragraphe, qui reste comme il est.\n\nUn second paragraphe, dont un mot sera remplacé plus tard par un autre, et dont la fin disparaît tout à fait.\n";

fn brochure() -> tempfile::TempDir {
    folder(&[("brochure.toml", "title = \"Essai\"\ntexts = [\"a.md\"]\n"), ("a.md", BEFORE)])
}

fn edit(folder: &Path) {
    let after =
        BEFORE.replace("remplacé plus tard", "changé plus tard").replace(", et dont la fin disparaît tout à fait", "");
    std::fs::write(folder.join("a.md"), after).unwrap();
}

/// Draws a proof of the first page, and returns the list of changes that the command prints.
fn changes(folder: &Path, since: &str) -> String {
    let output = agrafe(folder, &["page", "1", "--since", since, "-o", "proof.png", "--dpi", "50"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(folder.join("proof.png").is_file());
    String::from_utf8(output.stdout).unwrap()
}

/// Checks that the list has the two changes of `edit` and no others.
fn check_changes(changes: &str) {
    let lines: Vec<&str> = changes.lines().collect();
    assert_eq!(lines.len(), 2, "{changes}");
    assert!(lines[0].starts_with("p. 1, l. ") && lines[0].ends_with(": remplacé -> changé"), "{changes}");
    assert!(lines[1].contains("et dont la fin disparaît tout à fait"), "{changes}");
}

#[test]
fn folder_can_be_the_earlier_version() {
    let (old, new) = (brochure(), brochure());
    assert_eq!(changes(new.path(), old.path().to_str().unwrap()), "");
    edit(new.path());
    check_changes(&changes(new.path(), old.path().to_str().unwrap()));
}

#[test]
fn pdf_can_be_the_earlier_version() {
    let new = brochure();
    assert!(agrafe(new.path(), &["build"]).status.success());
    std::fs::copy(new.path().join("out/essai.pdf"), new.path().join("hier.pdf")).unwrap();
    assert_eq!(changes(new.path(), "hier.pdf"), "");
    edit(new.path());
    check_changes(&changes(new.path(), "hier.pdf"));
}

#[test]
fn sample_has_no_changes_since_its_own_pdf() {
    let scratch = tempfile::tempdir().unwrap();
    let sample = common::root().join("brochure");
    common::build(&sample, scratch.path());
    let pdf = scratch.path().join("plier-agrafer-passer.pdf");
    let (sample, pdf) = (sample.to_str().unwrap(), pdf.to_str().unwrap());
    let output = agrafe(scratch.path(), &["build", sample, "-o", "new", "--since", pdf]);
    let printed = String::from_utf8(output.stdout).unwrap();
    let changed: Vec<&str> = printed.lines().filter(|line| line.starts_with("p. ")).collect();
    assert!(changed.is_empty(), "{changed:#?}");
    assert!(scratch.path().join("new/plier-agrafer-passer-proof.pdf").is_file());
}

#[test]
fn unknown_version_is_an_error_and_nothing_is_written() {
    let new = brochure();
    for since in ["nowhere", "--output=x", "HEAD~99", "absent.pdf"] {
        let since = format!("--since={since}");
        let output = agrafe(new.path(), &["build", &since]);
        assert_eq!(output.status.code(), Some(1), "{since}");
        let messages = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(messages.contains("A077") || messages.contains("A002"), "{messages}");
        assert!(!new.path().join("out").exists());
    }
}
