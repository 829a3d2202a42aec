#include "deliver.h"
#include "pipeline_priv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>
#include <glib/gstdio.h>
#include <hb-ot.h>
#include <math.h>
#include <png.h>
#include <stdio.h>
#include <string.h>

/*
 * Two painters judge each other. Of every golden document, as another program reads the PDF: the
 * words stand where the display has them, and each page looks as the painter of pictures draws it.
 *
 * Words: a word of the display is what stands between spaces of a run, and in the runs that touch
 * it. What is shown as a picture or from right to left is judged by its place on the page alone.
 */

/* The PDF rounds a line's place to 0.005 pt and lets a glyph be off by 0.01. */
static const double WORD_TOLERANCE_PT = 0.05;

/*
 * Two programs smooth edges in ways of their own, which evens out over a block of pixels. Two do
 * not: a rule that is thinner than a pixel is one to poppler, and the edges of a filled rectangle
 * are whole pixels to it, which makes each of forty bars a third of a pixel lower. So a page of
 * many rules is looked at again in pixels no wider than they are, one of many bars in pixels that
 * are small beside them. Smoothing makes two and a half times of what is tolerated at most; what is
 * farther apart in large pixels is wrong there, whatever smaller ones show.
 */
enum { BLOCK_PT = 16, DPI_FIRST = 72, DPI_MOST = 4 * DPI_FIRST };
static const double BLOCK_TOLERANCE = 16, MEAN_TOLERANCE = 1; /* of 255 */
static const double SMOOTHING_TIMES = 3;

static const struct date TODAY = {2026, 11, 4};

/* What was wrong; all of it is told before the test fails. */
static size_t n_mistakes;

static G_GNUC_PRINTF(1, 2) void mistake(const char *format, ...) {
    va_list args;
    va_start(args, format);
    n_mistakes++;
    if (n_mistakes <= 40) {
        vprintf(format, args);
    }
    va_end(args);
}

/* --- words of the PDF ------------------------------------------------------------------------- */

struct word {
    double left, top, right, bottom;
    char *text;
};

static void clear_word(void *word) {
    g_free(((struct word *)word)->text);
}

static double attribute(const char *line, const char *name) {
    const char *at = strstr(line, name);
    return at ? g_ascii_strtod(at + strlen(name), NULL) : 0;
}

/* An array of words a page. */
static GPtrArray *read_words(const char *pdf) {
    const char *argv[] = {"pdftotext", "-bbox", "-enc", "UTF-8", pdf, "-", NULL};
    g_autofree char *output = NULL;
    assert_true(g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output,
                             NULL, NULL, NULL));
    GPtrArray *pages = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    g_auto(GStrv) lines = g_strsplit(output, "\n", -1);
    for (size_t i = 0; lines[i]; i++) {
        if (strstr(lines[i], "<page ")) {
            GArray *words = g_array_new(FALSE, FALSE, sizeof(struct word));
            g_array_set_clear_func(words, clear_word);
            g_ptr_array_add(pages, words);
        }
        const char *begin = strstr(lines[i], "<word "), *text = strchr(lines[i], '>');
        if (begin && text && pages->len > 0) {
            struct word word = {attribute(begin, "xMin=\""), attribute(begin, "yMin=\""),
                                attribute(begin, "xMax=\""), attribute(begin, "yMax=\""),
                                g_strndup(text + 1, strcspn(text + 1, "<"))};
            g_array_append_val((GArray *)g_ptr_array_index(pages, pages->len - 1), word);
        }
    }
    return pages;
}

/* --- words of the display --------------------------------------------------------------------- */

struct shown {
    const char *name; /* of the golden */
    size_t page;
    const GArray *words;
    const struct glyph_run *before; /* the run painted before */
    hb_font_t *font;                /* of the run */
};

static hb_font_t *font_of(const struct font_face *face) {
    gsize n;
    const char *bytes = g_bytes_get_data(face->data, &n);
    hb_blob_t *blob = hb_blob_create(bytes, (unsigned)n, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *hb = hb_face_create(blob, face->index);
    hb_font_t *font = hb_font_create(hb);
    hb_face_destroy(hb);
    hb_blob_destroy(blob);
    return font;
}

static bool is_word_byte(struct str text, size_t at) {
    return at < text.n && text.p[at] != ' ' && text.p[at] != '\t';
}

/* Whether the run goes on with the word that the one before it ended with. */
static bool continues(const struct shown *shown, const struct glyph_run *run) {
    const struct glyph_run *before = shown->before;
    return before && before->text.n > 0 && is_word_byte(before->text, before->text.n - 1) &&
           fabs(before->origin.x + before->width_pt - run->origin.x) < run->size_pt / 4 &&
           fabs(before->origin.y - run->origin.y) < run->size_pt;
}

/* A word of the PDF whose left edge is at @x on the line of @y. */
static bool has_left_edge(const struct shown *shown, double x, double y) {
    for (guint i = 0; i < shown->words->len; i++) {
        const struct word *word = &g_array_index(shown->words, struct word, i);
        if (fabs(word->left - x) <= WORD_TOLERANCE_PT && word->top < y && y < word->bottom + 0.5) {
            return true;
        }
    }
    return false;
}

static bool has_right_edge(const struct shown *shown, double x, double y) {
    for (guint i = 0; i < shown->words->len; i++) {
        const struct word *word = &g_array_index(shown->words, struct word, i);
        if (fabs(word->right - x) <= WORD_TOLERANCE_PT && word->top < y && y < word->bottom + 0.5) {
            return true;
        }
    }
    return false;
}

static const struct glyph *glyph_at(const struct glyph_run *run, size_t byte) {
    for (unsigned i = 0; i < run->n_glyphs; i++) {
        if (run->glyphs[i].cluster == byte) {
            return &run->glyphs[i];
        }
    }
    return NULL;
}

/* The glyph that shows the text before @byte. */
static const struct glyph *glyph_before(const struct glyph_run *run, size_t byte) {
    const struct glyph *last = NULL;
    for (unsigned i = 0; i < run->n_glyphs; i++) {
        last = run->glyphs[i].cluster < byte ? &run->glyphs[i] : last;
    }
    return last;
}

static void judge_word(const struct shown *shown, const struct glyph_run *run, size_t begin,
                       size_t end, bool has_start, bool has_end) {
    const struct glyph *first = glyph_at(run, begin), *last = glyph_before(run, end);
    double x = first ? run->origin.x + (double)first->x_pt : 0, y = run->origin.y;
    struct str text = str_slice(run->text, begin, end);
    if (first && has_start && !has_left_edge(shown, x, y)) {
        mistake("%s: page %zu: no word begins at %.2f,%.2f: \"" STR_FMT "\"\n", shown->name,
                shown->page, x, y, STR_ARG(text));
    }
    if (!last || !has_end) {
        return;
    }
    double upem = hb_face_get_upem(hb_font_get_face(shown->font));
    x = run->origin.x + (double)last->x_pt +
        hb_font_get_glyph_h_advance(shown->font, last->id) * run->size_pt / upem;
    if (!has_right_edge(shown, x, y)) {
        mistake("%s: page %zu: no word ends at %.2f,%.2f: \"" STR_FMT "\"\n", shown->name,
                shown->page, x, y, STR_ARG(text));
    }
}

static size_t judge_run(struct shown *shown, const struct glyph_run *run,
                        const struct glyph_run *next) {
    size_t n_words = 0;
    struct shown after = *shown;
    after.before = run;
    for (size_t at = 0; at < run->text.n;) {
        size_t end = at;
        while (is_word_byte(run->text, end)) {
            end++;
        }
        if (end > at) {
            bool has_start = at > 0 || !continues(shown, run);
            bool has_end = end < run->text.n || !next || !continues(&after, next);
            judge_word(shown, run, at, end, has_start, has_end);
            n_words++;
        }
        at = end + 1;
    }
    return n_words;
}

/* Runs whose words poppler leaves as they stand. */
static bool is_judged(const struct op *op) {
    if (op->kind != OP_GLYPHS || op->glyphs.is_rtl || op->glyphs.n_glyphs == 0) {
        return false;
    }
    const struct str *text = &op->glyphs.text;
    for (const char *p = text->p; p < text->p + text->n; p = g_utf8_next_char(p)) {
        if (g_utf8_get_char(p) >= 0x250) { /* beyond the Latin letters words have other ends */
            return false;
        }
    }
    return true;
}

static size_t judge_words(const char *name, const struct display *display, const char *pdf) {
    g_autoptr(GPtrArray) pages = read_words(pdf);
    size_t n_words = 0;
    if (pages->len != display->n_pages) {
        mistake("%s: %zu pages, poppler has %u\n", name, display->n_pages, pages->len);
        return 0;
    }
    hb_font_t **fonts = g_new0(hb_font_t *, display->n_fonts);
    for (size_t page = 0; page < display->n_pages; page++) {
        const struct page *from = &display->pages[page];
        struct shown shown = {
            .name = name, .page = page + 1, .words = g_ptr_array_index(pages, page)};
        for (size_t i = 0; i < from->n_ops; i++) {
            const struct op *op = &from->ops[i];
            size_t next = i + 1;
            while (next < from->n_ops && from->ops[next].kind == OP_LINK) {
                next++;
            }
            bool has_next = next < from->n_ops && from->ops[next].kind == OP_GLYPHS;
            if (is_judged(op)) {
                int font = op->glyphs.font;
                shown.font = fonts[font] =
                    fonts[font] ? fonts[font] : font_of(&display->fonts[font]);
                n_words +=
                    judge_run(&shown, &op->glyphs, has_next ? &from->ops[next].glyphs : NULL);
            }
            shown.before = op->kind == OP_GLYPHS ? &op->glyphs
                           : op->kind == OP_LINK ? shown.before
                                                 : NULL;
        }
    }
    for (size_t i = 0; i < display->n_fonts; i++) {
        hb_font_destroy(fonts[i]);
    }
    g_free(fonts);
    return n_words;
}

/* --- pictures --------------------------------------------------------------------------------- */

struct picture_px {
    int width, height;
    uint8_t *rgb;
};

static struct picture_px decode(const void *bytes, size_t n) {
    png_image png = {.version = PNG_IMAGE_VERSION};
    static const png_color white = {255, 255, 255};
    assert_true(png_image_begin_read_from_memory(&png, bytes, n));
    png.format = PNG_FORMAT_RGB;
    struct picture_px picture = {(int)png.width, (int)png.height, g_malloc(PNG_IMAGE_SIZE(png))};
    assert_true(png_image_finish_read(&png, &white, picture.rgb, 0, NULL));
    return picture;
}

static struct picture_px poppler_page(const char *pdf, size_t page, int dpi) {
    g_autofree char *number = g_strdup_printf("%zu", page);
    g_autofree char *resolution = g_strdup_printf("%d", dpi);
    g_autofree char *root = g_strdup("painters-poppler");
    const char *argv[] = {"pdftoppm", "-png", "-r",          resolution, "-f", number,
                          "-l",       number, "-singlefile", pdf,        root, NULL};
    char *bytes = NULL;
    gsize n = 0;
    assert_true(g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL,
                             NULL, NULL));
    assert_true(g_file_get_contents("painters-poppler.png", &bytes, &n, NULL));
    struct picture_px picture = decode(bytes, n);
    g_free(bytes);
    return picture;
}

/* The mean of a block's pixels, and of its channels. */
static double block_mean(const struct picture_px *p, int x, int y, int block_px) {
    double sum = 0;
    int n = 0;
    for (int row = y; row < MIN(y + block_px, p->height); row++) {
        for (int column = x; column < MIN(x + block_px, p->width); column++) {
            const uint8_t *rgb = p->rgb + 3 * (row * p->width + column);
            sum += (rgb[0] + rgb[1] + rgb[2]) / 3.0;
            n++;
        }
    }
    return sum / n;
}

/* How far two pictures are apart, of 255. */
struct distance {
    double mean, worst;
    int x, y; /* of the worst block */
};

static bool is_within(const struct distance *distance, double times) {
    return distance->worst <= BLOCK_TOLERANCE * times && distance->mean <= MEAN_TOLERANCE * times;
}

static struct distance compare_pictures(const struct picture_px *ours,
                                        const struct picture_px *theirs, int block_px) {
    struct distance result = {0};
    int n = 0;
    for (int y = 0; y + block_px <= MIN(ours->height, theirs->height); y += block_px) {
        for (int x = 0; x + block_px <= MIN(ours->width, theirs->width); x += block_px) {
            double difference =
                fabs(block_mean(ours, x, y, block_px) - block_mean(theirs, x, y, block_px));
            result.mean += difference;
            n++;
            if (difference > result.worst) {
                result.worst = difference;
                result.x = x;
                result.y = y;
            }
        }
    }
    result.mean /= MAX(n, 1);
    return result;
}

/* False: the pictures are of different sizes. */
static bool look_at(const struct display *page, size_t number, const char *pdf, int dpi,
                    struct distance *ret) {
    struct diags diags = {0};
    const struct painter *png = paint_open("png", &diags);
    GBytes *bytes = NULL;
    const struct paint_options options = {.dpi = dpi};
    assert_non_null(png);
    assert_true(paint_display(png, page, &options, &diags, &bytes));
    gsize n;
    const void *data = g_bytes_get_data(bytes, &n);
    struct picture_px ours = decode(data, n), theirs = poppler_page(pdf, number, dpi);
    bool is_same_size =
        abs(ours.width - theirs.width) <= 1 && abs(ours.height - theirs.height) <= 1;
    *ret = compare_pictures(&ours, &theirs, BLOCK_PT * dpi / DPI_FIRST);
    g_free(ours.rgb);
    g_free(theirs.rgb);
    g_bytes_unref(bytes);
    diags_clear(&diags);
    return is_same_size;
}

static void judge_pictures(const char *name, const struct display *display, const char *pdf,
                           double *worst) {
    for (size_t page = 0; page < display->n_pages; page++) {
        struct display one = *display;
        struct distance distance;
        one.pages = &display->pages[page];
        one.n_pages = 1;
        int dpi = DPI_FIRST;
        bool is_same_size = look_at(&one, page + 1, pdf, dpi, &distance);
        while (is_same_size && is_within(&distance, SMOOTHING_TIMES) && !is_within(&distance, 1) &&
               dpi < DPI_MOST) {
            dpi *= 2;
            is_same_size = look_at(&one, page + 1, pdf, dpi, &distance);
        }
        worst[0] = fmax(worst[0], distance.worst);
        worst[1] = fmax(worst[1], distance.mean);
        if (!is_same_size || !is_within(&distance, 1)) {
            mistake("%s: page %zu: %sblocks differ by %.2f in the mean and %.1f at %d,%d\n", name,
                    page + 1, is_same_size ? "" : "another size, ", distance.mean, distance.worst,
                    distance.x, distance.y);
        }
    }
}

/* --- documents -------------------------------------------------------------------------------- */

struct totals {
    size_t n_documents, n_pages, n_words;
    double worst[2];
};

static void judge_document(const char *folder, const char *name, struct totals *totals) {
    g_autofree char *input = g_build_filename(folder, name, "input.md", NULL);
    g_autofree char *data = g_build_filename(folder, name, "data.yaml", NULL);
    g_autofree char *absolute = g_build_filename(folder, name, NULL);
    g_autoptr(Arena) arena = arena_new();
    g_auto(GStrv) environment = g_get_environ();
    struct diags diags = {0};
    World *world = world_new((const char *const *)environment, absolute);
    world_set_today(world, TODAY);
    world_find_installation(world, "test_painters", &diags);
    world_allow(world, absolute);
    const struct session_options options = {0};
    Session *session = session_new(world, &options);
    const struct job job = {
        .file = input,
        .data = g_file_test(data, G_FILE_TEST_EXISTS) ? data : NULL,
        .painter = "pdf",
    };
    g_autoptr(GPtrArray) paths = g_ptr_array_new();
    struct run run = {
        .arena = arena, .session = session, .job = &job, .diags = &diags, .paths = paths};
    if (g_file_test(input, G_FILE_TEST_EXISTS) && run_make(&run)) {
        gsize n;
        const char *bytes = g_bytes_get_data(run.bytes, &n);
        assert_true(g_file_set_contents("painters.pdf", bytes, (gssize)n, NULL));
        totals->n_words += judge_words(name, run.display, "painters.pdf");
        judge_pictures(name, run.display, "painters.pdf", totals->worst);
        totals->n_documents++;
        totals->n_pages += run.display->n_pages;
    }
    g_clear_pointer(&run.bytes, g_bytes_unref);
    session_free(session);
    world_free(world);
    diags_clear(&diags);
}

static int compare_names(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void test_goldens(void **state) {
    const char *folder = PDFGEN_SOURCE_DIR "/tests/golden";
    g_autofree char *pdftotext = g_find_program_in_path("pdftotext");
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    struct totals totals = {0};
    (void)state;
    if (!pdftotext) {
        skip();
    }
    GDir *dir = g_dir_open(folder, 0, NULL);
    for (const char *name = g_dir_read_name(dir); name; name = g_dir_read_name(dir)) {
        g_ptr_array_add(names, g_strdup(name));
    }
    g_dir_close(dir);
    g_ptr_array_sort(names, compare_names);
    for (guint i = 0; i < names->len; i++) {
        judge_document(folder, g_ptr_array_index(names, i), &totals);
    }
    printf("%zu documents, %zu pages, %zu words; blocks differ by at most %.1f, pages by %.2f\n",
           totals.n_documents, totals.n_pages, totals.n_words, totals.worst[0], totals.worst[1]);
    assert_true(totals.n_documents >= 40 && totals.n_words >= 5000);
    assert_int_equal(n_mistakes, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/painters/words and pages agree", test_goldens, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
