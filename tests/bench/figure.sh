#!/bin/sh
# figure.sh - what a chart costs with fonts open (see bench_figure.c).
#
#   tests/bench/figure.sh [RUNS]       200 where none is named
#   BUILD=build/release tests/bench/figure.sh
#
# A report, not a test: compare by eye. A chart of 12 months should take at most 0.3 ms,
# one of 1,000 points at most 5 ms.
. "$(dirname "$0")/common_rooms"
bench_of figure "glib-2.0 gmodule-2.0 harfbuzz yaml-0.1 libcjson md4c icu-i18n icu-uc" figure layout parse load model base
"$place/bench" "$source" "$@"
