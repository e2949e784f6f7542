//! The command line: one file a command, and the only place that sees every command.
//!
//! Results go to standard output, diagnostics and progress to standard error. Exit codes: 0 done, 1 the input is at fault,
//! 2 wrong usage, 3 the system is at fault.

mod args;
mod build;
mod check;
mod help;
mod hyphenate;
mod import;
mod impose;
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

/// Runs the program.
pub fn run(typed: impl IntoIterator<Item = OsString>) -> ExitCode {
    let typed: Vec<OsString> = typed.into_iter().collect();
    let lang = args::language(&typed);
    let matches = match command(lang).try_get_matches_from(&typed) {
        Ok(matches) => matches,
        Err(shown) => {
            // Help and version come this way too; clap knows the stream and the exit code of each.
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
            // Writing into memory can't fail.
            let _ = clap_mangen::Man::new(command(lang)).render(&mut out);
            console.result(&String::from_utf8_lossy(&out));
            Outcome::Done
        }
    }
}
