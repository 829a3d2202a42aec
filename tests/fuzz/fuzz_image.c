/*
 * fuzz_image.c - any bytes as a picture: its header, and where that is good, its pixels in a PDF.
 */
#include "fuzz.h"
#include "paint.h"

/* Unpacking a large picture says nothing more than a small one and takes its time. */
enum { PIXELS_MAX = 1000 * 1000 };

static void paint(const struct image *image) {
    g_autoptr(Arena) arena = arena_new();
    struct diags diags = {0};
    struct tag document = {.kind = TAG_DOCUMENT, .parent = -1};
    struct page page = {.width_pt = 100, .height_pt = 100};
    page_add_op(arena, &page, OP_IMAGE, 0)->image.rect = (struct rect){0, 0, 100, 100};
    struct display display = {
        .meta = {.title = "Fuzz", .language = "en", .date = {2026, 1, 1}},
        .pages = &page,
        .n_pages = 1,
        .tags = &document,
        .n_tags = 1,
        .images = image,
        .n_images = 1,
    };
    GBytes *bytes = NULL;
    paint_display(&paint_pdf, &display, NULL, &diags, &bytes);
    g_clear_pointer(&bytes, g_bytes_unref);
    diags_clear(&diags);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct diags diags = {0};
    struct image image = {0};
    g_autoptr(GBytes) bytes = g_bytes_new(data, size);
    g_autoptr(Arena) arena = arena_new();
    bool is_opened =
        paint_image_open(arena, bytes, "fuzz.png", NULL, (struct span){0}, &diags, &image);
    if (is_opened && (int64_t)image.width_px * image.height_px <= PIXELS_MAX) {
        paint(&image);
    }
    diags_clear(&diags);
    return 0;
}
