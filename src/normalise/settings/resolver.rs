//! The resolver: converts values as typed into lengths, choices and numbers within limits. An invalid value is reported and
//! replaced by its default.

use crate::diagnostic::{Diagnostic, Fault, Nearest, Span, ValueKind, nearest};
use crate::language;
use crate::spec::{RawFlag, RawNumber, RawText};
use crate::unit::{Length, parse_length};
use std::ops::RangeInclusive;

/// The type size of a brochure that specifies none, in points. It is also the length of one em until the type size itself has
/// been resolved.
pub(super) const DEFAULT_SIZE: f64 = 10.0;

/// Resolves values and collects the diagnostics. Keys are passed in the form in which messages show them: `text.size`.
pub(super) struct Resolver {
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The length of one em.
    pub(super) em: Length,
}

impl Default for Resolver {
    fn default() -> Resolver {
        Resolver { diagnostics: Vec::new(), em: Length::pt(DEFAULT_SIZE) }
    }
}

/// Whether a switch that is on by default is on.
pub(super) fn is_on(typed: &RawFlag) -> bool {
    typed.as_ref().is_none_or(|flag| flag.value)
}

/// Whether a switch that is off by default is on.
pub(super) fn is_switched_on(typed: &RawFlag) -> bool {
    typed.as_ref().is_some_and(|flag| flag.value)
}

/// Returns the fault that reports a value outside its limits.
fn out_of_range(key: &str, value: &str, limits: (String, String)) -> Fault {
    Fault::OutOfRange { key: key.to_string(), value: value.to_string(), least: limits.0, most: limits.1 }
}

impl Resolver {
    /// Reports an error.
    pub(super) fn fault(&mut self, span: Span, fault: Fault) {
        self.diagnostics.push(Diagnostic::error(span, fault));
    }

    /// Parses a length. Returns `default` if the length is missing, invalid or outside the limits. The last two are reported.
    pub(super) fn length(
        &mut self,
        typed: &RawText,
        key: &str,
        limits: RangeInclusive<Length>,
        default: Length,
    ) -> Length {
        let Some(typed) = typed else { return default };
        match parse_length(&typed.value, self.em) {
            Ok(length) if limits.contains(&length) => return length,
            Ok(_) => {
                let shown = |length: &Length| format!("{:.1}mm", length.to_mm());
                let fault = out_of_range(key, &typed.value, (shown(limits.start()), shown(limits.end())));
                self.fault(typed.span, fault);
            }
            Err(_) => self.fault(typed.span, Fault::BadLength { value: typed.value.clone() }),
        }
        default
    }

    /// Returns the meaning of a value that must be one of a few words. Returns `default` if the value is missing or unknown. An
    /// unknown value is reported.
    pub(super) fn choice<T: Copy>(&mut self, typed: &RawText, key: &str, choices: &[(&str, T)], default: T) -> T {
        let Some(typed) = typed else { return default };
        if let Some((_, value)) = choices.iter().find(|(name, _)| *name == typed.value) {
            return *value;
        }
        let near = Nearest(nearest(&typed.value, choices.iter().map(|(name, _)| *name)));
        let choices = choices.iter().map(|(name, _)| name.to_string()).collect();
        let fault = Fault::UnknownChoice { key: key.to_string(), value: typed.value.clone(), choices, nearest: near };
        self.fault(typed.span, fault);
        default
    }

    /// Checks a language tag. Returns `None` if the tag is missing or invalid. The latter is reported.
    pub(super) fn language(&mut self, typed: &RawText) -> Option<String> {
        let typed = typed.as_ref()?;
        let parsed = language::parse(&typed.value);
        parsed.map_err(|unknown| self.fault(typed.span, unknown.fault(&typed.value))).ok()
    }

    /// Parses a percentage such as `2%`, from 0 to `most`. Returns `default` if the percentage is missing, or if it is invalid,
    /// which is reported. The result, `most` and `default` are in thousandths.
    pub(super) fn thousandths(&mut self, typed: &RawText, key: &str, most: i64, default: i64) -> i64 {
        let Some(typed) = typed else { return default };
        let most_percent = most as f64 / 10.0;
        let number = typed.value.trim().strip_suffix('%').map(|number| number.trim().replace(',', ".").parse::<f64>());
        match number {
            Some(Ok(percent)) if (0.0..=most_percent).contains(&percent) => return (percent * 10.0).round() as i64,
            Some(Ok(_)) => {
                let fault = out_of_range(key, &typed.value, ("0%".to_string(), format!("{most_percent}%")));
                self.fault(typed.span, fault);
            }
            _ => self.fault(typed.span, Fault::WrongType { key: key.to_string(), wanted: ValueKind::Share }),
        }
        default
    }

    /// Returns a whole number, or `None` if the number is missing or outside the limits. The latter is reported.
    pub(super) fn number(&mut self, typed: &RawNumber, key: &str, limits: RangeInclusive<i64>) -> Option<i64> {
        let typed = typed.as_ref()?;
        if limits.contains(&typed.value) {
            return Some(typed.value);
        }
        let shown = (limits.start().to_string(), limits.end().to_string());
        self.fault(typed.span, out_of_range(key, &typed.value.to_string(), shown));
        None
    }
}
