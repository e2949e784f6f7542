//! Runs `agrafe layouts`: lists the built-in layouts.

use super::outcome::Outcome;
use super::report::Console;
use crate::diagnostic::{Placed, Sources, Span};
use crate::read::{Folder, layout};

pub(super) fn run(console: &Console) -> Outcome {
    let mut out = String::new();
    for (name, _) in layout::BUILT_IN {
        let requested = Placed { value: name.to_string(), span: Span::default() };
        if let Some(layout) = layout::find(&Folder::working_directory(), &requested, &mut Sources::default()).value {
            out.push_str(&format!("{name:24}{}\n", layout.name));
        }
    }
    console.result(&out);
    Outcome::Done
}
