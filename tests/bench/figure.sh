#!/bin/sh
# figure.sh - what a chart costs with fonts open (see bench_figure.c).
#
#   tests/bench/figure.sh [RUNS]       200 where none is named
#   BUILD=build/release tests/bench/figure.sh
#
# A report, not a test: compare by eye. A chart of 12 months should take at most 0.3 ms,
# one of 1,000 points at most 5 ms.
set -eu
source=$(cd "$(dirname "$0")/../.." && pwd)
build=${BUILD:-$source/build/release}
if [ ! -f "$build/pipeline/libpdfgen_layout.a" ]; then
    echo "nothing to measure: build the preset release, or set BUILD" >&2
    exit 2
fi
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
packages="glib-2.0 gmodule-2.0 harfbuzz yaml-0.1 libcjson md4c icu-i18n icu-uc"
include=
for room in base model load parse layout figure; do
    include="$include -I$source/pipeline/$room"
done
# The archives twice: a room's helpers may call what another brings.
archives=
for room in figure layout parse load model base layout; do
    archives="$archives $build/pipeline/libpdfgen_$room.a"
done
# shellcheck disable=SC2046,SC2086
${CC:-cc} -O2 -D_GNU_SOURCE -rdynamic $include $(pkg-config --cflags $packages) -o "$place/bench" \
    "$source/tests/bench/bench_figure.c" $archives $(pkg-config --libs $packages) -lm -ldl
"$place/bench" "$source" "$@"
