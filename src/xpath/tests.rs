use super::*;
use crate::xml::tree::NodeId;
use crate::xml::tree::tests::tree;

const SAMPLE: &str = "<doc xmlns='urn:d'><p n='1' xml:id='one'>a b</p><p n='2'><q/>c</p>\
    <l xmlns=''>x</l><d when='1823-02-28'/><d when='no'/></doc>";

fn scope() -> Scope {
    Scope { namespaces: vec![("d".into(), "urn:d".into())], ..Scope::default() }
}

fn value(document: &str, expression: &str) -> Result<String, Fault> {
    let mut program = Program::default();
    let expr = program.parse(expression, &scope())?;
    let documents = Documents::new(tree(document).into(), None);
    let evaluation =
        Evaluation::new(&program, &documents, Some(Moment::date(2026, 11, 23)), 100_000);
    evaluation.text_at(expr, Node::of_main(NodeId::DOCUMENT))
}

#[track_caller]
fn all(cases: &[(&str, &str)]) {
    for (expression, wanted) in cases {
        match value(SAMPLE, expression) {
            Ok(found) => assert_eq!(found, *wanted, "{expression}"),
            Err(fault) => panic!("{expression}: {fault}"),
        }
    }
}

#[test]
fn paths_select_in_document_order() {
    all(&[
        ("count(//d:p)", "2"),
        ("//d:p[2]/@n", "2"),
        ("(//d:p)[last()]/@n", "2"),
        ("//*[last()]/name()", "doc q d"),
        ("//l", "x"),
        ("count(//p)", "0"),
        ("(//d:q | //d:p)/name()", "p p q"),
        ("//d:q/ancestor::*/name()", "doc p"),
        ("//d:q/ancestor::*[1]/name()", "p"),
        ("//d:q/preceding::*/@n", "1"),
        ("count(//node() except //text())", "7"),
        ("//@*[. = '2']/../name()", "p"),
        ("//d:*/local-name()", "doc p p q d d"),
        ("//*:l/namespace-uri()", ""),
        ("id('one')/@n", "1"),
        ("//d:p/(if (d:q) then 'q' else 'none')", "none q"),
        ("for $p in //d:p return string-length($p)", "3 1"),
        ("count((1 to 5)[. mod 2 = 1])", "3"),
        (
            "string-join(for $i in 1 to 3, $j in 1 to 2 return concat($i, $j), ',')",
            "11,12,21,22,31,32",
        ),
    ]);
}

#[test]
fn comparisons_follow_the_types() {
    all(&[
        ("'a' = ('b', 'a')", "true"),
        ("//d:p/@n = 2", "true"),
        ("//d:p/@n != 2", "true"),
        ("not(//d:p/@n = 3)", "true"),
        ("//d:p[1]/@n eq '1'", "true"),
        ("() eq 1", ""),
        ("1 lt 2.5", "true"),
        ("xs:date('1918-02-14') gt xs:date('1918-02-01')", "true"),
        ("//d:q << //d:l", ""),
        ("//d:q << //l", "true"),
        ("//d:p[1] is //d:p[@n = '1']", "true"),
        ("some $x in (1, 2, 3) satisfies $x gt 2", "true"),
        ("every $x in (1, 2, 3) satisfies $x gt 2", "false"),
        ("number('x') = number('x')", "false"),
        ("(1, 2) = (2, 3) and 1 = 1.0", "true"),
        ("2 * 3 + 4 div 2 - 1", "7"),
        ("7 idiv 2, 7 mod 2, -7 idiv 2, 1 div 4, 1e0 div 4", "3 1 -3 0.25 0.25"),
        ("1 to 0", ""),
    ]);
}

#[test]
fn types_are_cast_and_asked_for() {
    all(&[
        ("//d:d[@when castable as xs:date]/@when", "1823-02-28"),
        ("'1823-02-30' castable as xs:date", "false"),
        ("year-from-date(//d:d[1]/@when cast as xs:date)", "1823"),
        (
            "5 instance of xs:integer, 5 instance of xs:decimal, '5' instance of xs:integer",
            "true true false",
        ),
        ("//d:p instance of element()+, //d:p instance of element()", "true false"),
        ("xs:integer('12') + 1", "13"),
        (
            "xs:boolean('1'), xs:double('1e3'), xs:double('1e10'), xs:decimal('1.50')",
            "true 1000 1.0E10 1.5",
        ),
        ("xs:float('0.1') = 0.1", "true"),
        ("string(1.0E6), string(123456.7e0), string(1e-7)", "1.0E6 123456.7 1.0E-7"),
        ("current-date() - xs:date('2026-11-20')", "P3D"),
        ("xs:date('2024-01-31') + xs:yearMonthDuration('P1M')", "2024-02-29"),
    ]);
}

#[test]
fn functions_give_what_xpath_says() {
    all(&[
        ("substring('motor car', 6)", " car"),
        ("substring('12345', 1.5, 2.6)", "234"),
        ("substring('12345', 0, 3)", "12"),
        (
            "substring-before('a-b', '-'), substring-after('a-b', '-'), substring-after('ab', '-')",
            "a b ",
        ),
        ("translate('bar', 'abc', 'AB')", "BAr"),
        ("normalize-space('  a   b ')", "a b"),
        ("tokenize('a, b,c', ',\\s*')", "a b c"),
        ("count(tokenize('', ','))", "0"),
        ("replace('abcd', '(b)(c)', '$2$1')", "acbd"),
        ("replace('a.b', '.', '\\$', 'q')", "a\\$b"),
        ("matches('Anno 1823', '^\\p{Lu}\\w+\\s\\d{4}$')", "true"),
        ("upper-case('straße'), string-length('é𝄞')", "STRASSE 2"),
        ("sum((1, 2.5)), avg((1, 2)), max((1, 3, 2)), min(('b', 'a')), sum(())", "3.5 1.5 3 a 0"),
        ("round(2.5), round(-2.5), round-half-to-even(2.5), floor(-1.5), abs(-3)", "3 -2 2 -2 3"),
        ("distinct-values(('a', 'b', 'a', 1, 1.0))", "a b 1"),
        ("index-of((10, 20, 10), 10), reverse((1, 2)), subsequence((1, 2, 3), 2, 1)", "1 3 2 1 2"),
        (
            "insert-before((1, 3), 2, 2), remove((1, 2), 1), exists(()), empty(())",
            "1 2 3 2 false true",
        ),
        ("deep-equal(//d:p[1], //d:p[2]), deep-equal((1, 'a'), (1, 'a'))", "false true"),
        ("string-to-codepoints('ab'), codepoints-to-string((97, 98))", "97 98 ab"),
        ("encode-for-uri('a b/é')", "a%20b%2F%C3%A9"),
        ("lang('en', //d:p[1]), base-uri(//d:p[1])", "false t.xml"),
        ("'a' || 1 || (), (1, 2) ! (. * 2), let $x := 3 return $x", "a1 2 4 3"),
        ("head((1, 2)), tail((1, 2, 3)), contains-token('a b', 'b')", "1 2 3 true"),
        (
            "name(//d:p[1]/@xml:id), root(//d:q)/*/name(), count(//d:p/namespace-uri())",
            "xml:id doc 2",
        ),
        (
            "compare('a', 'b'), starts-with('ab', 'a'), ends-with('ab', 'b'), contains('abc', 'b')",
            "-1 true true true",
        ),
    ]);
}

#[test]
fn what_has_no_value_is_a_dynamic_fault() {
    for expression in [
        "'a' + 1",
        "'a' = 1",
        "1 div 0",
        "xs:integer('x')",
        "string-length(5)",
        "normalize-space(//d:p)",
        "boolean((1, 2))",
        "if (xs:date('2020-01-01')) then 1 else 2",
        "error()",
        "9223372036854775807 + 1",
        "tokenize('a', 'a*')",
        "(1, 2) eq 1",
        "'a'/b",
    ] {
        let fault = value(SAMPLE, expression).unwrap_err();
        assert_eq!(fault.kind(), FaultKind::Dynamic, "{expression}: {fault}");
    }
}

#[test]
fn what_is_not_evaluated_is_said_when_it_is_parsed() {
    for (expression, at) in [
        ("//d:p and key('a', 'b')", 10),
        ("doc('x')", 0),
        ("namespace::*", 0),
        ("function($x) { $x }", 0),
        ("1 => abs()", 2),
        ("1 instance of xs:token", 14),
        ("element(*, xs:int)", 0),
        ("my:f(1)", 0),
    ] {
        let mut scope = scope();
        scope.namespaces.push(("my".into(), "urn:my".into()));
        let fault = Program::default().parse(expression, &scope).unwrap_err();
        assert_eq!((fault.kind(), fault.offset()), (FaultKind::Unsupported, at), "{expression}");
    }
}

#[test]
fn what_is_no_xpath_is_refused_with_its_place() {
    for (expression, at) in [
        ("", 0),
        ("a b", 2),
        ("a[", 2),
        ("a = b = c", 6),
        ("x:a", 0),
        ("$a", 0),
        ("count(1, 2)", 0),
        ("1 +", 3),
        ("if (1) then 2", 13),
        ("for $x in 1", 11),
        ("a/", 2),
        ("'a", 0),
    ] {
        let fault = Program::default().parse(expression, &scope()).unwrap_err();
        assert_eq!(
            (fault.kind(), fault.offset()),
            (FaultKind::Syntax, at),
            "{expression}: {fault}"
        );
    }
}

#[test]
fn no_expression_nests_without_limit() {
    for expression in ["(".repeat(10_000), "a[".repeat(10_000), "-".repeat(10_000) + "1"] {
        let _ = Program::default().parse(&expression, &scope());
    }
    let sum = "1".to_owned() + &" + 1".repeat(10_000);
    let fault = Program::default().parse(&sum, &scope()).unwrap_err();
    assert_eq!(fault.kind(), FaultKind::Unsupported);
    let many = "1".to_owned() + &" or 1".repeat(10_000);
    assert!(Program::default().parse(&many, &scope()).is_ok());
}

#[test]
fn what_costs_too_much_is_given_up() {
    for expression in [
        "1 to 1000000000",
        "for $i in 1 to 100000, $j in 1 to 100000 return $i",
        "string-join(for $i in 1 to 100000 return 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa')",
        "count((1 to 3000)[. = (1 to 3000)[. = 7]])",
    ] {
        let fault = value(SAMPLE, expression).unwrap_err();
        assert_eq!(fault.kind(), FaultKind::Cost, "{expression}: {fault}");
    }
}

#[test]
fn patterns_match_from_right_to_left() {
    let tree = std::sync::Arc::new(tree(SAMPLE));
    let documents = Documents::new(tree.clone(), None);
    for (pattern, wanted) in [
        ("d:p", "p p"),
        ("/", "/"),
        ("/*", "doc"),
        ("/d:doc/d:p[@n = 2]", "p"),
        ("d:doc//d:q", "q"),
        ("//d:q", "q"),
        ("d:p[1]", "p"),
        ("d:p[last()]/d:q", "q"),
        ("d:p/@n", "n n"),
        ("@*", "n xml:id n when when"),
        ("text()", "# # #"),
        ("(d:p | d:d)[@n or @when = 'no']", "p p d"),
        ("(d:doc | d:p)/d:q", "q"),
        ("d:doc/(d:p | d:d)", "p p d d"),
        ("(//d:p)[2]", "p"),
        ("d:doc//*//d:q", "q"),
        ("d:p//d:p", ""),
        ("id('one')", "p"),
        ("*[not(*)]", "p q l d d"),
        (".[self::d:q]", "q"),
    ] {
        let mut program = Program::default();
        let compiled = program.pattern(pattern, &scope()).unwrap();
        let evaluation = Evaluation::new(&program, &documents, None, 100_000);
        let matched =
            tree.nodes().filter(|&id| evaluation.matches(&compiled, Node::of_main(id)).unwrap());
        let names = matched.map(|id| match tree.kind(id) {
            crate::xml::tree::Kind::Document => "/",
            crate::xml::tree::Kind::Text => "#",
            _ => tree.name(id),
        });
        assert_eq!(names.collect::<Vec<_>>().join(" "), wanted, "{pattern}");
    }
    assert!(Program::default().pattern("1 + 1", &scope()).is_err());
}
