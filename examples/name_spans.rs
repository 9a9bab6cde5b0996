//! Writes the names of every `NAME.txt` of a folder as `NAME.json`, in the shape that
//! `../shared/tools/score.py` compares with the scholars' own markup.
//!
//! `cargo run --release --example name_spans -- FOLDER OUT LANG [MODEL [LEAST]]`

use rubricate::annotate::NameKind;
use rubricate::annotate::unlisted::{Known, Model, Recogniser, leaves};
use rubricate::languages::Language;
use rubricate::normalise::{Rules, normalise};
use rubricate::source::Source;
use rubricate::structure::structure;
use serde_json::{Value, json};
use std::error::Error;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, out, language, rest @ ..] = arguments.as_slice() else {
        return Err("usage: name_spans FOLDER OUT LANG [MODEL [LEAST]]".into());
    };
    let recogniser = match rest.first() {
        Some(path) => Recogniser::with_model(language, Arc::new(Model::read(&fs::read(path)?)?)),
        None => Recogniser::new(language),
    };
    let least: f32 = rest.get(1).map_or(Ok(0.45), |least| least.parse())?;
    fs::create_dir_all(out)?;
    let mut spent = Duration::ZERO;
    let mut shown = Vec::new();
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        paths.push(entry?.path());
    }
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    for path in &paths {
        let text = fs::read_to_string(path)?;
        let start = Instant::now();
        shown.push(recogniser.shown(&text));
        spent += start.elapsed();
    }
    let known = Known::new(shown.iter());
    for path in &paths {
        let source = Source::from_text("gold", fs::read_to_string(path)?);
        let start = Instant::now();
        let (text, _) = normalise(&source, &Rules::for_languages([language.as_str()]));
        let (blocks, _) = structure(&text, Language::get(language));
        let names = recogniser.names(text.as_str(), &leaves(&blocks), &known);
        spent += start.elapsed();
        let points = |at: usize| source.text()[..at].chars().count();
        let spans: Vec<Value> = names
            .iter()
            .filter(|name| name.probability >= least)
            .map(|name| {
                let kind = match name.kind {
                    NameKind::Person => "person",
                    NameKind::PersonGroup => "personGrp",
                    NameKind::Place => "place",
                    NameKind::Organisation | NameKind::Event => "org",
                };
                let span = text.source_of(name.span);
                json!({
                    "kind": kind, "start": points(span.start), "end": points(span.end),
                    "text": &text.as_str()[name.span.range()], "because": name.because,
                    "p": name.probability,
                })
            })
            .collect();
        let name = path.file_stem().and_then(|name| name.to_str()).ok_or("no UTF-8")?;
        let written = json!({ "doc": name, "spans": spans, "corresp": {} });
        fs::write(Path::new(out).join(format!("{name}.json")), written.to_string())?;
    }
    println!("{:.6} seconds from text to names", spent.as_secs_f64());
    Ok(())
}
