//! The index of the full-text search: classic scripts in parts, so that a page opened from a
//! folder can load just what a question needs.
//!
//! `search/index.js` names the first word of each part of the word list and the first document of
//! each part of the texts. `search/w-1.js`… hold words with their documents, `search/d-1.js`… the
//! texts, for phrases and for what is shown of a hit.

use super::Output;
use super::escape::script;
use super::facts::Read;
use super::tei::Reading;
use regex::Regex;
use serde::Serialize;
use std::collections::HashMap;
use std::fmt::Write as _;
use unicode_normalization::UnicodeNormalization as _;

/// About how large a part becomes, in bytes.
const WORDS_PART: usize = 48 << 10;
const TEXTS_PART: usize = 64 << 10;
/// How much a word in the title counts for.
const TITLE: u32 = 5;
/// How much of a block is in the index of one entry; longer ones are divided.
const BLOCK: usize = 1_200;

/// What has been indexed so far.
#[derive(Debug)]
pub struct Index {
    words: HashMap<String, Vec<(u32, u32)>>,
    word: Regex,
    documents: u32,
    /// The texts of the part that is being filled.
    texts: Vec<Entry>,
    size: usize,
    /// The first document of each part.
    parts: Vec<u32>,
}

/// A document as a hit shows it.
#[derive(Debug, Serialize)]
struct Entry(String, String, Vec<(String, String)>);

/// The text of a document, and how often each word is in it.
#[derive(Debug)]
pub struct Indexed {
    entry: Entry,
    words: HashMap<String, u32>,
}

#[derive(Debug, Serialize)]
struct Parts<'a> {
    documents: u32,
    words: &'a [String],
    texts: &'a [u32],
}

impl Default for Index {
    fn default() -> Self {
        let word = Regex::new(r"[\p{L}\p{N}\p{M}]+").expect("the pattern is sound");
        Self {
            words: HashMap::new(),
            word,
            documents: 0,
            texts: Vec::new(),
            size: 0,
            parts: Vec::new(),
        }
    }
}

impl Index {
    /// Reads the words of a document; this can be done for many at once.
    #[must_use]
    pub fn read(&self, read: &Read, reading: &Reading, title: &str, page: String) -> Indexed {
        let mut words = HashMap::new();
        let mut count = |text: &str, by: u32| {
            for found in self.word.find_iter(text) {
                let word = folded(found.as_str());
                if !word.is_empty() {
                    *words.entry(word).or_default() += by;
                }
            }
        };
        count(&reading.text, 1);
        count(title, TITLE);
        let mut blocks: Vec<(String, String)> = Vec::new();
        for block in &reading.blocks {
            let anchor = read.anchors.nearest(&read.document, block.node);
            let text = &reading.text[block.range.clone()];
            match blocks.last_mut() {
                Some(last) if last.0 == anchor && last.1.len() + text.len() < BLOCK => {
                    last.1.push(' ');
                    last.1.push_str(text);
                }
                _ => blocks.push((anchor.to_owned(), text.to_owned())),
            }
        }
        Indexed { entry: Entry(page, title.to_owned(), blocks), words }
    }

    /// Adds the next document; a part of the texts that is full is written.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn add(&mut self, indexed: Indexed, output: &Output) -> std::io::Result<()> {
        let document = self.documents;
        self.documents += 1;
        let mut words: Vec<(String, u32)> = indexed.words.into_iter().collect();
        words.sort_unstable();
        for (word, count) in words {
            self.words.entry(word).or_default().push((document, count));
        }
        if self.texts.is_empty() {
            self.parts.push(document);
        }
        self.size += indexed.entry.2.iter().map(|(_, text)| text.len() + 16).sum::<usize>();
        self.texts.push(indexed.entry);
        if self.size >= TEXTS_PART { self.write_texts(output) } else { Ok(()) }
    }

    fn write_texts(&mut self, output: &Output) -> std::io::Result<()> {
        if self.texts.is_empty() {
            return Ok(());
        }
        let number = self.parts.len();
        let content = format!("rubricate.texts({number},{});\n", script(&self.texts));
        self.texts.clear();
        self.size = 0;
        output.write(&format!("search/d-{number}.js"), content)
    }

    /// Writes the rest of the texts.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn finish(&mut self, output: &Output) -> std::io::Result<()> {
        self.write_texts(output)
    }

    /// Writes the words, and what leads to each part.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn write(&self, output: &Output) -> std::io::Result<()> {
        let mut words: Vec<&String> = self.words.keys().collect();
        // As scripts compare strings: by UTF-16 units.
        words.sort_by(|one, other| one.encode_utf16().cmp(other.encode_utf16()));
        let mut firsts: Vec<String> = Vec::new();
        let mut part = String::new();
        for word in words {
            if part.is_empty() {
                firsts.push(word.clone());
            }
            line(word, &self.words[word], &mut part);
            if part.len() >= WORDS_PART {
                write_words(firsts.len(), &part, output)?;
                part.clear();
            }
        }
        if !part.is_empty() {
            write_words(firsts.len(), &part, output)?;
        }
        let parts = Parts { documents: self.documents, words: &firsts, texts: &self.parts };
        output.write("search/index.js", format!("rubricateParts = {};\n", script(&parts)))
    }
}

fn write_words(number: usize, part: &str, output: &Output) -> std::io::Result<()> {
    let content = format!("rubricate.words({number},{});\n", script(&part));
    output.write(&format!("search/w-{number}.js"), content)
}

/// `word 1 4:3 a`: each document as the difference from the one before, in base 36, and how often
/// it has the word where that is more than once.
fn line(word: &str, documents: &[(u32, u32)], part: &mut String) {
    part.push_str(word);
    let mut last = 0;
    for &(document, count) in documents {
        part.push(' ');
        base36(document - last, part);
        if count > 1 {
            let _ = write!(part, ":{count}");
        }
        last = document;
    }
    part.push('\n');
}

fn base36(mut number: u32, text: &mut String) {
    const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    let mut digits = Vec::new();
    loop {
        digits.push(DIGITS[(number % 36) as usize]);
        number /= 36;
        if number == 0 {
            break;
        }
    }
    text.extend(digits.iter().rev().map(|&digit| char::from(digit)));
}

/// A word as it is looked up: case, accents and old forms of letters do not count. `search.js`
/// does the same.
fn folded(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let plain = word.nfkd().filter(|c| !unicode_normalization::char::is_combining_mark(*c));
    plain.collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_without_accents_and_old_letters() {
        assert_eq!(folded("Élan"), "elan");
        assert_eq!(folded("daſs"), "dass");
        assert_eq!(folded("Й"), "и");
    }

    #[test]
    fn documents_are_written_as_differences() {
        let mut part = String::new();
        line("oak", &[(0, 1), (40, 3), (41, 1)], &mut part);
        assert_eq!(part, "oak 0 14:3 1\n");
    }
}
