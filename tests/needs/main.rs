//! Runs the tests that need something that not every machine has: a program, a privilege, or a text that we may not publish.
//!
//! libtest can't ignore a test at run time, so these tests have their own harness. If something is missing, the tests that
//! need it are listed as ignored, with the requirement in brackets.

#[path = "../common/mod.rs"]
mod common;
mod browser;
mod real;
mod system;
mod tools;

use libtest_mimic::{Arguments, Trial};
use std::process::{Command, ExitCode, Stdio};

/// A requirement of a test.
#[derive(Clone, Copy)]
enum Need {
    /// A program in the `PATH`.
    Program(&'static str),
    /// A git checkout of the repository.
    Checkout,
    /// The real brochure, which we may not publish.
    RealBrochure,
    /// A browser, node, and the driver that connects them.
    Browser,
    /// A user other than root, so that the system can deny writing.
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
        (
            "folded_sheets_of_the_real_brochure_match_its_pages",
            Need::RealBrochure,
            real::the_folded_brochure_is_the_brochure,
        ),
        ("every_word_of_the_real_text_is_in_the_pdf_once", Need::RealBrochure, real::every_word_is_in_the_pdf_once),
        ("correction_of_the_real_text_is_idempotent", Need::RealBrochure, real::corrected_twice_is_corrected_once),
        ("real_text_has_an_even_texture", Need::RealBrochure, real::the_text_is_even),
        ("git_revision_can_be_the_earlier_version", Need::Program("git"), tools::a_revision_is_an_earlier_version),
        ("top_level_has_only_known_entries", Need::Checkout, tools::nothing_strays_into_the_top_level),
        ("encrypted_pdfs_need_their_password", Need::Program("qpdf"), tools::encrypted_pdfs_need_their_password),
        ("pdfs_with_an_empty_password_open", Need::Program("qpdf"), tools::pdfs_with_an_empty_password_open),
        ("pipe_is_not_accepted_as_a_picture", Need::Program("mkfifo"), system::a_pipe_is_no_picture),
        ("folder_without_write_permission_is_an_error", Need::LimitedUser, system::a_folder_without_write_permission),
        ("full_disk_is_an_error_and_keeps_the_old_file", Need::Mounting, system::a_full_disk),
        ("preview_turns_pages_answers_clicks_and_shows_saved_texts", Need::Browser, browser::a_reader_leafs_and_clicks),
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
