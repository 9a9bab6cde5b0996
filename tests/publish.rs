//! Laws of publishing: no word is lost, no link leads nowhere, no markup of a text becomes markup
//! of a page, and the same TEI gives the same bytes.

mod crawl;
mod escape;
mod exchange;
mod html;
mod pages;
mod profiles;
mod words;

use crate::shared::files_below;
use rubricate::edition::Edition;
use rubricate::publish::{Outcome, Plan, publish};
use rubricate::rules::Checker;
use std::fs;
use std::path::{Path, PathBuf};

/// An edition in a folder of its own, and what was published of it.
struct Published {
    folder: tempfile::TempDir,
    outcome: Outcome,
}

impl Published {
    /// Publishes TEI files: their names below the output folder, and what they hold.
    fn new(settings: &str, files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test");
        for (name, content) in files {
            let path = folder.path().join("output").join(name);
            fs::create_dir_all(path.parent().expect("it has a folder")).expect("it can be made");
            fs::write(path, content).expect("it can be written");
        }
        let outcome = publish_folder(folder.path(), settings);
        Self { folder, outcome }
    }

    fn site(&self) -> PathBuf {
        self.folder.path().join("output/site")
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.site().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
    }

    /// Every page of the site, relative to it, in order.
    fn pages(&self) -> Vec<String> {
        let is_page = |path: &String| Path::new(path).extension().is_some_and(|end| end == "html");
        self.files().into_iter().filter(is_page).collect()
    }

    /// Every file of the site, relative to it, in order.
    fn files(&self) -> Vec<String> {
        files_below(&self.site())
    }
}

fn publish_folder(folder: &Path, settings: &str) -> Outcome {
    let text = format!("title = \"An edition\"\n{settings}");
    let edition = Edition::parse(&text, "edition.toml").expect("the settings are sound");
    let plan = Plan {
        edition: &edition,
        folder,
        tei: &folder.join("output"),
        site: &folder.join("output/site"),
        checker: &Checker::default(),
    };
    publish(plan, || {}).expect("it can be published")
}

/// A TEI document with this in its body.
fn tei(title: &str, body: &str) -> String {
    format!(
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader><fileDesc><titleStmt><title>{title}\
         </title></titleStmt></fileDesc></teiHeader><text><body>{body}</body></text></TEI>"
    )
}

/// A letter: who wrote it, to whom, and when.
fn letter(from: &str, to: &str, when: &str, body: &str) -> String {
    let name = |id: &str| format!("<persName ref=\"registers/persons.xml#{id}\">{id}</persName>");
    format!(
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader><fileDesc><titleStmt><title>{from} to \
         {to}</title></titleStmt></fileDesc><profileDesc><correspDesc><correspAction type=\"sent\">\
         {}<date when=\"{when}\">{when}</date></correspAction><correspAction type=\"received\">{}\
         </correspAction></correspDesc></profileDesc></teiHeader><text><body>{body}</body></text>\
         </TEI>",
        name(from),
        name(to)
    )
}

/// A register of persons by their identifiers.
fn persons(ids: &[&str]) -> String {
    let entry = |id: &&str| format!("<person xml:id=\"{id}\"><persName>{id}</persName></person>");
    let entries: Vec<String> = ids.iter().map(entry).collect();
    let entries = entries.concat();
    format!(
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><standOff><listPerson>{entries}</listPerson>\
         </standOff></TEI>"
    )
}

/// Letters of three people over two years, with notes, places and dates.
fn letters() -> Published {
    let body = "<p xml:id=\"p1\">To <persName ref=\"registers/persons.xml#ada\">Ada</persName> at \
                <placeName ref=\"places.xml#leyden\">Leyden</placeName>, on <date when=\"1871-05-02\">2 \
                May</date><note>A <hi rend=\"italic\">note</hi>.</note>; see \
                <ref target=\"b.xml#p1\">the next</ref>.</p>";
    Published::new(
        "[site]\nurl = \"https://example.org/elm\"\n",
        &[
            ("a.xml", &letter("ada", "bo", "1871-05-01", body)),
            ("b.xml", &letter("bo", "ada", "1871-05-09", body)),
            ("c.xml", &letter("ada", "bo", "1872", "<p>Short.</p>")),
            ("d.xml", &letter("cleo", "ada", "", body)),
            ("registers/persons.xml", &persons(&["ada", "bo"])),
            (
                "places.xml",
                "<TEI><standOff><listPlace><place xml:id=\"leyden\"><placeName>Leyden</placeName>\
                 <location><geo>52.16 4.49</geo></location><idno type=\"geonames\">2751773</idno>\
                 </place></listPlace></standOff></TEI>",
            ),
        ],
    )
}
