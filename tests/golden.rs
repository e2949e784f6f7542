//! Golden pages: dumps of a page that uses everything, and pictures of pages of the sample.
//!
//! `cargo insta review` shows changed dumps; `AGRAFE_GOLDEN=write cargo test --test golden` draws the pictures anew, and
//! `git diff` shows them.

mod common;

use common::{agrafe, folder, root};
use std::path::Path;

const TEXT: &str = r#"+++
title = "Tout"
author = "Quelqu’un"
+++

Un mot *en italique*, **en gras**, ***les deux***, `code`, ~~barré~~, x<sup>2</sup> et H<sub>2</sub>O ; un [lien](https://example.org) et une note[^1] suivie d’une autre[^ndt-1].

## Un titre {#titre}

> Une citation.
>
> > Une citation dans la citation.

1. un
2. deux
   - deux et demi

| Date | Morts |
|:--|--:|
| mai | 10 000 |

```verse
Un vers,
un autre.
```

```box Encadré
Du texte.
```

---

[^1]: La note.
[^ndt-1]: Celle de la traduction.
"#;

const SETTINGS: &str = "title = \"Tout\"\n[links]\nprint = \"note\"\n[contents]\n[heads]\nrunning = \"no\"\n";

#[test]
fn a_page_with_everything_is_set_as_before() {
    let folder = folder(&[("brochure.toml", SETTINGS), ("a.md", TEXT)]);
    let mut reading = agrafe::read::brochure(folder.path());
    let mut faults = std::mem::take(&mut reading.diagnostics);
    let spec = agrafe::normalise::spec(&reading.raw, &reading.fonts, None, &mut faults);
    let manuscript = agrafe::normalise::manuscript(reading.manuscript, &spec, &mut faults).manuscript;
    let composed = agrafe::compose::compose(&manuscript, &spec, &reading.fonts);
    assert!(faults.is_empty() && composed.diagnostics.is_empty(), "{faults:?} {:?}", composed.diagnostics);
    insta::assert_snapshot!(agrafe::write::text::book(&composed.book));
}

/// Pages of the sample that show a cover, a text's opening, a list, a table and notes.
const PAGES: [usize; 5] = [1, 5, 7, 14, 20];

#[test]
fn pages_of_the_sample_look_as_before() {
    let scratch = tempfile::tempdir().unwrap();
    let brochure = root().join("brochure");
    for number in PAGES {
        let drawn = scratch.path().join(format!("{number}.png"));
        let arguments =
            ["page", &number.to_string(), brochure.to_str().unwrap(), "--dpi", "40", "-o", drawn.to_str().unwrap()];
        let output = agrafe(&root(), &arguments);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let golden = root().join(format!("tests/golden/page-{number}.png"));
        if std::env::var("AGRAFE_GOLDEN").is_ok_and(|v| v == "write") {
            std::fs::copy(&drawn, &golden).unwrap();
        }
        let unlike = difference(&drawn, &golden);
        assert!(unlike < 0.4, "page {number} differs from {} by {unlike:.2} grey levels on average", golden.display());
    }
}

/// The mean difference of two pictures in grey levels of 255; a difference in size is one beyond all measure.
fn difference(a: &Path, b: &Path) -> f64 {
    let open = |p: &Path| image::ImageReader::open(p).unwrap().decode().unwrap().to_luma8();
    let (a, b) = (open(a), open(b));
    if a.dimensions() != b.dimensions() {
        return 255.0;
    }
    let sum: u64 = a.pixels().zip(b.pixels()).map(|(x, y)| u64::from(x.0[0].abs_diff(y.0[0]))).sum();
    sum as f64 / a.pixels().len() as f64
}

#[test]
fn a_changed_page_is_seen() {
    let golden = |n: usize| root().join(format!("tests/golden/page-{n}.png"));
    assert!(difference(&golden(5), &golden(7)) > 2.0);
}
