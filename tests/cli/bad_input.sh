# Every document of partners as no designer has them in mind: it is made, nothing is clipped or lies over
# anything else (layout-overflow), and what is not known is said in words. What cannot be set at all
# (a name of two hundred letters without a space) is an error that says where, never a broken page.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"
documents="qbr monthly one-pager qbr-deck partner-profile health-scorecard proposal agreement pricing case-study playbook"
mkdir partners
cp "$PDFGEN_SOURCE_DIR/tests/cli/logo-10000-pixels.png" partners/logo.png
cat >pdfgen.yaml <<'END'
company: {name: Northwind Tools}
contact: {name: Sam Rivera, role: Partner Manager, email: sam@northwind.example}
brand: _brand.yml
currency: USD
partners: partners/
data: prices.yaml
commission: {period: quarter, sourced: [{from: 0, rate: 10}, {from: 250000, rate: 12.5}], influenced: [{from: 0, rate: 5}]}
tiers:
  - {name: Silver, threshold: 0, benefits: [One]}
  - {name: Gold, threshold: 500000, benefits: [Two]}
  - {name: Platinum, threshold: 5000000, benefits: [Three]}
END
# Prices of thirteen digits, an edition of many words, an empty list, words where a number belongs.
cat >prices.yaml <<'END'
pricing:
  editions:
    - {name: Plan, for: One depot, price: 1234567890123.45, per: crew and month}
    - {name: The Edition for Contractors and Many Sites with Everything in It, for: "Contractors, many sites, and whoever else needs more than the others do"}
    - {name: Free, price: 0, per: month}
  features:
    - {name: "What is said at such length that it does not stand on one line of the table, however wide that is", in: ["yes", "", "in the first month, and then again in the last"]}
  volume_of: crews
  volume: [{from: 100, discount: 12.5}, {from: 1000000, discount: 100}]
  terms: []
END
# White, and a logo with a script, text and what reacts to a click.
cat >_brand.yml <<'END'
color: {primary: "#FFFFFF"}
logo: logo.svg
END
cat >logo.svg <<'END'
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 80" width="300" height="80"><script>alert("script ran")</script>
<style>text { font-family: Nowhere }</style><rect width="80" height="80" fill="#c00" onclick="alert(1)"/>
<text x="90" y="52" font-size="40">Northwind</text></svg>
END

# partner SLUG NAME AMOUNT WORDS: two years of deals of AMOUNT each; WORDS stand wherever words can.
partner() {
    awk -v name="$2" -v amount="$3" -v words="$4" 'BEGIN {
        printf "name: \"%s\"\ntier: Gold\nsince: 2023-03-14\nvertical: Logistics\nregion: EMEA\ndeals:\n", name
        for (i = 0; i < 24; i++) {
            month = sprintf("%d-%02d", 2024 + int((9 + i) / 12), (9 + i) % 12 + 1)
            printf "  - {id: D-%d, customer: \"%s\", stage: %s, amount: %s, source: %s, registered: %s-01, closed: %s-15, reason: Price}\n",
                i, words, i % 3 ? "won" : "lost", amount, i % 2 ? "sourced" : "influenced", month, month
        }
        for (i = 24; i < 32; i++) {
            printf "  - {id: D-%d, customer: \"%s\", stage: %s, amount: %s, source: sourced, registered: 2026-09-%02d, expected_close: 2026-11-15}\n",
                i, words, i % 2 ? "proposal" : "contract", amount, i - 20
        }
        print "targets:\n  2026-Q2: {booked: 200000, pipeline: 600000, win_rate: 40}\n  2026-Q3: {booked: 250000, pipeline: 700000, win_rate: 40}"
        print "  2026-Q4: {booked: 300000, pipeline: 800000}\n  2026-09: {booked: 90000}\n  2026-10: {booked: 90000}"
        printf "contacts: [{name: \"%s\", role: Director, email: a@b.example, primary: true}]\nactions:\n", words
        printf "  - {period: 2026-Q2, what: \"%s\", owner: \"%s\", due: 2026-08-01, status: done, result: \"%s\"}\n", words, words, words
        printf "  - {period: 2026-Q3, what: \"%s\", owner: \"%s\", due: 2026-10-20, status: open, done_when: \"%s\"}\n", words, words, words
        printf "references:\n  - {customer: \"%s\", date: 2026-08-01, headline: \"%s\", challenge: \"%s\", solution: \"%s\", result: \"%s\", quote: \"%s\", speaker: \"%s\", role: Director,\n",
            words, words, words, words, words, words, words
        printf "     industry: \"%s\", summary: \"%s\", results: [{value: \"%s\", what: \"%s\"}, {value: \"%s\"}, {what: A}], facts: [{name: \"%s\", value: \"%s\"}, {name: B}]}\n", words, words, words, words, amount, words, words
        printf "health:\n  2026-Q3: {score: 60, dimensions: [{name: Revenue, score: 60, evidence: \"%s\"}, {name: \"%s\", score: 60}]}\n", words, words
        printf "goals:\n  2026-Q4: [{goal: \"%s\", measure: booked, target: 300000, why: \"%s\"}]\n", words, words
    }' >"partners/$1.yaml"
}

# sound DOCUMENT PARTNER: it is made, and everything is on its page.
sound() {
    run 0 "$1" ${2:+--partner "$2"} --date 2026-10-09 -o "made-$1-$2.pdf"
    if grep 'layout-overflow' "$place/err"; then
        fail "$1 of $2 does not stay on its pages"
    fi
}

long="The Most Honourable and Ancient Guild of International Partner Relations, Deal Registration, Logistics Consultancy and Field Service Implementation of Greater Northumberland and the Outer Isles Limited"
arabic="شركة الخليج الدولية للاستشارات والحلول اللوجستية المتكاملة"
japanese="株式会社北山製作所国際物流総合コンサルティング事業本部"
printf 'name: Nobody Yet\n' >partners/none.yaml
partner negative "Negative Corp" -50000 "Some words"
partner huge "Huge Amounts" 123456789012345 "Some words"
partner long "$long" 100000 "$long"
partner arabic "$arabic" 100000 "$arabic"
partner japanese "$japanese" 100000 "$japanese"
printf 'logo: {path: logo.png, alt: Big}\n' >>partners/negative.yaml

for partner in none negative huge long arabic japanese; do
    for document in $documents; do
        sound "$document" "$partner"
    done
done
sound board-deck ""

# What is drawn of the logos, and what the white became.
run 0 qbr --partner negative --date 2026-10-09 -o logos.pdf
told warning image-svg
told warning brand-contrast _brand.yml:1:18
[ "$(wc -c <logos.pdf)" -lt 2000000 ] || fail "a logo of 10,000 pixels makes a file of $(wc -c <logos.pdf) bytes"
sh "$PDFGEN_SOURCE_DIR/tests/check_pdf.sh" logos.pdf

if command -v pdftotext >/dev/null; then
    pdftotext logos.pdf - | grep -q 'script ran' && fail "a script of the logo is in the document"
    # Without a history: no zero that nobody measured, and whole sentences.
    for document in qbr monthly one-pager partner-profile; do
        pdftotext -layout "made-$document-none.pdf" text
        grep -q 'n/a' text || fail "$document of a partner without history says n/a nowhere"
        grep -qE '\$0|NaN|null|\{\{' text && fail "$document of a partner without history has a number that nobody knows"
    done
    pdftotext made-qbr-none.pdf - | grep -q 'no$\|bookings on record' || fail "the review does not say that nothing is on record"
    pdftotext -layout made-qbr-negative.pdf - | grep -q '−\$' || fail "negative revenue has lost its sign"
    pdftotext made-qbr-japanese.pdf - | tr -d '\n' | grep -qF "$japanese" || fail "the Japanese name is not in the review"
    # The whole name stands where there is room for it.
    pdftotext made-proposal-long.pdf - | tr '\n' ' ' | grep -qF "Outer Isles Limited" || fail "the long name is nowhere whole"
fi

# Amounts of more digits than a number has here.
partner digits "Digits" 1234567890123456789012345678901234567890 "Some words"
run 1 qbr --partner digits
told error data-number partners/digits.yaml:7
rm partners/digits.yaml

# Two hundred letters without a space: broken with warnings, or refused with the place.
letters=$(printf 'A%.0s' $(seq 200))
partner letters "$letters" 100000 "$letters"
for document in $documents; do
    got=0
    "$PDFGEN" "$document" --partner letters --date 2026-10-09 -o letters.pdf >"$place/out" 2>"$place/err" || got=$?
    case $got in
    0) ;; # where a line or a page is broken because of it, that is a warning
    1) told error layout-overflow "$PDFGEN_SOURCE_DIR/templates" ;;
    *) fail "$document of two hundred letters: exit code $got" ;;
    esac
done
exit $status
