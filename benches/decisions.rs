//! What editors' decisions cost: `cargo bench --bench decisions`.
//!
//! An edition of 1,000 documents is built in memory with 10,000 decisions, each read from its line
//! and found by its quotation, and without any, turn about; what is told is the ratio of the two.

use rayon::prelude::*;
use rubricate::authority::Authority;
use rubricate::decide::request::Marked;
use rubricate::decide::{Anchor, Decision, Decisions, Signature, Tag, Verdict};
use rubricate::edition::Edition;
use rubricate::source::Source;
use rubricate::validate::Validator;
use rubricate::{Desk, edit};
use std::path::Path;
use std::time::{Duration, Instant};

const DOCUMENTS: usize = 1_000;
const DECISIONS: usize = 10_000;
const ROUNDS: usize = 5;

fn main() {
    let lists = Path::new(env!("CARGO_MANIFEST_DIR")).join("authority");
    let authority = Authority::read(&lists).expect("the sample's lists are sound");
    let mut desk = Desk::new(Edition::default(), authority);
    let text = Path::new(env!("CARGO_MANIFEST_DIR")).join("input/section-1-1912-1921.txt");
    let text = std::fs::read_to_string(text).expect("the sample is in the project");
    let sources: Vec<Source> = (0..DOCUMENTS)
        .map(|number| Source::from_text(&format!("input/d{number}.txt"), text.as_str()))
        .collect();
    let decisions = decisions(&sources[0], &desk);
    let lines = lines(&decisions);
    // No paragraph is as it was: each decision is found by what stands around it.
    let edited: Vec<Decision> = decisions
        .into_iter()
        .map(|decision| Decision { at: Anchor { paragraph: Some(1), ..decision.at }, ..decision })
        .collect();
    let lines_of_edited = self::lines(&edited);
    let validator = Validator::new(&desk, None).expect("the schema is sound");
    let (mut without, mut with, mut moved) = (Duration::MAX, Duration::MAX, Duration::MAX);
    for _ in 0..ROUNDS {
        without = without.min(time(&mut desk, &validator, &sources, ""));
        with = with.min(time(&mut desk, &validator, &sources, &lines));
        moved = moved.min(time(&mut desk, &validator, &sources, &lines_of_edited));
    }
    let ratio = |time: Duration| (time.as_secs_f64() / without.as_secs_f64() - 1.0) * 100.0;
    println!("{DOCUMENTS} documents of {} bytes, {DECISIONS} decisions", text.len());
    println!("  without decisions          {without:>10.0?}");
    println!("  with decisions             {with:>10.0?}  {:+.1} %", ratio(with));
    println!("  all their paragraphs edited{moved:>10.0?}  {:+.1} %", ratio(moved));
}

/// The time of one build from texts in memory to validated TEI, decisions read.
fn time(desk: &mut Desk, validator: &Validator, sources: &[Source], lines: &str) -> Duration {
    let start = Instant::now();
    let files = (0..sources.len()).filter(|_| !lines.is_empty()).map(|number| {
        let path = format!("decisions/d{number}.jsonl");
        (format!("d{number}"), Source::from_text(&path, lines))
    });
    let input = Path::new("input");
    desk.decisions = Decisions::of(files.collect(), input, &desk.edition, &desk.authority)
        .expect("the decisions are sound");
    let desk = &*desk;
    let bytes: usize = sources
        .par_iter()
        .map(|source| {
            let document = edit(source, desk);
            validator.check(desk, source, &document).len() + document.tei.xml.len()
        })
        .sum();
    assert!(bytes > 0);
    start.elapsed()
}

/// The decisions about one document: marks that are accepted, spread over it.
fn decisions(source: &Source, desk: &Desk) -> Vec<Decision> {
    let marked = Marked::new(source, desk);
    let each = DECISIONS / DOCUMENTS;
    let step = marked.marks.len() / each;
    let accepted = marked.marks.iter().step_by(step).take(each).map(|mark| {
        let tag = Tag::of(mark).expect("the rules mark what can be decided");
        Decision {
            verdict: Verdict::Accept(tag.phrase, Some(tag)),
            at: Anchor::new(&marked.ground, mark.span).expect("a mark holds words"),
            everywhere: false,
            cert: None,
            evidence: None,
            signature: Signature {
                who: "mh".into(),
                when: "2026-11-24".into(),
                why: "seen".into(),
            },
            replaces: Vec::new(),
        }
    });
    accepted.collect()
}

fn lines(decisions: &[Decision]) -> String {
    decisions.iter().map(|decision| decision.to_json() + "\n").collect()
}
