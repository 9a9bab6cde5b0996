//! Lines that fit a terminal.

use unicode_segmentation::UnicodeSegmentation as _;

/// Ends a colour.
pub(super) const END: &str = "\u{1b}[0m";

/// A text in lines of at most so many columns, all but the first indented. A word that is longer
/// than a line keeps a line to itself, so that a path can still be copied whole.
#[must_use]
pub fn folded(text: &str, columns: usize, indent: usize) -> String {
    fold(text.split(' ').map(|word| (word, "")), columns, indent)
}

/// Words, each with the escape sequence of its colour or none, in lines as [`folded`] makes them.
pub(super) fn fold<'w>(
    words: impl Iterator<Item = (&'w str, &'w str)>,
    columns: usize,
    indent: usize,
) -> String {
    let mut lines = String::new();
    // How many columns of the line are taken; none before its first word.
    let mut taken = None;
    for (word, colour) in words {
        let width = word.graphemes(true).count();
        taken = Some(match taken {
            None => width,
            Some(taken) if taken + 1 + width <= columns => {
                lines.push(' ');
                taken + 1 + width
            }
            Some(_) => {
                lines.push('\n');
                lines.extend(std::iter::repeat_n(' ', indent));
                indent + width
            }
        });
        lines.push_str(colour);
        lines.push_str(word);
        if !colour.is_empty() {
            lines.push_str(END);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_as_long_as_they_may_be_and_no_longer() {
        assert_eq!(folded("ab cd ef", 5, 2), "ab cd\n  ef");
        assert_eq!(folded("ab cd ef", 8, 2), "ab cd ef");
        assert_eq!(folded("a  b", 80, 2), "a  b");
        assert_eq!(folded("", 80, 2), "");
    }

    #[test]
    fn a_long_word_is_never_divided() {
        assert_eq!(
            folded("in/a-long-path.txt:1:2: is wrong", 8, 2),
            "in/a-long-path.txt:1:2:\n  is\n  wrong"
        );
    }

    #[test]
    fn letters_with_their_marks_take_one_column_and_colours_none() {
        assert_eq!(folded("e\u{301}e\u{301} b", 4, 2), "e\u{301}e\u{301} b");
        let words = [("ab", "\u{1b}[1m"), ("cd", "")];
        assert_eq!(fold(words.into_iter(), 5, 2), "\u{1b}[1mab\u{1b}[0m cd");
    }
}
