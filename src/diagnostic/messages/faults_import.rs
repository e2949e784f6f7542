//! Faults in imported documents.

macro_rules! faults_of_import { ([$next:ident $($more:ident)*] $($found:tt)*) => { $next! { [$($more)*] $($found)*

/// The import marked a repair as doubtful, and the mark is still in the text.
"A086" DoubtfulPlace { remark: String }
    en "still marked as doubtful by the import: {remark}"
    hint "compare it with the source, correct it if needed, then delete this comment"
    fr "encore marqué comme douteux par l’import : {remark}"
    hint "comparez avec la source, corrigez au besoin, puis supprimez ce commentaire"
/// The file isn't a text document.
"A087" NotText { file: String }
    en "{file} is not a text document"
    hint "plain text, Markdown, HTML, .docx and .odt can be imported; copy the text of a PDF into a .txt file, and save a .doc or .rtf file as .docx or .odt"
    fr "{file} n’est pas un document texte"
    hint "le texte brut, le Markdown, le HTML, le .docx et le .odt peuvent être importés ; copiez le texte d’un PDF dans un .txt, enregistrez un .doc ou un .rtf en .docx ou en .odt"
/// The document is too large.
"A088" HugeText { file: String, limit: u64 }
    en "{file} has more than {limit} MB of text"
    hint "import it in parts: a whole book has less than 3 MB"
    fr "{file} contient plus de {limit} Mo de texte"
    hint "importez-le par parties : un livre entier fait moins de 3 Mo"
/// The document is damaged.
"A089" BadDocument { file: String, damage: DocumentDamage }
    en "cannot read {file}: {damage}"
    hint "open it in the program that wrote it, and save it again"
    fr "impossible de lire {file} : {damage}"
    hint "ouvrez-le dans le logiciel qui l’a écrit, et enregistrez-le à nouveau"
/// The elements of the document are nested too deeply.
"A090" TooDeep { file: String, limit: usize }
    en "the elements of {file} are nested more than {limit} levels deep"
    hint "copy its text into a .txt file and import that file"
    fr "les éléments de {file} sont imbriqués sur plus de {limit} niveaux"
    hint "copiez son texte dans un .txt et importez celui-ci"
/// The document has no text.
"A091" NoWords { file: String }
    en "there is no text in {file}"
    hint "if a script builds the page, save it from the browser as a complete page, or copy its text"
    fr "il n’y a aucun texte dans {file}"
    hint "si un script construit la page, enregistrez-la complète depuis le navigateur, ou copiez son texte"

} } }
