//! Faults in files, in folders and on the command line.

macro_rules! faults_of_files { ([$next:ident $($more:ident)*] $($found:tt)*) => { $next! { [$($more)*] $($found)*

/// The folder has no brochure.toml.
"A001" NoBrochure { folder: String }
    en "there is no brochure.toml in {folder}"
    hint "name the folder of a brochure, or create one: `agrafe new my-brochure`"
    fr "il n’y a pas de brochure.toml dans {folder}"
    hint "indiquez le dossier d’une brochure, ou créez-en une : « agrafe new ma-brochure »"
/// A file can't be read.
"A002" Unreadable { file: String, problem: Problem }
    en "cannot read {file}: {problem}"
    hint "check the file name, and check that you have permission to read the file"
    fr "impossible de lire {file} : {problem}"
    hint "vérifiez son nom, et que vous avez le droit de le lire"
/// A file can't be written.
"A003" Unwritable { file: String, problem: Problem }
    en "cannot write {file}: {problem}"
    hint "check the permissions and the free space of its folder, or write to another folder"
    fr "impossible d’écrire {file} : {problem}"
    hint "vérifiez les droits et la place libre de son dossier, ou écrivez ailleurs"
/// A file isn't UTF-8. `line` is the line of the first invalid byte.
"A004" NotUtf8 { file: String, line: usize }
    en "{file} is not UTF-8 from line {line} on"
    hint "save it as UTF-8, or convert it: iconv -f WINDOWS-1252 -t UTF-8"
    fr "{file} n’est pas en UTF-8 à partir de la ligne {line}"
    hint "enregistrez-le en UTF-8, ou convertissez-le : iconv -f WINDOWS-1252 -t UTF-8"
/// The requested page doesn't exist.
"A044" NoSuchPage { page: usize, pages: usize }
    en "there is no page {page}: the brochure has {pages} {pages|page|pages}"
    fr "il n’y a pas de page {page} : la brochure a {pages} {pages|page|pages}"
/// The extension of the output file does not belong to a format that the command can write.
"A045" UnknownFormat { file: String }
    en "unrecognised file extension: {file}"
    hint "use .png, .svg or .pdf; `--help` lists the formats of each command"
    fr "l’extension de {file} n’est pas reconnue"
    hint "utilisez .png, .svg ou .pdf ; « --help » donne les formats de chaque commande"
/// The folder to create exists and isn't empty, or is a file.
"A046" FolderInUse { folder: String }
    en "{folder} already exists and is not empty"
    hint "choose another folder"
    fr "{folder} existe déjà et n’est pas vide"
    hint "choisissez un autre dossier"
/// The preview's port is taken.
"A069" PortTaken { port: u32 }
    en "port {port} is already in use"
    hint "choose another port: `--port 4242`"
    fr "le port {port} est déjà utilisé"
    hint "choisissez-en un autre : « --port 4242 »"
/// The brochure can't be compared with the version given by `--since`.
"A077" NoEarlier { since: String, why: VersionProblem }
    en "cannot compare with `{since}`: {why}"
    hint "name a folder, a PDF made by agrafe, or a git revision such as `HEAD~1`"
    fr "impossible de comparer avec « {since} » : {why}"
    hint "indiquez un dossier, un PDF fait par agrafe, ou une révision git comme « HEAD~1 »"

} } }
