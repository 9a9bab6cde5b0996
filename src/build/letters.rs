//! The letters before and after each letter, put into its file once all are known.

use super::{Built, Made, Site};
use crate::cache::Digest;
use crate::exchange;
use crate::files;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

/// Puts into the file of each letter those before and after it between the same people, where the
/// file does not say so already.
///
/// # Errors
/// When a file cannot be read or written.
pub(super) fn exchange(
    site: &Site,
    documents: &[PathBuf],
    built: &mut [Built],
) -> anyhow::Result<()> {
    let all: Vec<_> = built.iter().flat_map(|built| built.letters.iter().cloned()).collect();
    let mut contexts = exchange::contexts(&all).into_iter();
    for (path, built) in documents.iter().zip(built) {
        // Several letters of one file are put into it together.
        let mut changed: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, letter) in built.letters.iter_mut().enumerate() {
            let context = contexts.next().unwrap_or_default();
            if letter.context != context {
                letter.context = context;
                changed.entry(letter.file.clone()).or_default().push(at);
            }
        }
        if changed.is_empty() {
            continue;
        }
        let mut key = None;
        for (file, letters) in changed {
            let Some((_, made)) =
                built.outputs.iter_mut().find(|(output, _)| files::printed(output) == file)
            else {
                continue;
            };
            let place = site.output.join(&file);
            let mut xml = fs::read_to_string(&place)?;
            for letter in letters.into_iter().map(|at| &built.letters[at]) {
                xml = exchange::put(&xml, letter.anchor.as_deref(), &letter.context);
            }
            files::write(&place, xml.as_bytes())?;
            *made = Made { content: Digest::of(xml.as_bytes()), from: made.from };
            key = Some(made.from);
        }
        if let Some(key) = key {
            site.earlier.keep(path, key, &built.record());
        }
    }
    Ok(())
}
