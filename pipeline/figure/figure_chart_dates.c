#include "figure_chart_priv.h"

#include <string.h>

/*
 * Categories that are dates: where all of them are written as 2026-09-30 or as 2026-09, they are
 * shown as the locale writes them. Time runs from left to right: one that stands behind a later one
 * is an error. Rows have no such order.
 */

/* "2026-09" is the first of its month. */
static bool read_date(Arena *arena, struct str words, bool is_month, struct date *ret) {
    bool is_short = words.n == strlen("2026-09");
    if (is_short != is_month || (!is_month && words.n != strlen("2026-09-30"))) {
        return false;
    }
    if (is_month) {
        words = str_from(arena_printf(arena, STR_FMT "-01", STR_ARG(words)));
    }
    return date_parse(words, ret);
}

static bool are_all(const struct chart *chart, bool is_month, bool *ret_has_years) {
    struct date date, first;
    *ret_has_years = false;
    for (size_t i = 0; i < chart->n; i++) {
        if (!read_date(chart->fields.arena, chart->groups[i].name, is_month, &date)) {
            return false;
        }
        first = i == 0 ? date : first;
        *ret_has_years = *ret_has_years || date.year != first.year;
    }
    return chart->n > 0;
}

struct str chart_category(const struct chart *chart, struct str words) {
    struct date date;
    bool is_month = chart->names == CATEGORY_MONTHS;
    if (chart->names == CATEGORY_WORDS || !read_date(chart->fields.arena, words, is_month, &date)) {
        return words;
    }
    static const char *const patterns[] = {
        [CATEGORY_WORDS] = "@yMMMd",
        [CATEGORY_MONTHS] = "@yMMM",
        [CATEGORY_DAYS] = "@MMMd",
        [CATEGORY_DAYS_OF_YEARS] = "@yMMMd",
    };
    char *text = locale_format_date(chart->fields.request->locale, chart->fields.arena, date,
                                    patterns[chart->names]);
    return text ? str_from(text) : words;
}

static bool check_order(const struct chart *chart, bool is_month) {
    struct date before, date;
    for (size_t i = 0; i < chart->n && !chart->type->is_of_rows; i++) {
        const struct chart_group *group = &chart->groups[i];
        read_date(chart->fields.arena, group->name, is_month, &date);
        if (i > 0 && date_compare(date, before) < 0) {
            const struct value *value = chart_field(chart, group->row, "x");
            diag_error(chart->fields.diags, figure_place(chart->fields.request, value),
                       DIAG_FIGURE_DATA,
                       "\"" STR_FMT "\" stands behind the later \"" STR_FMT
                       "\": time runs from left to right",
                       STR_ARG(group->name), STR_ARG(chart->groups[i - 1].name));
            diag_hint(chart->fields.diags, "Sort the rows: `data: rows | sort \"" STR_FMT "\"`.",
                      STR_ARG(field_text(&chart->fields, "x")));
            return false;
        }
        before = date;
    }
    return true;
}

bool chart_read_dates(struct chart *chart) {
    bool has_years, is_month = are_all(chart, true, &has_years);
    if (!is_month && !are_all(chart, false, &has_years)) {
        return true;
    }
    if (!check_order(chart, is_month)) {
        return false;
    }
    chart->names = is_month ? CATEGORY_MONTHS : has_years ? CATEGORY_DAYS_OF_YEARS : CATEGORY_DAYS;
    for (size_t i = 0; i < chart->n; i++) {
        chart->groups[i].name = chart_category(chart, chart->groups[i].name);
    }
    return true;
}
