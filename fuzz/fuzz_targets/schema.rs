//! Any bytes as a schema, in both syntaxes: an error or a schema, never a panic, never too long.
//!
//! `cargo +nightly fuzz run schema -- -max_len=4096`

#![no_main]

use libfuzzer_sys::fuzz_target;
use rubricate::relaxng::Schema;

/// Documents that a schema which happens to be sound is asked about.
const DOCUMENTS: [&[u8]; 2] = [b"<a/>", b"<a b='1' xmlns:p='urn:p'>1 <p:c>x</p:c> 2</a>"];

fuzz_target!(|bytes: &[u8]| {
    // A schema may refer to itself, and to one file beside it.
    let load = |path: &str| match path {
        "s.rng" | "s.rnc" => Ok(bytes.to_vec()),
        "i.rng" => Ok(INCLUDED.to_vec()),
        _ => Err("no such file".to_owned()),
    };
    for path in ["s.rng", "s.rnc"] {
        if let Ok(schema) = Schema::compile_with(bytes, path, &load) {
            for document in DOCUMENTS {
                let _ = schema.validate(document);
            }
        }
    }
});

const INCLUDED: &[u8] = b"<grammar xmlns='http://relaxng.org/ns/structure/1.0'>\
    <start><ref name='a'/></start><define name='a'><element name='a'><empty/></element></define>\
    </grammar>";
