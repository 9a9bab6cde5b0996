//! Myers' greedy search for the shortest edit ("An O(ND) Difference Algorithm and Its
//! Variations", 1986), with a bound.
#![allow(
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    reason = "diagonals are negative, and places never are: each is compared before it is used"
)]

use super::sequence::{Match, join};

/// Edits that are looked for before the search gives up; its cost grows with the square.
const MOST_EDITS: usize = 400;

/// The common stretches of a shortest edit, or none where it takes more than [`MOST_EDITS`].
pub(super) fn shortest_edit(old: &[u32], new: &[u32]) -> Vec<Match> {
    let most = (old.len() + new.len()).min(MOST_EDITS);
    let (old_len, new_len) = (old.len() as isize, new.len() as isize);
    let middle = most as isize + 1;
    // Furthest place on the old side for each diagonal, and its history, one row an edit.
    let mut furthest = vec![0_isize; 2 * most + 3];
    let mut rows: Vec<Vec<isize>> = Vec::new();
    for edits in 0..=most as isize {
        let low = (middle - edits) as usize;
        let high = (middle + edits) as usize;
        for diagonal in (-edits..=edits).step_by(2) {
            let at = (middle + diagonal) as usize;
            let down =
                diagonal == -edits || (diagonal != edits && furthest[at - 1] < furthest[at + 1]);
            let mut x = if down { furthest[at + 1] } else { furthest[at - 1] + 1 };
            let mut y = x - diagonal;
            while x < old_len && y >= 0 && y < new_len && old[x as usize] == new[y as usize] {
                x += 1;
                y += 1;
            }
            furthest[at] = x;
            if x >= old_len && y >= new_len {
                return walk_back(&rows, old_len, new_len);
            }
        }
        rows.push(furthest[low..=high].to_vec());
    }
    Vec::new()
}

/// Follows the history from the end to the beginning and keeps the diagonals.
fn walk_back(rows: &[Vec<isize>], mut x: isize, mut y: isize) -> Vec<Match> {
    let mut found = Vec::new();
    for edits in (1..=rows.len() as isize).rev() {
        let row = &rows[edits as usize - 1];
        // Row `edits - 1` begins at diagonal `-(edits - 1)`.
        let reach = |diagonal: isize| row.get((diagonal + edits - 1) as usize).copied();
        let diagonal = x - y;
        let (below, above) = (reach(diagonal - 1), reach(diagonal + 1));
        let down = diagonal == -edits || (diagonal != edits && below < above);
        let from = if down { diagonal + 1 } else { diagonal - 1 };
        let from_x = if down { above } else { below }.expect("the row before holds it");
        let begin = if down { from_x } else { from_x + 1 };
        if x > begin {
            let len = (x - begin) as usize;
            found.push(Match { old: begin as usize, new: (begin - diagonal) as usize, len });
        }
        (x, y) = (from_x, from_x - from);
    }
    if x > 0 {
        found.push(Match { old: 0, new: (y - x) as usize, len: x as usize });
    }
    found.reverse();
    join(found)
}
