//! Names that are in no list: found by form, by the lists of the world, by the document itself.

use rubricate::annotate::NameKind;
use rubricate::annotate::unlisted::{Known, Leaf, Model, Recogniser, Role};
use rubricate::authority::Authority;
use rubricate::edition::Edition;
use rubricate::layer::{Certainty, Span};
use rubricate::source::Source;
use rubricate::{Desk, edit};
use std::path::Path;

/// The names of a text of one paragraph, with their kind, that are likelier than not.
fn names(text: &str, language: &str) -> Vec<(String, NameKind)> {
    let leaf = Leaf { span: Span::new(0, text.len()), role: Role::Text };
    let found = Recogniser::new(language).names(text, &[leaf], &Known::default());
    let likely = found.iter().filter(|name| name.probability >= 0.5);
    likely.map(|name| (text[name.span.range()].to_owned(), name.kind)).collect()
}

fn persons(text: &str, language: &str) -> Vec<String> {
    let found = names(text, language).into_iter();
    found.filter(|(_, kind)| *kind == NameKind::Person).map(|(name, _)| name).collect()
}

#[test]
fn titles_initials_and_forenames_tell_a_person() {
    let text = "Yesterday we walked with Mr. Tarrow, J. P. Quillan and Anna Melloway to the mill.";
    assert_eq!(persons(text, "en"), ["Tarrow", "J. P. Quillan", "Anna Melloway"]);
    let text = "Gestern waren wir mit Herrn Dr. Tarrow und Anna Melloway in der Mühle.";
    assert_eq!(persons(text, "de"), ["Tarrow", "Anna Melloway"]);
    let text = "Hier nous avons vu M. Tarrow et Mme Melloway au moulin.";
    assert_eq!(persons(text, "fr"), ["Tarrow", "Melloway"]);
}

#[test]
fn the_first_word_of_a_sentence_is_no_name() {
    assert_eq!(names("Nothing came of it. Perhaps they forgot. Winter was long.", "en"), []);
    assert_eq!(names("Her eyes are bad. Reading is out of the question.", "en"), []);
    assert_eq!(names("Der Wagen stand vor dem Haus. Die Reise war lang.", "de"), []);
}

#[test]
fn a_common_noun_with_a_capital_is_no_name_unless_the_text_shows_one() {
    assert_eq!(names("Inhalt: 1.) Die Ruhe. 2.) Der ganze Gottesdienst mit Eifer.", "de"), []);
    assert_eq!(persons("Gestern kam Herr Eifer zu uns.", "de"), ["Eifer"]);
    assert_eq!(names("The letter came from the Mother of God, near the mill.", "en"), []);
    // The same letters are no noun elsewhere.
    assert_eq!(persons("We called on Mr. Inhalt and Anna Ruhe.", "en"), ["Inhalt", "Anna Ruhe"]);
}

#[test]
fn small_words_and_months_that_some_are_called_by_are_no_forenames() {
    assert_eq!(names("Der Zweck war klar. Der Entwurf geht an Sie.", "de"), []);
    assert_eq!(persons("Am Freitag d. 4 August Vorm 9 Uhr kam er an.", "de"), [] as [&str; 0]);
    assert_eq!(persons("We met August Melloway on 4 August.", "en"), ["August Melloway"]);
}

#[test]
fn what_is_numbered_is_no_name() {
    assert_eq!(names("Das Buch stand im Katalog (Nr. 876), und Komp. 27 kam.", "de"), []);
    let desk = Desk::new(Edition::default(), Authority::default());
    let text = "The flour is gone, see Document 876 and Document 877 of Mr. Tarrow.";
    let xml = edit(&Source::from_text("t", text), &desk).tei.xml;
    assert!(xml.contains("Tarrow</persName>"), "{xml}");
    assert!(!xml.contains("<persName>Document"), "{xml}");
}

#[test]
fn nouns_put_together_or_inflected_are_no_names() {
    let text = "Bei dem Familienabend standen alle an der Feldscheune in den Grenzen des Raumes.";
    assert_eq!(names(text, "de"), []);
}

#[test]
fn of_which_people_something_is_is_no_name() {
    assert_eq!(names("They fear the German army, and so do the French and Dutch.", "en"), []);
    assert_eq!(persons("We dined with Lord French and Mr. English.", "en"), ["French", "English"]);
}

#[test]
fn who_is_greeted_and_who_signs_is_a_person_whatever_the_word() {
    let named = |text: &str, language: &str| {
        let mut edition = Edition::default();
        edition.languages.main = language.into();
        let desk = Desk::new(edition, Authority::default());
        let names = edit(&Source::from_text("t", text), &desk).names;
        let words = |span: Span| text[span.range()].to_owned();
        names.mentions.iter().map(|mention| words(mention.span)).collect::<Vec<String>>()
    };
    let text = "Berlin, den 3. Mai 1905.\n\nMein liebes Paulchen!\n\nMir geht es gut, und ich \
                danke für den Brief.\n\nMit herzlichen Grüßen\n\nDein treuer\n\nSpatz\n";
    let found = named(text, "de");
    assert!(found.iter().any(|name| name == "Paulchen"), "{found:?}");
    assert!(found.iter().any(|name| name == "Spatz"), "{found:?}");
    assert!(!found.iter().any(|name| name == "Brief" || name == "Grüßen"), "{found:?}");
}

#[test]
fn parents_are_persons_after_a_possessive_and_none_after_an_article() {
    assert_eq!(persons("I told your Father so, and my dear Mama too.", "en"), ["Father", "Mama"]);
    assert_eq!(persons("They spoke of the Father and of a Mother.", "en"), [] as [&str; 0]);
}

#[test]
fn endings_tell_a_surname() {
    let text = "They meant to remove Perelovich and Tamarenko from the mill at once.";
    assert_eq!(persons(text, "en"), ["Perelovich", "Tamarenko"]);
    let text = "They meant to remove Perelotte and Tamarbone from the mill at once.";
    assert_eq!(persons(text, "en"), [] as [&str; 0]);
}

#[test]
fn places_are_known_by_lists_of_their_time() {
    let place = |name: &str| (name.to_owned(), NameKind::Place);
    let text = "He went from Tiflis to Petrograd and on to Sweden.";
    assert_eq!(names(text, "en"), [place("Tiflis"), place("Petrograd"), place("Sweden")]);
}

#[test]
fn a_title_with_a_place_names_a_person() {
    let found = persons("We dined with the Duke of Norfolk last night.", "en");
    assert_eq!(found, ["Duke of Norfolk"]);
}

#[test]
fn what_is_marked_has_certainty_and_evidence_and_no_reference() {
    let desk = Desk::new(Edition::default(), Authority::default());
    let document = edit(&Source::from_text("t", "We met Mr. Tarrow at the mill."), &desk);
    let [mention] = document.names.mentions.as_slice() else {
        panic!("{:?}", document.names.mentions)
    };
    assert_eq!(mention.evidence.rule, "unlisted/person");
    assert!(mention.evidence.because.contains("the title `Mr` before it"), "{mention:?}");
    assert_eq!(mention.references, [] as [String; 0]);
    assert!(!document.tei.xml.contains("<persName ref"), "{}", document.tei.xml);
}

#[test]
fn an_edition_says_how_sure_a_name_must_be() {
    let text = "We met Mr. Tarrow at the mill, and Zorbel was there, in the Brandal valley.";
    let marked = |unlisted: bool, least: Certainty| {
        let mut edition = Edition::default();
        edition.names.unlisted = unlisted;
        edition.names.min_certainty = least;
        let document =
            edit(&Source::from_text("t", text), &Desk::new(edition, Authority::default()));
        let count = document.names.mentions.iter().filter(|mention| mention.marked).count();
        (count, document.names.mentions.len())
    };
    let (low, all) = marked(true, Certainty::Low);
    let (high, offered) = marked(true, Certainty::High);
    assert_eq!((low, all), (offered, offered));
    assert!(high <= low);
    assert_eq!(marked(false, Certainty::Low), (0, 0));
}

#[test]
fn the_shipped_model_is_small_and_written_as_it_is_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/annotate/unlisted");
    let bytes = std::fs::read(folder.join("model/names.bin")).expect("it is in the project");
    let model = Model::read(&bytes).expect("it is sound");
    assert_eq!(model.write(), bytes);
    let lists = std::fs::read_dir(folder.join("data")).expect("the lists are in the project");
    let lists: u64 =
        lists.map(|file| file.and_then(|file| file.metadata()).expect("a file").len()).sum();
    assert!(bytes.len() as u64 + lists <= 5_000_000, "{} + {lists}", bytes.len());
}
