//! The Schematron rules of tei_all, references and integrity over generated TEI.
//!
//! `cargo bench --bench rules`; needs `../shared/schemas/tei_all.rng`.

use divan::{Bencher, counter::BytesCount};
use rubricate::rules::schematron::{Options, Rules, Schematron};
use rubricate::xml::tree::Tree;
use rubricate::xml::{Document, Limits, Lines};
use rubricate::xpath::{Documents, Moment, MomentKind};
use std::fmt::Write as _;
use std::sync::{Arc, LazyLock};

fn main() {
    divan::main();
}

const MEGABYTE: usize = 1_000_000;

/// An edition of letters of about `size` bytes, with the markup that editions have: names, dates,
/// notes, page breaks, verse, lists. It breaks a rule now and then.
fn edition(size: usize) -> String {
    let mut text = String::from(
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader><fileDesc><titleStmt><title>Letters\
         </title></titleStmt><publicationStmt><p>Generated.</p></publicationStmt><sourceDesc>\
         <p>None.</p></sourceDesc></fileDesc></teiHeader>\n<text><body>\n",
    );
    let mut number = 0_usize;
    while text.len() < size {
        number += 1;
        let (day, year) = (number % 28 + 1, 1800 + number % 100);
        let subtype = if number.is_multiple_of(50) { " subtype=\"late\"" } else { "" };
        let kind = if number.is_multiple_of(100) { "" } else { " type=\"letter\"" };
        let written = write!(
            text,
            "<div{kind}{subtype} xml:id=\"d{number}\"><head>No. {number}</head>\n<opener><dateline>\
             <placeName ref=\"#d1\">Moscow</placeName>, <date when=\"{year}-03-{day:02}\" \
             calendar=\"#gregorian\">{day} March</date></dateline><salute>Dear friend,</salute>\
             </opener>\n<p xml:id=\"d{number}p1\">Your letter of <date from=\"{year}-01-01\" \
             to=\"{year}-02-01\">last month</date> came by <persName ref=\"#d1\">the brother</persName>\
             , who read it to us <hi rend=\"italic\">twice</hi>; it is now in the hands of \
             <orgName ref=\"#d1\">the society</orgName>.<note n=\"{number}\"><p>See <ref \
             target=\"#d1\">the first</ref> and <bibl><title>Annals</title> <biblScope>{number}\
             </biblScope></bibl>.</p></note> <pb n=\"{number}\" facs=\"#d1\"/> Nothing else has \
             happened here, but <q>the road is open</q> again, and what we sent in the autumn \
             has arrived at last.</p>\n<lg type=\"song\"><l>A line of the song that they sang,</l>\
             <l>and a second <choice><sic>lne</sic><corr>line</corr></choice> that followed</l></lg>\
             \n<list><item>one pound of tea</item><item>two of sugar</item></list>\n\
             <closer><signed>Yours, <persName ref=\"#d1\">N.</persName></signed></closer></div>\n"
        );
        written.expect("a string takes all that is written");
    }
    text.push_str("</body></text></TEI>\n");
    text
}

static RULES: LazyLock<Option<Rules>> = LazyLock::new(|| {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/schemas/tei_all.rng");
    let read = |path: &str| std::fs::read(path).map_err(|error| error.to_string());
    Some(Schematron::read(path, &read).ok()?.0.compile(None, false).0)
});

const SIZES: [usize; 2] = [1, 10];

fn tree(text: &str) -> (Document<'_>, Arc<Tree>) {
    let document = Document::from_text(text, Limits::default()).expect("the edition is XML");
    let tree = Tree::of_document("edition.xml", &document).expect("the edition is XML");
    (document, tree.into())
}

/// Reading the XML into a tree.
#[divan::bench(args = SIZES, sample_count = 10)]
fn build_tree(bencher: Bencher, megabytes: usize) {
    let text = edition(megabytes * MEGABYTE);
    bencher.counter(BytesCount::of_str(&text)).bench(|| tree(&text).1.len());
}

/// The rules of tei_all over a tree.
#[divan::bench(args = SIZES, sample_count = 10)]
fn schematron_of_tei_all(bencher: Bencher, megabytes: usize) {
    let Some(rules) = &*RULES else { return };
    let text = edition(megabytes * MEGABYTE);
    let (document, tree) = tree(&text);
    let lines = Lines::new(document.text());
    let now = Moment::parse(MomentKind::DateTime, "2026-01-01T00:00:00Z");
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        let documents = Documents::new(Arc::clone(&tree), None);
        rules.check(&documents, &lines, Options { now, ..Options::default() }).len()
    });
}

/// Reading and compiling the rules of tei_all.
#[divan::bench(sample_count = 10)]
fn compile_tei_all() -> usize {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/schemas/tei_all.rng");
    let read = |path: &str| std::fs::read(path).map_err(|error| error.to_string());
    Schematron::read(path, &read).map_or(0, |(schema, _)| schema.compile(None, false).0.len())
}
