#include "paint_rsvg_priv.h"

#include <errno.h>
#include <fontconfig/fontconfig.h>
#include <librsvg/rsvg.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

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

/* U+0590, where Hebrew begins, is the first whose bytes begin with D6. */
static bool has_other_scripts(struct str file) {
    for (size_t i = 0; i < file.n; i++) {
        if ((unsigned char)file.p[i] >= 0xD6) {
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

static cairo_status_t write_pipe(void *closure, const unsigned char *bytes, unsigned n) {
    int pipe = *(const int *)closure;
    while (n > 0) {
        ssize_t written = write(pipe, bytes, n);
        if (written < 0 && errno != EINTR) {
            return CAIRO_STATUS_WRITE_ERROR;
        }
        bytes += MAX(written, 0);
        n -= (unsigned)MAX(written, 0);
    }
    return CAIRO_STATUS_SUCCESS;
}

static bool draw(struct str file, int width_px, int height_px, const struct image_fonts *fonts,
                 int pipe) {
    set_fonts(fonts, file);
    RsvgHandle *handle = rsvg_handle_new_from_data((const guint8 *)file.p, file.n, NULL);
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width_px, height_px);
    cairo_t *cairo = cairo_create(surface);
    RsvgRectangle whole = {0, 0, width_px, height_px};
    bool is_drawn =
        handle && rsvg_handle_render_document(handle, cairo, &whole, NULL) &&
        cairo_surface_write_to_png_stream(surface, write_pipe, &pipe) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
    g_clear_object(&handle);
    return is_drawn;
}

/* The child: never returns, and runs nothing that the parent has set up for its own end. */
G_GNUC_NORETURN static void draw_and_exit(struct str file, int width_px, int height_px,
                                          const struct image_fonts *fonts, int pipe) {
    const struct rlimit seconds = {SVG_SECONDS_MAX, SVG_SECONDS_MAX}, no_core = {0, 0};
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    setrlimit(RLIMIT_CPU, &seconds);
    setrlimit(RLIMIT_CORE, &no_core);
    _exit(draw(file, width_px, height_px, fonts, pipe) ? 0 : 1);
}

static GByteArray *read_all(int pipe) {
    GByteArray *all = g_byte_array_new();
    guint8 buffer[65536];
    for (;;) {
        ssize_t n = read(pipe, buffer, sizeof buffer);
        if (n > 0) {
            g_byte_array_append(all, buffer, (guint)n);
        } else if (n == 0 || errno != EINTR) {
            return all;
        }
    }
}

GBytes *svg_raster(struct str file, int width_px, int height_px, const struct image_fonts *fonts) {
    int ends[2], status = 0;
    if (pipe(ends) != 0) {
        return NULL;
    }
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        draw_and_exit(file, width_px, height_px, fonts, ends[1]);
    }
    close(ends[1]);
    GByteArray *all = read_all(ends[0]);
    close(ends[0]);
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (child > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0) {
        return g_byte_array_free_to_bytes(all);
    }
    g_byte_array_unref(all);
    return NULL;
}
