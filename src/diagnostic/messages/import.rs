//! Texts of an import: its report, its summary, and the names of repairs.

texts! {

// The report and the summary.

/// The heading of the doubtful repairs of a text.
to_check
    en "To check"
    fr "À vérifier"
/// A doubtful repair, with its rule, in the report.
doubtful_repair(line: usize, rule: &str, change: &str)
    en "line {line}: {rule}: {change}"
    fr "ligne {line} : {rule} : {change}"
/// A repair in the report, with how sure it is.
repair(line: usize, change: &str, confidence: &str)
    en "line {line}: {change} ({confidence})"
    fr "ligne {line} : {change} ({confidence})"
/// How many repairs of a rule are doubtful; it follows the name of the rule.
doubtful_count(count: usize)
    en ", {count} doubtful"
    fr ", {count} {count|douteuse|douteuses}"
/// A doubtful repair in the summary.
place(file: &str, line: usize, rule: &str, change: &str)
    en "{file}:{line} {rule}: {change}"
    fr "{file}:{line} {rule} : {change}"
/// Doubtful repairs that the summary leaves out.
more(count: usize)
    en "… and {count} more"
    fr "… et {count} {count|autre|autres}"
/// The end of the summary.
next(report: &str, folder: &str)
    en "all repairs: {report}; next: agrafe check {folder}"
    fr "toutes les réparations : {report} ; ensuite : agrafe check {folder}"
/// A comment in the text at a doubtful place: the rule, and the text before the repair.
doubt(rule: &str, before: &str)
    en "{rule}: {before}"
    fr "{rule} : {before}"
/// A comment in brochure.toml.
about_repairs
    en "import.md lists what was repaired."
    fr "import.md donne la liste des réparations."
/// A comment in brochure.toml, if pictures are missing.
about_frames
    en "Each frame imgNN.svg takes the place of a missing picture: add the picture to this folder and put its name into the text."
    fr "Chaque cadre imgNN.svg remplace une image absente : ajoutez l’image à ce dossier et mettez son nom dans le texte."

// How sure a repair is.

/// No other reading is plausible.
sure
    en "sure"
    fr "sûr"
/// Very probably right.
likely
    en "likely"
    fr "probable"
/// To be compared with the source.
doubtful
    en "doubtful"
    fr "douteux"

}
