//! What an editor wants, read from the marks that differ.

use super::differing::{Differing, Key, span};
use super::edited::Generated;
use super::mark::{Found, Look};
use crate::decide::anchor::places;
use crate::decide::request::{Marked, opening_of_note};
use crate::decide::{Anchor, Decision, Part, Signature, Tag, Verdict};
use crate::edition::Edition;
use crate::layer::{Certainty, Span};
use hashbrown::HashMap;
use std::collections::BTreeMap;
use std::ops::Range;

/// A decision that brings the generated file nearer to the edited one.
#[derive(Debug, Clone)]
pub struct Wish {
    /// The decision.
    pub decision: Decision,
    /// The characters of the generated file that it is about, and those of its parts.
    pub spans: Vec<Range<usize>>,
    /// Where the edited file asks for it, in bytes.
    pub at: usize,
}

/// A difference that no decision can say.
#[derive(Debug, Clone)]
pub struct Unsaid {
    /// Where the edited file asks for it, in bytes.
    pub at: usize,
    /// The characters of the generated file that it is about.
    pub span: Range<usize>,
    /// What is in the way.
    pub message: String,
}

impl Wish {
    /// The wish as one that cannot be.
    #[must_use]
    pub fn unsaid(&self, message: String) -> Unsaid {
        Unsaid { at: self.at, span: self.spans[0].clone(), message }
    }
}

/// What wishes are read with.
pub struct Reader<'a> {
    /// The document as it stands.
    pub marked: &'a Marked,
    /// The generated file.
    pub generated: &'a Generated,
    /// The notes by their `xml:id`, as numbers from 0.
    pub notes: &'a HashMap<String, usize>,
    /// The edition, whose editors can be named as responsible.
    pub edition: &'a Edition,
    /// Who absorbs.
    pub signature: &'a Signature,
    /// Where a span of the generated file begins in the edited one, in bytes.
    pub place: &'a dyn Fn(&Range<usize>) -> usize,
}

/// What one difference comes to.
type Read = Result<Wish, Unsaid>;

impl Reader<'_> {
    /// The wishes that differing marks are, in the order of the text.
    #[must_use]
    pub fn wishes(&self, groups: &BTreeMap<Key, Differing>) -> (Vec<Wish>, Vec<Unsaid>) {
        let mut read: Vec<Read> = Vec::new();
        let mut removed: Vec<(Range<usize>, &Found)> = Vec::new();
        let mut added: Vec<(Range<usize>, &Found)> = Vec::new();
        for (&key, group) in groups {
            let span = span(key);
            let mut old = group.old.clone();
            let mut new = Vec::new();
            for &found in &group.new {
                let same = |old: &&Found| old.look.tag.phrase == found.look.tag.phrase;
                match old.iter().position(same) {
                    Some(at) => read.push(self.changed(&span, old.remove(at), found)),
                    None => new.push(found),
                }
            }
            for found in new {
                if old.is_empty() {
                    added.push((span.clone(), found));
                } else {
                    read.push(self.retagged(&span, old.remove(0), found));
                }
            }
            removed.extend(old.into_iter().map(|found| (span.clone(), found)));
            read.extend(self.ordered(&span, &group.order));
        }
        for (span, found) in removed {
            let within = |(part, new): &(Range<usize>, &Found)| {
                span.start <= part.start && part.end <= span.end && is_part(found, new)
            };
            let parts: Vec<_> = added.iter().filter(|added| within(added)).cloned().collect();
            let split = (parts.len() > 1).then(|| self.split(&span, found, &parts)).flatten();
            if let Some(split) = split {
                added.retain(|added| !within(added));
                read.push(Ok(split));
            } else {
                read.push(self.removed(&span, found));
            }
        }
        for (span, found) in added {
            read.push(self.added(&span, found));
        }
        let (mut wishes, mut unsaid) = (Vec::new(), Vec::new());
        for read in read {
            match read {
                Ok(wish) => wishes.push(wish),
                Err(told) => unsaid.push(told),
            }
        }
        wishes.sort_by_key(|wish| (wish.spans[0].start, wish.at));
        (wishes, unsaid)
    }

    /// The same mark with other values.
    fn changed(&self, span: &Range<usize>, old: &Found, new: &Found) -> Read {
        let (was, is) = (&old.look, &new.look);
        if was.others != is.others {
            return Err(others(span, new, &was.others));
        }
        let same_words = was.tag.words == is.tag.words && was.tag.phrase == is.tag.phrase;
        let same_sureness = was.cert == is.cert && was.evidence == is.evidence;
        let same_values = was.tag.attributes == is.tag.attributes;
        let same_refs = was.tag.refs == is.tag.refs;
        let plain = same_words && same_sureness;
        let verdict = if plain
            && same_values
            && was.note == is.note
            && is.tag.get("ref").is_none()
            && !same_refs
        {
            Verdict::Link(is.tag.phrase, is.tag.refs.clone())
        } else if plain && same_refs && is.tag.phrase.name == "date" && !same_values {
            Verdict::Date(is.tag.clone())
        } else if plain && same_refs && same_values && was.note != is.note && is.note.is_some() {
            Verdict::Note(self.note(span, new)?)
        } else {
            Verdict::Accept(is.tag.phrase, Some(self.tag(span, new)?))
        };
        self.signed(span, old.resp.as_deref(), new, verdict)
    }

    /// Another element on the same words.
    fn retagged(&self, span: &Range<usize>, old: &Found, new: &Found) -> Read {
        if !new.look.others.is_empty() {
            return Err(others(span, new, &[]));
        }
        let verdict = Verdict::Retag(old.look.tag.phrase, self.tag(span, new)?);
        self.signed(span, None, new, verdict)
    }

    fn added(&self, span: &Range<usize>, new: &Found) -> Read {
        if !new.look.others.is_empty() {
            return Err(others(span, new, &[]));
        }
        self.signed(span, None, new, Verdict::Add(self.tag(span, new)?))
    }

    /// A mark that is not to be there.
    pub fn removed(&self, span: &Range<usize>, found: &Found) -> Result<Wish, Unsaid> {
        let at = (self.place)(span);
        self.wish(span, at, Verdict::Reject(Some(found.look.tag.phrase)), None)
    }

    /// A mark that is to stay as it is.
    pub fn kept(&self, span: &Range<usize>, found: &Found) -> Result<Wish, Unsaid> {
        let tag = self.tag(span, found)?;
        self.signed(span, found.resp.as_deref(), found, Verdict::Accept(tag.phrase, Some(tag)))
    }

    /// Marks of the same words that stand within each other otherwise.
    fn ordered(&self, span: &Range<usize>, order: &[&Found]) -> Vec<Read> {
        let pairs = order.windows(2).map(|pair| (pair[0], pair[1]));
        pairs
            .map(|(outer, inner)| {
                let mut tag = self.tag(span, inner)?;
                tag.within = Some(outer.look.tag.phrase.name);
                self.signed(span, None, inner, Verdict::Accept(tag.phrase, Some(tag)))
            })
            .collect()
    }

    /// Parts instead of the whole.
    fn split(
        &self,
        span: &Range<usize>,
        whole: &Found,
        parts: &[(Range<usize>, &Found)],
    ) -> Option<Wish> {
        let text = self.generated.text_of(span)?;
        let ground = &self.marked.ground;
        let flat = ground.flat_of(text)?;
        let words = &ground.flat()[flat.clone()];
        let read = parts.iter().map(|(part, found)| {
            let part = ground.flat_of(self.generated.text_of(part)?)?;
            let exact = ground.flat()[part.clone()].to_owned();
            let at = part.start.checked_sub(flat.start)?;
            let occurrence = places(words, &exact).position(|place| place == at)? + 1;
            Some(Part { exact, occurrence, tag: found.look.tag.clone() })
        });
        let verdict = Verdict::Split(whole.look.tag.phrase, read.collect::<Option<_>>()?);
        let mut wish = self.wish(span, parts.first()?.1.at, verdict, None).ok()?;
        wish.spans.extend(parts.iter().map(|(part, _)| part.clone()));
        Some(wish)
    }

    fn tag(&self, span: &Range<usize>, found: &Found) -> Result<Tag, Unsaid> {
        let mut tag = found.look.tag.clone();
        if found.look.note.is_some() {
            tag.note = Some(self.note(span, found)?);
        }
        Ok(tag)
    }

    /// The opening words of the note that a marker points to.
    fn note(&self, span: &Range<usize>, marker: &Found) -> Result<Anchor, Unsaid> {
        let id = marker.look.note.as_deref().unwrap_or_default();
        let number = self.notes.get(id);
        let opening = number.and_then(|number| {
            opening_of_note(&self.marked.structure, &self.marked.ground, *number)
        });
        let message = || format!("the marker points to `#{id}`, which is no note of the document");
        opening.ok_or_else(|| Unsaid { at: marker.at, span: span.clone(), message: message() })
    }

    /// A wish with how sure the editor is, and signed by whom the mark names as responsible.
    fn signed(
        &self,
        span: &Range<usize>,
        resp: Option<&str>,
        found: &Found,
        verdict: Verdict,
    ) -> Read {
        let mut wish = self.wish(span, found.at, verdict, Some(&found.look))?;
        wish.decision.cert = found.has_cert.then_some(found.look.cert);
        let Some(own) = found.resp.as_deref().filter(|own| resp != Some(own)) else {
            return Ok(wish);
        };
        let known = |id: &str| {
            self.edition.editors.iter().any(|editor| editor.id.as_deref() == Some(id))
                || id == self.signature.who
        };
        match own.strip_prefix('#').filter(|id| known(id)) {
            Some(id) => id.clone_into(&mut wish.decision.signature.who),
            None => {
                let message = format!("`resp=\"{own}\"` is no editor of edition.toml");
                return Err(Unsaid { at: found.at, span: span.clone(), message });
            }
        }
        Ok(wish)
    }

    fn wish(&self, span: &Range<usize>, at: usize, verdict: Verdict, look: Option<&Look>) -> Read {
        let ground = &self.marked.ground;
        let text = self.generated.text_of(span);
        let flat = text.and_then(|text: Span| ground.flat_of(text));
        let Some(flat) = flat else {
            let message = "these words do not follow each other in the source".to_owned();
            return Err(Unsaid { at, span: span.clone(), message });
        };
        let decision = Decision {
            verdict,
            at: Anchor::of_flat(ground, &flat),
            everywhere: false,
            cert: None,
            evidence: look.and_then(|look| look.evidence.clone()),
            signature: self.signature.clone(),
            replaces: Vec::new(),
        };
        Ok(Wish { decision, spans: vec![span.clone()], at })
    }
}

/// Whether a new mark can be a part of one that was divided: of the same element, with nothing
/// that a part cannot have.
fn is_part(whole: &Found, part: &Found) -> bool {
    let look = &part.look;
    look.tag.phrase == whole.look.tag.phrase
        && part.resp.is_none()
        && look.cert == Certainty::High
        && look.evidence.is_none()
        && look.others.is_empty()
        && look.note.is_none()
        && look.tag.words.is_none()
}

/// The attributes that no decision can give a mark.
fn others(span: &Range<usize>, found: &Found, before: &[(String, String)]) -> Unsaid {
    let more: Vec<String> = found
        .look
        .others
        .iter()
        .filter(|other| !before.contains(other))
        .map(|(name, value)| format!("`{name}=\"{value}\"`"))
        .collect();
    let name = found.look.tag.phrase.name;
    let message = if more.is_empty() {
        let gone: Vec<_> = before.iter().map(|(name, _)| format!("`{name}`")).collect();
        format!("{} was taken from `<{name}>`, which no decision can say", gone.join(", "))
    } else {
        format!("no decision can give `<{name}>` the attribute {}", more.join(", "))
    };
    Unsaid { at: found.at, span: span.clone(), message }
}
