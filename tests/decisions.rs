//! Editors' decisions: obeyed at every run, kept or reported after every edit, never elsewhere.

mod anchors;
mod conflicts;
mod files;
mod obeyed;

use rubricate::Desk;
use rubricate::authority::Authority;
use rubricate::decide::{Decision, Decisions, Signature, Verdict};
use rubricate::diagnostic::Diagnostic;
use rubricate::edition::Edition;
use rubricate::source::Source;
use std::path::Path;

/// An edition with its lists and its files of decisions.
fn desk(lists: [&str; 3], files: &[(&str, &str)]) -> Result<Desk, Vec<Diagnostic>> {
    let edition = Edition::default();
    let list = |name: &str, text: &str| Source::from_text(name, text);
    let [persons, places, orgs] = lists;
    let authority = Authority::from_sources(
        &list("persons.tsv", persons),
        &list("places.tsv", places),
        &list("orgs.tsv", orgs),
    )?;
    let sources = files.iter().map(|(name, text)| {
        ((*name).to_owned(), Source::from_text(&format!("decisions/{name}.jsonl"), *text))
    });
    let input = Path::new("input");
    let decisions = Decisions::of(sources.collect(), input, &edition, &authority)?;
    Ok(Desk::new(edition, authority).with_decisions(decisions))
}

const PERSONS: &str = "id\tpreferred\tsurname\tforename\n\
    gray-a\tGray, Anna\tGray\tAnna\n\
    gray-k\tGray, Karl\tGray\tKarl\n\
    moss\tMoss, Peter\tMoss\tPeter\n";
const PLACES: &str = "id\tpreferred\n\
    york\tYork\n\
    elm\tElm Court\n";
const ORGS: &str = "id\tpreferred\ttype\n\
    star\tStar Society\torg\n\
    crew\tcrew of the Heron\tpersonGrp\n";
const LISTS: [&str; 3] = [PERSONS, PLACES, ORGS];

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
