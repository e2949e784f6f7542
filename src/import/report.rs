//! Writes the report of an import, which stays in the brochure's folder, and the summary for the terminal.

use super::document::Cleaned;
use super::repair::{Confidence, Repair, Rule};
use crate::diagnostic::Lang;
use crate::diagnostic::messages::import as words;
use std::path::Path;

/// The maximum number of doubtful repairs that the summary lists for each text: about half a screenful. The report lists all of
/// them.
const MAX_LISTED: usize = 12;

/// An imported text.
#[derive(Clone, Debug, Default)]
pub struct ImportedText {
    /// The path of the source file, as the user specified it.
    pub source: String,
    /// The name of the Markdown file in the folder.
    pub file: String,
    /// The encoding of the source file, such as `UTF-8`; for .docx and .odt, the file extension instead.
    pub encoding: &'static str,
    /// The text and its repairs.
    pub cleaned: Cleaned,
}

impl ImportedText {
    fn doubtful(&self) -> impl Iterator<Item = &Repair> {
        self.cleaned.repairs.iter().filter(|repair| repair.confidence == Confidence::Doubtful)
    }
}

/// The number of repairs that one rule made.
struct RuleCount {
    rule: Rule,
    repairs: usize,
    doubtful: usize,
}

/// Returns the counts of all rules that made a repair, in the order of [`Rule::ALL`].
fn counts(repairs: &[Repair]) -> Vec<RuleCount> {
    let count = |rule: &Rule| {
        let of_rule = || repairs.iter().filter(|repair| repair.rule == *rule);
        let doubtful = of_rule().filter(|repair| repair.confidence == Confidence::Doubtful).count();
        RuleCount { rule: *rule, repairs: of_rule().count(), doubtful }
    };
    Rule::ALL.iter().map(count).filter(|count| count.repairs > 0).collect()
}

/// Describes a repair on one line: the original and the repaired text, or only one of them if the other is empty or identical.
fn change(repair: &Repair) -> String {
    match (repair.before.as_str(), repair.after.as_str()) {
        (before, "") => before.to_string(),
        ("", after) => after.to_string(),
        (before, after) if before == after => before.to_string(),
        (before, after) => format!("{before} → {after}"),
    }
}

/// Returns the report in Markdown: for each text, the doubtful repairs first, then all repairs by rule.
pub(super) fn report(texts: &[ImportedText], lang: Lang) -> String {
    let mut out = "# Import\n".to_string();
    for text in texts {
        // The report may be passed on with the folder, so it doesn't contain the path of the source.
        let source = Path::new(&text.source).file_name().map_or("-".into(), |name| name.to_string_lossy());
        out.push_str(&format!("\n## {source} → {}\n\n{}\n", text.file, text.encoding));
        if text.doubtful().next().is_some() {
            out.push_str(&format!("\n### {}\n\n", words::to_check(lang)));
        }
        for repair in text.doubtful() {
            let change = format!("`{}`", change(repair));
            let line = words::doubtful_repair(lang, repair.line, repair.rule.name(lang), &change);
            out.push_str(&format!("- {line}\n"));
        }
        for RuleCount { rule, repairs, .. } in counts(&text.cleaned.repairs) {
            out.push_str(&format!("\n### {} ({repairs})\n\n", rule.name(lang)));
            for repair in text.cleaned.repairs.iter().filter(|repair| repair.rule == rule) {
                let change = format!("`{}`", change(repair));
                let line = words::repair(lang, repair.line, &change, repair.confidence.name(lang));
                out.push_str(&format!("- {line}\n"));
            }
        }
    }
    out
}

/// Returns the summary for the terminal: for each text, the counts by rule and the first doubtful repairs; then the next steps.
pub(super) fn summary(texts: &[ImportedText], folder: &Path, lang: Lang) -> String {
    let mut out = String::new();
    for text in texts {
        out.push_str(&format!("{} ({}) → {}\n", text.source, text.encoding, folder.join(&text.file).display()));
        for RuleCount { rule, repairs, doubtful } in counts(&text.cleaned.repairs) {
            let doubt = if doubtful > 0 { words::doubtful_count(lang, doubtful) } else { String::new() };
            out.push_str(&format!("  {repairs:5}  {}{doubt}\n", rule.name(lang)));
        }
        for repair in text.doubtful().take(MAX_LISTED) {
            let place = words::place(lang, &text.source, repair.line, repair.rule.name(lang), &change(repair));
            out.push_str(&format!("  {place}\n"));
        }
        let more = text.doubtful().count().saturating_sub(MAX_LISTED);
        if more > 0 {
            out.push_str(&format!("  {}\n", words::more(lang, more)));
        }
    }
    let report = folder.join("import.md").display().to_string();
    out.push_str(&words::next(lang, &report, &folder.display().to_string()));
    out.push('\n');
    out
}
