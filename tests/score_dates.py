"""The accuracy of dates against scholars' own markup (part of `make score`).

score_dates.py SHARED DATE_SPANS

Each corpus in halves: rules are made by looking at the errors of half A alone, half B shows what they
are worth. `day` is the share of values equal to the day, of those that are dates; `spelt` counts gold
values that are none (`1812-03/09`) as well, and `style` also accepts the day in the other style.
"""

import collections
import importlib.util
import json
import pathlib
import re
import subprocess
import sys
import tempfile

CORPORA = {
    "frus1917supp": "en",
    "frus1919paris": "en",
    "frusdouble": "en",
    "mitford": "en",
    "berlin": "de,fr",
    "tillich": "de,en",
    "pec": "fr",
}
VALID = re.compile(r"-?\d{4}(-\d\d(-\d\d(T.*)?)?)?|--\d\d(-\d\d)?")


def scorer(shared):
    spec = importlib.util.spec_from_file_location("score", shared / "tools" / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def without_scope(gold):
    """Gold that marks dates in some places only: what it has counts, what it lacks does not."""
    return (gold.get("scope") or {}).get("date", "all") in ("none", None)


def half(score, files, predicted):
    options = type("Options", (), {"kinds": ["date"], "rs": "optional", "relative": "optional"})()
    total, recall = score.Acc(), collections.Counter()
    for path in files:
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        spans = json.loads((predicted / path.name).read_text(encoding="utf-8"))
        if without_scope(gold):
            found = [s for s in spans["spans"] if s["kind"] == "date"]
            marked = [s for s in gold["spans"] if s["kind"] == "date" and re.search(r"\d", s["text"])]
            recall["gold"] += len(marked)
            for i, j in score.match(marked, found, "ov"):
                recall["found"] += 1
                value = score.val(marked[i])
                if value:
                    recall["values"] += 1
                    recall["day"] += score.day(score.val(found[j]) or ()) == score.day(value)
            continue
        score.score_doc(text, gold, spans, total, options, None)
        count_values(score, text, gold, spans, total, options)
    return total["date"], recall


def count_values(score, text, gold, spans, total, options):
    """The same as the scorer for gold values that are dates."""
    regions = score.regions(text, gold["spans"])
    scope = (gold.get("scope") or {}).get("date", "all")
    inside = lambda s: s["kind"] == "date" and score.inscope(scope, regions, s["start"], s["end"])
    need = [s for s in gold["spans"] if inside(s) and not score.optional(s, text, options)]
    found = [s for s in spans["spans"] if inside(s)]
    for i, j in score.match(need, found, "ov"):
        value = score.val(need[i])
        if value and all(VALID.fullmatch(date) for _, date in value):
            total["date"]["valid"] += 1
            total["date"]["valid_day"] += score.day(score.val(found[j]) or ()) == score.day(value)


def share(part, whole):
    return f"{part / whole:.3f} ({part}/{whole})" if whole else "-"


def main():
    shared, binary = pathlib.Path(sys.argv[1]), sys.argv[2]
    if not (shared / "gold").is_dir():
        print(f"skipped: {shared}/gold is not here")
        return
    score = scorer(shared)
    print(f"{'dates':<14} half  gold  found  trimmed F1  day               style             spelt")
    for corpus, languages in CORPORA.items():
        with tempfile.TemporaryDirectory() as folder:
            out = pathlib.Path(folder)
            gold = shared / "gold" / corpus
            subprocess.run([binary, gold, out, languages], check=True)
            files = sorted(gold.glob("*.json"))
            for name, part in (("A", files[::2]), ("B", files[1::2])):
                a, recall = half(score, part, out)
                if recall["gold"]:
                    found = share(recall["found"], recall["gold"])
                    print(f"{corpus:<14} {name:<4} {recall['gold']:>5}  recall {found}, day {share(recall['day'], recall['values'])}")
                    continue
                f1 = score.prf(a, "trimmed")[2]
                day, style = share(a["valid_day"], a["valid"]), share(a["ov_style"], a["ov_val"])
                spelt = share(a["ov_day"], a["ov_val"])
                print(f"{corpus:<14} {name:<4} {a['gold']:>5}  {a['pred']:>5}  {f1:<10.3f}  {day:<16}  {style:<16}  {spelt}")


main()
