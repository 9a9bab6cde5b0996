//! All documents of an edition together: what each page is called, and what leads to what.

use super::entities::Entities;
use super::facts::{Context, Facts};
use super::slug::Slugs;
use super::tei::{Dated, NameKind, Party, Place};
use std::collections::{BTreeMap, HashMap, HashSet};

/// A letter of the edition: the document, and which of its letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LetterId {
    /// The number of the document.
    pub document: usize,
    /// The number of the letter in it.
    pub letter: usize,
}

/// The documents, the entries of their indexes, and the letters by date and by correspondents.
#[derive(Debug, Default)]
pub struct Volume {
    /// The documents, in the order of the edition.
    pub documents: Vec<Facts>,
    /// The name of the page of each.
    pub slugs: Vec<String>,
    /// The entries.
    pub entities: Entities,
    /// The name of the page of each entry, in the folder of its kind.
    pub entity_slugs: Vec<String>,
    /// For each entry, where it is named: the document, and which of its mentions.
    pub mentions: Vec<Vec<(u32, u32)>>,
    /// The letters by date, those without one at the end.
    pub letters: Vec<LetterId>,
    /// The letters between two correspondents, the smaller number first, by date.
    pub exchanges: BTreeMap<(usize, usize), Vec<LetterId>>,
    /// The exchanges that an entry takes part in.
    pub partners: HashMap<usize, Vec<(usize, usize)>>,
    /// How many letters and named dates each year has, by month; first those without a month.
    pub years: BTreeMap<i32, [usize; 13]>,
    files: HashMap<String, usize>,
    /// Titles that several documents have.
    shared: HashSet<String>,
}

impl Volume {
    /// Puts the documents together. `entities` holds what the registers have; what they lack is
    /// added.
    #[must_use]
    pub fn new(documents: Vec<Facts>, mut entities: Entities) -> Self {
        super::facts::add_unlisted(&mut entities, &documents);
        let mut volume = Self { entities, ..Self::default() };
        let mut slugs = Slugs::new();
        for (at, facts) in documents.iter().enumerate() {
            let name = facts.path.rsplit_once('.').map_or(&*facts.path, |(name, _)| name);
            volume.slugs.push(slugs.give(name));
            volume.files.entry(facts.path.to_string()).or_insert(at);
        }
        let mut titles = HashSet::new();
        let again = documents.iter().filter(|facts| !titles.insert(&*facts.title));
        volume.shared = again.map(|facts| facts.title.clone()).collect();
        volume.documents = documents;
        volume.name_entities();
        volume.collect_mentions();
        volume.collect_letters();
        volume.count_dates();
        volume
    }

    fn name_entities(&mut self) {
        let mut folders: HashMap<NameKind, Slugs> =
            NameKind::ALL.iter().map(|&kind| (kind, Slugs::new())).collect();
        for (kind, entity) in self.entities.all() {
            let slugs = folders.entry(*kind).or_default();
            // An address is told by its last part, a key by all of it.
            let name = entity.id.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
            self.entity_slugs.push(slugs.give(name));
        }
    }

    fn collect_mentions(&mut self) {
        self.mentions = vec![Vec::new(); self.entities.all().len()];
        for (document, facts) in self.documents.iter().enumerate() {
            for (at, mention) in facts.mentions.iter().enumerate() {
                if let Some(entity) = self.entities.find(&mention.place) {
                    self.mentions[entity].push((document as u32, at as u32));
                }
            }
        }
    }

    fn collect_letters(&mut self) {
        for (document, facts) in self.documents.iter().enumerate() {
            let ids = (0..facts.letters.len()).map(|letter| LetterId { document, letter });
            self.letters.extend(ids);
        }
        let mut letters = std::mem::take(&mut self.letters);
        letters.sort_by_key(|&id| {
            let date = self.letter(id).date.as_ref();
            (date.is_none(), date.map(|date| (date.first, date.last)), id)
        });
        for &id in &letters {
            let letter = self.letter(id);
            let mut pairs = Vec::new();
            for one in self.correspondents(&letter.sent) {
                for other in self.correspondents(&letter.received) {
                    pairs.push((one.min(other), one.max(other)));
                }
            }
            pairs.sort_unstable();
            pairs.dedup();
            for pair in pairs.into_iter().filter(|(one, other)| one != other) {
                self.exchanges.entry(pair).or_default().push(id);
            }
        }
        for &pair in self.exchanges.keys() {
            self.partners.entry(pair.0).or_default().push(pair);
            self.partners.entry(pair.1).or_default().push(pair);
        }
        self.letters = letters;
    }

    fn count_dates(&mut self) {
        let sent = self.documents.iter().flat_map(|facts| &facts.letters);
        let sent = sent.filter_map(|letter| letter.date.as_ref());
        let named = self.named_dates().map(|(_, dated, _)| dated);
        let mut years = BTreeMap::<i32, [usize; 13]>::new();
        for (year, month, _) in sent.chain(named).map(|dated| dated.first) {
            years.entry(year).or_default()[usize::from(month)] += 1;
        }
        self.years = years;
    }

    /// Where the texts name a date: the document, the date and the words. A letter's own dateline is
    /// none of them: the letter itself stands in the calendar.
    pub fn named_dates(&self) -> impl Iterator<Item = (usize, &Dated, &Context)> {
        self.documents.iter().enumerate().flat_map(|(at, facts)| {
            let is_own =
                |dated| facts.letters.iter().any(|letter| letter.date.as_ref() == Some(dated));
            let named = facts.dates.iter().filter(move |(dated, _)| !is_own(dated));
            named.map(move |(dated, context)| (at, dated, context))
        })
    }

    /// Whether other documents have the title of this one.
    #[must_use]
    pub fn shares_title(&self, document: usize) -> bool {
        self.shared.contains(&self.documents[document].title)
    }

    /// Whether a document has an element with an identifier.
    #[must_use]
    pub fn has_anchor(&self, document: usize, id: &str) -> bool {
        self.documents[document].ids.binary_search_by(|known| (**known).cmp(id)).is_ok()
    }

    /// A letter.
    #[must_use]
    pub fn letter(&self, id: LetterId) -> &super::tei::Letter {
        &self.documents[id.document].letters[id.letter]
    }

    /// The entries of those who wrote or received a letter.
    #[must_use]
    pub fn correspondents(&self, parties: &[Party]) -> Vec<usize> {
        let found = parties.iter().filter_map(|party| self.party(party));
        let mut found: Vec<usize> = found.collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The entry of somebody who wrote or received a letter.
    #[must_use]
    pub fn party(&self, party: &Party) -> Option<usize> {
        party.places.iter().find_map(|place| self.entities.find(place))
    }

    /// The document of a file, the first where it holds several.
    #[must_use]
    pub fn document_of(&self, path: &str) -> Option<usize> {
        self.files.get(path).copied()
    }

    /// The page of a document, below the site.
    #[must_use]
    pub fn page(&self, document: usize) -> String {
        format!("documents/{}.html", self.slugs[document])
    }

    /// The page of an entry, below the site.
    #[must_use]
    pub fn entity_page(&self, entity: usize) -> String {
        let folder = self.entities.all()[entity].0.folder();
        format!("{folder}/{}.html", self.entity_slugs[entity])
    }

    /// The page of the letters between two correspondents, below the site.
    #[must_use]
    pub fn exchange_page(&self, (one, other): (usize, usize)) -> String {
        format!("correspondence/{}_{}.html", self.unique(one), self.unique(other))
    }

    /// A name for an entry that no entry of another kind has.
    fn unique(&self, entity: usize) -> String {
        let letter = match self.entities.all()[entity].0 {
            NameKind::Person => "",
            NameKind::Place => "l-",
            NameKind::Organisation => "o-",
        };
        format!("{letter}{}", self.entity_slugs[entity])
    }

    /// What a letter is called.
    #[must_use]
    pub fn title_of_letter(&self, id: LetterId) -> &str {
        let letter = self.letter(id);
        letter.title.as_deref().unwrap_or(&self.documents[id.document].title)
    }

    /// Where a letter is, below the site.
    #[must_use]
    pub fn page_of_letter(&self, id: LetterId) -> String {
        let anchor = self.letter(id).anchor.as_deref().unwrap_or_default();
        format!("{}{}", self.page(id.document), super::escape::fragment(anchor))
    }

    /// When a document was written, as far as its header or its first letter says.
    #[must_use]
    pub fn date_of(&self, document: usize) -> Option<&Dated> {
        let facts = &self.documents[document];
        let letter = || facts.letters.iter().find_map(|letter| letter.date.as_ref());
        facts.head.dated.as_ref().or_else(letter)
    }

    /// The letter before and the letter after in an exchange.
    #[must_use]
    pub fn neighbours(
        &self,
        pair: (usize, usize),
        id: LetterId,
    ) -> (Option<LetterId>, Option<LetterId>) {
        let Some(letters) = self.exchanges.get(&pair) else { return (None, None) };
        let Some(at) = letters.iter().position(|&letter| letter == id) else {
            return (None, None);
        };
        let before = at.checked_sub(1).and_then(|at| letters.get(at));
        (before.copied(), letters.get(at + 1).copied())
    }

    /// The entries of a kind that are named somewhere or listed, by name.
    #[must_use]
    pub fn entities_of(&self, kind: NameKind) -> Vec<usize> {
        let all = self.entities.all();
        let of_kind = |&at: &usize| all[at].0 == kind;
        let mut found: Vec<usize> = (0..all.len()).filter(of_kind).collect();
        found.sort_by_cached_key(|&at| (sort_key(&all[at].1.name), all[at].1.id.clone()));
        found
    }
}

/// A name as it is sorted: accents and case do not count, nor what stands before its letters.
#[must_use]
pub fn sort_key(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    let letters = name.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c));
    let lower: String = letters.flat_map(char::to_lowercase).collect();
    lower.trim_start_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

/// Names in the order in which people count: `letter 2` before `letter 10`.
#[must_use]
pub fn natural_key(name: &str) -> Vec<(u64, String)> {
    let mut key = Vec::new();
    let mut rest = name;
    while !rest.is_empty() {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let number = rest[..digits].parse().unwrap_or(0);
        rest = &rest[digits..];
        let words = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        key.push((number, rest[..words].to_lowercase()));
        rest = &rest[words..];
    }
    key
}

/// Gives those who wrote or received a letter without a pointer one that is made of their name.
pub fn name_parties(facts: &mut Facts) {
    let parties = facts
        .letters
        .iter_mut()
        .flat_map(|letter| letter.sent.iter_mut().chain(&mut letter.received));
    for party in parties {
        if party.places.is_empty() && !party.name.is_empty() {
            party.places.push(Place::Key(party.name.clone()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_names_are_counted() {
        let mut names = ["b10", "b9", "B1", "a2x10", "a2x9"];
        names.sort_by_key(|name| natural_key(name));
        assert_eq!(names, ["a2x9", "a2x10", "B1", "b9", "b10"]);
    }

    #[test]
    fn names_are_sorted_without_accents_and_quotes() {
        assert_eq!(sort_key("“Éclair"), "eclair");
    }
}
