//! Wishes tried on the text before anything is written: what comes about, and what does not.

use super::differing::{Differing, Key, differing, key, span};
use super::edited::Generated;
use super::entries::Entries;
use super::mark::Found;
use super::overlay::Overlay;
use super::page::Page;
use super::wish::{Reader, Unsaid, Wish};
use crate::decide::request::Marked;
use crate::decide::{Decision, Draft, Tag, Verdict, id, read_line};
use crate::diagnostic::{Code, Diagnostic};
use crate::edition::Letters;
use crate::source::Source;
use crate::{Desk, Document, edit, files};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// In which form a document was generated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// What the file is named by after its page: nothing, or `.` and a letter's key.
    pub suffix: String,
    /// Whether the letters of the page have files of their own.
    pub letters: Letters,
}

/// Wishes on their way into the decisions about a document.
pub struct Trial<'a> {
    /// The edition; its decisions are those that are tried.
    pub desk: &'a mut Desk,
    /// The plain text.
    pub source: &'a Source,
    /// Its name, as files of decisions are named.
    pub document: &'a str,
    /// The form that the edited file has.
    pub form: &'a Form,
    /// The entries that names point to.
    pub entries: &'a Entries,
    /// The decisions that stand.
    pub draft: &'a Draft,
    /// The edited file.
    pub new: &'a Page,
    /// The edited file laid over the generated one.
    pub overlay: &'a Overlay,
}

/// What came of wishes.
#[derive(Debug)]
pub struct Fitted {
    /// The decisions with those that fit.
    pub draft: Draft,
    /// Those that fit, with their lines.
    pub decisions: Vec<(usize, Decision)>,
    /// What no decision says, and what did not come about.
    pub unsaid: Vec<Unsaid>,
}

/// Each round settles at least one wish that another round has to be made for.
const ROUNDS: usize = 64;

impl Trial<'_> {
    /// Tries wishes until each comes about or is given up.
    ///
    /// # Errors
    /// Decisions that stand and are not sound.
    pub fn run(
        self,
        reader: &Reader,
        (mut wishes, mut unsaid): (Vec<Wish>, Vec<Unsaid>),
    ) -> Result<Fitted, Vec<Diagnostic>> {
        self.check(&mut wishes, &mut unsaid);
        // What is told of once is not looked at again.
        let mut given_up: BTreeSet<Key> = BTreeSet::new();
        for _ in 0..ROUNDS {
            let (draft, lines) = self.draft(&wishes);
            self.desk.decisions = draft.decisions(self.desk)?;
            if self.misfits(&mut wishes, &lines, &mut unsaid) {
                continue;
            }
            let document = edit(self.source, self.desk);
            let Some(now) = generated(&document, self.form, self.entries)? else { break };
            let mut groups = differing(&now.page, self.new, self.overlay);
            given_up.extend(unsaid.iter().map(|told| key(&told.span)));
            groups.retain(|key, _| !given_up.contains(key));
            let ordered = Self::order(reader, &mut wishes, &groups);
            if !ordered && !Self::confirm(reader, &mut wishes, &groups) {
                let lost = self.lost(&mut wishes, &groups);
                if lost.is_empty() {
                    let decisions = wishes.into_iter().map(|wish| wish.decision);
                    let decisions = lines.into_iter().zip(decisions).collect();
                    return Ok(Fitted { draft, decisions, unsaid });
                }
                given_up.extend(groups.keys());
                unsaid.extend(lost);
            }
        }
        let draft = self.draft.clone();
        unsaid.extend(wishes.iter().map(|wish| wish.unsaid(not_so(wish))));
        Ok(Fitted { draft, decisions: Vec::new(), unsaid })
    }

    /// Gives up the wishes that cannot be written as a line; those that were written and replaced
    /// once replace what took their place.
    fn check(&self, wishes: &mut Vec<Wish>, unsaid: &mut Vec<Unsaid>) {
        let standing: BTreeMap<String, Vec<String>> = self
            .draft
            .lines(self.document)
            .map(|line| {
                let replaces = read_line(line).map(|decision| decision.replaces);
                (id(line), replaces.unwrap_or_default())
            })
            .collect();
        wishes.retain_mut(|wish| {
            let mut own = id(&wish.decision.to_json());
            while standing.contains_key(&own) {
                let by = standing.iter().filter(|(_, replaces)| replaces.contains(&own));
                let more: Vec<String> = by.map(|(id, _)| id.clone()).collect();
                if more.is_empty() {
                    break;
                }
                wish.decision.replaces.extend(more);
                own = id(&wish.decision.to_json());
            }
            let faults = read_line(&wish.decision.to_json()).err().unwrap_or_default();
            let told: Vec<String> = faults.into_iter().map(|fault| fault.to_string()).collect();
            if !told.is_empty() {
                unsaid.push(wish.unsaid(told.join("; ")));
            }
            told.is_empty()
        });
    }

    /// The decisions with the wishes, and the line of each.
    fn draft(&self, wishes: &[Wish]) -> (Draft, Vec<usize>) {
        let mut draft = self.draft.clone();
        let lines = wishes.iter().map(|wish| draft.add(self.document, &wish.decision)).collect();
        (draft, lines)
    }

    /// Lets wishes replace the decisions that they contradict, and gives up those that do not
    /// fit; says whether there was any.
    fn misfits(&self, wishes: &mut Vec<Wish>, lines: &[usize], unsaid: &mut Vec<Unsaid>) -> bool {
        let path = files::printed(&self.draft.path(self.document));
        let obeyed = Marked::new(self.source, self.desk).obeyed;
        let mut out = BTreeMap::new();
        let mut changed = false;
        let ids: Vec<String> = wishes.iter().map(|wish| id(&wish.decision.to_json())).collect();
        let standing = self.desk.decisions.of_document(self.document);
        let can_go = |other: &str| {
            !ids.iter().any(|id| id == other)
                && standing.iter().any(|signed| signed.id == other && !signed.decision.everywhere)
        };
        for misfit in obeyed.misfits.iter().filter(|misfit| *misfit.place.path == *path) {
            let line = misfit.place.at.map(|at| at.line);
            let Some(at) = lines.iter().position(|own| Some(*own) == line) else { continue };
            if misfit.code != Code::DecisionsContradict {
                out.insert(at, misfit.message.clone());
                continue;
            }
            let others = obeyed.against.iter().filter(|(one, _)| *one == ids[at]);
            for (_, other) in others {
                let replaces = &mut wishes[at].decision.replaces;
                if can_go(other) && !replaces.contains(other) {
                    replaces.push(other.clone());
                    changed = true;
                } else if !can_go(other) {
                    out.insert(at, misfit.message.clone());
                }
            }
        }
        changed |= !out.is_empty();
        let mut number = 0;
        wishes.retain(|wish| {
            let message = out.remove(&number);
            number += 1;
            let fits = message.is_none();
            unsaid.extend(message.map(|message| wish.unsaid(message)));
            fits
        });
        changed
    }

    /// Tells wishes in which order their marks stand within each other; says whether any was not
    /// told before.
    fn order(reader: &Reader, wishes: &mut Vec<Wish>, groups: &BTreeMap<Key, Differing>) -> bool {
        let mut amended = false;
        for (&key, group) in groups {
            let span = span(key);
            for pair in group.order.windows(2) {
                let (outer, inner) = (pair[0].look.tag.phrase.name, pair[1].look.tag.phrase);
                let own = wishes.iter_mut().filter(|wish| wish.spans[0] == span);
                let tag = own
                    .filter_map(|wish| tag_of(&mut wish.decision.verdict))
                    .find(|tag| tag.phrase == inner);
                match tag {
                    Some(tag) if tag.within == Some(outer) => {}
                    Some(tag) => {
                        tag.within = Some(outer);
                        amended = true;
                    }
                    None => {
                        let order = Differing { order: pair.to_vec(), ..Differing::default() };
                        let (mut more, _) = reader.wishes(&BTreeMap::from([(key, order)]));
                        amended |= !more.is_empty();
                        // A value alone has no place for the order: the whole mark is said.
                        let is_less = |wish: &Wish| {
                            let verdict = &wish.decision.verdict;
                            wish.spans[0] == span
                                && verdict.element() == Some(inner)
                                && is_of_value(verdict)
                        };
                        for less in wishes.extract_if(.., |wish| is_less(wish)) {
                            for wish in &mut more {
                                wish.decision.replaces.extend(less.decision.replaces.clone());
                            }
                        }
                        wishes.extend(more);
                    }
                }
            }
        }
        amended
    }

    /// Decides about marks that nobody changed, but that come or go because of wishes beside them:
    /// what the rules find gives way to what is decided. Says whether there was any.
    fn confirm(reader: &Reader, wishes: &mut Vec<Wish>, groups: &BTreeMap<Key, Differing>) -> bool {
        let mut more = Vec::new();
        for (&key, group) in groups {
            let span = span(key);
            let is_decided = |found: &Found| {
                let phrase = found.look.tag.phrase;
                wishes.iter().any(|wish| {
                    let verdict = &wish.decision.verdict;
                    wish.spans.contains(&span)
                        && (verdict.element() == Some(phrase)
                            || verdict.tags().any(|tag| tag.phrase == phrase))
                })
            };
            let free = |found: &&&Found| found.look.others.is_empty() && !is_decided(found);
            let kept = group.new.iter().filter(free);
            let kept = kept.filter_map(|found| reader.kept(&span, found).ok());
            let gone = group.old.iter().filter(free);
            let gone = gone.filter_map(|found| reader.removed(&span, found).ok());
            more.extend(kept.chain(gone));
        }
        let is_new = !more.is_empty();
        wishes.extend(more);
        is_new
    }

    /// Gives up the wishes that did not come about, and tells of what differs besides.
    fn lost(&self, wishes: &mut Vec<Wish>, groups: &BTreeMap<Key, Differing>) -> Vec<Unsaid> {
        let mut unsaid = Vec::new();
        let left: Vec<Range<usize>> = groups.keys().map(|key| span(*key)).collect();
        let mut explained = vec![false; left.len()];
        wishes.retain(|wish| {
            let mut comes = true;
            for (at, span) in left.iter().enumerate() {
                if wish.spans.contains(span) {
                    explained[at] = true;
                    comes = false;
                }
            }
            if !comes {
                unsaid.push(wish.unsaid(not_so(wish)));
            }
            comes
        });
        for ((span, group), _) in
            left.iter().zip(groups.values()).zip(&explained).filter(|(_, told)| !**told)
        {
            let names = group.new.iter().chain(&group.old).chain(&group.order);
            let name = names.map(|found| found.look.tag.phrase.name).next().unwrap_or_default();
            let words = self.new.words(&self.overlay.new_near(span));
            let at = group.new.first().map_or(0, |found| found.at);
            let message = format!("`<{name}>` of `{words}` comes out otherwise");
            unsaid.push(Unsaid { at, span: span.clone(), message });
        }
        unsaid
    }
}

/// A wish that was tried in vain.
fn not_so(wish: &Wish) -> String {
    format!("{} does not come about", wish.decision.verdict)
}

/// Whether a verdict gives a mark one value alone.
fn is_of_value(verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::Link(..) | Verdict::Date(_) | Verdict::Note(_))
}

/// The tag of a verdict about one mark.
fn tag_of(verdict: &mut Verdict) -> Option<&mut Tag> {
    match verdict {
        Verdict::Accept(_, tag) => tag.as_mut(),
        Verdict::Retag(_, tag) | Verdict::Add(tag) => Some(tag),
        Verdict::Reject(_)
        | Verdict::Link(..)
        | Verdict::Split(..)
        | Verdict::Date(_)
        | Verdict::Note(_) => None,
    }
}

/// The file of a document that has a form, read back; none where there is none.
///
/// # Errors
/// As [`Generated::new`].
pub fn generated(
    document: &Document,
    form: &Form,
    entries: &Entries,
) -> Result<Option<Generated>, Vec<Diagnostic>> {
    let file = document.files().find(|(suffix, _)| *suffix == form.suffix);
    let read = file.map(|(_, tei)| Generated::new(tei, document.text.as_str(), entries));
    read.transpose().map_err(|fault| vec![fault])
}
