//! What was odd in a source: one finding a kind, at the first place, with the count.

use super::classes::is_odd;
use crate::diagnostic::{Code, Finding};
use crate::layer::Span;
use std::collections::BTreeMap;

/// How many examples of doubtful words a finding shows.
const EXAMPLES: usize = 5;

/// Characters and words that the editor should know of.
#[derive(Debug, Default)]
pub(super) struct Tally {
    characters: BTreeMap<char, Seen>,
    joined: usize,
    doubtful: Vec<String>,
    doubtful_count: usize,
    doubtful_at: Option<Span>,
}

#[derive(Debug)]
struct Seen {
    count: usize,
    first: Span,
}

impl Tally {
    /// A control character that was taken out, or an odd one that was kept, at `span`.
    pub(super) fn character(&mut self, c: char, span: Span) {
        self.characters.entry(c).or_insert(Seen { count: 0, first: span }).count += 1;
    }

    /// A broken word that was joined on good evidence.
    pub(super) fn joined(&mut self) {
        self.joined += 1;
    }

    /// A broken word that was joined as `word` though the document has no other like it.
    pub(super) fn doubtful(&mut self, word: String, span: Span) {
        self.joined += 1;
        self.doubtful_count += 1;
        self.doubtful_at.get_or_insert(span);
        if self.doubtful.len() < EXAMPLES && !self.doubtful.contains(&word) {
            self.doubtful.push(word);
        }
    }

    /// The findings, by character, the words last.
    pub(super) fn findings(self) -> Vec<Finding> {
        let mut findings: Vec<_> = self.characters.iter().map(|(&c, seen)| of(c, seen)).collect();
        if let Some(span) = self.doubtful_at {
            let words: Vec<_> = self.doubtful.iter().map(|word| format!("`{word}`")).collect();
            let message = format!(
                "{} of {} words joined over a line's end occur nowhere else: {}{}",
                self.doubtful_count,
                self.joined,
                words.join(", "),
                if self.doubtful_count > words.len() { ", …" } else { "" },
            );
            findings.push(Finding::new(Code::DoubtfulBrokenWord, span, message));
        }
        findings
    }
}

fn of(c: char, seen: &Seen) -> Finding {
    let times = if seen.count == 1 { "once" } else { "times" };
    let number = if seen.count == 1 { String::new() } else { format!("{} ", seen.count) };
    let kept = is_odd(c);
    let did = if kept { "stands here" } else { "taken out" };
    let message = format!("U+{:04X} ({}) {did} {number}{times}", u32::from(c), name(c));
    match (kept, c) {
        (true, '\u{FFFD}') => Finding::new(Code::ReplacementCharacter, seen.first, message)
            .help("the file lost these letters before; take them from the original"),
        (true, _) => Finding::new(Code::SuspiciousCharacter, seen.first, message)
            .help("the file may be in another encoding than it was read in"),
        (false, _) => Finding::new(Code::ControlCharacter, seen.first, message),
    }
}

/// The usual name of a control character (ISO/IEC 6429).
fn name(c: char) -> &'static str {
    const C0: [&str; 32] = [
        "NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "HT", "LF", "VT", "FF", "CR",
        "SO", "SI", "DLE", "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB",
        "ESC", "FS", "GS", "RS", "US",
    ];
    match c {
        '\0'..='\u{1F}' => C0[c as usize],
        '\u{7F}' => "DEL",
        '\u{80}'..='\u{9F}' => "C1 control",
        '\u{FFFD}' => "replacement character",
        _ => "no character",
    }
}
