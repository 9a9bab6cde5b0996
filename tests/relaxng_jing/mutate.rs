//! Damages TEI files in the ways in which people and programs do.

use roxmltree::{Document, Node};
use std::fmt::Write;

const TEI: &str = "http://www.tei-c.org/ns/1.0";

/// A small generator of numbers, the same ones at every run.
pub struct Random(u64);

impl Random {
    /// The generator with this seed.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        // xorshift64*
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let mixed = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(mixed).unwrap() % end
    }

    fn of<'v, T>(&mut self, all: &'v [T]) -> &'v T {
        &all[self.below(all.len())]
    }
}

/// The names of a schema.
pub struct Vocabulary {
    elements: Vec<String>,
    attributes: Vec<String>,
    values: Vec<String>,
}

impl Vocabulary {
    /// The names and values in a schema.
    pub fn of(schema: &str) -> Self {
        let document = Document::parse(schema).unwrap();
        let named = |kind: &str| {
            let nodes = document.descendants().filter(|node| node.tag_name().name() == kind);
            let mut names: Vec<String> =
                nodes.filter_map(|node| node.attribute("name")).map(str::to_owned).collect();
            names.sort();
            names.dedup();
            names
        };
        let values = document.descendants().filter(|node| node.tag_name().name() == "value");
        let values = values.filter_map(|node| node.text()).map(str::to_owned).collect();
        Self { elements: named("element"), attributes: named("attribute"), values }
    }
}

/// Values that are right for some type and wrong for others, the traps among them.
const VALUES: &[&str] = &[
    "",
    " ",
    "a",
    "A b",
    "1",
    "-1",
    "01",
    "1.5",
    "1.",
    ".5",
    "+3",
    "1e3",
    "NaN",
    "INF",
    "+INF",
    "0x1",
    "1823",
    "0000",
    "-0044",
    "12345",
    "1823-2",
    "1823-02",
    "1823-02-28",
    "1823-02-29",
    "1824-02-29",
    "1900-02-29",
    "2000-02-29",
    "1823-13-01",
    "1823-00-10",
    "1823-04-31",
    "--02-30",
    "--05",
    "---31",
    "---32",
    "1823-02-28Z",
    "1823-02-28+14:00",
    "1823-02-28+14:01",
    "1823-02-28-00:30",
    "04:30:00",
    "04:30",
    "24:00:00",
    "23:59:60",
    "04:30:00.5",
    "1823-02-28T04:30:00",
    "1823-02-28T24:00:00Z",
    "P1Y",
    "P1M2D",
    "PT",
    "PT1H",
    "true",
    "false",
    "TRUE",
    "#a",
    "#a #b",
    "http://example.org/ä ö",
    "http://exa mple.org",
    "a%20b",
    "a%zzb",
    "#a#b",
    "::",
    "1:x",
    "http://[::1]/",
    "x\u{a0}y",
    "x\u{2003}y",
    "\u{1F600}",
    "de",
    "de-DE-1996",
    "x-klingon",
    "toolonglanguage",
    "a1",
    "1a",
    "-a",
    "_a",
    "a:b",
    "ß",
    "\u{e9}l\u{e8}ve",
    "high",
    "unknown",
    "50%",
    "2cm",
    "2 cm",
    "3/4",
    "yes",
    "maybe",
    "10,10 20,20",
    "0..5",
    "a\tb",
    "\u{660}\u{661}",
    "1\u{2009}000",
    "P",
    "-P1D",
    "99999999999999999999",
];

/// An element or a piece of text.
#[derive(Clone)]
enum Part {
    Element(Element),
    Text(String),
}

#[derive(Clone)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    parts: Vec<Part>,
}

/// A document that can be damaged.
pub struct Tree(Element);

impl Tree {
    /// Reads a document.
    pub fn parse(text: &str) -> Self {
        Self(element(Document::parse(text).unwrap().root_element()))
    }

    /// Does one thing to it that is usually wrong.
    pub fn damage(&mut self, vocabulary: &Vocabulary, random: &mut Random) {
        let count = count(&self.0);
        let at = random.below(count);
        let kind = random.below(16);
        match kind {
            0 | 1 => self.at(at).name.clone_from(random.of(&vocabulary.elements)),
            2 => {
                self.parent(at, |parent, place| {
                    parent.parts.remove(place);
                });
            }
            3 => {
                // Only the tags go.
                self.parent(at, |parent, place| {
                    let removed = parent.parts.remove(place);
                    if let Part::Element(element) = removed {
                        parent.parts.splice(place..place, element.parts);
                    }
                });
            }
            4 => {
                self.parent(at, |parent, place| {
                    let copy = parent.parts[place].clone();
                    parent.parts.insert(place, copy);
                });
            }
            5 => {
                let mut moved = None;
                self.parent(at, |parent, place| moved = Some(parent.parts.remove(place)));
                let Some(moved) = moved else { return };
                let target = random.below(super::mutate::count(&self.0));
                let target = self.at(target);
                let place = random.below(target.parts.len() + 1);
                target.parts.insert(place, moved);
            }
            6 => {
                let name = random.of(&vocabulary.elements).clone();
                let target = self.at(at);
                let place = random.below(target.parts.len() + 1);
                let new = Element { name, attributes: Vec::new(), parts: Vec::new() };
                target.parts.insert(place, Part::Element(new));
            }
            7 => {
                let name = random.of(&vocabulary.elements).clone();
                self.parent(at, |parent, place| {
                    let inner = parent.parts.remove(place);
                    let wrapper = Element { name, attributes: Vec::new(), parts: vec![inner] };
                    parent.parts.insert(place, Part::Element(wrapper));
                });
            }
            8 => {
                let target = self.at(at);
                let place = random.below(target.parts.len() + 1);
                target.parts.insert(place, Part::Text("stray words".into()));
            }
            9 => {
                let element = self.at(at);
                element.parts.retain(|part| matches!(part, Part::Element(_)));
            }
            10 | 11 => {
                let name = random.of(&vocabulary.attributes).clone();
                let value = value(vocabulary, random);
                let element = self.at(at);
                if element.attributes.iter().all(|(other, _)| *other != name) {
                    element.attributes.push((name, value));
                }
            }
            12 | 13 => {
                let value = value(vocabulary, random);
                let attribute = self.attribute(random);
                attribute.1 = value;
            }
            14 => {
                let name = random.of(&vocabulary.attributes).clone();
                let attribute = self.attribute(random);
                if attribute.0 != "xmlns" {
                    attribute.0 = name;
                }
            }
            _ => {
                let at = random.below(count);
                let element = self.at(at);
                element.attributes.retain(|(name, _)| name == "xmlns");
            }
        }
        self.untwin();
    }

    /// Some attribute of the document.
    fn attribute(&mut self, random: &mut Random) -> &mut (String, String) {
        loop {
            let at = random.below(count(&self.0));
            let many = self.at(at).attributes.len();
            if many > 0 {
                let place = random.below(many);
                return &mut self.at(at).attributes[place];
            }
        }
    }

    /// The element with this number.
    fn at(&mut self, number: usize) -> &mut Element {
        find(&mut self.0, &mut { number }).unwrap()
    }

    /// The parent of an element, and its place in it; nothing for the root.
    fn parent(&mut self, number: usize, act: impl FnOnce(&mut Element, usize)) {
        if let Some((path, place)) = path_to(&self.0, number) {
            let mut parent = &mut self.0;
            for step in path {
                let Part::Element(inner) = &mut parent.parts[step] else { unreachable!() };
                parent = inner;
            }
            act(parent, place);
        }
    }

    /// Attributes of one name once only, so that the file stays well-formed.
    fn untwin(&mut self) {
        fn clean(element: &mut Element) {
            let mut seen = Vec::new();
            element.attributes.retain(|(name, _)| {
                let new = !seen.contains(name);
                seen.push(name.clone());
                new
            });
            for part in &mut element.parts {
                if let Part::Element(inner) = part {
                    clean(inner);
                }
            }
        }
        clean(&mut self.0);
    }

    /// The document as text.
    pub fn to_xml(&self) -> String {
        let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        write(&self.0, &mut out);
        out.replacen("<TEI", &format!("<TEI xmlns=\"{TEI}\""), 1)
    }
}

/// The places that lead to the parent of an element, and its place in it.
fn path_to(root: &Element, number: usize) -> Option<(Vec<usize>, usize)> {
    fn search(element: &Element, left: &mut usize, path: &mut Vec<usize>) -> bool {
        for (place, part) in element.parts.iter().enumerate() {
            let Part::Element(inner) = part else { continue };
            path.push(place);
            *left -= 1;
            if *left == 0 || search(inner, left, path) {
                return true;
            }
            path.pop();
        }
        false
    }
    let mut path = Vec::new();
    if number == 0 || !search(root, &mut { number }, &mut path) {
        return None;
    }
    let place = path.pop()?;
    Some((path, place))
}

fn element(node: Node<'_, '_>) -> Element {
    let name = node.tag_name().name().to_owned();
    let attributes = node.attributes().map(|attribute| {
        let prefix = if attribute.namespace().is_some() { "xml:" } else { "" };
        (format!("{prefix}{}", attribute.name()), attribute.value().to_owned())
    });
    let attributes = attributes.collect();
    let parts = node.children().filter_map(|child| {
        if child.is_element() {
            return Some(Part::Element(element(child)));
        }
        child.is_text().then(|| Part::Text(child.text().unwrap_or_default().to_owned()))
    });
    let parts = parts.collect();
    Element { name, attributes, parts }
}

fn count(element: &Element) -> usize {
    let inner = element.parts.iter().map(|part| match part {
        Part::Element(inner) => count(inner),
        Part::Text(_) => 0,
    });
    1 + inner.sum::<usize>()
}

fn find<'e>(element: &'e mut Element, left: &mut usize) -> Option<&'e mut Element> {
    if *left == 0 {
        return Some(element);
    }
    *left -= 1;
    element.parts.iter_mut().find_map(|part| match part {
        Part::Element(inner) => find(inner, left),
        Part::Text(_) => None,
    })
}

fn write(element: &Element, out: &mut String) {
    write!(out, "<{}", element.name).unwrap();
    for (name, value) in &element.attributes {
        let value = value.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
        write!(out, " {name}=\"{}\"", value.replace('\t', "&#9;")).unwrap();
    }
    out.push('>');
    for part in &element.parts {
        match part {
            Part::Element(inner) => write(inner, out),
            Part::Text(text) => {
                out.push_str(&text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"));
            }
        }
    }
    write!(out, "</{}>", element.name).unwrap();
}

fn value(vocabulary: &Vocabulary, random: &mut Random) -> String {
    match random.below(4) {
        0 => random.of(&vocabulary.values).clone(),
        _ => (*random.of(VALUES)).to_owned(),
    }
}
