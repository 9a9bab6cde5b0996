//! What the rows of a corrected table ask for.

use super::super::catalogue::{Catalogue, Item};
use super::super::form::{Form, surname_and_forenames};
use super::super::spelling::key;
use super::super::table::{Answer, Fault, Row, Was, word};
use crate::annotate::NameKind;
use crate::authority::Authority;
use crate::edition::Edition;
use std::collections::BTreeMap;

/// What is to become of an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// The line of its row.
    pub line: usize,
    /// The entity, by its number in the catalogue.
    pub item: usize,
    /// What it becomes.
    pub becomes: Becomes,
}

/// What an entity becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Becomes {
    /// No name: its mentions are not marked.
    NoName,
    /// An entity of another kind, in no list.
    Kind(NameKind),
    /// The entry with this identifier.
    Entry(NameKind, String),
}

/// An entry that the lists are to have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The line of the row that gives its name.
    pub line: usize,
    /// What it is.
    pub kind: NameKind,
    /// Its identifier.
    pub id: String,
    /// Its name, as the register lists it.
    pub name: String,
}

/// What a table asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wishes {
    /// What becomes of entities.
    pub wishes: Vec<Wish>,
    /// The new entries, in the order of their rows.
    pub entries: Vec<Wanted>,
    /// How many rows ask for what is so already.
    pub settled: usize,
}

/// The rows against what the edition names now.
struct Judge<'a> {
    catalogue: &'a Catalogue,
    /// The kinds of the entries in the lists, and where each stands.
    listed: BTreeMap<&'a str, (NameKind, &'static str, usize)>,
    editors: Vec<&'a str>,
    /// The rows that may be used, by what their identifiers were.
    rows: BTreeMap<&'a str, Asked<'a>>,
    faults: Vec<Fault>,
}

/// A row with its entity.
#[derive(Debug, Clone, Copy)]
struct Asked<'a> {
    row: &'a Row,
    item: usize,
}

/// Where a row leads.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Goal {
    /// To an entry, listed or new, by identifier.
    Entry(String),
    /// To another kind alone.
    Kind,
}

/// What the rows of a table ask for.
///
/// # Errors
/// Every row that cannot be used.
pub fn wishes(
    rows: &[Row],
    catalogue: &Catalogue,
    edition: &Edition,
    authority: &Authority,
) -> Result<Wishes, Vec<Fault>> {
    let listed = super::super::catalogue::entries(authority)
        .map(|(kind, entry)| (entry.id.as_str(), (kind, super::list(kind).file(), entry.line)));
    let mut judge = Judge {
        catalogue,
        listed: listed.collect(),
        editors: edition.editors.iter().filter_map(|editor| editor.id.as_deref()).collect(),
        rows: BTreeMap::new(),
        faults: Vec::new(),
    };
    let mut wishes = Wishes::default();
    let asked = judge.match_up(rows, &mut wishes);
    let mut groups: BTreeMap<String, Vec<Asked>> = BTreeMap::new();
    for one in asked {
        match judge.goal(one) {
            Ok(Goal::Kind) => {
                let becomes = Becomes::Kind(one.row.kind);
                wishes.wishes.push(Wish { line: one.row.line, item: one.item, becomes });
            }
            Ok(Goal::Entry(id)) => groups.entry(id).or_default().push(one),
            Err(fault) => judge.faults.push(fault),
        }
    }
    for (id, mut members) in groups {
        // The row of which the identifier is may be untouched itself.
        if let Some(own) = judge.rows.get(id.as_str()).copied()
            && !members.iter().any(|member| member.item == own.item)
        {
            members.push(own);
        }
        members.sort_by_key(|member| member.row.line);
        match judge.entry(&id, &members) {
            Ok(entry) => {
                let kind =
                    entry.as_ref().map_or_else(|| judge.listed[id.as_str()].0, |new| new.kind);
                wishes.entries.extend(entry);
                wishes.wishes.extend(members.iter().map(|member| Wish {
                    line: member.row.line,
                    item: member.item,
                    becomes: Becomes::Entry(kind, id.clone()),
                }));
            }
            Err(fault) => judge.faults.push(fault),
        }
    }
    if !judge.faults.is_empty() {
        judge.faults.sort();
        judge.faults.dedup();
        return Err(judge.faults);
    }
    wishes.entries.sort_by_key(|entry| entry.line);
    wishes.wishes.sort_by_key(|wish| (wish.line, wish.item));
    Ok(wishes)
}

impl<'a> Judge<'a> {
    /// The rows that ask for something, with their entities. Those that are settled are counted,
    /// those of no name are wishes already.
    fn match_up(&mut self, rows: &'a [Row], wishes: &mut Wishes) -> Vec<Asked<'a>> {
        let mut lines: BTreeMap<&str, usize> = BTreeMap::new();
        let numbers: BTreeMap<&str, usize> =
            self.catalogue.items.iter().enumerate().map(|(at, item)| (&*item.id, at)).collect();
        let mut asked = Vec::new();
        for row in rows {
            if let Some(first) = lines.insert(&row.was.id, row.line) {
                let message =
                    format!("`was` is that of line {first}: wanted one row for `{}`", row.was.id);
                self.faults.push(Fault::of_line(row.line, message));
                continue;
            }
            let number = numbers.get(row.was.id.as_str()).copied();
            let number = number.filter(|&at| is_same(&self.catalogue.items[at], &row.was));
            let Some(item) = number else {
                if self.is_settled(row) {
                    wishes.settled += usize::from(!row.is_untouched());
                } else if !row.is_untouched() {
                    self.faults.push(stale(row));
                }
                continue;
            };
            let one = Asked { row, item };
            if !self.catalogue.items[item].is_listed {
                self.rows.insert(&row.was.id, one);
            }
            if row.is_untouched() {
                continue;
            }
            match self.first_look(one) {
                Ok(Look::Asks) => asked.push(one),
                Ok(Look::Settled) => wishes.settled += 1,
                Ok(Look::NoName) => {
                    let becomes = Becomes::NoName;
                    wishes.wishes.push(Wish { line: row.line, item, becomes });
                }
                Err(fault) => self.faults.push(fault),
            }
        }
        asked
    }

    /// Whether what a row asks for came true earlier, and its entity is gone for that.
    fn is_settled(&self, row: &Row) -> bool {
        if row.answer == Answer::No {
            let mut alike = self.catalogue.items.iter();
            return !alike.any(|item| item.kind == row.was.kind && is_alike(item, &row.was));
        }
        let listed = self.listed.get(row.id.as_str()).is_some_and(|(kind, ..)| *kind == row.kind);
        let is = |item: &Item| item.kind == row.kind && is_alike(item, &row.was);
        let kind_alone = row.id == row.was.id && row.name == row.was.name;
        listed || kind_alone && row.kind != row.was.kind && self.catalogue.items.iter().any(is)
    }

    fn first_look(&self, Asked { row, item }: Asked) -> Result<Look, Fault> {
        let item = &self.catalogue.items[item];
        let changed: Vec<&str> = [
            (row.kind != row.was.kind).then_some("kind"),
            (row.id != row.was.id).then_some("id"),
            (row.name != row.was.name).then_some("name"),
        ]
        .into_iter()
        .flatten()
        .collect();
        let fault = |message: String| Err(Fault::of_line(row.line, message));
        if row.answer == Answer::No {
            return match changed.first() {
                Some(column) => fault(format!(
                    "`no` says that it is no name, and `{column}` is changed: wanted one of the two"
                )),
                None if item.mentions.is_empty() => Ok(Look::Settled),
                None => Ok(Look::NoName),
            };
        }
        if !item.is_listed {
            return Ok(Look::Asks);
        }
        if (row.kind, &row.id, &row.name) == (item.kind, &item.id, &item.name) {
            return Ok(Look::Settled);
        }
        let (_, file, line) = self.listed[item.id.as_str()];
        let column = changed.first().unwrap_or(&"name");
        fault(format!("`{}` is in {file}:{line}: change its `{column}` there", item.id))
    }

    /// Where a row leads, over the rows that it is merged into.
    fn goal(&self, asked: Asked) -> Result<Goal, Fault> {
        let row = asked.row;
        let is_kind_alone = row.answer == Answer::None
            && row.id == row.was.id
            && row.name == row.was.name
            && !self.rows.values().any(|other| other.item != asked.item && other.row.id == row.id);
        if is_kind_alone {
            return Ok(Goal::Kind);
        }
        let mut way = vec![row];
        loop {
            let last = way[way.len() - 1];
            let next = self.rows.get(last.id.as_str()).map(|next| next.row);
            let Some(next) = next.filter(|next| next.was.id != last.was.id) else {
                return Ok(Goal::Entry(last.id.clone()));
            };
            if next.answer == Answer::No {
                let message = format!(
                    "it is merged into `{}`, which is no name in line {}: wanted another `id`",
                    last.id, next.line
                );
                return Err(Fault::of_line(row.line, message));
            }
            if way.iter().any(|before| before.line == next.line) {
                let chain = way.iter().map(|row| format!("`{}` (line {})", row.was.id, row.line));
                let chain: Vec<String> = chain.collect();
                let message = format!(
                    "{} is merged into {}: wanted one that keeps its own `id`",
                    chain.join(", which is merged into "),
                    format_args!("`{}` again", next.was.id)
                );
                return Err(Fault::of_line(row.line, message));
            }
            way.push(next);
        }
    }

    /// The new entry with an identifier that rows lead to; none where the lists have it.
    fn entry(&self, id: &str, members: &[Asked]) -> Result<Option<Wanted>, Fault> {
        if let Some(&(kind, file, line)) = self.listed.get(id) {
            for Asked { row, .. } in members {
                let fault = |message: String| Err(Fault::of_line(row.line, message));
                if row.kind != kind {
                    let (is, said) = (word(kind), word(row.kind));
                    return fault(format!(
                        "`{id}` is a `{is}` in {file}:{line}, and `kind` is `{said}`: wanted `{is}`"
                    ));
                }
                let entry = self.catalogue.items.iter().find(|item| item.id == id);
                let name = entry.map_or("", |item| &item.name);
                if row.name != row.was.name && row.name != name {
                    return fault(format!(
                        "`{id}` is in {file}:{line} as `{name}`: wanted this name, or change it there"
                    ));
                }
            }
            return Ok(None);
        }
        let first = members[0].row;
        if self.editors.contains(&id) {
            let message = format!("`{id}` is the id of an editor in edition.toml: wanted another");
            return Err(Fault::of_line(first.line, message));
        }
        if let Some(Asked { row, .. }) = members.iter().find(|other| other.row.kind != first.kind) {
            let message = format!(
                "`{id}` is a `{}` in line {} and a `{}` here: wanted one kind",
                word(first.kind),
                first.line,
                word(row.kind)
            );
            return Err(Fault::of_line(row.line, message));
        }
        let mut named = members.iter().filter(|member| member.row.name != member.row.was.name);
        let given = named.next();
        if let Some(given) = given
            && let Some(other) = named.find(|other| other.row.name != given.row.name)
        {
            let message = format!(
                "`{id}` is `{}` in line {} and `{}` here: wanted one name",
                given.row.name, given.row.line, other.row.name
            );
            return Err(Fault::of_line(other.row.line, message));
        }
        let own = members.iter().find(|member| member.row.was.id == id);
        let often =
            members.iter().rev().max_by_key(|m| self.catalogue.items[m.item].mentions.len());
        let naming = given.or(own).or(often).map_or(first, |member| member.row);
        let (line, name) = (naming.line, naming.name.clone());
        Ok(Some(Wanted { line, kind: first.kind, id: id.to_owned(), name }))
    }
}

/// What a row is at first sight.
enum Look {
    Asks,
    Settled,
    NoName,
}

fn stale(row: &Row) -> Fault {
    let message = format!(
        "the texts have no `{}` named `{}` any more; `rubricate entities` writes the table anew",
        row.was.id, row.was.name
    );
    Fault::of_line(row.line, message)
}

/// Whether an entity is the one that a row was written for.
fn is_same(item: &Item, was: &Was) -> bool {
    item.id == was.id && (item.is_listed || item.kind == was.kind && is_alike(item, was))
}

/// Whether an entity can have the name that a row had.
fn is_alike(item: &Item, was: &Was) -> bool {
    if item.kind != NameKind::Person {
        return key(&item.name, item.kind) == key(&was.name, item.kind);
    }
    let usual = |name: &str| {
        let (surname, given) = surname_and_forenames(name);
        Form::read(&format!("{given} {surname}"))
    };
    usual(&item.name).agrees(&usual(&was.name))
}
