//! The same verdicts as jing (Debian package `jing`) on TEI files that are right and on two
//! thousand that were damaged in one to three places.
//!
//! Every difference fails the test: on these files there is none. Where the datatypes part ways on
//! purpose is told one by one, and held, in `relaxng_jing/differences.tsv`.

use crate::shared::{shared, skip_without};
use rayon::prelude::*;
use rubricate::diagnostic::Diagnostic;
use rubricate::relaxng::Schema;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::Command;

mod mutate;

use mutate::{Random, Tree};

/// How many damaged files are made.
const FILES: u64 = 2_100;

/// Whether jing can be run; a line says so where it cannot.
fn has_jing() -> bool {
    let there = Command::new("jing").output().is_ok();
    if !there {
        skip_without("jing");
    }
    there
}

/// The files that jing finds something in. One process for all of them; `-i` because TEI's
/// wildcards are not compatible with ID types.
fn refused_by_jing(schema: &Path, files: &[PathBuf]) -> HashSet<PathBuf> {
    let output = Command::new("jing").arg("-i").arg(schema).args(files).output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.code().is_some_and(|code| code < 2), "jing failed: {told}");
    let path = |line: &str| Some(PathBuf::from(line.split_once(".xml:")?.0.to_owned() + ".xml"));
    told.lines().filter_map(path).collect()
}

/// Findings that jing cannot have: with `-i` it does not look at identifiers.
fn is_ours_alone(finding: &Diagnostic) -> bool {
    matches!(finding.code.as_str(), "R628" | "R629" | "R630")
}

#[test]
fn verdicts_are_jings_on_sound_and_damaged_tei() {
    let (Some(schema_path), Some(gold), true) =
        (shared("schemas/tei_all.rng"), shared("gold/seed/gold.tei.xml"), has_jing())
    else {
        return;
    };
    let schema_text = std::fs::read_to_string(&schema_path).unwrap();
    let schema = Schema::read(&schema_path).unwrap();
    let sample = include_str!("data/sample.tei.xml").to_owned();
    let gold = std::fs::read_to_string(gold).unwrap();
    let vocabulary = mutate::Vocabulary::of(&schema_text);
    let folder = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    for (name, sound) in [("sample", &sample), ("gold", &gold)] {
        assert_eq!(schema.validate(sound.as_bytes()), []);
        let path = folder.path().join(format!("{name}.xml"));
        std::fs::write(&path, sound).unwrap();
        files.push(path);
    }
    for number in 0..FILES {
        // The long file now and then, the one with all elements mostly.
        let original = if number % 12 == 0 { &gold } else { &sample };
        let mut random = Random::new(number);
        let mut tree = Tree::parse(original);
        for _ in 0..=random.below(3) {
            tree.damage(&vocabulary, &mut random);
        }
        let path = folder.path().join(format!("{number}.xml"));
        std::fs::write(&path, tree.to_xml()).unwrap();
        files.push(path);
    }
    let refused = refused_by_jing(&schema_path, &files);
    let different: Vec<String> = files
        .par_iter()
        .filter_map(|path| {
            let mut findings = schema.validate(&std::fs::read(path).unwrap());
            findings.retain(|finding| !is_ours_alone(finding));
            if findings.is_empty() != refused.contains(path) {
                return None;
            }
            let name = path.file_name().unwrap().to_string_lossy();
            let ours = findings.first().map_or("sound".into(), ToString::to_string);
            Some(format!("{name}: ours {ours}; jing: {}", refused.contains(path)))
        })
        .collect();
    eprintln!("{} of {FILES} damaged files are refused by jing", refused.len());
    assert!(refused.len() > 1000, "too few of the damaged files are wrong");
    if !different.is_empty() {
        let kept = folder.keep();
        panic!("in {}:\n{}", kept.display(), different.join("\n"));
    }
}

/// The differences that are explained, and the traps.
const DIFFERENCES: &str = include_str!("relaxng_jing/differences.tsv");

/// A row of the table: a type, a value of it, and both verdicts.
struct Row<'t> {
    datatype: &'t str,
    value: String,
    ours: &'t str,
    jings: &'t str,
}

fn table() -> Vec<Row<'static>> {
    let rows = DIFFERENCES.lines().filter(|line| !line.starts_with('#'));
    rows.map(|line| match *line.split('\t').collect::<Vec<_>>() {
        [datatype, value, ours, jings, why] if !why.is_empty() => {
            Row { datatype, value: value.replace("\\n", "\n"), ours, jings }
        }
        _ => panic!("a row has five columns: {line}"),
    })
    .collect()
}

/// A schema in compact syntax with an element a type, and a document with a value in each.
fn written(rows: &[&Row<'_>]) -> (String, String) {
    let (mut schema, mut names, mut document) = (String::new(), Vec::new(), String::new());
    for (number, row) in rows.iter().enumerate() {
        schema += &format!("r{number} = element r{number} {{ {} }}\n", row.datatype);
        names.push(format!("r{number}"));
        let value = row.value.replace('&', "&amp;").replace('<', "&lt;").replace('\n', "&#10;");
        document += &format!("<r{number}>{value}</r{number}>\n");
    }
    let start = format!("start = element a {{ {} }}\n", names.join(", "));
    (start + &schema, format!("<a>\n{document}</a>\n"))
}

/// The verdict for the one row of a schema of its own.
fn ours(row: &Row<'_>) -> &'static str {
    let (schema, document) = written(&[row]);
    match Schema::compile_with(schema.as_bytes(), "s.rnc", &|_| Err(String::new())) {
        Err(_) => "refused",
        Ok(schema) if schema.validate(document.as_bytes()).is_empty() => "sound",
        Ok(_) => "wrong",
    }
}

#[test]
fn differences_from_jing_are_those_that_are_explained() {
    let table = table();
    for row in &table {
        assert_eq!(ours(row), row.ours, "{} `{}`", row.datatype, row.value);
    }
    if !has_jing() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let run = |rows: &[&Row<'_>]| {
        let (schema, document) = written(rows);
        let (schema_path, path) = (folder.path().join("s.rnc"), folder.path().join("d.xml"));
        std::fs::write(&schema_path, schema).unwrap();
        std::fs::write(&path, document).unwrap();
        let output = Command::new("jing").arg("-c").arg(schema_path).arg(path).output().unwrap();
        [output.stdout, output.stderr].map(|told| String::from_utf8_lossy(&told).into_owned())
    };
    // A schema that is refused would hide the rest, and so would a crash.
    let alone = |row: &&Row<'_>| ["refused", "crash"].contains(&row.jings);
    let (alone, rest): (Vec<_>, Vec<_>) = table.iter().partition(alone);
    for row in alone {
        let [told, log] = run(&[row]);
        let verdict = match (told.contains("s.rnc:"), log.contains("Exception")) {
            (true, _) => "refused",
            (_, true) => "crash",
            _ => "neither",
        };
        assert_eq!(verdict, row.jings, "jing on {}", row.datatype);
    }
    let [told, log] = run(&rest);
    assert!(!told.contains("s.rnc:") && !log.contains("Exception"), "{told}{log}");
    for (number, row) in rest.iter().enumerate() {
        let verdict =
            if told.contains(&format!("element \"r{number}\"")) { "wrong" } else { "sound" };
        assert_eq!(verdict, row.jings, "jing on {} `{}`", row.datatype, row.value);
    }
}
