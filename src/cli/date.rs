//! `rubricate date`: the date expressions of a text and their values.

use anyhow::{Context as _, bail};
use rubricate::annotate::dates::{Context, Dates, Expression, Found, Iso, Scope};
use rubricate::calendar::Policy;
use rubricate::languages::{Language, NumericOrder};
use rubricate::source::Source;
use serde_json::{Map, Value, json};
use std::fmt::Write as _;
use std::io::Read as _;
use std::process::ExitCode;

const EXAMPLES: &str = "Examples:
  rubricate date 4 May 1917
  rubricate date --calendar russia \"22 October (4 November) 1917\"
  rubricate date --json --context 1919 < letter.txt";

/// Read the dates of a text: their TEI attributes and why.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// The day of writing, or the date before: YYYY-MM-DD, YYYY-MM or YYYY.
    #[arg(long, value_name = "DATE")]
    context: Option<String>,
    /// Which calendar days are written in: gregorian, julian, russia, britain and others.
    #[arg(long, value_name = "POLICY", default_value = "gregorian")]
    calendar: String,
    /// The language of the text; may be given several times, the foremost first.
    #[arg(long, value_name = "LL", default_value = "en")]
    lang: Vec<String>,
    /// The first and last year of the documents, for years in two figures.
    #[arg(long, value_name = "YYYY-YYYY")]
    years: Option<String>,
    /// Read 04/09/1920 as 9 April.
    #[arg(long)]
    month_first: bool,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    /// The text; standard input where none is given.
    #[arg(value_name = "TEXT")]
    text: Vec<String>,
}

/// Runs `rubricate date`; 1 where a date is impossible.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let text = if arguments.text.is_empty() {
        let mut text = String::new();
        std::io::stdin()
            .read_to_string(&mut text)
            .context("cannot read standard input as UTF-8")?;
        text
    } else {
        arguments.text.join(" ")
    };
    let mut languages = Vec::new();
    for code in arguments.lang.iter().flat_map(|codes| codes.split(',')) {
        let Some(language) = Language::find(code) else {
            let known: Vec<_> = Language::codes().collect();
            bail!("`{code}` is no language with a file; there are {}", known.join(", "));
        };
        languages.push(language);
    }
    let context = context(arguments)?;
    let dates = Dates::new(&languages).with_order(if arguments.month_first {
        NumericOrder::MonthDay
    } else {
        NumericOrder::DayMonth
    });
    let found = dates.read(&text, &context);
    if arguments.json {
        let list: Vec<_> = found.expressions.iter().map(|e| as_json(&text, e)).collect();
        println!("{:#}", Value::Array(list));
    } else {
        print!("{}", as_text(&text, &found));
    }
    let source = Source::from_text("text", text.as_str());
    let mut code = ExitCode::SUCCESS;
    for finding in &found.findings {
        let at = source.line_column(finding.span.start);
        let severity = finding.code.severity();
        let help = finding.help.as_ref().map_or_else(String::new, |help| format!(" ({help})"));
        let line = format!(
            "text:{at}: {}[{}]: {}{help}",
            severity.as_str(),
            finding.code,
            finding.message
        );
        if arguments.json {
            eprintln!("{line}");
        } else {
            println!("{line}");
        }
        if severity == rubricate::diagnostic::Severity::Error {
            code = ExitCode::from(1);
        }
    }
    Ok(code)
}

fn context(arguments: &Arguments) -> anyhow::Result<Context> {
    let mut context = Context::with_policy(Policy::get(&arguments.calendar)?);
    context.scope = Scope::everything();
    if let Some(date) = &arguments.context {
        let read = Iso::parse(date).filter(|iso| iso.year.is_some());
        let read = read.with_context(|| {
            format!("`{date}` is no date of the form YYYY-MM-DD, YYYY-MM or YYYY")
        })?;
        context.date = Some(read);
    }
    if let Some(years) = &arguments.years {
        let read = years
            .split_once('-')
            .and_then(|(first, last)| Some((first.parse().ok()?, last.parse().ok()?)));
        let read: (i32, i32) =
            read.with_context(|| format!("`{years}` is no pair of years of the form YYYY-YYYY"))?;
        if read.0 > read.1 {
            bail!("`{years}` ends before it begins");
        }
        context.years = Some(read);
    }
    Ok(context)
}

/// `start` and `end` are bytes of the text.
fn as_json(text: &str, expression: &Expression) -> Value {
    let attributes: Map<_, _> = expression
        .value
        .attributes()
        .map(|(name, value)| (name.to_owned(), json!(value)))
        .collect();
    let mut value = json!({
        "text": &text[expression.span.range()],
        "start": expression.span.start,
        "end": expression.span.end,
        "attributes": attributes,
        "because": expression.evidence.because,
    });
    if !expression.inner.is_empty() {
        value["inner"] = expression.inner.iter().map(|inner| as_json(text, inner)).collect();
    }
    value
}

fn as_text(text: &str, found: &Found) -> String {
    let mut out = String::new();
    for expression in &found.expressions {
        let printed =
            text[expression.span.range()].split_whitespace().collect::<Vec<_>>().join(" ");
        let mut line = printed;
        for (name, value) in expression.value.attributes() {
            write!(line, " {name}=\"{value}\"").expect("a String can be written to");
        }
        writeln!(out, "{line}\n    {}", expression.evidence.because)
            .expect("a String can be written to");
    }
    out
}
