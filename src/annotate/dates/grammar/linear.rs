//! Whatever the text, each of its tokens is looked at a bounded number of times.

use super::Grammar;
use crate::annotate::dates::Scope;
use crate::annotate::dates::lexicon::Lexicon;
use crate::annotate::dates::tokens::tokens;
use crate::languages::Language;
use proptest::prelude::*;
use std::sync::LazyLock;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let codes = ["en", "de", "fr", "ru"];
    Lexicon::new(&codes.map(Language::get), &[])
});

/// More looks at one token would mean that something runs ahead; the constructions that hang
/// together are some dozen tokens long.
const MOST_LOOKS: u64 = 2_000;

/// Looks at tokens, and tokens.
fn looks(text: &str) -> (u64, u64) {
    let mut found = Vec::new();
    tokens(text, 0..text.len(), &LEXICON, &mut found);
    let grammar = Grammar::new(text, &found, &LEXICON, Scope::everything());
    grammar.phrases(&mut Vec::new());
    (grammar.looks.get(), found.len() as u64)
}

const SCRAPS: [&str; 48] = [
    "7",
    ",",
    ".",
    "[",
    "]",
    "(",
    ")",
    "?",
    "-",
    "–",
    "/",
    "'",
    "_",
    "January ",
    "May",
    "1917 ",
    "17",
    "12/",
    "IX",
    "3 to ",
    "May 1, ",
    "May 1 (",
    "May 1 (14) - ",
    "May 1 - May 2 (",
    "8 (21) - ",
    "between ",
    "between 5 and ",
    "not earlier than ",
    "end of the ",
    "1917-",
    "a week before ",
    "Monday the ",
    "Monday, ",
    "twenty-",
    "thousand ",
    "hundred and ",
    "nineteen ",
    "Kal. ",
    "a.d. VI ",
    "an II ",
    "18 brumaire an VIII (",
    "Nacht vom ",
    "the night of ",
    "turn of the ",
    "for three weeks ",
    "19th ",
    "century and ",
    "Easter ",
];

#[test]
fn a_megabyte_of_figures_marks_or_months_is_read_in_linear_time() {
    for scrap in ["7", "17", ",", "[", "(", "January ", "May 1, ", "May 1 (", "1917-", "x"] {
        let text = scrap.repeat(1_000_000 / scrap.len());
        let (looks, tokens) = looks(&text);
        assert!(looks <= MOST_LOOKS * tokens, "`{scrap}`: {looks} looks at {tokens} tokens");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// A few scraps over and over: where one of them nests, the looks at a token grow with the text.
    #[test]
    fn scraps_over_and_over_are_read_in_linear_time(
        scraps in proptest::collection::vec(proptest::sample::select(SCRAPS.to_vec()), 1..6),
    ) {
        let text = scraps.concat().repeat(500);
        let (looks, tokens) = looks(&text);
        prop_assert!(looks <= MOST_LOOKS * tokens, "{scraps:?}: {looks} looks at {tokens} tokens");
    }
}
