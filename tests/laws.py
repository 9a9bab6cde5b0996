"""The laws on real texts (`make laws`): every text of SHARED/gold is built, and read back by lxml.

laws.py SHARED BINARY OUT

Each corpus is built twice as an edition without lists: its letters as divisions of their page, and as
files of their own. Not one run may fall, no file may break a rule of the grammar or of integrity, and
each letter, digit and sign of a source stands in its TEI, once and in order, as Unicode composes it;
white space, the hyphens of broken words, and what nobody sees do not count.
"""

import pathlib
import sys
import unicodedata

from lxml import etree

from letters import CORPORA, build

TEI = "{http://www.tei-c.org/ns/1.0}"
HYPHENS = "-\u00ad\u2010\u2011"


def counted(text):
    """The characters that must be kept."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(
        c for c in composed if not c.isspace() and c not in HYPHENS and unicodedata.category(c) not in ("Cc", "Cf")
    )


def words(xml):
    """The text of a TEI file, without what an editor reads instead of it."""
    text = etree.parse(str(xml)).getroot().find(f"{TEI}text")
    for choice in text.iter(f"{TEI}choice"):
        for reading in choice[1:]:
            for part in reading.iter():
                part.text = None
                if part is not reading:
                    part.tail = None
    return "".join(text.itertext())


def difference(wanted, found):
    """Where two texts part."""
    at = next((at for at, (a, b) in enumerate(zip(wanted, found)) if a != b), min(len(wanted), len(found)))
    return f"character {at}: wanted `{wanted[at:at + 30]}`, got `{found[at:at + 30]}`"


def main(shared, binary, out):
    passed, faults, count = 0, [], 0
    for corpus in sorted(path for path in (shared / "gold").iterdir() if path.is_dir()):
        texts = sorted(corpus.glob("*.txt"))
        count += len(texts)
        language = dict(CORPORA).get(corpus.name, "en")
        for letters in ("divisions", "files"):
            folder = out / f"{corpus.name}-{letters}"
            told = build(binary, corpus, language, letters, folder)
            if told.returncode > 1 or "panicked" in told.stderr:
                faults.append(f"{folder.name}: exit {told.returncode}: {told.stderr.strip()[-400:]}")
            # R5 and R6 are the grammar and the integrity of what is written.
            errors = [line for line in told.stdout.splitlines() if "error[R5" in line or "error[R6" in line]
            faults.extend(f"{folder.name}: {line}" for line in errors[:20])
            for text in texts:
                xml = folder / "output" / f"{text.stem}.xml"
                if not xml.is_file():
                    faults.append(f"{folder.name}: {text.name} has no TEI")
                    continue
                passed += 1
                if letters == "divisions":
                    wanted, found = counted(text.read_text(encoding="utf-8-sig")), counted(words(xml))
                    if wanted != found:
                        faults.append(f"{folder.name}: {text.name}: {difference(wanted, found)}")
    for fault in faults:
        print(fault)
    print(f"{count} texts, {passed} files read back, {len(faults)} faults")
    return 1 if faults or not count else 0


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    sys.exit(main(pathlib.Path(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3])))
