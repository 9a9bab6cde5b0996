//! Markup in titles, names and texts is text.

use super::html::{Token, attribute, tokens};
use super::{Published, letter, tei};

const HOSTILE: &str =
    "&lt;script&gt;alert(1)&lt;/script&gt;&quot;'&lt;img src=x onerror=alert(1)&gt;";

/// Every page, read as HTML: the reader panics at a bare sign.
fn assert_no_script(site: &Published) {
    for path in site.pages() {
        for token in tokens(&site.read(&path)) {
            let Token::Open(name, attributes) = token else { continue };
            assert_ne!(name, "img", "{path}");
            assert!(
                name != "script" || attribute(&attributes, "src").is_some(),
                "{path}: a script of its own"
            );
            let handler = attributes.iter().find(|(name, _)| name.starts_with("on"));
            assert_eq!(handler, None, "{path}");
        }
    }
    for path in site.files().iter().filter(|path| path.starts_with("search/")) {
        assert!(!site.read(path).contains("</"), "{path} could end a script");
    }
}

#[test]
fn markup_in_texts_names_and_titles_is_text() {
    let register = format!(
        "<TEI><standOff><listPerson><person xml:id=\"p\"><persName>{HOSTILE}</persName><note>{HOSTILE}\
         </note><idno type=\"{HOSTILE}\">{HOSTILE}</idno></person></listPerson><listPlace><place \
         xml:id=\"l\"><placeName>{HOSTILE}</placeName><location><geo>1 2</geo></location></place>\
         </listPlace></standOff></TEI>"
    );
    let body = format!(
        "<head>{HOSTILE}</head><p n=\"{HOSTILE}\" rend=\"{HOSTILE}\" xml:lang=\"{HOSTILE}\">{HOSTILE}\
         <persName ref=\"r.xml#p\">{HOSTILE}</persName><placeName ref=\"r.xml#l\">x</placeName>\
         <persName ref=\"{HOSTILE}\">y</persName><pb n=\"{HOSTILE}\"/><date when=\"1900\" \
         when-custom=\"{HOSTILE}\">1900</date><note n=\"{HOSTILE}\">{HOSTILE}</note><gap \
         reason=\"{HOSTILE}\"/></p>"
    );
    let site = Published::new(
        "",
        &[
            ("a.xml", &tei(HOSTILE, &body)),
            ("r.xml", &register),
            ("x&y<z.xml", &tei(HOSTILE, "<p>x</p>")),
        ],
    );
    assert_no_script(&site);
    assert_eq!(super::crawl::faults(&site), Vec::<String>::new());
    assert!(site.read("documents/a.html").contains("&lt;script&gt;alert(1)"));
}

#[test]
fn names_of_correspondents_are_text() {
    let hostile = letter("ada", "bo", "1871", "<p>x</p>").replace(">ada<", &format!(">{HOSTILE}<"));
    let hostile = hostile.replace("registers/persons.xml#ada", "");
    assert_no_script(&Published::new("", &[("a.xml", &hostile)]));
}

#[test]
fn settings_of_the_edition_are_text() {
    let settings = "subtitle = \"<script>x</script>\"\nsource = '\"><img src=x>'\n[licence]\nname = \
                    '<b>'\ntarget = \"javascript:alert(1)\"\n[[editors]]\nname = \"<i>\"\n";
    let site = Published::new(settings, &[("a.xml", &tei("T", "<p>x</p>"))]);
    assert_no_script(&site);
    assert!(!site.read("index.html").contains("javascript:"));
}
