#include "paint_sample.h"

/*
 * A report of two pages with everything in it; other programs judge what the painter made of it.
 */

static const char REPORT[] = "report.pdf";

/* Six rows of three columns below a header. */
static void add_table(struct sample *s, struct page *page, int sect,
                      const struct sample_style *head, const struct sample_style *body) {
    static const char *const cells[][3] = {
        {"Partner", "Stage", "Amount"},          {"Acme Corp", "won", "$120,000"},
        {"TechStart Inc", "open", "$48,500"},    {"Northwind", "won", "$36,000"},
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
    tag->has_box = true;
    tag->box = (struct rect){60, 600, 300, 100};
    for (size_t i = 0; i < G_N_ELEMENTS(heights); i++) {
        double x_pt = 70 + (double)i * 40;
        struct op *op = page_add_op(s->arena, page, OP_PATH, figure);
        op->path.steps = path_round_rect(
            s->arena, (struct rect){x_pt, 680 - heights[i], 28, heights[i]}, 3, &op->path.n_steps);
        op->path.has_fill = true;
        op->path.fill = SAMPLE_BLUE;
    }
    static const struct path_step steps[] = {{PATH_MOVE, {{60, 680.25}}},
                                             {PATH_LINE, {{360, 680.25}}}};
    struct op *axis = page_add_op(s->arena, page, OP_PATH, figure);
    axis->path = (struct path){.steps = steps, .n_steps = 2, .has_stroke = true,
                               .stroke = {0.4, 0.4, 0.4}, .stroke_pt = 0.5, .dash_pt = {2, 1},
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
    sample_must_accept(SAMPLE_ARGV("mutool", "draw", "-q", "-o", "report-%d.png", "-r", "40", REPORT));
    sample_must_accept(SAMPLE_ARGV("pdftoppm", "-r", "80", "-png", REPORT, "report"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/paint/pdf/other programs accept the file", test_accepted, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
