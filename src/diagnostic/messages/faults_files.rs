//! Faults in files, in folders and on the command line.

macro_rules! faults_of_files { ([$next:ident $($more:ident)*] $($found:tt)*) => { $next! { [$($more)*] $($found)*

/// The folder has neither a brochure.toml nor a text.
"A001" NoBrochure { folder: String }
    en "there is neither a brochure.toml nor a text in {folder}"
    hint "name a text or a folder with texts in Markdown, or create a brochure: `agrafe new my-brochure`"
    fr "il n’y a ni brochure.toml ni texte dans {folder}"
    hint "indiquez un texte ou un dossier de textes en Markdown, ou créez une brochure : « agrafe new ma-brochure »"
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
"A004" NotUtf8 { file: String, line: usize, encoding: String }
    en "{file} is not UTF-8 from line {line} on"
    hint "save it as UTF-8, or convert it: iconv -f {encoding} -t UTF-8 {file}"
    fr "{file} n’est pas en UTF-8 à partir de la ligne {line}"
    hint "enregistrez-le en UTF-8, ou convertissez-le : iconv -f {encoding} -t UTF-8 {file}"
/// The name of a picture and that of its file differ in upper and lower case.
"A113" OtherCase { name: String, file: String }
    en "there is no file {name}; {file} is used instead, but not every system would find it under this name"
    hint "write {file}"
    fr "il n’y a pas de fichier {name} ; {file} est utilisé à sa place, mais certains systèmes ne le trouveraient pas sous ce nom"
    hint "écrivez {file}"
/// Markdown files in the folder are not printed, because they are about the folder.
"A114" SkippedTexts { files: Vec<String> }
    en "{files} {files|is not a text|are not texts} of the brochure"
    hint "to print {files|it|them}, list all texts in brochure.toml, in order: texts = [\"01.md\", \"02.md\"]"
    fr "{files} ne {files|fait|font} pas partie de la brochure"
    hint "pour {files|l’imprimer|les imprimer}, nommez tous les textes dans brochure.toml, dans l’ordre : texts = [\"01.md\", \"02.md\"]"
/// A text is built by itself although it is in the folder of a brochure.
"A115" SettingsNotUsed { folder: String }
    en "the brochure.toml in {folder} is not used, because only texts are named"
    hint "to use it, name the folder instead of the text"
    fr "le brochure.toml de {folder} n’est pas utilisé, car seuls des textes sont indiqués"
    hint "pour l’utiliser, nommez le dossier au lieu du texte"
/// A brochure names a file outside of the folders that it may read.
"A119" OutsideFolder { file: String, folder: String }
    en "{file} is outside the brochure's folder, so it is not read"
    hint "copy it into the folder; or, if you trust the brochure, allow it to read the other folder: --root \"{folder}\""
    fr "{file} est hors du dossier de la brochure : ce fichier n’est pas lu"
    hint "copiez-le dans le dossier ; ou, si vous faites confiance à la brochure, permettez-lui de lire l’autre dossier : --root \"{folder}\""
/// A file in the brochure's folder is a symbolic link to a file that the brochure may not read.
"A120" LinkOutside { file: String, target: String, folder: String }
    en "{file} is a link to {target}, outside the brochure's folder, so it is not read"
    hint "copy that file into the folder; or, if you trust the brochure, allow it to read the other folder: --root \"{folder}\""
    fr "{file} est un lien vers {target}, hors du dossier de la brochure : ce fichier n’est pas lu"
    hint "copiez-le dans le dossier ; ou, si vous faites confiance à la brochure, permettez-lui de lire l’autre dossier : --root \"{folder}\""
/// A brochure names a file by a drive or a network share of Windows.
"A121" WindowsPath { file: String }
    en "{file} is a path on a drive or a network share of Windows, so it is not read"
    hint "copy the file into the brochure's folder, and write its name alone"
    fr "{file} est un chemin sur un lecteur ou un partage réseau de Windows : ce fichier n’est pas lu"
    hint "copiez-le dans le dossier de la brochure, et n’écrivez que son nom"
/// The requested page doesn't exist.
"A044" NoSuchPage { page: usize, pages: usize }
    en "there is no page {page}: the brochure has {pages} {pages|page|pages}"
    fr "il n’y a pas de page {page} : la brochure a {pages} {pages|page|pages}"
/// The extension of the output file does not belong to a format that the command can write.
"A045" UnknownFormat { file: String, formats: Vec<String> }
    en "unrecognised file extension: {file}"
    hint "this command writes {formats}"
    fr "l’extension de {file} n’est pas reconnue"
    hint "cette commande écrit {formats}"
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
