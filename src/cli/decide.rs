//! `rubricate decide KIND DOCUMENT WORDS`.

use super::certainty::certainty;
use super::desk::{self, document, documents, draft, told};
use super::signature::SignatureArguments;
use anyhow::bail;
use rayon::prelude::*;
use rubricate::decide::request::{Marked, Request, decide, decide_for_all};
use rubricate::decide::{ALL, Decision, Draft, Obeyed, id, read_line};
use rubricate::diagnostic::{Code, Diagnostic};
use rubricate::layer::Certainty;
use rubricate::report::Format;
use rubricate::source::Source;
use rubricate::{Desk, files};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "Examples:
  rubricate decide reject letter-3 Perm --element persName
  rubricate decide link letter-3 Kamenev --at 27 --to pers-kamenev-ss
  rubricate decide link letter-3 Kamenev --at 27 --to -        nobody listed
  rubricate decide retag letter-3 Perm --as placeName --to place-perm
  rubricate decide add letter-3 'Elm Court' --element placeName
  rubricate decide add letter-3 teh --element sic --words the
  rubricate decide date letter-3 '4/IX' --set when=1920-09-04 --why 'postmark'
  rubricate decide note letter-3 2 --note 3
  rubricate decide split letter-3 'German and Swiss deputies' \\
      --part German=org-german --part 'Swiss deputies=org-swiss'
  rubricate decide accept letter-3 Lenin --at 27:884
  rubricate decide retag _all Perm --element persName --as placeName

DOCUMENT is the name of a text below the input folder without `.txt`; `_all` is
the whole edition: every place of the words. The decision becomes a line of
decisions/DOCUMENT.jsonl and is obeyed at every run; where the text is edited it
is looked for again, and reported where it no longer fits. Nothing is written
unless it fits, contradicts no other decision, and has an effect.

Exit codes: 0 written, 2 not.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// accept, reject, retag, link, add, split, date or note.
    kind: String,
    /// The document, or `_all`.
    document: String,
    /// The words it is about, as the text has them.
    words: String,
    /// The folder of the edition.
    #[arg(long, value_name = "DIR", default_value = ".")]
    edition: PathBuf,
    /// The line of the source that the words stand in, or line and column.
    #[arg(long, value_name = "LINE[:COLUMN]", value_parser = line_column)]
    at: Option<(usize, Option<usize>)>,
    /// Which of the places of the words in the document, from 1.
    #[arg(long, value_name = "N", conflicts_with = "at")]
    occurrence: Option<usize>,
    /// Every place of the words in the document.
    #[arg(long, conflicts_with_all = ["at", "occurrence"])]
    everywhere: bool,
    /// The mark that is there, by its TEI element; for `add`, the one to be there.
    #[arg(long, value_name = "NAME")]
    element: Option<String>,
    /// What `retag` makes of it.
    #[arg(long = "as", value_name = "NAME")]
    instead: Option<String>,
    /// The entries of the authority lists that a name points to; `-` is none.
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    to: Option<Vec<String>>,
    /// An attribute.
    #[arg(long = "set", value_name = "NAME=VALUE", value_parser = pair)]
    set: Vec<(String, String)>,
    /// A part, and perhaps the entry it points to.
    #[arg(long = "part", value_name = "WORDS[=ID]")]
    parts: Vec<String>,
    /// The note that a marker belongs to, by its printed number.
    #[arg(long, value_name = "N")]
    note: Option<String>,
    /// What you read instead, beside `sic`, `orig` or `abbr`.
    #[arg(long = "words", value_name = "TEXT")]
    reading: Option<String>,
    /// How sure you are: high, medium or low.
    #[arg(long, value_parser = certainty)]
    cert: Option<Certainty>,
    /// What it rests on: internal, external or conjecture.
    #[arg(long)]
    evidence: Option<String>,
    #[command(flatten)]
    signature: SignatureArguments,
    /// Take the place of an earlier decision that it contradicts.
    #[arg(long)]
    replace: bool,
    /// Show the line without writing it.
    #[arg(long)]
    dry_run: bool,
}

fn line_column(text: &str) -> Result<(usize, Option<usize>), String> {
    let number = |text: &str| text.parse::<usize>().ok().filter(|number| *number > 0);
    let wanted = || format!("`{text}` is no place: wanted a line such as `27`, or `27:884`");
    match text.split_once(':') {
        Some((line, column)) => {
            Ok((number(line).ok_or_else(wanted)?, Some(number(column).ok_or_else(wanted)?)))
        }
        None => Ok((number(text).ok_or_else(wanted)?, None)),
    }
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("wanted NAME=VALUE")?;
    Ok((name.trim().to_owned(), value.trim().to_owned()))
}

/// The words of a part and the entry that it points to.
fn part(text: &str) -> (String, Option<String>) {
    match text.rsplit_once('=') {
        Some((words, id)) => (words.trim().to_owned(), Some(id.trim().to_owned())),
        None => (text.trim().to_owned(), None),
    }
}

/// Adds the decision to its file, where it fits.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let desk = match desk::open(&arguments.edition, Format::Text)? {
        Ok(desk) => desk,
        Err(code) => return Ok(code),
    };
    let draft = draft(&arguments.edition, &desk)?;
    let request = request(arguments, &desk)?;
    let sources = match arguments.document.as_str() {
        ALL => documents(&arguments.edition, &desk)?,
        name => vec![document(&arguments.edition, &desk, name)?],
    };
    let decision = match (arguments.document.as_str(), sources.first()) {
        (ALL, _) | (_, None) => decide_for_all(&request)?,
        (_, Some(source)) => decide(&request, source, &Marked::new(source, &desk))?,
    };
    let path = files::printed(&draft.path(&arguments.document));
    let trial = Trial { arguments, desk, sources: &sources, path: &path };
    let (decision, draft, line) = trial.fit(&draft, decision)?;
    if arguments.dry_run {
        println!("{}", decision.to_json());
        return Ok(ExitCode::SUCCESS);
    }
    files::write_all(&draft.files())?;
    println!("{path}:{line}: {decision}");
    Ok(ExitCode::SUCCESS)
}

fn request(arguments: &Arguments, desk: &Desk) -> anyhow::Result<Request> {
    let to = arguments.to.clone();
    Ok(Request {
        kind: arguments.kind.clone(),
        words: arguments.words.clone(),
        at: arguments.at,
        occurrence: arguments.occurrence,
        everywhere: arguments.everywhere,
        element: arguments.element.clone(),
        instead: arguments.instead.clone(),
        to: to.map(|to| to.into_iter().filter(|id| id != "-").collect()),
        attributes: arguments.set.clone(),
        parts: arguments.parts.iter().map(|text| part(text)).collect(),
        note: arguments.note.clone(),
        reading: arguments.reading.clone(),
        cert: arguments.cert,
        evidence: arguments.evidence.clone(),
        signature: arguments.signature.sign(&desk.edition)?,
    })
}

/// A decision that is tried before it is written.
struct Trial<'a> {
    arguments: &'a Arguments,
    desk: Desk,
    sources: &'a [Source],
    path: &'a str,
}

impl Trial<'_> {
    /// The decision once it fits, with the draft that holds it, and its line there.
    fn fit(
        mut self,
        draft: &Draft,
        mut decision: Decision,
    ) -> anyhow::Result<(Decision, Draft, usize)> {
        // Each round may find another decision that it takes the place of.
        const ROUNDS: usize = 16;
        for _ in 0..ROUNDS {
            let json = decision.to_json();
            if let Err(faults) = read_line(&json) {
                let told: Vec<String> = faults.into_iter().map(|fault| fault.to_string()).collect();
                bail!("{}", told.join("; "));
            }
            let mut draft = draft.clone();
            let line = draft.add(&self.arguments.document, &decision);
            let decisions = draft.decisions(&self.desk).map_err(|faults| told(&faults))?;
            self.desk.decisions = decisions;
            let obeyed: Vec<Obeyed> = self
                .sources
                .par_iter()
                .map(|source| Marked::new(source, &self.desk).obeyed)
                .collect();
            let of_line = |finding: &&Diagnostic| {
                let at = finding.place.at.map(|at| at.line);
                *finding.place.path == *self.path && at == Some(line)
            };
            let mut misfits = obeyed.iter().flat_map(|obeyed| &obeyed.misfits);
            let Some(misfit) = misfits.find(of_line) else {
                self.has_effect(&decision, &obeyed)?;
                return Ok((decision, draft, line));
            };
            if misfit.code != Code::DecisionsContradict {
                bail!("{}", misfit.message);
            }
            if !self.arguments.replace {
                bail!("{}; --replace takes its place", misfit.message);
            }
            let own = id(&json);
            let pairs = obeyed.iter().flat_map(|obeyed| &obeyed.against);
            let others: BTreeSet<String> =
                pairs.filter(|(one, _)| *one == own).map(|(_, other)| other.clone()).collect();
            decision.replaces.extend(others);
        }
        bail!("it contradicts decisions of another file; change those first")
    }

    /// Whether a decision about every document has a place in one of them.
    fn has_effect(&self, decision: &Decision, obeyed: &[Obeyed]) -> anyhow::Result<()> {
        if self.arguments.document != ALL {
            return Ok(());
        }
        let own = id(&decision.to_json());
        let all = self.desk.decisions.everywhere().decisions();
        let number = all.iter().position(|signed| signed.id == own);
        let fits = |number: usize| obeyed.iter().any(|obeyed| obeyed.fitted.contains(&number));
        if number.is_some_and(fits) {
            return Ok(());
        }
        bail!("`{}` has no such place in any document", decision.at.exact)
    }
}
