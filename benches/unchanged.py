"""An edition of 10,000 texts of 15 KB: built, built again unchanged, and built with one changed.

Argument: the binary. The edition is made here, in a folder of its own, and removed. Beside each
time stands what a bare read of the same files takes: the least that a build can do.
"""

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

BINARY = os.path.abspath(sys.argv[1])
TEXTS = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
BYTES = 15_000

random.seed(7)
WORDS = [
    "".join(random.choice(["an", "ber", "cor", "di", "es", "for", "ge", "hal"]) for _ in range(random.randint(1, 4)))
    for _ in range(4000)
]


def text(number):
    parts = [f"Letter {number}\n"]
    size = 0
    while size < BYTES:
        words = " ".join(random.choice(WORDS) for _ in range(80))
        day, year = random.randint(1, 28), random.randint(1900, 1930)
        parts.append(f"On {day} May {year} Mr. {random.choice(WORDS).title()} said: {words}.\n")
        size += len(parts[-1]) + 1
    return "\n".join(parts)


def build(folder, *options):
    begun = time.perf_counter()
    ran = subprocess.run([BINARY, "build", *options], cwd=folder, capture_output=True, text=True)
    took = time.perf_counter() - begun
    return took, ran.stderr.strip().splitlines()[-1], ran.stdout


def read_all(folder):
    begun = time.perf_counter()
    for part in ("input", "output", "tests"):
        for below, _, files in os.walk(os.path.join(folder, part)):
            for name in files:
                with open(os.path.join(below, name), "rb") as file:
                    file.read()
    return time.perf_counter() - begun


folder = tempfile.mkdtemp(prefix="rubricate-unchanged-")
try:
    os.mkdir(os.path.join(folder, "input"))
    with open(os.path.join(folder, "edition.toml"), "w") as file:
        file.write('title = "Ten thousand letters"\n')
    for number in range(TEXTS):
        with open(os.path.join(folder, "input", f"{number:05}.txt"), "w") as file:
            file.write(text(number))
    print(f"{'build':<28} {'seconds':>8}   what was done")
    took, done, first = build(folder)
    print(f"{'everything':<28} {took:>8.2f}   {done}", flush=True)
    subprocess.run([BINARY, "accept"], cwd=folder, check=True, capture_output=True)
    build(folder)
    times = []
    for _ in range(3):
        took, done, again = build(folder)
        times.append(took)
    print(f"{'nothing changed':<28} {min(times):>8.2f}   {done}", flush=True)
    with open(os.path.join(folder, "input", "00042.txt"), "a") as file:
        file.write("\nOn 5 May 1920 he came.\n")
    took, done, _ = build(folder)
    print(f"{'one changed':<28} {took:>8.2f}   {done}", flush=True)
    print(f"{'(reading all files, Python)':<28} {read_all(folder):>8.2f}")
finally:
    shutil.rmtree(folder)
