//! The name that was probably meant.

/// The nearest of several names to one that is none of them, where one is near enough to have
/// been meant: a third of the letters may differ, at least one. Of two that are equally near the
/// first in the alphabet is taken.
pub fn nearest<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let letters: Vec<char> = name.chars().collect();
    // Names of documents can be of any length; nobody means a name of hundreds of letters.
    if letters.len() > 64 {
        return None;
    }
    let most = (letters.len() / 3).max(1);
    let near = names.filter_map(|other| {
        let distance = distance(&letters, other, most)?;
        // A single letter is no sign that another single letter was meant.
        (distance < letters.len().max(2)).then_some((distance, other))
    });
    near.min().map(|(_, name)| name)
}

/// How many letters must be added, left out, changed or swapped with their neighbour; none where
/// there are more than `most`. Case counts for nothing when it is the only difference.
fn distance(from: &[char], to: &str, most: usize) -> Option<usize> {
    let to: Vec<char> = to.chars().collect();
    if from.len().abs_diff(to.len()) > most {
        return None;
    }
    let lower =
        |letters: &[char]| letters.iter().flat_map(|c| c.to_lowercase()).collect::<Vec<_>>();
    if lower(from) == lower(&to) {
        return Some(0);
    }
    let width = to.len() + 1;
    let mut rows = vec![(0..width).collect::<Vec<usize>>()];
    for (i, &a) in from.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &b) in to.iter().enumerate() {
            let above: &[usize] = &rows[i];
            let mut best = (above[j] + usize::from(a != b)).min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a == to[j - 1] && from[i - 1] == b {
                best = best.min(rows[i - 1][j - 1] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    let distance = rows[from.len()][to.len()];
    (distance <= most).then_some(distance)
}
