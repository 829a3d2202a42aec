# A batch that is killed at any moment: the same command makes the rest, repeats nothing and leaves
# nothing behind. PDFGEN_KILLS says how often; tests/bench/batch_kills.sh asks for 200.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"
workspace ws
cd ws
more_partners 60
run 0 note --all --period 2026-Q3 -q
mv out ../wanted

documents() { # FOLDER: name, inode and time of each
    (cd "$1" && find . -name '*.pdf' -not -path './.pdfgen/*' -printf '%p %i %T@\n' 2>/dev/null | sort)
}

kills=${PDFGEN_KILLS:-20}
n_partial=0
seed=$$
while [ "$kills" -gt 0 ]; do
    rm -rf out
    rounds=0
    # Killed again and again, at moments of one's own, until a run comes to its end.
    while :; do
        seed=$(((seed * 1103515245 + 12345) % 2147483648))
        delay=$((seed / 65536 % 60 + rounds * 5))
        mkdir -p out
        documents out >"$place/before"
        got=0
        "$PDFGEN_TOOLS/interrupted" KILL $delay "$PDFGEN" note --all --period 2026-Q3 -q >/dev/null 2>"$place/err" || got=$?
        documents out >"$place/after"
        repeated=$(comm -23 "$place/before" "$place/after")
        [ -z "$repeated" ] || fail "killed after $delay ms: made again: $repeated"
        n=$(wc -l <"$place/after")
        [ "$n" = 0 ] || [ "$n" = 63 ] || n_partial=$((n_partial + 1))
        case $got in
        0) break ;;
        137) kills=$((kills - 1)) ;;
        *) fail "after $delay ms: exit code $got: $(cat "$place/err")" && break ;;
        esac
        rounds=$((rounds + 1))
    done
    for file in $(cd ../wanted && find . -name '*.pdf'); do
        cmp -s "out/$file" "../wanted/$file" || fail "$file is another document"
    done
    [ "$(ls -A out/.pdfgen)" = ledger ] || fail "left behind: $(ls -A out/.pdfgen)"
    [ "$(grep -c '"status": "made"' out/manifest.json)" = 63 ] || fail "the manifest is not whole"
    left=$(find out -name '.*' ! -name .pdfgen)
    [ -z "$left" ] || fail "left behind: $left"
done
[ "$n_partial" -gt 0 ] || fail "no run was killed in the middle"
exit $status
