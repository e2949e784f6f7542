//! Tests the preview in a browser.

use crate::common::{Preview, root};
use std::path::Path;
use std::process::Command;

/// Returns the name of a browser and the folder with its driver for node, or `None` if the browser, the driver or node is
/// missing.
pub fn found() -> Option<(String, String)> {
    let answer = |command: &str, arguments: &[&str]| {
        Command::new(command).args(arguments).output().ok().filter(|o| o.status.success())
    };
    let browser =
        ["chromium", "chromium-browser", "google-chrome"].into_iter().find(|b| answer(b, &["--version"]).is_some())?;
    let modules =
        [std::env::var("NODE_PATH").ok(), Some(root().join("target/preview/node_modules").display().to_string())];
    let driver = modules.into_iter().flatten().find(|folder| Path::new(folder).join("playwright-core").is_dir())?;
    answer("node", &["--version"])?;
    Some((browser.to_string(), driver))
}

/// Runs `tests/preview.cjs` on a copy of the sample.
pub fn a_reader_leafs_and_clicks() {
    let (browser, driver) = found().unwrap();
    let folder = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(root().join("brochure")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            std::fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
        }
    }
    let preview = Preview::of(folder.path());
    let script = root().join("tests/preview.cjs");
    let output = Command::new("node")
        .arg(script)
        .arg(format!("http://127.0.0.1:{}/", preview.port))
        .arg(folder.path())
        .env("NODE_PATH", driver)
        .env("BROWSER", browser)
        .output()
        .unwrap();
    let messages = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{messages}");
    assert!(messages.contains("all checked"), "{messages}");
}
