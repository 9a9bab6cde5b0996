//! Names and dates as IOB2 columns (Ramshaw and Marcus 1995), a token a line: for training
//! recognisers of names. Of names within names the outermost counts.

use super::super::tei::{NameKind, Stream, name_kind};
use super::Subject;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation as _;

/// A document: its name, then its sentences, an empty line after each.
pub fn document(subject: &Subject<'_>) -> String {
    let reading = subject.reading;
    let spans = outermost(subject);
    let mut lines = format!("-DOCSTART- O\n\n# id = {}\n", subject.volume.slugs[subject.document]);
    let mut spans = spans.iter().peekable();
    for block in reading.blocks.iter().filter(|block| block.stream != Stream::Furniture) {
        let text = &reading.text[block.range.clone()];
        let ends: Vec<usize> = (text.split_sentence_bound_indices())
            .map(|(at, sentence)| block.range.start + at + sentence.len())
            .collect();
        let mut ends = ends.into_iter().peekable();
        for (at, token) in text.split_word_bound_indices().filter(|(_, t)| !t.trim().is_empty()) {
            let at = block.range.start + at;
            while spans.peek().is_some_and(|(range, _)| range.end <= at) {
                spans.next();
            }
            let within = spans.peek().filter(|(range, _)| range.start <= at);
            // A sentence cannot end inside a name.
            while ends.peek().is_some_and(|&end| end <= at) {
                ends.next();
                if within.is_none_or(|(range, _)| range.start == at) && !lines.ends_with("\n\n") {
                    lines.push('\n');
                }
            }
            lines.push_str(token);
            match within {
                Some((range, label)) if range.start == at => {
                    lines.push_str(&format!(" B-{label}\n"));
                }
                Some((_, label)) => lines.push_str(&format!(" I-{label}\n")),
                None => lines.push_str(" O\n"),
            }
        }
        lines.push('\n');
    }
    lines
}

fn outermost(subject: &Subject<'_>) -> Vec<(Range<usize>, &'static str)> {
    let document = &subject.read.document;
    let mut found: Vec<(Range<usize>, &'static str)> = Vec::new();
    for span in &subject.reading.spans {
        let name = document.tree().local_name(span.node);
        let label = match name_kind(name, document.attribute(span.node, "type")) {
            Some(NameKind::Person) => "PER",
            Some(NameKind::Place) => "LOC",
            Some(NameKind::Organisation) => "ORG",
            None if name == "date" => "DATE",
            None => continue,
        };
        if found.last().is_none_or(|(last, _)| last.end <= span.range.start) {
            found.push((span.range.clone(), label));
        }
    }
    found
}
