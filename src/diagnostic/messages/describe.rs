//! Describes the values that can be fields of a message, in each language.

use crate::diagnostic::Lang;
use crate::diagnostic::invisible::harmless;

/// A value that can be a field of a message.
pub(crate) trait Describe {
    /// Whether a singular or a plural can depend on the value.
    const IS_COUNT: bool = false;

    /// Returns the value as part of a sentence in that language.
    fn describe(&self, lang: Lang) -> String;

    /// Returns the number on which the choice of singular or plural depends.
    fn count(&self) -> usize {
        0
    }

    /// Returns the values with which a test tries every message.
    #[cfg(test)]
    fn samples() -> Vec<Self>
    where
        Self: Sized;
}

/// The numbers with which each message is tested: one, none, two, several.
#[cfg(test)]
const COUNTS: [u8; 4] = [1, 0, 2, 12];

/// Implements [`Describe`] for number types.
macro_rules! describe_numbers {
    ($($number:ty),*) => { $(
        impl Describe for $number {
            const IS_COUNT: bool = true;

            fn describe(&self, _: Lang) -> String {
                self.to_string()
            }

            fn count(&self) -> usize {
                usize::try_from(*self).unwrap_or(usize::MAX)
            }

            #[cfg(test)]
            fn samples() -> Vec<$number> {
                COUNTS.map(<$number>::from).to_vec()
            }
        }
    )* };
}

describe_numbers!(u32, u64, usize);

/// A system error code, which is a number but not a count.
impl Describe for i32 {
    fn describe(&self, _: Lang) -> String {
        self.to_string()
    }

    #[cfg(test)]
    fn samples() -> Vec<i32> {
        vec![5]
    }
}

impl Describe for String {
    fn describe(&self, _: Lang) -> String {
        harmless(self).into_owned()
    }

    #[cfg(test)]
    fn samples() -> Vec<String> {
        vec!["X".to_string()]
    }
}

impl Describe for &str {
    fn describe(&self, _: Lang) -> String {
        harmless(self).into_owned()
    }

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        vec!["X"]
    }
}

/// A list. The choice of singular or plural depends on its length.
impl<T: Describe> Describe for Vec<T> {
    const IS_COUNT: bool = true;

    fn describe(&self, lang: Lang) -> String {
        self.iter().map(|item| item.describe(lang)).collect::<Vec<_>>().join(", ")
    }

    fn count(&self) -> usize {
        self.len()
    }

    #[cfg(test)]
    fn samples() -> Vec<Vec<T>> {
        vec![T::samples().into_iter().take(1).collect(), T::samples().into_iter().chain(T::samples()).collect()]
    }
}
