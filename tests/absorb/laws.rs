//! Laws: nothing of nothing; exactly what was changed; no difference by layout; words are shown.

use super::pencil::{self, Mark, Stroke, marks, stroke};
use super::{Desktop, told};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use rubricate::diagnostic::Code;

/// A document of a few paragraphs with names, dates, notes and a quotation.
fn document() -> impl Strategy<Value = String> {
    let words = select(vec![
        "Gray",
        "Anna Gray",
        "Karl Gray",
        "Moss",
        "York",
        "Elm Court",
        "the Star Society",
        "5 May 1920",
        "in 1921",
        "the",
        "old",
        "mill",
        "went",
        "to",
        "with",
        "and",
        "saw",
        "letters",
        "of",
        "them & others",
        "\u{201c}the comet\u{201d}",
        "naïve",
        "[would]",
        "said",
        "General",
        "Mr. Ridley",
        "near",
        "again",
        "teh",
        "harbour1",
    ]);
    let paragraph = prop::collection::vec(words, 6..40).prop_map(|words| words.join(" ") + ".");
    prop::collection::vec(paragraph, 1..6).prop_map(|paragraphs| {
        paragraphs.join("\n\n") + "\n\nNotes:\n\n1 See Moss of York, 5 May 1920.\n"
    })
}

fn strokes(most: usize) -> impl Strategy<Value = Vec<Stroke>> {
    let n = any::<u16>().prop_map(usize::from);
    let one = prop_oneof![
        n.clone().prop_map(Stroke::Remove),
        (n.clone(), n.clone()).prop_map(|(n, tag)| Stroke::Retag(n, tag)),
        (n.clone(), n.clone()).prop_map(|(n, to)| Stroke::Link(n, to)),
        (n.clone(), any::<u16>()).prop_map(|(n, year)| Stroke::Date(n, year)),
        (n.clone(), n.clone()).prop_map(|(n, cert)| Stroke::Cert(n, cert)),
        (n.clone(), n.clone(), n.clone()).prop_map(|(n, count, tag)| Stroke::Add(n, count, tag)),
        n.prop_map(Stroke::Widen),
    ];
    prop::collection::vec(one, 1..=most)
}

/// The file after all strokes that can be made. Twice the same element on the same words is what no
/// decision can say.
fn drawn(xml: &str, strokes: &[Stroke]) -> String {
    strokes.iter().fold(xml.to_owned(), |xml, one| {
        let is_sayable = |xml: &String| {
            let mut found: Vec<_> =
                marks(xml).into_iter().map(|(start, end, name, _)| (start, end, name)).collect();
            found.sort();
            found.windows(2).all(|pair| pair[0] != pair[1])
        };
        stroke(&xml, one).filter(is_sayable).unwrap_or(xml)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_was_not_changed_yields_nothing(text in document()) {
        let desktop = Desktop::new(&text);
        let absorbed = desktop.absorb(&desktop.built());
        prop_assert_eq!(told(&absorbed), Vec::<String>::new());
        prop_assert_eq!(absorbed.decisions, vec![]);
        prop_assert!(absorbed.draft.is_none());
    }

    #[test]
    fn a_hundred_changes_of_markup_come_back_at_the_next_build(
        text in document(),
        first in strokes(100),
        second in strokes(20),
    ) {
        let mut desktop = Desktop::new(&text);
        // The second time over decisions that stand.
        for strokes in [first, second] {
            let built = desktop.built();
            let letters = pencil::letters_of(&built);
            let edited = drawn(&built, &strokes);
            let made = desktop.take(&edited);
            prop_assert_eq!(marks(&desktop.built()), marks(&edited));
            prop_assert_eq!(desktop.take(&edited), Vec::<String>::new());
            // Exactly those: a decision is about words whose marks were changed.
            let (old, new) = (marks(&built), marks(&edited));
            let changed = old.iter().filter(|mark| !new.contains(mark));
            let changed: Vec<_> = changed.chain(new.iter().filter(|mark| !old.contains(mark))).collect();
            let words = |mark: &Mark| letters[mark.0..mark.1].iter().collect::<String>();
            for decision in &made {
                let (exact, verdict) = decision.split_once(": ").expect("it has both");
                let exact = exact.replace(' ', "");
                let is_changed = changed.iter().any(|mark| words(mark) == exact);
                prop_assert!(is_changed || verdict.starts_with("accept"), "{}", decision);
            }
            prop_assert!(made.len() <= 2 * changed.len(), "{:?}", made);
        }
    }

    #[test]
    fn layout_is_no_difference(text in document(), seed in any::<u64>()) {
        let desktop = Desktop::new(&text);
        let edited = reformatted(&desktop.built(), seed);
        let absorbed = desktop.absorb(&edited);
        prop_assert_eq!(told(&absorbed), Vec::<String>::new());
        prop_assert_eq!(absorbed.decisions, vec![]);
    }

    #[test]
    fn every_change_of_words_is_shown_and_none_is_made(
        text in document(),
        places in prop::collection::vec(any::<Index>(), 1..6),
        kind in 0..4_usize,
    ) {
        let desktop = Desktop::new(&text);
        let xml = desktop.built();
        let (edited, changed) = respelled(&xml, &places, kind);
        let absorbed = desktop.absorb(&edited);
        let shown = absorbed.findings.iter().filter(|found| found.code == Code::TextEdited);
        prop_assert_eq!(shown.count(), changed, "{:?}", told(&absorbed));
        prop_assert!(absorbed.draft.is_none());
    }
}

/// A number that looks like chance, from a seed and a place.
fn chance(seed: u64, at: usize) -> u64 {
    let mixed = (seed ^ at as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 33
}

/// The file with its lines broken elsewhere, indented, its tags written otherwise.
fn reformatted(xml: &str, seed: u64) -> String {
    let mut out = String::new();
    let mut in_tag = false;
    let mut quoted = false;
    for (at, c) in xml.char_indices() {
        match c {
            '<' => in_tag = true,
            '>' if !quoted => in_tag = false,
            '"' if in_tag => quoted = !quoted,
            _ => {}
        }
        let is_space = c == ' ' && (!in_tag || !quoted) && at > 60;
        match (is_space || c == '\n', chance(seed, at) % 3) {
            (true, 0) => out.push_str("\n      "),
            (true, 1) => out.push_str("  "),
            _ => out.push(c),
        }
    }
    out.replace("<body>", "<body>\n\n\t").replace("</p>", "\n   </p>")
}

/// The file with words changed that do not stand near each other, and how many there are. Each is
/// deleted, replaced, doubled, or divided.
fn respelled(xml: &str, places: &[Index], kind: usize) -> (String, usize) {
    const WORDS: [&str; 8] = ["the", "old", "mill", "went", "with", "saw", "letters", "again"];
    let body = xml.find("<body>").expect("it has a body");
    let mut found: Vec<(usize, &str)> = Vec::new();
    for word in WORDS {
        let spaced = format!(" {word} ");
        found.extend(xml[body..].match_indices(&spaced).map(|(at, _)| (body + at + 1, word)));
    }
    found.sort_unstable();
    let mut chosen: Vec<(usize, &str)> = Vec::new();
    let mut wanted: Vec<usize> =
        places.iter().map(|place| place.index(found.len().max(1))).collect();
    wanted.sort_unstable();
    for at in wanted {
        let Some(&(start, word)) = found.get(at) else { continue };
        let far = |&(before, _): &(usize, &str)| start > before + 60;
        if chosen.last().is_none_or(far) {
            chosen.push((start, word));
        }
    }
    let mut edited = xml.to_owned();
    for &(start, word) in chosen.iter().rev() {
        let by = match kind {
            0 => String::new(),
            1 => "xyzzy".to_owned(),
            2 => format!("{word} {word}"),
            _ => format!("{} {}", &word[..2], &word[2..]),
        };
        let end = start + word.len() + usize::from(kind == 0);
        edited.replace_range(start..end, &by);
    }
    (edited, chosen.len())
}
