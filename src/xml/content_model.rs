//! The content models of element declarations: only their form, for nothing is validated by them.

use super::XmlError;
use super::cursor::Cursor;

/// Reads `EMPTY`, `ANY`, mixed content or children.
pub(super) fn read(cursor: &mut Cursor<'_>) -> Result<(), XmlError> {
    if cursor.take("EMPTY") || cursor.take("ANY") {
        return Ok(());
    }
    cursor.expect("(")?;
    cursor.skip_space();
    if cursor.take("#PCDATA") { mixed(cursor) } else { children(cursor) }
}

fn mixed(cursor: &mut Cursor<'_>) -> Result<(), XmlError> {
    let mut names = false;
    loop {
        cursor.skip_space();
        if cursor.take(")") {
            break;
        }
        cursor.expect("|")?;
        cursor.skip_space();
        cursor.qualified_name()?;
        names = true;
    }
    if names {
        return cursor.expect("*");
    }
    cursor.take("*");
    Ok(())
}

/// Sequences and choices; the open ones are kept by their separator, so nothing recurses.
fn children(cursor: &mut Cursor<'_>) -> Result<(), XmlError> {
    let mut open: Vec<Option<u8>> = vec![None];
    loop {
        cursor.skip_space();
        if cursor.take("(") {
            open.push(None);
            continue;
        }
        cursor.qualified_name()?;
        occurrence(cursor);
        // What follows an item: ends of groups, then a separator.
        loop {
            cursor.skip_space();
            let Some(separator) = open.last_mut() else { return Ok(()) };
            match (cursor.peek(), *separator) {
                (Some(b')'), _) => {
                    cursor.at += 1;
                    occurrence(cursor);
                    open.pop();
                    if open.is_empty() {
                        return Ok(());
                    }
                }
                (Some(found @ (b',' | b'|')), None) => {
                    *separator = Some(found);
                    cursor.at += 1;
                    break;
                }
                (Some(found @ (b',' | b'|')), Some(before)) if found == before => {
                    cursor.at += 1;
                    break;
                }
                _ => return Err(cursor.error("`,`, `|` or `)` is missing in a content model")),
            }
        }
    }
}

fn occurrence(cursor: &mut Cursor<'_>) {
    if matches!(cursor.peek(), Some(b'?' | b'*' | b'+')) {
        cursor.at += 1;
    }
}
