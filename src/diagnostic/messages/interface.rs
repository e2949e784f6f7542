//! The texts that the commands print: summaries, progress, statistics, help and usage errors.

use crate::diagnostic::Lines;

texts! {

// Diagnostics on the terminal.

/// The label of an error.
error
    en "error"
    fr "erreur"
/// The label of a warning.
warning
    en "warning"
    fr "avertissement"
/// The label of a note.
note
    en "note"
    fr "note"
/// The label of a hint.
hint
    en "hint"
    fr "conseil"

// Counts.

/// A number of blank pages.
blank_pages(pages: usize)
    en "{pages} blank {pages|page|pages}"
    fr "{pages} {pages|page blanche|pages blanches}"
/// A number of errors.
errors(errors: usize)
    en "{errors} {errors|error|errors}"
    fr "{errors} {errors|erreur|erreurs}"
/// A number of warnings.
warnings(warnings: usize)
    en "{warnings} {warnings|warning|warnings}"
    fr "{warnings} {warnings|avertissement|avertissements}"

// Progress of a command that takes longer than a second.

/// The stage that reads texts, settings, fonts and pictures.
progress_reading
    en "reading"
    fr "lecture"
/// The stage that breaks lines and pages.
progress_composing
    en "composing"
    fr "composition"
/// The stage that prepares pictures for the sheets.
progress_pictures
    en "preparing pictures"
    fr "préparation des images"
/// The stage that writes PDFs.
progress_writing
    en "writing"
    fr "écriture"

// build

/// Shown between two builds of `--watch`.
waiting
    en "waiting for changes; press Ctrl+C to stop"
    fr "en attente de modifications ; Ctrl+C pour arrêter"
/// The suffix of the file name of a proof.
proof_suffix
    en "proof"
    fr "epreuve"
/// The settings for the print dialogue for a layout.
how_to_print(layout: &str, printing: &str)
    en "{layout}: {printing}"
    fr "{layout} : {printing}"
/// The numbers of sheets in each signature, such as `5 + 5 + 4`.
signatures(sheets: &str)
    en "signatures of {sheets} sheets"
    fr "cahiers de {sheets} feuilles"
/// Creep that is compensated.
creep_compensated(mm: &str)
    en "the middle pages are shifted by {mm} mm towards the fold, to compensate for creep"
    fr "les pages du milieu sont décalées de {mm} mm vers le pli, pour compenser l’épaisseur du papier"
/// Creep that isn't compensated.
creep(mm: &str)
    en "the middle leaves stick out by {mm} mm (creep)"
    fr "les feuillets du milieu dépassent de {mm} mm"
/// Type size and leading after fitting to a page count.
fitted(size: &str, leading: &str)
    en "fitted with a type size of {size} and a leading of {leading}"
    fr "ajusté avec un corps de {size} et un interligne de {leading}"
/// The number of sheets that fitting saves. It follows `fitted`.
sheets_saved(sheets: usize)
    en ", which saves {sheets|a sheet|# sheets} in every copy"
    fr ", ce qui épargne {sheets|une feuille|# feuilles} par exemplaire"
/// The paragraphs that fitting made shorter, with their locations in the texts.
paragraphs_shortened(places: Vec<String>)
    en "{places|paragraph|paragraphs} set one line shorter: {places}"
    fr "{places|paragraphe composé|paragraphes composés} sur une ligne de moins : {places}"
/// The paragraphs that fitting made longer, with their locations in the texts.
paragraphs_lengthened(places: Vec<String>)
    en "{places|paragraph|paragraphs} set one line longer: {places}"
    fr "{places|paragraphe composé|paragraphes composés} sur une ligne de plus : {places}"
/// The number of typographic corrections, and of those by each rule.
corrections_by_rule(corrections: usize, counts: Vec<String>)
    en "{corrections} typographic {corrections|correction|corrections} ({counts}); `--all` lists {corrections|it|them}"
    fr "{corrections} {corrections|correction typographique|corrections typographiques} ({counts}) ; « --all » {corrections|la|les} liste"
/// The findings of a kind that are not shown one by one.
more_findings(count: usize, code: String, file: String, lines: Lines)
    en "{count} more {count|finding|findings} ({code}) in {file}, {lines}; `agrafe check --all` shows {count|it|them}"
    fr "encore {count} {count|remarque|remarques} ({code}) dans {file}, {lines} ; « agrafe check --all » {count|la|les} montre"
/// The number of corrections that French typography made.
corrections(corrections: usize)
    en "{corrections} typographic {corrections|correction|corrections}; `agrafe check --all` lists {corrections|it|them}"
    fr "{corrections} {corrections|correction typographique|corrections typographiques} ; « agrafe check --all » {corrections|la|les} liste"

// --since

/// The words that were replaced, with their page and line.
change(page: usize, line: usize, before: &str, after: &str)
    en "p. {page}, l. {line}: {before} -> {after}"
    fr "p. {page}, l. {line} : {before} -> {after}"
/// Shown in place of the old words if words were added, or of the new words if words were deleted.
no_words
    en "(nothing)"
    fr "(rien)"

// picture

/// A picture in grey.
picture_grey
    en "in grey"
    fr "en gris"
/// A picture as a halftone.
picture_screen(lines: &str)
    en "a screen of {lines} lines per inch"
    fr "trame de {lines} lignes par pouce"
/// A picture in black and white without a screen.
picture_black_and_white
    en "black and white"
    fr "en noir et blanc"
/// The number of simulated copies. It follows the process.
picture_copies(copies: usize)
    en ", after {copies} {copies|copy|copies}"
    fr ", après {copies} {copies|copie|copies}"
/// The reason for the mode. It follows the process.
picture_line_art
    en " (line art; --mode halftone for a screen)"
    fr " (dessin au trait ; --mode halftone pour une trame)"

// new and serve

/// Shown after a brochure was created.
created(folder: &str)
    en "created {folder}; next: agrafe build {folder}"
    fr "{folder} est créé ; ensuite : agrafe build {folder}"
/// Shown while the preview runs.
stop_with_ctrl_c
    en "press Ctrl+C to stop"
    fr "Ctrl+C pour arrêter"
/// Shown if no browser could be opened.
no_browser
    en "could not open a browser; open the address above yourself"
    fr "impossible d’ouvrir un navigateur ; ouvrez vous-même l’adresse ci-dessus"

// check --texture

/// The number of justified lines.
texture_lines
    en "justified lines"
    fr "lignes justifiées"
/// The coefficient of variation of word spaces.
texture_space_cv
    en "variation of word spaces (standard deviation / mean)"
    fr "variation des espaces (écart type / moyenne)"
/// The 95th percentile of word spaces.
texture_space_p95
    en "word space, 95th percentile (1 = normal)"
    fr "espace, 95e centile (1 = normale)"
/// The widest word space.
texture_space_max
    en "widest word space"
    fr "espace la plus large"
/// The narrowest word space.
texture_space_min
    en "narrowest word space"
    fr "espace la plus étroite"
/// Lines with wide word spaces.
texture_loose
    en "lines with word spaces over 1.5"
    fr "lignes aux espaces de plus de 1,5"
/// Lines with narrow word spaces.
texture_tight
    en "lines with word spaces under 0.75"
    fr "lignes aux espaces de moins de 0,75"
/// Hyphens per hundred lines.
texture_hyphens
    en "hyphens per 100 lines"
    fr "coupures pour 100 lignes"
/// The largest number of hyphens at the ends of successive lines.
texture_ladder
    en "most hyphens in a row"
    fr "le plus de coupures de suite"
/// Words hyphenated over a page break.
texture_page_end
    en "words hyphenated at the foot of a page"
    fr "mots coupés en bas de page"
/// Widows.
texture_widows
    en "widows"
    fr "veuves"
/// Orphans.
texture_orphans
    en "orphans"
    fr "orphelines"
/// Last lines shorter than an indent.
texture_runts
    en "last lines with only a few letters"
    fr "dernières lignes de quelques lettres"
/// The proportion of lines on the baseline grid.
texture_grid
    en "proportion of lines on the baseline grid"
    fr "part des lignes sur la grille"
/// One of the worst lines, with its location and the width of its word spaces.
texture_worst(place: &str, page: usize, percent: u32)
    en "{place} page {page}: {percent} %"
    fr "{place} page {page} : {percent} %"

// Help

/// The heading of the list of commands.
help_commands
    en "Commands"
    fr "Commandes"
/// The heading of arguments.
help_arguments
    en "Arguments"
    fr "Arguments"
/// The heading of options.
help_options
    en "Options"
    fr "Options"
/// The label of the usage line.
help_usage
    en "Usage:"
    fr "Usage :"
/// The heading of examples.
help_examples
    en "Examples:"
    fr "Exemples :"
/// The default of an option, shown after its help text.
help_default(value: &str)
    en " [default: {value}]"
    fr " [par défaut : {value}]"
/// The possible values of an option, shown after its help text.
help_values(values: &str)
    en " [values: {values}]"
    fr " [valeurs : {values}]"

// Wrong usage. clap has its own texts in English; these are shown in French.

/// A usage error.
usage_error(message: &str)
    en "error: {message}"
    fr "erreur : {message}"
/// An option or argument that the command doesn't take.
usage_unknown_argument(argument: &str)
    en "unknown option or argument `{argument}`"
    fr "option ou argument inconnu « {argument} »"
/// A command that doesn't exist.
usage_unknown_command(command: &str)
    en "unknown command `{command}`"
    fr "commande inconnue « {command} »"
/// An option without its value.
usage_missing_value(argument: &str)
    en "missing value for `{argument}`"
    fr "valeur manquante pour « {argument} »"
/// A value that an option or argument can't have.
usage_bad_value(value: &str, argument: &str)
    en "`{value}` is not a possible value of `{argument}`"
    fr "« {value} » n’est pas une valeur possible de « {argument} »"
/// A required argument is missing.
usage_missing_argument(argument: &str)
    en "missing argument: {argument}"
    fr "argument manquant : {argument}"
/// Two options that exclude each other.
usage_conflict(argument: &str, other: &str)
    en "`{argument}` cannot be used with `{other}`"
    fr "« {argument} » ne peut pas être utilisé avec « {other} »"
/// The values that an option can have.
usage_values(values: &str)
    en "possible values: {values}"
    fr "valeurs possibles : {values}"
/// A suggestion: the name that the user probably meant.
usage_suggestion(name: &str)
    en "did you mean `{name}`?"
    fr "vouliez-vous dire « {name} » ?"
/// A pointer to the help.
usage_help
    en "for more information, try `--help`"
    fr "pour plus d’informations, essayez « --help »"

}
