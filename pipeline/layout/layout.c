#include "layout_text_priv.h"

#include "direction.h"
#include "layout_form_priv.h"

#include <math.h>
#include <string.h>

int layout_font(struct layout *layout, int run_id) {
    if ((guint)run_id >= layout->font_ids->len) {
        g_array_set_size(layout->font_ids, (guint)run_id + 1);
    }
    int *id = &g_array_index(layout->font_ids, int, run_id);
    if (*id == 0) {
        size_t n;
        const struct font_face *faces = fonts_faces(layout->fonts, &n);
        g_array_append_val(layout->faces, faces[run_id]);
        *id = (int)layout->faces->len;
    }
    return *id - 1;
}

/* What the front matter says at @key instead of the theme. */
static void apply_setting(struct layout *layout, const char *key, bool *setting) {
    const struct value *value = value_get(layout->input->doc->meta, key);
    if (value && value->kind == VALUE_BOOL) {
        *setting = value->boolean;
    } else if (value) {
        diag_warning(layout->diags, value->at, DIAG_FRONT_MATTER, "\"%s\" is %s, not a boolean",
                     key, value_kind_name(value->kind));
        diag_hint(layout->diags, "Write true or false.");
    }
}

static void read_settings(struct layout *layout) {
    struct theme_text *settings = &layout->settings;
    *settings = layout->theme->text;
    bool is_smart = !settings->keeps_marks;
    apply_setting(layout, "smart", &is_smart);
    apply_setting(layout, "justify", &settings->is_justified);
    apply_setting(layout, "hyphenate", &settings->is_hyphenated);
    settings->keeps_marks = !is_smart;
    layout->headings = layout->theme->headings;
    layout->quotes = is_smart ? smart_quotes(layout->input->meta.language) : NULL;
    layout->is_rtl = direction_of_language_is_rtl(layout->input->meta.language);
}

/* About as many elements as the document will have; growing to them would take twice the room. */
static size_t guess_tags(const struct node *root) {
    size_t n = 1;
    for (const struct node *at = root; at; at = doc_next(root, at)) {
        n += !node_is_block(at) ? 0 : at->kind == NODE_ITEM || at->kind == NODE_TABLE ? 3 : 1;
    }
    return n + n / 8;
}

void layout_init(struct layout *layout) {
    layout->fonts = layout->input->fonts;
    fonts_trim_words(layout->fonts);
    fonts_begin_document(layout->fonts, layout->input->meta.language);
    layout->said = g_hash_table_new(NULL, NULL);
    layout->font_ids = g_array_new(FALSE, TRUE, sizeof(int));
    layout->faces = g_array_new(FALSE, TRUE, sizeof(struct font_face));
    layout->images = g_array_new(FALSE, TRUE, sizeof(struct image));
    layout->heading_ids = g_hash_table_new(g_str_hash, g_str_equal);
    layout->shaped = layout_shaped_new();
    layout->label = g_string_new(NULL);
    inline_text_init(&layout->scratch);
    layout->image_ids = g_hash_table_new(g_str_hash, g_str_equal);
    layout->display = ARENA_NEW(layout->arena, struct display);
    layout->display->meta = layout->input->meta;
    layout_reserve_tags(layout, guess_tags(layout->input->doc->root));
    layout_tag(layout, TAG_DOCUMENT, -1);
    read_settings(layout);
    contents_init(layout);
    form_init(layout);
    notes_init(layout);
}

void layout_clear(struct layout *layout) {
    const struct pango_setter *setter = fonts_pango(layout->fonts)->setter;
    if (setter) {
        setter->forget_document(layout);
    }
    contents_clear(layout);
    form_clear(layout);
    g_hash_table_unref(layout->said);
    g_hash_table_unref(layout->heading_ids);
    g_hash_table_unref(layout->shaped);
    g_string_free(layout->label, TRUE);
    inline_text_clear(&layout->scratch);
    g_hash_table_unref(layout->image_ids);
    g_array_unref(layout->font_ids);
    g_array_unref(layout->faces);
    g_array_unref(layout->images);
}

/* Without the faces of running text there is nothing to set a document in. */
static bool has_faces(struct layout *layout) {
    for (int role = 0; role < N_ROLES; role++) {
        const struct text_style *style = &layout->theme->styles[role];
        struct face face = {style->family, style->weight, style->is_italic};
        bool is_running = role == ROLE_TITLE || role == ROLE_HEADING || role == ROLE_SUBHEADING ||
                          role == ROLE_BODY || role == ROLE_SMALL;
        if (is_running && fonts_need(layout->fonts, face, layout->diags) < 0) {
            return false;
        }
    }
    return true;
}

static void finish_display(struct layout *layout) {
    struct display *display = layout->display;
    display->n_fonts = layout->faces->len;
    display->fonts = arena_memdup(layout->arena, layout->faces->data,
                                  layout->faces->len * sizeof(struct font_face));
    display->n_images = layout->images->len;
    display->images = arena_memdup(layout->arena, layout->images->data,
                                   layout->images->len * sizeof(struct image));
}

/* A figure's box is known only where its page is: it is what its operations cover. */
static void set_boxes(struct layout *layout) {
    struct display *display = layout->display;
    for (size_t i = 0; i < display->n_pages; i++) {
        for (size_t k = 0; k < display->pages[i].n_ops; k++) {
            const struct op *op = &display->pages[i].ops[k];
            struct tag *tag = op->tag >= 0 ? &display->tags[op->tag] : NULL;
            if (tag && tag->kind == TAG_FIGURE) {
                struct rect bounds = op_bounds(op);
                if (tag->box) {
                    *tag->box = rect_union(*tag->box, bounds);
                } else {
                    tag->box = arena_memdup(layout->arena, &bounds, sizeof bounds);
                }
            }
        }
    }
}

/* The slides are composed; notes pages take their place. */
static void compose_handout(struct layout *layout, const struct deck *deck) {
    struct flow flow = {0};
    struct foot none = {0};
    deck_handout(layout, deck, &flow);
    struct page_plan plan = break_flow(layout->arena, &flow, &none, layout->theme->page.height_pt);
    pages_compose(layout, &flow, &none, &plan);
}

static bool set_document(struct layout *layout) {
    const struct theme_page *page = &layout->theme->page;
    struct place place = {
        .width_pt = page->width_pt - page->left_pt - page->right_pt,
        .role = ROLE_BODY,
        .is_in_page = true,
    };
    double height_pt = page->height_pt - page->top_pt - page->bottom_pt;
    if (place.width_pt < 36 || height_pt < 72) {
        return diag_error(layout->diags, (struct span){0}, DIAG_THEME_FIELD,
                          "the margins of the theme \"%s\" leave no room on the page",
                          layout->theme->name);
    }
    place.text_width_pt = layout->theme->body_width_pt > 0
                              ? fmin(layout->theme->body_width_pt, place.width_pt)
                              : place.width_pt;
    bool has_facing_pages = page->inner_pt > 0 || page->outer_pt > 0;
    struct flow flow = {.has_facing_pages = has_facing_pages,
                        .turned_pt = page->width_pt - page->top_pt - page->bottom_pt};
    if (layout->input->title && !layout->input->is_deck) {
        block_title(layout, &flow, &place);
    }
    const struct deck *deck = NULL;
    if (layout->input->is_deck) {
        deck = deck_flow(layout, &flow);
    } else {
        block_children(layout, &flow, &place, layout->input->doc->root);
    }
    struct foot foot;
    notes_set(layout, &flow, &place, &foot);
    break_turn_neighbours(&flow);
    struct page_plan plan = break_flow(layout->arena, &flow, &foot, height_pt);
    if (has_facing_pages) {
        plan_add_blank(layout->arena, &flow, &plan);
    }
    if (plan.n > LAYOUT_PAGES_MAX) {
        return diag_error(layout->diags, (struct span){0}, DIAG_LAYOUT_LIMIT,
                          "the document has %zu pages, the limit is %d", plan.n, LAYOUT_PAGES_MAX);
    }
    pages_compose(layout, &flow, &foot, &plan);
    if (deck && layout->input->notes_theme) {
        compose_handout(layout, deck);
    }
    furniture_add(layout, &flow, &plan);
    contents_fill(layout);
    mirror_pages(layout);
    watermark_add(layout);
    set_boxes(layout);
    form_finish(layout);
    finish_display(layout);
    return true;
}

/*
 * @page_labels: of the attempt before; those of this one come into it. False: it failed. What was
 * said of an attempt that is not the last is forgotten.
 */
static bool attempt(struct layout *layout, GHashTable *page_labels, bool *ret_is_settled) {
    layout->page_labels = page_labels;
    layout_init(layout);
    bool is_done = has_faces(layout) && set_document(layout);
    *ret_is_settled = !is_done || contents_is_settled(layout);
    layout_clear(layout);
    return is_done;
}

/* An attempt changes the lines of few page numbers: the third is right where the second is not. */
enum { ATTEMPTS_MAX = 4 };

bool layout_settle(Arena *arena, const struct layout_input *input, struct diags *diags,
                   struct display **ret) {
    g_autoptr(GHashTable) page_labels = g_hash_table_new(g_str_hash, g_str_equal);
    bool is_done, is_settled = false;
    for (int i = 1;; i++) {
        struct diags said = {.is_strict = diags->is_strict};
        struct layout layout = {
            .arena = arena, .input = input, .theme = input->theme, .diags = &said};
        is_done = attempt(&layout, page_labels, &is_settled);
        if (is_settled || i == ATTEMPTS_MAX) {
            diags_take(diags, &said, false);
            *ret = is_done ? layout.display : *ret;
            break;
        }
        diags_clear(&said);
    }
    if (!is_settled) {
        diag_warning(diags, (struct span){0}, DIAG_LAYOUT_LIMIT,
                     "a page number in the text changes the page that it names; it may be off by "
                     "one");
    }
    return is_done;
}

bool layout_document(Arena *arena, const struct layout_input *input, struct diags *diags,
                     struct display **ret) {
    return input->is_one_page ? fit_one_page(arena, input, diags, ret)
                              : layout_settle(arena, input, diags, ret);
}
