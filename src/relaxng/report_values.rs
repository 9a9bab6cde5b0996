//! What is told about attributes and values.

use super::check_attributes::Problem;
use super::compiled::prefixed;
use super::datatypes::{Datatype, explain_any};
use super::level::Level;
use super::machine::StateId;
use super::nearest::nearest;
use super::pattern::{ElementId, Node, PatternId};
use super::report::enumerate;
use super::validate::{InScope, Run, Stop};
use crate::diagnostic::Code;

/// How many values a message lists.
const MOST_VALUES: usize = 10;
/// How much of a value a message shows, in characters.
const MOST_SHOWN: usize = 60;

/// What a value could have been.
#[derive(Default)]
struct Expected<'c> {
    values: Vec<&'c str>,
    types: Vec<&'c Datatype>,
    list: bool,
}

impl Run<'_, '_> {
    /// Tells what is wrong with an attribute.
    #[cold]
    pub fn tell_attribute(&mut self, element: ElementId, problem: &Problem) -> Result<(), Stop> {
        let name = self.compiled.element_name(element).to_owned();
        match problem {
            Problem::NotAllowed(at) => self.not_allowed(element, &name, *at),
            Problem::BadValue(at, attributes) => {
                let attribute = &self.reader.attributes()[*at];
                let (place, value) = (attribute.value_at, attribute.value.to_string());
                let patterns: Vec<_> =
                    attributes.iter().map(|&id| self.compiled.attribute(id).value).collect();
                let (why, help) = self.why_not(&patterns, &value);
                let message = format!("`{}=\"{}\"`: {why}", attribute.written, shown(&value));
                self.tell_at(place, Code::BadValue, message, help)
            }
            Problem::Missing(attribute) => {
                let missing = self.compiled.attribute_name(*attribute);
                let message = format!("`<{name}>` has no `@{missing}`, which it must have");
                let gloss = self.compiled.attribute(*attribute).gloss.as_deref().map(str::to_owned);
                self.tell(Code::MissingAttribute, message, gloss)
            }
            Problem::MissingOne(attributes) => {
                let names = attributes.iter().map(|&id| self.compiled.attribute_name(id));
                let mut names: Vec<_> = names.map(|name| format!("`@{name}`")).collect();
                names.sort();
                names.dedup();
                let gloss = match attributes[..] {
                    [one] => self.compiled.attribute(one).gloss.as_deref().map(str::to_owned),
                    _ => None,
                };
                let message = if names.is_empty() {
                    format!("the attributes of `<{name}>` do not go together")
                } else {
                    format!("`<{name}>` has no {}", enumerate(names, MOST_VALUES, "or"))
                };
                self.tell(Code::MissingAttribute, message, gloss)
            }
            Problem::Clashes(at) => {
                let attribute = &self.reader.attributes()[*at];
                let others = self.reader.attributes().iter().enumerate();
                let others = others.filter(|(other, _)| other != at);
                let others = others.map(|(_, other)| format!("`@{}`", other.written)).collect();
                let message = format!(
                    "`@{}` is not allowed together with the other attributes of `<{name}>`",
                    attribute.written
                );
                let help = format!("they are {}", enumerate(others, MOST_VALUES, "and"));
                self.tell_at(attribute.at, Code::MisplacedAttribute, message, Some(help))
            }
        }
    }

    fn not_allowed(&mut self, element: ElementId, name: &str, at: usize) -> Result<(), Stop> {
        let attribute = &self.reader.attributes()[at];
        let (place, written) = (attribute.at, attribute.written.to_owned());
        let found = self.reader.name(attribute.name);
        let compiled = self.compiled;
        let allowed = compiled.element(element).attributes.iter();
        let allowed = allowed.filter_map(|&(symbol, ..)| compiled.attribute_names.name(symbol));
        let allowed: Vec<(&str, &str)> = allowed.collect();
        // `id` where `xml:id` is meant is the commonest of all.
        let same = allowed.iter().find(|(_, local)| *local == found.local);
        let near = match same {
            Some((namespace, local)) => Some(prefixed(namespace, local)),
            None => nearest(found.local, allowed.iter().map(|(_, local)| *local)).map(|near| {
                let (namespace, local) =
                    allowed.iter().find(|(_, local)| *local == near).expect("it is one of them");
                prefixed(namespace, local)
            }),
        };
        let help = near.map(|near| format!("did you mean `@{near}`?")).or_else(|| {
            let known = compiled.attribute_names.names();
            let elsewhere = known.into_iter().any(|known| known == (found.namespace, found.local));
            (!elsewhere).then(|| "no element of the schema has it".to_owned())
        });
        let message = format!("`<{name}>` has no attribute `@{written}`");
        self.tell_at(place, Code::MisplacedAttribute, message, help)
    }

    /// The text of an element that must be of a type and is not.
    #[cold]
    pub fn wrong_text(&mut self, level: Level, text: &str) -> Result<(), Stop> {
        let name = level.element.map_or("*", |id| self.compiled.element_name(id)).to_owned();
        let patterns = self.patterns_of(level.state);
        let (why, help) = self.why_not(&patterns, text);
        let message = format!("`<{name}>` holds `{}`: {why}", shown(text));
        self.tell(Code::BadText, message, help)
    }

    fn patterns_of(&self, state: StateId) -> Vec<PatternId> {
        self.machine.threads(state).to_vec()
    }

    /// Why a value matches none of several patterns, and what would help.
    fn why_not(&self, patterns: &[PatternId], value: &str) -> (String, Option<String>) {
        let mut expected = Expected::default();
        for &pattern in patterns {
            self.expect(pattern, &mut expected);
        }
        let context = InScope(&self.reader);
        let Expected { mut values, types, list } = expected;
        values.dedup();
        let near = nearest(value.trim(), values.iter().copied());
        let known = || {
            let values = values.iter().map(|value| format!("`{value}`")).collect();
            enumerate(values, MOST_VALUES, "or")
        };
        let suggestion = near.map(|near| format!("did you mean `{near}`?"));
        if !list {
            let why = explain_any(&types, value, &context).filter(|_| !types.is_empty());
            return match (why, values.is_empty()) {
                (Some(why), true) => (why, None),
                (Some(why), false) => {
                    (why, suggestion.or_else(|| Some(format!("or one of {}", known()))))
                }
                (None, false) => {
                    let help = suggestion.or_else(|| Some(format!("known are {}", known())));
                    ("this value is not known".into(), help)
                }
                (None, true) => ("this value is not allowed".into(), None),
            };
        }
        let fits = |token: &str| {
            values.contains(&token) || types.iter().any(|datatype| datatype.check(token, &context))
        };
        let mut tokens = value.split_ascii_whitespace();
        if let Some(bad) = tokens.clone().find(|token| !fits(token)) {
            let why = explain_any(&types, bad, &context).filter(|_| !types.is_empty());
            let why = why.unwrap_or_else(|| "this value is not known".into());
            let near = nearest(bad, values.iter().copied());
            let help = near.map(|near| format!("did you mean `{near}`?"));
            let help =
                help.or_else(|| (!values.is_empty()).then(|| format!("known are {}", known())));
            return (format!("`{}`: {why}", shown(bad)), help);
        }
        let why = match tokens.next() {
            None => "at least one value is needed",
            Some(_) => "these are too many values, too few, or in the wrong order",
        };
        (why.into(), None)
    }

    /// Collects the values and types that a pattern allows.
    fn expect<'c>(&'c self, pattern: PatternId, expected: &mut Expected<'c>) {
        let (patterns, strings) = (self.machine.patterns(), &self.compiled.strings);
        let mut todo = vec![pattern];
        while let Some(id) = todo.pop() {
            match patterns.node(id) {
                Node::Data(data) => expected.types.push(&strings.data[data.index()].datatype),
                Node::Value(value) => expected.values.push(&strings.values[value.index()].text),
                Node::List(inside) => {
                    expected.list = true;
                    todo.extend(strings.lists[&inside].leaves().iter().rev());
                }
                Node::Choice(members) => todo.extend(patterns.members(members).iter().rev()),
                Node::Group(a, b) | Node::Interleave(a, b) => todo.extend([b, a]),
                Node::OneOrMore(inside) => todo.push(inside),
                Node::NotAllowed
                | Node::Empty
                | Node::Text
                | Node::Element(_)
                | Node::Attribute(_) => {}
            }
        }
    }
}

/// A value as messages show it: on one line and not too long.
fn shown(value: &str) -> String {
    let value = value.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
    match value.char_indices().nth(MOST_SHOWN) {
        Some((end, _)) => format!("{}…", &value[..end]),
        None => value,
    }
}
