//! Tests `agrafe check`: each message must appear for a brochure with the problem, and not for one without it.

mod common;

use common::{agrafe, folder};
use serde_json::Value;

const SETTINGS: &str = "title = \"Essai\"\ntexts = [\"a.md\"]\n";

/// Runs `agrafe check` on a brochure with this text and these additional settings, and returns the code and message of each
/// finding. If `picture` has a width and a height, the brochure contains a picture `p.png` of this size.
fn findings(text: &str, settings: &str, picture: Option<(u32, u32)>) -> Vec<(String, String)> {
    let toml = format!("{SETTINGS}{settings}");
    let folder = folder(&[("brochure.toml", toml.as_str()), ("a.md", text)]);
    if let Some((width, height)) = picture {
        image::GrayImage::from_pixel(width, height, image::Luma([90])).save(folder.path().join("p.png")).unwrap();
    }
    let output = agrafe(folder.path(), &["check", "--json"]);
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    let field = |finding: &Value, name: &str| finding[name].as_str().unwrap_or_default().to_string();
    json["findings"].as_array().unwrap().iter().map(|f| (field(f, "code"), field(f, "message"))).collect()
}

fn has(found: &[(String, String)], code: &str) -> bool {
    found.iter().any(|(known, _)| known == code)
}

#[test]
fn picture_with_too_few_pixels_is_reported_with_its_resolution() {
    let text = "# Titre\n\nMot.\n\n![Légende](p.png)\n";
    let found = findings(text, "", Some((300, 200)));
    let (_, message) = found.iter().find(|(code, _)| code == "A070").unwrap();
    assert!(message.contains("p.png has only 6") && message.contains("a screen of 71 lpi needs 107"), "{message}");
    assert!(!has(&findings(text, "", Some((1200, 800))), "A070"));
    // A finer screen needs more pixels, and a coarser one fewer.
    assert!(has(&findings(text, "[pictures]\nscreen = 100\n", Some((600, 400))), "A070"));
    assert!(!has(&findings(text, "[pictures]\nscreen = 40\n", Some((600, 400))), "A070"));
}

#[test]
fn printed_address_broken_over_two_lines_is_reported() {
    let long = "https://example.org/une/adresse/tres/longue/qui-ne-tient-pas/sur-une-seule/ligne/de/la/page.html";
    assert!(has(&findings(&format!("# T\n\nVoir <{long}> donc.\n"), "", None), "A075"));
    assert!(!has(&findings("# T\n\nVoir <https://example.org/> donc.\n", "", None), "A075"));
    assert!(!has(
        &findings(
            &format!(
                "# T\n\nVoir [ces quelques mots, qui font le lien sur deux lignes au moins, et même un peu plus que cela si la page est étroite]({long}) donc.\n"
            ),
            "",
            None
        ),
        "A075"
    ));
}

#[test]
fn allowed_warnings_are_hidden_but_errors_are_not() {
    let text = "# Titre\n\nMot.\n\n![Légende](p.png)\n";
    assert!(!has(&findings(text, "[check]\nallow = [\"A070\"]\n", Some((300, 200))), "A070"));
    assert!(has(&findings(text, "[check]\nallow = [\"A016\"]\n", None), "A016"));
    assert!(has(&findings(text, "[check]\nallow = [\"A999\"]\n", Some((1200, 800))), "A076"));
}

#[test]
fn consecutive_hyphenated_lines_are_reported() {
    let words = "anticonstitutionnellement incompréhensiblement extraordinairement ".repeat(12);
    let narrow = "[page]\nsize = \"60mm x 120mm\"\n[text]\nalign = \"justify\"\n";
    let found = findings(&format!("# T\n\n{words}\n"), narrow, None);
    assert!(has(&found, "A074"), "{found:?}");
    assert!(!has(&findings("# T\n\nUne phrase courte.\n", "", None), "A074"));
}
