"""The table of letters (`make score`): datelines, salutations, signatures, notes, markers, correspDesc.

letters.py SHARED BINARY OUT [--half dev|test|both] [--errors N] [--corpora a,b] [--kinds a,b]

Each corpus is built as an edition without lists; the figures are the trimmed F1 of
SHARED/tools/score.py, and the share of documents whose sender, addressee and date are the same. A
dash stands where the scholars marked none, or where the corpus has no letters. `dev` is the half of
the documents whose name has an even FNV-1a hash: errors were looked at there alone; `test` is the
half that was held out. Nothing is learnt from the corpora.
"""

import importlib.util
import json
import pathlib
import shutil
import subprocess
import sys

from names import chosen

CORPORA = [
    ("frus1917supp", "en"), ("frus1919paris", "en"), ("frusdouble", "en"), ("mitford", "en"),
    ("berlin", "de"), ("tillich", "de"), ("schnitzler", "de"), ("pec", "fr"),
]
KINDS = ["dateline", "salute", "signed", "note", "noteref"]
FIELDS = ["sender", "addressee", "date"]


def module(path):
    """The scorer."""
    spec = importlib.util.spec_from_file_location("score", path)
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    return score


def build(binary, folder, language, letters, out):
    """Builds the texts of a folder as an edition, with its letters as `files` or `divisions`."""
    shutil.rmtree(out, ignore_errors=True)
    (out / "input").mkdir(parents=True)
    toml = (
        f'title = "Measured"\n\n[languages]\nmain = "{language}"\n\n'
        f'[letters]\noutput = "{letters}"\n'
    )
    (out / "edition.toml").write_text(toml, encoding="utf-8")
    for path in folder.glob("*.txt"):
        shutil.copy(path, out / "input" / path.name)
    run = [binary, "build", "--no-compare", "--force", str(out)]
    return subprocess.run(run, capture_output=True, text=True)


def measure(score, gold, found, names, kinds, errors):
    """Sums over some documents of a corpus."""
    options = type("Options", (), {"rs": "optional", "relative": "optional", "kinds": kinds})
    sums = score.Acc()
    for name in names:
        text = (gold / f"{name}.txt").read_text(encoding="utf-8")
        marked = json.loads((gold / f"{name}.json").read_text(encoding="utf-8"))
        xml = (found / f"{name}.xml").read_bytes()
        score.score_doc(text, marked, score.tei2json(xml, text, name), sums, options, errors)
    return sums


def row(score, corpus, half, sums):
    """One line of the table."""
    cells = [f"{corpus:14} {half:4}"]
    for kind in KINDS:
        counts = sums.get(kind)
        cells.append(f"{score.prf(counts, 'trimmed')[2]:8.3f}" if counts and counts["gold"] else "       -")
    for field in FIELDS:
        counts = sums.get(f"corresp:{field}")
        cells.append(f"{counts['same'] / counts['n']:9.3f}" if counts and counts["n"] else "        -")
    print(" ".join(cells), flush=True)


def option(name, other):
    return sys.argv[sys.argv.index(name) + 1] if name in sys.argv else other


def main():
    shared, binary, out = (pathlib.Path(path) for path in sys.argv[1:4])
    if not (shared / "gold").is_dir():
        print(f"skipped: {shared / 'gold'} is not here")
        return
    score = module(shared / "tools" / "score.py")
    half, most = option("--half", "both"), int(option("--errors", "0"))
    only, kinds = option("--corpora", ""), option("--kinds", ",".join(KINDS)).split(",")
    print(f"{'letters':14} half " + " ".join(f"{kind:>8}" for kind in KINDS)
          + " " + " ".join(f"{field:>9}" for field in FIELDS))
    for corpus, language in CORPORA:
        if only and corpus not in only.split(","):
            continue
        gold = shared / "gold" / corpus
        told = build(str(binary), gold, language, "divisions", out / corpus)
        if told.returncode > 1:
            sys.exit(f"{corpus}: {told.stderr}")
        (out / corpus / "findings.txt").write_text(told.stdout, encoding="utf-8")
        found = out / corpus / "output"
        for part in ["dev", "test"] if half == "both" else [half]:
            # Errors are shown of the half alone that may be looked at.
            errors = [] if most and part == "dev" else None
            sums = measure(score, gold, found, chosen(gold, part), kinds, errors)
            row(score, corpus, part, sums)
            for what, kind, name, *rest in errors or []:
                print("   ", what, kind, name, *[str(cell)[:most] for cell in rest], sep="\t")


if __name__ == "__main__":
    main()
