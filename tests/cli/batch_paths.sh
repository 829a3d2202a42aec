# A document whose place in out/ cannot be had fails alone; a folder out/ that cannot be one ends the
# batch with what to do.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"
workspace ws
cd ws

# alone CODE: Acme's document fails, the others are made; and again.
alone() {
    rm -rf out/blue-*
    run 4 note --all --period 2026-Q3
    told error "$1"
    grep -q '^2 made, 1 failed' "$place/err" || fail "$1: $(cat "$place/err")"
    grep -q '"status": "failed"' out/manifest.json || fail "$1: the manifest knows no failure"
    run 4 note --all --period 2026-Q3 --json
    grep -q '"status": "failed", "why": "failed before"' "$place/out" || fail "$1: again: $(cat "$place/out")"
    [ "$(ls -A out/.pdfgen)" = ledger ] || fail "left behind: $(ls -A out/.pdfgen)"
}
mkdir -p out/acme/note-2026-Q3.pdf
alone output-exists
hinted 'Move it away'
rm -r out
mkdir out
echo 'a file' >out/acme
alone output-failed
hinted 'A file stands where a folder belongs'
rm out/acme
echo "slug: $(printf '%0300d' 7)" >>partners/acme.yaml
alone output-failed
hinted 'shorter "slug:"'
sed -i '/^slug/d' partners/acme.yaml
run 0 note --all --period 2026-Q3

# nowhere: out/ cannot be written.
nowhere() {
    refuse 3 note --all --period 2026-Q3
    told error batch-ledger
    hinted 'move it away'
}
mv out kept
echo 'a file' >out
nowhere
rm out
ln -s nowhere/at/all out
nowhere
rm out
mv kept out
rm out/.pdfgen/ledger
mkdir out/.pdfgen/ledger
nowhere
rmdir out/.pdfgen/ledger
run 0 note --all --period 2026-Q3
exit $status
