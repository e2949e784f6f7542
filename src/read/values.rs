//! Reads the kinds of values that occur in several TOML files: lengths, paper sizes, choices, unprintable edges. An invalid
//! value is reported and left out.

use super::keys::Keys;
use crate::diagnostic::{Fault, Nearest, nearest};
use crate::geometry::{Insets, PAPER_NAMES, Size};
use crate::sheet::Duplex;
use crate::unit::{Length, parse_length};

/// The values of `duplex`.
pub(super) const DUPLEX: [(&str, Duplex); 4] = [
    ("short-edge", Duplex::ShortEdge),
    ("long-edge", Duplex::LongEdge),
    ("manual", Duplex::Manual),
    ("none", Duplex::None),
];

/// The length of one em in a file that specifies no type size, in points: the default type size of the text.
const EM: f64 = 10.0;

/// Reads a length that isn't negative.
pub(super) fn length(keys: &mut Keys, key: &'static str) -> Option<Length> {
    let typed = keys.length(key)?;
    match parse_length(&typed.value, Length::pt(EM)) {
        Ok(length) if length >= Length::ZERO => Some(length),
        _ => {
            keys.fault(typed.span, Fault::BadLength { value: typed.value });
            None
        }
    }
}

/// Parses a length that may be negative. Returns `None` if the length is invalid; the caller reports this.
pub(super) fn signed_length(typed: &str) -> Option<Length> {
    let typed = typed.trim();
    let (sign, digits) = typed.strip_prefix('-').map_or((1, typed), |rest| (-1, rest));
    parse_length(digits, Length::pt(EM)).ok().map(|length| length * sign)
}

/// Reads a paper size: either a name, or a width and a height, as in `148mm x 210mm`.
pub(super) fn size(keys: &mut Keys, key: &'static str) -> Option<Size> {
    let typed = keys.text(key)?;
    let named = Size::named(&typed.value).or_else(|| {
        let (width, height) = typed.value.split_once(['x', '×'])?;
        let side = |s: &str| parse_length(s, Length::pt(EM)).ok().filter(|l| *l > Length::ZERO);
        Some(Size::new(side(width)?, side(height)?))
    });
    if named.is_none() {
        let choices = PAPER_NAMES.iter().map(|n| n.to_string()).chain(["148mm x 210mm".to_string()]).collect();
        let near = Nearest(nearest(&typed.value, PAPER_NAMES));
        let fault = Fault::UnknownChoice { key: key.to_string(), value: typed.value, choices, nearest: near };
        keys.fault(typed.span, fault);
    }
    named
}

/// Reads a value that must be one of a few words, and returns the meaning of the word. Any other value is reported.
pub(super) fn choice<T: Copy>(keys: &mut Keys, key: &'static str, choices: &[(&str, T)]) -> Option<T> {
    let typed = keys.text(key)?;
    if let Some((_, value)) = choices.iter().find(|(name, _)| *name == typed.value) {
        return Some(*value);
    }
    let near = Nearest(nearest(&typed.value, choices.iter().map(|(name, _)| *name)));
    let choices = choices.iter().map(|(name, _)| name.to_string()).collect();
    keys.fault(typed.span, Fault::UnknownChoice { key: key.to_string(), value: typed.value, choices, nearest: near });
    None
}

/// Reads the edges that a printer leaves blank: one length, or a table with one length for each side. Missing sides are taken
/// from `default`.
pub(super) fn unprintable(table: &mut Keys, default: Insets) -> Option<Insets> {
    if table.holds_text("unprintable") {
        return length(table, "unprintable").map(Insets::all);
    }
    let mut sides = table.table("unprintable")?;
    let insets = Insets {
        top: length(&mut sides, "top").unwrap_or(default.top),
        right: length(&mut sides, "right").unwrap_or(default.right),
        bottom: length(&mut sides, "bottom").unwrap_or(default.bottom),
        left: length(&mut sides, "left").unwrap_or(default.left),
    };
    sides.finish();
    Some(insets)
}

/// Reads a whole number between two limits, both included.
pub(super) fn number_within(table: &mut Keys, key: &'static str, limits: (i64, i64)) -> Option<i64> {
    let typed = table.number(key)?;
    if (limits.0..=limits.1).contains(&typed.value) {
        return Some(typed.value);
    }
    let key = table.full_name(key);
    let fault = out_of_range(key, &typed.value.to_string(), &limits.0.to_string(), &limits.1.to_string());
    table.fault(typed.span, fault);
    None
}

/// Returns the fault that reports a value outside its limits.
pub(super) fn out_of_range(key: String, value: &str, least: &str, most: &str) -> Fault {
    Fault::OutOfRange { key, value: value.to_string(), least: least.to_string(), most: most.to_string() }
}
