#include "paint_rsvg_priv.h"

#include <errno.h>
#include <librsvg/rsvg.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * A picture that a stranger drew can ask for any amount of work: filters over filters. So it is
 * drawn in a process of its own, whose time has an end; what comes back through the pipe are the
 * bytes of a PNG, or too few of them. Without a base address librsvg reads no file.
 */

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

static bool draw(struct str file, int width_px, int height_px, int pipe) {
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
G_GNUC_NORETURN static void draw_and_exit(struct str file, int width_px, int height_px, int pipe) {
    const struct rlimit seconds = {SVG_SECONDS_MAX, SVG_SECONDS_MAX}, no_core = {0, 0};
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    setrlimit(RLIMIT_CPU, &seconds);
    setrlimit(RLIMIT_CORE, &no_core);
    _exit(draw(file, width_px, height_px, pipe) ? 0 : 1);
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

GBytes *svg_raster(struct str file, int width_px, int height_px) {
    int ends[2], status = 0;
    if (pipe(ends) != 0) {
        return NULL;
    }
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        draw_and_exit(file, width_px, height_px, ends[1]);
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
