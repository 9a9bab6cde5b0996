//! Ranges of dates run forwards, and lives do.

use super::Subject;
use super::dates::{is_dating, value_of};
use crate::diagnostic::{Code, Diagnostic};
use crate::xml::tree::{Kind, NodeId, Tree};
use crate::xpath::{Moment, MomentKind, days_in_month};

/// The findings about ranges that end before they begin.
#[must_use]
pub fn check(subject: Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (start, end) in [("from", "to"), ("notBefore", "notAfter")] {
        for (element, attribute) in subject.with_attribute(&[start]) {
            let tree = subject.tree;
            if !is_dating(subject, element, attribute) {
                continue;
            }
            let Some(last) = tree.attribute(element, "", end) else { continue };
            let first = tree.value(attribute);
            if is_after(first, last) {
                let message = format!("@{start} `{first}` is after @{end} `{last}`");
                found.push(subject.finding(Code::DateRangeReversed, element, message));
            }
        }
    }
    for name in ["person", "personGrp", "org", "object"] {
        for &element in subject.tree.elements(super::TEI, name) {
            found.extend(life(subject, element));
        }
    }
    found
}

/// A birth that is after the death of the same person.
fn life(subject: Subject<'_>, person: NodeId) -> Option<Diagnostic> {
    let tree = subject.tree;
    let (birth, born) = dated(tree, person, "birth", ["when", "notBefore", "from"])?;
    let (_, died) = dated(tree, person, "death", ["when", "notAfter", "to"])?;
    is_after(born, died).then(|| {
        let message = format!("the birth, `{born}`, is after the death, `{died}`");
        subject.finding(Code::DateRangeReversed, birth, message)
    })
}

fn dated<'t>(
    tree: &'t Tree,
    person: NodeId,
    name: &str,
    attributes: [&str; 3],
) -> Option<(NodeId, &'t str)> {
    let mut events = tree
        .children(person)
        .filter(|&child| tree.kind(child) == Kind::Element && tree.local_name(child) == name);
    // Several births are the views of several sources.
    let event = events.next().filter(|_| events.next().is_none())?;
    let value = attributes.into_iter().find_map(|name| tree.attribute(event, "", name))?;
    Some((event, value))
}

/// Whether the first date is after the second, as far as both are precise.
fn is_after(first: &str, last: &str) -> bool {
    let (Some(first), Some(last)) = (value_of(first), value_of(last)) else { return false };
    match (bounds(first), bounds(last)) {
        (Some((start, _)), Some((_, end))) => start.instant() > end.instant(),
        _ => false,
    }
}

/// The first and the last moment of a date that has a year.
fn bounds(date: Moment) -> Option<(Moment, Moment)> {
    let day = |month, day| Moment { zone: date.zone, ..Moment::date(date.year, month, day) };
    Some(match date.kind {
        MomentKind::Year => (day(1, 1), day(12, 31)),
        MomentKind::YearMonth => {
            (day(date.month, 1), day(date.month, days_in_month(date.year, date.month)))
        }
        MomentKind::Date => (date, date),
        MomentKind::DateTime => {
            // A date without a time lasts the whole day: only days are compared.
            let whole = Moment { kind: MomentKind::Date, nanos: 0, ..date };
            (whole, whole)
        }
        MomentKind::Time | MomentKind::MonthDay | MomentKind::Month | MomentKind::Day => {
            return None;
        }
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;

    #[test]
    fn ranges_that_run_backwards_are_found() {
        assert_eq!(
            found(check, "<date from='1823-05' to='1823-04-30'/>"),
            ["42: error[R722]: @from `1823-05` is after @to `1823-04-30`"]
        );
        assert_eq!(found(check, "<date notBefore='1824' notAfter='1823'/>").len(), 1);
    }

    #[test]
    fn a_part_of_a_year_is_not_after_the_year() {
        let sound = "<date from='1823-05' to='1823'/><date from='1823' to='1823-05'/>\
                     <date from='1823-05-09T12:00:00' to='1823-05-09'/><date from='--05' to='1'/>\
                     <date notBefore='-0044' notAfter='0014'/><biblScope from='9' to='1'/>";
        assert_eq!(found(check, sound), [""; 0]);
    }

    #[test]
    fn nobody_dies_before_the_birth() {
        let one = "<person><birth when='1823'/><death notAfter='1820-01-01'/></person>";
        assert!(found(check, one)[0].contains("the birth, `1823`, is after the death"));
        let views = "<person><birth when='1823'/><birth when='1819'/><death when='1820'/></person>";
        assert_eq!(found(check, views), [""; 0]);
    }
}
