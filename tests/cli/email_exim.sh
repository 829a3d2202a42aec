# pdfgen email --send to Exim, a mail server that nobody here wrote: TLS from both sides, a login, two
# messages a connection, its words when it refuses; and what it delivers.
. "$PDFGEN_SOURCE_DIR/tests/cli/mail_common"
exim=$(PATH=$PATH:/usr/sbin command -v exim4) || { echo "skipped: needs exim4"; exit 77; }
user=$(id -un)
[ "$user" != root ] || user=Debian-exim
serve free good.pem # a port that was free a moment ago, and the one beside it
kill "$server"
mkdir "$place/exim" "$place/exim/in"
cat >"$place/exim.conf" <<END
spool_directory = $place/exim
log_file_path = $place/exim/%slog
pid_file_path = $place/exim/pid
primary_hostname = mail.example
keep_environment =
exim_user = $user
exim_group = $(id -gn "$user")
daemon_smtp_ports = $port : $((port + 1))
local_interfaces = 127.0.0.1
tls_on_connect_ports = $((port + 1))
tls_advertise_hosts = *
tls_certificate = $place/good.pem
tls_privatekey = $place/key.pem
message_size_limit = 10M
smtp_accept_max_per_connection = 2
domainlist local_domains = b.example
acl_smtp_rcpt = recipient
acl_smtp_data = data
begin acl
recipient:
  deny message = nobody here
       local_parts = refuse
  defer message = come back
       local_parts = busy
  deny message = log in first
       !authenticated = *
  accept
data:
  accept
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = \${if and{{eq{\$auth2}{anna}}{eq{\$auth3}{pass word}}}}
  server_set_id = \$auth2
  server_advertise_condition = \${if def:tls_in_cipher}
begin routers
all:
  driver = accept
  transport = file
begin transports
file:
  driver = appendfile
  directory = $place/exim/in
END
chmod 755 "$place" "$place/exim"
chmod 644 "$place/key.pem" "$place/exim.conf"
[ "$(id -u)" != 0 ] || chown -R "$user" "$place/exim"
if ! "$exim" -C "$place/exim.conf" -bd 2>"$place/err"; then
    echo "skipped: exim4 does not start here"
    cat "$place/err"
    exit 77
fi
until [ -s "$place/exim/pid" ]; do
    sleep 0.1
done
servers="$servers $(cat "$place/exim/pid")"

for name in one two three; do
    add "$name" "$name@b.example"
done
add refuse refuse@b.example
add busy busy@b.example
printf 'one\ntwo\nthree\n' >list
printf 'pass word\n' >password
settings "port: $port" 'user: anna' 'password_file: password'
run 0 email note --partners list --send
[ "$(grep -c 'A=plain:anna' "$place/exim/mainlog")" = 3 ] || fail "not three messages: $(cat "$place/exim/mainlog")"
run 1 email note --partner refuse --send
told error email-refused
grep -q '550 nobody here' "$place/err" || fail "Exim's words are not told"
run 3 email note --partner busy --send
told error email-deferred
head -c 12000000 /dev/urandom >large
run 1 email note --partner one --send --again --attach large
told error email-refused
settings "port: $((port + 1))" 'tls: implicit' 'user: anna' 'password_file: password'
run 0 email note --partner one --send --again
settings "port: $port"
run 1 email note --partner one --send --again
grep -q 'log in first' "$place/err" || fail "is let in without a password"
printf 'wrong\n' >password
settings "port: $port" 'user: anna' 'password_file: password'
run 3 email note --partner one --send --again
told error email-server

run 0 note --partner two -o alone.pdf
tries=0
until [ "$(find "$place/exim/in" -type f | wc -l)" = 4 ] || [ "$tries" = 100 ]; do
    tries=$((tries + 1))
    sleep 0.1
done
"$python" - "$place/exim/in" alone.pdf <<-'END' || fail "another message is delivered"
	import email, os, sys
	from email import policy
	pdfs = {}
	for name in os.listdir(sys.argv[1]):
	    message = email.message_from_binary_file(open(os.path.join(sys.argv[1], name), "rb"), policy=policy.default)
	    assert not any(part.defects for part in message.walk())
	    address = message["To"].addresses[0].addr_spec
	    pdfs[address] = [part.get_content() for part in message.walk() if part.get_content_type() == "application/pdf"]
	assert sorted(pdfs) == ["one@b.example", "three@b.example", "two@b.example"], sorted(pdfs)
	assert pdfs["two@b.example"] == [open(sys.argv[2], "rb").read()]
END
exit $status
