//! File names that no system mistakes for one another.

use std::collections::HashSet;
use unicode_normalization::UnicodeNormalization as _;

/// The most bytes of a name; with folder and ending it stays far from every limit.
const LONGEST: usize = 60;
/// Names that Windows keeps for devices, whatever the ending.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul"];

/// The names given so far in one folder. Names are made of `a-z`, `0-9` and `-` alone, so that
/// systems that fold case, or decompose accents, see the same files; `_` is left for the numbers
/// of further pages.
#[derive(Debug, Default)]
pub struct Slugs {
    taken: HashSet<String>,
}

impl Slugs {
    /// A folder in which `index` is taken.
    #[must_use]
    pub fn new() -> Self {
        Self { taken: HashSet::from(["index".to_owned()]) }
    }

    /// A name for a file, near to `wanted`, that was not given before.
    pub fn give(&mut self, wanted: &str) -> String {
        let name = plain(wanted);
        let mut given = name.clone();
        let mut number = 2;
        while is_device(&given) || !self.taken.insert(given.clone()) {
            given = format!("{name}-{number}");
            number += 1;
        }
        given
    }
}

fn is_device(name: &str) -> bool {
    let numbered =
        |device: &str| name.strip_prefix(device).is_some_and(|rest| rest.len() == 1 && rest != "0");
    DEVICES.contains(&name) || numbered("com") || numbered("lpt")
}

/// A name in lower-case ASCII; `x` where nothing of it is left.
fn plain(wanted: &str) -> String {
    let mut name = String::new();
    let mut bare = true;
    for c in wanted.nfkd().flat_map(char::to_lowercase) {
        if name.len() >= LONGEST {
            break;
        }
        match c {
            'a'..='z' | '0'..='9' => name.push(c),
            'ß' => name.push_str("ss"),
            'æ' => name.push_str("ae"),
            'ø' => name.push('o'),
            // Accents stand by themselves here and are left out.
            c if c.is_alphanumeric() && !c.is_ascii() => {
                name.push_str(&format!("u{:x}", u32::from(c)));
            }
            c if unicode_normalization::char::is_combining_mark(c) => continue,
            _ if !bare && !name.ends_with('-') => name.push('-'),
            _ => continue,
        }
        bare = false;
    }
    let name = name.trim_matches('-');
    if name.is_empty() { "x".to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_and_differ() {
        let mut slugs = Slugs::new();
        let given: Vec<_> =
            ["Brief", "BRIEF", "index", "Été à Kraków", "../x", "con", "COM1", "", "#"]
                .iter()
                .map(|name| slugs.give(name))
                .collect();
        assert_eq!(
            given,
            ["brief", "brief-2", "index-2", "ete-a-krakow", "x", "con-2", "com1-2", "x-2", "x-3"]
        );
    }

    #[test]
    fn letters_of_other_scripts_are_told_apart() {
        let mut slugs = Slugs::new();
        assert_ne!(slugs.give("Ленин"), slugs.give("Сталин"));
        assert!(slugs.give(&"Щ".repeat(90)).len() < 70);
    }
}
