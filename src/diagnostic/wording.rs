//! How the fields of a fault are said inside a sentence, in English and in French.

use super::{Fault, Lang};

/// What stands in the way of reading or writing a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It isn't there.
    Missing,
    /// It is there but may not be read or written.
    Denied,
    /// The disk is full.
    Full,
    /// It is a folder, a device or something else than a file.
    NotAFile,
    /// Something else, in the system's words.
    Other(String),
}

impl From<&std::io::Error> for Problem {
    fn from(error: &std::io::Error) -> Problem {
        use std::io::ErrorKind;
        #[expect(clippy::wildcard_enum_match_arm, reason = "the system's list of errors grows")]
        match error.kind() {
            ErrorKind::NotFound => Problem::Missing,
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Problem::Denied,
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Problem::Full,
            ErrorKind::IsADirectory | ErrorKind::NotADirectory => Problem::NotAFile,
            _ => Problem::Other(error.to_string()),
        }
    }
}

/// A name that was probably meant, if any is near.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nearest(pub Option<String>);

/// The type of value that a key takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Quoted text.
    Text,
    /// A quoted length.
    Length,
    /// A whole number.
    Number,
    /// A share such as "2%".
    Share,
    /// true or false.
    Boolean,
    /// A list of quoted texts.
    List,
    /// A table of further keys.
    Table,
}

/// Something that can stand in a message.
pub(super) trait Said {
    /// Its words.
    fn said(&self, lang: Lang) -> String;
}

/// How a count of pages can be reached.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ways {
    /// By another leading.
    pub leading: Option<String>,
    /// By setting paragraphs a line shorter: where they were typed.
    pub paragraphs: Vec<String>,
}

impl Said for String {
    fn said(&self, _: Lang) -> String {
        self.clone()
    }
}

impl Said for usize {
    fn said(&self, _: Lang) -> String {
        self.to_string()
    }
}

impl Said for u32 {
    fn said(&self, _: Lang) -> String {
        self.to_string()
    }
}

impl Said for u64 {
    fn said(&self, _: Lang) -> String {
        self.to_string()
    }
}

impl Said for Vec<String> {
    fn said(&self, _: Lang) -> String {
        self.join(", ")
    }
}

impl Said for Nearest {
    fn said(&self, lang: Lang) -> String {
        match (&self.0, lang) {
            (None, _) => String::new(),
            (Some(name), Lang::En) => format!("did you mean `{name}`? "),
            (Some(name), Lang::Fr) => format!("vouliez-vous dire « {name} » ? "),
        }
    }
}

/// Why an earlier version can't be compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoVersion {
    /// No file, folder or revision in git has that name.
    Unknown,
    /// The brochure has errors in that version.
    Faulty,
    /// The file is no PDF, or is cut off.
    NotPdf,
    /// The PDF has no words.
    NoWords,
}

impl Said for NoVersion {
    fn said(&self, lang: Lang) -> String {
        let (en, fr) = match self {
            NoVersion::Unknown => (
                "it is neither a file, nor a folder, nor a revision in git",
                "ce n’est ni un fichier, ni un dossier, ni une révision git",
            ),
            NoVersion::Faulty => ("it can’t be made", "elle ne peut pas être faite"),
            NoVersion::NotPdf => ("it is not a whole PDF", "ce n’est pas un PDF entier"),
            NoVersion::NoWords => ("no words were found in it", "aucun mot n’y a été trouvé"),
        };
        match lang {
            Lang::En => en.to_string(),
            Lang::Fr => fr.to_string(),
        }
    }
}

impl Said for Ways {
    fn said(&self, lang: Lang) -> String {
        let leading = self.leading.as_ref().map(|leading| match lang {
            Lang::En => format!("with leading {leading}"),
            Lang::Fr => format!("avec un interligne de {leading}"),
        });
        let paragraphs = self.paragraphs.join(", ");
        let paragraphs = (!paragraphs.is_empty()).then(|| match lang {
            Lang::En => format!("by tightening the paragraphs at {paragraphs}"),
            Lang::Fr => format!("en serrant les paragraphes de {paragraphs}"),
        });
        let or = match lang {
            Lang::En => ", or ",
            Lang::Fr => ", ou ",
        };
        leading.into_iter().chain(paragraphs).collect::<Vec<_>>().join(or)
    }
}

impl Said for Problem {
    fn said(&self, lang: Lang) -> String {
        let (en, fr) = match self {
            Problem::Missing => ("it isn't there", "il n’existe pas"),
            Problem::Denied => ("you may not (permission denied)", "vous n’en avez pas le droit (permission refusée)"),
            Problem::Full => ("the disk is full", "le disque est plein"),
            Problem::NotAFile => ("it is not a file", "ce n’est pas un fichier"),
            Problem::Other(words) => (words.as_str(), words.as_str()),
        };
        match lang {
            Lang::En => en.to_string(),
            Lang::Fr => fr.to_string(),
        }
    }
}

impl Said for Wanted {
    fn said(&self, lang: Lang) -> String {
        let (en, fr) = match self {
            Wanted::Text => ("a text in quotes", "un texte entre guillemets droits"),
            Wanted::Length => {
                ("a length in quotes, such as \"15mm\"", "une longueur entre guillemets droits, comme \"15mm\"")
            }
            Wanted::Number => ("a whole number", "un nombre entier"),
            Wanted::Share => ("a share in quotes, such as \"2%\"", "une part entre guillemets droits, comme \"2%\""),
            Wanted::Boolean => ("true or false", "true ou false"),
            Wanted::List => ("a list of texts: [\"a\", \"b\"]", "une liste de textes : [\"a\", \"b\"]"),
            Wanted::Table => ("a table of keys", "une table de clés"),
        };
        match lang {
            Lang::En => en.to_string(),
            Lang::Fr => fr.to_string(),
        }
    }
}

/// The message of a fault.
pub(super) fn message(fault: &Fault, lang: Lang) -> String {
    fault.message(lang)
}

/// The hint of a fault, if it has one.
pub(super) fn hint(fault: &Fault, lang: Lang) -> Option<String> {
    Some(fault.hint(lang).trim().to_string()).filter(|h| !h.is_empty())
}
