//! Faults in the Markdown of texts, and in their notes, links and characters.

macro_rules! faults_of_texts { ([$next:ident $($more:ident)*] $($found:tt)*) => { $next! { [$($more)*] $($found)*

/// The folder has no text, and brochure.toml lists none.
"A013" NoTexts { folder: String }
    en "there is no text in {folder}"
    hint "write one in a .md file, or list its file in `texts`"
    fr "il n’y a aucun texte dans {folder}"
    hint "écrivez-en un dans un fichier .md, ou nommez-le dans « texts »"
/// A text has nothing to print.
"A014" EmptyText { file: String }
    en "there is nothing to print in {file}"
    hint "write the text, or remove the file from `texts`"
    fr "il n’y a rien à imprimer dans {file}"
    hint "écrivez le texte, ou retirez le fichier de « texts »"
/// A text listed in brochure.toml doesn't exist.
"A015" MissingText { file: String, nearest: Nearest }
    en "there is no text {file}"
    hint "{nearest}paths are relative to brochure.toml"
    fr "il n’y a pas de texte {file}"
    hint "{nearest}les chemins sont relatifs à brochure.toml"
/// A note reference has no note.
"A020" ReferenceWithoutNote { label: String }
    en "there is no note for the reference [^{label}]"
    hint "write the note on a separate line: [^{label}]: text"
    fr "l’appel de note [^{label}] ne mène à aucune note"
    hint "écrivez la note sur sa propre ligne : [^{label}]: texte"
/// A note has no reference, so it would not be printed.
"A021" NoteWithoutReference { label: String }
    en "note [^{label}] has no reference in the text"
    hint "put [^{label}] where the note belongs, or delete the note"
    fr "la note [^{label}] n’est appelée nulle part"
    hint "placez [^{label}] à l’endroit voulu, ou supprimez la note"
/// A note has no text.
"A022" EmptyNote { label: String }
    en "note [^{label}] is empty"
    fr "la note [^{label}] est vide"
/// Two notes have the same label.
"A023" NoteTwice { label: String }
    en "there are two notes [^{label}]; the first one is used"
    hint "give the second note another label"
    fr "il y a deux notes [^{label}] ; la première est retenue"
    hint "donnez une autre étiquette à la seconde"
/// A note reference is inside a note.
"A024" ReferenceInNote { label: String }
    en "note [^{label}] is referred to inside another note"
    hint "move the reference into the text, or include the text of this note in the other note"
    fr "la note [^{label}] est appelée dans une autre note"
    hint "placez l’appel dans le texte, ou le texte de la note dans l’autre"
/// A text has an HTML tag that agrafe doesn't support.
"A025" Html { tag: String }
    en "the HTML {tag} is ignored"
    hint "only sup, sub and br are supported; use Markdown for the rest"
    fr "le HTML {tag} est ignoré"
    hint "seuls sup, sub et br sont pris en charge ; pour le reste, utilisez Markdown"
/// A link points to an anchor that doesn't exist.
"A026" NoAnchor { anchor: String, nearest: Nearest }
    en "there is no anchor #{anchor}"
    hint "{nearest}to give a heading an anchor, add {{#name}} at its end"
    fr "il n’y a pas d’ancre #{anchor}"
    hint "{nearest}un titre reçoit une ancre avec {{#nom}} à sa fin"
/// Two headings have the same anchor.
"A027" AnchorTwice { anchor: String }
    en "two headings have the anchor #{anchor}; links point to the first one"
    fr "deux titres ont l’ancre #{anchor} ; les liens mènent au premier"
/// A fenced block has an unknown type.
"A028" UnknownBlock { kind: String, nearest: Nearest }
    en "unknown block type `{kind}`; the block is set as code"
    hint "{nearest}known types: box, verse, epigraph, question, signature"
    fr "type de bloc inconnu « {kind} » ; le bloc est composé comme du code"
    hint "{nearest}types connus : box (encadré), verse (vers), epigraph (épigraphe), question, signature"
/// No font has a glyph for the character.
"A030" MissingGlyph { character: String, code: String, family: String, places: Places }
    en "neither {family} nor a fallback font has the character \"{character}\" ({code}){places}"
    hint "put a font that has it into the brochure's fonts/ folder and name it in [text] fallback"
    fr "ni {family} ni une police de secours n’a le caractère « {character} » ({code}){places}"
    hint "placez une police qui l’a dans le dossier fonts/ de la brochure et nommez-la dans [text] fallback"
/// A text has words in a script that is written from right to left.
"A092" RightToLeft { places: Places }
    en "right-to-left text isn't supported yet{places}"
    hint "remove it or use a transliteration; `--keep-going` sets it from left to right, with unjoined letters"
    fr "l’écriture de droite à gauche n’est pas encore prise en charge{places}"
    hint "retirez-la ou translittérez-la ; « --keep-going » la compose de gauche à droite, sans lier les lettres"
/// A quotation is opened but never closed.
"A052" QuotationNotClosed {}
    en "this quotation is never closed"
    hint "repeat the opening mark at the start of each paragraph, and close the quotation once"
    fr "cette citation n’est jamais fermée"
    hint "répétez le guillemet ouvrant au début de chaque paragraphe, et fermez la citation une fois"
/// A quotation is closed but was never opened.
"A053" QuotationNotOpened {}
    en "this closing quotation mark has no opening one"
    fr "ce guillemet fermant n’a pas d’ouvrant"
/// A change that French typography made to the text.
"A054" Corrected { rule: String, before: String, after: String }
    en "{rule}: {before} → {after}"
    fr "{rule} : {before} → {after}"

} } }
