//! The likeliest roles of the units of a page, taken together.
//!
//! Each unit looks more or less like each part of a letter (`look`), and each part follows more
//! or less easily on each other (`role`). The best sequence is found as Viterbi found it: the
//! best way to each role of a unit goes through the best way to some role of the one before.

use super::look::Looks;
use super::role::{NEVER, Role, first, last, step};

/// The roles of units, best first and last considered.
pub fn best(looks: &[Looks], gaps: &[Option<bool>]) -> Vec<Role> {
    let Some(opening) = looks.first() else { return Vec::new() };
    let mut scores = Role::ALL.map(|role| sum(first(role), opening.of(role)));
    let mut ways: Vec<[usize; Role::ALL.len()]> = Vec::with_capacity(looks.len());
    for (look, gap) in looks.iter().zip(gaps).skip(1) {
        let mut next = [NEVER; Role::ALL.len()];
        let mut way = [0; Role::ALL.len()];
        for (to, role) in Role::ALL.into_iter().enumerate() {
            let own = look.of(role);
            if own == NEVER {
                continue;
            }
            for (from, before) in Role::ALL.into_iter().enumerate() {
                let score = sum(sum(scores[from], step(before, role, *gap)), own);
                if score > next[to] {
                    next[to] = score;
                    way[to] = from;
                }
            }
        }
        scores = next;
        ways.push(way);
    }
    let ends = Role::ALL.map(last);
    let mut at = (0..Role::ALL.len())
        .max_by_key(|&at| (sum(scores[at], ends[at]), std::cmp::Reverse(at)))
        .unwrap_or_default();
    let mut roles = vec![Role::ALL[at]];
    for way in ways.iter().rev() {
        at = way[at];
        roles.push(Role::ALL[at]);
    }
    roles.reverse();
    roles
}

/// Scores added; what cannot be stays so.
fn sum(a: i32, b: i32) -> i32 {
    if a <= NEVER || b <= NEVER { NEVER } else { a + b }
}
