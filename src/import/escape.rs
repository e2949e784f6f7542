//! Escapes literal text so that no character has a special meaning in Markdown.

use std::borrow::Cow;

/// Returns the text with a backslash before each character that Markdown would read as inline markup.
pub(super) fn escaped(text: &str) -> Cow<'_, str> {
    // All of these characters are ASCII, so it is enough to compare bytes.
    if !text.bytes().any(|byte| matches!(byte, b'\\' | b'*' | b'_' | b'`' | b'<' | b'[' | b'&' | b'~' | b'{')) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    // The first closing bracket that is not before the current character; the end of the text if there is none.
    let mut closing = 0;
    for (at, c) in text.char_indices() {
        let rest = &text[at + c.len_utf8()..];
        let next = rest.chars().next().unwrap_or(' ');
        let is_markup = match c {
            '*' | '`' | '{' => true,
            '\\' => next.is_ascii_punctuation(),
            '_' => !(before.is_alphanumeric() && next.is_alphanumeric()),
            '<' => next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?'),
            '[' => {
                if closing < at {
                    closing = rest.find(']').map_or(text.len(), |end| at + 1 + end);
                }
                next == '^' || text.get(closing + 1..).is_some_and(|after| after.starts_with(['(', '[']))
            }
            '&' => next == '#' || is_entity(rest),
            '~' => next == '~' || before == '~',
            _ => false,
        };
        if is_markup {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    Cow::Owned(out)
}

/// Whether the text after an ampersand begins with the name and the semicolon of a character reference.
fn is_entity(rest: &str) -> bool {
    // The longest name that HTML defines has 31 letters.
    let name = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
    (1..32).contains(&name) && rest[name..].starts_with(';')
}
