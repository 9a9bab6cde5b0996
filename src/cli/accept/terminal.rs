//! The editor at the terminal; where there is none, the keys are read from standard input.

use rubricate::golden::{Asked, Change, Editor, Site};
use rubricate::report::{Style, folded};
use std::io::{self, BufRead as _, IsTerminal as _, Write};

const GONE: &str = "\u{1b}[31m";
const COME: &str = "\u{1b}[32m";
const FAINT: &str = "\u{1b}[2m";
const END: &str = "\u{1b}[0m";

/// Someone who is shown changes on standard output and presses keys.
pub struct Terminal {
    style: Style,
    /// Keys of a line that was read, the next one last.
    line: Vec<char>,
}

impl Terminal {
    pub fn new(style: Style) -> Self {
        Self { style, line: Vec::new() }
    }

    fn folded(&self, text: &str, indent: usize) -> String {
        match self.style {
            Style::Plain => text.to_owned(),
            Style::Folded(columns) | Style::Coloured(columns) => folded(text, columns, indent),
        }
    }

    fn change(&self, change: &Change, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{}", self.folded(&shown(&change.message), 4))?;
        for (sign, colour, site) in [("-", GONE, &change.old), ("+", COME, &change.new)] {
            let Some(site) = site else { continue };
            writeln!(out, "  {sign} {}", self.site(site, colour))?;
        }
        Ok(())
    }

    /// The words of one side with what stands around them; the context gives way where the line
    /// would be longer than the terminal is wide.
    fn site(&self, site: &Site, colour: &str) -> String {
        let middle = site.markup.as_deref().map(shown).unwrap_or_default() + &shown(&site.text);
        let (before, after) = (shown(&site.before), shown(&site.after));
        let columns = match self.style {
            Style::Plain => return format!("{before}{middle}{after}"),
            Style::Folded(columns) | Style::Coloured(columns) => columns,
        };
        let context = columns.saturating_sub(middle.chars().count() + 4) / 2;
        let skip = before.chars().count().saturating_sub(context);
        let before: String = before.chars().skip(skip).collect();
        let after: String = after.chars().take(context).collect();
        match self.style {
            Style::Coloured(_) => {
                format!("{FAINT}{before}{END}{colour}{middle}{END}{FAINT}{after}{END}")
            }
            Style::Plain | Style::Folded(_) => format!("{before}{middle}{after}"),
        }
    }
}

/// A text that does not steer the terminal.
fn shown(text: &str) -> String {
    text.replace(char::is_control, " ")
}

impl Editor for Terminal {
    fn show(&mut self, asked: &Asked) -> io::Result<()> {
        let mut out = io::stdout().lock();
        match asked {
            Asked::Change { document, change, number: (number, count) } => {
                writeln!(out, "\n{document} {number}/{count} [{}]", change.id)?;
                self.change(change, &mut out)?;
                write!(out, "accept? [y/n/a/q] ")?;
            }
            Asked::Document(document) => {
                writeln!(out, "\n{document} has no golden file")?;
                write!(out, "accept it as it is? [y/n/a/q] ")?;
            }
            Asked::Together(changes) => {
                writeln!(out, "\nwhat you accepted only goes together with:")?;
                for change in *changes {
                    self.change(change, &mut out)?;
                }
                write!(out, "accept these too? n leaves the file as it is [y/n/a/q] ")?;
            }
        }
        out.flush()
    }

    fn key(&mut self) -> io::Result<Option<char>> {
        if io::stdin().is_terminal() {
            let key = console::Term::stdout().read_char()?;
            if "ynaq".contains(key.to_ascii_lowercase()) {
                println!("{key}");
            }
            return Ok(Some(key));
        }
        while self.line.is_empty() {
            let mut line = String::new();
            if io::stdin().lock().read_line(&mut line)? == 0 {
                return Ok(None);
            }
            self.line = line.chars().rev().filter(|c| !c.is_whitespace()).collect();
        }
        Ok(self.line.pop())
    }
}
