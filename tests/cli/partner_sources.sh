# Partner state in every shape: what list and qbr make of it, and where mistakes are.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"

# in_workspace FOLDER LINE...: go to a new folder whose pdfgen.yaml has the lines.
in_workspace() {
    cd "$place"
    mkdir -p "$1"
    cd "$1"
    shift
    printf 'company: {name: Northwind Test}\ncurrency: USD\n' >pdfgen.yaml
    printf '%s\n' "$@" >>pdfgen.yaml
}

# lists SLUG...: the partners in their order.
lists() {
    run 0 list partners
    [ "$(sed 's/ .*//' "$place/out" | tr '\n' ' ')" = "$* " ] || fail "not $*: $(cat "$place/out")"
}

# reviews PARTNER WORD...: a review is made and says the words.
reviews() {
    run 0 qbr --partner "$1" --format trace -o "$place/trace" --period 2026-Q3 --date 2026-10-05
    shift
    for word; do
        grep -qF -e "$word" "$place/trace" || fail "the review does not say \"$word\""
    done
}

in_workspace folders "partners: state"
mkdir -p state/acme-corp state/blue
cat >state/acme-corp/metadata.json <<'END'
{"name": "Acme &amp; Sons", "tier": "gold", "status": "active", "created_at": "2024-03-01T09:00:00",
 "deals": [{"id": "D-1", "account": "Meridian", "value": 12000, "status": "closed_won",
            "registered_at": "2026-07-01", "closed_at": "2026-09-01", "source": "sourced"}],
 "milestones": [{"name": "Kickoff", "ts": 1785542400}],
 "notes": [{"content": "A word", "created_at": "2026-09-30T10:00:00"}]}
END
printf '{"partner_name": "Blue"}' >state/blue/metadata.json
lists acme-corp blue
reviews acme-corp "Acme & Sons" "Meridian"
printf '{}' >state/blue/metadata.json
run 1 check
told error data-field state/blue/metadata.json

in_workspace list "partners: partners.json"
cat >partners.json <<'END'
[{"name": "Acme Corp", "deals": [{"account": "Q&amp;A &#39;x&#39;", "value": 12000, "status": "won",
  "registered": "2026-07-01", "close_date": "2026-09-01"}]},
 {"name": "Blue"}]
END
lists acme-corp blue
reviews Acme "Q&A"
printf '[{"name": "Acme"}, 5, {"tier": "x"}, {"name": "ACME"}]' >partners.json
run 1 check
told error data-type partners.json#/1
told error data-field partners.json#/2
told warning partner-ambiguous partners.json#/3
run 1 qbr --partner acme
told error partner-ambiguous
printf '[{"name": "Acme"}' >partners.json
run 1 list
told error json-syntax partners.json:1:

in_workspace demo "partners: demo-config.yaml" "data: [demo-config.yaml, board-deck-data.json]"
cat >demo-config.yaml <<'END'
company: {name: Never seen, website: demo.example}
partners:
  - {name: TechStart, tier: gold, status: active, revenue: 250000, since: "2024-01-15"}
pipeline:
  - {partner: TechStart, stage: negotiation, value: 350000, expected_close: "2026-12-01"}
  - {partner: Techstrat, stage: proposal, value: 1, expected_close: "2026-12-01"}
notes: Not of a partner
END
printf '{"summary": {"total_partners": 47}}' >board-deck-data.json
mkdir -p templates
printf -- '---\ntitle: Note\n---\n\n# {{partner.name}} of {{data.summary.total_partners}}\n\n%s\n' \
    '{{company.name}}, {{company.website}}: {{partner.revenue_total | money}}' >templates/note.md
lists techstart
told warning partner-unknown demo-config.yaml:6:15
hinted TechStart
run 0 note --partner techstart --format trace -o "$place/trace"
grep -qF '"TechStart of 47"' "$place/trace" || fail "data are not under the root: $(cat "$place/trace")"
grep -qF 'Northwind Test, demo.example: $250,000' "$place/trace" || fail "gaps: $(cat "$place/trace")"

in_workspace table "deals: crm/deals.csv"
mkdir -p partners crm
partner partners/acme.yaml "Acme Corp"
partner partners/blue.yaml "Blue"
printf '\357\273\277Partner;Deal ID;Customer;Stage;Amount;Registered;Close Date\r\n' >crm/deals.csv
printf 'acme;D-1;"Meridian; ""Freight""";won;12000;2026-07-01;2026-09-01\r\n' >>crm/deals.csv
printf 'Acme Corp;D-2;Norrland;proposal;5000;2026-07-01;2026-12-01\r\n' >>crm/deals.csv
lists acme blue
reviews Acme "Meridian; “Freight”"
printf 'acme;D-3;X;won;12,OOO;2026-07-01;3 May\r\nAcme Copr;D-4;X;won;1;;\r\n' >>crm/deals.csv
run 1 qbr --partner Acme
told error data-number crm/deals.csv:4:16
hinted "Write 12000;"
told error data-date crm/deals.csv:4:34
told warning partner-unknown crm/deals.csv:5:1
hinted "Acme Corp"
printf 'id,amount\n1,2\n' >crm/deals.csv
run 1 list
told error data-field crm/deals.csv:1:1
printf 'partner,amount\nacme,"1\n' >crm/deals.csv
run 1 list
told error csv-syntax crm/deals.csv:2:6
: >crm/deals.csv
run 1 list
told error csv-syntax crm/deals.csv

in_workspace several "partners: [partners, crm.json]" "tiers: [{name: Gold, threshold: 1}]"
mkdir partners
partner partners/acme.yaml "Acme Corp"
printf '[{"name": "ACME CORP", "tier": "gold", "since": "2020-01-01", "region": "EMEA"}]' >crm.json
run 0 list partners
grep -q '^acme  *Acme Corp  *Gold$' "$place/out" || fail "two sources: $(cat "$place/out")"
told warning data-conflict crm.json#/0/since
grep -q '^note: partners/acme.yaml:4:8: ' "$place/err" || fail "the earlier place is not named"
run 1 list partners --strict

# Files outside the workspace are not read, by whichever way.
printf '[{"name": "Secret"}]' >"$place/outside.json"
in_workspace outside "partners: ../outside.json"
run 1 list
told error file-outside pdfgen.yaml:3:11
in_workspace link "partners: [inside.json]"
ln -s ../outside.json inside.json
run 1 list
told error file-outside pdfgen.yaml:3:12
in_workspace folder_outside "partners: ../folders/state"
run 1 list
told error file-outside pdfgen.yaml:3:11
in_workspace kind "partners: {a: 1}"
run 1 list
told error workspace-field pdfgen.yaml:3:11

# The field's own files, where they are at hand.
if [ -n "${PDFGEN_SHARED:-}" ] && [ -d "$PDFGEN_SHARED/corpus/partneros/data" ]; then
    in_workspace corpus "partners: demo-config.yaml" "data: board-deck-data.json"
    cp "$PDFGEN_SHARED"/corpus/partneros/data/*.* .
    lists cloudfirst-consulting digital-dynamics techstart-solutions
    reviews techstart "TechStart Solutions"
fi
exit $status
