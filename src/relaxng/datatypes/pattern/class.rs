//! The classes that have names: categories, blocks, `\i` `\c` `\d` `\w` `\s` and their opposites.

use super::super::names::{LETTERS, OTHERS};
use super::blocks::BLOCKS;
use super::tree::Class;
use regex_syntax::hir::{Class as HirClass, HirKind};
use std::sync::{Arc, LazyLock};

/// The categories of Unicode that XML Schema names (section F.1.1); it leaves out `Cs`.
const CATEGORIES: [&str; 36] = [
    "L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No", "P", "Pc",
    "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Z", "Zs", "Zl", "Zp", "S", "Sm", "Sc", "Sk", "So", "C",
    "Cc", "Cf", "Co", "Cn",
];

/// The class of a category, such as `Lu`; none where there is no such category.
pub(super) fn category(name: &str) -> Option<Arc<Class>> {
    static OTHER: LazyLock<Arc<Class>> = LazyLock::new(|| Arc::new(general("C")));
    static SEPARATOR: LazyLock<Arc<Class>> = LazyLock::new(|| Arc::new(general("Z")));
    match name {
        // TEI's most used pattern is `[^\p{C}\p{Z}]+`.
        "C" => Some(Arc::clone(&OTHER)),
        "Z" => Some(Arc::clone(&SEPARATOR)),
        name => CATEGORIES.contains(&name).then(|| Arc::new(general(name))),
    }
}

/// The class of a category, from the tables of `regex-syntax`.
fn general(name: &str) -> Class {
    let parsed = regex_syntax::parse(&format!("\\p{{{name}}}"));
    match parsed.expect("every category of Unicode is known").into_kind() {
        HirKind::Class(HirClass::Unicode(class)) => Class::from_unicode(class),
        // A category of one character, such as `Zl`.
        HirKind::Literal(literal) => {
            Class::of(String::from_utf8_lossy(&literal.0).chars().map(|c| (c, c)))
        }
        other => unreachable!("a category is a class of characters, not {other:?}"),
    }
}

/// The class of a Unicode block, by its name without spaces; none where there is no such block.
pub(super) fn block(name: &str) -> Option<Arc<Class>> {
    if name == "PrivateUse" {
        let ranges =
            [('\u{e000}', '\u{f8ff}'), ('\u{f0000}', '\u{ffffd}'), ('\u{100000}', '\u{10fffd}')];
        return Some(Arc::new(Class::of(ranges)));
    }
    if matches!(name, "HighSurrogates" | "HighPrivateUseSurrogates" | "LowSurrogates") {
        return Some(Arc::new(Class::default()));
    }
    let &(_, first, last) = BLOCKS.iter().find(|(known, _, _)| *known == name)?;
    let at = |code| char::from_u32(code).expect("no other block holds surrogates");
    Some(Arc::new(Class::of([(at(first), at(last))])))
}

/// `.`: everything but the ends of lines.
pub(super) fn any() -> Arc<Class> {
    static ANY: LazyLock<Arc<Class>> =
        LazyLock::new(|| Arc::new(Class::of([('\n', '\n'), ('\r', '\r')]).negated()));
    Arc::clone(&ANY)
}

/// The class of a letter after a backslash: `s`, `S`, `i`, `I`, `c`, `C`, `d`, `D`, `w`, `W`.
pub(super) fn short(letter: char) -> Option<Arc<Class>> {
    let class = match letter.to_ascii_lowercase() {
        // White space is XML's four characters; a no-break space is none.
        's' => Class::of([(' ', ' '), ('\t', '\t'), ('\n', '\n'), ('\r', '\r')]),
        'i' => Class::of(ASCII_LETTERS.into_iter().chain(LETTERS)),
        'c' => {
            let ascii = [('0', '9'), ('-', '-'), ('.', '.')];
            Class::of(ASCII_LETTERS.into_iter().chain(ascii).chain(LETTERS).chain(OTHERS))
        }
        'd' => general("Nd"),
        'w' => {
            let mut outside = general("P");
            outside.unite(&general("Z"));
            outside.unite(&general("C"));
            outside.negated()
        }
        _ => return None,
    };
    Some(Arc::new(if letter.is_ascii_uppercase() { class.negated() } else { class }))
}

const ASCII_LETTERS: [(char, char); 4] = [('A', 'Z'), ('a', 'z'), ('_', '_'), (':', ':')];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_category_has_its_characters() {
        for name in CATEGORIES {
            assert!(category(name).is_some(), "{name}");
        }
        assert!(category("Cs").is_none() && category("Greek").is_none());
        assert!(category("Lu").is_some_and(|class| class.contains('É') && !class.contains('é')));
        assert!(category("Cn").is_some_and(|class| class.contains('\u{378}')));
    }

    #[test]
    fn short_classes_are_those_of_xml_schema() {
        let has = |letter, c| short(letter).expect("a class").contains(c);
        assert!(has('s', '\r') && !has('s', '\u{a0}') && has('S', '\u{a0}'));
        assert!(has('d', '٣') && has('w', '$') && !has('w', '_') && !has('w', '-'));
        assert!(has('i', ':') && !has('i', '1') && has('c', '·') && has('C', ' '));
        assert!(short('b').is_none());
    }

    #[test]
    fn blocks_are_named_as_in_unicode() {
        let has = |name, c| block(name).expect("a block").contains(c);
        assert!(has("Greek", 'Ω') && has("GreekandCoptic", 'Ω') && has("BasicLatin", 'a'));
        assert!(has("PrivateUse", '\u{e000}') && !has("LowSurrogates", 'a'));
        assert!(block("Klingon").is_none());
    }
}
