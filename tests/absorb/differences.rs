//! Which change of markup becomes which decision, and what cannot become any.

use super::{Desktop, told};
use rubricate::absorb::Otherwise;

const TEXT: &str = "So Gray1 went to York with Moss on 5 May 1920, and saw the old mill.\n\n\
    Anna Gray came back from Elm Court.\n\nNotes:\n\n1 First one.\n\n2 Second one.\n";

/// What is decided once some words of the TEI are others.
fn decided(changes: &[(&str, &str)]) -> Vec<String> {
    let mut desktop = Desktop::new(TEXT);
    desktop.take(&changed(&desktop, changes))
}

fn changed(desktop: &Desktop, changes: &[(&str, &str)]) -> String {
    changes.iter().fold(desktop.built(), |xml, (from, to)| {
        assert!(xml.contains(from), "`{from}` is not in {xml}");
        xml.replacen(from, to, 1)
    })
}

#[test]
fn each_change_becomes_the_decision_that_says_it() {
    let york = "<placeName ref=\"#york\">York</placeName>";
    let moss = "<persName ref=\"#moss\">Moss</persName>";
    let may = "<date when=\"1920-05-05\">5 May 1920</date>";
    let anna = "<persName ref=\"#gray-a\">Anna Gray</persName>";
    for (from, to, decision) in [
        (york, "York", &["York: reject placeName"][..]),
        ("old mill", "<placeName>old mill</placeName>", &["old mill: add placeName"]),
        (
            york,
            "<orgName ref=\"#star\">York</orgName>",
            &["York: retag placeName as orgName to star"],
        ),
        (moss, "<persName ref=\"#gray-k\">Moss</persName>", &["Moss: link persName to gray-k"]),
        (moss, "<persName>Moss</persName>", &["Moss: link persName to nobody listed"]),
        (
            may,
            "<date when=\"1920-05-06\">5 May 1920</date>",
            &["5 May 1920: date when=\"1920-05-06\""],
        ),
        (
            may,
            "5 <date when=\"1920-05\">May 1920</date>",
            &["5 May 1920: reject date", "May 1920: add date when=\"1920-05\""],
        ),
        (
            anna,
            "<persName ref=\"#gray-a\">Anna</persName> <persName ref=\"#gray-k\">Gray</persName>",
            &["Anna Gray: split persName into 2"],
        ),
        ("target=\"#n1\"", "target=\"#n2\"", &["1: note `Second one.`"]),
        (moss, "<persName ref=\"#moss\" cert=\"low\">Moss</persName>", &["Moss: accept persName"]),
        (
            york,
            "<hi rend=\"italic\"><placeName ref=\"#york\">York</placeName></hi>",
            &["York: add hi rend=\"italic\""],
        ),
        (york, "<placeName ref=\"#york\"><hi>York</hi></placeName>", &["York: add hi"]),
        ("saw", "<choice><sic>saw</sic><corr>sought</corr></choice>", &["saw: add sic"]),
    ] {
        assert_eq!(decided(&[(from, to)]), decision, "{to}");
    }
}

#[test]
fn the_newer_wish_takes_the_place_of_the_older() {
    let mut desktop = Desktop::new(TEXT);
    let moss = "<persName ref=\"#moss\">Moss</persName>";
    let edited = changed(&desktop, &[(moss, "<persName ref=\"#gray-k\">Moss</persName>")]);
    assert_eq!(desktop.take(&edited), ["Moss: link persName to gray-k"]);
    for (to, decision) in [("#gray-a", "gray-a"), ("#moss", "moss"), ("#gray-k", "gray-k")] {
        let built = desktop.built();
        let before = built.find(">Moss<").expect("it is marked");
        let at = built[..before].rfind("ref=\"").expect("it points") + "ref=\"".len();
        let end = at + built[at..].find('"').expect("it ends");
        let edited = format!("{}{to}{}", &built[..at], &built[end..]);
        assert_eq!(desktop.take(&edited), [format!("Moss: link persName to {decision}")]);
        assert!(desktop.built().contains(&format!("<persName ref=\"{to}\" cert=\"high\"")));
    }
    let marked = "<persName ref=\"#gray-k\" cert=\"high\" resp=\"#mh\">Moss</persName>";
    let edited = changed(&desktop, &[(marked, "Moss")]);
    assert_eq!(desktop.take(&edited), ["Moss: reject persName"]);
    assert!(desktop.built().contains("with Moss on"));
}

#[test]
fn who_is_named_as_responsible_signs() {
    let mut desktop = Desktop::new(TEXT);
    let moss = "<persName ref=\"#moss\">Moss</persName>";
    let by = "<persName ref=\"#gray-k\" resp=\"#jd\">Moss</persName>";
    let edited = changed(&desktop, &[(moss, by)]);
    desktop.take(&edited);
    assert!(desktop.draft.lines("a").all(|line| line.contains("\"who\":\"jd\"")));
    let by = "<persName ref=\"#gray-k\" resp=\"#nobody\">Moss</persName>";
    let edited = changed(&Desktop::new(TEXT), &[(moss, by)]);
    let refused = told(&Desktop::new(TEXT).absorb(&edited));
    assert_eq!(refused.len(), 1);
    assert!(refused[0].contains("`resp=\"#nobody\"` is no editor of edition.toml"), "{refused:?}");
}

#[test]
fn what_no_decision_can_say_is_told_of_and_nothing_is_written_by_halves() {
    let york = "<placeName ref=\"#york\">York</placeName>";
    let also = ("saw", "<term>saw</term>");
    for (from, to, message) in [
        ("and saw", "and<lb/> saw", "`<lb>` was added, which no decision can say"),
        (
            "<p xml:id=\"p2\">",
            "<p xml:id=\"p2\" rend=\"indent\">",
            "`<p xml:id=\"p2\">` became `<p rend=\"indent\" xml:id=\"p2\">`",
        ),
        (
            york,
            "<placeName ref=\"#york\" nymRef=\"#x\">York</placeName>",
            "no decision can give `<placeName>` the attribute `nymRef=\"#x\"`",
        ),
        (york, "<placeName ref=\"#nowhere\">York</placeName>", "belongs into the key `ref`"),
        (
            "5 May 1920</date>",
            "5 May 1920</date><note>see below</note>",
            "`<note>see below` was added",
        ),
        (
            "<publisher>unpublished</publisher>",
            "<publisher>A. Press</publisher>",
            "`<publisher>A. Press` in the header is not what was generated",
        ),
        ("1920-05-05", "1920-05-45", "which is no date"),
        ("target=\"#n1\"", "target=\"#n9\"", "which is no note of the document"),
    ] {
        let desktop = Desktop::new(TEXT);
        let edited = changed(&desktop, &[(from, to), also]);
        let absorbed = desktop.absorb(&edited);
        let told = told(&absorbed);
        assert!(told.iter().any(|told| told.contains(message)), "{to}: {told:?}");
        assert!(told.iter().all(|told| told.starts_with("edited.xml:")), "{told:?}");
        assert!(absorbed.draft.is_none(), "{to}");
        let partly = desktop.absorb_or(&edited, Otherwise::Partial);
        assert_eq!(partly.decisions.len(), 1, "{to}");
        assert!(partly.draft.is_some());
    }
}

#[test]
fn a_finding_stands_at_its_line_and_column() {
    let desktop = Desktop::new("One & two three.");
    let xml = desktop.built();
    let line = xml.lines().position(|line| line.contains("&amp;")).expect("it is there") + 1;
    let column = xml.lines().nth(line - 1).and_then(|line| line.find("three")).expect("it is") + 1;
    let told = told(&desktop.absorb(&xml.replace("three", "four")));
    let wanted = format!(
        "edited.xml:{line}:{column}: error[R961]: `three.` of the text became `four.` (the text stands at nowhere/input/a.txt:1:11)"
    );
    assert_eq!(told, [wanted]);
}

#[test]
fn comments_are_told_of_and_are_in_no_way() {
    let desktop = Desktop::new(TEXT);
    let edited = changed(&desktop, &[("saw", "<!-- who? --><term>saw</term>")]);
    let absorbed = desktop.absorb(&edited);
    assert_eq!(absorbed.findings.len(), 1);
    assert!(told(&absorbed)[0].contains("warning[R963]: `<!--who?-->` stays in this file alone"));
    assert!(absorbed.draft.is_some());
}
