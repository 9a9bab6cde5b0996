use super::*;
use crate::normalise::Text;
use crate::structure::structure;

fn person(id: &str, surname: &str, forename: &str, patronymic: &str, role: &str) -> Entry {
    let preferred = format!("{surname}, {forename} {patronymic}");
    let facts = PersonFacts {
        preferred: &preferred,
        surname,
        forename,
        patronymic,
        role,
        ..PersonFacts::default()
    };
    Entry::person(id, &facts)
}

fn lexicon() -> Lexicon {
    let org = |id: &str, name: &str, aliases: &[&str]| {
        Entry::thing(id, NameKind::Organisation, name, aliases)
    };
    Lexicon::new(vec![
        person("gray-j", "Gray", "John", "Adam", "commander of the Northern Army"),
        person("gray-p", "Gray", "Peter", "Paul", "editor of a newspaper"),
        person("white", "White", "Anna", "Maria", "commander of the fleet"),
        person("grayson", "Grayson", "Tom", "", "clerk"),
        org("council", "Council of State (CS)", &["Council"]),
        org("council-4", "Fourth Council of State", &["Council"]),
        org("bureau", "Home Bureau of the Labour Party", &[]),
        org("party", "Labour Party", &[]),
        Entry::thing("front-n", NameKind::Place, "Northern front", &[]),
        Entry::thing("front-e", NameKind::Place, "Eastern front", &[]),
        Entry::thing("front-w", NameKind::Place, "Western front", &[]),
        Entry::person(
            "green",
            &PersonFacts {
                surname: "Green",
                forename: "Pavel",
                patronymic: "Ilyich",
                aliases: vec!["Moss (birth name)"],
                ..PersonFacts::default()
            },
        ),
        org("board", "Board of the Eastern front", &["Board"]),
        Entry::thing("york", NameKind::Place, "York", &[]),
        org("york-soviet", "York Assembly of Workers", &[]),
    ])
}

fn names(text: &str) -> Vec<(String, String)> {
    let language = Language::get("en");
    let (blocks, _) = structure(&Text::verbatim(text), language);
    let (layer, _) = find(text, &blocks, &lexicon(), language);
    let mut found = Vec::new();
    for a in layer.annotations {
        match a.mark {
            Mark::Name { references, .. } => {
                found.push((text[a.span.range()].to_owned(), references.join(" ")));
            }
            Mark::Role => found.push((text[a.span.range()].to_owned(), "role".to_owned())),
            _ => {}
        }
    }
    found
}

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
}

#[test]
fn initials_and_forenames_belong_to_the_name() {
    let text = "J.A. Gray met P. P. Gray, Anna White’s friend, and White A.M. with John Gray.";
    let wanted = [
        ("J.A. Gray", "gray-j"),
        ("P. P. Gray", "gray-p"),
        ("Anna White", "white"),
        ("White A.M.", "white"),
        ("John Gray", "gray-j"),
    ];
    assert_eq!(names(text), pairs(&wanted));
}

#[test]
fn a_longer_surname_is_another_name() {
    assert_eq!(names("Grayson came."), pairs(&[("Grayson", "grayson")]));
}

#[test]
fn roles_and_company_tell_namesakes_apart() {
    let text = "The commanders White and Gray rode out.";
    let wanted = [("commanders", "role"), ("White", "white"), ("Gray", "gray-j")];
    assert_eq!(names(text), pairs(&wanted));
    assert_eq!(names("The editor Gray wrote.")[0].1, "gray-p");
}

#[test]
fn namesakes_without_evidence_have_no_reference() {
    assert_eq!(names("Then Gray came."), pairs(&[("Gray", "")]));
}

#[test]
fn the_last_full_form_decides() {
    assert_eq!(names("P. P. Gray came. Then Gray left.")[1].1, "gray-p");
}

#[test]
fn other_initials_are_another_person() {
    assert_eq!(names("It was Q. R. White."), pairs(&[("Q. R. White", "")]));
}

#[test]
fn a_bodys_name_goes_on_after_of() {
    let text = "The Home Bureau of the Labour Party met; the Home Bureau of York did not.";
    let wanted = [
        ("Home Bureau of the Labour Party", "bureau"),
        ("Labour Party", "party"),
        ("Home Bureau of York", ""),
        ("York", "york"),
    ];
    assert_eq!(names(text), pairs(&wanted));
}

#[test]
fn a_short_form_means_the_last_full_one() {
    let text = "The Council sat. The Fourth Council of State sat. The Council rose.";
    let wanted = [
        ("Council", "council"),
        ("Fourth Council of State", "council-4"),
        ("Council", "council-4"),
    ];
    assert_eq!(names(text), pairs(&wanted));
}

#[test]
fn a_row_names_several() {
    let wanted = [("Eastern and Northern fronts", "front-e front-n")];
    assert_eq!(names("On the Eastern and Northern fronts."), pairs(&wanted));
}

#[test]
fn a_place_within_a_bodys_name_stays_a_place() {
    let wanted = [("York Assembly of Workers", "york-soviet"), ("York", "york")];
    assert_eq!(names("The York Assembly of Workers."), pairs(&wanted));
}

#[test]
fn a_row_of_three_names_three() {
    let wanted = [("Northern, Eastern, and Western fronts", "front-n front-e front-w")];
    assert_eq!(names("On the Northern, Eastern, and Western fronts."), pairs(&wanted));
    let wanted = [("Eastern and Western fronts", "front-e front-w")];
    assert_eq!(names("On the Southern, Eastern and Western fronts."), pairs(&wanted));
}

#[test]
fn two_names_of_one_person_with_a_hyphen_are_one() {
    assert_eq!(names("Green-Moss wrote."), pairs(&[("Green-Moss", "green")]));
    assert_eq!(names("A Green-White plan."), pairs(&[("Green", "green"), ("White", "white")]));
}

#[test]
fn forename_and_patronymic_name_a_person_unless_a_name_follows() {
    assert_eq!(names("So Pavel Ilyich came."), pairs(&[("Pavel Ilyich", "green")]));
    assert_eq!(names("So Pavel Ilyich Green came."), pairs(&[("Pavel Ilyich Green", "green")]));
    assert_eq!(names("So Pavel Ilyich Petrov came."), []);
}

#[test]
fn anothers_forename_makes_another_person() {
    assert_eq!(names("Then Mary Gray came."), pairs(&[("Mary Gray", "")]));
    assert_eq!(names("Then Jack Gray came."), pairs(&[("Gray", "")]));
}

#[test]
fn a_body_that_goes_on_otherwise_is_another() {
    let wanted = [("Board of the Northern front", ""), ("Northern front", "front-n")];
    assert_eq!(names("The Board of the Northern front."), pairs(&wanted));
    assert_eq!(names("The Board met.")[0].1, "board");
}

#[test]
fn a_form_of_address_is_no_initial() {
    let found = names("Mr. J. Gray came.");
    assert!(found.contains(&("J. Gray".to_owned(), "gray-j".to_owned())), "{found:?}");
}
