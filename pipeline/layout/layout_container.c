#include "layout_priv.h"

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

/* What is signed stands with what it agrees to: on one page, unless it is higher than that. */
static void container_together(struct layout *layout, struct flow *flow, const struct place *place,
                               const struct node *node) {
    enum { APART_PENALTY = 1000 }; /* worse than any empty page, better than a heading alone */
    size_t first = flow->n;
    block_children(layout, flow, place, node);
    for (size_t i = first + 1; i < flow->n; i++) {
        flow->items[i].penalty = MAX(flow->items[i].penalty, APART_PENALTY);
    }
}

static void container_center(struct layout *layout, struct flow *flow, const struct place *place,
                             const struct node *node) {
    struct place middle = *place;
    middle.align = ALIGN_CENTER;
    block_children(layout, flow, &middle, node);
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
    {"together", container_together},
    {"toc", block_contents},
    {"summary", block_summary},
    {"decision", block_decision},
    {"quote", block_testimony},
    {"number", block_number},
    {"columns", block_columns},
    {"cover", container_cover},
    {"notes", container_hidden},
    {"column", block_children},
    {"div", block_children},
    {"details", block_children},
    {"center", container_center},
    {"playbook-flow", block_playbook_flow},
    {"steps", block_steps},
    {"clauses", block_clauses},
    {"fields", block_fields},
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
