#include "layout_priv.h"

#include <string.h>

/* --- paragraphs and headings ---------------------------------------------------------------- */

static struct set_style plain_style(enum text_role role) {
    return (struct set_style){.role = role, .colour = -1};
}

static const struct node *only_child(const struct node *node) {
    return node->first && node->first == node->last ? node->first : NULL;
}

/* An image that is all of its paragraph, as it is or as a link; else NULL. */
static const struct node *only_image(const struct node *paragraph) {
    const struct node *child = only_child(paragraph);
    if (child && child->kind == NODE_LINK) {
        child = only_child(child);
    }
    return child && child->kind == NODE_IMAGE ? child : NULL;
}

/* All of it is said beside the text. */
static bool is_only_source(const struct node *paragraph) {
    const struct node *only = only_child(paragraph);
    return only && only->kind == NODE_SPAN &&
           (str_is(only->span.class, "source") || str_is(only->span.class, "small"));
}

static void block_paragraph(struct layout *layout, struct flow *flow, const struct place *place,
                            const struct node *node) {
    const struct node *image = only_image(node);
    if (image) {
        block_image(layout, flow, place, image);
        return;
    }
    g_auto(InlineText) text;
    inline_text_init(&text);
    inline_collect(layout, node, layout_tag(layout, TAG_P, place->tag), &text);
    if (text.text->len == 0) {
        return;
    }
    bool is_source = is_only_source(node);
    struct set_style style = plain_style(is_source ? ROLE_SMALL : place->role);
    style.colour = place->is_muted ? COLOUR_MUTED : -1;
    style.align = place->align;
    style.is_running = true;
    style.is_balanced = place->role == ROLE_QUOTE; /* large words: one alone would be seen */
    struct lines lines = inline_set(layout, &text, &style, place->text_width_pt);
    double below_pt = node->paragraph.is_tight ? 0 : layout->theme->space.paragraph_pt;
    size_t first = flow->n;
    flow_add_lines(layout, flow, place, &lines, &style, 0, below_pt);
    if (is_source && first > 0 && first < flow->n && !flow->items[first].starts_page) {
        flow->items[first].penalty = BREAK_NEVER;
    }
}

/*
 * A document that starts at ## is promoted, one that jumps from # to ### is mended; headings that
 * are alike in the source stay alike.
 */
enum tag_kind layout_heading_tag(struct layout *layout, int level) {
    while (layout->heading_level > 0 && layout->heading_sources[layout->heading_level] >= level) {
        layout->heading_level--;
    }
    layout->heading_sources[++layout->heading_level] = level;
    return (enum tag_kind)(TAG_H1 + layout->heading_level - 1);
}

void item_add_outline(struct layout *layout, struct item *item, const char *id, struct str words) {
    struct display *display = layout->display;
    int destination = (int)display->n_destinations;
    layout_add_destination(layout, item, id);
    display->outline = arena_grow(layout->arena, display->outline, display->n_outline,
                                  &display->outline_capacity, sizeof *display->outline);
    display->outline[display->n_outline++] = (struct outline_entry){
        .level = layout->heading_level,
        .title = str_cstr(layout->arena, words),
        .destination = destination,
    };
}

/* A title says its message in two lines: one that would need a third is set smaller, where that is
 * enough. Down to four fifths it still leads the page. */
static const size_t TITLE_LINES = 2;
static const double TITLE_SHARES[] = {0.95, 0.9, 0.85, 0.8};

static struct lines set_title(struct layout *layout, const struct place *place,
                              const struct inline_text *text, const struct set_style *style) {
    const struct theme *full = layout->theme;
    struct lines whole = inline_set(layout, text, style, place->width_pt), lines = whole;
    for (size_t i = 0; lines.n > TITLE_LINES && i < G_N_ELEMENTS(TITLE_SHARES); i++) {
        struct theme *smaller = arena_memdup(layout->arena, full, sizeof *full);
        struct text_style *title = &smaller->styles[style->role];
        title->size_pt *= TITLE_SHARES[i];
        title->tracking_pt *= TITLE_SHARES[i];
        layout_use_theme(layout, smaller);
        lines = inline_set(layout, text, style, place->width_pt);
    }
    layout_use_theme(layout, full);
    return lines.n > TITLE_LINES ? whole : lines;
}

/* A heading's lines, kept together; its place in the outline is the first of them. */
static void add_heading(struct layout *layout, struct flow *flow, const struct place *place,
                        const struct inline_text *text, int level) {
    const struct theme_space *space = &layout->theme->space;
    static const enum text_role roles[] = {ROLE_TITLE, ROLE_HEADING, ROLE_SUBHEADING};
    const double above_pt[] = {space->heading_above_pt * 1.5, space->heading_above_pt,
                               space->subheading_above_pt};
    const double below_pt[] = {space->title_below_pt, space->heading_below_pt,
                               space->subheading_below_pt};
    int rank = MIN(level, 3) - 1;
    struct set_style style = plain_style(roles[rank]);
    style.align = place->align;
    style.is_balanced = level <= 2;
    struct lines lines = rank == 0 ? set_title(layout, place, text, &style)
                                   : inline_set(layout, text, &style, place->width_pt);
    size_t first = flow->n;
    flow_add_lines(layout, flow, place, &lines, &style, above_pt[rank], below_pt[rank]);
    for (size_t i = first + 1; i < flow->n; i++) {
        flow->items[i].penalty = BREAK_NEVER;
    }
}

static void block_heading(struct layout *layout, struct flow *flow, const struct place *place,
                          const struct node *node) {
    int level = node->heading.level;
    int tag = layout_tag(layout, layout_heading_tag(layout, level), place->tag);
    const char *number = contents_number(layout, node);
    struct str words = inline_plain(layout, node);
    g_auto(InlineText) text;
    inline_text_init(&text);
    if (number) {
        /* No line ends between the number and the words. */
        inline_append(&text, str_from(arena_printf(layout->arena, "%s\u00A0\u00A0", number)), tag);
        words = str_from(arena_printf(layout->arena, "%s " STR_FMT, number, STR_ARG(words)));
    }
    inline_collect(layout, node, tag, &text);
    if (text.text->len == 0) {
        return;
    }
    size_t first = flow->n;
    flow->wants_body |= contents_is_body(layout, node);
    add_heading(layout, flow, place, &text, level);
    item_add_outline(layout, &flow->items[first], node->heading.id, words);
}

/* --- framed blocks -------------------------------------------------------------------------- */

void block_framed(struct layout *layout, struct flow *flow, const struct frame *frame,
                  const struct place *inner,
                  void (*fill)(struct layout *, struct flow *, const struct place *,
                               const struct node *),
                  const struct node *node) {
    const struct theme_space *space = &layout->theme->space;
    size_t first = flow->n;
    bool was_on_card = layout->is_on_card;
    layout->is_on_card = frame->has_ground ? frame->ground == COLOUR_CARD : was_on_card;
    fill(layout, flow, inner, node);
    layout->is_on_card = was_on_card;
    if (flow->n == first) {
        return;
    }
    double pad_pt = frame->has_ground || frame->rule_pt > 0 ? space->callout_pad_pt : 0;
    struct item *top = &flow->items[first], *bottom = &flow->items[flow->n - 1];
    for (size_t i = 0; i < top->n_ops; i++) {
        op_translate(layout->arena, &top->ops[i], 0, pad_pt);
    }
    top->height_pt += pad_pt;
    top->above_pt = MAX(top->above_pt, space->callout_above_pt);
    bottom->height_pt += frame->has_ground ? pad_pt : 0;
    bottom->below_pt = space->callout_below_pt;
}

/* As wide as running text of the place. */
static struct frame *frame_new(struct layout *layout, const struct place *place) {
    struct frame *frame = ARENA_NEW(layout->arena, struct frame);
    frame->parent = place->frame;
    frame->x_pt = place->x_pt;
    frame->width_pt = place->text_width_pt;
    return frame;
}

/* What a callout's ground has beside its text. */
static const double FRAME_PADS_PT = 26;

/* A callout or a quote is as wide as running text, and as its column where a table in it may need
 * that. */
static bool holds_wide_table(const struct layout *layout, const struct place *place,
                             const struct node *node) {
    for (const struct node *child = node->first; child; child = child->next) {
        if (child->kind == NODE_TABLE &&
            table_guess_pt(layout, child) > place->text_width_pt - FRAME_PADS_PT) {
            return true;
        }
    }
    return false;
}

static void widen(struct frame *frame, struct place *inner, const struct place *place) {
    double more_pt = place->width_pt - place->text_width_pt;
    frame->width_pt += more_pt;
    inner->width_pt += more_pt;
}

struct frame *frame_card(struct layout *layout, const struct place *place) {
    struct frame *frame = frame_new(layout, place);
    frame->width_pt = place->width_pt;
    frame->has_ground = true;
    frame->ground = COLOUR_CARD;
    return frame;
}

struct place frame_inset(const struct place *place, const struct frame *frame, double left_pt,
                         double right_pt) {
    struct place inner = *place;
    inner.frame = frame;
    inner.is_in_page = false;
    inner.clause = NULL;
    inner.x_pt = frame->x_pt + left_pt;
    inner.width_pt = MAX(frame->width_pt - left_pt - right_pt, 12);
    inner.text_width_pt = inner.width_pt;
    return inner;
}

static void block_quote(struct layout *layout, struct flow *flow, const struct place *place,
                        const struct node *node) {
    struct frame *frame = frame_new(layout, place);
    frame->edge_pt = 2;
    frame->edge = COLOUR_RULE;
    struct place inner = frame_inset(place, frame, 14, 0);
    if (holds_wide_table(layout, place, node)) {
        widen(frame, &inner, place);
    }
    inner.tag = layout_tag(layout, TAG_BLOCK_QUOTE, place->tag);
    block_framed(layout, flow, frame, &inner, block_children, node);
}

static enum theme_colour callout_colour(enum callout_kind kind) {
    static const enum theme_colour colours[] = {COLOUR_INFO, COLOUR_GOOD, COLOUR_ACCENT,
                                                COLOUR_WATCH, COLOUR_BAD};
    return colours[kind];
}

static void fill_callout(struct layout *layout, struct flow *flow, const struct place *place,
                         const struct node *node) {
    bool is_ruled = layout->theme->forms.callouts == CALLOUTS_RULED;
    struct set_style style = {.role = place->role, .weight = is_ruled ? 0 : 600, .colour = -1};
    g_auto(InlineText) text;
    inline_text_init(&text);
    inline_append_smart(layout, &text, callout_title(layout, node),
                        layout_tag(layout, TAG_P, place->tag));
    for (guint i = 0; i < text.ranges->len; i++) {
        g_array_index(text.ranges, struct inline_range, i).is_italic = is_ruled;
    }
    struct lines lines = inline_set(layout, &text, &style, place->width_pt);
    size_t first = flow->n;
    flow_add_lines(layout, flow, place, &lines, &style, 0, 0);
    size_t after = flow->n;
    block_children(layout, flow, place, node);
    for (size_t i = first + 1; i <= after && i < flow->n; i++) {
        flow->items[i].penalty = BREAK_NEVER;
    }
}

static void block_callout(struct layout *layout, struct flow *flow, const struct place *place,
                          const struct node *node) {
    struct frame *frame = frame_new(layout, place);
    bool is_ruled = layout->theme->forms.callouts == CALLOUTS_RULED;
    if (is_ruled) {
        frame->rule_pt = 1;
    } else {
        frame->has_ground = true;
        frame->ground = COLOUR_CARD;
        frame->edge_pt = 2;
        frame->edge = callout_colour(node->callout.kind);
    }
    struct place inner =
        is_ruled ? frame_inset(place, frame, 0, 0) : frame_inset(place, frame, 14, 12);
    if (holds_wide_table(layout, place, node)) {
        widen(frame, &inner, place);
    }
    inner.tag = layout_tag(layout, TAG_SECT, place->tag);
    block_framed(layout, flow, frame, &inner, fill_callout, node);
}

static const double WRAP_SIGN_PT = 14;

/* A line of code that goes on below: a small hooked arrow at its end, which is not copied. */
static void add_wrap_sign(struct layout *layout, struct item *item, const struct place *place) {
    double x_pt = place->x_pt + place->width_pt - 8;
    double y_pt = layout_baseline(layout, ROLE_CODE) - 2;
    const struct path_step steps[] = {
        {PATH_MOVE, {{x_pt + 7, y_pt - 4}}}, {PATH_LINE, {{x_pt + 7, y_pt}}},
        {PATH_LINE, {{x_pt + 1, y_pt}}},     {PATH_MOVE, {{x_pt + 3, y_pt - 2}}},
        {PATH_LINE, {{x_pt + 1, y_pt}}},     {PATH_LINE, {{x_pt + 3, y_pt + 2}}},
    };
    struct op *op = item_add_op(layout, item, OP_PATH, ARTIFACT_LAYOUT);
    op->path = (struct path){.steps = arena_memdup(layout->arena, steps, sizeof steps),
                             .n_steps = G_N_ELEMENTS(steps),
                             .has_stroke = true,
                             .stroke_pt = 0.75,
                             .cap = CAP_ROUND,
                             .stroke = layout_colour(layout, COLOUR_MUTED)};
}

static void fill_code(struct layout *layout, struct flow *flow, const struct place *place,
                      const struct node *node) {
    struct str rest = node->code.text, line;
    struct set_style style = plain_style(ROLE_CODE);
    int tag = layout_tag(layout, TAG_CODE, layout_tag(layout, TAG_P, place->tag));
    while (str_next_line(&rest, &line)) {
        g_auto(InlineText) text;
        inline_text_init(&text);
        text.at = node->at;
        text.layout = layout;
        /* Lines are one text to a screen reader: a space keeps their words apart. An empty line
         * keeps its height. */
        inline_append(&text, line, tag);
        inline_append(&text, line.n == 0 || rest.n > 0 ? STR(" ") : STR(""), tag);
        struct lines lines = inline_set(layout, &text, &style, place->width_pt);
        if (lines.n > 1) {
            lines = inline_set(layout, &text, &style, place->width_pt - WRAP_SIGN_PT);
        }
        size_t first = flow->n;
        flow_add_lines(layout, flow, place, &lines, &style, 0, 0);
        for (size_t i = first; i + 1 < flow->n; i++) {
            add_wrap_sign(layout, &flow->items[i], place);
        }
    }
}

/* A short listing stays whole, a longer one keeps three lines on each side of a break. */
static void keep_code(struct flow *flow, size_t first) {
    enum { WHOLE_MAX = 14, KEPT = 3 };
    size_t n = flow->n - first;
    for (size_t i = 1; i < n; i++) {
        if (n <= WHOLE_MAX || i < KEPT || i + KEPT > n) {
            flow->items[first + i].penalty = BREAK_NEVER;
        }
    }
}

/* A listing that ends a callout: what the callout has below its text is not the listing's. */
static void end_inside(struct layout *layout, struct flow *flow, const struct place *place) {
    flow->items[flow->n - 1].below_pt = 0;
    struct item *end = flow_add(layout, flow, place);
    end->penalty = BREAK_NEVER;
}

void block_code(struct layout *layout, struct flow *flow, const struct place *place,
                const struct node *node) {
    struct frame *frame = frame_card(layout, place);
    struct place inner = frame_inset(place, frame, 10, 10);
    size_t first = flow->n;
    frame->ground = layout->is_on_card ? COLOUR_GROUND : COLOUR_CARD;
    block_framed(layout, flow, frame, &inner, fill_code, node);
    keep_code(flow, first);
    if (layout->is_on_card && !node->next && flow->n > first) {
        end_inside(layout, flow, place);
    }
}

static void block_rule(struct layout *layout, struct flow *flow, const struct place *place) {
    const struct theme_space *space = &layout->theme->space;
    struct item *item = flow_add(layout, flow, place);
    item->height_pt = 0.5;
    item->above_pt = space->callout_above_pt;
    item->below_pt = space->callout_above_pt;
    item_add_rect(layout, item, (struct rect){place->x_pt, 0, place->width_pt, 0.5}, COLOUR_RULE,
                  ARTIFACT_LAYOUT);
}

/* --- all kinds ------------------------------------------------------------------------------ */

void block_one(struct layout *layout, struct flow *flow, const struct place *place,
               const struct node *node) {
    if (place->clause && clause_one(layout, flow, place, node)) {
        return;
    }
    switch (node->kind) {
    case NODE_HEADING: block_heading(layout, flow, place, node); return;
    case NODE_PARAGRAPH: block_paragraph(layout, flow, place, node); return;
    case NODE_LIST: block_list(layout, flow, place, node, 0); return;
    case NODE_QUOTE: block_quote(layout, flow, place, node); return;
    case NODE_CODE_BLOCK: block_figure(layout, flow, place, node); return;
    case NODE_RULE: block_rule(layout, flow, place); return;
    case NODE_TABLE: block_table(layout, flow, place, node); return;
    case NODE_CALLOUT: block_callout(layout, flow, place, node); return;
    case NODE_CONTAINER: block_container(layout, flow, place, node); return;
    case NODE_NOTE: return; /* see layout_note.c */
    default: block_children(layout, flow, place, node); return;
    }
}

/* What follows a heading stays with it, and the space below the heading is the only one; lines
 * bring some of their own, pictures do not. */
static void bind_to_heading(const struct layout *layout, struct item *item,
                            const struct node *heading, const struct node *child) {
    bool is_next_part =
        child->kind == NODE_HEADING && child->heading.level <= heading->heading.level;
    bool is_picture = child->kind == NODE_PARAGRAPH && only_image(child);
    item->penalty = BREAK_NEVER;
    item->above_pt = is_next_part ? item->above_pt
                     : is_picture
                         ? layout->theme->space.heading_below_pt + layout->theme->space.step_pt
                         : 0;
}

/* "These are:" ends no page before what it announces, unless that costs half a page. */
static void bind_to_announcement(struct item *item, const struct node *before) {
    enum { ANNOUNCED_PENALTY = 15 };
    const struct node *last = before->kind == NODE_PARAGRAPH ? before->last : NULL;
    if (last && last->kind == NODE_TEXT && str_ends_with(str_trim(last->text), ":") &&
        item->penalty < ANNOUNCED_PENALTY) {
        item->penalty = ANNOUNCED_PENALTY;
    }
}

static bool is_fence(const struct node *node, const char *name) {
    return node && node->kind == NODE_CODE_BLOCK && str_starts_with(node->code.info, name);
}

/* The column has a rule of its own above its first block. */
static bool opens_ruled_column(const struct node *node) {
    const struct node *column = node->parent, *columns = column ? column->parent : NULL;
    return columns && column->kind == NODE_CONTAINER && columns->kind == NODE_CONTAINER &&
           column->first == node && str_is(columns->container.name, "columns") &&
           str_find(columns->container.argument, STR("ruled"), 0) < columns->container.argument.n;
}

/* Whether a theme that parts sections by rules draws one above @node: not behind what @node belongs
 * to or what ends in a rule of its own. */
static bool opens_section(const struct layout *layout, const struct place *place,
                          const struct node *before, const struct node *node) {
    bool is_opening =
        node->kind == NODE_HEADING ? node->heading.level > 1 : is_fence(node, "chart");
    bool is_bound = before && (before->kind == NODE_HEADING || is_fence(before, "kpis"));
    return layout->theme->forms.sections == SECTIONS_RULED && !layout->input->is_deck &&
           !place->frame && is_opening && !is_bound && !opens_ruled_column(node);
}

/* The space above the item is the rule's; half of it stands below the rule. */
static void add_section_rule(struct layout *layout, struct item *item, const struct place *place) {
    static const double RULE_PT = 0.5;
    double pad_pt = 2 * layout->theme->space.step_pt;
    for (size_t i = 0; i < item->n_ops; i++) {
        op_translate(layout->arena, &item->ops[i], 0, pad_pt);
    }
    item->height_pt += pad_pt;
    item->above_pt = MAX(item->above_pt - pad_pt, pad_pt);
    item_add_rect(layout, item, (struct rect){place->x_pt, 0, place->width_pt, RULE_PT},
                  COLOUR_RULE, ARTIFACT_LAYOUT);
}

void block_children(struct layout *layout, struct flow *flow, const struct place *place,
                    const struct node *parent) {
    block_siblings(layout, flow, place, parent->first, NULL);
}

void block_siblings(struct layout *layout, struct flow *flow, const struct place *place,
                    const struct node *first_child, const struct node *end) {
    const struct node *before = NULL;
    for (const struct node *child = first_child; child != end; child = child->next) {
        size_t first = flow->n;
        if (opening_is_at(layout, flow, place, child)) {
            child = block_opening(layout, flow, place, child);
        } else {
            block_one(layout, flow, place, child);
        }
        if (first < flow->n && opens_section(layout, place, before, child)) {
            add_section_rule(layout, &flow->items[first], place);
        }
        if (before && before->kind == NODE_HEADING && first < flow->n) {
            bind_to_heading(layout, &flow->items[first], before, child);
        } else if (before && first < flow->n) {
            bind_to_announcement(&flow->items[first], before);
        }
        for (size_t i = first; i < flow->n; i++) {
            if (!flow->items[i].at.source) {
                flow->items[i].at = child->at;
            }
        }
        before = child;
    }
}
