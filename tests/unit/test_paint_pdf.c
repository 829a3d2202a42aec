#include "paint_sample.h"

/*
 * A report of two pages with everything in it; other programs judge what the painter made of it.
 */

static const char REPORT[] = "report.pdf";

/* Six rows of three columns below a header. */
static void add_table(struct sample *s, struct page *page, int sect,
                      const struct sample_style *head, const struct sample_style *body) {
    static const char *const cells[][3] = {
        {"Partner", "Stage", "Amount"},        {"Acme Corp", "won", "$120,000"},
        {"TechStart Inc", "open", "$48,500"},  {"Northwind", "won", "$36,000"},
        {"Fabrikam", "registered", "$22,750"},
    };
    int table = sample_tag(s, TAG_TABLE, sect);
    int part = sample_tag(s, TAG_THEAD, table);
    for (size_t row = 0; row < G_N_ELEMENTS(cells); row++) {
        if (row == 1) {
            part = sample_tag(s, TAG_TBODY, table);
        }
        int tr = sample_tag(s, TAG_TR, part);
        double y_pt = 400 + (double)row * 20;
        for (size_t column = 0; column < 3; column++) {
            int cell = sample_tag(s, row == 0 ? TAG_TH : TAG_TD, tr);
            s->display.tags[cell].scope = row == 0 ? SCOPE_COLUMN : SCOPE_NONE;
            sample_text(s, page, cell, row == 0 ? head : body, 60 + (double)column * 150, y_pt,
                        cells[row][column]);
        }
        sample_rect(s, page, ARTIFACT_LAYOUT, (struct rect){60, y_pt + 5, 450, 0.5},
                    (struct rgb){0.8, 0.8, 0.8});
    }
}

static void add_list(struct sample *s, struct page *page, int sect,
                     const struct sample_style *body) {
    static const char *const items[] = {"Renew the certification", "Plan the joint campaign"};
    int list = sample_tag(s, TAG_L, sect);
    s->display.tags[list].numbering = "Decimal";
    for (size_t i = 0; i < G_N_ELEMENTS(items); i++) {
        int item = sample_tag(s, TAG_LI, list);
        int label = sample_tag(s, TAG_LBL, item), text = sample_tag(s, TAG_LBODY, item);
        double y_pt = 540 + (double)i * 18;
        sample_text(s, page, label, body, 60, y_pt, i == 0 ? "1." : "2.");
        sample_text(s, page, text, body, 80, y_pt, items[i]);
    }
}

static void add_figure(struct sample *s, struct page *page, int sect,
                       const struct sample_style *body) {
    static const double heights[] = {40, 55, 48, 70};
    int figure = sample_tag(s, TAG_FIGURE, sect);
    struct tag *tag = &s->display.tags[figure];
    tag->alt = "Bars: 40, 55, 48 and 70 thousand dollars in four quarters";
    static struct rect box = {60, 600, 300, 100};
    tag->box = &box;
    for (size_t i = 0; i < G_N_ELEMENTS(heights); i++) {
        double x_pt = 70 + (double)i * 40;
        struct op *op = page_add_op(s->arena, page, OP_PATH, figure);
        op->path.steps = path_round_rect(
            s->arena, (struct rect){x_pt, 680 - heights[i], 28, heights[i]}, 3, &op->path.n_steps);
        op->path.has_fill = true;
        op->path.fill = rgb16_from_rgb(SAMPLE_BLUE);
    }
    static const struct path_step steps[] = {{PATH_MOVE, {{60, 680.25}}},
                                             {PATH_LINE, {{360, 680.25}}}};
    struct op *axis = page_add_op(s->arena, page, OP_PATH, figure);
    axis->path = (struct path){.steps = steps,
                               .n_steps = 2,
                               .has_stroke = true,
                               .stroke = rgb16_from_rgb((struct rgb){0.4, 0.4, 0.4}),
                               .stroke_pt = 0.5,
                               .dash_pt = {2, 1},
                               .cap = CAP_ROUND};
    sample_text(s, page, figure, body, 70, 695, "Q1");
    int caption = sample_tag(s, TAG_CAPTION, sect);
    sample_text(s, page, caption, body, 60, 715, "Sourced revenue by quarter");
}

static void add_paragraph(struct sample *s, struct page *page, int sect,
                          const struct sample_style *body) {
    struct sample_style blue = *body;
    blue.colour = SAMPLE_BLUE;
    int p = sample_tag(s, TAG_P, sect), outside = sample_tag(s, TAG_LINK, p);
    int inside = sample_tag(s, TAG_LINK, p);
    double x_pt = sample_text(s, page, p, body, 60, 200, "An efficient office (see ");
    double from_pt = x_pt;
    x_pt = sample_text(s, page, outside, &blue, x_pt, 200, "the site");
    sample_link(s, page, outside, (struct rect){from_pt, 190, x_pt - from_pt, 13},
                "https://example.com/caf\xC3\xA9?a=(b)", NULL, "The site");
    x_pt = sample_text(s, page, p, body, x_pt, 200, " and ");
    from_pt = x_pt;
    x_pt = sample_text(s, page, inside, &blue, x_pt, 200, "page two");
    sample_link(s, page, inside, (struct rect){from_pt, 190, x_pt - from_pt, 13}, NULL, "details",
                "To the details");
    sample_text(s, page, p, body, x_pt, 200, ") \\ back.");
}

static void make_report(struct sample *s) {
    sample_init(s);
    struct sample_style title = {sample_add_font(s, SAMPLE_INTER_BOLD, "Inter", 700), 24,
                                 SAMPLE_BLUE, NULL};
    struct sample_style body = {sample_add_font(s, SAMPLE_INTER, "Inter", 400), 10, SAMPLE_BLACK,
                                NULL};
    struct sample_style head = {title.font, 10, SAMPLE_BLACK, NULL};
    struct sample_style mono = {sample_add_font(s, SAMPLE_MONO, "JetBrains Mono", 400), 9,
                                SAMPLE_BLACK, NULL};
    s->display.meta.title = "Quarterly review: Acme & <Sons> \xE2\x80\x93 Q3";
    s->display.meta.author = "Jos\xC3\xA9 Mart\xC3\xADnez";
    s->display.meta.subject = "How the quarter went";
    s->display.meta.keywords = "partner, review";
    int document = sample_tag(s, TAG_DOCUMENT, -1), sect = sample_tag(s, TAG_SECT, document);
    int h1 = sample_tag(s, TAG_H1, sect);
    sample_page(s);
    struct page *page = sample_page(s);
    page--;
    sample_rect(s, page, ARTIFACT_BACKGROUND, (struct rect){0, 0, 595.28, 90},
                (struct rgb){0.95, 0.96, 0.98});
    sample_text(s, page, ARTIFACT_HEADER, &body, 60, 40, "Halyard Systems");
    sample_text(s, page, h1, &title, 60, 140, "AVATAR: Revenue grew 12%");
    add_paragraph(s, page, sect, &body);
    add_table(s, page, sect, &head, &body);
    add_list(s, page, sect, &body);
    add_figure(s, page, sect, &body);
    sample_text(s, page, ARTIFACT_FOOTER, &body, 60, 810, "Page 1 of 2");
    page++;
    int h2 = sample_tag(s, TAG_H2, sect), code = sample_tag(s, TAG_CODE, sect);
    sample_text(s, page, h2, &title, 60, 100, "Details");
    sample_text(s, page, code, &mono, 60, 140, "if (a[0] != '\\\\') { return 42; }");
    sample_text(s, page, ARTIFACT_FOOTER, &body, 60, 810, "Page 2 of 2");
    sample_destination(s, "summary", 0, 120);
    sample_destination(s, "details", 1, 80);
    sample_outline(s, 1, "Summary", 0);
    sample_outline(s, 2, "D\xC3\xA9tails", 1);
}

static int set_up(void **state) {
    (void)state;
    struct sample s;
    make_report(&s);
    sample_paint_file(&s, REPORT);
    sample_clear(&s);
    return 0;
}

static void test_accepted(void **state) {
    (void)state;
    sample_must_accept(SAMPLE_ARGV("qpdf", "--check", REPORT));
    sample_must_accept(SAMPLE_ARGV("mutool", "draw", "-N", "-q", "-o", "report-%d.png", REPORT));
    sample_must_accept(SAMPLE_ARGV("pdftoppm", "-r", "80", "-png", REPORT, "report"));
}

static void test_fonts(void **state) {
    (void)state;
    g_autofree char *fonts = sample_output(SAMPLE_ARGV("pdffonts", REPORT));
    g_auto(GStrv) lines = g_strsplit(g_strchomp(fonts), "\n", -1);
    assert_int_equal(g_strv_length(lines), 2 + 3);
    for (size_t i = 2; lines[i]; i++) {
        sample_must_contain(lines[i], "yes yes yes");
        assert_true(g_regex_match_simple("^[A-Z]{6}\\+", lines[i], 0, 0));
    }
    sample_must_contain(fonts, "CID TrueType");
    sample_must_contain(fonts, "CID Type 0C");
}

static void test_text(void **state) {
    static const char *const said[] = {
        "AVATAR: Revenue grew 12%",
        "An efficient office (see the site and page two) \\ back.",
        "TechStart Inc",
        "$120,000",
        "if (a[0] != '\\\\') { return 42; }",
        "Page 2 of 2",
    };
    (void)state;
    g_autofree char *text = sample_extract(REPORT);
    for (size_t i = 0; i < G_N_ELEMENTS(said); i++) {
        sample_must_contain(text, said[i]);
    }
}

/* Tag order is reading order; text and links stand in a paragraph as they were painted. */
static void test_structure(void **state) {
    static const char wanted[] = "Document\n"
                                 "  Sect\n"
                                 "    H1 (block)\n"
                                 "      \"AVATAR: Revenue grew 12%\"\n"
                                 "    P (block)\n"
                                 "      \"An efficient office (see \"\n"
                                 "      Link (inline)\n"
                                 "        \"the site\"\n"
                                 "        Object\n"
                                 "      \" and \"\n"
                                 "      Link (inline)\n"
                                 "        \"page two\"\n"
                                 "        Object\n"
                                 "      \") \\ back.\"\n"
                                 "    Table (block)\n"
                                 "      THead\n"
                                 "        TR\n"
                                 "          TH:\n"
                                 "             /Scope /Column\n"
                                 "            \"Partner\"\n";
    (void)state;
    g_autofree char *text = sample_output(SAMPLE_ARGV("pdfinfo", "-struct-text", REPORT));
    g_autoptr(GRegex) numbers = g_regex_new("Object \\d+ \\d+", 0, 0, NULL);
    g_autofree char *got = g_regex_replace(numbers, text, -1, 0, "Object", 0, NULL);
    sample_must_contain(got, wanted);
    sample_must_contain(got, "L (block):\n       /ListNumbering /Decimal\n");
    sample_must_contain(got, "/BBox [60 141.89 360 241.89]\n");
    assert_null(strstr(got, "Halyard"));
    assert_null(strstr(got, "Page 1"));
}

static void test_links(void **state) {
    (void)state;
    g_autofree char *objects = sample_objects(REPORT);
    sample_must_contain(objects, "/URI(https://example.com/caf%C3%A9?a=\\(b\\))");
    sample_must_contain(objects, "/Contents(To the details)");
    sample_must_contain(objects, "/Dest(details)");
    sample_must_contain(objects, "/StructParent 2");
    sample_must_contain(objects, "/StructParent 3");
    sample_must_contain(objects, "/Tabs/S");
}

static void test_outline(void **state) {
    (void)state;
    g_autofree char *outline = sample_output(SAMPLE_ARGV("mutool", "show", REPORT, "outline"));
    sample_must_contain(outline, "\"Summary\"");
    sample_must_contain(outline, "\t\"D\xC3\xA9tails\"\t#page=2");
}

static void test_metadata(void **state) {
    (void)state;
    g_autofree char *info = sample_output(SAMPLE_ARGV("pdfinfo", "-isodates", REPORT));
    sample_must_contain(info, "Title:           Quarterly review: Acme & <Sons> \xE2\x80\x93 Q3\n");
    sample_must_contain(info, "Author:          Jos\xC3\xA9 Mart\xC3\xADnez\n");
    sample_must_contain(info, "CreationDate:    2026-09-30T00:00:00Z\n");
    sample_must_contain(info, "Tagged:          yes\n");
    g_autofree char *xmp = sample_output(SAMPLE_ARGV("pdfinfo", "-meta", REPORT));
    sample_must_contain(xmp, "Quarterly review: Acme &amp; &lt;Sons&gt; \xE2\x80\x93 Q3<");
    sample_must_contain(xmp, "<xmp:CreateDate>2026-09-30T00:00:00Z<");
    sample_must_contain(xmp, "<pdfaid:conformance>A<");
    sample_must_contain(xmp, "<pdfuaid:part>1<");
}

static void test_same_bytes(void **state) {
    (void)state;
    struct sample a, b;
    make_report(&a);
    make_report(&b);
    g_autoptr(GBytes) first = sample_paint(&a, &paint_pdf);
    g_autoptr(GBytes) second = sample_paint(&b, &paint_pdf);
    assert_true(g_bytes_equal(first, second));
    assert_true(g_bytes_get_size(first) < 20000);
    /* Paths are for diagnostics. */
    gsize n;
    const char *bytes = g_bytes_get_data(first, &n);
    assert_null(g_strstr_len(bytes, (gssize)n, "/usr/"));
    sample_clear(&a);
    sample_clear(&b);
}

/* --- what is left out, and what is not ------------------------------------------------------ */

static void test_empty_page(void **state) {
    (void)state;
    struct sample s;
    sample_init(&s);
    sample_tag(&s, TAG_DOCUMENT, -1);
    sample_page(&s);
    sample_paint_file(&s, "empty.pdf");
    sample_must_accept(SAMPLE_ARGV("qpdf", "--check", "empty.pdf"));
    sample_must_accept(SAMPLE_ARGV("mutool", "draw", "-N", "-q", "-o", "empty.png", "empty.pdf"));
    sample_clear(&s);
}

static void test_empty_elements(void **state) {
    (void)state;
    struct sample s;
    sample_init(&s);
    struct sample_style body = {sample_add_font(&s, SAMPLE_INTER, "Inter", 400), 10, SAMPLE_BLACK,
                                NULL};
    struct page *page = sample_page(&s);
    int document = sample_tag(&s, TAG_DOCUMENT, -1);
    sample_tag(&s, TAG_P, sample_tag(&s, TAG_SECT, document));
    int table = sample_tag(&s, TAG_TABLE, document), row = sample_tag(&s, TAG_TR, table);
    int full = sample_tag(&s, TAG_TD, row);
    sample_tag(&s, TAG_TD, row);
    sample_tag(&s, TAG_TD, sample_tag(&s, TAG_TR, sample_tag(&s, TAG_TABLE, document)));
    sample_text(&s, page, full, &body, 60, 60, "full");
    sample_paint_file(&s, "elements.pdf");
    sample_clear(&s);
    g_autofree char *text = sample_output(SAMPLE_ARGV("pdfinfo", "-struct-text", "elements.pdf"));
    assert_string_equal(text, "Document\n"
                              "  Table (block)\n"
                              "    TR\n"
                              "      TD\n"
                              "        \"full\"\n"
                              "      TD\n");
}

/* Columns: painted line by line across, read one after the other; a paragraph goes on overleaf. */
static void test_reading_order(void **state) {
    (void)state;
    struct sample s;
    sample_init(&s);
    struct sample_style body = {sample_add_font(&s, SAMPLE_INTER, "Inter", 400), 10, SAMPLE_BLACK,
                                NULL};
    int document = sample_tag(&s, TAG_DOCUMENT, -1);
    int left = sample_tag(&s, TAG_P, document), right = sample_tag(&s, TAG_P, document);
    struct page *page = sample_page(&s);
    sample_text(&s, page, right, &body, 300, 60, "three ");
    sample_text(&s, page, left, &body, 60, 60, "one ");
    sample_text(&s, page, right, &body, 300, 74, "four ");
    sample_text(&s, page, left, &body, 60, 74, "two ");
    page = sample_page(&s);
    sample_text(&s, page, right, &body, 60, 60, "five");
    sample_paint_file(&s, "order.pdf");
    sample_clear(&s);
    g_autofree char *text = sample_output(SAMPLE_ARGV("pdfinfo", "-struct-text", "order.pdf"));
    g_autoptr(GRegex) between = g_regex_new("\"\\s*\"", 0, 0, NULL);
    g_autofree char *joined = g_regex_replace(between, text, -1, 0, "", 0, NULL);
    sample_must_contain(joined,
                        "P (block)\n    \"one two \"\n  P (block)\n    \"three four five\"");
}

static bool claims_access(const char *name) {
    g_autofree char *xmp = sample_output(SAMPLE_ARGV("pdfinfo", "-meta", name));
    sample_must_contain(xmp, "<pdfaid:part>2<");
    return strstr(xmp, "<pdfuaid:part>");
}

/* A figure without alternative text: nothing false is claimed. */
static void test_claims(void **state) {
    (void)state;
    struct sample s;
    sample_init(&s);
    int document = sample_tag(&s, TAG_DOCUMENT, -1), figure = sample_tag(&s, TAG_FIGURE, document);
    sample_rect(&s, sample_page(&s), figure, (struct rect){10, 10, 10, 10}, SAMPLE_BLUE);
    sample_paint_file(&s, "claims.pdf");
    assert_false(claims_access("claims.pdf"));
    s.display.tags[figure].alt = "A square";
    sample_paint_file(&s, "claims.pdf");
    assert_true(claims_access("claims.pdf"));
    sample_clear(&s);
}

/*
 * A link is accessible where an element for links holds it and it says where it leads. One that is
 * comes behind each that may not be.
 */
static void test_held_links(void **state) {
    (void)state;
    static const struct {
        const char *name;
        int tag; /* 0: the document's, 1: a paragraph's, 2: a link's */
        const char *contents;
        bool is_held, is_accessible;
    } rows[] = {
        {"held", 2, "Our site", true, true},
        {"without words", 2, NULL, true, false},
        {"a paragraph's", 1, "Our site", true, false},
        {"the document's", 0, "Our site", true, false},
        {"nobody's", ARTIFACT_FOOTER, "Our site", false, false},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct sample s;
        sample_init(&s);
        sample_tag(&s, TAG_LINK, sample_tag(&s, TAG_P, sample_tag(&s, TAG_DOCUMENT, -1)));
        struct page *page = sample_page(&s);
        sample_link(&s, page, rows[i].tag, (struct rect){10, 10, 10, 10}, "https://example.com",
                    NULL, rows[i].contents);
        sample_link(&s, page, 2, (struct rect){10, 30, 10, 10}, "https://example.com", NULL, "x");
        sample_paint_file(&s, "link.pdf");
        sample_clear(&s);
        g_autofree char *objects = sample_objects("link.pdf");
        bool is_held = sample_count(objects, "/StructParent ") == 2;
        if (is_held != rows[i].is_held || claims_access("link.pdf") != rows[i].is_accessible) {
            fail_msg("%s: %s", rows[i].name, objects);
        }
    }
}

static void test_labels(void **state) {
    static const char *const labels[] = {"i", "ii", "1", "2", "A-1", NULL, "7"};
    (void)state;
    struct sample s;
    sample_init(&s);
    sample_tag(&s, TAG_DOCUMENT, -1);
    for (size_t i = 0; i < G_N_ELEMENTS(labels); i++) {
        sample_page(&s)->label = labels[i];
    }
    sample_paint_file(&s, "labels.pdf");
    sample_clear(&s);
    g_autofree char *json =
        sample_output(SAMPLE_ARGV("qpdf", "--json=1", "--json-key=pagelabels", "labels.pdf"));
    g_autoptr(GRegex) space = g_regex_new("\\s+", 0, 0, NULL);
    g_autofree char *flat = g_regex_replace(space, json, -1, 0, " ", 0, NULL);
    sample_must_contain(flat, "{ \"index\": 0, \"label\": { \"/P\": \"i\"");
    sample_must_contain(flat, "{ \"index\": 2, \"label\": { \"/S\": \"/D\", \"/St\": 1 } }");
    sample_must_contain(flat, "{ \"index\": 4, \"label\": { \"/P\": \"A-1\"");
    sample_must_contain(flat, "{ \"index\": 5, \"label\": { \"/S\": \"/D\", \"/St\": 6 } }");
    assert_null(strstr(flat, "\"index\": 3"));
    assert_null(strstr(flat, "\"index\": 6"));
}

static void test_outline_levels(void **state) {
    static const int levels[] = {1, 2, 3, 2, 1, 3, 2};
    (void)state;
    struct sample s;
    sample_init(&s);
    sample_tag(&s, TAG_DOCUMENT, -1);
    sample_page(&s);
    sample_destination(&s, "top", 0, 40);
    for (size_t i = 0; i < G_N_ELEMENTS(levels); i++) {
        sample_outline(&s, levels[i], arena_printf(s.arena, "e%zu", i), 0);
    }
    sample_paint_file(&s, "outline.pdf");
    sample_clear(&s);
    sample_must_accept(SAMPLE_ARGV("qpdf", "--check", "outline.pdf"));
    g_autofree char *json =
        sample_output(SAMPLE_ARGV("qpdf", "--json=1", "--json-key=outlines", "outline.pdf"));
    g_autoptr(GRegex) others = g_regex_new(
        "\"dest\": \\[[^\\]]*\\]|[^\\[\\]]*?\"title\": \"(e\\d)\"|[^\\[\\]]", 0, 0, NULL);
    g_autofree char *nested = g_regex_replace(others, json, -1, 0, "\\1", 0, NULL);
    assert_string_equal(nested, "[[[[]e2]e1[]e3]e0[[]e5[]e6]e4]");
}

/* What a page says whose only shape has four curves; @is_bent: it is not quite a circle. */
static char *content_of_circle(struct rect box, bool is_bent) {
    struct sample s;
    sample_init(&s);
    int figure = sample_tag(&s, TAG_FIGURE, sample_tag(&s, TAG_DOCUMENT, -1));
    struct op *op = page_add_op(s.arena, sample_page(&s), OP_PATH, figure);
    size_t n;
    struct path_step *steps = path_round_rect(s.arena, box, box.width / 2, &n);
    steps[4].p[1].x += is_bent ? 0.5 : 0;
    op->path = (struct path){.steps = steps, .n_steps = n, .has_fill = true};
    sample_paint_file(&s, "circle.pdf");
    sample_clear(&s);
    return sample_content("circle.pdf");
}

/* A circle is a dot of a round pen; what is almost one has its curves. */
static void test_dots(void **state) {
    (void)state;
    const struct rect square = {100, 200, 7.25, 7.25}, high = {100, 200, 7.25, 7.5};
    g_autofree char *dot = content_of_circle(square, false);
    sample_must_contain(dot, "7.25 w\n1 J 1 j\n103.63 638.27 m\n103.64 638.27 l\nS\n");
    assert_null(strstr(dot, " c\n"));
    g_autofree char *bent = content_of_circle(square, true);
    g_autofree char *stretched = content_of_circle(high, false);
    sample_must_contain(bent, " c\nf\n");
    sample_must_contain(stretched, " c\n");
    assert_null(strstr(bent, " w\n"));
    assert_null(strstr(stretched, " w\n"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/paint/pdf/other programs accept the file", test_accepted, NULL, NULL, NULL},
        {"/paint/pdf/fonts are embedded, subset and say Unicode", test_fonts, NULL, NULL, NULL},
        {"/paint/pdf/text is read back", test_text, NULL, NULL, NULL},
        {"/paint/pdf/structure in reading order", test_structure, NULL, NULL, NULL},
        {"/paint/pdf/links lead out and in", test_links, NULL, NULL, NULL},
        {"/paint/pdf/outline", test_outline, NULL, NULL, NULL},
        {"/paint/pdf/both metadata agree", test_metadata, NULL, NULL, NULL},
        {"/paint/pdf/the same display gives the same bytes", test_same_bytes, NULL, NULL, NULL},
        {"/paint/pdf/a page may be empty", test_empty_page, NULL, NULL, NULL},
        {"/paint/pdf/empty elements go, empty cells stay", test_empty_elements, NULL, NULL, NULL},
        {"/paint/pdf/tag order is reading order", test_reading_order, NULL, NULL, NULL},
        {"/paint/pdf/only what is true is claimed", test_claims, NULL, NULL, NULL},
        {"/paint/pdf/a link belongs to an element that says where it leads", test_held_links, NULL,
         NULL, NULL},
        {"/paint/pdf/page labels", test_labels, NULL, NULL, NULL},
        {"/paint/pdf/outline levels", test_outline_levels, NULL, NULL, NULL},
        {"/paint/pdf/a circle is a dot of the pen", test_dots, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
