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
    en "there is no note for the reference [^{label}], which is printed as typed"
    hint "write the note on a separate line: [^{label}]: text"
    fr "l’appel de note [^{label}] ne mène à aucune note ; il est imprimé tel quel"
    hint "écrivez la note sur une ligne à part : [^{label}]: texte"
/// A note has no reference.
"A021" NoteWithoutReference { label: String }
    en "note [^{label}] has no reference, so it is printed at the end of the text"
    hint "put [^{label}] where the note belongs, or delete the note"
    fr "la note [^{label}] n’est appelée nulle part ; elle est imprimée à la fin du texte"
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
    en "note [^{label}] is referred to inside another note, where its words are printed in brackets"
    hint "move the reference into the text, or include the text of this note in the other note"
    fr "la note [^{label}] est appelée dans une autre note, où son texte est imprimé entre parenthèses"
    hint "déplacez l’appel dans le texte, ou intégrez le texte de cette note à l’autre"
/// A text has HTML tags that agrafe ignores. The words between them are printed.
"A025" Html { tags: Vec<String>, count: usize, lines: Lines }
    en "{count|an HTML tag is|# HTML tags are} ignored, {lines}: {tags}"
    hint "the words are printed without them; docs/texts.md lists the tags that have an effect"
    fr "{count|une balise HTML est ignorée|# balises HTML sont ignorées}, {lines} : {tags}"
    hint "les mots sont imprimés sans elles ; docs/texts.md liste les balises qui ont un effet"
/// A text has HTML elements whose content can't be printed, such as scripts and videos.
"A100" HtmlContent { tags: Vec<String>, count: usize, lines: Lines }
    en "{count|an HTML element|# HTML elements} cannot be printed, {lines}: {tags}"
    hint "delete {count|it|them}, or use a picture or an address instead"
    fr "{count|un élément HTML ne peut|# éléments HTML ne peuvent} pas être {count|imprimé|imprimés}, {lines} : {tags}"
    hint "{count|supprimez-le, ou remplacez-le|supprimez-les, ou remplacez-les} par une image ou une adresse"
/// A text has shortcodes or tags of a template language.
"A101" Template { names: Vec<String>, count: usize, lines: Lines }
    en "{count|a template tag is|# template tags are} printed as typed, {lines}: {names}"
    hint "replace {count|it|them} with the text that your site generates"
    fr "{count|une balise de gabarit est imprimée telle quelle|# balises de gabarit sont imprimées telles quelles}, {lines} : {names}"
    hint "remplacez-{count|la|les} par le texte que votre site génère"
/// A text has mathematical formulas.
"A102" Formula { names: Vec<String>, count: usize, lines: Lines }
    en "{count|a formula is|# formulas are} printed as typed, {lines}: {names}"
    hint "write {count|it|them} in words and Unicode characters, or insert {count|a picture|pictures}; `\\$` prints a dollar sign"
    fr "{count|une formule est imprimée telle quelle|# formules sont imprimées telles quelles}, {lines} : {names}"
    hint "écrivez-{count|la|les} en mots et en caractères Unicode, ou insérez {count|une image|des images} ; « \\$ » donne un dollar"
/// A text has citations of a bibliography.
"A103" Citation { names: Vec<String>, count: usize, lines: Lines }
    en "{count|a citation is|# citations are} printed as typed, {lines}: {names}"
    hint "replace {count|it|them} with {count|the full reference|full references}, for example with `pandoc --citeproc -t markdown`"
    fr "{count|une clé de citation est imprimée telle quelle|# clés de citation sont imprimées telles quelles}, {lines} : {names}"
    hint "remplacez-{count|la|les} par {count|la référence complète|les références complètes}, par exemple avec « pandoc --citeproc -t markdown »"
/// A text has codes of emojis.
"A104" EmojiCode { names: Vec<String>, count: usize, lines: Lines }
    en "{count|an emoji code is|# emoji codes are} printed as typed, {lines}: {names}"
    hint "type the emoji itself"
    fr "{count|un code d’emoji est imprimé tel quel|# codes d’emoji sont imprimés tels quels}, {lines} : {names}"
    hint "tapez l’emoji lui-même"
/// A text has classes or other attributes that agrafe doesn't know.
"A105" UnknownAttribute { names: Vec<String>, count: usize, lines: Lines }
    en "{count|an attribute has|# attributes have} no effect, {lines}: {names}"
    fr "{count|un attribut est|# attributs sont} sans effet, {lines} : {names}"
/// A text asks for a table of contents at a certain place.
"A106" ContentsMark { count: usize, lines: Lines }
    en "{count|a mark for a table of contents is|# marks for tables of contents are} left out, {lines}"
    hint "add a [contents] table to brochure.toml"
    fr "{count|une marque de table des matières est omise|# marques de table des matières sont omises}, {lines}"
    hint "ajoutez une table [contents] à brochure.toml"
/// Links lead to files that aren't part of the brochure.
"A107" DeadLink { names: Vec<String>, count: usize, lines: Lines }
    en "{count|a link leads|# links lead} neither to a text of this brochure nor to a web address, {lines}: {names}"
    hint "the words are printed without a link; give the full address, or the name of a text with .md"
    fr "{count|un lien ne mène|# liens ne mènent} ni à un texte de cette brochure ni à une adresse web, {lines} : {names}"
    hint "les mots sont imprimés sans lien ; donnez l’adresse entière, ou le nom d’un texte avec .md"
/// Quotations, lists or styles are nested too deeply.
"A108" DeepNesting { count: usize, lines: Lines }
    en "{count|an element is|# elements are} nested too deeply and set like the text around {count|it|them}, {lines}"
    hint "use fewer levels of quotations and lists"
    fr "{count|un élément est imbriqué|# éléments sont imbriqués} trop profondément et {count|composé|composés} comme le texte alentour, {lines}"
    hint "utilisez moins de niveaux de citations et de listes"
/// A link points to an anchor that doesn't exist.
"A026" NoAnchor { anchor: String, nearest: Nearest }
    en "there is no anchor {anchor}"
    hint "{nearest}to give a heading an anchor, add {{#name}} at its end"
    fr "il n’y a pas d’ancre {anchor}"
    hint "{nearest}un titre reçoit une ancre avec {{#nom}} à sa fin"
/// A text has mark-up of another program, or mark-up with a mistake.
"A118" Leftover { names: Vec<String>, count: usize, lines: Lines }
    en "{count|a mark is|# marks are} printed as typed, {lines}: {names}"
    hint "docs/texts.md lists the mark-up that agrafe reads; if a mark is meant to be printed, put a backslash before it"
    fr "{count|une marque est imprimée telle quelle|# marques sont imprimées telles quelles}, {lines} : {names}"
    hint "docs/texts.md donne les marques qu’agrafe lit ; si une marque doit être imprimée, mettez une barre oblique inverse devant"
/// A text has characters that can't be shown, such as marks that change the direction of text.
"A116" Invisible { names: Vec<String>, count: usize, lines: Lines }
    en "{count|an invisible character is|# invisible characters are} left out, {lines}: {names}"
    hint "delete {count|it|them}; {count|it|they} probably came with words copied from a web page"
    fr "{count|un caractère invisible est omis|# caractères invisibles sont omis}, {lines} : {names}"
    hint "{count|supprimez-le ; il vient sans doute|supprimez-les ; ils viennent sans doute} de mots copiés d’une page web"
/// Links lead to texts that aren't part of the brochure.
"A111" LinkedTextAbsent { files: Vec<String>, count: usize }
    en "{count|a link leads|# links lead} to {files|a text|texts} outside this brochure: {files}"
    hint "the words are printed without a link; list the text in `texts`, or give the full address"
    fr "{count|un lien mène|# liens mènent} à {files|un texte|des textes} hors de cette brochure : {files}"
    hint "les mots sont imprimés sans lien ; nommez le texte dans « texts », ou donnez l’adresse entière"
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
    en "right-to-left text is not supported yet{places}"
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
/// Corrections that `agrafe typo` can't make, because they would damage the mark-up.
"A117" LeftToBuild { count: usize }
    en "{count|a correction is|# corrections are} left to `agrafe build`, because mark-up is in the way"
    fr "{count|une correction est laissée|# corrections sont laissées} à « agrafe build », car une balise ou une marque y fait obstacle"
/// A change that French typography made to the text.
"A054" Corrected { rule: String, before: String, after: String }
    en "{rule}: {before} → {after}"
    fr "{rule} : {before} → {after}"

} } }
