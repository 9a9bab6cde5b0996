//! Paths of files that name each other.

/// The path of `href` when it stands in the file `base`; `/` divides both. `..` and `.` are
/// worked out as far as there are folders to leave.
#[must_use]
pub fn resolve(base: &str, href: &str) -> String {
    let href = decode(href);
    if href.starts_with('/') || has_drive(&href) {
        return tidy(&href);
    }
    match base.rsplit_once('/') {
        Some((folder, _)) => tidy(&format!("{folder}/{href}")),
        None => tidy(&href),
    }
}

/// Whether a path begins with the letter of a drive of Windows.
fn has_drive(path: &str) -> bool {
    let bytes = path.as_bytes();
    bytes.len() > 2 && bytes[0].is_ascii_alphabetic() && bytes[1] == b':' && bytes[2] == b'/'
}

/// The path without `.` and without folders that `..` leaves again.
#[must_use]
pub fn tidy(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "." => {}
            "" if !parts.is_empty() => {}
            ".." if parts.last().is_some_and(|last| !matches!(*last, ".." | "")) => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    if path.ends_with('/') && parts.last().is_some_and(|last| !last.is_empty()) {
        parts.push("");
    }
    parts.join("/")
}

/// What `%20` and the like stand for; left as they are where that is not UTF-8.
fn decode(href: &str) -> String {
    let bytes = href.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let digits = href.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                decoded.push(byte);
                at += 3;
            }
            None => {
                decoded.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| href.to_owned())
}

/// Whether a reference leads out of the file system: `http:`, `urn:`, `mailto:` and their like.
#[must_use]
pub fn scheme(reference: &str) -> Option<&str> {
    let (scheme, _) = reference.split_once(':')?;
    let sound = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    sound.then_some(scheme)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_worked_out_from_the_file_that_names_them() {
        for (base, href, wanted) in [
            ("a/b/c.xml", "d.xml", "a/b/d.xml"),
            ("a/b/c.xml", "../d.xml", "a/d.xml"),
            ("c.xml", "../d.xml", "../d.xml"),
            ("/a/c.xml", "./d%20e.xml", "/a/d e.xml"),
            ("a/c.xml", "/d.xml", "/d.xml"),
            ("../a/c.xml", "../../d.xml", "../../d.xml"),
            ("c.xml", "100%.xml", "100%.xml"),
            ("a/b/c.xml", "../", "a/"),
        ] {
            assert_eq!(resolve(base, href), wanted, "{href} in {base}");
        }
    }

    #[test]
    fn schemes_are_told_from_paths() {
        assert_eq!(scheme("https://example.org/a"), Some("https"));
        assert_eq!(scheme("psn:lenin"), Some("psn"));
        assert_eq!(scheme("a/b:c"), None);
        assert_eq!(scheme("#a"), None);
    }
}
