# --json prints one JSON document: pdfgen itself reads it back as --data.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"
workspace ws
cd ws

# read_back TEMPLATE-TEXT: fills it with what the last run printed.
read_back() {
    cp "$place/out" result.json
    printf '%s\n' "$1" >read.md
    run 0 render read.md --data result.json --format trace -o "$place/read.txt"
}

printf '# T\n\n<blink>"quoted" \\\\ words</blink>\n' >plain.md
run 0 render plain.md --json
read_back '{{path}} {{pages}} {{bytes}} {{#warnings}}{{code}} {{path}} {{line}} {{column}} {{message}}{{/warnings}}'
grep -q 'markdown-html' "$place/read.txt" || fail "the warning is not in the JSON"
if command -v python3 >/dev/null; then
    python3 - result.json <<-'END' || fail "the JSON does not say what it should"
	import json, os, sys
	result = json.load(open(sys.argv[1]))
	assert result["path"] == "plain.pdf", result
	assert result["pages"] == 1 and result["errors"] == [], result
	assert result["bytes"] == os.path.getsize("plain.pdf"), result
	warning = result["warnings"][0]
	assert warning["code"] == "markdown-html" and warning["line"] == 3, warning
	assert set(warning) >= {"code", "path", "line", "column", "message", "hint"}, warning
	END
fi

# A run that fails says so in JSON too, and people still get the message.
refuse 1 note --partner Acne --json
told error partner-unknown
read_back '{{#errors}}{{code}}{{/errors}}'
grep -q 'partner-unknown' "$place/read.txt" || fail "the error is not in the JSON"

run 0 list --json
read_back '{{#partners}}{{slug}}: {{name}}, {{tier}}; {{path}}. {{/partners}}{{#templates}}{{name}}: {{title}}. {{/templates}}'
for words in acme 'Blue' note; do
    grep -q "$words" "$place/read.txt" || fail "list --json lacks $words"
done
run 0 check --json
read_back '{{partners}} {{templates}}'
exit $status
