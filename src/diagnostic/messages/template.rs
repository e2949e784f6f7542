//! Checks the templates of messages when the program is compiled, and fills in their fields when a message is shown.
//!
//! | in a template | in the message |
//! |---|---|
//! | `{name}` | the value of the field `name` |
//! | `{name\|page\|pages}` | `page` or `pages`, depending on the number in the field `name` and on the language |
//! | `{name\|one page\|# pages}` | `one page` or, for example, `12 pages`: `#` is the number itself |
//! | `{{` and `}}` | braces |

use crate::diagnostic::Lang;

/// A text in both languages.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Text {
    pub(crate) en: &'static str,
    pub(crate) fr: &'static str,
}

impl Text {
    /// Returns the template in a language, without filling in its fields.
    pub(crate) const fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en,
            Lang::Fr => self.fr,
        }
    }

    /// Fails to compile if a template names an unknown field, or if a plural depends on a field that isn't a number.
    pub(crate) const fn checked(self, fields: &[FieldType]) -> Text {
        check(self.en, fields);
        check(self.fr, fields);
        self
    }

    /// Fails to compile if the text has braces, since it is shown without filling in fields.
    pub(crate) const fn without_braces(self) -> Text {
        assert!(!has_brace(self.en) && !has_brace(self.fr), "a text without fields has braces");
        self
    }

    /// Returns the text in a language with its fields filled in.
    pub(crate) fn fill(self, lang: Lang, fields: &[Field]) -> String {
        fill(self.get(lang), lang, fields)
    }
}

/// The properties of a field against which a template is checked.
#[derive(Clone, Copy)]
pub(crate) struct FieldType {
    /// The name in templates.
    pub(crate) name: &'static str,
    /// Whether a singular or a plural can depend on it.
    pub(crate) is_count: bool,
}

/// A field, with its value as a string.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    /// The name in templates.
    pub(crate) name: &'static str,
    /// The value in the language of the message.
    pub(crate) value: String,
    /// The number on which the choice of singular or plural depends.
    pub(crate) count: usize,
}

const fn has_brace(template: &str) -> bool {
    let bytes = template.as_bytes();
    let mut at = 0;
    while at < bytes.len() && bytes[at] != b'{' && bytes[at] != b'}' {
        at += 1;
    }
    at < bytes.len()
}

/// Fails to compile if `template` isn't well-formed.
const fn check(template: &str, fields: &[FieldType]) {
    let bytes = template.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let doubled = at + 1 < bytes.len() && bytes[at + 1] == bytes[at];
        match bytes[at] {
            b'{' | b'}' if doubled => at += 2,
            b'{' => at = check_placeholder(bytes, at + 1, fields),
            byte => {
                assert!(byte != b'}', "a closing brace has no opening one; write a literal brace twice");
                at += 1;
            }
        }
    }
}

/// Checks the placeholder whose name begins at `start`, and returns the position after its closing brace.
const fn check_placeholder(bytes: &[u8], start: usize, fields: &[FieldType]) -> usize {
    let mut end = start;
    while end < bytes.len() && bytes[end] != b'|' && bytes[end] != b'}' {
        end += 1;
    }
    let field = find(bytes, start, end, fields);
    let mut bars = 0;
    while end < bytes.len() && bytes[end] != b'}' {
        bars += (bytes[end] == b'|') as usize;
        end += 1;
    }
    assert!(end < bytes.len(), "a placeholder has no closing brace");
    assert!(bars == 0 || bars == 2, "a choice must have two forms, for singular and plural");
    assert!(bars == 0 || field.is_count, "the choice of singular or plural depends on a field that isn't a number");
    end + 1
}

/// Returns the field whose name is `bytes[start..end]`.
const fn find(bytes: &[u8], start: usize, end: usize, fields: &[FieldType]) -> FieldType {
    let mut number = 0;
    while number < fields.len() {
        let name = fields[number].name.as_bytes();
        let mut same = 0;
        while same < name.len() && start + same < end && name[same] == bytes[start + same] {
            same += 1;
        }
        if same == name.len() && start + same == end {
            return fields[number];
        }
        number += 1;
    }
    assert!(number < fields.len(), "the template names a field that the message doesn't have");
    fields[0]
}

/// Whether a language uses the singular for a number: English for 1, French for 0 and 1.
fn is_singular(count: usize, lang: Lang) -> bool {
    match lang {
        Lang::En => count == 1,
        Lang::Fr => count < 2,
    }
}

/// Fills the fields into a template, which was checked when the program was compiled.
fn fill(template: &str, lang: Lang, fields: &[Field]) -> String {
    let mut out = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some(at) = rest.find(['{', '}']) {
        out.push_str(&rest[..at]);
        let brace = &rest[at..=at];
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix(brace) {
            out.push_str(brace);
            rest = after;
        } else if let Some((placeholder, after)) = rest.split_once('}') {
            fill_placeholder(placeholder, lang, fields, &mut out);
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

fn fill_placeholder(placeholder: &str, lang: Lang, fields: &[Field], out: &mut String) {
    let (name, forms) = placeholder.split_once('|').unwrap_or((placeholder, ""));
    let Some(field) = fields.iter().find(|field| field.name == name) else { return };
    match forms.split_once('|') {
        None => out.push_str(&field.value),
        Some((singular, plural)) => {
            let form = if is_singular(field.count, lang) { singular } else { plural };
            out.push_str(&form.replace('#', &field.value));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(template: &'static str, lang: Lang, count: usize) -> String {
        fill(template, lang, &[Field { name: "pages", value: count.to_string(), count }])
    }

    #[test]
    fn plurals_follow_the_rule_of_the_language() {
        let english = "{pages} {pages|page|pages}";
        let shown = |lang| [0, 1, 2].map(|count| filled(english, lang, count));
        assert_eq!(shown(Lang::En), ["0 pages", "1 page", "2 pages"]);
        assert_eq!(shown(Lang::Fr), ["0 page", "1 page", "2 pages"]);
        assert_eq!(filled("{pages|the page|all # pages}", Lang::En, 3), "all 3 pages");
    }

    #[test]
    fn doubled_braces_become_single_braces() {
        assert_eq!(filled("{{#{pages}}} {{}}", Lang::En, 1), "{#1} {}");
        check("{{#{pages}}} {{}}", &[FieldType { name: "pages", is_count: true }]);
    }

    #[test]
    fn invalid_templates_are_rejected() {
        let fields = [FieldType { name: "pages", is_count: true }, FieldType { name: "name", is_count: false }];
        for template in ["{page}", "{pagess}", "{pages", "pages}", "{pages|page}", "{pages|a|b|c}", "{name|a|b}"] {
            let checked = std::panic::catch_unwind(|| check(template, &fields));
            assert!(checked.is_err(), "the check accepts {template}");
        }
    }
}
