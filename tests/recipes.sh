#!/bin/sh
# The GitHub Action and the hooks of pre-commit against their published schemas, and the hooks run
# by pre-commit itself: `make recipes`, which puts the tools on the PATH.
set -eu

check-jsonschema --builtin-schema vendor.github-actions action.yml

# A repository of somebody who uses the hooks of this one.
project=$PWD
user=$(mktemp -d)
trap 'rm -rf "$user"' EXIT
cd "$user"
export PRE_COMMIT_HOME="$user/.cache" GIT_CONFIG_GLOBAL=/dev/null
git init --quiet
git config user.name nobody
git config user.email nobody@example.org
printf '<p>sound</p>\n' >sound.xml
git add sound.xml
pre-commit try-repo "$project" rubricate-check --files sound.xml
printf '<p>unsound</q>\n' >unsound.xml
git add unsound.xml
if pre-commit try-repo "$project" rubricate-check --files unsound.xml; then
  echo "the hook let a file pass that is not well-formed" >&2
  exit 1
fi
echo "recipes: the action obeys its schema, the hook passes what is sound and stops what is not"
