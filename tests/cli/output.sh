# Where documents go, and what happens where they cannot.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"
workspace ws
cd ws

# Under out/, by slug and period; a name and not a slug was typed.
run 0 note --partner "Acme C" --period 2026-Q3
[ "$(cat "$place/out")" = "out/acme/note-2026-Q3.pdf" ] || fail "the path is not printed: $(cat "$place/out")"
is_pdf out/acme/note-2026-Q3.pdf
run 0 note --partner acme --period 2026-Q3 --format trace
[ -s out/acme/note-2026-Q3.txt ] || fail "the trace has its own extension"
rm out/acme/note-2026-Q3.pdf
cd partners
run 0 note --partner acme --date 2026-11-04
cd ..
[ -s out/acme/note-2026-Q3.pdf ] || fail "the workspace is found from below"

# A Markdown file's PDF goes beside it.
printf '# Title\n\n{{ braces stay }}\n' >plain.md
run 0 render plain.md
[ "$(cat "$place/out")" = plain.pdf ] || fail "render prints its path: $(cat "$place/out")"
is_pdf plain.pdf
if command -v pdftotext >/dev/null; then
    pdftotext plain.pdf - | grep -qF '{{ braces stay }}' || fail "plain Markdown keeps its braces"
fi
mkdir elsewhere
mv plain.md elsewhere/
ln -s elsewhere/plain.md plain.md
rm plain.pdf
run 0 render plain.md
is_pdf plain.pdf
run 0 render plain.md -o deep/er/x.pdf
is_pdf deep/er/x.pdf

# Standard output gets the document and nothing else.
run 0 render plain.md -o -
cmp -s "$place/out" plain.pdf || fail "-o - is another document than -o FILE"

# A standard output that is closed, a limit to what files may grow to.
got=0
"$PDFGEN" render plain.md -o - >&- 2>"$place/err" || got=$?
[ "$got" = 3 ] || fail "a closed standard output: exit code $got"
told error output-failed
got=0
(ulimit -f 1 && "$PDFGEN" render plain.md -o large.pdf >"$place/out" 2>"$place/err") || got=$?
[ "$got" = 3 ] || fail "a file that may not grow: exit code $got"
told error output-failed
[ ! -e large.pdf ] || fail "half a file is left behind"

# Standard input is no document.
refuse 1 render - -o x.pdf
told error file-missing -
hinted "Standard input is not read"

# A folder, a slash, a file in place of a folder, a long name.
refuse 3 render plain.md -o deep
told error output-exists
hinted -o
refuse 3 render plain.md -o deep/
told error output-exists
refuse 3 render plain.md -o plain.md/x.pdf
told error output-failed
refuse 3 render plain.md -o "$(printf '%0300d' 0).pdf"
told error output-failed
hinted shorter

# What the document is made of is not overwritten.
refuse 2 render plain.md -o ./plain.md
told error usage-argument
hinted -o
refuse 2 note --partner Acme -o partners/acme.yaml
told error usage-argument

# A name says what is in the file: pictures of pages too, and nothing that is not written.
run 0 render plain.md -o page.png
[ "$(head -c 4 page.png | tail -c 3)" = PNG ] || fail "page.png is no PNG"
run 0 render plain.md -o page.SVG
grep -q '<svg' page.SVG || fail "page.SVG is no SVG"
run 0 render plain.md -o page.part
is_pdf page.part
for name in report.docx slides.PPTX sheet.key page.html page.jpg page.txt; do
    refuse 2 render plain.md -o "$name"
    told error usage-argument
    hinted "-o ${name%.*}.pdf"
done
refuse 2 render plain.md --format png -o page.pdf
hinted '-o page.png'
refuse 2 merge page.part page.part -o both.docx
refuse 2 preview plain.md -o sheet.pdf
refuse 2 fill plain.md -o plain.docx
refuse 2 convert plain.md -o plain.pdf
refuse 2 email note --partner acme -o note.pdf
hinted '-o note.eml'
rm page.*

# A full disk: a device that is always full, then a real file system where one can be made.
if [ -c /dev/full ]; then
    refuse 3 render plain.md -o /dev/full
    told error output-failed
    hinted space
    got=0
    "$PDFGEN" render plain.md -o - >/dev/full 2>"$place/err" || got=$?
    [ $got = 3 ] || fail "a full standard output: exit code $got"
    told error output-failed
    got=0
    "$PDFGEN" list >/dev/full 2>"$place/err" || got=$?
    [ $got = 3 ] || fail "a list on a full standard output: exit code $got"
    told error output-failed
fi
mkdir disk
if mount -t tmpfs -o size=4k none disk 2>/dev/null; then
    printf 'old' >disk/plain.pdf
    cp disk/plain.pdf "$place/old"
    refuse 3 render plain.md -o disk/plain.pdf
    told error output-failed
    cmp -s disk/plain.pdf "$place/old" || fail "a full disk damages the file that was there"
    umount disk
fi

# A folder that may not be written: another user where this one is root and may do anything.
mkdir locked
cp plain.md locked/
chmod 555 locked
got=0
if [ "$(id -u)" != 0 ]; then
    refuse 3 render locked/plain.md
    told error output-failed
    hinted -o
elif command -v setpriv >/dev/null; then
    chmod 755 "$place"
    if setpriv --reuid=65534 --regid=65534 --clear-groups test -x "$PDFGEN" -a -r "$place/ws/locked/plain.md"; then
        setpriv --reuid=65534 --regid=65534 --clear-groups "$PDFGEN" render locked/plain.md \
            >"$place/out" 2>"$place/err" || got=$?
        [ $got = 3 ] || fail "a locked folder: exit code $got"
        told error output-failed
        hinted -o
    fi
fi
[ "$(ls locked)" = plain.md ] || fail "something in a locked folder"
chmod 755 locked

# A reader that goes away.
got=0
mkfifo pipe
head -c 1 pipe >/dev/null &
"$PDFGEN" render plain.md -o - >pipe 2>"$place/err" || got=$?
case $got in
0 | 3) ;;
*) fail "a reader that left: exit code $got" ;;
esac
wait

# No temporary file is left by all this.
left=$(find . -name '.*' ! -name .)
[ -z "$left" ] || fail "left behind: $left"
exit $status
