# pdfgen merge: pages of any PDFs in their order, an outline entry for each file, whatever leads to
# their pages and says how they are read, and nothing half done where one of them cannot be read.
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
grep -q '^claims *PDF/A-2a, PDF/UA-1$' "$place/out" || fail "a merged file claims less than all of its files"
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
    printf '%s\n' one One 'zwei é' Two one One >wanted
    sed 's/^[^"]*"\([^"]*\)".*/\1/' outline | cmp -s - wanted || { fail "the outline is"; cat outline; }
    grep -q '#page=4' outline || grep -q '#4' outline || { fail "the last entry leads elsewhere"; cat outline; }
fi

# Two files that say the same: links stay in their file, cells find their heads, labels their pages,
# attachments are all there; the order of reading is that of the files.
cat >first.md <<'END'
---
lang: de
---
# Anfang {#start}

Siehe [unten](#end)[^1]. Mehr steht [hier](https://example.com).

[^1]: Eine Fußnote.

| Region | Q1 | Q2 |
|---|---:|---:|
| **Nord** | 1 | 2 |

:::pagebreak

## Ende {#end}

Zurück zum [Anfang](#start).
END
sed -e 's/lang: de/lang: fr/' -e 's/Anfang/Debut/' first.md >second.md
printf 'Terms\n' >terms.txt
run 0 render first.md --attach terms.txt
run 0 render second.md --attach terms.txt
run 0 merge first.pdf second.pdf one.pdf -o all.pdf
[ ! -s "$place/err" ] || fail "merging tagged files complains"
run 0 inspect all.pdf
grep -q '^claims *PDF/A-3a, PDF/UA-1$' "$place/out" || fail "attachments take the claim away"
if command -v qpdf >/dev/null && command -v pdfinfo >/dev/null; then
    qpdf --check all.pdf >"$place/said" 2>&1 || { fail "qpdf --check all.pdf:"; cat "$place/said"; }
    for file in first second one; do
        pdfinfo -struct-text $file.pdf | sed -n 's/^ *"\(.*\)"$/\1/p'
    done >wanted
    pdfinfo -struct-text all.pdf | sed -n 's/^ *"\(.*\)"$/\1/p' | cmp -s - wanted || fail "read in another order"
    pdfinfo -struct all.pdf >structure
    [ "$(grep -c '^  Part' structure)" = 3 ] || fail "not three parts"
    # Each cell's heads are heads of its own table.
    [ "$(grep -o '(e[^)]*)' structure | sort -u | wc -l)" = 6 ] || { fail "heads"; grep e000 structure; }
    pdfinfo -dests all.pdf | awk '$0 ~ /"(start|end)/ { print $1, $NF }' | sort -n >destinations
    printf '%s\n' '1 "start"' '2 "end"' '3 "start-2"' '4 "end-2"' | cmp -s - destinations ||
        { fail "destinations"; cat destinations; }
    qpdf --qdf --object-streams=disable all.pdf all.qdf
    for name in start end start-2 end-2; do
        LC_ALL=C grep -a -q "/Dest ($name)" all.qdf || fail "no link leads to $name"
    done
    [ "$(LC_ALL=C grep -a -c '/Type /Filespec' all.qdf)" = 2 ] || fail "not two attachments"
    LC_ALL=C grep -a -q '/Lang (fr' all.qdf || fail "the second language is lost"
    # Keys of the parent tree are each there once.
    LC_ALL=C grep -a -oE '/StructParents? [0-9]+' all.qdf | sed 's/.* //' | sort | uniq -d >twice
    [ ! -s twice ] || fail "two contents have one key"
    # Fields of two forms: none is the other's, and each is typed in its own form's font.
    printf -- '---\nforms: true\n---\n# Form\n\n- [ ] Yes\n\nName: [____]\n' >form.md
    run 0 render form.md
    run 0 merge form.pdf one.pdf form.pdf -o forms.pdf
    run 0 inspect forms.pdf
    grep -q '^claims *PDF/A-2a, PDF/UA-1$' "$place/out" || fail "forms take the claim away"
    qpdf --qdf --object-streams=disable forms.pdf forms.qdf
    for field in yes yes-3 name name-3; do
        [ "$(LC_ALL=C grep -a -c "/T ($field)\$" forms.qdf)" = 1 ] || fail "not one field $field"
    done
    LC_ALL=C grep -a -o '/DA (/[^ ]*' forms.qdf | sed 's/.*\///' | sort >named
    [ -s named ] && [ -z "$(uniq -d named)" ] || { fail "fonts of fields are mixed up"; cat named; }
    while read -r font; do
        LC_ALL=C grep -a -q "^ */$font [0-9]* 0 R" forms.qdf || fail "the font $font of a field is lost"
    done <named
    # Without tags: said, and no claim.
    qpdf --qdf --object-streams=disable one.pdf - | LC_ALL=C sed -e '/StructTreeRoot/d' -e '/MarkInfo/,/>>/d' >cut.qdf
    if fix-qdf cut.qdf >plain.pdf 2>/dev/null && qpdf --check plain.pdf >/dev/null 2>&1; then
        run 0 merge one.pdf plain.pdf -o mixed.pdf
        told warning pdf-claim
        run 0 inspect mixed.pdf
        grep -q 'PDF/UA' "$place/out" && fail "a file without tags is accessible"
    fi
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
