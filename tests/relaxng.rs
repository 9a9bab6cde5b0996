//! The RELAX NG engine on James Clark's conformance suites, through the library and through the
//! command, each case of them.

mod suite;

use crate::shared::shared;
use rayon::prelude::*;
use rubricate::relaxng::Schema;
use std::path::Path;
use std::process::{Command, Stdio};
use suite::{Case, Judge, cases};

/// Judges all cases of a suite that has so many checks.
fn passes_whole(path: &str, checks: usize, judge: Judge<'_>) {
    let Some(path) = shared(path) else { return };
    let cases = cases(&std::fs::read_to_string(path).unwrap());
    let judged: Vec<_> = cases.par_iter().map(|case| case.judged(judge)).collect();
    let wrong: Vec<String> = judged.iter().flat_map(|(_, wrong)| wrong.clone()).collect();
    assert_eq!(wrong, [""; 0]);
    assert_eq!(judged.iter().map(|(checks, _)| checks).sum::<usize>(), checks);
}

fn by_library(case: &Case) -> Result<Vec<bool>, String> {
    let load = |path: &str| case.files.get(path).cloned().ok_or_else(|| "not there".to_owned());
    let schema = Schema::compile_with(&case.schema, "schema.rng", &load);
    let schema = schema.map_err(|error| error.to_string())?;
    Ok(case.instances.iter().map(|(text, _)| schema.validate(text).is_empty()).collect())
}

/// The verdicts by exit codes, as a script asks for them: 2 for the schema, 1 for a document.
fn by_command(case: &Case) -> Result<Vec<bool>, String> {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, bytes: &[u8]| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    };
    case.files.iter().for_each(|(path, bytes)| write(path, bytes));
    write("schema.rng", &case.schema);
    match check(folder.path(), &[]) {
        Some(0) => {}
        Some(2) => return Err("exit 2".into()),
        other => panic!("case {}: the schema alone ends with {other:?}", case.number),
    }
    let instances = case.instances.iter().map(|(text, _)| {
        write("instance.xml", text);
        match check(folder.path(), &["instance.xml"]) {
            Some(0) => true,
            Some(1) => false,
            other => panic!("case {}: an instance ends with {other:?}", case.number),
        }
    });
    Ok(instances.collect())
}

fn check(folder: &Path, files: &[&str]) -> Option<i32> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rubricate"));
    command.arg("check").arg("--schema").arg(folder.join("schema.rng"));
    command.args(files.iter().map(|file| folder.join(file)));
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap().code()
}

#[test]
fn the_conformance_suite_passes_whole() {
    passes_whole("relaxng/spectest.xml", 965, &by_library);
}

#[test]
fn the_conformance_suite_passes_through_the_command() {
    passes_whole("relaxng/spectest.xml", 965, &by_command);
}

#[test]
fn the_suite_of_datatypes_passes_whole() {
    passes_whole("relaxng/xsdtest-spec.xml", 1283, &by_library);
}

#[test]
fn the_suite_of_datatypes_passes_through_the_command() {
    passes_whole("relaxng/xsdtest-spec.xml", 1283, &by_command);
}
