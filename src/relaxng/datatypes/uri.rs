//! anyURI, as loosely as jing takes it: almost anything is a URI reference once its odd
//! characters are escaped (section 5.4 of `XLink`), so only what no escaping can mend is refused.

/// What is wrong with a URI reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flaw {
    /// A `%` without two hexadecimal digits after it.
    Percent,
    /// More than one `#`.
    Fragments,
    /// What stands before the first `:` cannot be a scheme.
    Scheme,
    /// Nothing follows the scheme.
    Nothing,
}

/// The bytes that have a meaning in a URI reference, for this check.
const MEANS_SOMETHING: [bool; 256] = {
    let mut table = [false; 256];
    table[b'#' as usize] = true;
    table[b'/' as usize] = true;
    table[b'?' as usize] = true;
    table[b':' as usize] = true;
    table[b'%' as usize] = true;
    table
};

/// The first flaw of a URI reference whose ends are trimmed; none when it has none.
pub(super) fn flaw(text: &str) -> Option<Flaw> {
    let bytes = text.as_bytes();
    let mut scheme_over = false;
    let mut fragment = false;
    for (at, &byte) in bytes.iter().enumerate() {
        if !MEANS_SOMETHING[usize::from(byte)] {
            continue;
        }
        match byte {
            b'#' if fragment => return Some(Flaw::Fragments),
            b'#' => {
                fragment = true;
                scheme_over = true;
            }
            b'/' | b'?' => scheme_over = true,
            b':' if !scheme_over => {
                scheme_over = true;
                if !is_scheme(&bytes[..at]) {
                    return Some(Flaw::Scheme);
                }
                if matches!(bytes.get(at + 1), None | Some(b'#')) {
                    return Some(Flaw::Nothing);
                }
            }
            b'%' => {
                let escaped = bytes.get(at + 1..at + 3).unwrap_or_default();
                if escaped.len() < 2 || !escaped.iter().all(u8::is_ascii_hexdigit) {
                    return Some(Flaw::Percent);
                }
            }
            _ => {}
        }
    }
    None
}

fn is_scheme(bytes: &[u8]) -> bool {
    bytes.first().is_some_and(u8::is_ascii_alphabetic)
        && bytes.iter().all(|&byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_no_escaping_mends_is_wrong() {
        for good in ["", "a b", "é{}|\\^", "#a", "?a:b", "a/b:c", "x.y+z-1:a", "http://[", "%41"] {
            assert_eq!(flaw(good), None, "{good}");
        }
        for (bad, why) in [
            ("#a#b", Flaw::Fragments),
            ("100%", Flaw::Percent),
            ("%4", Flaw::Percent),
            ("%4g", Flaw::Percent),
            (":a", Flaw::Scheme),
            ("1a:b", Flaw::Scheme),
            ("a$b:c", Flaw::Scheme),
            ("a b:c", Flaw::Scheme),
            ("http:", Flaw::Nothing),
            ("http:#a", Flaw::Nothing),
        ] {
            assert_eq!(flaw(bad), Some(why), "{bad}");
        }
    }
}
