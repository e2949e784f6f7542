//! The texts of an import: its report, its summary, and the degrees of confidence.

texts! {

// The report and the summary.

/// The heading above the doubtful repairs of a text.
to_check
    en "To check"
    fr "À vérifier"
/// A doubtful repair in the report, with its rule.
doubtful_repair(line: usize, rule: &str, change: &str)
    en "line {line}: {rule}: {change}"
    fr "ligne {line} : {rule} : {change}"
/// A repair in the report, with its confidence.
repair(line: usize, change: &str, confidence: &str)
    en "line {line}: {change} ({confidence})"
    fr "ligne {line} : {change} ({confidence})"
/// The number of doubtful repairs of a rule. It follows the name of the rule.
doubtful_count(count: usize)
    en ", {count} doubtful"
    fr ", {count} {count|douteuse|douteuses}"
/// A doubtful repair in the summary.
place(file: &str, line: usize, rule: &str, change: &str)
    en "{file}:{line} {rule}: {change}"
    fr "{file}:{line} {rule} : {change}"
/// The number of doubtful repairs that the summary leaves out.
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
    en "import.md lists every repair."
    fr "import.md donne la liste des réparations."
/// A comment in brochure.toml, if pictures are missing.
about_frames
    en "Each frame imgNN.svg takes the place of a missing picture: add the picture to this folder and write its name in the text."
    fr "Chaque cadre imgNN.svg remplace une image absente : ajoutez l’image à ce dossier et mettez son nom dans le texte."

// The confidence of a repair.

/// No other reading is plausible.
sure
    en "sure"
    fr "sûr"
/// Very probably right.
likely
    en "likely"
    fr "probable"
/// The user should compare it with the source.
doubtful
    en "doubtful"
    fr "douteux"

}
