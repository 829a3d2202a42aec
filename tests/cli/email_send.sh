# pdfgen email --send to a real mail server on loopback: each way that it can end is one outcome, written
# down before and behind, and no message goes out twice.
. "$PDFGEN_SOURCE_DIR/tests/cli/mail_common"
serve plain good.pem
plain=$port

add acme zoe@acme.example
add busy busy@b.example
add cut cut@b.example
add drop drop@b.example
add grey grey@b.example
add refuse refuse@b.example
add slow slow@b.example

# --- once -----------------------------------------------------------------------------------------
settings "port: $plain"
run 0 email note --partner acme --dry-run
grep -q '^wanted *acme *Zoë of acme <zoe@acme.example>$' "$place/out" || fail "the dry run says: $(cat "$place/out")"
grep -q '^ *Note for acme.pdf ([0-9]* KB)$' "$place/out" || fail "the dry run does not say what is attached"
[ ! -e out ] || fail "a dry run writes"
count plain 0
run 0 email note --partner acme --send
says 'sent	note	acme	2026-Q3	zoe@acme.example'
count plain 1
grep -q '^1 tls - anna@northwind.example zoe@acme.example$' "$place/plain/log" || fail "not by TLS, or to somebody else: $(cat "$place/plain/log")"
run 0 email note --partner acme --send
grep -q '^already' "$place/out" || fail "does not say that it was sent"
count plain 1
run 0 email note --partner acme --send --again
count plain 2
run 0 email note --partner acme --send --period 2026-Q2
run 0 email note --partner acme --send --to 'new@acme.example, ZOE@acme.example'
grep -q '^4 tls - anna@northwind.example new@acme.example$' "$place/plain/log" || fail "an address that has it gets it again"

# What arrived is what the draft holds, and its PDF the one that the document is.
run 0 email note --partner acme -o draft.eml
run 0 note --partner acme -o alone.pdf
"$python" - "$place/plain/1.eml" draft.eml alone.pdf <<-'END' || fail "another message arrives"
	import email, sys
	from email import policy
	sent, draft = (email.message_from_binary_file(open(name, "rb"), policy=policy.default) for name in sys.argv[1:3])
	pdf = [part.get_content() for part in sent.walk() if part.get_content_type() == "application/pdf"]
	assert pdf == [open(sys.argv[3], "rb").read()]
	assert sent["Message-ID"] == draft["Message-ID"] and "X-Unsent" not in sent and draft["X-Unsent"] == "1"
	assert sent["To"].addresses[0].display_name == "Zoë of acme"
END

# --- each way that it can end ---------------------------------------------------------------------
# ends EXIT-CODE DIAGNOSTIC STATE NAME [OPTION...]: how it ends, and what the ledger says of it.
ends() {
    exit_code=$1 diagnostic=$2 state=$3 name=$4
    shift 4
    run "$exit_code" email note --partner "$name" --send "$@"
    told error "$diagnostic"
    says "$state	note	$name"
}
for name in tired middle full; do
    add "$name" "$name@b.example"
done
ends 1 email-refused refused refuse
grep -q 'nobody here is called that' "$place/err" || fail "the server's words are not told"
run 0 email note --partner grey --send
says 'sent	note	grey'
ends 3 email-deferred deferred busy
ends 3 email-deferred deferred cut
ends 3 email-deferred deferred tired
grep -q 'after 2 tries: 451 4.3.0 not now' "$place/err" || fail "the tries are not told"
ends 1 email-refused refused full
# A message that is not whole is none: what a closed connection leaves is tried again.
head -c 8000000 /dev/urandom >large
ends 3 email-deferred deferred middle --attach large
rm partners/tired.yaml partners/middle.yaml partners/full.yaml
n=$(sed 1d "$place/plain/log" | wc -l)
run 1 email note --partner acme --send --again --to 'good@b.example, refuse@b.example'
told error email-refused
says 'refused	note	acme	2026-Q3	refuse@b.example'
grep -q '^refused	note	acme	2026-Q3	good@b.example' out/.pdfgen/sent || fail "of two recipients one is not written down"
count plain "$n"
run 0 email note --partner slow --send
settings "port: $plain" 'timeout: 1'
sed -i.bak 's/^  timeout: 20$//' pdfgen.yaml
add slow2 slow@b.example
ends 3 email-unknown sending slow2
settings "port: $plain"
ends 3 email-unknown sending drop
ends 3 email-unknown sending drop
grep -qE '<[0-9a-f]{40}@northwind.example> went to drop@b.example' "$place/err" || fail "without its Message-ID"
n=$(sed 1d "$place/plain/log" | wc -l)
run 0 email note --partner drop --sent
says 'sent	note	drop'
count plain "$n"
run 0 email note --partner drop --send
grep -q '^already' "$place/out" || fail "--sent does not count"

# Killed before the server has the message, and when it has it: nobody knows, and nothing is sent again.
for name in early kill; do
    add "$name" "$name@b.example"
    (
        echo "$(exec sh -c 'echo $PPID')" >"$place/plain/pid"
        exec "$PDFGEN" email note --partner "$name" --send
    ) >/dev/null 2>&1 || true
    says "sending	note	$name"
    n=$(sed 1d "$place/plain/log" | wc -l)
    run 3 email note --partner "$name" --send
    told error email-unknown
    count plain "$n"
    rm "partners/$name.yaml"
done
printf 'sending\tnote\tacme\t2026-Q1' >>out/.pdfgen/sent # a line that was being written
run 0 email note --partner acme --send
printf 'nonsense\n' >>out/.pdfgen/sent
run 3 email note --partner acme --send --period 2026-Q1
told error email-ledger
sed -i.bak '$d' out/.pdfgen/sent

# --- all ------------------------------------------------------------------------------------------
run 4 email note --all --send --rate 6000
grep -q '^already *acme' "$place/out" || fail "sends acme again"
grep -q '^deferred *busy' "$place/out" || fail "busy is not deferred"
grep -q '^refused *refuse' "$place/out" || fail "refuse is not refused"
grep -q '^unknown *slow2' "$place/out" || fail "slow2 is no longer unknown"
grep -qx '4 already, 1 refused, 2 deferred, 1 unknown' "$place/err" || fail "other counts: $(tail -n 1 "$place/err")"

# Several messages go over one connection; where the server ends it, the next one makes another.
serve good good.pem
settings "port: $port"
cat >list <<-'END'
	one
	two
	three
	four
	five
END
while read -r name; do
    add "$name" "$name@c.example"
done <list
run 0 email note --partners list --send
count good 5
connected good 1
serve few good.pem per=2
settings "port: $port" 'backoff: 300'
sed -i.bak '/backoff: 0/d' pdfgen.yaml
run 0 email note --partners list --send --again
count few 5
connected few 3
settings "port: $plain"
begin=$(date +%s)
head -n 3 list >three
run 0 email note --partners three --send --again --rate 60
[ "$(($(date +%s) - begin))" -ge 2 ] || fail "three messages at one a second take no two seconds"
run 0 email note --partners three --send
grep -c '^already' "$place/out" | grep -qx 3 || fail "what was sent is not known"
while read -r name; do
    rm "partners/$name.yaml"
done <list

# --- large ones -----------------------------------------------------------------------------------
head -c 30000000 /dev/urandom >large
serve small good.pem size=20000000
settings "port: $port"
run 1 email note --partner acme --send --again --internal --attach large
told error email-refused
grep -q '552' "$place/err" || fail "does not say that it is too large"
count small 0
serve later good.pem later=20000000
settings "port: $port"
run 1 email note --partner acme --send --again --attach large
told error email-refused
grep -q '552 5.3.4 too large' "$place/err" || fail "the server's words are not told"
serve large good.pem size=60000000
settings "port: $port"
run 0 email note --partner acme --send --again --attach large
count large 1
rm large

# --- no server ------------------------------------------------------------------------------------
settings 'port: 1'
run 3 email note --all --send --again
grep -q '^left *slow' "$place/out" || fail "goes on without a server"
serve silent good.pem silent
settings "port: $port" 'timeout: 1'
sed -i.bak 's/^  timeout: 20$//' pdfgen.yaml
run 3 email note --all --send --again
told error email-server
grep -q '^left *slow' "$place/out" || fail "waits for a silent server again and again"
settings "port: $plain"

# --- the PDF that lies there ----------------------------------------------------------------------
run 0 note --partner acme --date 2026-11-01
run 0 email note --partner acme --send --again
n=$(sed 1d "$place/plain/log" | wc -l)
"$python" -c 'import email, sys
from email import policy
m = email.message_from_binary_file(open(sys.argv[1], "rb"), policy=policy.default)
assert [p.get_content() for p in m.walk() if p.get_content_type() == "application/pdf"] == [open(sys.argv[2], "rb").read()]' \
    "$place/plain/$n.eml" out/acme/note-2026-Q3.pdf || fail "not the PDF that was looked at"
printf -- '---\ntitle: "Note for {{partner.name}}"\n---\n# Hello {{partner.name}}\n\nOther words.\n' >templates/note.md
run 1 email note --partner acme --send --again
told error email-stale
count plain "$n"
run 0 note --partner acme
run 0 email note --partner acme --send --again
printf -- '---\ntitle: Note\n---\n# Hello {{partner.nme}}\n' >templates/wrong.md
run 1 email wrong --partner acme --send
told error template-unknown-name templates/wrong.md:4:
printf -- '---\ntitle: Note\n---\n# Hello\n\n```chart\ntype: nonsense\n```\n' >templates/figure.md
run 1 email figure --partner acme --send
[ ! -e "$place/plain/$((n + 2)).eml" ] || fail "sends a document with errors"

# --- the command line -----------------------------------------------------------------------------
run 2 email note --all
run 2 email note --send
run 2 email note --sent
run 2 email note --dry-run
run 2 email note --send --partners list --where 'tier = "Gold"'
run 2 email note --where 'tier = "Gold"'
run 2 email note --partner acme --notes
run 2 email note --partner acme --send --rate 0
run 2 email note --all --send --partner acme
run 2 email note --all --send --to a@b.example
run 2 email note --partner acme --send -o file.eml
run 2 email note --partner acme --again
exit $status
