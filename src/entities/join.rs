//! Who is one person, over a whole edition: surnames of one spelling, forenames and initials that
//! do not speak against it, and nobody else whom they fit as well.

use super::form::Form;
use std::collections::BTreeMap;

/// The persons that names of one surname stand for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Joined {
    /// The group of each form, by its index; groups are numbered by their first forms.
    pub group: Vec<usize>,
    /// The groups that a form fits as well, where it fits several that cannot be one: it has a
    /// group of its own then.
    pub candidates: Vec<Vec<usize>>,
}

/// Joins forms of one surname. What comes out does not depend on their order, but for the numbers.
///
/// A form that fits two others that contradict each other belongs to neither: `J. Gray` beside
/// `John Gray` and `James Gray`. Of the rest all that agree are one.
#[must_use]
pub fn join(forms: &[Form]) -> Joined {
    // Forms that say the same are one; large editions repeat few forms often.
    let mut distinct: Vec<&Form> = Vec::new();
    let mut number: BTreeMap<String, usize> = BTreeMap::new();
    let of: Vec<usize> = forms
        .iter()
        .map(|form| {
            *number.entry(format!("{:?}", form.given)).or_insert_with(|| {
                distinct.push(form);
                distinct.len() - 1
            })
        })
        .collect();
    let fits: Vec<Vec<usize>> = distinct
        .iter()
        .map(|form| (0..distinct.len()).filter(|&at| distinct[at].agrees(form)).collect())
        .collect();
    let is_torn = |form: usize| {
        let near: &[usize] = &fits[form];
        near.iter().any(|&one| near.iter().any(|&two| !distinct[one].agrees(distinct[two])))
    };
    let torn: Vec<bool> = (0..distinct.len()).map(is_torn).collect();
    // All that a form fits which is not torn agree with each other: the first of them stands for
    // the group.
    let head = |form: usize| {
        let whole = fits[form].iter().copied().find(|&near| !torn[near]);
        if torn[form] { form } else { whole.unwrap_or(form) }
    };
    let heads: Vec<usize> = (0..distinct.len()).map(head).collect();
    let mut groups: Vec<usize> = Vec::new();
    let mut group_of = vec![0; distinct.len()];
    for &form in &of {
        let at = groups.iter().position(|&known| known == heads[form]);
        group_of[form] = at.unwrap_or_else(|| {
            groups.push(heads[form]);
            groups.len() - 1
        });
    }
    let candidates = |form: usize| {
        let mut near: Vec<usize> = if torn[form] {
            fits[form].iter().filter(|&&near| !torn[near]).map(|&near| group_of[near]).collect()
        } else {
            Vec::new()
        };
        near.sort_unstable();
        near.dedup();
        near
    };
    Joined {
        group: of.iter().map(|&form| group_of[form]).collect(),
        candidates: of.iter().map(|&form| candidates(form)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(names: &[&str]) -> Vec<usize> {
        join(&names.iter().map(|name| Form::read(name)).collect::<Vec<_>>()).group
    }

    #[test]
    fn forms_that_fit_each_other_are_one() {
        assert_eq!(groups(&["Gray", "J. Gray", "John Gray", "J. A. Gray"]), [0, 0, 0, 0]);
    }

    #[test]
    fn conflicting_initials_stay_apart() {
        assert_eq!(groups(&["J. Gray", "P. Gray"]), [0, 1]);
    }

    #[test]
    fn what_fits_two_who_are_not_one_is_neither() {
        let names = ["J. Gray", "John Gray", "James Gray", "Gray"];
        let joined = join(&names.map(Form::read));
        assert_eq!(joined.group, [0, 1, 2, 3]);
        assert_eq!(joined.candidates, [vec![1, 2], vec![], vec![], vec![1, 2]]);
    }

    #[test]
    fn the_order_of_the_forms_does_not_matter() {
        let names = ["Gray", "J. Gray", "John Gray", "J. A. Gray", "Peter Gray", "P. Gray"];
        let together = |order: &[usize]| {
            let groups = groups(&order.iter().map(|&at| names[at]).collect::<Vec<_>>());
            let mut pairs = Vec::new();
            for (one, &a) in order.iter().enumerate() {
                let same = order.iter().enumerate().filter(|(two, _)| groups[*two] == groups[one]);
                pairs.extend(same.map(|(_, &b)| (a, b)));
            }
            pairs.sort_unstable();
            pairs
        };
        let expected = together(&[0, 1, 2, 3, 4, 5]);
        assert_eq!(expected.len(), 1 + 3 * 3 + 2 * 2);
        for order in [[5, 4, 3, 2, 1, 0], [3, 0, 5, 1, 4, 2], [2, 4, 0, 1, 3, 5]] {
            assert_eq!(together(&order), expected);
        }
    }
}
