//! How a command ends: its exit code.

use crate::diagnostic::{Diagnostic, Fault, Severity};
use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Done,
    InputAtFault,
    SystemAtFault,
}

impl Outcome {
    /// The outcome that diagnostics ask for: a full disk or a missing permission is a fault of the system, everything else one of the input.
    pub(super) fn of(diagnostics: &[Diagnostic]) -> Outcome {
        let errors = || diagnostics.iter().filter(|d| d.severity == Severity::Error);
        let is_of_system = |d: &Diagnostic| {
            matches!(&d.fault, Fault::Unwritable { .. } | Fault::PortTaken { .. })
                || matches!(&d.fault, Fault::Unreadable { problem, .. } if problem.is_system_fault())
        };
        if errors().next().is_none() {
            Outcome::Done
        } else if errors().any(is_of_system) {
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
