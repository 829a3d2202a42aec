# Long tables of deals and lists of partners: `list` reads every one.
. "$(dirname "$0")/growth"

mkdir -p ws/partners
printf 'name: Acme\nslug: acme\n' >ws/partners/acme.yaml

# As growth's own, with the input as one of the sources of a workspace.
least_time() {
    case $1 in
    csv_*) printf 'company: {name: A}\npartners: partners\ndeals: input.csv\n' >ws/pdfgen.yaml && cp "$1" ws/input.csv ;;
    *) printf 'company: {name: A}\npartners: [partners, first.json, input.json]\n' >ws/pdfgen.yaml && cp "$1" ws/input.json &&
        cp "$1" ws/first.json ;;
    esac
    least "$PDFGEN" list partners --workspace ws --quiet
}

make_csv_deals() {
    echo 'partner,Deal ID,customer,stage,amount,registered,close date'
    lines 'acme,D-#,"Customer, #",won,#,2026-01-01,2026-09-01' "$1"
}
make_csv_strangers() { echo 'partner,id' && lines 'nobody-#,#' "$1"; }
make_csv_columns() { printf 'partner' && repeat ',a' "$1" | sed 's/,a/&\n/g' | awk '/,/ { printf "%s%d", $0, NR }' && echo && echo acme; }
make_csv_quotes() { printf 'partner,x\nacme,"' && repeat '""' "$1" | tr -d '\n' && echo '"'; }
make_json_partners() { echo '[' && lines '{"name": "Partner #", "status": "active", "deals": [{"id": #, "value": 5}]},' "$1" && echo '{"name": "Last"}]'; }
make_json_fields() { echo '[{"name": "Acme",' && lines '"own_#": #,' "$1" && echo '"tier": "Gold"}]'; }
make_json_items() { echo '[{"name": "Acme", "notes": [' && lines '{"text": "note #"},' "$1" && echo '"last"]}]'; }

growth csv_deals 10000
growth csv_strangers 20000
growth csv_columns 20000
growth csv_quotes 500000
growth json_partners 2000
growth json_fields 20000
growth json_items 20000
exit "$failures"
