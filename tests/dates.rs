//! Dates against the worked forms, the double dates and the sample, and their laws.

use crate::shared::shared;
use proptest::prelude::*;
use rubricate::annotate::dates::{Context, Dates, Expression, Found, Iso};
use rubricate::calendar::{Calendar, Day, Policy};
use rubricate::languages::Language;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::sync::LazyLock;

static ENGLISH: LazyLock<Dates> = LazyLock::new(|| Dates::of(&["en"]));

/// The rows of a table with a head line, each by the names of its columns.
fn rows(text: &str) -> Vec<BTreeMap<&str, &str>> {
    let mut lines = text.lines();
    let names: Vec<_> = lines.next().unwrap_or_default().split('\t').collect();
    lines.map(|line| names.iter().copied().zip(line.split('\t')).collect()).collect()
}

fn attributes(expression: &Expression) -> BTreeMap<String, String> {
    expression.value.attributes().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

fn russia() -> Policy {
    Policy::get("russia").unwrap()
}

/// The context that a row of the forms states.
fn context_of(row: &BTreeMap<&str, &str>) -> Context {
    let russian = row["occurs_in"] != "knowledge" || row["note"].contains("Russian");
    let policy = if russian { russia() } else { Policy::gregorian() };
    let mut context = Context {
        scope: rubricate::annotate::dates::Scope::everything(),
        ..Context::with_policy(policy)
    };
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
    let argued = include_str!("dates-disagreements.tsv");
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

// ---------------------------------------------------------------------------------------------
// Laws
// ---------------------------------------------------------------------------------------------

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn policies() -> impl Strategy<Value = Policy> {
    proptest::sample::select(Policy::names().collect::<Vec<_>>())
        .prop_map(|name| Policy::get(name).unwrap())
}

/// Expressions with a year, of all kinds.
fn expressions() -> impl Strategy<Value = String> {
    let day = (1_u8..=28, 0..12_usize, 1583_i32..2030);
    prop_oneof![
        day.clone().prop_map(|(d, m, y)| format!("{d} {} {y}", MONTHS[m])),
        day.clone().prop_map(|(d, m, y)| format!("{} {d}, {y}", MONTHS[m])),
        day.clone().prop_map(|(d, m, y)| format!("{d}/{}/{y}", m + 1)),
        day.clone().prop_map(|(d, m, y)| format!("{d:02}.{:02}.{y}", m + 1)),
        day.clone().prop_map(|(_, m, y)| format!("{} {y}", MONTHS[m])),
        day.clone().prop_map(|(_, _, y)| format!("the year {y}")),
        day.clone().prop_map(|(d, m, y)| format!("not earlier than {} {d}, {y}", MONTHS[m])),
        day.clone().prop_map(|(_, m, y)| format!("the first half of {} {y}", MONTHS[m])),
        day.clone().prop_map(|(_, _, y)| format!("the end of {y}")),
        day.clone().prop_map(|(_, _, y)| format!("summer and autumn of {y}")),
        day.clone().prop_map(|(d, m, y)| format!("{d} {} {y} to 3 March {}", MONTHS[m], y + 1)),
        day.clone().prop_map(|(_, m, y)| format!("{} {y} - December {}", MONTHS[m], y + 1)),
        day.clone().prop_map(|(d, m, y)| pair_in_both_styles(d, m as u8 + 1, y)),
        day.prop_map(|(d, m, y)| format!("between {d} {0} {y} and 28 {0} {y}", MONTHS[m])),
    ]
}

/// `October 25 (November 7), 1917`, by the calendars themselves.
fn pair_in_both_styles(day: u8, month: u8, year: i32) -> String {
    let old = rubricate::calendar::Civil { year, month, day };
    let new = Calendar::Gregorian.civil(Calendar::Julian.day(old).unwrap());
    let name = |month: u8| MONTHS[usize::from(month) - 1];
    format!("{} {day} ({} {}), {year}", name(month), name(new.month), new.day)
}

fn read(text: &str, policy: &Policy) -> Found {
    ENGLISH.read(text, &Context::with_policy(policy.clone()))
}

/// The days an ISO value covers.
fn days(value: &str) -> Option<(Day, Day)> {
    let iso = Iso::parse(value)?;
    Some((iso.first(Calendar::Gregorian)?, iso.last(Calendar::Gregorian)?))
}

/// Words and figures, marks and line ends, in any order.
fn scraps() -> impl Strategy<Value = String> {
    let words = [
        "January",
        "May",
        "12th",
        "1917",
        "31",
        "4/IX-20",
        "(",
        ")",
        "[",
        "]",
        "?",
        ",",
        ".",
        "-",
        "–",
        "/",
        "to",
        "the",
        "of",
        "and",
        "before",
        "early",
        "end of",
        "c.",
        "Easter",
        "a.d.",
        "VI",
        "Kal.",
        "Mart.",
        "an",
        "II",
        "Thermidor",
        "from",
        "between",
        "not earlier than",
        "O.S.",
        "\n",
        "\n\n",
        "ago",
        "three days",
        "last",
        "inst.",
        "19th",
        "century",
        "1731/2",
        "0",
        "99",
        "'20",
        "é",
        "18 и",
        "Decemher",
        "l9l8",
        "turn of",
        "p.m.",
        "6",
        "№",
    ];
    proptest::collection::vec(proptest::sample::select(words.to_vec()), 0..24)
        .prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_value_written_is_a_valid_tei_date(text in scraps(), policy in policies()) {
        let context = Context {
            date: Iso::parse("1918-02-14"),
            scope: rubricate::annotate::dates::Scope::everything(),
            ..Context::with_policy(policy)
        };
        let found = ENGLISH.read(&text, &context);
        for one in found.expressions.iter().flat_map(|e| e.inner.iter().chain([e])) {
            prop_assert!(!text[one.span.range()].is_empty());
            prop_assert!(!one.value.is_empty(), "{text}: {one:?}");
            for name in ["when", "from", "to", "notBefore", "notAfter"] {
                let value = one.value.get(name);
                let gday = |value: &str| value.starts_with("---") && value.len() == 5;
                prop_assert!(value.is_none_or(|v| gday(v) || Iso::parse(v).is_some()), "{text}: {one:?}");
            }
            if one.value.get("when").is_some() {
                let others = ["from", "to", "notBefore", "notAfter"];
                prop_assert!(others.iter().all(|name| one.value.get(name).is_none()), "{text}: {one:?}");
            }
            if one.value.attributes().any(|(name, _)| name.ends_with("-custom")) {
                prop_assert!(one.value.get("datingMethod").is_some());
            }
        }
    }

    #[test]
    fn a_value_ends_after_it_begins(text in scraps(), policy in policies()) {
        for one in read(&text, &policy).expressions {
            if let (Some(first), Some(last)) = one.value.days() {
                prop_assert!(first <= last, "{text}: {one:?}");
            }
        }
    }

    #[test]
    fn expressions_do_not_overlap_and_halves_lie_within(text in scraps()) {
        let found = read(&text, &russia());
        for pair in found.expressions.windows(2) {
            prop_assert!(pair[0].span.end <= pair[1].span.start, "{text}: {pair:?}");
        }
        for one in &found.expressions {
            prop_assert!(one.inner.iter().all(|inner| one.span.contains(inner.span)), "{text}: {one:?}");
        }
    }

    #[test]
    fn text_around_does_not_change_a_value(expression in expressions(), policy in policies(), which in 0..5_usize) {
        let (before, after) = [
            ("They met on ", " and spoke."),
            ("Nothing is known of it (", ")."),
            ("The house was sold. ", " was the last day."),
            ("A letter, ", ", was lost; nobody wrote again"),
            ("One line\n\n", "\n\nanother line"),
        ][which];
        let alone = read(&expression, &policy).expressions;
        let text = format!("{before}{expression}{after}");
        let within = read(&text, &policy).expressions;
        prop_assert_eq!(alone.len(), 1, "{}", expression);
        prop_assert_eq!(within.len(), 1, "{}", text);
        prop_assert_eq!(&alone[0].value, &within[0].value, "{}", text);
    }

    #[test]
    fn reading_what_was_written_gives_the_same_days(expression in expressions(), policy in policies()) {
        let value = read(&expression, &policy).expressions[0].value.clone();
        for name in ["when", "from", "to", "notBefore", "notAfter"] {
            let Some(written) = value.get(name) else { continue };
            // `1911-12` in a text is two years, not December.
            if written.len() == 7 && written[5..].parse() == written[2..4].parse().map(|year: u8| year + 1) {
                continue;
            }
            let again = read(written, &Policy::gregorian()).expressions;
            prop_assert_eq!(again.len(), 1, "{}", written);
            prop_assert_eq!(again[0].value.get("when"), Some(written));
            prop_assert!(days(written).is_some());
        }
    }

    #[test]
    fn both_styles_of_any_day_are_found(nth in 0_i64..124_600) {
        let first = rubricate::calendar::Civil { year: 1583, month: 1, day: 1 };
        let day = Calendar::Julian.day(first).unwrap().plus(nth);
        let rubricate::calendar::Civil { year: y, month: m, day: d } = Calendar::Julian.civil(day);
        let text = pair_in_both_styles(d, m, y);
        let found = read(&text, &Policy::gregorian());
        prop_assert_eq!(found.expressions.len(), 1, "{}", text);
        let value = &found.expressions[0].value;
        let old = format!("{y:04}-{m:02}-{d:02}");
        prop_assert_eq!(value.get("when-custom"), Some(&*old), "{}", text);
        let new = Iso::parse(value.get("when").unwrap()).unwrap().first(Calendar::Gregorian);
        prop_assert_eq!(new, Iso::parse(&old).unwrap().first(Calendar::Julian));
        prop_assert!(found.findings.is_empty());
    }

    #[test]
    fn no_text_makes_it_fail(text in any::<String>()) {
        let context = Context { scope: rubricate::annotate::dates::Scope::everything(), ..Context::with_policy(russia()) };
        let all = Dates::of(&["ru", "de", "fr", "en"]);
        let found = all.read(&text, &context);
        prop_assert_eq!(found, all.read(&text, &context));
    }
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
fn a_megabyte_of_anything_is_read_in_linear_time() {
    let million = 1_000_000;
    let repeated = |word: &str| word.repeat(million / word.len());
    let texts = [
        "7".repeat(million),
        ",".repeat(million),
        "[".repeat(million),
        repeated("January "),
        repeated("January"),
        repeated("1917 "),
        repeated("12/"),
        repeated("3 to "),
        repeated("May 1, "),
        repeated("between "),
        repeated("not earlier than "),
        repeated("end of the "),
        repeated("1917-"),
        repeated("a week before "),
        repeated("Monday the "),
        "x".repeat(million),
    ];
    // A quadratic step would take hours, not seconds: that this test ends is what it checks.
    for text in texts {
        let found = ENGLISH.read(&text, &Context::with_policy(russia()));
        assert!(found.expressions.len() <= text.len());
    }
}

#[test]
fn each_language_reads_its_own_dates() {
    for (language, text, wanted) in [
        ("de", "Jena, den 3. Mai 1848", "1848-05-03"),
        ("de", "am 24. XII. 07.", "1907-12-24"),
        ("de", "vom 7. v. M.", "1920-08-07"),
        ("fr", "Paris, le 1er août 1916", "1916-08-01"),
        ("fr", "18 brumaire an VIII", "1799-11-09"),
        ("ru", "4 сентября 1920 г.", "1920-09-04"),
        ("ru", "25 октября (7 ноября) 1917 г.", "1917-11-07"),
        ("en", "the 12th ult.", "1920-08-12"),
    ] {
        let context = Context::default().dated(Iso::of_day(1920, 9, 14));
        let found = Dates::of(&[language]).read(text, &context);
        assert_eq!(found.expressions[0].value.get("when"), Some(wanted), "{text}");
    }
    assert!(Language::find("en").is_some());
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
    ] {
        let found = read(text, &russia());
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
