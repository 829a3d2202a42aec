# Deep and long blocks.
. "$(dirname "$0")/growth"

make_quotes() { repeat '>' "$1"; }
# Fifty levels again and again: one list of n levels would be n times n bytes.
make_nested_lists() { awk -v n="$1" 'BEGIN { for (i = 0; i < n; i++) printf "%*s- level %d\n", 2 * (i % 50), "", i }'; }
make_list_markers() { repeat '* ' "$1"; }
make_containers() { lines ':::note' "$1"; }
make_paragraphs() { lines 'Paragraph # has a few words that fill somewhat more than one line of the page, so that it breaks.' "$1" | sed G; }
make_headings() { lines '# Same words' "$1" | sed G; }
make_table_rows() { echo '| a | b | c | d | e | f |'; echo '|---|---|---|---|---|---|'; lines '| # | name # | 100 | text | 12.5 | more |' "$1"; }
make_table_columns() { repeat '| a ' "$1"; repeat '|---' "$1"; repeat '| 1 ' "$1"; }
make_fences() { lines '```' "$1"; }
make_code_lines() { echo '```'; lines 'line # of the code' "$1"; }
make_items() { lines '- item #' "$1"; }
make_front_matter() { echo '---'; lines 'key#: value #' "$1"; echo '---'; echo 'Text.'; }

growth quotes 20000
growth nested_lists 2000
growth list_markers 5000
growth containers 5000
growth paragraphs 1000
growth headings 500
growth table_rows 1000
growth table_columns 500
growth fences 5000
growth code_lines 3000
growth items 2000
growth front_matter 3000
exit "$failures"
