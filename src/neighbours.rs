//! The texts of an edition beside each other: what each says of the names in the others.

use crate::annotate::unlisted::{Known, Recogniser, Shown};
use crate::build::Earlier;
use crate::cache::{Digest, Digester};
use crate::source::{Encoding, Source};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The surnames that the texts of an edition show.
#[derive(Debug, Clone, Default)]
pub struct Neighbours {
    known: Known,
    /// For each text the digest of those that it has itself.
    digests: BTreeMap<PathBuf, Digest>,
}

impl Neighbours {
    /// Reads the texts at these paths below a folder, those that did not change since an earlier
    /// build from what it kept. One that cannot be read says nothing here: what is wrong with it
    /// is found when it is edited.
    #[must_use]
    pub fn read(
        folder: &Path,
        paths: Vec<PathBuf>,
        encoding: Option<Encoding>,
        recogniser: &Recogniser,
        earlier: Earlier,
    ) -> Self {
        let shown = |path: &PathBuf| {
            let Ok(bytes) = Source::bytes(&folder.join(path)) else { return Shown::default() };
            earlier.shown(path, bytes, |bytes| {
                let source = Source::from_bytes("", bytes, encoding);
                source.map_or_else(|_| Shown::default(), |source| recogniser.shown(source.text()))
            })
        };
        let shown: Vec<Shown> = paths.par_iter().map(shown).collect();
        let known = Known::new(shown.iter());
        let digest = |shown: &Shown| {
            let words = known.of(shown).flat_map(u32::to_le_bytes).collect::<Vec<u8>>();
            Digester::default().with(&words).finish()
        };
        let digests = paths.into_iter().zip(shown.iter().map(digest)).collect();
        Self { known, digests }
    }

    /// The surnames.
    #[must_use]
    pub fn known(&self) -> &Known {
        &self.known
    }

    /// The digest of all that a text below the folder takes from the others; none for one that was
    /// not read.
    #[must_use]
    pub fn digest(&self, path: &Path) -> Option<Digest> {
        self.digests.get(path).copied()
    }
}
