use super::*;
use proptest::prelude::*;

fn fits(pattern: &str, value: &str) -> bool {
    Pattern::new(pattern).unwrap_or_else(|error| panic!("{pattern}: {error}")).matches(value)
}

fn error(pattern: &str) -> String {
    Pattern::new(pattern).expect_err(pattern).to_string()
}

#[test]
fn a_pattern_matches_the_whole_value() {
    assert!(fits("a|ab", "ab") && !fits("a|ab", "abc") && !fits("b", "ab"));
    assert!(fits("^a$", "^a$") && !fits("^a$", "a"));
    assert!(fits("", "") && !fits("", "a") && fits("(a|)b{0}", ""));
    assert!(fits("\\S+", "ö") && !fits("\\S+", "ö\n") && fits("\\S+", "a\u{a0}b"));
}

#[test]
fn values_beyond_ascii_are_matched_by_character() {
    assert!(fits(".", "𐠀") && fits("é{2}x", "ééx") && !fits("é{2}x", "éx"));
    assert!(fits("[^\\p{C}\\p{Z}]+", "Ä-1") && !fits("[^\\p{C}\\p{Z}]+", "Ä 1"));
    assert!(fits("[\\d]+/x", "١٢/x") && fits("\\i\\c*", "ä·1") && !fits("\\i\\c*", "1"));
    assert!(fits("\\p{IsGreek}+\\P{IsGreek}", "λόγa") && fits("[\\p{Lu}é]x?", "É"));
    assert!(!fits(".+x", "é\n"));
}

#[test]
fn classes_are_subtracted_and_negated() {
    assert!(fits("[a-z-[aeiou]]+", "xyz") && !fits("[a-z-[aeiou]]", "e"));
    assert!(fits("[^a-z-[0-9]]", "A") && !fits("[^a-z-[0-9]]", "5") && !fits("[^a-z-[0-9]]", "a"));
    assert!(fits("[a-z-[a-m-[c]]]", "c") && !fits("[a-z-[a-m-[c]]]", "d"));
    assert!(fits("[\\i-[:]][\\c-[:]]*", "a.1") && !fits("[\\i-[:]][\\c-[:]]*", "a:b"));
    assert!(
        fits("[-a]+", "-a") && fits("[a-]+", "-a") && fits("[a-c-]+", "b-") && fits("[-]", "-")
    );
    assert!(fits("[a^]", "^") && fits("[^^]", "a") && fits("[^-a]", "b") && fits("[\\d-]", "-"));
    assert!(fits("[$.*+?(){}|]+", "$.*+?(){}|") && fits("[\\-+]?1", "-1"));
}

#[test]
fn a_wrong_pattern_says_what_and_where() {
    assert_eq!(
        error("a**"),
        "`*` repeats nothing; the character itself is `\\*` at character 3 of the pattern"
    );
    assert_eq!(error("(a"), "a `)` is missing at character 2 of the pattern");
    assert_eq!(error("a)"), "`)` closes nothing at character 2 of the pattern");
    assert_eq!(error("\\$"), "`\\$` is no escape of XML Schema at character 2 of the pattern");
    assert_eq!(error("\\p{IsX}"), "there is no Unicode block `X` at character 7 of the pattern");
    assert_eq!(
        error("[b-a]"),
        "the range `b-a` ends before it begins at character 4 of the pattern"
    );
    for bad in [
        "a{2,1}",
        "a{,1}",
        "a{1",
        "a{1,2",
        "a{x}",
        "a{99999999999}",
        "a}",
        "a]",
        "*",
        "[",
        "[]",
        "[^]",
        "[a",
        "[a-",
        "[a-c-e]",
        "[a-z-9]",
        "[+--]",
        "[--+]",
        "[a[b]]",
        "[a-\\d]",
        "[a-z-[b]c]",
        "[a-z-[b]-[c]]",
        "\\",
        "\\p",
        "\\pL",
        "\\p{L",
        "\\p{Cs}",
        "\\p{}",
        "[\\d-x]",
        "\\u0041",
        "a{1}{2}",
        "a??",
        "(?:a)",
        "[-[a]]",
    ] {
        assert!(Pattern::new(bad).is_err(), "{bad}");
    }
}

#[test]
fn a_pattern_that_would_blow_up_is_refused() {
    assert!(error("((a{1000}){1000}){1000}").starts_with("the pattern is too large"));
    assert!(error("a{4294967295}").starts_with("the pattern is too large"));
    assert!(error(&"(".repeat(10_000)).starts_with("groups nest deeper than 100"));
    assert!(error(&"[a-".repeat(10_000)).starts_with("classes nest deeper than 100"));
    assert!(fits("(a*)*b", &format!("{}b", "a".repeat(100_000))));
    assert!(!fits("(.*.*)*x", &"é".repeat(10_000)));
    assert!(fits("(a|b)*a(a|b){20}", &"ba".repeat(20)), "a table would need a million states");
}

#[test]
fn patterns_of_large_classes_have_a_table_for_ascii() {
    let table = |pattern| Pattern::new(pattern).expect("a pattern").table().is_some();
    assert!(table("[^\\p{C}\\p{Z}]+") && table("\\S+") && table("\\i\\c*(:\\i\\c*)?"));
    assert!(!table("(a|b)*a(a|b){20}"));
}

#[test]
fn patterns_are_shared_while_in_use() {
    let one = Pattern::new("a+b").expect("a pattern");
    assert!(Arc::ptr_eq(&one, &Pattern::new("a+b").expect("a pattern")));
}

#[test]
fn a_value_is_stuck_where_nothing_can_follow() {
    let stuck = |pattern, value| Pattern::new(pattern).expect("a pattern").stuck(value);
    assert_eq!(stuck("\\S+", "ä b"), Stuck::At(1));
    assert_eq!(stuck("\\d+/\\d+", "1/"), Stuck::End);
    assert_eq!(stuck("\\d+/\\d+", "1/x"), Stuck::At(2));
    assert_eq!(stuck("ab", "aé"), Stuck::At(1));
}

/// The naive matcher: every end that a match from `start` can have.
fn ends(tree: &Tree, value: &[char], start: usize) -> Vec<usize> {
    let mut found = match tree {
        Tree::Class(class) => {
            let fits = value.get(start).is_some_and(|&c| class.contains(c));
            if fits { vec![start + 1] } else { vec![] }
        }
        Tree::Sequence(parts) => parts.iter().fold(vec![start], |starts, part| {
            let mut next: Vec<_> = starts.iter().flat_map(|&s| ends(part, value, s)).collect();
            next.sort_unstable();
            next.dedup();
            next
        }),
        Tree::Choice(branches) => branches.iter().flat_map(|b| ends(b, value, start)).collect(),
        Tree::Repeat(inner, least, most) => {
            let mut all = if *least == 0 { vec![start] } else { vec![] };
            let mut now = vec![start];
            // Beyond the bounds and one round for each character nothing new can come.
            let rounds = most.unwrap_or(least + value.len() as u32 + 1);
            for round in 1..=rounds {
                now = now.iter().flat_map(|&s| ends(inner, value, s)).collect();
                now.sort_unstable();
                now.dedup();
                if round >= *least {
                    all.extend(&now);
                }
            }
            all
        }
    };
    found.sort_unstable();
    found.dedup();
    found
}

fn naive(pattern: &str, value: &str) -> bool {
    let tree = parse::parse(pattern).expect("a pattern");
    let chars: Vec<_> = value.chars().collect();
    ends(&tree, &chars, 0).contains(&chars.len())
}

/// Small patterns over few letters, so that values fit often.
fn patterns() -> impl Strategy<Value = String> {
    let atom = prop::sample::select(vec![
        "a",
        "b",
        "é",
        ".",
        "[ab]",
        "[^a]",
        "\\S",
        "\\s",
        "[a-z-[b]]",
        "\\p{L}",
        "\\P{Ll}",
        "\\d",
        "[\\w-[é]]",
        "\\c",
        "𐠀",
    ]);
    atom.prop_map(String::from).prop_recursive(3, 12, 3, |inner| {
        let quantifier = prop::sample::select(vec!["?", "*", "+", "{2}", "{0,2}", "{1,}", "{0}"]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(|parts| parts.concat()),
            prop::collection::vec(inner.clone(), 1..3).prop_map(|p| format!("({})", p.join("|"))),
            (inner, quantifier).prop_map(|(inner, quantifier)| format!("({inner}){quantifier}")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn the_automata_agree_with_a_naive_matcher(pattern in patterns(), value in "[abé1 𐠀]{0,6}") {
        let compiled = Pattern::parse(&pattern).expect("a pattern");
        let wanted = naive(&pattern, &value);
        prop_assert_eq!(compiled.matches(&value), wanted);
        prop_assert_eq!(compiled.whole().is_match(&value), wanted);
        if !wanted {
            // What fits up to where it is stuck can still be gone on with, one step less far.
            let stuck = compiled.stuck(&value);
            prop_assert!(matches!(stuck, Stuck::End) || matches!(stuck, Stuck::At(n) if n < value.chars().count()));
        }
    }

    #[test]
    fn no_text_as_a_pattern_panics(pattern in "[a\\[\\]\\-^\\\\p{}()|?*+,0-9L]{0,16}") {
        if let Ok(pattern) = Pattern::parse(&pattern) {
            pattern.matches("aé");
        }
    }
}
