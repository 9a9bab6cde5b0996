//! What the header says of a document, in the words in which a reader wants it.

use super::Document;
use crate::xml::tree::NodeId;

/// What the pages of a document say of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Head {
    /// The main title; empty where there is none.
    pub title: String,
    /// The title under it.
    pub subtitle: Option<String>,
    /// Authors and editors, in the order of the header.
    pub responsible: Vec<Responsible>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When, as printed.
    pub published: Option<String>,
    /// The name of the licence, and its address.
    pub licence: Option<(String, Option<String>)>,
    /// What it was made from, one paragraph each.
    pub sources: Vec<String>,
    /// How it was edited, one paragraph each.
    pub practice: Vec<String>,
    /// The language of the text, as a BCP 47 tag.
    pub language: Option<String>,
    /// When the text was written, where the header says so.
    pub dated: Option<Dated>,
    /// The name of the file that it was encoded from, as `idno type="file"` gives it.
    pub file: Option<String>,
}

/// Somebody who made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Responsible {
    /// The name.
    pub name: String,
    /// `author`, or the role of an editor.
    pub role: Option<String>,
}

/// A date in the Gregorian calendar: a day, a month, a year or a stretch of time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dated {
    /// Year (of our era, 0 for 1 BC), month and day; 0 where they are not known.
    pub first: (i32, u8, u8),
    /// The same for the end of a stretch of time.
    pub last: Option<(i32, u8, u8)>,
    /// Whether it lies somewhere between the two, rather than all the time.
    pub uncertain: bool,
    /// The end that is not known, where `first` is the other one.
    pub open: Option<Open>,
}

/// An end of a stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Open {
    /// Where it begins.
    Start,
    /// Where it ends.
    End,
}

impl Dated {
    /// What the attributes of a date say (TEI Guidelines, section 13.4); none where there is no
    /// year.
    #[must_use]
    pub fn of(document: &Document, node: NodeId) -> Option<Self> {
        let value = |name: &str| {
            let iso = format!("{name}-iso");
            let given = document.attribute(node, name).or_else(|| document.attribute(node, &iso));
            given.and_then(day)
        };
        if let Some(first) = value("when") {
            return Some(Self { first, last: None, uncertain: false, open: None });
        }
        let ends = |from: &str, to: &str, uncertain| {
            let (first, last, open) = match (value(from), value(to)) {
                (Some(first), Some(last)) => (first, Some(last).filter(|&l| l != first), None),
                (Some(first), None) => (first, None, Some(Open::End)),
                (None, Some(last)) => (last, None, Some(Open::Start)),
                (None, None) => return None,
            };
            Some(Self { first, last, uncertain, open })
        };
        ends("from", "to", false).or_else(|| ends("notBefore", "notAfter", true))
    }

    /// As ISO 8601 writes a point in time, with as much as is known.
    #[must_use]
    pub fn iso((year, month, day): (i32, u8, u8)) -> String {
        let year = if year < 0 { format!("-{:04}", -year) } else { format!("{year:04}") };
        match (month, day) {
            (0, _) => year,
            (month, 0) => format!("{year}-{month:02}"),
            (month, day) => format!("{year}-{month:02}-{day:02}"),
        }
    }
}

/// A year, with month and day where they are given; none where it is no date or has no year.
fn day(value: &str) -> Option<(i32, u8, u8)> {
    let value = value.trim();
    let (sign, digits) = match value.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, value),
    };
    let date = digits.split('T').next().unwrap_or_default();
    let mut parts = date.split('-');
    let year = parts.next().filter(|part| part.len() >= 4)?.parse::<i32>().ok()?;
    let mut next = |most: u8| match parts.next() {
        None => Some(0),
        Some(part) => {
            let number = part.get(..2)?.parse::<u8>().ok()?;
            (1..=most).contains(&number).then_some(number)
        }
    };
    let (month, day) = (next(12)?, next(31)?);
    Some((sign * year, month, day))
}

impl Head {
    /// Reads the header of a document.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        let tree = document.tree();
        let mut head = Self { language: language(document), ..Self::default() };
        let header = tree.children(document.root()).find(|&n| tree.local_name(n) == "teiHeader");
        let Some(header) = header else { return head };
        head.titles(document, header);
        let mut in_source = None;
        let mut created = None;
        for node in document.below(header) {
            let inside = in_source.is_some_and(|source| tree.is_below(node, source));
            match tree.local_name(node) {
                "sourceDesc" => {
                    in_source = Some(node);
                    head.sources = paragraphs(document, node);
                }
                "editorialDecl" => head.practice = leaves(document, node),
                "publisher" if !inside => set(&mut head.publisher, document.words(node)),
                "date" if !inside && parent_is(document, node, "publicationStmt") => {
                    set(&mut head.published, document.words(node));
                }
                "licence" if head.licence.is_none() => {
                    let target = document.attribute(node, "target").map(str::to_owned);
                    let words = document.words(node);
                    let name = if words.is_empty() { target.clone() } else { Some(words) };
                    head.licence = name.map(|name| (name, target));
                }
                "idno" if document.attribute(node, "type") == Some("file") => {
                    set(&mut head.file, document.words(node));
                }
                "correspAction" if document.attribute(node, "type") == Some("sent") => {
                    if let Some(date) = document.first_below(node, "date") {
                        head.dated = head.dated.take().or_else(|| Dated::of(document, date));
                    }
                }
                "creation" | "origDate" => created = created.or(Some(node)),
                _ => {}
            }
        }
        if head.dated.is_none() {
            head.dated = created.and_then(|node| created_on(document, node));
        }
        head
    }

    fn titles(&mut self, document: &Document, header: NodeId) {
        let Some(statement) = document.first_below(header, "titleStmt") else { return };
        let tree = document.tree();
        let titles: Vec<NodeId> =
            tree.children(statement).filter(|&n| tree.local_name(n) == "title").collect();
        let kind = |node| document.attribute(node, "type").unwrap_or_default();
        let whole = |node| document.attribute(node, "level").unwrap_or_default();
        let main = titles.iter().find(|&&n| kind(n) == "main" && !matches!(whole(n), "s" | "j"));
        let own = titles.iter().find(|&&n| !matches!(whole(n), "m" | "s" | "j"));
        if let Some(&title) = main.or(own).or(titles.first()) {
            self.title = document.words(title);
        }
        let sub = titles.iter().find(|&&n| matches!(kind(n), "sub" | "subtitle" | "desc"));
        self.subtitle = sub.map(|&n| document.words(n)).filter(|words| !words.is_empty());
        for node in tree.children(statement) {
            let role = match tree.local_name(node) {
                "author" => Some("author".to_owned()),
                "editor" => document.attribute(node, "role").map(str::to_owned),
                _ => continue,
            };
            let name = document.words(node);
            if !name.is_empty() {
                self.responsible.push(Responsible { name, role });
            }
        }
    }
}

/// The language of the text, or the one that the header says is used.
fn language(document: &Document) -> Option<String> {
    let of_text = document.text().and_then(|text| document.language(text));
    let of_root = of_text.or_else(|| document.language(document.root()));
    let used = || {
        let language = document.first_below(document.root(), "language")?;
        document.attribute(language, "ident").filter(|tag| super::is_language(tag))
    };
    of_root.or_else(used).map(str::to_owned)
}

fn created_on(document: &Document, node: NodeId) -> Option<Dated> {
    let date = match document.tree().local_name(node) {
        "creation" => document.first_below(node, "date").unwrap_or(node),
        _ => node,
    };
    Dated::of(document, date)
}

fn set(slot: &mut Option<String>, words: String) {
    if slot.is_none() && !words.is_empty() {
        *slot = Some(words);
    }
}

fn parent_is(document: &Document, node: NodeId, name: &str) -> bool {
    let tree = document.tree();
    tree.parent(node).is_some_and(|parent| tree.local_name(parent) == name)
}

/// The paragraphs, or where there are none the children, of a part of the header.
fn paragraphs(document: &Document, node: NodeId) -> Vec<String> {
    let tree = document.tree();
    let children = tree.children(node).filter(|&n| !tree.local_name(n).is_empty());
    children.map(|n| spaced(document, n)).filter(|words| !words.is_empty()).collect()
}

/// The paragraphs at any depth.
fn leaves(document: &Document, node: NodeId) -> Vec<String> {
    let tree = document.tree();
    let paragraphs = document.below(node).filter(|&n| matches!(tree.local_name(n), "p" | "ab"));
    paragraphs.map(|n| document.words(n)).filter(|words| !words.is_empty()).collect()
}

/// The words of an element whose parts may have nothing between them: `msIdentifier` and its like.
fn spaced(document: &Document, node: NodeId) -> String {
    let tree = document.tree();
    let holds_text = tree
        .children(node)
        .any(|child| tree.local_name(child).is_empty() && !tree.value(child).trim().is_empty());
    if holds_text || matches!(tree.local_name(node), "p" | "bibl") {
        return document.words(node);
    }
    let texts = document.walk(node).filter_map(|step| match step {
        super::Step::Text(node, text) => {
            let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
            Some(numbered(document, node, words))
        }
        super::Step::Open(_) | super::Step::Close(_) => None,
    });
    texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ")
}

/// A bare number with what the markup says it is the number of: `fond 558`.
fn numbered(document: &Document, text: NodeId, words: String) -> String {
    let idno = document.tree().parent(text).filter(|&n| document.tree().local_name(n) == "idno");
    match idno.and_then(|idno| document.attribute(idno, "type")) {
        Some(kind) if words.starts_with(|c: char| c.is_ascii_digit()) => format!("{kind} {words}"),
        _ => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_keep_what_is_known() {
        assert_eq!(day("1912-03-04"), Some((1912, 3, 4)));
        assert_eq!(day("1912-03"), Some((1912, 3, 0)));
        assert_eq!(day("-0044"), Some((-44, 0, 0)));
        assert_eq!(day("1912-03-04T10:00:00Z"), Some((1912, 3, 4)));
        for none in ["--03-04", "1912-13", "12", "spring", "", "1912-03-éé"] {
            assert_eq!(day(none), None, "{none}");
        }
    }

    #[test]
    fn numbers_in_an_archive_say_of_what() {
        let xml = "<TEI><teiHeader><fileDesc><sourceDesc><msDesc><msIdentifier><repository>R</repository>\
                   <idno><idno type='fond'>5</idno><idno type='list'>1-4</idno></idno></msIdentifier>\
                   </msDesc></sourceDesc></fileDesc></teiHeader></TEI>";
        let documents = Document::read_all("a.xml", xml.as_bytes()).expect("it is XML");
        assert_eq!(Head::of(&documents[0]).sources, ["R, fond 5, list 1-4"]);
    }

    #[test]
    fn the_title_of_the_document_is_not_that_of_the_series() {
        let xml = "<TEI><teiHeader><fileDesc><titleStmt><title level='m'>All letters</title>\
                   <title type='main'>Letter 4</title></titleStmt></fileDesc></teiHeader></TEI>";
        let documents = Document::read_all("a.xml", xml.as_bytes()).expect("it is XML");
        assert_eq!(Head::of(&documents[0]).title, "Letter 4");
    }
}
