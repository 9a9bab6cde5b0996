//! Mentions of places, organisations, groups and events: the longest form, with what goes on
//! after `of`, and rows such as `the Eastern and Western fronts`.

use super::entry::{Entry, Reach};
use super::forms::{fold, is_head_of, tail};
use super::lexicon::{Found, Lexicon};
use crate::annotate::NameKind;
use crate::layer::Span;

/// A mention with those it can name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The name, with what goes on after `of`.
    pub span: Span,
    /// Which kind of name.
    pub kind: NameKind,
    /// For each thing that the mention names (one, unless it is a row), those that it can be.
    pub named: Vec<Vec<usize>>,
    /// The reach of the form.
    pub reach: Reach,
}

/// The kinds that share a span only as parts of one another: a group is a kind of organisation.
fn family(kind: NameKind) -> u8 {
    match kind {
        NameKind::Person => 0,
        NameKind::Place => 1,
        NameKind::Organisation | NameKind::PersonGroup => 2,
        NameKind::Event => 3,
    }
}

/// Reads the mentions of everything but persons from the forms found in a leaf, by start, the
/// outer first.
pub fn read(
    text: &str,
    leaf: Span,
    found: &[Found],
    lexicon: &Lexicon,
    of: &[String],
) -> Vec<Mention> {
    let kind_of = |entry: usize| lexicon.entry(entry).kind;
    let mut mentions: Vec<Mention> = Vec::new();
    for form in found {
        for family_wanted in [1, 2, 3] {
            let bearers: Vec<(usize, Reach)> = form
                .bearers
                .iter()
                .copied()
                .filter(|(entry, _)| family(kind_of(*entry)) == family_wanted)
                .collect();
            let Some((first, reach)) = bearers.first().copied() else { continue };
            let same: Vec<usize> =
                bearers.iter().filter(|(_, r)| *r == reach).map(|(entry, _)| *entry).collect();
            let kind = kind_of(first);
            if reach == Reach::Row {
                mentions.extend(row(text, leaf, form, lexicon, &same));
            } else {
                mentions.push(Mention { span: form.span, kind, named: vec![same], reach });
            }
        }
        mentions.extend(plain_row(text, leaf, form, lexicon));
    }
    sort(&mut mentions);
    extend_by_of(text, &mut mentions, lexicon, of);
    sort(&mut mentions);
    keep_outer(text, mentions, of)
}

fn sort(mentions: &mut Vec<Mention>) {
    mentions.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end), family(m.kind)));
    mentions.dedup_by(|later, first| {
        later.span == first.span && family(later.kind) == family(first.kind)
    });
}

/// A row with a plural: `Crimean and Polish fronts`, where `Crimean front` is listed.
fn row(text: &str, leaf: Span, form: &Found, lexicon: &Lexicon, last: &[usize]) -> Option<Mention> {
    let (_, noun) = form.form.rsplit_once(' ')?;
    let noun = noun.strip_suffix('s')?;
    coordinated(text, leaf, form.span, noun, lexicon, last)
}

/// A row whose form is a plural anyway: `German and Swiss Social Democrats`.
fn plain_row(text: &str, leaf: Span, form: &Found, lexicon: &Lexicon) -> Option<Mention> {
    let (_, noun) = form.form.split_once(' ')?;
    let (first, reach) = form.bearers.first().copied()?;
    if reach != Reach::Full || !noun.ends_with('s') || family(lexicon.entry(first).kind) == 0 {
        return None;
    }
    coordinated(text, leaf, form.span, noun, lexicon, &[first])
}

/// Looks for `A and ` or `A, B and ` before `C nouns`, where `A noun` and `B noun` are listed.
fn coordinated(
    text: &str,
    leaf: Span,
    span: Span,
    noun: &str,
    lexicon: &Lexicon,
    last: &[usize],
) -> Option<Mention> {
    let kind = lexicon.entry(*last.first()?).kind;
    let mut named = vec![last.to_vec()];
    let mut begin = span.start;
    let mut links: &[&str] = &LINKS;
    while let Some((start, adjective)) = adjective_before(text, leaf, begin, links) {
        let wanted = fold(&format!("{adjective} {noun}"));
        let bears = |entry: &Entry| {
            entry.forms.iter().any(|f| f.reach == Reach::Full && fold(&f.text) == wanted)
        };
        let entries = lexicon.entries().iter().enumerate();
        let same = entries.filter(|(_, entry)| family(entry.kind) == family(kind) && bears(entry));
        let first: Vec<usize> = same.map(|(at, _)| at).collect();
        if first.is_empty() {
            break;
        }
        named.insert(0, first);
        (begin, links) = (start, &[", "]);
    }
    let span = Span::new(begin, span.end);
    (named.len() > 1).then_some(Mention { span, kind, named, reach: Reach::Full })
}

/// What stands between the last two of a row.
const LINKS: [&str; 8] = [", and ", " and ", " und ", " et ", ", и ", " и ", " & ", ", "];

/// The capitalised word before a link that ends at a place: where it begins, and itself.
fn adjective_before<'a>(
    text: &'a str,
    leaf: Span,
    to: usize,
    links: &[&str],
) -> Option<(usize, &'a str)> {
    let before = &text[leaf.start..to];
    let stem = links.iter().find_map(|link| before.strip_suffix(link))?;
    let word = |c: char| c.is_alphabetic() || c == '-';
    let start = stem.trim_end_matches(word).len();
    let adjective = &stem[start..];
    adjective.starts_with(char::is_uppercase).then_some((leaf.start + start, adjective))
}

/// `Central Committee` + `of the` + `Party`: one name around another. A name cut before its `of`
/// that goes on otherwise than the list says is none of the list.
fn extend_by_of(text: &str, mentions: &mut Vec<Mention>, lexicon: &Lexicon, of: &[String]) {
    let tails: Vec<(usize, Span)> =
        mentions.iter().enumerate().map(|(at, mention)| (at, mention.span)).collect();
    let mut longer = Vec::new();
    for mention in mentions.iter().filter(|m| m.kind == NameKind::Organisation) {
        let Some(start) = after_of(text, mention.span.end, of) else { continue };
        let begins = tails.partition_point(|(_, span)| span.start < start);
        let next = tails[begins..].iter().find(|(_, span)| span.start == start);
        let Some((at, span)) = next else { continue };
        let inner = &mentions[*at];
        if inner.kind == NameKind::Event {
            continue;
        }
        let printed = &text[mention.span.range()];
        let fits = |entry: usize| {
            let forms = &lexicon.entry(entry).forms;
            let cut = mention.reach == Reach::Short
                || forms.iter().any(|form| is_head_of(printed, &form.text));
            !cut || goes_on_as_listed(lexicon, entry, &text[span.range()])
        };
        let named: Vec<usize> =
            mention.named.iter().flatten().copied().filter(|entry| fits(*entry)).collect();
        let reach = Reach::Full;
        let span = Span::new(mention.span.start, span.end);
        longer.push(Mention { span, kind: mention.kind, named: vec![named], reach });
    }
    mentions.append(&mut longer);
}

/// Whether what follows `of` is in the list's own form of the name: `Duma` in `Fourth State Duma`.
fn goes_on_as_listed(lexicon: &Lexicon, entry: usize, printed: &str) -> bool {
    let printed = fold(printed);
    lexicon.entry(entry).forms.iter().filter_map(|form| tail(&form.text)).any(|tail| {
        let tail = fold(tail);
        printed.split_whitespace().all(|word| tail.split_whitespace().any(|listed| listed == word))
    })
}

/// Where the word after ` of ` or ` of the ` begins.
fn after_of(text: &str, from: usize, of: &[String]) -> Option<usize> {
    let rest = text[from..].strip_prefix(' ')?;
    let link = of
        .iter()
        .find(|of| rest.strip_prefix(of.as_str()).is_some_and(|after| after.starts_with(' ')))?;
    let mut at = from + 1 + link.len() + 1;
    if let Some(rest) = text[at..].strip_prefix("the ") {
        at = text.len() - rest.len();
    }
    Some(at)
}

/// Keeps the outer of two of one family, and the inner where it follows `of`: in `Bureau of the
/// Committee` both are names, in `Fourth State Duma` one is. An organisation within a place, and
/// half of a crossing pair, is none.
fn keep_outer(text: &str, mentions: Vec<Mention>, of: &[String]) -> Vec<Mention> {
    let mut kept: Vec<Mention> = Vec::new();
    for mention in mentions {
        let mut open = kept.iter().rev().take(16).filter(|outer| outer.span.overlaps(mention.span));
        let allowed = open.all(|outer| {
            if outer.span == mention.span {
                return family(outer.kind) != family(mention.kind) && outer.kind == NameKind::Event;
            }
            if !outer.span.contains(mention.span) {
                return false;
            }
            match (outer.kind, mention.kind) {
                (NameKind::Event, _)
                | (NameKind::Organisation | NameKind::PersonGroup, NameKind::Place) => true,
                (NameKind::Place, _) => false,
                _ => follows_of(text, outer.span, mention.span, of) && outer.named != mention.named,
            }
        });
        if allowed {
            kept.push(mention);
        }
    }
    kept
}

fn follows_of(text: &str, outer: Span, inner: Span, of: &[String]) -> bool {
    let before = text[outer.start..inner.start].trim_end();
    let before = before.strip_suffix(" the").unwrap_or(before);
    of.iter().any(|of| before.ends_with(&format!(" {of}")))
}
