# What is long in one direction: words, cells, rows, columns, headings.
. "$(dirname "$0")/growth"

make_hebrew() { repeat 'ע' "$1"; }
make_marks() { repeat 'é́' "$1"; }
make_cell() { printf '| A | B |\n|---|---|\n| '; repeat 'word ' "$1" | tr -d '\n'; echo '| x |'; }
make_rows() { printf '| A | B |\n|---|--:|\n'; lines '| row # | # |' "$1"; }
make_heading() { printf '# '; repeat 'title ' "$1"; }
make_runs() { repeat '**a** b ' "$1"; }
make_justified() {
    printf -- '---\njustify: true\nhyphenate: true\n---\n'
    repeat 'internationalisation of words ' "$1"
}
make_soft_hyphens() { repeat 'ab­' "$1"; }
make_quotes() { repeat "\"'" "$1"; }
make_emoji() { repeat '🚀 ' "$1"; }
make_arabic_items() { lines '- شركة النور # deals' "$1"; }
make_mixed() { repeat 'שלום partner ' "$1"; }
make_callout_table() { printf '> [!NOTE]\n> | A | B |\n> |---|---|\n'; lines '> | words | # |' "$1"; }
make_torn_words() {
    printf -- '---\nhyphenate: true\n---\n'
    lines 'internationalisation of partners and responsibilities #\' "$1"
}
make_slides() {
    printf -- '---\nformat: deck\n---\n'
    lines '---\n\nSlide #\n\n- a\n- b\n- c\n\n```chart\ntype: bar\nx: p\ny: v\ndata: [{p: a, v: 1}, {p: b, v: 2}]\n```\n' "$1"
}
make_joiners() { repeat '👩‍' "$1"; }

growth hebrew 4000
growth marks 4000
growth cell 10000
growth rows 1000
growth heading 4000
growth runs 4000
growth justified 4000
growth soft_hyphens 10000
growth quotes 20000
growth emoji 2000
growth joiners 2000
growth arabic_items 1000
growth mixed 2000
growth callout_table 2000
growth torn_words 1000
growth slides 40
exit "$failures"
