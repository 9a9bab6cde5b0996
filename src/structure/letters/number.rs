//! The line with the number of a letter: `No. 101`, `Number 3`.

use super::LetterWords;

/// The most digits that the number of a letter has.
const DIGITS: usize = 4;

/// The number of a letter, where a line says nothing else.
pub fn read(line: &str, words: &LetterWords) -> Option<String> {
    let lower = line.to_lowercase();
    let rest = words.number_words.iter().find_map(|word| {
        let rest = lower.strip_prefix(word.as_str())?;
        let glued = rest.starts_with(|c: char| c.is_ascii_digit());
        let apart = glued && !word.ends_with(char::is_alphabetic) || rest.starts_with(' ');
        apart.then_some(rest)
    })?;
    let number = rest.trim().trim_end_matches(['.', ':', ']']);
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    let tail = &number[digits..];
    let fits = (1..=DIGITS).contains(&digits)
        && tail.len() <= 1
        && tail.bytes().all(|b| b.is_ascii_lowercase());
    fits.then(|| number.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::languages::Language;

    #[test]
    fn a_number_stands_alone_on_its_line() {
        let read = |line| read(line, &Language::get("en").letters);
        for (line, number) in
            [("No. 101", "101"), ("Number 3", "3"), ("No.7.", "7"), ("№ 12a", "12a")]
        {
            assert_eq!(read(line).as_deref(), Some(number), "{line}");
        }
        for line in ["No. 5 of the journal", "No", "Notes: 3", "Number", "No. 12345"] {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
