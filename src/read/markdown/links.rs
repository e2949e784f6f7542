//! Classifies the destinations of links: addresses, headings of the brochure, and other texts of the brochure.

use crate::manuscript::Link;

/// The extensions of the files of texts. In Markdown, a link to a text leads to its file, even if a site turns it into a page.
const TEXT_ENDINGS: [&str; 2] = [".md", ".markdown"];

/// Returns the link to a destination as written in Markdown or HTML.
pub(super) fn classify(destination: &str) -> Link {
    let destination = destination.trim();
    if let Some(anchor) = destination.strip_prefix('#') {
        // `#` alone is the beginning of a page on the web.
        return if anchor.is_empty() { Link::Address(String::new()) } else { Link::Anchor(percent_decoded(anchor)) };
    }
    if is_address(destination) {
        return Link::Address(destination.to_string());
    }
    let (path, anchor) = match destination.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor)),
        None => (destination, None),
    };
    let lower = path.to_ascii_lowercase();
    if TEXT_ENDINGS.iter().any(|ending| lower.ends_with(ending)) && !path.starts_with('/') {
        let anchor = anchor.filter(|anchor| !anchor.is_empty()).map(percent_decoded);
        return Link::Text { file: percent_decoded(path), anchor };
    }
    Link::Address(destination.to_string())
}

/// Whether a destination is an address that works outside the site on which the text was published: it has a scheme, such as
/// `https:` or `mailto:`.
pub(super) fn is_address(destination: &str) -> bool {
    let Some((scheme, rest)) = destination.split_once(':') else { return false };
    // A single letter is a Windows drive.
    let is_scheme = scheme.len() > 1
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    // A template tag is replaced only on the site.
    let is_template = rest.contains("{{") || rest.contains("{%");
    is_scheme && !is_template && !rest.is_empty() && !matches!(scheme, "javascript" | "data" | "file")
}

/// Decodes percent-encoded bytes (RFC 3986, 2.1): `une%20photo.jpg` is the file `une photo.jpg`. Other percent signs are kept.
pub(super) fn percent_decoded(address: &str) -> String {
    let bytes = address.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = address.get(at + 1..at + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (bytes[at], code) {
            (b'%', Some(byte)) => {
                out.push(byte);
                at += 3;
            }
            (byte, _) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| address.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn destinations_are_classified() {
        let text = |file: &str, anchor: Option<&str>| Link::Text {
            file: file.to_string(),
            anchor: anchor.map(str::to_string),
        };
        assert_eq!(classify("#là"), Link::Anchor("là".to_string()));
        assert_eq!(classify("02.md#autre"), text("02.md", Some("autre")));
        assert_eq!(classify("a%20b.md"), text("a b.md", None));
        for address in ["https://a.org/b.md", "mailto:a@b.org", "tel:112"] {
            assert_eq!(classify(address), Link::Address(address.to_string()));
            assert!(is_address(address));
        }
        for dead in ["/a/", "b.html", "c:/x", "javascript:x", "a b: c", "../x.pdf", "/x.md"] {
            assert_eq!(classify(dead), Link::Address(dead.to_string()));
            assert!(!is_address(dead), "{dead}");
        }
    }
}
