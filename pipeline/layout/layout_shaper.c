#include "layout_text_priv.h"

#include "emoji.h"
#include "shaper.h"

/*
 * The words of figures. A figure measures them, often several times, before it draws them, and most
 * were in the figures of the document before: such a label is looked up among the lines that are
 * kept for the run (layout_kept_line.c), with no text made of it. The others are kept as lines for
 * the document: those with pictures, in several faces or of another direction.
 */

/* --- lines of the document -------------------------------------------------------------------- */

struct shaped_key {
    int role, weight;
    struct str text;
};

static guint hash_shaped(gconstpointer data) {
    const struct shaped_key *key = data;
    guint hash = 2166136261u ^ (guint)(key->role * 1000 + key->weight); /* FNV-1a */
    for (size_t i = 0; i < key->text.n; i++) {
        hash = (hash ^ (guchar)key->text.p[i]) * 16777619u;
    }
    return hash;
}

static gboolean equal_shaped(gconstpointer a, gconstpointer b) {
    const struct shaped_key *x = a, *y = b;
    return x->role == y->role && x->weight == y->weight && str_eq(x->text, y->text);
}

GHashTable *layout_shaped_new(void) {
    return g_hash_table_new(hash_shaped, equal_shaped);
}

static struct set_style style_of(const struct shaper_look *look) {
    return (struct set_style){
        .role = look->role, .weight = look->weight, .colour = -1, .is_tabular = true};
}

static const struct line *shaped(struct layout *layout, const struct shaper_look *look,
                                 struct str text) {
    struct shaped_key key = {(int)look->role, look->weight, text};
    const struct line *known = g_hash_table_lookup(layout->shaped, &key);
    if (known) {
        return known;
    }
    struct set_style style = style_of(look);
    struct line *line = ARENA_NEW(layout->arena, struct line);
    *line = inline_figure_words(layout, &style, text);
    key.text = str_dup(layout->arena, text);
    g_hash_table_insert(layout->shaped, arena_memdup(layout->arena, &key, sizeof key), line);
    return line;
}

/* --- lines of the run ------------------------------------------------------------------------- */

static const struct label_style *label_style(struct layout *layout,
                                             const struct shaper_look *look) {
    struct label_styles *known = &layout->label_styles;
    for (size_t i = 0; i < known->n; i++) {
        if (known->styles[i].role == look->role && known->styles[i].weight == look->weight) {
            return &known->styles[i];
        }
    }
    static const struct inline_range plain = {.colour = -1, .image = -1};
    struct set_style set = style_of(look);
    struct range_style style = range_style(layout, &set, &plain);
    known->n = MIN(known->n, G_N_ELEMENTS(known->styles) - 1);
    struct label_style *made = &known->styles[known->n++];
    *made = (struct label_style){
        .role = look->role,
        .weight = look->weight,
        .size_pt = style.size_pt,
        .tracking_pt = style.tracking_pt,
        .word_style = fonts_word_style(layout->fonts, &style, layout->diags),
    };
    return made;
}

/* A label as it is set, its marks those of the document's language. */
static struct str label_bytes(struct layout *layout, struct str text) {
    struct smart_state state = {0};
    g_string_truncate(layout->label, 0);
    smart_append(layout->quotes, &state, layout->label, text);
    return (struct str){layout->label->str, layout->label->len};
}

struct label {
    const struct label_style *style;
    const struct word *line;
    int font;         /* the document's id */
    struct str bytes; /* until the next label */
};

/* False: it has to be set. */
static bool find_label(struct layout *layout, const struct shaper_look *look, struct str text,
                       struct label *ret) {
    size_t n_emoji;
    emoji_find(text, 0, &n_emoji);
    if (n_emoji > 0 || layout->given_direction == DIRECTION_RTL) {
        return false;
    }
    ret->style = label_style(layout, look);
    ret->bytes = label_bytes(layout, text);
    ret->line = ret->style->word_style >= 0
                    ? fonts_line(layout->fonts, ret->style->word_style, ret->bytes)
                    : NULL;
    if (!ret->line) {
        return false;
    }
    /* Fonts have their numbers by the order in which words ask for them, be they known or not. */
    ret->font = layout_font(layout, fonts_word_face(layout->fonts, ret->style->word_style));
    return true;
}

static void draw_label(struct layout *layout, const struct label *label, struct op *op) {
    const struct word *line = label->line;
    op->glyphs = (struct glyph_run){
        .font = label->font,
        .size_pt = label->style->size_pt,
        .tracking_pt = label->style->tracking_pt,
        .width_pt = line->width_pt,
        .glyphs = arena_memdup(layout->arena, line->glyphs, line->n * sizeof *line->glyphs),
        .n_glyphs = (unsigned)line->n,
        .text = str_dup(layout->arena, label->bytes),
    };
}

/* --- the shaper ------------------------------------------------------------------------------- */

static double shaper_measure(void *context, const struct shaper_look *look, struct str text) {
    struct label label;
    return find_label(context, look, text, &label) ? label.line->width_pt
                                                   : shaped(context, look, text)->width_pt;
}

static void draw_shaped(const struct line *line, Arena *arena, struct figure *figure,
                        const struct shaper_look *look, struct point origin) {
    for (size_t i = 0; i < line->n_ops; i++) {
        struct op *op = figure_add_op(arena, figure, line->ops[i].kind);
        *op = line->ops[i];
        op_translate(arena, op, origin.x, origin.y);
        if (op->kind == OP_GLYPHS) {
            op->glyphs.colour = look->colour;
        }
    }
}

static void shaper_draw(void *context, Arena *arena, struct figure *figure,
                        const struct shaper_look *look, struct point origin, struct str text) {
    struct label label;
    if (find_label(context, look, text, &label)) {
        struct op *op = figure_add_op(arena, figure, OP_GLYPHS);
        draw_label(context, &label, op);
        op->glyphs.origin = origin;
        op->glyphs.colour = look->colour;
    } else {
        draw_shaped(shaped(context, look, text), arena, figure, look, origin);
    }
}

void shaper_init(struct layout *layout, struct shaper *shaper) {
    *shaper = (struct shaper){
        .context = layout,
        .measure = shaper_measure,
        .draw = shaper_draw,
    };
}
