//! From an output back to its source.

use super::below;
use crate::annotate;
use crate::encode::Tei;
use crate::golden::{Origin, Trace, Way};
use crate::layer::{Layer, Span};
use crate::resolve::element_name;
use crate::source::Source;
use crate::{Desk, Document, decide, edit, exchange, files, structure};
use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The way from an output back to its source, for reports: the document is edited again, so that
/// nothing need be kept of the thousands that are as they were.
#[derive(Debug)]
pub struct Retrace<'a> {
    desk: &'a Desk,
    input: PathBuf,
    /// The sources by their names without ending; listed when the first is asked for.
    sources: OnceLock<HashMap<String, PathBuf>>,
}

/// A document that was edited again.
struct Edited<'a> {
    desk: &'a Desk,
    source: Source,
    document: Document,
    /// What the output is named by after its source.
    suffix: String,
    layers: OnceCell<Vec<Layer>>,
    /// Where the letters before and after it stand in the output, which follow from all documents.
    contexts: Vec<Range<usize>>,
}

impl<'a> Retrace<'a> {
    /// Traces the outputs of an edition in a folder.
    #[must_use]
    pub fn new(desk: &'a Desk, folder: &Path) -> Self {
        let input = below(folder, &desk.edition.folders.input);
        Self { desk, input, sources: OnceLock::new() }
    }

    /// The source of an output, and what the output is named by after it: `.1` for `a.1.xml` where
    /// there is `a.txt`, nothing where there is `a.1.txt`.
    fn source(&self, output: &str) -> Option<(&Path, String)> {
        let stem = |path: &Path| files::printed(&path.with_extension(""));
        let sources = self.sources.get_or_init(|| {
            let documents = files::documents(&self.input).unwrap_or_default();
            documents.into_iter().map(|path| (stem(&path), path)).collect()
        });
        let name = output.strip_suffix(".xml")?;
        let mut end = name.len();
        loop {
            if let Some(path) = sources.get(&name[..end]) {
                return Some((path, name[end..].to_owned()));
            }
            end = name[..end].rfind('.')?;
        }
    }
}

impl Trace for Retrace<'_> {
    fn way(&self, document: &str, new: &str) -> Option<Box<dyn Way + '_>> {
        let (path, suffix) = self.source(document)?;
        let path = self.input.join(path);
        let encoding = self.desk.edition.encoding;
        let source = Source::read(&path, &files::printed(&path), encoding).ok()?;
        let document = edit(&source, self.desk);
        let layers = OnceCell::new();
        let (plain, contexts) = exchange::without(new);
        let edited = Edited { desk: self.desk, source, document, suffix, layers, contexts };
        // An output that is older than its source leads nowhere.
        (edited.tei()?.xml == plain).then(|| Box::new(edited) as Box<dyn Way>)
    }
}

impl Edited<'_> {
    fn tei(&self) -> Option<&Tei> {
        self.document.files().find(|(suffix, _)| *suffix == self.suffix).map(|(_, tei)| tei)
    }

    /// The rule that made the mark whose start tag stands there, and its evidence.
    fn because(&self, start: &str, at: usize) -> Option<String> {
        let name = start.strip_prefix('<')?.split([' ', '>', '/']).next()?;
        let layers = self.layers.get_or_init(|| {
            let text = &self.document.text;
            let (structure, _) = structure::read(text, &self.desk.layout());
            let layers = annotate::annotate(text, &structure, self.desk).layers;
            decide::obey(&self.source, (text, &structure), layers, &self.desk.decisions).layers
        });
        let mut marks = layers.iter().flat_map(|layer| &layer.annotations);
        let mark = marks.find(|mark| mark.span.start == at && element_name(mark) == name)?;
        Some(format!("{}: {}", mark.evidence.rule, mark.evidence.because))
    }
}

impl Way for Edited<'_> {
    fn trace(&self, offset: usize) -> Option<Origin> {
        let tei = self.tei()?;
        let before = self.contexts.iter().filter(|context| context.start < offset);
        let offset =
            offset - before.map(|context| offset.min(context.end) - context.start).sum::<usize>();
        // A tag stands for the text that follows it.
        let next = tei.origins.partition_point(|(xml, _)| xml.end <= offset);
        let at = match (tei.origins.get(next), tei.origins.last()) {
            (Some((xml, span)), _) => span.start + offset.saturating_sub(xml.start),
            (None, Some((_, span))) => span.end,
            (None, None) => return None,
        };
        let source = self.document.text.source_of(Span::new(at, at)).start;
        Some(Origin {
            path: self.source.path().clone(),
            at: self.source.line_column(source),
            because: self.because(&tei.xml[tei.xml.floor_char_boundary(offset)..], at),
        })
    }
}
