//! Formats the statistics of `agrafe check --texture` as text and as JSON.

use super::report::Console;
use crate::compose::Texture;
use crate::diagnostic::Sources;
use crate::diagnostic::messages::interface as text;
use crate::page::Line;
use serde_json::{Value, json};

/// Returns the statistics, one per line, followed by the worst lines with their locations.
pub(super) fn report(texture: &Texture, sources: &Sources, console: &Console) -> String {
    let lang = console.lang;
    let statistics = [
        ("lines", texture.lines.to_string(), text::texture_lines(lang)),
        ("space_cv", format!("{:.3}", texture.space_cv), text::texture_space_cv(lang)),
        ("space_p95", format!("{:.2}", texture.space_p95), text::texture_space_p95(lang)),
        ("space_max", format!("{:.2}", texture.space_max), text::texture_space_max(lang)),
        ("space_min", format!("{:.2}", texture.space_min), text::texture_space_min(lang)),
        ("loose", texture.loose.to_string(), text::texture_loose(lang)),
        ("tight", texture.tight.to_string(), text::texture_tight(lang)),
        ("hyphens", format!("{:.1}", texture.hyphens), text::texture_hyphens(lang)),
        ("longest_ladder", texture.longest_ladder.to_string(), text::texture_ladder(lang)),
        ("page_end_hyphens", texture.page_end_hyphens.to_string(), text::texture_page_end(lang)),
        ("widows", texture.widows.to_string(), text::texture_widows(lang)),
        ("orphans", texture.orphans.to_string(), text::texture_orphans(lang)),
        ("runts", texture.runts.to_string(), text::texture_runts(lang)),
        ("grid", format!("{:.3}", texture.grid), text::texture_grid(lang)),
    ];
    let mut out = String::new();
    for (name, figure, meaning) in statistics {
        out.push_str(&format!("{name:<17} {figure:>6}  {meaning}\n"));
    }
    for (folio, line) in &texture.worst {
        out.push_str(&text::texture_worst(lang, &place(line, sources), *folio, line.space_percent));
        out.push('\n');
    }
    out
}

fn place(line: &Line, sources: &Sources) -> String {
    let (row, column) = sources.line_column(line.span);
    format!("{}:{row}:{column}", sources.get(line.span.file).name)
}

/// Returns the same statistics as JSON, under the same names.
pub(super) fn as_json(texture: &Texture, sources: &Sources) -> Value {
    let worst: Vec<Value> = texture
        .worst
        .iter()
        .map(|(folio, line)| json!({ "page": folio, "place": place(line, sources), "space_percent": line.space_percent }))
        .collect();
    let rounded = |figure: f64| (figure * 10_000.0).round() / 10_000.0;
    json!({
        "lines": texture.lines,
        "space_cv": rounded(texture.space_cv),
        "space_p95": rounded(texture.space_p95),
        "space_max": rounded(texture.space_max),
        "space_min": rounded(texture.space_min),
        "loose": texture.loose,
        "tight": texture.tight,
        "hyphens": rounded(texture.hyphens),
        "longest_ladder": texture.longest_ladder,
        "page_end_hyphens": texture.page_end_hyphens,
        "widows": texture.widows,
        "orphans": texture.orphans,
        "runts": texture.runts,
        "grid": rounded(texture.grid),
        "worst": worst,
    })
}
