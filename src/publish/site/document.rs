//! The page of a document.

use super::super::body::body;
use super::super::escape::fragment;
use super::super::facts::Read;
use super::super::lines::SourceLines;
use super::super::tei::{Letter, Party, is_right_to_left};
use super::super::volume::LetterId;
use super::links::DocumentLinks;
use super::{Page, Site, address, joined};
use minijinja::{Value, context};
use serde::Serialize;

/// How many errors a banner shows.
const ERRORS: usize = 5;

#[derive(Debug, Serialize)]
struct Fact {
    name: String,
    items: Vec<Item>,
}

#[derive(Debug, Serialize)]
struct Item {
    href: Option<String>,
    name: String,
}

#[derive(Debug, Serialize)]
struct Turn {
    name: String,
    previous: Option<Step>,
    next: Option<Step>,
}

#[derive(Debug, Serialize)]
struct Step {
    href: String,
    title: String,
}

#[derive(Debug, Serialize)]
struct Errors {
    heading: String,
    shown: Vec<String>,
    more: Option<String>,
}

#[derive(Debug, Serialize)]
struct Heading {
    href: String,
    words: String,
    level: usize,
}

impl Site<'_> {
    /// Writes the page of a document.
    ///
    /// # Errors
    /// When it cannot be written, or a template of the edition fails.
    pub fn write_document(
        &self,
        document: usize,
        read: &Read,
        lines: &SourceLines,
        files: (&str, &str),
    ) -> anyhow::Result<()> {
        let facts = &self.volume.documents[document];
        let links = DocumentLinks { site: self, path: &facts.path, anchors: &read.anchors };
        let body = body(read, &links, lines);
        let head = super::super::tei::Head::of(&read.document);
        let path = self.volume.page(document);
        let own: Vec<&str> = (head.responsible.iter())
            .filter(|person| person.role.as_deref() == Some("author"))
            .map(|person| person.name.as_str())
            .collect();
        let headings = body.headings.iter().map(|heading| Heading {
            href: fragment(&heading.anchor),
            words: heading.words.clone(),
            level: heading.level,
        });
        let licence = head.licence.as_ref();
        let language = head.language.as_deref().filter(|tag| *tag != self.words.tag());
        let values = context! {
            subtitle => head.subtitle,
            authors => joined(&self.words, &own),
            errors => self.errors(&facts.errors),
            letters => self.letter_facts(&facts.letters),
            has_views => body.has_views,
            has_lines => body.has_lines,
            headings => headings.collect::<Vec<_>>(),
            text => Value::from_safe_string(body.text),
            text_lang => language,
            text_dir => language.filter(|tag| is_right_to_left(tag)).map(|_| "rtl"),
            notes => Value::from_safe_string(body.notes),
            popovers => Value::from_safe_string(body.popovers),
            citation => self.citation(facts),
            address => self.address(&path),
            tei => super::super::escape::path(files.0),
            plain => super::super::escape::path(files.1),
            licence => licence.map(|(name, _)| name.as_str()),
            licence_href => licence.and_then(|(_, target)| address(target.as_deref())),
            sources => head.sources,
            practice => head.practice,
            turns => self.turns(document),
        };
        let page = Page {
            path: &path,
            template: "document.html",
            section: "documents",
            title: &facts.title,
        };
        self.write_page(page, values)
    }

    fn errors(&self, errors: &[String]) -> Option<Errors> {
        if errors.is_empty() {
            return None;
        }
        let more = errors.len().saturating_sub(ERRORS);
        Some(Errors {
            heading: self.words.count(errors.len(), "errors_one", "errors_many"),
            shown: errors.iter().take(ERRORS).cloned().collect(),
            more: (more > 0).then(|| self.words.fill("errors_more", &[&more.to_string()])),
        })
    }

    /// What is known of the letters of a document, where they are few enough to stand above it.
    fn letter_facts(&self, letters: &[Letter]) -> Vec<Vec<Fact>> {
        let [letter] = letters else { return Vec::new() };
        let item = |party: &Party| Item {
            href: self.volume.party(party).map(|entity| self.volume.entity_page(entity)),
            name: self.party_name(party).to_owned(),
        };
        let parties = |parties: &[Party]| parties.iter().map(item).collect::<Vec<_>>();
        let place = |place: &Option<Party>| place.iter().map(item).collect::<Vec<_>>();
        let date = letter
            .date
            .as_ref()
            .map(|date| Item { href: self.page_of_date(date.first), name: self.words.date(date) });
        let words = || {
            let known = !letter.date_words.is_empty();
            known.then(|| Item { href: None, name: letter.date_words.clone() })
        };
        let facts = [
            ("from", parties(&letter.sent)),
            ("to", parties(&letter.received)),
            ("date", date.or_else(words).into_iter().collect()),
            ("sent_from", place(&letter.sent_from)),
            ("received_at", place(&letter.received_at)),
        ];
        let facts = facts.into_iter().filter(|(_, items)| !items.is_empty());
        let fact = |(name, items)| Fact { name: self.words.get(name).to_owned(), items };
        vec![facts.map(fact).collect()]
    }

    /// The ways on: in the edition, and in each exchange of letters that the document is part of.
    fn turns(&self, document: usize) -> Vec<Turn> {
        let volume = self.volume;
        let step =
            |at: usize| Step { href: volume.page(at), title: volume.documents[at].title.clone() };
        let mut turns = Vec::new();
        if volume.documents.len() > 1 {
            turns.push(Turn {
                name: self.words.get("in_volume").to_owned(),
                previous: document.checked_sub(1).map(step),
                next: Some(document + 1).filter(|&at| at < volume.documents.len()).map(step),
            });
        }
        let letter_step = |id: LetterId| Step {
            href: volume.page_of_letter(id),
            title: match &volume.letter(id).date {
                Some(date) => self.words.date(date),
                None => volume.title_of_letter(id).to_owned(),
            },
        };
        if let [letter] = &volume.documents[document].letters[..] {
            let id = LetterId { document, letter: 0 };
            for &one in &volume.correspondents(&letter.sent) {
                for &other in &volume.correspondents(&letter.received) {
                    let pair = (one.min(other), one.max(other));
                    let (previous, next) = volume.neighbours(pair, id);
                    if previous.is_none() && next.is_none() {
                        continue;
                    }
                    let name = |at: usize| volume.entities.all()[at].1.name.as_str();
                    turns.push(Turn {
                        name: self.words.fill("in_exchange", &[name(one), name(other)]),
                        previous: previous.map(letter_step),
                        next: next.map(letter_step),
                    });
                }
            }
        }
        turns
    }
}
