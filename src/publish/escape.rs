//! Text and addresses as HTML and URLs have them. Everything that comes from a document passes
//! through here or through the templates, which escape by themselves.

use std::fmt::Write as _;

/// Adds text to HTML, for element content and quoted attributes. What HTML cannot hold becomes
/// U+FFFD.
pub fn push_text(html: &mut String, text: &str) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            0..=8 | 11 | 12 | 14..=31 | 127 => "\u{FFFD}",
            _ => continue,
        };
        html.push_str(&text[from..at]);
        html.push_str(entity);
        from = at + 1;
    }
    html.push_str(&text[from..]);
}

/// Text as HTML.
#[must_use]
pub fn text(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 8);
    push_text(&mut html, text);
    html
}

/// A path as a relative reference of RFC 3986: all bytes but unreserved ones and `/` are
/// percent-encoded, so that a colon in a first part is not read as a scheme.
#[must_use]
pub fn path(path: &str) -> String {
    let mut url = String::with_capacity(path.len());
    push_percent_encoded(&mut url, path, b"-._~/");
    url
}

/// An identifier as the fragment of an address, its `#` with it.
#[must_use]
pub fn fragment(id: &str) -> String {
    if id.is_empty() {
        return String::new();
    }
    let mut url = String::from("#");
    push_percent_encoded(&mut url, id, b"-._~:");
    url
}

/// Adds text to an address, percent-encoded but for ASCII letters, digits and the signs that are
/// kept.
fn push_percent_encoded(url: &mut String, text: &str, kept: &[u8]) {
    for &byte in text.as_bytes() {
        if byte.is_ascii_alphanumeric() || kept.contains(&byte) {
            url.push(char::from(byte));
        } else {
            let _ = write!(url, "%{byte:02X}");
        }
    }
}

/// A value as JSON that may stand in a script or in HTML: `<`, `>` and `&` are written as numbers,
/// as are the line ends that JavaScript did not allow in strings before 2019.
#[must_use]
pub fn script(value: &impl serde::Serialize) -> String {
    let json = serde_json::to_string(value).expect("texts and numbers can be written as JSON");
    let mut safe = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' => safe.push_str("\\u003c"),
            '>' => safe.push_str("\\u003e"),
            '&' => safe.push_str("\\u0026"),
            '\u{2028}' => safe.push_str("\\u2028"),
            '\u{2029}' => safe.push_str("\\u2029"),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_never_comes_through() {
        assert_eq!(text("<script>'\"&\u{1}"), "&lt;script&gt;&#39;&quot;&amp;\u{FFFD}");
        assert_eq!(script(&"</script>&\u{2028}"), "\"\\u003c/script\\u003e\\u0026\\u2028\"");
    }

    #[test]
    fn addresses_hold_no_scheme_of_their_own() {
        assert_eq!(path("a b/é:x#?.xml"), "a%20b/%C3%A9%3Ax%23%3F.xml");
        assert_eq!(fragment("p:1é\""), "#p:1%C3%A9%22");
        assert_eq!(fragment(""), "");
    }
}
