//! The TEI in narrower ways: what moves, what is left out, and that it is listed.

use super::{Published, tei};
use std::collections::BTreeMap;

const NOTED: &str = "<p xml:id=\"p1\">one<ref target=\"#n1\" xml:id=\"r1\">1</ref> two</p>\
                     <div type=\"notes\"><head>Notes</head><label>1</label><note \
                     xml:id=\"n1\">The <hi rend=\"italic\">note</hi>.</note></div>";

fn lines(site: &Published, profile: &str) -> Vec<String> {
    site.read(&format!("data/{profile}/dropped.tsv")).lines().skip(1).map(str::to_owned).collect()
}

/// The words of the text of a TEI file, with how often each is there.
fn words(xml: &str) -> BTreeMap<String, usize> {
    let document = roxmltree::Document::parse(xml).expect("it is well-formed");
    let text = document.descendants().find(|node| node.tag_name().name() == "text");
    let all: String = (text.expect("it has a text").descendants())
        .filter(roxmltree::Node::is_text)
        .filter_map(|node| node.text())
        .collect();
    let mut words = BTreeMap::new();
    for word in all.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        *words.entry(word.to_owned()).or_default() += 1;
    }
    words
}

#[test]
fn notes_move_to_their_markers_with_a_space_before_them() {
    let site = Published::new("", &[("a.xml", &tei("T", NOTED))]);
    let xml = site.read("data/inline-notes/a.xml");
    let wanted = "<body><p xml:id=\"p1\">one <note xml:id=\"n1\" n=\"1\" place=\"foot\">The <hi \
                  rend=\"italic\">note</hi>.</note> two</p></body>";
    assert!(xml.contains(wanted), "{xml}");
    assert_eq!(
        lines(&site, "inline-notes"),
        [
            "a\te:1\thead\tNotes\t1",
            "a\tp1\tref/@xml:id\tr1\t1",
            "a\tp1\twords of ref\t1\t1",
            "a\t\tlabel\t1\t1"
        ]
        .map(str::to_owned)
        .into_iter()
        .collect::<std::collections::BTreeSet<_>>()
        .into_iter()
        .collect::<Vec<_>>()
    );
}

#[test]
fn what_the_base_format_lacks_is_unwrapped_and_listed() {
    let body = "<p>A <soCalled>b</soCalled> <persName ref=\"#x\" cert=\"low\">c</persName> <gap \
                reason=\"editorial\"><desc>[...]</desc></gap> <hi rend=\"bold\">d</hi></p>";
    let site = Published::new("", &[("a.xml", &tei("T", body))]);
    let xml = site.read("data/dtabf/a.xml");
    let wanted = "<p>A b <persName ref=\"#x\">c</persName> [...] <hi rendition=\"#b\">d</hi></p>";
    assert!(xml.contains(wanted), "{xml}");
    let listed = lines(&site, "dtabf");
    assert!(listed.contains(&"a\tp:1\tsoCalled\tb\t1".to_owned()), "{listed:?}");
    assert!(listed.contains(&"a\tp:1\tpersName/@cert\tlow\t1".to_owned()), "{listed:?}");
}

#[test]
fn no_word_of_the_sample_is_lost_but_what_is_listed() {
    let golden = include_str!("../golden/section-1-1912-1921.xml");
    let site = Published::new("", &[("s.xml", golden)]);
    let before = words(golden);
    // The numbers of notes that moved, as markers and as labels; in the base format those of all
    // notes: they are in @n now.
    let moved: &[(&str, usize)] = &[("1", 2), ("2", 2)];
    let all: &[(&str, usize)] = &[("1", 2), ("2", 2), ("3", 1)];
    for (profile, numbers) in [("inline-notes", moved), ("dtabf", all)] {
        let after = words(&site.read(&format!("data/{profile}/s.xml")));
        let mut lost = before.clone();
        for (word, count) in &after {
            let left = lost.get_mut(word).unwrap_or_else(|| panic!("{profile}: {word} is new"));
            *left -= count;
        }
        lost.retain(|_, count| *count > 0);
        let lost: Vec<(&str, usize)> =
            lost.iter().map(|(word, count)| (word.as_str(), *count)).collect();
        assert_eq!(lost, numbers, "{profile}");
    }
}

#[test]
fn the_sample_with_notes_moved_is_tei() {
    let Some(schema) = crate::shared::shared("schemas/tei_all.rng") else { return };
    let golden = include_str!("../golden/section-1-1912-1921.xml");
    let site = Published::new("", &[("s.xml", golden)]);
    let schema = rubricate::relaxng::Schema::read(&schema).expect("it is a schema");
    for profile in ["inline-notes", "dtabf"] {
        let xml = site.read(&format!("data/{profile}/s.xml"));
        assert_eq!(schema.validate_file(profile, xml.as_bytes()), []);
    }
}

#[test]
fn pointers_of_a_profile_lead_to_the_published_tei() {
    let body = "<p>To <persName ref=\"../persons.xml#ada\">Ada</persName>; see <ref \
                target=\"b.xml\">the next</ref> and <ref target=\"#p1\">this</ref>.</p>";
    let files = [
        ("in/a.xml", tei("T", body)),
        ("in/b.xml", tei("U", "<p>y</p>")),
        ("persons.xml", super::persons(&["ada"])),
    ];
    let files: Vec<_> = files.iter().map(|(name, xml)| (*name, xml.as_str())).collect();
    let site = Published::new("", &files);
    for profile in ["inline-notes", "dtabf"] {
        let xml = site.read(&format!("data/{profile}/in-a.xml"));
        let document = roxmltree::Document::parse(&xml).expect("it is well-formed");
        let pointers = document
            .descendants()
            .filter_map(|node| node.attribute("ref").or_else(|| node.attribute("target")));
        let wanted = ["../../tei/in/../persons.xml#ada", "../../tei/in/b.xml", "#p1"];
        assert_eq!(pointers.collect::<Vec<_>>(), wanted);
    }
}
