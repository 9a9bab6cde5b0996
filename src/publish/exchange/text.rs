//! Plain text: what there is to read, and apart from it the notes and the page furniture.

use super::super::Output;
use super::super::tei::{Reading, Stream};
use super::super::volume::Volume;

/// The files of one document.
#[derive(Debug)]
pub struct Plain {
    /// The text, below the site.
    pub text: String,
    notes: String,
    furniture: String,
}

impl Plain {
    /// What the files of a document are called.
    #[must_use]
    pub fn new(volume: &Volume, document: usize) -> Self {
        let slug = &volume.slugs[document];
        let path = |end: &str| format!("data/text/{slug}{end}");
        Self { text: path(".txt"), notes: path(".notes.txt"), furniture: path(".furniture.txt") }
    }

    /// Writes them; what is empty is left out, but for the text.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn write(&self, reading: &Reading, output: &Output) -> std::io::Result<()> {
        let text = reading.stream(Stream::Text);
        output.write(&self.text, format!("{text}\n"))?;
        for (path, stream) in [(&self.notes, Stream::Notes), (&self.furniture, Stream::Furniture)] {
            let text = reading.stream(stream);
            if !text.is_empty() {
                output.write(path, format!("{text}\n"))?;
            }
        }
        Ok(())
    }
}
