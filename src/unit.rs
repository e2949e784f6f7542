//! Lengths: the fixed-point unit of all layout, and the parser for lengths in settings.
//!
//! A [`Length`] is a whole number of 1/65,536ths of a PostScript point. Sums of integers don't drift, and every machine
//! produces the same page. Floating-point millimetres and points occur only where a setting is read or a number is written.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// The number of units of [`Length`] in a point. TeX divides its point into the same number of scaled points, so TeX's
/// integer formulas (badness, demerits) apply.
pub const UNITS_PER_POINT: i64 = 65_536;

/// A signed distance in 1/65,536 of a point (1 pt = 1/72 inch).
///
/// ```
/// use agrafe::unit::Length;
/// assert_eq!(Length::mm(25.4), Length::pt(72.0));
/// assert_eq!(Length::pt(12.5) * 2, Length::pt(25.0));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Length(pub i64);

impl Length {
    /// The zero length.
    pub const ZERO: Length = Length(0);

    /// Converts points to a length, rounded to the nearest unit.
    pub fn pt(points: f64) -> Length {
        Length((points * UNITS_PER_POINT as f64).round() as i64)
    }

    /// Converts millimetres to a length, rounded to the nearest unit.
    pub fn mm(millimetres: f64) -> Length {
        Length::pt(millimetres * 72.0 / 25.4)
    }

    /// Returns this length in points.
    pub fn to_pt(self) -> f64 {
        self.0 as f64 / UNITS_PER_POINT as f64
    }

    /// Returns this length in millimetres.
    pub fn to_mm(self) -> f64 {
        self.to_pt() * 25.4 / 72.0
    }

    /// Returns this length times `num / den`, rounded to the nearest unit. `den` must be positive.
    #[inline]
    pub fn scale(self, num: i64, den: i64) -> Length {
        // Nearly all lengths are shorter than ten metres, and nearly all factors are below 2^31, so the product fits into 64
        // bits. A 64-bit division is five times as fast as a 128-bit division.
        if self.0.unsigned_abs() < 1 << 31 && num.unsigned_abs() < 1 << 31 {
            let product = self.0 * num;
            return Length((if product >= 0 { product + den / 2 } else { product - den / 2 }) / den);
        }
        let product = i128::from(self.0) * i128::from(num);
        let half = i128::from(den / 2);
        let rounded =
            if product >= 0 { (product + half) / i128::from(den) } else { (product - half) / i128::from(den) };
        Length(rounded as i64)
    }

    /// Returns this length times a factor, rounded to the nearest unit.
    pub fn times(self, factor: f64) -> Length {
        Length((self.0 as f64 * factor).round() as i64)
    }

    /// Returns this length divided by `other`, or 0 if `other` is zero.
    pub fn ratio(self, other: Length) -> f64 {
        if other.0 == 0 { 0.0 } else { self.0 as f64 / other.0 as f64 }
    }

    /// Returns the smallest multiple of `step` that is not less than this length, or the length itself if `step` isn't
    /// positive.
    pub fn round_up_to(self, step: Length) -> Length {
        if step.0 <= 0 {
            self
        } else {
            Length(self.0.div_euclid(step.0) * step.0 + if self.0.rem_euclid(step.0) == 0 { 0 } else { step.0 })
        }
    }

    /// Returns the absolute value.
    pub fn abs(self) -> Length {
        Length(self.0.abs())
    }
}

impl fmt::Debug for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3}pt", self.to_pt())
    }
}

impl Add for Length {
    type Output = Length;
    fn add(self, other: Length) -> Length {
        Length(self.0 + other.0)
    }
}

impl AddAssign for Length {
    fn add_assign(&mut self, other: Length) {
        self.0 += other.0;
    }
}

impl Sub for Length {
    type Output = Length;
    fn sub(self, other: Length) -> Length {
        Length(self.0 - other.0)
    }
}

impl SubAssign for Length {
    fn sub_assign(&mut self, other: Length) {
        self.0 -= other.0;
    }
}

impl Neg for Length {
    type Output = Length;
    fn neg(self) -> Length {
        Length(-self.0)
    }
}

impl Mul<i64> for Length {
    type Output = Length;
    fn mul(self, factor: i64) -> Length {
        Length(self.0 * factor)
    }
}

impl Div<i64> for Length {
    type Output = Length;
    fn div(self, divisor: i64) -> Length {
        Length(self.0 / divisor)
    }
}

impl Sum for Length {
    fn sum<I: Iterator<Item = Length>>(lengths: I) -> Length {
        Length(lengths.map(|l| l.0).sum())
    }
}

/// The reason why a length in a setting is rejected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LengthError {
    /// The string doesn't start with a number.
    NoNumber,
    /// The unit is none of mm, cm, in, pt and em.
    UnknownUnit,
    /// The length is more than ten metres.
    TooLarge,
}

/// The longest length that is accepted, in points: ten metres. A longer one is rejected as a mistake, because PDF viewers only
/// show pages of up to five metres (14,400 units of user space).
const MAX_POINTS: f64 = 28_346.0;

/// Parses a length: a number with a decimal point or comma, followed by one of `mm`, `cm`, `in`, `pt` and `em`. `em` is the
/// length of one em, that is, the type size in effect where the length is written.
///
/// # Errors
/// See [`LengthError`].
pub fn parse_length(text: &str, em: Length) -> Result<Length, LengthError> {
    let text = text.trim();
    let digits = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+'))).unwrap_or(text.len());
    let number: f64 = text[..digits].replace(',', ".").parse().map_err(|_| LengthError::NoNumber)?;
    // A huge number would overflow in the conversion, so it is rejected first.
    if !number.is_finite() || number.abs() > MAX_POINTS {
        return Err(LengthError::TooLarge);
    }
    let length = match text[digits..].trim() {
        "mm" => Length::mm(number),
        "cm" => Length::mm(number * 10.0),
        "in" => Length::pt(number * 72.0),
        "pt" => Length::pt(number),
        "em" => em.times(number),
        _ => return Err(LengthError::UnknownUnit),
    };
    if length.abs() > Length::mm(10_000.0) { Err(LengthError::TooLarge) } else { Ok(length) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_parsed_in_every_unit() {
        let em = Length::pt(10.0);
        assert_eq!(parse_length("15mm", em), Ok(Length::mm(15.0)));
        assert_eq!(parse_length(" 1,5 cm ", em), Ok(Length::mm(15.0)));
        assert_eq!(parse_length("2em", em), Ok(Length::pt(20.0)));
        assert_eq!(parse_length("mm", em), Err(LengthError::NoNumber));
        assert_eq!(parse_length("3 furlongs", em), Err(LengthError::UnknownUnit));
        assert_eq!(parse_length("99999mm", em), Err(LengthError::TooLarge));
    }

    #[test]
    fn lengths_are_rounded_up_to_the_grid() {
        let grid = Length::pt(12.5);
        assert_eq!(Length::pt(25.0).round_up_to(grid), Length::pt(25.0));
        assert_eq!(Length::pt(25.1).round_up_to(grid), Length::pt(37.5));
    }
}
