//! A table of entities that an editor corrected, on its way into the lists and the decisions.
//!
//! New entries and aliases go into the lists; what the lists do not bring about by themselves is
//! decided, mention by mention: which entry an ambiguous surname names, what is no name, what is
//! a name of another kind. Before anything is written all of it is tried on the texts.

mod carry;
mod wishes;

pub use wishes::{Becomes, Wanted, Wish, Wishes, wishes};

use super::catalogue::Catalogue;
use super::form::{Form, surname_and_forenames};
use super::spelling::key;
use super::table::{Fault, Row};
use crate::Desk;
use crate::annotate::NameKind;
use crate::authority::{Authority, List, Lists, NewEntry, OrgKind};
use crate::decide::request::Marked;
use crate::decide::{ALL, Anchor, Decision, Draft, Signature, Verdict, id};
use crate::diagnostic::Diagnostic;
use crate::files;
use crate::source::Source;
use carry::Carried;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

/// What an import would write, and what it cannot bring about.
#[derive(Debug)]
pub struct Import {
    /// The files with their new content; those that stay as they are may be among them.
    pub files: Vec<(PathBuf, Vec<u8>)>,
    /// The new entries.
    pub entries: Vec<Wanted>,
    /// The aliases that entries get, by identifier.
    pub aliases: BTreeMap<String, Vec<String>>,
    /// How many decisions are new.
    pub decisions: usize,
    /// How many rows ask for what is so already.
    pub settled: usize,
    /// The mentions that stay as they are, at the lines of their rows.
    pub left: Vec<Fault>,
}

/// The edition that a table is taken into.
#[derive(Debug, Clone, Copy)]
pub struct Target<'a> {
    /// The edition as it is.
    pub desk: &'a Desk,
    /// Its texts, in the order of the catalogue.
    pub sources: &'a [Source],
    /// What they name.
    pub catalogue: &'a Catalogue,
}

/// The list of a kind of entities.
fn list(kind: NameKind) -> List {
    match kind {
        NameKind::Person => List::Persons,
        NameKind::Place => List::Places,
        NameKind::PersonGroup | NameKind::Organisation | NameKind::Event => List::Orgs,
    }
}

/// Takes the rows of a table into the lists and decisions of an edition. Nothing is written yet.
///
/// # Errors
/// Every row that cannot be used; then nothing of the table is.
pub fn import(
    rows: &[Row],
    target: Target,
    (lists, draft): (Lists, Draft),
    sign: impl FnOnce() -> anyhow::Result<Signature>,
) -> anyhow::Result<Result<Import, Vec<Fault>>> {
    let Target { desk, catalogue, .. } = target;
    let wishes = match wishes(rows, catalogue, &desk.edition, &desk.authority) {
        Ok(wishes) => wishes,
        Err(faults) => return Ok(Err(faults)),
    };
    if wishes.wishes.is_empty() {
        let settled = wishes.settled;
        let (entries, aliases, left) = (Vec::new(), BTreeMap::new(), Vec::new());
        let import = Import { files: Vec::new(), entries, aliases, decisions: 0, settled, left };
        return Ok(Ok(import));
    }
    let mut trial = Trial { target, lists, draft, signature: sign()?, carried: Vec::new() };
    trial.carried = carried(catalogue, &wishes.wishes);
    Ok(trial.run(&wishes))
}

/// The mentions that wishes are about, in the order of the texts.
fn carried<'w>(catalogue: &Catalogue, wishes: &'w [Wish]) -> Vec<Carried<'w>> {
    let mut carried: Vec<Carried> = Vec::new();
    for wish in wishes {
        let places = catalogue.items[wish.item].mentions.iter();
        carried.extend(places.map(|&(document, number)| {
            let mention = &catalogue.documents[document].names.mentions[number];
            Carried {
                line: wish.line,
                place: (document, number),
                span: mention.span,
                was: mention.kind,
                marked: mention.marked,
                becomes: &wish.becomes,
            }
        }));
    }
    carried.sort_by_key(|mention| (mention.place, mention.line));
    carried
}

/// An import while it is tried.
struct Trial<'a> {
    target: Target<'a>,
    lists: Lists,
    draft: Draft,
    signature: Signature,
    carried: Vec<Carried<'a>>,
}

/// A decision that an import adds, and to which document.
struct Added {
    document: String,
    decision: Decision,
}

/// The documents of an import with their marks, by number.
type Pages = BTreeMap<usize, Marked>;

impl Trial<'_> {
    fn run(mut self, wishes: &Wishes) -> Result<Import, Vec<Fault>> {
        let mut faults = Vec::new();
        for wanted in &wishes.entries {
            if let Err(message) = self.lists.add(list(wanted.kind), &new_entry(wanted)) {
                faults.push(Fault::of_line(wanted.line, message));
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let mut desk = self.desk(&self.draft)?;
        let mut pages = self.pages(&desk);
        let aliases = self.aliases(&desk.authority, &pages, wishes);
        let mut added_aliases = BTreeMap::new();
        for (id, forms) in aliases {
            if self.lists.add_aliases(&id, &forms) {
                added_aliases.insert(id, forms);
            }
        }
        if !added_aliases.is_empty() {
            desk = self.desk(&self.draft)?;
            pages = self.pages(&desk);
        }
        let mut added = self.decisions(&pages);
        let draft = self.settle(&mut desk, &mut added)?;
        let pages = self.pages(&desk);
        let left = self.carried.iter().filter(|mention| !mention.holds(&pages[&mention.place.0]));
        let left = left.map(|mention| {
            let context = self.target.catalogue.context(mention.place);
            let message =
                format!("a mention stays as it is, for another mark is in its way: {context}");
            Fault::of_line(mention.line, message)
        });
        Ok(Import {
            left: left.collect(),
            files: [self.lists.files(), draft.files()].concat(),
            entries: wishes.entries.clone(),
            aliases: added_aliases,
            decisions: added.len(),
            settled: wishes.settled,
        })
    }

    /// A desk with the lists as they are to be, and with the decisions of a draft.
    fn desk(&self, draft: &Draft) -> Result<Desk, Vec<Fault>> {
        let authority = self.lists.authority().map_err(|found| told(&found))?;
        let now = self.target.desk;
        let desk = Desk::new(now.edition.clone(), authority);
        let desk = desk.with_neighbours(Arc::clone(&now.neighbours));
        let decisions = draft.decisions(&desk).map_err(|found| told(&found))?;
        Ok(desk.with_decisions(decisions))
    }

    /// The marks of the documents with mentions that were decided about.
    fn pages(&self, desk: &Desk) -> Pages {
        let numbers: BTreeSet<usize> = self.carried.iter().map(|mention| mention.place.0).collect();
        let numbers: Vec<usize> = numbers.into_iter().collect();
        let pages: Vec<(usize, Marked)> = numbers
            .into_par_iter()
            .map(|number| (number, Marked::new(&self.target.sources[number], desk)))
            .collect();
        pages.into_iter().collect()
    }

    /// The forms by which entries would not be found, and that are of nobody else.
    fn aliases(
        &self,
        authority: &Authority,
        pages: &Pages,
        wishes: &Wishes,
    ) -> BTreeMap<String, Vec<String>> {
        let catalogue = self.target.catalogue;
        let mut bearers: BTreeMap<&str, usize> = BTreeMap::new();
        for (document, gathered) in catalogue.documents.iter().enumerate() {
            for at in 0..gathered.contexts.len() {
                *bearers.entry(&catalogue.context((document, at)).words).or_default() += 1;
            }
        }
        let mut own: BTreeMap<(&str, &str), (usize, bool)> = BTreeMap::new();
        for mention in &self.carried {
            let Becomes::Entry(_, id) = mention.becomes else { continue };
            let words = catalogue.context(mention.place).words.as_str();
            let (count, holds) = own.entry((id, words)).or_insert((0, true));
            *count += 1;
            *holds &= mention.holds(&pages[&mention.place.0]);
        }
        let names: BTreeMap<&str, &str> =
            authority.entries().map(|entry| (&*entry.id, &*entry.preferred)).collect();
        let persons: BTreeSet<&str> =
            authority.persons.iter().map(|person| person.entry.id.as_str()).collect();
        let surnames = surnames(catalogue, &wishes.wishes);
        let mut aliases: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for ((id, words), (count, holds)) in own {
            let name = names.get(id).copied().unwrap_or_default();
            let is_surname = persons.contains(id)
                && (is_surname_of(words, name) || is_surname_of_another(words, id, &surnames));
            let is_fit = !is_surname
                && !words.contains([';', '\t', '"'])
                && words.to_lowercase() != name.to_lowercase();
            if !holds && is_fit && bearers.get(words) == Some(&count) {
                aliases.entry(id.to_owned()).or_default().push(words.to_owned());
            }
        }
        aliases
    }

    /// The decisions that the mentions need beyond the lists.
    fn decisions(&self, pages: &Pages) -> Vec<Added> {
        let open: Vec<&Carried> = (self.carried.iter())
            .filter(|mention| !mention.holds(&pages[&mention.place.0]))
            .collect();
        let everywhere = self.everywhere(&open);
        let mut added = Vec::new();
        let mut said = BTreeSet::new();
        for mention in open {
            let words = &self.target.catalogue.context(mention.place).words;
            let (span, verdict) = mention.verdict(&pages[&mention.place.0]);
            let of_all = matches!(verdict, Verdict::Reject(_))
                && everywhere.contains(&(mention.was, words.as_str()));
            let (document, decision) = if of_all {
                let at = Anchor { exact: words.clone(), ..Anchor::default() };
                (ALL.to_owned(), Some(carry::signed(verdict, at, &self.signature)))
            } else {
                let ground = &pages[&mention.place.0].ground;
                let name = self.target.catalogue.documents[mention.place.0].document.clone();
                (name, carry::decision(ground, (span, verdict), &self.signature))
            };
            let Some(decision) = decision else { continue };
            if said.insert((document.clone(), decision.to_json())) {
                added.push(Added { document, decision });
            }
        }
        added
    }

    /// The words that are no name of a kind wherever the edition has them, and that it has more
    /// than once: one decision does for all of them, and for texts that come later.
    fn everywhere(&self, open: &[&Carried]) -> BTreeSet<(NameKind, &str)> {
        let catalogue = self.target.catalogue;
        let mut rejected: BTreeMap<(NameKind, &str), (usize, usize)> = BTreeMap::new();
        for mention in open.iter().filter(|mention| *mention.becomes == Becomes::NoName) {
            let words = catalogue.context(mention.place).words.as_str();
            let (all, marked) = rejected.entry((mention.was, words)).or_default();
            *all += 1;
            *marked += usize::from(mention.marked);
        }
        let mut there: BTreeMap<(NameKind, &str), usize> = BTreeMap::new();
        for (document, gathered) in catalogue.documents.iter().enumerate() {
            for (at, mention) in gathered.names.mentions.iter().enumerate() {
                let words = catalogue.context((document, at)).words.as_str();
                *there.entry((mention.kind, words)).or_default() += 1;
            }
        }
        let of_all = rejected.into_iter().filter(|(words, (all, marked))| {
            *all > 1 && *marked > 0 && there.get(words) == Some(all)
        });
        of_all.map(|(words, _)| words).collect()
    }

    /// The draft with the decisions that fit; the others are taken out of the list. The desk is
    /// left with them.
    fn settle(&self, desk: &mut Desk, added: &mut Vec<Added>) -> Result<Draft, Vec<Fault>> {
        loop {
            let mut draft = self.draft.clone();
            let mut lines: BTreeMap<(String, usize), usize> = BTreeMap::new();
            let mut ids: BTreeMap<String, usize> = BTreeMap::new();
            for (number, one) in added.iter().enumerate() {
                let line = draft.add(&one.document, &one.decision);
                lines.insert((files::printed(&draft.path(&one.document)), line), number);
                ids.insert(id(&one.decision.to_json()), number);
            }
            desk.decisions = draft.decisions(desk).map_err(|found| told(&found))?;
            let mut misfits: BTreeSet<usize> = BTreeSet::new();
            for page in self.pages(desk).values() {
                let of_line = page.obeyed.misfits.iter().filter_map(|misfit| {
                    let line = misfit.place.at.map_or(0, |at| at.line);
                    lines.get(&(misfit.place.path.to_string(), line))
                });
                misfits.extend(of_line);
                let against = page.obeyed.against.iter().flat_map(|(one, other)| [one, other]);
                misfits.extend(against.filter_map(|id| ids.get(id)));
            }
            if misfits.is_empty() {
                return Ok(draft);
            }
            let mut number = 0;
            added.retain(|_| {
                number += 1;
                !misfits.contains(&(number - 1))
            });
        }
    }
}

/// The persons who bear each surname, by what they become.
fn surnames<'a>(
    catalogue: &'a Catalogue,
    wishes: &'a [Wish],
) -> BTreeMap<String, BTreeSet<&'a str>> {
    let become_entries = wishes.iter().filter_map(|wish| match &wish.becomes {
        Becomes::Entry(_, id) => Some((wish.item, id.as_str())),
        Becomes::NoName | Becomes::Kind(_) => None,
    });
    let entries: BTreeMap<usize, &str> = become_entries.collect();
    let mut surnames: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    let persons = catalogue.items.iter().enumerate();
    for (at, item) in persons.filter(|(_, item)| item.kind == NameKind::Person) {
        let id = entries.get(&at).copied().unwrap_or(&item.id);
        let (surname, given) = surname_and_forenames(&item.name);
        if !given.is_empty() {
            surnames.entry(key(&surname, NameKind::Person)).or_default().insert(id);
        }
    }
    surnames
}

/// Whether a form is a surname alone that somebody else bears.
fn is_surname_of_another(
    form: &str,
    id: &str,
    surnames: &BTreeMap<String, BTreeSet<&str>>,
) -> bool {
    let form = Form::read(form);
    let bearers = surnames.get(&form.surname).into_iter().flatten();
    form.given.is_empty() && bearers.into_iter().any(|bearer| *bearer != id)
}

/// Whether a form is the surname of a name alone: it is found by that, or it is ambiguous.
fn is_surname_of(form: &str, name: &str) -> bool {
    let form = Form::read(form);
    form.given.is_empty() && form.surname == key(&surname_and_forenames(name).0, NameKind::Person)
}

fn new_entry(wanted: &Wanted) -> NewEntry {
    let parts = (wanted.kind == NameKind::Person).then(|| surname_and_forenames(&wanted.name));
    let kind = match wanted.kind {
        NameKind::PersonGroup => OrgKind::PersonGroup,
        NameKind::Event => OrgKind::Event,
        NameKind::Person | NameKind::Place | NameKind::Organisation => OrgKind::Org,
    };
    NewEntry { id: wanted.id.clone(), preferred: wanted.name.clone(), parts, kind }
}

/// What is wrong with lists or decisions after the change; it was sound before.
fn told(found: &[Diagnostic]) -> Vec<Fault> {
    found.iter().map(|finding| Fault { at: None, message: finding.to_string() }).collect()
}
