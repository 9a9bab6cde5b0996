//! An edition opened for a command.

use anyhow::{Context as _, anyhow, bail};
use rubricate::Desk;
use rubricate::authority::Authority;
use rubricate::build::{Earlier, below};
use rubricate::cache::{Cache, Digest};
use rubricate::decide::{Decisions, Draft};
use rubricate::diagnostic::Diagnostic;
use rubricate::edition::{self, Edition, Folders};
use rubricate::files;
use rubricate::neighbours::Neighbours;
use rubricate::report::{Format, Report, Style};
use rubricate::source::Source;
use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

/// Opens the edition in a folder. What is wrong with its configuration or its lists is reported
/// here; the exit code then ends the command.
pub fn open(folder: &Path, format: Format) -> anyhow::Result<Result<Desk, ExitCode>> {
    match read(folder) {
        Ok(desk) => {
            let (cache, basis) = (Cache::none(), Digest::of(b""));
            Ok(Ok(among_texts(desk, folder, Earlier { cache: &cache, basis })))
        }
        Err(faults) => Ok(Err(report(faults, format)?)),
    }
}

/// The same with what is wrong as findings, and without what the texts say of each other.
pub fn read(folder: &Path) -> Result<Desk, Vec<Diagnostic>> {
    let edition = Edition::read(folder).map_err(|error| error.faults().to_vec())?;
    let lists = edition.folders.authority.as_ref();
    let authority =
        lists.map_or(Ok(Authority::default()), |lists| Authority::read(&below(folder, lists)))?;
    let decisions = match &edition.folders.decisions {
        Some(decisions) => {
            let input = below(folder, &edition.folders.input);
            Decisions::read(&below(folder, decisions), &input, &edition, &authority)?
        }
        None => Decisions::default(),
    };
    Ok(Desk::new(edition, authority).with_decisions(decisions))
}

/// The same desk with what the texts of its edition say of each other's names.
pub fn among_texts(desk: Desk, folder: &Path, earlier: Earlier) -> Desk {
    if !desk.edition.names.unlisted {
        return desk;
    }
    let input = below(folder, &desk.edition.folders.input);
    // A folder that cannot be listed is told where its documents are asked for.
    let texts = files::documents(&input).unwrap_or_default();
    let encoding = desk.edition.encoding;
    let neighbours = Neighbours::read(&input, texts, encoding, &desk.recogniser, earlier);
    desk.with_neighbours(Arc::new(neighbours))
}

/// Works on so many documents at once; on as many as there are cores where nothing is asked for.
pub fn set_threads(threads: Option<usize>) -> anyhow::Result<()> {
    let Some(threads) = threads else { return Ok(()) };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build_global();
    pool.context("the threads cannot be started")
}

/// Every document of an edition that can be read.
pub fn documents(edition: &Path, desk: &Desk) -> anyhow::Result<Vec<Source>> {
    let input = below(edition, &desk.edition.folders.input);
    let paths = files::documents(&input)?;
    Ok(paths.iter().filter_map(|path| source(desk, &input.join(path)).ok()).collect())
}

/// The document of an edition with a name: its path below the input folder without its ending.
pub fn document(edition: &Path, desk: &Desk, name: &str) -> anyhow::Result<Source> {
    /// So many letters may be wrong in a name that is asked about.
    const MISSPELT: usize = 3;
    let input = below(edition, &desk.edition.folders.input);
    let documents = files::documents(&input)?;
    let named = |path: &Path| files::printed(&path.with_extension(""));
    if let Some(path) = documents.iter().find(|path| named(path) == name) {
        return Ok(source(desk, &input.join(path))?.located(path));
    }
    let names = documents.iter().map(|path| named(path));
    let near = names.map(|known| (strsim::osa_distance(name, &known), known)).min();
    match near.filter(|(far, _)| *far <= MISSPELT) {
        Some((_, near)) => bail!("`{name}` is no document of the edition; is `{near}` meant?"),
        None => bail!("`{name}` is no document of the edition"),
    }
}

/// The decisions of an edition, to be added to.
pub fn draft(edition: &Path, desk: &Desk) -> anyhow::Result<Draft> {
    Draft::open(edition, &desk.edition).map_err(|faults| told(&faults))
}

/// What is wrong with files of decisions, as one error.
pub fn told(faults: &[Diagnostic]) -> anyhow::Error {
    let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
    anyhow!("{}", told.join("\n"))
}

fn source(desk: &Desk, path: &Path) -> anyhow::Result<Source> {
    let shown = files::printed(path);
    let source = Source::read(path, &shown, desk.edition.encoding);
    source.map_err(|error| anyhow!("{}", error.into_diagnostic(&shown.as_str().into())))
}

/// Reports what keeps an edition from being opened; the exit code ends the command.
pub fn report(faults: Vec<Diagnostic>, format: Format) -> anyhow::Result<ExitCode> {
    let paths: BTreeSet<_> = faults.iter().map(|fault| fault.place.path.clone()).collect();
    let report = Report::of_diagnostics("open", paths, faults);
    report.write(format, Style::of_stdout(), &mut io::stdout().lock())?;
    Ok(ExitCode::from(2))
}

/// Where the edition in a folder has everything, the path of its own folder in front; what is usual
/// where there is no edition.toml. An edition.toml with faults is reported here.
pub fn folders(folder: &Path) -> anyhow::Result<Result<Folders, ExitCode>> {
    let folders = if folder.join(edition::FILE).exists() {
        match Edition::read(folder) {
            Ok(edition) => edition.folders,
            Err(error) => return Ok(Err(report(error.faults().to_vec(), Format::Text)?)),
        }
    } else {
        Folders::default()
    };
    Ok(Ok(Folders {
        input: below(folder, &folders.input),
        output: below(folder, &folders.output),
        golden: below(folder, &folders.golden),
        authority: folders.authority.map(|lists| below(folder, &lists)),
        decisions: folders.decisions.map(|decisions| below(folder, &decisions)),
        registers: folders.registers,
        site: below(folder, &folders.site),
    }))
}
