# The documents of the installation, for every partner of the demo: they have the pages that they
# promise, nothing overflows, and the numbers that the PDF's text says add up.
. "$(dirname "$0")/common"
demo=$PDFGEN_SOURCE_DIR/examples/demo
partners=$(cd "$demo/partners" && ls ./*.yaml | sed 's|.*/||; s|\.yaml$||')

# made TEMPLATE PARTNER PERIOD: $place/made.pdf, without a word on standard error.
made() {
    run 0 "$1" --workspace "$demo" ${2:+--partner "$2"} --period "$3" --date 2026-10-09 -o made.pdf
    if [ -s err ]; then
        fail "$1 $2 $3: $(cat err)"
    fi
}

# counts WHAT LEAST MOST: pages of the PDF.
counts() {
    pages=$(pdfinfo made.pdf | sed -n 's/^Pages: *//p')
    if [ "$pages" -lt "$2" ] || [ "$pages" -gt "$3" ]; then
        fail "$1 has $pages pages"
    fi
}

# Amounts as they are written: "$1.28M", "+248.0", "−546.0", "1,284". Sums are compared to the last
# digit; what was shortened, to half a unit of its last digit.
cat >numbers.awk <<'END'
function number(word,    scale) {
    gsub(/[$,+;:]/, "", word)
    gsub(/−/, "-", word)
    sub(/\.$/, "", word)
    scale = word ~ /M$/ ? 1000000 : word ~ /k$/ ? 1000 : 1
    sub(/[Mk]$/, "", word)
    return word * scale
}
function is_number(word) {
    return word ~ /^[-+−$]*[0-9][0-9,.]*[kM]?[.;:]?$/
}
# The unit in a column's head: "Booked, $k".
function unit(head) {
    return head ~ /\$M/ ? 1000000 : head ~ /\$k/ ? 1000 : 1
}
function near(a, b, slack,    gap) {
    gap = a > b ? a - b : b - a
    return gap <= slack + 0.000001
}
function must(what, a, b, slack) {
    n_checks++
    if (!near(a, b, slack)) {
        printf "%s: %s is not %s\n", what, a, b
        is_wrong = 1
    }
}
END

cat >monthly.awk <<'END'
/Booked in [A-Z]/ { is_card = 1; next }
is_card && is_number($1) { booked = number($1); pipeline = number($2); is_card = 0; next }
/^ *What moved/ { is_moved = 1; next }
is_moved && /^ *\$[kM]?( |$)/ { moved_unit = unit($1); next }
is_moved && /^[^A-Za-z]*\+\$?[0-9]/ && !/Open pipeline/ { moved += number($1); next }
is_moved && /^[^A-Za-z]*−\$?[0-9]/ && !/Open pipeline/ { moved_lost = -number($1); next }
/^Stage +Deals +Open/ { is_stage = 1; next }
is_stage && /^All open/ {
    must("stages and their total", open, number($4), 1)
    must("deals open and their total", n_open, number($3), 0)
    must("open in chart and card", number($4) * stage_unit, pipeline, stage_unit + pipeline * 0.005)
    is_stage = 0; next
}
is_stage && /^[A-Z]/ { # other lines are of the table beside it
    for (i = 1; i < NF; i++) if (is_number($i)) { n_open += number($i); open += number($(i + 1)); break }
}
/Open pipeline by stage/ { stage_unit = /million/ ? 1000000 : /thousand/ ? 1000 : 1 }
/^ *[0-9,]+ deals? (is|are) open, worth/ { is_lost = is_won = 0 }
/^Sources?:/ { is_moved = is_won = is_lost = 0 }
/^Won +Country/ { is_won = 1; is_moved = 0; won_unit = unit($0); next }
/^Lost +Country/ { is_lost = 1; is_won = 0; lost_unit = unit($0); next }
is_won && / deals won / { won_total = number($(NF - 1)); share_total = number($NF); is_won = 0; next }
is_won && NF > 3 && is_number($NF) { won += number($(NF - 1)); share += number($NF); n_won++ }
is_lost && / deals lost / { lost_total = number($NF); is_lost = 0; next }
is_lost && NF > 2 && is_number($NF) { lost += number($NF); n_lost++ }
END {
    if (n_won > 1) {
        must("deals won and their total", won, won_total, 0)
        must("shares of the deals won", share, share_total, 0.5)
    }
    if (n_won > 0) {
        must("deals won and the card", won * won_unit, booked, booked * 0.005)
        must("what moved and the deals won", moved * moved_unit, won * won_unit, 0)
    } else {
        must("nothing booked without deals", booked, 0, 0)
    }
    if (n_lost > 1) {
        must("deals lost and their total", lost, lost_total, 0)
    }
    if (n_lost > 0) {
        must("what moved and the deals lost", moved_lost * moved_unit, lost * lost_unit, 0)
    }
    print n_checks + 0, "checks"
    exit is_wrong
}
END

cat >one-pager.awk <<'END'
/Booked, 12 months +Booked in/ { is_card = 1; next }
is_card && is_number($1) { year = number($1); period = number($2); is_card = 0; next }
/ is \$[0-9.]+[kM]? away from/ { for (i = 1; i < NF; i++) { if ($i == "is") { away = number($(i + 1)) } } }
/Booked revenue by quarter/ { chart = /million/ ? 1000000 : /thousand/ ? 1000 : 1 }
/Actual [0-9]/ { for (i = 1; i < NF; i++) { if ($i == "Actual") { actual = number($(i + 1)) } } }
/has left the program/ { has_left = 1 } # no tier is ahead
/Booked, 12 months/ { now = number($(NF - 1)); needed = number($NF) }
/ of commission for the/ { commission = number($1) }
match($0, /\$[0-9.,]+[kM]? on deals it found/) { found = number(substr($0, RSTART, index(substr($0, RSTART), " ") - 1)) }
match($0, /\$[0-9.,]+[kM]? on deals it helped/) { helped = number(substr($0, RSTART, index(substr($0, RSTART), " ") - 1)) }
END {
    if (!has_left) {
        must("twelve months in card and table", year, now, year * 0.005)
    }
    booked_is(period)
    must("the period in card and chart", period, actual * chart, chart / 2 + period * 0.005)
    if (away) {
        must("what is missing for the next tier", away, needed - now, needed * 0.002)
    }
    if (found && helped) {
        must("commission", commission, found + helped, commission * 0.01)
    }
    print n_checks + 0, "checks"
    exit is_wrong
}
END

# The first number of a line behind its words.
cat >>numbers.awk <<'END'
function first_number(    i) {
    for (i = 1; i <= NF; i++) {
        if (is_number($i)) {
            return number($i)
        }
    }
    return "none"
}
# What every document of a partner says it booked in the quarter: compared at the end.
function booked_is(amount) {
    print "booked", amount >>"figures"
}
END

cat >qbr.awk <<'END'
/^ *Booked revenue +Plan attainment/ { is_card = 1; next }
is_card && is_number($1) { card = number($1); attainment = number($2); pipeline = number($3); is_card = 0; next }
/^Booked revenue, \$/ {
    table_unit = unit($3); booked = number($4) * table_unit
    plan = $5; difference = is_number($7) ? $7 : $6
}
/^Sourced by .*, \$/ { sourced = first_number() * table_unit }
/^Influenced, +\$/ { influenced = first_number() * table_unit }
/^Deals won +[0-9]/ { n_won_said = first_number() }
/^Win rate, %/ { win_rate = first_number() }
/^Open pipeline, \$/ { open_in_table = first_number() * table_unit }
# The dashboard: stages, and beside them the way to the next tier.
match($0, / is \$[0-9.,]+[kM]? away/) { away = number(substr($0, RSTART + 4, RLENGTH - 9)) }
/Booked, 12 months +\$/ { now = number($(NF - 1)); needed = number($NF) }
/Open pipeline by stage/ { stage_unit = /million/ ? 1000000 : /thousand/ ? 1000 : 1 }
/^Stage +Deals +Open +Weighted/ { is_stage = 1; weighted_cut = index($0, "Weighted") + 8; next }
is_stage { $0 = substr($0, 1, weighted_cut) }
is_stage && /^All open/ {
    must("stages: deals", n_deals, number($3), 0)
    must("stages: open", open, number($4), 1)
    must("stages: weighted", weighted, number($5), 0)
    open_total = number($4) * stage_unit; n_open = number($3); is_stage = 0; next
}
is_stage && /^[A-Z]/ {
    for (i = 1; i < NF - 1; i++) if (is_number($i)) {
        n_deals += number($i); open += number($(i + 1)); weighted += number($(i + 2)); break
    }
}
/^Customer .* Cycle, days/ { is_won = 1; won_unit = unit($0); next }
/^Source/ { is_won = is_stage = is_top = 0 }
is_won && / deals won / { won_total = number($(NF - 1)); share_total = number($NF); is_won = 0; next }
is_won && is_number($NF) && is_number($(NF - 1)) { won += number($(NF - 1)); share += number($NF); n_won++ }
/^[0-9,]+ deals? worth .* (was|were) open/ { n_open_said = number($1); open_said = number($4) }
/^Customer +Stage .*Weighted/ { is_top = 1; top_unit = unit($0); next }
is_top && is_number($NF) && is_number($(NF - 1)) { top += number($(NF - 1)) }
match($0, /largest open deals hold [0-9]+%/) { top_share = substr($0, RSTART + 24, RLENGTH - 25) }
# Goals, actions: what a title counts stands below it.
/^ *Action +Owner .*Evidence/ { is_action = 1; next }
is_action && /(●|◇|▷|○)/ { n_actions++; n_done += / Done / }
/^Q[1-4] 20.*Year before/ { is_action = 0 }
match($0, /^ *(All|One|Two|Three|Four|Five|Six|None|Both|The only) .*actions? .*(is|are) (not )?done/) { actions_said = $1; of_said = $3 }
/^ *Campaign +Kind .*Pipeline/ { is_campaign = 1; campaign_unit = unit($NF); next }
is_campaign && is_number($NF) { campaigned += number($NF) * campaign_unit; n_campaigns++ }
/certified$/ { is_campaign = 0 }
match($0, /campaigns? brought \$[0-9.,]+[kM]?/) { n = split(substr($0, RSTART, RLENGTH), part, " "); campaigned_said = number(part[n]) }
END {
    split("One Two Three Four Five Six", words, " ")
    for (i in words) value[words[i]] = i
    split("one two three four five six", words, " ")
    for (i in words) value[words[i]] = i
    if (card != "") {
        must("booked in card and table", card, booked, booked * 0.005)
        must("sourced and influenced", sourced + influenced, booked, table_unit / 5)
        booked_is(card)
    }
    if (plan != "" && is_number(plan) && is_number(difference)) {
        must("difference to plan", number(difference) * table_unit, booked - number(plan) * table_unit, table_unit / 5)
        if (number(plan) > 0) must("attainment", attainment, 100 * booked / (number(plan) * table_unit), 0.1)
    }
    if (n_won > 1) {
        must("deals won and their total", won, won_total, 0)
        must("shares of the deals won", share, share_total, 0.6)
        must("deals won and the card", won * won_unit, card, card * 0.005)
    }
    if (n_open_said) {
        must("deals open in text and chart", n_open_said, n_open, 0)
        must("open in text and chart", open_said, open_total, open_total * 0.005 + stage_unit)
        must("open in card and table", pipeline, open_in_table, pipeline * 0.005)
    }
    if (top_share) must("share of the largest", top_share, 100 * top * top_unit / open_in_table, 0.6)
    if (away) must("what is missing for the next tier", away, needed - now, needed * 0.005)
    if (n_actions && actions_said in value) {
        must("actions done", value[actions_said], n_done, 0)
        if (of_said in value) must("actions in all", value[of_said], n_actions, 0)
    }
    if (n_campaigns && campaigned_said) must("campaigns", campaigned_said, campaigned, campaigned * 0.005)
    print n_checks + 0, "checks"
    exit is_wrong
}
END

# Two columns of words stand in one line: behind a table's numbers there is something else.
cat >qbr-deck.awk <<'END'
# The first cells of the line that are numbers, one behind the other: run[1] ... run[k].
function run_of_numbers(line,    n, i, k, cells) {
    n = split(line, cells, /  +/)
    for (i = k = 0; ++i <= n && (k == 0 || is_number(cells[i]));) if (is_number(cells[i])) run[++k] = number(cells[i])
    return k
}
/^ *Booked revenue +Open pipeline/ { is_card = 1; next }
is_card && is_number($1) { card = number($1); pipeline = number($2); is_card = 0; next }
/^ *Won +Origin .*Booked/ { is_won = 1; won_unit = unit($0); next }
is_won { k = run_of_numbers($0) }
is_won && / deals won / { won_total = run[k - 1]; is_won = 0; next }
is_won && /^ *Other deals / { won += run[k]; next }
is_won && k >= 2 { won += run[k - 1]; n_won++ }
/^ *[0-9,]+ deals? (is|are) open, worth [^ ]*$/ { n_open_said = number($1); open_said = number($NF) }
/^ *Open pipeline by stage/ { stage_unit = /million/ ? 1000000 : /thousand/ ? 1000 : 1 }
/ Customer +Expected / { stage_cut = index($0, "Customer") }
/^ *Stage +Deals +Open/ { is_stage = 1; next }
is_stage && /^ *All open/ {
    open_total = number($4)
    must("stages and their total", open, open_total, 0)
    must("deals in the stages and their total", n_deals, number($3), 0)
    is_stage = 0; next
}
is_stage { $0 = substr($0, 1, stage_cut ? stage_cut - 3 : 999) }
is_stage && /^ *[A-Z]/ {
    for (i = 1; i < NF; i++) if (is_number($i)) { n_deals += number($i); open += number($(i + 1)); break }
}
END {
    if (card != "") booked_is(card)
    if (n_won > 1) {
        must("deals won and their total", won, won_total, 0)
        must("deals won and the card", won * won_unit, card, card * 0.005)
    }
    if (n_open_said && open_total) {
        must("deals open in title and chart", n_open_said, n_deals, 0)
        must("open in title and chart", open_said, open_total * stage_unit, open_said * 0.005 + stage_unit)
        must("open in title and card", open_said, pipeline, 0)
    }
    print n_checks + 0, "checks"
    exit is_wrong
}
END

cat >board-deck.awk <<'END'
/Are we winning\?/ { is_card = 1; next }
is_card && is_number($1) { card = number($1); is_card = 0; next }
/ Tier +Partners +Booked/ { is_tier = 1; tier_unit = unit($0) }
is_tier && is_number($NF) && is_number($(NF - 1)) && is_number($(NF - 2)) {
    if ($(NF - 3) == "All" && n_partners == "") {
        is_tier = 0 # nothing is booked that could be shared
    } else if ($(NF - 3) == "All") {
        must("tiers: partners", n_partners, number($(NF - 2)), 0)
        must("tiers: booked", booked, number($(NF - 1)), 0.2)
        must("tiers and the first slide", number($(NF - 1)) * tier_unit, card, card * 0.005)
        must("tiers: shares", share, number($NF), 0.3)
        n_all = number($(NF - 2)); is_tier = 0
    } else {
        n_partners += number($(NF - 2)); booked += number($(NF - 1)); share += number($NF)
    }
}
/^ *Health +Partners +Share/ { is_health = 1; cut = index($0, "Share, %") + 9; next }
/^Source/ { is_health = is_tier = 0 }
is_health { $0 = substr($0, 1, cut) }
is_health { for (i = 1; i < NF; i++) if (is_number($i)) { n_scored += number($i); break } }
/ of [0-9]+ partners (is|are) on track or better/ { for (i = 1; i < NF; i++) if ($i == "of") { n_of = number($(i + 1)) } }
END {
    if (n_of) must("partners by health and in the title", n_scored, n_of, 0)
    if (n_all && n_scored) must("partners by health and by tier", n_scored, n_all, 0)
    print n_checks + 0, "checks"
    exit is_wrong
}
END

cat >partner-profile.awk <<'END'
/^ *Booked, 12 months +Win rate/ { is_card = 1; next }
is_card && is_number($1) { year = number($1); health_card = $3; is_card = 0; next }
match($0, / is \$[0-9.,]+[kM]? away from/) { away = number(substr($0, RSTART + 4, RLENGTH - 14)) }
match($0, /health is [0-9]+ of 100/) { health_said = substr($0, RSTART + 10, RLENGTH - 17) }
/Booked, 12 months +\$/ { now = number($(NF - 1)); needed = number($NF) }
/^ *Dimension +Score/ { is_dimension = 1; next }
/^Source/ { is_dimension = 0 }
is_dimension && /^[A-Z]/ && first_number() != "none" { dimensions += first_number(); n_dimensions++ }
/ won [0-9,]+ deals? worth .* in [0-9]+ quarter/ {
    for (i = 1; i < NF; i++) {
        if ($i == "won") n_said = number($(i + 1))
        if ($i == "worth") said = number($(i + 1))
        if ($i == "in") n_quarters_said = number($(i + 1))
    }
}
/^Quarter +Won +Lost/ { is_table = 1; table_unit = unit($0); next }
is_table && /^Q[1-4] 20/ {
    n_quarters++
    booked[n_quarters] = number($6)
    n_won += number($3)
    if (is_number($5)) must("win rate of " $1 " " $2, number($5), 100 * $3 / ($3 + $4), 0.06)
    if (is_number($7) && number($7) > 0 && is_number($NF)) {
        must("difference of " $1 " " $2, number($NF), 100 * (number($6) - number($7)) / number($7), 0.1)
    }
    all += number($6)
    next
}
/^The largest/ { is_table = 0 }
END {
    if (away) must("what is missing for the next tier", away, needed - now, needed * 0.005)
    if (now) must("twelve months in card and table", year, now, year * 0.005)
    if (health_said) must("health in title and card", health_said, health_card, 0)
    if (n_dimensions) must("the mean of the dimensions", health_card, dimensions / n_dimensions, 0.5)
    if (n_said) {
        must("deals in title and table", n_said, n_won, 0)
        must("worth in title and table", said, all * table_unit, said * 0.006)
    }
    for (i = n_quarters - 3; i <= n_quarters; i++) last += booked[i] * table_unit
    if (n_quarters >= 4 && year != "") must("twelve months in card and table", year, last, year * 0.006)
    if (n_quarters > 0) booked_is(booked[n_quarters] * table_unit)
    print n_checks + 0, "checks"
    exit is_wrong
}
END

# The demo's dimensions weigh the same. The last column of their history is the period's.
cat >health-scorecard.awk <<'END'
/^ *Health +Plan attainment/ { is_card = 1; next }
is_card && (is_number($1) || $1 == "n/a") { card = number($1); is_card = 0; next }
/^Dimension .* Status/ { is_table = 1; next }
/^Sources?:/ { is_table = 0 }
is_table && /^[A-Z]/ && first_number() != "none" { score[$1] = first_number(); sum += score[$1]; n++; next }
/^[A-Z][a-z]+ +[0-9]+ +[0-9]+ +[0-9]+ +[0-9]+/ && $1 in score && is_number($NF) {
    must("the history of " $1, number($NF), score[$1], 0)
}
match($0, /^(One|Two|Three|Four|Five|Six) actions? (is|are) agreed/) { said = index("One Two Three Four Five Six", $1) }
/^ *[1-9] +[A-Z].*(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [0-9]+/ { n_actions = $1 }
END {
    if (n > 0) must("the mean of the dimensions", card, sum / n, 0.5)
    if (said) {
        split("One Two Three Four Five Six", words, " ")
        for (i in words) if (index("One Two Three Four Five Six", words[i]) == said) must("actions agreed", i + 0, n_actions, 0)
    }
    print n_checks + 0, "checks"
    exit is_wrong
}
END

# The card, the story and the goals say the same; the commission's rows add up to the plan and to
# what the first page promises.
cat >proposal.awk <<'END'
match($0, /booked \$[0-9.,]+[kM]? in/) && !told { told = 1; booked_is(number(substr($0, RSTART + 7, RLENGTH - 10))) }
/^ *Booked in Q[1-4]/ { is_card = 1; next }
is_card && is_number($1) { booked_is(number($1)); is_card = 0; next }
/^Book \$/ { now = $3; goal = $4 }
match($0, /we book \$[0-9.,]+[kM]?/) { plan_said = number(substr($0, RSTART + 8, RLENGTH - 8)) }
match($0, /about \$[0-9.,]+[kM]? on it/) { earned_said = number(substr($0, RSTART + 6, RLENGTH - 12)) }
/^Of the plan +Booked/ { is_rule = 1; next }
is_rule && /^All of the plan/ {
    must("the plan by its parts", booked, number($5), 0)
    must("commission by the plan's parts", earned, number($6), 0)
    must("the plan in words and table", plan_said, number($5), plan_said * 0.005)
    must("commission in words and table", earned_said, number($6), earned_said * 0.005)
    if (is_number(goal)) must("the plan in goals and table", number(goal), number($5), plan_said * 0.005)
    n_plans++; is_rule = 0; next
}
is_rule && is_number($NF) && is_number($(NF - 2)) {
    must("commission of a part", number($NF), number($(NF - 2)) * number($(NF - 1)) / 100, 0.5)
    booked += number($(NF - 2)); earned += number($NF); next
}
/^For the .* commission was \$/ {
    for (i = 1; i < NF; i++) {
        if ($i == "was") total = number($(i + 1))
        if ($(i + 1) ~ /^(sourced,|influenced\.)$/) parts += number($i)
    }
    must("commission of the period by its parts", parts, total, total * 0.01)
}
END {
    if (is_number(now)) booked_is(number(now))
    if (earned_said && !n_plans) { print "a commission without its table"; is_wrong = 1 }
    print n_checks + 0, "checks"
    exit is_wrong
}
END

# List price: units, the edition's price and twelve months; less the discount of the volume reached.
cat >pricing.awk <<'END'
/^Plan +Run +Network *$/ { is_editions = 1; next }
is_editions && is_number($1) && is_number($2) { price["Plan"] = number($1); price["Run"] = number($2); is_editions = 0; next }
/^What [A-Z][a-z]+ costs a year/ { edition = $2; next }
/Crews +List price +Discount, %/ { is_table = 1; next }
/^How to license/ { is_table = 0 }
is_table && NF == 6 && is_number($1) {
    must("list price of " $1, number($2), number($1) * price[edition] * 12, 0)
    must("discount of " $1, number($4), number($2) * number($3) / 100, 0.005)
    must("price of " $1, number($5), number($2) - number($4), 0)
    must("price of one of " $1, number($6), number($5) / number($1) / 12, 0.005)
    if (number($3) < before) { print "more is dearer at " $1; is_wrong = 1 }
    before = number($3); n_rows++
}
END {
    must("examples", n_rows, 4, 0)
    print n_checks + 0, "checks"
    exit is_wrong
}
END

# What the reference tells is told once more nowhere: only the counts are compared.
cat >case-study.awk <<'END'
match($0, /[0-9]+ customers? speaks? for it/) {
    split(substr($0, RSTART, RLENGTH), words, " ")
    n_checks++
    if ((words[1] == 1) != (words[2] == "customer") || (words[1] == 1) != (words[3] == "speaks")) {
        print $0; is_wrong = 1
    }
}
match($0, /since [A-Z][a-z]+ 20[0-9][0-9]/) && !since { since = substr($0, RSTART + 6, RLENGTH - 6) }
/ Since +[A-Z]/ { glance = $(NF - 1) " " $NF }
END {
    if (glance != "" && since != "") must("since when, in words and at a glance", since == glance, 1, 0)
    print n_checks + 0, "checks"
    exit is_wrong
}
END

cat >playbook.awk <<'END'
/^Stage +A deal is in it when/ { is_stage = 1; next }
is_stage && /^All open/ {
    must("deals open and their total", n_open, number($(NF - 1)), 0)
    must("stages and their total", open, number($NF), 0)
    is_stage = 0; next
}
is_stage && /^[A-Z]/ && is_number($NF) { n_open += number($(NF - 1)); open += number($NF) }
/^What to do when/ { has_plays = 1 }
/^Measured by: [A-Z]/ { n_plays++ }
/not written down yet/ { n_unwritten++ }
match($0, /[0-9]+ deals that were decided/) { decided = substr($0, RSTART) + 0 }
match($0, /[0-9]+ (was|were) won/) { won = substr($0, RSTART) + 0 }
END {
    must("won of those that were decided", won <= decided, 1, 0)
    must("plays that are written", n_plays > 0, has_plays, 0)
    must("plays that are not", n_unwritten + 0, 0, 0)
    print n_checks + 0, "checks"
    exit is_wrong
}
END

# agrees TEMPLATE PARTNER PERIOD: the text of made.pdf adds up, and at least something was added.
agrees() {
    if ! pdftotext -layout made.pdf - | awk -f numbers.awk -f "$1.awk" >sums; then
        fail "$1 $2 $3: $(cat sums)"
    fi
    checked=$((checked + $(sed -n 's/ checks$//p' sums)))
}

checked=0
for partner in $partners; do
    for period in 2026-09 2026-03 2025-02; do
        made monthly "$partner" "$period"
        # A month in which nothing was decided and nothing is open needs no second page.
        counts "monthly $partner $period" 1 2
        agrees monthly "$partner" "$period"
    done
    rm -f figures
    for template in qbr qbr-deck one-pager partner-profile health-scorecard proposal; do
        made "$template" "$partner" 2026-Q3
        case $template in
        qbr-deck) counts "$template $partner" "$([ "$partner" = brackwater-services ] && echo 6 || echo 8)" 8 ;;
        one-pager) counts "$template $partner" 1 1 ;;
        partner-profile) counts "$template $partner" 2 2 ;;
        health-scorecard) counts "$template $partner" 1 2 ;;
        qbr) counts "$template $partner" 4 7 ;;
        proposal) counts "$template $partner" 1 2 ;;
        esac
        agrees "$template" "$partner" 2026-Q3
    done
    # Six documents, one figure.
    if ! sort -k2,2n figures | awk 'NR == 1 { least = $2 } { most = $2 } END { exit !(NR >= 4 && most - least <= most * 0.006) }'; then
        fail "$partner has booked one thing in one document and another in the next: $(tr '\n' ' ' <figures)"
    fi
    made playbook "$partner" 2026-Q3
    counts "playbook $partner" "$([ "$partner" = brackwater-services ] && echo 1 || echo 2)" 3
    agrees playbook "$partner" 2026-Q3
    for template in pricing case-study; do
        made "$template" "$partner" 2026-Q3
        counts "$template $partner" 1 1
        agrees "$template" "$partner" 2026-Q3
    done
done
if [ "$checked" -lt 760 ]; then
    fail "only $checked sums were checked"
fi

# The first quarter on record, one without a deal, one that has not ended.
for period in 2026-Q3 2025-Q1 2024-Q4 2026-Q4; do
    made board-deck "" "$period"
    counts "board-deck $period" 7 7
    agrees board-deck "" "$period"
    made one-pager techstart "$period"
    counts "one-pager techstart $period" 1 1
    made qbr-deck techstart "$period"
    counts "qbr-deck techstart $period" 6 8
done

# Every template has a title in the list.
run 0 list templates --workspace "$demo"
for template in "$PDFGEN_SOURCE_DIR"/templates/*.md; do
    name=$(basename "$template" .md)
    if ! grep -q "^$name  *[A-Z]" out; then
        fail "list templates has no title for $name"
    fi
done
exit $status
