//! Tests that need something that isn't everywhere: a program, a right, a text that is not ours to publish.
//!
//! libtest can't ignore a test at run time, so these run in a harness of their own: where something is missing, its tests are
//! ignored and counted as such, with what they need in brackets.

#[path = "../common/mod.rs"]
mod common;
mod browser;
mod real;
mod system;
mod tools;

use libtest_mimic::{Arguments, Trial};
use std::process::{Command, ExitCode, Stdio};

/// What a test needs.
#[derive(Clone, Copy)]
enum Need {
    /// A program on the path.
    Program(&'static str),
    /// A checkout of the repository, and git.
    Checkout,
    /// The real brochure, which isn't ours to publish.
    RealBrochure,
    /// A browser, node, and the driver between them.
    Browser,
    /// A user whom the system keeps from writing somewhere: not root.
    LimitedUser,
    /// A user who may mount file systems.
    Mounting,
}

impl Need {
    fn name(self) -> String {
        match self {
            Need::Program(program) => program.to_string(),
            Need::Checkout => "a git checkout".to_string(),
            Need::RealBrochure => "the real brochure".to_string(),
            Need::Browser => "chromium, node, playwright-core".to_string(),
            Need::LimitedUser => "a user other than root".to_string(),
            Need::Mounting => "the right to mount".to_string(),
        }
    }

    fn is_met(self) -> bool {
        match self {
            Need::Program(program) => runs(program, &["--version"]),
            Need::Checkout => runs("git", &["-C", env!("CARGO_MANIFEST_DIR"), "rev-parse"]),
            Need::RealBrochure => real::is_there(),
            Need::Browser => browser::found().is_some(),
            Need::LimitedUser => system::is_limited(),
            Need::Mounting => system::may_mount(),
        }
    }
}

/// Whether a command runs and succeeds.
fn runs(program: &str, arguments: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

fn main() -> ExitCode {
    let tests: [(&str, Need, fn()); 12] = [
        ("the_folded_real_brochure_is_the_brochure", Need::RealBrochure, real::the_folded_brochure_is_the_brochure),
        ("every_word_of_the_real_text_is_in_the_pdf_once", Need::RealBrochure, real::every_word_is_in_the_pdf_once),
        (
            "the_real_text_corrected_twice_is_corrected_once",
            Need::RealBrochure,
            real::corrected_twice_is_corrected_once,
        ),
        ("the_real_text_is_even", Need::RealBrochure, real::the_text_is_even),
        ("a_revision_is_an_earlier_version", Need::Program("git"), tools::a_revision_is_an_earlier_version),
        ("nothing_strays_into_the_top_level", Need::Checkout, tools::nothing_strays_into_the_top_level),
        ("encrypted_pdfs_need_their_password", Need::Program("qpdf"), tools::encrypted_pdfs_need_their_password),
        ("pdfs_with_an_empty_password_open", Need::Program("qpdf"), tools::pdfs_with_an_empty_password_open),
        ("a_pipe_is_no_picture", Need::Program("mkfifo"), system::a_pipe_is_no_picture),
        ("a_folder_without_write_permission", Need::LimitedUser, system::a_folder_without_write_permission),
        ("a_full_disk", Need::Mounting, system::a_full_disk),
        ("a_reader_leafs_clicks_and_sees_what_is_saved", Need::Browser, browser::a_reader_leafs_and_clicks),
    ];
    let trials = tests.into_iter().map(|(name, need, test)| {
        let trial = Trial::test(name, move || {
            test();
            Ok(())
        });
        if need.is_met() { trial } else { trial.with_kind(format!("needs {}", need.name())).with_ignored_flag(true) }
    });
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit_code()
}
