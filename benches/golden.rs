//! Comparing two TEI files: `cargo bench --bench golden`.
//!
//! The files are made here: letters with names, dates, notes and page breaks, of the density of a
//! printed edition, and edits of every kind spread evenly over them.

use rubricate::golden::{Witness, compare};
use std::fmt::Write;

fn main() {
    // `cargo bench --bench golden -- --write FOLDER` leaves the files for other tools.
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(at) = arguments.iter().position(|argument| argument == "--write") {
        for (name, bytes, edits) in FILES {
            let (old, new) = edition(*bytes, *edits);
            let folder = std::path::Path::new(&arguments[at + 1]);
            std::fs::write(folder.join(format!("{name}-old.xml")), old).expect("a writable folder");
            std::fs::write(folder.join(format!("{name}-new.xml")), new).expect("a writable folder");
        }
        return;
    }
    divan::main();
}

/// Name, size, edits.
const FILES: &[(&str, usize, usize)] =
    &[("100k-10", 100_000, 10), ("1M-10", 1_000_000, 10), ("10M-1000", 10_000_000, 1_000)];

#[divan::bench(args = FILES, sample_count = 10, sample_size = 1)]
fn two_files(bencher: divan::Bencher, (_, bytes, edits): &(&str, usize, usize)) {
    let (old, new) = edition(*bytes, *edits);
    bencher.bench(|| {
        let old = Witness::new("old.xml", old.as_bytes()).expect("well-formed");
        let new = Witness::new("new.xml", new.as_bytes()).expect("well-formed");
        compare(&old, &new).expect("comparable").changes().len()
    });
}

/// Two files with nothing in common but their vocabulary: the worst that can be asked.
#[divan::bench(args = [100_000, 1_000_000], sample_count = 3, sample_size = 1)]
fn nothing_in_common(bencher: divan::Bencher, bytes: usize) {
    let (old, _) = edition(bytes, 0);
    let (new, _) = edition_from(0x9e37_79b9, bytes, 0);
    bencher.bench(|| {
        let old = Witness::new("old.xml", old.as_bytes()).expect("well-formed");
        let new = Witness::new("new.xml", new.as_bytes()).expect("well-formed");
        compare(&old, &new).expect("comparable").changes().len()
    });
}

fn edition(bytes: usize, edits: usize) -> (String, String) {
    edition_from(7, bytes, edits)
}

/// A file of about that size, and the same with so many edits.
fn edition_from(seed: u64, bytes: usize, edits: usize) -> (String, String) {
    // Xorshift: the same files on every machine.
    let mut state = seed.wrapping_mul(0x2545_f491_4f6c_dd1d) | 1;
    let mut next = move |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % below
    };
    let mut paragraphs = Vec::new();
    let mut size = 0;
    while size < bytes {
        let mut paragraph = String::new();
        for _ in 0..40 + next(80) {
            match next(60) {
                0 => write!(
                    paragraph,
                    "<persName ref=\"#pers{}\">Mr. {}</persName> ",
                    next(900),
                    word(next(4000))
                ),
                1 => {
                    let (day, year) = (1 + next(28), 1900 + next(30));
                    write!(paragraph, "<date when=\"{year}-05-{day:02}\">{day} May {year}</date> ")
                }
                2 => write!(paragraph, "<note n=\"{}\">See {}.</note> ", next(90), word(next(900))),
                3 => write!(paragraph, "<pb n=\"{}\"/>", next(900)),
                _ => write!(paragraph, "{} ", word(next(4000))),
            }
            .expect("a string takes all that is written");
        }
        size += paragraph.len() + 30;
        paragraphs.push(paragraph);
    }
    let mut edited = paragraphs.clone();
    let step = paragraphs.len() / edits.max(1);
    for edit in 0..edits {
        let paragraph = &mut edited[edit * step];
        let new = match edit % 5 {
            0 => paragraph.replacen("the ", "this ", 1),
            1 => paragraph.replacen("-05-", "-06-", 1),
            2 => paragraph.replacen("#pers", "#person", 1),
            3 => format!("{paragraph}<date when=\"1917\">that year</date>"),
            _ => String::new(),
        };
        *paragraph = if new == *paragraph { format!("{paragraph}more") } else { new };
    }
    (document(&paragraphs), document(&edited))
}

/// A pseudo-word for a number; low numbers are as frequent as articles are.
fn word(number: u64) -> String {
    const SYLLABLES: [&str; 16] = [
        "an", "ber", "cor", "di", "es", "for", "ge", "hal", "in", "ka", "lo", "men", "nor", "or",
        "pre", "ti",
    ];
    if number < 600 {
        return "the".to_owned();
    }
    let mut number = number as usize;
    let mut word = String::new();
    while number > 0 {
        word.push_str(SYLLABLES[number % 16]);
        number /= 16;
    }
    word
}

fn document(paragraphs: &[String]) -> String {
    let mut text = String::from(
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader><fileDesc><titleStmt>\
         <title>Letters</title></titleStmt></fileDesc></teiHeader>\n<text><body>\n",
    );
    for (number, paragraph) in paragraphs.iter().filter(|p| !p.is_empty()).enumerate() {
        writeln!(text, "  <p xml:id=\"p{number}\">{paragraph}</p>")
            .expect("a string takes all that is written");
    }
    text.push_str("</body></text></TEI>\n");
    text
}
