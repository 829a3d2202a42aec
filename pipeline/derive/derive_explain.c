/*
 * derive_explain.c - how words and booleans of the root came about: in one table, as they restate
 * figures that say it themselves. Made only for who shows it.
 */
#include "derive_priv.h"

struct reason {
    const char *pattern; /* of the path, "deals.won.0.origin"; "*" stands for anything */
    const char *of;      /* the field beside it that it restates; NULL: none; "": the field whose
                            name is the start of its own: vs_plan of vs_plan_tone */
    const char *why;
};

/* The first that matches says it. */
static const struct reason reasons[] = {
    {"*_tone", "", "good or bad by the sign of"},
    {"*_arrow", "", "the sign of"},

    {"currency", NULL, "the partner's currency, else the workspace's, else USD"},
    {"partner.currency", NULL, "the partner's currency, else the workspace's, else USD"},
    {"partner.slug", NULL, "the name of the partner's file, else its name in small letters"},
    {"partner.short_name", "name", "the partner's short_name, else its name:"},
    {"partner.is_*", "stage", "by the partner's"},
    {"today", NULL, "the day of the run: --date, SOURCE_DATE_EPOCH or the clock"},
    {"in_thirty_days", NULL, "thirty days after the day of the run"},
    {"as_of", NULL, "the last day of the period, or today while it goes on"},

    {"period.is_over", "last", "whether today is behind its day"},
    {"period.id", NULL, "the period that was asked for, else the last that was completed"},
    {"period.*id", NULL, "a neighbour of the period"},
    {"period.first", "id", "the first day of the period:"},
    {"period.*.first", "id", "the first day of the period:"},
    {"period.last", "id", "the last day of the period:"},
    {"period.*.last", "id", "the last day of the period:"},
    {"period.*", "id", "says the period in another way:"},
    {"*.axis", "id", "says the period in another way:"},
    {"history.*.id", NULL, "periods up to the document's"},
    {"quarters.*.id", NULL, "quarters up to the document's period"},
    {"months.*.id", NULL, "months up to the document's period"},
    {"outlook.*.id", NULL, "periods around the document's"},
    {"*.is_current", "id", "whether it is the document's own:"},

    {"kpi.*.label", NULL, "the name of the figure"},
    {"kpi.*.unit", NULL, "what the figure is counted in"},
    {"kpi.*.has_value", "value", "whether it is known:"},
    {"kpi.*.has_plan", "plan", "whether it and the value are known:"},
    {"kpi.*.has_previous", "previous", "whether it and the value are known:"},
    {"kpi.*.has_year_before", "year_before", "whether it and the value are known:"},
    {"kpi.*.status", "vs_plan", "in words:"},
    {"kpi.*.tone", "vs_plan", "good or bad by the sign of"},
    {"kpi.*.is_*_plan", "vs_plan", "the sign of"},
    {"kpi.*.is_*", "vs_previous", "the sign of"},

    {"deals.decided", NULL, "number of deals won and lost in the period"},
    {"deals.is_one_decided", "decided", "whether it is one:"},
    {"deals.*.decides_plan", "without", "whether the plan was met, and would not have been with"},
    {"*.origin", "source", "in words:"},

    {"pipeline.as_of", NULL, "the last day of the period, or today while it goes on"},
    {"pipeline.*stages*.count", NULL, "number of deals open in the stage"},
    {"pipeline.count", "as_of", "number of deals open on the day"},
    {"pipeline.unknown_count", "as_of", "number of deals whose stage is not recorded for the day"},
    {"pipeline.are_stages_known", "unknown_count", "whether it is zero:"},
    {"pipeline.late_count", "as_of", "number of open deals that should have closed by the day"},
    {"pipeline.late_word_start", "late_count", "in words:"},
    {"pipeline.is_*late", "late_count", "from"},
    {"pipeline.is_more", "count", "whether more are open than are shown:"},
    {"pipeline.is_short", "coverage", "whether it is under the target, rounded:"},
    {"pipeline.is_covered", "coverage", "whether it reaches the target, rounded:"},
    {"pipeline.has_coverage", "coverage", "whether it is known:"},
    {"pipeline.has_forecast", "forecast", "whether it is known:"},
    {"pipeline.top_count", NULL, "number of open deals that are shown"},
    {"pipeline.top_word", "top_count", "in words:"},
    {"pipeline.stages.*.is_late", NULL, "whether the stage is one of the last two"},
    {"pipeline.stages.*", NULL, "the stage, as the workspace or pdfgen names it"},
    {"pipeline.top_open.*.is_late", "expected_close", "whether it is past:"},
    {"pipeline.top_open.*.stage_label", "stage", "in words:"},

    {"tier.name", NULL, "the partner's tier"},
    {"tier.next", NULL, "the workspace's tier with the lowest threshold above the partner's"},
    {"tier.has_next", "next", "whether there is one:"},
    {"tier.is_top", "next", "whether there is none:"},
    {"tier.is_known", "name", "whether it is one of the workspace's tiers:"},
    {"tier.is_at_risk", "below_own", "whether it is above zero:"},
    {"tier.is_*", "missing", "whether it is zero:"},
    {"tier.requirements.*.is_met", "missing", "whether it is zero:"},
    {"tier.requirements.*.tone", "missing", "by"},
    {"tier.requirements.*", NULL, "a requirement of the next tier in the workspace"},
    {"tier.requirements_count", NULL, "number of requirements of the next tier"},
    {"tier.requirements_met", NULL, "number of requirements of the next tier that are met"},
    {"tier.are_requirements_met", "requirements_met", "whether it is all of them:"},
    {"tiers.*.is_reached", "threshold", "whether bookings of twelve months have reached"},
    {"tiers.*", NULL, "whether it is the partner's own tier"},
    {"commission.is_known", "total", "whether it is known:"},
    {"commission.next.has_mix", NULL, "whether the period booked what could be divided"},
    {"commission.next.rows.*", NULL, "a bracket of the workspace's commission rule"},
    {"reference.since", NULL, "when the customer signed its first deal, else the reference's date"},
    {"reference.is_told", NULL, "whether challenge, solution and result are there"},
    {"reference.count", NULL, "references up to the document's day"},
    {"pricing.currency", NULL, "the price list's currency, else the workspace's"},
    {"pricing.example.decimals", NULL, "cents where one of the amounts has any"},
    {"pricing.example.*", NULL, "the example of the price list"},
    {"pricing.is_known", NULL, "whether the workspace's data have a price list"},
    {"pricing.count", NULL, "number of editions"},
    {"pricing.is_over", NULL, "whether the price list's valid_until has passed"},

    {"goals.*.unit", "measure", "what it is counted in:"},
    {"goals.*.is_money", "unit", "by"},
    {"goals.*.is_share", "unit", "by"},
    {"goals.*.is_plain", "unit", "by"},
    {"goals.*.is_met", "missing", "whether nothing is"},
    {"goals.period.*", "missing", "in words and signs:"},
    {"goals.next.*", "missing", "in words and signs:"},
    {"goals.has_next", NULL, "whether there are goals for the period after"},
    {"goals.are_*", NULL, "goals of the period that are met, against all of them"},
    {"goals.met.count", NULL, "number of goals of the period that are met"},
    {"actions.*.owner_short", "owner", "shortened:"},
    {"actions.*.is_overdue", "due", "whether it is open and past the day"},
    {"actions.*.word", "status", "in words, overdue where it is past its day:"},
    {"actions.*.glyph", "status", "as a sign:"},
    {"actions.*.tone", "status", "good or bad by"},
    {"actions.*.are_all_done", NULL, "whether there are actions and all are done"},

    {"health.is_known", "score", "whether it is known:"},
    {"health.is_*", "change", "the sign of"},
    {"health.change_word", "change", "in words:"},
    {"health.levels", NULL, "health.statuses of the workspace, else the usual ones"},
    {"health.history.*.label", NULL, "the period of the score"},
    {"health.*status", "score", "in words:"},
    {"health.*tone", "score", "good or bad by"},
    {"campaigns.count", NULL, "number of campaigns of the period"},
    {"mdf.is_known", "used", "whether budget and use are known:"},
    {"tickets.is_known", "opened", "whether it is known:"},
    {"escalations.list.*", "status", "in words and signs:"},
    {"escalations.count", NULL, "number of escalations of the period, and older ones still open"},
    {"escalations.open_count", NULL, "number of escalations that are open"},
    {"escalations.open_word_start", "open_count", "in words:"},
    {"escalations.is_any_open", "open_count", "whether there are any:"},
    {"certifications.earned_count", NULL, "number of certifications earned in the period"},
    {"certifications.earned_word", "earned_count", "in words:"},
    {"certifications.is_any_earned", "earned_count", "whether there are any:"},
    {"certifications.ending_count", NULL,
     "number of certifications that expire in the next period"},
    {"certifications.ending_word_start", "ending_count", "in words:"},
    {"certifications.is_any_ending", "ending_count", "whether there are any:"},
    {"has_notes", NULL, "whether there are notes of the period"},

    {"unit.divisor", NULL, "what columns are divided by, so that the largest amount stays short"},
    {"unit.symbol", NULL, "the sign of the currency"},
    {"unit.*", "divisor", "how columns are written:"},

    {"words.streak_word", "streak", "in words:"},
    {"words.first_in_word", "first_in", "in words:"},
    {"words.streak", NULL, "periods in a row that ended as this one, by history"},
    {"words.is_streak", "streak", "whether it is more than one:"},
    {"words.first_in", NULL, "periods since one ended as this one, by history"},
    {"words.is_first_in", "first_in", "whether it is more than two:"},
    {"words.is_single", "streak", "whether neither a streak nor a first is to be told:"},
    {"words.is_first", NULL, "whether kpi.booked has no previous period"},
    {"words.has_year_before", NULL, "whether kpi.booked has a year before"},
    {"words.none_won", NULL, "whether kpi.deals_won is zero"},
    {"words.verdict", "gap_share", "kpi.booked against its plan; under half a per cent is met:"},
    {"words.booked_*", "booked_share", "kpi.booked against the period before:"},
    {"words.year_*", "year_share", "kpi.booked against the year before:"},
    {"words.pipeline_*", "pipeline_share", "kpi.pipeline against the period before:"},
    {"words.win_rate_*", "win_rate_size", "kpi.win_rate against the period before:"},
    {"words.needs_*", NULL,
     "what pipeline lacks: deals, coverage or forecast; the first that holds"},
    {"words.is_on_course", NULL, "whether pipeline lacks neither deals, coverage nor forecast"},
    {"words.has_no_outlook", NULL, "whether pipeline cannot be judged"},
    {"words.is_forecast_short", "forecast_gap", "whether the forecast is under plan:"},
    {"words.joint", NULL, "\"and\" where the verdict and the outlook are both good or both bad"},
    {"words.*", "verdict", "by"},

    {"*.count_word*", "count", "in words:"},
    {"*.word", "count", "in words:"},
    {"*.word_start", "count", "in words:"},
    {"*.every*", "count", "in words:"},
    {"*.is_any", "count", "from"},
    {"*.is_one", "count", "from"},
    {"*.is_many", "count", "from"},
    {"*.count", NULL, "how many there are"},
    {"outlook.*", "id", "says the period in another way:"},
    {"history.*", "id", "says the period in another way:"},
    {"quarters.*", "id", "says the period in another way:"},
    {"months.*", "id", "says the period in another way:"},
};

/* Lists and maps; their parts say more. */
static const struct reason containers[] = {
    {"period", NULL, "the period that was asked for, else the last that was completed"},
    {"period.previous", NULL, "the period before"},
    {"period.next", NULL, "the period after"},
    {"period.year_before", NULL, "the same period of the year before"},
    {"kpi", NULL, "figures of the period"},
    {"kpi.*", NULL, "a figure against plan, the period before and the year before"},
    {"history", NULL, "the periods in a row up to the document's"},
    {"quarters", NULL, "the periods in a row up to the document's"},
    {"months", NULL, "the twelve months up to the end of the document's period"},
    {"outlook", NULL, "the periods up to the document's, and the one after with its forecast"},
    {"deals.won", NULL, "deals won in the period, the largest first"},
    {"deals.won_top", NULL, "the largest deals won in the period"},
    {"deals.lost", NULL, "deals lost in the period, the largest first"},
    {"deals.lost_top", NULL, "the largest deals lost in the period"},
    {"deals.two_largest", NULL, "the two largest deals won, added up"},
    {"deals.*total", NULL, "all of them, added up"},
    {"deals.*other*", NULL, "those that are not among the largest, added up"},
    {"deals*", NULL, "deals that closed in the period"},
    {"pipeline", NULL, "deals that are open at the end of the period"},
    {"pipeline.stages", NULL, "open deals by stage"},
    {"pipeline.late_stages", NULL, "open deals of the last two stages"},
    {"pipeline.top_open", NULL, "the largest open deals"},
    {"pipeline*", NULL, "of the open deals"},
    {"tier.requirements", NULL, "the next tier's requirements and what the partner has of them"},
    {"tier*", NULL, "the partner's tier and the next one of the workspace"},
    {"commission", NULL, "what the workspace's rule gives for the period's revenue"},
    {"commission.next", NULL, "what the rule gives for the next period's plan"},
    {"commission.next.rows", NULL, "the plan by the brackets of the rule"},
    {"reference", NULL, "the newest reference that tells a result, else the newest"},
    {"pricing", NULL, "the price list of the workspace's data"},
    {"pricing.example*", NULL, "what an edition costs at several volumes"},
    {"goals*", NULL, "goals of the partner for the period and for the next one"},
    {"actions.previous*", NULL, "actions of the partner for the period before"},
    {"actions.next*", NULL, "actions of the partner that are agreed in the period"},
    {"actions*", NULL, "actions of the partner"},
    {"decisions*", NULL, "decisions of the partner that were asked for and are not made"},
    {"health.weakest", NULL, "the dimension with the lowest score"},
    {"health.history", NULL, "the scores of the dimensions, period by period"},
    {"health.strongest", NULL, "the dimension with the highest score"},
    {"health*", NULL, "health of the partner for the period"},
    {"campaigns*", NULL, "campaigns of the period"},
    {"mdf", NULL, "development funds of the period"},
    {"tickets", NULL, "support tickets of the period"},
    {"escalations*", NULL, "escalations of the period, and older ones still open"},
    {"certifications.earned", NULL, "certifications earned in the period"},
    {"certifications.ending", NULL, "certifications that expire in the next period"},
    {"certifications", NULL, "certifications of the partner"},
    {"milestones", NULL, "milestones of the period"},
    {"notes", NULL, "notes of the period"},
    {"unit", NULL, "how columns of amounts are written"},
    {"amounts", NULL, "how columns of amounts are written"},
    {"words", NULL, "what decides sentences"},
    {"partner*", NULL, "the partner's file"},
    {"company", NULL, "the workspace's company"},
    {"contact", NULL, "the workspace's contact"},
    {"prepared_*", NULL, "the people of the document"},
};

struct explaining {
    Arena *arena;
    GString *path;
    const char *otherwise; /* says it of all; NULL: the table does */
};

/* "vs_plan" of "vs_plan_tone". */
static struct str stem_of(struct str key) {
    size_t n = key.n;
    while (n > 0 && key.p[n - 1] != '_') {
        n--;
    }
    return str_slice(key, 0, n - (n > 0));
}

static const char *reason_text(struct explaining *e, const struct reason *reason, struct str key,
                               const struct value *map) {
    if (!reason->of) {
        return reason->why;
    }
    struct str name = *reason->of ? str_from(reason->of) : stem_of(key);
    const struct value *of = value_get_str(map, name);
    if (!of) {
        return arena_printf(e->arena, "%s " STR_FMT, reason->why, STR_ARG(name));
    }
    struct str shown = of->kind == VALUE_NULL ? STR("null") : value_to_str(e->arena, of);
    return arena_printf(e->arena, "%s " STR_FMT " = " STR_FMT, reason->why, STR_ARG(name),
                        STR_ARG(shown));
}

static const char *container_reason(const struct explaining *e) {
    for (size_t i = 0; i < G_N_ELEMENTS(containers); i++) {
        if (g_pattern_match_simple(containers[i].pattern, e->path->str)) {
            return containers[i].why;
        }
    }
    return NULL;
}

static const char *find_reason(struct explaining *e, struct str key, const struct value *map) {
    for (size_t i = 0; !e->otherwise && i < G_N_ELEMENTS(reasons); i++) {
        if (g_pattern_match_simple(reasons[i].pattern, e->path->str)) {
            return reason_text(e, &reasons[i], key, map);
        }
    }
    return e->otherwise ? e->otherwise : "the partner, the workspace and the period";
}

static void visit(struct explaining *e, struct value *value, bool is_within_read, struct str key,
                  const struct value *map) {
    bool is_read = value->at.source != NULL;
    size_t length = e->path->len;
    if (is_read && is_within_read) {
        return;
    }
    bool is_container = value->kind == VALUE_MAP || value->kind == VALUE_LIST;
    if (is_container && !is_read && !e->otherwise && !value->derivation) {
        value->derivation = container_reason(e);
    }
    if (value->kind == VALUE_MAP) {
        for (size_t i = 0; i < value->map.n; i++) {
            struct value_entry *entry = &value->map.entries[i];
            g_string_append_printf(e->path, "%s" STR_FMT, length ? "." : "", STR_ARG(entry->key));
            visit(e, entry->value, is_read, entry->key, value);
            g_string_truncate(e->path, length);
        }
    } else if (value->kind == VALUE_LIST) {
        for (size_t i = 0; i < value->list.n; i++) {
            g_string_append_printf(e->path, ".%zu", i);
            visit(e, value->list.items[i], is_read, key, map);
            g_string_truncate(e->path, length);
        }
    } else if (!is_read && !value->derivation) {
        value->derivation = find_reason(e, key, map);
    }
}

static void explain_all(struct value *root, Arena *arena, const char *otherwise) {
    struct explaining e = {.arena = arena, .path = g_string_new(NULL), .otherwise = otherwise};
    visit(&e, root, false, STR(""), NULL);
    g_string_free(e.path, TRUE);
}

void derive_explain_rest(struct value *root, const char *why) {
    explain_all(root, NULL, why);
}

void derive_explain_words(Arena *arena, struct value *root) {
    explain_all(root, arena, NULL);
}

/* --- reasons of facts ----------------------------------------------------------------------- */

const char *explain(const struct derive *d, const char *format, ...) {
    if (!d->is_explaining) {
        return NULL;
    }
    va_list args;
    va_start(args, format);
    char *why = arena_vprintf(d->arena, format, args);
    va_end(args);
    return why;
}

const char *explain_read(const struct derive *d, const struct value *read, const char *format,
                         ...) {
    if (!d->is_explaining) {
        return NULL;
    }
    va_list args;
    va_start(args, format);
    char *why = arena_vprintf(d->arena, format, args);
    va_end(args);
    return read && read->at.source
               ? arena_printf(d->arena, "%s, %s", why, span_format(d->arena, read->at))
               : why;
}
