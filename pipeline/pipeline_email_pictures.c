#include "pipeline_email_priv.h"

#include <math.h>

/* Twice as many dots as a picture has pixels on the page, for screens of today. */
enum { DOTS_PER_INCH = 2 * 72, PAGE_WIDTH_PX = 400, LOGO_WIDTH_PX = 220, LOGO_HEIGHT_PX = 36 };
/* Of a page that is more than three times as high as wide the upper part is shown. */
enum { PAGE_HEIGHT_PX_MAX = 3 * PAGE_WIDTH_PX };
/* So that a whole number of dots is not one more by rounding. */
#define LITTLE_PT 1e-6
/* Of the plate that a logo stands on. */
enum { PLATE_PX = 4 };

static bool paint(struct email *email, const struct display *display, double dpi, GBytes **ret) {
    struct diags *diags = email->run->diags;
    const struct painter *painter = paint_open("png", diags);
    const struct paint_options options = {.dpi = dpi};
    return painter && paint_display(painter, display, &options, diags, ret);
}

static struct mail_picture add(struct email *email, const char *name, GBytes *bytes,
                               struct mail_picture picture) {
    struct run *run = email->run;
    email->pictures[email->mail.n_pictures++] =
        (struct mail_file){.name = name, .type = "image/png", .bytes = bytes};
    email->mail.pictures = email->pictures;
    picture.id = mail_content_id(run->arena, bytes);
    return picture;
}

bool email_add_page(struct email *email, struct mail_picture *ret) {
    struct run *run = email->run;
    struct page page = run->display->pages[0];
    double scale = PAGE_WIDTH_PX / page.width_pt;
    int height_px = (int)MIN(page.height_pt * scale, PAGE_HEIGHT_PX_MAX);
    /* No row or column of dots that the page covers by half. */
    page.width_pt = PAGE_WIDTH_PX / scale - LITTLE_PT;
    page.height_pt = height_px / scale - LITTLE_PT;
    struct display one = *run->display;
    one.pages = &page;
    one.n_pages = 1;
    if (!paint(email, &one, scale * DOTS_PER_INCH, &email->page)) {
        return false;
    }
    const struct mail_picture picture = {
        .alt = arena_printf(run->arena, "%s: 1/%zu", one.meta.title, run->display->n_pages),
        .width_px = PAGE_WIDTH_PX,
        .height_px = height_px};
    *ret = add(email, "page-1.png", email->page, picture);
    return true;
}

/*
 * Painted anew, on a plate of the page's colour: of an SVG mail programs show nothing, a picture of
 * thousands of dots is as heavy as all the rest, and dark letters without a ground cannot be read
 * where a program makes the page dark.
 */
static bool paint_logo(struct email *email, const struct image *image, double width_pt,
                       double height_pt) {
    struct run *run = email->run;
    const struct rect plate = {0, 0, width_pt + 2 * PLATE_PX, height_pt + 2 * PLATE_PX};
    struct op ops[] = {
        {.kind = OP_RECT,
         .tag = ARTIFACT_BACKGROUND,
         .rect = {plate, rgb16_from_rgb(run->theme->colours[COLOUR_GROUND])}},
        {.kind = OP_IMAGE,
         .tag = ARTIFACT_BACKGROUND,
         .image = {0, {PLATE_PX, PLATE_PX, width_pt, height_pt}}},
    };
    struct page page = {.width_pt = plate.width - LITTLE_PT,
                        .height_pt = plate.height - LITTLE_PT,
                        .ops = ops,
                        .n_ops = G_N_ELEMENTS(ops)};
    const struct display display = {
        .meta = {.title = "logo"}, .pages = &page, .n_pages = 1, .images = image, .n_images = 1};
    return paint(email, &display, DOTS_PER_INCH, &email->logo);
}

bool email_add_logo(struct email *email, const char *alt, struct mail_picture *ret) {
    struct run *run = email->run;
    const struct theme_logo *logo = theme_ground_logo(run->theme);
    struct diags own = {0};
    struct image image;
    bool is_there =
        logo && run_load_image(run, run->arena, logo->path, (struct span){0}, &own, &image);
    diags_clear(&own); /* the document has told of it */
    if (!is_there || image.width_px <= 0 || image.height_px <= 0) {
        return true;
    }
    double scale = MIN(LOGO_HEIGHT_PX / image.height_px, LOGO_WIDTH_PX / image.width_px);
    double width = MAX(floor(image.width_px * scale), 1);
    double height = MAX(floor(image.height_px * scale), 1);
    if (!paint_logo(email, &image, width, height)) {
        return false;
    }
    const struct mail_picture picture = {.alt = logo->alt ? logo->alt : alt,
                                         .width_px = (int)width + 2 * PLATE_PX,
                                         .height_px = (int)height + 2 * PLATE_PX};
    *ret = add(email, "logo.png", email->logo, picture);
    return true;
}
