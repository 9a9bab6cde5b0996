//! Where pointers lead: prefixes are spelt out, relative paths resolved (TEI Guidelines, sections
//! 16.2 and 17.2).

use super::Document;
use crate::rules::paths;
use regex::Regex;
use std::collections::HashMap;

/// How often a pointer may be replaced by another before it is taken as it is.
const HOPS: usize = 8;

/// What a pointer points to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// Something in a file of the edition: its path, and the identifier in it.
    In {
        /// The file, below the folder of the TEI.
        path: String,
        /// The `xml:id`; none for the file itself.
        id: Option<String>,
    },
    /// Something on the web.
    Web(String),
    /// A key that only the edition understands.
    Key(String),
}

/// The pointers of one document.
#[derive(Debug, Default)]
pub struct Pointers {
    path: String,
    prefixes: Vec<(String, Regex, String)>,
    /// Entries in the document itself that stand for entries elsewhere (`@sameAs`).
    same: HashMap<String, String>,
}

impl Pointers {
    /// Reads the prefixes and the entries of a document.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        let mut pointers = Self { path: document.path.to_string(), ..Self::default() };
        for node in document.below(document.root()) {
            match document.tree().local_name(node) {
                "prefixDef" => pointers.prefixes.extend(prefix(document, node)),
                "person" | "personGrp" | "place" | "org" | "event" => {
                    let same = document.attribute(node, "sameAs");
                    if let (Some(id), Some(same)) = (document.id(node), same) {
                        pointers.same.insert(id.to_owned(), same.trim().to_owned());
                    }
                }
                "text" => break,
                _ => {}
            }
        }
        pointers
    }

    /// What each of several pointers, parted by white space, leads to.
    pub fn resolve_all<'a>(&'a self, pointers: &'a str) -> impl Iterator<Item = Place> + 'a {
        pointers.split_whitespace().map(|pointer| self.resolve(pointer))
    }

    /// What a pointer leads to.
    #[must_use]
    pub fn resolve(&self, pointer: &str) -> Place {
        let mut pointer = pointer.to_owned();
        for _ in 0..HOPS {
            match self.again(&pointer) {
                Some(next) if next != pointer => pointer = next,
                _ => break,
            }
        }
        if is_web_address(&pointer) {
            return Place::Web(pointer);
        }
        if paths::scheme(&pointer).is_some() {
            return Place::Key(pointer);
        }
        let (path, id) = match pointer.split_once('#') {
            Some((path, id)) => (path, Some(id.to_owned()).filter(|id| !id.is_empty())),
            // Without an ending it is the key of a database rather than the name of a file.
            None if !pointer.contains(['.', '/']) => return Place::Key(pointer),
            None => (pointer.as_str(), None),
        };
        let path =
            if path.is_empty() { self.path.clone() } else { paths::resolve(&self.path, path) };
        Place::In { path, id }
    }

    /// What a prefix or an entry of the document puts in the place of a pointer.
    fn again(&self, pointer: &str) -> Option<String> {
        if let Some(id) = pointer.strip_prefix('#') {
            return self.same.get(id).cloned();
        }
        let (ident, rest) = pointer.split_once(':')?;
        self.prefixes.iter().filter(|(known, ..)| known == ident).find_map(|(_, pattern, to)| {
            let found = pattern.captures(rest)?;
            let mut replaced = String::new();
            found.expand(to, &mut replaced);
            Some(replaced)
        })
    }
}

/// A prefix; none where its pattern cannot be read.
fn prefix(document: &Document, node: crate::xml::tree::NodeId) -> Option<(String, Regex, String)> {
    let ident = document.attribute(node, "ident")?.trim().to_owned();
    let pattern = document.attribute(node, "matchPattern")?;
    let pattern = Regex::new(&format!("^(?:{pattern})$")).ok()?;
    let to = document.attribute(node, "replacementPattern")?;
    // `$1a` would be read as a group of that name.
    Some((ident, pattern, braced(to)))
}

/// `$1` as `${1}`.
fn braced(pattern: &str) -> String {
    let mut written = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('$') {
        written.push_str(before);
        let digits = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if digits == 0 {
            written.push_str("$$");
        } else {
            written.push_str(&format!("${{{}}}", &after[..digits]));
        }
        rest = &after[digits..];
    }
    written + rest
}

/// Whether it is an address that a reader may follow. Nothing else becomes a link out of the
/// site: a `javascript:` address would run.
#[must_use]
pub fn is_web_address(pointer: &str) -> bool {
    let lower = pointer.trim_start().to_ascii_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || c == '['))
        && !pointer.contains(|c: char| c.is_whitespace() || c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pointers(header: &str) -> Pointers {
        let xml = format!("<TEI><teiHeader>{header}</teiHeader></TEI>");
        let documents = Document::read_all("vol/a.xml", xml.as_bytes()).expect("it is XML");
        Pointers::of(&documents[0])
    }

    fn within(path: &str, id: &str) -> Place {
        Place::In { path: path.to_owned(), id: Some(id.to_owned()) }
    }

    #[test]
    fn prefixes_are_spelt_out() {
        let pointers = pointers(
            "<prefixDef ident='pers' matchPattern='([a-z]+)' \
             replacementPattern='../persons.xml#$1_1'/>",
        );
        assert_eq!(pointers.resolve("pers:ada"), within("persons.xml", "ada_1"));
        assert_eq!(pointers.resolve("pers:ADA"), Place::Key("pers:ADA".to_owned()));
    }

    #[test]
    fn an_entry_of_the_document_leads_on_to_the_register() {
        let pointers = pointers("<person xml:id='ada' sameAs='registers/persons.xml#p1'/>");
        assert_eq!(pointers.resolve("#ada"), within("vol/registers/persons.xml", "p1"));
        assert_eq!(pointers.resolve("#bob"), within("vol/a.xml", "bob"));
    }

    #[test]
    fn entries_in_a_circle_end() {
        let pointers = pointers("<person xml:id='a' sameAs='#b'/><person xml:id='b' sameAs='#a'/>");
        assert!(matches!(pointers.resolve("#a"), Place::In { .. }));
    }

    #[test]
    fn only_addresses_of_the_web_are_followed() {
        assert!(is_web_address("https://example.org/a?b#c"));
        for other in
            ["javascript:alert(1)", "https://", "http:a", "data:text/html,x", "https://a b"]
        {
            assert!(!is_web_address(other), "{other}");
        }
    }

    #[test]
    fn a_key_without_a_path_stays_a_key() {
        assert_eq!(pointers("").resolve("L04511"), Place::Key("L04511".to_owned()));
        assert_eq!(
            pointers("").resolve("b%20c.xml"),
            Place::In { path: "vol/b c.xml".to_owned(), id: None }
        );
    }
}
