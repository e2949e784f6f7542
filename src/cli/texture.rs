//! The figures of `agrafe check --texture`, for people and for scripts.

use super::report::Console;
use crate::compose::Texture;
use crate::diagnostic::Sources;
use crate::page::Line;
use serde_json::{Value, json};

/// One figure a line, then the worst lines with their places.
pub(super) fn said(texture: &Texture, sources: &Sources, console: &Console) -> String {
    let figures = [
        ("lines", texture.lines.to_string(), console.say("justified lines", "lignes justifiées")),
        (
            "space_cv",
            format!("{:.3}", texture.space_cv),
            console.say("spread of word spaces", "dispersion des espaces"),
        ),
        (
            "space_p95",
            format!("{:.2}", texture.space_p95),
            console.say("word space of the 95th line in a hundred", "espace de la 95e ligne sur cent"),
        ),
        ("space_max", format!("{:.2}", texture.space_max), console.say("widest word space", "espace la plus large")),
        ("space_min", format!("{:.2}", texture.space_min), console.say("narrowest", "la plus étroite")),
        ("loose", texture.loose.to_string(), console.say("lines over 1.5", "lignes au-dessus de 1,5")),
        ("tight", texture.tight.to_string(), console.say("lines under 0.75", "lignes au-dessous de 0,75")),
        ("hyphens", format!("{:.1}", texture.hyphens), console.say("in a hundred lines", "pour cent lignes")),
        (
            "longest_ladder",
            texture.longest_ladder.to_string(),
            console.say("most hyphens in a row", "le plus de coupures de suite"),
        ),
        (
            "page_end_hyphens",
            texture.page_end_hyphens.to_string(),
            console.say("words divided at the foot of a page", "mots coupés en pied de page"),
        ),
        ("widows", texture.widows.to_string(), console.say("widows", "veuves")),
        ("orphans", texture.orphans.to_string(), console.say("orphans", "orphelines")),
        ("runts", texture.runts.to_string(), console.say("very short last lines", "fins d’alinéa trop courtes")),
        (
            "grid",
            format!("{:.3}", texture.grid),
            console.say("share of lines on the grid", "part des lignes sur la grille"),
        ),
    ];
    let mut words = String::new();
    for (name, figure, meaning) in figures {
        words.push_str(&format!("{name:<17} {figure:>6}  {meaning}\n"));
    }
    for (folio, line) in &texture.worst {
        let page = console.say("page", "page");
        words.push_str(&format!("{} {page} {folio}: {} %\n", place(line, sources), line.space_percent));
    }
    words
}

fn place(line: &Line, sources: &Sources) -> String {
    let (row, column) = sources.line_column(line.span);
    format!("{}:{row}:{column}", sources.get(line.span.file).name)
}

/// The same as JSON, under the same names.
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
