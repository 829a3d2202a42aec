# What stands around a text: title, header, footer, metadata, language, date. The trace shows them.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"

shows() { # LINE-PART
    grep -qF -e "$1" "$place/out" || { fail "not in the trace: $1"; cat "$place/out"; }
}
shows_not() { # LINE-PART
    ! grep -qF -e "$1" "$place/out" || { fail "in the trace: $1"; cat "$place/out"; }
}
trace() { # ARGUMENT...
    run 0 "$@" --format trace -o -
}

# A plain file: its first heading is the title; without one, its name.
printf 'Words first.\n\n# The heading\n\nMore words.\n' >plain.md
trace render plain.md
shows 'title "The heading"'
shows 'header "The heading"'
shows 'footer "Page 1 of 1"'
shows 'language "en-US"'
shows_not 'author'
shows 'date 2026-11-04'
printf 'Only words.\n' >only.words.md
trace render only.words.md
shows 'title "only.words"'

# Front matter says all of it, and an empty text is nothing.
cat >full.md <<'END'
---
title: 2026
author: [A One, B Two]
description: About it
keywords: [x, y]
lang: de-DE
header: {left: On the left, right: ""}
footer: Foot words
---

# The heading
END
trace render full.md --date 2026-02-28
shows 'title "2026"'
shows 'author "A One, B Two"'
shows 'subject "About it"'
shows 'keywords "x, y"'
shows 'language "de-DE"'
shows 'header "On the left"'
shows_not 'header "2026"'
shows 'footer "Foot words"'
shows 'footer "1 / 1"'
shows 'date 2026-02-28'

# A language that nobody knows: a warning at its place, and the default.
printf -- '---\nlang: xx-unheard-of\n---\n\n# T\n' >lang.md
trace render lang.md
told warning front-matter lang.md:2:7
shows 'language "en-US"'

# A workspace gives the company and the locale; a template's front matter is filled.
workspace ws
cd ws
sed 's/en-US/en-GB/' pdfgen.yaml >new
mv new pdfgen.yaml
trace note --partner Acme
shows 'title "Note for Acme Corp"'
shows 'header "Acme Corp"'
shows 'footer "Northwind Test"'
shows 'author "Northwind Test"'
shows 'language "en-GB"'
cp ../plain.md .
trace render plain.md
shows 'footer "Northwind Test"'

# Names of --data stand above all others, with a partner and without.
printf 'extra: 12\ncompany: {name: Other Ltd}\n' >data.yaml
printf '# {{company.name}} {{extra}}\n' >t.md
trace render t.md --data data.yaml
shows 'title "Other Ltd 12"'
printf '# {{company.name}} {{extra}} {{partner.name}}\n' >t.md
trace render t.md --data data.yaml --partner blue-ridge
shows 'title "Other Ltd 12 Blue Ridge"'
printf -- '---\ndocument: note\n---\n\n# {{company.name}}\n' >t.md
trace render t.md
shows 'title "Northwind Test"'

# A partial is looked for in the workspace.
mkdir templates/partials
printf 'from a partial, {{partner.name}}' >templates/partials/part.md
printf '# Words {{> part}}\n' >templates/whole.md
trace whole --partner Acme
shows 'title "Words from a partial, Acme Corp"'

# Who chooses the theme: flag, environment, front matter, workspace. Each wrong name tells who it was.
printf 'theme: nosuch-workspace\n' >>pdfgen.yaml
refuse 1 note --partner Acme
told error theme-missing pdfgen.yaml:
printf -- '---\ntheme: nosuch-front\n---\n\n# T\n' >theme.md
refuse 1 render theme.md
told error theme-missing theme.md:2:8
PDFGEN_THEME=nosuch-environment
export PDFGEN_THEME
refuse 1 render theme.md
grep -q 'nosuch-environment' "$place/err" || fail "PDFGEN_THEME is not before the front matter"
run 0 render theme.md --theme quiet
unset PDFGEN_THEME

# A mistake in a figure's fence is told at its line of the template.
printf '# T\n\nWords.\n\n```chart\ntype: column\ndata:\n  - 1\n  bad: [\n```\n' >chart.md
run 1 render chart.md --theme quiet
told error yaml-syntax chart.md:9:
exit $status
