//! Defines the enum of faults from the entries of the `faults_of_…` macros.

use super::reasons::{
    DocumentDamage, FitAdvice, FitOptions, HiddenData, Lines, Nearest, PdfProblem, PictureProblem, Places, Problem,
    TomlProblem, ValueKind, VersionProblem,
};
use super::template::{Field, Text};
use crate::diagnostic::Lang;

/// The texts of a fault and the values of its fields.
struct FaultTexts {
    message: Text,
    hint: Option<Text>,
    fields: Vec<Field>,
}

/// A kind of fault as the manual shows it, with field names in place of values.
#[derive(Clone, Copy, Debug)]
pub struct CatalogueEntry {
    /// The stable code, such as `A006`.
    pub code: &'static str,
    /// The name of the variant of [`Fault`].
    pub name: &'static str,
    /// What is wrong in general, in English.
    pub meaning: &'static str,
    message: Text,
    hint: Option<Text>,
    fields: &'static [&'static str],
}

impl CatalogueEntry {
    /// Returns the message, with `{name}` in place of the value of the field `name`. Where the wording depends on a number, the
    /// plural is used.
    pub fn message(&self, lang: Lang) -> String {
        self.shown(self.message, lang)
    }

    /// Returns the hint, if the fault has one, with field names in place of values as in the message.
    pub fn hint(&self, lang: Lang) -> Option<String> {
        self.hint.map(|hint| self.shown(hint, lang))
    }

    fn shown(&self, text: Text, lang: Lang) -> String {
        // `nearest` is empty unless a similar name exists, so the manual leaves it out.
        let value = |name: &str| if name == "nearest" { String::new() } else { format!("{{{name}}}") };
        let fields: Vec<Field> = self.fields.iter().map(|name| Field { name, value: value(name), count: 2 }).collect();
        text.fill(lang, &fields)
    }
}

/// Expands to the hint of a fault, which has a text in both languages, or to `None`.
macro_rules! hint {
    ([$($fields:tt)*]) => { None };
    ([$($fields:tt)*] $en:literal $fr:literal) => { Some(text!([$($fields)*] $en $fr)) };
}

/// Defines the enum of faults, and the functions and constants that enumerate all faults.
macro_rules! define_faults {
    ([] $( $(#[doc = $meaning:literal])+ $code:literal $name:ident { $($field:ident : $type:ty),* }
        en $en:literal $(hint $en_hint:literal)?
        fr $fr:literal $(hint $fr_hint:literal)? )*) => {
        /// A fault. Its fields hold the numbers and names that its message needs.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Fault {
            $( $(#[doc = $meaning])+ $name {
                $(#[expect(missing_docs, reason = "the names of the fields explain them")] $field: $type),*
            }, )*
        }

        impl Fault {
            /// Returns the stable code of this kind of fault, for scripts and for the manual.
            pub fn code(&self) -> &'static str {
                match self { $( Fault::$name { .. } => $code, )* }
            }

            /// Returns what is wrong, in one sentence.
            pub(in crate::diagnostic) fn message(&self, lang: Lang) -> String {
                let words = self.words(lang);
                words.message.fill(lang, &words.fields)
            }

            /// Returns what to do about it, unless the message is sufficient.
            pub(in crate::diagnostic) fn hint(&self, lang: Lang) -> Option<String> {
                let words = self.words(lang);
                words.hint.map(|hint| hint.fill(lang, &words.fields))
            }

            fn words(&self, lang: Lang) -> FaultTexts {
                match self { $( Fault::$name { $($field),* } => FaultTexts {
                    message: text!([$($field : $type),*] $en $fr),
                    hint: hint!([$($field : $type),*] $($en_hint)? $($fr_hint)?),
                    fields: fields!(lang; $($field),*).into(),
                }, )* }
            }

            /// Every code with the name of its fault.
            pub const CODES: &'static [(&'static str, &'static str)] = &[ $( ($code, stringify!($name)), )* ];

            /// Every kind of fault with its texts, for the manual.
            pub const CATALOGUE: &'static [CatalogueEntry] = &[ $( CatalogueEntry {
                code: $code,
                name: stringify!($name),
                meaning: concat!($($meaning),+),
                message: text!([$($field : $type),*] $en $fr),
                hint: hint!([$($field : $type),*] $($en_hint)? $($fr_hint)?),
                fields: &[$( stringify!($field) ),*],
            }, )* ];

            /// Returns every fault with sample values.
            #[cfg(test)]
            pub(super) fn samples() -> Vec<Fault> {
                let mut found = Vec::new();
                $( try_samples!([$($field : $type),*] found => Fault::$name { $($field),* }); )*
                found
            }
        }
    };
}

faults_of_files! { [
    faults_of_settings faults_of_texts faults_of_pages faults_of_pictures faults_of_sheets faults_of_import define_faults
] }
