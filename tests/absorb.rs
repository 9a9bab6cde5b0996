//! TEI that an editor corrected by hand comes back: as decisions, or as findings, never lost.

mod commands;
mod differences;
mod laws;
mod pencil;

use crate::decisions::authority;
use rubricate::absorb::{Absorbed, Edited, Job, Otherwise, absorb};
use rubricate::decide::{Decisions, Draft, Signature};
use rubricate::edition::{Edition, Editor};
use rubricate::source::Source;
use rubricate::{Desk, Document, edit};
use std::cell::RefCell;
use std::path::Path;

thread_local! {
    /// One desk for all cases: making it ready takes longer than a document.
    static DESK: RefCell<Desk> = RefCell::new(Desk::new(edition(), authority()));
}

fn edition() -> Edition {
    let editor = |id: &str| Editor { id: Some(id.into()), name: id.into(), ..Editor::default() };
    Edition { editors: vec![editor("mh"), editor("jd")], ..Edition::default() }
}

/// An edition of one document, `a`, whose decisions grow.
struct Desktop {
    source: Source,
    draft: Draft,
}

impl Desktop {
    fn new(text: &str) -> Self {
        let draft = Draft::open(Path::new("nowhere"), &edition()).expect("there are none");
        Self { source: Source::from_text("nowhere/input/a.txt", text), draft }
    }

    /// The TEI under the decisions so far, which all fit.
    fn built(&self) -> String {
        let document = self.document();
        let misfits = document.diagnostics.iter();
        let misfits: Vec<_> =
            misfits.filter(|found| found.place.path.contains("decisions")).collect();
        assert!(misfits.is_empty(), "{misfits:?}");
        document.tei.xml
    }

    /// The same, whether they fit or not.
    fn document(&self) -> Document {
        DESK.with_borrow_mut(|desk| {
            desk.decisions = self.draft.decisions(desk).expect("they are sound");
            let document = edit(&self.source, desk);
            desk.decisions = Decisions::default();
            document
        })
    }

    /// What an edited file comes to.
    fn absorb(&self, xml: &str) -> Absorbed {
        self.absorb_or(xml, Otherwise::Nothing)
    }

    fn absorb_or(&self, xml: &str, otherwise: Otherwise) -> Absorbed {
        let edited = Edited::read("edited.xml", xml.as_bytes()).expect("it is TEI");
        let signature =
            Signature { who: "mh".into(), when: "2026-11-24".into(), why: String::new() };
        let job = Job { edited: &edited, source: &self.source, document: "a", suffix: "" };
        DESK.with_borrow_mut(|desk| {
            desk.decisions = self.draft.decisions(desk).expect("they are sound");
            let absorbed = absorb(job, desk, (&self.draft, otherwise), || Ok(signature));
            desk.decisions = Decisions::default();
            absorbed.expect("it is signed").expect("it is of this document")
        })
    }

    /// Takes an edited file in; what is decided, in words.
    fn take(&mut self, xml: &str) -> Vec<String> {
        let absorbed = self.absorb(xml);
        assert_eq!(told(&absorbed), Vec::<String>::new());
        if let Some(draft) = absorbed.draft {
            self.draft = draft;
        }
        let decisions = absorbed.decisions.iter();
        decisions.map(|(_, made)| format!("{}: {}", made.at.exact, made.verdict)).collect()
    }
}

/// The findings, as they are printed.
fn told(absorbed: &Absorbed) -> Vec<String> {
    absorbed.findings.iter().map(ToString::to_string).collect()
}
