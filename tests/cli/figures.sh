# A figure that cannot be drawn is a frame that says why, and an error: the document is there and the
# exit code is 1; with --lenient it is 0, with --strict nothing is written.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"

# The page's words on one line.
words() { # FILE
    pdftotext "$1" - | tr '\n' ' '
}

mkdir work
cd work

# wrong KIND PLACE WORDS-OF-MESSAGE, the fence's lines on standard input: refused; with --lenient a page.
wrong() {
    { printf '# A page\n\n```%s\n' "$1" && cat && printf '```\n\nWords below.\n'; } >wrong.md
    run 1 render wrong.md -o wrong.pdf
    grep -q "^wrong.md:$2: error: .*$3" "$place/err" || fail "$1 $2: $(cat "$place/err")"
    pdfinfo wrong.pdf >/dev/null || fail "$1: no document"
    rm -f wrong.pdf
    refuse 1 render wrong.md --strict -o wrong.pdf
    run 0 render wrong.md --lenient -o wrong.pdf
    grep -q "^wrong.md:$2: warning: .*$3" "$place/err" || fail "$1 $2, lenient: $(cat "$place/err")"
    run 1 render wrong.md --lenient --strict -o strict.pdf
    command -v pdftotext >/dev/null || return 0
    words wrong.pdf | grep -q "cannot be drawn .*wrong.md:$2: .*$3.* Words below" ||
        fail "$1 $2: the page says $(words wrong.pdf)"
    pdfinfo -struct wrong.pdf | grep -q 'Figure' || fail "$1: no figure"
    rm -f wrong.pdf
}

wrong mermaid 5:4 'bracket is never closed' <<'END'
graph LR
  a[Words --> b
END
wrong mermaid 505:1 'at most 500 nodes' <<END
graph TD
$(seq -f 'n%.0f' 10000)
END
wrong mermaid 1005:3 'at most 1,000 edges' <<END
graph TD
$(yes 'a --> b' | head -n 10000)
END
wrong mermaid 21:10 'at most 16 subgraphs inside each other' <<END
graph TD
$(seq -f 'subgraph s%.0f' 500)
END
wrong mermaid 5:3 'longer than 2,000 bytes' <<END
graph TD
a[$(seq -s ' ' 200000)]
END
wrong chart 4:7 'no chart of the type' <<'END'
type: colunm
data: [{x: a, y: 1}]
END
wrong chart 5:18 'needs a number here' <<'END'
type: column
data: [{x: a, y: many}]
x: x
y: y
END
wrong chart 5:1 'a value is missing' <<'END'
data: {a: [
END
wrong kpis 3:1 'takes a list' <<'END'
label: not a list
END
wrong timeline 4:10 'is not a date' <<'END'
- {date: soon, name: Board}
END
# The page is laid out twice where it refers to others.
printf 'See [[page:a]].\n\n## A\n\n```timeline\n- {date: 2026-07-01, nome: A}\n```\n' >twice.md
run 1 render twice.md -o twice.pdf
pdfinfo twice.pdf >/dev/null || fail "laid out twice: no document"
exit $status
