//! From bytes to a source: nothing is lost, nothing is replaced, nothing falls.

use proptest::prelude::*;
use rubricate::source::{Encoding, ReadError, Reading, Source};
use std::path::Path;
use std::sync::Arc;

fn read(bytes: &[u8]) -> Result<Source, ReadError> {
    Source::from_bytes("t", bytes.to_vec(), None)
}

fn read_as(bytes: &[u8], encoding: &str) -> Result<Source, ReadError> {
    Source::from_bytes("t", bytes.to_vec(), Some(named(encoding)))
}

fn named(encoding: &str) -> Encoding {
    Encoding::named(encoding).expect("a name of the Encoding Standard")
}

fn fault(result: Result<Source, ReadError>) -> String {
    result.expect_err("it cannot be read").into_diagnostic(&Arc::from("t")).to_string()
}

fn utf_16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

fn encoded(text: &str, encoding: &str) -> Vec<u8> {
    let encoding = encoding_rs::Encoding::for_label(encoding.as_bytes()).unwrap();
    encoding.encode(text).0.into_owned()
}

const ENGLISH: &str = "The steward's book, kept at Elm Court.\nMonday: nine sacks of flour.\n";
const RUSSIAN: &str = "Вчера вечером лодка вернулась с другого берега.\n\
    Мельник привёз муку, соль и два письма из города.\n";
const FRENCH: &str = "Le facteur n’est pas passé cet été ; la clé était déjà chez le curé.\n";

#[test]
fn a_byte_order_mark_decides_and_stays_in_the_text() {
    let marked = format!("\u{FEFF}{RUSSIAN}");
    let files = [
        (marked.clone().into_bytes(), "UTF-8"),
        (utf_16(&marked, u16::to_le_bytes), "UTF-16LE"),
        (utf_16(&marked, u16::to_be_bytes), "UTF-16BE"),
    ];
    for (bytes, encoding) in files {
        let source = read(&bytes).unwrap();
        assert_eq!(source.text(), marked);
        assert_eq!(source.reading(), Reading::Marked { encoding: named(encoding), declared: None });
        assert_eq!(source.findings(), []);
        let contradicted = read_as(&bytes, "koi8-r").unwrap();
        assert_eq!(
            contradicted.findings()[0].to_string(),
            format!(
                "t: info[R106]: read as {encoding}, as its byte order mark says, not as KOI8-R \
                 (name it as `encoding` under `[input]` in edition.toml)"
            )
        );
    }
}

#[test]
fn utf_16_is_recognised_without_a_mark() {
    for text in [ENGLISH, RUSSIAN, FRENCH] {
        let little = read(&utf_16(text, u16::to_le_bytes)).unwrap();
        assert_eq!((little.text(), little.reading().encoding().name()), (text, "UTF-16LE"));
        let big = read(&utf_16(text, u16::to_be_bytes)).unwrap();
        assert_eq!((big.text(), big.reading().encoding().name()), (text, "UTF-16BE"));
    }
}

#[test]
fn utf_8_is_recognised() {
    for text in [ENGLISH, RUSSIAN, FRENCH, "\n", "x", "<p>&", "שלום", "a\0b"] {
        let source = read(text.as_bytes()).unwrap();
        assert_eq!((source.text(), source.reading()), (text, Reading::Recognised(Encoding::UTF_8)));
    }
}

#[test]
fn legacy_encodings_are_read_as_named() {
    for encoding in ["windows-1251", "koi8-r", "ibm866", "iso-8859-5", "x-mac-cyrillic"] {
        let source = read_as(&encoded(RUSSIAN, encoding), encoding).unwrap();
        assert_eq!(
            (source.text(), source.reading()),
            (RUSSIAN, Reading::Declared(named(encoding)))
        );
    }
    assert_eq!(read_as(b"caf\xE9", "Latin1").unwrap().text(), "café");
    assert_eq!(Encoding::named("klingon"), None);
    assert_eq!(Encoding::named("replacement"), None);
}

#[test]
fn legacy_encodings_are_guessed_and_the_guess_is_told() {
    for encoding in ["windows-1251", "KOI8-R", "IBM866", "ISO-8859-5"] {
        let source = read(&encoded(RUSSIAN, encoding)).unwrap();
        assert_eq!((source.text(), source.reading()), (RUSSIAN, Reading::Guessed(named(encoding))));
    }
    let source = read(&encoded(FRENCH, "windows-1252")).unwrap();
    assert_eq!(source.text(), FRENCH);
    assert_eq!(
        source.findings()[0].to_string(),
        "t: info[R106]: read as windows-1252, by its letters \
         (name it as `encoding` under `[input]` in edition.toml)"
    );
}

#[test]
fn what_cannot_be_told_is_not_guessed() {
    assert_eq!(
        fault(read(b"one two\nthree \xE6\xF2 four")),
        "t:2:7: error[R105]: byte 14 is no UTF-8, and too little tells the encoding \
         (name the right one as `encoding` under `[input]` in edition.toml)"
    );
}

#[test]
fn undecodable_bytes_are_an_error_with_their_place() {
    assert_eq!(
        fault(read_as(b"caf\xC3\xA9\nna\xEFve", "utf-8")),
        "t:2:3: error[R104]: byte 8 is no UTF-8: got EF 76 65 \
         (name the right one as `encoding` under `[input]` in edition.toml)"
    );
    let damaged = format!("{RUSSIAN}\u{FF}");
    let mut bytes = damaged.clone().into_bytes();
    bytes.truncate(damaged.len() - 1);
    let message = fault(read(&bytes));
    assert!(message.starts_with("t:3:1: error[R104]: byte 177 is no UTF-8: got C3"), "{message}");
    let odd = [utf_16("\u{FEFF}ab", u16::to_le_bytes), vec![0x61]].concat();
    assert!(fault(read(&odd)).contains("t:1:4: error[R104]: byte 6 is no UTF-16LE: got 61"));
    let lone = [utf_16("\u{FEFF}ab\n", u16::to_be_bytes), vec![0xD8, 0x00, 0, 0x61]].concat();
    assert!(
        fault(read(&lone)).contains("t:2:1: error[R104]: byte 8 is no UTF-16BE: got D8 00 00 61")
    );
}

#[test]
fn files_that_are_no_text_are_refused_by_name() {
    let kinds: [(&[u8], &str); 5] = [
        (b"%PDF-1.7\n", "a PDF"),
        (b"PK\x03\x04\x14\0", "a ZIP archive or a word processor's file (docx, odt, epub)"),
        (b"{\\rtf1\\ansi x}", "a word processor's file (RTF)"),
        (b"\x89PNG\r\n\x1A\n\0\0", "an image (PNG)"),
        (b"\x01\x02\x03\x00\x00\x07\x05 x", "a binary file"),
    ];
    for (bytes, kind) in kinds {
        assert_eq!(
            fault(read(bytes)),
            format!(
                "t: error[R103]: the file is {kind}, wanted plain text (save it as plain text)"
            )
        );
    }
    assert!(fault(read_as(b"\0\0\0\0\0\0", "utf-8")).contains("R103"));
}

#[test]
fn an_empty_file_is_an_error() {
    assert_eq!(fault(read(b"")), "t: error[R101]: the file is empty");
}

#[test]
fn files_that_cannot_be_read_are_errors() {
    let dir = tempfile::tempdir().unwrap();
    let missing = fault(Source::read(&dir.path().join("none.txt"), "t", None));
    assert!(missing.contains("t: error[R102]: the file cannot be read: "), "{missing}");
    let folder = fault(Source::read(dir.path(), "t", None));
    assert!(folder.contains("error[R102]"), "{folder}");
}

#[test]
fn a_file_is_named_as_it_is_shown() {
    let source = Source::read(Path::new("Cargo.toml"), "shown", None).unwrap();
    assert_eq!((&**source.path(), source.encoding()), ("shown", "UTF-8"));
}

#[test]
fn a_single_line_of_a_hundred_megabytes_is_read() {
    let bytes = b"word ".repeat(20_000_000);
    let source = Source::from_bytes("t", bytes, None).unwrap();
    assert_eq!(source.text().len(), 100_000_000);
    assert_eq!(source.line_column(99_999_999).column, 100_000_000);
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 10_000, failure_persistence: None, ..Default::default()
    })]

    #[test]
    fn no_bytes_make_the_reader_fall_or_replace(
        bytes in prop::collection::vec(any::<u8>(), 0..64),
        declared in prop::sample::select(vec!["", "utf-8", "utf-16le", "koi8-r", "shift_jis", "iso-2022-jp"]),
    ) {
        if let Ok(source) = Source::from_bytes("t", bytes.clone(), Encoding::named(declared)) {
            let encoding = source.reading().encoding().name();
            let had = encoding_rs::Encoding::for_label(encoding.as_bytes())
                .and_then(|it| it.decode_without_bom_handling_and_without_replacement(&bytes));
            prop_assert_eq!(had.as_deref(), Some(source.text()));
        }
    }

    #[test]
    fn what_is_read_as_named_gives_back_its_bytes(
        bytes in prop::collection::vec(0x20_u8..=0xFF, 1..64),
        encoding in prop::sample::select(vec!["windows-1251", "koi8-r", "windows-1252", "ibm866"]),
    ) {
        if let Ok(source) = read_as(&bytes, encoding)
            && matches!(source.reading(), Reading::Declared(_))
        {
            prop_assert_eq!(encoded(source.text(), encoding), bytes);
        }
    }

    #[test]
    fn text_in_utf_16_and_utf_8_comes_back(text in "\\PC{1,40}( |\n)\\PC{0,40}") {
        let files = [
            (utf_16(&text, u16::to_le_bytes), "utf-16le"),
            (utf_16(&text, u16::to_be_bytes), "utf-16be"),
            (text.clone().into_bytes(), "utf-8"),
        ];
        for (bytes, encoding) in files {
            if let Ok(source) = read_as(&bytes, encoding)
                && matches!(source.reading(), Reading::Declared(_))
            {
                prop_assert_eq!(source.text(), text.as_str());
            }
        }
    }
}
