//! Where names, references and dates lead from the page of a document.

use super::super::anchors::Anchors;
use super::super::body::{Links, Target};
use super::super::escape::{fragment, path};
use super::super::tei::{Dated, NameKind, Place};
use super::Site;

/// The links of one document.
#[derive(Debug)]
pub struct DocumentLinks<'a> {
    /// The site.
    pub site: &'a Site<'a>,
    /// The file of the document.
    pub path: &'a str,
    /// What can be linked to in it.
    pub anchors: &'a Anchors,
}

/// From `documents/` to the site.
const ROOT: &str = "../";

impl Links for DocumentLinks<'_> {
    fn entity(&self, _: NameKind, place: &Place) -> Option<Target> {
        let volume = self.site.volume;
        let entity = volume.entities.find(place)?;
        let (_, entry) = &volume.entities.all()[entity];
        let life =
            super::entities::life(entry).map(|life| format!(" ({life})")).unwrap_or_default();
        Some(Target {
            href: format!("{ROOT}{}", volume.entity_page(entity)),
            title: format!("{}{life}", entry.name),
        })
    }

    fn place(&self, place: &Place) -> Option<Target> {
        let volume = self.site.volume;
        let place = volume.entities.work(place);
        let (href, title) = match place {
            Place::Web(address) => (address.clone(), String::new()),
            Place::Key(_) => return None,
            Place::In { path: file, id } => {
                if let Some(entity) = volume.entities.find(place) {
                    let name = volume.entities.all()[entity].1.name.clone();
                    (format!("{ROOT}{}", volume.entity_page(entity)), name)
                } else if file == self.path && id.is_some() {
                    let id = id.as_deref().filter(|id| self.anchors.has(id))?;
                    (fragment(id), String::new())
                } else {
                    let document = volume.document_of(file)?;
                    let title = volume.documents[document].title.clone();
                    let id = id.as_deref().filter(|id| volume.has_anchor(document, id));
                    let anchor = id.map(fragment).unwrap_or_default();
                    (format!("{ROOT}{}{anchor}", path(&volume.page(document))), title)
                }
            }
        };
        Some(Target { href, title })
    }

    fn date(&self, dated: &Dated) -> Option<Target> {
        let href = self.site.page_of_date(dated.first)?;
        Some(Target { href: format!("{ROOT}{href}"), title: self.site.words.date(dated) })
    }

    fn note(&self, label: &str) -> String {
        self.site.words.fill("note", &[label])
    }

    fn back(&self, label: &str) -> String {
        self.site.words.fill("back", &[label])
    }

    fn page(&self, number: &str) -> String {
        self.site.words.fill("page", &[number])
    }

    fn paragraph(&self, number: usize) -> String {
        self.site.words.fill("paragraph", &[&number.to_string()])
    }
}
