//! The base format of the Deutsches Textarchiv: fewer elements, and fewer attributes.

use super::super::body::look_classes;
use super::super::facts::Read;
use super::inline_notes::Moves;
use super::{Action, Dropped, Rules, attributes};
use crate::xml::tree::NodeId;

/// Elements of the text, with the attributes that they may have besides those of all.
const ELEMENTS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("front", &[]),
    ("body", &[]),
    ("back", &[]),
    ("div", &["n", "type"]),
    ("head", &[]),
    ("p", &[]),
    ("lb", &["n"]),
    ("pb", &["n", "facs"]),
    ("cb", &["n"]),
    ("milestone", &["unit"]),
    ("hi", &[]),
    ("note", &["n", "place"]),
    ("persName", &["ref"]),
    ("placeName", &["ref"]),
    ("orgName", &["ref"]),
    ("name", &["ref", "type"]),
    ("date", &["when"]),
    ("ref", &["target"]),
    ("list", &[]),
    ("item", &[]),
    ("lg", &["n"]),
    ("l", &[]),
    ("quote", &[]),
    ("q", &[]),
    ("cit", &[]),
    ("bibl", &[]),
    ("title", &[]),
    ("publisher", &[]),
    ("pubPlace", &[]),
    ("opener", &[]),
    ("closer", &[]),
    ("salute", &[]),
    ("signed", &[]),
    ("dateline", &[]),
    ("postscript", &[]),
    ("epigraph", &[]),
    ("argument", &[]),
    ("trailer", &[]),
    ("titlePage", &["type"]),
    ("docTitle", &[]),
    ("titlePart", &["type"]),
    ("docAuthor", &[]),
    ("docDate", &[]),
    ("docEdition", &[]),
    ("docImprint", &[]),
    ("byline", &[]),
    ("choice", &[]),
    ("sic", &[]),
    ("corr", &[]),
    ("orig", &[]),
    ("reg", &[]),
    ("abbr", &[]),
    ("expan", &[]),
    ("supplied", &[]),
    ("foreign", &[]),
    ("fw", &["place", "type"]),
    ("figure", &[]),
    ("formula", &[]),
    ("table", &[]),
    ("row", &[]),
    ("cell", &["cols", "rows"]),
    ("sp", &["who"]),
    ("speaker", &[]),
    ("stage", &[]),
    ("space", &[]),
    ("floatingText", &[]),
    ("castList", &[]),
    ("castItem", &[]),
    ("role", &[]),
    ("roleDesc", &[]),
    ("listBibl", &[]),
];

/// Elements that another one stands for, and the type that it then has.
const INSTEAD: &[(&str, &str, Option<&str>)] = &[
    ("ab", "p", None),
    ("rs", "name", None),
    ("eventName", "name", Some("event")),
    ("objectName", "name", Some("object")),
    ("geogName", "placeName", None),
    ("settlement", "placeName", None),
    ("country", "placeName", None),
    ("region", "placeName", None),
    ("district", "placeName", None),
    ("figDesc", "p", None),
    ("said", "q", None),
    ("div1", "div", None),
    ("div2", "div", None),
    ("div3", "div", None),
    ("div4", "div", None),
];

/// Attributes that every element but `hi` may have.
const EVERYWHERE: &[&str] = &["xml:id", "xml:lang", "next", "prev", "corresp", "rendition"];
/// Elements that may have none of the above but a rendition.
const PLAIN: &[&str] = &["hi", "choice", "sic", "corr", "abbr", "expan", "lb", "gap"];

/// Kinds of divisions, title parts and forme work.
const DIVISIONS: &[&str] = &[
    "abbreviations",
    "act",
    "advertisement",
    "appendix",
    "bibliography",
    "contents",
    "copyright",
    "corrigenda",
    "dedication",
    "figures",
    "frontispiece",
    "imprint",
    "imprimatur",
    "index",
    "letter",
    "poem",
    "preface",
    "scene",
];
const TITLES: &[&str] =
    &["main", "sub", "volume", "desc", "series", "copyright", "dedication", "price"];
const FORME_WORK: &[&str] = &["header", "sig", "catch", "pageNum"];

/// The classes of looks, and the rendition that says the same.
const LOOKS: &[(&str, &str)] = &[
    ("r-i", "#i"),
    ("r-b", "#b"),
    ("r-g", "#g"),
    ("r-sc", "#k"),
    ("r-u", "#u"),
    ("r-sup", "#sup"),
    ("r-sub", "#sub"),
    ("r-aq", "#aq"),
    ("r-c", "#c"),
    ("r-r", "#right"),
    ("r-s", "#s"),
];

/// The rules of the profile.
pub(super) struct Base<'a> {
    moves: Moves,
    dropped: &'a mut Dropped,
    text: Option<NodeId>,
}

impl<'a> Base<'a> {
    pub(super) fn new(read: &Read, moves: Moves, dropped: &'a mut Dropped) -> Self {
        Self { moves, dropped, text: read.document.text() }
    }

    /// Whether an element is in the text, rather than in the header.
    fn is_text(&self, read: &Read, node: NodeId) -> bool {
        let tree = read.document.tree();
        self.text.is_some_and(|text| node == text || tree.is_below(node, text))
    }

    /// The attributes that an element may keep, under its new name.
    fn kept(
        &mut self,
        read: &Read,
        node: NodeId,
        name: &str,
        pairs: Vec<(String, String)>,
    ) -> Vec<(String, String)> {
        let own = ELEMENTS.iter().find(|(known, _)| *known == name).map_or(&[][..], |(_, own)| own);
        let mut kept: Vec<(String, String)> = Vec::new();
        for (key, value) in pairs {
            let allowed = own.contains(&key.as_str())
                || (!PLAIN.contains(&name)
                    && EVERYWHERE.contains(&key.as_str())
                    && key != "rendition");
            let sound = match (name, key.as_str()) {
                ("div", "n") => value.trim().parse::<u32>().is_ok(),
                ("div", "type") => DIVISIONS.contains(&value.as_str()),
                ("titlePart", "type") => TITLES.contains(&value.as_str()),
                ("fw", "type") => FORME_WORK.contains(&value.as_str()),
                _ => true,
            };
            if allowed && sound {
                kept.push((key, value));
            } else if !matches!(key.as_str(), "rend" | "rendition" | "style") {
                self.dropped.add(read, node, format!("{name}/@{key}"), &value);
            }
        }
        let looks = look_classes(&read.document, node).into_iter().filter_map(|class| {
            LOOKS.iter().find(|(known, _)| *known == class).map(|(_, rendition)| *rendition)
        });
        let looks: Vec<&str> = looks.collect();
        for key in ["rend", "rendition", "style"] {
            if let Some(value) = read.document.attribute(node, key).filter(|_| looks.is_empty()) {
                self.dropped.add(read, node, format!("{name}/@{key}"), value);
            }
        }
        if !looks.is_empty() {
            kept.push(("rendition".to_owned(), looks.join(" ")));
        }
        let needed: &[(&str, &str)] = match name {
            "fw" => &[("place", "top"), ("type", "header")],
            "titlePage" => &[("type", "main")],
            _ => &[],
        };
        for (key, value) in needed {
            if !kept.iter().any(|(known, _)| known == key) {
                kept.push(((*key).to_owned(), (*value).to_owned()));
            }
        }
        kept
    }
}

impl Rules for Base<'_> {
    fn action(&mut self, read: &Read, node: NodeId) -> Action {
        let tree = read.document.tree();
        let name = tree.local_name(node);
        if !self.is_text(read, node) {
            let name = tree.name(node).to_owned();
            return Action::Keep { name, attributes: attributes(read, node) };
        }
        match self.moves.action(read, node, self.dropped) {
            Some(Action::Note { note, attributes }) => {
                let attributes = self.kept(read, note, "note", attributes);
                return Action::Note { note, attributes };
            }
            Some(action) => return action,
            None => {}
        }
        let parent = tree.parent(node).map_or("", |parent| tree.local_name(parent));
        let instead = INSTEAD.iter().find(|(known, ..)| *known == name);
        let (new, kind) = match instead {
            Some((_, new, kind)) => (*new, *kind),
            None if name == "label" && parent == "list" => ("item", None),
            None if name == "label" && labels_note(read, node) => {
                // The number is in the @n of its note.
                self.dropped.add(read, node, name.to_owned(), tree.value(node));
                return Action::Drop;
            }
            None if !is_known(name) && stands_alone(read, node, parent) => ("p", None),
            None => (name, None),
        };
        if new != name {
            self.dropped.add(read, node, format!("{name} became {new}"), tree.value(node));
        }
        if !is_known(new) {
            self.dropped.add(read, node, name.to_owned(), tree.value(node));
            return Action::Unwrap;
        }
        let mut pairs = attributes(read, node);
        if let Some(kind) = kind {
            pairs.push(("type".to_owned(), kind.to_owned()));
        }
        let attributes = self.kept(read, node, new, pairs);
        if new == "hi" && attributes.is_empty() {
            return Action::Unwrap;
        }
        Action::Keep { name: new.to_owned(), attributes }
    }
}

fn is_known(name: &str) -> bool {
    ELEMENTS.iter().any(|(known, _)| *known == name)
}

/// Whether a label stands before a note.
fn labels_note(read: &Read, label: NodeId) -> bool {
    let tree = read.document.tree();
    let mut at = tree.next_sibling(label);
    while let Some(node) = at {
        match tree.local_name(node) {
            "" if tree.value(node).trim().is_empty() => at = tree.next_sibling(node),
            name => return name == "note",
        }
    }
    false
}

/// Whether the words of an element would stand in a division itself, where no text may stand.
fn stands_alone(read: &Read, node: NodeId, parent: &str) -> bool {
    let tree = read.document.tree();
    let mut children = tree.children(node);
    (parent.starts_with("div") || matches!(parent, "front" | "body" | "back"))
        && !children.any(|child| read.document.is_block(child))
        && !tree.value(node).trim().is_empty()
}
