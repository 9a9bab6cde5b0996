//! `rubricate accept`.

use anyhow::{Context, bail};
use rubricate::golden::{
    AcceptError, Accepted, Asked, Change, Choice, Editor, accept, pair_folders,
};
use rubricate::report::Style;
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "Examples:
  rubricate accept                       approve all that differs
  rubricate accept --only date,persName  only marks of these names
  rubricate accept --only nrh55i         only the change of this name
  rubricate accept --interactive         ask for each: y yes, n no,
                                         a yes to all that follow, q stop

WORDs are names of changes as `rubricate diff` prints them in brackets,
elements, parts (text, annotation, structure, header, register, markup),
kinds (characters, white-space, order, added, removed, edges, kind, value,
target, split, merged, wording), and `document` for files without a golden
file. What is not approved stays a difference. Golden files are never deleted.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// Approve only what these words name.
    #[arg(long, value_name = "WORD", value_delimiter = ',', conflicts_with = "interactive")]
    only: Vec<String>,
    /// Ask for each change.
    #[arg(long)]
    interactive: bool,
    /// The folder of the golden files, or one golden file.
    #[arg(long, value_name = "PATH", default_value = "tests/golden")]
    golden: PathBuf,
    /// The folder of the new files, or one new file.
    #[arg(long, value_name = "PATH", default_value = "output")]
    output: PathBuf,
}

/// Approves changes and says what was written.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    between(&arguments.golden, &arguments.output, arguments)
}

/// Approves what the arguments say of the files of two folders, or of two files.
pub fn between(golden: &Path, output: &Path, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    if !output.exists() {
        bail!("{} is not there: build the edition first", output.display());
    }
    let (pairs, golden) = if output.is_dir() {
        (pair_folders(golden, output)?, golden)
    } else {
        let name = golden.file_name().context("the golden file has no name")?;
        let pair = rubricate::golden::Pair {
            name: name.to_string_lossy().into_owned(),
            old: golden.exists().then(|| golden.to_path_buf()),
            new: Some(output.to_path_buf()),
        };
        (vec![pair], golden.parent().unwrap_or(Path::new(".")))
    };
    let mut terminal = Terminal { style: Style::of_stdout(), line: Vec::new() };
    let choice = if arguments.interactive {
        Choice::Ask(&mut terminal)
    } else if arguments.only.is_empty() {
        Choice::All
    } else {
        Choice::Only(arguments.only.clone())
    };
    let accepted = accept(&pairs, golden, choice).map_err(|error| match error {
        AcceptError::NeedsMore { ref with, .. } if !with.is_empty() => {
            let more = format!("add them: --only {}", with.join(","));
            anyhow::Error::new(error).context(more)
        }
        AcceptError::NeedsMore { .. } | AcceptError::Unreadable(_) | AcceptError::Io(_) => {
            anyhow::Error::new(error)
        }
    })?;
    tell(&accepted)
}

fn tell(accepted: &Accepted) -> anyhow::Result<ExitCode> {
    let mut out = io::stdout().lock();
    for (document, changes) in &accepted.written {
        writeln!(out, "{document}: {changes} accepted")?;
    }
    for document in &accepted.without_output {
        writeln!(
            out,
            "{document}: the golden file has no output; delete it if the document is gone"
        )?;
    }
    writeln!(out, "{} written, {} left undecided", accepted.written.len(), accepted.left)?;
    if !accepted.unknown.is_empty() {
        bail!("nothing that differs is named {}", accepted.unknown.join(", "));
    }
    Ok(ExitCode::SUCCESS)
}

/// The editor at the terminal; where there is none, the keys are read from standard input.
struct Terminal {
    style: Style,
    line: Vec<char>,
}

impl Terminal {
    fn change(&self, change: &Change, out: &mut dyn Write) -> io::Result<()> {
        let (gone, come, faint, end) = match self.style {
            Style::Coloured => ("\u{1b}[31m", "\u{1b}[32m", "\u{1b}[2m", "\u{1b}[0m"),
            Style::Plain => ("", "", "", ""),
        };
        let shown = |text: &str| text.replace(char::is_control, " ");
        writeln!(out, "{}", shown(&change.message))?;
        for (sign, colour, site) in [("-", gone, &change.old), ("+", come, &change.new)] {
            let Some(site) = site else { continue };
            let (before, after) = (shown(&site.before), shown(&site.after));
            let tag = site.markup.as_deref().map(shown).unwrap_or_default();
            let text = shown(&site.text);
            writeln!(
                out,
                "  {sign} {faint}{before}{end}{colour}{tag}{text}{end}{faint}{after}{end}"
            )?;
        }
        Ok(())
    }
}

impl Editor for Terminal {
    fn show(&mut self, asked: &Asked) -> io::Result<()> {
        let mut out = io::stdout().lock();
        match asked {
            Asked::Change { document, change, number: (number, count) } => {
                writeln!(out, "\n{document} {number}/{count} [{}]", change.id)?;
                self.change(change, &mut out)?;
                write!(out, "accept? [y/n/a/q] ")?;
            }
            Asked::Document(document) => {
                writeln!(out, "\n{document} has no golden file")?;
                write!(out, "accept it as it is? [y/n/a/q] ")?;
            }
            Asked::Together(changes) => {
                writeln!(out, "\nwhat you accepted only goes together with:")?;
                for change in *changes {
                    self.change(change, &mut out)?;
                }
                write!(out, "accept these too? n leaves the file as it is [y/n/a/q] ")?;
            }
        }
        out.flush()
    }

    fn key(&mut self) -> io::Result<Option<char>> {
        if io::stdin().is_terminal() {
            let key = console::Term::stdout().read_char()?;
            println!("{key}");
            return Ok(Some(key));
        }
        while self.line.is_empty() {
            let mut line = String::new();
            if io::stdin().lock().read_line(&mut line)? == 0 {
                return Ok(None);
            }
            self.line = line.chars().rev().filter(|c| !c.is_whitespace()).collect();
        }
        Ok(self.line.pop())
    }
}
