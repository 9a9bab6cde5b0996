//! The laws of dates, as property tests.

use proptest::prelude::*;
use rubricate::annotate::dates::{Context, Dates, Found, Iso, Scope};
use rubricate::calendar::{Calendar, Civil, Day, MONTHS, Policy};
use std::sync::LazyLock;

static ENGLISH: LazyLock<Dates> = LazyLock::new(|| Dates::of(&["en"]));
static ALL: LazyLock<Dates> = LazyLock::new(|| Dates::of(&["ru", "de", "fr", "en"]));

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
    let old = Civil { year, month, day };
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
            scope: Scope::everything(),
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
        let found = read(&text, &Policy::get("russia").unwrap());
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
        let first = Civil { year: 1583, month: 1, day: 1 };
        let day = Calendar::Julian.day(first).unwrap().plus(nth);
        let Civil { year: y, month: m, day: d } = Calendar::Julian.civil(day);
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
        let context = Context { scope: Scope::everything(), ..Context::with_policy(Policy::get("russia").unwrap()) };
        let found = ALL.read(&text, &context);
        prop_assert_eq!(found, ALL.read(&text, &context));
    }
}

#[test]
fn a_megabyte_of_anything_is_read() {
    let scraps =
        ["7", ",", "[", "January ", "January", "1917 ", "May 1, ", "1917-", "1 May 1917. ", "x"];
    for scrap in scraps {
        let text = scrap.repeat(1_000_000 / scrap.len());
        let found = ENGLISH.read(&text, &Context::with_policy(Policy::get("russia").unwrap()));
        let dates = ["January", "May", "1917"].iter().any(|word| scrap.contains(word));
        assert_eq!(!found.expressions.is_empty(), dates, "{scrap}");
    }
}
