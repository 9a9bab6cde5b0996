//! `correspContext`: the letters before and after one between the same people.
//!
//! TEI Guidelines, section 2.4.6. It follows from the whole edition, so it is put into the files
//! once all are written, on the line of the end of its `correspDesc`: no other line moves.

use super::{Letter, address};
use crate::encode::escape_words;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

const START: &str = "<correspContext>";
const END: &str = "</correspContext>";
/// What it stands before.
const CLOSE: &str = "</correspDesc>";

/// The `correspContext` of each letter, empty where it has none: the letters before and after it
/// by date in the exchange between the same people, whoever of them writes. A letter without a
/// date, a writer or an addressee has no place in an exchange.
#[must_use]
pub fn contexts(letters: &[Letter]) -> Vec<String> {
    let mut exchanges: BTreeMap<BTreeSet<&str>, Vec<usize>> = BTreeMap::new();
    for (at, letter) in letters.iter().enumerate() {
        let (from, to) = &letter.people;
        if letter.day.is_some() && !from.is_empty() && !to.is_empty() {
            let people = from.iter().chain(to).map(String::as_str).collect();
            exchanges.entry(people).or_default().push(at);
        }
    }
    let mut found = vec![String::new(); letters.len()];
    for exchange in exchanges.values_mut() {
        exchange.sort_by_key(|at| (&letters[*at].day, *at));
        for (place, &at) in exchange.iter().enumerate() {
            let before = place.checked_sub(1).map(|before| ("prev", exchange[before]));
            let after = exchange.get(place + 1).map(|after| ("next", *after));
            let references: String = [before, after]
                .into_iter()
                .flatten()
                .map(|(kind, other)| reference(kind, &letters[at], &letters[other]))
                .collect();
            if !references.is_empty() {
                found[at] = format!("{START}{references}{END}");
            }
        }
    }
    found
}

fn reference(kind: &str, from: &Letter, to: &Letter) -> String {
    let (target, words) = (escape_words(&address(&from.file, to)), escape_words(&to.words));
    format!("<ref type=\"{kind}\" target=\"{target}\">{words}</ref>")
}

/// The XML of a file with this context in the description of a letter, in place of any other.
#[must_use]
pub fn put(xml: &str, anchor: Option<&str>, context: &str) -> String {
    let opening = anchor.map(|anchor| format!("corresp=\"#{anchor}\""));
    let start = xml.match_indices("<correspDesc").map(|(at, _)| at).find(|at| {
        let tag = xml[*at..].split('>').next().unwrap_or_default();
        opening.as_ref().is_none_or(|opening| tag.contains(opening.as_str()))
    });
    let Some(start) = start else { return xml.to_owned() };
    let Some(end) = xml[start..].find(CLOSE).map(|end| start + end) else { return xml.to_owned() };
    let (description, _) = without(&xml[start..end]);
    [&xml[..start], &description, context, &xml[end..]].concat()
}

/// The XML of a file as it was before contexts were put into it, and where they stood.
#[must_use]
pub fn without(xml: &str) -> (String, Vec<Range<usize>>) {
    let mut plain = String::with_capacity(xml.len());
    let mut cuts = Vec::new();
    let mut at = 0;
    while let Some(start) = xml[at..].find(START).map(|start| at + start) {
        let Some(end) = xml[start..].find(END).map(|end| start + end + END.len()) else { break };
        plain.push_str(&xml[at..start]);
        cuts.push(start..end);
        at = end;
    }
    plain.push_str(&xml[at..]);
    (plain, cuts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(file: &str, from: &str, to: &str, day: Option<&str>) -> Letter {
        Letter {
            file: file.to_owned(),
            anchor: None,
            number: None,
            people: ([from.to_owned()].into(), [to.to_owned()].into()),
            words: format!("{from} & {to}"),
            day: day.map(str::to_owned),
            listed: String::new(),
            context: String::new(),
        }
    }

    #[test]
    fn an_exchange_goes_both_ways_in_the_order_of_its_days() {
        let letters = [
            letter("c.xml", "gray", "brown", Some("1920-05-07")),
            letter("a.xml", "brown", "gray", Some("1920-05-05")),
            letter("b.xml", "gray", "green", Some("1920-05-06")),
            letter("d.xml", "gray", "brown", None),
        ];
        let wanted = [
            "<correspContext><ref type=\"prev\" target=\"a.xml\">brown &amp; gray</ref></correspContext>",
            "<correspContext><ref type=\"next\" target=\"c.xml\">gray &amp; brown</ref></correspContext>",
            "",
            "",
        ];
        assert_eq!(contexts(&letters), wanted);
    }

    #[test]
    fn a_context_is_put_in_and_taken_out_again() {
        let xml = "<correspDesc corresp=\"#l1\"><a/></correspDesc><correspDesc corresp=\"#l2\"/>";
        let context = "<correspContext><ref/></correspContext>";
        let with = put(xml, Some("l1"), context);
        assert_eq!(with, xml.replacen("</correspDesc>", &format!("{context}</correspDesc>"), 1));
        let start = xml.find("</correspDesc>").expect("it is there");
        let (plain, cuts) = without(&with);
        assert_eq!(plain, xml);
        assert!(matches!(cuts.as_slice(), [cut] if *cut == (start..start + context.len())));
        assert_eq!(put(&with, Some("l1"), ""), xml);
        assert_eq!(put(&with, Some("l1"), context), with);
    }
}
