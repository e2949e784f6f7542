//! Values that can be fields of a message, and their words in each language.

use crate::diagnostic::Lang;

/// A value that can be a field of a message.
pub(crate) trait Describe {
    /// Whether it is a number that a singular or a plural can depend on.
    const IS_COUNT: bool = false;

    /// The value as part of a sentence in that language.
    fn describe(&self, lang: Lang) -> String;

    /// The number that a singular or a plural depends on.
    fn count(&self) -> usize {
        0
    }

    /// Values with which a test tries every message.
    #[cfg(test)]
    fn samples() -> Vec<Self>
    where
        Self: Sized;
}

/// A message tries each of these numbers: none, one, two, several.
#[cfg(test)]
const COUNTS: [u8; 4] = [1, 0, 2, 12];

/// Numbers as they are written in a sentence.
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

/// A code of the system: a number that nothing is counted by.
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
        self.clone()
    }

    #[cfg(test)]
    fn samples() -> Vec<String> {
        vec!["X".to_string()]
    }
}

impl Describe for &str {
    fn describe(&self, _: Lang) -> String {
        (*self).to_string()
    }

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        vec!["X"]
    }
}

/// A list; singular and plural depend on its length.
impl Describe for Vec<String> {
    const IS_COUNT: bool = true;

    fn describe(&self, _: Lang) -> String {
        self.join(", ")
    }

    fn count(&self) -> usize {
        self.len()
    }

    #[cfg(test)]
    fn samples() -> Vec<Vec<String>> {
        [1, 2].map(|length| vec!["X".to_string(); length]).to_vec()
    }
}
