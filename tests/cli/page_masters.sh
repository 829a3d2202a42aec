# What a theme says of the pages: heads and feet by kind of page, numbers, contents; and watermarks.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"

shows() { # LINE-PART
    grep -qF -e "$1" "$place/out" || { fail "not in the trace: $1"; cat "$place/out"; }
}
shows_not() { # LINE-PART
    ! grep -qF -e "$1" "$place/out" || { fail "in the trace: $1"; cat "$place/out"; }
}
# page NUMBER: only that page's part of the trace.
page() {
    awk -v n="$1" '/^page /{p = $2} /^structure/{p = 0} p == n' "$place/all" >"$place/out"
}

workspace .
mkdir themes
cat >themes/book.yaml <<'END'
extends: quiet
headings: {numbered_from: 2, numbered_to: 3}
contents: {levels: 3, leader: rule}
numbers: {front: roman}
furniture:
  all:     {header: {center: "{title}"}, footer: {center: "{confidentiality}", left: "{company}"}}
  first:   {header: ""}
  left:    {header: {left: "{section}", right: ""}, footer: {right: "left {page} of {pages}"}}
  right:   {header: {right: "{section}"}, footer: {right: "right {page} of {pages}"}}
  section: {footer: {center: "begins"}}
END
cat >book.md <<'END'
---
title: A book
theme: book
confidentiality: For us only
---

## Contents

[[toc]]

## First part

### Detail

\newpage

More.

\newpage

# Second title

## Second part {.unnumbered}
END
run 0 render book.md --format trace -o -
cp out all

# The front: a page of its own, in roman numbers; the first page has no header.
page 1
shows 'footer "right i of i"'
shows 'footer "For us only"'
shows 'footer "Northwind Test"'
shows_not ' header '
shows '"1 "'
shows '"First part"'
shows '"1.1 "'
shows ' label "i"'

page 2
shows ' label "1"'
shows 'header "A book"'
shows 'header "1 First part"'
shows 'footer "right 1 of 3"'
page 3
shows 'header "1 First part"'
shows 'footer "left 2 of 3"'
page 4
shows 'footer "begins"'
shows 'header "Second title"'
cp all out
shows 'outline 2 "1 First part"'
shows 'outline 3 "1.1 Detail"'
shows 'outline 2 "Second part"'

# The front matter stands above what the theme says of all pages.
sed 's/^confidentiality:.*/header: {center: Mine}/' book.md >mine.md
run 0 render mine.md --format trace -o -
shows 'header "Mine"'
shows_not 'header "A book"'

# A name that nobody knows is said, once.
sed 's/{title}/{titel}/' themes/book.yaml >themes/wrong.yaml
run 0 render book.md --theme wrong --format trace -o -
told warning front-matter
hinted '{title}'
test "$(grep -c '{titel}' err)" = 1 || fail "said more than once"

# What a theme cannot mean.
printf 'extends: quiet\nfurniture: {lefft: {header: ""}}\n' >themes/bad.yaml
run 1 render book.md --theme bad -o -
told error theme-field themes/bad.yaml:2
hinted 'left'
printf 'extends: quiet\ncontents: {leader: dotts}\n' >themes/bad.yaml
run 1 render book.md --theme bad -o -
hinted 'dots'
printf 'extends: quiet\nheadings: {numbered_to: 9}\n' >themes/bad.yaml
run 1 render book.md --theme bad -o -
told error theme-field themes/bad.yaml:2

# The command line's watermark stands above the front matter's; each page has it once.
printf -- '---\nwatermark: DRAFT\n---\nWords.\n\n\\newpage\n\nMore.\n' >draft.md
run 0 render draft.md --format trace -o -
test "$(grep -c ' watermark ' out)" = 2 || fail "not one watermark a page"
cp out with-draft
run 0 render draft.md --watermark CONFIDENTIAL --format trace -o -
! cmp -s out with-draft || fail "--watermark changes nothing"
printf 'Words.\n' >plain.md
run 0 render plain.md --format trace -o -
shows_not ' watermark '

# Pages that face each other: inner and outer margins change sides; the text proper, where the
# document says that it begins, opens on a right-hand page 1, behind a blank page.
cat >themes/facing.yaml <<'END'
extends: quiet
page: {inner: 100, outer: 40}
END
cat >facing.md <<'END'
# Foreword

First.

\mainmatter

# Text

Second.

\newpage

Third, see page [[page:text]].

| Wide | table |
| --- | --- |
| a | b |
END
run 0 render facing.md --theme facing --format trace -o -
grep ' at ' out >lines
margin_of() {
    sed -n "s/.* at \([0-9.]*\),.*\"$1.*/\1/p" lines
}
test "$(grep -c '^page ' out)" = 4 || fail "no blank page before page 1"
for words in First:100 Second:100 Third:40 Wide:40; do
    test "$(margin_of "${words%:*}")" = "${words#*:}" || fail "margin of $words"
done
shows 'Page i of ii"'
shows 'Page 2 of 2"'
grep -q 'Link:[0-9]* "1"' out || fail "the reference is not to page 1"
shows_not 'Page ii of'
grep -q '^rect 40,.* x 0.5 .*footer' out || fail "the footer's rule stays on a left-hand page"
printf 'extends: facing\n' >themes/slides.yaml
printf -- '---\nformat: deck\n---\n# A\n\n---\n\n## B\n\nwords\n' >slides.md
run 0 render slides.md --theme slides --format trace -o -
shows ' at 48,'
run 0 render facing.md --format trace -o -
test "$(grep -c '^page ' out)" = 3 || fail "a blank page where pages do not face each other"
shows 'Page i of i"'

exit $status
