//! Any bytes as a document, against schemas that use every kind of pattern: findings or none,
//! never a panic, never too long. The first byte chooses the schema.
//!
//! `cargo +nightly fuzz run document -- -max_len=4096`

#![no_main]

use libfuzzer_sys::fuzz_target;
use rubricate::relaxng::Schema;
use std::sync::LazyLock;

const COMPACT: [&str; 4] = [
    include_str!("../schemas/sequences.rnc"),
    include_str!("../schemas/interleave.rnc"),
    include_str!("../schemas/types.rnc"),
    include_str!("../schemas/wildcards.rnc"),
];

static SCHEMAS: LazyLock<Vec<Schema>> = LazyLock::new(|| {
    let none = |_: &str| Err(String::new());
    let read = |text: &str| Schema::compile_with(text.as_bytes(), "s.rnc", &none);
    COMPACT.iter().map(|text| read(text).expect("a test holds them to be sound")).collect()
});

fuzz_target!(|bytes: &[u8]| {
    let Some((&first, document)) = bytes.split_first() else { return };
    let _ = SCHEMAS[usize::from(first) % SCHEMAS.len()].validate(document);
});
