//! Defines the macros for the entries of the catalogue.

/// Defines a message of a fault or an interface text, and checks its templates against the fields.
macro_rules! text {
    ([$($field:ident : $type:ty),*] $en:literal $fr:literal) => {{
        use $crate::diagnostic::messages::template::{FieldType, Text};
        const FIELDS: &[FieldType] =
            &[$( FieldType {
                name: stringify!($field),
                is_count: <$type as $crate::diagnostic::messages::describe::Describe>::IS_COUNT,
            } ),*];
        const TEXT: Text = Text { en: $en, fr: $fr }.checked(FIELDS);
        TEXT
    }};
}

/// Returns the values of fields in a language.
macro_rules! fields {
    ($lang:expr; $($field:ident),*) => {
        [$( $crate::diagnostic::messages::template::Field {
            name: stringify!($field),
            value: $crate::diagnostic::messages::describe::Describe::describe($field, $lang),
            count: $crate::diagnostic::messages::describe::Describe::count($field),
        } ),*]
    };
}

/// Evaluates a message with every sample of its fields, for tests. Fields with fewer samples repeat theirs.
#[cfg(test)]
macro_rules! try_samples {
    ([$($field:ident : $type:ty),*] $found:ident => $body:expr) => {{
        let most = [1 $(, <$type as $crate::diagnostic::messages::describe::Describe>::samples().len() )*];
        for number in 0..most.into_iter().max().unwrap_or(1) {
            $(
                let samples = <$type as $crate::diagnostic::messages::describe::Describe>::samples();
                let $field = samples[number % samples.len()].clone();
            )*
            let _ = number;
            $found.push($body);
        }
    }};
}

/// Defines the functions that return the texts of a subject: `name(lang)`, or `name(lang, field, …)`.
macro_rules! texts {
    ($( $(#[$doc:meta])* $name:ident $(($($field:ident : $type:ty),+))? en $en:literal fr $fr:literal )*) => {
        $( texts! { @one $(#[$doc])* $name $(($($field : $type),+))? $en $fr } )*

        /// Returns every text with sample values.
        #[cfg(test)]
        pub(crate) fn samples() -> Vec<$crate::diagnostic::messages::tests::Sample> {
            use $crate::diagnostic::{Lang, messages::tests::Sample};
            let mut found = Vec::new();
            $( try_samples!([$($($field : $type),+)?] found => Sample {
                name: stringify!($name).to_string(),
                en: self::$name(Lang::En $($(, $field.clone())+)?).to_string(),
                fr: self::$name(Lang::Fr $($(, $field.clone())+)?).to_string(),
            }); )*
            found
        }
    };
    (@one $(#[$doc:meta])* $name:ident $en:literal $fr:literal) => {
        $(#[$doc])*
        pub(crate) fn $name(lang: $crate::diagnostic::Lang) -> &'static str {
            const TEXT: $crate::diagnostic::messages::template::Text = text!([] $en $fr).without_braces();
            TEXT.get(lang)
        }
    };
    (@one $(#[$doc:meta])* $name:ident ($($field:ident : $type:ty),+) $en:literal $fr:literal) => {
        $(#[$doc])*
        pub(crate) fn $name(lang: $crate::diagnostic::Lang $(, $field: $type)+) -> String {
            let ($($field,)+) = ($(&$field,)+);
            text!([$($field : $type),+] $en $fr).fill(lang, &fields!(lang; $($field),+))
        }
    };
}

/// Defines an enum whose variants are parts of sentences: the reason for a failure, or the kind of value that a key takes.
macro_rules! reasons {
    ($(#[$attribute:meta])* pub enum $name:ident {
        $( $(#[$doc:meta])* $variant:ident $({ $($(#[$field_doc:meta])* $field:ident : $type:ty),+ })?
           en $en:literal fr $fr:literal )*
    }) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum $name {
            $( $(#[$doc])* $variant $({ $($(#[$field_doc])* $field : $type),+ })?, )*
        }

        impl $crate::diagnostic::messages::describe::Describe for $name {
            fn describe(&self, lang: $crate::diagnostic::Lang) -> String {
                match self { $(
                    $name::$variant $({ $($field),+ })? => {
                        text!([$($($field : $type),+)?] $en $fr).fill(lang, &fields!(lang; $($($field),+)?))
                    }
                )* }
            }

            #[cfg(test)]
            fn samples() -> Vec<$name> {
                let mut found = Vec::new();
                $( try_samples!([$($($field : $type),+)?] found => $name::$variant $({ $($field),+ })?); )*
                found
            }
        }
    };
}
