#include "layout_priv.h"

#include <string.h>

/*
 * Footnotes. A mark in the text is a superscript number that leads to its note, and the note's
 * number leads back. The notes are set after the text, in the order of their numbers, as a flow of
 * their own; the page breaks (layout_break.c) lay that flow at the feet of the pages whose items
 * call for it.
 *
 * Calls: an item calls for the notes whose marks it holds, and for those that are marked in their
 *        text. Numbers follow the text, so that all calls so far are the notes up to one number.
 * Ids:   no heading's id has a circumflex: "note^3" is a note, "mark^3" its first mark.
 */

struct note {
    const struct node *node;
    int tag;          /* the Note element; 0: no mark was set */
    size_t first;     /* of the notes' flow */
    int last_number;  /* of the notes that come with it */
    bool has_mark_at; /* the destination of its mark stands */
};

static const double NOTE_INDENT_PT = 14, NOTE_GAP_PT = 3;

void notes_init(struct layout *layout) {
    const struct node *root = layout->input->doc->root;
    if (!root->last || root->last->kind != NODE_NOTE) {
        return;
    }
    for (const struct node *node = root->first; node; node = node->next) {
        layout->n_notes += node->kind == NODE_NOTE && node->note.number > 0;
    }
    layout->notes = ARENA_NEW_N(layout->arena, struct note, layout->n_notes + 1);
    for (const struct node *node = root->first; node; node = node->next) {
        if (node->kind == NODE_NOTE && node->note.number > 0) {
            layout->notes[node->note.number - 1].node = node;
        }
    }
}

/* --- marks ---------------------------------------------------------------------------------- */

/* A note stands behind the paragraph that it is marked in; in a cell, within the cell. */
static int note_parent(const struct layout *layout, int tag) {
    for (;;) {
        const struct tag *at = &layout->display->tags[tag];
        bool holds_words = at->kind == TAG_LINK || at->kind == TAG_SPAN || at->kind == TAG_P ||
                           (at->kind >= TAG_H1 && at->kind <= TAG_H6);
        if (!holds_words) {
            return tag;
        }
        tag = at->parent;
    }
}

const char *note_mark(struct layout *layout, const struct node *mark, int tag, int *ret_tag) {
    int number = mark->mark.note->note.number;
    struct note *note = &layout->notes[number - 1];
    *ret_tag = layout_tag(layout, TAG_LINK, layout_tag(layout, TAG_REFERENCE, tag));
    if (note->tag == 0) {
        note->tag = layout_tag(layout, TAG_NOTE, note_parent(layout, tag));
    }
    return arena_printf(layout->arena, "note^%d", number);
}

/* The number of the note that an operation leads to; 0: none. */
static int called_number(const struct op *op) {
    bool is_mark = op->kind == OP_LINK && op->link.id && g_str_has_prefix(op->link.id, "note^");
    return is_mark ? (int)g_ascii_strtoll(op->link.id + strlen("note^"), NULL, 10) : 0;
}

/* --- setting -------------------------------------------------------------------------------- */

/* The number, which leads back to the mark. */
static void add_number(struct layout *layout, struct item *item, const struct note *note,
                       double x_pt) {
    int tag = layout_tag(layout, TAG_LBL, note->tag);
    struct inline_range range = {
        .colour = COLOUR_MUTED,
        .image = -1,
        .tag = layout_tag(layout, TAG_LINK, tag),
        .id = arena_printf(layout->arena, "mark^%d", note->node->note.number),
    };
    range.contents = arena_printf(layout->arena, "%d", note->node->note.number);
    struct set_style style = {.role = ROLE_SMALL, .colour = -1};
    g_auto(InlineText) text;
    inline_text_init(&text);
    inline_append_range(&text, range, str_from(range.contents));
    struct lines lines = inline_set(layout, &text, &style, -1);
    item_add_line(layout, item, &lines.lines[0], x_pt, lines.baseline_pt);
}

static void set_note(struct layout *layout, struct flow *flow, const struct place *place,
                     struct note *note) {
    note->first = flow->n;
    struct place inner = *place;
    inner.x_pt += NOTE_INDENT_PT;
    inner.width_pt -= NOTE_INDENT_PT;
    inner.text_width_pt = inner.width_pt;
    inner.tag = note->tag;
    /* Before the words: assistive technology reads elements in their order. */
    struct item number = {0};
    add_number(layout, &number, note, place->x_pt);
    block_children(layout, flow, &inner, note->node);
    if (flow->n == note->first) {
        flow_add(layout, flow, &inner)->height_pt = layout->theme->styles[ROLE_SMALL].leading_pt;
    }
    struct item *first = &flow->items[note->first];
    item_add_item(layout, first, &number, 0);
    first->above_pt = NOTE_GAP_PT;
    flow->items[flow->n - 1].below_pt = NOTE_GAP_PT;
    layout_add_destination(layout, first,
                           arena_printf(layout->arena, "note^%d", note->node->note.number));
}

/* Each note's last number, from the last note to the first: the others are then known. */
static void close_calls(struct layout *layout, const struct flow *flow) {
    size_t end = flow->n;
    for (size_t i = layout->n_notes; i-- > 0;) {
        struct note *note = &layout->notes[i];
        if (note->tag == 0) {
            continue;
        }
        note->last_number = (int)i + 1;
        for (size_t k = note->first; k < end; k++) {
            for (size_t op = 0; op < flow->items[k].n_ops; op++) {
                int number = called_number(&flow->items[k].ops[op]);
                if (number > (int)i + 1) {
                    note->last_number =
                        MAX(note->last_number, layout->notes[number - 1].last_number);
                }
            }
        }
        end = note->first;
    }
}

/* --- what each item calls for --------------------------------------------------------------- */

/* The end of a note in the notes' flow. */
static size_t note_end(const struct layout *layout, const struct flow *flow, int number) {
    for (size_t i = (size_t)number; i < layout->n_notes; i++) {
        if (layout->notes[i].tag != 0) {
            return layout->notes[i].first;
        }
    }
    return flow->n;
}

static void find_calls(struct layout *layout, struct flow *text, struct foot *foot) {
    size_t *until = ARENA_NEW_N(layout->arena, size_t, text->n + 1);
    size_t *begun = ARENA_NEW_N(layout->arena, size_t, text->n + 1);
    for (size_t i = 0; i < text->n; i++) {
        struct item *item = &text->items[i];
        size_t n_ops = item->n_ops;
        until[i] = i > 0 ? until[i - 1] : 0;
        begun[i] = i > 0 ? begun[i - 1] : 0;
        for (size_t k = 0; k < n_ops; k++) {
            int number = called_number(&item->ops[k]);
            if (number == 0) {
                continue;
            }
            struct note *note = &layout->notes[number - 1];
            until[i] = MAX(until[i], note_end(layout, &foot->flow, note->last_number));
            begun[i] = MAX(begun[i], note->first + 1);
            if (!note->has_mark_at) {
                note->has_mark_at = true;
                layout_add_destination(layout, item,
                                       arena_printf(layout->arena, "mark^%d", number));
            }
        }
    }
    foot->until = until;
    foot->begun = begun;
}

static void find_tops(struct layout *layout, struct foot *foot) {
    const struct flow *flow = &foot->flow;
    double *top_pt = ARENA_NEW_N(layout->arena, double, flow->n + 1);
    double below_pt = 0;
    for (size_t i = 0; i < flow->n; i++) {
        const struct item *item = &flow->items[i];
        top_pt[i] += i > 0 ? MAX(below_pt, item->above_pt) : 0;
        top_pt[i + 1] = top_pt[i] + item->height_pt;
        below_pt = item->below_pt;
    }
    foot->top_pt = top_pt;
}

double foot_height(const struct foot *foot, size_t from, size_t to) {
    double bottom_pt = to > from ? foot->top_pt[to - 1] + foot->flow.items[to - 1].height_pt : 0;
    return to > from ? bottom_pt - foot->top_pt[from] : 0;
}

void notes_set(struct layout *layout, struct flow *text, const struct place *place,
               struct foot *foot) {
    *foot = (struct foot){0};
    if (layout->n_notes == 0 || layout->input->is_deck) {
        return;
    }
    struct place inner = {.x_pt = place->x_pt,
                          .width_pt = place->text_width_pt,
                          .text_width_pt = place->text_width_pt,
                          .role = ROLE_SMALL};
    /* A note that is marked in another has a larger number: its turn comes. */
    for (size_t i = 0; i < layout->n_notes; i++) {
        if (layout->notes[i].tag != 0) {
            set_note(layout, &foot->flow, &inner, &layout->notes[i]);
        }
    }
    foot->rule_pt = layout->theme->space.note_above_pt;
    close_calls(layout, &foot->flow);
    find_calls(layout, text, foot);
    find_tops(layout, foot);
}

/* --- slides --------------------------------------------------------------------------------- */

/* A slide has the notes that it calls for itself: none goes on to another. */
void notes_of_slide(struct layout *layout, struct item *slide, const struct place *place,
                    struct flow *flow) {
    size_t n_ops = slide->n_ops;
    for (size_t i = 0; i < n_ops; i++) {
        int number = called_number(&slide->ops[i]);
        struct note *note = number > 0 ? &layout->notes[number - 1] : NULL;
        if (note && !note->has_mark_at) {
            note->has_mark_at = true;
            layout_add_destination(layout, slide, arena_printf(layout->arena, "mark^%d", number));
            set_note(layout, flow, place, note);
        }
    }
}

void *notes_save(const struct layout *layout) {
    return arena_memdup(layout->arena, layout->notes, layout->n_notes * sizeof *layout->notes);
}

void notes_restore(struct layout *layout, const void *saved) {
    if (layout->n_notes > 0) {
        memcpy(layout->notes, saved, layout->n_notes * sizeof *layout->notes);
    }
}
