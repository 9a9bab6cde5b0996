//! Who decided, and how a document points to them.

use super::decision::Signed;
use crate::authority::Authority;
use crate::edition::Edition;
use crate::resolve::is_own_identifier;
use crate::tree::Element;
use crate::xml::is_ncname;
use std::collections::{BTreeMap, BTreeSet};

/// Those who made decisions, by the name that they sign with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct People(BTreeMap<String, Person>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Person {
    /// The `xml:id` that `@resp` points to.
    id: String,
    name: String,
    /// Whether the header names them as an editor, with that `xml:id`.
    is_editor: bool,
}

impl People {
    /// Those who signed decisions. One who is an editor of edition.toml, by `id` or by name, is
    /// that editor; the others are named by what they sign with.
    #[must_use]
    pub fn new<'s>(
        signed: impl Iterator<Item = &'s Signed>,
        edition: &Edition,
        authority: &Authority,
    ) -> Self {
        let names: BTreeSet<&str> = signed.map(|s| s.decision.signature.who.as_str()).collect();
        let editors = edition.editors.iter().filter_map(|editor| editor.id.as_deref());
        let entries = authority.entries().map(|entry| entry.id.as_str());
        let mut taken: BTreeSet<String> = editors.chain(entries).map(str::to_owned).collect();
        let mut people = BTreeMap::new();
        for who in names {
            let editor = edition.editors.iter().find(|editor| {
                editor.id.as_deref() == Some(who) || editor.id.is_some() && editor.name == who
            });
            let person = match editor.and_then(|editor| Some((editor.id.clone()?, &editor.name))) {
                Some((id, name)) => Person { id, name: name.clone(), is_editor: true },
                None => {
                    let id = identifier(who, &taken);
                    taken.insert(id.clone());
                    Person { id, name: who.to_owned(), is_editor: false }
                }
            };
            people.insert(who.to_owned(), person);
        }
        Self(people)
    }

    /// The `xml:id` of one who signed.
    #[must_use]
    pub fn id(&self, who: &str) -> Option<&str> {
        self.0.get(who).map(|person| person.id.as_str())
    }

    /// The statements of responsibility for those of a document.
    #[must_use]
    pub fn statements(&self, of_document: &BTreeSet<String>) -> Vec<Element> {
        let found = of_document.iter().filter_map(|who| self.0.get(who));
        let by_id: BTreeMap<&str, &Person> =
            found.map(|person| (person.id.as_str(), person)).collect();
        by_id
            .into_values()
            .map(|person| {
                let own = (!person.is_editor).then(|| person.id.clone());
                let to = person.is_editor.then(|| format!("#{}", person.id));
                Element::new("respStmt")
                    .with_some("xml:id", own)
                    .child(Element::new("resp").words("decisions on the markup"))
                    .child(Element::new("name").with_some("ref", to).words(person.name.clone()))
            })
            .collect()
    }
}

/// An `xml:id` for a name: the name itself where it can be one.
fn identifier(who: &str, taken: &BTreeSet<String>) -> String {
    let is_free = |id: &str| !taken.contains(id) && !is_own_identifier(id);
    if is_ncname(who) && is_free(who) {
        return who.to_owned();
    }
    let letters =
        who.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect::<String>();
    let words: Vec<&str> = letters.split('-').filter(|word| !word.is_empty()).collect();
    let id = format!("resp-{}", words.join("-").to_lowercase());
    let id = if is_ncname(&id) { id } else { "resp".to_owned() };
    if is_free(&id) {
        return id;
    }
    let mut numbered = (2..).map(|number| format!("{id}-{number}"));
    numbered.find(|id| is_free(id)).unwrap_or(id)
}
