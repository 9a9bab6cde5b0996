//! How fast dates are read, in MB/s on one thread.

use divan::Bencher;
use divan::counter::BytesCount;
use rubricate::annotate::dates::{Context, Dates};

fn main() {
    divan::main();
}

/// A page of prose without a figure or the name of a month.
const PROSE: &str = "The committee met in the old house by the river and spoke at length of the harvest, \
    of the roads and of the schools. Nobody had thought that the commissar would come himself, but there \
    he was, tired and cold, and asked for tea. They read the letters aloud, one after the other, and when \
    the lamp went out they went on talking in the dark.\n\n";

/// A page of letters: a date in each sentence.
const LETTERS: &str = "Petrograd, October 25 (November 7), 1917.\n\nYour letter of October 20 came yesterday. \
    The meeting that began on September 3, 1917, and lasted until the end of that month was followed by \
    another from October 5 to October 9. In the summer and autumn of 1916 nobody spoke of it; not earlier \
    than 8 (21) November we shall know more, since 1/X. 1917 is past.\n\n";

fn repeated(page: &str) -> String {
    page.repeat(1_000_000 / page.len())
}

#[divan::bench]
fn text_without_dates(bencher: Bencher) {
    let (dates, context, text) = (Dates::of(&["en"]), Context::default(), repeated(PROSE));
    bencher.counter(BytesCount::of_str(&text)).bench(|| dates.read(&text, &context));
}

#[divan::bench]
fn text_full_of_dates(bencher: Bencher) {
    let (dates, context, text) = (Dates::of(&["en"]), Context::default(), repeated(LETTERS));
    bencher.counter(BytesCount::of_str(&text)).bench(|| dates.read(&text, &context));
}

#[divan::bench]
fn languages_compiled(bencher: Bencher) {
    bencher.bench(|| Dates::of(&["en", "de", "fr", "ru"]));
}
