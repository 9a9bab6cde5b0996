//! A few words of a file for a reader.

use super::change::Site;
use super::reading::{Reading, UNREAD};
use std::ops::Range;

/// Characters of context on each side.
const CONTEXT: usize = 40;
/// Characters of a text that is shown whole; of a longer one, its beginning and its end.
const SHOWN: usize = 80;

/// A stretch of the text.
pub(super) fn of_text(reading: &Reading, range: Range<usize>) -> Site {
    let (zone_start, zone_end) = zone(reading, range.start);
    let end = range.end.max(range.start);
    Site {
        offset: reading.raw_at(range.start),
        before: before(reading, zone_start.min(range.start), range.start),
        text: shortened(&blocks_apart(reading, range)),
        after: after(reading, end, zone_end.max(end)),
        markup: None,
    }
}

/// An element with its start tag.
pub(super) fn of_element(reading: &Reading, element: usize) -> Site {
    let start = &reading.tags[reading.elements[element].tags.start];
    let mut site = of_text(reading, reading.extent(element));
    site.offset = start.raw.start;
    // The tags of an entity's text are not in the file.
    site.markup = Some(match &reading.raw[start.raw.clone()] {
        "" => format!("<{}>", reading.elements[element].written),
        raw => tag(raw),
    });
    site
}

/// A comment or an instruction.
pub(super) fn of_point(reading: &Reading, tag_index: usize) -> Site {
    let point = &reading.tags[tag_index];
    let mut site = of_text(reading, point.at..point.at);
    site.offset = point.raw.start;
    site.markup = Some(tag(&reading.raw[point.raw.clone()]));
    site
}

/// The stretch of one zone around a place.
fn zone(reading: &Reading, at: usize) -> (usize, usize) {
    let after = reading.zones.partition_point(|&(start, _)| start <= at);
    let start = after.checked_sub(1).map_or(0, |index| reading.zones[index].0);
    let end = reading.zones.get(after).map_or(reading.text.len(), |&(start, _)| start);
    (start, end)
}

/// The text of a stretch with a sign where one block ends and the next begins.
fn blocks_apart(reading: &Reading, range: Range<usize>) -> String {
    let first = reading.breaks.partition_point(|&at| at <= range.start);
    let mut told = String::new();
    let mut from = range.start;
    for &at in reading.breaks[first..].iter().take_while(|&&at| at < range.end) {
        told.push_str(&reading.text[from..at]);
        told.push_str(" ¶ ");
        from = at;
    }
    told.push_str(&reading.text[from..range.end]);
    told.replace(UNREAD, "&")
}

fn after(reading: &Reading, at: usize, end: usize) -> String {
    let shown = reading.text[at..end].char_indices().nth(CONTEXT).map_or(end, |(to, _)| at + to);
    let told = blocks_apart(reading, at..shown);
    if reading.breaks.binary_search(&at).is_ok() && at < shown {
        format!(" ¶ {told}")
    } else {
        told
    }
}

fn before(reading: &Reading, start: usize, at: usize) -> String {
    let text = &reading.text[start..at];
    let from = text.char_indices().rev().nth(CONTEXT - 1).map_or(start, |(from, _)| start + from);
    let told = blocks_apart(reading, from..at);
    if reading.breaks.binary_search(&at).is_ok() && from < at {
        format!("{told} ¶ ")
    } else {
        told
    }
}

/// Tags take one line.
fn tag(raw: &str) -> String {
    shortened(&raw.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn shortened(text: &str) -> String {
    let count = text.chars().take(4 * SHOWN).count();
    if count <= SHOWN {
        return text.to_owned();
    }
    let start: String = text.chars().take(SHOWN / 2).collect();
    let end = text.char_indices().rev().nth(SHOWN / 2 - 1).map_or(0, |(at, _)| at);
    format!("{start} … {}", &text[end..])
}
