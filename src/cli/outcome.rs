//! Defines the outcome of a command and its exit code.

use crate::diagnostic::{Diagnostic, Fault, Severity};
use std::process::ExitCode;

/// The outcome of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Outcome {
    Done,
    InputAtFault,
    SystemAtFault,
}

impl Outcome {
    /// Returns the outcome for a list of diagnostics. A full disk or a missing permission, for example, is a system error;
    /// every other error is an error in the input.
    pub(super) fn of(diagnostics: &[Diagnostic]) -> Outcome {
        let errors = || diagnostics.iter().filter(|d| d.severity == Severity::Error);
        let is_system_error = |d: &Diagnostic| {
            matches!(&d.fault, Fault::Unwritable { .. } | Fault::PortTaken { .. })
                || matches!(&d.fault, Fault::Unreadable { problem, .. } if problem.is_system_fault())
        };
        if errors().next().is_none() {
            Outcome::Done
        } else if errors().any(is_system_error) {
            Outcome::SystemAtFault
        } else {
            Outcome::InputAtFault
        }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        ExitCode::from(match outcome {
            Outcome::Done => 0,
            Outcome::InputAtFault => 1,
            Outcome::SystemAtFault => 3,
        })
    }
}
