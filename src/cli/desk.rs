//! An edition opened for a command.

use rubricate::Desk;
use rubricate::authority::Authority;
use rubricate::build::below;
use rubricate::edition::Edition;
use rubricate::report::{Format, Report, Style};
use std::io;
use std::path::Path;
use std::process::ExitCode;

/// Opens the edition in a folder. What is wrong with its configuration or its lists is reported
/// here; the exit code then ends the command.
pub fn open(folder: &Path, format: Format) -> anyhow::Result<Result<Desk, ExitCode>> {
    let fault = |faults: Vec<rubricate::diagnostic::Diagnostic>| -> anyhow::Result<ExitCode> {
        let paths = faults.iter().map(|fault| fault.place.path.clone()).collect::<Vec<_>>();
        let report = Report::of_diagnostics("open", paths, faults);
        report.write(format, Style::of_stdout(), &mut io::stdout().lock())?;
        Ok(ExitCode::from(2))
    };
    let edition = match Edition::read(folder) {
        Ok(edition) => edition,
        Err(error) => return Ok(Err(fault(error.into_faults())?)),
    };
    let authority = match &edition.folders.authority {
        Some(path) => Authority::read(&below(folder, path)),
        None => Ok(Authority::default()),
    };
    match authority {
        Ok(authority) => Ok(Ok(Desk::new(edition, authority))),
        Err(faults) => Ok(Err(fault(faults)?)),
    }
}
