//! Validation beside its peers, in one run on the same files: a bare read by quick-xml, jing in a
//! JVM that is warm, and this tool, as a library and as a command.
//!
//! `cargo bench --bench validate`; needs `../shared/schemas/tei_all.rng`, and for jing a JDK and
//! the package `jing` (`make tools`). Times are medians, of the processor where nothing is
//! started, of the clock for commands; the files are made from fixed seeds.

mod letters;
mod table;

use letters::edition;
use quick_xml::events::Event;
use rubricate::relaxng::Schema;
use rubricate::rules::schematron::{Options, Rules, Schematron};
use rubricate::rules::{Checker, Settings};
use rubricate::xml::tree::Tree;
use rubricate::xml::{Document, Limits, Lines};
use rubricate::xpath::Documents;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use table::{Table, rate};

const KILOBYTE: usize = 1000;
const MEGABYTE: usize = 1000 * KILOBYTE;
/// How often each thing is measured; the median counts.
const ROUNDS: usize = 9;
/// How often it is done in one measurement on the processor, whose clock may tick in steps of
/// 4 ms.
const PASSES: u32 = 5;

fn main() {
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/schemas/tei_all.rng");
    if !schema.is_file() {
        println!("skipped: ../shared/schemas/tei_all.rng is not here");
        return;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("validate");
    let many: Vec<String> = (0..500).map(|seed| edition(seed, 15 * KILOBYTE)).collect();
    let large = vec![edition(1000, 10 * MEGABYTE)];
    let grammar = Schema::read(&schema).expect("tei_all is a schema");
    let checker = Checker::read(&[&schema], None, false).expect("tei_all is a schema").0;
    if let Some(part) = std::env::args().nth(1).filter(|part| !part.starts_with('-')) {
        return profile(&part, &many, &grammar, &checker);
    }
    for (name, files) in [("500 files of 15 KB", &many), ("one file of 10 MB", &large)] {
        let bytes = files.iter().map(String::len).sum();
        let table = Table::new(name, bytes);
        let bare = median(|| files.iter().map(|file| bare(file)).sum::<usize>());
        table.row("quick-xml, bare read", bare, bare);
        let ours = median(|| {
            for file in files {
                assert_eq!(grammar.validate(file.as_bytes()), [], "the files are valid");
            }
        });
        table.row("grammar (Schema::validate)", ours, bare);
        let all = median(|| {
            for file in files {
                let checked = checker.check("f.xml", file.as_bytes(), Settings::default());
                assert_eq!(checked.findings, [], "the files break no rule");
            }
        });
        table.row("grammar, Schematron, references (Checker::check)", all, bare);
        let paths = write(&folder.join(files.len().to_string()), files);
        let arguments: Vec<&Path> = paths.iter().map(PathBuf::as_path).collect();
        let command = median_elapsed(|| run(&schema, &arguments));
        table.row("the same, the command with its start", command, bare);
        if let Some(jing) = warm_jing(&schema, &arguments) {
            table.row("jing, warm, grammar alone", jing, bare);
            Table::ratio("jing over our grammar", jing, ours);
        }
    }
    let compiled = median(|| Checker::read(&[&schema], None, false).is_ok());
    println!("\ntei_all read and compiled, grammar and rules: {compiled:.1?}");
    one_small_file(&schema, &folder);
    rules(&schema, &large[0]);
    memory(&schema, &folder);
}

/// One part alone, again and again, for a profiler to look at.
fn profile(part: &str, files: &[String], grammar: &Schema, checker: &Checker) {
    const TIMES: usize = 20;
    for file in std::iter::repeat_n(files, TIMES).flatten() {
        match part {
            "bare" => black_box(bare(file)),
            "grammar" => black_box(grammar.validate(file.as_bytes())).len(),
            _ => black_box(checker.check("f.xml", file.as_bytes(), Settings::default()))
                .findings
                .len(),
        };
    }
}

/// The median time of a few runs: that of the processor where the system tells it, so that what
/// else the machine does says nothing.
fn median<T>(mut work: impl FnMut() -> T) -> Duration {
    let beginning = Instant::now();
    let passes = || (0..PASSES).for_each(|_| drop(black_box(work())));
    median_by(passes, || on_processor().unwrap_or_else(|| beginning.elapsed())) / PASSES
}

/// The median time that passes, for what other processes do.
fn median_elapsed<T>(work: impl FnMut() -> T) -> Duration {
    let beginning = Instant::now();
    median_by(work, || beginning.elapsed())
}

fn median_by<T>(mut work: impl FnMut() -> T, clock: impl Fn() -> Duration) -> Duration {
    black_box(work());
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let start = clock();
            black_box(work());
            clock().saturating_sub(start)
        })
        .collect();
    times.sort_unstable();
    times[ROUNDS / 2]
}

/// How long this thread has run.
fn on_processor() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(told.split(' ').next()?.parse().ok()?))
}

/// Every event of a file, looked at by nobody.
fn bare(text: &str) -> usize {
    let mut reader = quick_xml::Reader::from_str(text);
    let mut events = 0;
    loop {
        match reader.read_event().expect("the files are well-formed") {
            Event::Eof => return events,
            event => {
                black_box(event);
                events += 1;
            }
        }
    }
}

fn write(folder: &Path, files: &[String]) -> Vec<PathBuf> {
    std::fs::create_dir_all(folder).expect("the target folder can be written");
    let write = |(number, text): (usize, &String)| {
        let path = folder.join(format!("{number:03}.xml"));
        std::fs::write(&path, text).expect("the target folder can be written");
        path
    };
    files.iter().enumerate().map(write).collect()
}

fn command(schema: &Path, files: &[&Path]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rubricate"));
    command.arg("check").arg("--schema").arg(schema).args(files).stdout(Stdio::null());
    command
}

/// Runs the command over files that are right.
fn run(schema: &Path, files: &[&Path]) {
    let status = command(schema, files).status().expect("the command runs");
    assert!(status.success(), "the files are right");
}

/// The time of jing's last rounds in one JVM; none where there is no jing or no JDK.
fn warm_jing(schema: &Path, files: &[&Path]) -> Option<Duration> {
    const ROUNDS: usize = 25;
    let driver = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/validate/WarmJing.java");
    let jars = "/usr/share/java/jing.jar:/usr/share/java/xercesImpl.jar:\
                /usr/share/java/xml-apis.jar:/usr/share/java/xml-resolver.jar";
    let mut java = Command::new("java");
    java.args(["-cp", jars]).arg(driver).arg(schema).arg(ROUNDS.to_string()).args(files);
    let output = java.output().ok().filter(|output| output.status.success());
    let Some(output) = output else {
        println!("skipped: jing, or the JDK that runs it, is not here (make tools)");
        return None;
    };
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut times = Vec::new();
    for line in told.lines() {
        let (nanoseconds, right) = line.split_once(' ').expect("the driver prints two numbers");
        assert_eq!(right, files.len().to_string(), "jing finds the files right");
        times.push(Duration::from_nanos(nanoseconds.parse().expect("a number")));
    }
    let warm = &mut times[ROUNDS - 9..];
    warm.sort_unstable();
    Some(warm[warm.len() / 2])
}

/// What a user waits for: start, schema, one letter.
fn one_small_file(schema: &Path, folder: &Path) {
    let paths = write(&folder.join("small"), &[edition(1, 15 * KILOBYTE)]);
    let time = median_elapsed(|| run(schema, &[&paths[0]]));
    println!("\none small file, process and schema included: {time:.1?}");
}

/// The rules of tei_all alone.
fn rules(schema: &Path, text: &str) {
    let read = |path: &str| std::fs::read(path).map_err(|error| error.to_string());
    let files =
        [(schema.to_string_lossy().into_owned(), read(&schema.to_string_lossy()).expect("read"))];
    let raw = Schematron::in_grammar(&files, &read).expect("tei_all is XML").0;
    let rules: Rules = raw.compile(None, false).0;
    let document = Document::from_text(text, Limits::default()).expect("well-formed");
    let built = median(|| Tree::of_document("f.xml", &document).expect("well-formed").len());
    let tree = std::sync::Arc::new(Tree::of_document("f.xml", &document).expect("well-formed"));
    let lines = Lines::new(document.text());
    let run = median(|| {
        let documents = Documents::new(std::sync::Arc::clone(&tree), None);
        assert_eq!(rules.check(&documents, &lines, Options::default()), []);
    });
    println!(
        "\nSchematron of tei_all, {} rules, on 10 MB: {run:.1?}, and {built:.1?} for its tree ({})",
        rules.len(),
        rate(text.len(), run + built)
    );
}

/// The most memory that the command takes for a file of 100 MB.
fn memory(schema: &Path, folder: &Path) {
    let paths = write(&folder.join("huge"), &[edition(7, 100 * MEGABYTE)]);
    let start = Instant::now();
    let mut child = command(schema, &[&paths[0]]).spawn().expect("the command runs");
    let mut most = 0;
    while child.try_wait().expect("the child is ours").is_none() {
        most = most.max(high_water(child.id()).unwrap_or_default());
        std::thread::sleep(Duration::from_millis(2));
    }
    let bytes = std::fs::metadata(&paths[0]).map_or(1, |meta| meta.len());
    println!(
        "one file of 100 MB: {:.1?}, at most {} MB of memory, {:.1} times the file",
        start.elapsed(),
        most / 1024,
        most as f64 * 1024.0 / bytes as f64
    );
    std::fs::remove_file(&paths[0]).expect("the file is ours");
}

/// The peak of a process in KiB, where the system tells it.
fn high_water(process: u32) -> Option<usize> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").trim().parse().ok()
}
