//! What edition.toml decides shows in the TEI.

use rubricate::authority::{Authority, Entry, Org, OrgKind, Person};
use rubricate::edition::Edition;
use rubricate::source::Source;
use rubricate::{Desk, edit};

/// The TEI of a text in an edition whose lists hold Anna Mohn, as `mohn` and as `p1`, and a war.
fn tei(settings: &str, text: &str) -> String {
    let edition = Edition::parse(&format!("title = \"T\"\n{settings}"), "edition.toml");
    let person = |id: &str, surname: &str| {
        let preferred = format!("{surname}, Anna");
        let entry = Entry { id: id.into(), preferred, ..Entry::default() };
        Person { entry, surname: surname.into(), forename: "Anna".into(), ..Person::default() }
    };
    let war = Entry { id: "war".into(), preferred: "War of the Ducks".into(), ..Entry::default() };
    let authority = Authority {
        persons: vec![person("mohn", "Mohn"), person("p1", "Ruiz")],
        orgs: vec![Org { entry: war, kind: OrgKind::Event }],
        ..Authority::default()
    };
    let desk = Desk::new(edition.expect("the settings are sound"), authority);
    edit(&Source::from_text("letter.txt", text), &desk).tei.xml
}

#[track_caller]
fn holds(xml: &str, part: &str) {
    assert!(xml.contains(part), "wanted {part} in\n{xml}");
}

#[test]
fn roles_stand_beside_names_or_inside() {
    let text = "We met Captain Mohn in town.";
    let beside = tei("", text);
    holds(&beside, r##"<roleName>Captain</roleName> <persName ref="#mohn">Mohn</persName>"##);
    let inside = tei("[names]\nroles = \"inside\"\n", text);
    holds(&inside, r##"<persName ref="#mohn"><roleName>Captain</roleName> Mohn</persName>"##);
}

#[test]
fn the_order_of_numeric_dates_is_the_editions() {
    holds(&tei("", "It was 5/4/1880 then."), r#"when="1880-04-05""#);
    let american = tei("[dates]\nnumeric-order = \"month-day\"\n", "It was 5/4/1880 then.");
    holds(&american, r#"when="1880-05-04""#);
}

#[test]
fn what_is_named_stands_in_the_header_and_leads_to_the_registers() {
    let xml = tei("[folders]\nregisters = \"lists\"\n", "Anna Mohn wrote.");
    holds(&xml, r##"<persName ref="#mohn">Anna Mohn</persName>"##);
    holds(&xml, r#"<person xml:id="mohn" sameAs="lists/persons.xml#mohn">"#);
    assert!(!xml.contains("Ruiz"), "only what the document names: {xml}");
}

#[test]
fn what_the_header_cannot_list_is_pointed_to_with_a_prefix() {
    let xml = tei("", "Anna Ruiz saw the War of the Ducks.");
    holds(&xml, r#"<persName ref="person:p1">Anna Ruiz</persName>"#);
    holds(&xml, r#"ref="event:war""#);
    holds(&xml, r#"replacementPattern="registers/persons.xml#$1""#);
    holds(&xml, r#"replacementPattern="registers/orgs.xml#$1""#);
}

#[test]
fn vague_dates_follow_the_editions_convention_and_the_header_states_it() {
    let text = "They met early in 1880 and at the end of May 1881.";
    let usual = tei("", text);
    holds(&usual, r#"notBefore="1880-01-01" notAfter="1880-03-31""#);
    holds(&usual, "<p>Vague dates are read by convention. early: months 1 to 3 of a year");
    let own = tei("[date-parts]\nearly = \"year 1-4\"\n", text);
    holds(&own, r#"notBefore="1880-01-01" notAfter="1880-04-30""#);
    holds(&own, "early: months 1 to 4 of a year");
    holds(&own, r#"notBefore="1881-05-21" notAfter="1881-05-31""#);
    holds(&own, "; end of: months 10 to 12 of a year, days 21 to 31 of a month");
    assert!(!tei("", "They met on 4 May 1880.").contains("by convention"));
}

#[test]
fn slips_in_dates_are_corrected_only_where_the_edition_says_so() {
    let text = "He left on Decemher 7, 1882, and came back on 31 June 1883.";
    let kept = tei("", text);
    holds(&kept, r#"<date when="1882-12-07" cert="medium">Decemher 7, 1882</date>"#);
    assert!(!kept.contains("<sic>"), "{kept}");
    let corrected = tei("[dates]\ncorrections = true\n", text);
    let choice = r#"<choice><sic>Decemher</sic><corr cert="medium">December</corr></choice>"#;
    holds(&corrected, &format!(r#"<date when="1882-12-07" cert="medium">{choice} 7, 1882</date>"#));
    holds(&corrected, "<sic>31 June 1883</sic></date>");
}
