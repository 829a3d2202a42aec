#include "pdf_document_priv.h"

/*
 * A vector's shapes as a form XObject (section 8.10), written once however often it is shown. Its
 * matrix makes the vector's units, which grow downwards, the unit square that images fill; its box
 * clips. Two decimals are a hundred-thousandth of the picture's longer side.
 */

/* A thousandth is the scale itself; it is multiplied by a thousand units. */
enum { DECIMALS = 2, MATRIX_DECIMALS = 9 };

static void put_number(GString *out, double value) {
    pdf_put_real(out, value, DECIMALS);
    g_string_append_c(out, ' ');
}

static void put_steps(GString *out, const struct path *path) {
    static const struct {
        int n_points;
        const char *operator;
    } verbs[] = {
        [PATH_MOVE] = {1, "m\n"},
        [PATH_LINE] = {1, "l\n"},
        [PATH_CURVE] = {3, "c\n"},
        [PATH_CLOSE] = {0, "h\n"},
    };
    for (size_t i = 0; i < path->n_steps; i++) {
        const struct path_step *step = &path->steps[i];
        for (int k = 0; k < verbs[step->verb].n_points; k++) {
            put_number(out, step->p[k].x);
            put_number(out, step->p[k].y);
        }
        g_string_append(out, verbs[step->verb].operator);
    }
}

static void put_colour(GString *out, struct rgb16 packed, const char *operator) {
    struct rgb colour = rgb_from_rgb16(packed);
    pdf_put_real(out, colour.r, 3);
    g_string_append_c(out, ' ');
    pdf_put_real(out, colour.g, 3);
    g_string_append_c(out, ' ');
    pdf_put_real(out, colour.b, 3);
    g_string_append(out, operator);
}

/* All of it each time: a logo has few strokes. */
static void put_stroke(GString *out, const struct vector_shape *shape) {
    static const char *const joins[] = {
        [JOIN_MITRE] = "0 j ", [JOIN_ROUND] = "1 j ", [JOIN_BEVEL] = "2 j "};
    const struct path *path = &shape->path;
    put_colour(out, path->stroke, " RG\n");
    put_number(out, path->stroke_pt);
    g_string_append(out, shape->has_square_caps   ? "w 2 J "
                         : path->cap == CAP_ROUND ? "w 1 J "
                                                  : "w 0 J ");
    g_string_append(out, joins[shape->join]);
    put_number(out, shape->mitre_limit);
    g_string_append(out, "M [");
    if (path->dash_pt[1] > 0) {
        put_number(out, path->dash_pt[0]);
        put_number(out, path->dash_pt[1]);
    }
    g_string_append(out, "] 0 d\n");
}

void pdf_vector_put_shape(GString *out, const struct vector_shape *shape) {
    const struct path *path = &shape->path;
    if (path->has_fill) {
        put_colour(out, path->fill, " rg\n");
    }
    if (path->has_stroke) {
        put_stroke(out, shape);
    }
    put_steps(out, path);
    g_string_append(out, !path->has_fill ? "S\n" : path->has_stroke ? "B" : "f");
    if (path->has_fill) {
        g_string_append(out, shape->is_even_odd ? "*\n" : "\n");
    }
}

void pdf_vector_write(struct pdf_file *file, unsigned number, const struct vector *vector) {
    g_autoptr(GString) entries = g_string_new("/Type/XObject/Subtype/Form/Resources<<>>/BBox[0 0 ");
    g_autoptr(GString) out = g_string_new(NULL);
    put_number(entries, vector->width);
    pdf_put_real(entries, vector->height, DECIMALS);
    g_string_append(entries, "]/Matrix[");
    pdf_put_real(entries, 1 / vector->width, MATRIX_DECIMALS);
    g_string_append(entries, " 0 0 ");
    pdf_put_real(entries, -1 / vector->height, MATRIX_DECIMALS);
    g_string_append(entries, " 0 1]");
    for (size_t i = 0; i < vector->n_shapes; i++) {
        pdf_vector_put_shape(out, &vector->shapes[i]);
    }
    pdf_stream_write(file, number, entries->str, (struct str){out->str, out->len}, PDF_KEPT);
}
