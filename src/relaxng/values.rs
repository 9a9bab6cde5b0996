//! How the values of attributes are checked, worked out once: most are any text, one type, or one
//! of some words.

use super::datatypes::{BUILT_IN, NamespaceContext, XSD, collapse};
use super::pattern::{DataId, NOT_ALLOWED, Node, PatternId, Patterns};
use super::strings::Strings;
use hashbrown::HashSet;

/// What a value must be.
#[derive(Debug)]
pub enum Check {
    /// Any text.
    Any,
    /// Data of one type.
    Type(DataId),
    /// One or more data of one type, separated by white space.
    Types(DataId),
    /// One of these words; white space around them does not count.
    Words(HashSet<Box<str>>),
    /// Whatever else a pattern says.
    Pattern(PatternId),
}

impl Check {
    /// What a pattern asks of a value.
    pub fn new(patterns: &Patterns, strings: &Strings, value: PatternId) -> Self {
        if patterns.takes_any_text(value) {
            return Self::Any;
        }
        let plain = |id: PatternId| match patterns.node(id) {
            Node::Data(data) if strings.data[data.index()].except == NOT_ALLOWED => Some(data),
            _ => None,
        };
        match patterns.node(value) {
            Node::Data(_) => plain(value).map(Self::Type),
            Node::List(inside) => match patterns.node(inside) {
                Node::OneOrMore(each) => plain(each).map(Self::Types),
                _ => None,
            },
            Node::Choice(members) => {
                let members = patterns.members(members).iter();
                let words = members.map(|&member| match patterns.node(member) {
                    Node::Value(value) => {
                        let literal = &strings.values[value.index()];
                        let datatype = literal.value.datatype();
                        let is_token = datatype.name() == "token"
                            && [BUILT_IN, XSD].contains(&datatype.library());
                        is_token.then(|| Box::from(&*collapse(&literal.text)))
                    }
                    _ => None,
                });
                words.collect::<Option<_>>().map(Self::Words)
            }
            _ => None,
        }
        .unwrap_or(Self::Pattern(value))
    }

    /// Whether it is worth remembering what was right: where it takes time to find out, and the
    /// namespaces in scope have no say in it.
    pub fn is_steady(&self, patterns: &Patterns, strings: &Strings) -> bool {
        let mut waiting = match self {
            Self::Any | Self::Words(_) => return false,
            Self::Type(data) | Self::Types(data) => {
                return !strings.data[data.index()].datatype.needs_namespaces();
            }
            Self::Pattern(pattern) => vec![*pattern],
        };
        let mut seen = HashSet::new();
        while let Some(id) = waiting.pop() {
            if !seen.insert(id) {
                continue;
            }
            let datatype = match patterns.node(id) {
                Node::Data(data) => {
                    let data = &strings.data[data.index()];
                    waiting.push(data.except);
                    &data.datatype
                }
                Node::Value(value) => strings.values[value.index()].value.datatype(),
                Node::Choice(members) => {
                    waiting.extend(patterns.members(members));
                    continue;
                }
                Node::Group(a, b) | Node::Interleave(a, b) => {
                    waiting.extend([a, b]);
                    continue;
                }
                Node::OneOrMore(inside) | Node::List(inside) => {
                    waiting.push(inside);
                    continue;
                }
                Node::NotAllowed
                | Node::Empty
                | Node::Text
                | Node::Element(_)
                | Node::Attribute(_) => continue,
            };
            if datatype.needs_namespaces() {
                return false;
            }
        }
        true
    }

    /// Whether a value is right.
    #[inline]
    pub fn fits(
        &self,
        patterns: &Patterns,
        strings: &Strings,
        text: &str,
        context: &dyn NamespaceContext,
    ) -> bool {
        match self {
            Self::Any => true,
            Self::Type(data) => strings.data[data.index()].datatype.check(text, context),
            Self::Types(data) => {
                let datatype = &strings.data[data.index()].datatype;
                let mut words =
                    text.split([' ', '\t', '\n', '\r']).filter(|word| !word.is_empty()).peekable();
                words.peek().is_some() && words.all(|word| datatype.check(word, context))
            }
            Self::Words(words) => words.contains(&*collapse(text)),
            Self::Pattern(pattern) => strings.matches(patterns, *pattern, text, context),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::relaxng::Schema;

    /// Whether each value is right for an attribute of this type, in the compact syntax.
    fn fits<const N: usize>(kind: &str, values: [&str; N]) -> [bool; N] {
        let schema = format!("start = element a {{ attribute b {{ {kind} }} }}");
        let none = |_: &str| Err(String::new());
        let schema = Schema::compile_with(schema.as_bytes(), "s.rnc", &none).unwrap();
        values.map(|value| schema.validate(format!("<a b='{value}'/>").as_bytes()).is_empty())
    }

    #[test]
    fn words_are_compared_without_their_white_space() {
        assert_eq!(
            fits("'a' | ' b  c '", ["a", " b c&#10;", "bc", ""]),
            [true, true, false, false]
        );
        assert_eq!(fits("string 'a' | 'b'", ["a", " a", " b"]), [true, false, true]);
    }

    #[test]
    fn a_list_of_one_type_has_an_item() {
        assert_eq!(
            fits("list { xsd:int+ }", ["1", " 1 2 ", "", "1 x"]),
            [true, true, false, false]
        );
        assert_eq!(fits("list { xsd:int* }", ["", " ", "1 x"]), [true, true, false]);
    }

    #[test]
    fn a_name_is_judged_by_the_namespaces_around_it_each_time() {
        let schema = "start = element a { element b { attribute c { xsd:QName | xsd:int } }+ }";
        let none = |_: &str| Err(String::new());
        let schema = Schema::compile_with(schema.as_bytes(), "s.rnc", &none).unwrap();
        let found = schema.validate(b"<a><b xmlns:p='u' c='p:x'/><b c='1'/><b c='p:x'/></a>");
        let places: Vec<_> = found.iter().map(|one| one.place.at.map(|at| at.column)).collect();
        assert_eq!(places, [Some(44)]);
    }

    #[test]
    fn what_is_excepted_is_not_a_plain_type() {
        assert_eq!(fits("xsd:int - '1'", ["1", "2"]), [false, true]);
        assert_eq!(fits("list { (xsd:int - '1')+ }", ["1", "2 3", "2 1"]), [false, true, false]);
    }
}
