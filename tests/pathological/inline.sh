# Long runs of inline markup that never closes, or closes too late.
. "$(dirname "$0")/growth"

make_brackets() { repeat '[' "$1"; }
make_link_starts() { repeat '[a](' "$1"; }
make_images() { repeat '![a](' "$1"; }
make_emphasis() { repeat '*a _b ' "$1"; }
make_strong() { repeat 'a**b' "$1"; }
make_backticks() { awk -v n="$1" 'BEGIN { for (i = 1; i < n; i++) { printf "x"; for (j = 0; j < i % 100; j++) printf "`" } print "" }'; }
make_tags() { repeat '<a ' "$1"; }
make_comments() { repeat '<!-- ' "$1"; }
make_entities() { repeat '&amp;&nosuch;' "$1"; }
make_word() { repeat 'abcdefghij' "$1"; }
make_blanks() { repeat '___ ' "$1" | sed 's/$/x/'; }
make_references() { lines '[word #]: https://example.com/#' "$1"; echo; lines '[word #] and [none #].' "$1"; }

growth brackets 10000
growth link_starts 10000
growth images 10000
growth emphasis 10000
growth strong 10000
growth backticks 2000
growth tags 20000
growth comments 20000
growth entities 10000
growth word 20000
growth blanks 20000
growth references 2000
exit "$failures"
