#!/bin/sh
# fill.sh - what filling a template costs, cold and warm (see bench_fill.c).
#
#   tests/bench/fill.sh [RUNS]         200 where none is named
#   BUILD=build/release tests/bench/fill.sh
#
# A report, not a test: compare by eye.
. "$(dirname "$0")/common_rooms"
bench_of fill "glib-2.0 icu-i18n icu-uc" fill model base
"$place/bench" "$@"
