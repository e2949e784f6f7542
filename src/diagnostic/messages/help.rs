//! The help texts of commands and options, with examples that a test parses.

use super::Text;

/// The help text of a command.
pub(crate) struct CommandHelp {
    /// The name of the command; empty for the program itself.
    pub(crate) name: &'static str,
    pub(crate) about: Text,
    pub(crate) examples: &'static [Example],
}

/// An example of a command line, with an explanation.
pub(crate) struct Example {
    pub(crate) line: &'static str,
    pub(crate) does: Text,
}

/// The help text of an argument or an option.
pub(crate) struct ArgumentHelp {
    /// The name of its command, or `*` for every command with an argument of this name.
    pub(crate) command: &'static str,
    /// The name of its field in `cli/args.rs`.
    pub(crate) argument: &'static str,
    pub(crate) text: Text,
}

const fn command(name: &'static str, en: &'static str, fr: &'static str, examples: &'static [Example]) -> CommandHelp {
    CommandHelp { name, about: Text { en, fr }, examples }
}

const fn example(line: &'static str, en: &'static str, fr: &'static str) -> Example {
    Example { line, does: Text { en, fr } }
}

const fn of(command: &'static str, argument: &'static str, en: &'static str, fr: &'static str) -> ArgumentHelp {
    ArgumentHelp { command, argument, text: Text { en, fr } }
}

/// Every command, in the order of `agrafe --help`.
pub(crate) const COMMANDS: &[CommandHelp] = &[
    command(
        "",
        "Typeset brochures: turn Markdown into pages to read, and sheets to print and fold",
        "Composer des brochures : du Markdown en entrée, des pages à lire et des feuilles à imprimer et à plier en sortie",
        &[
            example("agrafe new zine", "create a brochure", "créer une brochure"),
            example("agrafe build zine", "write its PDFs to zine/out", "écrire ses PDF dans zine/out"),
            example("agrafe serve zine --open", "edit it with a live preview", "la modifier avec un aperçu en direct"),
        ],
    ),
    command(
        "build",
        "Typeset a brochure: write a PDF to read, and one to print for each layout",
        "Composer une brochure : écrire un PDF à lire, et un PDF à imprimer par imposition",
        &[
            example("agrafe build", "build the brochure in this folder", "composer la brochure de ce dossier"),
            example(
                "agrafe build zine --watch",
                "build again after each save",
                "recomposer après chaque enregistrement",
            ),
            example("agrafe build zine --fit 32", "fit it into 32 pages", "atteindre 32 pages"),
            example(
                "agrafe build zine --since HEAD~1",
                "mark the changes on a proof",
                "marquer les changements sur une épreuve",
            ),
        ],
    ),
    command(
        "page",
        "Draw a page or a spread as PNG, SVG or PDF",
        "Dessiner une page ou une double page en PNG, SVG ou PDF",
        &[
            example("agrafe page 7 zine", "draw page 7 to page.png", "dessiner la page 7 dans page.png"),
            example("agrafe page 8 zine --spread -o spread.svg", "draw pages 8 and 9", "dessiner les pages 8 et 9"),
        ],
    ),
    command(
        "serve",
        "Show a live preview of the brochure in the browser",
        "Montrer un aperçu en direct de la brochure dans le navigateur",
        &[
            example("agrafe serve zine --open", "open the preview", "ouvrir l’aperçu"),
            example(
                "agrafe serve zine --editor 'code -g {file}:{line}'",
                "edit a line by clicking it",
                "modifier une ligne d’un clic",
            ),
        ],
    ),
    command(
        "check",
        "Check a brochure for everything that a proofreader or a print shop would object to",
        "Vérifier dans une brochure tout ce qu’un correcteur ou un imprimeur y trouverait à redire",
        &[
            example("agrafe check zine", "list errors, warnings and notes", "lister erreurs, avertissements et notes"),
            example(
                "agrafe check zine --strict",
                "fail on warnings, for scripts",
                "échouer sur les avertissements, dans un script",
            ),
        ],
    ),
    command(
        "impose",
        "Impose the pages of any PDF onto sheets",
        "Imposer les pages de n’importe quel PDF sur des feuilles",
        &[
            example("agrafe impose zine.pdf", "write zine-a5-on-a4.pdf", "écrire zine-a5-on-a4.pdf"),
            example(
                "agrafe impose zine.pdf --layout a6-quarto --scale fit",
                "scale the pages to A6",
                "réduire les pages en A6",
            ),
        ],
    ),
    command(
        "plan",
        "Show which page goes where on each sheet, and how to fold and cut",
        "Montrer où va chaque page sur chaque feuille, et comment plier et couper",
        &[
            example("agrafe plan --pages 16", "show four sheets of A5 pages", "montrer quatre feuilles de pages A5"),
            example(
                "agrafe plan --layout a6-quarto --svg plan.svg",
                "draw the plan of a layout",
                "dessiner le plan d’une imposition",
            ),
        ],
    ),
    command(
        "layouts",
        "List the built-in layouts",
        "Lister les impositions fournies",
        &[example("agrafe layouts", "list their names", "lister leurs noms")],
    ),
    command(
        "testsheet",
        "Make a test sheet that shows how a printer turns paper over, how wide its blank edges are, and how well both sides align",
        "Faire une feuille d’essai qui montre comment une imprimante retourne le papier, quels bords elle laisse blancs et son décalage",
        &[
            example("agrafe testsheet", "write testsheet.pdf", "écrire testsheet.pdf"),
            example(
                "agrafe testsheet --tones -o tones.pdf",
                "measure how a copier renders tones",
                "mesurer comment un copieur rend les tons",
            ),
        ],
    ),
    command(
        "picture",
        "Show a picture as it will be printed, or after being photocopied",
        "Montrer une image telle qu’elle sera imprimée, ou telle que la rendent des photocopies",
        &[
            example("agrafe picture photo.jpg --width 90mm", "make a halftone", "en faire une trame"),
            example(
                "agrafe picture photo.jpg --generations 3",
                "simulate a copy of a copy of a copy",
                "simuler la copie de la copie d’une copie",
            ),
        ],
    ),
    command(
        "import",
        "Turn plain text, Markdown, HTML, .docx or .odt into a brochure, and list every repair",
        "Faire une brochure d’un texte brut, de Markdown, de HTML, d’un .docx ou d’un .odt, et lister chaque réparation",
        &[example("agrafe import report.docx -o zine", "create the brochure zine", "créer la brochure zine")],
    ),
    command(
        "new",
        "Create a brochure to start from, with sample text and settings",
        "Créer une brochure de départ",
        &[example("agrafe new zine", "create the folder zine", "créer le dossier zine")],
    ),
    command(
        "typo",
        "Correct the typography of a French text: spaces, quotation marks, dashes, numbers, abbreviations",
        "Corriger la typographie d’un texte français : espaces, guillemets, tirets, nombres, abréviations",
        &[
            example("agrafe typo text.md --report", "list the changes", "lister les changements"),
            example("agrafe typo text.md -o text.md", "correct the file in place", "corriger le fichier sur place"),
        ],
    ),
    command(
        "hyphenate",
        "Show where words can be hyphenated",
        "Montrer où des mots peuvent être coupés",
        &[example("agrafe hyphenate révolution", "print ré·vo·lu·tion", "écrire ré·vo·lu·tion")],
    ),
    command(
        "completions",
        "Print completions for a shell",
        "Écrire les complétions d’un interpréteur de commandes",
        &[example("agrafe completions bash > agrafe.bash", "save them for bash", "les enregistrer pour bash")],
    ),
    command(
        "man",
        "Print the manual page",
        "Écrire la page de manuel",
        &[example("agrafe man > agrafe.1", "save it as a file", "l’enregistrer dans un fichier")],
    ),
    command(
        "help",
        "Print the help of agrafe or of a command",
        "Afficher l’aide d’agrafe ou d’une commande",
        &[example("agrafe help build", "print the help of build", "afficher l’aide de build")],
    ),
];

/// The help of every argument and option. An entry for a command takes precedence over a shared one.
pub(crate) const ARGUMENTS: &[ArgumentHelp] = &[
    // Shared by several commands.
    of(
        "*",
        "brochure",
        "Folder of the brochure, its brochure.toml, or a text in Markdown",
        "Dossier de la brochure, son brochure.toml, ou un texte en Markdown",
    ),
    of(
        "page",
        "brochure",
        "Folder of the brochure, its brochure.toml, or a text in Markdown; `-` reads a text from standard input",
        "Dossier de la brochure, son brochure.toml, ou un texte en Markdown ; « - » lit un texte sur l’entrée standard",
    ),
    of(
        "check",
        "brochure",
        "Folder of the brochure, its brochure.toml, or a text in Markdown; `-` reads a text from standard input",
        "Dossier de la brochure, son brochure.toml, ou un texte en Markdown ; « - » lit un texte sur l’entrée standard",
    ),
    of(
        "build",
        "brochures",
        "Folders of brochures, or texts in Markdown, which together make one brochure; `-` reads a text from standard input",
        "Dossiers de brochures, ou textes en Markdown, qui font ensemble une brochure ; « - » lit un texte sur l’entrée standard",
    ),
    of(
        "*",
        "since",
        "Mark and list the changes since an earlier version: a folder, a PDF made by agrafe, or a git revision",
        "Marquer et lister ce qui a changé depuis un dossier, un PDF fait par agrafe ou une révision git",
    ),
    of(
        "*",
        "root",
        "Let the brochure read the files in this folder, too, instead of only those in its own",
        "Laisser la brochure lire aussi les fichiers de ce dossier, et pas seulement ceux du sien",
    ),
    of(
        "*",
        "proof",
        "Draw a proof: baseline grid, line numbers, rivers, repeated words, loose and tight lines, message codes",
        "Dessiner une épreuve : grille, numéros de lignes, lézardes, mots superposés, lignes lâches ou serrées, codes des messages",
    ),
    of(
        "*",
        "printer",
        "Printer to prepare the sheets for, as described under [printer.NAME] [default: local, if described]",
        "Imprimante pour laquelle préparer les feuilles, décrite sous [printer.NOM] [par défaut : local, si elle est décrite]",
    ),
    of("*", "quiet", "Print only errors and results", "N’écrire que les erreurs et les résultats"),
    of("*", "color", "When to colour messages", "Quand colorer les messages"),
    of(
        "*",
        "lang",
        "Language of messages [default: the language of the system]",
        "Langue des messages [par défaut : celle du système]",
    ),
    of("*", "help", "Print help", "Afficher l’aide"),
    of("*", "version", "Print the version", "Afficher la version"),
    // build
    of(
        "build",
        "output",
        "Output folder [default: out, inside the brochure]",
        "Dossier de sortie [par défaut : out, dans la brochure]",
    ),
    of(
        "build",
        "layouts",
        "Layout to impose with, instead of the layouts in brochure.toml; can be repeated",
        "Imposition à utiliser, au lieu de celles de brochure.toml ; peut se répéter",
    ),
    of(
        "build",
        "fit",
        "Page count to reach, within the limits of [fit] in brochure.toml",
        "Nombre de pages à atteindre, dans les limites de [fit] dans brochure.toml",
    ),
    of(
        "build",
        "proof",
        "Also write a proof: baseline grid, line numbers, rivers, repeated words, loose and tight lines, message codes",
        "Écrire aussi une épreuve : grille, numéros de lignes, lézardes, mots superposés, lignes lâches ou serrées, codes des messages",
    ),
    of(
        "build",
        "watch",
        "Build again whenever a file of the brochure is saved",
        "Recomposer chaque fois qu’un fichier de la brochure est enregistré",
    ),
    of(
        "build",
        "keep_going",
        "Build even if pictures are missing or damaged, or no font has a character, with a box in place of each",
        "Composer même si des images manquent ou sont abîmées, ou si un caractère manque, avec un cadre à leur place",
    ),
    // page
    of("page", "number", "Page number; the cover is page 1", "Numéro de la page ; la couverture est la page 1"),
    of("page", "output", "Output file: .png, .svg or .pdf", "Fichier de sortie : .png, .svg ou .pdf"),
    of("page", "dpi", "Resolution of a PNG in dots per inch", "Résolution d’un PNG en points par pouce"),
    of("page", "spread", "Draw both facing pages", "Dessiner les deux pages en regard"),
    of(
        "page",
        "printed",
        "Show pictures as they are printed on the sheets: halftone, black and white, or grey",
        "Montrer les images telles qu’elles sont imprimées sur les feuilles : trame, noir et blanc, ou gris",
    ),
    // serve
    of(
        "serve",
        "port",
        "Port to listen on [default: the first free port from 4141 upwards]",
        "Port d’écoute [par défaut : le premier libre à partir de 4141]",
    ),
    of("serve", "open", "Open the preview in the browser", "Ouvrir l’aperçu dans le navigateur"),
    of(
        "serve",
        "editor",
        "Command that opens a clicked line; {file} and {line} are replaced by its location",
        "Commande qui ouvre la ligne cliquée ; {file} et {line} désignent l’endroit",
    ),
    of(
        "serve",
        "layouts",
        "Show the sheets of this layout, instead of the layouts in brochure.toml; can be repeated",
        "Imposition dont montrer les feuilles, au lieu de celles de brochure.toml ; peut se répéter",
    ),
    // check
    of(
        "check",
        "all",
        "Show every finding with its line, and every typographic correction",
        "Montrer chaque remarque avec sa ligne, et chaque correction typographique",
    ),
    of("check", "json", "Print the result as JSON", "Écrire le résultat en JSON"),
    of(
        "check",
        "texture",
        "Print statistics about word spaces, hyphens and page breaks, and list the worst lines",
        "Écrire des statistiques sur les espaces, les coupures et les fins de page, et les pires lignes",
    ),
    of("check", "strict", "Fail on warnings too", "Échouer aussi sur les avertissements"),
    // impose
    of("impose", "input", "PDF to impose", "PDF à imposer"),
    of("impose", "layout", "Layout to impose with", "Imposition à utiliser"),
    of(
        "impose",
        "output",
        "Output file [default: named after the PDF and the layout]",
        "Fichier de sortie [par défaut : les noms du PDF et de l’imposition]",
    ),
    of(
        "build",
        "scale",
        "Scale pages to their cells on the sheets (fit), or keep their size (none)",
        "Mettre les pages à l’échelle de leurs cases sur les feuilles (fit), ou garder leur taille (none)",
    ),
    of(
        "impose",
        "scale",
        "Scale pages to their cells (fit), or keep their size (none)",
        "Mettre les pages à l’échelle de leurs cases (fit), ou garder leur taille (none)",
    ),
    of(
        "impose",
        "binding",
        "Edge to bind on: left, or right for scripts that are read from right to left",
        "Bord de la reliure ; right pour les écritures de droite à gauche",
    ),
    of("impose", "password", "Password that opens the PDF", "Mot de passe qui ouvre le PDF"),
    // plan
    of("plan", "layout", "Layout to show", "Imposition à montrer"),
    of(
        "plan",
        "pages",
        "Number of pages [default: enough to fill two sheets]",
        "Nombre de pages [par défaut : ce que contiennent deux feuilles]",
    ),
    of(
        "plan",
        "svg",
        "Draw the sheets into a file instead: .svg or .png",
        "Dessiner plutôt les feuilles dans un fichier : .svg ou .png",
    ),
    // testsheet
    of(
        "testsheet",
        "layout",
        "Layout to test; it sets the paper size and the edge to flip on",
        "Imposition dont essayer les feuilles",
    ),
    of("testsheet", "output", "Output file", "Fichier de sortie"),
    of(
        "testsheet",
        "tones",
        "Make a tone wedge instead, to measure how a printer or copier renders greys",
        "Faire plutôt une gamme de gris, pour mesurer comment une imprimante ou un copieur rend les tons",
    ),
    of(
        "testsheet",
        "screen",
        "Screen ruling of the wedge in lines per inch",
        "Linéature de la gamme en lignes par pouce",
    ),
    of(
        "testsheet",
        "dpi",
        "Resolution of the printer in dots per inch",
        "Résolution de l’imprimante en points par pouce",
    ),
    // picture
    of("picture", "input", "Picture to prepare", "Image à préparer"),
    of(
        "picture",
        "output",
        "Output file: .png or .pdf [default: picture.png]",
        "Fichier de sortie : .png ou .pdf [par défaut : picture.png]",
    ),
    of("picture", "width", "Width in print", "Largeur à l’impression"),
    of(
        "picture",
        "mode",
        "How to print the picture [default: threshold for line art, halftone for everything else]",
        "Façon de l’imprimer [par défaut : threshold pour un dessin au trait, halftone pour tout le reste]",
    ),
    of("picture", "screen", "Screen ruling in lines per inch", "Linéature de la trame en lignes par pouce"),
    of(
        "picture",
        "dpi",
        "Resolution of the printer in dots per inch",
        "Résolution de l’imprimante en points par pouce",
    ),
    of(
        "picture",
        "generations",
        "Simulate this number of photocopies, each made from the one before",
        "Simuler ce nombre de photocopies, chacune faite de la précédente",
    ),
    of(
        "picture",
        "copies",
        "Prepare it for this number of successive photocopies",
        "La préparer pour ce nombre de photocopies successives",
    ),
    of(
        "picture",
        "printer",
        "Printer to prepare it for, with the tones described under [printer.NAME] [default: local, if described]",
        "Imprimante pour laquelle la préparer, dont les tons sont décrits sous [printer.NOM] [par défaut : local, si elle est décrite]",
    ),
    of(
        "picture",
        "levels",
        "Increase the contrast, so that the tones range from black to white",
        "Étirer ses tons jusqu’au noir et au blanc",
    ),
    of("picture", "sharpen", "Sharpen it by this percentage", "Accentuer sa netteté (en %)"),
    of(
        "picture",
        "compare",
        "Make a sheet that compares screens and modes, to print once and choose from",
        "Faire une feuille qui compare trames et modes, à imprimer une fois pour choisir",
    ),
    // import
    of("import", "raw", "Documents to import, in order", "Documents à importer, dans l’ordre"),
    of(
        "import",
        "output",
        "Folder to create [default: named after the first document]",
        "Dossier à créer [par défaut : le nom du premier document]",
    ),
    // new
    of("new", "folder", "Folder to create", "Dossier à créer"),
    // typo
    of(
        "typo",
        "file",
        "File to correct, or - for standard input; a .txt file is plain text, anything else is Markdown",
        "Texte à corriger, ou - pour l’entrée standard ; du Markdown, ou du texte brut s’il finit par .txt",
    ),
    of(
        "typo",
        "plain",
        "Treat the file as plain text, whatever its extension",
        "Traiter le texte comme du texte brut, quelle que soit son extension",
    ),
    of(
        "typo",
        "report",
        "List the changes instead: file:line:column rule before -> after",
        "Lister plutôt les changements : fichier:ligne:colonne règle avant -> après",
    ),
    of("typo", "json", "Print the changes as JSON instead", "Écrire plutôt les changements en JSON"),
    of("typo", "rules", "Apply only this rule; can be repeated", "N’appliquer que cette règle ; peut se répéter"),
    of(
        "typo",
        "language",
        "Language of the text, which determines the rules: fr, fr-CH, fr-CA, fr-BE or en",
        "Langue dont suivre les usages : fr, fr-CH, fr-CA, fr-BE ou en",
    ),
    of(
        "typo",
        "output",
        "Output file, which may be the input file itself",
        "Fichier de sortie, qui peut être le texte lui-même",
    ),
    // hyphenate
    of("hyphenate", "words", "Words to hyphenate", "Mots à couper"),
    of(
        "hyphenate",
        "language",
        "Language of the patterns: fr, en, es, it, de, pt, ru and others",
        "Langue des motifs : fr, en, es, it, de, pt, ru et d’autres",
    ),
    // completions
    of("completions", "shell", "Shell to print completions for", "Interpréteur de commandes"),
];
