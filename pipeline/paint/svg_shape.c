#include "svg_priv.h"

#include <math.h>
#include <string.h>

/* Chapter 9: rectangles, circles and their kin as outlines. */

struct viewport {
    double width, height;
};

/* A length of an element; @whole: what a percentage is of. 0 where there is none. */
static double length_of(const struct svg_node *node, const char *name, double whole) {
    const char *text = svg_attribute(node, name);
    double value = 0;
    return text && svg_read_length(text, whole, &value) ? value : 0;
}

static void put_ellipse(struct svg_outline *outline, double x, double y, double rx, double ry) {
    if (rx <= 0 || ry <= 0) {
        return;
    }
    struct svg_arc half = {
        .rx = rx, .ry = ry, .is_sweep = true, .from = {x + rx, y}, .to = {x - rx, y}};
    svg_outline_move(outline, x + rx, y);
    svg_outline_arc(outline, &half);
    half.from = half.to;
    half.to = (struct point){x + rx, y};
    svg_outline_arc(outline, &half);
    svg_outline_close(outline);
}

/* Lengths that are not percentages of one side are of the diagonal: section 7.10. */
static double diagonal(struct viewport port) {
    return hypot(port.width, port.height) / sqrt(2);
}

static void put_circle(struct svg_outline *outline, const struct svg_node *node,
                       struct viewport port) {
    double r = length_of(node, "r", diagonal(port));
    put_ellipse(outline, length_of(node, "cx", port.width), length_of(node, "cy", port.height), r,
                r);
}

static void put_ellipse_of(struct svg_outline *outline, const struct svg_node *node,
                           struct viewport port) {
    put_ellipse(outline, length_of(node, "cx", port.width), length_of(node, "cy", port.height),
                length_of(node, "rx", port.width), length_of(node, "ry", port.height));
}

static void put_corner(struct svg_outline *outline, double rx, double ry, struct point from,
                       struct point to) {
    struct svg_arc arc = {.rx = rx, .ry = ry, .is_sweep = true, .from = from, .to = to};
    svg_outline_arc(outline, &arc);
}

static void put_round_rect(struct svg_outline *outline, struct rect r, double rx, double ry) {
    double right = rect_right(r), bottom = rect_bottom(r);
    svg_outline_move(outline, r.x + rx, r.y);
    svg_outline_line(outline, right - rx, r.y);
    put_corner(outline, rx, ry, (struct point){right - rx, r.y}, (struct point){right, r.y + ry});
    svg_outline_line(outline, right, bottom - ry);
    put_corner(outline, rx, ry, (struct point){right, bottom - ry},
               (struct point){right - rx, bottom});
    svg_outline_line(outline, r.x + rx, bottom);
    put_corner(outline, rx, ry, (struct point){r.x + rx, bottom}, (struct point){r.x, bottom - ry});
    svg_outline_line(outline, r.x, r.y + ry);
    put_corner(outline, rx, ry, (struct point){r.x, r.y + ry}, (struct point){r.x + rx, r.y});
    svg_outline_close(outline);
}

static void put_rect(struct svg_outline *outline, const struct svg_node *node,
                     struct viewport port) {
    struct rect r = {length_of(node, "x", port.width), length_of(node, "y", port.height),
                     length_of(node, "width", port.width), length_of(node, "height", port.height)};
    const char *rx_text = svg_attribute(node, "rx"), *ry_text = svg_attribute(node, "ry");
    double rx = length_of(node, "rx", port.width), ry = length_of(node, "ry", port.height);
    if (r.width <= 0 || r.height <= 0) {
        return;
    }
    rx = CLAMP(rx_text ? rx : ry, 0, r.width / 2); /* one stands for both: section 9.2 */
    ry = CLAMP(ry_text ? ry : rx, 0, r.height / 2);
    if (rx > 0 && ry > 0) {
        put_round_rect(outline, r, rx, ry);
        return;
    }
    svg_outline_move(outline, r.x, r.y);
    svg_outline_line(outline, rect_right(r), r.y);
    svg_outline_line(outline, rect_right(r), rect_bottom(r));
    svg_outline_line(outline, r.x, rect_bottom(r));
    svg_outline_close(outline);
}

static void put_line(struct svg_outline *outline, const struct svg_node *node,
                     struct viewport port) {
    svg_outline_move(outline, length_of(node, "x1", port.width),
                     length_of(node, "y1", port.height));
    svg_outline_line(outline, length_of(node, "x2", port.width),
                     length_of(node, "y2", port.height));
}

/* Up to the first mistake, like a path. */
static void put_points(struct svg_outline *outline, const struct svg_node *node, bool is_closed) {
    const char *p = svg_attribute(node, "points");
    double x, y;
    size_t n = 0;
    for (; p; n++) {
        svg_skip_separator(&p);
        if (!svg_read_number(&p, &x)) {
            break;
        }
        svg_skip_separator(&p);
        if (!svg_read_number(&p, &y)) {
            break;
        }
        (n == 0 ? svg_outline_move : svg_outline_line)(outline, x, y);
    }
    if (is_closed && n > 0) {
        svg_outline_close(outline);
    }
}

bool svg_outline_element(struct svg_outline *outline, const struct svg_node *node, double width,
                         double height) {
    struct viewport port = {width, height};
    if (strcmp(node->name, "path") == 0) {
        const char *data = svg_attribute(node, "d");
        svg_outline_path(outline, data ? data : "");
    } else if (strcmp(node->name, "rect") == 0) {
        put_rect(outline, node, port);
    } else if (strcmp(node->name, "circle") == 0) {
        put_circle(outline, node, port);
    } else if (strcmp(node->name, "ellipse") == 0) {
        put_ellipse_of(outline, node, port);
    } else if (strcmp(node->name, "line") == 0) {
        put_line(outline, node, port);
    } else if (strcmp(node->name, "polyline") == 0 || strcmp(node->name, "polygon") == 0) {
        put_points(outline, node, strcmp(node->name, "polygon") == 0);
    } else {
        return false;
    }
    return true;
}
