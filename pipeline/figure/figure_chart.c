#include "figure_chart_priv.h"

#include <math.h>
#include <string.h>

/*
 * The frame of all charts: title, subtitle, picture, and at the foot a note, the source and its
 * date; no frame, no ground. A type of chart is a row of the table, with the fields that it draws:
 * a field that nothing draws is an error.
 */

static const char *const common_fields[] = {"type",     "title",  "subtitle", "data",
                                            "note",     "unit",   "source",   "as_of",
                                            "decimals", "height", "table",    NULL};

#define FIELDS(...) ((const char *const[]){__VA_ARGS__, NULL})

static const struct chart_type types[] = {
    {.name = "column",
     .kind = WORD_COLUMN_CHART,
     .fields = FIELDS("x", "y", "previous", "plan", "forecast", "labels", "variance", "highlight"),
     .groups_most = GROUPS_MAX,
     .draw = draw_columns},
    {.name = "grouped-column",
     .kind = WORD_GROUPED_COLUMN_CHART,
     .fields = FIELDS("x", "y", "series", "highlight"),
     .groups_most = GROUPS_MAX,
     .draw = draw_series_columns},
    {.name = "stacked-column",
     .kind = WORD_STACKED_COLUMN_CHART,
     .fields = FIELDS("x", "y", "series", "highlight"),
     .groups_most = GROUPS_MAX,
     .is_ordered = true,
     .is_stacked = true,
     .draw = draw_series_columns},
    {.name = "bar",
     .kind = WORD_BAR_CHART,
     .is_of_rows = true,
     .fields = FIELDS("x", "y", "second", "second_label", "x_label", "y_label", "count",
                      "count_label", "emphasis", "highlight", "total", "second_total"),
     .groups_most = GROUPS_MAX,
     .draw = draw_bars},
    {.name = "grouped-bar",
     .kind = WORD_GROUPED_BAR_CHART,
     .is_of_rows = true,
     .fields = FIELDS("x", "y", "series", "previous", "plan", "forecast", "labels", "reference",
                      "highlight"),
     .groups_most = GROUPS_MAX,
     .draw = draw_series_bars},
    {.name = "stacked-bar",
     .kind = WORD_STACKED_BAR_CHART,
     .is_of_rows = true,
     .fields = FIELDS("x", "y", "series", "highlight"),
     .groups_most = GROUPS_MAX,
     .is_ordered = true,
     .is_stacked = true,
     .draw = draw_series_bars},
    {.name = "line",
     .kind = WORD_LINE_CHART,
     .fields = FIELDS("x", "y", "series", "previous", "plan", "forecast", "forecast_from", "labels",
                      "highlight"),
     .groups_most = LINE_GROUPS_MAX,
     .draw = draw_lines},
    {.name = "area",
     .kind = WORD_AREA_CHART,
     .fields = FIELDS("x", "y", "forecast", "labels", "highlight"),
     .groups_most = LINE_GROUPS_MAX,
     .draw = draw_area},
    {.name = "stacked-area",
     .kind = WORD_STACKED_AREA_CHART,
     .fields = FIELDS("x", "y", "series", "highlight"),
     .groups_most = LINE_GROUPS_MAX,
     .is_ordered = true,
     .is_stacked = true,
     .draw = draw_stacked_area},
    {.name = "sparkline",
     .kind = WORD_SPARKLINE,
     .fields = FIELDS("x", "y", "series", "y_label"),
     .groups_most = LINE_GROUPS_MAX,
     .draw = draw_sparklines},
    {.name = "bullet",
     .kind = WORD_BULLET_CHART,
     .is_of_rows = true,
     .fields = FIELDS("x", "y", "plan", "y_words", "plan_words", "labels", "status", "tone"),
     .groups_most = GROUPS_MAX,
     .draw = draw_bullets},
    {.name = "score",
     .kind = WORD_BAR_CHART,
     .is_of_rows = true,
     .fields = FIELDS("x", "y", "previous", "x_label", "difference_label", "labels", "status",
                      "status_label", "tone", "text", "text_label"),
     .groups_most = GROUPS_MAX,
     .draw = draw_scores},
    {.name = "waterfall",
     .kind = WORD_WATERFALL_CHART,
     .fields = FIELDS("x", "y", "total"),
     .groups_most = GROUPS_MAX,
     .draw = draw_waterfall},
    {.name = "funnel",
     .kind = WORD_FUNNEL,
     .is_of_rows = true,
     .fields = FIELDS("x", "y", "loss"),
     .groups_most = GROUPS_MAX,
     .draw = draw_funnel},
    {.name = "variance",
     .kind = WORD_VARIANCE_CHART,
     .is_of_rows = true,
     .fields = FIELDS("x", "y", "previous", "plan", "forecast", "labels", "reference", "total"),
     .groups_most = GROUPS_MAX,
     .draw = draw_variance},
    {.name = "slope",
     .kind = WORD_SLOPE_CHART,
     .is_of_rows = true,
     .fields = FIELDS("x", "y", "previous", "labels", "highlight"),
     .groups_most = GROUPS_MAX,
     .draw = draw_slope},
    {.name = "scatter",
     .kind = WORD_SCATTER_CHART,
     .fields = FIELDS("x", "y", "name", "series", "emphasis", "highlight", "x_label", "y_label"),
     .draw = draw_scatter},
    {.name = "heat-map",
     .kind = WORD_HEAT_MAP,
     .is_of_rows = true,
     .fields = FIELDS("x", "y", "series", "total", "around"),
     .groups_most = GROUPS_MAX,
     .draw = draw_heat_map},
    {.name = "share",
     .kind = WORD_SHARE_BAR,
     .is_of_rows = true,
     .fields = FIELDS("x", "y", "series"),
     .groups_most = GROUPS_MAX,
     .draw = draw_shares},
    {.name = "timeline",
     .kind = WORD_TIMELINE,
     .fields = FIELDS("date", "name", "text", "state"),
     .draw = draw_timeline},
    {.name = "gantt",
     .kind = WORD_ROAD_MAP,
     .is_of_rows = true,
     .fields = FIELDS("name", "start", "end", "group", "owner", "state", "labels", "today"),
     .draw = draw_gantt},
};

const struct chart_type *chart_types(size_t *ret_n) {
    *ret_n = G_N_ELEMENTS(types);
    return types;
}

static const struct chart_type *find_type(struct str name) {
    for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
        if (str_is(name, types[i].name)) {
            return &types[i];
        }
    }
    return NULL;
}

static bool report_type(const struct canvas *canvas, struct str type, struct diags *diags) {
    struct str names[G_N_ELEMENTS(types)];
    for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
        names[i] = str_from(types[i].name);
    }
    const struct value *value = value_get(canvas->request->spec, "type");
    struct span at = figure_place(canvas->request, value);
    if (type.n == 0) {
        diag_error(diags, at, DIAG_FIGURE_FIELD, "a chart needs a type");
    } else {
        diag_error(diags, at, DIAG_FIGURE_FIELD, "there is no chart of the type \"" STR_FMT "\"",
                   STR_ARG(type));
    }
    diag_hint_nearest(diags, type, names, G_N_ELEMENTS(names));
    diag_hint(diags, "Types are %s.", str_list(canvas->arena, names, G_N_ELEMENTS(names)));
    return false;
}

/* --- the frame ------------------------------------------------------------------------------ */

static void draw_titles(struct canvas *canvas, struct chart *chart) {
    const struct text_style *style = &canvas->request->theme->styles[ROLE_SUBHEADING];
    const struct text_look title = {.role = ROLE_SUBHEADING, .colour = (int)style->colour};
    const struct text_look subtitle = {.role = ROLE_SMALL, .colour = COLOUR_MUTED};
    struct str words = field_text(&chart->fields, "title");
    double width_pt = canvas->figure->width_pt;
    if (words.n) {
        struct rect room = {0, 0, width_pt, 28};
        chart->top_pt += 14 * (double)canvas_paragraph(canvas, &title, room, 14, words);
    }
    words = field_text(&chart->fields, "subtitle");
    if (words.n) {
        struct rect room = {0, chart->top_pt + 1, width_pt, 24};
        chart->top_pt += 12 * (double)canvas_paragraph(canvas, &subtitle, room, 12, words) + 1;
    }
    chart->top_pt += chart->top_pt > 0 ? 8 : 0;
}

/* A date as the locale writes it; other words as they are. */
static struct str date_words(const struct canvas *canvas, struct str words) {
    struct date date;
    if (!date_parse(words, &date)) {
        return words;
    }
    char *text = locale_format_date(canvas->request->locale, canvas->arena, date, "medium");
    return text ? str_from(text) : words;
}

static void append_sentence(GString *out, struct str words) {
    if (words.n > 0) {
        g_string_append_printf(out, "%s" STR_FMT "%s", out->len ? " " : "", STR_ARG(words),
                               strchr(".!?", words.p[words.n - 1]) ? "" : ".");
    }
}

/* "Source: Halyard CRM, as of 30 Sep 2026"; "As of 30 Sep 2026". */
static struct str source_words(const struct canvas *canvas, const struct chart *chart) {
    struct str source = str_trim(field_text(&chart->fields, "source"));
    struct str as_of = date_words(canvas, str_trim(field_text(&chart->fields, "as_of")));
    if (source.n > 0 && as_of.n > 0) {
        return canvas_phrase(canvas, WORD_SOURCE_AS_OF, source, as_of);
    }
    if (source.n > 0) {
        return canvas_phrase(canvas, WORD_SOURCE, source, STR(""));
    }
    return as_of.n > 0 ? canvas_phrase(canvas, WORD_AS_OF, as_of, STR("")) : STR("");
}

static void draw_foot_line(struct canvas *canvas, struct str words) {
    const struct text_look look = {.role = ROLE_SMALL, .colour = COLOUR_MUTED};
    struct figure *figure = canvas->figure;
    struct rect room = {0, figure->height_pt, figure->width_pt, 36};
    figure->height_pt += 12 * (double)canvas_paragraph(canvas, &look, room, 12, words);
}

/* The note and the source, on one line where they fit, else each on its own. */
static void draw_foot(struct canvas *canvas, const struct chart *chart) {
    const struct text_look look = {.role = ROLE_SMALL};
    struct str note = str_trim(field_text(&chart->fields, "note"));
    g_autoptr(GString) words = g_string_new(NULL);
    append_sentence(words, note);
    size_t note_n = words->len;
    append_sentence(words, source_words(canvas, chart));
    if (words->len == 0) {
        return;
    }
    canvas->figure->height_pt += 2;
    struct str all = str_from_gstring(canvas->arena, words);
    if (note_n > 0 && canvas_measure(canvas, &look, all) > canvas->figure->width_pt) {
        draw_foot_line(canvas, str_slice(all, 0, note_n));
        all = str_trim(str_skip(all, note_n));
    }
    draw_foot_line(canvas, all);
}

/* --- the chart ------------------------------------------------------------------------------ */

static bool read_rows(struct chart *chart) {
    const struct fields *fields = &chart->fields;
    chart->rows = field_value(fields, "data");
    if (!chart->rows || chart->rows->kind != VALUE_LIST || chart->rows->list.n == 0) {
        diag_error(fields->diags, fields->request->at, DIAG_FIGURE_DATA,
                   "\"data\" of a chart must name a list that is not empty");
        diag_hint(fields->diags, "`data: quarters` takes the list of that name.");
        return false;
    }
    return true;
}

/* What the foot takes; its two lines are not set yet. */
static double foot_room(const struct chart *chart) {
    return chart_has_foot(chart) ? chart_has_field(chart, "note") ? 26 : 14 : 2;
}

/* Of the rows those that the page has room for. */
static void take_rows(struct chart *chart, double shown_pt) {
    size_t n = chart->type->groups_most > 0 ? chart->n : chart->rows->list.n;
    double share = (chart->room_pt - ROWS_BESIDE_PT) / (shown_pt - ROWS_BESIDE_PT);
    size_t most = (size_t)fmax(floor((double)n * share), 1);
    diag_warning(chart->fields.diags, chart->fields.request->at, DIAG_FIGURE_DATA,
                 "the page has room for %zu of the chart's %zu rows", most, n);
    diag_hint(chart->fields.diags, "Choose those that matter: `data: rows | limit %zu`.", most);
    chart->n = MIN(chart->n, most);
    if (chart->type->groups_most == 0) {
        struct value *rows = value_new(chart->fields.arena, VALUE_LIST, chart->rows->at);
        rows->list = chart->rows->list;
        rows->list.n = most;
        chart->rows = rows;
    }
}

/* Rows are as many as there are; where they are higher than the page, the first ones are drawn. */
static void draw_fitting(struct canvas *canvas, struct chart *chart) {
    const struct figure_request *request = canvas->request;
    const struct figure before = *canvas->figure;
    size_t errors = chart->fields.diags->n_errors;
    chart->room_pt = request->height_pt > 0 ? request->height_pt - chart->top_pt - foot_room(chart)
                                            : (double)INFINITY;
    chart->type->draw(canvas, chart);
    double shown_pt = canvas->figure->height_pt - chart->top_pt;
    bool is_good = chart->fields.diags->n_errors == errors;
    if (chart->type->is_of_rows && is_good && shown_pt > chart->room_pt + 0.5) {
        *canvas->figure = before;
        g_string_truncate(chart->says, 0);
        take_rows(chart, shown_pt);
        chart->type->draw(canvas, chart);
    }
}

static bool draw_chart_of_type(struct canvas *canvas, struct chart *chart) {
    struct diags *diags = chart->fields.diags;
    size_t errors = diags->n_errors;
    fields_check(&chart->fields, common_fields, chart->type->fields);
    chart_check_fields(chart);
    const struct value *decimals = value_get(chart->fields.map, "decimals");
    chart->decimals = decimals && decimals->kind == VALUE_NUMBER
                          ? (int)CLAMP(decimal_to_int(decimals->number), 0, CHART_DECIMALS_MOST)
                          : 0;
    if (!read_rows(chart) || !chart_check_names(chart) ||
        (chart->type->groups_most > 0 && !chart_read_groups(canvas, chart))) {
        return false;
    }
    g_autoptr(GString) says = g_string_new(NULL);
    chart->says = says;
    draw_titles(canvas, chart);
    draw_fitting(canvas, chart);
    draw_foot(canvas, chart);
    canvas->figure->alt = chart_describe(canvas, chart);
    canvas->figure->table =
        value_is_true(value_get(chart->fields.map, "table")) ? chart_table(canvas, chart) : NULL;
    return diags->n_errors == errors;
}

/* Columns of several series stand side by side, areas on top of each other; bars also beside what
 * they are compared with. */
static bool needs_company(const struct value *map, struct str type) {
    bool has_references = value_get(map, "previous") || value_get(map, "plan");
    return (str_is(type, "column") && value_get(map, "series")) ||
           (str_is(type, "bar") && (value_get(map, "series") || has_references));
}

bool draw_chart(struct canvas *canvas, struct diags *diags) {
    struct chart chart = {
        .fields = {canvas->request, canvas->arena, diags, canvas->request->spec},
    };
    if (chart.fields.map->kind != VALUE_MAP) {
        return diag_error(diags, canvas->request->at, DIAG_FIGURE_FIELD,
                          "\"chart\" takes a map with type, data, x and y");
    }
    struct str type = field_text(&chart.fields, "type");
    chart.type = find_type(type);
    if (str_is(type, "area") && value_get(chart.fields.map, "series")) {
        chart.type = find_type(STR("stacked-area"));
    }
    if (needs_company(chart.fields.map, type)) {
        chart.type =
            find_type(str_from(arena_printf(canvas->arena, "grouped-" STR_FMT, STR_ARG(type))));
    }
    return chart.type ? draw_chart_of_type(canvas, &chart) : report_type(canvas, type, diags);
}

bool draw_timeline_fence(struct canvas *canvas, struct diags *diags) {
    const struct value *spec = canvas->request->spec;
    if (spec->kind == VALUE_LIST) { /* of events alone */
        struct value *map = value_new(canvas->arena, VALUE_MAP, spec->at);
        value_put(canvas->arena, map, "data", (struct value *)spec);
        spec = map;
    }
    struct chart chart = {
        .fields = {canvas->request, canvas->arena, diags, spec},
        .type = find_type(STR("timeline")),
    };
    if (spec->kind != VALUE_MAP) {
        return diag_error(diags, canvas->request->at, DIAG_FIGURE_FIELD,
                          "\"timeline\" takes a list of events, or a map with data");
    }
    return draw_chart_of_type(canvas, &chart);
}
