#include "svg_priv.h"

#include <math.h>
#include <string.h>

/* --- outlines --------------------------------------------------------------------------------- */

static void add_step(struct svg_outline *outline, struct path_step step) {
    outline->steps = arena_grow(outline->arena, outline->steps, outline->n, &outline->capacity,
                                sizeof *outline->steps);
    outline->steps[outline->n++] = step;
}

void svg_outline_move(struct svg_outline *outline, double x, double y) {
    add_step(outline, (struct path_step){PATH_MOVE, {{x, y}}});
}

void svg_outline_line(struct svg_outline *outline, double x, double y) {
    add_step(outline, (struct path_step){PATH_LINE, {{x, y}}});
}

static void add_curve(struct svg_outline *outline, struct point a, struct point b, struct point c) {
    add_step(outline, (struct path_step){PATH_CURVE, {a, b, c}});
}

void svg_outline_close(struct svg_outline *outline) {
    add_step(outline, (struct path_step){.verb = PATH_CLOSE});
}

/* --- arcs, section F.6 ------------------------------------------------------------------------ */

/* An ellipse: radii, the cosine and sine of its rotation, its centre. */
struct ellipse {
    double rx, ry, cosine, sine;
    struct point centre;
};

static struct point on_ellipse(const struct ellipse *e, double x, double y) {
    return (struct point){e->centre.x + e->cosine * e->rx * x - e->sine * e->ry * y,
                          e->centre.y + e->sine * e->rx * x + e->cosine * e->ry * y};
}

/* Pieces of at most a quarter: the curve is then within 0.03 % of the radius. */
static void put_pieces(struct svg_outline *outline, const struct ellipse *e, double start,
                       double sweep) {
    int n = (int)ceil(fabs(sweep) / G_PI_2 - 1e-9);
    double piece = sweep / n, reach = 4.0 / 3 * tan(piece / 4);
    for (int i = 0; i < n; i++) {
        double from = start + piece * i, to = from + piece;
        add_curve(outline,
                  on_ellipse(e, cos(from) - reach * sin(from), sin(from) + reach * cos(from)),
                  on_ellipse(e, cos(to) + reach * sin(to), sin(to) - reach * cos(to)),
                  on_ellipse(e, cos(to), sin(to)));
    }
}

/* Section F.6.5: from the ends to the centre. */
void svg_outline_arc(struct svg_outline *outline, const struct svg_arc *arc) {
    double angle = arc->rotation_degrees * G_PI / 180;
    struct ellipse e = {fabs(arc->rx), fabs(arc->ry), cos(angle), sin(angle), {0, 0}};
    double dx = (arc->from.x - arc->to.x) / 2, dy = (arc->from.y - arc->to.y) / 2;
    if (e.rx == 0 || e.ry == 0 || (dx == 0 && dy == 0)) {
        svg_outline_line(outline, arc->to.x, arc->to.y);
        return;
    }
    double x = (e.cosine * dx + e.sine * dy) / e.rx, y = (e.cosine * dy - e.sine * dx) / e.ry;
    double length = x * x + y * y;
    if (length > 1) { /* too small for the distance: section F.6.6 */
        e.rx *= sqrt(length);
        e.ry *= sqrt(length);
        x /= sqrt(length);
        y /= sqrt(length);
        length = 1;
    }
    /* On the unit circle the ends are (x, y) and (-x, -y) from the middle between them. */
    double off = sqrt(fmax(0, 1 / length - 1)) * (arc->is_large == arc->is_sweep ? -1 : 1);
    struct point centre = {off * y, -off * x};
    struct ellipse at_middle = e;
    at_middle.centre = (struct point){(arc->from.x + arc->to.x) / 2, (arc->from.y + arc->to.y) / 2};
    e.centre = on_ellipse(&at_middle, centre.x, centre.y);
    double start = atan2(y - centre.y, x - centre.x);
    double sweep = atan2(-y - centre.y, -x - centre.x) - start;
    sweep += arc->is_sweep ? (sweep < 0 ? 2 * G_PI : 0) : (sweep > 0 ? -2 * G_PI : 0);
    put_pieces(outline, &e, start, sweep);
}

/* --- path data, section 8.3 ------------------------------------------------------------------- */

struct pen {
    struct svg_outline *outline;
    const char *p;
    struct point at, start;
    struct point control; /* of the curve before */
    char before;          /* its command, in lower case; 0: none */
    bool has_start;       /* a subpath is open */
};

static bool read_numbers(struct pen *pen, double *numbers, size_t n) {
    for (size_t i = 0; i < n; i++) {
        svg_skip_separator(&pen->p);
        if (!svg_read_number(&pen->p, &numbers[i])) {
            return false;
        }
    }
    return true;
}

/* Flags need nothing between them: "a1 1 0 0110 0". */
static bool read_flag(struct pen *pen, bool *ret) {
    svg_skip_separator(&pen->p);
    if (*pen->p != '0' && *pen->p != '1') {
        return false;
    }
    *ret = *pen->p++ == '1';
    return true;
}

static void begin_subpath(struct pen *pen) {
    if (!pen->has_start) {
        svg_outline_move(pen->outline, pen->at.x, pen->at.y);
        pen->has_start = true;
    }
}

static void move_to(struct pen *pen, struct point to) {
    svg_outline_move(pen->outline, to.x, to.y);
    pen->at = pen->start = to;
    pen->has_start = true;
}

static void line_to(struct pen *pen, struct point to) {
    begin_subpath(pen);
    svg_outline_line(pen->outline, to.x, to.y);
    pen->at = to;
}

static void curve_to(struct pen *pen, struct point a, struct point b, struct point to) {
    begin_subpath(pen);
    add_curve(pen->outline, a, b, to);
    pen->control = b;
    pen->at = to;
}

static struct point between(struct point a, struct point b, double share) {
    return (struct point){a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share};
}

/* A quadratic curve as the cubic one that it is. */
static void quadratic_to(struct pen *pen, struct point control, struct point to) {
    curve_to(pen, between(pen->at, control, 2.0 / 3), between(to, control, 2.0 / 3), to);
    pen->control = control;
}

/* The control point of the curve before, mirrored; where that was no curve, the pen's place. */
static struct point mirrored(const struct pen *pen, const char *curves) {
    if (pen->before == 0 || !strchr(curves, pen->before)) {
        return pen->at;
    }
    return (struct point){2 * pen->at.x - pen->control.x, 2 * pen->at.y - pen->control.y};
}

static bool read_arc(struct pen *pen, struct point base) {
    struct svg_arc arc = {.from = pen->at};
    double radii[3], to[2];
    if (!read_numbers(pen, radii, 3) || !read_flag(pen, &arc.is_large) ||
        !read_flag(pen, &arc.is_sweep) || !read_numbers(pen, to, 2)) {
        return false;
    }
    arc.rx = radii[0];
    arc.ry = radii[1];
    arc.rotation_degrees = radii[2];
    arc.to = (struct point){base.x + to[0], base.y + to[1]};
    begin_subpath(pen);
    svg_outline_arc(pen->outline, &arc);
    pen->at = arc.to;
    return true;
}

/* One use of a command, with its numbers; @base: what relative ones count from. */
static bool run_command(struct pen *pen, char command, struct point base) {
    static const char with_numbers[] = "mlhvcsqt";
    static const size_t counts[] = {2, 2, 1, 1, 6, 4, 4, 2};
    const char *found = strchr(with_numbers, command);
    double v[6] = {0};
    if (command == 'a') {
        return read_arc(pen, base);
    }
    if (!found || !read_numbers(pen, v, counts[found - with_numbers])) {
        return false;
    }
    struct point p[3];
    for (size_t i = 0; i < G_N_ELEMENTS(p); i++) {
        p[i] = (struct point){base.x + v[2 * i], base.y + v[2 * i + 1]};
    }
    switch (command) {
    case 'm': move_to(pen, p[0]); return true;
    case 'l': line_to(pen, p[0]); return true;
    case 'h': line_to(pen, (struct point){p[0].x, pen->at.y}); return true;
    case 'v': line_to(pen, (struct point){pen->at.x, base.y + v[0]}); return true;
    case 'c': curve_to(pen, p[0], p[1], p[2]); return true;
    case 's': curve_to(pen, mirrored(pen, "cs"), p[0], p[1]); return true;
    case 'q': quadratic_to(pen, p[0], p[1]); return true;
    case 't': quadratic_to(pen, mirrored(pen, "qt"), p[0]); return true;
    default: return false;
    }
}

static void close_path(struct pen *pen) {
    if (pen->has_start) {
        svg_outline_close(pen->outline);
    }
    pen->at = pen->start;
    pen->has_start = false;
    pen->before = 'z';
}

void svg_outline_path(struct svg_outline *outline, const char *data) {
    struct pen pen = {.outline = outline, .p = data};
    char letter = 0;
    for (;;) {
        svg_skip_separator(&pen.p);
        if (g_ascii_isalpha(*pen.p)) {
            letter = *pen.p++;
        } else if (*pen.p == '\0' || letter == 0 || letter == 'z' || letter == 'Z') {
            return;
        }
        bool is_relative = g_ascii_islower(letter), is_first = outline->n == 0;
        char command = g_ascii_tolower(letter);
        if (is_first && command != 'm') {
            return;
        }
        if (command == 'z') {
            close_path(&pen);
            continue;
        }
        if (!run_command(&pen, command, is_relative ? pen.at : (struct point){0, 0})) {
            return;
        }
        pen.before = command;
        /* What follows the first pair of a move is drawn: section 8.3.2. */
        letter = letter == 'm' ? 'l' : letter == 'M' ? 'L' : letter;
    }
}
