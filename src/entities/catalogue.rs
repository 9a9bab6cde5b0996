//! Whom and what a whole edition names: the entries of its lists, and those in no list, their
//! mentions gathered from all documents.

use super::cluster::{free, suggested};
use super::context::{Context, Gathered};
use super::form::{Form, surname_and_forenames};
use super::join::join;
use super::spelling::{key, slug};
use crate::annotate::NameKind;
use crate::authority::{Authority, Entry, OrgKind};
use crate::edition::Edition;
use crate::layer::Certainty;
use crate::resolve::is_own_identifier;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The names of an edition.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Catalogue {
    /// The names of each document, in order.
    pub documents: Vec<Gathered>,
    /// Its entities: by kind, then by name as registers sort it, then by identifier.
    pub items: Vec<Item>,
}

/// A person, place, organisation, group or event that an edition names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its identifier in the lists; for what is in none a suggested one. Unique in the edition.
    pub id: String,
    /// Which kind of name it bears.
    pub kind: NameKind,
    /// Its name, as a register lists it.
    pub name: String,
    /// Whether it is in a list.
    pub is_listed: bool,
    /// The forms of its name as printed, the most frequent first.
    pub forms: Vec<String>,
    /// Its mentions: the numbers of the document and of the mention there, in order.
    pub mentions: Vec<(usize, usize)>,
    /// The identifiers of others that it may be, sorted.
    pub candidates: Vec<String>,
    /// How sure the surest of its mentions is; none where it has no mention.
    pub certainty: Option<Certainty>,
}

/// Mentions of one entity while they are gathered: document and mention.
type Places = Vec<(usize, usize)>;

impl Catalogue {
    /// Gathers the names of all documents. The order of the documents decides the order of what
    /// is alike, and nothing else.
    #[must_use]
    pub fn new(documents: Vec<Gathered>, edition: &Edition, authority: &Authority) -> Self {
        let editors = edition.editors.iter().filter_map(|editor| editor.id.clone());
        let listed = authority.entries().map(|entry| entry.id.clone());
        let mut catalogue = Self { items: listed_items(authority, &documents), documents };
        let mut taken: BTreeSet<String> = editors.chain(listed).collect();
        for (kind, groups) in catalogue.groups() {
            let prefix = prefix(kind, authority);
            let first = catalogue.items.len();
            let candidates: Vec<_> = groups.iter().map(|group| group.candidates.clone()).collect();
            for group in groups {
                let item = catalogue.unlisted(kind, group.places, &prefix, &mut taken);
                catalogue.items.push(item);
            }
            for (at, others) in candidates.into_iter().enumerate() {
                let ids: Vec<String> =
                    others.iter().map(|other| catalogue.items[first + other].id.clone()).collect();
                let known = &mut catalogue.items[first + at].candidates;
                known.extend(ids);
                known.sort();
                known.dedup();
            }
        }
        let sorted = |item: &Item| (item.kind, slug(&item.name), item.id.clone());
        catalogue.items.sort_by_cached_key(sorted);
        catalogue
    }

    /// What stands around a mention.
    #[must_use]
    pub fn context(&self, (document, mention): (usize, usize)) -> &Context {
        &self.documents[document].contexts[mention]
    }

    /// A few contexts of an entity: of as many documents as there are, the first of each.
    #[must_use]
    pub fn contexts(&self, item: &Item, most: usize) -> Vec<&Context> {
        let mut seen = BTreeSet::new();
        let (mut shown, rest): (Places, Places) =
            item.mentions.iter().copied().partition(|(document, _)| seen.insert(*document));
        shown.extend(rest);
        shown.truncate(most);
        shown.sort_unstable();
        shown.into_iter().map(|place| self.context(place)).collect()
    }

    /// The entities in no list, by kind, each in the order of their first mentions.
    fn groups(&self) -> BTreeMap<NameKind, Vec<Group>> {
        let mut by_key: BTreeMap<(NameKind, String), Vec<(Form, Places)>> = BTreeMap::new();
        for (number, document) in self.documents.iter().enumerate() {
            for entity in &document.names.entities {
                let form = fullest(&entity.forms);
                let shared = match entity.kind {
                    NameKind::Person => form.surname.clone(),
                    kind => key(&entity.name, kind),
                };
                let places = entity.mentions.iter().map(|&mention| (number, mention)).collect();
                by_key.entry((entity.kind, shared)).or_default().push((form, places));
            }
        }
        let mut groups: BTreeMap<NameKind, Vec<Group>> = BTreeMap::new();
        for ((kind, _), alike) in by_key {
            let of_kind = groups.entry(kind).or_default();
            let first = of_kind.len();
            let joined = if kind == NameKind::Person {
                join(&alike.iter().map(|(form, _)| form.clone()).collect::<Vec<_>>())
            } else {
                super::join::Joined {
                    group: vec![0; alike.len()],
                    candidates: vec![vec![]; alike.len()],
                }
            };
            for (at, (_, places)) in alike.into_iter().enumerate() {
                let number = first + joined.group[at];
                if number == of_kind.len() {
                    let candidates = joined.candidates[at].iter().map(|group| first + group);
                    let candidates = candidates.collect();
                    of_kind.push(Group { places: Vec::new(), candidates });
                }
                of_kind[number].places.extend(places);
            }
        }
        for of_kind in groups.values_mut() {
            in_order(of_kind);
        }
        groups
    }

    fn unlisted(
        &self,
        kind: NameKind,
        mentions: Places,
        prefix: &str,
        taken: &mut BTreeSet<String>,
    ) -> Item {
        let forms = self.forms(&mentions);
        let name = name(kind, &forms);
        let wanted = format!("{prefix}{}", suggested(&name, kind));
        let wanted = if is_own_identifier(&wanted) { format!("{wanted}-") } else { wanted };
        let of = |&(document, mention): &(usize, usize)| {
            &self.documents[document].names.mentions[mention]
        };
        let candidates: BTreeSet<String> =
            mentions.iter().flat_map(|place| of(place).candidates.iter().cloned()).collect();
        Item {
            id: free(&wanted, taken),
            kind,
            name,
            is_listed: false,
            forms,
            candidates: candidates.into_iter().collect(),
            certainty: mentions.iter().map(|place| of(place).evidence.certainty).max(),
            mentions,
        }
    }

    fn forms(&self, mentions: &[(usize, usize)]) -> Vec<String> {
        forms(&self.documents, mentions)
    }
}

/// Mentions that name the same, in no list.
struct Group {
    places: Places,
    /// The numbers of other groups of its kind that it may be.
    candidates: Vec<usize>,
}

/// Puts groups in the order of their first mentions.
fn in_order(groups: &mut Vec<Group>) {
    let mut order: Vec<usize> = (0..groups.len()).collect();
    for group in groups.iter_mut() {
        group.places.sort_unstable();
    }
    order.sort_by_key(|&at| groups[at].places.first().copied());
    let mut new = vec![0; order.len()];
    for (at, &old) in order.iter().enumerate() {
        new[old] = at;
    }
    for other in groups.iter_mut().flat_map(|group| &mut group.candidates) {
        *other = new[*other];
    }
    let mut sorted: Vec<(usize, Group)> = new.into_iter().zip(std::mem::take(groups)).collect();
    sorted.sort_by_key(|(at, _)| *at);
    groups.extend(sorted.into_iter().map(|(_, group)| group));
}

/// The printed forms of mentions, the most frequent first, then in the order of the text.
fn forms(documents: &[Gathered], mentions: &[(usize, usize)]) -> Vec<String> {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (at, &(document, mention)) in mentions.iter().enumerate() {
        let words = documents[document].contexts[mention].words.as_str();
        counts.entry(words).or_insert((0, at)).0 += 1;
    }
    let mut forms: Vec<_> = counts.into_iter().collect();
    forms.sort_by_key(|(_, (count, first))| (Reverse(*count), *first));
    forms.into_iter().map(|(form, _)| form.to_owned()).collect()
}

/// The form that says most.
fn fullest(forms: &[String]) -> Form {
    let read = forms.iter().map(|form| Form::read(form));
    let first = read.clone().next().unwrap_or_else(|| Form::read(""));
    read.skip(1).fold(first, |best, form| if form.weight() > best.weight() { form } else { best })
}

/// The name of an entity with these forms, the most frequent first, as a register lists it.
fn name(kind: NameKind, forms: &[String]) -> String {
    let is_shouted = |form: &str| form.chars().filter(|c| c.is_lowercase()).count() == 0;
    let weight = |form: &String| match kind {
        NameKind::Person => Form::read(form).weight(),
        // The usual form of a place or a body is its name, however long another one is.
        _ => 0,
    };
    let best = (forms.iter().enumerate())
        .max_by_key(|(at, form)| (!is_shouted(form), weight(form), Reverse(*at)));
    let best = best.map(|(_, form)| form.clone()).unwrap_or_default();
    // Capitals of a telegram or a heading; shorter ones may be an abbreviation.
    let is_word = |word: &str| word.chars().count() > 3 && !word.contains('.');
    let best = match kind {
        NameKind::Person | NameKind::Place if is_shouted(&best) && best.split(' ').all(is_word) => {
            best.split(' ').map(capitalised).collect::<Vec<_>>().join(" ")
        }
        _ => best,
    };
    if kind != NameKind::Person {
        return best;
    }
    let (surname, given) = surname_and_forenames(&best);
    if given.is_empty() { surname } else { format!("{surname}, {given}") }
}

/// `Tiflis` for `TIFLIS`.
fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter();
    first.chain(letters.flat_map(char::to_lowercase)).collect()
}

/// The entries of the lists with their mentions.
fn listed_items(authority: &Authority, documents: &[Gathered]) -> Vec<Item> {
    let mut places: BTreeMap<&str, Places> = BTreeMap::new();
    for (number, document) in documents.iter().enumerate() {
        for (at, mention) in document.names.mentions.iter().enumerate() {
            for id in &mention.references {
                places.entry(id).or_default().push((number, at));
            }
        }
    }
    let mut items = Vec::new();
    for (kind, entry) in entries(authority) {
        let mentions = places.remove(entry.id.as_str()).unwrap_or_default();
        let sure = |&(document, mention): &(usize, usize)| {
            documents[document].names.mentions[mention].evidence.certainty
        };
        items.push(Item {
            id: entry.id.clone(),
            kind,
            name: entry.preferred.clone(),
            is_listed: true,
            forms: forms(documents, &mentions),
            candidates: Vec::new(),
            certainty: mentions.iter().map(sure).max(),
            mentions,
        });
    }
    items
}

/// Every entry of the lists with its kind.
pub(super) fn entries(authority: &Authority) -> impl Iterator<Item = (NameKind, &Entry)> {
    let persons = authority.persons.iter().map(|row| (NameKind::Person, &row.entry));
    let places = authority.places.iter().map(|row| (NameKind::Place, &row.entry));
    let orgs = authority.orgs.iter().map(|row| {
        let kind = match row.kind {
            OrgKind::Org => NameKind::Organisation,
            OrgKind::PersonGroup => NameKind::PersonGroup,
            OrgKind::Event => NameKind::Event,
        };
        (kind, &row.entry)
    });
    persons.chain(places).chain(orgs)
}

/// What all identifiers of a kind begin with, where the editors gave them one: `pers-`.
fn prefix(kind: NameKind, authority: &Authority) -> String {
    /// Fewer entries prove no habit.
    const FEW: usize = 3;
    let ids: Vec<&str> =
        entries(authority).filter(|(of, _)| *of == kind).map(|(_, entry)| &*entry.id).collect();
    let (Some(first), true) = (ids.first(), ids.len() >= FEW) else { return String::new() };
    let common = ids.iter().fold(first.len(), |common, id| {
        first.bytes().zip(id.bytes()).take(common).take_while(|(a, b)| a == b).count()
    });
    let end = first.as_bytes()[..common].iter().rposition(|byte| b"-_.".contains(byte));
    end.map_or(String::new(), |end| first[..=end].to_owned())
}
