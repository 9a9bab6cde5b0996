//! Tables of comma-separated values (RFC 4180), as spreadsheets write and read them.
//!
//! A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@` as a formula. [`guarded`] puts
//! an apostrophe before such a cell, [`unguarded`] takes it away again; what comes back is always
//! what went in.

use std::borrow::Cow;

/// Adds a row. Cells are quoted where they must, or where white space at their ends would be lost.
pub fn push_row<C: AsRef<str>>(table: &mut String, cells: impl IntoIterator<Item = C>) {
    for (at, cell) in cells.into_iter().enumerate() {
        if at > 0 {
            table.push(',');
        }
        let cell = cell.as_ref();
        if cell.contains([',', '"', '\n', '\r']) || cell.trim() != cell {
            table.push('"');
            table.push_str(&cell.replace('"', "\"\""));
            table.push('"');
        } else {
            table.push_str(cell);
        }
    }
    table.push_str("\r\n");
}

/// Whether a spreadsheet would run a cell, or take the apostrophe before such a one for its own.
fn is_formula(cell: &str) -> bool {
    // The wide forms of the signs are formulas to spreadsheets set to Japanese or Chinese.
    let signs = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
    cell.trim_start_matches('\'').starts_with(signs)
}

/// A cell that no spreadsheet runs: with an apostrophe before it where it would be a formula.
#[must_use]
pub fn guarded(cell: &str) -> Cow<'_, str> {
    if is_formula(cell) { format!("'{cell}").into() } else { cell.into() }
}

/// The cell that [`guarded`] was given.
#[must_use]
pub fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(cell)
}

/// A row as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line on which it begins, from 1.
    pub line: usize,
    /// Its cells, without their quotes.
    pub cells: Vec<String>,
}

/// What is wrong with a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub message: String,
}

/// Reads a table whose cells are kept apart by a separator; rows end with LF, CR LF or CR. Empty
/// rows are passed over, a byte order mark at the beginning too.
///
/// # Errors
/// A quote that is not closed, or that something other than a separator follows.
pub fn read(text: &str, separator: char) -> Result<Vec<Row>, Fault> {
    let mut rows = Vec::new();
    let mut rest = text.trim_start_matches('\u{FEFF}');
    let mut line = 1;
    while !rest.is_empty() {
        let mut row = Row { line, cells: Vec::new() };
        loop {
            let (cell, length) = cell(rest, separator, line)?;
            line += lines_in(&rest[..length]);
            rest = &rest[length..];
            row.cells.push(cell);
            match rest.strip_prefix(separator) {
                Some(next) => rest = next,
                None => break,
            }
        }
        let end = if rest.starts_with("\r\n") { 2 } else { usize::from(!rest.is_empty()) };
        rest = &rest[end..];
        line += 1;
        if row.cells.iter().any(|cell| !cell.trim().is_empty()) {
            rows.push(row);
        }
    }
    Ok(rows)
}

/// The cell that a text begins with, and its length there.
fn cell(text: &str, separator: char, line: usize) -> Result<(String, usize), Fault> {
    let ends = |c: char| c == separator || c == '\n' || c == '\r';
    let Some(quoted) = text.strip_prefix('"') else {
        let length = text.find(ends).unwrap_or(text.len());
        return Ok((text[..length].to_owned(), length));
    };
    let mut value = String::new();
    let mut at = 0;
    loop {
        let Some(quote) = quoted[at..].find('"') else {
            let message = "the quote that begins a cell here is not closed".to_owned();
            return Err(Fault { line, message });
        };
        value.push_str(&quoted[at..at + quote]);
        at += quote + 1;
        if !quoted[at..].starts_with('"') {
            break;
        }
        value.push('"');
        at += 1;
    }
    let after = &quoted[at..];
    if !after.is_empty() && !after.starts_with(ends) {
        let found: String = after.chars().take_while(|c| !ends(*c)).take(20).collect();
        let line = line + lines_in(&quoted[..at]);
        let message = format!("`{found}` follows the closing quote of a cell");
        return Err(Fault { line, message });
    }
    Ok((value, at + 1))
}

fn lines_in(text: &str) -> usize {
    let ends = text.bytes().filter(|byte| *byte == b'\n').count();
    let alone = text.split('\r').skip(1).filter(|after| !after.starts_with('\n')).count();
    ends + alone
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn cells_are_quoted_where_they_must() {
        let mut table = String::new();
        push_row(&mut table, ["a", "b,c", "d\"e", "f\ng", " h"]);
        assert_eq!(table, "a,\"b,c\",\"d\"\"e\",\"f\ng\",\" h\"\r\n");
    }

    #[test]
    fn formulas_are_guarded_and_nothing_else_is() {
        for (cell, written) in [
            ("=1+1", "'=1+1"),
            ("-", "'-"),
            ("'=1", "''=1"),
            ("'tis", "'tis"),
            ("Gray", "Gray"),
            ("＝A1", "'＝A1"),
        ] {
            assert_eq!(guarded(cell), written);
            assert_eq!(unguarded(written), cell);
        }
        assert_eq!(unguarded("=1"), "=1", "a spreadsheet may have dropped the apostrophe");
    }

    #[test]
    fn lines_are_counted_through_cells() {
        let rows = read("a,\"b\nc\"\r\n\r\nd\re", ',').expect("it is a table");
        let lines: Vec<usize> = rows.iter().map(|row| row.line).collect();
        assert_eq!(lines, [1, 4, 5]);
    }

    #[test]
    fn quotes_that_do_not_close_are_faults_with_their_lines() {
        let fault = |line, message: &str| Err(Fault { line, message: message.to_owned() });
        assert_eq!(
            read("a\n\"b", ','),
            fault(2, "the quote that begins a cell here is not closed")
        );
        assert_eq!(read("\"a\nb\"c,d", ','), fault(2, "`c` follows the closing quote of a cell"));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(some in proptest::collection::vec("[a'=\\-@\",;\n\r\t é]{0,6}", 0..4)) {
            // A row of empty cells alone would be passed over.
            let cells: Vec<String> = std::iter::once("x".to_owned()).chain(some).collect();
            let mut table = String::new();
            push_row(&mut table, cells.iter().map(|cell| guarded(cell)));
            let rows = read(&table, ',').expect("it was written as a table");
            let back: Vec<&str> = rows.iter().flat_map(|row| &row.cells).map(|c| unguarded(c)).collect();
            prop_assert_eq!(back, cells);
        }
    }
}
