#include "layout_text_priv.h"

#include <hb-ot.h>
#include <string.h>

/*
 * Emoji are the bitmaps of a colour font, set as pictures. What a reader copies is a blank glyph of
 * the text's own font that lies over the picture and says the emoji's characters (layout_run.c):
 * pictures say nothing to programs that extract text, whatever is written beside them.
 */

/* Width and height stand at fixed places: PNG third edition, sections 5.2 and 11.2.1. */
static bool read_png_size(GBytes *png, struct image *image) {
    gsize n;
    const guint8 *p = g_bytes_get_data(png, &n);
    if (n < 24 || memcmp(p, "\x89PNG\r\n\x1A\n", 8) != 0) {
        return false;
    }
    guint32 size[2];
    memcpy(size, p + 16, sizeof size);
    image->width_px = (int)GUINT32_FROM_BE(size[0]);
    image->height_px = (int)GUINT32_FROM_BE(size[1]);
    return image->width_px > 0 && image->height_px > 0;
}

static void free_blob(gpointer blob) {
    hb_blob_destroy(blob);
}

/* The document's image of a glyph; -1: the font has no picture of it. */
static int glyph_image(struct layout *layout, hb_font_t *font, uint32_t glyph) {
    gpointer known = NULL;
    char key[32];
    g_snprintf(key, sizeof key, "emoji %u", glyph);
    if (g_hash_table_lookup_extended(layout->image_ids, key, NULL, &known)) {
        return GPOINTER_TO_INT(known) - 1;
    }
    hb_blob_t *blob = hb_ot_color_glyph_reference_png(font, glyph);
    unsigned n;
    const char *bytes = hb_blob_get_data(blob, &n);
    struct image image = {
        .format = IMAGE_PNG,
        .data = g_bytes_new_with_free_func(bytes, n, free_blob, blob),
        .path = "emoji",
    };
    arena_defer(layout->arena, (void (*)(void *))g_bytes_unref, image.data);
    int id = -1;
    if (read_png_size(image.data, &image)) {
        id = (int)layout->images->len;
        g_array_append_val(layout->images, image);
    }
    g_hash_table_insert(layout->image_ids, arena_strdup(layout->arena, key),
                        GINT_TO_POINTER(id + 1));
    return id;
}

static hb_buffer_t *shape(hb_font_t *font, struct str emoji) {
    hb_buffer_t *buffer = hb_buffer_create();
    hb_buffer_set_flags(buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
    hb_buffer_add_utf8(buffer, emoji.p, (int)emoji.n, 0, (int)emoji.n);
    hb_buffer_guess_segment_properties(buffer);
    hb_shape(font, buffer, NULL, 0);
    return buffer;
}

size_t layout_emoji(struct layout *layout, struct str emoji, int images[EMOJI_PARTS_MAX]) {
    hb_font_t *font = fonts_emoji(layout->fonts);
    if (!font) {
        return 0;
    }
    unsigned n;
    hb_buffer_t *buffer = shape(font, emoji);
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &n);
    bool is_whole = n > 0 && n <= EMOJI_PARTS_MAX;
    for (unsigned i = 0; i < n && is_whole; i++) {
        images[i] = infos[i].codepoint ? glyph_image(layout, font, infos[i].codepoint) : -1;
        is_whole = images[i] >= 0;
    }
    hb_buffer_destroy(buffer);
    return is_whole ? n : 0;
}
