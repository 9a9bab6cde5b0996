//! `rubricate entities [DIR]`.

use super::certainty::CertaintyArgument;
use super::desk;
use super::signature::SignatureArguments;
use anyhow::anyhow;
use rayon::prelude::*;
use rubricate::authority::Lists;
use rubricate::build::below;
use rubricate::entities::import::{Import, Target, import};
use rubricate::entities::table::{self, Fault};
use rubricate::entities::{Catalogue, Gathered};
use rubricate::layer::Certainty;
use rubricate::report::Format;
use rubricate::source::Source;
use rubricate::{Desk, edit, files};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The table, below the output folder.
const TABLE: &str = "entities.csv";

const EXAMPLES: &str = "Examples:
  rubricate entities                        writes output/entities.csv
  rubricate entities DIR --min-certainty high
  rubricate entities --import corrected.csv        takes it back

The table is CSV in UTF-8 for a spreadsheet or OpenRefine, a row for each
person, place, organisation, group and event, those of the lists and those in
none. Change a row to decide about it; leave the others, or delete them:

  decision  `yes`: it goes into the list as the row says; `no`: it is no name,
            and its mentions are not marked; empty: see the next three
  kind      person, personGrp, place, org or event. Another kind alone marks
            its mentions as that; with `yes`, id or name it is listed so
  id        another id lists it by that; the id of another row, or of an entry
            of the lists, makes both one
  name      another name lists it by that: `Gray, John`
  was       what the row was. Never change it

The other columns are for reading. `certainty` is that of the surest mention; a
mention in `context_1` to `context_3` stands in brackets after DOCUMENT#ID. A
cell that a spreadsheet would run as a formula (= + - @ at its beginning) has an
apostrophe before it, which is taken off again.

--import reads UTF-8, or UTF-16 with a byte order mark, with commas, semicolons
or tabs. New entries become the last rows of authority/*.tsv, forms by which
they would not be found their aliases; nothing else in the lists changes. What
the lists do not bring about becomes decisions (`rubricate decide --help`). If
one row cannot be used nothing is written, and each such row is named by its
line. A mention that cannot follow its row, for another mark is in its way, is
named and left. The same table taken in twice changes nothing the second time.

Exit codes: 0 written, 1 rows that cannot be used or mentions left, 2 failure.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// The folder of the edition, with its edition.toml.
    #[arg(default_value = ".")]
    folder: PathBuf,
    /// Take a corrected table into the lists and decisions, instead of writing it.
    #[arg(long, value_name = "FILE")]
    import: Option<PathBuf>,
    #[command(flatten)]
    certainty: CertaintyArgument,
    /// How many documents at once; all cores where it is not given. The output is the same.
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    #[command(flatten)]
    signature: SignatureArguments,
}

/// Writes the table of entities.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    desk::set_threads(arguments.threads)?;
    let desk = match desk::open(&arguments.folder, Format::Text)? {
        Ok(desk) => desk,
        Err(code) => return Ok(code),
    };
    match &arguments.import {
        Some(table) => take(arguments, &desk, table),
        None => write(arguments, &desk),
    }
}

/// Takes a corrected table into the edition.
fn take(arguments: &Arguments, desk: &Desk, file: &Path) -> anyhow::Result<ExitCode> {
    let shown = files::printed(file);
    let bytes = Source::bytes(file)
        .map_err(|error| anyhow!("{}", error.into_diagnostic(&shown.as_str().into())))?;
    let rows = match table::read(bytes) {
        Ok(rows) => rows,
        Err(faults) => return Ok(refused(&shown, &faults)),
    };
    let folders = &desk.edition.folders;
    let lists = Lists::open(&below(&arguments.folder, folders.for_authority()))?;
    let draft = desk::draft(&arguments.folder, desk)?;
    let sources = desk::documents(&arguments.folder, desk)?;
    let catalogue = catalogue(arguments, desk, &sources);
    let target = Target { desk, sources: &sources, catalogue: &catalogue };
    let sign = || arguments.signature.sign(&desk.edition);
    let import = match import(&rows, target, (lists, draft), sign)? {
        Ok(import) => import,
        Err(faults) => return Ok(refused(&shown, &faults)),
    };
    files::write_all(&import.files)?;
    report(&shown, &import);
    Ok(ExitCode::from(u8::from(!import.left.is_empty())))
}

/// Says what cannot be used.
fn refused(table: &str, faults: &[Fault]) -> ExitCode {
    for fault in faults {
        eprintln!("{}", told(table, fault));
    }
    eprintln!("Nothing is written: mend these rows, or leave them as they were.");
    ExitCode::from(1)
}

fn told(table: &str, fault: &Fault) -> String {
    let at = fault.at.map_or(String::new(), |at| format!("{at}:"));
    format!("{table}:{at} {}", fault.message)
}

/// Says what was done.
fn report(table: &str, import: &Import) {
    for entry in &import.entries {
        println!("{table}:{}: `{}` is listed as `{}`", entry.line, entry.id, entry.name);
    }
    for (id, forms) in &import.aliases {
        println!("`{id}` is also found by `{}`", forms.join("`, `"));
    }
    for left in &import.left {
        eprintln!("{}", told(table, left));
    }
    let count = |number: usize, one: &str, several: &str| {
        format!("{number} {}", if number == 1 { one } else { several })
    };
    let mut done = vec![
        count(import.entries.len(), "new entry", "new entries"),
        count(import.decisions, "decision", "decisions"),
    ];
    if import.settled > 0 {
        done.push(count(import.settled, "row as it is already", "rows as they are already"));
    }
    println!("{}", done.join(", "));
}

fn write(arguments: &Arguments, desk: &Desk) -> anyhow::Result<ExitCode> {
    let sources = desk::documents(&arguments.folder, desk)?;
    let catalogue = catalogue(arguments, desk, &sources);
    let least = arguments.certainty.asked().unwrap_or(Certainty::Low);
    let path = below(&arguments.folder, &desk.edition.folders.output).join(TABLE);
    files::write(&path, table::write(&catalogue, least).as_bytes())?;
    let listed = catalogue.items.iter().filter(|item| item.is_listed).count();
    println!(
        "{}: {listed} entries of the lists, {} names in no list",
        files::printed(&path),
        catalogue.items.len() - listed
    );
    Ok(ExitCode::SUCCESS)
}

/// The names of all documents.
fn catalogue(arguments: &Arguments, desk: &Desk, sources: &[Source]) -> Catalogue {
    let input = files::printed(&below(&arguments.folder, &desk.edition.folders.input));
    let gathered = sources.par_iter().map(|source| {
        let path = source.path().strip_prefix(&input).unwrap_or(source.path());
        let name = path.trim_start_matches('/');
        let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        Gathered::new(name, &edit(source, desk))
    });
    Catalogue::new(gathered.collect(), &desk.edition, &desk.authority)
}
