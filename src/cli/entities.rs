//! `rubricate entities [DIR]`.

use super::certainty::CertaintyArgument;
use super::desk;
use rayon::prelude::*;
use rubricate::build::below;
use rubricate::entities::{Catalogue, Gathered, table};
use rubricate::layer::Certainty;
use rubricate::report::Format;
use rubricate::source::Source;
use rubricate::{Desk, edit, files};
use std::path::PathBuf;
use std::process::ExitCode;

/// The table, below the output folder.
const TABLE: &str = "entities.csv";

const EXAMPLES: &str = "Examples:
  rubricate entities                        writes output/entities.csv
  rubricate entities DIR --min-certainty high";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// The folder of the edition, with its edition.toml.
    #[arg(default_value = ".")]
    folder: PathBuf,
    #[command(flatten)]
    certainty: CertaintyArgument,
    /// How many documents at once; all cores where it is not given. The output is the same.
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
}

/// Writes the table of entities.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    desk::set_threads(arguments.threads)?;
    let desk = match desk::open(&arguments.folder, Format::Text)? {
        Ok(desk) => desk,
        Err(code) => return Ok(code),
    };
    write(arguments, &desk)
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
