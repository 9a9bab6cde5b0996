"""Two TEI files compared by rubricate, xmldiff and diffoscope: `make bench`.

Arguments: the binary, the folder of the files that `cargo bench --bench golden -- --write` left, and
the folder of xmldiff and diffoscope. One line a file: seconds, findings and the ratio to rubricate.
A peer gets five minutes.
"""

import os
import subprocess
import sys
import time

BINARY, FOLDER, TOOLS = sys.argv[1:4]
PATIENCE = 300


def timed(command):
    """The best of three runs in seconds, less for one that is slow, and the lines that were printed."""
    best, lines = None, None
    for _ in range(3):
        begun = time.perf_counter()
        try:
            ran = subprocess.run(command, capture_output=True, timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            return None, None
        took = time.perf_counter() - begun
        best = took if best is None else min(best, took)
        lines = ran.stdout.count(b"\n")
        if took > 10:
            break
    return best, lines


def peers(old, new):
    yield "rubricate diff", [BINARY, "diff", old, new]
    yield "xmldiff --fast-match", [os.path.join(TOOLS, "xmldiff"), "--fast-match", old, new]
    yield "diffoscope", [os.path.join(TOOLS, "diffoscope"), "--no-progress", old, new]


print(f"{'files':<10} {'tool':<22} {'seconds':>9} {'lines':>8} {'ratio':>8}")
too_slow = set()
for name in ["100k-10", "1M-10", "10M-1000"]:
    old, new = (os.path.join(FOLDER, f"{name}-{side}.xml") for side in ("old", "new"))
    own = None
    for tool, command in peers(old, new):
        if not os.path.exists(command[0]):
            print(f"{name:<10} {tool:<22} is not installed")
            continue
        # What a peer did not end with a tenth of the text it will not end with all of it.
        seconds, lines = (None, None) if tool in too_slow else timed(command)
        if seconds is None:
            too_slow.add(tool)
            print(f"{name:<10} {tool:<22} {'>' + str(PATIENCE):>9}")
            continue
        own = own or seconds
        print(f"{name:<10} {tool:<22} {seconds:>9.3f} {lines:>8} {seconds / own:>8.1f}", flush=True)
