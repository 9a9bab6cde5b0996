//! The line with the number of a letter: `No. 101`, `Number 3`; and that of its file.

use super::LetterWords;
use super::line::{self, Line};

/// The most digits that the number of a letter has.
const DIGITS: usize = 4;
/// What may follow a number: a second letter, or a third.
const AGAIN: [&str; 4] = ["bis", "ter", "a", "b"];

/// The number of a letter, where a line says nothing else; a date in brackets may follow it.
pub fn read(text: &str, words: &LetterWords) -> Option<String> {
    /// The most words that a date in brackets has.
    const DATE: usize = 6;
    let (number, rest) = leading(text, words)?;
    let rest = rest.trim_matches(|c: char| c.is_whitespace() || ".:]*".contains(c));
    let dated = rest.ends_with(')')
        && rest.contains(|c: char| c.is_ascii_digit())
        && rest.split_whitespace().count() <= DATE;
    (rest.is_empty() || dated).then_some(number)
}

/// The number before a heading on the same line, and the heading.
pub fn before_heading<'a>(text: &'a str, words: &LetterWords) -> (Option<String>, &'a str) {
    match leading(text, words) {
        Some((number, rest)) => {
            let rest = rest.trim_start_matches(['.', ')', ':', ' ', '—', '–']);
            if rest.starts_with(char::is_uppercase) { (Some(number), rest) } else { (None, text) }
        }
        None => (None, text),
    }
}

/// A number after a word for it, and what follows.
fn leading<'a>(text: &'a str, words: &LetterWords) -> Option<(String, &'a str)> {
    const REACH: usize = 24;
    let start: String = text.chars().take(REACH).collect::<String>().to_lowercase();
    let rest = line::after(text, &start, &words.number_words)?.trim_start();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=DIGITS).contains(&digits) {
        return None;
    }
    let mut number = rest[..digits].to_owned();
    let mut after = &rest[digits..];
    let word: String = after.trim_start().chars().take_while(|c| c.is_alphabetic()).collect();
    if AGAIN.contains(&word.to_lowercase().as_str()) {
        number.push_str(&word.to_lowercase());
        after = &after.trim_start()[word.len()..];
    }
    let closed = after.chars().next().is_none_or(|c| c.is_whitespace() || ".:])*".contains(c));
    closed.then_some((number, after))
}

/// Whether a line is the number of a file: `File No. 12.5/7a`.
pub fn is_reference(line: &Line, words: &LetterWords) -> bool {
    const WORDS: usize = 8;
    let number = |rest: &str| {
        rest.contains(|c: char| c.is_ascii_digit())
            && rest.split_whitespace().all(|word| word.chars().any(|c| !c.is_lowercase()))
    };
    line.words.len() <= WORDS && line.after(&words.file_words).is_some_and(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::languages::Language;

    #[test]
    fn a_number_stands_alone_on_its_line() {
        let words = &Language::get("en").letters;
        for (line, number) in [
            ("No. 101", "101"),
            ("Number 3", "3"),
            ("No.7.", "7"),
            ("№ 12a", "12a"),
            ("No. 300.]", "300"),
            ("Letter No. 5 (18 May 1914)", "5"),
        ] {
            assert_eq!(read(line, words).as_deref(), Some(number), "{line}");
        }
        for line in ["No. 5 of the journal", "No", "Notes: 3", "Number", "No. 12345", "No. 5/3"] {
            assert_eq!(read(line, words), None, "{line}");
        }
    }

    #[test]
    fn a_number_may_stand_before_the_heading() {
        let words = &Language::get("en").letters;
        assert_eq!(
            before_heading("No. 7. A. Gray to B. Brown", words),
            (Some("7".into()), "A. Gray to B. Brown")
        );
        assert_eq!(before_heading("A. Gray to B. Brown", words), (None, "A. Gray to B. Brown"));
    }
}
