use super::*;
use crate::relaxng::syntax::{
    Component, MAX_DEPTH, NameClass, NameClassKind, Pattern, PatternKind,
};
use proptest::prelude::*;
use std::fmt::Write;

/// The tree of a schema in a short form of its own, to be compared as a whole.
fn tree(schema: &str) -> String {
    match read(schema.as_bytes(), "t.rnc", "urn:in") {
        Ok(file) => pattern(&file.root),
        Err(error) => format!("{}: {}", error.at, error.message),
    }
}

fn all(patterns: &[Pattern]) -> String {
    patterns.iter().map(pattern).collect::<Vec<_>>().join(" ")
}

fn pattern(pattern: &Pattern) -> String {
    let shown = match &pattern.kind {
        PatternKind::Element { name, content } => format!("(e {} {})", class(name), all(content)),
        // The XML syntax may leave it out.
        PatternKind::Attribute { name, content } if content.is_empty() => {
            format!("(a {} text)", class(name))
        }
        PatternKind::Attribute { name, content } => format!("(a {} {})", class(name), all(content)),
        PatternKind::Group(parts) => format!("(, {})", all(parts)),
        PatternKind::Interleave(parts) => format!("(& {})", all(parts)),
        PatternKind::Choice(parts) => format!("(| {})", all(parts)),
        PatternKind::Optional(parts) => format!("(? {})", all(parts)),
        PatternKind::ZeroOrMore(parts) => format!("(* {})", all(parts)),
        PatternKind::OneOrMore(parts) => format!("(+ {})", all(parts)),
        PatternKind::List(parts) => format!("(list {})", all(parts)),
        PatternKind::Mixed(parts) => format!("(mixed {})", all(parts)),
        PatternKind::Ref(name) => name.to_string(),
        PatternKind::ParentRef(name) => format!("^{name}"),
        PatternKind::Empty => "empty".into(),
        PatternKind::NotAllowed => "none".into(),
        PatternKind::Text => "text".into(),
        PatternKind::Value { library, name, value, .. } => {
            format!("{}{name}={value:?}", short(library))
        }
        PatternKind::Data { library, name, parameters, except } => {
            let mut shown = format!("{}{name}", short(library));
            for param in parameters {
                write!(shown, "[{}={}]", param.name, param.value).expect("strings take all");
            }
            match except.as_slice() {
                [] => shown,
                [_] => format!("(- {shown} {})", all(except)),
                // The XML syntax leaves out that it is a choice.
                _ => format!("(- {shown} (| {}))", all(except)),
            }
        }
        PatternKind::External(to) => format!("(external {} {})", to.href, to.namespace),
        PatternKind::Grammar(parts) => format!("(grammar{})", components(parts)),
    };
    match &pattern.gloss {
        Some(gloss) => format!("{shown}#{gloss}#"),
        None => shown,
    }
}

fn short(library: &str) -> &str {
    if library.ends_with("XMLSchema-datatypes") { "xsd:" } else { library }
}

fn components(parts: &[Component]) -> String {
    let mut shown = String::new();
    for part in parts {
        let (name, definition) = match part {
            Component::Start(definition) => ("start", definition),
            Component::Define(name, definition) => (&**name, definition),
            Component::Div(parts) => {
                write!(shown, " (div{})", components(parts)).expect("strings take all");
                continue;
            }
            Component::Include(include) => {
                let (to, own) = (&include.reference, components(&include.overrides));
                write!(shown, " (include {} {}{own})", to.href, to.namespace)
                    .expect("strings take all");
                continue;
            }
        };
        let combine = definition.combine.map_or(String::new(), |combine| format!("{combine:?}"));
        write!(shown, " {name}{combine}={}", all(&definition.content)).expect("strings take all");
    }
    shown
}

fn class(name: &NameClass) -> String {
    // What is excepted is a choice, said or not.
    let many = |classes: &[NameClass]| match classes {
        [NameClass { kind: NameClassKind::Choice(_), .. }] => class(&classes[0]),
        [only] => class(only),
        _ => format!("({})", classes.iter().map(class).collect::<Vec<_>>().join("|")),
    };
    match &name.kind {
        NameClassKind::Name { namespace, local } => format!("{{{namespace}}}{local}"),
        NameClassKind::AnyName(except) if except.is_empty() => "*".into(),
        NameClassKind::AnyName(except) => format!("*-{}", many(except)),
        NameClassKind::NsName(namespace, except) if except.is_empty() => {
            format!("{{{namespace}}}*")
        }
        NameClassKind::NsName(namespace, except) => format!("{{{namespace}}}*-{}", many(except)),
        NameClassKind::Choice(classes) => {
            format!("({})", classes.iter().map(class).collect::<Vec<_>>().join("|"))
        }
    }
}

#[test]
fn operators_and_repeats_build_the_tree() {
    assert_eq!(
        tree("default namespace = \"\" element a { b?, (c | d+)*, e & f }"),
        "52: `,` and `&` need parentheses between them"
    );
    assert_eq!(
        tree("default namespace = \"\" element a { b?, (c | d+)*, (e & f) }"),
        "(e {}a (? b) (* (| c (+ d))) (& e f))"
    );
    assert_eq!(tree("element a { b?* }"), "14: `}` is wanted here, got `*`");
    assert_eq!(tree("mixed { list { a, b } }?"), "(? (mixed (list a b)))");
    assert_eq!(tree("element a { a b }"), "14: `}` is wanted here, got `b`");
}

#[test]
fn names_are_resolved() {
    assert_eq!(tree("element a { attribute b { empty } }"), "(e {urn:in}a (a {}b empty))");
    assert_eq!(
        tree(
            "default namespace p = \"urn:p\" namespace q = inherit \
              element a | p:b | q:* - (q:c | p:d) | * { attribute (x|p:y) { text } }"
        ),
        "74: `{` is wanted here, got `-`"
    );
    assert_eq!(
        tree(
            "default namespace p = \"urn:p\" namespace q = inherit \
              element a | (q:* - (q:c | p:d)) | * { attribute (x|p:y) { text } }"
        ),
        "(e ({urn:p}a|{urn:in}*-({urn:in}c|{urn:p}d)|*) (a ({}x|{urn:p}y) text))"
    );
    assert_eq!(tree("element * - a { text }"), "(e *-{urn:in}a text)");
    assert_eq!(tree("element * - a - b { text }"), "14: `{` is wanted here, got `-`");
    assert_eq!(tree("element (*) - a { text }"), "12: `{` is wanted here, got `-`");
    assert_eq!(
        tree("element xml:id { text }"),
        "(e {http://www.w3.org/XML/1998/namespace}id text)"
    );
    assert_eq!(
        tree("element p:a { text }"),
        "8: the prefix `p` is not declared: `namespace p = \"…\"`"
    );
    assert_eq!(tree("p:a"), "0: the datatype prefix `p` is not declared: `datatypes p = \"…\"`");
}

#[test]
fn a_backslash_makes_a_keyword_a_name() {
    assert_eq!(tree("element element { \\element }"), "(e {urn:in}element element)");
    assert_eq!(tree("\\start = \\start"), "(grammar start=start)");
    assert_eq!(tree("element a { div }"), "12: a pattern is wanted here, got `div`");
    assert_eq!(
        tree("element a { parent text }"),
        "19: a definition's name (a keyword is written with `\\` before it) is wanted here, got `text`"
    );
}

#[test]
fn datatypes_have_values_parameters_and_exceptions() {
    assert_eq!(tree("\"a\" ~ 'b' | string \"c\""), "(| token=\"ab\" string=\"c\")");
    assert_eq!(
        tree("xsd:token { pattern = \"\\d\" ~ '+' maxLength = \"2\" } - (\"1\" | xsd:int \"2\")"),
        "(- xsd:token[pattern=\\d+][maxLength=2] (| token=\"1\" xsd:int=\"2\"))"
    );
    assert_eq!(
        tree("(token - \"a\"), token - \"b\""),
        "26: a type with an exception (`-`) needs parentheses around it here"
    );
    assert_eq!(tree("datatypes d = \"urn:d\" d:x"), "urn:dx");
    assert_eq!(tree("datatypes d = \"d\" d:x"), "0: `d` is no absolute URI without a fragment");
    assert!(tree("datatypes xsd = \"urn:d\" xsd:x").starts_with("0: `xsd` stands for"));
}

#[test]
fn grammars_hold_definitions_and_other_files() {
    assert_eq!(
        tree(
            "start = a b |= text c &= x, y div { d = grammar { start = parent b } } \
              include \"i.rnc\" { start = a div { e = empty } }"
        ),
        "(grammar start=a bChoice=text cInterleave=x y (div d=(grammar start=^b)) \
         (include i.rnc urn:in start=a (div e=empty)))"
    );
    assert_eq!(
        tree("namespace p = \"urn:p\" start = external 'x' inherit = p include 'y' inherit = p"),
        "(grammar start=(external x urn:p) (include y urn:p))"
    );
    assert_eq!(
        tree("include 'x' { include 'y' }"),
        "14: a definition, `start` or `div` is wanted here, got `include`"
    );
    assert_eq!(tree("start = external 'x#y'"), "17: `x#y` has a fragment; a whole file is meant");
}

#[test]
fn documentation_becomes_the_gloss() {
    assert_eq!(
        tree(
            "## A person,\n  ## or more.\n## (Lists too.)\n\n## Not this.\nelement a {\n### x\n\"v\" }"
        ),
        "(e {urn:in}a token=\"v\"#x#)#A person, or more. (Lists too.)#"
    );
    assert_eq!(
        tree(
            "namespace a = \"http://relaxng.org/ns/compatibility/annotations/1.0\"\n\
              [ a:default = \"1\" a:documentation [ xml:lang = \"en\" \"one\" ~ \" two\" ] ]\n\
              element b { empty >> a:documentation [ \"after\" ] }"
        ),
        "(e {urn:in}b empty)#one two#"
    );
    assert_eq!(
        tree("element a { empty } ## no"),
        "20: an operator or the end of the file is wanted here, got documentation (`##`)"
    );
}

#[test]
fn annotations_are_checked_and_skipped() {
    let with = |text: &str| tree(&format!("namespace p = \"urn:p\" {text} element a {{ empty }}"));
    assert_eq!(with("[ p:x = \"1\" y [ z = '2' \"text\" p:q [] ] ]"), "(e {urn:in}a empty)");
    assert_eq!(with("[ p:x = \"1\" p:x = \"2\" ]"), "34: the attribute `x` is there twice");
    assert_eq!(with("[ x = \"1\" ]"), "24: an attribute of an annotation needs a namespace");
    assert_eq!(with("[ x [] p:y = \"1\" ]"), "33: `[` is wanted here, got `=`");
    assert_eq!(with("[ q:x [] ]"), "24: the prefix `q` is not declared: `namespace q = \"…\"`");
    assert_eq!(tree("x [ \"a\" ] start = y >> z []"), "(grammar start=y)");
}

#[test]
fn escapes_stand_for_characters() {
    assert_eq!(tree("\\x{65}mpty"), "empty");
    assert_eq!(tree("\\\\x{65}mpty, empty"), "(, empty empty)", "the first is a reference");
    assert_eq!(tree("\"\\x{E9}\\xxx{a}\\y\""), "token=\"é\\n\\\\y\"");
    assert_eq!(tree("\"\\x{}\""), "4: an escape is hexadecimal digits in braces, as `\\x{E9}`");
    assert_eq!(tree("\"\\x{d800}\""), "4: `d800` is the code of no character");
    assert_eq!(tree("\"\\x{fffffffff}\""), "4: `fffffffff` is the code of no character");
    assert_eq!(tree("text\\x{a}"), "4: `\\n` means nothing here");
}

#[test]
fn literals_end_on_their_line_or_in_three_quotes() {
    assert_eq!(tree("\"a\nb\""), "0: the literal has no closing `\"` on its line");
    assert_eq!(tree("\"\"\"a\r\n\"\"b\"\"\""), "token=\"a\\n\\\"\\\"b\"");
    assert_eq!(tree("'''a"), "0: the literal has no closing `'''`");
    assert_eq!(tree("\"\"~''"), "token=\"\"");
    assert_eq!(tree("text\u{1}"), "4: the character U+0001 is not allowed");
}

#[test]
fn prefixes_are_declared_once() {
    let twice = |a, b| tree(&format!("namespace p = \"{a}\" namespace p = \"{b}\" text"));
    assert_eq!(twice("urn:a", "urn:a"), "text");
    assert_eq!(twice("urn:a", "urn:b"), "22: `p` is declared already, as `urn:a`");
    assert_eq!(
        tree("namespace xmlns = \"urn:a\" text"),
        "0: `xmlns` is no prefix that can be declared"
    );
    assert!(tree("namespace xml = \"urn:a\" text").starts_with("0: `xml` stands for"));
}

#[test]
fn bytes_are_decoded_by_their_mark() {
    let read = |bytes: &[u8]| read(bytes, "t", "").map(|file| pattern(&file.root));
    assert_eq!(read(b"\xef\xbb\xbftext").as_deref(), Ok("text"));
    assert_eq!(read(b"\xff\xfet\0e\0x\0t\0").as_deref(), Ok("text"));
    assert_eq!(read(b"te\xff").unwrap_err().at, 2);
    assert_eq!(
        read(b"\xfe\xff\xd8\0").unwrap_err().message,
        "the file is not UTF-16BE, as it says"
    );
    assert_eq!(read(b" # nothing").unwrap_err().message, "the schema is empty");
}

/// How deep a tree of patterns is.
fn depth(pattern: &Pattern) -> usize {
    let inner = match &pattern.kind {
        PatternKind::Element { content, .. }
        | PatternKind::Attribute { content, .. }
        | PatternKind::Group(content)
        | PatternKind::Choice(content)
        | PatternKind::Optional(content) => content.iter().map(depth).max(),
        _ => None,
    };
    1 + inner.unwrap_or(0)
}

#[test]
fn nesting_is_limited_and_trees_stay_shallow() {
    for (open, close) in [("(", ")"), ("element a {", "}"), ("grammar { start = ", "}")] {
        for levels in [NESTING + 1, 100_000] {
            let error = tree(&format!("{}text{}", open.repeat(levels), close.repeat(levels)));
            assert!(error.contains("brackets nest deeper"), "{error}");
        }
    }
    for text in ["element ", "a [", "[a [", "element a {(text,"] {
        assert!(read(text.repeat(100_000).as_bytes(), "t", "").is_err());
    }
    let deepest =
        "(element a { text, ".repeat(NESTING / 2) + "text" + &"}?|text)".repeat(NESTING / 2);
    let file = read(deepest.as_bytes(), "t", "").expect("as deep as is allowed");
    assert!(depth(&file.root) <= MAX_DEPTH);
}

proptest! {
    #[test]
    fn no_text_panics(text in "[ a\\n\"'#~=|&{}()\\[\\],?*+>:\\\\x1-]{0,40}") {
        let _ = read(text.as_bytes(), "t", "");
    }

    #[test]
    fn no_order_of_words_panics(words in prop::collection::vec(prop::sample::select(vec![
        "element", "attribute", "a", "p:a", "p:*", "*", "-", "|", ",", "&", "{", "}", "(", ")", "[",
        "]", "\"v\"", "~", "=", "|=", "##d\n", "start", "include", "namespace", "string", "xsd:int",
        "?", ">>", "text", "grammar", "div", "inherit",
    ]), 0..24)) {
        let _ = read(words.join(" ").as_bytes(), "t", "");
    }
}

/// Each schema of the suite, in both syntaxes, is one tree.
#[test]
fn both_syntaxes_of_the_suite_are_one_tree() {
    let path =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/relaxng/compacttest.xml");
    if !path.exists() {
        assert!(std::env::var_os("RUBRICATE_NEED_SHARED").is_none(), "the suite is missing");
        eprintln!("skipped: the suite is not here");
        return;
    }
    let suite = std::fs::read_to_string(path).expect("the suite is read");
    let document = roxmltree::Document::parse(&suite).expect("the suite is well-formed");
    let (mut compared, mut differ) = (0, Vec::new());
    for (n, case) in (1..).zip(document.descendants().filter(|n| n.has_tag_name("testCase"))) {
        let correct = |syntax| {
            let syntax = case.children().find(|child| child.has_tag_name(syntax))?;
            syntax.children().find(|child| child.has_tag_name("correct"))
        };
        let (Some(compact), Some(xml)) = (correct("compact"), correct("xml")) else { continue };
        let root = xml.children().find(roxmltree::Node::is_element).expect("a schema");
        let xml = crate::relaxng::xml_syntax::read(suite[root.range()].as_bytes(), "t.rng", "");
        let xml = xml.map_or_else(|error| error.message, |file| pattern(&file.root));
        let compact = read(compact.text().unwrap_or_default().as_bytes(), "t.rnc", "");
        let compact = compact.map_or_else(|error| error.message, |file| pattern(&file.root));
        compared += 1;
        // The files that the two refer to are in their own syntax.
        if compact.replace("x.rnc", "x.rng") != xml {
            differ.push(format!("{n}\n  {compact}\n  {xml}"));
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
    assert_eq!(compared, 56);
}
