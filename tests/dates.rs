//! Dates against the worked forms, the double dates and the sample.

use crate::shared::shared;
use rubricate::annotate::dates::{Context, Dates, Expression, Iso, Scope};
use rubricate::calendar::Policy;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::sync::LazyLock;

static ENGLISH: LazyLock<Dates> = LazyLock::new(|| Dates::of(&["en"]));

/// The rows of a table with a head line, each by the names of its columns.
pub fn rows(text: &str) -> Vec<BTreeMap<&str, &str>> {
    let mut lines = text.lines();
    let names: Vec<_> = lines.next().unwrap_or_default().split('\t').collect();
    lines.map(|line| names.iter().copied().zip(line.split('\t')).collect()).collect()
}

pub fn attributes(expression: &Expression) -> BTreeMap<String, String> {
    expression.value.attributes().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

fn russia() -> Policy {
    Policy::get("russia").unwrap()
}

/// The context that a row of the forms states.
fn context_of(row: &BTreeMap<&str, &str>) -> Context {
    let russian = row["occurs_in"] != "knowledge" || row["note"].contains("Russian");
    let policy = if russian { russia() } else { Policy::gregorian() };
    let mut context = Context { scope: Scope::everything(), ..Context::with_policy(policy) };
    let anchor = row["anchor"].trim_matches('"');
    if !anchor.contains("OS") {
        let found = ENGLISH.read(anchor, &Context::default());
        context.date = found.expressions.first().and_then(|e| e.anchor);
    }
    context.abroad = anchor.contains("Krakow").then_some(true);
    context
}

#[test]
fn worked_forms_have_the_expected_attributes() {
    let Some(path) = shared("dates/forms.tsv") else { return };
    let table = fs::read_to_string(path).unwrap();
    let argued = include_str!("data/dates/disagreements.tsv");
    let argued: Vec<_> = rows(argued).iter().map(|row| row["nr"].to_owned()).collect();
    let names = [
        "when",
        "from",
        "to",
        "notBefore",
        "notAfter",
        "when-iso",
        "dur-iso",
        "when-custom",
        "from-custom",
        "to-custom",
        "notBefore-custom",
        "notAfter-custom",
        "calendar",
        "datingMethod",
        "datingPoint",
        "period",
        "type",
        "precision",
        "cert",
        "evidence",
    ];
    let (mut all, mut differing, mut report) = (0, Vec::new(), String::new());
    for row in rows(&table) {
        let wanted: BTreeMap<_, _> = names
            .iter()
            .filter(|name| !row[**name].is_empty())
            .map(|name| ((*name).to_owned(), row[name].to_owned()))
            .collect();
        let found = ENGLISH.read(row["form"].trim_matches('"'), &context_of(&row));
        let got = found.expressions.first().map(attributes).unwrap_or_default();
        all += 1;
        if got != wanted {
            writeln!(
                report,
                "{} `{}`\n  got    {got:?}\n  wanted {wanted:?}",
                row["nr"], row["form"]
            )
            .unwrap();
            differing.push(row["nr"].to_owned());
        }
    }
    println!("{report}{} of {all} forms equal", all - differing.len());
    assert_eq!(differing, argued, "{report}");
    assert!(differing.len() * 100 <= all * 3);
}

#[test]
fn double_dates_have_both_values() {
    let Some(path) = shared("dates/double-dates.tsv") else { return };
    let table = fs::read_to_string(path).unwrap();
    let mut report = String::new();
    let mut all = 0;
    for row in rows(&table).iter().filter(|row| row["year"] == "explicit") {
        for text in
            [row["text"].to_owned(), format!("in reply to the note of {}, sent to us", row["text"])]
        {
            all += 1;
            let found = ENGLISH.read(&text, &Context::default());
            let value = found.expressions.first().map(attributes).unwrap_or_default();
            let got = (
                value.get("when").map(String::as_str),
                value.get("when-custom").map(String::as_str),
            );
            if got != (Some(row["value_ns"]), Some(row["value_os"])) || found.expressions.len() != 1
            {
                writeln!(report, "{text}: {got:?}").unwrap();
            }
        }
    }
    assert!(all > 100 && report.is_empty(), "{report}");
}

#[test]
fn double_dates_without_a_year_take_it_from_the_letter() {
    let Some(path) = shared("dates/double-dates.tsv") else { return };
    let table = fs::read_to_string(path).unwrap();
    for row in rows(&table).iter().filter(|row| row["year"] == "year from the letter") {
        let near = Iso::parse(row["value_ns"]).and_then(|iso| iso.year).map(Iso::of_year);
        let context = Context { date: near, ..Context::default() };
        let found = ENGLISH.read(row["text"], &context);
        let value = found.expressions.first().map(attributes).unwrap_or_default();
        assert_eq!(value.get("when").map(String::as_str), Some(row["value_ns"]), "{}", row["text"]);
        assert_eq!(
            value.get("when-custom").map(String::as_str),
            Some(row["value_os"]),
            "{}",
            row["text"]
        );
    }
}

#[test]
fn the_sample_has_all_its_dates() {
    let (Some(gold), Some(sample)) =
        (shared("gold/seed/gold.json"), shared("documents/section-1-1912-1921.txt"))
    else {
        return;
    };
    let gold: serde_json::Value = serde_json::from_str(&fs::read_to_string(gold).unwrap()).unwrap();
    let text = fs::read_to_string(sample).unwrap();
    let found = ENGLISH.read(&text, &Context::with_policy(russia()));
    let place = |byte: usize| text[..byte].chars().count() as u64;
    let mut got = BTreeMap::new();
    for expression in &found.expressions {
        for one in expression.inner.iter().chain([expression]) {
            got.insert((place(one.span.start), place(one.span.end)), attributes(one));
        }
    }
    let mut report = String::new();
    let mut wanted_places = Vec::new();
    for mention in gold.as_array().unwrap().iter().filter(|m| m["kind"] == "date") {
        let at = (mention["start"].as_u64().unwrap(), mention["end"].as_u64().unwrap());
        wanted_places.push(at);
        let wanted: BTreeMap<String, String> =
            serde_json::from_value(mention["tei"].clone()).unwrap();
        let mut value = got.get(&at).cloned().unwrap_or_default();
        // What the value rests on stands beside it in the gold, not among its attributes.
        value.remove("cert");
        value.remove("evidence");
        if value != wanted {
            writeln!(report, "{}: got {value:?}, wanted {wanted:?}", mention["text"]).unwrap();
        }
    }
    for expression in &found.expressions {
        let at = (place(expression.span.start), place(expression.span.end));
        if !wanted_places.contains(&at) {
            writeln!(report, "no date: {}", &text[expression.span.range()]).unwrap();
        }
    }
    assert_eq!(wanted_places.len(), 36);
    assert!(report.is_empty(), "{report}");
}
