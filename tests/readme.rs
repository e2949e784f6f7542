//! Checks the README and the manual: their commands must run, their links must have targets, and no shortcut may be missing.

mod common;

use common::{agrafe, folder, root};
use std::path::Path;

fn readme() -> String {
    std::fs::read_to_string(root().join("README.md")).unwrap()
}

#[test]
fn readme_shows_how_to_build_and_test() {
    let readme = readme();
    assert!(readme.contains("\ncargo run --release -- build brochure\n"));
    assert!(readme.contains("\ncargo test\n"));
}

#[test]
fn every_agrafe_command_of_the_readme_runs() {
    let scratch = folder(&[("raw.txt", include_str!("data/raw.txt"))]);
    let readme = readme();
    let commands = readme.split("```sh").skip(1).flat_map(|block| block.split("```").next().unwrap().lines());
    let mut ran = 0;
    for line in commands.map(|l| l.split(" #").next().unwrap().trim()).filter(|l| l.starts_with("agrafe ")) {
        let arguments: Vec<&str> = line.split_whitespace().skip(1).collect();
        ran += 1;
        if arguments[0] == "serve" {
            check_serve(scratch.path(), &arguments);
            continue;
        }
        let output = agrafe(scratch.path(), &arguments);
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    }
    assert!(ran >= 5, "the README shows only {ran} commands");
}

/// Runs `agrafe serve` without opening a browser, and ends it when it has printed its address.
fn check_serve(folder: &Path, arguments: &[&str]) {
    let (mut child, address) = common::serve(folder, arguments.iter().copied().filter(|word| *word != "--open"));
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(address.starts_with("http://127.0.0.1:"), "{address}");
}

#[test]
fn pictures_and_links_of_the_readme_exist() {
    let readme = readme();
    for (at, _) in readme.match_indices("](") {
        let target = readme[at + 2..].split([')', '#']).next().unwrap();
        if !target.is_empty() && !target.contains("://") {
            assert!(root().join(target).exists(), "{target} is missing");
        }
    }
}

#[test]
fn manual_lists_every_shortcut_of_the_preview() {
    let read = |path: &str| std::fs::read_to_string(root().join(path)).unwrap();
    let (script, manual) = (read("src/serve/browser/shortcuts.js"), read("docs/proofreading.md"));
    let shown: Vec<&str> = script.split("shown: '").skip(1).map(|rest| rest.split('\'').next().unwrap()).collect();
    assert!(shown.len() >= 20, "{shown:?}");
    for key in shown {
        assert!(manual.contains(&format!("`{key}`")), "docs/proofreading.md does not explain the key {key}");
    }
}
