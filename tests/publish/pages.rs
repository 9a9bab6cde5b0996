//! What the pages hold.

use super::html::{Token, attribute, tokens};
use super::{Published, files_below, letter, letters, persons, publish_folder, tei};
use std::fs;

#[test]
fn notes_are_shown_beside_their_markers_and_at_the_end() {
    let body = "<p>a<ref target=\"#n1\">1</ref></p><note xml:id=\"n1\">The note.</note>";
    let site = Published::new("", &[("a.xml", &tei("T", body))]);
    let page = site.read("documents/a.html");
    assert!(page.contains("popovertarget=\"note:n1\""), "{page}");
    assert!(page.contains("popover id=\"note:n1\""), "{page}");
    assert_eq!(page.matches("The note.").count(), 2);
}

#[test]
fn a_letter_leads_to_those_before_and_after_it_in_its_exchange() {
    let site = letters();
    let page = site.read("documents/b.html");
    let next: Vec<String> = (tokens(&page).into_iter())
        .filter_map(|token| match token {
            Token::Open(_, attributes) if attribute(&attributes, "rel") == Some("next") => {
                attribute(&attributes, "href").map(str::to_owned)
            }
            _ => None,
        })
        .collect();
    assert_eq!(next, ["../documents/c.html", "../documents/c.html"]);
    assert!(site.read("correspondence/ada_bo.html").contains("../documents/a.html"));
    assert!(site.read("calendar/1871.html").contains("../documents/b.html"));
    assert!(site.read("calendar/undated.html").contains("../documents/d.html"));
    assert!(site.read("map.html").contains("places/leyden.html"));
}

#[test]
fn the_year_of_a_printed_source_is_no_day_of_the_calendar() {
    let date = |year| format!("<date when=\"{year}\">{year}</date>");
    let body = format!("<p>In {}.</p><note><bibl>Elm. {}.</bibl></note>", date(1871), date(1936));
    let site = Published::new("", &[("a.xml", &tei("T", &body))]);
    let years: Vec<String> =
        site.files().into_iter().filter(|path| path.starts_with("calendar/")).collect();
    assert_eq!(years, ["calendar/1871.html", "calendar/index.html"]);
}

#[test]
fn somebody_in_no_register_has_a_page_of_what_points_to_them() {
    let site = letters();
    let page = site.read("persons/cleo.html");
    assert!(page.contains("in no register"), "{page}");
}

#[test]
fn errors_are_told_or_the_document_is_refused() {
    let faulty = tei("T", "<p><date when=\"1900-02-31\">x</date></p>");
    let told = Published::new("", &[("a.xml", &faulty), ("b.xml", &tei("U", "<p>y</p>"))]);
    assert!(told.read("documents/a.html").contains("role=\"alert\""));
    assert!(!told.read("documents/b.html").contains("role=\"alert\""));
    assert_eq!(told.outcome.documents, 2);
    let files = [("a.xml", faulty.as_str()), ("b.xml", &tei("U", "<p>y</p>"))];
    let refused = Published::new("[site]\nerrors = \"refuse\"\n", &files);
    assert_eq!(refused.outcome.documents, 1);
    assert!(refused.outcome.paths.iter().all(|path| path.ends_with("output/b.xml")));
    assert!(!refused.files().iter().any(|path| path == "documents/a.html" || path == "tei/a.xml"));
    let codes: Vec<_> = refused.outcome.diagnostics.iter().map(|d| d.code.as_str()).collect();
    assert!(codes.contains(&"R002"), "{codes:?}");
}

#[test]
fn what_is_no_tei_is_told_and_passed_over() {
    let files =
        [("a.xml", tei("T", "<p>y</p>")), ("b.xml", "<x/>".into()), ("c.xml", "<TEI>".into())];
    let files: Vec<_> = files.iter().map(|(name, xml)| (*name, xml.as_str())).collect();
    let site = Published::new("", &files);
    assert_eq!(site.outcome.documents, 1);
    let found: Vec<_> = site.outcome.diagnostics.iter().map(|d| d.code.as_str()).collect();
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found.contains(&"R001"), "{found:?}");
}

#[test]
fn the_same_tei_gives_the_same_bytes_and_nothing_stale() {
    let site = letters();
    let bytes = |site: &Published| -> Vec<(String, Vec<u8>)> {
        let read = |path: String| {
            let content = fs::read(site.site().join(&path)).expect("it is there");
            (path, content)
        };
        site.files().into_iter().map(read).collect()
    };
    let first = bytes(&site);
    let one = rayon_pool(1);
    let settings = "[site]\nurl = \"https://example.org/elm\"\n";
    one.install(|| publish_folder(site.folder.path(), settings));
    assert!(bytes(&site) == first);
    fs::remove_file(site.folder.path().join("output/c.xml")).expect("it is there");
    publish_folder(site.folder.path(), settings);
    assert!(!site.files().contains(&"documents/c.html".to_owned()));
}

fn rayon_pool(threads: usize) -> rayon::ThreadPool {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a thread can be started")
}

#[test]
fn a_corpus_has_a_page_for_each_of_its_documents() {
    let one = |title: &str| tei(title, "<p>x</p>");
    let corpus = format!("<teiCorpus><teiHeader/>{}{}</teiCorpus>", one("One"), one("Two"));
    let site = Published::new("", &[("all.xml", &corpus)]);
    let pages: Vec<String> = files_below(&site.site().join("documents"));
    assert_eq!(pages, ["all-2.html", "all.html"]);
    assert!(site.read("documents/all-2.html").contains("<h1>Two</h1>"));
}

#[test]
fn long_lists_are_divided_into_pages() {
    let ids: Vec<String> = (0..600).map(|at| format!("p{at}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let documents: Vec<(String, String)> = (0..300)
        .map(|at| (format!("d{at}.xml"), letter("p1", "p2", "1871-05-01", "<p>x</p>")))
        .collect();
    let register = persons(&ids);
    let mut files: Vec<(&str, &str)> =
        documents.iter().map(|(name, xml)| (name.as_str(), xml.as_str())).collect();
    files.push(("registers/persons.xml", &register));
    let site = Published::new("", &files);
    assert_eq!(super::crawl::faults(&site), Vec::<String>::new());
    for page in [
        "index_2.html",
        "persons/index_3.html",
        "calendar/1871-05_2.html",
        "correspondence/p1_p2_2.html",
    ] {
        assert!(site.files().contains(&page.to_owned()), "{page}");
    }
    for path in site.pages() {
        assert!(site.read(&path).len() < 200_000, "{path}");
    }
}

#[test]
fn templates_and_styles_of_the_edition_are_used() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let write = |name: &str, content: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("it has one")).expect("it can be made");
        fs::write(path, content).expect("it can be written");
    };
    write("output/a.xml", &tei("T", "<p>x</p>"));
    write("site/style.css", "body { color: red }");
    write("site/data.html", "<!DOCTYPE html><title>mine</title>");
    publish_folder(folder.path(), "");
    let read = |name: &str| {
        fs::read_to_string(folder.path().join("output/site").join(name)).expect("it is there")
    };
    assert_eq!(read("assets/style.css"), "body { color: red }");
    assert_eq!(read("data.html"), "<!DOCTYPE html><title>mine</title>");
}

#[test]
fn the_heading_of_an_exchange_leads_to_both() {
    let page = letters().read("correspondence/ada_bo.html");
    let heading =
        "<h1><a href=\"../persons/ada.html\">ada</a> – <a href=\"../persons/bo.html\">bo</a>";
    assert!(page.contains(heading), "{page}");
}

#[test]
fn a_date_with_one_end_is_no_day() {
    let sent = letter("ada", "bo", "1926-05-05", "<p>x</p>").replace("when=", "notBefore=");
    let site = Published::new("", &[("a.xml", &sent)]);
    assert!(site.read("documents/a.html").contains("not before 5 May 1926"));
    let rows = site.read("data/letters.csv");
    assert!(rows.contains(",1926-05-05,,not before,"), "{rows}");
}

#[test]
fn text_from_right_to_left_says_so() {
    let body = "<p>שלום <foreign xml:lang=\"en\">ferry</foreign></p>";
    let hebrew = tei("T", body).replacen("<text>", "<text xml:lang=\"he\">", 1);
    let site = Published::new("", &[("a.xml", &hebrew), ("b.xml", &tei("U", body))]);
    let page = site.read("documents/a.html");
    assert!(page.contains("<div class=\"text\" lang=\"he\" dir=\"rtl\""), "{page}");
    assert!(page.contains("lang=\"en\" dir=\"ltr\">ferry"), "{page}");
    assert!(!site.read("documents/b.html").contains("dir="));
}

#[test]
fn documents_of_one_title_are_told_by_their_files() {
    let same = tei("letters", "<p>x</p>");
    let other = tei("Other", "<p>x</p>");
    let site = Published::new("", &[("a/x.xml", &same), ("b/x.xml", &same), ("c/x.xml", &other)]);
    let home = site.read("index.html");
    let told: Vec<bool> = ["a", "b", "c"].map(|at| home.contains(&format!("{at}/x.xml"))).into();
    assert_eq!(told, [true, true, false]);
}

#[test]
fn a_page_comes_before_its_letters() {
    let one = tei("T", "<p>x</p>");
    let files = ["p.2.xml", "p.10.xml", "p.xml", "q.xml"].map(|name| (name, one.as_str()));
    let site = Published::new("", &files);
    let table = site.read("data/documents.csv");
    let files: Vec<_> = table.lines().skip(1).filter_map(|row| row.split(',').nth(1)).collect();
    assert_eq!(files, ["p.xml", "p.2.xml", "p.10.xml", "q.xml"]);
}

#[test]
fn the_dateline_of_a_letter_is_no_second_entry_of_the_calendar() {
    let date = |when| format!("<date when=\"{when}\">{when}</date>");
    let body = format!("<p>{} and {}</p>", date("1871-05-01"), date("1871-05-20"));
    let site = Published::new("", &[("a.xml", &letter("ada", "bo", "1871-05-01", &body))]);
    let page = site.read("calendar/1871.html");
    assert_eq!(page.matches("<mark>").count(), 1, "{page}");
    assert!(page.contains("<mark>1871-05-20</mark>"), "{page}");
}

#[test]
fn several_heads_of_a_part_are_one_entry_of_the_contents() {
    let part =
        |number| format!("<div><head>No. {number}</head><head>The ferry</head><p>x</p></div>");
    let body = [part(1), part(2), part(3)].concat();
    let site = Published::new("", &[("a.xml", &tei("T", &body))]);
    let page = site.read("documents/a.html");
    let contents = page.split("class=\"toc\"").nth(1).expect("it has contents");
    let contents = contents.split("</nav>").next().expect("they end");
    assert_eq!(contents.matches("<li").count(), 3, "{contents}");
    assert!(contents.contains("No. 2: The ferry"), "{contents}");
}

#[test]
fn the_data_are_told_in_the_language_of_the_edition() {
    let site = Published::new("[languages]\nmain = \"de\"\n", &[("a.xml", &tei("T", "<p>x</p>"))]);
    let page = site.read("data.html");
    assert!(page.contains("<td>die Dokumente</td><td>CSV</td>"), "{page}");
    assert!(!page.contains("about_"), "{page}");
}

#[test]
fn registers_are_offered_with_the_data() {
    let page = letters().read("data.html");
    assert!(page.contains("href=\"tei/registers/persons.xml\""), "{page}");
}
