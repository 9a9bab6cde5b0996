//! The comparison of golden files: what it says of each kind of edit, and the laws it keeps.

use rubricate::golden::{Comparison, Witness, Words, compare};

/// All that is said of two files, one line a change.
fn told(old: &str, new: &str) -> Vec<String> {
    let (old, new) = (witness(old), witness(new));
    let comparison = compare(&old, &new).unwrap();
    comparison.changes().iter().map(|c| format!("{}/{}: {}", c.part, c.kind, c.message)).collect()
}

fn witness(text: &str) -> Witness<'_> {
    Witness::new("t.xml", text.as_bytes()).unwrap()
}

#[test]
fn scratch() {
    let t = |a: &str, b: &str| {
        println!("--- {a}\n    {b}");
        let (old, new) = (witness(a), witness(b));
        let mut comparison = compare(&old, &new).unwrap();
        println!("  {}", comparison.verdict());
        for c in comparison.changes() {
            println!("  {} {}/{} {:?}: {}", c.id, c.part, c.kind, c.words, c.message);
        }
        for (k, n) in comparison.layout() {
            println!("  layout {k} {n}");
        }
        let ids: Vec<_> = comparison.changes().iter().map(|c| c.id.clone()).collect();
        for id in ids {
            println!("  only {id}: {:?}", comparison.apply(|c| c.id == id));
        }
        println!("  none: {:?}", comparison.apply(|_| false).map(|s| s == a));
    };
    t(
        "<TEI><text><body><div><p><persName><?a z?>é </persName></p></div></body></text></TEI>",
        "<TEI><div><p><persName><persName><?a z?></persName></persName></p></div><text><body><div><p><persName><?a z?>é </persName></p></div></body></text></TEI>",
    );
}
