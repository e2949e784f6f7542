//! Converts titles to file names.

use unicode_normalization::UnicodeNormalization;

/// The maximum length of a name in characters; a longer name is truncated. Names of this length tell texts apart and fit on one
/// line of a listing.
const LONGEST: usize = 48;

/// Converts a title to a file name without extension, made of lower-case ASCII letters, digits and hyphens. The name is never
/// empty, and never `import`, which is the name of the report.
pub fn slug(title: &str) -> String {
    let mut slug = String::new();
    for c in title.nfkd().flat_map(char::to_lowercase) {
        match c {
            'a'..='z' | '0'..='9' => slug.push(c),
            'œ' => slug.push_str("oe"),
            'æ' => slug.push_str("ae"),
            // Accents, which the decomposition has separated from their letters.
            '\u{300}'..='\u{36f}' => {}
            _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
    }
    if slug.len() > LONGEST {
        // Truncate between two words rather than within one.
        let end = slug[..LONGEST].rfind('-').unwrap_or(LONGEST);
        slug.truncate(end);
    }
    let slug = slug.trim_matches('-');
    if slug.is_empty() || slug == "import" { "texte".to_string() } else { slug.to_string() }
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn titles_become_file_names() {
        assert_eq!(slug("L’Œuvre d’été : n° 3"), "l-oeuvre-d-ete-n-3");
        assert_eq!(slug("Import"), "texte");
        assert_eq!(slug("…"), "texte");
        assert_eq!(slug(&"abcdefghi ".repeat(6)), "abcdefghi-abcdefghi-abcdefghi-abcdefghi");
        assert_eq!(slug(&"a".repeat(60)), "a".repeat(48));
    }
}
