# Nothing is painted outside of marked content, what belongs to no element says what it is instead
# (ISO 32000-1 section 14.8.2.2), and a cell below two heads names both. Read from the pages'
# operators, which qpdf unpacks.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"
command -v qpdf >/dev/null || exit 77

unpack() { # FILE.md
    run 0 render "$1" -o page.pdf
    qpdf --qdf --object-streams=disable page.pdf page.qdf
}

# artifacts: each property list of page.qdf once, with how often it stands there.
artifacts() {
    LC_ALL=C grep -a -o '^/Artifact<<.*BDC' page.qdf | sed 's,/BBox\[[^]]*\],/BBox[],' | sort | uniq -c
}

# has COUNT PROPERTIES
has() {
    artifacts | awk -v n="$1" -v list="/Artifact<<$2>>BDC" '$2 == list && (n == "some" || $1 == n) { found = 1 }
        END { exit !found }' || { fail "not $1 of $2, but:"; artifacts; }
}

marked() { # NAME
    LC_ALL=C awk -v name="$1" '
        /BDC$/ || /BMC$/ { depth++ }
        /EMC$/ { depth-- }
        / (re f|f|S|B|Do Q|Do)$/ || /T[jJ]$/ { n += in_page; if (depth == 0 && in_page) { print name ": painted outside: " $0; bad = 1 } }
        /^stream$/ { in_page = contents }
        /^endstream$/ { if (in_page && depth != 0) { print name ": left open"; bad = 1 } in_page = 0; contents = 0 }
        /^%% Contents for page/ { contents = 1 }
        END { if (n < 3) print name ": nothing is painted"; exit bad || n < 3 }' page.qdf || status=1
}

cat >report.md <<'END'
---
header: {left: "Left above", right: ""}
footer: {left: "Left below", right: "Page {page}"}
watermark: DRAFT
---
# Words

> [!NOTE]
> On a ground of its own.

| Region | Q1 | Q2 |
|---|---:|---:|
| **North** | 1 | 2 |
| **South** | 3 | 4 |

:::pagebreak

A note[^1].

[^1]: At the foot.
END
unpack report.md
marked report
has 2 /Type/Pagination/Subtype/Header
has 2 /Type/Pagination/Subtype/Watermark
has some /Type/Pagination/Subtype/Footer
has some /Type/Layout
has some '/Type/Background/BBox[]'
artifacts | grep -vE '/Artifact<</Type/(Layout|Background/BBox\[\]|Pagination/Subtype/(Header|Footer|Watermark))>>BDC$' &&
    fail "another kind of artifact"

# Four cells with two heads each; each head stands in the tree of names.
heads=$(LC_ALL=C grep -a -c '/Headers \[' page.qdf || true)
[ "$heads" = 4 ] || fail "$heads cells name their heads, not 4"
LC_ALL=C awk '/\/Headers \[/ { while ((getline line) > 0 && line !~ /\]/) print line }' page.qdf | sort -u >named
LC_ALL=C awk '/\/IDTree/ { while ((getline line) > 0 && line !~ /\]/) if (line ~ /\(/) print line }' page.qdf >tree
[ "$(wc -l <named)" -eq 4 ] || fail "not four heads"
while read -r name; do
    grep -qF -e "$name" tree || fail "$name is not in the tree of names"
done <named

# A table whose heads come again on the next page: said once.
{
    printf '| Number | Name |\n|---:|---:|\n'
    seq 120 | sed 's/.*/| & | s& |/'
} >long.md
unpack long.md
marked long
[ "$(LC_ALL=C grep -a -c '/S /TH$' page.qdf)" = 2 ] || fail "heads that come again are heads again"
LC_ALL=C grep -a -q '/Headers \[' page.qdf && fail "heads are named where their scope says it"

printf -- '---\ntype: deck\n---\n# One\n\nWords\n\n---\n\n## Two\n\n- a\n- b\n' >deck.md
unpack deck.md
marked deck
exit $status
