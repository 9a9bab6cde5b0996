//! Which attributes point: a table for TEI, or what a RELAX NG schema says.

use crate::relaxng::Schema;
use hashbrown::{HashMap, HashSet};
use std::sync::{Arc, LazyLock};

/// The namespace of TEI.
pub(crate) const TEI: &str = "http://www.tei-c.org/ns/1.0";

/// The attributes without a namespace whose values point somewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pointers {
    /// By the local name of the attribute.
    attributes: HashMap<String, Bearers>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Bearers {
    All,
    /// The local names of the elements.
    Some(HashSet<Arc<str>>),
}

impl Pointers {
    /// The pointers of TEI P5.
    #[must_use]
    pub fn tei() -> &'static Self {
        static TEI_POINTERS: LazyLock<Pointers> = LazyLock::new(Pointers::of_table);
        &TEI_POINTERS
    }

    fn of_table() -> Self {
        let mut attributes = HashMap::new();
        for line in include_str!("tei.txt").lines().filter(|line| !line.starts_with('#')) {
            let Some((name, elements)) = line.split_once(": ") else { continue };
            let bearers = match elements {
                "*" => Bearers::All,
                _ => Bearers::Some(elements.split(' ').map(Arc::from).collect()),
            };
            attributes.insert(name.to_owned(), bearers);
        }
        Self { attributes }
    }

    /// The attributes that a RELAX NG schema gives the type of a pointer: a URI without white
    /// space, which is how TEI writes it, or any URI where the schema is not one of TEI.
    #[must_use]
    pub fn of_schema(schema: &Schema) -> Self {
        let is_tei = schema.has_element(TEI, "teiHeader");
        let mut attributes: HashMap<String, Bearers> = HashMap::new();
        // The attributes of one element come after each other.
        let mut last: Arc<str> = "".into();
        for (element, attribute) in schema.uri_attributes(is_tei) {
            let none = || Bearers::Some(HashSet::new());
            let bearers = match attributes.get_mut(attribute) {
                Some(known) => known,
                None => attributes.entry(attribute.to_owned()).or_insert_with(none),
            };
            if *last != *element {
                last = element.into();
            }
            if let Bearers::Some(elements) = bearers {
                elements.insert(Arc::clone(&last));
            }
        }
        Self { attributes }
    }

    /// Whether there is no pointer.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.attributes.is_empty()
    }

    /// Whether an attribute points, on some element.
    #[must_use]
    pub fn has(&self, attribute: &str) -> bool {
        self.attributes.contains_key(attribute)
    }

    /// Whether an attribute of an element points.
    #[must_use]
    pub fn contains(&self, element: &str, attribute: &str) -> bool {
        match self.attributes.get(attribute) {
            None => false,
            Some(Bearers::All) => true,
            Some(Bearers::Some(elements)) => elements.contains(element),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tei_points_with_these_attributes() {
        let pointers = Pointers::tei();
        for (element, attribute) in
            [("persName", "ref"), ("sp", "who"), ("app", "from"), ("rdg", "wit"), ("p", "corresp")]
        {
            assert!(pointers.contains(element, attribute), "{element}/@{attribute}");
        }
        for (element, attribute) in [("date", "from"), ("p", "n"), ("div", "type")] {
            assert!(!pointers.contains(element, attribute), "{element}/@{attribute}");
        }
    }

    #[test]
    fn a_schema_says_which_attributes_point() {
        let schema = Schema::compile(
            b"<grammar xmlns='http://relaxng.org/ns/structure/1.0' \
             datatypeLibrary='http://www.w3.org/2001/XMLSchema-datatypes'>\
             <start><ref name='a'/></start>\
             <define name='link'><attribute name='to'><choice><value>x</value><list><oneOrMore>\
             <data type='anyURI'/></oneOrMore></list></choice></attribute></define>\
             <define name='a'><element name='a'><ref name='link'/><element name='b'>\
             <attribute name='n'><text/></attribute></element></element></define></grammar>",
        );
        let pointers = Pointers::of_schema(&schema.unwrap());
        assert!(pointers.contains("a", "to"));
        assert!(!pointers.contains("b", "to") && !pointers.contains("b", "n"));
    }

    #[test]
    fn a_schema_of_tei_has_pointers_without_white_space() {
        let schema = Schema::compile_with(
            b"default namespace = \"http://www.tei-c.org/ns/1.0\"
              start = element teiHeader { attribute a { xsd:anyURI }?,
                attribute b { xsd:anyURI { pattern = \"\\S+\" } } }",
            "s.rnc",
            &|_| Err(String::new()),
        );
        let pointers = Pointers::of_schema(&schema.unwrap());
        assert!(pointers.contains("teiHeader", "b") && !pointers.contains("teiHeader", "a"));
    }
}
