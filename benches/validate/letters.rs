//! Editions of letters, made up: header, datelines, names, dates, notes, verse, lists, tables, of
//! the density that printed editions have. All of it is valid TEI, and breaks no rule of tei_all.

use std::fmt::Write as _;

/// A small generator of numbers (splitmix64): the same files on every machine.
pub struct Random(u64);

impl Random {
    /// The generator with this seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % end as u64) as usize
    }

    fn of(&mut self, words: &[&'static str]) -> &'static str {
        words[self.below(words.len())]
    }
}

const WORDS: &[&str] = &[
    "the",
    "of",
    "and",
    "to",
    "in",
    "that",
    "was",
    "he",
    "it",
    "his",
    "with",
    "for",
    "as",
    "on",
    "letter",
    "answer",
    "garden",
    "winter",
    "carriage",
    "printer",
    "proofs",
    "volume",
    "lecture",
    "yesterday",
    "morning",
    "perhaps",
    "nothing",
    "received",
    "promised",
    "returned",
    "although",
    "journey",
    "mountains",
    "illness",
    "recovered",
    "manuscript",
    "publisher",
    "subscription",
    "naïve",
    "Größe",
    "été",
    "façade",
    "hôtel",
    "Straße",
    "мир",
    "книга",
];
const PEOPLE: &[&str] =
    &["Anna Roth", "Karl Bergmann", "Mme Dupré", "the Rector", "Lise", "old Weber", "Sergei"];
const PLACES: &[&str] = &["Lindau", "Geneva", "Kasan", "Tours", "Ulm", "Cambridge"];
const ORGS: &[&str] = &["the Academy", "the Society of Friends", "the Reading Club"];
const HANDS: &[&str] = &["italic", "bold", "underline", "smallcaps"];

/// An edition of about this many bytes.
pub fn edition(seed: u64, bytes: usize) -> String {
    let mut random = Random::new(seed);
    let mut text = String::with_capacity(bytes + 8192);
    header(&mut text, seed);
    text.push_str("  <text>\n    <body>\n");
    let mut number = 0;
    while text.len() < bytes {
        number += 1;
        letter(&mut text, &mut random, number, bytes);
    }
    text.push_str("    </body>\n  </text>\n</TEI>\n");
    text
}

/// Writes formatted text; a string takes all that is written.
macro_rules! put {
    ($text:expr, $($arguments:tt)*) => {
        writeln!($text, $($arguments)*).expect("a string takes all that is written")
    };
}

fn header(text: &mut String, seed: u64) {
    put!(text, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    put!(text, "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xml:lang=\"en\">");
    put!(text, "  <teiHeader>\n    <fileDesc>\n      <titleStmt>");
    put!(text, "        <title>Letters, part {seed}</title>");
    put!(text, "        <editor xml:id=\"ed\">Nobody at All</editor>\n      </titleStmt>");
    put!(text, "      <publicationStmt><publisher>Made up</publisher>");
    put!(text, "        <availability><licence target=\"https://example.org/by\">Free</licence>");
    put!(text, "        </availability></publicationStmt>");
    put!(text, "      <sourceDesc><listPerson>");
    for (number, person) in PEOPLE.iter().enumerate() {
        put!(text, "        <person xml:id=\"p{number}\"><persName>{person}</persName></person>");
    }
    put!(text, "      </listPerson><listPlace>");
    for (number, place) in PLACES.iter().enumerate() {
        put!(text, "        <place xml:id=\"l{number}\"><placeName>{place}</placeName></place>");
    }
    put!(text, "      </listPlace><listOrg>");
    for (number, org) in ORGS.iter().enumerate() {
        put!(text, "        <org xml:id=\"o{number}\"><orgName>{org}</orgName></org>");
    }
    put!(text, "      </listOrg></sourceDesc>\n    </fileDesc>");
    put!(text, "    <profileDesc><langUsage><language ident=\"en\">English</language>");
    put!(text, "    </langUsage></profileDesc>\n  </teiHeader>");
}

fn letter(text: &mut String, random: &mut Random, number: usize, most: usize) {
    let (person, place) = (random.below(PEOPLE.len()), random.below(PLACES.len()));
    let date = date(random);
    put!(text, "      <div type=\"letter\" xml:id=\"d{number}\" n=\"{number}\">");
    put!(
        text,
        "        <head>To <persName ref=\"#p{person}\">{}</persName></head>",
        PEOPLE[person]
    );
    put!(
        text,
        "        <opener><dateline><placeName ref=\"#l{place}\">{}</placeName>,",
        PLACES[place]
    );
    put!(text, "          {date}</dateline>\n          <salute>Dear friend,</salute></opener>");
    for paragraph in 0..3 + random.below(5) {
        if paragraph > 0 && text.len() > most {
            break;
        }
        put!(text, "        <p xml:id=\"d{number}p{paragraph}\">");
        for _ in 0..2 + random.below(4) {
            sentence(text, random);
        }
        put!(text, "        </p>");
    }
    match random.below(5) {
        0 => verse(text, random),
        1 => list(text, random),
        2 => table(text, random),
        _ => {}
    }
    put!(text, "        <closer><salute>Yours,</salute>");
    put!(text, "          <signed><persName ref=\"#p0\">A. R.</persName></signed></closer>");
    put!(text, "      </div>");
}

fn words(text: &mut String, random: &mut Random, count: usize) {
    for _ in 0..count {
        text.push_str(random.of(WORDS));
        text.push(' ');
    }
}

fn date(random: &mut Random) -> String {
    let (year, month, day) = (1800 + random.below(100), 1 + random.below(12), 1 + random.below(28));
    match random.below(4) {
        0 => format!("<date when=\"{year}\">{year}</date>"),
        1 => format!(
            "<date notBefore=\"{year}-{month:02}\" notAfter=\"{}\" cert=\"low\">about {year}</date>",
            year + 1
        ),
        _ => format!("<date when=\"{year}-{month:02}-{day:02}\">{day}. {month}. {year}</date>"),
    }
}

fn sentence(text: &mut String, random: &mut Random) {
    text.push_str("          ");
    let length = 4 + random.below(12);
    words(text, random, length);
    match random.below(12) {
        0 | 1 => {
            let person = random.below(PEOPLE.len());
            put!(text, "<persName ref=\"#p{person}\">{}</persName>", PEOPLE[person]);
        }
        2 => {
            let place = random.below(PLACES.len());
            put!(text, "<placeName ref=\"#l{place}\" cert=\"high\">{}</placeName>", PLACES[place]);
        }
        3 => {
            let org = random.below(ORGS.len());
            put!(text, "<orgName ref=\"#o{org}\">{}</orgName>", ORGS[org]);
        }
        4 => put!(text, "<hi rend=\"{}\">{}</hi>", random.of(HANDS), random.of(WORDS)),
        5 => {
            let page = random.below(900);
            put!(text, "<pb n=\"{page}\" facs=\"https://example.org/{page}.jpg\"/>");
        }
        6 => {
            let (wrong, right) = (random.of(WORDS), random.of(WORDS));
            put!(text, "<choice><sic>{wrong}</sic><corr resp=\"#ed\">{right}</corr></choice>");
        }
        7 => {
            text.push_str("<note type=\"editorial\" resp=\"#ed\"><p>");
            words(text, random, 6);
            let pages = random.below(400);
            put!(text, "<bibl><title level=\"m\">Annals</title>");
            put!(
                text,
                "<biblScope unit=\"page\" from=\"{pages}\">{pages}</biblScope></bibl></p></note>"
            );
        }
        8 => {
            let day = date(random);
            put!(text, "{day}");
        }
        9 => {
            let (struck, added) = (random.of(WORDS), random.of(WORDS));
            put!(
                text,
                "<subst><del rend=\"overstrike\">{struck}</del><add place=\"above\">{added}</add></subst>"
            );
        }
        10 => put!(text, "M<ex>onsieu</ex>r &amp; <ref target=\"#ed\">others</ref>"),
        _ => put!(text, "<lb/><unclear reason=\"faded\">{}</unclear>", random.of(WORDS)),
    }
}

fn verse(text: &mut String, random: &mut Random) {
    put!(text, "        <lg type=\"stanza\">");
    for line in 1..=4 {
        write!(text, "          <l n=\"{line}\">").expect("a string takes all that is written");
        words(text, random, 6);
        put!(text, "</l>");
    }
    put!(text, "        </lg>");
}

fn list(text: &mut String, random: &mut Random) {
    put!(text, "        <list rend=\"bulleted\">");
    for _ in 0..3 {
        text.push_str("          <item>");
        words(text, random, 5);
        put!(text, "</item>");
    }
    put!(text, "        </list>");
}

fn table(text: &mut String, random: &mut Random) {
    put!(text, "        <table rows=\"2\" cols=\"2\">");
    for _ in 0..2 {
        let (a, b) = (random.below(90), random.of(WORDS));
        put!(text, "          <row><cell>{a}</cell><cell role=\"data\">{b}</cell></row>");
    }
    put!(text, "        </table>");
}
