//! The laws on pages of letters: nothing is lost, and what is written is valid, whatever the order
//! in which the parts of letters come.

use proptest::prelude::*;
use rubricate::authority::Authority;
use rubricate::edition::{Edition, Letters};
use rubricate::source::Source;
use rubricate::validate::Validator;
use rubricate::{Desk, edit};
use std::sync::LazyLock;

/// What pages of letters are made of.
const FRAGMENTS: &[&str] = &[
    "\n",
    "\n\n",
    "\n\n",
    " ",
    "No. 5",
    "\n\nNumber 6\n\n",
    "A. Gray — B. Elm",
    "Telegram from A. Gray to B. Elm, C. Dunn",
    "Memorandum on the Harbour Dues",
    "May 4, 1920",
    "[later May 4, 1920]",
    "on 31 November",
    "31. Nov.",
    "16/11 21",
    "London, 5 May 1920.",
    "MOSCOW, HARBOUR BOARD, Comrade GRAY;",
    "Dear Sir:—I have the honor to say this.",
    "Dear Klim!",
    "Sir: ",
    "The boats lie in the ice, and nobody would sail before the thaw.",
    "A long line of words that goes on and on for a while. ",
    "dear Angel--God bless him",
    "--Yours truly J. Smith",
    "Yours, K. Gray 1 .",
    "I shake hands with V. Dunn",
    "I have the honor to be, Sir, your obedient servant,",
    "Anna Dahl",
    "JOHN SMITH",
    "Director of the Harbour",
    "P.S. We all send greetings.",
    "[Enclosure]",
    "Decrypt immediately.",
    "Notes:",
    "\n1 He came.\n",
    "2. It is lost.",
    "articles4",
    " 2 .",
    "oneOn August 30",
    "20 thousand [thousand]",
    "Tur[ukhan]",
    "(distortion)*",
    "RGASPI. F. 5. On. 1. D. 7. L. 9. Autograph.",
    "\"The Northern Harbour\". 1936. No. 7. S. 167.",
    "F. 5 On. 1.",
    "—",
    "--",
    "\u{ad}",
    "<p>&",
];

fn page() -> impl Strategy<Value = String> {
    let fragment = prop::sample::select(FRAGMENTS);
    prop::collection::vec(fragment, 1..30).prop_map(|parts| parts.concat())
}

static DESKS: LazyLock<[(Desk, Validator); 2]> = LazyLock::new(|| {
    [Letters::Files, Letters::Divisions].map(|letters| {
        let edition = Edition { letters, ..Edition::default() };
        let desk = Desk::new(edition, Authority::default());
        let validator = Validator::new(&desk, None).expect("the schema is sound");
        (desk, validator)
    })
});

proptest! {
    // Each case is built twice and validated.
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_page_of_letters_loses_a_character_or_breaks_the_grammar(text in page()) {
        prop_assume!(!text.trim().is_empty());
        let source = Source::from_text("in/page.txt", &text);
        for (desk, validator) in DESKS.iter() {
            let document = edit(&source, desk);
            let found = validator.check(desk, &source, &document);
            prop_assert!(found.is_empty(), "{found:?}\n{text}\n{}", document.tei.xml);
        }
    }
}
