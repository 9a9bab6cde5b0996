//! The layouts of letters, each with blank lines between its blocks and without.

use rubricate::authority::Authority;
use rubricate::edition::{Edition, Letters};
use rubricate::source::Source;
use rubricate::validate::Validator;
use rubricate::{Desk, Document, edit};

fn desk(language: &str) -> Desk {
    let mut edition = Edition { letters: Letters::Divisions, ..Edition::default() };
    language.clone_into(&mut edition.languages.main);
    "russia".clone_into(&mut edition.dates.calendar);
    edition.dates.years = Some((1912, 1927));
    Desk::new(edition, Authority::default())
}

/// The XML of a letter whose blocks are given, one a line, with and without blank lines.
fn both(language: &str, lines: &str) -> [(String, Document); 2] {
    let desk = desk(language);
    let lines: Vec<&str> = lines.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    ["\n\n", "\n"].map(|between| {
        let source = Source::from_text("in/page.txt", lines.join(between));
        let document = edit(&source, &desk);
        let validator = Validator::new(&desk, None).expect("the schema is sound");
        let faults = validator.check(&desk, &source, &document);
        assert_eq!(faults, [], "{}", document.tei.xml);
        (document.tei.xml.clone(), document)
    })
}

/// Without the tags of names, places and dates, which other tests are about.
fn plain(xml: &str) -> String {
    let mut plain = String::new();
    let mut rest = xml;
    while let Some(start) = rest.find('<') {
        plain.push_str(&rest[..start]);
        let end = rest[start..].find('>').map_or(rest.len(), |end| start + end + 1);
        let tag = &rest[start..end];
        let name = tag.trim_start_matches(['<', '/']).split([' ', '>', '/']).next();
        let marks = ["persName", "placeName", "orgName", "date", "roleName", "supplied", "ex"];
        if !marks.contains(&name.unwrap_or_default()) {
            let id = tag.find(" xml:id=").unwrap_or(tag.len() - 1);
            plain.push_str(&tag[..id]);
            plain.push('>');
        }
        rest = &rest[end..];
    }
    plain + rest
}

#[track_caller]
fn has(language: &str, lines: &str, parts: &[&str]) {
    for (xml, _) in both(language, lines) {
        let found = plain(&xml);
        for part in parts {
            assert!(found.contains(part), "wanted {part} in\n{xml}");
        }
    }
}

const BODY: &str = "The boats lie in the ice, and nobody hears of sailing before the thaw.";

/// A letter with this heading, its date, and a signature.
fn headed(heading: &str) -> String {
    format!("No. 7\n{heading}\nSeptember 4, 1920\nDear friend!\n{BODY}\nYours K. Orlov")
}

/// Who sends and who receives, as the header says.
fn exchanged(document: &Document) -> (Vec<String>, Vec<String>) {
    let names = |who: &[rubricate::header::Correspondent]| {
        who.iter().map(|who| who.words.clone()).collect::<Vec<_>>()
    };
    (names(&document.sent[0].senders), names(&document.sent[0].addressees))
}

#[test]
fn headings_say_who_writes_to_whom() {
    for (heading, from, to) in [
        ("K. E. Orlov — G. K. Petrov", vec!["K. E. Orlov"], vec!["G. K. Petrov"]),
        ("Orlov - Petrov", vec!["Orlov"], vec!["Petrov"]),
        (
            "S. Sandov, K. V. Orlov - V. I. Belov",
            vec!["S. Sandov", "K. V. Orlov"],
            vec!["V. I. Belov"],
        ),
        ("K. E. Orlov to G. K. Petrov", vec!["K. E. Orlov"], vec!["G. K. Petrov"]),
        (
            "Telegram from K. E. Orlov to L. M. Karov, V. I. Belov, I. V. Sandov",
            vec!["K. E. Orlov"],
            vec!["L. M. Karov", "V. I. Belov", "I. V. Sandov"],
        ),
        ("Telegram to G. K. Petrov K. E. Orlov", vec!["K. E. Orlov"], vec!["G. K. Petrov"]),
        (
            "Telegram of the Harbour Committee to K. E. Orlov",
            vec!["Harbour Committee"],
            vec!["K. E. Orlov"],
        ),
    ] {
        for (xml, document) in both("en", &headed(heading)) {
            let (senders, addressees) = exchanged(&document);
            assert_eq!(
                (senders, addressees),
                (
                    from.iter().map(ToString::to_string).collect(),
                    to.iter().map(ToString::to_string).collect()
                ),
                "{heading}\n{xml}"
            );
        }
    }
}

#[test]
fn numbers_stand_above_headings_or_nowhere() {
    for (number, n) in [("No. 101", "101"), ("Number 3", "3"), ("№ 12", "12")] {
        let text = headed("K. E. Orlov — G. K. Petrov").replace("No. 7", number);
        has(
            "en",
            &text,
            &[&format!("n=\"{n}\""), &format!("<head type=\"number\">{number}</head>")],
        );
    }
    let text = headed("K. E. Orlov — G. K. Petrov").replace("No. 7\n", "");
    has("en", &text, &["<head>K. E. Orlov — G. K. Petrov</head>"]);
}

#[test]
fn the_date_of_the_editors_stands_below_the_heading() {
    for date in
        ["September 4, 1920", "February 27 [1915]", "[December 1912]", "[later May 4, 1920]"]
    {
        let text = headed("K. E. Orlov — G. K. Petrov").replace("September 4, 1920", date);
        has("en", &text, &[&format!("<docDate>{date}</docDate>")]);
    }
    for (date, bound) in [
        ("[later May 4, 1920]", "notBefore=\"1920-05-05\""),
        ("[previously May 4, 1920]", "notAfter=\"1920-05-04\""),
    ] {
        let text = headed("K. E. Orlov — G. K. Petrov").replace("September 4, 1920", date);
        for (xml, _) in both("en", &text) {
            assert!(xml.contains(&format!("<date {bound} ")), "{date}\n{xml}");
        }
    }
}

#[test]
fn datelines_are_read_in_every_form_and_at_both_ends() {
    let lines = [
        "4/IX-20",
        "16/11 21",
        "10/1 1926",
        "5.X. 1918",
        "27/II",
        "9/IX.",
        "24/5 20 10 hours Baku.",
        "Mother of God (near Lipovets) 4/IX-20",
        "Rostov n / D [on].",
    ];
    for line in lines {
        let head = "No. 7\nK. E. Orlov — G. K. Petrov\nSeptember 4, 1920";
        let place_alone = line.starts_with("Rostov");
        let line = if place_alone { format!("{line} 4/IX.") } else { line.to_owned() };
        let wanted = format!("<dateline>{line}</dateline>");
        has("en", &format!("{head}\n{line}\nDear friend!\n{BODY}\nYours K. Orlov"), &[&wanted]);
        has("en", &format!("{head}\nDear friend!\n{BODY}\nYours K. Orlov\n{line}"), &[&wanted]);
    }
    let marked = format!(
        "{}\nNotes:\n1 So.",
        headed("K. E. Orlov — G. K. Petrov").replace("Dear", "24/7 1\nDear")
    );
    has("en", &marked, &["<dateline>24/7 <ref type=\"noteAnchor\">1</ref></dateline>"]);
}

#[test]
fn openers_and_closers_have_their_parts() {
    has(
        "en",
        &format!(
            "No. 7\nMoscow Kremlin to BELOV, SANDOV.\n5.X. 1918\nDecrypt immediately.\nComrades!\n\
             {BODY}\nI shake hands with V. Orlov\nP.S. The ferry is sold.\nFiled from Moscow 13/1-26"
        ),
        &[
            "<seg type=\"transmission\">Decrypt immediately.</seg>",
            "<salute>Comrades!</salute>",
            "<signed>I shake hands with V. Orlov</signed>",
            "<postscript><p>P.S. The ferry is sold.</p></postscript>",
        ],
    );
    has(
        "en",
        &format!("{}\n{BODY}\nWith greetings,\nB. Belov", headed("K. Orlov, B. Belov - V. Sandov")),
        &["<signed>Yours K. Orlov</signed>", "<signed>B. Belov</signed>", "<div type=\"part\""],
    );
    has(
        "en",
        "No. 7\nA. Gray - B. Brown\n5.X. 1918\nTIFLIS, HARBOUR BOARD, Comrade BROWN;\n\
         The steamers left on Monday with flour.\nYours S. Gray 1 .\nNotes:\n1 So.",
        &["<addrLine>TIFLIS, HARBOUR BOARD, Comrade BROWN;</addrLine>", "<signed>Yours S. Gray"],
    );
}

#[test]
fn a_place_alone_dates_no_letter_but_stands_as_its_dateline() {
    let head = "No. 7\nK. E. Orlov — G. K. Petrov\nSeptember 4, 1920";
    for line in ["Rostov n / D [on].", "Moscow."] {
        let wanted = format!("<dateline>{line}</dateline>");
        has("en", &format!("{head}\n{line}\nDear friend!\n{BODY}\nYours K. Orlov"), &[&wanted]);
    }
}

#[test]
fn those_who_sign_after_each_other_have_each_a_part() {
    has(
        "en",
        "No. 7\nB. Belov, P. Orlov - V. Sandov\nMay 7, 1920\nComrade Sandov!\n1) The ferry is sold.\n\
         2) The pier is lost.\nWith greetings B. Belov\n3) I add that the ice holds.\nYours P. Orlov",
        &["<signed>With greetings B. Belov</signed>", "<p>3) I add that the ice holds.</p>"],
    );
}

#[test]
fn what_a_letter_encloses_keeps_its_sentences() {
    has(
        "en",
        &format!(
            "{}\nEnclosure: List of the boats\nThe Maria, the Anna, and the Olga.\nEnclosure No. 2\n{BODY}",
            headed("K. E. Orlov — G. K. Petrov")
        ),
        &[
            "<div type=\"enclosure\">\n<head>Enclosure: List of the boats</head>\n\
             <p>The Maria, the Anna, and the Olga.</p>",
            "<head>Enclosure No. 2</head>",
        ],
    );
}

#[test]
fn who_is_written_to_may_be_said_again_below_the_heading() {
    has(
        "en",
        "No. 7\nA. Gray - B. Brown\n5.X. 1918\nMoscow Kremlin to BROWN, SANDOV.\n\
         The steamers left on Monday with flour.\nA. Gray",
        &["<addrLine>Moscow Kremlin to BROWN, SANDOV.</addrLine>"],
    );
}

#[test]
fn notes_and_markers_are_tied_whatever_they_look_like() {
    let text = |notes: &str| {
        format!(
            "No. 7\nA. Gray - B. Brown\n5.X. 1918\nDear friend!\nHe left 1 . The articles2 came in \
             May, and 3we read them.\nYours A. Gray\n{notes}"
        )
    };
    for notes in [
        "Notes:\n1 By sea.\n2 Of 1917.\n3 So.",
        "Notes:\n1 . By sea.\n2 . Of 1917.\n3 . So.",
        "Notes:\n1. By sea.\n2. Of 1917.\n3. So.",
        "Notes:\n1By sea.\n2Of the year before.\n3So.",
        "1 By sea.\n2 Of 1917.\n3 So.",
    ] {
        for (xml, _) in both("en", &text(notes)) {
            for n in 1..=3 {
                assert!(xml.contains(&format!("target=\"#n{n}\">{n}</ref>")), "{n}\n{xml}");
                assert!(xml.contains(&format!("<note xml:id=\"n{n}\" n=\"{n}\">")), "{n}\n{xml}");
            }
        }
    }
    let again = "No. 7\nA. Gray - B. Brown\n5.X. 1918\nHe left (distortion)* at noon1. The ferry1 sank \
                 in the ice*.\nA. Gray\nNotes:\n1 By sea. F. 5 On. 1. D. 7. L. 3.\n* So.";
    for (xml, _) in both("en", again) {
        assert!(
            xml.contains("<gap reason=\"garbled\"><desc>(distortion)</desc></gap><ref"),
            "{xml}"
        );
        for (note, n) in [("n1", "1"), ("n2", "*")] {
            let marker = format!("target=\"#{note}\">{n}</ref>");
            assert_eq!(xml.matches(&marker).count(), 2, "{marker}\n{xml}");
        }
        assert!(
            xml.contains("By sea. <bibl type=\"archival\">F. <idno type=\"fond\">5</idno>"),
            "{xml}"
        );
    }
    let bare = "No. 7\nA. Gray - B. Brown\n5.X. 1918\nHe left at noon.\nA. Gray\nNotes:\nBy sea.";
    for (xml, document) in both("en", bare) {
        assert!(xml.contains("<note xml:id=\"n1\">By sea.</note>"), "{xml}");
        let codes: Vec<_> = document.diagnostics.iter().map(|d| d.code.as_str()).collect();
        assert_eq!(codes, ["R303", "R401"]);
    }
    let words = "No. 7\nA. Gray - B. Brown\n5.X. 1918\nWas he in Leyden? one\ntwoOn August 30 he came.\n\
                 Yours A. Gray\nNotes:\n1 He was.\n2 Of 1918.";
    has("en", words, &[">one</ref>", ">two</ref>On August 30"]);
}

#[test]
fn a_line_says_where_a_letter_is_kept_or_printed() {
    for line in [
        "RTSHIDNI. F. 558. On. 1. D. 1966. L. 1-4. Handwritten text.",
        "RTSKHIDNI. F. 85. On. 3/S. D. 1. L. 2-6. Autograph.",
        "RTSHIDNI; F. 5. On. 1. D. 7. L. 11. \"The Harbour\". 1936. No. 7. S. 167.",
    ] {
        let text = format!("{}\n{line}", headed("K. E. Orlov — G. K. Petrov"));
        for (xml, document) in both("en", &text) {
            assert!(xml.contains("<div type=\"source\">"), "{line}\n{xml}");
            let kept = &document.sent[0].sources[0];
            assert_eq!(kept.words, line);
            assert!(kept.repository.is_some() && kept.levels.len() >= 4, "{kept:?}");
        }
    }
}

#[test]
fn brackets_of_editors_keep_their_words() {
    for (word, wanted) in [
        ("Tur[ukhan]", "Tur<ex>[ukhan]</ex>"),
        ("d[om]", "d<ex>[om]</ex>"),
        ("[would]", "<supplied reason=\"editorial\">[would]</supplied>"),
        ("[...]", "<gap reason=\"editorial\"><desc>[...]</desc></gap>"),
    ] {
        let text = headed("A. Gray - B. Brown").replace("the ice", word);
        for (xml, _) in both("en", &text) {
            assert!(xml.contains(wanted), "{word}\n{xml}");
        }
    }
    let text = headed("A. Gray - B. Brown").replace("the ice", "3[inaida] Gavrilovna]");
    for (xml, document) in both("en", &text) {
        let codes: Vec<_> = document.diagnostics.iter().map(|d| d.code.as_str()).collect();
        assert!(codes.contains(&"R403"), "{codes:?}\n{xml}");
    }
}

#[test]
fn french_and_german_letters_need_their_language_alone() {
    has(
        "fr",
        "Paris, le 5 mai 1920\nMon cher ami,\nLe port est pris par les glaces depuis huit jours 1 .\n\
         Je vous serre la main.\nVotre dévoué\nP. Dubois\nP.-S. Le bac est vendu.\nNotes :\n1 Depuis avril.",
        &[
            "<dateline>Paris, le 5 mai 1920</dateline>",
            "<salute>Mon cher ami,</salute>",
            "<signed>P. Dubois</signed>",
            "<postscript><p>P.-S. Le bac est vendu.</p></postscript>",
            ">1</ref>",
        ],
    );
    has(
        "de",
        "Stralsund, den 5. Mai 1920\nLieber Freund!\nDer Hafen liegt seit acht Tagen im Eis 1 .\n\
         Mit herzlichen Grüßen\nIhr\nP. Krüger\nP.S. Die Fähre ist verkauft.\nAnmerkungen:\n1 Seit April.",
        &[
            "<dateline>Stralsund, den 5. Mai 1920</dateline>",
            "<salute>Lieber Freund!</salute>",
            "P. Krüger</signed>",
            "<postscript><p>P.S. Die Fähre ist verkauft.</p></postscript>",
            ">1</ref>",
        ],
    );
}

#[test]
fn a_letter_says_something_before_it_closes() {
    has(
        "de",
        "Halle, d. 11. Juni 1915.\nMein lieber Fritz!\nHerzlich freuen wir uns.\nDein Alfred.",
        &["<salute>Mein lieber Fritz!</salute>", "<p>Herzlich freuen wir uns.</p>"],
    );
}
