#include "layout_table_priv.h"

#include <math.h>

/*
 * Tables that are too wide for the page even with their cells broken between words. First the page
 * is turned: the table, with the heading that belongs to it, stands on pages of the same paper laid
 * across. If that is not enough, the columns are divided over several parts, one below the other,
 * each of which repeats the first column; on turned pages where that makes fewer parts. In the
 * structure it stays one table: what is repeated is an artifact. Words are broken only where a
 * single column has no room.
 *
 * Only what stands in the page's own column can be turned: not what is in a list, a frame or beside
 * something else.
 */

struct place table_part_place(const struct layout *layout, const struct place *place,
                              const struct table_part *part) {
    struct place turned = *place;
    if (part->is_turned) {
        const struct theme_page *page = &layout->theme->page;
        turned.width_pt = page->height_pt - page->left_pt - page->right_pt;
    }
    return turned;
}

static bool can_turn(const struct layout *layout, const struct place *place) {
    const struct theme_page *page = &layout->theme->page;
    double column_pt = page->width_pt - page->left_pt - page->right_pt;
    bool is_column = place->x_pt == 0 && !place->frame && fabs(place->width_pt - column_pt) < 0.01;
    bool is_higher = page->height_pt > page->width_pt;
    double room_pt = page->width_pt - page->top_pt - page->bottom_pt;
    return is_column && is_higher && room_pt >= 72;
}

/* --- what is said --------------------------------------------------------------------------- */

/* The heading before the table, or "". */
static struct str heading_of(struct layout *layout, const struct node *table) {
    const struct node *heading = NULL;
    for (const struct node *at = table->parent ? table->parent->first : NULL; at && at != table;
         at = at->next) {
        heading = at->kind == NODE_HEADING ? at : heading;
    }
    return heading ? str_trim(doc_plain_text(layout->arena, heading)) : STR("");
}

void table_report_wide(struct layout *layout, const struct table *table, const char *remedy) {
    struct str heading = heading_of(layout, table->node);
    diag_warning(layout->diags, table->node->at, DIAG_TABLE_WIDE,
                 "the table%s" STR_FMT "%s of %zu columns is too wide for its place: %s",
                 heading.n ? " under \"" : "", STR_ARG(heading), heading.n ? "\"" : "",
                 table->n_columns, remedy);
    diag_hint(layout->diags,
              "Leave out columns, say less in them, or turn rows and columns round.");
}

/* --- parts ---------------------------------------------------------------------------------- */

/* The part that begins with @first and takes as many columns as fit, at least one. */
static struct table_part next_part(const struct table *table, size_t first, double width_pt) {
    struct table_part part = {.first = first, .end = MAX(first, 1) + 1, .is_later = first > 0};
    while (part.end < table->n_columns) {
        struct table_part longer = part;
        longer.end++;
        if (!widths_fit(table, &longer, width_pt)) {
            break;
        }
        part = longer;
    }
    return part;
}

static size_t count_parts(const struct table *table, double width_pt) {
    size_t n = 0;
    for (size_t first = 0; first < table->n_columns; n++) {
        first = next_part(table, first, width_pt).end;
    }
    return n;
}

/* As few parts as can be, and those of about one width: eight halvings, as for balanced lines. */
static struct table_parts make_parts(struct layout *layout, const struct table *table,
                                     double width_pt) {
    size_t n = count_parts(table, width_pt);
    double low_pt = width_pt / 2, high_pt = width_pt;
    for (int i = 0; i < 8; i++) {
        double middle_pt = (low_pt + high_pt) / 2;
        *(count_parts(table, middle_pt) <= n ? &high_pt : &low_pt) = middle_pt;
    }
    struct table_parts parts = {ARENA_NEW_N(layout->arena, struct table_part, n), 0};
    for (size_t first = 0; first < table->n_columns;) {
        parts.parts[parts.n] = next_part(table, first, high_pt);
        first = parts.parts[parts.n++].end;
    }
    return parts;
}

static struct table_parts one_part(struct layout *layout, const struct table *table,
                                   bool is_turned) {
    struct table_part whole = {.end = table->n_columns, .is_turned = is_turned};
    return (struct table_parts){arena_memdup(layout->arena, &whole, sizeof whole), 1};
}

static struct table_parts split(struct layout *layout, const struct table *table, double width_pt,
                                double turned_pt) {
    size_t upright = count_parts(table, width_pt);
    bool is_turned = turned_pt > 0 && count_parts(table, turned_pt) < upright;
    struct table_parts parts = make_parts(layout, table, is_turned ? turned_pt : width_pt);
    for (size_t i = 0; i < parts.n; i++) {
        parts.parts[i].is_turned = is_turned;
    }
    const char *remedy =
        arena_printf(layout->arena, "it is set in %zu parts%s, each with the first column", parts.n,
                     is_turned ? " on turned pages" : "");
    table_report_wide(layout, table, remedy);
    return parts;
}

struct table_parts table_divide(struct layout *layout, struct table *table,
                                const struct place *place) {
    struct table_part whole = {.end = table->n_columns}, turned = whole;
    double pads_pt = 2 * table_pad(table), width_pt = place->width_pt - pads_pt;
    double sum_pt = table->gap_pt * (double)(table->n_columns - 1);
    for (size_t i = 0; i < table->n_columns; i++) {
        sum_pt += fmax(table->columns[i].natural_pt, table->columns[i].head_pt);
    }
    if (sum_pt <= width_pt) {
        return one_part(layout, table, false);
    }
    widths_measure(layout, table);
    if (table->is_facts || widths_fit(table, &whole, width_pt)) {
        return one_part(layout, table, false);
    }
    double turned_pt = 0;
    if (can_turn(layout, place)) {
        turned.is_turned = true;
        turned_pt = table_part_place(layout, place, &turned).width_pt - pads_pt;
    }
    if (turned_pt > 0 && widths_fit(table, &whole, turned_pt)) {
        table_report_wide(layout, table, "its page is turned");
        return one_part(layout, table, true);
    }
    return table->n_columns > 2 ? split(layout, table, width_pt, turned_pt)
                                : one_part(layout, table, false);
}
