#include "layout_priv.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/*
 * Headings by number, tables of contents, and pages that the text names.
 *
 * A table of contents is set like any block, without its page numbers: a row's height does not
 * depend on them, so that it takes the pages that it will take. Once all pages are there, numbers
 * and leaders are added to the rows where they stand.
 *
 * A page number amid words does change its line. A document that has any is set again with the
 * numbers of the attempt before, until they are right: mostly the second time.
 */

struct heading {
    const struct node *node;
    bool is_hidden; /* on a cover, or in a speaker's notes: in no contents */
};

struct entry {
    const char *id;
    int tag;
    struct set_style style;
    double title_end_pt, right_pt; /* of its last line, from the page's left margin */
    double baseline_pt;            /* from the row's top */
    bool is_placed;
    size_t page;
    struct point at; /* the row's place on the page */
};

struct contents {
    GArray *headings; /* struct heading */
    GArray *entries;  /* struct entry */
    GHashTable *used; /* ids whose page a text names -> the label that it was given */
    size_t n_titles;  /* headings of level 1 */
    /* The first heading behind the last table of contents, or behind the cover; NULL: none, or the
     * text says itself where it begins. */
    const struct node *body;
    bool has_front, has_table, has_marker;
};

static const double ENTRY_INDENT_PT = 14, NUMBER_GAP_PT = 8, PAGE_ROOM_PT = 34;
static const double LEADER_PITCH_PT = 4, LEADER_GAP_PT = 6;

/* --- headings ------------------------------------------------------------------------------- */

static bool is_hidden(const struct node *node) {
    for (; node; node = node->parent) {
        if (doc_is_container(node, "cover") || doc_is_container(node, "notes") ||
            node->kind == NODE_NOTE) {
            return true;
        }
    }
    return false;
}

/* "2.1": a level that was skipped counts as 0. NULL: the theme does not number the level. */
static const char *next_number(struct layout *layout, int *counters, int level) {
    int from = layout->headings.numbered_from, to = layout->headings.numbered_to;
    if (from == 0 || level < from || level > to) {
        return NULL;
    }
    counters[level]++;
    memset(counters + level + 1, 0, (size_t)(6 - level) * sizeof *counters);
    g_autoptr(GString) number = g_string_new(NULL);
    for (int i = from; i <= level; i++) {
        g_string_append_printf(number, "%s%d", i > from ? "." : "", counters[i]);
    }
    return arena_strdup(layout->arena, number->str);
}

/* A clause has a number also where headings have none; NULL: the heading begins no clause. */
static const char *next_clause(struct layout *layout, const struct node *heading, int *n_clauses) {
    const struct node *clauses = heading->parent;
    while (doc_is_container(clauses, "together")) {
        clauses = clauses->parent;
    }
    if (!doc_is_container(clauses, "clauses")) {
        return NULL;
    }
    const struct node *first = clauses;
    while (first->kind != NODE_HEADING) {
        first = doc_next(clauses, first);
    }
    bool begins = heading->heading.level == first->heading.level;
    return begins ? arena_printf(layout->arena, "%d", ++*n_clauses) : NULL;
}

/* "Contents" is no part of what it lists. */
static bool is_title_of_table(const struct node *heading) {
    return heading->next && doc_is_container(heading->next, "toc");
}

static void find_body(struct contents *contents, const struct node *at) {
    if (doc_is_container(at, "toc") || (!contents->has_table && doc_is_container(at, "cover"))) {
        contents->has_front = true;
        contents->has_table = doc_is_container(at, "toc");
        contents->body = NULL;
    } else if (at->kind == NODE_HEADING && contents->has_front && !contents->body &&
               !is_hidden(at)) {
        contents->body = at;
    }
}

bool contents_is_body(const struct layout *layout, const struct node *heading) {
    return heading == layout->contents->body && !layout->contents->has_marker;
}

void contents_init(struct layout *layout) {
    const struct node *root = layout->input->doc->root;
    struct contents *contents = ARENA_NEW(layout->arena, struct contents);
    int counters[7] = {0}, n_clauses = 0;
    contents->headings = g_array_new(FALSE, TRUE, sizeof(struct heading));
    layout->contents = contents;
    for (const struct node *at = root; at; at = doc_next(root, at)) {
        if (layout->theme->has_roman_front) {
            find_body(contents, at);
        }
        contents->has_marker |= doc_is_container(at, "mainmatter");
        if (at->kind != NODE_HEADING || !at->heading.id) {
            continue;
        }
        struct heading heading = {at, is_hidden(at)};
        const char *number = heading.is_hidden || at->heading.is_unnumbered || is_title_of_table(at)
                                 ? NULL
                                 : next_number(layout, counters, at->heading.level);
        number = number ? number : next_clause(layout, at, &n_clauses);
        g_hash_table_insert(layout->heading_ids, (void *)at->heading.id, (void *)number);
        g_array_append_val(contents->headings, heading);
        contents->n_titles += !heading.is_hidden && at->heading.level == 1;
    }
}

void contents_clear(struct layout *layout) {
    struct contents *contents = layout->contents;
    g_array_unref(contents->headings);
    g_clear_pointer(&contents->entries, g_array_unref);
    g_clear_pointer(&contents->used, g_hash_table_unref);
}

bool contents_has_titles(const struct layout *layout) {
    return layout->contents->n_titles > 0;
}

const char *contents_number(const struct layout *layout, const struct node *heading) {
    return g_hash_table_lookup(layout->heading_ids, heading->heading.id);
}

/* --- which headings ------------------------------------------------------------------------- */

/* What a table of contents lists. */
struct listing {
    const struct node *own_title; /* the heading right above it; NULL: none */
    int from, to;                 /* levels */
};

static const struct node *sibling_before(const struct node *node) {
    const struct node *before = NULL;
    for (const struct node *at = node->parent->first; at != node; at = at->next) {
        before = at;
    }
    return before;
}

static bool is_listed(const struct layout *layout, const struct listing *listing,
                      const struct heading *heading) {
    int level = heading->node->heading.level;
    /* A single heading of level 1 is the document's title, not a part of it. */
    bool is_title = level == 1 && layout->contents->n_titles == 1 && !layout->input->title;
    return !heading->is_hidden && !is_title && heading->node != listing->own_title &&
           level >= listing->from && level <= listing->to;
}

static int highest_level(const struct layout *layout, const struct listing *listing) {
    int level = 7;
    for (guint i = 0; i < layout->contents->headings->len; i++) {
        const struct heading *heading =
            &g_array_index(layout->contents->headings, struct heading, i);
        if (is_listed(layout, listing, heading)) {
            level = MIN(level, heading->node->heading.level);
        }
    }
    return level > 6 ? 1 : level;
}

/* "3": so many levels; "2-3": from one to the other. */
static bool read_levels(struct str argument, int *ret_from, int *ret_n) {
    struct str from, to;
    bool is_range = str_cut(argument, '-', &from, &to);
    bool is_right = from.n == 1 && from.p[0] >= '1' && from.p[0] <= '6' &&
                    (!is_range || (to.n == 1 && to.p[0] >= from.p[0] && to.p[0] <= '6'));
    if (is_right) {
        *ret_from = is_range ? from.p[0] - '0' : 0;
        *ret_n = is_range ? to.p[0] - from.p[0] + 1 : from.p[0] - '0';
    }
    return is_right;
}

static struct listing make_listing(struct layout *layout, const struct node *node) {
    struct listing listing = {.from = 1, .to = 6};
    const struct node *before = sibling_before(node);
    if (before && before->kind == NODE_HEADING) {
        listing.own_title = before;
    }
    int from = 0, n = layout->theme->contents.levels;
    struct str argument = node->container.argument;
    if (argument.n > 0 && !read_levels(argument, &from, &n)) {
        diag_warning(layout->diags, node->at, DIAG_MARKDOWN_BLOCK,
                     "\"" STR_FMT "\" says no levels of headings", STR_ARG(argument));
        diag_hint(layout->diags, "Write [[toc 2]] for two levels, or [[toc 2-3]].");
    }
    listing.from = from > 0 ? from : highest_level(layout, &listing);
    listing.to = MIN(listing.from + n - 1, 6);
    return listing;
}

/* --- rows ----------------------------------------------------------------------------------- */

/* Where the words of each level stand. */
struct rows {
    struct listing listing;
    double number_pt[8], title_pt[8]; /* by level, from the place's left */
    int tags[8];                      /* the TOC of each level; 0: none is open */
    int entries[8];                   /* the last TOCI of each level */
    int depth;                        /* the innermost open level */
};

/* The numbers of a level stand under the words of the one above it. */
static void align_rows(struct layout *layout, struct rows *rows) {
    double number_pt[8] = {0};
    struct set_style style = {.role = ROLE_BODY, .weight = 600, .colour = -1};
    for (guint i = 0; i < layout->contents->headings->len; i++) {
        const struct heading *heading =
            &g_array_index(layout->contents->headings, struct heading, i);
        const char *number = contents_number(layout, heading->node);
        if (number && is_listed(layout, &rows->listing, heading)) {
            struct line line = inline_words(layout, &style, ARTIFACT_LAYOUT, str_from(number));
            double *widest_pt = &number_pt[heading->node->heading.level];
            *widest_pt = fmax(*widest_pt, line.width_pt);
        }
    }
    double x_pt = 0;
    for (int level = rows->listing.from; level <= rows->listing.to; level++) {
        rows->number_pt[level] = x_pt;
        rows->title_pt[level] =
            x_pt + (number_pt[level] > 0 ? number_pt[level] + NUMBER_GAP_PT : 0);
        x_pt = number_pt[level] > 0 ? rows->title_pt[level] : x_pt + ENTRY_INDENT_PT;
    }
}

/* The Link element of the next entry: a deeper level is a TOC in the entry above it. */
static int entry_tag(struct layout *layout, struct rows *rows, int level, int parent) {
    while (rows->depth > level) {
        rows->tags[rows->depth--] = 0;
    }
    if (rows->tags[level] == 0) {
        int above = rows->depth > 0 ? rows->entries[rows->depth] : parent;
        rows->tags[level] = layout_tag(layout, TAG_TOC, above);
        rows->depth = level;
    }
    rows->entries[level] = layout_tag(layout, TAG_TOCI, rows->tags[level]);
    int reference = layout_tag(layout, TAG_REFERENCE, rows->entries[level]);
    return layout_tag(layout, TAG_LINK, reference);
}

static void add_title(struct layout *layout, struct item *item, const struct place *place,
                      struct entry *entry, struct str words, double x_pt) {
    g_auto(InlineText) text;
    inline_text_init(&text);
    inline_append(&text, words, entry->tag);
    if (text.text->len == 0) {
        return;
    }
    double room_pt = fmax(place->text_width_pt - x_pt - PAGE_ROOM_PT, 36);
    struct lines lines = inline_set(layout, &text, &entry->style, room_pt);
    for (size_t i = 0; i < lines.n; i++) {
        entry->baseline_pt = (double)i * lines.leading_pt + lines.baseline_pt;
        entry->title_end_pt = place->x_pt + x_pt + lines.lines[i].width_pt;
        item_add_line(layout, item, &lines.lines[i], place->x_pt + x_pt, entry->baseline_pt);
    }
    item->height_pt = (double)lines.n * lines.leading_pt;
}

static void add_row(struct layout *layout, struct flow *flow, const struct place *place,
                    struct rows *rows, const struct node *heading) {
    int level = heading->heading.level;
    bool is_top = level == rows->listing.from;
    struct str words = inline_plain(layout, heading);
    const char *number = contents_number(layout, heading);
    struct entry entry = {
        .id = heading->heading.id,
        .tag = entry_tag(layout, rows, level, place->tag),
        .style = {.role = ROLE_BODY, .weight = is_top ? 600 : 0, .colour = -1},
        .right_pt = place->x_pt + place->text_width_pt,
    };
    struct item *item = flow_add(layout, flow, place);
    item->at = heading->at;
    if (number) {
        /* With a space, so that number and words do not join when copied. */
        struct line line = inline_words(layout, &entry.style, entry.tag,
                                        str_from(arena_printf(layout->arena, "%s ", number)));
        item_add_line(layout, item, &line, place->x_pt + rows->number_pt[level],
                      layout_baseline(layout, ROLE_BODY));
    }
    add_title(layout, item, place, &entry, words, rows->title_pt[level]);
    struct op *link = item_add_op(layout, item, OP_LINK, entry.tag);
    link->link.rect = (struct rect){place->x_pt, 0, place->text_width_pt, item->height_pt};
    link->link.id = entry.id;
    link->link.contents = str_cstr(layout->arena, words);
    item->above_pt = is_top ? layout->theme->space.paragraph_pt : layout->theme->space.item_pt / 2;
    struct anchor anchor = {.destination = -1, .entry = layout->contents->entries->len};
    item_add_anchor(layout, item, anchor);
    g_array_append_val(layout->contents->entries, entry);
}

void block_contents(struct layout *layout, struct flow *flow, const struct place *place,
                    const struct node *node) {
    struct contents *contents = layout->contents;
    if (!contents->entries) {
        contents->entries = g_array_new(FALSE, TRUE, sizeof(struct entry));
    }
    struct rows rows = {.listing = make_listing(layout, node)};
    align_rows(layout, &rows);
    size_t first = flow->n;
    for (guint i = 0; i < contents->headings->len; i++) {
        const struct heading *heading = &g_array_index(contents->headings, struct heading, i);
        if (is_listed(layout, &rows.listing, heading)) {
            add_row(layout, flow, place, &rows, heading->node);
        }
    }
    if (flow->n == first) {
        diag_warning(layout->diags, node->at, DIAG_MARKDOWN_BLOCK,
                     "the table of contents finds no headings");
        diag_hint(layout->diags, "It lists those from level %d to %d.", rows.listing.from,
                  rows.listing.to);
        return;
    }
    flow->items[first].above_pt = 0;
    flow->items[flow->n - 1].below_pt = layout->theme->space.table_below_pt;
}

/* --- page numbers --------------------------------------------------------------------------- */

void contents_place_entry(struct layout *layout, size_t entry, struct point at) {
    struct entry *placed = &g_array_index(layout->contents->entries, struct entry, entry);
    placed->is_placed = true;
    placed->page = layout->display->n_pages - 1;
    placed->at = at;
}

/* Ids to destinations, once all pages are there. */
static GHashTable *find_destinations(const struct layout *layout) {
    GHashTable *found = g_hash_table_new(g_str_hash, g_str_equal);
    const struct display *display = layout->display;
    for (size_t i = 0; i < display->n_destinations; i++) {
        if (display->destinations[i].id) {
            g_hash_table_insert(found, (void *)display->destinations[i].id,
                                &display->destinations[i]);
        }
    }
    return found;
}

/* The page's number as printed; empty where the id is on none. */
static const char *label_of(struct layout *layout, GHashTable *destinations, const char *id) {
    const struct destination *destination = g_hash_table_lookup(destinations, id);
    return destination ? layout_page_label(layout, (size_t)destination->page) : "";
}

/* Dots are dashes of no length with round ends; in all rows they stand under each other. */
static void add_leader(struct layout *layout, struct page *page, const struct entry *entry,
                       double end_pt) {
    enum theme_leader leader = layout->theme->contents.leader;
    double step_pt = leader == LEADER_DOTS ? LEADER_PITCH_PT : 0;
    double from_pt = entry->title_end_pt + LEADER_GAP_PT, to_pt = end_pt - LEADER_GAP_PT;
    if (step_pt > 0) {
        from_pt = entry->right_pt - floor((entry->right_pt - from_pt) / step_pt) * step_pt;
    }
    if (leader == LEADER_NONE || to_pt - from_pt < 2 * LEADER_PITCH_PT) {
        return;
    }
    double y_pt = entry->at.y + entry->baseline_pt - 0.5;
    const struct path_step steps[] = {
        {PATH_MOVE, {{entry->at.x + from_pt, y_pt}}},
        {PATH_LINE, {{entry->at.x + to_pt, y_pt}}},
    };
    struct op *op = page_add_op(layout->arena, page, OP_PATH, ARTIFACT_LAYOUT);
    op->path = (struct path){
        .steps = arena_memdup(layout->arena, steps, sizeof steps),
        .n_steps = G_N_ELEMENTS(steps),
        .has_stroke = true,
        .stroke_pt = step_pt > 0 ? 0.8 : 0.5,
        .cap = step_pt > 0 ? CAP_ROUND : CAP_BUTT,
        .dash_pt = {step_pt > 0 ? 0.01 : 0, step_pt > 0 ? step_pt - 0.01 : 0},
        .stroke = layout_colour(layout, step_pt > 0 ? COLOUR_MUTED : COLOUR_RULE),
    };
}

static void fill_entry(struct layout *layout, const struct entry *entry, const char *label) {
    struct page *page = &layout->display->pages[entry->page];
    struct line line = inline_words(layout, &entry->style, entry->tag, str_from(label));
    double x_pt = entry->right_pt - line.width_pt;
    add_leader(layout, page, entry, x_pt);
    for (size_t i = 0; i < line.n_ops; i++) {
        struct op *op = page_add_op(layout->arena, page, line.ops[i].kind, line.ops[i].tag);
        *op = line.ops[i];
        op_translate(layout->arena, op, entry->at.x + x_pt, entry->at.y + entry->baseline_pt);
    }
}

void contents_fill(struct layout *layout) {
    const GArray *entries = layout->contents->entries;
    if (!entries) {
        return;
    }
    g_autoptr(GHashTable) destinations = find_destinations(layout);
    for (guint i = 0; i < entries->len; i++) {
        const struct entry *entry = &g_array_index(entries, struct entry, i);
        if (entry->is_placed) {
            fill_entry(layout, entry, label_of(layout, destinations, entry->id));
        }
    }
}

/* --- pages that the text names -------------------------------------------------------------- */

const char *contents_page_label(struct layout *layout, const char *id) {
    struct contents *contents = layout->contents;
    const char *label = g_hash_table_lookup(layout->page_labels, id);
    label = label ? label : "00"; /* of the width that most numbers have */
    if (!contents->used) {
        contents->used = g_hash_table_new(g_str_hash, g_str_equal);
    }
    g_hash_table_insert(contents->used, (void *)id, (void *)label);
    return label;
}

bool contents_is_settled(struct layout *layout) {
    GHashTable *used = layout->contents->used;
    if (!used) {
        return true;
    }
    g_autoptr(GHashTable) destinations = find_destinations(layout);
    GHashTableIter iter;
    gpointer id, label;
    bool is_settled = true;
    g_hash_table_iter_init(&iter, used);
    while (g_hash_table_iter_next(&iter, &id, &label)) {
        const char *now = label_of(layout, destinations, id);
        is_settled = is_settled && strcmp(label, now) == 0;
        g_hash_table_insert(layout->page_labels, arena_strdup(layout->arena, id),
                            arena_strdup(layout->arena, now));
    }
    return is_settled;
}
