//! The laws of the comparison, on random documents with random edits.
//!
//! What two files say is computed here once more, from the tree of an independent parser.

use proptest::prelude::*;
use rubricate::golden::{Kind, Part, Witness, Words, compare};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// A document before it is written.
#[derive(Debug, Clone, PartialEq)]
enum Node {
    Element { name: &'static str, attributes: Vec<(&'static str, String)>, children: Vec<Node> },
    Text(String),
    Comment(String),
    Instruction(String),
}

const BLOCKS: [&str; 4] = ["p", "head", "item", "ab"];
const PHRASES: [&str; 5] = ["persName", "date", "hi", "choice", "note"];
const WORDS: [&str; 9] = ["the", "man", "Ann", "&", "é", "May", "1917", "<", "x."];
const GAPS: [&str; 6] = [" ", " ", " ", "  ", "", ", "];

fn words() -> impl Strategy<Value = String> {
    prop::collection::vec((0..WORDS.len(), 0..GAPS.len()), 1..6).prop_map(|parts| {
        parts.iter().fold(String::new(), |text, &(word, gap)| text + WORDS[word] + GAPS[gap])
    })
}

fn attributes() -> impl Strategy<Value = Vec<(&'static str, String)>> {
    prop::sample::subsequence(vec!["when", "ref", "xml:id", "n", "target"], 0..3).prop_flat_map(
        |names| {
            prop::collection::vec(0..4_u8, names.len()).prop_map(move |values| {
                let pairs = names.iter().copied().zip(values);
                pairs
                    .map(|(name, value)| match name {
                        "target" | "ref" => (name, format!("#e{value}")),
                        _ => (name, format!("v{value}")),
                    })
                    .collect()
            })
        },
    )
}

fn phrase() -> impl Strategy<Value = Node> {
    let leaf = prop_oneof![
        6 => words().prop_map(Node::Text),
        1 => attributes().prop_map(|attributes| Node::Element {
            name: "pb", attributes, children: vec![]
        }),
        1 => "[a-c]{0,3}".prop_map(Node::Comment),
        1 => "[a-c]{1,3}".prop_map(Node::Instruction),
    ];
    leaf.prop_recursive(2, 12, 3, |inner| {
        (0..PHRASES.len(), attributes(), prop::collection::vec(inner, 0..3)).prop_map(
            |(name, attributes, children)| Node::Element {
                name: PHRASES[name],
                attributes,
                children,
            },
        )
    })
}

fn block() -> impl Strategy<Value = Node> {
    let block = (0..BLOCKS.len(), attributes(), prop::collection::vec(phrase(), 0..5)).prop_map(
        |(name, attributes, children)| Node::Element { name: BLOCKS[name], attributes, children },
    );
    block.prop_recursive(2, 12, 4, |inner| {
        (attributes(), prop::collection::vec(inner, 0..4))
            .prop_map(|(attributes, children)| Node::Element { name: "div", attributes, children })
    })
}

fn document() -> impl Strategy<Value = Node> {
    (prop::collection::vec(block(), 0..4), 0..3_u8).prop_map(|(children, header)| {
        let element = |name, children| Node::Element { name, attributes: vec![], children };
        let text = element("text", vec![element("body", children)]);
        if header == 0 {
            return text;
        }
        let title = element("title", vec![Node::Text(format!("May {header}"))]);
        element("TEI", vec![element("teiHeader", vec![element("titleStmt", vec![title])]), text])
    })
}

/// A change to a document, at a place given by a number.
#[derive(Debug, Clone)]
enum Edit {
    Replace(Node),
    Insert(Node),
    Delete,
    Wrap(&'static str),
    Unwrap,
    Rename(&'static str),
    Attribute(&'static str, u8),
    Divide,
    Join,
    Swap,
    Word(usize, String),
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        phrase().prop_map(Edit::Replace),
        phrase().prop_map(Edit::Insert),
        block().prop_map(Edit::Insert),
        Just(Edit::Delete),
        (0..PHRASES.len()).prop_map(|name| Edit::Wrap(PHRASES[name])),
        Just(Edit::Unwrap),
        (0..PHRASES.len()).prop_map(|name| Edit::Rename(PHRASES[name])),
        (prop::sample::select(vec!["when", "ref", "n", "xml:id"]), 0..4_u8)
            .prop_map(|(name, value)| Edit::Attribute(name, value)),
        Just(Edit::Divide),
        Just(Edit::Join),
        Just(Edit::Swap),
        (0..12_usize, words()).prop_map(|(at, words)| Edit::Word(at, words)),
    ]
}

/// The children of the element that holds the node of that number, and its index there.
fn at(node: &mut Node, number: &mut usize, then: &mut dyn FnMut(&mut Vec<Node>, usize)) -> bool {
    let Node::Element { children, .. } = node else { return false };
    for index in 0..children.len() {
        if *number == 0 {
            then(children, index);
            return true;
        }
        *number -= 1;
        if at(&mut children[index], number, then) {
            return true;
        }
    }
    false
}

fn make(root: &mut Node, place: usize, edit: &Edit) {
    let mut number = place;
    at(root, &mut number, &mut |siblings, index| match edit {
        Edit::Replace(node) => siblings[index] = node.clone(),
        Edit::Insert(node) => siblings.insert(index, node.clone()),
        Edit::Delete => {
            siblings.remove(index);
        }
        Edit::Wrap(name) => {
            let children = vec![siblings[index].clone()];
            siblings[index] = Node::Element { name, attributes: vec![], children };
        }
        Edit::Unwrap => {
            if let Node::Element { children, .. } = siblings.remove(index) {
                siblings.splice(index..index, children);
            }
        }
        Edit::Rename(new) => {
            if let Node::Element { name, .. } = &mut siblings[index] {
                *name = new;
            }
        }
        Edit::Attribute(which, value) => {
            if let Node::Element { attributes, .. } = &mut siblings[index] {
                attributes.retain(|(name, _)| name != which);
                attributes.push((which, format!("v{value}")));
            }
        }
        Edit::Divide => {
            if let Node::Element { name, children, .. } = &mut siblings[index] {
                let rest = children.split_off(children.len() / 2);
                let second = Node::Element { name, attributes: vec![], children: rest };
                siblings.insert(index + 1, second);
            }
        }
        Edit::Join => {
            if let (true, Some(Node::Element { children, .. })) =
                (index > 0, siblings.get(index).cloned())
                && let Node::Element { children: before, .. } = &mut siblings[index - 1]
            {
                before.extend(children);
                siblings.remove(index);
            }
        }
        Edit::Swap => {
            // The header stays before the text.
            if index > 0 && !matches!(siblings[0], Node::Element { name: "teiHeader", .. }) {
                siblings.swap(index - 1, index);
            }
        }
        Edit::Word(at, words) => {
            if let Node::Text(text) = &mut siblings[index] {
                let at = text.char_indices().nth(*at).map_or(text.len(), |(at, _)| at);
                text.insert_str(at, words);
            }
        }
    });
}

/// Identifiers stand once: each `v3` becomes `v3` with its number in the document.
fn unique_ids(node: &mut Node, seen: &mut Vec<String>) {
    let Node::Element { attributes, children, .. } = node else { return };
    for (name, value) in attributes {
        if *name == "xml:id" {
            while seen.contains(value) {
                value.push('x');
            }
            seen.push(value.clone());
        }
    }
    for child in children {
        unique_ids(child, seen);
    }
}

/// How a document is written; none of it counts.
#[derive(Debug, Clone, Copy)]
#[allow(clippy::struct_excessive_bools, reason = "each is a coin that is thrown")]
struct Layout {
    indent: bool,
    long_empty: bool,
    backwards: bool,
    references: bool,
}

fn layout() -> impl Strategy<Value = Layout> {
    (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>()).prop_map(
        |(indent, long_empty, backwards, references)| Layout {
            indent,
            long_empty,
            backwards,
            references,
        },
    )
}

fn write(node: &Node, layout: Layout, depth: usize, out: &mut String) {
    match node {
        Node::Text(text) => {
            for c in text.chars() {
                match c {
                    '&' => out.push_str("&amp;"),
                    '<' => out.push_str("&lt;"),
                    'é' if layout.references => out.push_str("&#233;"),
                    c => out.push(c),
                }
            }
        }
        Node::Comment(text) => write!(out, "<!--{text}-->").unwrap(),
        Node::Instruction(text) => write!(out, "<?{text} z?>").unwrap(),
        Node::Element { name, attributes, children } => {
            write!(out, "<{name}").unwrap();
            let mut attributes: Vec<_> = attributes.iter().collect();
            if layout.backwards {
                attributes.reverse();
            }
            for (name, value) in attributes {
                write!(out, " {name}=\"{value}\"").unwrap();
            }
            if children.is_empty() && !layout.long_empty {
                out.push_str("/>");
                return;
            }
            out.push('>');
            let elements_alone = ["TEI", "teiHeader", "titleStmt", "text", "body", "div"]
                .contains(name)
                && children.iter().all(|child| !matches!(child, Node::Text(_)));
            for child in children {
                if layout.indent && elements_alone {
                    write!(out, "\n{}", "  ".repeat(depth)).unwrap();
                }
                write(child, layout, depth + 1, out);
            }
            write!(out, "</{name}>").unwrap();
        }
    }
}

fn written(node: &Node, layout: Layout) -> String {
    let mut out = String::new();
    write(node, layout, 1, &mut out);
    out
}

/// What a file says, all of it and its words, by an independent parser; identifiers by the order
/// in which they stand.
fn said(xml: &str) -> (String, String) {
    let tree = roxmltree::Document::parse(xml).unwrap_or_else(|error| panic!("{error}: {xml}"));
    let mut saying = Saying::default();
    let identifiers = tree.descendants().filter_map(|n| n.attribute((roxmltree::NS_XML_URI, "id")));
    for (number, value) in identifiers.enumerate() {
        let stem: String =
            value.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
        saying.ids.insert(value.to_owned(), format!("{stem}/{number}"));
    }
    saying.children(tree.root());
    (saying.all, saying.words)
}

#[derive(Default)]
struct Saying {
    ids: BTreeMap<String, String>,
    all: String,
    words: String,
}

impl Saying {
    fn children(&mut self, parent: roxmltree::Node) {
        // A text goes on across comments; white space alone does not count between blocks.
        let alone = ["TEI", "teiHeader", "titleStmt", "text", "body", "div", "choice"];
        let mut run: Vec<roxmltree::Node> = Vec::new();
        let children: Vec<_> = parent.children().collect();
        for (index, child) in children.iter().enumerate() {
            if !child.is_element() {
                run.push(*child);
            }
            if child.is_element() || index + 1 == children.len() {
                let texts = || run.iter().filter(|n| n.is_text()).map(|n| n.text().unwrap());
                let blank = texts().all(|text| text.trim_matches([' ', '\n']).is_empty());
                let layout = alone.contains(&parent.tag_name().name()) && blank;
                for node in run.drain(..) {
                    self.point(node, layout);
                }
            }
            if child.is_element() {
                self.element(*child);
            }
        }
    }

    fn point(&mut self, node: roxmltree::Node, layout: bool) {
        if node.is_comment() {
            write!(self.all, "<!--{}-->", node.text().unwrap()).unwrap();
        } else if let Some(instruction) = node.pi() {
            write!(self.all, "<?{} {:?}?>", instruction.target, instruction.value).unwrap();
        } else if node.is_text() && !layout {
            // The writer breaks lines between blocks alone.
            let lines = node.text().unwrap().split('\n');
            let text: String = lines
                .enumerate()
                .map(|(index, line)| if index > 0 { line.trim_start_matches(' ') } else { line })
                .collect();
            self.all.push_str(&text);
            if node.ancestors().all(|a| !a.has_tag_name("teiHeader")) {
                self.words.push_str(&text);
            }
        }
    }

    fn element(&mut self, node: roxmltree::Node) {
        let mut attributes: Vec<_> = node
            .attributes()
            .map(|attribute| {
                let value = attribute.value();
                let known = |id: &str| self.ids.get(id).cloned();
                let value = match value.strip_prefix('#') {
                    Some(id) => known(id).map_or(value.to_owned(), |id| format!("#{id}")),
                    None if attribute.name() == "id" => known(value).unwrap(),
                    None => value.to_owned(),
                };
                format!(" {}={value:?}", attribute.name())
            })
            .collect();
        attributes.sort();
        write!(self.all, "<{}{}>", node.tag_name().name(), attributes.concat()).unwrap();
        self.children(node);
        self.all.push_str("</>");
    }
}

fn two_documents() -> impl Strategy<Value = (String, String)> {
    let edits = prop::collection::vec((0..40_usize, edit()), 0..6);
    (document(), edits, layout(), layout()).prop_map(|(mut old, edits, a, b)| {
        let mut new = old.clone();
        for (place, edit) in &edits {
            make(&mut new, *place, edit);
        }
        unique_ids(&mut old, &mut Vec::new());
        unique_ids(&mut new, &mut Vec::new());
        (written(&old, a), written(&new, b))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn there_are_no_changes_exactly_when_both_say_the_same((old, new) in two_documents()) {
        let (a, b) = (witness(&old), witness(&new));
        let comparison = compare(&a, &b).unwrap();
        prop_assert_eq!(comparison.changes().is_empty(), said(&old).0 == said(&new).0,
            "{:#?}", comparison.changes());
        if old == new {
            prop_assert!(comparison.layout().is_empty());
        }
    }

    #[test]
    fn all_changes_make_the_new_file_and_none_the_old((old, new) in two_documents()) {
        let (a, b) = (witness(&old), witness(&new));
        let mut comparison = compare(&a, &b).unwrap();
        prop_assert_eq!(comparison.apply(|_| false), Ok(old.clone()));
        let all = comparison.apply(|_| true);
        prop_assert!(all.is_ok(), "{:?}", all);
        prop_assert_eq!(said(&all.unwrap()).0, said(&new).0);
    }

    #[test]
    fn an_edit_of_text_is_never_told_as_markup((old, new) in two_documents()) {
        let (a, b) = (witness(&old), witness(&new));
        let mut comparison = compare(&a, &b).unwrap();
        let same = said(&old).1 == said(&new).1;
        prop_assert_eq!(comparison.words() == Words::Same, same, "{:#?}", comparison.changes());
        let text = comparison.changes().iter().any(|change| change.part == Part::Text);
        prop_assert!(!same || !text);
        if let Ok(marked) = comparison.apply(|change| change.words == Words::Same) {
            prop_assert_eq!(said(&marked).1, said(&old).1);
        }
    }

    #[test]
    fn what_is_left_undecided_stays_a_difference(
        (old, new) in two_documents(), chosen in any::<u64>(),
    ) {
        let (a, b) = (witness(&old), witness(&new));
        let mut comparison = compare(&a, &b).unwrap();
        let mut ids: Vec<_> = comparison.changes().iter().map(|change| change.id.clone()).collect();
        let count = ids.len();
        ids.sort();
        ids.dedup();
        prop_assert_eq!(ids.len(), count, "two changes have one name");
        let is_chosen = |id: &str| {
            let at = ids.iter().position(|other| other == id).unwrap();
            chosen >> (at % 64) & 1 == 1
        };
        let taken = ids.iter().filter(|id| is_chosen(id)).count();
        match comparison.apply(|change| is_chosen(&change.id)) {
            Ok(part) => {
                let part_said = said(&part).0;
                prop_assert_eq!(part_said == said(&new).0, taken == count, "{}\n{:#?}", part, comparison.changes());
                prop_assert_eq!(part_said == said(&old).0, taken == 0, "{}", part);
            }
            Err(needs) => {
                prop_assert!(taken > 0 && taken < count);
                prop_assert!(needs.with.iter().all(|id| !is_chosen(id)));
            }
        }
    }

    #[test]
    fn one_word_changed_is_one_change_of_characters(
        mut old in document(), place in 0..20_usize, at in 0..12_usize, layout in layout(),
    ) {
        unique_ids(&mut old, &mut Vec::new());
        let mut new = old.clone();
        // The first text from that place on.
        for place in place..60 {
            if old == new {
                make(&mut new, place, &Edit::Word(at, "zebra".to_owned()));
            }
        }
        if old == new {
            return Ok(());
        }
        let (old, new) = (written(&old, layout), written(&new, layout));
        let (a, b) = (witness(&old), witness(&new));
        let comparison = compare(&a, &b).unwrap();
        let told: Vec<_> =
            comparison.changes().iter().map(|change| (change.kind, change.words)).collect();
        prop_assert_eq!(told, [(Kind::Characters, Words::Characters)], "{}\n{}\n{:#?}", old, new, comparison.changes());
    }
}

fn witness(text: &str) -> Witness<'_> {
    Witness::new("t.xml", text.as_bytes()).unwrap()
}
