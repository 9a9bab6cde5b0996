//! The laws of normalising, and what each rule does.

use proptest::prelude::*;
use rubricate::layer::Span;
use rubricate::normalise::{Change, Rules, Text, normalise};
use rubricate::source::Source;
use unicode_normalization::{UnicodeNormalization, is_nfc};

fn text_of(source: &str) -> Text {
    normalise(&Source::from_text("t", source), &Rules::default()).0
}

fn normal(source: &str) -> String {
    text_of(source).as_str().to_owned()
}

fn findings(source: &str) -> Vec<String> {
    let (_, findings) = normalise(&Source::from_text("t", source), &Rules::default());
    findings.into_iter().map(|finding| format!("{}: {}", finding.code, finding.message)).collect()
}

/// The changed pieces: what stood there, what stands there, why.
fn changes(source: &str) -> Vec<(&str, String, Change)> {
    let text = text_of(source);
    let piece = |piece: &rubricate::normalise::Piece| {
        let why = piece.why.expect("changed pieces have a reason");
        (&source[piece.source.clone()], text.as_str()[piece.text.clone()].to_owned(), why)
    };
    text.map().changed().iter().map(piece).collect()
}

#[test]
fn text_in_order_is_verbatim() {
    let source = "On 3 May, the (old) depot burned.\n\nSelf-made — “so it goes …”\n";
    assert_eq!(normal(source), source);
    assert_eq!(changes(source), []);
}

#[test]
fn every_line_end_becomes_a_line_feed() {
    assert_eq!(normal("a\r\nb\rc\u{85}d\u{2028}e\u{B}f\u{2029}g"), "a\nb\nc\nd\ne\nf\n\ng");
    assert_eq!(changes("a\r\nb"), [("\r\n", "\n".into(), Change::LineEnd)]);
}

#[test]
fn blank_lines_stay_as_many_as_they_were() {
    assert_eq!(normal("\n\na\n \t\n\n b \n"), "\n\na\n\n\nb\n");
}

#[test]
fn indentation_is_the_source_of_the_empty_span_at_the_lines_start() {
    let text = text_of("a \n    b");
    let source = text.source_of(Span::new(2, 2));
    assert_eq!((text.as_str(), source.range()), ("a\nb", 3..7));
}

#[test]
fn runs_of_spaces_become_one() {
    assert_eq!(normal("  a  b\t c \u{A0} d\u{2009}e  "), "a b c d e");
    assert_eq!(changes("a\u{A0}b"), [("\u{A0}", " ".into(), Change::NoBreakSpace)]);
    assert_eq!(changes("a \t b"), [(" \t ", " ".into(), Change::Spaces)]);
}

#[test]
fn letters_and_marks_are_composed() {
    assert_eq!(normal("Re\u{301}union, e\u{AD}\u{301}t"), "Réunion, ét");
    assert_eq!(changes("xe\u{301}"), [("e\u{301}", "é".into(), Change::Composition)]);
    assert_eq!(normal("x \u{301} \u{323}\u{301}"), "x \u{301} \u{323}\u{301}");
}

#[test]
fn what_nobody_sees_is_taken_out() {
    assert_eq!(normal("\u{FEFF}a\u{200B}b\u{FEFF} \u{200B} c"), "ab c");
    assert_eq!(changes("\u{FEFF}a"), [("\u{FEFF}", String::new(), Change::ByteOrderMark)]);
}

#[test]
fn joiners_and_directions_stay() {
    let source = "می\u{200C}خواهم \u{202B}x\u{202C} \u{200F}ב 👩\u{200D}👧 ❤\u{FE0F}";
    assert_eq!(normal(source), source);
}

#[test]
fn control_characters_are_taken_out_and_counted() {
    assert_eq!(normal("a\0b\u{7}\0 \u{FFFF}c"), "ab c");
    assert_eq!(
        findings("a\0b\u{7}\0\u{FFFF}c"),
        [
            "R201: U+0000 (NUL) taken out 2 times",
            "R201: U+0007 (BEL) taken out once",
            "R201: U+FFFF (no character) taken out once",
        ]
    );
}

#[test]
fn hints_at_a_wrong_encoding_are_reported() {
    assert_eq!(
        findings("\u{93}a\u{94} b\u{FFFD}"),
        [
            "R202: U+0093 (C1 control) stands here once",
            "R202: U+0094 (C1 control) stands here once",
            "R203: U+FFFD (replacement character) stands here once",
        ]
    );
}

#[test]
fn a_page_end_is_kept_in_the_map() {
    assert_eq!(normal("a\n\u{C}b\u{C}c\u{C}"), "a\nb\nc");
    assert_eq!(changes("a\n\u{C}b"), [("\u{C}", String::new(), Change::PageBreak)]);
    assert_eq!(changes("b\u{C}c"), [("\u{C}", "\n".into(), Change::PageBreak)]);
    assert_eq!(normal("the ware-\n\u{C}house"), "the warehouse");
}

#[test]
fn spaces_before_punctuation_are_taken_out() {
    assert_eq!(normal("sign here 1 . Not 2 , nor 3 !!"), "sign here 1. Not 2, nor 3!!");
    assert_eq!(changes("a\u{A0} ;"), [("\u{A0} ", String::new(), Change::SpaceBeforePunctuation)]);
}

#[test]
fn ellipses_fractions_and_endings_keep_their_space() {
    for source in ["a ... b", "a . . . b", "a [...] b", "a .22 rifle", "a .txt file", "a ,,so''"] {
        assert_eq!(normal(source), source);
    }
}

#[test]
fn french_keeps_its_spaces() {
    let source = Source::from_text("t", "Quoi\u{A0}! Où ? Ici , dit-il .");
    let (text, _) = normalise(&source, &Rules::for_languages(["fr-FR", "en"]));
    assert_eq!(text.as_str(), "Quoi ! Où ? Ici, dit-il.");
}

#[test]
fn soft_hyphens_go_and_join_their_word() {
    assert_eq!(
        normal("rail\u{AD}way rail\u{AD}\n  road, e\u{301}\u{AD}\nt"),
        "railway railroad, ét"
    );
    assert_eq!(normal("rail¬\r\nway"), "railway");
}

#[test]
fn a_broken_word_is_joined_over_the_line_end() {
    assert_eq!(
        normal("the ware-\nhouse by the ware-\n  houses"),
        "the warehouse by the warehouses"
    );
    assert_eq!(changes("ware-\r\nhouse"), [("-\r\n", String::new(), Change::BrokenWord)]);
    assert_eq!(
        findings("the ware-\nhouse"),
        ["R204: 1 of 1 words joined over a line's end occur nowhere else: `warehouse`"]
    );
    assert_eq!(findings("the ware-\nhouse, a warehouse"), [""; 0]);
}

#[test]
fn a_compound_keeps_its_hyphen_over_the_line_end() {
    assert_eq!(normal("self-\nmade"), "self-made");
    assert_eq!(normal("snow-white, snow-\nwhite"), "snow-white, snow-white");
    assert_eq!(normal("pp. 1141-\n1142"), "pp. 1141-1142");
    assert_eq!(changes("self-\nmade"), [("\n", String::new(), Change::BrokenWord)]);
}

#[test]
fn a_double_name_is_joined_in_a_long_line_only() {
    let line = "in the evening there came to us from the station Anna Berg-\nHolm.";
    assert_eq!(normal(line), line.replace('\n', ""));
    assert_eq!(normal("My dear Friend-\nYesterday"), "My dear Friend-\nYesterday");
}

#[test]
fn dashes_and_hanging_hyphens_are_left_alone() {
    for source in ["pre-\nand post-war", "so -\nthat is", "a-\nbout", "ten-\n\nfold", "(a)-\nb"] {
        assert_eq!(normal(source), source);
    }
}

#[test]
fn a_forbidden_change_is_not_made() {
    let source = "a  b\u{A0}c\u{AD} e\u{301} d . ware-\nhouse\u{200B}";
    let rules = Change::CHOICES.iter().fold(Rules::default(), |rules, &c| rules.without(c));
    let (text, _) = normalise(&Source::from_text("t", source), &rules);
    assert_eq!(text.as_str(), source);
}

#[test]
fn a_text_without_an_end_of_line_is_no_trouble() {
    let long = "word ".repeat(200_000) + &"\u{301}".repeat(100_000) + &" ".repeat(100_000);
    assert_eq!(normal(&long).len(), 5 * 200_000 + 2 * 100_000);
}

#[test]
fn a_script_with_marks_is_normal_as_unicode_says() {
    let source = "हिन्दी में क़लम, שָׁלוֹם, tiê\u{301}ng Viê\u{323}t, 한글";
    assert_eq!(normal(source), source.nfc().collect::<String>());
}

/// Cases that the law of normalising twice met: rules that come upon each other's work.
#[test]
fn rules_that_meet_leave_nothing_to_do() {
    for (source, expected) in [
        ("a .\u{345}\u{301}", "a .\u{301}\u{345}"),
        ("\u{1100}¬\n\u{1F71}", "\u{1100}ά"),
        ("ab-\u{C}self", "abself"),
        ("ab-\ncd\u{37E}-\r", "abcd;-\n"),
        ("ab-\ncd\u{301}ab-\ncd", "abcd\u{301}abcd"),
        ("ab-\ncd-\nef", "ab-\ncd-\nef"),
        ("ab-\ncd\u{AD}\nef", "abcdef"),
        ("\u{C} .-", ".-"),
        ("ά\u{B}\u{345}", "ά\n\u{345}"),
    ] {
        assert_eq!(normal(source), expected, "{source:?}");
        assert_eq!(normal(expected), expected, "{expected:?}");
    }
}

/// Texts made of what the rules act on, so that they meet each other.
fn nasty() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "a",
        "b",
        "ab",
        "Ab",
        "Abc",
        "AB",
        "and",
        "self",
        "12",
        "é",
        "е",
        "-",
        "-\n",
        "\n",
        " ",
        "  ",
        "\t",
        "\r",
        "\r\n",
        "\u{A0}",
        "\u{AD}",
        "\u{AD}\n",
        "¬\n",
        "\u{200B}",
        "\u{FEFF}",
        "\0",
        "\u{C}",
        "\u{301}",
        "\u{323}",
        "\u{345}",
        "e\u{301}",
        ".",
        "..",
        ",",
        " .",
        " ;",
        "\u{37E}",
        "!",
        "\u{2029}",
        "\u{B}",
        "\u{85}",
        "\u{1100}",
        "\u{1161}",
        "\u{1F71}",
        "\u{2000}",
        "\u{212B}",
        "\u{9F}",
        "\u{FFFD}",
        "\u{2010}",
        "ab-\ncd",
        "Abc-\nDefg",
        "ab-\ncd-\nef",
        "\u{200D}",
        "ש",
        "一",
        "𝅗𝅥",
        "a long line of letters and more letters, here ",
    ]);
    prop::collection::vec(pieces, 0..24).prop_map(|pieces| pieces.concat())
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![3 => nasty(), 1 => any::<String>()]
}

fn any_rules() -> impl Strategy<Value = Rules> {
    let languages = prop::sample::select(vec!["en", "fr", "xx"]);
    let forbidden = prop::sample::subsequence(Change::CHOICES, 0..=Change::CHOICES.len());
    let forbidden = prop_oneof![Just(vec![]), forbidden];
    (languages, forbidden).prop_map(|(language, forbidden)| {
        forbidden.into_iter().fold(Rules::for_languages([language]), Rules::without)
    })
}

/// What XML 1.0 allows (production 2).
fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, failure_persistence: None, ..Default::default() })]

    #[test]
    fn pieces_tile_source_and_text(source in any_text(), rules in any_rules()) {
        let (text, _) = normalise(&Source::from_text("t", source.as_str()), &rules);
        let (mut in_text, mut in_source) = (0, 0);
        for piece in text.map().pieces() {
            prop_assert_eq!((piece.text.start, piece.source.start), (in_text, in_source));
            prop_assert!(piece.source.end > piece.source.start);
            (in_text, in_source) = (piece.text.end, piece.source.end);
            let (now, was) = (&text.as_str()[piece.text], &source[piece.source]);
            prop_assert_eq!(piece.why.is_none(), now == was, "{:?} {:?}", now, was);
        }
        prop_assert_eq!((in_text, in_source), (text.as_str().len(), source.len()));
    }

    #[test]
    fn normalising_twice_changes_nothing(source in any_text(), rules in any_rules()) {
        let (once, _) = normalise(&Source::from_text("t", source), &rules);
        let (twice, _) = normalise(&Source::from_text("t", once.as_str()), &rules);
        prop_assert_eq!(once.as_str(), twice.as_str());
        prop_assert_eq!(twice.map().changed(), &[]);
    }

    #[test]
    fn the_text_is_composed_and_fit_for_xml(source in any_text()) {
        let text = normal(&source);
        prop_assert!(is_nfc(&text));
        let gone = "\r\t\u{A0}\u{AD}\u{FEFF}";
        prop_assert!(text.chars().all(|c| is_xml(c) && !gone.contains(c)));
        prop_assert!(!text.contains("  ") && !text.contains(" \n") && !text.contains("\n "));
    }

    #[test]
    fn no_letter_is_lost(source in any_text()) {
        let letters = |text: &str| text.nfc().filter(|c| c.is_alphanumeric()).collect::<String>();
        let dropped =
            |&c: &char| "\u{AD}\u{200B}\u{FEFF}".contains(c) || !is_xml(c) && !"\u{B}\u{C}".contains(c);
        let seen: String = source.chars().filter(|c| !dropped(c)).collect();
        prop_assert_eq!(letters(&normal(&source)), letters(&seen));
    }

    #[test]
    fn each_character_leads_back_to_where_it_came_from(source in any_text()) {
        let text = text_of(&source);
        let mut last = 0;
        for (at, c) in text.as_str().char_indices() {
            let from = text.source_of(Span::new(at, at + c.len_utf8()));
            prop_assert!(from.start >= last && from.end > from.start);
            let origin = &source[from.range()];
            let white = c.is_whitespace() && origin.chars().any(char::is_whitespace);
            let composed = origin.nfd().any(|o| c.nfd().any(|n| n == o));
            prop_assert!(white || composed, "{c:?} from {origin:?}");
            last = from.start;
        }
    }
}
