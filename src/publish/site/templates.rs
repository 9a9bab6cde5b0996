//! The templates and styles of the tool, and those that an edition puts in their place: files of
//! the same name in its folder `site`.

use anyhow::{Context as _, anyhow};
use minijinja::{AutoEscape, Environment};
use std::path::{Path, PathBuf};

/// Each template by its name.
pub const TEMPLATES: &[(&str, &str)] = &[
    ("base.html", include_str!("templates/base.html")),
    ("parts.html", include_str!("templates/parts.html")),
    ("home.html", include_str!("templates/home.html")),
    ("document.html", include_str!("templates/document.html")),
    ("index.html", include_str!("templates/index.html")),
    ("entity.html", include_str!("templates/entity.html")),
    ("calendar.html", include_str!("templates/calendar.html")),
    ("period.html", include_str!("templates/period.html")),
    ("map.html", include_str!("templates/map.html")),
    ("correspondence.html", include_str!("templates/correspondence.html")),
    ("exchange.html", include_str!("templates/exchange.html")),
    ("search.html", include_str!("templates/search.html")),
    ("data.html", include_str!("templates/data.html")),
];

/// Each style sheet and script by its name.
pub const ASSETS: &[(&str, &str)] = &[
    ("style.css", include_str!("assets/style.css")),
    ("site.js", include_str!("assets/site.js")),
    ("search.js", include_str!("assets/search.js")),
];

/// The templates, those of the edition first.
///
/// # Errors
/// A file of the edition that cannot be read, or is no template: with its path and line.
pub fn environment(folder: &Path) -> anyhow::Result<Environment<'static>> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_formatter(format);
    environment.set_trim_blocks(true);
    environment.set_lstrip_blocks(true);
    for (name, built_in) in TEMPLATES {
        let path = folder.join(name);
        let text = if path.is_file() { own(&path)? } else { (*built_in).to_owned() };
        environment
            .add_template_owned(*name, text)
            .map_err(|error| anyhow!("{}: {}", path.display(), told(&error)))?;
    }
    Ok(environment)
}

/// Writes a value into a page: text is escaped as everywhere else, the rest as the templates do.
fn format(
    out: &mut minijinja::Output<'_>,
    state: &minijinja::State<'_, '_>,
    value: &minijinja::Value,
) -> Result<(), minijinja::Error> {
    let text = value.as_str().filter(|_| !value.is_safe());
    match text.filter(|_| matches!(state.auto_escape(), AutoEscape::Html)) {
        Some(text) => Ok(out.write_str(&super::super::escape::text(text))?),
        None => minijinja::escape_formatter(out, state, value),
    }
}

/// What is wrong with a template, in one line, with the line where it is.
pub fn told(error: &minijinja::Error) -> String {
    let line = error.line().map(|line| format!("line {line}: ")).unwrap_or_default();
    let detail = error.detail().map(|detail| format!(": {detail}")).unwrap_or_default();
    format!("{line}{}{detail}", error.kind())
}

/// The files that go to `assets`: those of the tool, and every other file of the edition's folder
/// that is not a template, such as pictures and fonts.
///
/// # Errors
/// A file of the edition that cannot be read.
pub fn assets(folder: &Path) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let mut assets = Vec::new();
    for (name, built_in) in ASSETS {
        let path = folder.join(name);
        let content = if path.is_file() { own(&path)? } else { (*built_in).to_owned() };
        assets.push(((*name).to_owned(), content.into_bytes()));
    }
    for path in others(folder)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let content = std::fs::read(&path).with_context(|| path.display().to_string())?;
        assets.push((name, content));
    }
    Ok(assets)
}

fn own(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| path.display().to_string())
}

fn others(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Ok(Vec::new()) };
    let known = |name: &str| {
        let names = TEMPLATES.iter().chain(ASSETS).map(|(name, _)| *name);
        names.into_iter().any(|known| known == name)
    };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_file() && !name.starts_with('.') && !known(&name) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_of_the_edition_takes_the_place_of_the_tools() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        std::fs::write(folder.path().join("data.html"), "<p>{{ title }}</p>").expect("written");
        std::fs::write(folder.path().join("mark.svg"), "<svg/>").expect("written");
        let environment = environment(folder.path()).expect("all are templates");
        let template = environment.get_template("data.html").expect("it is there");
        let html = template.render(minijinja::context! { title => "<b>" }).expect("it renders");
        assert_eq!(html, "<p>&lt;b&gt;</p>");
        let assets = assets(folder.path()).expect("all can be read");
        assert_eq!(assets.last().map(|(name, _)| name.as_str()), Some("mark.svg"));
    }

    #[test]
    fn a_broken_template_is_told_with_its_line() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        std::fs::write(folder.path().join("data.html"), "a\n{% if %}").expect("written");
        let error = environment(folder.path()).expect_err("it is no template").to_string();
        assert!(error.contains("data.html: line 2: "), "{error}");
    }
}
