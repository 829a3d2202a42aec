# pdfgen email --send: passwords come from a file, a command or the environment and are seen nowhere else;
# a server that cannot be trusted gets nothing.
. "$PDFGEN_SOURCE_DIR/tests/cli/mail_common"
serve login good.pem login
login=$port
serve implicit good.pem implicit login
implicit=$port
printf 'pass word\nsecond line\n' >"$place/password"
cat >"$place/ask" <<-'END'
	#!/bin/sh
	tr '\0' '\n' </proc/$$/environ >"$1/asked"
	tr '\0' ' ' <"/proc/$PPID/cmdline" >>"$1/asked"
	echo 'pass word'
	echo 'pass word, says the command' >&2
END
chmod +x "$place/ask"
add acme zoe@acme.example
add slow slow@b.example

# --- secrets --------------------------------------------------------------------------------------
quiet() { # FILE...: no secret in them, in what was written and in what was said; also not as SMTP sends it
    for secret in 'pass word' 'wrong word' "$(printf '\0anna\0pass word' | base64)" "$(printf 'pass word' | base64)"; do
        if grep -rlF -e "$secret" out "$place/out" "$place/err" "$@"; then
            fail "the password is written down"
        fi
    done
}
settings "port: $login" 'user: anna' "password_file: $place/password"
run 0 email note --partner acme --send --again -v
quiet
grep -q ' tls anna ' "$place/login/log" || fail "did not log in"
run 0 email note --partner acme -o draft.eml
quiet draft.eml
run 0 email note --partner acme --send --again --json
quiet
settings "port: $login" 'user: anna' "password_command: \"$place/ask '$place'\""
PDFGEN_SMTP_PASSWORD='wrong word' run 0 email note --partner acme --send --again -v
quiet "$place/asked"
settings "port: $login" 'user: anna'
PDFGEN_SMTP_PASSWORD='pass word' run 0 email note --partner acme --send --again
run 3 email note --partner acme --send --again
told error email-password pdfgen.yaml:
PDFGEN_SMTP_PASSWORD='wrong word' run 3 email note --partner acme --send --again -v
told error email-server
quiet
settings "port: $login" 'user: anna' 'password_command: "false"'
run 3 email note --partner acme --send --again
told error email-password pdfgen.yaml:
settings "port: $login" 'user: anna' "password_command: \"$place/nothing\""
run 3 email note --partner acme --send --again
told error email-password pdfgen.yaml:
settings "port: $login" 'user: anna' "password_file: $place/nothing"
run 1 email note --partner acme --send --again
settings "port: $login" 'user: anna' 'tls: none'
PDFGEN_SMTP_PASSWORD='pass word' run 1 email note --partner acme --send --again
told error email-settings pdfgen.yaml:
settings "port: $login" 'user: anna' 'password: pass word'
run 1 email note --partner acme --send --again
quiet
settings "port: $implicit" 'tls: implicit' 'user: anna' "password_file: $place/password"
run 0 email note --partner acme --send --again
quiet
run 2 email note --partner acme --send --password word

# While it waits for an answer: in no list of processes, and a crash leaves no picture of its memory.
settings "port: $login" 'user: anna' "password_file: $place/password"
n=$(wc -l <"$place/login/log")
(ulimit -c unlimited 2>/dev/null && exec "$PDFGEN" email note --partner slow --send) >"$place/out" 2>"$place/err" &
pid=$!
until [ "$(wc -l <"$place/login/log")" -gt "$n" ] || ! kill -0 "$pid" 2>/dev/null; do
    sleep 0.1
done
cat "/proc/$pid/cmdline" "/proc/$pid/environ" >"$place/seen" 2>/dev/null || fail "it does not wait for the slow server"
quiet "$place/seen"
kill -s SEGV "$pid"
wait "$pid" 2>/dev/null || true
for file in core core.*; do
    [ ! -e "$file" ] || fail "a crash leaves $file"
done
run 0 email note --partner slow --sent

# --- certificates ---------------------------------------------------------------------------------
distrust() { # SERVER CERTIFICATE CA WORDS: nothing is sent, and the reason holds the words
    serve "$1" "$2"
    settings "port: $port"
    sed -i.bak "s|good.pem|$3|" pdfgen.yaml
    run 3 email note --partner acme --send --again
    told error email-server
    grep -qiE -e "$4" "$place/err" || fail "$1: does not say \"$4\": $(cat "$place/err")"
    tail -n 1 out/.pdfgen/sent | grep -q '^deferred' || fail "$1: not in the ledger"
    count "$1" 0
}
distrust expired old.pem old.pem expired
distrust name other.pem other.pem 'does not match|no alternative'
distrust own own.pem good.pem 'certificate|issuer'
settings "port: $login"
sed -i.bak '/ca_file/d' pdfgen.yaml
run 3 email note --partner acme --send --again
told error email-server
settings "port: $login" "ca_file: $place/nothing.pem"
sed -i.bak '/good.pem/d' pdfgen.yaml
run 3 email note --partner acme --send --again
told error email-server

# Encryption that is not there is not done without.
serve bare good.pem plain
settings "port: $port"
run 3 email note --partner acme --send --again
told error email-server
count bare 0
settings "port: $port" 'tls: none'
run 0 email note --partner acme --send --again
grep -q ' plain - ' "$place/bare/log" || fail "not as the settings say"
exit $status
