//! A commented edition.toml, made from the table of keys.

use super::keys::{KEYS, Key, REPEATED, SECTIONS, Shape};
use std::fmt::Write as _;

/// The width of comments, in characters.
const WIDTH: usize = 92;

/// The text of an edition.toml that explains every key. `set` are the values that it sets, by
/// section and key; all other keys stand there as comments with an example.
#[must_use]
pub fn template(set: &[(&str, &str, &str)]) -> String {
    let mut out = String::from(
        "# An edition. Every key that can stand here is explained; those behind a # are not set.\n\
         # Texts stand in quotes.\n",
    );
    for key in KEYS.iter().filter(|key| key.section.is_empty()) {
        push_key(&mut out, key, value(set, key), false);
    }
    for (section, about) in SECTIONS {
        let is_set = set.iter().any(|(of, ..)| of == section);
        out.push('\n');
        push_comment(&mut out, about);
        let head = if REPEATED.contains(section) {
            format!("[[{section}]]")
        } else {
            format!("[{section}]")
        };
        let off = if is_set { "" } else { "# " };
        let _ = writeln!(out, "{off}{head}");
        for key in KEYS.iter().filter(|key| key.section == *section) {
            push_key(&mut out, key, value(set, key), !is_set);
        }
    }
    out
}

fn value<'a>(set: &[(&str, &str, &'a str)], key: &Key) -> Option<&'a str> {
    let found = set.iter().find(|(section, name, _)| (*section, *name) == (key.section, key.name));
    found.map(|(_, _, value)| *value)
}

fn push_key(out: &mut String, key: &Key, value: Option<&str>, in_comment: bool) {
    let default = match (key.needed, key.shape) {
        (true, _) => " Needed.".to_owned(),
        (false, Shape::Map) => String::new(),
        (false, _) => format!(" Without it: {}.", key.default),
    };
    if !in_comment && key.section.is_empty() {
        out.push('\n');
    }
    push_comment(out, &format!("{}{default}", key.about));
    let off = if value.is_some() { "" } else { "# " };
    let written = value.unwrap_or(key.example);
    let _ = match key.shape {
        Shape::Map => writeln!(out, "{off}{written}"),
        _ => writeln!(out, "{off}{} = {written}", key.name),
    };
}

/// A comment, broken into lines.
fn push_comment(out: &mut String, text: &str) {
    let mut line = String::from("#");
    for word in text.split_whitespace() {
        if line.chars().count() + 1 + word.chars().count() > WIDTH {
            out.push_str(&line);
            out.push('\n');
            line = String::from("#");
        }
        line.push(' ');
        line.push_str(word);
    }
    out.push_str(&line);
    out.push('\n');
}
