# pdfgen merge: pages of any PDFs in their order, an outline entry for each file, and nothing half
# done where one of them cannot be read.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"
printf '# One\n\nWords of one.\n\n:::pagebreak\n\nSecond page.\n' >one.md
printf '# Two\n\nWords of two.\n' >two.md
run 0 render one.md
run 0 render two.md -o 'zwei é.PDF'
run 0 merge one.pdf 'zwei é.PDF' one.pdf -o out.pdf
[ ! -s "$place/err" ] || fail "merging sound files complains"
[ "$(cat "$place/out")" = out.pdf ] || fail "the path is not told"
cp out.pdf first.pdf
run 0 merge one.pdf 'zwei é.PDF' one.pdf -o out.pdf
cmp -s out.pdf first.pdf || fail "two runs differ"
run 0 merge one.pdf one.pdf -o fast.pdf --linearize
run 0 inspect out.pdf
grep -q '^pages *5$' "$place/out" || fail "not five pages"
grep -q '^claims *nothing$' "$place/out" || fail "a merged file claims something"
if command -v qpdf >/dev/null; then
    for file in out.pdf fast.pdf; do
        qpdf --check $file >"$place/said" 2>&1 || { fail "qpdf --check $file:"; cat "$place/said"; }
    done
fi
if command -v pdftotext >/dev/null; then
    pdftotext out.pdf words
    [ "$(grep -c 'Words of one' words)$(grep -c 'Words of two' words)" = 21 ] || fail "words are lost"
    pdffonts out.pdf | awk 'NR > 2 && $(NF - 4) != "yes" { exit 1 }' || fail "a font is lost"
fi
if command -v mutool >/dev/null; then
    mutool show out.pdf outline >outline
    printf '%s\n' one 'zwei é' one >wanted
    sed 's/^[^"]*"\([^"]*\)".*/\1/' outline | cmp -s - wanted || { fail "the outline is"; cat outline; }
    grep -q '#page=4' outline || grep -q '#4' outline || { fail "the last entry leads elsewhere"; cat outline; }
fi

# Fifty files.
set --
i=0
while [ $i -lt 50 ]; do
    cp one.pdf "file-$i.pdf"
    set -- "$@" "file-$i.pdf"
    i=$((i + 1))
done
run 0 merge "$@" -o fifty.pdf
run 0 inspect fifty.pdf
grep -q '^pages *100$' "$place/out" || fail "not a hundred pages of fifty files"

# Standard output, JSON, encryption.
run 0 merge one.pdf one.pdf -o -
is_pdf "$place/out"
run 0 merge one.pdf one.pdf -o json.pdf --json
grep -q '"path": "json.pdf"' "$place/out" || fail "JSON without the path"
printf 'secret\n' >password
run 0 merge one.pdf one.pdf -o locked.pdf --encrypt --password-file password
run 0 inspect locked.pdf --password-file password

# Refused: all that is wrong is told, and nothing is written.
mkdir bad
cp one.pdf one.md bad
head -c 3000 one.pdf >bad/cut.pdf
: >bad/empty.pdf
cp locked.pdf bad
cd bad
cp one.pdf there.pdf
refuse 1 merge one.pdf cut.pdf empty.pdf one.md locked.pdf -o out.pdf
[ "$(grep -c 'error:.*\[pdf-damaged\]' "$place/err")" -ge 2 ] || { fail "not all damaged files are told"; cat "$place/err"; }
told error pdf-encrypted
refuse 1 merge one.pdf missing.pdf -o out.pdf
refuse 1 merge one.pdf empty.pdf -o there.pdf
refuse 2 merge one.pdf one.pdf
refuse 2 merge
refuse 2 merge one.pdf one.pdf -o one.pdf
refuse 2 merge one.pdf one.pdf -o - --json
if command -v qpdf >/dev/null; then
    # Limits without a password are limits, too.
    qpdf --encrypt '' owner 256 --modify=none -- one.pdf limited.pdf
    run 1 merge one.pdf limited.pdf -o out.pdf
    told error pdf-encrypted
fi
cd ..

# Interrupted anywhere, it leaves nothing.
mkdir results
for delay in 5 20 60 150; do
    got=0
    "$PDFGEN_TOOLS/interrupted" TERM $delay "$PDFGEN" merge "$@" "$@" "$@" "$@" -o results/long.pdf || got=$?
    case $got in
    0 | 130 | 143) ;;
    *) fail "after $delay ms: exit code $got" ;;
    esac
    left=$(ls -A results)
    [ -z "$left" ] || [ "$left" = long.pdf ] || fail "left behind after $delay ms: $left"
    rm -f results/long.pdf
done
exit $status
