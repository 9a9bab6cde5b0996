//! `rubricate train`.

use rubricate::annotate::unlisted::train::{Gold, train};
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "Examples:
  rubricate train gold/one gold/two --output names.bin

A corpus is a folder of NAME.txt with NAME.json: the language, the scope, and spans with kind,
start and end in characters. The same corpora give the same bytes.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// The corpora, a folder each.
    #[arg(required = true)]
    corpora: Vec<PathBuf>,
    /// The model file that is written.
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
}

/// Learns the model of names from corpora, and says on standard error how it went.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let mut documents = Vec::new();
    for corpus in &arguments.corpora {
        let read = Gold::read_folder(corpus)?;
        eprintln!("{}: {} documents", corpus.display(), read.len());
        documents.extend(read);
    }
    let trained = train(&documents, |round, loss| eprintln!("round {round}: loss {loss:.4}"));
    let bytes = trained.model.write();
    fs::write(&arguments.output, &bytes)?;
    eprintln!(
        "{}: {} bytes, from {} documents, {} chains, {} tokens in them",
        arguments.output.display(),
        bytes.len(),
        trained.documents,
        trained.chains,
        trained.tokens
    );
    Ok(ExitCode::SUCCESS)
}
