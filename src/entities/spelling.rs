//! Spellings of one name: transliterations, accents, case endings. By rule, never by distance.

use crate::annotate::NameKind;

/// Letters that print without their marks writes otherwise.
const LETTERS: &[(char, &str)] = &[
    ('ä', "ae"),
    ('ö', "oe"),
    ('ü', "ue"),
    ('ß', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ø', "oe"),
    ('å', "aa"),
    ('ł', "l"),
    ('đ', "d"),
    ('ё', "е"),
];

/// Groups of letters that transliterations of Cyrillic write in several ways, the longer first.
const GROUPS: &[(&str, &str)] = &[
    ("schtsch", "shch"),
    ("tsch", "ch"),
    ("tch", "ch"),
    ("dzh", "j"),
    ("zh", "j"),
    ("kh", "h"),
    ("yo", "io"),
    ("jo", "io"),
    ("yu", "iu"),
    ("ju", "iu"),
    ("ya", "ia"),
    ("ja", "ia"),
    ("ye", "e"),
    ("ks", "x"),
    ("tz", "ts"),
];

/// Endings of Slavic, Armenian and Georgian names that are written in several ways, the longer
/// first, after the groups above.
const ENDINGS: &[(&str, &str)] = &[
    ("skiy", "ski"),
    ("skij", "ski"),
    ("skii", "ski"),
    ("sky", "ski"),
    ("ckij", "cki"),
    ("cky", "cki"),
    ("iants", "ianz"),
    ("ianc", "ianz"),
    ("ych", "ich"),
    ("icz", "ich"),
    ("off", "ov"),
    ("eff", "ev"),
    ("dze", "dse"),
    ("ow", "ov"),
    ("ew", "ev"),
    ("iy", "i"),
    ("ij", "i"),
    ("ii", "i"),
];

/// Endings that tell a Slavic name, within which `w` is `v` and `sch` is `sh`.
const SLAVIC: &[&str] = &["ov", "ev", "ski", "cki", "ich"];

/// What all spellings of a name have in common: lower case, letters alone, one of several
/// transliterations. `Spandaryan` and `Spandarian` share it, `Kamenev` and `Kamensky` do not.
///
/// Words are kept apart by one space. Names of places lose a Georgian nominative: `Sukhumi`.
#[must_use]
pub fn key(name: &str, kind: NameKind) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    let keys: Vec<String> =
        words.filter(|word| !word.is_empty()).map(|word| word_key(word, kind)).collect();
    keys.join(" ")
}

/// A name as a part of an identifier: `gray-smith`. ASCII as far as the name is Latin.
#[must_use]
pub(super) fn slug(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    let words = words.map(plain).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

/// A word in lower case, without accents and marks.
fn plain(word: &str) -> String {
    let mut plain = String::with_capacity(word.len());
    for c in word.chars().flat_map(char::to_lowercase) {
        match LETTERS.iter().find(|(letter, _)| *letter == c) {
            Some((_, written)) => plain.push_str(written),
            None if c.is_alphanumeric() => plain.push(bare(c)),
            None => {}
        }
    }
    plain
}

fn word_key(word: &str, kind: NameKind) -> String {
    let plain = plain(word);
    // A number is not spelt in several ways: `Annex VI` is not `Annex VII`.
    if word.chars().all(|c| "IVXLC".contains(c)) {
        return plain;
    }
    let mut key = String::with_capacity(plain.len());
    let mut rest = plain.as_str();
    while let Some(first) = rest.chars().next() {
        let group = GROUPS.iter().find_map(|(from, to)| Some((rest.strip_prefix(from)?, *to)));
        rest = match group {
            Some((after, to)) => {
                key.push_str(to);
                after
            }
            None => {
                key.push(first);
                &rest[first.len_utf8()..]
            }
        };
    }
    if let Some((stem, to)) =
        ENDINGS.iter().find_map(|(from, to)| Some((key.strip_suffix(from)?, *to)))
    {
        key = format!("{stem}{to}");
    }
    if SLAVIC.iter().any(|ending| key.ends_with(ending)) {
        key = key.replace("sch", "sh").replace('w', "v");
    }
    if kind == NameKind::Place
        && let Some(stem) = georgian(&key)
    {
        key.truncate(stem);
    }
    key
}

/// The length of a place's name without the `i` of the Georgian nominative: `Batumi`.
fn georgian(key: &str) -> Option<usize> {
    const SHORTEST: usize = 5;
    let stem = key.strip_suffix('i')?;
    let consonant = stem.ends_with(|c: char| !"aeiou".contains(c) && c.is_alphabetic());
    (consonant && key.chars().count() >= SHORTEST).then_some(stem.len())
}

/// A Latin letter without its accent.
fn bare(c: char) -> char {
    use unicode_normalization::char::decompose_canonical;
    let mut first = None;
    decompose_canonical(c, |part| {
        first.get_or_insert(part);
    });
    // й is a letter of its own, as are all of Cyrillic that decompose.
    first.filter(|_| !('\u{400}'..'\u{530}').contains(&c)).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str) -> String {
        key(name, NameKind::Person)
    }

    #[test]
    fn transliterations_of_one_name_share_a_key() {
        for (one, other) in [
            ("Spandaryan", "Spandarian"),
            ("Orlow", "Orloff"),
            ("Dobrinskii", "Dobrinsky"),
            ("Zhdan", "Jdan"),
            ("Khitrov", "Hitrov"),
            ("Woronzow", "Voronzov"),
            ("Müller", "Mueller"),
            ("Curé", "Cure"),
        ] {
            assert_eq!(person(one), person(other), "{one} and {other}");
        }
        assert_eq!(key("Sukhumi", NameKind::Place), key("Sukhum", NameKind::Place));
    }

    #[test]
    fn other_names_have_other_keys() {
        for (one, other) in [
            ("Kamenev", "Kamensky"),
            ("Smirnov", "Smirnova"),
            ("Henry", "Henri"),
            ("Schmidt", "Schmitt"),
            ("Annex VI", "Annex VII"),
            ("Bari", "Bar"),
        ] {
            assert_ne!(person(one), person(other), "{one} and {other}");
        }
        assert_ne!(key("Bari", NameKind::Place), key("Bar", NameKind::Place));
    }
}
