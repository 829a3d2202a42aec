/*
 * A partner file whole: its fields against docs/partner-state.md, all mistakes in one run.
 */
#include "load_state_priv.h"

static const char *const partner_stages[] = {"recruiting", "onboarding", "active",
                                             "paused",     "lost",       NULL};
static const char *const deal_stages[] = {"registered", "qualified", "proposal", "negotiation",
                                          "contract",   "won",       "lost",     NULL};
static const char *const deal_sources[] = {"sourced", "influenced", NULL};
static const char *const deal_kinds[] = {"new", "expansion", "renewal", NULL};
static const char *const action_statuses[] = {"open", "done", "partly", "carried", "missed", NULL};
static const char *const escalation_statuses[] = {"open", "resolved", NULL};
static const char *const measures[] = {"booked",        "pipeline", "win_rate", "certifications",
                                       "registrations", "health",   NULL};

static const struct field_rule logo_rules[] = {
    {.name = "path", .about = "The picture's file, beside the partner's file.", .form = FIELD_TEXT},
    {.name = "dark", .about = "The picture for dark grounds.", .form = FIELD_TEXT},
    {.name = "alt",
     .about = "What the picture shows, for readers who cannot see it.",
     .form = FIELD_TEXT},
    {0},
};

static const struct field_rule manager_rules[] = {
    {.name = "name", .about = "The person's name.", .form = FIELD_TEXT},
    {.name = "role", .about = "What the person does.", .form = FIELD_TEXT},
    {.name = "email", .about = "The person's address for mail.", .form = FIELD_TEXT},
    {.name = "phone",
     .about = "The person's telephone number, as it is to be printed.",
     .form = FIELD_TEXT},
    {0},
};

static const struct field_rule contact_rules[] = {
    {.name = "name", .about = "The person's name.", .form = FIELD_TEXT},
    {.name = "role", .about = "What the person does.", .form = FIELD_TEXT},
    {.name = "email", .about = "The person's address for mail.", .form = FIELD_TEXT},
    {.name = "phone",
     .about = "The person's telephone number, as it is to be printed.",
     .form = FIELD_TEXT},
    {.name = "primary",
     .about = "Whether documents are prepared for this person.",
     .form = FIELD_BOOLEAN,
     .is_soft = true},
    {0},
};

static const struct field_rule target_rules[] = {
    {.name = "booked",
     .about = "Revenue to be booked, in the partner's currency.",
     .form = FIELD_NUMBER,
     .range = RANGE_NOT_NEGATIVE},
    {.name = "sourced",
     .about = "Booked revenue of deals that the partner finds.",
     .form = FIELD_NUMBER,
     .range = RANGE_NOT_NEGATIVE},
    {.name = "influenced",
     .about = "Booked revenue of deals that the partner helps with.",
     .form = FIELD_NUMBER,
     .range = RANGE_NOT_NEGATIVE},
    {.name = "pipeline",
     .about = "Amount of open deals at the period's end.",
     .form = FIELD_NUMBER,
     .range = RANGE_NOT_NEGATIVE},
    {.name = "pipeline_count",
     .about = "Number of open deals at the period's end.",
     .form = FIELD_NUMBER,
     .range = RANGE_NOT_NEGATIVE},
    {.name = "win_rate",
     .about = "Deals won among those decided, in per cent.",
     .form = FIELD_NUMBER,
     .range = RANGE_PERCENT},
    {.name = "retention",
     .about = "Renewals won among those decided in twelve months, in per cent.",
     .form = FIELD_NUMBER,
     .range = RANGE_PERCENT},
    {.name = "average_deal",
     .about = "Average amount of the deals won.",
     .form = FIELD_NUMBER,
     .range = RANGE_NOT_NEGATIVE},
    {.name = "cycle_days",
     .about = "Days from a deal's registration to its closing.",
     .form = FIELD_NUMBER,
     .range = RANGE_NOT_NEGATIVE},
    {.name = "deals_won",
     .about = "Number of deals won.",
     .form = FIELD_NUMBER,
     .range = RANGE_NOT_NEGATIVE},
    {.name = "registrations",
     .about = "Number of deals registered.",
     .form = FIELD_NUMBER,
     .range = RANGE_NOT_NEGATIVE},
    {.name = "certifications",
     .about = "Number of people with a valid certification.",
     .form = FIELD_NUMBER,
     .range = RANGE_NOT_NEGATIVE},
    {.name = "mdf_return",
     .about = "Pipeline of campaigns for each unit of market development funds used.",
     .form = FIELD_NUMBER,
     .range = RANGE_NOT_NEGATIVE},
    {.name = "health",
     .about = "The health score, from 0 to 100.",
     .form = FIELD_NUMBER,
     .range = RANGE_PERCENT},
    {0},
};

static const struct field_rule history_rules[] = {
    {.name = "date", .about = "The day from which the deal was at this stage.", .form = FIELD_DATE},
    {.name = "stage",
     .about = "The stage that it reached.",
     .form = FIELD_WORD,
     .words = deal_stages},
    {0},
};

static const struct field_rule deal_rules[] = {
    {.name = "id",
     .about = "What the deal is called in other systems; no other deal has it.",
     .form = FIELD_TEXT,
     .is_unique = true},
    {.name = "customer", .about = "Who buys.", .form = FIELD_TEXT},
    {.name = "country", .about = "The customer's country.", .form = FIELD_TEXT},
    {.name = "stage",
     .about = "How far the deal has come.",
     .form = FIELD_WORD,
     .words = deal_stages},
    {.name = "amount", .about = "What it is worth; negative for a credit.", .form = FIELD_NUMBER},
    {.name = "currency",
     .about = "The amount's currency where it is not the partner's.",
     .form = FIELD_CURRENCY},
    {.name = "kind",
     .about = "New business, or more of it: any word.",
     .form = FIELD_TEXT,
     .words = deal_kinds},
    {.name = "source",
     .about = "Whether the partner found the deal or helped with it.",
     .form = FIELD_WORD,
     .words = deal_sources},
    {.name = "registered",
     .about = "The day on which the partner registered it.",
     .form = FIELD_DATE},
    {.name = "expected_close",
     .about = "The day on which it is expected to be decided.",
     .form = FIELD_DATE},
    {.name = "closed", .about = "The day on which it was won or lost.", .form = FIELD_DATE},
    {.name = "reason", .about = "Why it was lost.", .form = FIELD_TEXT},
    {.name = "history",
     .about = "The stages it has been through, where they are kept.",
     .form = FIELD_MAPS,
     .fields = history_rules},
    {0},
};

static const struct field_rule revenue_rules[] = {
    {.name = "sourced", .about = "Revenue of deals that the partner found.", .form = FIELD_NUMBER},
    {.name = "influenced",
     .about = "Revenue of deals that the partner helped with.",
     .form = FIELD_NUMBER},
    {0},
};

static const struct field_rule dimension_rules[] = {
    {.name = "name", .about = "What is judged.", .form = FIELD_TEXT, .is_required = true},
    {.name = "score", .about = "From 0 to 100.", .form = FIELD_NUMBER, .range = RANGE_PERCENT},
    {.name = "weight",
     .about = "How much it counts in the score.",
     .form = FIELD_NUMBER,
     .range = RANGE_NOT_NEGATIVE},
    {.name = "evidence", .about = "Why the score is what it is.", .form = FIELD_TEXT},
    {0},
};

static const struct field_rule health_rules[] = {
    {.name = "score",
     .about = "From 0 to 100; where it is absent, the mean of the dimensions.",
     .form = FIELD_NUMBER,
     .range = RANGE_PERCENT},
    {.name = "dimensions",
     .about = "What the score is made of.",
     .form = FIELD_MAPS,
     .fields = dimension_rules},
    {0},
};

static const struct field_rule certification_rules[] = {
    {.name = "person", .about = "Who is certified.", .form = FIELD_TEXT},
    {.name = "name", .about = "The certification's name.", .form = FIELD_TEXT},
    {.name = "earned", .about = "The day on which it was earned.", .form = FIELD_DATE},
    {.name = "expires", .about = "The day after which it no longer counts.", .form = FIELD_DATE},
    {0},
};

static const struct field_rule mdf_rules[] = {
    {.name = "budget",
     .about = "Funds that were granted.",
     .form = FIELD_NUMBER,
     .range = RANGE_NOT_NEGATIVE},
    {.name = "used",
     .about = "Funds that were spent.",
     .form = FIELD_NUMBER,
     .range = RANGE_NOT_NEGATIVE},
    {0},
};

static const struct field_rule campaign_rules[] = {
    {.name = "name", .about = "The campaign's name.", .form = FIELD_TEXT},
    {.name = "kind", .about = "What it was: webinar, event and so on.", .form = FIELD_TEXT},
    {.name = "date", .about = "The day on which it ran.", .form = FIELD_DATE},
    {.name = "cost", .about = "What it cost.", .form = FIELD_NUMBER, .range = RANGE_NOT_NEGATIVE},
    {.name = "leads",
     .about = "Number of leads.",
     .form = FIELD_NUMBER,
     .range = RANGE_NOT_NEGATIVE},
    {.name = "opportunities",
     .about = "Number of deals that came of it.",
     .form = FIELD_NUMBER,
     .range = RANGE_NOT_NEGATIVE},
    {.name = "pipeline",
     .about = "Amount of the deals that came of it.",
     .form = FIELD_NUMBER,
     .range = RANGE_NOT_NEGATIVE},
    {0},
};

static const struct field_rule ticket_rules[] = {
    {.name = "opened",
     .about = "Number of tickets opened.",
     .form = FIELD_NUMBER,
     .range = RANGE_NOT_NEGATIVE},
    {.name = "resolved",
     .about = "Number of tickets resolved.",
     .form = FIELD_NUMBER,
     .range = RANGE_NOT_NEGATIVE},
    {.name = "escalated",
     .about = "Number of tickets escalated.",
     .form = FIELD_NUMBER,
     .range = RANGE_NOT_NEGATIVE},
    {.name = "median_first_response_hours",
     .about = "Median of the hours until the first answer.",
     .form = FIELD_NUMBER,
     .range = RANGE_NOT_NEGATIVE},
    {0},
};

static const struct field_rule escalation_rules[] = {
    {.name = "date", .about = "The day on which it was raised.", .form = FIELD_DATE},
    {.name = "title", .about = "What it is about, in a few words.", .form = FIELD_TEXT},
    {.name = "status",
     .about = "Whether it is open or resolved.",
     .form = FIELD_TEXT,
     .words = escalation_statuses},
    {.name = "detail", .about = "What happened since.", .form = FIELD_TEXT},
    {0},
};

static const struct field_rule result_rules[] = {
    {.name = "value", .about = "The number, with its unit: -33%.", .form = FIELD_TEXT},
    {.name = "what", .about = "What it counts.", .form = FIELD_TEXT},
    {0},
};

static const struct field_rule fact_rules[] = {
    {.name = "name", .about = "What it is: Crews.", .form = FIELD_TEXT},
    {.name = "value", .about = "How many or which: 210.", .form = FIELD_TEXT},
    {0},
};

static const struct field_rule reference_rules[] = {
    {.name = "customer", .about = "Who speaks for the partner.", .form = FIELD_TEXT},
    {.name = "date", .about = "The day since which the customer does.", .form = FIELD_DATE},
    {.name = "country", .about = "Where the customer is.", .form = FIELD_TEXT},
    {.name = "industry", .about = "What the customer does.", .form = FIELD_TEXT},
    {.name = "headline", .about = "The case study's title, as a sentence.", .form = FIELD_TEXT},
    {.name = "summary", .about = "Who the customer is, in a sentence.", .form = FIELD_TEXT},
    {.name = "challenge", .about = "What was hard.", .form = FIELD_TEXT},
    {.name = "solution", .about = "What was done.", .form = FIELD_TEXT},
    {.name = "result", .about = "What came of it.", .form = FIELD_TEXT},
    {.name = "results",
     .about = "The result in numbers, three at best.",
     .form = FIELD_MAPS,
     .fields = result_rules},
    {.name = "facts",
     .about = "The customer at a glance.",
     .form = FIELD_MAPS,
     .fields = fact_rules},
    {.name = "quote", .about = "What the customer says, word for word.", .form = FIELD_TEXT},
    {.name = "speaker", .about = "Who says it.", .form = FIELD_TEXT},
    {.name = "role", .about = "What the speaker does.", .form = FIELD_TEXT},
    {0},
};

static const struct field_rule milestone_rules[] = {
    {.name = "date", .about = "The day it was reached.", .form = FIELD_DATE},
    {.name = "title", .about = "What was reached.", .form = FIELD_TEXT},
    {0},
};

static const struct field_rule note_rules[] = {
    {.name = "date", .about = "The day of the note.", .form = FIELD_DATE},
    {.name = "author", .about = "Who wrote it.", .form = FIELD_TEXT},
    {.name = "text", .about = "What it says.", .form = FIELD_TEXT},
    {0},
};

static const struct field_rule action_rules[] = {
    {.name = "period", .about = "The period whose review made the promise.", .form = FIELD_PERIOD},
    {.name = "what", .about = "What is to be done.", .form = FIELD_TEXT},
    {.name = "owner", .about = "Who does it.", .form = FIELD_TEXT},
    {.name = "company", .about = "Whose people the owner belongs to.", .form = FIELD_TEXT},
    {.name = "due", .about = "The day by which it is to be done.", .form = FIELD_DATE},
    {.name = "status", .about = "What became of it.", .form = FIELD_WORD, .words = action_statuses},
    {.name = "result", .about = "What came out.", .form = FIELD_TEXT},
    {.name = "done_when", .about = "How to see that it is done.", .form = FIELD_TEXT},
    {0},
};

static const struct field_rule decision_rules[] = {
    {.name = "date", .about = "The day on which it was asked for.", .form = FIELD_DATE},
    {.name = "what", .about = "What is to be decided.", .form = FIELD_TEXT},
    {.name = "owner", .about = "Who decides.", .form = FIELD_TEXT},
    {.name = "company", .about = "Whose people the owner belongs to.", .form = FIELD_TEXT},
    {.name = "due", .about = "The day by which it is needed.", .form = FIELD_DATE},
    {.name = "otherwise", .about = "What happens without it.", .form = FIELD_TEXT},
    {.name = "decided", .about = "The day on which it was made.", .form = FIELD_DATE},
    {0},
};

static const struct field_rule goal_rules[] = {
    {.name = "goal", .about = "What is to be reached, as a sentence.", .form = FIELD_TEXT},
    {.name = "measure",
     .about = "The key figure it is measured by.",
     .form = FIELD_TEXT,
     .words = measures},
    {.name = "target",
     .about = "The number to be reached; shares in per cent.",
     .form = FIELD_NUMBER},
    {.name = "why", .about = "Why this goal.", .form = FIELD_TEXT},
    {0},
};

static const struct field_rule document_rules[] = {
    {.name = "title", .about = "The document's title.", .form = FIELD_TEXT},
    {.name = "date", .about = "The day of its signature or issue.", .form = FIELD_DATE},
    {0},
};

const struct field_rule load_partner_rules[] = {
    {.name = "name", .about = "The partner's name.", .form = FIELD_TEXT, .is_required = true},
    {.name = "slug",
     .about = "The name in paths and commands; default: the file's name.",
     .form = FIELD_TEXT},
    {.name = "short_name",
     .about = "What the partner is called in sentences; default: its name.",
     .form = FIELD_TEXT},
    {.name = "tier", .about = "One of the tiers in pdfgen.yaml.", .form = FIELD_TEXT},
    {.name = "stage",
     .about = "Where the partnership stands.",
     .form = FIELD_WORD,
     .words = partner_stages,
     .is_soft = true},
    {.name = "vertical", .about = "The industry it serves.", .form = FIELD_TEXT},
    {.name = "region", .about = "The region it serves, such as EMEA.", .form = FIELD_TEXT},
    {.name = "country", .about = "The country it is in.", .form = FIELD_TEXT},
    {.name = "since", .about = "The day on which the partnership began.", .form = FIELD_DATE},
    {.name = "ended",
     .about = "The day on which it ended; from then on the partner is none.",
     .form = FIELD_DATE},
    {.name = "currency",
     .about = "The currency of its amounts; default: the workspace's.",
     .form = FIELD_CURRENCY},
    {.name = "legal_name", .about = "The name in contracts.", .form = FIELD_TEXT},
    {.name = "address", .about = "The postal address.", .form = FIELD_TEXT},
    {.name = "website", .about = "The address on the web.", .form = FIELD_TEXT},
    {.name = "logo",
     .about = "The partner's logo.",
     .form = FIELD_TEXT_OR_MAP,
     .fields = logo_rules},
    {.name = "manager",
     .about = "Who manages the partner on this side.",
     .form = FIELD_TEXT_OR_MAP,
     .fields = manager_rules},
    {.name = "contacts",
     .about = "The partner's people.",
     .form = FIELD_MAPS,
     .fields = contact_rules},
    {.name = "targets",
     .about = "What was planned, by period.",
     .form = FIELD_PERIOD_MAP,
     .fields = target_rules},
    {.name = "deals",
     .about = "Every deal that was registered, in any order.",
     .form = FIELD_MAPS,
     .fields = deal_rules},
    {.name = "revenue",
     .about = "Booked revenue, by month.",
     .form = FIELD_PERIOD_MAP,
     .fields = revenue_rules},
    {.name = "health",
     .about = "How well the partnership does, by period.",
     .form = FIELD_PERIOD_MAP,
     .fields = health_rules},
    {.name = "certifications",
     .about = "Certified people.",
     .form = FIELD_MAPS,
     .fields = certification_rules},
    {.name = "mdf",
     .about = "Market development funds, by period.",
     .form = FIELD_PERIOD_MAP,
     .fields = mdf_rules},
    {.name = "campaigns",
     .about = "Joint marketing.",
     .form = FIELD_MAPS,
     .fields = campaign_rules},
    {.name = "tickets",
     .about = "Support, by period.",
     .form = FIELD_PERIOD_MAP,
     .fields = ticket_rules},
    {.name = "escalations",
     .about = "What went beyond support.",
     .form = FIELD_MAPS,
     .fields = escalation_rules},
    {.name = "references",
     .about = "Customers who speak for the partner, or their number.",
     .form = FIELD_NUMBER_OR_MAPS,
     .fields = reference_rules,
     .range = RANGE_NOT_NEGATIVE},
    {.name = "milestones",
     .about = "What was reached together, by date.",
     .form = FIELD_MAPS,
     .fields = milestone_rules},
    {.name = "notes", .about = "Remarks, by date.", .form = FIELD_MAPS, .fields = note_rules},
    {.name = "actions",
     .about = "Promises, each of the period whose review made it.",
     .form = FIELD_MAPS,
     .fields = action_rules},
    {.name = "decisions",
     .about = "Decisions that somebody waits for.",
     .form = FIELD_MAPS,
     .fields = decision_rules},
    {.name = "goals",
     .about = "Goals, by the period they are for.",
     .form = FIELD_PERIOD_MAPS,
     .fields = goal_rules},
    {.name = "playbooks",
     .about = "The playbooks that the partner works with.",
     .form = FIELD_TEXTS},
    {.name = "documents",
     .about = "Agreements and other papers.",
     .form = FIELD_MAPS,
     .fields = document_rules},
    {0},
};

bool load_partner(Arena *arena, World *world, const struct partner_entry *entry,
                  struct diags *diags, struct value **ret) {
    struct value *partner;
    if (!load_partner_state(arena, world, entry, diags, &partner)) {
        return false;
    }
    struct field_check check = {.arena = arena, .diags = diags};
    load_check_fields(&check, partner, load_partner_rules);
    if (check.has_failed) {
        return false;
    }
    *ret = partner;
    return true;
}
