//! Defines the values that messages insert as words: the reason for a failure, the kind of value that a key takes, or a
//! suggested name.

use super::describe::Describe;
use crate::diagnostic::Lang;

reasons! {
/// What to do about a last sheet that is mostly blank.
pub enum FitAdvice {
    /// Let `agrafe check` search.
    Search
        en "`agrafe check` looks for settings that save it"
        fr "« agrafe check » cherche des réglages qui l’épargnent"
    /// No settings that the brochure allows save the sheet, or another note names them.
    Shorten
        en "shorten the text, or allow other settings under [fit] in brochure.toml"
        fr "raccourcissez le texte, ou permettez d’autres réglages sous [fit] dans brochure.toml"
}
}

reasons! {
/// A syntax error in a TOML file.
pub enum TomlProblem {
    /// A key or a table is defined twice.
    DuplicateKey
        en "this key or table already exists"
        fr "cette clé ou cette table existe déjà"
    /// A string without quotation marks, or a missing value. The parser does not distinguish the two.
    UnquotedText
        en "the value is missing, or is a string without quotes"
        fr "la valeur manque, ou c’est un texte sans guillemets droits"
    /// A backslash before a character that it can't precede.
    BadEscape
        en "the character after `\\` is not allowed; write `\\\\` for a backslash"
        fr "le caractère après « \\ » n’est pas permis ; écrivez « \\\\ » pour une barre oblique inverse"
    /// An inline table without its closing brace.
    UnclosedInlineTable
        en "a closing `}}` is missing"
        fr "il manque « }} »"
    /// The name of a table without its closing bracket.
    UnclosedTable
        en "a closing `]` is missing after the name of a table"
        fr "il manque « ] » après le nom d’une table"
    /// An array without its closing bracket.
    UnclosedArray
        en "a closing `]` is missing"
        fr "il manque « ] »"
    /// A string without its closing quotation mark.
    UnclosedText
        en "a closing quotation mark is missing, or the string contains a character that is not allowed"
        fr "il manque le guillemet droit fermant, ou le texte contient un caractère interdit"
    /// Two elements of an array or inline table without a comma.
    MissingComma
        en "a comma is missing"
        fr "il manque une virgule"
    /// A key without a value.
    NoValue
        en "a key has no value"
        fr "une clé n’a pas de valeur"
    /// An empty key, or one with characters that must be quoted.
    BadKey
        en "a key may only have letters, digits, `-` and `_` unless it is in quotes"
        fr "une clé ne peut avoir que des lettres sans accent, des chiffres, « - » et « _ », sauf entre guillemets droits"
    /// A date or time that doesn't exist.
    BadDate
        en "this date or time does not exist"
        fr "cette date ou cette heure n’existe pas"
    /// A number that isn't well-formed.
    BadNumber
        en "this is not a number"
        fr "ce n’est pas un nombre"
    /// Arrays or tables that are nested too deeply.
    TooDeep
        en "arrays or tables are nested too deeply"
        fr "des tableaux ou des tables sont trop imbriqués"
    /// Any other error.
    Other
        en "this is not allowed here"
        fr "ceci n’est pas permis ici"
}
}

reasons! {
/// Why a file can't be read or written.
pub enum Problem {
    /// It does not exist.
    Missing
        en "it does not exist"
        fr "il n’existe pas"
    /// Permission is denied.
    Denied
        en "permission denied"
        fr "permission refusée"
    /// The file system is read-only.
    ReadOnly
        en "the file system is read-only"
        fr "le système de fichiers est en lecture seule"
    /// The disk is full.
    Full
        en "the disk is full"
        fr "le disque est plein"
    /// The user's disk quota is used up.
    Quota
        en "your disk quota is used up"
        fr "votre quota d’espace disque est épuisé"
    /// It is a folder, a device or another object that is not a file.
    NotAFile
        en "it is not a file"
        fr "ce n’est pas un fichier"
    /// A part of its path is a file.
    NotAFolder
        en "part of its path is a file, not a folder"
        fr "une partie de son chemin est un fichier, pas un dossier"
    /// Something else, such as a link or a device, has the name of the new file or folder.
    NameTaken
        en "something else already has this name"
        fr "ce nom est déjà pris"
    /// Its name is too long, or not allowed on this system.
    BadName
        en "its name is too long or not allowed here"
        fr "son nom est trop long ou n’est pas autorisé ici"
    /// It is larger than the program or the file system can handle.
    TooLarge
        en "the file is too large"
        fr "le fichier est trop volumineux"
    /// Its symbolic links form a loop.
    LinkLoop
        en "its symbolic links form a loop"
        fr "ses liens symboliques forment une boucle"
    /// The process, or the system, has too many open files.
    TooManyFiles
        en "too many files are open"
        fr "trop de fichiers sont ouverts"
    /// The system cannot watch any more files.
    TooManyWatches
        en "the system cannot watch any more files"
        fr "le système ne peut pas surveiller plus de fichiers"
    /// Another program is using it.
    Busy
        en "another program is using it"
        fr "un autre programme l’utilise"
    /// A network folder can't be reached.
    Network
        en "the connection to the network folder was lost"
        fr "la connexion au dossier réseau a été perdue"
    /// The program at the other end of a pipe has ended.
    Closed
        en "the program that was reading it has stopped"
        fr "le programme qui le lisait s’est arrêté"
    /// The disk or the connection to it failed.
    Hardware
        en "the disk reports a hardware error"
        fr "le disque signale une erreur matérielle"
    /// There is not enough memory.
    NoMemory
        en "there is not enough memory"
        fr "la mémoire est insuffisante"
    /// Writing failed, and the old file could not be put back.
    SetAside {
        /// Where the old file is now.
        path: String
    }
        en "the old file could not be put back; it is now at {path}"
        fr "l’ancien fichier n’a pas pu être remis en place ; il est dans {path}"
    /// Anything else, with the system's code for it.
    UnknownCode {
        /// The code.
        code: i32
    }
        en "unexpected system error (code {code})"
        fr "erreur système inattendue (code {code})"
    /// Anything else.
    Unknown
        en "unexpected system error"
        fr "erreur système inattendue"
}
}

reasons! {
/// Why the brochure can't be compared with an earlier version.
#[derive(Copy)]
pub enum VersionProblem {
    /// No file, folder or git revision has that name.
    Unknown
        en "it is neither a file, nor a folder, nor a git revision"
        fr "ce n’est ni un fichier, ni un dossier, ni une révision git"
    /// The brochure has errors in that version.
    Faulty
        en "that version has errors"
        fr "cette version contient des erreurs"
    /// The file is not a PDF, or is truncated.
    NotPdf
        en "it is not a complete PDF"
        fr "ce n’est pas un PDF complet"
    /// The PDF unpacks to too much data, or reading it takes too long.
    TooCostly
        en "it unpacks to too much data, or takes too long to read"
        fr "il se décompresse en trop de données, ou prend trop de temps à lire"
    /// The PDF has no words.
    NoWords
        en "no text was found in it"
        fr "aucun texte n’y a été trouvé"
}
}

reasons! {
/// The kind of value that a key takes.
#[derive(Copy)]
pub enum ValueKind {
    /// A quoted string.
    Text
        en "text in quotes"
        fr "un texte entre guillemets droits"
    /// A quoted length.
    Length
        en "a length in quotes, such as \"15mm\""
        fr "une longueur entre guillemets droits, comme \"15mm\""
    /// A whole number.
    Number
        en "a whole number"
        fr "un nombre entier"
    /// A quoted percentage.
    Share
        en "a percentage in quotes, such as \"2%\""
        fr "un pourcentage entre guillemets droits, comme \"2%\""
    /// true or false.
    Boolean
        en "true or false"
        fr "true ou false"
    /// A list of quoted strings.
    List
        en "a list of strings, such as [\"a\", \"b\"]"
        fr "une liste de textes, comme [\"a\", \"b\"]"
    /// A table of further keys.
    Table
        en "a table of keys"
        fr "une table de clés"
}
}

reasons! {
/// A kind of data in the file of a picture that is not visible on the page.
#[derive(PartialOrd, Ord)]
pub enum HiddenData {
    /// Where it was taken.
    Place
        en "where it was taken"
        fr "le lieu de la prise de vue"
    /// When it was taken or changed.
    Dates
        en "dates"
        fr "des dates"
    /// Names of the photographer or the owner.
    Names
        en "names"
        fr "des noms"
    /// The model or serial number of the camera.
    Camera
        en "the camera"
        fr "l’appareil photo"
    /// Comments, titles or keywords.
    Words
        en "comments"
        fr "des commentaires"
    /// Other pictures, such as a thumbnail or the frames of an animation.
    Versions
        en "other pictures"
        fr "d’autres images"
    /// The programs that edited it, and what they keep for themselves.
    Program
        en "data of editing programs"
        fr "des données de logiciels de retouche"
    /// Bytes after the end of the picture.
    Appended
        en "data after its end"
        fr "des données après sa fin"
    /// Anything else.
    Other
        en "unknown data"
        fr "des données inconnues"
}
}

reasons! {
/// Why a picture can't be printed.
#[derive(Copy)]
pub enum PictureProblem {
    /// The file is empty.
    Empty
        en "the file is empty"
        fr "le fichier est vide"
    /// It is a PDF.
    Pdf
        en "it is a PDF"
        fr "c’est un PDF"
    /// It is HEIC or AVIF.
    Heic
        en "HEIC and AVIF are not supported"
        fr "HEIC et AVIF ne sont pas pris en charge"
    /// It is not in a supported picture format.
    NotAPicture
        en "unknown format"
        fr "format inconnu"
    /// The end of the file is missing.
    CutOff
        en "the end of the file is missing"
        fr "il manque la fin du fichier"
    /// The data can't be decoded.
    Damaged
        en "its data is damaged"
        fr "ses données sont abîmées"
    /// The JPEG is truncated, or uses a coding that a PDF can't contain.
    BadJpeg
        en "the JPEG is damaged or of a rare kind"
        fr "le JPEG est abîmé, ou d’un type rare"
    /// The format is supported, but not this kind of colour or compression.
    UnsupportedKind
        en "its kind of colour or compression is not supported"
        fr "son type de couleur ou de compression n’est pas pris en charge"
    /// Decoding it would take too much memory or time.
    TooLarge
        en "it needs too much memory or time"
        fr "elle demande trop de mémoire ou de temps"
    /// The width or the height is more than a JPEG can have.
    SideTooLong
        en "it is more than 65,535 pixels wide or high"
        fr "elle a plus de 65 535 pixels de large ou de haut"
    /// The width or the height is zero.
    NoPixels
        en "it has no pixels"
        fr "elle n’a pas de pixels"
    /// The SVG is not UTF-8.
    SvgNotUtf8
        en "the SVG is not UTF-8"
        fr "le SVG n’est pas en UTF-8"
    /// The SVG has text, whose font is not in the file.
    SvgText
        en "the SVG contains text, which must be converted to paths in the drawing program"
        fr "le SVG contient du texte, à convertir en tracés dans le logiciel de dessin"
    /// The SVG contains a picture from another file.
    SvgLinkedPicture
        en "the SVG links to a picture in another file, which must be embedded in the SVG"
        fr "le SVG renvoie à un fichier d’image, à incorporer dans le logiciel de dessin"
    /// The elements of the SVG are nested too deeply, or refer to each other in a circle.
    SvgTooDeep
        en "the elements of the SVG are nested too deeply, or refer to each other in a circle"
        fr "les éléments du SVG sont trop imbriqués, ou renvoient les uns aux autres en cercle"
    /// Drawing the SVG would take too much time or memory.
    SvgTooComplex
        en "drawing the SVG would take too much time or memory; simplify its filters, patterns and copies"
        fr "dessiner le SVG prendrait trop de temps ou de mémoire ; simplifiez ses filtres, motifs et copies"
    /// The SVG has no size.
    SvgNoSize
        en "the SVG has no size"
        fr "le SVG n’a pas de taille"
    /// The SVG has nothing to draw.
    SvgEmpty
        en "the SVG is empty"
        fr "le SVG est vide"
    /// The SVG breaks the rules of XML or SVG.
    SvgDamaged {
        /// The line, from 1.
        line: u32
    }
        en "the SVG has an error on line {line}"
        fr "le SVG contient une erreur à la ligne {line}"
}
}

reasons! {
/// Why a PDF can't be imposed.
#[derive(Copy)]
pub enum PdfProblem {
    /// It is protected by a password, and none was given.
    NeedsPassword
        en "it is protected by a password (use --password)"
        fr "il est protégé par un mot de passe (utilisez --password)"
    /// The password is wrong.
    WrongPassword
        en "the password is wrong"
        fr "le mot de passe est faux"
    /// Its encryption is damaged, or of an unknown kind.
    BadEncryption
        en "its encryption is damaged or unknown"
        fr "son chiffrement est abîmé ou inconnu"
    /// The end of the file is missing.
    CutOff
        en "the end of the file is missing"
        fr "il manque la fin du fichier"
    /// An object declares a length that exceeds the whole file.
    ObjectTooLong
        en "one of its objects is longer than the file"
        fr "un de ses objets est plus long que le fichier"
    /// It can't be read as a PDF.
    NotACompletePdf
        en "it is not a complete PDF"
        fr "ce n’est pas un PDF complet"
    /// It unpacks to too much data, or reading it takes too long.
    TooCostly
        en "it unpacks to more data than is sensible for its size, or takes too long to read"
        fr "il se décompresse en plus de données qu’il n’est raisonnable pour sa taille, ou prend trop de temps à lire"
    /// It has no pages.
    NoPages
        en "it has no pages"
        fr "il n’a pas de pages"
    /// A page has no size.
    PageWithoutSize {
        /// Its number, from 1.
        page: usize
    }
        en "page {page} has no size"
        fr "la page {page} n’a pas de taille"
    /// A page is too long for any sheet.
    PageTooLong {
        /// Its number, from 1.
        page: usize,
        /// Its longer side, in millimetres.
        length_mm: u32
    }
        en "page {page} is {length_mm} mm long"
        fr "la page {page} mesure {length_mm} mm de long"
}
}

reasons! {
/// What is damaged in a document that is imported.
pub enum DocumentDamage {
    /// It is not a zip archive, or only a part of one.
    NotZip
        en "it is not a complete zip archive"
        fr "ce n’est pas une archive zip complète"
    /// A part of its archive cannot be unpacked.
    BadPart {
        /// The name of the part in the archive.
        part: String
    }
        en "its part {part} is damaged"
        fr "sa partie {part} est abîmée"
    /// A part is not UTF-8 text, for example because the document has a password.
    NotUtf8 {
        /// The name of the part in the archive.
        part: String
    }
        en "its part {part} is not UTF-8"
        fr "sa partie {part} n’est pas en UTF-8"
    /// The XML of a part is malformed.
    BadXml {
        /// The name of the part in the archive.
        part: String,
        /// The position of the error, in bytes from the beginning of the part.
        at: u64
    }
        en "the XML of its part {part} is malformed at byte {at}"
        fr "le XML de sa partie {part} est mal formé à l’octet {at}"
}
}

/// A name that the user probably meant, if a similar name exists. The suggestion comes at the beginning of a hint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nearest(pub Option<String>);

impl Describe for Nearest {
    fn describe(&self, lang: Lang) -> String {
        let Some(name) = &self.0 else { return String::new() };
        text!([name: String] "did you mean `{name}`? " "vouliez-vous dire « {name} » ? ")
            .fill(lang, &fields!(lang; name))
    }

    #[cfg(test)]
    fn samples() -> Vec<Nearest> {
        vec![Nearest(Some("X".to_string())), Nearest(None)]
    }
}

/// The lines of a text at which something occurs, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lines(pub Vec<usize>);

/// The maximum number of lines that a message lists.
const MOST_LINES: usize = 6;

impl Describe for Lines {
    fn describe(&self, lang: Lang) -> String {
        let mut numbers: Vec<String> = self.0.iter().take(MOST_LINES).map(usize::to_string).collect();
        if self.0.len() > MOST_LINES {
            numbers.push("…".to_string());
        }
        let list = &numbers;
        text!([list: Vec<String>] "{list|line|lines} {list}" "{list|ligne|lignes} {list}")
            .fill(lang, &fields!(lang; list))
    }

    #[cfg(test)]
    fn samples() -> Vec<Lines> {
        vec![Lines(vec![3]), Lines(vec![3, 7]), Lines((1..20).collect())]
    }
}

/// The places of a fault that occurs more than once, at the end of a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// The number of places.
    pub count: usize,
    /// The first places, as locations in the texts: `01.md:14`.
    pub first: Vec<String>,
}

impl Describe for Places {
    fn describe(&self, lang: Lang) -> String {
        let Places { count, first } = self;
        if *count < 2 {
            return String::new();
        }
        let more = &if *count > first.len() { ", …" } else { "" };
        text!([count: usize, first: Vec<String>, more: &str]
            "; it occurs {count} {count|time|times} ({first}{more})"
            " ; cela se produit {count} fois ({first}{more})")
        .fill(lang, &fields!(lang; count, first, more))
    }

    #[cfg(test)]
    fn samples() -> Vec<Places> {
        vec![Places::default(), Places { count: 3, first: vec!["X:1".to_string(), ":20".to_string()] }]
    }
}

/// Changes that would bring a brochure to another page count. Each of them alone is sufficient.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FitOptions {
    /// Another leading, such as `12.3pt`.
    pub leading: Option<String>,
    /// Paragraphs to set a line shorter, as locations in the texts: `01.md:14`.
    pub paragraphs: Vec<String>,
}

impl Describe for FitOptions {
    fn describe(&self, lang: Lang) -> String {
        let leading = self.leading.as_ref().map(|leading| {
            text!([leading: String] "with a leading of {leading}" "avec un interligne de {leading}")
                .fill(lang, &fields!(lang; leading))
        });
        let places = &self.paragraphs;
        let paragraphs = (!places.is_empty()).then(|| {
            text!([places: Vec<String>]
                "by setting the {places|paragraph|paragraphs} at {places} one line shorter"
                "en composant {places|le paragraphe|les paragraphes} de {places} sur une ligne de moins")
            .fill(lang, &fields!(lang; places))
        });
        let or = text!([] ", or " ", ou ").get(lang);
        leading.into_iter().chain(paragraphs).collect::<Vec<_>>().join(or)
    }

    #[cfg(test)]
    fn samples() -> Vec<FitOptions> {
        let (leading, paragraphs) = (Some("12.3pt".to_string()), vec!["01.md:14".to_string(), ":20".to_string()]);
        vec![
            FitOptions { leading: leading.clone(), paragraphs: Vec::new() },
            FitOptions { leading: None, paragraphs: paragraphs[..1].to_vec() },
            FitOptions { leading, paragraphs },
        ]
    }
}
