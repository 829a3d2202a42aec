#include "paint_rsvg_priv.h"

#include "child.h"

#include <fontconfig/fontconfig.h>
#include <librsvg/rsvg.h>
#include <string.h>

/*
 * A picture that a stranger drew can ask for any amount of work: filters over filters. So it is
 * drawn in a process of its own, whose time has an end; what comes back through the pipe are the
 * bytes of a PNG, or too few of them. Without a base address librsvg reads no file.
 *
 * Words are set in the catalogue's fonts alone, or the same document would look otherwise on
 * another machine. To look through a font file takes milliseconds, so only those are that the
 * picture may need: the document's families, those whose names stand in the file, and where there
 * are characters beyond Latin, Greek and Cyrillic the fallback.
 */

/* --- fonts ---------------------------------------------------------------------------------- */

/* U+0500 is the first whose bytes begin with D4: rare Cyrillic, then Armenian and all others. */
static bool has_other_scripts(struct str file) {
    for (size_t i = 0; i < file.n; i++) {
        if ((unsigned char)file.p[i] >= 0xD4) {
            return true;
        }
    }
    return memmem(file.p, file.n, "&#", 2) != NULL;
}

static bool is_fallback(const struct font_catalogue *catalogue, const char *family) {
    for (size_t i = 0; i < catalogue->n_fallback; i++) {
        if (strcmp(catalogue->fallback[i].family, family) == 0) {
            return true;
        }
    }
    return catalogue->emoji && strcmp(catalogue->emoji, family) == 0;
}

/* The families of the document for what the picture names and is not there. */
static void add_rules(FcConfig *config, const struct image_fonts *fonts) {
    g_autofree char *rules = g_markup_printf_escaped(
        "<fontconfig><match target=\"pattern\"><test qual=\"any\" name=\"family\">"
        "<string>monospace</string></test><edit name=\"family\" mode=\"assign\">"
        "<string>%s</string></edit></match><match target=\"pattern\"><edit name=\"family\" "
        "mode=\"append_last\"><string>%s</string></edit></match></fontconfig>",
        fonts->code, fonts->family);
    FcConfigParseAndLoadFromMemory(config, (const FcChar8 *)rules, FcFalse);
}

static void set_fonts(const struct image_fonts *fonts, struct str file) {
    FcConfig *config = FcConfigCreate();
    const struct font_catalogue *catalogue = fonts ? fonts->catalogue : NULL;
    bool has_others = catalogue && has_other_scripts(file);
    const char *before = "";
    for (size_t i = 0; catalogue && i < catalogue->n_files; i++) {
        const struct font_file *font = &catalogue->files[i];
        bool is_needed = strcmp(font->family, fonts->family) == 0 ||
                         strcmp(font->family, fonts->code) == 0 ||
                         memmem(file.p, file.n, font->family, strlen(font->family)) ||
                         (has_others && is_fallback(catalogue, font->family));
        if (is_needed && strcmp(font->path, before) != 0) { /* faces of a collection */
            FcConfigAppFontAddFile(config, (const FcChar8 *)font->path);
            before = font->path;
        }
    }
    if (catalogue) {
        add_rules(config, fonts);
    }
    FcConfigSetCurrent(config);
}

/* --- the picture ---------------------------------------------------------------------------- */

struct drawing {
    struct str file;
    int width_px, height_px;
    const struct image_fonts *fonts;
};

static cairo_status_t write_pipe(void *closure, const unsigned char *bytes, unsigned n) {
    return child_write(*(const int *)closure, bytes, n) ? CAIRO_STATUS_SUCCESS
                                                        : CAIRO_STATUS_WRITE_ERROR;
}

static bool draw(void *data, int pipe) {
    const struct drawing *drawing = data;
    set_fonts(drawing->fonts, drawing->file);
    RsvgHandle *handle =
        rsvg_handle_new_from_data((const guint8 *)drawing->file.p, drawing->file.n, NULL);
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_ARGB32, drawing->width_px, drawing->height_px);
    cairo_t *cairo = cairo_create(surface);
    RsvgRectangle whole = {0, 0, drawing->width_px, drawing->height_px};
    bool is_drawn =
        handle && rsvg_handle_render_document(handle, cairo, &whole, NULL) &&
        cairo_surface_write_to_png_stream(surface, write_pipe, &pipe) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
    g_clear_object(&handle);
    return is_drawn;
}

GBytes *svg_raster(struct str file, int width_px, int height_px, const struct image_fonts *fonts) {
    struct drawing drawing = {file, width_px, height_px, fonts};
    return child_run(draw, &drawing, SVG_SECONDS_MAX);
}
