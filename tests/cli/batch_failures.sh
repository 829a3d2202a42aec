# What fails, fails alone: a partner's file, a document that takes too much. What fails for all ends
# the batch. batch_signals.sh has those that take too long or crash.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"
workspace ws
cd ws

# A file that is broken.
printf 'name: Broken\ntier: [\n' >partners/broken.yaml
run 4 note --all --period 2026-Q3
told error yaml-syntax partners/broken.yaml
for slug in acme blue-harbor blue-ridge; do
    is_pdf "out/$slug/note-2026-Q3.pdf"
done
grep -q '^not made: ' "$place/err" || fail "the summary names nobody: $(cat "$place/err")"
grep -q '^3 made, 1 failed' "$place/err" || fail "the summary does not count: $(cat "$place/err")"
grep -q '"status": "failed"' out/manifest.json || fail "the manifest knows no failure"
run 4 note --all --period 2026-Q3 --json
grep -q '"status": "failed".*"why": "failed before".*yaml-syntax' "$place/out" || fail "JSON: $(cat "$place/out")"
partner partners/broken.yaml "Mended"
run 0 note --all --period 2026-Q3
[ "$(cat "$place/out")" = out/broken/note-2026-Q3.pdf ] || fail "mended: $(cat "$place/out")"
rm partners/broken.yaml
# Neither is a file that is none, which no partner may vanish by.
ln -s no/such/file.yaml partners/linked.yaml
mkfifo partners/pipe.yaml
run 4 note --all --period 2026-Q3
told error file-missing partners/linked.yaml
told error file-unreadable partners/pipe.yaml
grep -q '2 failed' "$place/err" || fail "what is no file: $(cat "$place/err")"
rm partners/linked.yaml partners/pipe.yaml

# What everybody says is said once.
printf '\n![a](no.png)\n' >>templates/note.md
run 4 note --all --period 2026-Q3
[ "$(grep -c 'image-missing' "$place/err")" = 1 ] || fail "said more than once: $(cat "$place/err")"
sed -i '/no.png/d' templates/note.md
echo '{{partner.nam}}' >>templates/note.md
run 4 note --all --period 2026-Q3
[ "$(grep -c 'template-unknown-name' "$place/err")" = 1 ] || fail "said more than once: $(cat "$place/err")"
grep -q '^2 messages that were the same' "$place/err" || fail "not counted: $(cat "$place/err")"
sed -i '/partner.nam}}/d' templates/note.md
run 0 note --all --period 2026-Q3

# Where the system gives fewer processes than were asked for, fewer make all of them.
sh -c 'ulimit -n 12 && exec "$0" note --all --period 2026-Q3 --force -j 3' "$PDFGEN" >"$place/out" 2>"$place/err" ||
    fail "with few descriptors: exit code $?"
[ "$(grep -c 'pdf$' "$place/out")" = 3 ] || fail "with few descriptors: $(cat "$place/out" "$place/err")"
# Where there is room for none, it is said.
got=0
sh -c 'ulimit -n 6 && exec "$0" note --all --period 2026-Q3 --force' "$PDFGEN" >"$place/out" 2>"$place/err" || got=$?
[ $got = 3 ] || fail "with no descriptors: exit code $got"
told error batch-worker

# One of them is very large.
cat >>templates/note.md <<'END'

{{#partner.notes}}
* {{text}}
{{/partner.notes}}
END
partner partners/large.yaml Large
awk 'BEGIN { print "notes:"
    for (i = 0; i < 150000; i++) print "  - {date: 2026-01-01, text: \"Words of note " i ", which say a little.\"}" }' \
    >>partners/large.yaml
for slug in acme blue-harbor blue-ridge; do
    printf 'notes: [{date: 2026-01-01, text: A note}]\n' >>partners/$slug.yaml
done
if [ -z "${LSAN_OPTIONS:-}" ]; then # the sanitizers need more themselves
    run 4 note --all --period 2026-Q3 --memory 32 -j 1 --force
    told error batch-memory
    hinted --memory
    grep -q '^3 made, 1 failed' "$place/err" || fail "the others of a large one: $(cat "$place/err")"
fi

rm partners/large.yaml
run 0 note --all --period 2026-Q3

# A full disk ends the batch; what was made is kept, and the same command goes on.
mkdir full
mkdir -p full/partners full/templates
cp pdfgen.yaml full/
cp templates/note.md full/templates/
i=0
while [ $i -lt 40 ]; do
    partner "full/partners/p$i.yaml" "Partner $i"
    printf 'notes: [{date: 2026-01-01, text: A note}]\n' >>"full/partners/p$i.yaml"
    i=$((i + 1))
done
mkdir full/out
if mount -t tmpfs -o size=200k none full/out 2>/dev/null; then
    (cd full && run 3 note --all --period 2026-Q3 && exit $status) || status=1
    told error output-failed
    [ "$(grep -c 'output-failed' "$place/err")" = 1 ] || fail "a full disk is told more than once: $(cat "$place/err")"
    made=$(ls full/out/*/*.pdf | wc -l)
    [ "$made" -gt 0 ] && [ "$made" -lt 40 ] || fail "a full disk: $made documents"
    for file in full/out/*/*.pdf; do
        is_pdf "$file"
    done
    find full/out -name '*.pdf' -printf '%i %p\n' | sort >"$place/before"
    mount -o remount,size=8m full/out
    (cd full && run 0 note --all --period 2026-Q3 && exit $status) || status=1
    find full/out -name '*.pdf' -printf '%i %p\n' | sort >"$place/after"
    [ "$(wc -l <"$place/after")" = 40 ] || fail "a disk with room again: $(wc -l <"$place/after") documents"
    [ "$(sort "$place/before" "$place/after" | uniq -d | wc -l)" = "$made" ] || fail "a disk with room again: repeated"
    [ "$(ls -A full/out/.pdfgen)" = ledger ] || fail "left behind: $(ls -A full/out/.pdfgen)"
    umount full/out
fi

# A folder that may not be written, though looked at.
(cd full && run 0 note --all --period 2026-Q3 -q && exit $status) || status=1
chmod 444 full/out/.pdfgen/ledger
chmod 555 full/out/.pdfgen full/out
if [ "$(id -u)" != 0 ]; then
    cd full
    refuse 3 note --all --period 2026-Q3
    told error batch-ledger
    refuse 0 note --all --period 2026-Q3 --dry-run
    cd ..
elif command -v setpriv >/dev/null; then
    chmod 755 "$place"
    if setpriv --reuid=65534 --regid=65534 --clear-groups test -x "$PDFGEN" -a -r "$place/ws/full/pdfgen.yaml"; then
        got=0
        (cd full && setpriv --reuid=65534 --regid=65534 --clear-groups "$PDFGEN" note --all --period 2026-Q3) \
            >"$place/out" 2>"$place/err" || got=$?
        [ $got = 3 ] || fail "a locked folder: exit code $got"
        told error batch-ledger
        (cd full && setpriv --reuid=65534 --regid=65534 --clear-groups "$PDFGEN" note --all --period 2026-Q3 --dry-run) \
            >"$place/out" 2>"$place/err" || fail "a dry run in a locked folder: $(cat "$place/err")"
    fi
fi
chmod 755 full/out/.pdfgen full/out
exit $status
