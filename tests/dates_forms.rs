//! Date expressions of all kinds, each by a short text and what it means.

use crate::dates::{attributes, rows};
use rubricate::annotate::dates::{Context, Dates, Found, Iso, Scope};
use rubricate::calendar::Policy;
use rubricate::languages::Language;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::LazyLock;

static ENGLISH: LazyLock<Dates> = LazyLock::new(|| Dates::of(&["en"]));

fn read(text: &str, policy: &Policy) -> Found {
    ENGLISH.read(text, &Context::with_policy(policy.clone()))
}

/// Each row: language, calendar policy, day of writing, text, and what is found in it.
#[test]
fn every_form_means_what_the_table_says() {
    let table = rows(include_str!("data/dates/forms.tsv"));
    let mut readers: BTreeMap<&str, Dates> = BTreeMap::new();
    let mut report = String::new();
    for row in &table {
        let reader = readers.entry(row["lang"]).or_insert_with(|| Dates::of(&[row["lang"]]));
        let policy = Policy::get(row["calendar"]).unwrap();
        let date = Iso::parse(row["context"]);
        assert_eq!(date.is_none(), row["context"].is_empty(), "{row:?}");
        let context = Context { date, scope: Scope::everything(), ..Context::with_policy(policy) };
        let found = reader.read(row["text"], &context).expressions;
        let got: Vec<BTreeSet<String>> = found
            .iter()
            .map(|one| {
                attributes(one).iter().map(|(name, value)| format!("{name}={value}")).collect()
            })
            .collect();
        if got != wanted(row["attributes"]) {
            writeln!(report, "{} `{}`: {got:?}", row["lang"], row["text"]).unwrap();
        }
    }
    assert!(table.len() > 900 && report.is_empty(), "{report}");
}

/// `when=1920-09-04 cert=low | when=1921`: the attributes of each expression; a value may hold
/// spaces.
fn wanted(cell: &str) -> Vec<BTreeSet<String>> {
    if cell == "none" {
        return Vec::new();
    }
    let expressions = cell.split(" | ").map(|one| {
        let mut attributes: Vec<String> = Vec::new();
        for word in one.split(' ') {
            match attributes.last_mut() {
                Some(last) if !word.contains('=') => *last += &format!(" {word}"),
                _ => attributes.push(word.to_owned()),
            }
        }
        attributes.into_iter().collect()
    });
    expressions.collect()
}

#[test]
fn both_styles_of_the_leap_day_are_found() {
    for (text, new, old) in [
        ("February 17 (February 29), 1892", "1892-02-29", "1892-02-17"),
        ("17 (29) February 1892", "1892-02-29", "1892-02-17"),
        ("February 17/29, 1892", "1892-02-29", "1892-02-17"),
        ("29 February (12 March) 1892", "1892-03-12", "1892-02-29"),
        ("February 29 (March 13), 1900", "1900-03-13", "1900-02-29"),
        ("16/29 February 1916", "1916-02-29", "1916-02-16"),
    ] {
        let found = read(text, &Policy::gregorian());
        assert_eq!(found.expressions.len(), 1, "{text}");
        let value = &found.expressions[0].value;
        assert_eq!((value.get("when"), value.get("when-custom")), (Some(new), Some(old)), "{text}");
        assert!(found.findings.is_empty(), "{text}: {:?}", found.findings);
    }
}

#[test]
fn what_is_no_date_stays_none() {
    for text in [
        "documents No. 22-24, 103 and 104",
        "F. 558. On. 1. D. 5467. L. 3.",
        "T. 51. S. 141-142.",
        "it cost $1918 or £1700",
        "1,918 men and 1500 horses",
        "file 763.72112/5126",
        "you may march in august company",
        "No. 72539/X",
        "pp. 1712-1727",
        "on page 2. May the reader forgive",
        "Article 5. March on",
    ] {
        let found = read(text, &Policy::get("russia").unwrap());
        assert!(found.expressions.is_empty(), "{text}: {:?}", found.expressions);
    }
}

#[test]
fn a_number_after_a_month_without_a_day_is_a_note() {
    let found = read("He was elected in January 1, and left.", &Policy::gregorian());
    assert_eq!(found.expressions.len(), 1);
    assert_eq!(found.expressions[0].value.get("when"), Some("--01"));
}

#[test]
fn findings_say_what_is_wrong_and_where() {
    for (text, code) in [
        ("on 31 June 1920", "R451"),
        ("on Friday, 4 September 1920", "R452"),
        ("October 25 (November 8), 1917", "R453"),
        ("on Decemher 7, 1912", "R454"),
        ("on October 3", "R455"),
        ("in the winter of 1920", "R456"),
        ("from May 5, 1920 to May 2, 1920", "R457"),
        ("on 3/4/1920", "R458"),
        ("May 8-20, 1882", "R459"),
    ] {
        let found = read(text, &Policy::gregorian());
        let codes: Vec<_> = found.findings.iter().map(|finding| finding.code.as_str()).collect();
        assert_eq!(codes, [code], "{text}");
        assert!(found.findings[0].span.end <= text.len());
    }
}

#[test]
fn a_day_that_no_year_has_leaves_its_month() {
    for (text, value) in [
        ("on 31 June", "--06"),
        ("on 31 June, 10 p.m.", "--06"),
        ("on 30 February", "--02"),
        ("on 29 February", "--02-29"),
    ] {
        let found = read(text, &Policy::gregorian());
        assert_eq!(found.expressions[0].value.get("when"), Some(value), "{text}");
        let told = found.findings.iter().any(|finding| finding.code.as_str() == "R451");
        assert_eq!(told, value.len() == 4, "{text}");
    }
}

#[test]
fn no_end_of_a_stretch_is_a_day_that_does_not_exist() {
    for text in [
        "31 November—31. Nov.",
        "30 February to 31 April",
        "from 31 June 1920 to 31 September 1920",
    ] {
        for found in read(text, &Policy::gregorian()).expressions {
            for (name, value) in found
                .value
                .attributes()
                .filter(|(name, _)| ["when", "from", "to", "notBefore", "notAfter"].contains(name))
            {
                assert!(Iso::parse(value).is_some(), "{text}: {name}={value}");
            }
        }
    }
}

#[test]
fn the_day_of_receipt_is_not_the_day_of_writing() {
    let text = "Received 6 June 1812.\n\nYour petition of the 13th ult. is granted.\n\nBerlin, 28 May 1812.\n";
    let found = read(text, &Policy::gregorian());
    let values: Vec<_> =
        found.expressions.iter().map(|e| e.value.get("when").unwrap_or_default()).collect();
    assert_eq!(values, ["1812-06-06", "1812-04-13", "1812-05-28"]);
}

#[test]
fn a_letter_dates_what_it_leaves_out() {
    let text = "Halifax, October 27, 1917.\n\nDear Sir: The act of October 6 and your note of December 30 came.\n";
    let found = read(text, &Policy::gregorian());
    let values: Vec<_> =
        found.expressions.iter().map(|e| e.value.get("when").unwrap_or_default()).collect();
    assert_eq!(values, ["1917-10-27", "1917-10-06", "1917-12-30"]);
    assert_eq!(found.writings, [(0, Iso::of_day(1917, 10, 27))]);
}

#[test]
fn an_edition_may_set_its_own_parts() {
    let mut early = Language::get("en").dates.parts[0].clone();
    early.year = Some([1, 4]);
    let dates = Dates::of(&["en"]).with_parts(&[early]);
    let found = dates.read("early 1920", &Context::default());
    assert_eq!(found.expressions[0].value.get("notAfter"), Some("1920-04-30"));
}
