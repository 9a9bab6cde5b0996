//! Writes the dates of every `NAME.txt` of a folder as `NAME.json`, in the shape that
//! `../shared/tools/score.py` compares with the scholars' own markup.
//!
//! `cargo run --release --example date_spans -- FOLDER OUT LANG[,LANG] [POLICY] [relative]`

use rubricate::annotate::dates::{Context, Dates, Expression};
use rubricate::calendar::Policy;
use serde_json::{Value, json};
use std::error::Error;
use std::fs;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, out, languages, rest @ ..] = arguments.as_slice() else {
        return Err("usage: date_spans FOLDER OUT LANG[,LANG] [POLICY] [relative]".into());
    };
    let languages: Vec<_> = languages.split(',').collect();
    let dates = Dates::of(&languages);
    let policy = rest.first().map_or("gregorian", String::as_str);
    let mut context = Context::with_policy(Policy::get(policy)?);
    context.scope.relative = rest.get(1).is_some_and(|word| word == "relative");
    fs::create_dir_all(out)?;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_none_or(|extension| extension != "txt") {
            continue;
        }
        let text = fs::read_to_string(&path)?;
        let found = dates.read(&text, &context);
        let spans: Vec<Value> = found.expressions.iter().map(|e| span(&text, e)).collect();
        let name =
            path.file_stem().and_then(|name| name.to_str()).ok_or("a file name is not UTF-8")?;
        let corresp = match found.writings.first() {
            Some((_, iso)) => {
                json!({ "sent": { "names": [], "date": { "when": iso.to_string() } } })
            }
            None => json!({}),
        };
        let written = json!({ "doc": name, "spans": spans, "corresp": corresp });
        fs::write(Path::new(out).join(format!("{name}.json")), written.to_string())?;
    }
    Ok(())
}

fn span(text: &str, expression: &Expression) -> Value {
    let points = |at: usize| text[..at].chars().count();
    let range = expression.span.range();
    let mut value = json!({
        "kind": "date", "start": points(range.start), "end": points(range.end), "text": &text[range],
        "because": expression.evidence.because,
    });
    for (name, attribute) in expression.value.attributes() {
        value[name] = json!(attribute);
    }
    value
}
