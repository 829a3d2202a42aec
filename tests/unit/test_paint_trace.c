#include "paint_sample.h"

/* Everything that a display can hold, once. */
static void make_display(struct sample *s) {
    static const struct path_step steps[] = {{PATH_MOVE, {{10, 20}}},
                                             {PATH_LINE, {{30.126, 20}}},
                                             {PATH_CURVE, {{1, 2}, {3, 4}, {5, 6}}},
                                             {PATH_CLOSE, {{0, 0}}}};
    sample_init(s);
    struct sample_style body = {sample_add_font(s, SAMPLE_ITALIC, "Inter", 400), 10, SAMPLE_BLUE,
                                NULL};
    s->display.meta.author = "A \"quoted\" author";
    int document = sample_tag(s, TAG_DOCUMENT, -1), p = sample_tag(s, TAG_P, document);
    int figure = sample_tag(s, TAG_FIGURE, document);
    int cell = sample_tag(s, TAG_TH, document);
    s->display.tags[p].language = "de-DE";
    s->display.tags[figure].alt = "Bars";
    static struct rect box = {1, 2, 3, 4.5};
    s->display.tags[figure].box = &box;
    s->display.tags[cell].scope = SCOPE_COLUMN;
    s->display.tags[cell].column_span = 2;
    struct page *page = sample_page(s);
    page->label = "iv";
    sample_text(s, page, p, &body, 60, 60.004, "Tab\there \\ \"x\"");
    page->ops[0].glyphs.width_pt = 70.129;
    sample_rect(s, page, ARTIFACT_BACKGROUND, (struct rect){0, 0, 595.28, 90},
                (struct rgb){1, 1, 1});
    page_add_op(s->arena, page, OP_PATH, figure)->path = (struct path){.steps = steps,
                                                                       .n_steps = 4,
                                                                       .has_fill = true,
                                                                       .has_stroke = true,
                                                                       .stroke_pt = 0.5,
                                                                       .dash_pt = {2, 1},
                                                                       .cap = CAP_ROUND};
    s->images[0] = (struct image){IMAGE_PNG, g_bytes_new("", 0), 7, 9, "machine/path.png", NULL};
    s->display.n_images = 1;
    page_add_op(s->arena, page, OP_IMAGE, figure)->image.rect = (struct rect){5, 6, 7, 8};
    sample_link(s, page, p, (struct rect){1, 2, 3, 4}, "https://example.com", NULL, "Example");
    sample_link(s, page, p, (struct rect){1, 2, 3, 4}, NULL, "top", NULL);
    sample_destination(s, "top", 0, 80);
    sample_outline(s, 1, "Top", 0);
}

static const char WANTED[] =
    "page 1 595.28 x 841.89 label \"iv\"\n"
    "text Inter 400 italic 10 at 60,60 width 70.13 #0B5FA5 P:1 \"Tab\\x09here \\\\ \\\"x\\\"\"\n"
    "rect 0,0 595.28 x 90 #FFFFFF background\n"
    "path fill #000000 stroke #000000 0.5 round dash 2,1 Figure:2"
    " M 10,20 L 30.13,20 C 1,2 3,4 5,6 Z\n"
    "image png 7 x 9 px at 5,6 7 x 8 Figure:2\n"
    "link 1,2 3 x 4 P:1 to \"https://example.com\" says \"Example\"\n"
    "link 1,2 3 x 4 P:1 to id \"top\"\n"
    "structure\n"
    "  Document:0\n"
    "    P:1 language \"de-DE\"\n"
    "    Figure:2 box 1,2 3 x 4.5 alt \"Bars\"\n"
    "    TH:3 scope column columns 2\n"
    "destination \"top\" page 1 at 40,80\n"
    "outline 1 \"Top\" to \"top\"\n"
    "title \"A sample\"\n"
    "author \"A \\\"quoted\\\" author\"\n"
    "language \"en-US\"\n"
    "date 2026-09-30\n";

static void test_trace(void **state) {
    (void)state;
    struct sample s;
    make_display(&s);
    g_autoptr(GBytes) bytes = sample_paint(&s, &paint_trace);
    gsize n;
    const char *p = g_bytes_get_data(bytes, &n);
    g_autofree char *text = g_strndup(p, n);
    assert_string_equal(text, WANTED);
    sample_clear(&s);
}

static void test_lookup(void **state) {
    (void)state;
    struct diags diags = {0};
    assert_ptr_equal(paint_open("pdf", &diags), &paint_pdf);
    assert_ptr_equal(paint_open("trace", &diags), &paint_trace);
    assert_int_equal(diags.n, 0);
    assert_null(paint_open("pgn", &diags));
    assert_int_equal(diags.items[0].code, DIAG_USAGE_ARGUMENT);
    assert_string_equal(diags.items[0].hint, "Did you mean \"png\"?");
    diags_clear(&diags);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/paint/trace/a line for everything", test_trace, NULL, NULL, NULL},
        {"/paint/lookup/by name", test_lookup, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
