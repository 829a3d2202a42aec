#include "svg_priv.h"

#include <math.h>
#include <string.h>

/*
 * The tree is walked once, in painting order. Each shape becomes an outline in the vector's units
 * with flat paint; the first thing that outlines cannot show ends the walk, and the picture is said
 * to be beyond them. What is defined and never used costs nothing and spoils nothing.
 */

enum {
    SVG_STEPS_MAX = 500000, /* of all outlines: a megabyte of path data has a fifth of it */
    SVG_SHAPES_MAX = 50000, /* also what "use" multiplies */
    SVG_NESTING_MAX = 200,  /* of groups and uses */
};

struct drawing {
    Arena *arena;
    struct svg_tree tree;
    const SvgSheet *sheet;
    struct rect view;            /* what of the file's units is shown */
    const struct vector *vector; /* as large as the view */
    GArray *shapes;              /* of struct vector_shape */
    size_t n_steps, n_elements;
    const char *beyond;
};

static bool is_any(const char *name, const char *const *names, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (strcmp(name, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* --- one shape -------------------------------------------------------------------------------- */

static struct point apply(const struct svg_matrix *m, struct point p) {
    return (struct point){m->a * p.x + m->c * p.y + m->e, m->b * p.x + m->d * p.y + m->f};
}

/* How much a stroke grows; 0: unevenly, which is no stroke of one width any more. */
static double even_scale(const struct svg_matrix *m) {
    double x = hypot(m->a, m->b), y = hypot(m->c, m->d), lean = m->a * m->c + m->b * m->d;
    bool is_even = fabs(x - y) <= 0.001 * fmax(x, y) && fabs(lean) <= 0.001 * x * y;
    return is_even ? x : 0;
}

/* False: not painted with it, or not with outlines alone. */
static bool can_paint(struct drawing *drawing, const struct svg_paint *paint, double opacity) {
    if (paint->kind == SVG_PAINT_NONE || opacity <= 0 || paint->opacity <= 0) {
        return false;
    }
    if (paint->kind == SVG_PAINT_OTHER) {
        drawing->beyond = "gradients or patterns";
    } else if (opacity < 1 || paint->opacity < 1) {
        drawing->beyond = "transparency";
    }
    return !drawing->beyond;
}

static void set_stroke(struct drawing *drawing, const struct svg_style *style,
                       const struct svg_matrix *matrix, struct vector_shape *shape) {
    double scale = even_scale(matrix);
    if (style->stroke_width == 0 || !can_paint(drawing, &style->stroke, style->stroke_opacity)) {
        return;
    }
    if (scale == 0) {
        drawing->beyond = "strokes that are wider in one direction";
        return;
    }
    shape->path.has_stroke = true;
    shape->path.stroke = rgb16_from_rgb(style->stroke.colour);
    shape->path.stroke_pt = style->stroke_width * scale;
    shape->path.dash_pt[0] = style->dash[0] * scale;
    shape->path.dash_pt[1] = style->dash[1] * scale;
    shape->path.cap = style->cap;
    shape->has_square_caps = style->has_square_caps;
    shape->join = style->join;
    shape->mitre_limit = style->mitre_limit;
}

static void draw_outline(struct drawing *drawing, struct svg_outline *outline,
                         const struct svg_style *style, const struct svg_matrix *matrix) {
    struct vector_shape shape = {.is_even_odd = style->is_even_odd};
    if (outline->n < 2 || style->is_hidden) {
        return;
    }
    if (style->inherited_beyond) {
        drawing->beyond = style->inherited_beyond;
        return;
    }
    shape.path.has_fill = can_paint(drawing, &style->fill, style->fill_opacity);
    shape.path.fill = rgb16_from_rgb(style->fill.colour);
    set_stroke(drawing, style, matrix, &shape);
    drawing->n_steps += outline->n;
    if (drawing->n_steps > SVG_STEPS_MAX || drawing->shapes->len >= SVG_SHAPES_MAX) {
        drawing->beyond = "more shapes than are worth keeping";
    }
    if (drawing->beyond || (!shape.path.has_fill && !shape.path.has_stroke)) {
        return;
    }
    for (size_t i = 0; i < outline->n; i++) {
        for (int k = 0; k < 3; k++) {
            outline->steps[i].p[k] = apply(matrix, outline->steps[i].p[k]);
        }
    }
    shape.path.steps = outline->steps;
    shape.path.n_steps = outline->n;
    g_array_append_val(drawing->shapes, shape);
}

/* --- clips ------------------------------------------------------------------------------------ */

/* The drawing programs' clip around everything: one rectangle that holds the whole view. */
static bool clips_nothing(const struct drawing *drawing, const char *id,
                          const struct svg_matrix *matrix) {
    const struct svg_node *clip = g_hash_table_lookup(drawing->tree.ids, id);
    const struct svg_node *shape = clip ? clip->first : NULL;
    if (!clip) {
        return true; /* a reference to nothing clips nothing */
    }
    if (strcmp(clip->name, "clipPath") != 0 || clip->n_attributes > 1 || !shape || shape->next ||
        strcmp(shape->name, "rect") != 0 || svg_attribute(shape, "rx") ||
        svg_attribute(shape, "transform") || matrix->b != 0 || matrix->c != 0) {
        return false;
    }
    struct svg_outline outline = {.arena = drawing->arena};
    svg_outline_element(&outline, shape, drawing->view.width, drawing->view.height);
    if (outline.n < 3) {
        return false;
    }
    struct point a = apply(matrix, outline.steps[0].p[0]);
    struct point b = apply(matrix, outline.steps[2].p[0]);
    const double slack = VECTOR_SIDE * 0.001;
    return fmin(a.x, b.x) <= slack && fmin(a.y, b.y) <= slack &&
           fmax(a.x, b.x) >= drawing->vector->width - slack &&
           fmax(a.y, b.y) >= drawing->vector->height - slack;
}

/* --- the walk --------------------------------------------------------------------------------- */

static void draw_node(struct drawing *drawing, const struct svg_node *node,
                      const struct svg_style *parent, struct svg_matrix matrix, int depth);

static void draw_children(struct drawing *drawing, const struct svg_node *node,
                          const struct svg_style *style, struct svg_matrix matrix, int depth) {
    for (const struct svg_node *child = node->first; child; child = child->next) {
        draw_node(drawing, child, style, matrix, depth + 1);
    }
}

static double number_of(const struct svg_node *node, const char *name) {
    const char *text = svg_attribute(node, name);
    double value = 0;
    return text && svg_read_length(text, 0, &value) ? value : 0;
}

static void draw_use(struct drawing *drawing, const struct svg_node *node,
                     const struct svg_style *style, struct svg_matrix matrix, int depth) {
    const char *reference = svg_attribute(node, "href");
    const struct svg_node *used = reference && reference[0] == '#'
                                      ? g_hash_table_lookup(drawing->tree.ids, reference + 1)
                                      : NULL;
    if (!used) {
        return;
    }
    struct svg_matrix place = {1, 0, 0, 1, number_of(node, "x"), number_of(node, "y")};
    matrix = svg_matrix_multiply(matrix, place);
    if (strcmp(used->name, "symbol") != 0) {
        draw_node(drawing, used, style, matrix, depth + 1);
        return;
    }
    if (svg_attribute(used, "viewBox")) {
        drawing->beyond = "symbols with a view of their own";
        return;
    }
    draw_children(drawing, used, style, matrix, depth);
}

/* What is not shown where it stands: definitions, words about the picture, scripts. */
static bool is_unshown(const char *name) {
    static const char *const names[] = {
        "defs",          "symbol", "clipPath", "mask",   "linearGradient", "radialGradient",
        "pattern",       "marker", "filter",   "title",  "desc",           "metadata",
        "style",         "script", "view",     "cursor", "animate",        "animateTransform",
        "animateMotion", "set",
    };
    return is_any(name, names, G_N_ELEMENTS(names));
}

static const char *reason_beyond(const char *name) {
    static const char *const words[] = {"text", "tspan", "textPath", "tref", "flowRoot"};
    static const char *const parts[] = {"svg", "switch", "foreignObject"};
    return is_any(name, words, G_N_ELEMENTS(words))   ? "text"
           : is_any(name, parts, G_N_ELEMENTS(parts)) ? "pictures in the picture"
                                                      : NULL;
}

static void draw_element(struct drawing *drawing, const struct svg_node *node,
                         const struct svg_style *style, struct svg_matrix matrix, int depth) {
    struct svg_outline outline = {.arena = drawing->arena};
    if (strcmp(node->name, "g") == 0 || strcmp(node->name, "a") == 0) {
        draw_children(drawing, node, style, matrix, depth);
    } else if (strcmp(node->name, "use") == 0) {
        draw_use(drawing, node, style, matrix, depth);
    } else if (strcmp(node->name, "image") == 0) {
        const char *reference = svg_attribute(node, "href");
        bool is_held = reference && g_str_has_prefix(reference, "data:");
        drawing->beyond = is_held ? "pictures in the picture" : NULL;
    } else if (svg_outline_element(&outline, node, drawing->view.width, drawing->view.height)) {
        draw_outline(drawing, &outline, style, &matrix);
    } else if (!drawing->beyond) {
        drawing->beyond = reason_beyond(node->name);
    }
}

static void draw_node(struct drawing *drawing, const struct svg_node *node,
                      const struct svg_style *parent, struct svg_matrix matrix, int depth) {
    if (drawing->beyond || is_unshown(node->name)) {
        return;
    }
    if (depth > SVG_NESTING_MAX || ++drawing->n_elements > SVG_SHAPES_MAX) {
        drawing->beyond = "more groups and uses than are worth following";
        return;
    }
    struct svg_style style = svg_style_of(drawing->arena, drawing->sheet, node, parent);
    const char *transform = svg_attribute(node, "transform");
    struct svg_matrix own = {1, 0, 0, 1, 0, 0};
    if (style.is_absent || style.opacity <= 0) {
        return;
    }
    if (transform && !svg_read_transform(transform, &own)) {
        drawing->beyond = "transforms of another kind";
        return;
    }
    matrix = svg_matrix_multiply(matrix, own);
    if (style.clip && !clips_nothing(drawing, style.clip, &matrix)) {
        style.beyond = "clips";
    }
    drawing->beyond = style.beyond ? style.beyond : style.opacity < 1 ? "transparency" : NULL;
    if (!drawing->beyond) {
        draw_element(drawing, node, &style, matrix, depth);
    }
}

/* --- the picture's size, sections 7.2 and 7.7 ------------------------------------------------- */

/* The size that the file asks for and the rectangle of its units that is shown. */
struct frame {
    double width_px, height_px;
    struct rect view;
};

static bool read_view(const char *text, struct rect *ret) {
    double v[4];
    for (size_t i = 0; i < G_N_ELEMENTS(v); i++) {
        svg_skip_separator(&text);
        if (!svg_read_number(&text, &v[i])) {
            return false;
        }
    }
    *ret = (struct rect){v[0], v[1], v[2], v[3]};
    return v[2] > 0 && v[3] > 0;
}

/* A side in px; 0: not said, or as a share of a room that is not known. */
static double side_of(const struct svg_node *root, const char *name) {
    const char *text = svg_attribute(root, name);
    double px = 0;
    return text && svg_read_length(text, 0, &px) && px > 0 ? px : 0;
}

/* Beyond these a picture is a line or a mistake. */
static const double SVG_SIDE_MIN = 0.01, SVG_SIDE_MAX = 1e6;

static bool read_frame(const struct svg_node *root, struct frame *ret) {
    const char *view = svg_attribute(root, "viewBox");
    struct frame frame = {.width_px = side_of(root, "width"), .height_px = side_of(root, "height")};
    bool has_view = view && read_view(view, &frame.view);
    if (!has_view) {
        frame.view = (struct rect){0, 0, frame.width_px, frame.height_px};
    } else if (frame.width_px == 0 && frame.height_px == 0) {
        frame.width_px = frame.view.width;
        frame.height_px = frame.view.height;
    } else if (frame.width_px == 0) {
        frame.width_px = frame.height_px * frame.view.width / frame.view.height;
    } else if (frame.height_px == 0) {
        frame.height_px = frame.width_px * frame.view.height / frame.view.width;
    }
    *ret = frame;
    return frame.width_px >= SVG_SIDE_MIN && frame.height_px >= SVG_SIDE_MIN &&
           frame.width_px <= SVG_SIDE_MAX && frame.height_px <= SVG_SIDE_MAX;
}

/* From the file's units to the vector's: as large as fits and in the middle, unless it says else.
 */
static struct svg_matrix view_matrix(const struct svg_node *root, const struct frame *frame,
                                     const struct vector *vector, const char **ret_beyond) {
    const char *fit = svg_attribute(root, "preserveAspectRatio");
    double x = vector->width / frame->view.width, y = vector->height / frame->view.height;
    if (fit && strcmp(fit, "none") != 0 && !g_str_has_prefix(fit, "xMidYMid")) {
        *ret_beyond = "a place of its own in its frame";
    }
    if (fit && strstr(fit, "slice")) {
        x = y = fmax(x, y);
    } else if (!fit || strcmp(fit, "none") != 0) {
        x = y = fmin(x, y);
    }
    return (struct svg_matrix){
        x,
        0,
        0,
        y,
        (vector->width - x * frame->view.width) / 2 - x * frame->view.x,
        (vector->height - y * frame->view.height) / 2 - y * frame->view.y,
    };
}

/* -------------------------------------------------------------------------------------------- */

bool svg_is_likely(struct str file) {
    enum { NEAR = 4096 };
    struct str front = str_slice(file, 0, NEAR);
    if (str_starts_with(front, "\xEF\xBB\xBF")) {
        front = str_skip(front, 3);
    }
    return str_starts_with(str_trim(front), "<") && str_find(front, STR("<svg"), 0) < front.n;
}

static void draw_root(struct drawing *drawing, const struct frame *frame, struct vector *vector) {
    const struct svg_node *root = drawing->tree.root;
    struct svg_style initial = svg_style_initial();
    struct svg_style style = svg_style_of(drawing->arena, drawing->sheet, root, &initial);
    struct svg_matrix matrix = view_matrix(root, frame, vector, &drawing->beyond);
    drawing->view = frame->view;
    drawing->vector = vector;
    if (style.beyond || style.clip || style.opacity < 1) {
        drawing->beyond = style.beyond ? style.beyond : style.clip ? "clips" : "transparency";
    }
    draw_children(drawing, root, &style, matrix, 0);
}

const char *svg_read(Arena *arena, struct str file, struct svg_picture *ret) {
    struct drawing drawing = {.arena = arena};
    struct frame frame;
    const char *problem = svg_tree_read(arena, file, &drawing.tree);
    if (problem) {
        return problem;
    }
    if (!read_frame(drawing.tree.root, &frame)) {
        return "is an SVG image that says no size to show it at";
    }
    double scale = VECTOR_SIDE / fmax(frame.width_px, frame.height_px);
    struct vector *vector = ARENA_NEW(arena, struct vector);
    vector->width = frame.width_px * scale;
    vector->height = frame.height_px * scale;
    drawing.sheet = svg_sheet_read(arena, drawing.tree.css->str, &drawing.beyond);
    drawing.shapes = g_array_new(FALSE, FALSE, sizeof(struct vector_shape));
    draw_root(&drawing, &frame, vector);
    vector->n_shapes = drawing.shapes->len;
    vector->shapes = arena_memdup(arena, drawing.shapes->data,
                                  drawing.shapes->len * sizeof(struct vector_shape));
    g_array_free(drawing.shapes, TRUE);
    *ret = (struct svg_picture){
        .width_px = frame.width_px,
        .height_px = frame.height_px,
        .vector = drawing.beyond ? NULL : vector,
        .beyond = drawing.beyond,
        .outside = drawing.tree.outside,
    };
    return NULL;
}
