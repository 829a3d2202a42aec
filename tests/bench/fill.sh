#!/bin/sh
# fill.sh - what filling a template costs, cold and warm (see bench_fill.c).
#
#   tests/bench/fill.sh [RUNS]         200 where none is named
#   BUILD=build/release tests/bench/fill.sh
#
# A report, not a test: compare by eye.
set -eu
source=$(cd "$(dirname "$0")/../.." && pwd)
build=${BUILD:-$source/build/release}
if [ ! -f "$build/pipeline/libpdfgen_fill.a" ]; then
    echo "nothing to measure: build the preset release, or set BUILD" >&2
    exit 2
fi
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
packages="glib-2.0 icu-i18n icu-uc"
# shellcheck disable=SC2046,SC2086
${CC:-cc} -O2 -D_GNU_SOURCE -I"$source/pipeline/base" -I"$source/pipeline/model" \
    -I"$source/pipeline/fill" $(pkg-config --cflags $packages) -o "$place/bench" \
    "$source/tests/bench/bench_fill.c" "$build/pipeline/libpdfgen_fill.a" \
    "$build/pipeline/libpdfgen_model.a" "$build/pipeline/libpdfgen_base.a" \
    $(pkg-config --libs $packages) -lm
"$place/bench" "$@"
