#include "paint_sample.h"
#include "svg_priv.h"

#include <math.h>

/* SVG files as shapes: what is read, what is left to pixels, what is refused. */

#define SVG(inside)                                                                                \
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 100 50\">" inside "</svg>"

/* As "f #RRGGBB M 0,0 L 10,0 Z"; a shape a line. The view is 1000 by 500 units. */
static void put_shape(GString *out, const struct vector_shape *shape) {
    const struct path *path = &shape->path;
    const struct rgb16 colours[] = {path->fill, path->stroke};
    for (int i = 0; i < 2; i++) {
        if (i == 0 ? path->has_fill : path->has_stroke) {
            struct rgb c = rgb_from_rgb16(colours[i]);
            g_string_append_printf(out, "%s%02X%02X%02X ",
                                   i                    ? "s"
                                   : shape->is_even_odd ? "e"
                                                        : "f",
                                   (unsigned)(c.r * 255 + 0.5), (unsigned)(c.g * 255 + 0.5),
                                   (unsigned)(c.b * 255 + 0.5));
        }
    }
    if (path->has_stroke) {
        g_string_append_printf(out, "%d%s ", (int)round(path->stroke_pt),
                               path->dash_pt[1] > 0 ? "-" : "");
    }
    for (size_t i = 0; i < path->n_steps; i++) {
        const struct path_step *step = &path->steps[i];
        int n = step->verb == PATH_CLOSE ? 0 : step->verb == PATH_CURVE ? 3 : 1;
        g_string_append_c(out, "MLCZ"[step->verb]);
        for (int k = 0; k < n; k++) {
            g_string_append_printf(out, "%s%d,%d", k ? " " : "", (int)round(step->p[k].x),
                                   (int)round(step->p[k].y));
        }
    }
    g_string_append_c(out, '\n');
}

static char *shapes_of(const char *file) {
    g_autoptr(Arena) arena = arena_new();
    struct svg_picture picture = {0};
    const char *problem = svg_read(arena, str_from(file), &picture);
    if (problem || picture.beyond) {
        return g_strdup_printf(
            "%s %s\n", problem ? "refused:" : "beyond:", problem ? problem : picture.beyond);
    }
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < picture.vector->n_shapes; i++) {
        put_shape(out, &picture.vector->shapes[i]);
    }
    return g_string_free(out, FALSE);
}

static const struct {
    const char *file, *wanted;
} readings[] = {
    /* shapes */
    {SVG("<rect x='1' y='2' width='3' height='4'/>"), "f000000 M10,20L40,20L40,60L10,60Z\n"},
    {SVG("<rect width='10%' height='50%'/>"), "f000000 M0,0L100,0L100,250L0,250Z\n"},
    {SVG("<rect width='1in' height='1pt' rx='0'/>"), "f000000 M0,0L960,0L960,13L0,13Z\n"},
    {SVG("<rect width='0' height='5'/>"), ""},
    {SVG("<circle cx='5' cy='5' r='2'/>"),
     "f000000 M70,50C70,61 61,70 50,70C39,70 30,61 30,50C30,39 39,30 50,30C61,30 70,39 70,50Z\n"},
    {SVG("<line x2='5' y2='6' stroke='red'/>"), "f000000 sFF0000 10 M0,0L50,60\n"},
    {SVG("<polyline points='1,1 2 2,3-3'/>"), "f000000 M10,10L20,20L30,-30\n"},
    {SVG("<polygon points='1,1 2,2 3'/>"), "f000000 M10,10L20,20Z\n"},
    /* path data */
    {SVG("<path d='M1 1h2v2H1z'/>"), "f000000 M10,10L30,10L30,30L10,30Z\n"},
    {SVG("<path d='m1,1 1,1 1-1'/>"), "f000000 M10,10L20,20L30,10\n"},
    {SVG("<path d='M1 1L2 2zl1 0'/>"), "f000000 M10,10L20,20ZM10,10L20,10\n"},
    {SVG("<path d='M0 0c1 1 2 1 3 0s2-1 3 0'/>"),
     "f000000 M0,0C10,10 20,10 30,0C40,-10 50,-10 60,0\n"},
    {SVG("<path d='M0 0S1 1 2 2'/>"), "f000000 M0,0C0,0 10,10 20,20\n"},
    {SVG("<path d='M0 0q3 3 6 0t6 0'/>"), "f000000 M0,0C20,20 40,20 60,0C80,-20 100,-20 120,0\n"},
    {SVG("<path d='M0 5a5 5 0 0110 0'/>"), "f000000 M0,50C0,22 22,0 50,0C78,0 100,22 100,50\n"},
    {SVG("<path d='M0 5A1 1 0 0 0 10 5'/>"),
     "f000000 M0,50C0,78 22,100 50,100C78,100 100,78 100,50\n"},
    {SVG("<path d='M0 5A0 1 0 0 0 10 5'/>"), "f000000 M0,50L100,50\n"},
    {SVG("<path d='M.5.5L1.5e0-1'/>"), "f000000 M5,5L15,-10\n"},
    {SVG("<path d='L5 5'/>"), ""},
    {SVG("<path d='M0 0L5 5 X 7 7'/>"), "f000000 M0,0L50,50\n"},
    {SVG("<path d='M0 0L5 5L1e300 1'/>"), "f000000 M0,0L50,50\n"},
    {SVG("<path d='M0 0L0x10 5'/>"), ""},
    /* places */
    {SVG("<g transform='translate(1 2) scale(2)'><path d='M0 0H1'/></g>"),
     "f000000 M10,20L30,20\n"},
    {SVG("<path transform='rotate(90,1,1)' d='M1 0V1'/>"), "f000000 M20,10L10,10\n"},
    {SVG("<path transform='matrix(1,0,0,1,3,4)' d='M0 0H1'/>"), "f000000 M30,40L40,40\n"},
    {SVG("<defs><path id='a' d='M0 0H1'/></defs><use href='#a' x='2' fill='red'/>"),
     "fFF0000 M20,0L30,0\n"},
    {SVG("<use href='#nothing'/>"), ""},
    {"<svg xmlns='http://www.w3.org/2000/svg' width='50' height='50' viewBox='10 10 10 5'>"
     "<path d='M10 10h10'/></svg>",
     "f000000 M0,250L1000,250\n"},
    /* styles */
    {SVG("<g fill='#0B5FA5'><path d='M0 0H1' stroke='currentColor' color='rgb(0,50%,255)'/></g>"),
     "f0B5FA5 s0080FF 10 M0,0L10,0\n"},
    {SVG("<style>/* x */ path{fill:red} .a{fill:lime!important} #b{fill:blue}</style>"
         "<path d='M0 0H1'/><path class='x a' d='M0 0H1'/><path id='b' class='a' d='M0 0H1'/>"),
     "fFF0000 M0,0L10,0\nf00FF00 M0,0L10,0\nf0000FF M0,0L10,0\n"},
    {SVG("<path fill='red' style='fill:NONE;fill:none; stroke:#12345678' d='M0 0H1'/>"),
     "beyond: colours of another kind\n"},
    {SVG("<path fill-rule='evenodd' d='M0 0H1' style='stroke:teal;stroke-width:2px;"
         "stroke-dasharray:3,1'/>"),
     "e000000 s008080 20- M0,0L10,0\n"},
    {SVG("<path d='M0 0H1' fill-opacity='0' stroke-width='0' stroke='red'/>"), ""},
    {SVG("<g display='none'><text>x</text></g><g opacity='0'><path d='M0 0H1'/></g>"), ""},
    {SVG("<clipPath id='c'><rect width='100' height='50'/></clipPath>"
         "<g clip-path='url(#c)'><path d='M0 0H1'/></g>"),
     "f000000 M0,0L10,0\n"},
    {SVG("<x:path xmlns:x='y' d='M0 0H1'><path d='M0 0H1'/></x:path><script>alert(1)</script>"),
     ""},
    /* what needs pixels */
    {SVG("<linearGradient id='g'/><path d='M0 0H1'/>"), "f000000 M0,0L10,0\n"},
    {SVG("<linearGradient id='g'/><path d='M0 0H1' fill='url(#g)'/>"),
     "beyond: gradients or patterns\n"},
    {SVG("<g opacity='.5'><path d='M0 0H1'/></g>"), "beyond: transparency\n"},
    {SVG("<path d='M0 0H1' fill='rgba(0,0,0,.5)'/>"), "beyond: transparency\n"},
    {SVG("<text>x</text>"), "beyond: text\n"},
    {SVG("<g filter='url(#f)'><path d='M0 0H1'/></g>"), "beyond: filters\n"},
    {SVG("<clipPath id='c'><circle r='5'/></clipPath><g clip-path='url(#c)'/>"), "beyond: clips\n"},
    {SVG("<path d='M0 0H1' stroke='red' transform='scale(1 2)'/>"),
     "beyond: strokes that are wider in one direction\n"},
    {SVG("<style>g > path{fill:red}</style><path d='M0 0H1'/>"),
     "beyond: rules of style that pick by more than a name\n"},
    {SVG("<g id='a'><use href='#a'/></g>"),
     "beyond: more groups and uses than are worth following\n"},
    /* what is no picture */
    {"<html><svg/></html>", "refused: is neither a PNG, a JPEG nor an SVG image\n"},
    {SVG("<g>"), "refused: is broken as XML\n"},
    {"<svg xmlns='http://www.w3.org/2000/svg'/>",
     "refused: is an SVG image that says no size to show it at\n"},
    {"<svg width='1e300' height='5'/>",
     "refused: is an SVG image that says no size to show it at\n"},
    {"<svg width='5' height='5'>&lol;</svg>", "refused: is broken as XML\n"},
    {"<!DOCTYPE svg [<!ENTITY a \"b\">]><svg width='5' height='5'>&a;</svg>",
     "refused: declares entities of its own, which are not expanded\n"},
    {"<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/svg11.dtd\">"
     "<svg width='5' height='5'/>",
     ""},
};

static void test_readings(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(readings); i++) {
        g_autofree char *got = shapes_of(readings[i].file);
        if (strcmp(got, readings[i].wanted) != 0) {
            fail_msg("%s\ngot    %swanted %s", readings[i].file, got, readings[i].wanted);
        }
    }
}

static void test_references(void **state) {
    static const struct {
        const char *inside, *outside;
    } rows[] = {
        {"<image href='file:///etc/passwd'/>", "file:///etc/passwd"},
        {"<use href='other.svg#a'/>", "other.svg#a"},
        {"<path style='fill:url( \"http://example.com/#g\" )'/>", "http://example.com/#g"},
        {"<style>@import 'x.css';</style>", "@import 'x.css'"},
        {"<a href='https://example.com/'><path fill='url(#g)'/></a>", NULL},
        {"<image href='data:image/png;base64,AA=='/>", NULL},
    };
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(Arena) arena = arena_new();
        struct svg_picture picture = {0};
        g_autofree char *file =
            g_strdup_printf("<svg width='5' height='5'>%s</svg>", rows[i].inside);
        assert_null(svg_read(arena, str_from(file), &picture));
        if (g_strcmp0(picture.outside, rows[i].outside) != 0) {
            fail_msg("%s: %s", rows[i].inside, picture.outside ? picture.outside : "nothing");
        }
    }
}

/* --- hostile files ---------------------------------------------------------------------------- */

static GString *repeated(GString *out, const char *text, size_t n) {
    for (size_t i = 0; i < n; i++) {
        g_string_append(out, text);
    }
    return out;
}

static char *shapes_of_repeated(const char *begin, const char *middle, size_t n, const char *end) {
    g_autoptr(GString) file = g_string_new("<svg width='5' height='5'>");
    g_string_append(file, begin);
    repeated(file, middle, n);
    g_string_append(file, end);
    g_string_append(file, "</svg>");
    return shapes_of(file->str);
}

static void test_limits(void **state) {
    (void)state;
    g_autofree char *many = shapes_of_repeated("", "<g/>", 60000, "");
    sample_must_contain(many, "refused: has more elements");
    g_autofree char *deep = shapes_of_repeated("", "<g>", 100000, "");
    sample_must_contain(deep, "refused: nests its elements deeper");
    g_autofree char *long_path = shapes_of_repeated("<path d='M0 0", "L1.25 2.50", 100000, "'/>");
    sample_must_contain(long_path, "f000000 M0,0L250,500"); /* a megabyte */
    g_autofree char *longer = shapes_of_repeated("<path d='M0 0", "L1 2", 600000, "'/>");
    sample_must_contain(longer, "beyond: more shapes");
    g_autofree char *rules = shapes_of_repeated("<style>", ".a{fill:red}", 3000, "</style>");
    sample_must_contain(rules, "beyond: rules of style");
    g_autofree char *number = shapes_of_repeated("<path d='M", "9", 100000, " 5L5 5'/>");
    assert_string_equal(number, "");
}

/* Ten uses of ten uses of ten ... */
static void test_multiplied(void **state) {
    (void)state;
    g_autoptr(GString) file = g_string_new("<svg width='5' height='5'><path id='a0' d='M0 0H1'/>");
    for (int i = 0; i < 12; i++) {
        g_string_append_printf(file, "<g id='a%d'>", i + 1);
        for (int k = 0; k < 10; k++) {
            g_string_append_printf(file, "<use href='#a%d'/>", i);
        }
        g_string_append(file, "</g>");
    }
    g_string_append(file, "</svg>");
    g_autofree char *got = shapes_of(file->str);
    sample_must_contain(got, "refused: multiplies its elements");
}

/* A use of a use of a use ...: it draws one thing, and is no depth for a stack to follow. */
static void test_chained(void **state) {
    (void)state;
    g_autoptr(GString) file = g_string_new("<svg width='5' height='5'><path id='a0' d='M0 0H1'/>");
    for (int i = 0; i < 40000; i++) {
        g_string_append_printf(file, "<use id='a%d' href='#a%d'/>", i + 1, i);
    }
    g_string_append(file, "</svg>");
    g_autofree char *got = shapes_of(file->str);
    sample_must_contain(got, "refused: multiplies its elements");
}

/* --- painted ---------------------------------------------------------------------------------- */

static const char LOGO[] =
    SVG("<rect width='50' height='50' fill='red'/><circle cx='75' cy='25' r='20' fill='none' "
        "stroke='blue' stroke-width='10'/><path d='M-50 40h500' stroke='#00FF00'/>");

static int add_svg(struct sample *s, const char *file, size_t n_warnings) {
    struct diags diags = {0};
    GBytes *bytes = g_bytes_new(file, strlen(file));
    int index = (int)s->display.n_images++;
    bool is_opened = paint_image_open(s->arena, bytes, "x.svg", NULL, (struct span){0}, &diags,
                                      &s->images[index]);
    if (!is_opened || diags.n != n_warnings) {
        fail_msg("%s: %s", file, diags.n > 0 ? diags.items[0].message : "opened");
    }
    g_bytes_ref(s->images[index].data); /* sample_clear() takes one of each image */
    if (s->images[index].format == IMAGE_VECTOR) {
        g_bytes_unref(bytes);
    } else {
        arena_defer(s->arena, (void (*)(void *))g_bytes_unref, bytes);
    }
    diags_clear(&diags);
    return index;
}

static void place(struct sample *s, struct page *page, int image, struct rect rect) {
    struct op *op = page_add_op(s->arena, page, OP_IMAGE, 1);
    op->image.image = image;
    op->image.rect = rect;
}

static struct page *begin_sample(struct sample *s) {
    sample_init(s);
    int figure = sample_tag(s, TAG_FIGURE, sample_tag(s, TAG_DOCUMENT, -1));
    s->display.tags[figure].alt = "A logo";
    struct page *page = sample_page(s);
    page->width_pt = page->height_pt = 200;
    return page;
}

/* The page as poppler draws it, 3 bytes a pixel. */
static uint8_t *look(void) {
    char *bytes;
    gsize n;
    sample_must_accept(SAMPLE_ARGV("qpdf", "--check", "svg.pdf"));
    sample_must_accept(SAMPLE_ARGV("pdftoppm", "-r", "72", "-singlefile", "svg.pdf", "svg"));
    assert_true(g_file_get_contents("svg.ppm", &bytes, &n, NULL));
    uint8_t *pixels = g_memdup2(bytes + n - 200 * 200 * 3, 200 * 200 * 3);
    g_free(bytes);
    return pixels;
}

static void must_be(const uint8_t *pixels, int x, int y, uint32_t rgb) {
    const uint8_t *p = pixels + (y * 200 + x) * 3;
    uint32_t got = (uint32_t)p[0] << 16 | (uint32_t)p[1] << 8 | p[2];
    if (got != rgb) {
        fail_msg("%d,%d: got %06X, wanted %06X", x, y, got, rgb);
    }
}

static void test_painted(void **state) {
    struct sample s;
    struct page *page = begin_sample(&s);
    int logo = add_svg(&s, LOGO, 0);
    (void)state;
    place(&s, page, logo, (struct rect){20, 20, 100, 50});
    place(&s, page, logo, (struct rect){0, 150, 60, 30});
    sample_paint_file(&s, "svg.pdf");
    sample_clear(&s);
    g_autofree uint8_t *pixels = look();
    must_be(pixels, 40, 40, 0xFF0000);
    must_be(pixels, 95, 45, 0xFFFFFF);  /* inside the ring */
    must_be(pixels, 115, 45, 0x0000FF); /* the ring */
    must_be(pixels, 10, 45, 0xFFFFFF);
    must_be(pixels, 10, 160, 0xFF0000);
    must_be(pixels, 130, 60, 0xFFFFFF); /* the line is clipped */
    g_autofree char *objects = sample_objects("svg.pdf");
    const char *form = strstr(objects, "/Subtype/Form");
    assert_non_null(form);
    assert_null(strstr(form + 1, "/Subtype/Form")); /* once, however often it is shown */
    assert_null(strstr(objects, "/Interpolate"));
}

static void test_pixels(void **state) {
    struct sample s;
    struct page *page = begin_sample(&s);
    (void)state;
    int logo = add_svg(&s,
                       SVG("<rect width='50' height='50' fill='red'/>"
                           "<rect x='50' width='50' height='50' fill='blue' opacity='0.5'/>"),
                       1);
    assert_int_equal(s.images[logo].format, IMAGE_PNG);
    place(&s, page, logo, (struct rect){20, 20, 100, 50});
    sample_paint_file(&s, "svg.pdf");
    sample_clear(&s);
    g_autofree uint8_t *pixels = look();
    must_be(pixels, 130, 40, 0xFFFFFF);
    const uint8_t *full = pixels + (40 * 200 + 40) * 3, *half = pixels + (45 * 200 + 100) * 3;
    assert_in_range(full[0], 253, 255); /* scaled down by the reader */
    assert_in_range(full[1], 0, 2);
    assert_in_range(half[0], 120, 135);
    assert_in_range(half[2], 253, 255);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/paint/svg/shapes, paths, places and styles", test_readings, NULL, NULL, NULL},
        {"/paint/svg/references out of the file are told", test_references, NULL, NULL, NULL},
        {"/paint/svg/files that would grow are limited", test_limits, NULL, NULL, NULL},
        {"/paint/svg/uses of uses are counted", test_multiplied, NULL, NULL, NULL},
        {"/paint/svg/uses in a row are no depth", test_chained, NULL, NULL, NULL},
        {"/paint/svg/a form that is written once", test_painted, NULL, NULL, NULL},
        {"/paint/svg/pixels for what shapes cannot show", test_pixels, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
