//! Any bytes as a document, against schemas that use every kind of pattern: findings or none,
//! never a panic, never too long. The first byte chooses the schema.
//!
//! `cargo +nightly fuzz run document -- -max_len=4096`

#![no_main]

use libfuzzer_sys::fuzz_target;
use rubricate::relaxng::Schema;
use std::sync::LazyLock;

const COMPACT: [&str; 4] = [
    // Sequences, repeats, attributes, names from other namespaces.
    "default namespace = \"urn:t\"\n\
     start = element text { attribute n { xsd:token { pattern = \"\\S+\" } }?, (p | list)+ }\n\
     p = element p { mixed { (element hi { text } | element note { p+ })* } }\n\
     list = element list { element head { text }?, element item { p* }+ }",
    // Interleave, and attributes that depend on each other.
    "start = element a { (attribute x { \"1\" }, element b { empty }+) \
     | (attribute y { xsd:int }, (element c { text }? & element d { text }* & text)) }",
    // Lists, values, types with exceptions.
    "start = element a { attribute d { xsd:date | xsd:gYear | xsd:duration }*, \
     list { (xsd:decimal { fractionDigits = \"2\" } - \"0\")+, (\"x\" | \"y\")? } }",
    // Wildcards, ambiguous content, recursion.
    "start = element * - (b|c) { attribute * { text }*, (any | start)* }\n\
     any = element b { (any, any) | (any, start?) | text }",
];

static SCHEMAS: LazyLock<Vec<Schema>> = LazyLock::new(|| {
    let none = |_: &str| Err(String::new());
    let read = |text: &str| Schema::compile_with(text.as_bytes(), "s.rnc", &none);
    COMPACT.iter().map(|text| read(text).expect("the schemas are sound")).collect()
});

fuzz_target!(|bytes: &[u8]| {
    let Some((&first, document)) = bytes.split_first() else { return };
    let _ = SCHEMAS[usize::from(first) % SCHEMAS.len()].validate(document);
});
