//! From mentions to provisional entries: what names the same, as far as the forms say so.

use super::form::{Form, surname_and_forenames};
use super::spelling::{key, slug};
use super::{Entity, Mention};
use crate::annotate::NameKind;
use crate::layer::Certainty;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// A cluster while it grows.
struct Cluster {
    kind: NameKind,
    /// The fullest form, taken apart; only for persons.
    form: Option<Form>,
    mentions: BTreeSet<usize>,
}

/// Gathers the mentions without references; each gets the index of its entry.
pub fn entities(text: &str, mentions: &mut [Mention]) -> Vec<Entity> {
    let open = (0..mentions.len()).filter(|&at| mentions[at].references.is_empty());
    let mut order: Vec<(usize, Option<Form>)> = open
        .map(|at| {
            let person = mentions[at].kind == NameKind::Person;
            (at, person.then(|| Form::read(&text[mentions[at].span.range()])))
        })
        .collect();
    // Full forms first, the fullest before the shorter; then what stands alone joins them.
    order.sort_by_key(|(at, form)| (Reverse(form.as_ref().map_or(0, Form::weight)), *at));
    let mut clusters: Vec<Cluster> = Vec::new();
    let mut by_key: BTreeMap<(NameKind, String), Vec<usize>> = BTreeMap::new();
    for (at, form) in order {
        let mention = &mut mentions[at];
        let kind = mention.kind;
        let name = &text[mention.span.range()];
        let shared = form.as_ref().map_or_else(|| key(name, kind), |form| form.surname.clone());
        let alike = by_key.entry((kind, shared)).or_default();
        let found = match &form {
            Some(form) => person(form, at, alike, &clusters, mention),
            None => alike.first().copied(),
        };
        let cluster = found.unwrap_or_else(|| {
            alike.push(clusters.len());
            clusters.push(Cluster { kind, form, mentions: BTreeSet::new() });
            clusters.len() - 1
        });
        clusters[cluster].mentions.insert(at);
    }
    clusters.sort_by_key(|cluster| cluster.mentions.first().copied());
    let mut ids = BTreeSet::new();
    for (number, cluster) in clusters.iter().enumerate() {
        for &at in &cluster.mentions {
            mentions[at].entity = Some(number);
        }
    }
    clusters.iter().map(|cluster| entity(text, mentions, cluster, &mut ids)).collect()
}

/// The cluster of a person's name, of those with its surname. A name that fits several goes to
/// the one named last, or, before any of them, to the fullest; its certainty is then low.
fn person(
    form: &Form,
    at: usize,
    alike: &[usize],
    clusters: &[Cluster],
    mention: &mut Mention,
) -> Option<usize> {
    let agrees = |c: &usize| clusters[*c].form.as_ref().is_some_and(|other| other.agrees(form));
    let fitting: Vec<usize> = alike.iter().copied().filter(agrees).collect();
    if fitting.len() > 1 {
        mention.evidence.certainty = Certainty::Low;
        mention.evidence.because.push_str("; several of this name are in the document");
    }
    let before =
        fitting.iter().filter_map(|&c| Some((*clusters[c].mentions.range(..at).next_back()?, c)));
    before.max().map(|(_, c)| c).or(fitting.first().copied())
}

fn entity(
    text: &str,
    mentions: &[Mention],
    cluster: &Cluster,
    ids: &mut BTreeSet<String>,
) -> Entity {
    let mut forms: Vec<String> = Vec::new();
    let mut candidates = BTreeSet::new();
    for &at in &cluster.mentions {
        let words: Vec<&str> = text[mentions[at].span.range()].split_whitespace().collect();
        let printed = words.join(" ");
        if !forms.contains(&printed) {
            forms.push(printed);
        }
        candidates.extend(mentions[at].candidates.iter().cloned());
    }
    let fullest = forms.iter().max_by_key(|form| form.chars().count());
    let name = fullest.cloned().unwrap_or_default();
    let id = free(&suggested(&name, cluster.kind), ids);
    let (kind, mentions) = (cluster.kind, cluster.mentions.iter().copied().collect());
    Entity { id, kind, name, forms, mentions, candidates: candidates.into_iter().collect() }
}

/// An identifier that is not taken yet, with a number where it must be; it is taken then.
pub(super) fn free(wanted: &str, taken: &mut BTreeSet<String>) -> String {
    let mut id = wanted.to_owned();
    let mut number = 1;
    while !taken.insert(id.clone()) {
        number += 1;
        id = format!("{wanted}-{number}");
    }
    id
}

/// `gray-j` for `J. Gray`; `state-council` for what is no person. ASCII as far as the name is.
pub(super) fn suggested(name: &str, kind: NameKind) -> String {
    // Names of bodies may be as long as a sentence.
    const LONGEST: usize = 48;
    let mut id = if kind == NameKind::Person {
        let (surname, given) = surname_and_forenames(name);
        let initials: String = Form::initials(&given).collect();
        if initials.is_empty() { slug(&surname) } else { format!("{}-{initials}", slug(&surname)) }
    } else {
        slug(name)
    };
    if id.len() > LONGEST {
        let end = id.floor_char_boundary(LONGEST);
        id.truncate(id[..end].rfind('-').unwrap_or(end));
    }
    // An XML name begins with a letter.
    if id.starts_with(char::is_alphabetic) { id } else { format!("n-{id}") }
}
