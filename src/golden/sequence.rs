//! What two sequences have in common, near linear in their length.
//!
//! Ends that agree are cut off first; items that occur once on either side anchor the rest
//! (patience); what lies between anchors is treated in the same way, and what has no anchor by
//! Myers' greedy search up to a bound. Past the bound nothing is said to be common: the result is
//! then longer than it could be, and still right.

use super::myers::shortest_edit;

/// A stretch that stands on both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Match {
    /// Where it begins on the old side.
    pub old: usize,
    /// Where it begins on the new side.
    pub new: usize,
    /// How long it is, never 0.
    pub len: usize,
}

/// How often a gap is anchored anew before Myers' search must do.
const MOST_ROUNDS: u8 = 24;

/// The common stretches in order, none touching the next on both sides. Items are small numbers:
/// the memory taken grows with the greatest.
pub(crate) fn matches(old: &[u32], new: &[u32]) -> Vec<Match> {
    let greatest = old.iter().chain(new).max().map_or(0, |&item| item as usize + 1);
    let mut seen = vec![Seen::default(); greatest];
    let mut found = Vec::new();
    let mut gaps = vec![(0..old.len(), 0..new.len(), 0_u8)];
    while let Some((mut o, mut n, round)) = gaps.pop() {
        let front = common(old[o.clone()].iter(), new[n.clone()].iter());
        push(&mut found, o.start, n.start, front);
        (o.start, n.start) = (o.start + front, n.start + front);
        let back = common(old[o.clone()].iter().rev(), new[n.clone()].iter().rev());
        (o.end, n.end) = (o.end - back, n.end - back);
        push(&mut found, o.end, n.end, back);
        if o.is_empty() || n.is_empty() {
            continue;
        }
        let anchors = if round < MOST_ROUNDS {
            anchors(&old[o.clone()], &new[n.clone()], &mut seen)
        } else {
            Vec::new()
        };
        if anchors.is_empty() {
            for run in shortest_edit(&old[o.clone()], &new[n.clone()]) {
                push(&mut found, o.start + run.old, n.start + run.new, run.len);
            }
            continue;
        }
        let (mut left_old, mut left_new) = (o.start, n.start);
        for (a, b) in anchors {
            let (a, b) = (o.start + a, n.start + b);
            push(&mut found, a, b, 1);
            gaps.push((left_old..a, left_new..b, round + 1));
            (left_old, left_new) = (a + 1, b + 1);
        }
        gaps.push((left_old..o.end, left_new..n.end, round + 1));
    }
    found.sort_unstable();
    join(found)
}

fn push(found: &mut Vec<Match>, old: usize, new: usize, len: usize) {
    if len > 0 {
        found.push(Match { old, new, len });
    }
}

fn common<T: PartialEq>(old: impl Iterator<Item = T>, new: impl Iterator<Item = T>) -> usize {
    old.zip(new).take_while(|(a, b)| a == b).count()
}

/// Puts stretches that touch on both sides into one.
pub(super) fn join(matches: Vec<Match>) -> Vec<Match> {
    let mut joined: Vec<Match> = Vec::with_capacity(matches.len());
    for run in matches {
        match joined.last_mut() {
            Some(last) if last.old + last.len == run.old && last.new + last.len == run.new => {
                last.len += run.len;
            }
            _ => joined.push(run),
        }
    }
    joined
}

#[derive(Clone, Copy, Default)]
struct Seen {
    old: u32,
    new: u32,
    old_count: u8,
    new_count: u8,
}

/// Items that occur once on either side, the longest row of them that keeps its order.
fn anchors(old: &[u32], new: &[u32], seen: &mut [Seen]) -> Vec<(usize, usize)> {
    for (at, &item) in old.iter().enumerate() {
        let entry = &mut seen[item as usize];
        entry.old = at as u32;
        entry.old_count = entry.old_count.saturating_add(1);
    }
    for (at, &item) in new.iter().enumerate() {
        let entry = &mut seen[item as usize];
        entry.new = at as u32;
        entry.new_count = entry.new_count.saturating_add(1);
    }
    let unique: Vec<_> = old
        .iter()
        .map(|&item| seen[item as usize])
        .filter(|entry| entry.old_count == 1 && entry.new_count == 1)
        .map(|entry| (entry.old as usize, entry.new as usize))
        .collect();
    for &item in old.iter().chain(new) {
        seen[item as usize] = Seen::default();
    }
    let kept = heaviest_rising(&unique.iter().map(|&(_, new)| (new, 1)).collect::<Vec<_>>());
    kept.into_iter().map(|at| unique[at]).collect()
}

/// The indices of the heaviest subsequence whose keys rise; keys are distinct, each with its
/// weight. Of equally heavy ones, one that ends early in key order.
pub(super) fn heaviest_rising(keys: &[(usize, u32)]) -> Vec<usize> {
    const NONE: usize = usize::MAX;
    if keys.windows(2).all(|pair| pair[0].0 < pair[1].0) {
        return (0..keys.len()).collect();
    }
    // Keys become ranks from 1; a Fenwick tree over the ranks holds the heaviest end so far.
    let mut ranks: Vec<usize> = (0..keys.len()).collect();
    ranks.sort_unstable_by_key(|&at| keys[at].0);
    let mut rank = vec![0; keys.len()];
    for (place, &at) in ranks.iter().enumerate() {
        rank[at] = place + 1;
    }
    let mut best = vec![(0_u64, NONE); keys.len() + 1];
    let mut before = vec![NONE; keys.len()];
    let mut top = (0_u64, NONE);
    for (at, &(_, weight)) in keys.iter().enumerate() {
        let mut reached = (0, NONE);
        let mut node = rank[at] - 1;
        while node > 0 {
            if best[node].0 > reached.0 {
                reached = best[node];
            }
            node &= node - 1;
        }
        before[at] = reached.1;
        let total = (reached.0 + u64::from(weight), at);
        if total.0 > top.0 {
            top = total;
        }
        let mut node = rank[at];
        while node <= keys.len() {
            if total.0 > best[node].0 {
                best[node] = total;
            }
            node += node & node.wrapping_neg();
        }
    }
    let mut kept = Vec::new();
    let mut at = top.1;
    while at != NONE {
        kept.push(at);
        at = before[at];
    }
    kept.reverse();
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn common_of(old: &str, new: &str) -> String {
        let items = |text: &str| text.bytes().map(u32::from).collect::<Vec<_>>();
        matches(&items(old), &items(new)).iter().map(|m| &old[m.old..m.old + m.len]).collect()
    }

    #[test]
    fn the_common_part_keeps_its_order() {
        // Both `baba` and `caba` are longest common parts.
        let longest = common_of("abcabba", "cbabac");
        assert!(["baba", "caba"].contains(&longest.as_str()), "{longest}");
        assert_eq!(common_of("abc", "abc"), "abc");
        assert_eq!(common_of("abc", ""), "");
        assert_eq!(common_of("axbxc", "aybyc"), "abc");
    }

    #[test]
    fn the_heaviest_row_is_kept() {
        assert_eq!(heaviest_rising(&[(2, 1), (0, 1), (1, 1)]), [1, 2]);
        assert_eq!(heaviest_rising(&[(2, 5), (0, 1), (1, 1)]), [0]);
        assert_eq!(heaviest_rising(&[]), [] as [usize; 0]);
    }

    proptest! {
        #[test]
        fn matches_are_equal_rise_and_do_not_touch(
            old in prop::collection::vec(0_u32..6, 0..40),
            new in prop::collection::vec(0_u32..6, 0..40),
        ) {
            let (mut a, mut b) = (0, 0);
            for (index, run) in matches(&old, &new).into_iter().enumerate() {
                prop_assert!(run.len > 0 && run.old >= a && run.new >= b);
                prop_assert!(index == 0 || run.old > a || run.new > b);
                prop_assert_eq!(&old[run.old..run.old + run.len], &new[run.new..run.new + run.len]);
                (a, b) = (run.old + run.len, run.new + run.len);
            }
        }

        #[test]
        fn an_inserted_item_costs_one(
            old in prop::collection::vec(0_u32..6, 0..40), item in 0_u32..6, at in 0_usize..40,
        ) {
            let mut new = old.clone();
            new.insert(at.min(old.len()), item);
            prop_assert_eq!(matches(&old, &new).iter().map(|m| m.len).sum::<usize>(), old.len());
        }
    }
}
