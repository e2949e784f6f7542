//! Reads what an argument of `build`, `page` or `check` names: a folder, a file, or `-` for standard input.

use super::outcome::Outcome;
use super::report::Console;
use crate::diagnostic::{Diagnostic, Fault, Sources, Span};
use crate::read::Input;
use std::io::Read;
use std::path::Path;

/// Returns the input that an argument names. For `-`, reads a text from standard input.
///
/// # Errors
/// Returns [`Fault::Unreadable`] if standard input cannot be read.
pub(super) fn named(argument: &Path) -> Result<Input, Fault> {
    if argument.as_os_str() != "-" {
        return Ok(Input::of(argument));
    }
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().read_to_end(&mut bytes);
    read.map_err(|error| Fault::Unreadable { file: "-".to_string(), problem: (&error).into() })?;
    Ok(Input::Piped(bytes))
}

/// Reports that an input cannot be read.
pub(super) fn report(fault: Fault, console: &Console) -> Outcome {
    let faults = [Diagnostic::error(None::<Span>, fault)];
    console.diagnostics(&faults, &Sources::default());
    Outcome::of(&faults)
}
