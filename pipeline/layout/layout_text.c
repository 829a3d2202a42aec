#include "layout_priv.h"

#include <math.h>
#include <string.h>

/*
 * From an inline text to lines of glyph runs. Pango breaks and shapes; a line's runs are then cut
 * where the element, the colour or the link changes, at cluster boundaries, because the display's
 * runs each have one font, one colour and one element.
 */

struct rgb layout_colour(const struct layout *layout, enum theme_colour colour) {
    return layout->theme->colours[colour];
}

/*
 * Half of what the leading adds stands above, half below, as in CSS. The face must be there before
 * it is asked: the metrics of a stand-in would differ by what earlier documents loaded.
 */
double layout_baseline(struct layout *layout, enum text_role role) {
    const struct text_style *style = &layout->theme->styles[role];
    struct font_metrics *metrics = &layout->metrics[role];
    if (!layout->has_metrics[role]) {
        struct face face = {style->family, style->weight, style->is_italic};
        fonts_need(layout->fonts, face, layout->diags);
        *metrics = fonts_metrics(layout->fonts, style);
        layout->has_metrics[role] = true;
    }
    return (style->leading_pt - metrics->ascent_pt - metrics->descent_pt) / 2 + metrics->ascent_pt;
}

static const struct text_style *role_style(const struct layout *layout, enum text_role role) {
    return &layout->theme->styles[role];
}

/* --- attributes ----------------------------------------------------------------------------- */

static void insert(PangoAttrList *list, PangoAttribute *attribute, size_t begin, size_t end) {
    attribute->start_index = (guint)begin;
    attribute->end_index = (guint)end;
    pango_attr_list_insert(list, attribute);
}

static void insert_font(PangoAttrList *list, const struct text_style *style,
                        const struct inline_range *range, int weight) {
    PangoFontDescription *font = fonts_describe(style, weight, range->is_italic);
    insert(list, pango_attr_font_desc_new(font), range->begin, range->end);
    pango_font_description_free(font);
}

static void insert_image(PangoAttrList *list, const struct inline_range *range) {
    PangoRectangle box = {
        .y = -pu_from_pt(range->image_height_pt * 0.8),
        .width = pu_from_pt(range->image_width_pt),
        .height = pu_from_pt(range->image_height_pt),
    };
    insert(list, pango_attr_shape_new(&box, &box), range->begin, range->end);
}

static int range_weight(const struct text_style *style, const struct inline_range *range,
                        int set_weight) {
    int weight = set_weight ? set_weight : style->weight;
    return MAX(range->weight, weight);
}

/* Code stands a little smaller than the text around it: monospaced faces look large. */
static const double CODE_SCALE = 0.92;

static struct text_style code_style(const struct layout *layout, const struct text_style *around) {
    struct text_style style = *role_style(layout, ROLE_CODE);
    style.size_pt = around->size_pt * CODE_SCALE;
    return style;
}

/* Marks, joiners and variation selectors go with the character before them. */
static bool is_joined(gunichar character) {
    return g_unichar_ismark(character) || g_unichar_iszerowidth(character) ||
           !g_unichar_isgraph(character);
}

/* Stretches of @range that the face lacks get a fallback family. */
static void insert_fallback(struct layout *layout, PangoAttrList *list,
                            const struct inline_text *text, const struct inline_range *range,
                            struct face face) {
    const char *family = face.family;
    size_t begin = range->begin;
    for (size_t i = range->begin; i <= range->end;) {
        const char *p = text->text->str + i;
        bool is_end = i == range->end;
        gunichar character = is_end ? 0 : g_utf8_get_char(p);
        const char *next = is_end || (character >= 0x80 && is_joined(character))
                               ? family
                               : fonts_family_for(layout->fonts, face, character);
        if (next != family || is_end) {
            if (family != face.family) {
                insert(list, pango_attr_family_new(family), begin, i);
            }
            begin = i;
            family = next;
        }
        i += is_end ? 1 : (size_t)(g_utf8_next_char(p) - p);
    }
}

/* Latin and the common signs, without combining marks. */
static bool is_precomposed(const struct inline_text *text) {
    for (const char *p = text->text->str; *p; p = g_utf8_next_char(p)) {
        gunichar character = g_utf8_get_char(p);
        if (character >= 0x300 && (character < 0x2000 || character > 0x2BFF)) {
            return false;
        }
    }
    return true;
}

/*
 * Composing characters that are composed already is half of what shaping Inter costs: 5,000
 * instructions a glyph with the font's `ccmp`, 2,300 without.
 */
static void insert_features(PangoAttrList *list, const struct text_style *style,
                            const struct inline_text *text) {
    const char *composing = is_precomposed(text) ? "ccmp 0" : NULL;
    if (!style->features && !composing) {
        return;
    }
    g_autofree char *both = style->features && composing
                                ? g_strconcat(style->features, ", ", composing, NULL)
                                : g_strdup(style->features ? style->features : composing);
    insert(list, pango_attr_font_features_new(both), 0, text->text->len);
}

static PangoAttrList *attributes(struct layout *layout, const struct inline_text *text,
                                 const struct set_style *set) {
    const struct text_style *style = role_style(layout, set->role);
    struct text_style code = code_style(layout, style);
    PangoAttrList *list = pango_attr_list_new();
    for (guint i = 0; i < text->ranges->len; i++) {
        const struct inline_range *range = &g_array_index(text->ranges, struct inline_range, i);
        const struct text_style *face = range->is_code ? &code : style;
        int weight = range_weight(face, range, set->weight);
        struct face wanted = {face->family, weight, range->is_italic || face->is_italic};
        fonts_need(layout->fonts, wanted, layout->diags);
        if (weight != style->weight || range->is_italic || range->is_code) {
            insert_font(list, face, range, weight);
        }
        if (range->image >= 0) {
            insert_image(list, range);
        }
        insert_fallback(layout, list, text, range, wanted);
    }
    if (style->tracking_pt != 0) {
        insert(list, pango_attr_letter_spacing_new(pu_from_pt(style->tracking_pt)), 0,
               text->text->len);
    }
    /* A word that must be cut gets no hyphen: it may be an address. */
    insert(list, pango_attr_insert_hyphens_new(FALSE), 0, text->text->len);
    insert_features(list, style, text);
    return list;
}

/* --- glyph runs ----------------------------------------------------------------------------- */

/* What a line's runs have in common while they are made. */
struct run_maker {
    struct layout *layout;
    const struct inline_text *text;
    const struct set_style *set;
    struct line *line;
    double x_pt; /* pen */
    guint range; /* index of the range of the last cluster: the search starts there */
};

static const struct inline_range *range_at(struct run_maker *maker, size_t byte) {
    GArray *ranges = maker->text->ranges;
    const struct inline_range *all = (const struct inline_range *)(void *)ranges->data;
    if (maker->range >= ranges->len || byte < all[maker->range].begin) {
        maker->range = 0;
    }
    while (maker->range + 1 < ranges->len && byte >= all[maker->range].end) {
        maker->range++;
    }
    return &all[maker->range];
}

static struct op *line_add_op(struct run_maker *maker, enum op_kind kind, int tag) {
    struct line *line = maker->line;
    line->ops = arena_grow(maker->layout->arena, line->ops, line->n_ops, &line->capacity,
                           sizeof *line->ops);
    struct op *op = &line->ops[line->n_ops++];
    *op = (struct op){.kind = kind, .tag = tag};
    return op;
}

static struct rgb run_colour(const struct run_maker *maker, const struct inline_range *range) {
    if (range->colour >= 0) {
        return layout_colour(maker->layout, (enum theme_colour)range->colour);
    }
    int colour = maker->set->colour;
    return layout_colour(maker->layout, colour >= 0
                                            ? (enum theme_colour)colour
                                            : role_style(maker->layout, maker->set->role)->colour);
}

static void report_glyph(struct run_maker *maker, gunichar character) {
    if (g_hash_table_add(maker->layout->said, GUINT_TO_POINTER(character))) {
        diag_warning(maker->layout->diags, maker->text->at, DIAG_FONT_GLYPH,
                     "no installed font has the character U+%04X; a replacement is shown",
                     character);
        diag_hint(maker->layout->diags,
                  "Add a font that has it to fonts/fonts.yaml, or leave the character out.");
    }
}

/* A visible stand-in for a character without a glyph; the run's text keeps the character. */
static uint32_t stand_in(struct run_maker *maker, PangoFont *font, uint32_t glyph) {
    gunichar character = glyph & ~(uint32_t)PANGO_GLYPH_UNKNOWN_FLAG;
    if (g_unichar_iszerowidth(character) || !g_unichar_isprint(character)) {
        return 0;
    }
    report_glyph(maker, character);
    uint32_t replacement = fonts_glyph(font, 0xFFFD);
    return replacement ? replacement : fonts_glyph(font, '?');
}

/*
 * Turn one Pango glyph into one of ours. An empty glyph is a space that Pango dropped at a wrapped
 * line's end: with its glyph back, words do not join when copied. False: nothing to paint.
 */
static bool convert_glyph(struct run_maker *maker, PangoFont *font, const PangoGlyphInfo *info,
                          struct glyph *glyph) {
    uint32_t id = info->glyph;
    double width_pt = pt_from_pu(info->geometry.width);
    if (id == PANGO_GLYPH_EMPTY) {
        id = fonts_glyph(font, ' ');
    } else if (id & PANGO_GLYPH_UNKNOWN_FLAG) {
        id = stand_in(maker, font, id);
    }
    *glyph = (struct glyph){
        .id = id,
        .x_pt = maker->x_pt + pt_from_pu(info->geometry.x_offset),
        .y_pt = pt_from_pu(info->geometry.y_offset),
        .advance_pt = width_pt,
    };
    maker->x_pt += width_pt;
    return id != 0;
}

/* One run of a piece of a Pango run; clusters are bytes from the item's start. */
struct piece {
    const PangoGlyphItem *item;
    int first_glyph, n_glyphs;
    size_t begin, end; /* bytes of the whole text */
    const struct inline_range *range;
};

static void add_link(struct run_maker *maker, const struct piece *piece, double x_pt,
                     double width_pt) {
    const struct text_style *style = role_style(maker->layout, maker->set->role);
    struct op *op = line_add_op(maker, OP_LINK, piece->range->tag);
    op->link.rect = (struct rect){x_pt, -style->size_pt, width_pt, style->size_pt * 1.3};
    op->link.uri = piece->range->uri;
    op->link.id = piece->range->id;
    op->link.contents = piece->range->contents;
}

static void add_strike(struct run_maker *maker, double x_pt, double width_pt, struct rgb colour) {
    double size_pt = role_style(maker->layout, maker->set->role)->size_pt;
    struct op *op = line_add_op(maker, OP_RECT, ARTIFACT_LAYOUT);
    op->rect.rect = (struct rect){x_pt, -size_pt * 0.28, width_pt, size_pt * 0.07};
    op->rect.fill = colour;
}

/* A ground behind inline code, so that it is told apart without colour too. */
static void add_code_ground(struct run_maker *maker, double x_pt, double width_pt) {
    const struct text_style *style = role_style(maker->layout, maker->set->role);
    struct op *op = line_add_op(maker, OP_RECT, ARTIFACT_BACKGROUND);
    op->rect.rect = (struct rect){x_pt, -style->size_pt * 0.92, width_pt, style->size_pt * 1.2};
    op->rect.fill = layout_colour(maker->layout, COLOUR_CARD);
}

static void add_picture(struct run_maker *maker, const struct piece *piece) {
    const struct inline_range *range = piece->range;
    struct op *op = line_add_op(maker, OP_IMAGE, range->tag);
    op->image.image = range->image;
    op->image.rect = (struct rect){maker->x_pt, -range->image_height_pt * 0.8,
                                   range->image_width_pt, range->image_height_pt};
    maker->x_pt += range->image_width_pt;
}

static size_t convert_glyphs(struct run_maker *maker, const struct piece *piece,
                             struct glyph *glyphs) {
    const PangoGlyphString *string = piece->item->glyphs;
    PangoFont *font = piece->item->item->analysis.font;
    size_t offset = (size_t)piece->item->item->offset, n = 0;
    for (int i = piece->first_glyph; i < piece->first_glyph + piece->n_glyphs; i++) {
        struct glyph glyph;
        if (convert_glyph(maker, font, &string->glyphs[i], &glyph)) {
            glyph.cluster = (uint32_t)(offset + (size_t)string->log_clusters[i] - piece->begin);
            glyphs[n++] = glyph;
        }
    }
    return n;
}

static double range_size(const struct run_maker *maker, const struct inline_range *range) {
    double size_pt = role_style(maker->layout, maker->set->role)->size_pt;
    return range->is_code ? size_pt * CODE_SCALE : size_pt;
}

static void add_run(struct run_maker *maker, const struct piece *piece) {
    if (piece->range->image >= 0) {
        add_picture(maker, piece);
        return;
    }
    Arena *arena = maker->layout->arena;
    double start_pt = maker->x_pt;
    struct glyph *glyphs = ARENA_NEW_N(arena, struct glyph, (size_t)piece->n_glyphs);
    size_t n = convert_glyphs(maker, piece, glyphs);
    double width_pt = maker->x_pt - start_pt;
    for (size_t i = 0; i < n; i++) {
        glyphs[i].x_pt -= start_pt;
    }
    if (piece->range->is_code) {
        add_code_ground(maker, start_pt, width_pt);
    }
    struct rgb colour = run_colour(maker, piece->range);
    if (n > 0) {
        PangoFont *font = piece->item->item->analysis.font;
        struct op *op = line_add_op(maker, OP_GLYPHS, piece->range->tag);
        op->glyphs = (struct glyph_run){
            .font = layout_font(maker->layout, font),
            .size_pt = range_size(maker, piece->range),
            .origin = {start_pt, 0},
            .width_pt = width_pt,
            .colour = colour,
            .is_rtl = piece->item->item->analysis.level % 2 == 1,
            .glyphs = glyphs,
            .n_glyphs = n,
            .text = {arena_strndup(arena, maker->text->text->str + piece->begin,
                                   piece->end - piece->begin),
                     piece->end - piece->begin},
        };
    }
    if (piece->range->is_strike) {
        add_strike(maker, start_pt, width_pt, colour);
    }
    if (piece->range->uri || piece->range->id) {
        add_link(maker, piece, start_pt, width_pt);
    }
}

/*
 * Cut a Pango run where the range changes. A right-to-left run is left whole: its clusters come in
 * the text's order, its glyphs in the opposite one, and Pango has already cut it at attributes.
 */
static void add_pango_run(struct run_maker *maker, PangoGlyphItem *item) {
    PangoGlyphItemIter iter;
    bool is_rtl = item->item->analysis.level % 2 == 1;
    struct piece piece = {.item = item};
    for (gboolean has = pango_glyph_item_iter_init_start(&iter, item, maker->text->text->str); has;
         has = pango_glyph_item_iter_next_cluster(&iter)) {
        const struct inline_range *range = range_at(maker, (size_t)iter.start_index);
        if (piece.range && piece.range != range && !is_rtl) {
            add_run(maker, &piece);
            piece.range = NULL;
        }
        if (!piece.range) {
            piece.range = range;
            piece.begin = (size_t)iter.start_index;
            piece.first_glyph = is_rtl ? 0 : iter.start_glyph;
        }
        piece.n_glyphs = is_rtl ? item->glyphs->num_glyphs : iter.end_glyph - piece.first_glyph;
        piece.end = (size_t)iter.end_index;
    }
    if (piece.range) {
        add_run(maker, &piece);
    }
}

static struct line make_line(struct layout *layout, const struct inline_text *text,
                             const struct set_style *set, PangoLayoutLine *pango) {
    struct line line = {0};
    struct run_maker maker = {.layout = layout, .text = text, .set = set, .line = &line};
    for (GSList *run = pango->runs; run; run = run->next) {
        add_pango_run(&maker, run->data);
    }
    line.width_pt = maker.x_pt;
    return line;
}

/* --- lines ---------------------------------------------------------------------------------- */

static void prepare(struct layout *layout, const struct inline_text *text,
                    const struct set_style *set) {
    PangoLayout *pango = layout->pango;
    PangoAttrList *list = attributes(layout, text, set);
    PangoFontDescription *font = fonts_describe(role_style(layout, set->role), set->weight, false);
    pango_layout_set_font_description(pango, font);
    pango_layout_set_attributes(pango, list);
    pango_layout_set_text(pango, text->text->str, (int)text->text->len);
    pango_font_description_free(font);
    pango_attr_list_unref(list);
}

static void set_width(PangoLayout *pango, double width_pt) {
    pango_layout_set_wrap(pango, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_width(pango, width_pt < 0 ? -1 : pu_from_pt(width_pt));
}

/* The narrowest width that keeps the number of lines: titles whose lines are of about one length.
 */
static void balance(PangoLayout *pango, double width_pt) {
    int n = pango_layout_get_line_count(pango);
    if (n < 2 || n > 4) {
        return;
    }
    double low = width_pt / 2, high = width_pt;
    for (int i = 0; i < 7; i++) {
        double middle = (low + high) / 2;
        set_width(pango, middle);
        *(pango_layout_get_line_count(pango) > n ? &low : &high) = middle;
    }
    set_width(pango, high);
}

struct lines inline_set(struct layout *layout, const struct inline_text *text,
                        const struct set_style *set, double width_pt) {
    const struct text_style *style = role_style(layout, set->role);
    prepare(layout, text, set);
    set_width(layout->pango, width_pt);
    if (set->is_balanced && width_pt > 0) {
        balance(layout->pango, width_pt);
    }
    struct lines lines = {.n = (size_t)pango_layout_get_line_count(layout->pango),
                          .leading_pt = style->leading_pt};
    lines.baseline_pt = layout_baseline(layout, set->role);
    lines.lines = ARENA_NEW_N(layout->arena, struct line, lines.n);
    size_t i = 0;
    for (GSList *at = pango_layout_get_lines_readonly(layout->pango); at; at = at->next, i++) {
        lines.lines[i] = make_line(layout, text, set, at->data);
        lines.width_pt = fmax(lines.width_pt, lines.lines[i].width_pt);
    }
    return lines;
}

double inline_min_width(struct layout *layout, const struct inline_text *text,
                        const struct set_style *set) {
    prepare(layout, text, set);
    pango_layout_set_wrap(layout->pango, PANGO_WRAP_WORD);
    pango_layout_set_width(layout->pango, 0);
    PangoRectangle box;
    pango_layout_get_extents(layout->pango, NULL, &box);
    return pt_from_pu(box.width);
}

struct line inline_words(struct layout *layout, const struct set_style *style, int tag,
                         struct str words) {
    g_auto(InlineText) text;
    inline_text_init(&text);
    inline_append(&text, words, tag);
    if (text.text->len == 0) {
        return (struct line){0};
    }
    return inline_set(layout, &text, style, -1).lines[0];
}
