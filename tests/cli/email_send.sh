# pdfgen email --send to a real mail server on loopback: each way that it can end is one outcome, written
# down before and behind, and no message goes out twice.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"
# The leak checker stumbles over the thread that looks names up; drafts are checked by cli/email.
export ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0"
python=/usr/bin/python3
if ! "$python" -c 'import aiosmtpd' 2>/dev/null || ! command -v openssl >/dev/null; then
    echo "skipped: needs python3-aiosmtpd and openssl"
    exit 77
fi
servers=
trap 'for server in $servers; do kill "$server" 2>/dev/null || true; done; rm -rf "$place"' EXIT

# --- servers --------------------------------------------------------------------------------------
openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out good.pem -days 2 -subj /CN=mail.example \
    -addext subjectAltName=IP:127.0.0.1 2>/dev/null
openssl req -new -key key.pem -out old.csr -subj /CN=mail.example 2>/dev/null
printf 'subjectAltName=IP:127.0.0.1\n' >old.ext
mkdir ca
: >ca/index.txt
printf '01\n' >ca/serial
cat >ca.conf <<'END'
[ca]
default_ca = own
[own]
dir = ca
new_certs_dir = ca
database = ca/index.txt
serial = ca/serial
default_md = sha256
policy = any
[any]
commonName = supplied
END
openssl ca -batch -config ca.conf -selfsign -keyfile key.pem -in old.csr -out old.pem -extfile old.ext \
    -startdate 20200101000000Z -enddate 20210101000000Z >/dev/null 2>&1

serve() { # NAME CERTIFICATE WORD...: $port is where it listens, its messages go to NAME/
    name=$1 certificate=$2
    shift 2
    mkdir -p "$name"
    "$python" "$PDFGEN_SOURCE_DIR/tests/tools/smtp_server.py" "$name" "$certificate" key.pem "$@" >"$name/log" 2>"$name/err" &
    servers="$servers $!"
    tries=0
    until port=$(head -n 1 "$name/log" 2>/dev/null) && [ -n "$port" ]; do
        tries=$((tries + 1))
        if [ "$tries" = 200 ]; then
            echo "the server does not start"
            cat "$name/err"
            exit 1
        fi
        sleep 0.1
    done
}
serve plain good.pem
plain=$port
serve login good.pem login
login=$port
serve implicit good.pem implicit login
implicit=$port
serve old old.pem
old=$port
serve small good.pem size=20000
small=$port

# --- a workspace ----------------------------------------------------------------------------------
printf 'pass word\nsecond line\n' >password
mkdir w
cd w
mkdir partners templates templates/email
settings() { # LINES: of email:
    cat >pdfgen.yaml <<-END
	company: {name: Northwind Test}
	contact: {name: Anna Müller, email: anna@northwind.example}
	locale: en-US
	currency: USD
	partners: partners/
	email:
	  host: 127.0.0.1
	  ca_file: $place/good.pem
	  timeout: 20
	  backoff: 0
	  tries: 2
	END
    for line; do
        printf '  %s\n' "$line" >>pdfgen.yaml
    done
}
printf -- '---\ntitle: "Note for {{partner.name}}"\n---\n# Hello {{partner.name}}\n\nWords.\n' >templates/note.md
add() { # NAME ADDRESS
    printf 'name: %s\ntier: Gold\nstage: active\nsince: 2023-03-14\ncontacts:\n  - {name: Zoë of %s, email: %s}\n' "$1" "$1" "$2" >"partners/$1.yaml"
}
add acme zoe@acme.example
add busy busy@b.example
add cut cut@b.example
add drop drop@b.example
add grey grey@b.example
add refuse refuse@b.example
add slow slow@b.example
count() { # SERVER N
    n=$(sed 1d "$place/$1/log" | wc -l)
    [ "$n" = "$2" ] || { fail "$1 has $n messages, not $2"; cat "$place/$1/log"; }
}
says() { # WORDS: of the ledger's last line
    tail -n 1 out/.pdfgen/sent | grep -qF -e "$1" || { fail "the ledger does not end with \"$1\":"; cat out/.pdfgen/sent; }
}

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
run 1 email note --partner refuse --send
told error email-refused
grep -q 'nobody here is called that' "$place/err" || fail "the server's words are not told"
says 'refused	note	refuse'
run 0 email note --partner grey --send
says 'sent	note	grey'
run 3 email note --partner busy --send
told error email-deferred
says 'deferred	note	busy'
run 3 email note --partner cut --send
told error email-deferred
run 0 email note --partner slow --send
settings "port: $plain" 'timeout: 1'
sed -i.bak 's/^  timeout: 20$//' pdfgen.yaml
add slow2 slow@b.example
run 3 email note --partner slow2 --send
told error email-unknown
settings "port: $plain"
run 3 email note --partner drop --send
told error email-unknown
says 'sending	note	drop'
run 3 email note --partner drop --send
told error email-unknown
grep -qE '<[0-9a-f]{40}@northwind.example> went to drop@b.example' "$place/err" || fail "without its Message-ID"
n=$(sed 1d "$place/plain/log" | wc -l)
run 0 email note --partner drop --sent
says 'sent	note	drop'
count plain "$n"
run 0 email note --partner drop --send
grep -q '^already' "$place/out" || fail "--sent does not count"

# Killed when the server has the message, and before it answers.
add kill kill@b.example
"$PDFGEN" email note --partner kill --send >/dev/null 2>&1 &
echo $! >"$place/plain/pid"
wait $! || true
says 'sending	note	kill'
n=$(sed 1d "$place/plain/log" | wc -l)
run 3 email note --partner kill --send
told error email-unknown
count plain "$n"
rm partners/kill.yaml
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
grep -q '3 already' "$place/err" || grep -q '4 already' "$place/err" || fail "no counts: $(tail -n 1 "$place/err")"

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

# --- secrets and certificates ---------------------------------------------------------------------
quiet() { # no secret anywhere
    if grep -rq 'pass word' out "$place/out" "$place/err"; then
        fail "the password is written down"
    fi
}
settings "port: $login" 'user: anna' "password_file: $place/password"
run 0 email note --partner acme --send --again -v
quiet
grep -q ' tls anna ' "$place/login/log" || fail "did not log in"
settings "port: $login" 'user: anna' "password_command: \"head -n 1 '$place/password'\""
run 0 email note --partner acme --send --again
settings "port: $login" 'user: anna'
PDFGEN_SMTP_PASSWORD='pass word' run 0 email note --partner acme --send --again
run 3 email note --partner acme --send --again
told error email-password pdfgen.yaml:
PDFGEN_SMTP_PASSWORD='wrong word' run 3 email note --partner acme --send --again
told error email-server
grep -q 'wrong word' "$place/err" && fail "a wrong password is told"
settings "port: $login" 'user: anna' 'password_command: "false"'
run 3 email note --partner acme --send --again
told error email-password pdfgen.yaml:
settings "port: $login" 'user: anna' 'tls: none'
PDFGEN_SMTP_PASSWORD='pass word' run 1 email note --partner acme --send --again
told error email-settings pdfgen.yaml:
settings "port: $login" 'user: anna' 'password: pass word'
run 1 email note --partner acme --send --again
settings "port: $implicit" 'tls: implicit' 'user: anna' "password_file: $place/password"
run 0 email note --partner acme --send --again
quiet
settings "port: $plain" 'tls: none'
run 0 email note --partner acme --send --again
settings "port: $old"
sed -i.bak "s|good.pem|old.pem|" pdfgen.yaml
run 3 email note --partner acme --send --again
told error email-server
grep -q 'expired' "$place/err" || fail "does not say that the certificate has expired"
settings "port: $plain"
sed -i.bak '/ca_file/d' pdfgen.yaml
run 3 email note --partner acme --send --again
told error email-server
count old 0
settings "port: $small"
run 1 email note --partner acme --send --again
told error email-refused
count small 0
settings 'port: 1'
run 3 email note --all --send --again
grep -q '^left *slow' "$place/out" || fail "goes on without a server"

# --- the command line -----------------------------------------------------------------------------
run 2 email note --all
run 2 email note --send
run 2 email note --sent
run 2 email note --dry-run
run 2 email note --send --partners list --where 'tier = "Gold"'
run 2 email note --where 'tier = "Gold"'
run 2 email note --all --send --partner acme
run 2 email note --all --send --to a@b.example
run 2 email note --partner acme --send -o file.eml
run 2 email note --partner acme --again
exit $status
