# Tables that are long in one direction, or that no page is wide enough for.
. "$(dirname "$0")/growth"

# row CELL N: one row of N cells.
row() { repeat "| $1 " "$2"; }

make_columns() { row head "$1"; row --- "$1"; row value "$1"; row value "$1"; }
make_words() { row head "$1"; row --- "$1"; row 'some words in each cell' "$1"; }
make_long_cell() { printf '| A | B |\n|---|---|\n| '; repeat 'word ' "$1" | tr -d '\n'; echo '| x |'; }
make_long_word() { printf '| A | B | C |\n|---|---|---|\n| x | '; repeat 'letters' "$1" | tr -d '\n'; echo ' | y |'; }
make_surplus() { printf '| A | B |\n|---|---|\n'; row value "$1"; }
make_broken_rows() {
    printf '| A | B | C | D |\n|---|---|--:|---|\n'
    lines '| row # of many words that stand on several lines | and other words, as many, that are like them | #.5 | words # and more of them for the last column |' "$1"
}
make_wide_tables() { for _ in $(seq "$1"); do make_words 30; echo; done; }
make_numbers() { printf '| A | B | C |\n|---|---|---|\n'; lines '| row # | #.25 | #,000.5 |' "$1"; }

growth columns 64
growth words 450
growth long_cell 40000
growth long_word 75000
growth surplus 5000
growth broken_rows 1000
growth wide_tables 40
growth numbers 4000

# Past the limit it is an error, at once.
make_columns 5000 >limit.md
if timeout 5 "$PDFGEN" render limit.md -o limit.pdf 2>limit.txt || ! grep -q 'layout-limit' limit.txt; then
    echo 'fails  5,000 columns are not refused'
    failures=$((failures + 1))
fi
make_columns 128 >limit.md
if ! timeout 5 "$PDFGEN" render limit.md -q -o limit.pdf || ! pdfinfo -struct limit.pdf | grep -q Table; then
    echo 'fails  128 columns are no table'
    failures=$((failures + 1))
fi
exit "$failures"
