# A document about all partners: rendered without --partner, into out/programme; what is wrong with
# one partner's file is a warning; partners are read only where the template mentions them.
. "$(dirname "$0")/common"
workspace place
cd place
cat >templates/board.md <<'END'
---
title: "Board update, {{period.label}}"
about: programme
---

# {{programme.count_word_start}} partners booked {{programme.kpi.booked.value | money}}

| Partner | Booked | Against {{period.previous.short}} |
|---|---:|---:|
{{#programme.partners}}
| {{name}} | {{booked | money | default "n/a"}} | {{vs_previous | delta "money" | default "n/a"}} |
{{/programme.partners}}

{{#programme.excluded}}
Left out: {{name}}, {{reason}}.
{{/programme.excluded}}
END
deal() { # FILE AMOUNT
    printf 'deals:\n  - {stage: won, amount: %s, source: sourced, registered: 2026-05-01, closed: 2026-08-01}\n' "$2" >>"$1"
}
deal partners/acme.yaml 1200.50
deal partners/blue-harbor.yaml 800
words() {
    pdftotext -layout "$1" - | tr -s ' \n\f' ' '
}
says() { # FILE TEXT
    case "$(words "$1")" in
        *"$2"*) ;;
        *)
            fail "$1 does not say \"$2\":"
            words "$1"
            ;;
    esac
}

run 0 board --period 2026-Q3
[ "$(cat ../out)" = "out/programme/board-2026-Q3.pdf" ] || fail "went to $(cat ../out)"
says out/programme/board-2026-Q3.pdf "Three partners booked \$2,000.50"
says out/programme/board-2026-Q3.pdf "Acme Corp \$1,200.50"
says out/programme/board-2026-Q3.pdf "Blue Ridge n/a"

# What a template says without `about`: it mentions the programme and no partner.
sed '/^about:/d' templates/board.md >templates/plain.md
run 0 plain --period 2026-Q3
[ -f out/programme/plain-2026-Q3.pdf ] || fail "no document about the programme without \"about\""
run 2 note
told error usage-argument
sed 's/^about: .*/about: everybody/' templates/board.md >templates/wrong.md
run 2 wrong
told warning front-matter templates/wrong.md:3

# Beside one partner.
cat >templates/share.md <<'END'
# {{partner.name}}

One of {{programme.count}}, {{programme.kpi.booked.value | money}} in all.
END
run 0 share --partner Acme --period 2026-Q3
says out/acme/share-2026-Q3.pdf "One of 3, \$2,000.50 in all."

# Another currency, and a file that is broken.
sed -i 's/^stage:/currency: EUR\nstage:/' partners/blue-harbor.yaml
run 0 board --period 2026-Q3
told warning data-currency partners/blue-harbor.yaml:3
hinted "rates: {EUR: 1.08}"
says out/programme/board-2026-Q3.pdf "Left out: Blue Harbor, no rate leads from EUR to USD."
echo 'rates: {EUR: 1.5}' >>pdfgen.yaml
run 0 board --period 2026-Q3
says out/programme/board-2026-Q3.pdf "Three partners booked \$2,400.50"
echo 'deals: {' >>partners/blue-ridge.yaml
run 0 board --period 2026-Q3
told warning yaml-syntax partners/blue-ridge.yaml
told warning partner-excluded
says out/programme/board-2026-Q3.pdf "Left out: Blue Ridge, its file cannot be read."

# Who does not ask for the programme does not hear of it.
run 0 note --partner Acme --period 2026-Q3
[ ! -s ../err ] || fail "a note on Acme speaks of others: $(cat ../err)"

# Unless nothing is left.
for file in partners/acme.yaml partners/blue-harbor.yaml; do
    echo 'deals: {' >>"$file"
done
run 1 board --period 2026-Q3
told error partner-excluded
exit "$status"
