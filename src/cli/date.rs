//! `rubricate date`: the date expressions of a text and their values.

use anyhow::{Context as _, bail};
use rubricate::annotate::dates::{Context, Dates, Expression, Found, Iso, Scope};
use rubricate::calendar::Policy;
use rubricate::diagnostic::Severity;
use rubricate::languages::{Language, NumericOrder};
use rubricate::source::Source;
use serde_json::{Map, Value, json};
use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::process::ExitCode;

const EXAMPLES: &str = "Examples:
  rubricate date 'October 25 (November 7), 1917'
  rubricate date --calendar russia 'in February 1913'
  rubricate date --context 1920-09-14 'your letter of the 12th inst.'
  rubricate date --lang de,fr --json - < letter.txt

Exit status: 0 where all is well, 1 where a date is impossible (31 June), 2 where the command failed.
Findings come after the dates; with --json they go to standard error.";

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
    /// Print a JSON array of {text, start, end, attributes, because}; start and end count Unicode
    /// code points. The two halves of a double date are in `inner`.
    #[arg(long)]
    json: bool,
    /// The text; several are joined with spaces. Standard input, in UTF-8, where it is - or missing.
    #[arg(value_name = "TEXT")]
    text: Vec<String>,
}

/// Runs `rubricate date`; 1 where a date is impossible.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let text = if arguments.text.is_empty() || arguments.text == ["-"] {
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
    let mut out = if arguments.json {
        let mut points = CodePoints { text: &text, byte: 0, point: 0 };
        let list = found.expressions.iter().map(|one| as_json(&mut points, one)).collect();
        format!("{:#}\n", Value::Array(list))
    } else {
        as_text(&text, &found)
    };
    let (findings, code) = findings(&text, &found);
    if arguments.json {
        eprint!("{findings}");
    } else {
        out += &findings;
    }
    match std::io::stdout().write_all(out.as_bytes()) {
        // Who closes the pipe has read enough.
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(error).context("cannot write to standard output")
        }
        Ok(()) | Err(_) => Ok(code),
    }
}

/// The findings, one a line, and the exit status they ask for.
fn findings(text: &str, found: &Found) -> (String, ExitCode) {
    let source = Source::from_text("text", text);
    let mut lines = String::new();
    let mut code = ExitCode::SUCCESS;
    for finding in &found.findings {
        let at = source.line_column(finding.span.start);
        let severity = finding.code.severity();
        let help = finding.help.as_ref().map_or_else(String::new, |help| format!(" ({help})"));
        let (level, message) = (severity.as_str(), &finding.message);
        writeln!(lines, "text:{at}: {level}[{}]: {message}{help}", finding.code)
            .expect("a String can be written to");
        if severity == Severity::Error {
            code = ExitCode::from(1);
        }
    }
    (lines, code)
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

/// Counts the code points before offsets that never go back.
struct CodePoints<'a> {
    text: &'a str,
    byte: usize,
    point: usize,
}

impl CodePoints<'_> {
    fn before(&mut self, byte: usize) -> usize {
        self.point += self.text[self.byte..byte].chars().count();
        self.byte = byte;
        self.point
    }
}

fn as_json(points: &mut CodePoints<'_>, expression: &Expression) -> Value {
    let attributes: Map<_, _> = expression
        .value
        .attributes()
        .map(|(name, value)| (name.to_owned(), json!(value)))
        .collect();
    let text = &points.text[expression.span.range()];
    let start = points.before(expression.span.start);
    let inner: Vec<_> = expression.inner.iter().map(|half| as_json(points, half)).collect();
    let mut value = json!({
        "text": text,
        "start": start,
        "end": points.before(expression.span.end),
        "attributes": attributes,
        "because": expression.evidence.because,
    });
    if !inner.is_empty() {
        value["inner"] = Value::Array(inner);
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
