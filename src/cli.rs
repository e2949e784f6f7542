//! Runs the program from the command line. Each command has its own file in `cli/`.
//!
//! Results go to standard output; diagnostics and progress go to standard error. The exit codes are 0 for success, 1 for an
//! error in the input, 2 for wrong usage, and 3 for a system error.

mod args;
mod build;
mod check;
mod help;
mod hyphenate;
mod import;
mod impose;
mod input;
mod layouts;
mod new;
mod outcome;
mod page;
mod picture;
mod plan;
mod progress;
mod report;
mod serve;
mod since;
mod summary;
mod testsheet;
mod texture;
mod typo;
mod usage;

pub use args::command;

use crate::diagnostic::Lang;
use args::{Action, Arguments};
use clap::FromArgMatches;
use outcome::Outcome;
use std::ffi::OsString;
use std::process::ExitCode;

/// Runs the program with the arguments as typed by the user.
pub fn run(typed: impl IntoIterator<Item = OsString>) -> ExitCode {
    let typed: Vec<OsString> = typed.into_iter().collect();
    let lang = args::language(&typed);
    let matches = match command(lang).try_get_matches_from(&typed) {
        Ok(matches) => matches,
        Err(shown) => {
            // clap also returns help and version as errors; it knows the right stream and exit code for each.
            match usage::message(&shown, lang) {
                Some(message) => eprint!("{message}"),
                None => drop(shown.print()),
            }
            return ExitCode::from(shown.exit_code() as u8);
        }
    };
    let arguments = match Arguments::from_arg_matches(&matches) {
        Ok(arguments) => arguments,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(2);
        }
    };
    let console = report::Console::new(lang, &arguments.common);
    act(arguments.action, &console, lang).into()
}

fn act(action: Action, console: &report::Console, lang: Lang) -> Outcome {
    match action {
        Action::Build(options) => build::run(&options, console),
        Action::Page(options) => page::run(&options, console),
        Action::Serve(options) => serve::run(&options, console),
        Action::Check(options) => check::run(&options, console),
        Action::Impose(options) => impose::run(&options, console),
        Action::Plan(options) => plan::run(&options, console),
        Action::Testsheet(options) => testsheet::run(&options, console),
        Action::Layouts => layouts::run(console),
        Action::Picture(options) => picture::run(&options, console),
        Action::Import(options) => import::run(&options, console),
        Action::New(options) => new::run(&options, console),
        Action::Typo(options) => typo::run(&options, console),
        Action::Hyphenate(options) => hyphenate::run(&options, console),
        Action::Completions(options) => {
            let mut out = Vec::new();
            clap_complete::generate(options.shell, &mut command(lang), "agrafe", &mut out);
            console.result(&String::from_utf8_lossy(&out));
            Outcome::Done
        }
        Action::Man => {
            let mut out = Vec::new();
            // Writing to memory can't fail.
            let _ = clap_mangen::Man::new(command(lang)).render(&mut out);
            console.result(&String::from_utf8_lossy(&out));
            Outcome::Done
        }
    }
}
