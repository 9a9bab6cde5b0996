//! Publishing 10,000 letters: how long it takes, and how much memory, beside a bare read of the
//! same files in the same run.
//!
//! `cargo bench --bench publish [COUNT]`

use rubricate::edition::Edition;
use rubricate::publish::{Plan, publish};
use rubricate::rules::Checker;
use rubricate::xml::Limits;
use rubricate::xml::tree::Tree;
use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;

/// Numbers that look drawn, the same in each run (Marsaglia 2003).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most as u64) as usize
    }

    /// A number below `most`, the small ones often, as words and names are.
    fn rank(&mut self, most: usize) -> usize {
        let part = self.below(1_000_000) as f64 / 1_000_000.0;
        ((most as f64).powf(part) as usize).min(most) - 1
    }
}

const SYLLABLES: &[&str] = &[
    "ba", "den", "ge", "ler", "mo", "ni", "ost", "ra", "sil", "tor", "ul", "ven", "wir", "zan",
    "ei", "kon",
];

fn word(mut number: usize) -> String {
    let mut word = String::new();
    loop {
        word.push_str(SYLLABLES[number % SYLLABLES.len()]);
        number /= SYLLABLES.len();
        if number == 0 {
            return word;
        }
    }
}

fn person(number: usize) -> String {
    format!("<persName ref=\"registers/persons.xml#p{number}\">{}</persName>", word(number + 300))
}

fn letter(numbers: &mut Numbers) -> String {
    let (from, to) = (numbers.rank(400), numbers.rank(400));
    let when = format!(
        "{}-{:02}-{:02}",
        1850 + numbers.below(30),
        numbers.below(12) + 1,
        numbers.below(28) + 1
    );
    let mut body = String::new();
    for paragraph in 1..=3 + numbers.below(4) {
        let _ = write!(body, "<p xml:id=\"p{paragraph}\">");
        for _ in 0..60 + numbers.below(60) {
            match numbers.below(30) {
                0 => body.push_str(&person(numbers.rank(2_000))),
                1 => {
                    let place = numbers.rank(300);
                    let name = word(place + 900);
                    let _ = write!(
                        body,
                        "<placeName ref=\"registers/places.xml#l{place}\">{name}</placeName>"
                    );
                }
                2 if numbers.below(4) == 0 => {
                    let _ = write!(body, "<date when=\"{when}\">{when}</date>");
                }
                _ => body.push_str(&word(numbers.rank(60_000))),
            }
            body.push(' ');
        }
        body.push_str("</p>");
    }
    format!(
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader><fileDesc><titleStmt><title>{} to {}\
         </title></titleStmt></fileDesc><profileDesc><correspDesc><correspAction type=\"sent\">{}<date \
         when=\"{when}\"/></correspAction><correspAction type=\"received\">{}</correspAction>\
         </correspDesc></profileDesc></teiHeader><text><body>{body}</body></text></TEI>",
        word(from + 300),
        word(to + 300),
        person(from),
        person(to)
    )
}

fn registers(folder: &Path) {
    let persons: String = (0..2_000).fold(String::new(), |mut all, at| {
        let _ = write!(
            all,
            "<person xml:id=\"p{at}\"><persName>{}</persName></person>",
            word(at + 300)
        );
        all
    });
    let places: String = (0..300).fold(String::new(), |mut all, at| {
        let (lat, lon) = (45.0 + (at % 17) as f64 * 0.7, 5.0 + (at % 23) as f64 * 0.8);
        let _ = write!(
            all,
            "<place xml:id=\"l{at}\"><placeName>{}</placeName><location><geo>{lat} {lon}</geo></location>\
             </place>",
            word(at + 900)
        );
        all
    });
    let file = |list: &str, entries: &str| {
        format!(
            "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><standOff><{list}>{entries}</{list}></standOff>\
             </TEI>"
        )
    };
    let write = |name: &str, xml: String| {
        std::fs::write(folder.join(name), xml).expect("it can be written");
    };
    write("persons.xml", file("listPerson", &persons));
    write("places.xml", file("listPlace", &places));
}

/// The most memory that the program has had, in MiB; 0 where the system does not say.
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<usize>().ok());
    kilobytes.unwrap_or(0) / 1024
}

fn main() {
    let count = std::env::args().skip(1).find_map(|argument| argument.parse().ok());
    let count: usize = count.unwrap_or(10_000);
    let folder = tempfile::tempdir().expect("a folder for the bench");
    let output = folder.path().join("output");
    std::fs::create_dir_all(output.join("registers")).expect("it can be made");
    registers(&output.join("registers"));
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    let mut bytes = 0;
    for at in 0..count {
        let xml = letter(&mut numbers);
        bytes += xml.len();
        std::fs::write(output.join(format!("letter-{at}.xml")), xml).expect("it can be written");
    }
    let start = Instant::now();
    let mut nodes = 0;
    for at in 0..count {
        let path = format!("letter-{at}.xml");
        let xml = std::fs::read(output.join(&path)).expect("it was written");
        nodes += Tree::read(&path, &xml, Limits::default()).expect("it is XML").len();
    }
    let bare = start.elapsed().as_secs_f64();
    let edition = Edition::parse(
        "title = \"Letters\"\n[site]\nurl = \"https://example.org/\"\n",
        "edition.toml",
    );
    let edition = edition.expect("it is sound");
    let site = output.join("site");
    let plan = Plan {
        edition: &edition,
        folder: folder.path(),
        tei: &output,
        site: &site,
        checker: &Checker::default(),
    };
    let start = Instant::now();
    let outcome = publish(plan, || {}).expect("it can be published");
    let time = start.elapsed().as_secs_f64();
    println!("publish: {count} letters, {} MB of TEI, {nodes} nodes", bytes / 1_000_000);
    println!("  a bare read    {bare:8.2} s");
    println!(
        "  the whole site {time:8.2} s  ({:.0} times a bare read), {} files",
        time / bare,
        outcome.files
    );
    println!("  most memory    {:8} MiB", peak());
    if std::env::var_os("RUBRICATE_KEEP").is_some() {
        println!("  kept in {}", folder.keep().display());
    }
}
