#include "figure_chart_priv.h"

#include <math.h>

/* Numbers, names and sentences of charts. */

struct str chart_format(const struct canvas *canvas, const struct chart *chart,
                        const struct chart_number *number) {
    const struct number_style style = {.decimals = chart->decimals};
    return str_from(
        locale_format_number(canvas->request->locale, canvas->arena, number->exact, &style));
}

struct str chart_number_words(const struct canvas *canvas, const struct chart *chart,
                              const struct chart_number *number) {
    return number->is_there ? chart_format(canvas, chart, number)
                            : canvas_word(canvas, WORD_MISSING);
}

struct str chart_scenario_words(const struct canvas *canvas, const struct chart *chart, size_t i,
                                enum scenario scenario) {
    const char *key = scenario == SCENARIO_ACTUAL ? "y_words"
                      : scenario == SCENARIO_PLAN ? "plan_words"
                                                  : NULL;
    struct str own = key ? chart_field_text(chart, chart->groups[i].row, key) : STR("");
    const struct chart_number *number = &chart->groups[i].numbers[scenario];
    return own.n > 0 ? own : chart_number_words(canvas, chart, number);
}

struct str chart_format_signed(const struct canvas *canvas, const struct chart *chart,
                               struct decimal exact) {
    const struct number_style style = {.decimals = chart->decimals, .is_signed = true};
    return str_from(locale_format_number(canvas->request->locale, canvas->arena, exact, &style));
}

struct str chart_format_share(const struct canvas *canvas, double share, int decimals,
                              bool is_signed) {
    if (!isfinite(share) || fabs(share) > 1e6) {
        return STR("");
    }
    struct decimal exact = {.units = llround(share * 1e6), .scale = 6};
    const struct number_style style = {
        .decimals = decimals, .is_signed = is_signed, .is_percent = true};
    return str_from(locale_format_number(canvas->request->locale, canvas->arena, exact, &style));
}

static const enum figure_word scenario_words[N_SCENARIOS] = {
    [SCENARIO_PREVIOUS] = WORD_PREVIOUS,
    [SCENARIO_PLAN] = WORD_PLAN,
    [SCENARIO_FORECAST] = WORD_FORECAST,
    [SCENARIO_ACTUAL] = WORD_ACTUAL,
};

static struct str own_scenario_name(const struct chart *chart, enum scenario scenario) {
    static const char *const keys[N_SCENARIOS] = {"previous", "plan", "forecast", "actual"};
    const struct value *labels = value_get(chart->fields.map, "labels");
    return value_string(value_get(labels, keys[scenario]));
}

struct str chart_scenario_name(const struct chart *chart, enum scenario scenario) {
    struct str own = own_scenario_name(chart, scenario);
    const Locale *locale = chart->fields.request->locale;
    return own.n ? own : str_from(figure_word(locale, scenario_words[scenario]));
}

struct str chart_scenario_inside(const struct chart *chart, enum scenario scenario) {
    struct str own = own_scenario_name(chart, scenario);
    const struct fields *fields = &chart->fields;
    return own.n ? own
                 : figure_word_inside(fields->arena, fields->request->locale,
                                      scenario_words[scenario]);
}

const struct chart_number *chart_main_number(const struct chart_group *group) {
    const struct chart_number *actual = &group->numbers[SCENARIO_ACTUAL];
    return actual->is_there ? actual : &group->numbers[SCENARIO_FORECAST];
}

bool chart_is_highlighted(const struct chart *chart, struct str name) {
    struct str wanted = field_text(&chart->fields, "highlight");
    return name.n > 0 && (str_eq(name, wanted) || str_eq(name, chart_category(chart, wanted)));
}

/* --- cells ----------------------------------------------------------------------------------- */

bool chart_group_total(const struct chart *chart, const struct chart_group *group,
                       struct chart_number *ret) {
    *ret = (struct chart_number){.exact = decimal_from_int(0)};
    for (size_t s = 0; s < chart->n_series; s++) {
        const struct chart_number *cell = &group->cells[s];
        if (cell->is_there && !decimal_add(ret->exact, cell->exact, &ret->exact)) {
            return false;
        }
        ret->value += cell->is_there ? cell->value : 0;
        ret->is_there = ret->is_there || cell->is_there;
    }
    return ret->is_there;
}

double chart_widest_cell(const struct canvas *canvas, const struct chart *chart) {
    const struct text_look look = {.role = ROLE_SMALL};
    double widest = 0;
    for (size_t i = 0; i < chart->n; i++) {
        for (size_t s = 0; s < chart->n_series; s++) {
            const struct chart_number *cell = &chart->groups[i].cells[s];
            struct str words = cell->is_there ? chart_format(canvas, chart, cell) : STR("");
            widest = fmax(widest, canvas_measure(canvas, &look, words));
        }
    }
    return widest;
}

/* --- differences ---------------------------------------------------------------------------- */

enum scenario chart_reference(const struct chart *chart) {
    struct str wanted = field_text(&chart->fields, "reference");
    bool is_previous = str_is(wanted, "previous") || (wanted.n == 0 && !chart->has[SCENARIO_PLAN]);
    return is_previous ? SCENARIO_PREVIOUS : SCENARIO_PLAN;
}

struct difference chart_difference(const struct chart *chart, size_t i, enum scenario reference) {
    const struct chart_group *group = &chart->groups[i];
    const struct chart_number *other = &group->numbers[reference];
    bool is_forecast = !group->numbers[SCENARIO_ACTUAL].is_there;
    const struct chart_number *number = chart_main_number(group);
    struct difference difference = {.is_forecast = is_forecast};
    difference.is_there = number->is_there && other->is_there &&
                          decimal_subtract(number->exact, other->exact, &difference.exact);
    difference.value = number->value - other->value;
    difference.share = other->value != 0 ? difference.value / fabs(other->value) : (double)NAN;
    return difference;
}

int chart_difference_colour(const struct difference *difference) {
    int sign = decimal_sign(difference->exact);
    return sign < 0 ? COLOUR_BAD : sign > 0 ? COLOUR_GOOD : COLOUR_MUTED;
}

/* --- alternative text ----------------------------------------------------------------------- */

/* More values than that are told by the first, last, highest and lowest. */
enum { VALUES_TOLD = 12 };

static void describe_group(const struct canvas *canvas, const struct chart *chart,
                           const struct chart_group *group, GString *alt) {
    const struct chart_number *number = chart_main_number(group);
    figure_tell(alt, " ", group->name);
    figure_tell(alt, ": ", chart_number_words(canvas, chart, number));
    if (!number->is_there) {
        return;
    }
    if (number == &group->numbers[SCENARIO_FORECAST]) {
        figure_tell(alt, " (", chart_scenario_name(chart, SCENARIO_FORECAST));
        g_string_append_c(alt, ')');
    }
    static const enum scenario references[] = {SCENARIO_PLAN, SCENARIO_PREVIOUS};
    for (size_t i = 0; i < G_N_ELEMENTS(references); i++) {
        const struct chart_number *other = &group->numbers[references[i]];
        if (other->is_there) {
            figure_tell(alt, " (", chart_scenario_name(chart, references[i]));
            figure_tell(alt, " ", chart_format(canvas, chart, other));
            g_string_append_c(alt, ')');
        }
    }
}

/* Of a series, or, with @series of SERIES_MAX, of the only measure. */
static const struct chart_number *number_of(const struct chart_group *group, size_t series) {
    return series < SERIES_MAX ? &group->cells[series] : chart_main_number(group);
}

struct extremes {
    size_t n, first, last, lowest, highest;
};

static struct extremes find_extremes(const struct chart *chart, size_t series) {
    struct extremes found = {0};
    for (size_t i = 0; i < chart->n; i++) {
        const struct chart_number *number = number_of(&chart->groups[i], series);
        if (!number->is_there) {
            continue;
        }
        if (found.n++ == 0) {
            found.first = found.lowest = found.highest = i;
        }
        found.last = i;
        if (number->value < number_of(&chart->groups[found.lowest], series)->value) {
            found.lowest = i;
        }
        if (number->value > number_of(&chart->groups[found.highest], series)->value) {
            found.highest = i;
        }
    }
    return found;
}

/* " first 1,012 (Q4 2025), last ..., highest ..., lowest ..."; where the values are told in their
 * order anyway, only the highest and the lowest. */
static void describe_extremes(const struct canvas *canvas, const struct chart *chart, size_t series,
                              bool has_ends, GString *alt) {
    struct extremes found = find_extremes(chart, series);
    const struct {
        enum figure_word word;
        size_t group;
    } rows[] = {{WORD_TELL_FIRST, found.first},
                {WORD_TELL_LAST, found.last},
                {WORD_TELL_HIGHEST, found.highest},
                {WORD_TELL_LOWEST, found.lowest}};
    if (found.n == 0) {
        figure_tell(alt, " ", canvas_word(canvas, WORD_MISSING));
        return;
    }
    size_t first = has_ends ? 0 : 2, n = has_ends && found.n == 1 ? 1 : G_N_ELEMENTS(rows);
    for (size_t i = first; i < n; i++) {
        const struct chart_group *group = &chart->groups[rows[i].group];
        struct str value = chart_format(canvas, chart, number_of(group, series));
        figure_tell(alt, i > first ? ", " : " ",
                    canvas_phrase(canvas, rows[i].word, value, group->name));
    }
}

/* The last group's difference: what the chart is usually about. */
static void describe_difference(const struct canvas *canvas, const struct chart *chart,
                                GString *alt) {
    enum scenario reference = chart_reference(chart);
    if (chart->n_series > 0 || !chart->has[reference]) {
        return;
    }
    struct extremes found = find_extremes(chart, SERIES_MAX);
    struct difference difference = chart_difference(chart, found.last, reference);
    if (!difference.is_there) {
        return;
    }
    struct str share = chart_format_share(canvas, difference.share, 1, true);
    struct str words =
        figure_phrase(canvas->arena, canvas->request->locale, WORD_TELL_DIFFERENCE,
                      chart->groups[found.last].name, chart_scenario_inside(chart, reference),
                      chart_format_signed(canvas, chart, difference.exact));
    figure_tell(alt, " ", words);
    if (share.n > 0) {
        figure_tell(alt, " (", share);
        g_string_append_c(alt, ')');
    }
    g_string_append_c(alt, '.');
}

void chart_tell_count(const struct canvas *canvas, enum figure_word word, size_t n, GString *alt) {
    const struct number_style style = {.decimals = 0};
    if (n < 2) { /* one needs no count, and its plural would be wrong */
        return;
    }
    char *words = locale_format_number(canvas->request->locale, canvas->arena,
                                       decimal_from_int((int64_t)n), &style);
    figure_tell(alt, " ", canvas_phrase(canvas, word, str_from(words), STR("")));
}

static void describe_measure(const struct canvas *canvas, const struct chart *chart, GString *alt) {
    if (chart->n > 2) {
        chart_tell_count(canvas, WORD_TELL_COUNT, chart->n, alt);
        describe_extremes(canvas, chart, SERIES_MAX, chart->n > VALUES_TOLD, alt);
        g_string_append_c(alt, '.');
    }
    for (size_t i = 0; i < chart->n && chart->n <= VALUES_TOLD; i++) {
        describe_group(canvas, chart, &chart->groups[i], alt);
        g_string_append_c(alt, i + 1 < chart->n ? ';' : '.');
    }
    describe_difference(canvas, chart, alt);
}

const char *chart_describe(const struct canvas *canvas, const struct chart *chart) {
    struct str title = field_text(&chart->fields, "title");
    struct str subtitle = field_text(&chart->fields, "subtitle");
    g_autoptr(GString) alt = g_string_new(figure_word(canvas->request->locale, chart->type->kind));
    if (title.n) {
        figure_tell(alt, ": ", title);
    }
    if (subtitle.n) {
        figure_tell(alt, ". ", subtitle);
    }
    g_string_append_c(alt, '.');
    if (chart->says->len > 0) {
        g_string_append(alt, chart->says->str);
    } else if (chart->n_series == 0) {
        describe_measure(canvas, chart, alt);
    }
    for (size_t s = 0; chart->says->len == 0 && s < chart->n_series; s++) {
        figure_tell(alt, " ", chart->series[s].name);
        g_string_append_c(alt, ':');
        describe_extremes(canvas, chart, s, true, alt);
        g_string_append_c(alt, '.');
    }
    return arena_strdup(canvas->arena, alt->str);
}
