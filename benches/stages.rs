//! Each stage of the pipeline on one document, in megabytes of source text a second, and the
//! whole of it on a document of 15 KB. `make bench` prints the table.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use rubricate::annotate::annotate;
use rubricate::authority::Authority;
use rubricate::edition::Edition;
use rubricate::encode::encode_all;
use rubricate::header::{Facts, documents};
use rubricate::normalise::{Text, normalise};
use rubricate::resolve::resolve;
use rubricate::source::Source;
use rubricate::structure::{Structure, read as read_layout};
use rubricate::validate::Validator;
use rubricate::{Desk, edit};
use std::path::Path;

fn main() {
    divan::main();
}

fn desk() -> Desk {
    let lists = Path::new(env!("CARGO_MANIFEST_DIR")).join("authority");
    let authority = Authority::read(&lists).expect("the sample's lists are sound");
    Desk::new(Edition::default(), authority)
}

/// The sample, a text of 15 KB.
fn source() -> Source {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("input/section-1-1912-1921.txt");
    Source::read(&path, "sample", None).expect("the sample is in the project")
}

fn read(desk: &Desk, source: &Source) -> (Text, Structure) {
    let (text, _) = normalise(source, &desk.rules);
    let (blocks, _) = read_layout(&text, &desk.layout());
    (text, blocks)
}

fn bytes(bencher: Bencher, source: &Source, stage: impl Fn() + Sync) {
    bencher.counter(BytesCount::of_str(source.text())).bench(stage);
}

#[divan::bench]
fn a_normalise(bencher: Bencher) {
    let (desk, source) = (desk(), source());
    bytes(bencher, &source, || drop(black_box(normalise(&source, &desk.rules))));
}

#[divan::bench]
fn b_structure(bencher: Bencher) {
    let (desk, source) = (desk(), source());
    let (text, _) = read(&desk, &source);
    bytes(bencher, &source, || drop(black_box(read_layout(&text, &desk.layout()))));
}

#[divan::bench]
fn c_annotate(bencher: Bencher) {
    let (desk, source) = (desk(), source());
    let (text, blocks) = read(&desk, &source);
    bytes(bencher, &source, || drop(black_box(annotate(&text, &blocks, &desk))));
}

#[divan::bench]
fn d_resolve_and_encode(bencher: Bencher) {
    let (desk, source) = (desk(), source());
    let (text, blocks) = read(&desk, &source);
    let layers = annotate(&text, &blocks, &desk).layers;
    bytes(bencher, &source, || {
        let facts = Facts::new(&source, &text, &blocks, &layers);
        let (tree, _) = resolve(text.as_str(), &blocks, layers.clone());
        let files = documents(&facts, tree, &desk);
        drop(black_box(encode_all(&files, text.as_str())));
    });
}

#[divan::bench]
fn e_validate(bencher: Bencher) {
    let (desk, source) = (desk(), source());
    let validator = Validator::new(&desk, None).expect("the schema is sound");
    let document = edit(&source, &desk);
    bytes(bencher, &source, || drop(black_box(validator.check(&desk, &source, &document))));
}

#[divan::bench]
fn f_whole(bencher: Bencher) {
    let (desk, source) = (desk(), source());
    let validator = Validator::new(&desk, None).expect("the schema is sound");
    bytes(bencher, &source, || {
        let document = edit(&source, &desk);
        drop(black_box(validator.check(&desk, &source, &document)));
    });
}
