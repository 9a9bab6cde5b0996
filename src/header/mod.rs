//! The teiHeader: what the document is, how it was made, and what was changed.
//!
//! TEI Guidelines, chapter 2. Nothing in it comes from a clock.

pub mod correspondence;
mod document;
mod facts;
mod sent;

pub use document::documents;
pub use facts::Facts;
pub use sent::{Correspondent, Kept, Sent, When};

use crate::Desk;
use crate::edition::{Edition, Letters};
use crate::files::printed;
use crate::named::prefix_definition;
use crate::normalise::Change;
use crate::tree::Element;
use std::path::{Path, PathBuf};

/// Builds the header of a document.
#[must_use]
pub fn header(facts: &Facts, desk: &Desk) -> Element {
    Element::new("teiHeader")
        .child(file_desc(facts, desk))
        .child(encoding_desc(facts, desk))
        .child(profile_desc(facts, desk))
        .child(
            Element::new("revisionDesc").child(
                Element::new("change")
                    .with("who", "#rubricate")
                    .words(format!("Encoded from {}.txt; see encodingDesc.", facts.stem)),
            ),
        )
}

fn file_desc(facts: &Facts, desk: &Desk) -> Element {
    Element::new("fileDesc")
        .child(title_stmt(facts, desk))
        .child(publication_stmt(facts, &desk.edition))
        .child(source_desc(facts, desk))
}

fn title_stmt(facts: &Facts, desk: &Desk) -> Element {
    let edition = &desk.edition;
    let title = facts.title.clone().unwrap_or_else(|| facts.name.clone());
    // A text by itself is of no edition.
    let whole = (!edition.title.is_empty())
        .then(|| Element::new("title").with("level", "m").words(edition.title.clone()));
    let mut statement = Element::new("titleStmt")
        .child(Element::new("title").with("type", "main").words(title))
        .child_some(whole);
    for editor in &edition.editors {
        statement = statement.child(
            Element::new("editor")
                .with_some("xml:id", editor.id.clone())
                .with_some("role", editor.role.clone())
                .words(editor.name.clone()),
        );
    }
    statement
        .child(
            Element::new("respStmt")
                .with("xml:id", "rubricate")
                .child(Element::new("resp").words("encoding by rule"))
                .child(Element::new("name").words("rubricate")),
        )
        .children(desk.decisions.people().statements(&facts.people))
}

fn publication_stmt(facts: &Facts, edition: &Edition) -> Element {
    let publisher = edition.publisher.clone().unwrap_or_else(|| "unpublished".to_owned());
    let mut statement = Element::new("publicationStmt")
        .child(Element::new("publisher").words(publisher))
        .child(Element::new("idno").with("type", "file").words(facts.name.clone()));
    if let Some(licence) = &edition.licence {
        let licence = Element::new("licence")
            .with_some("target", licence.target.clone())
            .words(licence.name.clone());
        statement = statement.child(Element::new("availability").child(licence));
    }
    statement
}

fn source_desc(facts: &Facts, desk: &Desk) -> Element {
    let edition = &desk.edition;
    let title = Some(edition.title.clone()).filter(|title| !title.is_empty());
    let source = edition.source.clone().or(title);
    let source = source.unwrap_or_else(|| format!("The text {}.txt.", facts.stem));
    let description = Element::new("sourceDesc").child(Element::new("bibl").words(source));
    // Where a page has several letters, the file of each says where it is kept.
    let [only] = facts.sent.as_slice() else { return description };
    description.children(only.sources.iter().map(|kept| correspondence::kept(kept, desk)))
}

/// The folder of the registers, seen from that of the document.
fn registers(facts: &Facts, desk: &Desk) -> PathBuf {
    Path::new(&facts.up).join(&desk.edition.folders.registers)
}

fn encoding_desc(facts: &Facts, desk: &Desk) -> Element {
    let application = Element::new("application")
        .with("ident", "rubricate")
        .with("version", env!("CARGO_PKG_VERSION"))
        .child(Element::new("label").words("rubricate"));
    let description = Element::new("encodingDesc")
        .child(Element::new("editorialDecl").children(editorial(facts, desk)));
    let registers = registers(facts, desk);
    let mut prefixes = facts.named.prefixes(&registers);
    if !facts.numbers.is_empty() {
        let address = format!("{}#doc-$1", printed(&registers.join("documents.xml")));
        let about = "Documents of the edition by their numbers.";
        prefixes.insert(0, prefix_definition("doc", "([0-9]+)", &address, about));
    }
    let prefixes = (!prefixes.is_empty()).then(|| Element::new("listPrefixDef").children(prefixes));
    let description = description.child_some(prefixes);
    description.child(Element::new("appInfo").child(application))
}

/// The editorial practice: what was really changed in this text, and how it was marked.
fn editorial(facts: &Facts, desk: &Desk) -> Vec<Element> {
    let mut changes = Element::new("normalization").with("method", "silent");
    changes = changes
        .child(Element::new("p").words(format!("The source was read as {}.", facts.encoding)));
    for change in Change::ALL {
        if let Some(count) = facts.changes.get(change) {
            let places = if *count == 1 { "place" } else { "places" };
            let sentence = format!("{} ({count} {places})", change.sentence());
            changes = changes.child(Element::new("p").words(sentence));
        }
    }
    let paragraph = |words: &str| Element::new("p").words(words);
    let mut practice = vec![
        changes,
        Element::new("quotation")
            .with("marks", "all")
            .child(paragraph("Quotation marks are kept inside the elements.")),
        Element::new("interpretation").child(paragraph(
            "Names, dates, references, citations and notes were marked by rule; certainty is given \
             with @cert where it is not high.",
        )),
    ];
    if !facts.people.is_empty()
        && let Some(interpretation) = practice.last_mut()
    {
        let decided = paragraph("What an editor decided points to who decided it with @resp.");
        interpretation.children.push(decided.into());
    }
    let mut values = Vec::new();
    if facts.calendars.contains("julian") {
        values.push(paragraph(
            "@when, @from, @to, @notBefore and @notAfter are Gregorian; the Old Style value stands \
             in @when-custom and its like, with @datingMethod.",
        ));
    }
    let parts = desk.dates.conventions(facts.vague.iter().map(String::as_str));
    if !parts.is_empty() {
        let parts: Vec<_> = parts.into_iter().collect();
        let convention = format!("Vague dates are read by convention. {}.", parts.join("; "));
        values.push(paragraph(&convention));
    }
    if !values.is_empty() {
        practice.push(Element::new("stdVals").children(values));
    }
    practice
}

fn profile_desc(facts: &Facts, desk: &Desk) -> Element {
    let edition = &desk.edition;
    let tags = std::iter::once(&edition.languages.main).chain(&edition.languages.others);
    let languages = tags
        .map(|tag| Element::new("language").with("ident", tag.clone()).words(language_name(tag)));
    let profile = Element::new("profileDesc").child(Element::new("langUsage").children(languages));
    let apart = desk.edition.letters == Letters::Files && !facts.letters.is_empty();
    let described = facts.sent.iter().filter(|_| !apart);
    let alone = facts.sent.len() == 1;
    let profile = profile.children(described.map(|sent| correspondence::description(sent, alone)));
    let profile = profile.children(facts.named.listed(&desk.authority, &registers(facts, desk)));
    if facts.calendars.is_empty() {
        return profile;
    }
    let calendars = facts.calendars.iter().map(|id| {
        Element::new("calendar")
            .with("xml:id", id.clone())
            .child(Element::new("p").words(calendar_name(id)))
    });
    profile.child(Element::new("calendarDesc").children(calendars))
}

/// The English name of a language, or its tag.
fn language_name(tag: &str) -> String {
    let primary = tag.split('-').next().unwrap_or(tag);
    match primary {
        "en" => "English",
        "de" => "German",
        "fr" => "French",
        "ru" => "Russian",
        "la" => "Latin",
        other => other,
    }
    .to_owned()
}

fn calendar_name(id: &str) -> &str {
    match id {
        "julian" => "Julian calendar (Old Style)",
        "gregorian" => "Gregorian calendar (New Style)",
        "frenchRepublican" => "Calendar of the French Republic",
        "roman" => "Roman calendar: days counted back from Kalends, Nones and Ides",
        "creationOfWorld" => {
            "Byzantine era: years from the creation of the world, from 1 September"
        }
        "edtf" => "Extended Date/Time Format (ISO 8601-2): uncertain and approximate dates",
        other => other,
    }
}
