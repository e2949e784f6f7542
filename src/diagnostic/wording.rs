//! How the fields of a fault are worded inside a sentence, in English and in French.

use super::{Fault, Lang};

/// Why a file can't be read or written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It does not exist.
    Missing,
    /// Permission is denied.
    Denied,
    /// The file system may only be read.
    ReadOnly,
    /// The disk is full.
    Full,
    /// The user's share of the disk is used up.
    Quota,
    /// It is a folder, a device or something else than a file.
    NotAFile,
    /// A part of its path is a file.
    NotAFolder,
    /// A link or device is where a new file or folder should be.
    NameTaken,
    /// Its name is too long, or not allowed on this system.
    BadName,
    /// It is larger than the program or the file system can handle.
    TooLarge,
    /// Its symbolic links lead in a circle.
    LinkLoop,
    /// The process, or the system, has too many open files.
    TooManyFiles,
    /// The system watches as many files as it can.
    TooManyWatches,
    /// Another program is using it.
    Busy,
    /// A network folder can't be reached.
    Network,
    /// The program at the other end of a pipe has ended.
    Closed,
    /// The disk or the connection to it failed.
    Hardware,
    /// There is not enough memory.
    NoMemory,
    /// Writing failed, and the old file could not be put back: it is now at this path.
    SetAside(String),
    /// Anything else, with the system's code if there is one.
    Unknown(Option<i32>),
}

impl Problem {
    /// Whether the cause is the machine rather than what the user typed or wrote.
    pub fn is_of_the_machine(&self) -> bool {
        match self {
            Problem::Missing
            | Problem::NotAFile
            | Problem::NotAFolder
            | Problem::NameTaken
            | Problem::BadName
            | Problem::TooLarge
            | Problem::LinkLoop => false,
            Problem::Denied
            | Problem::ReadOnly
            | Problem::Full
            | Problem::Quota
            | Problem::TooManyFiles
            | Problem::TooManyWatches
            | Problem::Busy
            | Problem::Network
            | Problem::Closed
            | Problem::Hardware
            | Problem::NoMemory
            | Problem::SetAside(_)
            | Problem::Unknown(_) => true,
        }
    }
}

impl From<&std::io::Error> for Problem {
    fn from(error: &std::io::Error) -> Problem {
        use std::io::ErrorKind;
        let code = error.raw_os_error();
        #[expect(clippy::wildcard_enum_match_arm, reason = "the standard library's list of errors grows")]
        match error.kind() {
            ErrorKind::NotFound => Problem::Missing,
            ErrorKind::PermissionDenied => Problem::Denied,
            ErrorKind::ReadOnlyFilesystem => Problem::ReadOnly,
            ErrorKind::StorageFull | ErrorKind::WriteZero => Problem::Full,
            ErrorKind::QuotaExceeded => Problem::Quota,
            ErrorKind::IsADirectory => Problem::NotAFile,
            ErrorKind::NotADirectory => Problem::NotAFolder,
            ErrorKind::AlreadyExists | ErrorKind::DirectoryNotEmpty => Problem::NameTaken,
            ErrorKind::InvalidFilename => Problem::BadName,
            // The standard library refuses names with a null character by itself, so there is no code of the system.
            ErrorKind::InvalidInput if code.is_none() => Problem::BadName,
            ErrorKind::FileTooLarge => Problem::TooLarge,
            ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => Problem::Busy,
            ErrorKind::StaleNetworkFileHandle
            | ErrorKind::HostUnreachable
            | ErrorKind::NetworkUnreachable
            | ErrorKind::NetworkDown
            | ErrorKind::NotConnected
            | ErrorKind::ConnectionRefused
            | ErrorKind::ConnectionReset
            | ErrorKind::ConnectionAborted
            | ErrorKind::TimedOut => Problem::Network,
            ErrorKind::BrokenPipe => Problem::Closed,
            ErrorKind::OutOfMemory => Problem::NoMemory,
            _ => code.and_then(by_code).unwrap_or(Problem::Unknown(code)),
        }
    }
}

/// What the standard library has no kind for.
#[cfg(unix)]
fn by_code(code: i32) -> Option<Problem> {
    use rustix::io::Errno;
    let is_one_of = |errors: &[Errno]| errors.iter().any(|errno| errno.raw_os_error() == code);
    if is_one_of(&[Errno::MFILE, Errno::NFILE]) {
        Some(Problem::TooManyFiles)
    } else if is_one_of(&[Errno::LOOP]) {
        Some(Problem::LinkLoop)
    } else if is_one_of(&[Errno::IO]) {
        Some(Problem::Hardware)
    } else if is_one_of(&[Errno::NXIO, Errno::NODEV]) {
        // A socket, or a pipe or device that nothing serves.
        Some(Problem::NotAFile)
    } else {
        None
    }
}

/// What the standard library has no kind for.
#[cfg(windows)]
fn by_code(code: i32) -> Option<Problem> {
    match code {
        // ERROR_TOO_MANY_OPEN_FILES
        4 => Some(Problem::TooManyFiles),
        // ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION: usual for a PDF that a viewer shows.
        32 | 33 => Some(Problem::Busy),
        // ERROR_CRC, ERROR_IO_DEVICE
        23 | 1117 => Some(Problem::Hardware),
        // ERROR_BAD_NETPATH, ERROR_UNEXP_NET_ERR, ERROR_NETNAME_DELETED
        53 | 59 | 64 => Some(Problem::Network),
        // ERROR_CANT_RESOLVE_FILENAME
        1921 => Some(Problem::LinkLoop),
        _ => None,
    }
}

#[cfg(not(any(unix, windows)))]
fn by_code(_: i32) -> Option<Problem> {
    None
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

/// A value that can be a field of a message.
pub(super) trait Description {
    /// The value in words of that language, as a part of a sentence.
    fn description(&self, lang: Lang) -> String;
}

/// Changes that would bring a brochure to another page count; each of them is enough.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FitOptions {
    /// Another leading, such as `12.3pt`.
    pub leading: Option<String>,
    /// Paragraphs to set a line shorter, as places in the texts: `01.md:14`.
    pub paragraphs: Vec<String>,
}

impl Description for String {
    fn description(&self, _: Lang) -> String {
        self.clone()
    }
}

impl Description for usize {
    fn description(&self, _: Lang) -> String {
        self.to_string()
    }
}

impl Description for u32 {
    fn description(&self, _: Lang) -> String {
        self.to_string()
    }
}

impl Description for u64 {
    fn description(&self, _: Lang) -> String {
        self.to_string()
    }
}

impl Description for Vec<String> {
    fn description(&self, _: Lang) -> String {
        self.join(", ")
    }
}

impl Description for Nearest {
    fn description(&self, lang: Lang) -> String {
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

impl Description for NoVersion {
    fn description(&self, lang: Lang) -> String {
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

/// What is damaged in a document that is imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocumentDamage {
    /// It is not a zip archive, or only a part of one.
    NotZip,
    /// A part of its archive cannot be unpacked.
    BadPart {
        /// The name of the part in the archive.
        part: String,
    },
    /// A part is not text in UTF-8, as it is in a document with a password.
    NotUtf8 {
        /// The name of the part in the archive.
        part: String,
    },
    /// The XML of a part is malformed.
    BadXml {
        /// The name of the part in the archive.
        part: String,
        /// Where, in bytes from the beginning of the part.
        at: u64,
    },
}

impl Description for DocumentDamage {
    fn description(&self, lang: Lang) -> String {
        match (self, lang) {
            (DocumentDamage::NotZip, Lang::En) => "it is not a complete zip archive".to_string(),
            (DocumentDamage::NotZip, Lang::Fr) => "ce n’est pas une archive zip complète".to_string(),
            (DocumentDamage::BadPart { part }, Lang::En) => format!("its part {part} is damaged"),
            (DocumentDamage::BadPart { part }, Lang::Fr) => format!("sa partie {part} est endommagée"),
            (DocumentDamage::NotUtf8 { part }, Lang::En) => format!("its part {part} is not text in UTF-8"),
            (DocumentDamage::NotUtf8 { part }, Lang::Fr) => format!("sa partie {part} n’est pas du texte en UTF-8"),
            (DocumentDamage::BadXml { part, at }, Lang::En) => {
                format!("the XML of its part {part} is malformed at byte {at}")
            }
            (DocumentDamage::BadXml { part, at }, Lang::Fr) => {
                format!("le XML de sa partie {part} est mal formé à l’octet {at}")
            }
        }
    }
}

impl Description for FitOptions {
    fn description(&self, lang: Lang) -> String {
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

impl Description for Problem {
    fn description(&self, lang: Lang) -> String {
        let (en, fr) = match self {
            Problem::Missing => ("it isn't there", "il n’existe pas"),
            Problem::Denied => ("permission denied", "permission refusée"),
            Problem::ReadOnly => ("the file system is read-only", "le système de fichiers est en lecture seule"),
            Problem::Full => ("the disk is full", "le disque est plein"),
            Problem::Quota => ("your disk quota is used up", "votre quota d’espace disque est épuisé"),
            Problem::NotAFile => ("it is not a file", "ce n’est pas un fichier"),
            Problem::NotAFolder => {
                ("part of its path is a file, not a folder", "une partie de son chemin est un fichier, pas un dossier")
            }
            Problem::NameTaken => ("something else already has this name", "ce nom est déjà pris"),
            Problem::BadName => {
                ("its name is too long or not allowed here", "son nom est trop long ou n’est pas autorisé ici")
            }
            Problem::TooLarge => ("the file is too large", "le fichier est trop volumineux"),
            Problem::LinkLoop => ("its symbolic links form a loop", "ses liens symboliques forment une boucle"),
            Problem::TooManyFiles => ("too many files are open", "trop de fichiers sont ouverts"),
            Problem::TooManyWatches => {
                ("the system can't watch any more files", "le système ne peut pas surveiller plus de fichiers")
            }
            Problem::Busy => ("another program is using it", "un autre programme l’utilise"),
            Problem::Network => {
                ("the connection to the network folder was lost", "la connexion au dossier réseau a été perdue")
            }
            Problem::Closed => {
                ("the program that was reading it has stopped", "le programme qui le lisait s’est arrêté")
            }
            Problem::Hardware => ("the disk reports a hardware error", "le disque signale une erreur matérielle"),
            Problem::NoMemory => ("there is not enough memory", "la mémoire est insuffisante"),
            Problem::SetAside(path) => {
                return match lang {
                    Lang::En => format!("the old file could not be put back; it is now at {path}"),
                    Lang::Fr => format!("l’ancien fichier n’a pas pu être remis en place ; il est dans {path}"),
                };
            }
            Problem::Unknown(None) => ("unexpected system error", "erreur système inattendue"),
            Problem::Unknown(Some(code)) => {
                return match lang {
                    Lang::En => format!("unexpected system error (code {code})"),
                    Lang::Fr => format!("erreur système inattendue (code {code})"),
                };
            }
        };
        match lang {
            Lang::En => en.to_string(),
            Lang::Fr => fr.to_string(),
        }
    }
}

impl Description for Wanted {
    fn description(&self, lang: Lang) -> String {
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

/// Why a picture can't be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureProblem {
    /// The file is empty.
    Empty,
    /// It is a PDF.
    Pdf,
    /// It is HEIC or AVIF.
    Heic,
    /// It is of no known picture format.
    NotAPicture,
    /// The end of the file is missing.
    CutOff,
    /// The data can't be decoded.
    Damaged,
    /// A JPEG that is cut off, or whose coding a PDF can't hold.
    BadJpeg,
    /// The format is known, but not this kind of colour or compression.
    UnsupportedKind,
    /// Decoding it would take too much memory.
    TooLarge,
    /// The width or the height is zero.
    NoPixels,
    /// The SVG is not UTF-8.
    SvgNotUtf8,
    /// The SVG has text, whose font is not in the file.
    SvgText,
    /// The SVG shows a picture of another file.
    SvgLinkedPicture,
    /// The groups of the SVG are nested too deeply.
    SvgTooDeep,
    /// The SVG has no size.
    SvgNoSize,
    /// The SVG has nothing to draw.
    SvgEmpty,
    /// The SVG breaks the rules of XML or SVG.
    SvgDamaged {
        /// The line, from 1.
        line: u32,
    },
}

impl Description for PictureProblem {
    fn description(&self, lang: Lang) -> String {
        let (en, fr) = match self {
            PictureProblem::Empty => ("the file is empty", "le fichier est vide"),
            PictureProblem::Pdf => ("a PDF has pages, not pixels", "un PDF a des pages, pas des pixels"),
            PictureProblem::Heic => ("it is a phone's HEIC or AVIF", "c’est un fichier HEIC ou AVIF de téléphone"),
            PictureProblem::NotAPicture => ("unknown format", "format inconnu"),
            PictureProblem::CutOff => ("the file is cut off", "le fichier est tronqué"),
            PictureProblem::Damaged => ("its data are damaged", "ses données sont abîmées"),
            PictureProblem::BadJpeg => {
                ("the JPEG is cut off, or of a rare kind", "le JPEG est tronqué, ou d’un type rare")
            }
            PictureProblem::UnsupportedKind => (
                "its kind of colour or compression is not supported",
                "son type de couleur ou de compression n’est pas pris en charge",
            ),
            PictureProblem::TooLarge => ("it takes too much memory", "elle demande trop de mémoire"),
            PictureProblem::NoPixels => ("it has no pixels", "elle n’a pas de pixels"),
            PictureProblem::SvgNotUtf8 => ("the SVG is not UTF-8", "le SVG n’est pas en UTF-8"),
            PictureProblem::SvgText => (
                "the drawing has text: turn it into paths in the drawing program",
                "le dessin contient du texte : le convertir en tracés dans le logiciel de dessin",
            ),
            PictureProblem::SvgLinkedPicture => (
                "the drawing shows a picture of another file: embed it in the drawing program",
                "le dessin montre une image d’un autre fichier : l’incorporer dans le logiciel de dessin",
            ),
            PictureProblem::SvgTooDeep => {
                ("the groups of the SVG are nested too deeply", "les groupes du SVG sont trop imbriqués")
            }
            PictureProblem::SvgNoSize => ("the SVG has no size", "le SVG n’a pas de taille"),
            PictureProblem::SvgEmpty => ("the SVG draws nothing", "le SVG ne dessine rien"),
            PictureProblem::SvgDamaged { line } => {
                return match lang {
                    Lang::En => format!("the SVG is damaged in line {line}"),
                    Lang::Fr => format!("le SVG est abîmé à la ligne {line}"),
                };
            }
        };
        lang.choose(en, fr).to_string()
    }
}

/// Why a PDF can't be imposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PdfProblem {
    /// It is protected by a password, and none was given.
    NeedsPassword,
    /// The password is wrong.
    WrongPassword,
    /// Its encryption is damaged, or of an unknown kind.
    BadEncryption,
    /// The end of the file is missing.
    CutOff,
    /// An object says that it is longer than the whole file.
    ObjectTooLong,
    /// It can't be read as a PDF.
    NotWhole,
    /// It has no pages.
    NoPages,
    /// A page has no size.
    PageWithoutSize {
        /// Its number, from 1.
        page: usize,
    },
    /// A page is too long for any sheet.
    PageTooLong {
        /// Its number, from 1.
        page: usize,
        /// Its longer side, in millimetres.
        length_mm: u32,
    },
}

impl Description for PdfProblem {
    fn description(&self, lang: Lang) -> String {
        let (en, fr) = match *self {
            PdfProblem::NeedsPassword => (
                "it is protected by a password: --password gives it",
                "il est protégé par un mot de passe : --password le donne",
            ),
            PdfProblem::WrongPassword => ("that is not its password", "ce n’est pas son mot de passe"),
            PdfProblem::BadEncryption => {
                ("its encryption is damaged, or of an unknown kind", "son chiffrement est abîmé, ou d’un type inconnu")
            }
            PdfProblem::CutOff => ("it is cut off: its end is missing", "il est tronqué : il manque la fin"),
            PdfProblem::ObjectTooLong => {
                ("an object in it is longer than the file", "un de ses objets est plus long que le fichier")
            }
            PdfProblem::NotWhole => ("it is not a whole PDF", "ce n’est pas un PDF entier"),
            PdfProblem::NoPages => ("it has no pages", "il n’a pas de pages"),
            PdfProblem::PageWithoutSize { page } => {
                return match lang {
                    Lang::En => format!("page {page} has no size"),
                    Lang::Fr => format!("la page {page} n’a pas de taille"),
                };
            }
            PdfProblem::PageTooLong { page, length_mm } => {
                return match lang {
                    Lang::En => format!("page {page} is {length_mm} mm long"),
                    Lang::Fr => format!("la page {page} mesure {length_mm} mm de long"),
                };
            }
        };
        lang.choose(en, fr).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Error;

    #[test]
    fn no_system_error_reaches_the_user_in_the_systems_words() {
        for code in 0..200 {
            let problem = Problem::from(&Error::from_raw_os_error(code));
            for lang in [Lang::En, Lang::Fr] {
                assert!(!problem.description(lang).contains("os error"), "{code}");
            }
        }
        let own = Problem::from(&Error::other("in English only"));
        assert_eq!(own.description(Lang::Fr), "erreur système inattendue");
    }

    #[cfg(unix)]
    #[test]
    fn usual_errors_of_a_system_have_words() {
        use rustix::io::Errno;
        for (errno, problem) in [
            (Errno::NOENT, Problem::Missing),
            (Errno::ACCESS, Problem::Denied),
            (Errno::PERM, Problem::Denied),
            (Errno::ROFS, Problem::ReadOnly),
            (Errno::NOSPC, Problem::Full),
            (Errno::DQUOT, Problem::Quota),
            (Errno::ISDIR, Problem::NotAFile),
            (Errno::NXIO, Problem::NotAFile),
            (Errno::NOTDIR, Problem::NotAFolder),
            (Errno::EXIST, Problem::NameTaken),
            (Errno::NAMETOOLONG, Problem::BadName),
            (Errno::FBIG, Problem::TooLarge),
            (Errno::LOOP, Problem::LinkLoop),
            (Errno::MFILE, Problem::TooManyFiles),
            (Errno::NFILE, Problem::TooManyFiles),
            (Errno::BUSY, Problem::Busy),
            (Errno::STALE, Problem::Network),
            (Errno::HOSTUNREACH, Problem::Network),
            (Errno::TIMEDOUT, Problem::Network),
            (Errno::PIPE, Problem::Closed),
            (Errno::IO, Problem::Hardware),
            (Errno::NOMEM, Problem::NoMemory),
            (Errno::INVAL, Problem::Unknown(Some(Errno::INVAL.raw_os_error()))),
        ] {
            assert_eq!(Problem::from(&Error::from(errno)), problem, "{errno:?}");
        }
    }
}
