//! The laws of DESIGN.md: nothing is lost, everything nests, the XML says what the text says.

use proptest::prelude::*;
use rubricate::annotate::names::{Entry, Lexicon, PersonFacts};
use rubricate::annotate::{Mark, NameKind, brackets, citations, documents, markers, names};
use rubricate::annotate::{quotations, titles};
use rubricate::diagnostic::{Code, Finding};
use rubricate::encode::{Tei, encode};
use rubricate::languages::Language;
use rubricate::layer::{Annotation, Certainty, Evidence, Layer, Span};
use rubricate::normalise::{Rules, Text, normalise};
use rubricate::resolve::{Resolved, pointer, resolve};
use rubricate::source::Source;
use rubricate::structure::{Block, Structure, structure};
use rubricate::tree::Element;

/// What texts are made of: the signs that rules look for, in any order.
const FRAGMENTS: &[&str] = &[
    "Notes:",
    "Notes",
    "\n",
    "\n\n",
    " ",
    "1",
    "2",
    "12",
    "1 ",
    "2. ",
    "[",
    "]",
    "[...]",
    "“",
    "”",
    "\"",
    "‘",
    "’",
    "'",
    "Lenin",
    "V. I. ",
    "K. Gray",
    "Gray",
    "document No. 3-5",
    "(No. 7, 9)",
    "F. 5. On. 1.",
    "D. 17",
    "RGVA.",
    "S. 141-142.",
    "Section I",
    "Chapter 2",
    "a | b | c",
    "Home Page",
    "By A. Gray",
    ".",
    ",",
    ";",
    "<p>",
    "&",
    "]]>",
    "\u{301}",
    "é",
    "\u{202e}",
    "שלום",
    "\u{0}",
    "\u{ad}",
    "-\n",
    "word ",
    "the Star newspaper ",
    "Central Bureau",
    " of the ",
    "York",
    "* ",
    "- item\n",
    "•\titem\n",
    "— 5 —",
    "\u{c}",
    "\r\n",
    "\u{a0}",
    "1918",
    "January 1, 1913",
    "General ",
    "\n\nNo. 5\n\n",
    "\nNo. 6\n",
    "A long line of words that goes on and on for a while ",
];

fn document() -> impl Strategy<Value = String> {
    let fragment = prop::sample::select(FRAGMENTS).prop_map(str::to_owned);
    let text = prop_oneof![8 => fragment, 1 => "\\PC{0,12}"];
    prop::collection::vec(text, 0..60).prop_map(|parts| parts.concat())
}

fn lexicon() -> Lexicon {
    let gray = PersonFacts {
        preferred: "Gray, Karl",
        surname: "Gray",
        forename: "Karl",
        ..PersonFacts::default()
    };
    let bureau = |id: &str, name: &str| Entry::thing(id, NameKind::Organisation, name, &[]);
    Lexicon::new(vec![
        Entry::person("gray", &gray),
        bureau("bureau", "Central Bureau of the Star"),
        bureau("star", "Star"),
        Entry::thing("york", NameKind::Place, "York", &[]),
    ])
}

struct Edited {
    text: String,
    blocks: Structure,
    tree: Resolved,
    tei: Tei,
}

/// The pipeline on one text, with layers of its own beside those of the annotators.
fn edit(source: &str, more: Vec<Annotation>) -> Edited {
    let language = Language::get("en");
    let source = Source::from_text("t", source);
    let (normalised, _) = normalise(&source, &Rules::default());
    let (blocks, _) = structure(&normalised, language);
    let text = normalised.as_str().to_owned();
    let mine = within(&text, more);
    let layers = vec![
        brackets::find(&text, &blocks, &language.page).0,
        quotations::find(&text, &blocks).0,
        citations::find(&text, &blocks, &language.citations),
        documents::find(&text, &blocks, &language.citations),
        titles::find(&text, &blocks, &language.citations),
        markers::find(&text, &blocks, &language.page).0,
        names::find(&text, &blocks, &lexicon(), language).0,
        Layer::new(mine),
    ];
    let (tree, _) = resolve(&text, &blocks, layers);
    let tei = encode(&root(&tree), &text);
    Edited { text, blocks, tree, tei }
}

/// The marks that lie within a text, at the edges of its characters.
fn within(text: &str, marks: Vec<Annotation>) -> Vec<Annotation> {
    let clamp = |span: Span| {
        let start = text.floor_char_boundary(span.start.min(text.len()));
        Span::new(start, text.floor_char_boundary(span.end.min(text.len())).max(start))
    };
    let marks = marks.into_iter().map(|a| Annotation { span: clamp(a.span), ..a });
    marks.filter(|a| !a.span.is_empty()).collect()
}

fn root(tree: &Resolved) -> Element {
    tree.clone().into_text()
}

/// A mark that can be told from all others in the XML.
fn numbered(mark: &Mark, at: usize) -> Mark {
    match mark {
        Mark::Name { kind, .. } => {
            Mark::Name { kind: *kind, references: vec![format!("mark{at}")] }
        }
        Mark::Quotation | Mark::SoCalled => {
            Mark::Name { kind: NameKind::Event, references: vec![format!("mark{at}")] }
        }
        _ => Mark::Documents(vec![u32::try_from(at).expect("a few marks")]),
    }
}

/// The elements that hold elements alone.
const CONTAINERS: &[&str] = &[
    "text",
    "front",
    "body",
    "back",
    "div",
    "list",
    "titlePage",
    "docTitle",
    "opener",
    "closer",
    "group",
];

/// The text of an element and all below it, as an independent parser reads it, without the white
/// space that only sets elements apart.
fn read_back(xml: &str) -> String {
    let document = roxmltree::Document::parse(xml).expect("the encoder writes well-formed XML");
    let mut text = String::new();
    for node in document.descendants().filter(roxmltree::Node::is_text) {
        let words = node.text().unwrap_or_default();
        let parent = node.parent().map_or("", |parent| parent.tag_name().name());
        let is_block = |side: Option<roxmltree::Node>| {
            side.is_some_and(|side| matches!(side.tag_name().name(), "p" | "addrLine"))
        };
        let parts = is_block(node.prev_sibling()) && is_block(node.next_sibling());
        if !((CONTAINERS.contains(&parent) || parts) && words.trim().is_empty()) {
            text.push_str(words);
        }
    }
    text
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect()
}

fn spans(tree: &Resolved) -> Vec<Span> {
    root(tree).spans()
}

fn nests(block: &Block) -> bool {
    let inside = block.children.iter().all(|child| block.span.contains(child.span) && nests(child));
    inside && block.children.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start)
}

fn any_mark() -> impl Strategy<Value = Annotation> {
    let mark = prop_oneof![
        Just(Mark::Quotation),
        Just(Mark::SoCalled),
        Just(Mark::Supplied),
        Just(Mark::Role),
        Just(Mark::Name { kind: NameKind::Person, references: vec![] }),
        Just(Mark::Name { kind: NameKind::Place, references: vec!["x".into()] }),
        Just(Mark::Documents(vec![3])),
    ];
    (0..300_usize, 1..60_usize, mark).prop_map(|(start, length, mark)| Annotation {
        span: Span::new(start, start + length),
        mark,
        evidence: Evidence::of_rule("test", Certainty::High, ""),
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_character_of_the_text_is_in_one_text_node(source in document(), marks in prop::collection::vec(any_mark(), 0..12)) {
        let edited = edit(&source, marks);
        let spans = spans(&edited.tree);
        for pair in spans.windows(2) {
            prop_assert!(pair[0].end <= pair[1].start, "{pair:?} overlap or are out of order");
        }
        let mut at = 0;
        for span in spans.iter().copied().chain([Span::new(edited.text.len(), edited.text.len())]) {
            prop_assert_eq!(edited.text[at..span.start].trim(), "");
            at = span.end;
        }
    }

    #[test]
    fn the_xml_read_by_another_parser_says_what_the_text_says(source in document(), marks in prop::collection::vec(any_mark(), 0..12)) {
        let edited = edit(&source, marks);
        prop_assert_eq!(squeeze(&read_back(&edited.tei.xml)), squeeze(&edited.text));
        let tree: String = spans(&edited.tree).iter().map(|span| &edited.text[span.range()]).collect();
        prop_assert_eq!(read_back(&edited.tei.xml), tree);
    }

    #[test]
    fn blocks_nest(source in document()) {
        let edited = edit(&source, vec![]);
        let blocks: Vec<&Block> = edited.blocks.blocks().collect();
        prop_assert!(blocks.iter().all(|block| nests(block)));
        prop_assert!(blocks.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
    }

    #[test]
    fn every_mark_is_in_the_tree_or_in_a_finding(source in document(), marks in prop::collection::vec(any_mark(), 0..12)) {
        let language = Language::get("en");
        let text = Text::verbatim(source);
        let (blocks, _) = structure(&text, language);
        let marks = marks.into_iter().enumerate().map(|(at, mark)| Annotation { mark: numbered(&mark.mark, at), ..mark });
        let marks = within(text.as_str(), marks.collect());
        let layer = Layer::new(marks.clone());
        let (tree, findings) = resolve(text.as_str(), &blocks, vec![layer]);
        let tei = encode(&root(&tree), text.as_str());
        for mark in marks {
            let id = match &mark.mark {
                Mark::Name { kind, references } => format!("{}\"", pointer(*kind, &references[0])),
                Mark::Documents(numbers) => format!("doc:{}\"", numbers[0]),
                other => panic!("{other:?} has no number"),
            };
            let same = |finding: &Finding| finding.span == mark.span && finding.code == Code::MarkDropped;
            prop_assert!(tei.xml.contains(&id) || findings.iter().any(same), "{mark:?} is lost");
        }
    }

    #[test]
    fn any_byte_of_the_xml_leads_to_its_text(source in document()) {
        let edited = edit(&source, vec![]);
        for (xml, span) in &edited.tei.origins {
            let written = &edited.tei.xml[xml.clone()];
            let text = &edited.text[span.range()];
            prop_assert!(written == text || written.starts_with('&') && text.len() == 1);
        }
    }
}
