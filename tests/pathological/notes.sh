# Footnotes, tables of contents and pages that the text names.
. "$(dirname "$0")/growth"

make_notes() { lines 'Words[^#].' "$1" | sed G; lines '[^#]: Text of the note #.' "$1"; }
make_long_note() { echo 'Words[^a].'; echo; echo '[^a]: First.'; lines '    Line # of the note.' "$1" | sed 'G'; }
make_marks_of_one_note() { lines 'Words[^a].' "$1"; echo; echo '[^a]: Text.'; }
make_marks_without_notes() { lines 'Words[^missing#].' "$1"; lines '[^unused#]: Text.' "$1"; }
make_notes_in_notes() { echo 'Words[^1].'; echo; awk -v n="$1" 'BEGIN { for (i = 1; i <= n; i++) printf "[^%d]: To[^%d].\n\n", i, i % 90 ? i + 1 : 1 }'; }
# headings N: with ids, because "#" in a text of lines() is the number.
headings() { awk -v n="$1" 'BEGIN { for (i = 1; i <= n; i++) printf "# Heading %d {#h%d}\n\n", i, i }'; }
make_contents() { echo '[[toc]]'; echo; headings "$1"; }
make_pages() { headings "$1"; lines 'See [[page:h#]].' "$1" | sed G; }
make_dead_pages() { headings "$1"; lines 'See [[page:missing#]].' "$1" | sed G; }
make_steps() { echo ':::steps'; lines '1. Step #' "$1"; echo ':::'; }

growth notes 1000
growth long_note 3000
growth marks_of_one_note 2000
growth marks_without_notes 2000
growth notes_in_notes 2000
growth contents 700
growth pages 400
growth dead_pages 400
growth steps 1500
exit "$failures"
