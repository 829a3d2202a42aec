#include "pdf_page_priv.h"

#include <math.h>

/*
 * A page's content stream. Graphics state is only written where it changes; text objects and
 * marked content are opened when an operation needs them and closed when the next one does not.
 * Text objects stand inside marked content, never around it (section 14.6.1).
 */

void pdf_content_begin(struct pdf_content *content, const struct page *page, size_t index) {
    GString *out = content->out;
    struct pdf_structure *structure = content->structure;
    g_string_truncate(out, 0);
    *content = (struct pdf_content){
        .out = out,
        .structure = structure,
        .shown = content->shown,
        .shown_capacity = content->shown_capacity,
        .height_pt = page->height_pt,
        .state = {.font = -1, .stroke_pt = 1},
    };
    pdf_structure_begin_page(structure, index);
}

static void end_text(struct pdf_content *content) {
    if (content->is_text) {
        pdf_put(content->out, "ET\n");
        content->is_text = false;
    }
}

static void end_mark(struct pdf_content *content) {
    end_text(content);
    if (content->is_marked) {
        pdf_put(content->out, "EMC\n");
        content->is_marked = false;
    }
}

void pdf_content_end(struct pdf_content *content) {
    end_mark(content);
}

/* --- marked content, section 14.6 ----------------------------------------------------------- */

/* Section 14.8.2.2.2; a background says where it is. */
static void put_artifact(struct pdf_content *content, int kind, const struct rect *box) {
    GString *out = content->out;
    switch (kind) {
    case ARTIFACT_LAYOUT: pdf_put(out, "/Artifact<</Type/Layout>>BDC\n"); return;
    case ARTIFACT_BACKGROUND:
        pdf_put(out, "/Artifact<</Type/Background/BBox");
        pdf_put_rect(out, *box, content->height_pt);
        pdf_put(out, ">>BDC\n");
        return;
    case ARTIFACT_HEADER: pdf_put(out, "/Artifact<</Type/Pagination/Subtype/Header>>BDC\n"); return;
    case ARTIFACT_FOOTER: pdf_put(out, "/Artifact<</Type/Pagination/Subtype/Footer>>BDC\n"); return;
    case ARTIFACT_WATERMARK:
        pdf_put(out, "/Artifact<</Type/Pagination/Subtype/Watermark>>BDC\n");
        return;
    default: g_assert_not_reached();
    }
}

static void put_tag(struct pdf_content *content, const char *name, int tag) {
    pdf_put_name(content->out, name);
    pdf_put(content->out, "<</MCID ");
    pdf_put_int(content->out, pdf_structure_add_content(content->structure, tag));
}

void pdf_content_mark(struct pdf_content *content, int tag, const struct rect *box) {
    if (content->is_marked && content->mark == tag && tag != ARTIFACT_BACKGROUND) {
        return;
    }
    end_mark(content);
    content->is_marked = true;
    content->mark = tag;
    if (tag < 0) {
        put_artifact(content, tag, box);
        return;
    }
    put_tag(content, tag_kind_name(content->structure->tags[tag].kind), tag);
    pdf_put(content->out, ">>BDC\n");
}

/*
 * Content that says something else than its codes do. It stands beside the element's other content
 * and not inside it: readers drop what follows a replacement nested in a paragraph.
 */
void pdf_content_begin_actual(struct pdf_content *content, int tag, struct str text) {
    end_mark(content);
    content->is_marked = true;
    content->mark = tag;
    if (tag < 0) {
        put_artifact(content, tag == ARTIFACT_BACKGROUND ? ARTIFACT_LAYOUT : tag, NULL);
        pdf_put(content->out, "/Span<<");
    } else {
        put_tag(content, "Span", tag);
    }
    pdf_put(content->out, "/ActualText");
    pdf_put_text(content->out, text);
    pdf_put(content->out, ">>BDC\n");
}

void pdf_content_end_actual(struct pdf_content *content) {
    end_text(content);
    if (content->mark < 0) {
        pdf_put(content->out, "EMC\n");
    }
    end_mark(content);
}

/* --- state, section 8.4 --------------------------------------------------------------------- */

static int thousandths(uint16_t channel) {
    return (channel * 1000 + UINT16_MAX / 2) / UINT16_MAX;
}

static struct pdf_colour colour_from_rgb(struct rgb16 rgb) {
    return (struct pdf_colour){thousandths(rgb.r), thousandths(rgb.g), thousandths(rgb.b)};
}

static void set_colour(GString *out, struct pdf_colour *current, struct rgb16 rgb,
                       const char *grey_operator, const char *rgb_operator) {
    struct pdf_colour colour = colour_from_rgb(rgb);
    if (colour.r == current->r && colour.g == current->g && colour.b == current->b) {
        return;
    }
    *current = colour;
    pdf_put_scaled(out, colour.r, 3);
    if (colour.r == colour.g && colour.g == colour.b) {
        pdf_put(out, grey_operator);
        return;
    }
    g_string_append_c(out, ' ');
    pdf_put_scaled(out, colour.g, 3);
    g_string_append_c(out, ' ');
    pdf_put_scaled(out, colour.b, 3);
    pdf_put(out, rgb_operator);
}

void pdf_content_set_fill(struct pdf_content *content, struct rgb16 rgb) {
    set_colour(content->out, &content->state.fill, rgb, " g\n", " rg\n");
}

static void set_dash(struct pdf_content *content, const struct path *path) {
    struct pdf_state *state = &content->state;
    double on = path->dash_pt[0], off = path->dash_pt[1];
    if (on == state->dash_pt[0] && (on == 0 || off == state->dash_pt[1])) {
        return;
    }
    state->dash_pt[0] = on;
    state->dash_pt[1] = off;
    g_string_append_c(content->out, '[');
    if (on > 0) {
        pdf_put_real(content->out, on, 2);
        g_string_append_c(content->out, ' ');
        pdf_put_real(content->out, off, 2);
    }
    pdf_put(content->out, "]0 d\n");
}

static void set_stroke(struct pdf_content *content, const struct path *path) {
    struct pdf_state *state = &content->state;
    set_colour(content->out, &state->stroke, path->stroke, " G\n", " RG\n");
    if (path->stroke_pt != state->stroke_pt) {
        state->stroke_pt = path->stroke_pt;
        pdf_put_real(content->out, path->stroke_pt, 3);
        pdf_put(content->out, " w\n");
    }
    if (path->cap != state->cap) {
        state->cap = path->cap;
        pdf_put(content->out, path->cap == CAP_ROUND ? "1 J 1 j\n" : "0 J 0 j\n");
    }
    set_dash(content, path);
}

void pdf_content_begin_text(struct pdf_content *content) {
    if (!content->is_text) {
        pdf_put(content->out, "BT\n");
        content->is_text = true;
        content->line_x = content->line_y = 0;
    }
}

/* --- shapes, section 8.5 -------------------------------------------------------------------- */

/* Points are written in hundredths. */
static const double ROUNDING_PT = 0.01;

static void put_box(struct pdf_content *content, struct rect rect) {
    pdf_put_real(content->out, rect.x, 2);
    g_string_append_c(content->out, ' ');
    pdf_put_real(content->out, content->height_pt - rect_bottom(rect), 2);
    g_string_append_c(content->out, ' ');
    pdf_put_real(content->out, rect.width, 2);
    g_string_append_c(content->out, ' ');
    pdf_put_real(content->out, rect.height, 2);
}

void pdf_content_rect(struct pdf_content *content, const struct op *op) {
    pdf_content_mark(content, op->tag, &op->rect.rect);
    end_text(content);
    pdf_content_set_fill(content, op->rect.fill);
    put_box(content, op->rect.rect);
    pdf_put(content->out, " re f\n");
}

static void put_points(struct pdf_content *content, const struct point *points, int n,
                       const char *operator) {
    for (int i = 0; i < n; i++) {
        pdf_put_real(content->out, points[i].x, 2);
        g_string_append_c(content->out, ' ');
        pdf_put_real(content->out, content->height_pt - points[i].y, 2);
        g_string_append_c(content->out, ' ');
    }
    pdf_put(content->out, operator);
}

static int points_of(const struct path_step *step) {
    return step->verb == PATH_CLOSE ? 0 : step->verb == PATH_CURVE ? 3 : 1;
}

static void put_step(struct pdf_content *content, const struct path_step *step) {
    switch (step->verb) {
    case PATH_MOVE: put_points(content, step->p, 1, "m\n"); return;
    case PATH_LINE: put_points(content, step->p, 1, "l\n"); return;
    case PATH_CURVE: put_points(content, step->p, 3, "c\n"); return;
    case PATH_CLOSE: pdf_put(content->out, "h\n"); return;
    }
    g_assert_not_reached();
}

/* Where a step ends, as it will be written. */
struct written {
    int64_t x, y;
};

static struct written written_end(const struct path_step *step) {
    struct point p = step->p[step->verb == PATH_CURVE ? 2 : 0];
    return (struct written){llround(p.x * 100), llround(p.y * 100)};
}

/* What is filled and not stroked needs no lines without length, and closes by itself. */
static void put_filled(struct pdf_content *content, const struct path *path) {
    struct written at = {0};
    for (size_t i = 0; i < path->n_steps; i++) {
        const struct path_step *step = &path->steps[i];
        bool ends_part = i + 1 == path->n_steps || path->steps[i + 1].verb == PATH_MOVE;
        if (step->verb == PATH_CLOSE && ends_part) {
            continue;
        }
        const struct written nowhere = {INT64_MIN, INT64_MIN};
        struct written end = step->verb == PATH_CLOSE ? nowhere : written_end(step);
        if (step->verb != PATH_LINE || end.x != at.x || end.y != at.y) {
            put_step(content, step);
        }
        at = end;
    }
}

static bool is_near(struct point a, struct point b) {
    return fabs(a.x - b.x) < ROUNDING_PT && fabs(a.y - b.y) < ROUNDING_PT;
}

static bool is_same_step(const struct path_step *a, const struct path_step *b) {
    bool is_same = a->verb == b->verb;
    for (int k = 0; is_same && k < points_of(a); k++) {
        is_same = is_near(a->p[k], b->p[k]);
    }
    return is_same;
}

/* Whether a path is what path_round_rect() makes of a square with nothing but corners. */
static bool is_dot(Arena *arena, const struct path *path, struct rect box) {
    if (fabs(box.width - box.height) > ROUNDING_PT) {
        return false;
    }
    size_t n;
    const struct path_step *dot = path_round_rect(arena, box, box.width / 2, &n);
    bool is_same = path->n_steps == n;
    for (size_t i = 0; is_same && i < n; i++) {
        is_same = is_same_step(&path->steps[i], &dot[i]);
    }
    return is_same;
}

/*
 * A fifth of the bytes of four curves: a line with round caps that is next to nothing long. Not of
 * no length at all (section 8.5.3.2), because readers in browsers leave such a line out.
 */
static void put_dot(struct pdf_content *content, struct rgb16 colour, struct rect box) {
    struct point centre = {box.x + box.width / 2, box.y + box.height / 2};
    struct point end = {centre.x + ROUNDING_PT, centre.y};
    set_stroke(content, &(struct path){.stroke = colour, .stroke_pt = box.width, .cap = CAP_ROUND});
    put_points(content, &centre, 1, "m\n");
    put_points(content, &end, 1, "l\nS\n");
}

static void put_fill(struct pdf_content *content, const struct op *op) {
    const struct path *path = &op->path;
    struct rect box = op_bounds(op);
    if (is_dot(content->structure->arena, path, box)) {
        put_dot(content, path->fill, box);
        return;
    }
    pdf_content_set_fill(content, path->fill);
    put_filled(content, path);
    pdf_put(content->out, "f\n");
}

static void put_stroke(struct pdf_content *content, const struct path *path) {
    if (path->has_fill) {
        pdf_content_set_fill(content, path->fill);
    }
    set_stroke(content, path);
    for (size_t i = 0; i < path->n_steps; i++) {
        put_step(content, &path->steps[i]);
    }
    pdf_put(content->out, path->has_fill ? "B\n" : "S\n");
}

void pdf_content_path(struct pdf_content *content, const struct op *op) {
    const struct path *path = &op->path;
    if (path->n_steps == 0 || (!path->has_fill && !path->has_stroke)) {
        return;
    }
    struct rect box = op->tag == ARTIFACT_BACKGROUND ? op_bounds(op) : (struct rect){0};
    pdf_content_mark(content, op->tag, &box);
    end_text(content);
    if (path->has_stroke) {
        put_stroke(content, path);
    } else {
        put_fill(content, op);
    }
}

void pdf_content_image(struct pdf_content *content, const struct op *op, size_t name) {
    struct rect rect = op->image.rect;
    pdf_content_mark(content, op->tag, &rect);
    end_text(content);
    pdf_put(content->out, "q ");
    pdf_put_real(content->out, rect.width, 2);
    pdf_put(content->out, " 0 0 ");
    pdf_put_real(content->out, rect.height, 2);
    g_string_append_c(content->out, ' ');
    pdf_put_real(content->out, rect.x, 2);
    g_string_append_c(content->out, ' ');
    pdf_put_real(content->out, content->height_pt - rect_bottom(rect), 2);
    pdf_put(content->out, " cm /I");
    pdf_put_int(content->out, (int64_t)name);
    pdf_put(content->out, " Do Q\n");
}
