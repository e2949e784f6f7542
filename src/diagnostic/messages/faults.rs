//! The enum of faults, made from the entries of the `faults_of_…` macros.

use super::reasons::{DocumentDamage, FitOptions, Nearest, NoVersion, PdfProblem, PictureProblem, Problem, ValueKind};
use super::template::{Field, Text};
use crate::diagnostic::Lang;

/// The texts of a fault and the values of its fields.
struct FaultTexts {
    message: Text,
    hint: Option<Text>,
    fields: Vec<Field>,
}

/// A kind of fault as the manual shows it, with the names of fields in place of their values.
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
    /// The message, with `{name}` for the value of the field `name`; plural where it depends on a number.
    pub fn message(&self, lang: Lang) -> String {
        self.shown(self.message, lang)
    }

    /// The hint, if the fault has one, written like the message.
    pub fn hint(&self, lang: Lang) -> Option<String> {
        self.hint.map(|hint| self.shown(hint, lang))
    }

    fn shown(&self, text: Text, lang: Lang) -> String {
        // A name that was meant is only there when one is near.
        let value = |name: &str| if name == "nearest" { String::new() } else { format!("{{{name}}}") };
        let fields: Vec<Field> = self.fields.iter().map(|name| Field { name, value: value(name), count: 2 }).collect();
        text.fill(lang, &fields)
    }
}

/// A hint, which is in both languages or in none.
macro_rules! hint {
    ([$($fields:tt)*]) => { None };
    ([$($fields:tt)*] $en:literal $fr:literal) => { Some(text!([$($fields)*] $en $fr)) };
}

/// Writes the enum of faults, and the functions that need every one of them.
macro_rules! define_faults {
    ([] $( $(#[doc = $meaning:literal])+ $code:literal $name:ident { $($field:ident : $type:ty),* }
        en $en:literal $(hint $en_hint:literal)?
        fr $fr:literal $(hint $fr_hint:literal)? )*) => {
        /// One fault. Fields hold the figures and names that its message needs.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Fault {
            $( $(#[doc = $meaning])+ $name {
                $(#[expect(missing_docs, reason = "named after what it holds")] $field: $type),*
            }, )*
        }

        impl Fault {
            /// The stable code of this kind of fault, for scripts and for the manual.
            pub fn code(&self) -> &'static str {
                match self { $( Fault::$name { .. } => $code, )* }
            }

            /// What is wrong, in one sentence.
            pub(in crate::diagnostic) fn message(&self, lang: Lang) -> String {
                let words = self.words(lang);
                words.message.fill(lang, &words.fields)
            }

            /// What to do about it, unless the message says it all.
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

            /// Every kind of fault with its words, for the manual.
            pub const CATALOGUE: &'static [CatalogueEntry] = &[ $( CatalogueEntry {
                code: $code,
                name: stringify!($name),
                meaning: concat!($($meaning),+),
                message: text!([$($field : $type),*] $en $fr),
                hint: hint!([$($field : $type),*] $($en_hint)? $($fr_hint)?),
                fields: &[$( stringify!($field) ),*],
            }, )* ];

            /// Every fault with sample values.
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
