//! The names of a document: its mentions, and the provisional entries of those in no list.

use rubricate::authority::Authority;
use rubricate::edition::Edition;
use rubricate::entities::Names;
use rubricate::source::Source;
use rubricate::{Desk, edit};

fn names(text: &str) -> Names {
    edit(&Source::from_text("t", text), &Desk::new(Edition::default(), Authority::default())).names
}

/// The forms of each provisional entry.
fn forms(names: &Names) -> Vec<String> {
    names.entities.iter().map(|entity| entity.forms.join("|")).collect()
}

#[test]
fn every_mention_in_no_list_has_one_entry() {
    let names = names("We saw Mr. Gray and Mrs. Holt there. Then Mr. Gray left.");
    assert_eq!(forms(&names), ["Gray", "Holt"]);
    for (at, mention) in names.mentions.iter().enumerate() {
        let entity = mention.entity.expect("it is in no list");
        assert!(names.entities[entity].mentions.contains(&at));
    }
}

#[test]
fn a_few_letters_apart_is_another_name() {
    assert_eq!(forms(&names("We met Mr. Kamenev, then Mr. Kamensky.")), ["Kamenev", "Kamensky"]);
}
