/*
 * What the fields of pdfgen.yaml must be.
 */
#include "load_priv.h"

static const char *const qbr_rhythms[] = {"quarterly", "half-yearly", "yearly", NULL};
static const char *const period_kinds[] = {"month", "quarter", "half", "year", NULL};
static const char *const locales[] = {"en-US", "en-GB", "de-DE", "fr-FR", "es-ES",
                                      "pt-BR", "ja-JP", "hi-IN", "ar-EG", NULL};

static const struct field_rule company_rules[] = {
    {.name = "name", .about = "The company's name.", .form = FIELD_TEXT, .is_required = true},
    {.name = "short_name",
     .about = "What the company is called in sentences; default: its name.",
     .form = FIELD_TEXT},
    {.name = "legal_name", .about = "The name in contracts.", .form = FIELD_TEXT},
    {.name = "address", .about = "The postal address.", .form = FIELD_TEXT},
    {.name = "website", .about = "The address on the web.", .form = FIELD_TEXT},
    {.name = "product", .about = "What it sells.", .form = FIELD_TEXT},
    {.name = "value_prop",
     .about = "What the product does for whom, in a sentence.",
     .form = FIELD_TEXT},
    {0},
};

static const struct field_rule contact_rules[] = {
    {.name = "name", .about = "The person's name.", .form = FIELD_TEXT},
    {.name = "email", .about = "The person's address for mail.", .form = FIELD_TEXT},
    {.name = "role", .about = "What the person does.", .form = FIELD_TEXT},
    {.name = "phone",
     .about = "The person's telephone number, as it is to be printed.",
     .form = FIELD_TEXT},
    {0},
};

static const struct field_rule requirement_rules[] = {
    {.name = "certifications",
     .about = "People with a valid certification.",
     .form = FIELD_NUMBER,
     .range = RANGE_NOT_NEGATIVE},
    {.name = "references",
     .about = "Customers who speak for the partner.",
     .form = FIELD_NUMBER,
     .range = RANGE_NOT_NEGATIVE},
    {0},
};

static const struct field_rule tier_rules[] = {
    {.name = "name",
     .about = "The tier's name.",
     .form = FIELD_TEXT,
     .is_required = true,
     .is_unique = true},
    {.name = "threshold",
     .about = "Bookings of twelve months from which a partner is in it.",
     .form = FIELD_NUMBER,
     .range = RANGE_NOT_NEGATIVE},
    {.name = "qbr",
     .about = "How often its partners are reviewed.",
     .form = FIELD_TEXT,
     .words = qbr_rhythms},
    {.name = "requirements",
     .about = "What else a partner must have, by the partner's field.",
     .form = FIELD_NUMBERS,
     .fields = requirement_rules,
     .range = RANGE_NOT_NEGATIVE},
    {.name = "benefits", .about = "What a partner gets.", .form = FIELD_TEXTS},
    {0},
};

static const struct field_rule weight_rules[] = {
    {.name = "registered",
     .about = "Of deals that are registered only.",
     .form = FIELD_NUMBER,
     .range = RANGE_PERCENT},
    {.name = "qualified",
     .about = "Of deals that are qualified.",
     .form = FIELD_NUMBER,
     .range = RANGE_PERCENT},
    {.name = "proposal",
     .about = "Of deals with a proposal.",
     .form = FIELD_NUMBER,
     .range = RANGE_PERCENT},
    {.name = "negotiation",
     .about = "Of deals in negotiation.",
     .form = FIELD_NUMBER,
     .range = RANGE_PERCENT},
    {.name = "contract",
     .about = "Of deals whose contract is being made.",
     .form = FIELD_NUMBER,
     .range = RANGE_PERCENT},
    {0},
};

static const struct field_rule pipeline_rules[] = {
    {.name = "weights",
     .about = "How likely a deal is to be won, by its stage, in per cent.",
     .form = FIELD_NUMBERS,
     .fields = weight_rules,
     .range = RANGE_PERCENT},
    {.name = "coverage",
     .about = "How many times the next plan the open pipeline should be.",
     .form = FIELD_NUMBER,
     .range = RANGE_NOT_NEGATIVE},
    {0},
};

static const struct field_rule status_rules[] = {
    {.name = "name",
     .about = "The status as it is printed.",
     .form = FIELD_TEXT,
     .is_required = true,
     .is_unique = true},
    {.name = "from",
     .about = "The score from which it holds.",
     .form = FIELD_NUMBER,
     .range = RANGE_PERCENT},
    {0},
};

static const struct field_rule dimension_rules[] = {
    {.name = "name",
     .about = "What is judged.",
     .form = FIELD_TEXT,
     .is_required = true,
     .is_unique = true},
    {.name = "weight",
     .about = "How much it counts in the score.",
     .form = FIELD_NUMBER,
     .range = RANGE_NOT_NEGATIVE},
    {0},
};

static const struct field_rule health_rules[] = {
    {.name = "statuses",
     .about = "Words for the score, the best first.",
     .form = FIELD_MAPS,
     .fields = status_rules},
    {.name = "dimensions",
     .about = "What the score is made of.",
     .form = FIELD_MAPS,
     .fields = dimension_rules},
    {0},
};

static const struct field_rule bracket_rules[] = {
    {.name = "from",
     .about = "The amount above which the rate holds.",
     .form = FIELD_NUMBER,
     .range = RANGE_NOT_NEGATIVE},
    {.name = "rate", .about = "In per cent.", .form = FIELD_NUMBER, .range = RANGE_PERCENT},
    {0},
};

static const struct field_rule commission_rules[] = {
    {.name = "rule", .about = "What the rule is called in documents.", .form = FIELD_TEXT},
    {.name = "period",
     .about = "The kind of period it is counted by.",
     .form = FIELD_WORD,
     .words = period_kinds},
    {.name = "sourced",
     .about = "Rates for revenue that the partner found.",
     .form = FIELD_MAPS,
     .fields = bracket_rules},
    {.name = "influenced",
     .about = "Rates for revenue that the partner helped with.",
     .form = FIELD_MAPS,
     .fields = bracket_rules},
    {0},
};

const struct field_rule load_workspace_rules[] = {
    {.name = "company",
     .about = "Who sends the documents.",
     .form = FIELD_MAP,
     .fields = company_rules,
     .is_required = true},
    {.name = "contact",
     .about = "Who prepares them, where the partner has no manager.",
     .form = FIELD_MAP,
     .fields = contact_rules},
    {.name = "brand",
     .about = "The path of a _brand.yml, or what it holds.",
     .form = FIELD_TEXT_OR_MAP},
    {.name = "theme", .about = "The look of documents that name none.", .form = FIELD_TEXT},
    {.name = "locale",
     .about = "The language of numbers, money and dates.",
     .form = FIELD_LOCALE,
     .words = locales},
    {.name = "currency",
     .about = "The currency of thresholds and of partners that name none.",
     .form = FIELD_CURRENCY},
    {.name = "fiscal_year_start",
     .about = "The month in which the fiscal year begins.",
     .form = FIELD_MONTH},
    {.name = "partners", .about = "The folder of partner files.", .form = FIELD_TEXT},
    {.name = "rates",
     .about = "The price of one unit of another currency, such as EUR, in the workspace's.",
     .form = FIELD_NUMBERS,
     .range = RANGE_NOT_NEGATIVE},
    {.name = "tiers",
     .about = "The partner programme's tiers, the lowest first.",
     .form = FIELD_MAPS,
     .fields = tier_rules},
    {.name = "pipeline",
     .about = "How open deals are weighed.",
     .form = FIELD_MAP,
     .fields = pipeline_rules},
    {.name = "health",
     .about = "How scores are made and called.",
     .form = FIELD_MAP,
     .fields = health_rules},
    {.name = "commission",
     .about = "What is paid on booked revenue.",
     .form = FIELD_MAP,
     .fields = commission_rules},
    {0},
};
