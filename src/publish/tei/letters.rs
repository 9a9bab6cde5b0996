//! Who wrote to whom, when and where: `correspDesc` (TEI Guidelines, section 2.4.6).

use super::{Dated, Document, Place, Pointers};
use crate::xml::tree::NodeId;

/// A letter, as the header describes it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Letter {
    /// The `xml:id` of its division, where the file holds several letters.
    pub anchor: Option<String>,
    /// What it is called, where its division has a head.
    pub title: Option<String>,
    /// Who sent it.
    pub sent: Vec<Party>,
    /// Who received it.
    pub received: Vec<Party>,
    /// Where it was sent from.
    pub sent_from: Option<Party>,
    /// Where it was received.
    pub received_at: Option<Party>,
    /// When it was sent.
    pub date: Option<Dated>,
    /// The date as it is printed.
    pub date_words: String,
}

/// A name as it is printed, with its pointers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Party {
    /// The words.
    pub name: String,
    /// `@ref`, as it is written.
    pub pointers: String,
    /// What they lead to.
    pub places: Vec<Place>,
    /// Whether it is an organisation.
    pub organisation: bool,
}

impl Letter {
    /// The letters that a document describes, in the order of its header.
    #[must_use]
    pub fn all_of(document: &Document, pointers: &Pointers) -> Vec<Self> {
        let tree = document.tree();
        let described: Vec<NodeId> = (document.below(document.root()))
            .take_while(|&node| Some(node) != document.text())
            .filter(|&node| tree.local_name(node) == "correspDesc")
            .collect();
        let divisions = divisions(document);
        let in_order = divisions.len() == described.len() && described.len() > 1;
        let mut letters = Vec::new();
        for (at, &node) in described.iter().enumerate() {
            let mut letter = Self::of(document, pointers, node);
            let named = pointed(document, node, &divisions);
            if let Some(division) =
                named.or_else(|| divisions.get(at).copied().filter(|_| in_order))
            {
                letter.anchor = document.id(division).map(str::to_owned);
                letter.title = head_of(document, division);
            }
            letters.push(letter);
        }
        letters
    }

    fn of(document: &Document, pointers: &Pointers, node: NodeId) -> Self {
        let tree = document.tree();
        let mut letter = Self::default();
        for action in tree.children(node).filter(|&n| tree.local_name(n) == "correspAction") {
            let (parties, place) = parties(document, pointers, action);
            match document.attribute(action, "type") {
                Some("sent") => {
                    letter.sent.extend(parties);
                    letter.sent_from = letter.sent_from.or(place);
                    if letter.date.is_none()
                        && let Some(date) = document.first_below(action, "date")
                    {
                        letter.date = Dated::of(document, date);
                        letter.date_words = document.words(date);
                    }
                }
                Some("received") => {
                    letter.received.extend(parties);
                    letter.received_at = letter.received_at.or(place);
                }
                _ => {}
            }
        }
        letter
    }
}

/// The divisions that are letters.
fn divisions(document: &Document) -> Vec<NodeId> {
    let tree = document.tree();
    let Some(text) = document.text() else { return Vec::new() };
    let kinds = ["letter", "telegram", "postcard", "note"];
    let is_letter = |&node: &NodeId| {
        tree.local_name(node).starts_with("div")
            && document.attribute(node, "type").is_some_and(|kind| kinds.contains(&kind))
    };
    document.below(text).filter(is_letter).collect()
}

/// The division that a description points to.
fn pointed(document: &Document, node: NodeId, divisions: &[NodeId]) -> Option<NodeId> {
    let pointer = ["corresp", "target"].iter().find_map(|name| document.attribute(node, name))?;
    let id = pointer.trim().strip_prefix('#')?;
    let known = divisions.iter().copied().find(|&division| document.id(division) == Some(id));
    known.or_else(|| document.tree().element_by_id(id))
}

fn head_of(document: &Document, division: NodeId) -> Option<String> {
    let tree = document.tree();
    let head = tree.children(division).find(|&node| tree.local_name(node) == "head")?;
    Some(document.words(head)).filter(|words| !words.is_empty())
}

/// The names of an action, and its place.
fn parties(
    document: &Document,
    resolver: &Pointers,
    action: NodeId,
) -> (Vec<Party>, Option<Party>) {
    let tree = document.tree();
    let (mut parties, mut place) = (Vec::new(), None);
    for node in tree.children(action) {
        let organisation = match tree.local_name(node) {
            "persName" | "name" | "rs" => false,
            "orgName" => true,
            "placeName" | "settlement" => {
                place = place.or_else(|| Some(party(document, resolver, node, false)));
                continue;
            }
            _ => continue,
        };
        let found = party(document, resolver, node, organisation);
        if !found.name.is_empty() || !found.pointers.is_empty() {
            parties.push(found);
        }
    }
    (parties, place)
}

fn party(document: &Document, resolver: &Pointers, node: NodeId, organisation: bool) -> Party {
    let pointers = document.attribute(node, "ref").unwrap_or_default();
    let key = document.attribute(node, "key").map(|key| Place::Key(key.trim().to_owned()));
    Party {
        name: document.words(node),
        pointers: pointers.to_owned(),
        places: resolver.resolve_all(pointers).chain(key).collect(),
        organisation,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_one_file_find_their_divisions() {
        let one = |name: &str| {
            format!(
                "<correspDesc><correspAction type='sent'><persName ref='#{name}'>{name}</persName>\
                 <date when='1871-05-0{}'>May</date></correspAction></correspDesc>",
                name.len()
            )
        };
        let xml = format!(
            "<TEI><teiHeader>{}{}</teiHeader><text><body><div type='letter' xml:id='l1'>\
             <head>One</head></div><div type='letter' xml:id='l2'/></body></text></TEI>",
            one("A"),
            one("Bo")
        );
        let documents = Document::read_all("a.xml", xml.as_bytes()).expect("it is XML");
        let letters = Letter::all_of(&documents[0], &Pointers::default());
        let seen: Vec<_> = (letters.iter())
            .map(|l| (l.anchor.as_deref(), l.title.as_deref(), l.sent[0].pointers.as_str()))
            .collect();
        assert_eq!(seen, [(Some("l1"), Some("One"), "#A"), (Some("l2"), None, "#Bo")]);
        assert_eq!(letters[1].date.as_ref().map(|d| d.first), Some((1871, 5, 2)));
    }
}
