//! An editor's pencil: changes in TEI by hand, and the marks as another parser reads them.

use roxmltree::{Document, Node};

/// What a mark says where: its first and last character, white space not counted, its element and
/// its values, but for who says so.
pub type Mark = (usize, usize, String, Vec<(String, String)>);

/// The elements that the pencil touches.
const TOUCHED: &[&str] =
    &["persName", "placeName", "orgName", "rs", "date", "soCalled", "hi", "term", "quote"];

/// The marks of a file in the order of their start tags. What is divided is one mark.
pub fn marks(xml: &str) -> Vec<Mark> {
    let document = Document::parse(xml).expect("it is well-formed");
    let text = text(&document);
    let mut marks: Vec<Mark> = Vec::new();
    for node in text.descendants().filter(is_mark) {
        let before = text
            .descendants()
            .filter(|other| other.is_text() && other.range().start < node.range().start)
            .map(|other| letters(other.text().unwrap_or_default()))
            .sum();
        let own: usize = node
            .descendants()
            .filter(Node::is_text)
            .map(|other| letters(other.text().unwrap_or_default()))
            .sum();
        let end = before + own;
        if node.attribute("prev").is_some() {
            let name = node.tag_name().name();
            let open = marks.iter_mut().rev().find(|mark| mark.1 == before && mark.2 == name);
            open.expect("its first part is there").1 = end;
            continue;
        }
        let signs = ["resp", "id", "next", "prev", "evidence"];
        let mut values: Vec<(String, String)> = node
            .attributes()
            .filter(|value| !signs.contains(&value.name()))
            .filter(|value| (value.name(), value.value()) != ("cert", "high"))
            .map(|value| (value.name().to_owned(), value.value().to_owned()))
            .collect();
        values.sort();
        marks.push((before, end, node.tag_name().name().to_owned(), values));
    }
    marks
}

/// The characters of the text, white space not counted.
pub fn letters_of(xml: &str) -> Vec<char> {
    let document = Document::parse(xml).expect("it is well-formed");
    let texts = text(&document).descendants().filter(Node::is_text);
    let words = texts.map(|node| node.text().unwrap_or_default().to_owned());
    words.collect::<String>().chars().filter(|c| !c.is_whitespace()).collect()
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

fn text<'d>(document: &'d Document) -> Node<'d, 'd> {
    let mut nodes = document.descendants();
    nodes.find(|node| node.has_tag_name((TEI, "text"))).expect("it has a text")
}

const TEI: &str = "http://www.tei-c.org/ns/1.0";

fn is_mark(node: &Node) -> bool {
    node.is_element() && TOUCHED.contains(&node.tag_name().name())
}

/// A change of markup, its numbers taken modulo what there is.
#[derive(Debug, Clone)]
pub enum Stroke {
    /// Takes the nth mark away.
    Remove(usize),
    /// Makes another element of the nth mark.
    Retag(usize, usize),
    /// Lets the nth name point elsewhere.
    Link(usize, usize),
    /// Gives the nth date another value.
    Date(usize, u16),
    /// Says how sure the nth mark is.
    Cert(usize, usize),
    /// Marks so many words from the nth word on.
    Add(usize, usize, usize),
    /// Lets the nth mark hold the word after it as well.
    Widen(usize),
}

/// Start tags that the pencil writes; the first ones are of names.
const TAGS: &[(&str, &str)] = &[
    ("persName", " ref=\"#moss\""),
    ("persName", " ref=\"#gray-k\""),
    ("persName", ""),
    ("placeName", " ref=\"#york\""),
    ("placeName", ""),
    ("orgName", " ref=\"#star\""),
    ("rs", " type=\"personGrp\" ref=\"#crew\""),
    ("hi", " rend=\"italic\""),
    ("term", ""),
    ("date", " when=\"1921\""),
];
const NAMES: usize = 7;

/// The file with one more change; none where there is nothing that can be changed so.
pub fn stroke(xml: &str, stroke: &Stroke) -> Option<String> {
    let document = Document::parse(xml).expect("it is well-formed");
    let all: Vec<Node> = text(&document).descendants().filter(is_mark).collect();
    // One part of a divided mark alone is not a mark.
    let whole = |node: &&Node| node.attribute("next").is_none() && node.attribute("prev").is_none();
    let all: Vec<Node> = all.iter().filter(whole).copied().collect();
    let of = |names: &[&str], n: usize| -> Option<Node> {
        let fits: Vec<&Node> =
            all.iter().filter(|node| names.contains(&node.tag_name().name())).collect();
        (!fits.is_empty()).then(|| *fits[n % fits.len()])
    };
    let names = &["persName", "placeName", "orgName", "rs"];
    Some(match stroke {
        Stroke::Remove(n) => {
            let node = of(TOUCHED, *n)?;
            replaced(xml, node, inner(xml, node))
        }
        Stroke::Retag(n, tag) => {
            let node = of(names, *n)?;
            let (name, values) = TAGS[tag % TAGS.len()];
            (!beside(node, name))
                .then(|| replaced(xml, node, &wrapped(name, values, inner(xml, node))))?
        }
        Stroke::Link(n, tag) => {
            let node = of(names, *n)?;
            let of_kind = TAGS[..NAMES].iter().filter(|(name, _)| node.has_tag_name((TEI, *name)));
            let of_kind: Vec<_> = of_kind.collect();
            let (name, values) = of_kind[tag % of_kind.len()];
            replaced(xml, node, &wrapped(name, values, inner(xml, node)))
        }
        Stroke::Date(n, year) => {
            let node = of(&["date"], *n)?;
            let values = format!(" notBefore=\"{}\"", 1700 + year % 250);
            replaced(xml, node, &wrapped("date", &values, inner(xml, node)))
        }
        Stroke::Cert(n, cert) => {
            let node = of(names, *n)?;
            let cert = ["low", "medium", "high"][cert % 3];
            let mut values = format!(" cert=\"{cert}\"");
            for value in node.attributes().filter(|value| !["cert", "resp"].contains(&value.name()))
            {
                values = format!("{values} {}=\"{}\"", value.name(), value.value());
            }
            replaced(xml, node, &wrapped(node.tag_name().name(), &values, inner(xml, node)))
        }
        Stroke::Add(n, count, tag) => {
            let (from, to, parent) = words(&document, *n, *count)?;
            let (name, values) = TAGS[tag % TAGS.len()];
            let same = parent.has_tag_name((TEI, name)) || beside(parent, name);
            if same && inner(xml, parent) == &xml[from..to] {
                return None;
            }
            format!("{}{}{}", &xml[..from], wrapped(name, values, &xml[from..to]), &xml[to..])
        }
        Stroke::Widen(n) => {
            let node = of(names, *n)?;
            let after = &xml[node.range().end..];
            let word = after.strip_prefix(' ')?;
            let word = word.split([' ', '<', '&']).next().filter(|word| !word.is_empty())?;
            let (name, end) = (node.tag_name().name(), node.range().end);
            let close = format!("</{name}>");
            let with = format!("{} {word}{close}", &xml[..end - close.len()]);
            format!("{with}{}", &xml[end + 1 + word.len()..])
        }
    })
}

/// Whether an element of this name is around or within one, on the same words.
fn beside(node: Node, name: &str) -> bool {
    let same = |other: &Node| other.has_tag_name((TEI, name)) && said(*other) == said(node);
    let around = node.ancestors().skip(1).take_while(|other| said(*other) == said(node));
    around.into_iter().any(|other| same(&other))
        || node.descendants().skip(1).any(|other| same(&other))
}

fn said(node: Node) -> String {
    let texts = node.descendants().filter_map(|inner| inner.is_text().then(|| inner.text())?);
    texts.collect::<String>().split_whitespace().collect()
}

/// Words of one text in a paragraph: where they begin and end in the file, and what is around.
fn words<'d>(
    document: &'d Document,
    n: usize,
    count: usize,
) -> Option<(usize, usize, Node<'d, 'd>)> {
    let in_paragraph = |node: &Node| node.ancestors().any(|around| around.has_tag_name((TEI, "p")));
    let texts: Vec<Node> = text(document)
        .descendants()
        .filter(|node| node.is_text() && in_paragraph(node))
        .filter(|node| !node.text().unwrap_or_default().trim().is_empty())
        .collect();
    let node = texts.get(n % texts.len().max(1))?;
    let raw = &document.input_text()[node.range()];
    let starts: Vec<(usize, &str)> = raw
        .split_whitespace()
        .map(|word| (word.as_ptr() as usize - raw.as_ptr() as usize, word))
        .collect();
    let first = (n / 7) % starts.len();
    let last = (first + count % 3).min(starts.len() - 1);
    let end = starts[last].0 + starts[last].1.len();
    let start = node.range().start;
    Some((start + starts[first].0, start + end, node.parent()?))
}

fn wrapped(name: &str, values: &str, inner: &str) -> String {
    format!("<{name}{values}>{inner}</{name}>")
}

fn inner<'x>(xml: &'x str, node: Node) -> &'x str {
    let whole = &xml[node.range()];
    let from = node.first_child().map_or(node.range().end, |child| child.range().start);
    let close = whole.rfind("</").expect("it has an end tag");
    &xml[from..node.range().start + close]
}

fn replaced(xml: &str, node: Node, by: &str) -> String {
    format!("{}{by}{}", &xml[..node.range().start], &xml[node.range().end..])
}
