//! Places where something is named, document by document.

use super::super::escape::fragment;
use super::super::facts::Context;
use super::Site;
use serde::Serialize;

/// The places in one document.
#[derive(Debug, Serialize)]
pub struct Group {
    href: String,
    title: String,
    date: Option<String>,
    items: Vec<Place>,
}

/// A place, in its context.
#[derive(Debug, Serialize)]
struct Place {
    href: String,
    before: String,
    words: String,
    after: String,
}

/// A letter or a document in a list.
#[derive(Debug, Serialize)]
pub struct Row {
    /// Its page.
    pub href: String,
    /// What it is called.
    pub title: String,
    /// Who wrote to whom, where the title does not say it.
    pub parties: Option<String>,
    /// Its file, where nothing else tells it from another document.
    pub file: Option<String>,
    /// When.
    pub date: Option<String>,
    /// Whether errors were found in it.
    pub faulty: bool,
}

impl Site<'_> {
    /// Contexts, those of one document together as long as they follow one another.
    pub(super) fn groups<'c>(
        &self,
        contexts: impl IntoIterator<Item = (usize, &'c Context)>,
    ) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        let mut last = None;
        for (document, context) in contexts {
            let page = self.volume.page(document);
            let (before, words, after) = context.parts();
            let place = Place {
                href: format!("{page}{}", fragment(&context.anchor)),
                before: before.to_owned(),
                words: words.to_owned(),
                after: after.to_owned(),
            };
            match groups.last_mut() {
                Some(group) if last == Some(document) => group.items.push(place),
                _ => groups.push(Group {
                    href: page,
                    title: self.volume.documents[document].title.clone(),
                    date: self.volume.date_of(document).map(|date| self.words.date(date)),
                    items: vec![place],
                }),
            }
            last = Some(document);
        }
        groups
    }

    /// A document in a list.
    pub(super) fn document_row(&self, document: usize) -> Row {
        let facts = &self.volume.documents[document];
        let parties = match &facts.letters[..] {
            [letter] => self.parties(letter),
            _ => None,
        };
        let date = self.volume.date_of(document).map(|date| self.words.date(date));
        let shared = date.is_none() && self.volume.shares_title(document);
        Row {
            href: self.volume.page(document),
            title: facts.title.clone(),
            parties: parties.filter(|parties| !says(&facts.title, parties)),
            file: shared.then(|| facts.path.to_string()),
            date,
            faulty: !facts.errors.is_empty(),
        }
    }

    /// A letter in a list.
    pub(super) fn letter_row(&self, id: super::super::volume::LetterId) -> Row {
        let letter = self.volume.letter(id);
        let title = self.volume.title_of_letter(id);
        Row {
            href: self.volume.page_of_letter(id),
            title: title.to_owned(),
            parties: self.parties(letter).filter(|parties| !says(title, parties)),
            file: None,
            date: letter.date.as_ref().map(|date| self.words.date(date)),
            faulty: false,
        }
    }

    /// `Mohn, Ada → Rask, Jens`.
    fn parties(&self, letter: &super::super::tei::Letter) -> Option<String> {
        let names = |parties: &[super::super::tei::Party]| {
            let names: Vec<&str> = parties.iter().map(|party| self.party_name(party)).collect();
            names.join("; ")
        };
        let (sent, received) = (names(&letter.sent), names(&letter.received));
        match (sent.is_empty(), received.is_empty()) {
            (true, true) => None,
            _ => Some(format!("{sent} → {received}")),
        }
    }

    /// What the index calls somebody, or the header.
    pub(super) fn party_name<'p>(&'p self, party: &'p super::super::tei::Party) -> &'p str {
        match self.volume.party(party) {
            Some(entity) => &self.volume.entities.all()[entity].1.name,
            None if party.name.is_empty() => self.words.get("unknown_person"),
            None => &party.name,
        }
    }
}

/// Whether each word of the one stands in the other.
fn says(title: &str, words: &str) -> bool {
    let parts = |text: &str| {
        let lower = text.to_lowercase();
        let parts = lower.split(|c: char| !c.is_alphanumeric()).map(str::to_owned);
        parts.filter(|part| !part.is_empty()).collect::<Vec<_>>()
    };
    let title = parts(title);
    parts(words).iter().all(|word| title.contains(word))
}

#[cfg(test)]
mod tests {
    use super::says;

    #[test]
    fn a_title_that_names_both_says_who_wrote_to_whom() {
        assert!(says("No. 4: A. Mohn to Jens Rask", "Mohn, A. → Rask, Jens"));
        assert!(!says("No. 4: A. Mohn to Rask", "Mohn, A. → Rask, Jens"));
    }
}
