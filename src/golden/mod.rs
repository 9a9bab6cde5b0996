//! Two files compared by what they say: the words first, then the marks on them, then structure.
//!
//! Both files become one text with tags that stand off from it; the texts are aligned, so that
//! each tag has a place that both share, and both files are laid into one sequence of items, each
//! of the old file, of the new, or of both (`union`). A change is a set of such items. What all
//! changes make of the old file is the new one, by construction; any of them can be made alone.

mod accept;
mod align;
mod apply;
mod change;
mod describe;
mod excerpt;
mod folder;
mod groups;
mod identifiers;
mod layout;
mod myers;
mod names;
mod pairs;
mod reading;
mod report;
mod sayings;
pub(crate) mod sequence;
mod tei;
mod text;
mod union;
mod witness;

pub use accept::{AcceptError, Accepted, Asked, Choice, Editor, accept};
pub use change::{Change, Kind, Part, Site, Words};
pub use folder::{Pair, pair_folders};
pub use layout::LayoutKind;
pub use report::{Compared, Memory, Origin, Trace, Way, compare_paths, entries, report_of};
pub use tei::Zone;
pub use witness::{Unreadable, Witness};

use apply::Entangled;
use groups::{Group, Woven};
use identifiers::Renumbering;
use names::Names;
use pairs::{Pairs, Places};
use reading::Reading;
use std::collections::BTreeMap;
use std::fmt;
use union::Item;

/// What differs between two files.
#[derive(Debug)]
pub struct Comparison<'w> {
    old: Reading<'w>,
    new: Reading<'w>,
    places: (Places, Places),
    pairs: Pairs,
    items: Vec<Item>,
    renumbering: Renumbering,
    groups: Vec<Group>,
    changes: Vec<Change>,
    layout: BTreeMap<LayoutKind, usize>,
    names: Names,
}

/// Changes that cannot be made without others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeedsMore {
    /// The names of what must be approved as well; empty where only all together can be made.
    pub with: Vec<String>,
}

impl fmt::Display for NeedsMore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.with.is_empty() {
            f.write_str("these changes can only be accepted together with all others of the file")
        } else {
            write!(f, "these changes can only be accepted together with {}", self.with.join(", "))
        }
    }
}

impl std::error::Error for NeedsMore {}

/// Compares two files.
///
/// # Errors
/// A file that is not well-formed.
pub fn compare<'w>(
    old: &'w Witness<'_>,
    new: &'w Witness<'_>,
) -> Result<Comparison<'w>, Unreadable> {
    let mut names = Names::default();
    let old = Reading::new(old.document(), &mut names).map_err(|refusal| old.refused(&refusal))?;
    let new = Reading::new(new.document(), &mut names).map_err(|refusal| new.refused(&refusal))?;
    let runs = align::align(&old, &new);
    let places = pairs::places(&old, &new, &runs);
    let mut pairs = pairs::pair(&old, &new, (&places.0, &places.1));
    let items = union::unite(&old, &new, &runs, (&places.0, &places.1), &mut pairs);
    let renumbering = Renumbering::between(&old, &new, &pairs);
    let mut comparison = Comparison {
        old,
        new,
        places,
        pairs,
        items,
        renumbering,
        groups: Vec::new(),
        changes: Vec::new(),
        layout: BTreeMap::new(),
        names,
    };
    comparison.groups = groups::groups(comparison.woven());
    let locals = |number| comparison.names.local(number).to_owned();
    comparison.changes = describe::describe(comparison.woven(), &comparison.groups, &locals);
    comparison.layout = layout::layout(comparison.woven());
    Ok(comparison)
}

impl Comparison<'_> {
    fn woven(&self) -> Woven<'_, '_> {
        Woven {
            old: &self.old,
            new: &self.new,
            places: (&self.places.0, &self.places.1),
            pairs: &self.pairs,
            items: &self.items,
            renumbering: &self.renumbering,
        }
    }

    /// The differences, in order of their place. There are none exactly when the files say the
    /// same.
    #[must_use]
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// Differences in form alone, by kind with how often; they are no changes.
    #[must_use]
    pub fn layout(&self) -> &BTreeMap<LayoutKind, usize> {
        &self.layout
    }

    /// What became of the words of the document, header and registers apart.
    #[must_use]
    pub fn words(&self) -> Words {
        let edited = |change: &&Change| !matches!(change.part, Part::Header | Part::Register);
        self.changes.iter().filter(edited).map(|change| change.words).max().unwrap_or(Words::Same)
    }

    /// One sentence: whether the text is the same, and how many changes there are of which part.
    #[must_use]
    pub fn verdict(&self) -> String {
        let mut told = vec![self.words().verdict().to_owned()];
        for part in Part::ALL {
            let count = self.changes.iter().filter(|change| change.part == part).count();
            if count > 0 {
                let plural = if count == 1 { "" } else { "s" };
                told.push(format!("{count} {part} change{plural}"));
            }
        }
        told.join(", ")
    }

    /// The old file with the changes made for which `accept` says so; all else stays as it is
    /// there, byte by byte. What is given is read back and compared before.
    ///
    /// # Errors
    /// Where elements would cross, or identifiers stand twice, without other changes.
    pub fn apply(&mut self, accept: impl Fn(&Change) -> bool) -> Result<String, NeedsMore> {
        let accepted: Vec<bool> = self.changes.iter().map(accept).collect();
        let mut names = std::mem::take(&mut self.names);
        let applied = apply::apply(self.woven(), &self.groups, &accepted, &mut names);
        self.names = names;
        applied.map_err(|entangled| NeedsMore {
            with: match entangled {
                Entangled::With(groups) => {
                    groups.into_iter().map(|index| self.changes[index].id.clone()).collect()
                }
                Entangled::Together => Vec::new(),
            },
        })
    }
}
