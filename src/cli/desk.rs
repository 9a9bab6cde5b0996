//! An edition opened for a command.

use rubricate::Desk;
use rubricate::authority::Authority;
use rubricate::build::below;
use rubricate::diagnostic::Diagnostic;
use rubricate::edition::{self, Edition, Folders};
use rubricate::report::{Format, Report, Style};
use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::process::ExitCode;

/// Opens the edition in a folder. What is wrong with its configuration or its lists is reported
/// here; the exit code then ends the command.
pub fn open(folder: &Path, format: Format) -> anyhow::Result<Result<Desk, ExitCode>> {
    match read(folder) {
        Ok(desk) => Ok(Ok(desk)),
        Err(faults) => Ok(Err(report(faults, format)?)),
    }
}

/// The same with what is wrong as findings.
pub fn read(folder: &Path) -> Result<Desk, Vec<Diagnostic>> {
    let edition = Edition::read(folder).map_err(|error| error.faults().to_vec())?;
    let lists = edition.folders.authority.as_ref();
    let authority =
        lists.map_or(Ok(Authority::default()), |lists| Authority::read(&below(folder, lists)))?;
    Ok(Desk::new(edition, authority))
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
    }))
}
