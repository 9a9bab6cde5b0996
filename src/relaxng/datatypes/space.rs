//! White space as XML Schema treats it: space, tab, line feed and carriage return, no other.

use std::borrow::Cow;

/// Whether a byte is one of XML's four white space characters.
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// The text without white space at its ends.
pub(super) fn trim(text: &str) -> &str {
    let bytes = text.as_bytes();
    match (bytes.first(), bytes.last()) {
        (Some(&first), Some(&last)) if is_space(first) || is_space(last) => {
            text.trim_matches([' ', '\t', '\n', '\r'])
        }
        (Some(_), Some(_)) | (None, _) | (_, None) => text,
    }
}

/// The text with each run of white space made one space, and none at the ends. Text that is so
/// already is not copied.
pub(crate) fn collapse(text: &str) -> Cow<'_, str> {
    // Most values have no white space at all; this looks at several bytes at a time.
    if text.bytes().min().is_none_or(|least| least > b' ') {
        return Cow::Borrowed(text);
    }
    let text = trim(text);
    let mut after_space = false;
    let settled = text.bytes().all(|byte| {
        let run = after_space && byte == b' ';
        after_space = byte == b' ';
        !run && !matches!(byte, b'\t' | b'\n' | b'\r')
    });
    if settled {
        return Cow::Borrowed(text);
    }
    let mut collapsed = String::with_capacity(text.len());
    for word in words(text) {
        if !collapsed.is_empty() {
            collapsed.push(' ');
        }
        collapsed.push_str(word);
    }
    Cow::Owned(collapsed)
}

/// The text with each white space character made a space.
pub(super) fn replace(text: &str) -> Cow<'_, str> {
    if text.bytes().any(|byte| matches!(byte, b'\t' | b'\n' | b'\r')) {
        Cow::Owned(text.replace(['\t', '\n', '\r'], " "))
    } else {
        Cow::Borrowed(text)
    }
}

/// The words of a list.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split([' ', '\t', '\n', '\r']).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_four_characters_of_xml_are_space() {
        assert_eq!(collapse(" \t a \n\r b\u{a0} "), "a b\u{a0}");
        assert_eq!(collapse(" \n"), "");
        assert_eq!(replace("a\t\nb "), "a  b ");
    }

    #[test]
    fn settled_text_is_not_copied() {
        assert!(matches!(collapse(" a b "), Cow::Borrowed("a b")));
        assert!(matches!(replace("a  b"), Cow::Borrowed("a  b")));
    }
}
