//! Schemas and documents that were made to exhaust a machine, and files that are broken: each
//! ends with a finding, never with a panic, and within stated limits.

use rubricate::relaxng::{Options, Schema};
use rubricate::xml::Limits;
use std::fmt::Write;

const RELAXNG: &str = "http://relaxng.org/ns/structure/1.0";

fn compact(text: &str) -> Result<Schema, String> {
    let none = |_: &str| Err("not there".to_owned());
    Schema::compile_with(text.as_bytes(), "s.rnc", &none).map_err(|error| error.to_string())
}

/// The codes of the findings for a document.
fn codes(schema: &Schema, document: &str) -> Vec<&'static str> {
    schema.validate(document.as_bytes()).iter().map(|finding| finding.code.as_str()).collect()
}

#[test]
fn the_schemas_that_are_fuzzed_with_are_sound() {
    for text in [
        include_str!("../fuzz/schemas/sequences.rnc"),
        include_str!("../fuzz/schemas/interleave.rnc"),
        include_str!("../fuzz/schemas/types.rnc"),
        include_str!("../fuzz/schemas/wildcards.rnc"),
    ] {
        assert_eq!(compact(text).err(), None);
    }
}

#[test]
fn a_million_levels_are_validated() {
    let schema = compact("start = a  a = element a { a? }").unwrap();
    let (open, close) = ("<a>".repeat(1_000_000), "</a>".repeat(1_000_000));
    assert_eq!(codes(&schema, &format!("{open}{close}")), [""; 0]);
    assert_eq!(codes(&schema, &open), ["R601"]);
    // The same where every element is wrong, until there are findings enough.
    let (open, close) = ("<b>".repeat(1_000_000), "</b>".repeat(1_000_000));
    assert_eq!(codes(&schema, &format!("{open}{close}")).last(), Some(&"R631"));
}

#[test]
fn the_depth_can_be_limited() {
    let xml = Limits { depth: 3, ..Limits::default() };
    let schema = compact("start = a  a = element a { a? }").unwrap();
    let schema = schema.with_options(Options { xml, ..Options::default() });
    assert_eq!(codes(&schema, "<a><a><a/></a></a>"), [""; 0]);
    assert_eq!(codes(&schema, "<a><a><a><a/></a></a></a>"), ["R604"]);
}

#[test]
fn billions_of_laughs_end_at_the_limit() {
    let schema = compact("start = element a { text }").unwrap();
    let mut subset = String::from("<!ENTITY l0 'ha'>");
    for level in 1..30 {
        let before = level - 1;
        write!(subset, "<!ENTITY l{level} '&l{before};&l{before};&l{before};'>").unwrap();
    }
    assert_eq!(codes(&schema, &format!("<!DOCTYPE a [{subset}]><a>&l29;</a>")), ["R604"]);
}

#[test]
fn external_entities_are_never_fetched() {
    let schema = compact("start = element a { text }").unwrap();
    let subset =
        "<!ENTITY e SYSTEM 'file:///etc/hostname'><!ENTITY % p SYSTEM 'http://localhost/'>%p;";
    assert_eq!(codes(&schema, &format!("<!DOCTYPE a [{subset}]><a>&e;&f;</a>")), ["R605", "R605"]);
    let include = format!("<externalRef xmlns='{RELAXNG}' href='http://localhost/x.rng'/>");
    let told = Schema::compile(include.as_bytes()).unwrap_err().to_string();
    assert!(told.contains("R611"), "{told}");
}

#[test]
fn huge_names_values_and_many_attributes_are_read() {
    let schema = compact("start = element * { attribute * { text }*, text }").unwrap();
    let value = "v".repeat(5_000_000);
    assert_eq!(codes(&schema, &format!("<a b='{value}'>{value}</a>")), [""; 0]);
    let name = "n".repeat(5_000_000);
    assert_eq!(codes(&schema, &format!("<{name}/>")), ["R604"]);
    let mut many = String::from("<a");
    for number in 0..50_000 {
        write!(many, " a{number}=''").unwrap();
    }
    assert_eq!(codes(&schema, &format!("{many}/>")), [""; 0]);
    for number in 50_000..70_000 {
        write!(many, " a{number}=''").unwrap();
    }
    assert_eq!(codes(&schema, &format!("{many}/>")), ["R604"]);
}

/// A schema in which `n` elements are interleaved, and each can be one of two.
fn interleaved(n: usize) -> String {
    let parts: Vec<_> =
        (0..n).map(|i| format!("(element e{i} {{ empty }}, element f{i} {{ empty }})")).collect();
    format!("start = element a {{ {} }}", parts.join(" & "))
}

#[test]
fn a_large_interleave_is_followed_as_far_as_the_document_goes() {
    let schema = compact(&interleaved(200)).unwrap();
    let mut document = String::from("<a>");
    (0..200).rev().for_each(|i| write!(document, "<e{i}/>").unwrap());
    (0..200).for_each(|i| write!(document, "<f{i}/>").unwrap());
    assert_eq!(codes(&schema, &format!("{document}</a>")), [""; 0]);
    assert_eq!(codes(&schema, &format!("{document}<e1/></a>")).len(), 1);
}

#[test]
fn an_interleave_that_blows_up_ends_at_the_limit() {
    // Which of the parts an `e` belongs to is never known, so all subsets must be followed.
    let parts: Vec<_> =
        (0..24).map(|i| format!("(element e {{ empty }}*, element f{i} {{ empty }})")).collect();
    // Section 7.4 refuses it, as it refuses all that would blow up in this way.
    let told = compact(&format!("start = element a {{ {} }}", parts.join(" & "))).unwrap_err();
    assert!(told.contains("R613"), "{told}");
    // What is left to blow up are sequences, of which a document can make the machine know many.
    let optional: Vec<_> = (0..40).map(|_| "element e { empty }?, element g { empty }*").collect();
    let body = format!("({})*", optional.join(", "));
    let schema =
        compact(&format!("start = element a {{ ({body} & element h {{ empty }}*) }}")).unwrap();
    let schema = schema.with_options(Options { patterns: 20_000, ..Options::default() });
    let mut document = String::from("<a>");
    (0..400).for_each(|i| document += ["<e/>", "<g/>", "<h/>"][i * i % 3]);
    let told = codes(&schema, &format!("{document}</a>"));
    assert!(told.is_empty() || told == ["R604"], "{told:?}");
}

#[test]
fn recursive_grammars_are_refused_or_followed() {
    let refused = |schema: &str| compact(schema).unwrap_err();
    assert!(refused("start = a  a = a | element b { empty }").contains("R612"));
    assert!(refused("start = a  a = (b, element x { empty })  b = a").contains("R612"));
    let schema = compact("start = a  a = element a { b | empty }  b = element b { a }").unwrap();
    assert_eq!(codes(&schema, "<a><b><a><b><a/></b></a></b></a>"), [""; 0]);
    assert_eq!(codes(&schema, "<a><b/></a>"), ["R622"]);
}

#[test]
fn schemas_that_nest_too_deep_are_refused() {
    let nested = |n: usize| {
        let (open, close) = ("<group>".repeat(n), "</group>".repeat(n));
        format!("<element name='a' xmlns='{RELAXNG}'>{open}<empty/>{close}</element>")
    };
    assert!(Schema::compile(nested(150).as_bytes()).is_ok());
    for depth in [1_000, 100_000] {
        let told = Schema::compile(nested(depth).as_bytes()).unwrap_err().to_string();
        assert!(told.contains("R614"), "{told}");
    }
    // A chain of definitions, each in a choice of the one before.
    let mut chain = String::from("start = element r { d4000 }  d0 = empty  ");
    for number in 1..=4000 {
        let before = number - 1;
        write!(chain, "d{number} = (element e{number} {{ empty }}, d{before})?  ").unwrap();
    }
    assert!(compact(&chain).unwrap_err().contains("R614"));
}

#[test]
fn schemas_that_double_at_every_step_are_compiled() {
    let mut doubling = String::from("start = element r { d60 }  d0 = element x { empty }  ");
    for number in 1..=60 {
        let before = number - 1;
        write!(
            doubling,
            "d{number} = (d{before}, element y {{ empty }}) | (d{before}, element z {{ empty }})  "
        )
        .unwrap();
    }
    let schema = compact(&doubling).unwrap();
    let inside = "<x/>".to_owned() + &"<y/><z/>".repeat(30);
    assert_eq!(codes(&schema, &format!("<r>{inside}</r>")), [""; 0]);
    assert_eq!(codes(&schema, &format!("<r>{inside}<y/></r>")), ["R621"]);
}

#[test]
fn a_long_sequence_is_no_deep_one() {
    let optional: Vec<_> = (0..5_000).map(|i| format!("element e{i} {{ empty }}?")).collect();
    let schema = compact(&format!("start = element a {{ {} }}", optional.join(", "))).unwrap();
    assert_eq!(codes(&schema, "<a><e17/><e4999/></a>"), [""; 0]);
    assert_eq!(codes(&schema, "<a><e17/><e16/></a>"), ["R621"]);
    let choice: Vec<_> = (0..5_000).map(|i| format!("element e{i} {{ empty }}")).collect();
    let schema = compact(&format!("start = element a {{ ({})* }}", choice.join(" | "))).unwrap();
    assert_eq!(codes(&schema, "<a><e17/><e16/></a>"), [""; 0]);
}

const SMALL_SCHEMA: &str = "<grammar xmlns='http://relaxng.org/ns/structure/1.0' \
     datatypeLibrary='http://www.w3.org/2001/XMLSchema-datatypes'><start><ref name='a'/></start>\
     <define name='a'><element><choice><name>a</name><nsName ns='u'/></choice><optional>\
     <attribute name='w'><data type='date'><param name='pattern'>[0-9-]+</param></data></attribute>\
     </optional><mixed><zeroOrMore><ref name='a'/></zeroOrMore></mixed></element></define></grammar>";

#[test]
fn no_truncated_or_flipped_schema_panics() {
    for end in 0..SMALL_SCHEMA.len() {
        assert!(Schema::compile(&SMALL_SCHEMA.as_bytes()[..end]).is_err(), "{end}");
    }
    for at in 0..SMALL_SCHEMA.len() {
        for bit in 0..8 {
            let mut bytes = SMALL_SCHEMA.as_bytes().to_vec();
            bytes[at] ^= 1 << bit;
            if let Ok(schema) = Schema::compile(&bytes) {
                let _ = schema.validate(b"<a w='2000-01-01'>x<a/></a>");
            }
        }
    }
}

#[test]
fn no_truncated_or_flipped_document_panics() {
    let schema = Schema::compile(SMALL_SCHEMA.as_bytes()).unwrap();
    let document =
        "<a w='2000-02-29' xmlns:p='u'>é<p:b><!-- c --><a>&amp;</a></p:b><![CDATA[x]]></a>";
    assert_eq!(codes(&schema, document), [""; 0]);
    for end in 0..document.len() {
        assert!(!schema.validate(&document.as_bytes()[..end]).is_empty(), "{end}");
    }
    for at in 0..document.len() {
        for bit in 0..8 {
            let mut bytes = document.as_bytes().to_vec();
            bytes[at] ^= 1 << bit;
            let _ = schema.validate(&bytes);
        }
    }
}

#[test]
fn threads_share_a_schema_and_agree() {
    let schema = Schema::compile(SMALL_SCHEMA.as_bytes()).unwrap();
    let document = "<a><a w='never'/><b/>".to_owned() + &"<a/>".repeat(1000) + "</a>";
    let alone = schema.validate(document.as_bytes());
    assert_eq!(alone.len(), 2);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| assert_eq!(schema.validate(document.as_bytes()), alone));
        }
    });
}

#[test]
fn all_that_is_checked_beside_the_grammar_has_limits_too() {
    use rubricate::rules::schematron::Options as Rules;
    use rubricate::rules::{Checker, Settings};
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s.sch");
    // Squares the number of elements: a million steps for a thousand of them.
    let schema = "<schema xmlns='http://purl.oclc.org/dsdl/schematron' queryBinding='xslt2'>\
                  <pattern><rule context='b'><assert test='every $b in //b satisfies $b is . or \
                  string($b/@n) != string(@n)'>twice</assert></rule></pattern></schema>";
    std::fs::write(&path, schema).unwrap();
    let checker = Checker::read(&[&path], None, false).unwrap().0;
    let mut document = String::from("<a>");
    (0..1000).for_each(|n| write!(document, "<b n='{n}'/>").unwrap());
    document += "</a>";
    let codes = |settings: Settings<'_>| {
        let found = checker.check("d", document.as_bytes(), settings).findings;
        found.iter().map(|finding| finding.code.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(codes(Settings::default()), [""; 0]);
    let few = Rules { steps: Some(10_000), ..Rules::default() };
    assert_eq!(codes(Settings { options: few, ..Settings::default() }), ["R707"]);
    let shallow = Limits { depth: 1, ..Limits::default() };
    assert_eq!(codes(Settings { limits: shallow, ..Settings::default() }), ["R604"]);
}
