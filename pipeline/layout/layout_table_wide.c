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
 * A table in a list first leaves the list's indentation. What stands in a frame or beside something
 * else can be neither lifted nor turned: it would leave what it belongs to.
 */

struct place table_part_place(const struct layout *layout, const struct place *place,
                              const struct table_part *part) {
    const struct theme_page *page = &layout->theme->page;
    struct place own = *place;
    if (part->is_turned || part->is_lifted) {
        own.x_pt = 0;
        own.width_pt =
            (part->is_turned ? page->height_pt : page->width_pt) - page->left_pt - page->right_pt;
    }
    return own;
}

static bool can_turn(const struct layout *layout, const struct place *place) {
    const struct theme_page *page = &layout->theme->page;
    bool is_higher = page->height_pt > page->width_pt;
    double room_pt = page->width_pt - page->top_pt - page->bottom_pt;
    return place->is_in_page && is_higher && room_pt >= 72;
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

void table_report_wide(struct layout *layout, const struct table *table, const struct place *place,
                       const char *remedy) {
    struct str heading = heading_of(layout, table->node);
    diag_warning(layout->diags, table->node->at, DIAG_TABLE_WIDE,
                 "the table%s" STR_FMT "%s of %zu columns is too wide for its place: %s",
                 heading.n ? " under \"" : "", STR_ARG(heading), heading.n ? "\"" : "",
                 table->n_columns, remedy);
    diag_hint(
        layout->diags, "%s",
        place->is_in_page
            ? "Leave out columns, say less in them, or turn rows and columns round."
            : "Leave out columns, say less in them, or move the table out of the block that it "
              "is in: there it has more room.");
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

static struct table_parts one_part(struct layout *layout, const struct table_part *part) {
    return (struct table_parts){arena_memdup(layout->arena, part, sizeof *part), 1};
}

static struct table_parts split(struct layout *layout, const struct table *table,
                                const struct place *place, const struct table_part *upright) {
    double pads_pt = 2 * table_pad(table);
    struct table_part turned = {.is_turned = true};
    double upright_pt = table_part_place(layout, place, upright).width_pt - pads_pt;
    double turned_pt = table_part_place(layout, place, &turned).width_pt - pads_pt;
    bool is_turned =
        can_turn(layout, place) && count_parts(table, turned_pt) < count_parts(table, upright_pt);
    struct table_parts parts = make_parts(layout, table, is_turned ? turned_pt : upright_pt);
    for (size_t i = 0; i < parts.n; i++) {
        parts.parts[i].is_turned = is_turned;
        parts.parts[i].is_lifted = upright->is_lifted;
    }
    const char *remedy =
        arena_printf(layout->arena, "it is set in %zu parts%s, each with the first column", parts.n,
                     is_turned ? " on turned pages" : "");
    table_report_wide(layout, table, place, remedy);
    return parts;
}

static bool fits(struct layout *layout, const struct table *table, const struct place *place,
                 const struct table_part *part) {
    double pads_pt = 2 * table_pad(table);
    return widths_fit(table, part, table_part_place(layout, place, part).width_pt - pads_pt);
}

static bool fits_on_lines(const struct table *table, double width_pt) {
    double sum_pt = 2 * table_pad(table) + table->gap_pt * (double)(table->n_columns - 1);
    for (size_t i = 0; i < table->n_columns; i++) {
        sum_pt += fmax(table->columns[i].natural_pt, table->columns[i].head_pt);
    }
    return sum_pt <= width_pt;
}

struct table_parts table_divide(struct layout *layout, struct table *table,
                                const struct place *place) {
    struct table_part whole = {.end = table->n_columns};
    if (fits_on_lines(table, place->width_pt)) {
        return one_part(layout, &whole);
    }
    widths_measure(layout, table);
    if (table->is_facts || fits(layout, table, place, &whole)) {
        return one_part(layout, &whole);
    }
    whole.is_lifted = place->is_in_page;
    if (fits(layout, table, place, &whole)) {
        return one_part(layout, &whole);
    }
    struct table_part turned = whole;
    turned.is_turned = true;
    if (can_turn(layout, place) && fits(layout, table, place, &turned)) {
        table_report_wide(layout, table, place, "its page is turned");
        return one_part(layout, &turned);
    }
    return table->n_columns > 2 ? split(layout, table, place, &whole) : one_part(layout, &whole);
}

/* --- before a table is set ------------------------------------------------------------------ */

static size_t longest_word(struct str words) {
    size_t longest = 0;
    for (struct str word; words.n > 0;) {
        str_cut(words, ' ', &word, &words);
        longest = MAX(longest, (size_t)g_utf8_strlen(word.p, (gssize)word.n));
    }
    return longest;
}

double table_guess_pt(const struct layout *layout, const struct node *table) {
    static const double LETTER_EM = 0.56; /* of faces without serifs, figures among the letters */
    const struct text_style *style = &layout->theme->styles[ROLE_SMALL];
    double letter_pt = style->size_pt * LETTER_EM, sum_pt = 0, gap_pt = style->size_pt;
    size_t n = table->table.n_columns;
    size_t *longest = ARENA_NEW_N(layout->arena, size_t, n + 1);
    for (const struct node *row = table->first; row; row = row->next) {
        const struct node *cell = row->first;
        for (size_t i = 0; i < n && cell; i++, cell = cell->next) {
            longest[i] = MAX(longest[i], longest_word(doc_plain_text(layout->arena, cell)));
        }
    }
    for (size_t i = 0; i < n; i++) {
        sum_pt += fmin((double)longest[i] * letter_pt, TABLE_SHORT_PT) + gap_pt;
    }
    return sum_pt;
}
