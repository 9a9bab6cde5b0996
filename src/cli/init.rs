//! `rubricate init DIR`.

use anyhow::bail;
use rubricate::build::below;
use rubricate::edition::{self, template::template};
use rubricate::files;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What a new edition holds besides its edition.toml: a text of the tool's own, and lists that
/// know its names.
const EXAMPLE: &[(&str, &str)] = &[
    ("input/harbour-letters.txt", include_str!("init/example.txt")),
    ("authority/persons.tsv", include_str!("init/persons.tsv")),
    ("authority/places.tsv", include_str!("init/places.tsv")),
    ("authority/orgs.tsv", include_str!("init/orgs.tsv")),
];

/// The values that the new edition.toml sets; every other key is explained there.
const SET: &[(&str, &str, &str)] = &[
    ("", "title", "\"The Harbour Letters\""),
    ("", "source", "\"An example, written for rubricate.\""),
    ("editors", "name", "\"A. Example\""),
    ("editors", "role", "\"editor\""),
    ("languages", "main", "\"en\""),
    ("dates", "calendar", "\"gregorian\""),
    ("dates", "years", "[1851, 1853]"),
];

const EXAMPLES: &str = "Examples:
  rubricate init my-edition    edition.toml, a text and lists in a new folder
  rubricate build my-edition   then build it";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// The folder of the new edition; it is made where it is not there.
    #[arg(default_value = ".")]
    folder: PathBuf,
}

/// Writes a commented edition.toml and a small example. What is there already is not touched.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let file = |name: &str| below(&arguments.folder, Path::new(name));
    let configuration = file(edition::FILE);
    if configuration.exists() {
        bail!("`{}` is there already; nothing was written", files::printed(&configuration));
    }
    let taken = EXAMPLE.iter().map(|(name, _)| file(name)).find(|path| path.exists());
    if let Some(path) = taken {
        bail!("`{}` is there already; nothing was written", files::printed(&path));
    }
    for (name, content) in EXAMPLE {
        files::write(&file(name), content.as_bytes())?;
        println!("{}", files::printed(&file(name)));
    }
    files::write(&configuration, template(SET).as_bytes())?;
    println!("{}", files::printed(&configuration));
    let build = match arguments.folder.to_str() {
        Some(".") => "rubricate build".to_owned(),
        _ => format!("rubricate build {}", files::printed(&arguments.folder)),
    };
    println!("Next: {build}");
    Ok(ExitCode::SUCCESS)
}
