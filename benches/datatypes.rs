//! The checks of values that TEI asks for most, one by one: they stand on the path of every
//! attribute of a document. Times are for the values of a list together.

use divan::{Bencher, black_box};
use rubricate::relaxng::datatypes::{BUILT_IN, Datatype, Param, XSD};

fn main() {
    divan::main();
}

fn datatype(name: &str, pattern: Option<&str>) -> Datatype {
    let params: Vec<_> =
        pattern.iter().map(|&p| Param { name: "pattern".into(), value: p.into() }).collect();
    Datatype::new(XSD, name, &params, &()).expect("the types of TEI are right")
}

/// Checks ten values.
fn ten(bencher: Bencher<'_, '_>, datatype: &Datatype, values: [&str; 10]) {
    assert!(values.iter().all(|value| datatype.check(value, &())));
    bencher.counter(divan::counter::ItemsCount::new(values.len())).bench(|| {
        for value in values {
            black_box(datatype.check(black_box(value), &()));
        }
    });
}

const POINTERS: [&str; 10] = [
    "#p1",
    "#person-0042",
    "https://d-nb.info/gnd/118540238",
    "register.xml#place_17",
    "#n12",
    "mailto:editor@example.org",
    "../persons.xml#huber",
    "#",
    "doi:10.1000/182",
    "page-003.jpg",
];
const WORDS: [&str; 10] =
    ["letter", "sic", "person", "n-12", "a4r", "verso", "#ff8800", "12.b", "left", "xvii"];
const DATES: [&str; 10] = [
    "1823-02-28",
    "1823-03-01",
    "1900-12-31",
    "-0044-03-15",
    "1824-02-29",
    "1823-01-01Z",
    "2026-11-23",
    "0800-12-25",
    "1648-10-24+01:00",
    "1789-07-14",
];

/// `teidata.pointer`.
#[divan::bench]
fn any_uri(bencher: Bencher<'_, '_>) {
    ten(bencher, &datatype("anyURI", Some("\\S+")), POINTERS);
}

/// A plain anyURI, without a pattern.
#[divan::bench]
fn any_uri_plain(bencher: Bencher<'_, '_>) {
    ten(bencher, &datatype("anyURI", None), POINTERS);
}

/// `teidata.enumerated` and `teidata.word`.
#[divan::bench]
fn word(bencher: Bencher<'_, '_>) {
    ten(bencher, &datatype("token", Some("[^\\p{C}\\p{Z}]+")), WORDS);
}

/// The same with letters beyond ASCII.
#[divan::bench]
fn word_beyond_ascii(bencher: Bencher<'_, '_>) {
    let values = ["Straße", "é", "naïf", "αβγ", "Ärger", "œuvre", "ſ", "Łódź", "ñ", "Übergabe"];
    ten(bencher, &datatype("token", Some("[^\\p{C}\\p{Z}]+")), values);
}

/// A pattern that is no single class: `teidata.numeric`'s fractions.
#[divan::bench]
fn fraction(bencher: Bencher<'_, '_>) {
    let values = ["1/2", "-3/4", "12/100", "1/1", "5/8", "7/16", "-1/-2", "99/100", "2/3", "0/1"];
    ten(bencher, &datatype("token", Some("(\\-?[\\d]+/\\-?[\\d]+)")), values);
}

/// `xml:id`.
#[divan::bench]
fn id(bencher: Bencher<'_, '_>) {
    let values = ["p1", "n12", "person-1", "a.b", "_x", "div-03", "letter", "p100", "z9", "w-1-2"];
    ten(bencher, &datatype("ID", None), values);
}

#[divan::bench]
fn date(bencher: Bencher<'_, '_>) {
    ten(bencher, &datatype("date", None), DATES);
}

/// `teidata.temporal.w3c`: eight types, tried in the order of the schema.
#[divan::bench]
fn temporal(bencher: Bencher<'_, '_>) {
    let types: Vec<_> =
        ["date", "gYear", "gMonth", "gDay", "gYearMonth", "gMonthDay", "time", "dateTime"]
            .into_iter()
            .map(|name| datatype(name, None))
            .collect();
    let values = [
        "1823-02-28",
        "1823",
        "1823-02",
        "--02-28",
        "10:30:00",
        "1823-02-28T10:30:00",
        "1824-02",
        "1900",
        "1824-02-29",
        "-0044",
    ];
    assert!(values.iter().all(|value| types.iter().any(|datatype| datatype.check(value, &()))));
    bencher.counter(divan::counter::ItemsCount::new(values.len())).bench(|| {
        for value in values {
            let value = black_box(value);
            black_box(types.iter().any(|datatype| datatype.check(value, &())));
        }
    });
}

#[divan::bench]
fn count(bencher: Bencher<'_, '_>) {
    let values = ["1", "2", "12", "0", "100", "7", "48", "3", "99", "1823"];
    ten(bencher, &datatype("nonNegativeInteger", None), values);
}

/// A `value` of the built-in token, as in a list of allowed words.
#[divan::bench]
fn token_value(bencher: Bencher<'_, '_>) {
    let token = Datatype::new(BUILT_IN, "token", &[], &()).expect("token is built in");
    let values = WORDS.map(|word| token.value(word, &()).expect("any text is a token"));
    bencher
        .counter(divan::counter::ItemsCount::new(values.len()))
        .bench(|| values.iter().filter(|value| value.same(black_box("xvii"), &())).count());
}

/// A pattern read and its table built, as when a schema is first used.
#[divan::bench]
fn pattern_from_nothing() -> bool {
    datatype("token", Some(black_box("(\\-?[\\d]+/\\-?[\\d]+)"))).check("1/2", &())
}
