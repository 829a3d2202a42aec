#include "layout_priv.h"

#include <math.h>

/*
 * Logos on covers. A logo is as high as its row; one that would be wider than its share of the row
 * is smaller, and stands in the middle of the row's height. Where no logo can be seen on the ground
 * the name stands in words: a dark picture on a dark ground says nothing.
 */

/* Of the row, for one of two; what a wide logo and a long name leave between them. */
static const double SHARE = 0.46;

static const struct theme_logo *visible(const struct theme *theme, const struct theme_logo *light,
                                        const struct theme_logo *dark) {
    const struct theme_logo *fitting = theme_is_dark(theme) ? dark : light;
    return fitting->path ? fitting : NULL;
}

/* Words of the heading's style, cut where there is no room. */
static void add_name(struct layout *layout, struct item *item, int tag, struct rect room,
                     const char *name, bool is_right) {
    struct set_style style = {.role = ROLE_HEADING, .weight = 600, .colour = COLOUR_INK};
    struct str kept = str_from(name), shown = kept;
    struct line line = inline_words(layout, &style, tag, shown);
    while (line.width_pt > room.width && kept.n > 1) {
        kept = str_head(kept, kept.n - 1);
        shown = str_from(arena_printf(layout->arena, STR_FMT "…", STR_ARG(str_trim(kept))));
        line = inline_words(layout, &style, tag, shown);
    }
    double leading_pt = layout->theme->styles[ROLE_HEADING].leading_pt;
    double y_pt = room.y + (room.height - leading_pt) / 2 + layout_baseline(layout, ROLE_HEADING);
    item_add_line(layout, item, &line, is_right ? rect_right(room) - line.width_pt : room.x, y_pt);
}

static bool add_picture(struct layout *layout, struct item *item, int tag, struct rect room,
                        const struct theme_logo *logo, bool is_right) {
    int id = layout_image(layout, logo->path, (struct span){0});
    if (id < 0) {
        return false;
    }
    const struct image *image = &g_array_index(layout->images, struct image, id);
    double width_pt = room.height * image->width_px / image->height_px;
    double scale = fmin(1, room.width / width_pt);
    double height_pt = room.height * scale;
    int figure = layout_tag(layout, TAG_FIGURE, tag);
    layout->display->tags[figure].alt = logo->alt ? logo->alt : "Logo";
    struct op *op = item_add_op(layout, item, OP_IMAGE, figure);
    op->image.image = id;
    op->image.rect =
        (struct rect){is_right ? rect_right(room) - width_pt * scale : room.x,
                      room.y + (room.height - height_pt) / 2, width_pt * scale, height_pt};
    return true;
}

static void add_one(struct layout *layout, struct item *item, int tag, struct rect room,
                    const struct theme_logo *logo, const char *name) {
    bool is_right = room.x > layout->theme->page.left_pt;
    if (logo && add_picture(layout, item, tag, room, logo, is_right)) {
        return;
    }
    if (name && *name) {
        add_name(layout, item, layout_tag(layout, TAG_P, tag), room, name, is_right);
    }
}

void logo_add_row(struct layout *layout, struct item *item, int tag, struct rect room) {
    const struct layout_input *input = layout->input;
    const struct theme *theme = layout->theme;
    const struct theme_logo *own = visible(theme, &theme->logo, &theme->dark_logo);
    const struct theme_logo *partner =
        visible(theme, &input->partner_logo, &input->partner_dark_logo);
    bool has_partner = input->partner_logo.path || input->partner_dark_logo.path;
    struct rect left = room, right = room;
    if (has_partner || own) { /* a banner is no rule across the page */
        left.width = right.width = room.width * SHARE;
        right.x = rect_right(room) - right.width;
    }
    /* On paper a company without a logo stands in the header and the facts: the cover says no more.
     */
    const char *name = theme_is_dark(theme) || has_partner ? input->company : NULL;
    add_one(layout, item, tag, left, own, name);
    if (has_partner) {
        add_one(layout, item, tag, right, partner, input->partner);
    }
}
