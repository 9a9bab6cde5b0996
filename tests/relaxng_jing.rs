//! The same verdicts as jing (Debian package `jing`) on TEI files that are right and on two
//! thousand that were damaged in one to three places.
//!
//! Every difference fails the test. On these files there is none; where the datatypes differ from
//! jing's on purpose is told, and held, in `tests/datatypes.rs`.

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
    for sound in [&sample, &gold] {
        assert_eq!(schema.validate(sound.as_bytes()), []);
    }
    let vocabulary = mutate::Vocabulary::of(&schema_text);
    let folder = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
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
