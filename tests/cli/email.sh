# pdfgen email: a message that another implementation of MIME reads, with the PDF as it is made alone;
# the same bytes each time; nothing from data becomes a line of the head.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"
cp -r "$PDFGEN_SOURCE_DIR/examples/demo" w
cd w

# read_with_python FILE.eml: parts in ../parts, heads in ../heads.
for python in /usr/bin/python3 python3 ''; do
    [ -n "$python" ] && "$python" -c 'import email.policy' 2>/dev/null && break
done
parse() { # FILE.eml
    rm -rf "$place/parts"
    mkdir "$place/parts"
    "$python" - "$1" "$place/parts" <<-'END'
	import email, sys
	from email import policy
	folder = sys.argv[2]
	with open(sys.argv[1], "rb") as file:
	    message = email.message_from_binary_file(file, policy=policy.default)
	with open(folder + "/heads", "w") as out:
	    for name, value in message.items():
	        print(f"{name}: {value}", file=out)
	with open(folder + "/tree", "w") as out:
	    for part in message.walk():
	        print(part.get_content_type(), part.get_filename() or "-", part.get_content_disposition() or "-", file=out)
	        if part.defects:
	            sys.exit(f"{part.get_content_type()}: {part.defects}")
	for part in message.walk():
	    if part.get_content_type() == "application/pdf":
	        open(folder + "/pdf", "wb").write(part.get_content())
	    elif part.get_content_type() == "image/png":
	        open(folder + "/" + part.get_filename(), "wb").write(part.get_content())
	        if "cid:" + part["Content-ID"].strip("<>") not in message.get_body(("html",)).get_content():
	            sys.exit("a picture is not shown")
	        size = [int.from_bytes(part.get_content()[at:at + 4], "big") // 2 for at in (16, 20)]
	        cid = part["Content-ID"].strip("<>")
	        if f'cid:{cid}" width="{size[0]}" height="{size[1]}"' not in message.get_body(("html",)).get_content():
	            sys.exit(f"{part.get_filename()} has not twice the dots that it is shown with: {size}")
	for kind in "plain", "html":
	    open(folder + "/" + kind, "w").write(message.get_body((kind,)).get_content())
	END
}
holds() { # FILE WORDS
    if ! grep -qF -e "$2" "$place/parts/$1"; then
        fail "$1: no \"$2\" in"
        cat "$place/parts/$1"
    fi
}

# A draft beside the PDF, its bytes the same each time, whoever of the partner is meant.
run 0 email monthly --partner acme
[ "$(cat "$place/out")" = out/acme/monthly-2026-10.eml ] || fail "another path: $(cat "$place/out")"
run 0 email monthly --partner Acme -o again.eml
cmp -s again.eml out/acme/monthly-2026-10.eml || fail "two runs differ"
run 0 email monthly --partner acme -o -
cmp -s "$place/out" again.eml || fail "standard output gets other bytes"
run 0 email qbr --partner elbtal -o review.eml --json
grep -q '"message_id": "[0-9a-f]\{40\}@halyard.example"' "$place/out" || fail "no Message-ID in the JSON"
if grep -qv "$(printf '\r')\$" again.eml; then
    fail "a line does not end in CR LF"
fi
if [ "$(awk 'length > 998' again.eml | wc -l)" != 0 ]; then
    fail "a line is longer than a server takes"
fi

cat >pdfgen.yaml.add <<-'END'
	email: {from: "Zoë Šimková, Büro <zoe@bücher.example>", reply_to: antwort@halyard.example}
END
cp pdfgen.yaml plain.yaml
cat pdfgen.yaml.add >>pdfgen.yaml
sed -i.bak 's/Emre Yıldız, role: Lead Consultant/王小明, role: Leiter Einkauf/' partners/elbtal-systemhaus.yaml
mkdir -p templates/email
cat >templates/email/einkauf.md <<-'END'
	---
	subject: "Bericht für {{partner.name}} – {{period.label}}: größer als 2 & <3>"
	to: [einkauf]
	cc: [executive sponsor]
	lang: de
	preheader: |
	  Vorschau: {{partner.name}}
	  <3
	caption: "PDF, {{email.pages}} Seiten"
	---
	# Überschrift

	Grüße an {{email.to_name}}, <script>alert(1)</script> & [hier](javascript:alert) **fett**.

	Danach {{#outlook | last}}{{id}}{{/outlook}}: nur die Nachricht fragt danach.
END
run 0 email monthly --partner elbtal --email einkauf -o german.eml
run 0 monthly --partner elbtal -o alone.pdf
if [ -n "$python" ]; then
    parse german.eml || fail "Python finds defects"
    cmp -s "$place/parts/pdf" alone.pdf || fail "the PDF is not as it is made alone"
    [ "$(head -c 4 "$place/parts/page-1.png" | tail -c 3)" = PNG ] || fail "no picture of the first page"
    holds heads 'Subject: Bericht für Elbtal Systemhaus – October 2026: größer als 2 & <3>'
    holds heads 'To: 王小明 <emre.yildiz@elbtal.example>'
    holds heads 'Cc: Joachim Reuß <joachim.reuss@elbtal.example>'
    holds heads 'From: "Zoë Šimková, Büro" <zoe@xn--bcher-kva.example>'
    holds heads 'Reply-To: antwort@halyard.example'
    holds heads 'X-Unsent: 1'
    holds heads 'Date: Wed, 04 Nov 2026'
    holds plain 'Grüße an 王小明'
    holds plain 'Danach 2026-11: nur die Nachricht'
    holds html '<strong>fett</strong>'
    holds html '#0B5FA5'
    holds html 'role="article" lang="de" dir="ltr"'
    holds html 'max-width:600px'
    holds html '<img src="cid:'
    holds html 'alt="Halyard"'
    holds html 'alt="Monthly partner report, Elbtal Systemhaus, October 2026: 1/2"'
    holds html '<h1'
    holds html '>Vorschau: Elbtal Systemhaus &lt;3'
    holds html 'PDF, 2 Seiten'
    holds plain "==========="
    holds plain "Halyard Systems Inc. · 200 Ropewalk Street"
    grep -qi '<style\|class=' "$place/parts/html" && fail "styles that are not in their tags"
    if grep -qiE '<script|javascript:' "$place/parts/html"; then
        fail "markup of the template's reaches the HTML"
    fi
    cat >"$place/wanted" <<-'END'
	multipart/mixed - -
	multipart/alternative - -
	text/plain - -
	multipart/related - -
	text/html - -
	image/png logo.png inline
	image/png page-1.png inline
	application/pdf Monthly partner report, Elbtal Systemhaus, October 2026.pdf attachment
	END
    if grep -qi 'iso-8859\|windows-125' german.eml; then
        fail "charsets that not every program knows"
    fi
    cmp -s "$place/wanted" "$place/parts/tree" || { fail "other parts:"; cat "$place/parts/tree"; }
fi

# The command line says who gets it.
run 0 email monthly --partner acme --to 'Ö. Nobody <nobody@b.example>, c@d.example' --cc e@f.example -o to.eml
if [ -n "$python" ]; then
    parse to.eml || fail "Python finds defects"
    holds heads 'To: "Ö. Nobody" <nobody@b.example>, c@d.example'
    holds heads 'Cc: e@f.example'
    holds plain 'Hello,'
fi
for name in agreement follow-up monthly-report onboarding-welcome qbr-invitation renewal; do
    run 0 email one-pager --partner acme --email "$name" -o "$name.eml"
done

# Every kind of block, in a language of each direction, as mail programs show it.
cat >templates/email/blocks.md <<-'END'
	---
	subject: Blocks
	preheader: Before
	caption: Below
	to: [primary]
	---
	# One *b* **c** `d` ~~e~~ [link](https://a.example)

	1. one

	   more

	- [x] done

	> Quoted

	> [!NOTE]
	> | a | b |
	> |---|--:|
	> | 1 | 2 |

	## Two

	---

	```
	code
	```
END
sed 's/^caption.*/&\nlang: ar/' templates/email/blocks.md >templates/email/mirrored.md
for name in blocks mirrored; do
    run 0 email one-pager --partner acme --email $name -o $name.eml
done
spoil() { # SED COMPLAINT: the rule can fail
    sed "$1" "$place/blocks.html" >"$place/spoilt.html"
    if "$python" "$PDFGEN_SOURCE_DIR/tests/tools/mail_html.py" "$place/spoilt.html" >"$place/said" || ! grep -qF -e "$2" "$place/said"; then
        fail "$1 is not complained of as \"$2\": $(cat "$place/said")"
    fi
}
if [ -n "$python" ]; then
    "$python" "$PDFGEN_SOURCE_DIR/tests/tools/mail_html.py" *.eml || fail "mail programs do not show it as it is meant"
    parse blocks.eml
    cp "$place/parts/html" "$place/blocks.html"
    spoil 's/<h1 /<h1 class="x" /' 'has the attribute "class"'
    spoil 's/<strong>/<b>/' '<b> is not for mail'
    spoil 's/padding:0 0 16px 0/display:flex/' 'has "display:flex"'
    spoil 's/padding:0 0 16px 0/float:left/' 'has the property "float"'
    spoil 's/background-color:#/background-color:rgba(#/' 'has "background-color:rgba('
    spoil 's/ cellpadding="0"//' 'a table without the attribute "cellpadding"'
    spoil 's/style="border-collapse/style="margin:9px;border-collapse/' 'a table with room around it'
    spoil 's/\(<ul style="[^"]*\)padding:0/\1padding:9px/' 'a <ul> with padding'
    spoil "s/'Segoe UI',/Inter,/" '"Inter" is the first typeface'
    spoil 's/padding:6px 8px;font-family:[^;]*;/padding:6px 8px;/' 'stands in a cell without a typeface'
    spoil 's/ height="[0-9]*"//' 'a picture without the attribute "height"'
    spoil 's/ alt="[^"]*"//' 'a picture without words'
    spoil 's/src="cid:/src="https:/' 'a picture that is fetched'
    spoil 's/max-width:400px;//' 'not narrower on a telephone'
    spoil 's/<span style="color:#....../<span style="color:#DDDDDD/' 'can hardly be read'
    spoil 's/background-color:#[0-9A-F]*//g' 'has not both a colour and a ground'
    spoil 's/<meta name="color-scheme"[^>]*>//' 'nothing says "color-scheme"'
    spoil 's/ dir="ltr" aria/ aria/' 'the language or its direction'
    spoil 's/ align="center"><tr><td><!\[endif/ /; s/width="600"//' 'Outlook has no table'
    spoil 's/<!--\[if mso\]><xml>.*-->//' 'Outlook scales letters'
    spoil "s|code\$|$(printf '%0105000d' 0)|" 'of which Gmail shows'
fi
{
    cat templates/email/blocks.md
    awk 'BEGIN { for (i = 0; i < 2000; i++) print "\nA paragraph of a message that is longer than anybody reads." }'
} >templates/email/long.md
run 0 email one-pager --partner acme --email long -o long.eml
told warning email-long templates/email/long.md

run 0 email board-deck --to board@b.example -o board.eml
run 0 email board-deck --to board@b.example --dry-run
refuse 2 email board-deck --all --dry-run

# Mail programs show no SVG: it becomes dots. Without a logo the company's name stands there.
cp _brand.yml brand.before
printf '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="300"><path d="M0 0h1200v300z"/></svg>' >logo.svg
sed -i.bak 's/path: logo.png/path: logo.svg/' _brand.yml
run 0 email monthly --partner acme -o svg.eml
if [ -n "$python" ]; then
    parse svg.eml || fail "Python finds defects"
    [ "$(head -c 4 "$place/parts/logo.png" | tail -c 3)" = PNG ] || fail "an SVG is no picture of the message's"
    holds html 'width="152" height="44" alt="Halyard"'
fi
sed '/^logo:/,/^  large/d' brand.before >_brand.yml
run 0 email monthly --partner acme -o nologo.eml
if [ -n "$python" ]; then
    parse nologo.eml || fail "Python finds defects"
    holds html '<strong style="font-size:18px">Halyard Systems</strong>'
fi
mv brand.before _brand.yml

# Of a page that is as high as a PDF's can be, the picture shows the upper part.
mkdir themes
printf 'extends: quiet\npage: {width: 160, height: 14000, left: 20, right: 20}\n' >themes/tall.yaml
run 0 email agreement --partner acme --theme tall -o tall.eml
if [ -n "$python" ]; then
    parse tall.eml || fail "Python finds defects"
    holds html 'width="400" height="1200"'
fi

# Whom a message would go to, on a terminal of 80 columns: a person a line.
cat >"$place/wanted" <<-'END'
	wanted   acme                  Marta Okafor <marta.okafor@acme.example>
	                               cc Helen Adeyemi <helen.adeyemi@acme.example>
	         Quarterly business review, Acme Corp, Q3 2026.pdf
	wanted   kitagawa-works        Haruka Kitagawa <haruka.kitagawa@kitagawa.example>
	                               cc Takeshi Morinaga <takeshi.morinaga@kitagawa.example>
	         Quarterly business review, Kitagawa Works, Q3 2026.pdf
END
printf 'Acme # by its name\nkitagawa-works\n' >list
for choice in '--partners=list' '--where=tier = "Gold"'; do
    run 0 email qbr "$choice" --all --dry-run
    sed 's/ ([0-9]* KB)$//' "$place/out" | cmp -s - "$place/wanted" || fail "$choice: another table: $(cat "$place/out")"
done
refuse 2 email qbr --where 'tir = 1' --dry-run
told error batch-expression --where:1:1
refuse 2 email qbrr --all --dry-run

# What is for the own company stays there.
printf -- '---\ntitle: Note\nconfidentiality: "Halyard (internal)"\n---\nWords.\n' >templates/own.md
printf -- '---\ntitle: Note\nconfidentiality: "Halyard International"\n---\nWords.\n' >templates/other.md
for document in own partner-profile health-scorecard; do
    refuse 1 email "$document" --partner acme
    grep -q '\[email-internal\]' "$place/err" || fail "$document: $(cat "$place/err")"
    hinted --internal
done
refuse 1 email own --partner acme --to colleague@halyard.example
refuse 1 email own --partner acme --dry-run
refuse 1 email own --all --dry-run
told error email-internal templates/own.md:3:18
[ "$(grep -c email-internal "$place/err")" = 1 ] || fail "says for each partner what is so for all"
refuse 1 email qbr --partner acme --attach-data
told error email-internal
run 0 email other --partner acme -o other.eml
run 0 email own --partner acme --internal -o own.eml
run 0 email qbr --partner acme --internal --attach-data -o own.eml

# A library that cannot write a message: a module that always says so, beside a copy of the program.
if command -v "$PDFGEN_CC" >/dev/null; then
    mkdir "$place/bin"
    cp "$PDFGEN" "$place/bin/pdfgen"
    ln -s "$(dirname "$PDFGEN")"/*.so "$place/bin"
    rm "$place/bin/pdfgen_deliver_gmime.so"
    printf '#include <string.h>\nvoid *mail_gmime(const void *mail, const void *ids, char **reason);\nvoid *mail_gmime(const void *mail, const void *ids, char **reason) {\n(void)mail; (void)ids; *reason = strdup("no room"); return 0; }\n' >"$place/fails.c"
    "$PDFGEN_CC" -shared -fPIC -o "$place/bin/pdfgen_deliver_gmime.so" "$place/fails.c"
    whole=$PDFGEN
    PDFGEN=$place/bin/pdfgen
    refuse 3 email monthly --partner acme
    told error email-failed
    grep -q 'could not be put together: no room' "$place/err" || fail "the reason is not told: $(cat "$place/err")"
    rm "$place/bin/pdfgen_deliver_gmime.so"
    refuse 3 email monthly --partner acme
    told error module-missing
    hinted libgmime
    PDFGEN=$whole
fi

# What is wrong is told with its place, and nothing is written.
refuse 2 email board-deck --partner acme
refuse 1 email monthly --partner acme --to "$(printf 'a@b.example\nBcc: c@d.example')"
told error email-header
refuse 1 email monthly --partner acme --to nobody
told error email-address
hinted 'name@company.example'
refuse 1 email monthly --partner acme --email renewl
told error email-template
hinted '"renewal"'
refuse 2 monthly --partner acme --to a@b.example
told error usage-option
printf 'name: "Evil\\r\\nBcc: c@d.example"\nsince: 2023-03-14\ntier: Gold\nstage: active\ncontacts:\n  - {name: "A\\nB", email: a@b.example}\n' >partners/evil.yaml
refuse 1 email monthly --partner evil
told error email-header partners/evil.yaml:6:12
refuse 1 email monthly --partner evil --to a@b.example
grep -q 'the subject of a message' "$place/err" || fail "a line break in a partner's name reaches the subject"
sed -i.bak 's/^name: .*/name: Nice/; s/^  - .*/  - {name: A, email: "a@b.example\\r\\nBcc: c@d.example"}/' partners/evil.yaml
refuse 1 email monthly --partner evil
told error email-header partners/evil.yaml:6:
sed -i.bak 's/^  - .*/  - {name: A, email: nobody at home}/' partners/evil.yaml
refuse 1 email monthly --partner evil
told error email-address partners/evil.yaml:6:
sed -i.bak 's/^  - .*/  - {name: A}/' partners/evil.yaml
refuse 1 email monthly --partner evil
told error email-address partners/evil.yaml:6:
hinted '--to ADDRESS'
sed 's/^email: .*//; s/, email: [^,}]*//; s/^  email: .*//' plain.yaml >pdfgen.yaml
sed -i.bak 's/, email: dana[^}]*//' partners/acme.yaml
refuse 1 email monthly --partner acme
told error email-address pdfgen.yaml:2:1
hinted 'email: {from:'
exit $status
