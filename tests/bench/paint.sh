#!/bin/sh
# paint.sh - what painting a tagged PDF costs (see bench_paint.c).
#
#   tests/bench/paint.sh [RUNS]       200 where none is named
#   BUILD=build/release tests/bench/paint.sh
#
# A report, not a test: compare by eye. Two pages should take at most 1.0 ms and 40 KB,
# 1,000 pages at most 600 ms.
. "$(dirname "$0")/common_rooms"
bench_of paint "glib-2.0 gmodule-2.0 harfbuzz harfbuzz-subset libdeflate libpng yaml-0.1 libcjson md4c icu-i18n icu-uc" paint layout parse load model base
"$place/bench" "$source" "$@"
