/*
 * A partner file whole: its fields against docs/partner-state.md, all mistakes in one run.
 */
#include "load_priv.h"

static const char *const partner_stages[] = {"recruiting", "onboarding", "active",
                                             "paused",     "lost",       NULL};
static const char *const deal_stages[] = {"registered", "qualified", "proposal", "negotiation",
                                          "contract",   "won",       "lost",     NULL};
static const char *const deal_sources[] = {"sourced", "influenced", NULL};
static const char *const action_statuses[] = {"open", "done", "partly", "carried", "missed", NULL};

static const struct field_rule person_rules[] = {
    {.name = "name", .form = FIELD_TEXT},
    {.name = "role", .form = FIELD_TEXT},
    {.name = "email", .form = FIELD_TEXT},
    {.name = "phone", .form = FIELD_TEXT},
    {.name = "primary", .form = FIELD_BOOLEAN, .is_soft = true},
    {0},
};

static const struct field_rule target_rules[] = {
    {.name = "booked", .form = FIELD_NUMBER},
    {.name = "pipeline", .form = FIELD_NUMBER},
    {.name = "win_rate", .form = FIELD_NUMBER},
    {.name = "certifications", .form = FIELD_NUMBER},
    {0},
};

static const struct field_rule deal_rules[] = {
    {.name = "id", .form = FIELD_TEXT},
    {.name = "customer", .form = FIELD_TEXT},
    {.name = "country", .form = FIELD_TEXT},
    {.name = "stage", .form = FIELD_WORD, .words = deal_stages},
    {.name = "amount", .form = FIELD_NUMBER},
    {.name = "currency", .form = FIELD_CURRENCY},
    {.name = "source", .form = FIELD_WORD, .words = deal_sources},
    {.name = "registered", .form = FIELD_DATE},
    {.name = "expected_close", .form = FIELD_DATE},
    {.name = "closed", .form = FIELD_DATE},
    {.name = "reason", .form = FIELD_TEXT},
    {0},
};

static const struct field_rule revenue_rules[] = {
    {.name = "sourced", .form = FIELD_NUMBER},
    {.name = "influenced", .form = FIELD_NUMBER},
    {0},
};

static const struct field_rule dimension_rules[] = {
    {.name = "name", .form = FIELD_TEXT, .is_required = true},
    {.name = "score", .form = FIELD_NUMBER},
    {.name = "weight", .form = FIELD_NUMBER},
    {.name = "evidence", .form = FIELD_TEXT},
    {0},
};

static const struct field_rule health_rules[] = {
    {.name = "score", .form = FIELD_NUMBER},
    {.name = "dimensions", .form = FIELD_MAPS, .fields = dimension_rules},
    {0},
};

static const struct field_rule certification_rules[] = {
    {.name = "person", .form = FIELD_TEXT},
    {.name = "name", .form = FIELD_TEXT},
    {.name = "earned", .form = FIELD_DATE},
    {.name = "expires", .form = FIELD_DATE},
    {0},
};

static const struct field_rule mdf_rules[] = {
    {.name = "budget", .form = FIELD_NUMBER},
    {.name = "used", .form = FIELD_NUMBER},
    {0},
};

static const struct field_rule campaign_rules[] = {
    {.name = "name", .form = FIELD_TEXT},       {.name = "kind", .form = FIELD_TEXT},
    {.name = "date", .form = FIELD_DATE},       {.name = "cost", .form = FIELD_NUMBER},
    {.name = "leads", .form = FIELD_NUMBER},    {.name = "opportunities", .form = FIELD_NUMBER},
    {.name = "pipeline", .form = FIELD_NUMBER}, {0},
};

static const struct field_rule ticket_rules[] = {
    {.name = "opened", .form = FIELD_NUMBER},
    {.name = "resolved", .form = FIELD_NUMBER},
    {.name = "escalated", .form = FIELD_NUMBER},
    {.name = "median_first_response_hours", .form = FIELD_NUMBER},
    {0},
};

static const struct field_rule escalation_rules[] = {
    {.name = "date", .form = FIELD_DATE},
    {.name = "title", .form = FIELD_TEXT},
    {.name = "status", .form = FIELD_TEXT},
    {.name = "detail", .form = FIELD_TEXT},
    {0},
};

static const struct field_rule milestone_rules[] = {
    {.name = "date", .form = FIELD_DATE},
    {.name = "title", .form = FIELD_TEXT},
    {0},
};

static const struct field_rule note_rules[] = {
    {.name = "date", .form = FIELD_DATE},
    {.name = "author", .form = FIELD_TEXT},
    {.name = "text", .form = FIELD_TEXT},
    {0},
};

/* A period that is a field: action.period is checked as a text, derive/ reads it. */
static const struct field_rule action_rules[] = {
    {.name = "period", .form = FIELD_TEXT},
    {.name = "what", .form = FIELD_TEXT},
    {.name = "owner", .form = FIELD_TEXT},
    {.name = "due", .form = FIELD_DATE},
    {.name = "status", .form = FIELD_WORD, .words = action_statuses},
    {.name = "result", .form = FIELD_TEXT},
    {.name = "done_when", .form = FIELD_TEXT},
    {0},
};

static const struct field_rule goal_rules[] = {
    {.name = "goal", .form = FIELD_TEXT},
    {.name = "measure", .form = FIELD_TEXT},
    {.name = "target", .form = FIELD_NUMBER},
    {.name = "why", .form = FIELD_TEXT},
    {0},
};

static const struct field_rule document_rules[] = {
    {.name = "title", .form = FIELD_TEXT},
    {.name = "date", .form = FIELD_DATE},
    {0},
};

static const struct field_rule partner_rules[] = {
    {.name = "name", .form = FIELD_TEXT, .is_required = true},
    {.name = "slug", .form = FIELD_TEXT},
    {.name = "tier", .form = FIELD_TEXT},
    {.name = "stage", .form = FIELD_WORD, .words = partner_stages, .is_soft = true},
    {.name = "vertical", .form = FIELD_TEXT},
    {.name = "region", .form = FIELD_TEXT},
    {.name = "country", .form = FIELD_TEXT},
    {.name = "since", .form = FIELD_DATE},
    {.name = "currency", .form = FIELD_CURRENCY},
    {.name = "manager", .form = FIELD_TEXT_OR_MAP, .fields = person_rules},
    {.name = "contacts", .form = FIELD_MAPS, .fields = person_rules},
    {.name = "targets", .form = FIELD_PERIOD_MAP, .fields = target_rules},
    {.name = "deals", .form = FIELD_MAPS, .fields = deal_rules},
    {.name = "revenue", .form = FIELD_PERIOD_MAP, .fields = revenue_rules},
    {.name = "health", .form = FIELD_PERIOD_MAP, .fields = health_rules},
    {.name = "certifications", .form = FIELD_MAPS, .fields = certification_rules},
    {.name = "mdf", .form = FIELD_PERIOD_MAP, .fields = mdf_rules},
    {.name = "campaigns", .form = FIELD_MAPS, .fields = campaign_rules},
    {.name = "tickets", .form = FIELD_PERIOD_MAP, .fields = ticket_rules},
    {.name = "escalations", .form = FIELD_MAPS, .fields = escalation_rules},
    {.name = "milestones", .form = FIELD_MAPS, .fields = milestone_rules},
    {.name = "notes", .form = FIELD_MAPS, .fields = note_rules},
    {.name = "actions", .form = FIELD_MAPS, .fields = action_rules},
    {.name = "goals", .form = FIELD_PERIOD_MAPS, .fields = goal_rules},
    {.name = "playbooks", .form = FIELD_TEXTS},
    {.name = "documents", .form = FIELD_MAPS, .fields = document_rules},
    {0},
};

bool load_partner(Arena *arena, World *world, const struct partner_entry *entry,
                  struct diags *diags, struct value **ret) {
    struct value *partner;
    if (!load_data_file(arena, world, entry->path, (struct span){0}, diags, &partner)) {
        return false;
    }
    if (partner->kind != VALUE_MAP) {
        diag_error(diags, partner->at, DIAG_DATA_TYPE, "a partner's file holds %s, not a map",
                   value_kind_name(partner->kind));
        diag_hint(diags, "Begin it with \"name: ...\"; docs/partner-state.md lists the fields.");
        return false;
    }
    struct field_check check = {.arena = arena, .diags = diags};
    load_check_fields(&check, partner, partner_rules);
    if (check.has_failed) {
        return false;
    }
    *ret = partner;
    return true;
}
