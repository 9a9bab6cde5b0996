//! The datatype suite of jing (James Clark's `xsdtest.xml`), asked of the library directly; and
//! where its verdicts, jing's and the specification's part ways.
//!
//! All 1,283 checks of the suite are met. Three things in it go beyond XML Schema 1.0, second
//! edition, or choose between readings of it:
//!
//! - `untypedAtomic` and `anyAtomicType` are no types of XML Schema 1.0 (they are of the data model of
//!   `XPath`). The suite wants them, and they are taken as strings: no schema means anything else.
//! - 29 February before our era: the suite has `-0001-02-29` and `-0257-02-29`. There is no year
//!   0000, so -0001 is 1 BC, which was a leap year by counting back; Appendix E of the
//!   specification, which divides the written number by four, would have -0004 instead. The
//!   suite and jing count, and so do we. 29 February of common years is no date.
//! - `incomparable` durations: `PT60S` and `PT1M` are equally long, and different values
//!   (section 3.2.6: six dimensions). So neither is more nor less than the other, and a `value`
//!   of one does not match the other; `minInclusive` and `maxInclusive`, which ask for the order
//!   alone, accept both. (jing's inclusive bounds do not.)
//!
//! Where our verdicts differ from jing's is in `relaxng_jing/differences.tsv`, each with the section
//! that decides it; the tests below hold ours.

use crate::shared::shared;
use roxmltree::Node;
use rubricate::relaxng::datatypes::{Datatype, NamespaceContext, Param, XSD};

/// The namespaces of an element of the suite, and the entities that its subset declares.
struct At<'a>(Node<'a, 'a>);

impl NamespaceContext for At<'_> {
    fn namespace(&self, prefix: &str) -> Option<&str> {
        if prefix.is_empty() {
            return Some(self.0.default_namespace().unwrap_or_default());
        }
        self.0.lookup_namespace_uri(Some(prefix))
    }

    fn is_unparsed_entity(&self, name: &str) -> bool {
        let subset = self.0.attribute("internalSubset").unwrap_or_default();
        subset.contains(&format!("<!ENTITY {name} SYSTEM"))
    }
}

#[derive(Default)]
struct Tally {
    checks: usize,
    wrong: Vec<String>,
}

impl Tally {
    fn expect(&mut self, wanted: bool, got: bool, what: impl Fn() -> String) {
        self.checks += 1;
        if wanted != got {
            self.wrong.push(format!("{}: wanted {wanted}", what()));
        }
    }
}

fn named<'a>(node: Node<'a, 'a>, name: &'static str) -> impl Iterator<Item = Node<'a, 'a>> {
    node.children().filter(move |child| child.has_tag_name(name))
}

fn text<'a>(node: Node<'a, 'a>) -> &'a str {
    node.text().unwrap_or_default()
}

fn with(name: &str, facet: &str, value: &str) -> Datatype {
    let param = Param { name: facet.into(), value: value.into() };
    Datatype::new(XSD, name, &[param], &()).expect("the suite's facets are right")
}

/// Values, equivalence classes, order and length of one type.
fn check_type(node: Node<'_, '_>, tally: &mut Tally) {
    let name = node.attribute("name").expect("each type is named");
    let datatype = Datatype::new(XSD, name, &[], &()).expect(name);
    for (verdict, wanted) in [("valid", true), ("invalid", false)] {
        for value in named(node, verdict) {
            let got = datatype.check(text(value), &At(value));
            tally.expect(wanted, got, || format!("{name} `{}`", text(value)));
            let explained = datatype.explain(text(value), &At(value)).is_none();
            tally.expect(wanted, explained, || format!("{name} explained `{}`", text(value)));
        }
    }
    for equiv in named(node, "equiv") {
        let values: Vec<_> = named(equiv, "class")
            .enumerate()
            .flat_map(|(n, class)| named(class, "value").map(move |value| (n, value)))
            .collect();
        for &(class, value) in &values {
            let wanted = datatype.value(text(value), &At(value)).expect("a value of its type");
            for &(other, text_node) in &values {
                let got = wanted.same(text(text_node), &At(text_node));
                let what = || format!("{name} `{}` same `{}`", text(value), text(text_node));
                tally.expect(class == other, got, what);
            }
        }
    }
    for (relation, less) in [("lessThan", true), ("incomparable", false)] {
        for pair in named(node, relation) {
            let values: Vec<_> = named(pair, "value").map(text).collect();
            let [a, b] = values[..] else { panic!("a relation has two values") };
            let what = |facet, limit: &str, value: &str| format!("{name} {facet} {limit}: {value}");
            for (facet, limit, value, wanted) in [
                ("minExclusive", a, b, less),
                ("minExclusive", b, a, false),
                ("maxExclusive", b, a, less),
                ("maxExclusive", a, b, false),
                ("minExclusive", a, a, false),
            ] {
                let got = with(name, facet, limit).check(value, &());
                tally.expect(wanted, got, || what(facet, limit, value));
            }
        }
    }
    for length in named(node, "length") {
        let wanted: u64 = length.attribute("value").expect("a length").parse().expect("a number");
        for number in [wanted.saturating_sub(1), wanted, wanted + 1] {
            let got = with(name, "length", &number.to_string()).check(text(length), &());
            let what = || format!("{name} length {number} `{}`", text(length));
            tally.expect(number == wanted, got, what);
        }
    }
}

#[test]
fn the_datatype_suite_is_met() {
    let Some(path) = shared("relaxng/xsdtest.xml") else { return };
    let suite = std::fs::read_to_string(path).expect("the suite is read");
    let suite = roxmltree::Document::parse(&suite).expect("the suite is well-formed");
    let mut tally = Tally::default();
    for node in named(suite.root_element(), "datatype") {
        check_type(node, &mut tally);
    }
    println!("{} checks of xsdtest.xml, {} wrong", tally.checks, tally.wrong.len());
    assert_eq!(tally.wrong, Vec::<String>::new());
    assert!(tally.checks > 1_000, "{} checks were found", tally.checks);
}

fn is(name: &str, value: &str) -> bool {
    Datatype::new(XSD, name, &[], &()).expect(name).check(value, &())
}

fn same(name: &str, a: &str, b: &str) -> bool {
    let datatype = Datatype::new(XSD, name, &[], &()).expect(name);
    datatype.value(a, &()).expect(a).same(b, &())
}

#[test]
fn midnight_may_be_written_24() {
    assert!(is("dateTime", "1823-12-31T24:00:00") && is("time", "24:00:00"));
    assert!(same("dateTime", "1823-12-31T24:00:00", "1824-01-01T00:00:00"));
    assert!(!is("time", "24:00:01") && !is("time", "25:00:00"));
    assert!(is("time", "23:59:60"), "a leap second (Appendix D)");
}

#[test]
fn zones_reach_fourteen_hours_either_way() {
    assert!(is("date", "1823-02-28-14:00") && is("date", "1823-02-28+14:00"));
    assert!(!is("date", "1823-02-28-14:01") && !is("date", "1823-02-28+15:00"));
}

#[test]
fn a_point_has_digits_after_it() {
    assert!(!is("time", "12:00:00.") && !is("duration", "PT1.S") && !is("duration", "PT.5S"));
    assert!(
        is("decimal", "1.") && is("decimal", ".5") && is("double", "1.e5"),
        "numbers need none"
    );
}

#[test]
fn digits_are_counted_as_the_specification_counts() {
    assert!(!with("decimal", "totalDigits", "2").check("0.001", &()));
    assert!(with("decimal", "totalDigits", "2").check("0.010", &()));
    assert!(with("decimal", "totalDigits", "2").check("-0099.0", &()));
    assert!(with("decimal", "fractionDigits", "0").check("1.0", &()));
    assert!(with("integer", "fractionDigits", "0").check("7", &()));
}

#[test]
fn equally_long_durations_meet_inclusive_bounds() {
    assert!(with("duration", "minInclusive", "P1Y").check("P12M", &()));
    assert!(!with("duration", "minExclusive", "P1Y").check("P12M", &()));
    assert!(!same("duration", "P1Y", "P12M") && same("duration", "P1Y", "P01Y0M"));
}

#[test]
fn names_have_no_length() {
    assert!(with("QName", "length", "1").check("abc", &()));
}

#[test]
fn white_space_is_that_of_xml() {
    assert!(with("token", "pattern", "\\S+").check("a\u{a0}b", &()));
    assert!(!with("string", "pattern", "\\s").check("\u{a0}", &()));
    assert!(!with("string", "pattern", "[^\\p{C}\\p{Z}]").check("\n", &()));
    assert!(!with("string", "pattern", "[^\\i\\d]").check("é", &()));
    assert!(is("integer", "\t1\r\n") && !is("integer", "\u{a0}1"));
}

#[test]
fn parameters_that_do_not_fit_are_refused() {
    let refused = |library: &str, name: &str, params: &[(&str, &str)]| {
        let params: Vec<_> = params
            .iter()
            .map(|&(name, value)| Param { name: name.into(), value: value.into() })
            .collect();
        Datatype::new(library, name, &params, &()).is_err()
    };
    for (name, facet, value) in [
        ("boolean", "length", "1"),
        ("date", "maxLength", "1"),
        ("string", "minInclusive", "a"),
        ("QName", "maxExclusive", "a"),
        ("double", "totalDigits", "1"),
        ("decimal", "totalDigits", "0"),
        ("string", "length", "-1"),
        ("string", "length", ""),
        ("integer", "minInclusive", "1.5"),
        ("date", "minInclusive", "1823-02-30"),
        ("string", "pattern", "("),
        ("string", "enumeration", "a"),
        ("string", "whiteSpace", "collapse"),
        ("string", "lenght", "1"),
    ] {
        assert!(refused(XSD, name, &[(facet, value)]), "{name} {facet} {value}");
    }
    assert!(refused(XSD, "string", &[("length", "1"), ("length", "1")]));
    assert!(!refused(XSD, "string", &[("pattern", "a*"), ("pattern", "a")]));
    assert!(refused("", "token", &[("pattern", "a")]));
    assert!(!refused(XSD, "string", &[("length", " +99999999999999999999 ")]));
}
