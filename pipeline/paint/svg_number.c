#include "svg_priv.h"

#include <math.h>
#include <string.h>

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static void skip_space(const char **p) {
    while (is_space(**p)) {
        ++*p;
    }
}

void svg_skip_separator(const char **p) {
    skip_space(p);
    if (**p == ',') {
        ++*p;
        skip_space(p);
    }
}

/* Where the number at @p ends: sign, digits, point, exponent; @p: there is none. */
static const char *number_end(const char *p) {
    const char *at = p + (*p == '+' || *p == '-');
    size_t n_digits = strspn(at, "0123456789");
    at += n_digits;
    if (*at == '.') {
        size_t n_part = strspn(at + 1, "0123456789");
        n_digits += n_part;
        at += n_part > 0 || n_digits > 0 ? n_part + 1 : 0;
    }
    if (n_digits == 0) {
        return p;
    }
    if (*at == 'e' || *at == 'E') {
        const char *power = at + 1 + (at[1] == '+' || at[1] == '-');
        size_t n_power = strspn(power, "0123456789");
        at = n_power > 0 ? power + n_power : at; /* "1em" has no exponent */
    }
    return at;
}

bool svg_read_number(const char **p, double *ret) {
    const char *end = number_end(*p);
    if (end == *p) {
        return false;
    }
    char *stop; /* elsewhere for hexadecimal digits, which C reads and SVG does not have */
    double value = g_ascii_strtod(*p, &stop);
    if (stop != end || !(fabs(value) <= SVG_NUMBER_MAX)) {
        return false;
    }
    *ret = value;
    *p = end;
    return true;
}

bool svg_read_length(const char *text, double whole, double *ret) {
    static const struct {
        const char *name;
        double px;
    } units[] = {
        {"", 1},    {"px", 1},         {"pt", 96 / 72.0}, {"pc", 16},
        {"in", 96}, {"mm", 96 / 25.4}, {"cm", 96 / 2.54},
    };
    double value;
    skip_space(&text);
    if (!svg_read_number(&text, &value)) {
        return false;
    }
    struct str unit = str_trim(str_from(text));
    if (str_is(unit, "%")) {
        *ret = value * whole / 100;
        return true;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
        if (str_is(unit, units[i].name)) {
            *ret = value * units[i].px;
            return true;
        }
    }
    return false;
}

/* --- transforms, section 7.6 ------------------------------------------------------------------ */

struct svg_matrix svg_matrix_multiply(struct svg_matrix outer, struct svg_matrix inner) {
    return (struct svg_matrix){
        outer.a * inner.a + outer.c * inner.b,
        outer.b * inner.a + outer.d * inner.b,
        outer.a * inner.c + outer.c * inner.d,
        outer.b * inner.c + outer.d * inner.d,
        outer.a * inner.e + outer.c * inner.f + outer.e,
        outer.b * inner.e + outer.d * inner.f + outer.f,
    };
}

static struct svg_matrix rotation(const double *v, size_t n) {
    double angle = v[0] * G_PI / 180, c = cos(angle), s = sin(angle);
    double x = n == 3 ? v[1] : 0, y = n == 3 ? v[2] : 0;
    return (struct svg_matrix){c, s, -s, c, x - c * x + s * y, y - s * x - c * y};
}

/* False: there is no such transform with @n numbers. */
static bool make_transform(struct str name, const double *v, size_t n, struct svg_matrix *ret) {
    if (str_is(name, "matrix") && n == 6) {
        *ret = (struct svg_matrix){v[0], v[1], v[2], v[3], v[4], v[5]};
    } else if (str_is(name, "translate") && (n == 1 || n == 2)) {
        *ret = (struct svg_matrix){1, 0, 0, 1, v[0], n == 2 ? v[1] : 0};
    } else if (str_is(name, "scale") && (n == 1 || n == 2)) {
        *ret = (struct svg_matrix){v[0], 0, 0, n == 2 ? v[1] : v[0], 0, 0};
    } else if (str_is(name, "rotate") && (n == 1 || n == 3)) {
        *ret = rotation(v, n);
    } else if (str_is(name, "skewX") && n == 1) {
        *ret = (struct svg_matrix){1, 0, tan(v[0] * G_PI / 180), 1, 0, 0};
    } else if (str_is(name, "skewY") && n == 1) {
        *ret = (struct svg_matrix){1, tan(v[0] * G_PI / 180), 0, 1, 0, 0};
    } else {
        return false;
    }
    return true;
}

static bool is_letter(char c) {
    return g_ascii_isalpha(c);
}

/* One transform at *p, which then stands behind it. */
static bool read_one(const char **p, struct svg_matrix *ret) {
    struct str name = {*p, 0};
    double numbers[6];
    size_t n = 0;
    while (is_letter(**p)) {
        ++*p;
        name.n++;
    }
    skip_space(p);
    if (**p != '(') {
        return false;
    }
    ++*p;
    skip_space(p);
    while (n < G_N_ELEMENTS(numbers) && svg_read_number(p, &numbers[n])) {
        n++;
        svg_skip_separator(p);
    }
    if (**p != ')') {
        return false;
    }
    ++*p;
    return make_transform(name, numbers, n, ret);
}

bool svg_read_transform(const char *text, struct svg_matrix *ret) {
    struct svg_matrix all = {1, 0, 0, 1, 0, 0};
    skip_space(&text);
    while (*text) {
        struct svg_matrix one;
        if (!read_one(&text, &one)) {
            return false;
        }
        all = svg_matrix_multiply(all, one);
        svg_skip_separator(&text);
    }
    *ret = all;
    return true;
}
