//! The law of anchors: kept at their own place or reported, whatever is edited around them.

use proptest::prelude::*;
use rubricate::decide::locate::{MisfitKind, locate};
use rubricate::decide::{Anchor, Ground};
use rubricate::layer::Span;
use std::ops::Range;

/// A text as paragraphs of words; each word has a number that edits leave to it.
type Page = Vec<Vec<(usize, String)>>;

/// Few words, so that they come again and again.
const WORDS: &[&str] = &[
    "Gray",
    "Moss",
    "wrote",
    "to",
    "the",
    "harbour",
    "and",
    "said",
    "that",
    "Gray,",
    "Moss.",
    "would",
    "come",
    "on",
    "Friday;",
    "with",
    "greetings",
    "Yours,",
    "A.",
    "(York)",
    "telegram",
    "from",
    "of",
    "5",
    "May",
    "№",
    "élan",
    "no",
    "answer",
    "yet",
];

/// What stands at the end of every letter.
const FORMULA: &str = "With greetings, yours A. Gray";

fn page() -> impl Strategy<Value = Page> {
    let word = prop::sample::select(WORDS).prop_map(str::to_owned);
    let words = prop::collection::vec(word, 1..40);
    let formula = Just(FORMULA.split(' ').map(str::to_owned).collect::<Vec<_>>());
    let paragraph = prop_oneof![4 => words, 1 => formula];
    prop::collection::vec(paragraph, 1..8).prop_map(|paragraphs| {
        let mut number = 0;
        let mut numbered = |word: String| {
            number += 1;
            (number, word)
        };
        paragraphs.into_iter().map(|words| words.into_iter().map(&mut numbered).collect()).collect()
    })
}

/// A change that an editor makes to a text.
#[derive(Debug, Clone)]
enum Edit {
    Insert(usize, Vec<String>),
    Delete(usize, usize),
    Replace(usize, String),
    DeleteParagraph(usize),
    InsertParagraph(usize, Vec<String>),
    Exchange(usize, usize),
    Divide(usize),
    Join(usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    let word = || prop::sample::select(WORDS).prop_map(str::to_owned);
    let words = || prop::collection::vec(word(), 1..6);
    prop_oneof![
        (any::<usize>(), words()).prop_map(|(at, words)| Edit::Insert(at, words)),
        (any::<usize>(), 1..6_usize).prop_map(|(at, count)| Edit::Delete(at, count)),
        (any::<usize>(), word()).prop_map(|(at, word)| Edit::Replace(at, word)),
        any::<usize>().prop_map(Edit::DeleteParagraph),
        (any::<usize>(), words()).prop_map(|(at, words)| Edit::InsertParagraph(at, words)),
        (any::<usize>(), any::<usize>()).prop_map(|(a, b)| Edit::Exchange(a, b)),
        any::<usize>().prop_map(Edit::Divide),
        any::<usize>().prop_map(Edit::Join),
    ]
}

fn apply(page: &mut Page, edit: &Edit) {
    let words: Vec<(usize, usize)> = page
        .iter()
        .enumerate()
        .flat_map(|(p, words)| (0..words.len()).map(move |w| (p, w)))
        .collect();
    if words.is_empty() {
        return;
    }
    let at = |number: &usize| words[number % words.len()];
    let new = |words: &[String]| words.iter().map(|word| (0, word.clone())).collect::<Vec<_>>();
    match edit {
        Edit::Insert(number, words) => {
            let (p, w) = at(number);
            page[p].splice(w..w, new(words));
        }
        Edit::Delete(number, count) => {
            let (p, w) = at(number);
            let end = (w + count).min(page[p].len());
            page[p].drain(w..end);
        }
        Edit::Replace(number, word) => {
            let (p, w) = at(number);
            page[p][w] = (0, word.clone());
        }
        Edit::DeleteParagraph(number) => {
            page.remove(at(number).0);
        }
        Edit::InsertParagraph(number, words) => page.insert(at(number).0, new(words)),
        Edit::Exchange(one, other) => page.swap(at(one).0, at(other).0),
        Edit::Divide(number) => {
            let (p, w) = at(number);
            let rest = page[p].split_off(w);
            page.insert(p + 1, rest);
        }
        Edit::Join(number) => {
            let (p, _) = at(number);
            if p + 1 < page.len() {
                let next = page.remove(p + 1);
                page[p].extend(next);
            }
        }
    }
    page.retain(|words| !words.is_empty());
}

/// The text of a page, its paragraphs, and the span of some numbered words where they all are
/// there, in one row.
fn laid_out(page: &Page, wanted: &[usize]) -> (Ground, Option<Span>) {
    let mut text = String::new();
    let mut leaves = Vec::new();
    let mut places = Vec::new();
    for words in page {
        let start = text.len();
        for (at, (number, word)) in words.iter().enumerate() {
            text.push_str(if at == 0 { "" } else { " " });
            places.push((*number, text.len()..text.len() + word.len()));
            text.push_str(word);
        }
        leaves.push(Span::new(start, text.len()));
        text.push_str("\n\n");
    }
    let first = places.iter().position(|(number, _)| Some(number) == wanted.first());
    let span = first.and_then(|first| {
        let row = places.get(first..first + wanted.len())?;
        let same = row.iter().map(|(number, _)| *number).eq(wanted.iter().copied());
        same.then(|| Span::new(row[0].1.start, row[row.len() - 1].1.end))
    });
    (Ground::of_leaves(&text, leaves), span)
}

/// The numbers of a few words in a row of one paragraph.
fn chosen(page: &Page, at: usize, count: usize) -> Vec<usize> {
    let words: Vec<&[(usize, String)]> =
        page.iter().flat_map(|words| (0..words.len()).map(move |w| &words[w..])).collect();
    let rest = words[at % words.len()];
    rest.iter().take(count).map(|(number, _)| *number).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_anchor_finds_its_place_in_the_text_it_was_made_for(page in page(), at in any::<usize>(), count in 1..4_usize) {
        let words = chosen(&page, at, count);
        let (ground, span) = laid_out(&page, &words);
        let span = span.expect("the words are there");
        let anchor = Anchor::new(&ground, span).expect("they are words");
        let found = locate(&ground, &[&anchor]).pop().expect("one place an anchor");
        prop_assert_eq!(found.map(|range| ground.text_of(&range)), Ok(span));
    }

    #[test]
    fn after_edits_it_is_at_its_own_place_or_reported(
        page in page(), at in any::<usize>(), count in 1..4_usize, edits in prop::collection::vec(edit(), 1..4)
    ) {
        let words = chosen(&page, at, count);
        let (before, span) = laid_out(&page, &words);
        let at = before.flat_of(span.expect("the words are there")).expect("they are words");
        let anchor = Anchor::of_flat(&before, &at);
        let mut edited = page.clone();
        for edit in &edits { apply(&mut edited, edit); }
        let (after, span) = laid_out(&edited, &words);
        match locate(&after, &[&anchor]).pop().expect("one place an anchor") {
            Ok(range) => {
                let found = after.text_of(&range);
                prop_assert!(
                    Some(found) == span || is_as_good(&before, &at, &after, &range),
                    "{anchor:?}\nis applied at {range:?} of\n{}\nfrom\n{}", after.flat(), before.flat()
                );
            }
            Err(misfit) => {
                // Where the words are still there, they are among those that are named.
                let there = span.is_some_and(|span| {
                    let flat = after.flat_of(span).expect("they are words");
                    misfit.might.len() < 3 && !misfit.might.contains(&flat)
                });
                prop_assert!(!there || misfit.kind == MisfitKind::Several, "{anchor:?}: {misfit:?}\n{}", after.flat());
            }
        }
    }
}

#[test]
fn the_next_paragraph_does_not_take_the_place_of_words_that_went() {
    let line = |words: &str| words.split(' ').map(str::to_owned).enumerate().collect::<Vec<_>>();
    let laid = |lines: &[&str]| laid_out(&lines.iter().map(|words| line(words)).collect(), &[]).0;
    let before = laid(&["With greetings, yours A. Gray", "Gray came to the harbour on Friday"]);
    let anchor = Anchor::of_flat(&before, &(25..29));
    let after = laid(&["With greetings, yours A.", "Gray came to the harbour on Friday"]);
    let found = locate(&after, &[&anchor]).pop().expect("one place an anchor");
    assert_eq!(found.map_err(|misfit| misfit.kind), Err(MisfitKind::Elsewhere));
}

/// Whether nobody could tell the words at a place from those that are meant: to take them for the
/// same costs no more changed words than any other way of making the one text of the other, or
/// all that stood before them in their paragraph, or after them, stands there again.
fn is_as_good(before: &Ground, at: &Range<usize>, after: &Ground, found: &Range<usize>) -> bool {
    let cost = |one: &str, other: &str| {
        let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
        let words = |text: &str| text.split(' ').map(bare).collect::<Vec<_>>();
        strsim::generic_levenshtein(&words(one), &words(other))
    };
    let (old, new) = (before.flat(), after.flat());
    let apart =
        cost(&old[..at.start], &new[..found.start]) + cost(&old[at.end..], &new[found.end..]);
    let (left, right) = around(before, at);
    let (left_now, right_now) = around(after, found);
    let same = |then: &str, now: &str| then == now && then.len() >= 16;
    let all = left == left_now && right == right_now;
    all || apart <= cost(old, new) || same(left, left_now) || same(right, right_now)
}

/// What stands before and after a place in its paragraph.
fn around<'g>(ground: &'g Ground, at: &Range<usize>) -> (&'g str, &'g str) {
    let number = ground.paragraph_at(at.start).expect("it is in a paragraph");
    let paragraph = &ground.paragraphs()[number].range;
    (&ground.flat()[paragraph.start..at.start], &ground.flat()[at.end..paragraph.end.max(at.end)])
}
