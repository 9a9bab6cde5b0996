//! The forms that print gives a listed name: without its comment, cut before `of`, with stops, in
//! a row.

/// Lower case, a straight apostrophe.
pub fn fold(word: &str) -> String {
    word.trim()
        .chars()
        .flat_map(char::to_lowercase)
        .map(|c| if c == '’' { '\'' } else { c })
        .collect()
}

pub fn words_of(text: &str) -> Vec<String> {
    text.split_whitespace().map(|word| fold(word.trim_matches(['.', ',']))).collect()
}

/// The words of a description that can tell people apart: no small words, no plural, no numbers.
pub fn content_words(text: &str) -> Vec<String> {
    const SHORTEST: usize = 4;
    let mut words: Vec<String> = text
        .split(|c: char| !c.is_alphabetic() && c != '\'' && c != '’')
        .map(|word| {
            let word = fold(word.trim_end_matches("'s").trim_end_matches("’s"));
            word.strip_suffix('s').map_or(word.clone(), str::to_owned)
        })
        .filter(|word| word.chars().count() >= SHORTEST)
        .collect();
    words.sort();
    words.dedup();
    words
}

/// A text without the comment in its last bracket: `Ulyanov (birth name)` → `Ulyanov`.
pub fn without_comment(text: &str) -> String {
    let text = text.trim();
    match text.rfind(" (") {
        Some(at) if text.ends_with(')') && at > 0 => text[..at].to_owned(),
        _ => text.to_owned(),
    }
}

/// The alternatives of a preferred name: those between ` / `, and an abbreviation after a comma.
/// Slashes within brackets do not count.
pub fn alternatives(preferred: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0;
    for c in preferred.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            '/' | ',' if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(last) = parts.last_mut() {
            last.push(c);
        }
    }
    parts
        .into_iter()
        .map(|part| part.trim().to_owned())
        .enumerate()
        .filter(|(at, part)| *at == 0 || part.chars().any(char::is_uppercase))
        .map(|(_, part)| part)
        .collect()
}

/// A name with each bracketed part taken out and, for one within the name, left in; and what
/// stood in the brackets. A bracket glued to its word, as in `RCP(b)`, is a part of it.
pub fn bracket_forms(name: &str) -> Vec<(String, Vec<String>)> {
    let Some(open) = name.find(" (") else { return vec![(name.trim().to_owned(), Vec::new())] };
    let Some(length) = name[open..].find(')') else { return vec![(name.to_owned(), Vec::new())] };
    let close = open + length;
    let inner = &name[open + 2..close];
    let after = name[close + 1..].trim();
    let out = format!("{} {after}", &name[..open]).trim().to_owned();
    let inners = inner.split([',', ';']).map(|part| strip_dates(part.trim_matches([' ', '"'])));
    let mut forms = vec![(out, inners.collect())];
    if !after.is_empty() {
        forms.push((format!("{} {inner} {after}", &name[..open]), Vec::new()));
    }
    forms
}

/// `Petrograd 1914-24` → `Petrograd`; `Russian Empire to 1917` → `Russian Empire`.
fn strip_dates(text: &str) -> String {
    let cut = text.find(|c: char| c.is_ascii_digit()).map_or(text, |at| &text[..at]);
    let cut = cut.trim();
    let cut = cut.strip_suffix(" to").or_else(|| cut.strip_suffix(" from")).unwrap_or(cut);
    cut.trim().to_owned()
}

/// One to three words, each with a capital.
pub fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    (1..=3).contains(&words.len())
        && words.iter().all(|word| word.chars().next().is_some_and(char::is_uppercase))
}

/// Whether capitals are the initials of a name: `RSDLP`.
pub fn is_acronym_of(short: &str, name: &str) -> bool {
    let initials: String = name
        .split([' ', '-'])
        .filter_map(|word| word.chars().next().filter(|c| c.is_uppercase()))
        .collect();
    short.chars().count() >= 2 && short == initials
}

/// An abbreviation as it is printed with stops: `RCP(b)` as `R.C.P.(b)` and `R. C. P. (b)`.
pub fn with_stops(name: &str) -> Vec<String> {
    let letters = name.find(|c: char| !c.is_uppercase()).unwrap_or(name.len());
    let (capitals, rest) = name.split_at(letters);
    if capitals.chars().count() < 2 || !(rest.is_empty() || rest.starts_with('(')) {
        return Vec::new();
    }
    let gap = if rest.is_empty() { "" } else { " " };
    let letters: Vec<String> = capitals.chars().map(|c| format!("{c}.")).collect();
    vec![format!("{}{rest}", letters.concat()), format!("{}{gap}{rest}", letters.join(" "))]
}

/// Whether middle names are a patronymic, by which people are addressed: `Ilyich`, `Andreevna`.
pub fn is_patronymic(name: &str) -> bool {
    const ENDINGS: [&str; 6] = ["ich", "itch", "icz", "ovna", "evna", "ichna"];
    let lower = name.trim().to_lowercase();
    !lower.contains(' ') && ENDINGS.iter().any(|ending| lower.ends_with(ending))
}

/// The name cut before its first `of`, `in` or `for`; none where only one word is left.
pub fn head(name: &str) -> Option<&str> {
    before_link(name).filter(|head| head.split_whitespace().count() >= 2)
}

fn before_link(name: &str) -> Option<&str> {
    const LINKS: [&str; 3] = [" of ", " in ", " for "];
    let at = LINKS.iter().filter_map(|link| name.find(link)).min()?;
    Some(&name[..at])
}

/// Whether a form is the head of a name that goes on after `of`: `Council` of `Council of the Fleet`.
pub fn is_head_of(form: &str, name: &str) -> bool {
    before_link(name).is_some_and(|head| fold(head) == fold(form))
}

/// What follows the head of a name and its `of the`: `Fourth State Duma`.
pub fn tail(name: &str) -> Option<&str> {
    let head = before_link(name)?;
    let rest = name[head.len()..].trim_start();
    let rest = rest.split_once(' ')?.1;
    Some(rest.strip_prefix("the ").unwrap_or(rest))
}

/// The plural of a name of two words, for rows: `Polish front` → `Polish fronts`.
pub fn plural(name: &str) -> Option<String> {
    let words = name.split_whitespace().count();
    let last = name.chars().next_back()?;
    (words == 2 && last.is_alphabetic() && last != 's').then(|| format!("{name}s"))
}
