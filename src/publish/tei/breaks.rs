//! Where one word ends and the next begins, though no white space says so.

/// What separates the content of an element from what stands before and after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Break {
    /// Nothing: letters on both sides are one word.
    None,
    /// A space.
    Space,
    /// A new line.
    Line,
    /// An empty line.
    Paragraph,
}

/// The break around an element that is a block.
#[must_use]
pub fn break_of(name: &str) -> Break {
    match name {
        "l" | "item" | "row" | "addrLine" | "castItem" | "line" | "speaker" | "label"
        | "signed" | "salute" | "dateline" | "titlePart" | "headItem" | "headLabel" => Break::Line,
        "cell" => Break::Space,
        _ => Break::Paragraph,
    }
}

/// Whether an empty element parts words: a new line, column or page, unless its `@break` says
/// that the word goes on (TEI Guidelines, section 3.11.3).
#[must_use]
pub fn parts_words(name: &str, says: Option<&str>) -> bool {
    matches!(name, "lb" | "pb" | "cb" | "gb" | "milestone" | "space") && says != Some("no")
}
