//! Tests that need a particular user or system: output that can't be written, and a picture that is a named pipe.

use crate::common::{agrafe, folder};
use std::path::Path;
use std::process::{Command, Output};

fn printed(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Makes a folder read-only, on systems with such a permission.
fn lock(folder: &Path) {
    let mut permissions = std::fs::metadata(folder).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(folder, permissions).unwrap();
}

/// Whether the system can deny this user write access to a folder. Root can write everywhere.
pub fn is_limited() -> bool {
    let folder = tempfile::tempdir().unwrap();
    lock(folder.path());
    std::fs::write(folder.path().join("probe"), "").is_err()
}

pub fn a_folder_without_write_permission() {
    let folder = folder(&[("brochure.toml", "title = \"Essai\"\n"), ("a.md", "Un."), ("locked/x", "")]);
    lock(&folder.path().join("locked"));
    let output = agrafe(folder.path(), &["build", "-o", "locked"]);
    assert_eq!(output.status.code(), Some(3), "{}", printed(&output));
    assert!(printed(&output).contains("can't write") && printed(&output).contains("permission denied"));
}

/// Mounts a file system of eight kilobytes in memory, and returns whether that succeeded. Only Linux supports it.
fn mount(folder: &Path) -> bool {
    let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=8k", "none"]).arg(folder).output();
    mounted.is_ok_and(|output| output.status.success())
}

fn unmount(folder: &Path) {
    assert!(Command::new("umount").arg(folder).status().unwrap().success());
}

/// Whether this user may mount a file system.
pub fn may_mount() -> bool {
    let folder = tempfile::tempdir().unwrap();
    let mounted = cfg!(target_os = "linux") && mount(folder.path());
    if mounted {
        unmount(folder.path());
    }
    mounted
}

pub fn a_full_disk() {
    let folder = folder(&[("brochure.toml", "title = \"Essai\"\n"), ("a.md", "Un."), ("small/x", "")]);
    let small = folder.path().join("small");
    assert!(mount(&small));
    std::fs::write(small.join("essai.pdf"), "old").unwrap();
    let output = agrafe(folder.path(), &["build", "-o", "small"]);
    let kept = std::fs::read_to_string(small.join("essai.pdf"));
    let left = std::fs::read_dir(&small).unwrap().count();
    unmount(&small);
    assert_eq!(output.status.code(), Some(3), "{}", printed(&output));
    assert!(printed(&output).contains("the disk is full"), "{}", printed(&output));
    assert_eq!((kept.unwrap().as_str(), left), ("old", 1));
}

pub fn a_pipe_is_no_picture() {
    let folder = folder(&[("brochure.toml", "title = \"Essai\"\n"), ("a.md", "Un texte.\n\n![Une légende.](a.jpg)\n")]);
    assert!(Command::new("mkfifo").arg(folder.path().join("a.jpg")).status().unwrap().success());
    let output = agrafe(folder.path(), &["build"]);
    assert!(output.status.code() == Some(1) && printed(&output).contains("a.md:3:1"), "{}", printed(&output));
}
