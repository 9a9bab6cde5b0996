//! Every link of a site leads to something: a file that is there, and a place that is in it.

use super::html::{Token, attribute, tokens};
use super::{Published, letters};
use std::collections::{HashMap, HashSet};

/// Reads every page, and reports links that lead nowhere and identifiers that stand twice.
pub fn faults(site: &Published) -> Vec<String> {
    let files: HashSet<String> = site.files().into_iter().collect();
    let mut pages: HashMap<String, Vec<Token>> = HashMap::new();
    for path in site.pages() {
        pages.insert(path.clone(), tokens(&site.read(&path)));
    }
    let mut faults = Vec::new();
    let mut ids: HashMap<&str, HashSet<String>> = HashMap::new();
    for (path, tokens) in &pages {
        let known = ids.entry(path).or_default();
        for attributes in tokens.iter().filter_map(opened) {
            if let Some(id) = attribute(attributes, "id")
                && !known.insert(id.to_owned())
            {
                faults.push(format!("{path}: the id {id} stands twice"));
            }
        }
    }
    for (path, tokens) in &pages {
        for attributes in tokens.iter().filter_map(opened) {
            let link = attribute(attributes, "href").or_else(|| attribute(attributes, "src"));
            if let Some(link) = link.filter(|link| !is_elsewhere(link)) {
                let (file, fragment) = link.split_once('#').unwrap_or((link, ""));
                let target = resolved(path, file);
                let has = |fragment: &str| {
                    ids.get(target.as_str()).is_some_and(|ids| ids.contains(fragment))
                };
                if !files.contains(&target) {
                    faults.push(format!("{path}: {link} leads nowhere"));
                } else if !fragment.is_empty() && !has(fragment) {
                    faults.push(format!("{path}: {link} leads to no place"));
                }
            }
            if let Some(beside) = attribute(attributes, "popovertarget")
                && !ids[path.as_str()].contains(beside)
            {
                faults.push(format!("{path}: {beside} is shown nowhere"));
            }
        }
    }
    faults.sort();
    faults
}

fn opened(token: &Token) -> Option<&[(String, String)]> {
    match token {
        Token::Open(_, attributes) => Some(attributes),
        Token::Close(_) | Token::Text(_) => None,
    }
}

fn resolved(page: &str, link: &str) -> String {
    if link.is_empty() {
        return page.to_owned();
    }
    let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in link.split('/') {
        match part {
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    decoded(&parts.join("/"))
}

fn decoded(path: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = path.as_bytes();
    while let [first, after @ ..] = rest {
        if *first == b'%' {
            let digits = std::str::from_utf8(&after[..2]).expect("two digits");
            bytes.push(u8::from_str_radix(digits, 16).expect("two digits"));
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).expect("it is UTF-8")
}

fn is_elsewhere(link: &str) -> bool {
    link.starts_with("https://") || link.starts_with("http://")
}

#[test]
fn every_link_of_the_letters_leads_somewhere() {
    let site = letters();
    assert_eq!(faults(&site), Vec::<String>::new());
    assert!(site.files().len() > 20, "{:?}", site.files());
}

#[test]
fn every_link_of_the_sample_leads_somewhere() {
    let golden = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let names = super::files_below(&golden);
    let files: Vec<(String, String)> = (names.iter())
        .map(|name| {
            (name.clone(), std::fs::read_to_string(golden.join(name)).expect("it is there"))
        })
        .collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let site = Published::new("", &files);
    assert_eq!(faults(&site), Vec::<String>::new());
    assert_eq!(site.outcome.documents, 8);
}

#[test]
fn links_to_what_is_not_there_are_no_links() {
    let body = "<p><ref target=\"#none\">a</ref> <ref target=\"gone.xml#x\">b</ref> \
                <ref target=\"javascript:alert(1)\">c</ref> <persName ref=\"#none\">d</persName></p>";
    let site = Published::new("", &[("a.xml", &super::tei("T", body))]);
    assert_eq!(faults(&site), Vec::<String>::new());
    assert!(!site.read("documents/a.html").contains("javascript:"));
}

#[test]
fn names_that_systems_take_for_one_get_pages_of_their_own() {
    let document = |title: &str| super::tei(title, "<p xml:id=\"index\">x</p>");
    let site = Published::new(
        "",
        &[
            ("Letter.xml", &document("one")),
            ("letter.tei", &document("two")),
            ("sub/LETTER.xml", &document("three")),
            ("index.xml", &document("four")),
            ("con.xml", &document("five")),
            ("ß é.xml", &document("six")),
        ],
    );
    assert_eq!(faults(&site), Vec::<String>::new());
    let pages: Vec<String> =
        (site.files().into_iter()).filter(|path| path.starts_with("documents/")).collect();
    assert_eq!(pages.len(), 6, "{pages:?}");
    let folded: HashSet<String> = pages.iter().map(|path| path.to_lowercase()).collect();
    assert_eq!(folded.len(), 6);
}

#[test]
fn entries_whose_identifiers_differ_in_case_alone_get_pages_of_their_own() {
    let body = "<p><persName ref=\"p.xml#Ada\">x</persName> <persName ref=\"p.xml#ada\">y</persName> \
                <persName ref=\"p.xml#index\">z</persName></p>";
    let site = Published::new(
        "",
        &[("a.xml", &super::tei("T", body)), ("p.xml", &super::persons(&["Ada", "ada", "index"]))],
    );
    assert_eq!(faults(&site), Vec::<String>::new());
    let pages = site.files().into_iter().filter(|path| path.starts_with("persons/")).count();
    assert_eq!(pages, 4);
}

#[test]
fn a_document_that_is_included_is_linked() {
    let include = "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"vol-l1.xml\"/>";
    let site = Published::new(
        "",
        &[("vol.xml", &super::tei("All", include)), ("vol-l1.xml", &super::tei("One", "<p>x</p>"))],
    );
    assert_eq!(faults(&site), Vec::<String>::new());
    assert!(site.read("documents/vol.html").contains("href=\"../documents/vol-l1.html\""));
}
