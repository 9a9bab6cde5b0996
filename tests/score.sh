#!/bin/sh
# The accuracy of the sample edition against its gold (`make score`).
set -eu
gold="$SHARED/gold/seed/scored"
[ -d "$gold" ] || { echo "skipped: $gold is not here"; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
target/release/rubricate edit input/section-1-1912-1921.txt --edition . > "$folder/sample.xml" 2>/dev/null
"$PYTHON" "$SHARED/tools/score.py" "$gold" "$folder" --json "$folder/score.json"
"$PYTHON" - "$folder/score.json" <<'END'
import json, sys
person = next(iter(json.load(open(sys.argv[1])).values()))["person"]
print("identity of persons: %d of %d" % (person["refsame"], person["refpairs"]))
END
