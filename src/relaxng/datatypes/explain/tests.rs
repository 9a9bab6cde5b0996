use super::super::{BUILT_IN, Param, XSD};
use super::*;

fn datatype(name: &str) -> Datatype {
    Datatype::new(XSD, name, &[], &()).expect(name)
}

fn why(name: &str, value: &str) -> String {
    datatype(name).explain(value, &()).unwrap_or_default()
}

/// The types of `teidata.temporal.w3c`.
fn temporal(value: &str) -> String {
    let names = ["date", "gYear", "gMonth", "gDay", "gYearMonth", "gMonthDay", "time", "dateTime"];
    let all: Vec<_> = names.into_iter().map(datatype).collect();
    explain_any(&all.iter().collect::<Vec<_>>(), value, &()).unwrap_or_default()
}

#[test]
fn each_part_of_a_date_is_looked_at() {
    assert_eq!(temporal("1823-2-30"), "month needs two digits; February 1823 has 28 days");
    assert_eq!(temporal("1823-02-29"), "February 1823 has 28 days");
    assert_eq!(temporal("823-02-01"), "year needs four digits, as `0823`");
    assert_eq!(temporal("1823-13"), "there is no month `13`");
    assert_eq!(temporal("1823-12-00"), "there is no day `00`");
    assert_eq!(temporal("1823-1-1"), "month needs two digits; day needs two digits");
    assert_eq!(temporal("0000"), "there is no year 0; 1 BC is `-0001`");
    assert_eq!(temporal("-0004-02-29"), "February -0004 has 28 days");
    assert_eq!(temporal("28-02-1823"), "the year comes first, then month and day, as `1823-02-28`");
    assert_eq!(temporal("--2-30"), "month needs two digits; February has 29 days");
    assert_eq!(temporal("---32"), "there is no day `32`");
    assert_eq!(temporal("1823-02-30Z"), "February 1823 has 28 days");
    assert_eq!(temporal("1823-02-28"), "");
}

#[test]
fn what_is_no_date_at_all_gets_an_example() {
    let wanted = "a date such as `1823-02-28`, `1823-02` or `1823` is wanted";
    assert_eq!(temporal("12 May 1823"), format!("a date is written in numbers; {wanted}"));
    assert_eq!(temporal("May"), format!("a date is written in numbers; {wanted}"));
    assert_eq!(temporal("1823?"), format!("`?` is no part of a date; {wanted}"));
    assert_eq!(temporal("28.02.1823"), "year, month and day are joined by `-`, as `1823-02-28`");
    assert_eq!(temporal(""), format!("it is empty; {wanted}"));
    assert!(temporal("1823-01-01/1823-02-01").starts_with("it holds two dates"));
    assert_eq!(why("date", "1823"), "it is a year; a full date such as `1823-02-28` is wanted");
}

#[test]
fn each_part_of_a_time_is_looked_at() {
    assert_eq!(temporal("10:30"), "seconds are missing, as in `10:30:00`");
    assert_eq!(temporal("1823-02-28T25:61:00"), "there is no hour `25`; there is no minute `61`");
    assert_eq!(
        temporal("1823-02-28 10:30:00"),
        "a `T` stands between date and time, and nothing else"
    );
    assert_eq!(temporal("1823T10:30:00"), "a time needs a full date before it");
    assert_eq!(temporal("24:00:01"), "hour 24 is midnight, `24:00:00` alone");
    assert_eq!(
        temporal("10:30:00+15:00"),
        "`+15:00` is no time zone: `Z`, or up to 14 hours as `+01:00`"
    );
}

#[test]
fn other_types_say_what_is_wrong() {
    assert_eq!(why("integer", "1.0"), "it must be a whole number, without a point");
    assert_eq!(why("nonNegativeInteger", "-1"), "it must be at least 0");
    assert_eq!(why("byte", "128"), "it must be at most 127");
    assert_eq!(why("decimal", "1,5"), "decimals stand after a point, as `1.5`");
    assert_eq!(
        why("language", "de_AT"),
        "the parts of a language tag are joined by `-`, as `de-AT`"
    );
    assert_eq!(why("ID", "1a"), "a name cannot begin with `1`");
    assert_eq!(why("NMTOKENS", "a b,c"), "`b,c`: `,` is not allowed in a name token");
    assert_eq!(why("ENTITY", "fig"), "no unparsed entity `fig` is declared");
    assert_eq!(why("anyURI", "a#b#c"), "a URI has at most one `#`");
    assert_eq!(why("QName", "tei:p"), "the prefix `tei` is not declared");
    assert_eq!(
        why("duration", "P2W"),
        "weeks are not allowed in a duration; write days, as `P14D`"
    );
    assert_eq!(
        why("duration", "24H"),
        "a duration begins with `P`; a duration is written `P1Y2M3DT4H5M6S`, its units in this order"
    );
    assert_eq!(why("hexBinary", "abc"), "hexadecimal digits come in pairs");
    assert_eq!(why("boolean", "yes"), "it must be `true` or `false` (or `1` or `0`)");
}

#[test]
fn facets_say_what_they_ask_for() {
    let why = |name, facet: &str, limit: &str, value| {
        let param = Param { name: facet.into(), value: limit.into() };
        Datatype::new(XSD, name, &[param], &()).expect("a type").explain(value, &())
    };
    let why = |name, facet, limit, value| why(name, facet, limit, value).unwrap_or_default();
    assert_eq!(
        why("token", "pattern", "\\S+", "a b"),
        "a space is not allowed by the pattern `\\S+`"
    );
    assert_eq!(
        why("token", "pattern", "\\S+", " "),
        "it is empty, and the pattern `\\S+` wants more"
    );
    assert_eq!(
        why("token", "pattern", "\\d/\\d", "1"),
        "it ends too early for the pattern `\\d/\\d`"
    );
    assert_eq!(
        why("token", "pattern", "\\d/\\d", "éx"),
        "`é` does not fit the pattern `\\d/\\d` (character 1)"
    );
    assert_eq!(
        why("token", "maxLength", "2", "abc"),
        "the number of characters must be at most 2, got 3"
    );
    assert_eq!(
        why("date", "minInclusive", "1800-01-01", "1799-12-31"),
        "it must be at least `1800-01-01`"
    );
    assert_eq!(
        why("decimal", "fractionDigits", "1", "1.25"),
        "the number of digits after the point must be at most 1, got 2"
    );
}

#[test]
fn several_ways_to_be_right_are_all_said() {
    let fraction = Param { name: "pattern".into(), value: "\\d+/\\d+".into() };
    let types = [
        datatype("integer"),
        Datatype::new(BUILT_IN, "token", &[], &()).expect("token"),
        Datatype::new(XSD, "token", &[fraction], &()).expect("token"),
    ];
    let any = |which: &[usize], value| {
        let chosen: Vec<_> = which.iter().map(|&n| &types[n]).collect();
        explain_any(&chosen, value, &())
    };
    assert_eq!(any(&[0, 1, 2], "x"), None);
    assert_eq!(
        any(&[0, 2], "1x").as_deref(),
        Some(
            "`x` is no part of a number; a whole number is digits, with or without a sign; \
              or `x` does not fit the pattern `\\d+/\\d+` (character 2)"
        )
    );
}
