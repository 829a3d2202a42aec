#include "layout_text_priv.h"

#include <hb.h>
#include <string.h>

/*
 * Words, shaped once and kept for the run. A report says the same words again and again, and
 * shaping is the greater part of setting a text: with Inter a glyph costs some thousand
 * instructions, a kept word a look-up. The key is all that shaping depends on (face, size,
 * features, bytes), so that what was set before does not show.
 *
 * Short lines of such words (labels, cells) are kept as well. They have keys of their own: a line
 * may have the bytes of a word, "third-quarter" in a title, and other kerning.
 */

/*
 * In a batch most names and numbers are new ones, which would fill any room. When there are this
 * many, those that were not asked for since the last such time are forgotten.
 */
enum { GENERATION_MAX = 8000, FEATURES_MAX = 16 };

struct word_style {
    struct range_style style; /* strings interned */
    int file;
    int face; /* the run's id, once a text is set in it; negative so far */
    hb_font_t *font;
    hb_feature_t features[FEATURES_MAX];
    unsigned n_features;
    hb_shape_plan_t *plan; /* HarfBuzz would look it up for each word, a fifth of shaping it */
};

struct word_key {
    int style; /* of a line: its complement */
    struct str text;
};

struct kept_word {
    struct word_key key;
    struct word word;
};

static guint hash_key(gconstpointer key) {
    const struct word_key *word = key;
    guint hash = 2166136261u ^ (guint)word->style; /* FNV-1a */
    for (size_t i = 0; i < word->text.n; i++) {
        hash = (hash ^ (guchar)word->text.p[i]) * 16777619u;
    }
    return hash;
}

static gboolean key_eq(gconstpointer a, gconstpointer b) {
    const struct word_key *x = a, *y = b;
    return x->style == y->style && str_eq(x->text, y->text);
}

static struct word_generation generation_new(void) {
    return (struct word_generation){arena_new_lasting(), g_hash_table_new(hash_key, key_eq)};
}

static void generation_clear(struct word_generation *generation) {
    g_hash_table_unref(generation->kept);
    arena_free(generation->arena);
}

void fonts_words_init(struct fonts_words *words) {
    words->styles = g_ptr_array_new();
    words->newer = generation_new();
    words->older = generation_new();
    words->buffer = hb_buffer_create();
}

static void word_style_free(gpointer style) {
    hb_shape_plan_destroy(((struct word_style *)style)->plan);
    hb_font_destroy(((struct word_style *)style)->font);
    g_free(style);
}

void fonts_words_clear(struct fonts_words *words) {
    for (guint i = 0; i < words->styles->len; i++) {
        word_style_free(words->styles->pdata[i]);
    }
    g_ptr_array_unref(words->styles);
    hb_buffer_destroy(words->buffer);
    generation_clear(&words->newer);
    generation_clear(&words->older);
}

void fonts_trim_words(Fonts *fonts) {
    struct fonts_words *words = fonts_words(fonts);
    if (g_hash_table_size(words->newer.kept) > GENERATION_MAX) {
        generation_clear(&words->older);
        words->older = words->newer;
        words->newer = generation_new();
    }
}

/* --- styles --------------------------------------------------------------------------------- */

static bool style_eq(const struct range_style *a, const struct range_style *b) {
    return a->size_pt == b->size_pt && a->tracking_pt == b->tracking_pt &&
           a->face.weight == b->face.weight && a->face.is_italic == b->face.is_italic &&
           g_strcmp0(a->face.family, b->face.family) == 0 &&
           g_strcmp0(a->features, b->features) == 0;
}

static void add_feature(struct word_style *style, const char *text) {
    hb_feature_t feature;
    if (style->n_features < FEATURES_MAX && hb_feature_from_string(text, -1, &feature)) {
        style->features[style->n_features++] = feature;
    }
}

/* "tnum, lnum" of the theme; and nothing to compose: simple texts have no combining marks. */
static void add_features(struct word_style *style) {
    add_feature(style, "ccmp=0");
    g_auto(GStrv) parts = g_strsplit(style->style.features ? style->style.features : "", ",", -1);
    for (char **part = parts; *part; part++) {
        add_feature(style, g_strdelimit(g_strstrip(*part), " ", '='));
    }
    if (style->style.tracking_pt != 0) {
        /* Tracked letters do not join. */
        add_feature(style, "liga=0");
        add_feature(style, "clig=0");
    }
}

static hb_segment_properties_t word_properties(void) {
    return (hb_segment_properties_t){
        .direction = HB_DIRECTION_LTR,
        .script = HB_SCRIPT_LATIN,
        .language = hb_language_from_string("en", -1),
    };
}

static hb_shape_plan_t *make_plan(const struct word_style *style) {
    const hb_segment_properties_t properties = word_properties();
    unsigned n_coordinates;
    const int *coordinates = hb_font_get_var_coords_normalized(style->font, &n_coordinates);
    return hb_shape_plan_create2(hb_font_get_face(style->font), &properties, style->features,
                                 style->n_features, coordinates, n_coordinates, NULL);
}

int fonts_word_style(Fonts *fonts, const struct range_style *style, struct diags *diags) {
    GPtrArray *styles = fonts_words(fonts)->styles;
    for (guint i = 0; i < styles->len; i++) {
        const struct word_style *known = styles->pdata[i];
        if (style_eq(&known->style, style)) {
            fonts_use(fonts, known->file, diags);
            return (int)i;
        }
    }
    int file = fonts_need(fonts, style->face, diags);
    if (file < 0) {
        return -1;
    }
    struct word_style *made = g_new0(struct word_style, 1);
    made->style = *style;
    made->style.face.family = g_intern_string(style->face.family);
    made->style.features = g_intern_string(style->features);
    made->file = file;
    made->face = -1;
    made->font = fonts_sized(fonts, file, style->size_pt);
    add_features(made);
    made->plan = make_plan(made);
    g_ptr_array_add(styles, made);
    return (int)styles->len - 1;
}

int fonts_word_face(Fonts *fonts, int style) {
    struct word_style *word_style = fonts_words(fonts)->styles->pdata[style];
    if (word_style->face < 0) {
        word_style->face = fonts_face_id(fonts, word_style->file);
    }
    return word_style->face;
}

/* --- shaping -------------------------------------------------------------------------------- */

static void shape(struct fonts_words *words, const struct word_style *style, struct str text) {
    const hb_segment_properties_t properties = word_properties();
    hb_buffer_t *buffer = words->buffer;
    hb_buffer_clear_contents(buffer);
    hb_buffer_set_segment_properties(buffer, &properties);
    hb_buffer_set_flags(buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES); /* soft hyphens */
    hb_buffer_add_utf8(buffer, text.p, (int)text.n, 0, (int)text.n);
    hb_shape_plan_execute(style->plan, style->font, buffer, style->features, style->n_features);
}

static struct word make_word(struct fonts_words *words, const struct word_style *style,
                             struct str text) {
    unsigned n = 0;
    shape(words, style, text);
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(words->buffer, &n);
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(words->buffer, NULL);
    struct glyph *glyphs = ARENA_NEW_N(words->newer.arena, struct glyph, n);
    struct word word = {.glyphs = glyphs, .n = n, .is_whole = true};
    for (unsigned i = 0; i < n; i++) {
        double advance_pt = pt_from_pu(positions[i].x_advance) + style->style.tracking_pt;
        glyphs[i] = (struct glyph){
            .id = infos[i].codepoint,
            .x_pt = (float)(word.width_pt + pt_from_pu(positions[i].x_offset)),
            .y_pt = (float)-pt_from_pu(positions[i].y_offset),
            .cluster = infos[i].cluster,
        };
        word.width_pt += advance_pt;
        word.is_whole = word.is_whole && infos[i].codepoint != 0;
    }
    return word;
}

static struct word *keep(struct fonts_words *words, struct word_key key) {
    struct kept_word *kept = ARENA_NEW(words->newer.arena, struct kept_word);
    kept->key = (struct word_key){key.style, str_dup(words->newer.arena, key.text)};
    g_hash_table_insert(words->newer.kept, &kept->key, kept);
    return &kept->word;
}

static const struct word *keep_copy(struct fonts_words *words, struct word_key key,
                                    const struct word *word) {
    struct word *copy = keep(words, key);
    *copy = *word;
    copy->glyphs = arena_memdup(words->newer.arena, word->glyphs, word->n * sizeof *word->glyphs);
    return copy;
}

/* NULL: it is in no generation. */
static const struct word *find(struct fonts_words *words, struct word_key key) {
    const struct kept_word *kept = g_hash_table_lookup(words->newer.kept, &key);
    if (kept) {
        return &kept->word;
    }
    kept = g_hash_table_lookup(words->older.kept, &key);
    return kept ? keep_copy(words, key, &kept->word) : NULL;
}

const struct word *fonts_word(Fonts *fonts, int style, struct str text) {
    struct fonts_words *words = fonts_words(fonts);
    const struct word_key key = {style, text};
    const struct word *known = find(words, key);
    if (known) {
        return known;
    }
    struct word *made = keep(words, key);
    *made = make_word(words, words->styles->pdata[style], text);
    return made;
}

const struct word *fonts_line(Fonts *fonts, int style, struct str text) {
    return find(fonts_words(fonts), (struct word_key){~style, text});
}

void fonts_keep_line(Fonts *fonts, int style, struct str text, const struct word *line) {
    keep_copy(fonts_words(fonts), (struct word_key){~style, text}, line);
}
