//! What an editor corrected in our TEI, taken back: the marks become decisions.
//!
//! The document is generated anew from its text and the decisions that stand, and both files are
//! read in the same way: words, marks on them, and the rest (`page`). White space, the order of
//! attributes and comments outside the text are no difference, so that a file may have gone
//! through any program. Three kinds of differences are left:
//!
//! - **Words** (`R961`) are shown, and refused unless they are asked for.
//! - **Marks** that decisions can speak of become decisions (`wish`). They are tried before they
//!   are written: the document is generated with them, and what is not as the editor left it is
//!   told of (`trial`). The newer wish takes the place of the decision that it contradicts.
//! - **The rest** (`R962`) is told of: blocks, the header, attributes that decisions do not know.

mod differing;
mod edited;
mod entries;
mod find;
mod mark;
mod overlay;
mod page;
mod rest;
mod trial;
mod wish;

pub use edited::Edited;
pub use find::{Found, NotFound, find};

use crate::decide::request::Marked;
use crate::decide::{Decision, Draft, Signature};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::edition::Letters;
use crate::source::Source;
use crate::{Desk, Document, annotate, edit};
use differing::differing;
use edited::Generated;
use entries::Entries;
use hashbrown::HashMap;
use overlay::Overlay;
use page::Page;
use std::ops::Range;
use trial::{Form, Trial, generated};
use wish::{Reader, Unsaid};

/// A file that was edited, and what it was generated from.
#[derive(Debug, Clone, Copy)]
pub struct Job<'a> {
    /// The file as it is now.
    pub edited: &'a Edited,
    /// The plain text.
    pub source: &'a Source,
    /// Its name, as files of decisions are named.
    pub document: &'a str,
    /// What the file is named by after its page: nothing, or `.` and a letter's key.
    pub suffix: &'a str,
}

/// What becomes of the rest where something cannot be taken over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Otherwise {
    /// Nothing is.
    Nothing,
    /// All that can be.
    Partial,
}

/// What an edited file comes to.
#[derive(Debug, Default)]
pub struct Absorbed {
    /// What cannot be taken over, by place.
    pub findings: Vec<Diagnostic>,
    /// The new decisions with their lines, whether they are to be written or not.
    pub decisions: Vec<(usize, Decision)>,
    /// The decisions to be written; none where there are none, or something is in the way.
    pub draft: Option<Draft>,
}

/// Reads what an editor wants from an edited file. Nothing is written yet; the decisions of the
/// desk are those that were tried.
///
/// # Errors
/// A file that is not of this document; decisions that stand and are not sound. Who signs is
/// asked for where there is something to sign, and may fail.
pub fn absorb(
    job: Job,
    desk: &mut Desk,
    (draft, otherwise): (&Draft, Otherwise),
    sign: impl FnOnce() -> anyhow::Result<Signature>,
) -> anyhow::Result<Result<Absorbed, Vec<Diagnostic>>> {
    let entries = Entries::new(&desk.authority);
    let new = Page::new(job.edited.tree(), &entries);
    let pair = match Pair::new(job, desk, &entries, &new) {
        Ok(pair) => pair,
        Err(faults) => return Ok(Err(faults)),
    };
    desk.edition.letters = pair.form.letters;
    let mut findings = pair.text();
    findings.extend(rest::structure(job.edited, &pair.old.page, &new, &pair.overlay));
    match pair.header(desk, &entries) {
        Ok(found) => findings.extend(found),
        Err(faults) => return Ok(Err(faults)),
    }
    let groups = differing(&pair.old.page, &new, &pair.overlay);
    let mut absorbed = Absorbed::default();
    if !groups.is_empty() {
        let marked = Marked::new(job.source, desk);
        let notes = notes(&pair.document, &marked, &entries);
        let reader = Reader {
            marked: &marked,
            generated: &pair.old,
            notes: &notes,
            edition: &desk.edition.clone(),
            signature: &sign()?,
            place: &|span| pair.place(span),
        };
        let read = reader.wishes(&groups);
        let trial = Trial {
            desk,
            source: job.source,
            document: job.document,
            form: &pair.form,
            entries: &entries,
            draft,
            new: &new,
            overlay: &pair.overlay,
        };
        let fitted = match trial.run(&reader, read) {
            Ok(fitted) => fitted,
            Err(faults) => return Ok(Err(faults)),
        };
        findings.extend(
            fitted.unsaid.into_iter().map(|Unsaid { at, message, .. }| {
                job.edited.finding(Code::NotAbsorbed, at, message)
            }),
        );
        absorbed.draft = (!fitted.decisions.is_empty()).then_some(fitted.draft);
        absorbed.decisions = fitted.decisions;
    }
    let is_in_the_way = findings.iter().any(|finding| finding.severity() == Severity::Error);
    if is_in_the_way && otherwise == Otherwise::Nothing {
        absorbed.draft = None;
    }
    findings.sort();
    findings.dedup();
    absorbed.findings = findings;
    Ok(Ok(absorbed))
}

/// An edited file beside the generated one.
struct Pair<'a> {
    job: Job<'a>,
    new: &'a Page,
    form: Form,
    document: Document,
    old: Generated,
    overlay: Overlay,
}

impl<'a> Pair<'a> {
    /// Generates the document in the form that the edited file has: as `build` writes it, or as
    /// `edit` does, which keeps all letters in one file.
    fn new(
        job: Job<'a>,
        desk: &mut Desk,
        entries: &Entries,
        new: &'a Page,
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut forms = vec![desk.edition.letters];
        if job.suffix.is_empty() && desk.edition.letters == Letters::Files {
            forms.push(Letters::Divisions);
        }
        let mut best: Option<(usize, Self)> = None;
        for letters in forms {
            desk.edition.letters = letters;
            let form = Form { suffix: job.suffix.to_owned(), letters };
            let document = edit(job.source, desk);
            let Some(old) = generated(&document, &form, entries)? else { continue };
            let overlay = Overlay::new(&old.page, new);
            let changes = overlay.changes.iter();
            let far = changes.map(|change| change.old.len() + change.new.len()).sum();
            if best.as_ref().is_none_or(|(least, _)| far < *least) {
                best = Some((far, Self { job, new, form, document, old, overlay }));
            }
        }
        let fault = |message: String| {
            vec![Diagnostic::new(Code::EditedUnknown, job.edited.path(), None, message)]
        };
        let Some((_, pair)) = best else {
            let message = format!("`{}{}` is no file of the edition", job.document, job.suffix);
            return Err(fault(message));
        };
        let (kept, all) = pair.overlay.kept;
        if kept * 2 < all {
            let (name, suffix) = (job.document, job.suffix);
            let message = format!("only {kept} of the {all} words of `{name}{suffix}` are in it");
            return Err(fault(message));
        }
        Ok(pair)
    }

    /// Where a span of the generated file begins in the edited one, in bytes.
    fn place(&self, span: &Range<usize>) -> usize {
        self.new.offset(self.overlay.new_near(span).start, self.job.edited.xml())
    }

    /// The findings about words.
    fn text(&self) -> Vec<Diagnostic> {
        let told = self.overlay.changes.iter().map(|change| {
            let (was, is) = (self.old.page.words(&change.old), self.new.words(&change.new));
            let source = self.document.text.source_of(crate::layer::Span::new(
                self.old.text_at(change.old.start),
                self.old.text_at(change.old.start),
            ));
            let message = match (was.as_str(), is.as_str()) {
                ("", is) => format!("`{is}` was put into the text"),
                (was, "") => format!("`{was}` was taken out of the text"),
                (was, is) => format!("`{was}` of the text became `{is}`"),
            };
            let at = self.new.offset(change.new.start, self.job.edited.xml());
            let mut finding = self.job.edited.finding(Code::TextEdited, at, message);
            let (path, at) = (self.job.source.path(), self.job.source.line_column(source.start));
            finding.help = Some(format!("the text stands at {path}:{at}"));
            finding
        });
        told.collect()
    }

    /// The findings about the header. What stood there before the standing decisions is no change.
    fn header(
        &self,
        desk: &mut Desk,
        entries: &Entries,
    ) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
        let found = rest::header(self.job.edited, &[&self.old], entries);
        if found.is_empty() {
            return Ok(found);
        }
        let standing = std::mem::take(&mut desk.decisions);
        let bare = edit(self.job.source, desk);
        desk.decisions = standing;
        let Some(bare) = generated(&bare, &self.form, entries)? else { return Ok(found) };
        Ok(rest::header(self.job.edited, &[&self.old, &bare], entries))
    }
}

/// The notes of a document by their `xml:id`, as numbers from 0.
fn notes(document: &Document, marked: &Marked, entries: &Entries) -> HashMap<String, usize> {
    let spans = annotate::markers::notes(&marked.structure);
    let mut numbers = HashMap::new();
    for (_, tei) in document.files() {
        let Ok(file) = Generated::new(tei, document.text.as_str(), entries) else { continue };
        for note in file.page.items.iter().filter(|item| item.name == "note") {
            let at = file.text_at(note.span.start);
            let number = spans.iter().position(|(_, span)| span.start <= at && at < span.end);
            numbers.extend(note.id.clone().zip(number));
        }
    }
    numbers
}
