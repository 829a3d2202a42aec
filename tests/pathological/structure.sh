# Structure trees of 100,000 elements and more: lists, tables, links, notes.
. "$(dirname "$0")/growth"

make_items() { lines '- item #' "$1"; }
make_cells() { printf '| A | B |\n|---|---|\n'; lines '| # | x |' "$1"; }
make_links() { lines '- See [the site](https://example.com/#) now.' "$1"; }
make_marks() { lines 'Words[^n#].' "$1"; echo; lines '[^n#]: A note.' "$1"; }
make_headings() { lines '## Part #' "$1"; }

growth items 12500 # four elements each
growth cells 16500 # three a row
growth links 10000
growth marks 2000
growth headings 5000
exit "$failures"
