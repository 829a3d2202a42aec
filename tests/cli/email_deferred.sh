# pdfgen email --send to a server that does not take a message now: others do not wait for it, it comes again
# when its time has come, and the ledger is true meanwhile.
. "$PDFGEN_SOURCE_DIR/tests/cli/mail_common"
tried() { # SERVER ADDRESS: the seconds at which it was tried
    awk -v address="$2" '$2 == address { print $1 }' "$place/$1/tries"
}
lasted() { # SERVER: seconds from the first try to the last one
    awk 'NR == 1 { begin = $1 } { end = $1 } END { printf "%d", end - begin }' "$place/$1/tries"
}
each_told() { # N: so many messages are told of, each once
    [ "$(wc -l <"$place/out")" = "$1" ] || fail "not $1 messages: $(cat "$place/out")"
    sort -u "$place/out" | wc -l | grep -qx "$1" || fail "a message is told of twice: $(cat "$place/out")"
}

# --- greylisting ----------------------------------------------------------------------------------
# Six partners wait side by side: one after the other it would be six times as long.
serve grey good.pem
settings "port: $port" 'backoff: 4'
sed -i.bak '/backoff: 0/d' pdfgen.yaml
for name in a b c d e f; do
    add "$name" "grey-$name@b.example"
done
add z good@b.example
run 0 email note --all --send
each_told 7
grep -qx '7 sent' "$place/err" || fail "other counts: $(tail -n 1 "$place/err")"
grep -q '^[1-6] messages\{0,1\} \(is\|are\) put aside, .* the next try is in [1-4] second' "$place/err" || fail "waits without a word: $(cat "$place/err")"
sed -n 2p "$place/grey/log" | grep -q " good@b.example\$" || fail "who is taken at once waits for others"
for name in a b c d e f; do
    tried grey "grey-$name@b.example" | awk -v name="$name" '{ at[NR] = $1 } END { exit !(NR == 2 && at[2] - at[1] >= 4) }' ||
        fail "$name: not two tries with four seconds between: $(tried grey "grey-$name@b.example")"
    [ "$(grep -c "	grey-$name@b.example	" out/.pdfgen/sent)" = 4 ] || fail "$name: not sending, deferred, sending, sent"
done
[ "$(lasted grey)" -lt 16 ] || fail "six messages take six times as long as one: $(cat "$place/grey/tries")"
run 0 email note --all --send
grep -qx '7 already' "$place/err" || fail "what was put aside is sent again"
count grey 7
rm partners/*.yaml

# --- a backoff of its own for each ----------------------------------------------------------------
serve busy good.pem
settings "port: $port" 'backoff: 1' 'tries: 3'
sed -i.bak '/backoff: 0/d; /tries: 2/d' pdfgen.yaml
add a busy@b.example
add b tired@b.example
add c good@b.example
run 4 email note --all --send --json
"$python" - "$place/out" <<-'END' || fail "not as it ends: $(cat "$place/out")"
	import json, sys
	text, told = open(sys.argv[1]).read(), []
	while text.strip():
	    one, end = json.JSONDecoder().raw_decode(text.strip())
	    text = text.strip()[end:]
	    told.append((one["partner"], one["status"], [(d["code"], "after 3 tries: 451" in d["message"]) for d in one["errors"]]))
	assert told == [("c", "sent", []), ("a", "deferred", [("email-deferred", True)]), ("b", "deferred", [("email-deferred", True)])], told
END
tried busy busy@b.example | awk '{ at[NR] = $1 } END { exit !(NR == 3 && at[2] - at[1] >= 1 && at[3] - at[2] >= 2) }' ||
    fail "not three tries with one and two seconds between: $(tried busy busy@b.example)"
grep -qx '1 sent, 2 deferred' "$place/err" || fail "other counts: $(cat "$place/err")"
run 0 email note --all --dry-run
[ "$(grep -c '^wanted ' "$place/out")" = 2 ] && grep -q '^already *c ' "$place/out" || fail "the dry run says otherwise: $(cat "$place/out")"
grep -qx '1 already, 2 wanted' "$place/err" || fail "other counts of the dry run: $(cat "$place/err")"

# Each try is one of the minute's.
serve rate good.pem
settings "port: $port"
rm partners/*.yaml
for name in a b c; do
    add "$name" "grey-$name@b.example"
done
run 0 email note --all --send --again --rate 60
[ "$(wc -l <"$place/rate/tries")" = 6 ] && [ "$(lasted rate)" -ge 4 ] || fail "six tries at one a second: $(cat "$place/rate/tries")"

# --- killed as it waits ---------------------------------------------------------------------------
settings "port: $port" 'backoff: 300'
sed -i.bak '/backoff: 0/d' pdfgen.yaml
add k grey-k@b.example
(exec "$PDFGEN" email note --partner k --send) >"$place/out" 2>"$place/err" &
pid=$!
tries=0
until tail -n 1 out/.pdfgen/sent | grep -q '^deferred	note	k	' || [ "$tries" = 300 ]; do
    tries=$((tries + 1))
    sleep 0.1
done
kill -s KILL "$pid"
wait "$pid" 2>/dev/null || true
says 'deferred	note	k'
run 0 email note --partner k --send
says 'sent	note	k'

# --- the server itself ----------------------------------------------------------------------------
# It ends while a message waits: that one stays deferred, and is not waited for.
serve ending good.pem
settings "port: $port" 'backoff: 2'
sed -i.bak '/backoff: 0/d' pdfgen.yaml
rm -r partners/*.yaml out
add a busy@b.example
add b exit@b.example
add c good@b.example
add d good@d.example
run 3 email note --all --send
each_told 4
grep -q '^deferred *a$' "$place/out" || fail "what waited is not deferred: $(cat "$place/out")"
grep -q '^left *d$' "$place/out" || fail "d is not left: $(cat "$place/out")"
told error email-server
grep -q '451 4.7.1 come back later \[email-deferred\]$' "$place/err" || fail "the server's words are forgotten: $(cat "$place/err")"
grep -q '3 deferred, 1 left$' "$place/err" || fail "other counts: $(tail -n 1 "$place/err")"

# Busy at its first word: the message in hand waits for it, and no other is tried in between.
serve away good.pem away=2
settings "port: $port" 'backoff: 1' 'tries: 3'
sed -i.bak '/backoff: 0/d; /tries: 2/d' pdfgen.yaml
rm partners/*.yaml
for name in a b c; do
    add "$name" "good-$name@b.example"
done
run 0 email note --all --send --again
connected away 3
count away 3
serve gone good.pem away=100
settings "port: $port"
run 3 email note --all --send --again
told error email-server
grep -q 'after 2 tries: 421 4.3.2 too busy' "$place/err" || fail "the server's words are not told: $(cat "$place/err")"
connected gone 2
[ "$(grep -c '^left' "$place/out")" = 2 ] || fail "goes on with a server that takes nothing: $(cat "$place/out")"

# One that lets nobody in refuses no message.
serve closed good.pem closed
settings "port: $port"
run 3 email note --all --send --again
told error email-server
grep -q '554 5.7.1 no mail from you' "$place/err" || fail "the server's words are not told: $(cat "$place/err")"
connected closed 1
run 0 email note --all --dry-run
exit $status
