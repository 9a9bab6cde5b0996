//! The title page, with the list of the documents.

use super::groups::Row;
use super::pages::{Pages, ROWS, numbers, path};
use super::{Page, Site};
use minijinja::context;

const BASE: &str = "index.html";

impl Site<'_> {
    pub(super) fn write_home(&self) -> anyhow::Result<()> {
        let count = self.volume.documents.len();
        let total = count.div_ceil(ROWS).max(1);
        for number in 1..=total {
            let from = (number - 1) * ROWS;
            let rows: Vec<Row> =
                (from..count.min(from + ROWS)).map(|at| self.document_row(at)).collect();
            let title = self.words.fill("page_of", &[&number.to_string(), &total.to_string()]);
            let page = Page {
                path: &path(BASE, number),
                template: "home.html",
                section: "documents",
                title: &self.edition.title,
            };
            let values = context! {
                pages => Pages::new(BASE, number, &numbers(total), title),
                count => count,
                rows => rows,
            };
            self.write_page(page, values)?;
        }
        Ok(())
    }
}
