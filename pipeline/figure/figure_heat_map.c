#include "figure_chart_priv.h"

#include <math.h>

/*
 * A heat map: rows by columns, each cell tinted by its class and saying its number. Up to six
 * classes of one round width, with a key at the foot: in steps of one hue, or, around a middle
 * (`around`, or zero where there are values on both sides of it), in three steps of one hue above
 * and three of another below. A cell without a number is hatched, never the palest tint.
 */

static const double ROW_PT = 17, HEAD_PT = 16, CELL_GAP_PT = 1, GAP_PT = 12, KEY_PT = 34;

enum { SIDE_CLASSES = DIVERGING_COLOURS / 2 };

struct heat_map {
    struct rows rows;
    double left_pt, cell_pt; /* of the columns */
    double first, step;      /* of the classes */
    size_t n_classes;
    bool is_diverging;
    bool is_signed; /* around zero, said by the specification */
    double middle;
    bool has_missing;
    bool has_values; /* cells are wide enough to say theirs */
};

/* --- classes -------------------------------------------------------------------------------- */

static double greatest_of(const struct chart *chart) {
    double greatest = chart->least;
    for (size_t i = 0; i < chart->n; i++) {
        for (size_t s = 0; s < chart->n_series; s++) {
            const struct chart_number *cell = &chart->groups[i].cells[s];
            greatest = cell->is_there ? fmax(greatest, cell->value) : greatest;
        }
    }
    return greatest;
}

static const double fractions[] = {1, 2, 2.5, 4, 5, 10, 20};

/* The smallest round step that has every value within three of the middle. */
static void find_classes_around(const struct chart *chart, struct heat_map *map) {
    double low = chart->least - map->middle, high = greatest_of(chart) - map->middle;
    double most = fmax(fabs(low), fabs(high));
    most = most > 0 ? most : 1;
    double power = pow(10, floor(log10(most / SIDE_CLASSES)));
    for (size_t i = 0; i < G_N_ELEMENTS(fractions); i++) {
        map->step = fractions[i] * power;
        bool is_fine = chart->decimals > 0 || map->step >= 1;
        if (is_fine && map->step * SIDE_CLASSES >= most * (1 - 1e-9)) {
            break;
        }
    }
    double first = low < 0 ? fmax(floor(low / map->step + 1e-9), -SIDE_CLASSES) : 0;
    double last = high > 0 ? fmin(ceil(high / map->step - 1e-9), SIDE_CLASSES) : 0;
    map->first = map->middle + first * map->step;
    map->n_classes = (size_t)fmax(last - first, 1);
}

/* The smallest round step with at most six classes, as Heckbert's ticks have it. */
static void find_classes(const struct chart *chart, struct heat_map *map) {
    double low = chart->least, high = greatest_of(chart), span = high - low;
    if (!(span > 0)) {
        span = fmax(fabs(high), 1);
    }
    double power = pow(10, floor(log10(span / HEAT_COLOURS)));
    for (size_t i = 0; i < G_N_ELEMENTS(fractions); i++) {
        map->step = fractions[i] * power;
        /* Classes of whole numbers have whole bounds. */
        bool is_fine = chart->decimals > 0 || map->step >= 1;
        map->first = floor(low / map->step + 1e-9) * map->step;
        map->n_classes = (size_t)floor((high - map->first) / map->step + 1e-9) + 1;
        if (is_fine && map->n_classes <= HEAT_COLOURS) {
            return;
        }
    }
}

/* `around`, else zero where the values lie on both sides of it. */
static void find_middle(const struct chart *chart, struct heat_map *map) {
    const struct value *around = value_get(chart->fields.map, "around");
    bool is_said = around && around->kind != VALUE_NULL;
    if (is_said) {
        const struct value *value = field_value(&chart->fields, "around");
        struct chart_number number = chart_read_number(chart, value);
        map->is_diverging = number.is_there;
        map->middle = number.value;
        map->is_signed = number.is_there && number.value == 0;
    } else {
        map->is_diverging = chart->least < 0 && greatest_of(chart) > 0;
    }
}

static struct str cell_words(const struct canvas *canvas, const struct chart *chart,
                             const struct heat_map *map, const struct chart_number *cell) {
    return map->is_signed ? chart_format_signed(canvas, chart, cell->exact)
                          : chart_format(canvas, chart, cell);
}

static int class_colour(const struct heat_map *map, size_t class) {
    if (map->is_diverging) {
        double steps = round((map->first - map->middle) / map->step) + (double)class;
        return COLOUR_DIVERGING + CLAMP((int)steps + SIDE_CLASSES, 0, DIVERGING_COLOURS - 1);
    }
    size_t last = map->n_classes > 1 ? map->n_classes - 1 : 1;
    return COLOUR_HEAT + (int)(class * (HEAT_COLOURS - 1) / last);
}

static size_t class_of(const struct heat_map *map, double value) {
    double class = floor((value - map->first) / map->step + 1e-9);
    return (size_t)CLAMP(class, 0, (double)map->n_classes - 1);
}

static struct str class_words(const struct canvas *canvas, const struct chart *chart,
                              const struct heat_map *map, size_t class) {
    double low = map->first + map->step * (double)class, high = low + map->step;
    bool is_whole = chart->decimals == 0;
    high -= is_whole ? 1 : 0;
    struct str from = tick_words(canvas, low, map->step), to = tick_words(canvas, high, map->step);
    if (high <= low) {
        return from;
    }
    if (low < 0) { /* a dash between two signs would be a third one */
        return canvas_phrase(canvas, WORD_RANGE, from, to);
    }
    return str_from(arena_printf(canvas->arena, STR_FMT "–" STR_FMT, STR_ARG(from), STR_ARG(to)));
}

/* --- cells ---------------------------------------------------------------------------------- */

static struct str total_words(const struct canvas *canvas, const struct chart *chart,
                              const struct heat_map *map, size_t i) {
    struct chart_number total;
    bool is_there = chart_group_total(chart, &chart->groups[i], &total);
    return is_there ? cell_words(canvas, chart, map, &total) : canvas_word(canvas, WORD_MISSING);
}

static double totals_width(const struct canvas *canvas, const struct chart *chart,
                           const struct heat_map *map) {
    const struct text_look look = {.role = ROLE_SMALL, .weight = 600};
    double widest = canvas_measure(canvas, &look, field_text(&chart->fields, "total"));
    for (size_t i = 0; i < chart->n; i++) {
        widest = fmax(widest, canvas_measure(canvas, &look, total_words(canvas, chart, map, i)));
    }
    return widest + GAP_PT;
}

static double widest_cell(const struct canvas *canvas, const struct chart *chart,
                          const struct heat_map *map) {
    const struct text_look look = {.role = ROLE_SMALL};
    double widest = 0;
    for (size_t i = 0; map->is_signed && i < chart->n; i++) {
        for (size_t s = 0; s < chart->n_series; s++) {
            const struct chart_number *cell = &chart->groups[i].cells[s];
            struct str words = cell->is_there ? cell_words(canvas, chart, map, cell) : STR("");
            widest = fmax(widest, canvas_measure(canvas, &look, words));
        }
    }
    return map->is_signed ? widest : chart_widest_cell(canvas, chart);
}

static void draw_cell(struct canvas *canvas, const struct chart *chart, const struct heat_map *map,
                      size_t i, size_t s, double y_pt) {
    const struct chart_number *cell = &chart->groups[i].cells[s];
    struct rect rect = {map->left_pt + map->cell_pt * (double)s, y_pt, map->cell_pt - CELL_GAP_PT,
                        map->rows.row_pt - CELL_GAP_PT};
    struct text_look look = {.role = ROLE_SMALL, .anchor = ANCHOR_MIDDLE, .colour = COLOUR_MUTED};
    struct point at = {rect.x + rect.width / 2, rect.y + rect.height / 2 + 3};
    if (!cell->is_there) {
        canvas_hatch_missing(canvas, rect);
        double words_pt = canvas_measure(canvas, &look, canvas_word(canvas, WORD_MISSING));
        if (words_pt <= rect.width - 2) {
            canvas_rect(canvas, (struct rect){at.x - words_pt / 2 - 1, at.y - 8, words_pt + 2, 10},
                        COLOUR_GROUND);
            canvas_text(canvas, &look, at, canvas_word(canvas, WORD_MISSING));
        }
        return;
    }
    int fill = class_colour(map, class_of(map, cell->value));
    canvas_rect(canvas, rect, fill);
    if (map->has_values) {
        look.colour = canvas_text_on(canvas, fill);
        canvas_text(canvas, &look, at, cell_words(canvas, chart, map, cell));
    }
}

static void draw_heads(struct canvas *canvas, const struct chart *chart,
                       const struct heat_map *map) {
    struct text_look look = {.role = ROLE_SMALL, .colour = COLOUR_MUTED, .anchor = ANCHOR_MIDDLE};
    double y_pt = chart->top_pt + 9;
    for (size_t s = 0; s < chart->n_series; s++) {
        struct point at = {map->left_pt + map->cell_pt * ((double)s + 0.5), y_pt};
        canvas_text_within(canvas, &look, at, map->cell_pt - 2, chart->series[s].name);
    }
    look.weight = 600;
    look.anchor = ANCHOR_END;
    canvas_text(canvas, &look, (struct point){canvas->figure->width_pt, y_pt},
                field_text(&chart->fields, "total"));
}

static struct str key_words(const struct canvas *canvas, const struct chart *chart,
                            const struct heat_map *map, size_t i) {
    return i < map->n_classes ? class_words(canvas, chart, map, i)
                              : canvas_word(canvas, WORD_MISSING);
}

static void draw_key_cell(struct canvas *canvas, const struct heat_map *map, size_t i,
                          struct rect rect) {
    if (i < map->n_classes) {
        canvas_rect(canvas, rect, class_colour(map, i));
    } else {
        canvas_hatch_missing(canvas, rect);
    }
}

/* Where the ranges are too long for words below each: the bounds, each once. */
static void draw_bounds_key(struct canvas *canvas, const struct heat_map *map, double y_pt) {
    const struct text_look look = {
        .role = ROLE_SMALL, .colour = COLOUR_MUTED, .anchor = ANCHOR_MIDDLE};
    size_t n = map->n_classes + (map->has_missing ? 2 : 0);
    double slot_pt = fmin(canvas->figure->width_pt / (double)n, 56);
    for (size_t i = 0; i <= map->n_classes; i++) {
        double x_pt = slot_pt * (double)i;
        if (i < map->n_classes) {
            draw_key_cell(canvas, map, i, (struct rect){x_pt, y_pt, slot_pt - 1, 8});
        }
        canvas_text_inside(canvas, &look, (struct point){x_pt, y_pt + 18},
                           tick_words(canvas, map->first + map->step * (double)i, map->step));
    }
    if (map->has_missing) {
        struct rect rect = {slot_pt * (double)(n - 1), y_pt, slot_pt - 1, 8};
        draw_key_cell(canvas, map, map->n_classes, rect);
        canvas_text_inside(canvas, &look, (struct point){rect.x + rect.width / 2, y_pt + 18},
                           canvas_word(canvas, WORD_MISSING));
    }
}

static void draw_class_key(struct canvas *canvas, const struct chart *chart,
                           const struct heat_map *map, double y_pt) {
    const struct text_look look = {
        .role = ROLE_SMALL, .colour = COLOUR_MUTED, .anchor = ANCHOR_MIDDLE};
    size_t n = map->n_classes + (map->has_missing ? 1 : 0);
    double room_pt = canvas->figure->width_pt - map->left_pt, widest = 0;
    for (size_t i = 0; i < n; i++) {
        struct str words = key_words(canvas, chart, map, i);
        widest = fmax(widest, canvas_measure(canvas, &look, words));
    }
    double slot_pt = fmin(room_pt / (double)n, fmax(widest + 6, 56));
    if (widest > slot_pt - 2) {
        draw_bounds_key(canvas, map, y_pt);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        struct rect rect = {map->left_pt + slot_pt * (double)i, y_pt, slot_pt - 6, 8};
        draw_key_cell(canvas, map, i, rect);
        canvas_text(canvas, &look, (struct point){rect.x + rect.width / 2, y_pt + 18},
                    key_words(canvas, chart, map, i));
    }
}

static struct heat_map measure(const struct canvas *canvas, const struct chart *chart) {
    struct heat_map map = {.rows = rows_measure(canvas, chart, ROW_PT, 0)};
    find_middle(chart, &map);
    map.left_pt = map.rows.name_pt + GAP_PT;
    double right_pt = chart_has_field(chart, "total") ? totals_width(canvas, chart, &map) : 0;
    double room_pt = canvas->figure->width_pt - map.left_pt - right_pt;
    map.cell_pt = fmax(room_pt / (double)chart->n_series, 4);
    map.has_values = widest_cell(canvas, chart, &map) <= map.cell_pt - CELL_GAP_PT - 2;
    for (size_t i = 0; i < chart->n; i++) {
        for (size_t s = 0; s < chart->n_series; s++) {
            map.has_missing = map.has_missing || !chart->groups[i].cells[s].is_there;
        }
    }
    if (map.is_diverging) {
        find_classes_around(chart, &map);
    } else {
        find_classes(chart, &map);
    }
    return map;
}

void draw_heat_map(struct canvas *canvas, struct chart *chart) {
    if (chart->n_series == 0) {
        diag_error(chart->fields.diags, chart->fields.request->at, DIAG_FIGURE_FIELD,
                   "a heat map needs \"series\": its columns");
        return;
    }
    struct heat_map map = measure(canvas, chart);
    const struct text_look strong = {
        .role = ROLE_SMALL, .weight = 600, .colour = COLOUR_INK, .anchor = ANCHOR_END};
    double y_pt = chart->top_pt + HEAD_PT;
    draw_heads(canvas, chart, &map);
    for (size_t i = 0; i < chart->n; i++, y_pt += map.rows.row_pt) {
        double middle_pt = y_pt + map.rows.row_pt / 2;
        rows_draw_name(canvas, &map.rows, middle_pt, chart->groups[i].name);
        for (size_t s = 0; s < chart->n_series; s++) {
            draw_cell(canvas, chart, &map, i, s, y_pt);
        }
        if (chart_has_field(chart, "total")) {
            canvas_text(canvas, &strong, (struct point){canvas->figure->width_pt, middle_pt + 3},
                        total_words(canvas, chart, &map, i));
        }
    }
    draw_class_key(canvas, chart, &map, y_pt + 8);
    canvas->figure->height_pt = y_pt + KEY_PT;
}
