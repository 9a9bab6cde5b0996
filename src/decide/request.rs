//! A decision as it is asked for: words, and perhaps a line of the source.

use super::anchor::{Anchor, places};
use super::decision::{Decision, Part, Signature, Tag, Verdict};
use super::elements::{PHRASES, Phrase, nearest};
use super::ground::{Ground, squeeze};
use super::locate::whole_words;
use super::misfit::excerpt;
use super::obey::Obeyed;
use crate::Desk;
use crate::annotate::{annotate, markers};
use crate::layer::{Annotation, Certainty, Span};
use crate::normalise::{Text, normalise};
use crate::resolve;
use crate::source::{LineColumn, Source};
use crate::structure::{self, Structure};
use std::fmt;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization as _;

/// What an editor asks to have decided.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The kind of decision.
    pub kind: String,
    /// The words it is about.
    pub words: String,
    /// The line of the source that they stand in, and the column, where that is given.
    pub at: Option<(usize, Option<usize>)>,
    /// Which of the places of the words, from 1, counted over the document.
    pub occurrence: Option<usize>,
    /// Whether every place is meant.
    pub everywhere: bool,
    /// The element that is there; for `add`, the one to be there.
    pub element: Option<String>,
    /// What it is to be instead.
    pub instead: Option<String>,
    /// The entries of the lists that a name points to.
    pub to: Option<Vec<String>>,
    /// Attributes, name and value.
    pub attributes: Vec<(String, String)>,
    /// The parts of a whole, each perhaps with its entry.
    pub parts: Vec<(String, Option<String>)>,
    /// The number of a note, as it is printed.
    pub note: Option<String>,
    /// What the editor reads instead.
    pub reading: Option<String>,
    /// How sure the editor is.
    pub cert: Option<Certainty>,
    /// What it rests on.
    pub evidence: Option<String>,
    /// Who, when and why.
    pub signature: Signature,
}

/// Why a request is no decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused(String);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refused {}

/// A document with its marks as they stand, decisions obeyed.
#[derive(Debug)]
pub struct Marked {
    /// The normalised text.
    pub text: Text,
    /// Its blocks.
    pub structure: Structure,
    /// The text as anchors read it.
    pub ground: Ground,
    /// The marks that are written, in the order of a layer.
    pub marks: Vec<Annotation>,
    /// What became of the decisions; its layers are in the marks.
    pub obeyed: Obeyed,
}

impl Marked {
    /// Edits a source up to its marks.
    #[must_use]
    pub fn new(source: &Source, desk: &Desk) -> Self {
        let (text, _) = normalise(source, &desk.rules);
        let (structure, _) = structure::read(&text, &desk.layout());
        let layers = annotate(&text, &structure, desk).layers;
        let mut obeyed = super::obey(source, (&text, &structure), layers, &desk.decisions);
        let layers = std::mem::take(&mut obeyed.layers);
        let (marks, _) = resolve::written(text.as_str(), &structure, layers);
        let ground = Ground::new(text.as_str(), &structure);
        Self { text, structure, ground, marks, obeyed }
    }

    fn on(&self, span: Span) -> impl Iterator<Item = &Annotation> {
        self.marks.iter().filter(move |mark| mark.span == span)
    }
}

/// The decision that is asked for, at its place in a document.
///
/// # Errors
/// Words that are not there, or in several places; marks that are not there; elements that are
/// none. What the values must be is checked when the line is read back.
pub fn decide(request: &Request, source: &Source, marked: &Marked) -> Result<Decision, Refused> {
    let asked = Asked { request, source, marked };
    let (range, verdict) = asked.place_and_verdict()?;
    let at = if request.everywhere {
        Anchor { exact: asked.words(), ..Anchor::default() }
    } else {
        Anchor::of_flat(&marked.ground, &range)
    };
    Ok(Decision {
        verdict,
        at,
        everywhere: request.everywhere,
        cert: request.cert,
        evidence: request.evidence.clone(),
        signature: request.signature.clone(),
        replaces: Vec::new(),
    })
}

/// The decision that is asked for about every document.
///
/// # Errors
/// A kind that needs to see its place; elements that are none.
pub fn decide_for_all(request: &Request) -> Result<Decision, Refused> {
    let source = Source::from_text("", "");
    let text = Text::verbatim("");
    let structure = Structure::default();
    let ground = Ground::new("", &structure);
    let obeyed = Obeyed::default();
    let marked = Marked { text, structure, ground, marks: Vec::new(), obeyed };
    let asked = Asked { request, source: &source, marked: &marked };
    let phrase = match (&request.element, request.kind.as_str()) {
        (Some(name), _) => Some(phrase(name)?),
        (None, "date") => Phrase::find("date"),
        (None, "reject") => None,
        (None, kind) => {
            return Err(Refused(format!("`{kind}` needs --element, the mark it is about")));
        }
    };
    if matches!(request.kind.as_str(), "note" | "split") {
        return Err(Refused(format!("`{}` is about one place, not about all", request.kind)));
    }
    let verdict = match (request.kind.as_str(), phrase) {
        ("accept", Some(phrase)) => Verdict::Accept(phrase, None),
        ("reject", phrase) => Verdict::Reject(phrase),
        (_, Some(phrase)) => asked.verdict(phrase, None)?,
        (_, None) => return Err(Refused("the mark it is about is not named".to_owned())),
    };
    Ok(Decision {
        verdict,
        at: Anchor { exact: asked.words(), ..Anchor::default() },
        everywhere: false,
        cert: request.cert,
        evidence: request.evidence.clone(),
        signature: request.signature.clone(),
        replaces: Vec::new(),
    })
}

struct Asked<'a> {
    request: &'a Request,
    source: &'a Source,
    marked: &'a Marked,
}

impl Asked<'_> {
    /// The words as the text has them.
    fn words(&self) -> String {
        let composed: String = self.request.words.nfc().collect();
        squeeze(&composed)
    }

    fn place_and_verdict(&self) -> Result<(Range<usize>, Verdict), Refused> {
        let element = match (&self.request.element, self.request.kind.as_str()) {
            (Some(name), _) => Some(phrase(name)?),
            (None, "date") => Phrase::find("date"),
            (None, "note") => Phrase::find("ref"),
            (None, "add") => {
                return Err(Refused("`add` needs --element, the mark to be there".into()));
            }
            (None, _) => None,
        };
        let range = self.range(element)?;
        let span = self.marked.ground.text_of(&range);
        if self.request.kind == "add" || self.request.kind == "date" {
            let phrase = element.expect("both kinds have one, as matched above");
            return Ok((range, self.verdict(phrase, None)?));
        }
        let there: Vec<&Annotation> = self.marked.on(span).collect();
        let wanted = |mark: &&&Annotation| {
            element.is_none_or(|phrase| resolve::element_name(mark) == phrase.name)
        };
        let fitting: Vec<&&Annotation> = there.iter().filter(wanted).collect();
        let phrase = match (fitting.as_slice(), element) {
            ([mark], _) => Phrase::find(resolve::element_name(mark)),
            ([_, ..], Some(phrase)) => Some(phrase),
            ([_, ..], None) if self.request.kind == "reject" => {
                return Ok((range, Verdict::Reject(None)));
            }
            ([_, ..], None) => {
                let names: Vec<_> = there.iter().map(|mark| resolve::element_name(mark)).collect();
                let message = format!(
                    "several marks are there: {}; name one with --element",
                    names.join(", ")
                );
                return Err(Refused(message));
            }
            ([], Some(phrase)) if self.request.kind == "note" => Some(phrase),
            ([], _) => return Err(self.not_marked(element)),
        };
        let phrase = phrase.ok_or_else(|| self.not_marked(element))?;
        let mark = fitting.first().map(|mark| **mark);
        Ok((range, self.verdict(phrase, mark)?))
    }

    fn not_marked(&self, element: Option<&'static Phrase>) -> Refused {
        let what = element.map_or_else(String::new, |phrase| format!(" as {}", phrase.name));
        Refused(format!(
            "`{}` is not marked{what} there; `add` marks it, with --element",
            self.words()
        ))
    }

    /// The place that is meant.
    fn range(&self, element: Option<&'static Phrase>) -> Result<Range<usize>, Refused> {
        let flat = self.marked.ground.flat();
        let words = self.words();
        if words.is_empty() {
            return Err(Refused("the words it is about are missing".to_owned()));
        }
        let mut all: Vec<usize> = places(flat, &words).collect();
        if all.is_empty() {
            let near = nearest_words(flat, &words);
            let hint = near.map_or_else(String::new, |near| format!("; there is `{near}`"));
            return Err(Refused(format!("`{words}` is not in {}{hint}", self.source.path())));
        }
        whole_words(flat, &words, &mut all);
        let mut all: Vec<Range<usize>> = all.into_iter().map(|at| at..at + words.len()).collect();
        if let Some(occurrence) = self.request.occurrence {
            let found = occurrence.checked_sub(1).and_then(|at| all.get(at).cloned());
            return found.ok_or_else(|| {
                Refused(format!("`{words}` is there {} times, not {occurrence}", all.len()))
            });
        }
        if let Some((line, column)) = self.request.at {
            let there = |range: &Range<usize>| {
                let (from, to) = self.lines(range);
                match column {
                    Some(column) => {
                        let at = LineColumn { line, column };
                        from <= at && at <= to
                    }
                    None => from.line == line,
                }
            };
            all.retain(there);
            if all.is_empty() {
                return Err(Refused(format!("`{words}` is not at line {line}")));
            }
        }
        // The words may stand in many places; those that are marked are meant.
        if self.request.kind != "add" {
            let is_marked = |range: &Range<usize>| {
                self.marked.on(self.marked.ground.text_of(range)).any(|mark| {
                    element.is_none_or(|phrase| resolve::element_name(mark) == phrase.name)
                })
            };
            if all.iter().any(is_marked) {
                all.retain(is_marked);
            }
        }
        match all.as_slice() {
            [only] => Ok(only.clone()),
            several if self.request.everywhere => Ok(several[0].clone()),
            several => {
                const NAMED: usize = 6;
                let told = several.iter().take(NAMED).map(|range| {
                    format!("\n  --at {}  {}", self.lines(range).0, excerpt(flat, range))
                });
                let more = several.len().saturating_sub(NAMED);
                let more = if more > 0 { format!("\n  and {more} more") } else { String::new() };
                Err(Refused(format!(
                    "`{words}` is there {} times; say which:{}{more}",
                    several.len(),
                    told.collect::<String>()
                )))
            }
        }
    }

    /// Where flat text begins and ends in the source.
    fn lines(&self, range: &Range<usize>) -> (LineColumn, LineColumn) {
        let source = self.marked.text.source_of(self.marked.ground.text_of(range));
        (self.source.line_column(source.start), self.source.line_column(source.end))
    }

    fn verdict(
        &self,
        element: &'static Phrase,
        mark: Option<&Annotation>,
    ) -> Result<Verdict, Refused> {
        let request = self.request;
        Ok(match request.kind.as_str() {
            "accept" => {
                let mut tag = mark.and_then(Tag::of).unwrap_or_else(|| Tag::new(element));
                if let Some(crate::annotate::Mark::Marker { note }) = mark.map(|mark| &mark.mark) {
                    tag.note = self.opening(*note);
                }
                Verdict::Accept(element, Some(tag))
            }
            "reject" => Verdict::Reject(Some(element)),
            "retag" => {
                let Some(name) = &request.instead else {
                    return Err(Refused("`retag` needs --as, what it is to be".to_owned()));
                };
                Verdict::Retag(element, self.tag(phrase(name)?)?)
            }
            "link" => {
                let Some(to) = &request.to else {
                    return Err(Refused(
                        "`link` needs --to, the entries it points to; `--to -` \
                                        points to none"
                            .to_owned(),
                    ));
                };
                Verdict::Link(element, to.clone())
            }
            "add" => Verdict::Add(self.tag(element)?),
            "split" => Verdict::Split(element, self.parts(element)?),
            "date" => {
                if request.attributes.is_empty() {
                    return Err(Refused(
                        "`date` needs --set, as `--set when=1920-09-04`".to_owned(),
                    ));
                }
                Verdict::Date(self.tag(element)?)
            }
            "note" => Verdict::Note(self.note()?),
            other => {
                let kinds: Vec<_> = super::decision::KINDS.iter().map(|(name, ..)| *name).collect();
                return Err(Refused(format!("`{other}` is no decision: {}", kinds.join(", "))));
            }
        })
    }

    fn tag(&self, phrase: &'static Phrase) -> Result<Tag, Refused> {
        let mut tag = Tag::new(phrase);
        for (name, value) in &self.request.attributes {
            let Some(known) = phrase.attribute(name) else {
                return Err(Refused(format!("`{}` has no attribute `{name}`", phrase.name)));
            };
            tag.set(known, value.clone());
        }
        tag.refs = self.request.to.clone().unwrap_or_default();
        if !tag.refs.is_empty() && tag.name_kind().is_none() {
            return Err(Refused(format!("`{}` points to no register", phrase.name)));
        }
        tag.words.clone_from(&self.request.reading);
        if tag.phrase.name == "ref" && self.request.note.is_some() {
            tag.set("type", "noteAnchor");
            tag.note = Some(self.note()?);
        }
        Ok(tag)
    }

    fn parts(&self, element: &'static Phrase) -> Result<Vec<Part>, Refused> {
        if self.request.parts.is_empty() {
            return Err(Refused("`split` needs --part for each of the parts".to_owned()));
        }
        let parts = self.request.parts.iter().map(|(exact, to)| {
            let mut tag = Tag::new(element);
            if element.name == "rs" {
                tag.set("type", "personGrp");
            }
            tag.refs = to.iter().cloned().collect();
            Part { exact: squeeze(exact), occurrence: 1, tag }
        });
        Ok(parts.collect())
    }

    /// The opening words of the note that is asked for.
    fn note(&self) -> Result<Anchor, Refused> {
        let Some(wanted) = &self.request.note else {
            return Err(Refused("`note` needs --note, the number of the note".to_owned()));
        };
        let notes = markers::notes(&self.marked.structure);
        let found: Vec<usize> = notes
            .iter()
            .enumerate()
            .filter(|(_, (n, _))| n.as_deref() == Some(wanted.as_str()))
            .map(|(at, _)| at)
            .collect();
        match found.as_slice() {
            [only] => self.opening(*only).ok_or_else(|| Refused("the note is empty".to_owned())),
            [] => Err(Refused(format!("there is no note {wanted}"))),
            several => Err(Refused(format!("there are {} notes {wanted}", several.len()))),
        }
    }

    fn opening(&self, note: usize) -> Option<Anchor> {
        opening_of_note(&self.marked.structure, &self.marked.ground, note)
    }
}

/// The anchor of the opening words of a note, counted from 0.
#[must_use]
pub fn opening_of_note(structure: &Structure, ground: &Ground, note: usize) -> Option<Anchor> {
    const OPENING: usize = 48;
    let (_, span) = *markers::notes(structure).get(note)?;
    let leaf =
        structure.leaves().into_iter().map(|leaf| leaf.span).find(|leaf| span.contains(*leaf))?;
    let range = ground.flat_of(leaf)?;
    let words = &ground.flat()[range.clone()];
    let end = words.char_indices().nth(OPENING).map_or(words.len(), |(at, _)| at);
    let end = words[end..].find(' ').map_or(words.len(), |at| end + at);
    Some(Anchor::of_flat(ground, &(range.start..range.start + end)))
}

fn phrase(name: &str) -> Result<&'static Phrase, Refused> {
    Phrase::find(name).ok_or_else(|| {
        let near = nearest(name, PHRASES.iter().map(|phrase| phrase.name));
        let hint = near.map_or_else(String::new, |near| format!("; is `{near}` meant?"));
        Refused(format!("`{name}` is no element that can be decided{hint}"))
    })
}

/// Words of the text that differ from these in case alone.
fn nearest_words(flat: &str, words: &str) -> Option<String> {
    let (flat_lower, lower) = (flat.to_lowercase(), words.to_lowercase());
    let at = flat_lower.find(&lower).filter(|_| flat_lower.len() == flat.len())?;
    flat.get(at..at + lower.len()).map(str::to_owned)
}
