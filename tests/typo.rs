//! Tests the commands `agrafe typo`, `agrafe page --proof` and `agrafe build --fit`.

mod common;

use common::{agrafe, folder, root};
use std::io::Write;
use std::process::{Command, Output, Stdio};

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn piped(bytes: &[u8], arguments: &[&str]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_agrafe"))
        .arg("typo")
        .args(arguments)
        .env("LC_ALL", "C")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(bytes).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn text_from_stdin_is_corrected_to_stdout() {
    assert_eq!(stdout(&piped("Oui!\n".as_bytes(), &["-"])), "Oui\u{202f}!\n");
    assert_eq!(stdout(&piped("Oui : non!\n".as_bytes(), &["--rule", "colon"])), "Oui\u{a0}: non!\n");
    assert_eq!(stdout(&piped("Oui !\n".as_bytes(), &["--language", "fr-CA"])), "Oui!\n");
    assert_eq!(stdout(&piped("`l'x`\n".as_bytes(), &["--plain"])), "`l’x`\n");
}

#[test]
fn changes_are_reported_with_their_location() {
    let report = stdout(&piped("Un.\n\nDit-il: \"non\"\n".as_bytes(), &["--report"]));
    assert!(report.starts_with("-:3:7 colon Dit-il: -> Dit-il<nbsp>:\n"), "{report}");
    let json: serde_json::Value = serde_json::from_slice(&piped("Oui !".as_bytes(), &["--json"]).stdout).unwrap();
    let change = &json["changes"][0];
    assert_eq!((&change["rule"], &change["line"], &change["column"]), (&"high-signs".into(), &1.into(), &4.into()));
    assert_eq!((&change["before"], &change["after"]), (&" ".into(), &"\u{202f}".into()));
}

#[test]
fn bad_input_is_reported_with_its_location() {
    let bad = piped(b"un\n\xff\n", &[]);
    assert_eq!((bad.status.code(), bad.stdout.len()), (Some(1), 0));
    assert!(stderr(&bad).contains("not UTF-8 from line 2"), "{}", stderr(&bad));
    let unclosed = piped("Un \"mot".as_bytes(), &[]);
    assert_eq!(unclosed.status.code(), Some(0));
    assert!(stderr(&unclosed).contains("-:1:4") && stderr(&unclosed).contains("never closed"), "{}", stderr(&unclosed));
    let rule = piped(b"a", &["--rule", "colons"]);
    assert_eq!(rule.status.code(), Some(1));
    assert!(stderr(&rule).contains("did you mean `colon`"), "{}", stderr(&rule));
}

#[test]
fn file_can_be_corrected_in_place() {
    let folder = folder(&[("a.md", "Oui!\n")]);
    assert!(agrafe(folder.path(), &["typo", "a.md", "-o", "a.md"]).status.success());
    assert_eq!(std::fs::read_to_string(folder.path().join("a.md")).unwrap(), "Oui\u{202f}!\n");
}

#[test]
fn proof_adds_guides_to_the_page() {
    let scratch = tempfile::tempdir().unwrap();
    let sample = root().join("brochure");
    let draw = |name: &str, more: &[&str]| {
        let path = scratch.path().join(name);
        let mut arguments = vec!["page", "6", sample.to_str().unwrap(), "-o", path.to_str().unwrap()];
        arguments.extend(more);
        assert!(agrafe(scratch.path(), &arguments).status.success());
        std::fs::read_to_string(path).unwrap().matches("<rect").count()
    };
    // A proof adds at least the edges of the page and its baselines.
    assert!(draw("proof.svg", &["--proof"]) >= draw("page.svg", &[]) + 20);
}

#[test]
fn pages_are_fitted_by_shortening_paragraphs() {
    // The paragraphs have different lengths, so that some can be set with one line less. For some numbers of paragraphs, the
    // last page has only a few lines, so that shortening paragraphs saves it.
    let words: Vec<&str> = "La nuit tombait sur la place quand les premiers feux furent allumés devant la mairie ; nul ne \
        partit, et ceux qui chantaient reprirent la chanson que tous savaient, celle des moissons et du vent qui tourne."
        .split(' ')
        .collect();
    let paragraph =
        |n: usize| (0..60 + n * 7 % 90).map(|w| words[(w * 3 + n) % words.len()]).collect::<Vec<_>>().join(" ");
    let settings = "title = \"Essai\"\n[fit]\nlooseness = 12\n";
    let built = |count: usize, more: &[&str]| {
        let text: Vec<String> = (0..count).map(paragraph).collect();
        let brochure = folder(&[("brochure.toml", settings), ("a.md", &text.join("\n\n"))]);
        let mut arguments = vec!["build"];
        arguments.extend(more);
        stdout(&agrafe(brochure.path(), &arguments))
    };
    let pages = |report: &str| report.split("  ").nth(1).unwrap().split(' ').next().unwrap().parse::<usize>().unwrap();
    let mut reached = 0;
    for count in 40..60 {
        let before = pages(&built(count, &[]));
        let after = built(count, &["--fit", &(before - 1).to_string()]);
        if pages(&after) == before - 1 {
            assert!(after.contains("a.md:"), "{after}");
            reached += 1;
        }
    }
    assert!(reached > 0, "no brochure was fitted");
}

#[test]
fn pages_are_fitted_only_within_the_limits_in_the_settings() {
    let text = "Une phrase assez longue pour remplir une ligne et commencer la suivante. ".repeat(140);
    let settings = "title = \"Essai\"\n[fit]\nleading = [\"11pt\", \"20pt\"]\n";
    let fitted = folder(&[("brochure.toml", settings), ("a.md", &text)]);
    let before = stdout(&agrafe(fitted.path(), &["build"]));
    let pages: usize = before.split("  ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
    let wanted = (pages + 1).to_string();
    let built = agrafe(fitted.path(), &["build", "--fit", &wanted]);
    assert!(stdout(&built).contains(&format!("{wanted} pages")), "{}{}", stdout(&built), stderr(&built));
    let fixed = folder(&[("brochure.toml", "title = \"Essai\"\n"), ("a.md", &text)]);
    let refused = agrafe(fixed.path(), &["build", "--fit", &wanted]);
    assert!(
        stdout(&refused).contains(&format!("{pages} pages")) && stderr(&refused).contains("A047"),
        "{}",
        stderr(&refused)
    );
}

/// A text with everything that corrections must leave alone, and with prose to correct between it.
const MARKED_UP: &str = r#"---
title: "L'été: oui !"
tags: [a, b]
---

# L'été : {#lété .classe}

Il dit : "non" {{< ref "l'autre" >}} et $a = b : c$, [@l'auteur : 3], \(x_1 : y\) `l'x !`.

<p class="l'x : y" align="center">L'html <b title="l'x !">d'ici</b> !</p>

![L'image !](l'image.png "l'auteur !"){width=50% alt="l'x : y"}

{% if page : l'x %} L'autre {% endif %}

::: {.l'x}
Un mot[^1] , d'ici^[L'une !] ==l'autre== !
:::

> L'une
> d'elles !

| L'un | L'autre : |
|------|-----------|
| d'ici | là ! |

%% l'x : y %%

[^1]: L'note !
"#;

#[test]
fn marked_up_text_is_left_byte_for_byte() {
    let corrected = stdout(&piped(MARKED_UP.as_bytes(), &["-"]));
    for kept in [
        "title: \"L'été: oui !\"\ntags: [a, b]\n---\n",
        "{#lété .classe}",
        "{{< ref \"l'autre\" >}}",
        "$a = b : c$",
        "\\(x_1 : y\\)",
        "`l'x !`",
        "<p class=\"l'x : y\" align=\"center\">",
        "<b title=\"l'x !\">",
        "(l'image.png",
        "{width=50% alt=\"l'x : y\"}",
        "{% if page : l'x %}",
        "::: {.l'x}",
        "%% l'x : y %%",
        "|------|-----------|",
        "\n> d’elles",
    ] {
        assert!(corrected.contains(kept), "{kept} is not in:\n{corrected}");
    }
    for changed in [
        "L’été\u{a0}:",
        "dit\u{a0}:",
        "«\u{a0}non\u{a0}»",
        "L’html",
        "L’image\u{202f}!",
        "Un mot[^1], d’ici^[L’une\u{202f}!]",
    ] {
        assert!(corrected.contains(changed), "{changed} is not in:\n{corrected}");
    }
}

#[test]
fn the_changes_are_those_that_check_lists() {
    let sample = std::fs::read_to_string(root().join("brochure/01-chronologie.md")).unwrap();
    for text in [MARKED_UP, &sample] {
        let folder = folder(&[("a.md", text)]);
        let json = |arguments: &[&str]| -> serde_json::Value {
            serde_json::from_slice(&agrafe(folder.path(), arguments).stdout).unwrap()
        };
        let rule_at = |line: &serde_json::Value, rule: &str| (line.as_u64().unwrap(), rule.to_string());
        let found = json(&["check", "--json", "a.md"]);
        let listed = found["findings"].as_array().unwrap().iter().filter(|finding| finding["code"] == "A054");
        let rule_of = |finding: &serde_json::Value| {
            let message = finding["message"].as_str().unwrap().to_string();
            rule_at(&finding["place"]["line"], message.split(':').next().unwrap())
        };
        let mut checked: Vec<(u64, String)> = listed.map(rule_of).collect();
        let found = json(&["typo", "--json", "a.md"]);
        let changes = found["changes"].as_array().unwrap().iter();
        let rule_of = |change: &serde_json::Value| rule_at(&change["line"], change["rule"].as_str().unwrap());
        let mut changed: Vec<(u64, String)> = changes.map(rule_of).collect();
        checked.sort();
        changed.sort();
        assert_eq!(checked, changed);
        assert!(changed.len() > 10);
    }
}
