//! Approving what changed: all of it, some of it, or one change after the other.

use super::folder::Pair;
use super::report::{read, shown};
use super::witness::{Unreadable, Witness};
use super::{Change, Comparison, compare};
use crate::files;
use std::collections::BTreeSet;
use std::fmt;
use std::io;
use std::path::Path;

/// Who decides.
pub enum Choice<'k> {
    /// Everything is approved.
    All,
    /// Changes that one of the words names: a part, a kind, an element, or the name of the change;
    /// `document` names files that have no golden file yet.
    Only(Vec<String>),
    /// An editor is asked for each.
    Ask(&'k mut dyn Editor),
}

/// Someone who is shown changes and presses keys.
pub trait Editor {
    /// Shows a change, or a document that has no golden file.
    ///
    /// # Errors
    /// Where it cannot be shown.
    fn show(&mut self, asked: &Asked) -> io::Result<()>;

    /// The next key; none where there are no more, which means `q`.
    ///
    /// # Errors
    /// Where it cannot be read.
    fn key(&mut self) -> io::Result<Option<char>>;
}

/// What an editor is asked about.
#[derive(Debug)]
pub enum Asked<'c> {
    /// A change in a document.
    Change {
        /// The document.
        document: &'c str,
        /// The change.
        change: &'c Change,
        /// Its number among those of the document, from 1, and how many there are.
        number: (usize, usize),
    },
    /// A document without a golden file.
    Document(&'c str),
    /// Changes that only go together with others: whether to take these too.
    Together(&'c [&'c Change]),
}

/// What was approved.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Accepted {
    /// The golden files that were written, by document, with the changes made in each.
    pub written: Vec<(String, usize)>,
    /// Changes that stay undecided, new documents among them.
    pub left: usize,
    /// Golden files whose document is gone; they are never deleted.
    pub without_output: Vec<String>,
    /// Words that named nothing.
    pub unknown: Vec<String>,
}

/// Why approving ended.
#[derive(Debug)]
pub enum AcceptError {
    /// A file cannot be compared.
    Unreadable(Unreadable),
    /// A file cannot be written or an editor not be asked.
    Io(io::Error),
    /// The changes of a document that were asked for only go together with others.
    NeedsMore {
        /// The document.
        document: String,
        /// The names of the others; empty where all of the document must be taken together.
        with: Vec<String>,
    },
}

impl fmt::Display for AcceptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(unreadable) => unreadable.fmt(f),
            Self::Io(error) => error.fmt(f),
            Self::NeedsMore { document, with } if with.is_empty() => {
                write!(f, "{document}: these changes only go together with all others of the file")
            }
            Self::NeedsMore { document, with } => {
                write!(f, "{document}: these changes only go together with {}", with.join(", "))
            }
        }
    }
}

impl std::error::Error for AcceptError {}

impl From<Unreadable> for AcceptError {
    fn from(unreadable: Unreadable) -> Self {
        Self::Unreadable(unreadable)
    }
}

impl From<io::Error> for AcceptError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Approves changes of the new files and writes the golden ones, each whole or not at all. A golden
/// file is written under `golden` where there is none yet.
///
/// # Errors
/// See [`AcceptError`]. Files that were written before the error stay written.
pub fn accept(pairs: &[Pair], golden: &Path, choice: Choice) -> Result<Accepted, AcceptError> {
    let mut accepting =
        Accepting { choice, accepted: Accepted::default(), named: BTreeSet::new(), rest: None };
    for pair in pairs {
        match (&pair.old, &pair.new) {
            (Some(old), Some(new)) => accepting.changes(&pair.name, old, new)?,
            (None, Some(new)) => accepting.document(&pair.name, new, &golden.join(&pair.name))?,
            (Some(_), None) => accepting.accepted.without_output.push(pair.name.clone()),
            (None, None) => {}
        }
    }
    if let Choice::Only(words) = &accepting.choice {
        let unknown = words.iter().filter(|word| !accepting.named.contains(*word));
        accepting.accepted.unknown = unknown.cloned().collect();
    }
    Ok(accepting.accepted)
}

struct Accepting<'k> {
    choice: Choice<'k>,
    accepted: Accepted,
    /// The words that named something.
    named: BTreeSet<String>,
    /// What an editor decided for all that follows.
    rest: Option<bool>,
}

impl Accepting<'_> {
    fn document(&mut self, name: &str, new: &Path, golden: &Path) -> Result<(), AcceptError> {
        let bytes = read(new)?;
        // What is no XML does not become golden.
        let witness = Witness::new(&shown(new), &bytes)?;
        compare(&witness, &witness)?;
        let taken = match &mut self.choice {
            Choice::All => true,
            Choice::Only(words) => {
                let named = words.iter().any(|word| word == "document" || word == name);
                self.named.extend(words.iter().filter(|w| *w == "document" || *w == name).cloned());
                named
            }
            Choice::Ask(editor) => ask(*editor, &Asked::Document(name), &mut self.rest)?,
        };
        if taken {
            files::write_durably(golden, &bytes)?;
            self.accepted.written.push((name.to_owned(), 1));
        } else {
            self.accepted.left += 1;
        }
        Ok(())
    }

    fn changes(&mut self, name: &str, old: &Path, new: &Path) -> Result<(), AcceptError> {
        let (old_bytes, new_bytes) = (read(old)?, read(new)?);
        let old_file = Witness::new(&shown(old), &old_bytes)?;
        let new_file = Witness::new(&shown(new), &new_bytes)?;
        let mut comparison = compare(&old_file, &new_file)?;
        let total = comparison.changes().len();
        if total == 0 {
            return Ok(());
        }
        let chosen = self.choose(name, &mut comparison)?;
        self.accepted.left += total - chosen.len();
        if chosen.is_empty() {
            return Ok(());
        }
        let content = if chosen.len() == total {
            new_bytes.clone()
        } else {
            let part = comparison.apply(|change| chosen.contains(&change.id)).map_err(|needs| {
                AcceptError::NeedsMore { document: name.to_owned(), with: needs.with }
            })?;
            part.into_bytes()
        };
        files::write_durably(old, &content)?;
        self.accepted.written.push((name.to_owned(), chosen.len()));
        Ok(())
    }

    /// The names of the changes of one document that are approved.
    fn choose(
        &mut self,
        document: &str,
        comparison: &mut Comparison,
    ) -> Result<BTreeSet<String>, AcceptError> {
        let changes = comparison.changes();
        let mut chosen = BTreeSet::new();
        match &mut self.choice {
            Choice::All => chosen.extend(changes.iter().map(|change| change.id.clone())),
            Choice::Only(words) => {
                for change in changes {
                    for word in words.iter().filter(|word| change.is_named(word)) {
                        chosen.insert(change.id.clone());
                        self.named.insert(word.clone());
                    }
                }
            }
            Choice::Ask(editor) => {
                for (index, change) in changes.iter().enumerate() {
                    let number = (index + 1, changes.len());
                    let asked = Asked::Change { document, change, number };
                    if ask(*editor, &asked, &mut self.rest)? {
                        chosen.insert(change.id.clone());
                    }
                }
                complete(*editor, comparison, &mut chosen, &mut self.rest)?;
            }
        }
        Ok(chosen)
    }
}

/// Asks whether the changes may be taken that the chosen ones cannot do without; where not, none
/// of the document is taken.
fn complete(
    editor: &mut dyn Editor,
    comparison: &mut Comparison,
    chosen: &mut BTreeSet<String>,
    rest: &mut Option<bool>,
) -> Result<(), AcceptError> {
    while !chosen.is_empty() && chosen.len() < comparison.changes().len() {
        let Err(needs) = comparison.apply(|change| chosen.contains(&change.id)) else { break };
        let missing: Vec<&Change> = comparison
            .changes()
            .iter()
            .filter(|change| {
                !chosen.contains(&change.id)
                    && (needs.with.is_empty() || needs.with.contains(&change.id))
            })
            .collect();
        if ask(editor, &Asked::Together(&missing), rest)? {
            chosen.extend(missing.iter().map(|change| change.id.clone()));
        } else {
            chosen.clear();
        }
    }
    Ok(())
}

/// `y` yes, `n` no, `a` yes to all that follow, `q` no to all that follow; other keys say nothing.
fn ask(editor: &mut dyn Editor, asked: &Asked, rest: &mut Option<bool>) -> io::Result<bool> {
    if let Some(decided) = rest {
        return Ok(*decided);
    }
    editor.show(asked)?;
    loop {
        match editor.key()?.map(|key| key.to_ascii_lowercase()) {
            Some('y') => return Ok(true),
            Some('n') => return Ok(false),
            Some('a') => {
                *rest = Some(true);
                return Ok(true);
            }
            Some('q') | None => {
                *rest = Some(false);
                return Ok(false);
            }
            Some(_) => {}
        }
    }
}
