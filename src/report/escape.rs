//! Escapes of the formats.

use std::fmt::Write as _;

/// Text for element content and quoted attributes of XML 1.0 and HTML. What XML cannot hold at all
/// (control characters, U+FFFE and U+FFFF) becomes U+FFFD.
pub(super) fn markup(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // A reader of attributes would turn them into spaces.
            '\t' => escaped.push_str("&#9;"),
            '\n' => escaped.push_str("&#10;"),
            '\r' => escaped.push_str("&#13;"),
            '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => escaped.push('\u{FFFD}'),
            c => escaped.push(c),
        }
    }
    escaped
}

/// A path as a URI reference (RFC 3986): a relative one stays relative, an absolute one gets the
/// scheme `file`. The bytes of all but unreserved characters and `/` are percent-encoded.
pub(super) fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let mut uri = String::with_capacity(path.len());
    if path.starts_with('/') {
        uri.push_str("file://");
    } else if path.as_bytes().get(1) == Some(&b':') {
        uri.push_str("file:///");
    }
    for &byte in path.as_bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            write!(uri, "%{byte:02X}").expect("a string takes all that is written");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_holds_no_character_that_xml_forbids() {
        assert_eq!(
            markup("<a b='\"'>&\u{1}\u{FFFE}"),
            "&lt;a b=&#39;&quot;&#39;&gt;&amp;\u{FFFD}\u{FFFD}"
        );
        assert_eq!(markup("a\nb"), "a&#10;b");
    }

    #[test]
    fn paths_become_uri_references() {
        assert_eq!(uri("input/a b%.txt"), "input/a%20b%25.txt");
        assert_eq!(uri("/srv/é:1.xml"), "file:///srv/%C3%A9%3A1.xml");
        assert_eq!(uri("C:\\in\\a.txt"), "file:///C%3A/in/a.txt");
    }
}
