# The schemas accept and refuse what `check --strict` does. Each sample goes through both: the judge
# of the schemas is Python's jsonschema, from outside.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"

run 2 schema
run 2 schema partners
hinted "pdfgen schema partner."
run 2 schema workspase
hinted "pdfgen schema workspace."
run 2 schema nothing
hinted "partner or workspace"
for kind in partner workspace; do
    run 0 schema $kind
    [ ! -s "$place/err" ] || fail "schema $kind writes to standard error"
    cp "$place/out" $kind.schema.json
    grep -q '^  "properties": {$' $kind.schema.json || fail "schema $kind is not indented by two blanks"
    run 0 schema $kind
    cmp -s "$place/out" $kind.schema.json || fail "schema $kind is not the same twice"
done

# A line a sample: kind, verdict, the file as JSON, which is YAML too. "other": as other programs
# write it; pdfgen reads that, and the schema, which is for files written here, does not.
cat >samples <<'END'
partner good {"name": "A"}
partner bad {}
partner bad {"name": null}
partner good {"name": 3}
partner bad {"name": true}
partner bad {"name": ["A"]}
partner good {"name": "A", "own": {"field": [1, {"x": null}]}, "tier": null}
partner bad {"name": "A", "tier": ["Gold"]}
partner good {"name": "A", "stage": "paused"}
partner bad {"name": "A", "stage": "sleeping"}
partner bad {"name": "A", "stage": 3}
partner good {"name": "A", "since": "2024-02-29"}
partner good {"name": "A", "since": "2000-02-29T12:00:00Z"}
partner bad {"name": "A", "since": "2026-02-30"}
partner bad {"name": "A", "since": "2026-02-29"}
partner bad {"name": "A", "since": "1900-02-29"}
partner bad {"name": "A", "since": "2026-04-31"}
partner bad {"name": "A", "since": "2026-13-01"}
partner bad {"name": "A", "since": "2026-00-10"}
partner bad {"name": "A", "since": "2026-01-00"}
partner bad {"name": "A", "since": "0000-01-01"}
partner bad {"name": "A", "since": "28.9.2026"}
partner bad {"name": "A", "since": "2026-9-28"}
partner bad {"name": "A", "since": "2026-09-281"}
partner bad {"name": "A", "since": 2026}
partner good {"name": "A", "currency": "EUR"}
partner bad {"name": "A", "currency": "eur"}
partner bad {"name": "A", "currency": "Euro"}
partner good {"name": "A", "manager": "Dana"}
partner good {"name": "A", "manager": {"name": "Dana", "desk": 4}}
partner bad {"name": "A", "manager": {"name": ["Dana"]}}
partner bad {"name": "A", "manager": ["Dana"]}
partner good {"name": "A", "contacts": [{"name": "B", "primary": true}]}
partner bad {"name": "A", "contacts": [{"name": "B", "primary": "yes"}]}
partner other {"name": "A", "contacts": {"name": "B"}}
partner other {"name": "A", "contacts": ["B"]}
partner other {"company_name": "A"}
partner other {"name": "A", "deals": [{"stage": "Closed Won", "amount": 1, "closed": "2026-09-01", "registered": "2026-08-01"}]}
partner bad {"name": "A", "contacts": [null]}
partner good {"name": "A", "targets": {"2026-Q3": {"booked": 1, "win_rate": "40"}, "FY26-H1": null, "2026": {}, "2026-07": {}, "FY27": {}}}
partner bad {"name": "A", "targets": {"2026-Q5": {"booked": 1}}}
partner bad {"name": "A", "targets": {"2026-13": {"booked": 1}}}
partner bad {"name": "A", "targets": {"Q3 2026": {"booked": 1}}}
partner bad {"name": "A", "targets": {"2026-Q3": 5}}
partner bad {"name": "A", "targets": [{"booked": 5}]}
partner bad {"name": "A", "targets": {"2026-Q3": {"booked": -5}}}
partner bad {"name": "A", "targets": {"2026-Q3": {"booked": "-5"}}}
partner bad {"name": "A", "targets": {"2026-Q3": {"win_rate": 400}}}
partner bad {"name": "A", "targets": {"2026-Q3": {"win_rate": "101"}}}
partner bad {"name": "A", "targets": {"2026-Q3": {"booked": "1,190,000"}}}
partner good {"name": "A", "deals": []}
partner good {"name": "A", "deals": [{"id": 7, "stage": "proposal", "amount": "1.5e3", "registered": "2026-01-01", "kind": "public"}]}
partner good {"name": "A", "deals": [{"stage": "proposal", "amount": -3, "registered": "2026-01-01"}, {"stage": "proposal", "amount": " 4 ", "registered": "2026-01-01", "history": [{"date": "2026-01-01", "stage": "registered"}]}]}
partner bad {"name": "A", "deals": [{"stage": "proposal", "amount": "12,OOO"}]}
partner bad {"name": "A", "deals": [{"stage": "proposal", "amount": "0x1F"}]}
partner bad {"name": "A", "deals": [{"stage": "proposal", "amount": "012"}]}
partner bad {"name": "A", "deals": [{"stage": "proposal", "amount": ""}]}
partner bad {"name": "A", "deals": [{"stage": "proposal", "amount": true}]}
partner bad {"name": "A", "deals": [{"stage": "propsal", "amount": 1}]}
partner bad {"name": "A", "deals": [{"stage": "proposal", "amount": 1, "source": "found"}]}
partner bad {"name": "A", "deals": [{"stage": "proposal", "amount": 1, "history": [{"date": "2026-02-30"}]}]}
partner bad {"name": "A", "deals": [{"stage": "proposal", "amount": 1, "history": "none"}]}
partner good {"name": "A", "health": {"2026-Q3": {"score": 70, "dimensions": [{"name": "Revenue", "score": 88}]}}}
partner bad {"name": "A", "health": {"2026-Q3": {"dimensions": [{"score": 88}]}}}
partner bad {"name": "A", "health": {"2026-Q3": {"score": 120}}}
partner good {"name": "A", "references": 3}
partner good {"name": "A", "references": [{"customer": "B", "date": "2026-01-01"}]}
partner bad {"name": "A", "references": [{"customer": "B", "date": "soon"}]}
partner bad {"name": "A", "references": "some"}
partner bad {"name": "A", "references": -1}
partner good {"name": "A", "actions": [{"period": "2026-Q3", "what": "x", "status": "open"}]}
partner bad {"name": "A", "actions": [{"period": "2026-Q7", "what": "x"}]}
partner bad {"name": "A", "actions": [{"period": "2026-Q3", "what": "x", "status": "dne"}]}
partner good {"name": "A", "goals": {"2026-Q4": [{"goal": "x", "target": 3}], "2026-Q3": null}}
partner bad {"name": "A", "goals": {"2026-Q4": {"goal": "x"}}}
partner good {"name": "A", "playbooks": ["co-sell", 7]}
partner bad {"name": "A", "playbooks": [["co-sell"]]}
partner bad {"name": "A", "playbooks": "co-sell"}
partner bad {"name": "A", "mdf": {"2026-Q3": {"budget": -1}}}
workspace good {"company": {"name": "N"}}
workspace bad {"company": {"name": null}}
workspace bad {"company": "N"}
workspace good {"company": {"name": "N"}, "partners": ["partners"]}
workspace bad {"company": {"name": "N"}, "partners": 5}
workspace bad {"company": {"name": "N"}, "partners": ["partners", 5]}
workspace bad {"company": {"name": "N"}, "deals": {}}
workspace bad {"company": null}
workspace bad {"locale": "en-US"}
workspace good {"company": {"name": "N"}, "locale": "pt-BR", "fiscal_year_start": 7}
workspace bad {"company": {"name": "N"}, "locale": "pt_BR"}
workspace bad {"company": {"name": "N"}, "locale": 5}
workspace bad {"company": {"name": "N"}, "fiscal_year_start": 13}
workspace bad {"company": {"name": "N"}, "fiscal_year_start": 1.5}
workspace bad {"company": {"name": "N"}, "fiscal_year_start": "7"}
workspace good {"company": {"name": "N"}, "rates": {"EUR": 1.08, "JPY": "0.0067"}}
workspace bad {"company": {"name": "N"}, "rates": {"EUR": "one"}}
workspace bad {"company": {"name": "N"}, "rates": {"EUR": -1}}
workspace good {"company": {"name": "N"}, "tiers": [{"name": "Gold", "threshold": 5, "requirements": {"certifications": 1, "awards": 2}, "benefits": ["x"]}]}
workspace bad {"company": {"name": "N"}, "tiers": [{"name": "Gold", "requirements": {"awards": "many"}}]}
workspace bad {"company": {"name": "N"}, "tiers": [{"threshold": 5}]}
workspace bad {"company": {"name": "N"}, "tiers": [{"name": "Gold", "threshold": -5}]}
workspace bad {"company": {"name": "N"}, "tiers": {"Gold": 5}}
workspace bad {"company": {"name": "N"}, "pipeline": {"weights": {"proposal": 145}}}
workspace bad {"company": {"name": "N"}, "pipeline": []}
workspace bad {"company": {"name": "N"}, "commission": {"period": "week"}}
workspace good {"company": {"name": "N"}, "commission": {"period": "quarter", "sourced": [{"from": 0, "rate": 10}]}}
END

mkdir -p ws/partners
while read -r kind verdict text; do
    printf '{"company": {"name": "N"}}\n' >ws/pdfgen.yaml
    printf '{"name": "A"}\n' >ws/partners/sample.json
    case $kind in
    partner) printf '%s\n' "$text" >ws/partners/sample.json ;;
    workspace) printf '%s\n' "$text" >ws/pdfgen.yaml ;;
    esac
    got=good
    "$PDFGEN" check --strict --workspace ws >"$place/out" 2>"$place/err" || got=bad
    if [ "$got" != "$verdict" ] && [ "$got $verdict" != "good other" ]; then
        fail "check finds a $verdict $kind $got: $text"
        cat "$place/err"
    fi
done <samples

if ! python3 -c 'import jsonschema; jsonschema.Draft202012Validator' 2>/dev/null; then
    [ "$status" = 0 ] || exit "$status"
    echo "not tried: the schemas themselves, as there is no python3-jsonschema"
    exit 77
fi
python3 - <<'END' || fail "the schemas are not what check is"
import json, jsonschema, sys
schemas = {kind: json.load(open(kind + ".schema.json")) for kind in ("partner", "workspace")}
judges = {}
for kind, schema in schemas.items():
    jsonschema.Draft202012Validator.check_schema(schema)
    judges[kind] = jsonschema.Draft202012Validator(schema)
failed = False
for line in open("samples"):
    kind, verdict, text = line.split(" ", 2)
    got = "good" if judges[kind].is_valid(json.loads(text)) else "bad"
    if got != verdict and (got, verdict) != ("bad", "other"):
        failed = True
        print("the schema finds a", verdict, kind, got + ":", text.strip())
sys.exit(failed)
END

# The demo company's files, read as an editor does: plain words are what YAML's core schema makes of them.
if python3 -c 'import yaml' 2>/dev/null; then
    python3 - "$PDFGEN_SOURCE_DIR/examples/demo" <<'END' || fail "the demo's files are not valid"
import glob, json, jsonschema, re, sys, yaml
class Core(yaml.SafeLoader):
    yaml_implicit_resolvers = {}
Core.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(null|~|)$"), ["n", "~", ""])
Core.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(true|false)$"), list("tf"))
Core.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$"), list("-0123456789"))
failed = False
files = [("partner", path) for path in glob.glob(sys.argv[1] + "/partners/*.yaml")]
for kind, path in files + [("workspace", sys.argv[1] + "/pdfgen.yaml")]:
    judge = jsonschema.Draft202012Validator(json.load(open(kind + ".schema.json")))
    for error in judge.iter_errors(yaml.load(open(path), Core)):
        failed = True
        print(path, list(error.absolute_path), error.message)
sys.exit(failed or len(files) < 8)
END
fi
exit $status
