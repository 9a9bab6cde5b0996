//! How a document is cited.

use super::super::facts::Facts;
use super::{Site, joined};

impl Site<'_> {
    /// Authors, title, edition, editors, publisher and year, as far as they are known.
    pub(super) fn citation(&self, facts: &Facts) -> String {
        let authors: Vec<&str> = (facts.head.responsible.iter())
            .filter(|person| person.role.as_deref() == Some("author"))
            .map(|person| person.name.as_str())
            .collect();
        let mut parts = Vec::new();
        parts.extend(joined(&self.words, &authors));
        parts.push(format!("“{}”", facts.title));
        if facts.title != self.edition.title {
            parts.push(self.edition.title.clone());
        }
        let editors: Vec<&str> = self.edition.editors.iter().map(|e| e.name.as_str()).collect();
        if let Some(editors) = joined(&self.words, &editors) {
            parts.push(format!("{} {editors}", self.words.get("edited_by").to_lowercase()));
        }
        parts.extend(self.edition.publisher.clone());
        parts.extend(self.edition.published.clone());
        parts.join(", ")
    }

    /// The address of a page, where the edition says where the site will stand.
    pub(super) fn address(&self, path: &str) -> Option<String> {
        self.edition.site.url.as_ref().map(|url| format!("{url}{path}"))
    }
}
