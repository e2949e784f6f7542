//! Parses attribute lists as in pandoc and kramdown: `{#id .class key="value"}` and `{: .class}`.

/// The attributes of an element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Attributes {
    pub(super) id: Option<String>,
    pub(super) classes: Vec<String>,
    pub(super) pairs: Vec<AttributePair>,
}

/// An attribute with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct AttributePair {
    pub(super) key: String,
    pub(super) value: String,
}

impl Attributes {
    /// Returns the value of an attribute.
    pub(super) fn value(&self, key: &str) -> Option<&str> {
        self.pairs.iter().find(|pair| pair.key == key).map(|pair| pair.value.as_str())
    }

    /// Returns whether there is a class with one of these names.
    pub(super) fn has_class(&self, names: &[&str]) -> bool {
        self.classes.iter().any(|class| names.contains(&class.as_str()))
    }
}

/// The number of bytes after the opening brace within which an attribute list must end.
const LONGEST: usize = 500;

/// Parses the attribute list at the beginning of a text. Also returns its length in bytes. Returns `None` if the braces contain
/// anything else.
pub(super) fn at_start(text: &str) -> Option<(Attributes, usize)> {
    let inner = text.strip_prefix('{')?;
    let mut limit = inner.len().min(LONGEST);
    while !inner.is_char_boundary(limit) {
        limit -= 1;
    }
    let length = inner[..limit].find('}')?;
    Some((parse(&inner[..length])?, length + 2))
}

/// Parses the content of an attribute list.
pub(super) fn parse(content: &str) -> Option<Attributes> {
    let mut attributes = Attributes::default();
    // kramdown begins its lists with a colon.
    let mut rest = content.strip_prefix(':').unwrap_or(content).trim();
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let end = word_end(rest);
        let word = &rest[..end];
        rest = rest[end..].trim_start();
        if let Some(id) = word.strip_prefix('#') {
            attributes.id = Some(id.to_string());
        } else if let Some(class) = word.strip_prefix('.') {
            attributes.classes.push(class.to_string());
        } else if let Some((key, value)) = word.split_once('=') {
            let value = value.trim_matches(['"', '\'', '“', '”']).to_string();
            attributes.pairs.push(AttributePair { key: key.to_string(), value });
        } else if matches!(word, "-" | "toc" | "unlisted" | "unnumbered") {
            attributes.classes.push(word.to_string());
        } else {
            return None;
        }
        if !is_name(word.trim_start_matches(['#', '.'])) {
            return None;
        }
    }
    Some(attributes)
}

/// Returns the end of the first word, which may contain spaces between quotation marks.
fn word_end(text: &str) -> usize {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if matches!(c, '"' | '\'') => quote = Some(c),
            None if c.is_whitespace() => return at,
            None => {}
        }
    }
    text.len()
}

fn is_name(word: &str) -> bool {
    let name = word.split('=').next().unwrap_or_default();
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_pandoc_and_kramdown_are_parsed() {
        let (attributes, length) = at_start("{#a .b width=50% alt=\"deux mots\"} suite").unwrap();
        assert_eq!((attributes.id.as_deref(), length), (Some("a"), 33));
        assert_eq!(attributes.classes, ["b"]);
        assert_eq!(attributes.value("width"), Some("50%"));
        assert_eq!(attributes.value("alt"), Some("deux mots"));
        assert!(at_start("{: .centre}").is_some());
        for prose in ["{}", "{un mot}", "{a}", "{1, 2}", "{ }", "{# }", "{a = b}", "{x"] {
            assert_eq!(at_start(prose), None, "{prose}");
        }
    }
}
