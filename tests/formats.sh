#!/bin/sh
# The schemas that SARIF and JUnit reports are held against: `make formats`.
#
# They are not copied into the project. That of SARIF 2.1.0 (OASIS) is taken from the crate
# serde-sarif, that of JUnit (the one Jenkins reads reports by) from the source package of pytest;
# both by name, through their registries.
set -eu
folder=$1
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)

if [ ! -s "$folder/sarif.json" ]; then
  work=$(mktemp -d)
  mkdir "$work/src"
  touch "$work/src/lib.rs"
  printf '[package]\nname = "formats"\nversion = "0.0.0"\nedition = "2021"\n[dependencies]\nserde-sarif = "=0.8.0"\n' >"$work/Cargo.toml"
  (cd "$work" && cargo fetch --quiet)
  cp "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*/serde-sarif-0.8.0/src/schema.json "$folder/sarif.json"
  rm -rf "$work"
fi

if [ ! -s "$folder/junit.xsd" ]; then
  work=$(mktemp -d)
  python3 -m venv "$work/venv"
  # pip reads the metadata of a source package before it gives it; that needs these.
  "$work/venv/bin/pip" install --quiet setuptools setuptools_scm wheel
  "$work/venv/bin/pip" download --quiet --no-deps --no-build-isolation --no-binary :all: \
    --dest "$work" pytest==8.3.5
  tar -xzf "$work"/pytest-8.3.5.tar.gz -C "$work" pytest-8.3.5/testing/example_scripts/junit-10.xsd
  cp "$work"/pytest-8.3.5/testing/example_scripts/junit-10.xsd "$folder/junit.xsd"
  rm -rf "$work"
fi

command -v xmllint >/dev/null || { apt-get update -qq && apt-get install -y -qq libxml2-utils; } >/dev/null
