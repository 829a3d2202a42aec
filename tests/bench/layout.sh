#!/bin/sh
# layout.sh - what layout costs when its words are known (see bench_layout.c).
#
#   tests/bench/layout.sh [RUNS]       200 where none is named
#   BUILD=build/release tests/bench/layout.sh
#
# A report, not a test: compare by eye. Two pages should take at most 1.2 ms.
. "$(dirname "$0")/common_rooms"
bench_of layout "glib-2.0 gmodule-2.0 harfbuzz yaml-0.1 libcjson md4c icu-i18n icu-uc" layout parse load model base
"$place/bench" "$source" "$@"
