//! Editors' decisions: obeyed at every run, kept or reported after every edit, never elsewhere.

mod anchors;
mod commands;
mod conflicts;
mod files;
mod obeyed;

use rubricate::Desk;
use rubricate::authority::Authority;
use rubricate::decide::{Decision, Decisions, Signature, Verdict};
use rubricate::diagnostic::Diagnostic;
use rubricate::edition::Edition;
use rubricate::source::Source;
use std::cell::RefCell;
use std::path::Path;

thread_local! {
    /// One desk for all cases: making it ready takes longer than a document.
    static DESK: RefCell<Desk> = RefCell::new(Desk::new(Edition::default(), authority()));
}

/// The lists of the tests.
pub fn authority() -> Authority {
    let list = |name: &str, text: &str| Source::from_text(name, text);
    let persons = list("persons.tsv", PERSONS);
    Authority::from_sources(&persons, &list("places.tsv", PLACES), &list("orgs.tsv", ORGS))
        .expect("the lists are sound")
}

/// What a test does with an edition that has these files of decisions.
///
/// # Errors
/// What is wrong with the files.
fn with<T>(files: &[(&str, &str)], work: impl FnOnce(&Desk) -> T) -> Result<T, Vec<Diagnostic>> {
    let sources = files.iter().map(|(name, text)| {
        ((*name).to_owned(), Source::from_text(&format!("decisions/{name}.jsonl"), *text))
    });
    let sources = sources.collect();
    DESK.with_borrow_mut(|desk| {
        let input = Path::new("input");
        desk.decisions = Decisions::of(sources, input, &desk.edition, &desk.authority)?;
        Ok(work(desk))
    })
}

pub const PERSONS: &str = "id\tpreferred\tsurname\tforename\n\
    gray-a\tGray, Anna\tGray\tAnna\n\
    gray-k\tGray, Karl\tGray\tKarl\n\
    moss\tMoss, Peter\tMoss\tPeter\n";
pub const PLACES: &str = "id\tpreferred\n\
    york\tYork\n\
    elm\tElm Court\n";
const ORGS: &str = "id\tpreferred\ttype\n\
    star\tStar Society\torg\n\
    crew\tcrew of the Heron\tpersonGrp\n";

/// The document that the tests decide about.
fn source(text: &str) -> Source {
    Source::from_text("input/a.txt", text)
}

fn signature() -> Signature {
    Signature { who: "mh".into(), when: "2026-11-24".into(), why: String::new() }
}

/// A decision about one place.
fn decision(verdict: Verdict, at: rubricate::decide::Anchor) -> Decision {
    Decision {
        verdict,
        at,
        everywhere: false,
        cert: None,
        evidence: None,
        signature: signature(),
        replaces: Vec::new(),
    }
}

/// Lines of decisions as a file.
fn file(decisions: &[Decision]) -> String {
    decisions.iter().map(|decision| decision.to_json() + "\n").collect()
}
