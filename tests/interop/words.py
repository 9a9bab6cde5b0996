"""The words of the edition by every route: each tool reads the TEI, and must find the words of the
plain text that `rubricate publish` writes, none glued, none doubled.

    python words.py SITE [CETEICEAN.json]

SITE is a published site. The JSON file holds what a browser read (see browser.mjs).
"""

import collections
import csv
import json
import pathlib
import re
import subprocess
import sys

from lxml import etree

TEI = "http://www.tei-c.org/ns/1.0"
site = pathlib.Path(sys.argv[1])
passed = failed = 0


def words(text):
    """Words as white space parts them, with how often each is there."""
    return collections.Counter(text.split())


def report(tool, document, found, wanted):
    global passed, failed
    if found == wanted:
        passed += 1
        return
    failed += 1
    more, less = found - wanted, wanted - found
    print(f"{tool}: {document}: too many {list(more.items())[:5]}, missing {list(less.items())[:5]}")


def check(tool, condition, what):
    global passed, failed
    if condition:
        passed += 1
    else:
        failed += 1
        print(f"{tool}: {what}")


def plain(slug):
    parts = [site / f"data/text/{slug}{end}.txt" for end in ("", ".notes", ".furniture")]
    return "\n".join(part.read_text("utf-8") for part in parts if part.exists())


with open(site / "data/documents.csv", newline="", encoding="utf-8") as table:
    documents = [(row["id"], site / "tei" / row["file"]) for row in csv.DictReader(table)]


def with_saxon(path):
    """The text as any XSLT processor sees it: the built-in templates, without the header."""
    from saxonche import PySaxonProcessor
    style = """<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
        xpath-default-namespace="http://www.tei-c.org/ns/1.0"><xsl:output method="text"/>
        <xsl:template match="teiHeader"/></xsl:stylesheet>"""
    with PySaxonProcessor(license=False) as saxon:
        sheet = saxon.new_xslt30_processor().compile_stylesheet(stylesheet_text=style)
        return sheet.transform_to_string(source_file=str(path))


def with_delb(path):
    import delb
    document = delb.Document(path)
    return next(iter(document.css_select("text"))).full_text


def with_acdh(path):
    from acdh_tei_pyutils.tei import TeiReader
    return "".join(TeiReader(str(path)).any_xpath(".//tei:text//text()"))


def with_standoffconverter(path):
    import standoffconverter
    tree = etree.parse(str(path)).getroot()
    return standoffconverter.Standoff(tree, namespaces={"tei": TEI}).plain


def as_stylo(path):
    """What stylo's delete.markup does: the header goes, then every tag, with nothing in its place."""
    text = re.sub(r"<teiHeader.*?</teiHeader>", "", path.read_text("utf-8"), flags=re.S)
    text = re.sub(r"<[^>]*>", "", text)
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        text = text.replace(entity, sign)
    return text


TOOLS = {
    "saxonche": with_saxon,
    "delb": with_delb,
    "acdh-tei-pyutils": with_acdh,
    "standoffconverter": with_standoffconverter,
    "stylo's way": as_stylo,
}

for tool, read in TOOLS.items():
    for slug, path in documents:
        report(tool, slug, words(read(path)), words(plain(slug)))

# BaseX's full-text tokens, of the TEI and of the plain text.
for slug, path in documents:
    text = site / "data/text" / f"{slug}.joined"
    text.write_text(plain(slug), "utf-8")
    # BaseX follows xi:include: the letters of a page are compared by themselves.
    own = "string-join((//*:text)[1]//text()[count(ancestor::*:text) = 1])"
    query = (f"declare variable $text external; for $t in ft:tokenize({own}) return 'x ' || $t, "
             "for $t in ft:tokenize(unparsed-text($text)) return 'p ' || $t")
    out = subprocess.run(["basex", "-w", "-i", str(path.resolve()), f"-btext={text.resolve().as_uri()}", query],
                         capture_output=True, text=True, check=True).stdout
    text.unlink()
    lines = out.splitlines()
    tokens = [collections.Counter(line[2:] for line in lines if line.startswith(mark)) for mark in ("x ", "p ")]
    check("BaseX", tokens[0] or not plain(slug).split(), f"{slug}: no tokens")
    report("BaseX", slug, *tokens)

if len(sys.argv) > 2:
    shown = json.loads(pathlib.Path(sys.argv[2]).read_text("utf-8"))
    for slug, _ in documents:
        report("CETEIcean", slug, words(shown[slug]["text"]), words(plain(slug)))
        check("CETEIcean", shown[slug]["notes"] == shown[slug]["seen"], f"{slug}: notes that are not seen")

# Every other export, by the reader of its own field.
for name in ("documents", "entities", "mentions", "letters"):
    path = site / f"data/{name}.csv"
    if path.exists():
        with open(path, newline="", encoding="utf-8") as table:
            rows = list(csv.reader(table, strict=True))
        check("csv", len(rows) > 1 and all(len(row) == len(rows[0]) for row in rows), f"{name}: not square")
for line in (site / "data/standoff.jsonl").read_text("utf-8").splitlines():
    document = json.loads(line)
    cut = [document["text"][span["start"]:span["end"]] for span in document["spans"]]
    check("jsonl", all(part == part.strip() and part for part in cut), f"{document['id']}: a span is off")
    check("jsonl", words(document["text"]) == words(plain(document["id"])), f"{document['id']}: other words")
places = json.loads((site / "data/places.geojson").read_text("utf-8"))
check("geojson", places["type"] == "FeatureCollection", "no collection")
for feature in places["features"]:
    point = feature["geometry"]
    sound = point is None or (point["type"] == "Point" and abs(point["coordinates"][0]) <= 180
                              and abs(point["coordinates"][1]) <= 90)
    check("geojson", feature["type"] == "Feature" and feature["names"] and sound, feature["@id"])
for path in sorted((site / "data").glob("beacon-*.txt")):
    head, _, body = path.read_text("utf-8").partition("\n\n")
    check("BEACON", head.startswith("#FORMAT: BEACON\n#PREFIX: http"), path.name)
    check("BEACON", all(re.fullmatch(r"[^|\s]+\|\d+(\|https?://\S+)?", row) for row in body.split()), path.name)
for path in sorted((site / "tei").rglob("*.xml")) + sorted((site / "data").rglob("*.xml")):
    check("lxml", etree.parse(str(path)) is not None, path.name)
columns = (site / "data/entities.iob").read_text("utf-8").splitlines()
inside = False
for row in columns:
    label = row.rsplit(" ", 1)[-1] if row and not row.startswith("#") else "O"
    check("IOB", not label.startswith("I-") or inside, f"{row} begins inside")
    inside = label[:2] in ("B-", "I-")

print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
