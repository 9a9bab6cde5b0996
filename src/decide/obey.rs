//! Decisions laid over what the rules would have written.
//!
//! Decisions are about what would stand in the TEI without them: first the marks of the rules are
//! settled, then the decisions take away, change and add. A mark of a rule that contradicts a
//! decided one gives way (see `resolve`).

use super::contradict::contradictions;
use super::decision::{Signed, Verdict};
use super::everywhere::Finder;
use super::folder::Decisions;
use super::ground::Ground;
use super::locate::locate;
use super::misfit::Reporter;
use super::ruled::{Reach, Ruled};
use super::sheet::Sheet;
use crate::diagnostic::{Diagnostic, Finding};
use crate::layer::{Layer, Span};
use crate::normalise::Text;
use crate::resolve;
use crate::source::Source;
use crate::structure::Structure;
use hashbrown::HashMap;
use std::collections::BTreeSet;

/// What became of the layers of a document, and of the decisions about it.
#[derive(Debug, Default)]
pub struct Obeyed {
    /// The layers, as the editors want them.
    pub layers: Vec<Layer>,
    /// The marks that are not written, whatever was decided.
    pub findings: Vec<Finding>,
    /// The decisions that could not be obeyed, at their lines.
    pub misfits: Vec<Diagnostic>,
    /// Those that contradict each other, in pairs, by [`Signed::id`].
    pub against: Vec<(String, String)>,
    /// Who decided about this document, as they sign.
    pub people: BTreeSet<String>,
    /// Which of the decisions about every document had a place in this one, by their numbers.
    pub fitted: BTreeSet<usize>,
    /// What is not marked by decision: where, and as which element; none for all.
    pub rejected: BTreeSet<(Span, Option<&'static str>)>,
}

impl Obeyed {
    /// Whether it was decided that words are not marked as an element.
    #[must_use]
    pub fn rejects(&self, span: Span, element: &'static str) -> bool {
        self.rejected.contains(&(span, None)) || self.rejected.contains(&(span, Some(element)))
    }
}

/// Obeys the decisions about a document.
#[must_use]
pub fn obey(
    source: &Source,
    (text, structure): (&Text, &Structure),
    layers: Vec<Layer>,
    decisions: &Decisions,
) -> Obeyed {
    let own = decisions.name_of(source.path()).map_or(&[][..], |name| decisions.of_document(name));
    let all = decisions.everywhere();
    if own.is_empty() && all.decisions().is_empty() {
        return Obeyed { layers, ..Obeyed::default() };
    }
    let ground = Ground::new(text.as_str(), structure);
    let reporter = Reporter { source, text, ground: &ground };
    let mut obeyed = Obeyed::default();
    let mut ruled = of_document(own, reporter, &mut obeyed.misfits);
    for (number, range) in all.places(&ground) {
        let signed = &all.decisions()[number];
        ruled.push(Ruled::new(signed, &range, Reach::Edition(number), &ground));
    }
    if ruled.is_empty() {
        return Obeyed { layers, ..obeyed };
    }
    let rejected = ruled.iter().filter_map(|ruled| match ruled.signed.decision.verdict {
        Verdict::Reject(phrase) => Some((ruled.span, phrase.map(|phrase| phrase.name))),
        _ => None,
    });
    obeyed.rejected = rejected.collect();
    let (marks, dropped) = resolve::written(text.as_str(), structure, layers);
    obeyed.findings = dropped;
    let mut sheet = Sheet::new(marks, structure, reporter);
    let ruled: Vec<Ruled> = ruled.into_iter().filter(|ruled| sheet.takes(ruled)).collect();
    let ruled = nearest_rulings(ruled);
    let against = contradictions(&ruled);
    let mut out = BTreeSet::new();
    for (one, other) in against {
        obeyed.misfits.push(reporter.contradiction(&ruled[one], &ruled[other]));
        obeyed.against.push((ruled[one].signed.id.clone(), ruled[other].signed.id.clone()));
        out.insert(one);
    }
    let kept: Vec<&Ruled> = ruled
        .iter()
        .enumerate()
        .filter(|(at, _)| !out.contains(at))
        .map(|(_, kept)| kept)
        .collect();
    for ruled in &kept {
        sheet.take_away(ruled);
    }
    for ruled in &kept {
        match sheet.put(ruled, decisions.people()) {
            Ok(()) => {
                obeyed.people.insert(ruled.signed.decision.signature.who.clone());
            }
            Err(misfit) => obeyed.misfits.push(misfit),
        }
    }
    // One that gives way to a decision about a single place has had its place as well.
    obeyed.fitted = sheet.fitted();
    obeyed.layers = vec![Layer::new(sheet.into_marks())];
    obeyed
}

/// The decisions about one document at their places.
fn of_document<'d>(
    decisions: &'d [Signed],
    reporter: Reporter,
    misfits: &mut Vec<Diagnostic>,
) -> Vec<Ruled<'d>> {
    let ground = reporter.ground;
    let (every, single): (Vec<&Signed>, Vec<&Signed>) =
        decisions.iter().partition(|signed| signed.decision.everywhere);
    let anchors: Vec<_> = single.iter().map(|signed| &signed.decision.at).collect();
    let mut ruled = Vec::with_capacity(decisions.len());
    for (signed, place) in single.into_iter().zip(locate(ground, &anchors)) {
        match place {
            Ok(range) => ruled.push(Ruled::new(signed, &range, Reach::Place, ground)),
            Err(misfit) => misfits.push(reporter.misfit(signed, &misfit)),
        }
    }
    let places = Finder::new(every.iter().copied()).places(ground, &every);
    let found: BTreeSet<usize> = places.iter().map(|(number, _)| *number).collect();
    let lost = every.iter().enumerate().filter(|(number, _)| !found.contains(number));
    misfits.extend(lost.map(|(_, signed)| Reporter::nowhere(signed)));
    for (number, range) in places {
        ruled.push(Ruled::new(every[number], &range, Reach::Document, ground));
    }
    ruled
}

/// Of the decisions about the same words those that are made for them the most: one about a single
/// place goes before one about all of a document, and that before one about all of the edition;
/// one that says what stands around goes before one that does not.
fn nearest_rulings(ruled: Vec<Ruled>) -> Vec<Ruled> {
    let mut best = HashMap::new();
    for one in &ruled {
        let highest = best.entry(one.span).or_insert_with(|| one.weight());
        *highest = (*highest).max(one.weight());
    }
    ruled.into_iter().filter(|one| best.get(&one.span) == Some(&one.weight())).collect()
}
