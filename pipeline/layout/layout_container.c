#include "layout_priv.h"

#include <math.h>

/* --- small containers ----------------------------------------------------------------------- */

/* An item of its own would stand between the page's top and what follows, and earn it a gap. */
static void container_pagebreak(struct layout *layout, struct flow *flow, const struct place *place,
                                const struct node *node) {
    (void)layout, (void)place, (void)node;
    flow->wants_page = true;
}

static void container_mainmatter(struct layout *layout, struct flow *flow,
                                 const struct place *place, const struct node *node) {
    (void)layout, (void)place, (void)node;
    flow->wants_body = true;
}

static void container_source(struct layout *layout, struct flow *flow, const struct place *place,
                             const struct node *node) {
    struct place small = *place;
    small.role = ROLE_SMALL;
    small.text_width_pt = place->width_pt;
    small.is_muted = true;
    size_t first = flow->n;
    block_children(layout, flow, &small, node);
    if (first < flow->n) {
        flow->items[first].above_pt = 10;
        flow->items[first].penalty = BREAK_NEVER;
    }
}

static void container_center(struct layout *layout, struct flow *flow, const struct place *place,
                             const struct node *node) {
    struct place middle = *place;
    middle.align = ALIGN_CENTER;
    block_children(layout, flow, &middle, node);
}

/* A paragraph that says the page's point: the brand's edge, no ground. */
static void container_summary(struct layout *layout, struct flow *flow, const struct place *place,
                              const struct node *node) {
    struct frame *frame = ARENA_NEW(layout->arena, struct frame);
    *frame = (struct frame){.parent = place->frame,
                            .x_pt = place->x_pt,
                            .width_pt = place->width_pt,
                            .edge_pt = 2,
                            .edge = layout->theme->forms.callouts == CALLOUTS_RULED ? COLOUR_INK
                                                                                    : COLOUR_BRAND};
    struct place inner = *place;
    inner.frame = frame;
    inner.is_in_page = false;
    inner.x_pt += 14;
    inner.width_pt -= 14;
    inner.text_width_pt = inner.width_pt;
    size_t first = flow->n;
    block_children(layout, flow, &inner, node);
    if (first < flow->n) {
        flow->items[first].above_pt = layout->theme->space.callout_above_pt;
        flow->items[flow->n - 1].below_pt = layout->theme->space.callout_below_pt;
    }
}

/* --- columns -------------------------------------------------------------------------------- */

/*
 * Side by side, equal widths unless the argument gives shares ("8 4"). Each column is set as a flow
 * of its own and stacked: the row is one item and is not cut. Columns are the containers inside, or
 * where there are none the parts between rules.
 */
enum { COLUMNS_MAX = 6 };

static size_t column_shares(const struct node *node, double *shares, size_t n) {
    struct str rest = node->container.argument, word;
    size_t given = 0;
    while (rest.n > 0 && given < n) {
        str_cut(rest, ' ', &word, &rest);
        struct decimal share;
        if (decimal_parse(word, &share) && decimal_sign(share) > 0) {
            shares[given++] = decimal_to_double(share);
        }
    }
    for (size_t i = 0; i < n && given < n; i++) {
        shares[i] = 1;
    }
    return given;
}

static size_t count_columns(const struct node *node) {
    size_t n = 0;
    for (const struct node *child = node->first; child; child = child->next) {
        if (child->kind != NODE_CONTAINER) {
            return 0;
        }
        n++;
    }
    return n;
}

/* The rule that a column of a slide opens with; returns where its blocks start. */
static double add_column_rule(struct layout *layout, struct item *row, const struct place *column) {
    double rule_pt = layout->theme->space.column_rule_pt;
    if (rule_pt <= 0) {
        return 0;
    }
    item_add_rect(layout, row, (struct rect){column->x_pt, 0, column->width_pt, rule_pt},
                  COLOUR_INK, ARTIFACT_LAYOUT);
    return rule_pt + 2 * layout->theme->space.step_pt;
}

static void container_columns(struct layout *layout, struct flow *flow, const struct place *place,
                              const struct node *node) {
    size_t n = count_columns(node);
    if (n < 2 || n > COLUMNS_MAX) {
        block_children(layout, flow, place, node);
        return;
    }
    double shares[COLUMNS_MAX], total = 0, gutter_pt = layout->theme->space.gutter_pt;
    column_shares(node, shares, n);
    for (size_t i = 0; i < n; i++) {
        total += shares[i];
    }
    double room_pt = place->width_pt - gutter_pt * (double)(n - 1), x_pt = place->x_pt;
    struct item row = {.frame = place->frame};
    size_t i = 0;
    for (const struct node *child = node->first; child; child = child->next, i++) {
        struct place column = *place;
        column.frame = NULL;
        column.is_in_page = false;
        column.x_pt = x_pt;
        column.width_pt = column.text_width_pt = room_pt * shares[i] / total;
        struct flow own = {0};
        block_children(layout, &own, &column, child);
        struct item stack = flow_stack(layout, &own);
        check_column(layout, &stack, &column, child->at);
        double top_pt = add_column_rule(layout, &row, &column);
        item_add_item(layout, &row, &stack, top_pt);
        row.height_pt = fmax(row.height_pt, top_pt + stack.height_pt);
        x_pt += column.width_pt + gutter_pt;
    }
    row.above_pt = layout->theme->space.figure_above_pt;
    row.below_pt = layout->theme->space.figure_below_pt;
    struct item *item = flow_add(layout, flow, place);
    row.starts_page = item->starts_page;
    row.starts_body = item->starts_body;
    *item = row;
}

/* --- by name -------------------------------------------------------------------------------- */

static void container_cover(struct layout *layout, struct flow *flow, const struct place *place,
                            const struct node *node) {
    (void)place;
    block_cover(layout, flow, node);
}

static void container_hidden(struct layout *layout, struct flow *flow, const struct place *place,
                             const struct node *node) {
    (void)layout, (void)flow, (void)place, (void)node;
}

static const struct {
    const char *name;
    void (*set)(struct layout *, struct flow *, const struct place *, const struct node *);
} containers[] = {
    {"pagebreak", container_pagebreak},
    {"mainmatter", container_mainmatter},
    {"source", container_source},
    {"toc", block_contents},
    {"summary", container_summary},
    {"columns", container_columns},
    {"cover", container_cover},
    {"notes", container_hidden},
    {"column", block_children},
    {"div", block_children},
    {"details", block_children},
    {"center", container_center},
    {"playbook-flow", block_playbook_flow},
    {"steps", block_steps},
};

static void set_by_name(struct layout *layout, struct flow *flow, const struct place *place,
                        const struct node *node) {
    for (size_t i = 0; i < G_N_ELEMENTS(containers); i++) {
        if (str_is(node->container.name, containers[i].name)) {
            containers[i].set(layout, flow, place, node);
            return;
        }
    }
    diag_warning(layout->diags, node->at, DIAG_MARKDOWN_BLOCK,
                 "the container \"" STR_FMT "\" has no form of its own; its content is set as text",
                 STR_ARG(node->container.name));
    block_children(layout, flow, place, node);
}

void block_container(struct layout *layout, struct flow *flow, const struct place *place,
                     const struct node *node) {
    struct place in_language = *place;
    struct turn before = turn_begin(layout, node);
    if (node->container.language.n > 0) {
        in_language.tag = layout_tag(layout, TAG_SECT, place->tag);
        layout->display->tags[in_language.tag].language =
            str_cstr(layout->arena, node->container.language);
    }
    set_by_name(layout, flow, &in_language, node);
    turn_end(layout, &before);
}
