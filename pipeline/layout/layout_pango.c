#include "layout_pango_priv.h"

#include <math.h>

/*
 * The general setter: Pango breaks and shapes, in any script and direction. A line's runs are then
 * cut where the element, the colour or the link changes, at cluster boundaries, because the
 * display's runs each have one font, one colour and one element.
 */

/* --- attributes ----------------------------------------------------------------------------- */

static void insert(PangoAttrList *list, PangoAttribute *attribute, size_t begin, size_t end) {
    attribute->start_index = (guint)begin;
    attribute->end_index = (guint)end;
    pango_attr_list_insert(list, attribute);
}

static void insert_font(PangoAttrList *list, const struct range_style *style,
                        const struct inline_range *range) {
    PangoFontDescription *font = fonts_describe(style->face, style->size_pt);
    insert(list, pango_attr_font_desc_new(font), range->begin, range->end);
    pango_font_description_free(font);
}

static void insert_image(PangoAttrList *list, struct picture_size size,
                         const struct inline_range *range) {
    PangoRectangle box = {
        .y = -pu_from_pt(size.height_pt * IMAGE_ASCENT),
        .width = pu_from_pt(size.width_pt),
        .height = pu_from_pt(size.height_pt),
    };
    insert(list, pango_attr_shape_new(&box, &box), range->begin, range->end);
}

/* Marks, joiners and variation selectors go with the character before them. */
static bool is_joined(gunichar character) {
    return g_unichar_ismark(character) || g_unichar_iszerowidth(character) ||
           !g_unichar_isgraph(character);
}

/*
 * The family for the character at @i, where @family was the last one's. A space between two words
 * of one script is that script's.
 */
static const char *family_at(struct layout *layout, const struct inline_text *text,
                             const struct inline_range *range, struct face face, size_t i,
                             const char *family) {
    const char *p = text->text->str + i;
    gunichar character = g_utf8_get_char(p);
    if (character == ' ' && family != face.family && i + 1 < range->end) {
        gunichar next = g_utf8_get_char(p + 1);
        bool is_inside =
            g_unichar_isalpha(next) && fonts_family_for(layout->fonts, face, next) == family;
        return is_inside ? family : face.family;
    }
    return character >= 0x80 && is_joined(character)
               ? family
               : fonts_family_for(layout->fonts, face, character);
}

/* HarfBuzz may read a file that FreeType, which stands behind Pango, does not. */
static void need_font(struct layout *layout, struct face face) {
    if (!fonts_need_pango(layout->fonts, face, layout->diags) &&
        g_hash_table_add(layout->said, (gpointer)g_intern_string(face.family))) {
        diag_error(layout->diags, (struct span){0}, DIAG_FONT_DAMAGED,
                   "the font \"%s\" cannot be read", face.family);
        diag_hint(layout->diags, "Install the font again, or name another one.");
    }
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
        const char *next = is_end ? family : family_at(layout, text, range, face, i, family);
        if (next != family || is_end) {
            if (family != face.family) {
                struct face other = {family, face.weight, false};
                need_font(layout, other);
                insert(list, pango_attr_family_new(family), begin, i);
            }
            begin = i;
            family = next;
        }
        i += is_end ? 1 : (size_t)(g_utf8_next_char(p) - p);
    }
}

static void insert_range(struct layout *layout, PangoAttrList *list, const struct inline_text *text,
                         const struct set_style *set, const struct inline_range *range) {
    struct range_style style = range_style(layout, set, range);
    need_font(layout, style.face);
    /* Of another size, so that Pango cuts a run there and leaves it out of its neighbours. */
    if (range->is_control) {
        style.size_pt = 1;
        style.tracking_pt = 0;
    }
    insert_font(list, &style, range);
    if (range_is_object(range)) {
        insert_image(list, range_picture_size(layout, set, range), range);
    }
    if (style.tracking_pt != 0) {
        insert(list, pango_attr_letter_spacing_new(pu_from_pt(style.tracking_pt)), range->begin,
               range->end);
    }
    if (style.features) {
        insert(list, pango_attr_font_features_new(style.features), range->begin, range->end);
    }
    insert_fallback(layout, list, text, range, style.face);
}

static PangoAttrList *attributes(struct layout *layout, const struct inline_text *text,
                                 const struct set_style *set) {
    PangoAttrList *list = pango_attr_list_new();
    for (guint i = 0; i < text->ranges->len; i++) {
        insert_range(layout, list, text, set, &g_array_index(text->ranges, struct inline_range, i));
    }
    /* A word that must be cut gets no hyphen: it may be an address. */
    insert(list, pango_attr_insert_hyphens_new(FALSE), 0, text->text->len);
    return list;
}

/* --- glyph runs ----------------------------------------------------------------------------- */

/* A run maker, and the range of the last cluster: the search starts there. */
struct cutter {
    struct run_maker maker;
    guint range;
};

static const struct inline_range *range_at(struct cutter *cutter, size_t byte) {
    GArray *ranges = cutter->maker.text->ranges;
    const struct inline_range *all = (const struct inline_range *)(void *)ranges->data;
    if (cutter->range >= ranges->len || byte < all[cutter->range].begin) {
        cutter->range = 0;
    }
    while (cutter->range + 1 < ranges->len && byte >= all[cutter->range].end) {
        cutter->range++;
    }
    return &all[cutter->range];
}

static void report_glyph(const struct run_maker *maker, gunichar character) {
    if (g_hash_table_add(maker->layout->said, GUINT_TO_POINTER(character))) {
        diag_warning(maker->layout->diags, maker->text->at, DIAG_FONT_GLYPH,
                     "no installed font has the character U+%04X; a replacement is shown",
                     character);
        diag_hint(maker->layout->diags,
                  "Add a font that has it to fonts/fonts.yaml, or leave the character out.");
    }
}

/* A visible stand-in for a character without a glyph; the run's text keeps the character. */
static uint32_t stand_in(const struct run_maker *maker, PangoFont *font, uint32_t glyph) {
    gunichar character = glyph & ~(uint32_t)PANGO_GLYPH_UNKNOWN_FLAG;
    GUnicodeType type = g_unichar_type(character);
    if (g_unichar_iszerowidth(character) || type == G_UNICODE_FORMAT || type == G_UNICODE_CONTROL) {
        return 0;
    }
    report_glyph(maker, character);
    uint32_t replacement = fonts_glyph(font, 0xFFFD);
    return replacement ? replacement : fonts_glyph(font, '?');
}

/*
 * Turn one Pango glyph into one of ours, at @x_pt. An empty glyph is a space that Pango dropped at
 * a wrapped line's end: with its glyph back, words do not join when copied. False: nothing to
 * paint.
 */
static bool convert_glyph(const struct run_maker *maker, PangoFont *font,
                          const PangoGlyphInfo *info, double x_pt, struct glyph *glyph) {
    uint32_t id = info->glyph;
    if (id == PANGO_GLYPH_EMPTY) {
        id = fonts_glyph(font, ' ');
    } else if (id & PANGO_GLYPH_UNKNOWN_FLAG) {
        id = stand_in(maker, font, id);
    }
    *glyph = (struct glyph){
        .id = id,
        .x_pt = (float)(x_pt + pt_from_pu(info->geometry.x_offset)),
        .y_pt = (float)pt_from_pu(info->geometry.y_offset),
    };
    return id != 0;
}

/* A part of a Pango run with one range; clusters are bytes from the item's start. */
struct piece {
    const PangoGlyphItem *item;
    int first_glyph, n_glyphs;
    size_t begin, end; /* bytes of the whole text */
    const struct inline_range *range;
};

enum { LINE_SEPARATOR = 0x2028, LINE_SEPARATOR_BYTES = 3 };

static bool is_separator(const struct run_maker *maker, size_t byte) {
    return g_utf8_get_char(maker->text->text->str + byte) == LINE_SEPARATOR;
}

static void convert_glyphs(const struct run_maker *maker, const struct piece *piece,
                           struct glyph *glyphs, struct made_run *run) {
    const PangoGlyphString *string = piece->item->glyphs;
    PangoFont *font = piece->item->item->analysis.font;
    size_t offset = (size_t)piece->item->item->offset;
    for (int i = piece->first_glyph; i < piece->first_glyph + piece->n_glyphs; i++) {
        struct glyph glyph;
        const PangoGlyphInfo *info = &string->glyphs[i];
        size_t at = offset + (size_t)string->log_clusters[i];
        if (is_separator(maker, at)) {
            continue;
        }
        if (convert_glyph(maker, font, info, run->width_pt, &glyph)) {
            glyph.cluster = (uint32_t)(at - piece->begin);
            glyphs[run->n++] = glyph;
        }
        run->width_pt += pt_from_pu(info->geometry.width);
    }
    run->glyphs = glyphs;
}

static void add_piece(struct run_maker *maker, const struct piece *piece) {
    if (piece->range->is_control) {
        return;
    }
    if (range_is_object(piece->range)) {
        run_maker_add_picture(maker, piece->range);
        return;
    }
    struct layout *layout = maker->layout;
    size_t end = piece->end;
    if (end >= piece->begin + LINE_SEPARATOR_BYTES &&
        is_separator(maker, end - LINE_SEPARATOR_BYTES)) {
        end -= LINE_SEPARATOR_BYTES;
    }
    const PangoAnalysis *analysis = &piece->item->item->analysis;
    /* Without a font: it is damaged, which has been said. */
    if (end == piece->begin || !analysis->font) {
        return;
    }
    struct range_style style = range_style(layout, maker->set, piece->range);
    struct made_run run = {
        .range = piece->range,
        .begin = piece->begin,
        .end = end,
        .size_pt = style.size_pt,
        .tracking_pt = style.tracking_pt,
        .font = layout_font(layout, fonts_id(layout->fonts, analysis->font)),
        .is_rtl = analysis->level % 2 == 1,
    };
    struct glyph *glyphs = ARENA_NEW_N(layout->arena, struct glyph, (size_t)piece->n_glyphs);
    convert_glyphs(maker, piece, glyphs, &run);
    run_maker_add(maker, &run);
}

/*
 * Cut a Pango run where the range changes. A right-to-left run is left whole: its clusters come in
 * the text's order, its glyphs in the opposite one, and Pango has already cut it at attributes.
 */
static void add_pango_run(struct cutter *cutter, PangoGlyphItem *item) {
    PangoGlyphItemIter iter;
    const char *text = cutter->maker.text->text->str;
    bool is_rtl = item->item->analysis.level % 2 == 1;
    struct piece piece = {.item = item};
    for (gboolean has = pango_glyph_item_iter_init_start(&iter, item, text); has;
         has = pango_glyph_item_iter_next_cluster(&iter)) {
        const struct inline_range *range = range_at(cutter, (size_t)iter.start_index);
        if (piece.range && piece.range != range && !is_rtl) {
            add_piece(&cutter->maker, &piece);
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
        add_piece(&cutter->maker, &piece);
    }
}

/* A run of the line, and where it starts. */
struct placed_run {
    PangoGlyphItem *item;
    double x_pt;
};

static int compare_runs(const void *a, const void *b) {
    const struct placed_run *x = a, *y = b;
    return x->item->item->offset - y->item->item->offset;
}

/*
 * Pango gives a line's runs from left to right. Here they come as they are read: the order of
 * operations is the order in which assistive technology says them.
 */
static GArray *runs_in_order(PangoLayoutLine *pango, double *ret_width_pt) {
    GArray *runs = g_array_new(FALSE, FALSE, sizeof(struct placed_run));
    *ret_width_pt = 0;
    for (GSList *at = pango->runs; at; at = at->next) {
        struct placed_run run = {at->data, *ret_width_pt};
        g_array_append_val(runs, run);
        *ret_width_pt += pt_from_pu(pango_glyph_string_get_width(run.item->glyphs));
    }
    g_array_sort(runs, compare_runs);
    return runs;
}

static struct line make_line(struct layout *layout, const struct inline_text *text,
                             const struct set_style *set, PangoLayoutLine *pango) {
    struct line line = {0};
    struct cutter cutter = {.maker = {.layout = layout, .text = text, .set = set, .line = &line}};
    g_autoptr(GArray) runs = runs_in_order(pango, &line.width_pt);
    for (guint i = 0; i < runs->len; i++) {
        const struct placed_run *run = &g_array_index(runs, struct placed_run, i);
        cutter.maker.x_pt = run->x_pt;
        add_pango_run(&cutter, run->item);
    }
    return line;
}

/* --- lines ---------------------------------------------------------------------------------- */

static void make_layout(struct layout *layout) {
    PangoContext *context = fonts_context(layout->fonts);
    pango_context_set_language(context, pango_language_from_string(layout->input->meta.language));
    layout->pango = pango_layout_new(context);
    pango_layout_set_auto_dir(layout->pango, FALSE);
}

/* Pango notices a context's change by itself. */
static void turn(struct layout *layout, bool is_turned) {
    bool is_rtl = layout->is_rtl != is_turned;
    pango_context_set_base_dir(pango_layout_get_context(layout->pango),
                               is_rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
}

/* True: words are kept whole that Pango would break. */
static bool prepare(struct layout *layout, const struct inline_text *text,
                    const struct set_style *set, const GArray *long_words) {
    if (!layout->pango) {
        make_layout(layout);
    }
    PangoAttrList *list = attributes(layout, text, set);
    bool is_kept = pango_keep_words(list, text->text->str, text->text->len, long_words);
    pango_layout_set_attributes(layout->pango, list);
    pango_layout_set_text(layout->pango, text->text->str, (int)text->text->len);
    pango_attr_list_unref(list);
    return is_kept;
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

static void pango_set(struct layout *layout, const struct inline_text *text,
                      const struct set_style *set, double width_pt, struct lines *ret) {
    bool is_kept = prepare(layout, text, set, NULL);
    turn(layout, ret->is_turned);
    set_width(layout->pango, width_pt);
    GArray *long_words = is_kept && width_pt >= 0 ? pango_long_words(layout->pango, text->text->str,
                                                                     pu_from_pt(width_pt))
                                                  : NULL;
    if (long_words) {
        prepare(layout, text, set, long_words);
        g_array_unref(long_words);
    }
    pango_layout_set_justify(layout->pango, set->is_running && layout->settings.is_justified);
    if (set->is_balanced && width_pt > 0) {
        balance(layout->pango, width_pt);
    }
    ret->n = (size_t)pango_layout_get_line_count(layout->pango);
    ret->lines = ARENA_NEW_N(layout->arena, struct line, ret->n);
    size_t i = 0;
    for (GSList *at = pango_layout_get_lines_readonly(layout->pango); at; at = at->next, i++) {
        ret->lines[i] = make_line(layout, text, set, at->data);
        ret->width_pt = fmax(ret->width_pt, ret->lines[i].width_pt);
    }
}

static double pango_min_width(struct layout *layout, const struct inline_text *text,
                              const struct set_style *set) {
    prepare(layout, text, set, NULL);
    pango_layout_set_wrap(layout->pango, PANGO_WRAP_WORD);
    pango_layout_set_width(layout->pango, 0);
    PangoRectangle box;
    pango_layout_get_extents(layout->pango, NULL, &box);
    return pt_from_pu(box.width);
}

static void forget_document(struct layout *layout) {
    g_clear_object(&layout->pango);
}

const struct pango_setter layout_pango_setter = {
    .set = pango_set,
    .min_width = pango_min_width,
    .forget_document = forget_document,
    .clear = fonts_pango_clear,
};
