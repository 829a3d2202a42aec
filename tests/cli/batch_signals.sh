# Ctrl-C, what ends a process, and what changes meanwhile: the batch is held in the middle of its
# work, so that nothing here depends on how fast the machine is.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"
workspace ws
cd ws
more_partners 20

gone=out
home=out/.pdfgen

is_begun() {
    [ -n "$(find out -name '*.pdf' 2>/dev/null)" ]
}

child_of() { # PID
    for stat in /proc/[0-9]*/stat; do
        awk -v parent="$1" '{ sub(/.*\) /, ""); if ($2 == parent) { split(FILENAME, part, "/"); print part[3] } }' \
            "$stat" 2>/dev/null || true
    done
}

# hold ARGUMENT...: a batch of one worker. It cannot write the path of its first document into a pipe
# that is full; until then it neither hands out nor takes in another one, nor hears a signal.
hold() {
    rm -rf "$place/pipe" $gone
    mkfifo "$place/pipe"
    exec 7<>"$place/pipe"
    dd if=/dev/zero of="$place/pipe" bs=4096 oflag=nonblock 2>/dev/null || true
    env --default-signal=INT "$PDFGEN" note --all --period 2026-Q3 -j 1 "$@" \
        >"$place/pipe" 2>"$place/err" 7>&- &
    batch=$!
    until is_begun; do
        kill -0 $batch 2>/dev/null || {
            cat "$place/err"
            exit 1
        }
        sleep 0.02
    done
    worker=$(child_of $batch)
}

# let_go EXIT-CODE WHAT: it goes on to its end.
let_go() {
    exec 8<"$place/pipe"
    tr -d '\0' <&8 >"$place/out" 7>&- 8<&- &
    reader=$!
    exec 7>&- 8<&-
    got=0
    wait $batch || got=$?
    wait $reader
    [ $got = "$1" ] || fail "$2: exit code $got, not $1: $(cat "$place/err")"
    [ "$(ls -A $home)" = ledger ] || fail "$2: left behind: $(ls -A $home)"
}

inodes() {
    find out -name '*.pdf' -printf '%p %i\n' | sort
}

# goes_on WHAT: some are made and none has failed; the same command makes the others.
goes_on() {
    grep -q '^[1-9][0-9]* made, [1-9][0-9]* left .*; interrupted: the same command goes on$' "$place/err" ||
        fail "$1: $(cat "$place/err")"
    inodes >"$place/before"
    run 0 note --all --period 2026-Q3 -q
    inodes >"$place/after"
    [ "$(wc -l <"$place/after")" = 23 ] || fail "$1: not all are made: $(wc -l <"$place/after")"
    [ -z "$(comm -23 "$place/before" "$place/after")" ] || fail "$1: some are made again"
}

# A terminal tells both processes, and so do timeout(1), systemd and schedulers.
for signal in INT TERM HUP; do
    hold
    kill -$signal $batch $worker
    let_go 130 "$signal"
    goes_on "$signal"
done
# The second one does not wait for what is in hand.
hold
kill -STOP $worker
kill -INT $batch
kill -TERM $batch
let_go 130 "a second Ctrl-C"
goes_on "a second Ctrl-C"

# A worker that crashes, one that hangs.
hold
kill -SEGV $worker
let_go 4 "a crash"
told error batch-crash
grep -q '^22 made, 1 failed' "$place/err" || fail "the others of a crash: $(cat "$place/err")"
hold --timeout 3
kill -STOP $worker
let_go 4 "a hang"
told error batch-timeout
hinted --timeout
grep -q '^22 made, 1 failed' "$place/err" || fail "the others of a hang: $(cat "$place/err")"
# Ctrl-Z and fg: the time between is not the document's.
hold --timeout 3
kill -STOP $worker
(sleep 1 && kill -STOP $batch && sleep 4 && kill -CONT $batch && sleep 0.5 && kill -CONT $worker) 7>&- &
let_go 0 "Ctrl-Z"

# One batch at a time: the second one says which the first is. Shards stand beside each other only.
hold
for other in "" "--shard 1/2"; do
    # shellcheck disable=SC2086  # two words
    "$PDFGEN" note --all --period 2026-Q3 $other >"$place/out.second" 2>"$place/err.second" && fail "two at once"
    grep -q "batch-locked" "$place/err.second" || fail "a second batch $other: $(cat "$place/err.second")"
    grep -q "process $batch" "$place/err.second" || fail "the first is not named: $(cat "$place/err.second")"
done
# To look is allowed.
"$PDFGEN" note --all --period 2026-Q3 --dry-run >"$place/out.second" 2>"$place/err.second" ||
    fail "a dry run beside a batch: $(cat "$place/err.second")"
# What changes meanwhile is made of what is read then, or again.
first=$(find out -name '*.pdf' | sed 's|out/||; s|/.*||')
echo 'region: EMEA' >>"partners/p9.yaml"
echo 'region: EMEA' >>"partners/$first.yaml"
let_go 0 "a partner's file that changes"
run 0 note --all --period 2026-Q3 --dry-run
[ "$(cat "$place/out")" = "out/$first/note-2026-Q3.pdf: partners/$first.yaml has changed" ] ||
    fail "a partner's file that changes: $(cat "$place/out")"
hold
echo 'More words.' >>templates/note.md
let_go 0 "a template that changes"
run 0 note --all --period 2026-Q3 --dry-run
[ "$(grep -c 'templates/note.md has changed$' "$place/out")" = 23 ] || fail "a template that changes: $(cat "$place/out")"

# While all are put into one, which nobody reads: the first Ctrl-C is heard when that is written, or
# not begun; the second ends it.
mkfifo "$place/all.pdf"
merge() {
    env --default-signal=INT "$PDFGEN" note --all --period 2026-Q3 --merge "$place/all.pdf" \
        >"$place/out" 2>"$place/err" 7>&- &
    batch=$!
    sleep 1
    kill -INT $batch
}
merge_ends() { # WHAT
    got=0
    wait $batch || got=$?
    [ $got = 130 ] || fail "$1: exit code $got, not 130: $(cat "$place/err")"
    [ "$(ls -A out/.pdfgen)" = ledger ] || fail "$1: left behind: $(ls -A out/.pdfgen)"
}
merge
timeout 20 cat "$place/all.pdf" >"$place/all" &
merge_ends "Ctrl-C while merging"
grep -q '^23 .*; interrupted' "$place/err" || fail "Ctrl-C while merging: $(cat "$place/err")"
wait
merge
sleep 0.5
kill -INT $batch 2>/dev/null || true
merge_ends "a second Ctrl-C while merging"

# A shard that has not ended has no manifest, which merging would take for one that has.
run 0 note --all --period 2026-Q3 --shard 1/1 -q
[ -e out/manifest-1-of-1.json ] || fail "a shard has no manifest"
printf 'x\n' >>templates/note.md
rm -f out/*/*.pdf
gone=
home=out/.pdfgen/shard-1-of-1
hold --shard 1/1
[ ! -e out/manifest-1-of-1.json ] || fail "a shard that is at work has a manifest"
kill -TERM $batch
let_go 130 "a shard"
grep -q '"left": [1-9]' out/manifest-1-of-1.json || fail "the manifest of an interrupted shard: $(cat out/manifest-1-of-1.json)"
exit $status
