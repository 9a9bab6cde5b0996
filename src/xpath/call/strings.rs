//! Functions on strings, regular expressions among them.

use super::super::atomic::{Atom, Str};
use super::super::cast::{collapse, is_space};
use super::super::fault::Fault;
use super::super::functions::Function as F;
use super::super::value::{Item, Seq};
use super::{Call, texts};
use regex::Regex;
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

impl<'a> Call<'_, 'a> {
    pub(super) fn of_strings(&self) -> Result<Seq<'a>, Fault> {
        match self.function {
            F::String => match self.evaluation.only(&self.seq(0)?)? {
                Some(item) => Ok(Seq::text(self.evaluation.string(item))),
                None => Ok(Seq::text("")),
            },
            F::Concat => self.concat(),
            F::StringJoin => self.join(),
            F::Contains => self.both(|text, part| text.contains(part)),
            F::StartsWith => self.both(|text, part| text.starts_with(part)),
            F::EndsWith => self.both(|text, part| text.ends_with(part)),
            F::SubstringBefore => self.part(|text, part| text.split_once(part).map(|(b, _)| b)),
            F::SubstringAfter => self.part(|text, part| text.split_once(part).map(|(_, a)| a)),
            F::Substring => self.substring(),
            F::StringLength => {
                let text = self.text(0)?;
                self.evaluation.spend_text(text.len())?;
                Ok(Seq::integer(text.chars().count()))
            }
            F::NormalizeSpace => {
                let text = self.text(0)?;
                self.evaluation.spend_text(text.len())?;
                let collapsed = match collapse(&text) {
                    Cow::Owned(made) => Some(made),
                    Cow::Borrowed(_) => None,
                };
                Ok(Seq::text(collapsed.map_or(text, Str::from)))
            }
            F::UpperCase => self.changed(str::to_uppercase),
            F::LowerCase => self.changed(str::to_lowercase),
            F::EncodeForUri => self.changed(|text| percent(text, |b| b"-_.~".contains(&b))),
            F::IriToUri => self.changed(|text| {
                percent(text, |b| (0x21..0x7F).contains(&b) && !b"<>\"{}|\\^`".contains(&b))
            }),
            F::NormalizeUnicode => self.normalize_unicode(),
            F::Translate => self.translate(),
            F::Matches => {
                let (text, regex) = self.regex(2)?;
                Ok(Seq::boolean(regex.is_match(&text)))
            }
            F::Replace => self.replace(),
            F::Tokenize => self.tokenize(),
            F::ContainsToken => self.contains_token(),
            F::Compare => match (self.atom(0)?, self.atom(1)?) {
                (Some(_), Some(_)) => {
                    let order = self.text(0)?.as_str().cmp(&self.text(1)?);
                    Ok(Seq::atom(Atom::Integer(order as i64)))
                }
                _ => Ok(Seq::Empty),
            },
            F::CodepointEqual => match (self.atom(0)?, self.atom(1)?) {
                (Some(_), Some(_)) => Ok(Seq::boolean(*self.text(0)? == *self.text(1)?)),
                _ => Ok(Seq::Empty),
            },
            F::StringToCodepoints => {
                let text = self.text(0)?;
                self.evaluation.spend(text.len() as u64)?;
                let code = |c: char| Item::Atom(Atom::Integer(i64::from(u32::from(c))));
                Ok(text.chars().map(code).collect())
            }
            F::CodepointsToString => self.codepoints_to_string(),
            _ => Ok(Seq::text("http://www.w3.org/2005/xpath-functions/collation/codepoint")),
        }
    }

    fn concat(&self) -> Result<Seq<'a>, Fault> {
        let mut joined = String::new();
        for at in 0..self.count() {
            if let Some(atom) = self.atom(at)? {
                joined.push_str(&atom.to_text());
                self.evaluation.spend_text(joined.len())?;
            }
        }
        Ok(Seq::text(joined))
    }

    fn join(&self) -> Result<Seq<'a>, Fault> {
        let between = self.text_or(1, "")?;
        let mut joined = String::new();
        for (at, atom) in self.atoms(0)?.iter().enumerate() {
            if at > 0 {
                joined.push_str(&between);
            }
            let part = atom.to_text();
            self.evaluation.spend_text(part.len() + between.len())?;
            joined.push_str(&part);
        }
        Ok(Seq::text(joined))
    }

    fn both(&self, test: fn(&str, &str) -> bool) -> Result<Seq<'a>, Fault> {
        let (text, part) = (self.text(0)?, self.text(1)?);
        self.evaluation.spend_text(text.len())?;
        Ok(Seq::boolean(test(&text, &part)))
    }

    fn part(&self, cut: for<'t> fn(&'t str, &str) -> Option<&'t str>) -> Result<Seq<'a>, Fault> {
        let (text, part) = (self.text(0)?, self.text(1)?);
        self.evaluation.spend_text(text.len())?;
        // What comes before or after nothing: nothing before, everything after.
        Ok(match &text {
            Str::Borrowed(text) => Seq::text(cut(text, &part).unwrap_or("")),
            Str::Made(text) => Seq::text(cut(text, &part).unwrap_or("").to_owned()),
        })
    }

    fn changed(&self, change: impl Fn(&str) -> String) -> Result<Seq<'a>, Fault> {
        let text = self.text(0)?;
        self.evaluation.spend_text(text.len() * 2)?;
        Ok(Seq::text(change(&text)))
    }

    fn substring(&self) -> Result<Seq<'a>, Fault> {
        let text = self.text(0)?;
        self.evaluation.spend_text(text.len())?;
        let from = self.rounded(1)?;
        let to = if self.count() > 2 { from + self.rounded(2)? } else { f64::INFINITY };
        let inside = |at: usize| {
            let position = at as f64 + 1.0;
            position >= from && position < to
        };
        let kept = text.chars().enumerate().filter(|(at, _)| inside(*at)).map(|(_, c)| c);
        Ok(Seq::text(kept.collect::<String>()))
    }

    fn normalize_unicode(&self) -> Result<Seq<'a>, Fault> {
        let form = self.text_or(1, "NFC")?.trim().to_uppercase();
        match form.as_str() {
            "NFC" => self.changed(|text| text.nfc().collect()),
            "NFD" => self.changed(|text| text.nfd().collect()),
            "NFKC" => self.changed(|text| text.nfkc().collect()),
            "NFKD" => self.changed(|text| text.nfkd().collect()),
            "" => self.changed(str::to_owned),
            _ => Err(Fault::dynamic(format!("`{form}` is no normalisation of Unicode"))),
        }
    }

    fn translate(&self) -> Result<Seq<'a>, Fault> {
        let (from, to) = (self.text(1)?, self.text(2)?);
        let (from, to): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
        let text = self.text(0)?;
        self.evaluation.spend(text.len().saturating_mul(from.len() + 1) as u64 / 8)?;
        let change = |c: char| match from.iter().position(|&known| known == c) {
            Some(at) => to.get(at).copied(),
            None => Some(c),
        };
        Ok(Seq::text(text.chars().filter_map(change).collect::<String>()))
    }

    /// The text and the compiled pattern of a call; the flags are the argument at `flags`.
    fn regex(&self, flags: usize) -> Result<(Str<'a>, Regex), Fault> {
        let text = self.text(0)?;
        self.evaluation.spend_text(text.len())?;
        let regex = self.evaluation.patterns.get(&self.text(1)?, &self.text_or(flags, "")?)?;
        Ok((text, regex))
    }

    fn replace(&self) -> Result<Seq<'a>, Fault> {
        let (text, regex) = self.regex(3)?;
        if regex.is_match("") {
            return Err(Fault::dynamic("the pattern of `replace()` fits the empty string"));
        }
        let template = self.text(2)?;
        let literal = self.count() > 3 && self.text(3)?.contains('q');
        let parts = if literal {
            vec![Piece::Text(template.as_str().to_owned())]
        } else {
            pieces(&template, regex.captures_len() - 1)?
        };
        let mut made = String::new();
        let mut end = 0;
        for found in regex.captures_iter(&text) {
            let Some(whole) = found.get(0) else { continue };
            made.push_str(&text[end..whole.start()]);
            for part in &parts {
                match part {
                    Piece::Text(text) => made.push_str(text),
                    Piece::Group(group) => {
                        made.push_str(found.get(*group).map_or("", |group| group.as_str()));
                    }
                }
            }
            self.evaluation.spend_text(made.len().saturating_sub(end).min(1 << 20))?;
            end = whole.end();
        }
        made.push_str(&text[end..]);
        Ok(Seq::text(made))
    }

    fn tokenize(&self) -> Result<Seq<'a>, Fault> {
        if self.count() == 1 {
            let text = self.text(0)?;
            self.evaluation.spend(text.len() as u64)?;
            let words = text.split(is_space).filter(|word| !word.is_empty());
            return Ok(texts(words.map(str::to_owned)));
        }
        let (text, regex) = self.regex(2)?;
        if regex.is_match("") {
            return Err(Fault::dynamic("the pattern of `tokenize()` fits the empty string"));
        }
        if text.is_empty() {
            return Ok(Seq::Empty);
        }
        self.evaluation.spend(text.len() as u64)?;
        Ok(match &text {
            Str::Borrowed(text) => {
                regex.split(text).map(|part| Item::Atom(Atom::text(part))).collect()
            }
            Str::Made(text) => texts(regex.split(text).map(str::to_owned)),
        })
    }

    fn contains_token(&self) -> Result<Seq<'a>, Fault> {
        let wanted = self.text(1)?;
        let wanted = wanted.trim_matches(is_space);
        let found = self.atoms(0)?.iter().any(|atom| {
            atom.as_text().is_some_and(|text| {
                !wanted.is_empty() && text.split(is_space).any(|word| word == wanted)
            })
        });
        Ok(Seq::boolean(found))
    }

    fn codepoints_to_string(&self) -> Result<Seq<'a>, Fault> {
        let mut text = String::new();
        for atom in self.atoms(0)? {
            let code = match atom {
                Atom::Integer(code) => u32::try_from(code).ok().and_then(char::from_u32),
                _ => None,
            };
            let allowed = |c: &char| *c >= ' ' || matches!(c, '\t' | '\n' | '\r');
            match code.filter(allowed) {
                Some(c) => text.push(c),
                None => return Err(Fault::dynamic(format!("`{atom}` is no character of XML"))),
            }
        }
        Ok(Seq::text(text))
    }
}

/// A part of the replacement of `replace()`.
enum Piece {
    Text(String),
    Group(usize),
}

/// `$1` is a group, `\$` and `\\` are themselves. Of `$12` only as many digits count as there are
/// groups.
fn pieces(template: &str, groups: usize) -> Result<Vec<Piece>, Fault> {
    let mut pieces = Vec::new();
    let mut text = String::new();
    let mut rest = template.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\\' => match rest.next() {
                Some(c @ ('\\' | '$')) => text.push(c),
                _ => {
                    let message = "in the replacement, `\\` stands before `\\` or `$` only";
                    return Err(Fault::dynamic(message));
                }
            },
            '$' => {
                let Some(mut group) = rest.next().and_then(|digit| digit.to_digit(10)) else {
                    return Err(Fault::dynamic("in the replacement, `$` needs a digit"));
                };
                while let Some(digit) = rest.peek().and_then(|c| c.to_digit(10)) {
                    let longer = group * 10 + digit;
                    if longer as usize > groups {
                        break;
                    }
                    group = longer;
                    rest.next();
                }
                pieces.push(Piece::Text(std::mem::take(&mut text)));
                if group as usize <= groups {
                    pieces.push(Piece::Group(group as usize));
                }
            }
            c => text.push(c),
        }
    }
    pieces.push(Piece::Text(text));
    Ok(pieces)
}

/// Bytes that are not kept become `%` and two digits; letters and digits always are.
fn percent(text: &str, kept: impl Fn(u8) -> bool) -> String {
    let mut made = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || kept(byte) {
            made.push(char::from(byte));
        } else {
            made.push_str(&format!("%{byte:02X}"));
        }
    }
    made
}
