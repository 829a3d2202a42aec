#include "layout_priv.h"

#include "layout_form_priv.h"

/*
 * On paper a task is a box and a blank a rule. In a form the box is a field, which draws itself;
 * a blank keeps its rule, on which the field lies: readers that draw what was typed anew draw no
 * rule.
 */

/* Below and above the baseline, in em: readers that center a line find this one's baseline. */
static const double BLANK_DESCENT_EM = 0.3, BLANK_ASCENT_EM = 1.1;
static const double RULE_EM = 0.2, RULE_PT = 0.6;
static const double RULE_MARGIN_PT = 0.5; /* to a bracket beside it */
static const double SIGNATURE_ROOM_PT = 14;

/* --- what the field is ------------------------------------------------------------------------ */

static const char *label_of(struct layout *layout, const struct node *node) {
    const char *label = g_hash_table_lookup(layout->labels, node);
    return label ? label : "Field";
}

/* Typed text has the face of running text, whatever stands around it. */
static void set_face(struct layout *layout, struct field *field) {
    const struct text_style *body = &layout->theme->styles[ROLE_BODY];
    struct range_style style = {
        .face = {body->family, body->weight, body->is_italic},
        .size_pt = body->size_pt,
    };
    int word_style = fonts_word_style(layout->fonts, &style, layout->diags);
    field->font = layout_font(layout, MAX(fonts_word_face(layout->fonts, MAX(word_style, 0)), 0));
}

/* --- boxes ------------------------------------------------------------------------------------ */

/* About the height of a capital letter, at 10 points; its stroke stays inside the rectangle. */
static const double BOX_PT = 8, BOX_SIZE_PT = 10;
static const struct rect BOX_RECT = {0, -8, 8.5, 8.5}; /* from the baseline */

static struct path empty_box(struct layout *layout) {
    struct rect rect = {0.5, 0.5, BOX_PT - 0.5, BOX_PT - 0.5};
    struct path path = {
        .has_stroke = true, .stroke_pt = 0.75, .stroke = layout_colour(layout, COLOUR_MUTED)};
    path.steps = path_round_rect(layout->arena, rect, 1.5, &path.n_steps);
    return path;
}

static struct path full_box(struct layout *layout) {
    struct path path = empty_box(layout);
    path.has_fill = true;
    path.fill = path.stroke = layout_colour(layout, COLOUR_BRAND);
    return path;
}

static struct path tick(struct layout *layout) {
    static const struct path_step steps[] = {
        {PATH_MOVE, {{2.1, 4.4}}},
        {PATH_LINE, {{3.7, 6.0}}},
        {PATH_LINE, {{6.5, 2.7}}},
    };
    return (struct path){.steps = steps,
                         .n_steps = G_N_ELEMENTS(steps),
                         .has_stroke = true,
                         .stroke_pt = 1.1,
                         .cap = CAP_ROUND,
                         .stroke = layout_colour(layout, COLOUR_GROUND)};
}

static struct field *new_box(struct layout *layout, const struct node *task) {
    struct path *off = ARENA_NEW(layout->arena, struct path);
    struct path *on = ARENA_NEW_N(layout->arena, struct path, 2);
    off[0] = empty_box(layout);
    on[0] = full_box(layout);
    on[1] = tick(layout);
    struct field *field = ARENA_NEW(layout->arena, struct field);
    *field = (struct field){
        .kind = FIELD_CHECK,
        .is_checked = task->item.task == TASK_DONE,
        .off = off,
        .n_off = 1,
        .on = on,
        .n_on = 2,
    };
    return field;
}

int form_box_tag(struct layout *layout, int label) {
    return layout->labels ? layout_tag(layout, TAG_FORM, label) : label;
}

void form_add_box(struct layout *layout, struct item *item, const struct node *task,
                  struct point baseline, double size_pt, int tag) {
    struct field *field = new_box(layout, task);
    struct op op = {.kind = OP_FIELD, .tag = tag};
    field->label = layout->labels ? label_of(layout, task) : NULL;
    op.field.rect = BOX_RECT;
    op.field.field = field;
    if (size_pt != BOX_SIZE_PT) {
        op_scale(layout->arena, &op, size_pt / BOX_SIZE_PT);
    }
    op_translate(layout->arena, &op, baseline.x, baseline.y);
    if (layout->labels) {
        *item_add_op(layout, item, OP_FIELD, tag) = op;
        return;
    }
    layout->display->tags[tag].alt = field->is_checked ? "done" : "to do";
    struct op face;
    for (size_t i = 0; op_field_face(layout->arena, &op, i, &face); i++) {
        *item_add_op(layout, item, OP_PATH, tag) = face;
    }
}

/* --- blanks ----------------------------------------------------------------------------------- */

int form_blank_tag(struct layout *layout, int parent) {
    if (parent <= 0) {
        return parent;
    }
    int tag = layout_tag(layout, layout->labels ? TAG_FORM : TAG_SPAN, parent);
    layout->display->tags[tag].alt = layout->labels ? NULL : "blank";
    return tag;
}

static struct field *new_blank(struct layout *layout, const struct node *blank, double size_pt) {
    struct field *field = ARENA_NEW(layout->arena, struct field);
    *field = (struct field){
        .kind = blank->blank.is_signature ? FIELD_SIGNATURE : FIELD_TEXT,
        .label = label_of(layout, blank),
        .is_required = blank->blank.is_required,
        .is_rtl = layout->is_rtl,
        .size_pt = size_pt,
        .colour = layout_colour(layout, COLOUR_INK),
    };
    set_face(layout, field);
    return field;
}

static void add_field(struct layout *layout, struct line *line, const struct node *blank,
                      const struct blank_look *look) {
    double room_pt = blank->blank.is_signature ? SIGNATURE_ROOM_PT : 0;
    double ascent_pt = BLANK_ASCENT_EM * look->size_pt + room_pt;
    struct op *op = line_add_op(layout, line, OP_FIELD, look->tag);
    op->field.rect = (struct rect){look->x_pt, -ascent_pt, look->width_pt,
                                   ascent_pt + BLANK_DESCENT_EM * look->size_pt};
    op->field.field = new_blank(layout, blank, look->size_pt);
}

bool form_add_room(struct layout *layout, struct item *item, const struct node *blank,
                   struct rect room, double size_pt, int tag) {
    if (!layout->labels) {
        return false;
    }
    struct op *op = item_add_op(layout, item, OP_FIELD, tag);
    op->field.rect = room;
    op->field.field = new_blank(layout, blank, size_pt);
    return true;
}

void form_add_blank(struct layout *layout, struct line *line, const struct node *blank,
                    const struct blank_look *look) {
    bool is_field = layout->labels && look->tag > 0;
    line->blank_op = line->n_ops;
    struct op *rule = line_add_op(layout, line, OP_RECT, is_field ? ARTIFACT_LAYOUT : look->tag);
    rule->rect.rect = (struct rect){look->x_pt + RULE_MARGIN_PT, RULE_EM * look->size_pt,
                                    MAX(look->width_pt - 2 * RULE_MARGIN_PT, 1), RULE_PT};
    rule->rect.fill = look->colour;
    if (is_field) {
        add_field(layout, line, blank, look);
    }
    if (blank->blank.is_signature) {
        line->above_pt = SIGNATURE_ROOM_PT;
    }
    line->n_blank_ops = line->n_ops - line->blank_op;
}

void form_stretch_blank(struct item *item, const struct line *line, double by_pt) {
    size_t first = item->n_ops - line->n_ops + line->blank_op;
    for (size_t i = 0; i < line->n_blank_ops; i++) {
        struct op *op = &item->ops[first + i];
        *(op->kind == OP_FIELD ? &op->field.rect.width : &op->rect.rect.width) += by_pt;
    }
}

/* --- the document ----------------------------------------------------------------------------- */

void form_init(struct layout *layout) {
    layout->labels = layout->input->is_form ? form_labels(layout->arena, layout->input->doc) : NULL;
}

void form_clear(struct layout *layout) {
    g_clear_pointer(&layout->labels, g_hash_table_unref);
}

/* "name", "name-2", "name-3" ... @used: name -> the number that the last one of it got. */
static const char *unique_name(Arena *arena, GHashTable *used, const struct field *field) {
    char *base = form_name(arena, str_from(field->label), field->kind != FIELD_CHECK);
    char *name = base;
    int n = GPOINTER_TO_INT(g_hash_table_lookup(used, base));
    while (g_hash_table_contains(used, name)) {
        name = arena_printf(arena, "%s-%d", base, ++n);
    }
    g_hash_table_insert(used, base, GINT_TO_POINTER(MAX(n, 1)));
    if (name != base) {
        g_hash_table_insert(used, name, GINT_TO_POINTER(1));
    }
    return name;
}

static void name_field(struct layout *layout, GHashTable *used, struct op *op) {
    const struct tag *tag = op->tag > 0 ? &layout->display->tags[op->tag] : NULL;
    if (!tag || tag->kind != TAG_FORM) {
        return;
    }
    struct field *field = arena_memdup(layout->arena, op->field.field, sizeof *field);
    field->name = unique_name(layout->arena, used, field);
    op->field.field = field;
}

void form_finish(struct layout *layout) {
    if (!layout->labels) {
        return;
    }
    g_autoptr(GHashTable) used = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 0; i < layout->display->n_pages; i++) {
        struct page *page = &layout->display->pages[i];
        for (size_t k = 0; k < page->n_ops; k++) {
            if (page->ops[k].kind == OP_FIELD) {
                name_field(layout, used, &page->ops[k]);
            }
        }
    }
}
