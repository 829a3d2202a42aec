# What is long in one direction: words, cells, rows, columns, headings.
. "$(dirname "$0")/growth"

make_hebrew() { repeat 'ע' "$1"; }
make_marks() { repeat 'é́' "$1"; }
make_cell() { printf '| A | B |\n|---|---|\n| '; repeat 'word ' "$1" | tr -d '\n'; echo '| x |'; }
make_rows() { printf '| A | B |\n|---|--:|\n'; lines '| row # | # |' "$1"; }
make_heading() { printf '# '; repeat 'title ' "$1"; }
make_runs() { repeat '**a** b ' "$1"; }

growth hebrew 4000
growth marks 4000
growth cell 10000
growth rows 1000
growth heading 4000
growth runs 4000
exit "$failures"
