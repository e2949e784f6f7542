//! The catalogue of faults: for each its stable code, its fields, its words and its remedy in English and in French.
//!
//! One entry holds all of it, so that a fault can't be added without words or be said in one language only.

use super::Lang;
use super::wording::{
    Description, DocumentDamage, FitOptions, Nearest, NoVersion, PdfProblem, PictureProblem, Problem, Wanted,
};

/// Writes the enum of faults and the three functions that speak of them.
macro_rules! catalogue {
    ($( $(#[$doc:meta])* $code:literal $name:ident { $($field:ident : $type:ty),* }
        en $en:literal $(hint $en_hint:literal)?
        fr $fr:literal $(hint $fr_hint:literal)? )*) => {
        /// One fault. Fields hold the figures and names that its message needs.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Fault {
            $( $(#[$doc])* $name {
                $(#[expect(missing_docs, reason = "named after what it holds")] $field: $type),*
            }, )*
        }

        impl Fault {
            /// The stable code of this kind of fault, for scripts and for the manual.
            pub fn code(&self) -> &'static str {
                match self { $( Fault::$name { .. } => $code, )* }
            }

            /// What is wrong, in one sentence.
            #[allow(unused_variables, reason = "a message need not name every field")]
            pub(super) fn message(&self, lang: Lang) -> String {
                match self { $( Fault::$name { $($field),* } => {
                    $( let $field = $field.description(lang); )*
                    match lang { Lang::En => format!($en), Lang::Fr => format!($fr) }
                } )* }
            }

            /// What to do about it; empty when the message says it all.
            #[allow(unused_variables, reason = "a hint need not name every field")]
            pub(super) fn hint(&self, lang: Lang) -> String {
                match self { $( Fault::$name { $($field),* } => {
                    $( let $field = $field.description(lang); )*
                    match lang {
                        Lang::En => concat_hint!($($en_hint)?),
                        Lang::Fr => concat_hint!($($fr_hint)?),
                    }
                } )* }
            }

            /// Every code with the name of its fault, in order.
            pub const CODES: &'static [(&'static str, &'static str)] = &[ $( ($code, stringify!($name)), )* ];
        }
    };
}

/// A hint that may be missing.
macro_rules! concat_hint {
    () => {
        String::new()
    };
    ($hint:literal) => {
        format!($hint)
    };
}

catalogue! {
    /// There is no brochure.toml where one was looked for.
    "A001" NoBrochure { folder: String }
        en "there is no brochure.toml in {folder}" hint "`agrafe new {folder}` makes a brochure to start from"
        fr "il n’y a pas de brochure.toml dans {folder}" hint "« agrafe new {folder} » crée une brochure de départ"
    /// A file can't be read.
    "A002" Unreadable { file: String, problem: Problem }
        en "can't read {file}: {problem}" hint "check its name, and that you may read it"
        fr "impossible de lire {file} : {problem}" hint "vérifiez son nom, et que vous avez le droit de le lire"
    /// A file can't be written.
    "A003" Unwritable { file: String, problem: Problem }
        en "can't write {file}: {problem}" hint "what was there before is untouched"
        fr "impossible d’écrire {file} : {problem}" hint "ce qui s’y trouvait n’a pas été touché"
    /// A text isn't UTF-8 from some byte on.
    "A004" NotUtf8 { file: String, line: usize }
        en "{file} is not UTF-8 from line {line} on" hint "save it again as UTF-8, or convert it: iconv -f WINDOWS-1252 -t UTF-8"
        fr "{file} n’est pas en UTF-8 à partir de la ligne {line}" hint "réenregistrez-le en UTF-8, ou convertissez-le : iconv -f WINDOWS-1252 -t UTF-8"
    /// A TOML file breaks TOML's own rules.
    "A005" TomlSyntax { what: String }
        en "this is not TOML: {what}" hint "a key, an equals sign, a value; text in quotes"
        fr "ce n’est pas du TOML : {what}" hint "une clé, un signe égal, une valeur ; le texte entre guillemets droits"
    /// A key nobody knows.
    "A006" UnknownKey { key: String, nearest: Nearest }
        en "unknown key `{key}`" hint "{nearest}the manual lists every key: docs/brochure.md"
        fr "clé inconnue « {key} »" hint "{nearest}le manuel donne toutes les clés : docs/brochure.md"
    /// A value of another type than the key takes.
    "A007" WrongType { key: String, wanted: Wanted }
        en "`{key}` takes {wanted}" hint "docs/brochure.md and docs/layouts.md show every key with what it takes"
        fr "« {key} » attend {wanted}" hint "docs/brochure.md et docs/layouts.md montrent chaque clé et ce qu’elle attend"
    /// A value that is none of the few that a key takes.
    "A008" UnknownChoice { key: String, value: String, choices: Vec<String>, nearest: Nearest }
        en "`{key}` can't be \"{value}\"" hint "{nearest}possible: {choices}"
        fr "« {key} » ne peut pas valoir « {value} »" hint "{nearest}possibles : {choices}"
    /// A length that isn't one.
    "A009" BadLength { value: String }
        en "\"{value}\" is not a length" hint "a number and a unit: 15mm, 1.5cm, 10pt, 0.5in, 1em"
        fr "« {value} » n’est pas une longueur" hint "un nombre et une unité : 15mm, 1,5cm, 10pt, 0.5in, 1em"
    /// A number outside of what is possible.
    "A010" OutOfRange { key: String, value: String, least: String, most: String }
        en "`{key}` can't be {value}" hint "from {least} to {most}"
        fr "« {key} » ne peut pas valoir {value}" hint "de {least} à {most}"
    /// The margins leave no room for text.
    "A011" NoRoom { width: String, height: String }
        en "the margins leave {width} x {height} for the text: too little" hint "smaller margins, or a larger page"
        fr "les marges ne laissent que {width} × {height} au texte : trop peu" hint "de plus petites marges, ou une plus grande page"
    /// No text was named and none is there.
    "A013" NoTexts { folder: String }
        en "there is no text in {folder}" hint "write one in a file that ends in .md, or name it in `texts`"
        fr "il n’y a aucun texte dans {folder}" hint "écrivez-en un dans un fichier .md, ou nommez-le dans « texts »"
    /// A text with nothing to print.
    "A014" EmptyText { file: String }
        en "{file} has nothing to print" hint "write it, or take it out of `texts`"
        fr "{file} ne contient rien à imprimer" hint "écrivez-le, ou retirez-le de « texts »"
    /// A text that is named but not there.
    "A015" MissingText { file: String, nearest: Nearest }
        en "there is no text {file}" hint "{nearest}names are relative to brochure.toml"
        fr "il n’y a pas de texte {file}" hint "{nearest}les noms partent de brochure.toml"
    /// A picture that is named but not there.
    "A016" MissingPicture { file: String, nearest: Nearest }
        en "there is no picture {file}" hint "{nearest}names are relative to the file that names the picture"
        fr "il n’y a pas d’image {file}" hint "{nearest}les noms partent du fichier qui nomme l’image"
    /// Settings of a picture that stands nowhere.
    "A079" UnknownPicture { name: String, nearest: Nearest }
        en "no text names a picture \"{name}\"" hint "{nearest}the name is that of the text, with its folder"
        fr "aucun texte ne nomme d’image « {name} »" hint "{nearest}le nom est celui du texte, avec son dossier"
    /// A crop that is no ratio.
    "A080" NotRatio { value: String }
        en "\"{value}\" is not a ratio of width to height" hint "two whole numbers: crop = \"3:2\""
        fr "« {value} » n’est pas un rapport de largeur à hauteur" hint "deux nombres entiers : crop = \"3:2\""
    /// A focus that is no place in a picture.
    "A081" NotFocus { value: String }
        en "\"{value}\" is not a place in a picture" hint "how far from the left, and from the top: focus = [\"50%\", \"30%\"]"
        fr "« {value} » n’est pas un endroit d’une image" hint "à combien de la gauche, puis du haut : focus = [\"50%\", \"30%\"]"
    /// Readings of a wedge that can't be.
    "A082" BadReadings {}
        en "these are not the readings of a wedge" hint "the seven numbers that were chosen, 1 to 100, in the order of the rows: they rise"
        fr "ce ne sont pas les lectures d’une gamme de gris" hint "les sept nombres choisis, de 1 à 100, dans l’ordre des rangées : ils croissent"
    /// Readings of a wedge that was printed in another screen.
    "A083" OtherWedge { read: String, printed: String, options: String }
        en "these tones were read of a screen of {read}, and pictures are printed in one of {printed}: they don't count" hint "print and read a wedge of that screen: agrafe testsheet --tones {options}"
        fr "ces tons ont été lus d’une trame de {read}, et les images sont imprimées en {printed} : ils ne comptent pas" hint "imprimez et lisez une gamme de cette trame : agrafe testsheet --tones {options}"
    /// A second picture for the middle.
    "A084" MiddleTaken { file: String }
        en "another picture stands in the middle of the brochure: {file} takes a page" hint "place = \"page\""
        fr "une autre image occupe le milieu de la brochure : {file} prend une page" hint "place = \"page\""
    /// A picture across two pages that a layout parts.
    "A085" SpreadParted { file: String, left: usize, right: usize, layout: String }
        en "{layout} puts pages {left} and {right} on different sheets: {file}, which stands across both, is cut" hint "a layout of one booklet keeps the middle together; or place = \"page\""
        fr "{layout} met les pages {left} et {right} sur des feuilles différentes : {file}, qui s’étend sur les deux, est coupée" hint "une imposition en un seul cahier garde le milieu entier ; ou place = \"page\""
    /// A place of an imported text that somebody has to look at.
    "A086" DoubtfulPlace { remark: String }
        en "doubtful since it was imported: {remark}" hint "compare with the source, mend what is wrong, and delete the comment"
        fr "douteux depuis l’import : {remark}" hint "comparez avec la source, corrigez au besoin, puis effacez le commentaire"
    /// A file that is no text.
    "A087" NotText { file: String }
        en "{file} is not a text" hint "plain text, Markdown, HTML, .docx and .odt are read; copy the words of a PDF into a .txt, and save a .doc or .rtf as .docx or .odt"
        fr "{file} n’est pas un texte" hint "le texte brut, le Markdown, le HTML, le .docx et le .odt sont lus ; copiez les mots d’un PDF dans un .txt, et enregistrez un .doc ou un .rtf en .docx ou en .odt"
    /// A text that is too large.
    "A088" HugeText { file: String, limit: u64 }
        en "{file} holds more than {limit} MB of text" hint "a book has less than three; import its parts one by one"
        fr "{file} contient plus de {limit} Mo de texte" hint "un livre en a moins de trois ; importez-en les parties une à une"
    /// A document that is damaged.
    "A089" BadDocument { file: String, damage: DocumentDamage }
        en "{file} can't be read: {damage}" hint "open it in the program that wrote it and save it again"
        fr "{file} est illisible : {damage}" hint "ouvrez-le dans le logiciel qui l’a écrit et enregistrez-le à nouveau"
    /// Elements nested deeper than any text has them.
    "A090" TooDeep { file: String, limit: usize }
        en "{file} nests elements deeper than {limit}" hint "no text needs that; copy its words into a .txt"
        fr "{file} imbrique des éléments sur plus de {limit} niveaux" hint "aucun texte n’en a besoin ; copiez ses mots dans un .txt"
    /// A text without words.
    "A091" NoWords { file: String }
        en "{file} holds no words" hint "a page that a browser builds by itself has to be saved whole, or its text copied"
        fr "{file} ne contient aucun mot" hint "une page que le navigateur construit lui-même doit être enregistrée complète, ou son texte copié"
    /// A picture that can't be decoded.
    "A017" BadPicture { file: String, why: PictureProblem }
        en "{file} is not a picture that can be printed: {why}" hint "JPEG, PNG, WebP, TIFF, GIF and SVG can be; save it again as one of these"
        fr "{file} n’est pas une image imprimable : {why}" hint "JPEG, PNG, WebP, TIFF, GIF et SVG le sont ; réenregistrez-la dans l’un de ces formats"
    /// A picture larger than the limits.
    "A018" HugePicture { file: String, megapixels: u64 }
        en "{file} has {megapixels} megapixels, more than the 200 that are accepted" hint "an A5 page at 600 dpi needs 17; make it smaller"
        fr "{file} a {megapixels} mégapixels, plus que les 200 admis" hint "une page A5 à 600 dpi en demande 17 ; réduisez-la"
    /// A picture on the web, which agrafe doesn't fetch.
    "A019" RemotePicture { address: String }
        en "the picture {address} is on the web" hint "save it beside the text and name it there: a brochure is made without a network"
        fr "l’image {address} est sur le web" hint "enregistrez-la à côté du texte : une brochure se fait sans réseau"
    /// A note's call without a note.
    "A020" CallWithoutNote { label: String }
        en "note [^{label}] is called, but there is no such note" hint "write it on a line of its own: [^{label}]: text"
        fr "la note [^{label}] est appelée, mais n’existe pas" hint "écrivez-la sur sa propre ligne : [^{label}]: texte"
    /// A note that nothing calls.
    "A021" NoteWithoutCall { label: String }
        en "nothing calls note [^{label}], so it would be lost" hint "put [^{label}] where the note belongs, or take the note out"
        fr "rien n’appelle la note [^{label}], elle serait perdue" hint "placez [^{label}] à l’endroit voulu, ou retirez la note"
    /// A note without a word in it.
    "A022" EmptyNote { label: String }
        en "note [^{label}] is empty"
        fr "la note [^{label}] est vide"
    /// A label used for two notes.
    "A023" NoteTwice { label: String }
        en "there are two notes [^{label}]; the first is used" hint "give the second a label of its own"
        fr "il y a deux notes [^{label}] ; la première est retenue" hint "donnez à la seconde une étiquette à elle"
    /// A note's call inside a note.
    "A024" CallInNote { label: String }
        en "note [^{label}] is called inside a note" hint "move the call into the text, or write the remark into the note"
        fr "la note [^{label}] est appelée dans une note" hint "placez l’appel dans le texte, ou la remarque dans la note"
    /// HTML that isn't sup, sub or br.
    "A025" Html { tag: String }
        en "the HTML {tag} is left out" hint "sup, sub and br are kept; for the rest there is Markdown"
        fr "le HTML {tag} est laissé de côté" hint "sup, sub et br sont gardés ; pour le reste il y a Markdown"
    /// A link to an anchor that doesn't exist.
    "A026" NoAnchor { anchor: String, nearest: Nearest }
        en "nothing here is called #{anchor}" hint "{nearest}a heading gets a name by {{#name}} at its end"
        fr "rien ici ne s’appelle #{anchor}" hint "{nearest}un titre reçoit un nom par {{#nom}} à sa fin"
    /// Two headings with the same anchor.
    "A027" AnchorTwice { anchor: String }
        en "#{anchor} names two headings; links go to the first"
        fr "#{anchor} désigne deux titres ; les liens mènent au premier"
    /// A fenced block of an unknown kind.
    "A028" UnknownBlock { kind: String, nearest: Nearest }
        en "unknown kind of block `{kind}`; it is set as code" hint "{nearest}known: box, verse, epigraph, question, signature"
        fr "sorte de bloc inconnue « {kind} » ; il est composé comme du code" hint "{nearest}connues : box (encadré), verse (vers), epigraph (épigraphe), question, signature"
    /// A table wider than the measure.
    "A029" WideTable { needs: String, room: String }
        en "this table needs {needs}, and the page has room for {room}" hint "fewer columns, shorter words, or a list"
        fr "ce tableau demande {needs}, la page en offre {room}" hint "moins de colonnes, des mots plus courts, ou une liste"
    /// No face of the chain has this character.
    "A030" MissingGlyph { character: String, code: String, family: String }
        en "{family} has no \"{character}\" ({code}), nor has any fallback" hint "put a font that has it into the brochure's fonts/ folder and name it in [text] fallback"
        fr "{family} n’a pas de « {character} » ({code}), ni aucune police de secours" hint "placez une police qui l’a dans le dossier fonts/ de la brochure et nommez-la dans [text] fallback"
    /// A family that nothing provides.
    "A031" UnknownFamily { family: String, nearest: Nearest }
        en "there is no font family \"{family}\"" hint "{nearest}looked for in the brochure's fonts/ folder, in the built-in fonts and on this system"
        fr "il n’y a pas de famille de police « {family} »" hint "{nearest}cherchée dans le dossier fonts/ de la brochure, parmi les polices fournies et sur ce système"
    /// A font file that can't be read.
    "A032" BadFont { file: String }
        en "{file} is not a font that can be embedded" hint "OpenType and TrueType can be (.otf, .ttf)"
        fr "{file} n’est pas une police incorporable" hint "OpenType et TrueType le sont (.otf, .ttf)"
    /// Something wider than the measure.
    "A033" Overfull { by: String, word: String }
        en "\"{word}\" stands {by} out of its measure" hint "a word to divide by hand, smaller type, or a wider page"
        fr "« {word} » dépasse la justification de {by}" hint "un mot à couper à la main, un corps plus petit, ou une page plus large"
    /// A line so loose that the eye finds it.
    "A034" LooseLine { percent: u32 }
        en "a line of this paragraph has word spaces of {percent} %" hint "change a word nearby, or allow more letterspacing"
        fr "une ligne de ce paragraphe a des espaces à {percent} %" hint "changez un mot alentour, ou permettez plus d’interlettrage"
    /// Something taller than the page.
    "A035" TooTall { height: String, room: String }
        en "this needs {height} of height, and the page has {room}" hint "make it shorter, or the page larger"
        fr "ceci demande {height} de hauteur, la page en a {room}" hint "raccourcissez-le, ou agrandissez la page"
    /// A layout that is neither built in nor a file.
    "A036" UnknownLayout { name: String, nearest: Nearest }
        en "there is no layout \"{name}\"" hint "{nearest}`agrafe layouts` lists the built-in ones; a file is named by its path"
        fr "il n’y a pas d’imposition « {name} »" hint "{nearest}« agrafe layouts » donne celles qui sont fournies ; un fichier se nomme par son chemin"
    /// A folding step that isn't one.
    "A037" BadStep { step: String }
        en "\"{step}\" is no step that hands do here" hint "fold left, right, top or bottom; cut vertical, stack left or right; cut horizontal, stack top or bottom; cut vertical or horizontal, copies; turn"
        fr "« {step} » n’est pas un geste connu" hint "fold left, right, top ou bottom ; cut vertical, stack left ou right ; cut horizontal, stack top ou bottom ; cut vertical ou horizontal, copies ; turn"
    /// A step that can't be done with what lies there.
    "A038" StepDoesNotFit { step: String, columns: usize, rows: usize }
        en "\"{step}\" can't be done: {columns} columns and {rows} rows of pages lie there" hint "a fold or a cut goes through the middle, between two columns or two rows"
        fr "« {step} » est impossible : il y a là {columns} colonnes et {rows} rangées de pages" hint "un pli ou une coupe passe par le milieu, entre deux colonnes ou deux rangées"
    /// After the last step there is more than one pile.
    "A039" NotFolded { columns: usize, rows: usize }
        en "after the last step {columns} x {rows} pages still lie side by side" hint "fold or cut until one pile of the page's size is left"
        fr "après le dernier geste, {columns} × {rows} pages sont encore côte à côte" hint "pliez ou coupez jusqu’à une seule pile au format de la page"
    /// The page is larger than its cell on the sheet.
    "A040" CellTooSmall { number: usize, page: String, cell: String }
        en "page {number} is {page} and does not fit its place of {cell} on the sheet" hint "another layout, another page size, or --scale fit (scale = \"fit\" under [pages]); pages are never scaled in silence"
        fr "la page {number} mesure {page} et ne tient pas dans sa place de {cell} sur la feuille" hint "une autre imposition, un autre format de page, ou --scale fit (scale = \"fit\" sous [pages]) ; rien n’est réduit en silence"
    /// Letters in the edge that the machine can't print.
    "A041" InUnprintable { page: usize, pages: Vec<String>, lost: String, edge: String }
        en "on page {page} {lost} of text fall into the {edge} that the machine leaves blank at the edge of the sheet (pages {pages})" hint "a wider margin, or a smaller `unprintable` in the layout or under [printer] if your machine is better: `agrafe testsheet` tells"
        fr "page {page}, {lost} de texte tombent dans les {edge} que la machine laisse blancs au bord de la feuille (pages {pages})" hint "une marge plus large, ou un plus petit « unprintable » dans l’imposition ou sous [printer] si votre machine fait mieux : « agrafe testsheet » le dit"
    /// Pictures in the edge that the machine can't print.
    "A058" PictureInUnprintable { page: usize, pages: Vec<String>, lost: String }
        en "pictures reach up to {lost} into the edge that the machine leaves blank, most on page {page} (pages {pages}): a white strip stays there"
        fr "des images vont jusqu’à {lost} dans le bord que la machine laisse blanc, surtout page {page} (pages {pages}) : un liseré blanc y reste"
    /// After the last step the printed sides look down.
    "A059" PrintLooksDown {}
        en "after the last step the printed sides look down" hint "a step \"turn\" turns the pile over"
        fr "après le dernier geste, les faces imprimées regardent la table" hint "un geste « turn » retourne le paquet"
    /// Sheets that don't fold into the book: a fault of agrafe's own.
    "A060" NotABook {}
        en "folding the sheets again did not give the book: nothing was written" hint "this should not happen; please report it with the layout"
        fr "replier les feuilles n’a pas redonné le livre : rien n’est écrit" hint "cela ne devrait pas arriver ; signalez-le avec l’imposition, s’il vous plaît"
    /// A cover can't have a sheet of its own.
    "A061" NoCoverSheet { pages: usize }
        en "the cover can't have a sheet of its own here" hint "that takes a layout with four pages a sheet, and eight pages or more; there are {pages}"
        fr "la couverture ne peut pas avoir ici sa propre feuille" hint "il faut une imposition à quatre pages par feuille, et huit pages au moins ; il y en a {pages}"
    /// Pages that are smaller than their places.
    "A062" PagesCentred { page: String, cell: String }
        en "pages of {page} stand in the middle of their places of {cell}, at 100 %" hint "--scale fit (scale = \"fit\" under [pages]) makes them fill these"
        fr "les pages de {page} sont au milieu de leurs places de {cell}, à 100 %" hint "--scale fit (scale = \"fit\" sous [pages]) les leur fait remplir"
    /// Pages that are scaled.
    "A063" PagesScaled { page: String, cell: String, percent: String }
        en "pages of {page} are scaled to their places of {cell}: {percent} %"
        fr "les pages de {page} sont mises à l’échelle de leurs places de {cell} : {percent} %"
    /// A page or two that cost a sheet.
    "A064" WastedSheet { pages: usize, over: usize, fewer: usize }
        en "{pages} pages: the last {over} cost a sheet of their own" hint "`agrafe build --fit {fewer}` saves it; `agrafe check` looks for a way"
        fr "{pages} pages : il en est {over} qui coûtent une feuille à elles seules" hint "« agrafe build --fit {fewer} » l’épargne ; « agrafe check » en cherche le moyen"
    /// A page that a layout lists twice, or not at all.
    "A065" BadCells { page: usize, pages: usize }
        en "page {page} does not stand in just one cell" hint "[[cell]] tables name each of the pages 1 to {pages} once, each in a place of its own"
        fr "la page {page} n’est pas dans une case et une seule" hint "les tables [[cell]] nomment une fois chacune des pages 1 à {pages}, chacune à sa place"
    /// A printer that isn't described.
    "A066" UnknownPrinter { name: String, nearest: Nearest, file_hint: String }
        en "there is no printer `{name}`" hint "{nearest}[printer.{name}] in brochure.toml, or in {file_hint}, describes it"
        fr "il n’y a pas d’imprimante « {name} »" hint "{nearest}[printer.{name}] dans brochure.toml, ou dans {file_hint}, la décrit"
    /// Annotations and form fields that don't come along.
    "A068" AnnotationsDropped { count: usize }
        en "{count} annotations or form fields are not carried over" hint "print the file into a PDF first to have them in the pages"
        fr "{count} annotations ou champs de formulaire ne sont pas repris" hint "imprimez d’abord le fichier dans un PDF pour les avoir dans les pages"
    /// Somebody else listens on the port.
    "A069" PortTaken { port: u32 }
        en "nothing can be served on port {port}: another program listens there" hint "choose another: `--port 4242`"
        fr "rien ne peut être servi sur le port {port} : un autre programme y écoute" hint "choisissez-en un autre : « --port 4242 »"
    /// A picture with too few pixels for its size.
    "A070" FewPixels { file: String, has: usize, width: String, needs: usize, screen: usize, widest: String, page: usize }
        en "{file}: {has} dpi at {width} on page {page}; {needs} are needed for a screen of {screen} lines" hint "print it at most {widest} wide, or find a larger copy of it"
        fr "{file} : {has} points par pouce sur {width}, page {page} ; il en faut {needs} pour une trame de {screen} lignes" hint "imprimez-la sur {widest} de large au plus, ou trouvez-en une copie plus grande"
    /// The last line of a paragraph alone at the head of a page.
    "A071" Widow { page: usize }
        en "the last line of a paragraph stands alone at the head of page {page}" hint "a word more or less in the paragraph, or `[fit]` in brochure.toml"
        fr "la dernière ligne d’un paragraphe est seule en tête de la page {page}" hint "un mot de plus ou de moins dans le paragraphe, ou [fit] dans brochure.toml"
    /// The first line of a paragraph alone at the foot of a page.
    "A072" Orphan { page: usize }
        en "the first line of a paragraph stands alone at the foot of page {page}" hint "a word more or less in the paragraph, or `[fit]` in brochure.toml"
        fr "la première ligne d’un paragraphe est seule au pied de la page {page}" hint "un mot de plus ou de moins dans le paragraphe, ou [fit] dans brochure.toml"
    /// A last line shorter than an indent.
    "A073" Runt { page: usize }
        en "a paragraph on page {page} ends in a line of a few letters" hint "a word more or less in the paragraph"
        fr "un paragraphe de la page {page} finit par une ligne de quelques lettres" hint "un mot de plus ou de moins dans le paragraphe"
    /// Hyphens one below the other.
    "A074" Ladder { lines: usize }
        en "{lines} lines one below the other end in a divided word" hint "a word more or less, or an exception under [hyphenation]"
        fr "{lines} lignes de suite finissent par un mot coupé" hint "un mot de plus ou de moins, ou une exception sous [hyphenation]"
    /// An address printed over two lines.
    "A075" LinkCut { address: String, page: usize }
        en "{address} is broken over two lines on page {page}" hint "a shorter address, or the link under words: `[words](address)`"
        fr "{address} est coupée sur deux lignes, page {page}" hint "une adresse plus courte, ou le lien sous des mots : « [mots](adresse) »"
    /// A code under `[check] allow` that no finding has.
    "A076" UnknownCode { code: String, nearest: Nearest }
        en "no finding has the code `{code}`" hint "{nearest}docs/messages.md lists them all"
        fr "aucune remarque n’a le code « {code} »" hint "{nearest}docs/messages.md les donne tous"
    /// An earlier version that isn't there.
    "A077" NoEarlier { since: String, why: NoVersion }
        en "no earlier version `{since}`: {why}" hint "a folder, a PDF that agrafe made, or a revision in git such as `HEAD~1`"
        fr "pas de version antérieure « {since} » : {why}" hint "un dossier, un PDF fait par agrafe, ou une révision git comme « HEAD~1 »"
    /// Front matter that doesn't end.
    "A078" FrontMatterOpen {}
        en "the front matter that begins here has no end" hint "put a line of `+++` after its last key"
        fr "l’en-tête qui commence ici n’a pas de fin" hint "mettez une ligne « +++ » après sa dernière clé"
    /// A filler that isn't one page.
    "A067" FillerTooLong { file: String, pages: usize }
        en "{file} takes {pages} pages: what fills a blank page takes one"
        fr "{file} prend {pages} pages : ce qui remplit une page blanche en prend une"
    /// More sheets than a stapler takes.
    "A042" ManySheets { sheets: usize, most: usize, paper: String }
        en "{sheets} sheets of {paper} are a lot for one staple: {most} are safe" hint "[signature] sheets = 5 makes several signatures; `capacity` under [finishing] says what your stapler takes"
        fr "{sheets} feuilles de {paper}, c’est beaucoup pour une agrafe : {most} passent sûrement" hint "[signature] sheets = 5 fait plusieurs cahiers ; « capacity » sous [finishing] dit ce que prend votre agrafeuse"
    /// A PDF that can't be read.
    "A043" BadPdf { file: String, why: PdfProblem }
        en "{file} can't be imposed: {why}"
        fr "{file} ne peut pas être imposé : {why}"
    /// A page number that doesn't exist.
    "A044" NoSuchPage { page: usize, pages: usize }
        en "there is no page {page}: the brochure has {pages}"
        fr "il n’y a pas de page {page} : la brochure en a {pages}"
    /// A file to write whose ending says no known format.
    "A045" UnknownFormat { file: String }
        en "the ending of {file} tells no format" hint "possible: .png, .svg, .pdf"
        fr "la fin de {file} ne dit aucun format" hint "possibles : .png, .svg, .pdf"
    /// A folder that exists already and isn't empty.
    "A046" FolderInUse { folder: String }
        en "{folder} is there already and isn't empty" hint "name a new folder"
        fr "{folder} existe déjà et n’est pas vide" hint "nommez un nouveau dossier"
    /// A fit that can't be reached.
    "A047" FitNotReached { wanted: usize, got: usize, nearest: usize }
        en "the text takes {got} pages, not the {wanted} that are asked for; within the limits of [fit], {nearest} is the nearest" hint "say how far it may go: [fit] leading = [\"12pt\", \"13pt\"], size = [\"9.5pt\", \"10pt\"]; nothing is squeezed beyond that"
        fr "le texte prend {got} pages, et non les {wanted} demandées ; dans les limites de [fit], le plus près est {nearest}" hint "dites jusqu’où aller : [fit] leading = [\"12pt\", \"13pt\"], size = [\"9.5pt\", \"10pt\"] ; rien n’est serré au-delà"
    /// Blank pages in a booklet.
    "A048" Blanks { blanks: usize, pages: usize }
        en "{pages} pages leave {blanks} blank in the booklet; they stand inside the covers"
        fr "{pages} pages en laissent {blanks} blanches dans le livret ; elles sont à l’intérieur de la couverture"
    /// A settings file that takes no table or lacks a key it must have.
    "A049" MissingKey { key: String }
        en "the key `{key}` is missing"
        fr "il manque la clé « {key} »"
    /// A picture without a caption.
    "A050" NoCaption { file: String }
        en "{file} has no caption" hint "what stands in the square brackets is the caption: ![caption]({file})"
        fr "{file} n’a pas de légende" hint "ce qui est entre crochets est la légende : ![légende]({file})"
    /// A picture of a page that memory shouldn't have to hold.
    "A051" TooManyPixels { dpi: u32 }
        en "at {dpi} dots an inch this picture would be over 20,000 pixels long" hint "a smaller --dpi, or -o page.svg"
        fr "à {dpi} points par pouce, cette image dépasserait 20 000 pixels de long" hint "un plus petit --dpi, ou -o page.svg"
    /// A quotation without an end.
    "A052" QuotationNotClosed {}
        en "this quotation is never closed" hint "a quotation over several paragraphs repeats its opening mark at the head of each, and is closed once"
        fr "cette citation n’est jamais fermée" hint "une citation de plusieurs paragraphes répète le guillemet ouvrant en tête de chacun, et se ferme une fois"
    /// The end of a quotation without its beginning.
    "A053" QuotationNotOpened {}
        en "this closes a quotation that was never opened"
        fr "ceci ferme une citation qui n’a pas été ouverte"
    /// A change to French as it was typed.
    "A054" Corrected { rule: String, before: String, after: String }
        en "{rule}: {before} → {after}"
        fr "{rule} : {before} → {after}"
    /// Pages that could be saved.
    "A056" FitOffer { pages: usize, over: usize, wanted: usize, options: FitOptions }
        en "{pages} pages: {over} over {wanted}, which is reached {options}" hint "that saves a sheet in every copy: `agrafe build --fit {wanted}`, with `leading` or `looseness` under [fit]"
        fr "{pages} pages : {over} de plus que {wanted}, qu’on atteint {options}" hint "c’est une feuille de moins par exemplaire : « agrafe build --fit {wanted} », avec « leading » ou « looseness » sous [fit]"
    /// Limits that aren't two lengths.
    "A057" NotLimits { key: String }
        en "`{key}` takes the least and the most" hint "for instance [\"12pt\", \"13pt\"]"
        fr "« {key} » prend le moins et le plus" hint "par exemple [\"12pt\", \"13pt\"]"
    /// The name of a rule that there isn't.
    "A055" UnknownRule { rule: String, nearest: Nearest }
        en "there is no rule `{rule}`" hint "{nearest}docs/french.md lists them"
        fr "il n’y a pas de règle « {rule} »" hint "{nearest}docs/french.md en donne la liste"
}
