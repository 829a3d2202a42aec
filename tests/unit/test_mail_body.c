#include "mail.h"
#include "parse_sample.h"

static const struct mail_look look = {.language = "en",
                                      .title = "T",
                                      .preheader = "",
                                      .attached = "",
                                      .caption = "",
                                      .company = "Own & Co",
                                      .imprint = "",
                                      .website = ""};

static void test_plain(void **state) {
    static const struct {
        const char *words, *wanted;
    } rows[] = {
        {"# Größe\n\nWords", "Größe\n=====\n\nWords\n"},
        {"## Two\n", "Two\n---\n"},
        {"- one\n- two\n  more", "- one\n- two more\n"},
        {"1. one\n2. two", "1. one\n2. two\n"},
        {"- [x] done\n- [ ] open", "- [x] done\n- [ ] open\n"},
        {"[site](https://a.example) and <https://b.example>",
         "site (https://a.example) and https://b.example\n"},
        {"[write](mailto:a@b.example)", "write (a@b.example)\n"},
        {"> said\n> on", "> said on\n"},
        {"one\\\ntwo", "one\ntwo\n"},
        {"| a | b |\n|---|---|\n| 1 | 2 |", "a | b\n1 | 2\n"},
        {"a\n\n---\n\nb", "a\n\n---\n\nb\n"},
        {"a word of some length, and another one, so that the line is longer than it may be",
         "a word of some length, and another one, so that the line is longer than\nit may be\n"},
    };
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(Arena) arena = arena_new();
        g_autoptr(GString) out = g_string_new(NULL);
        mail_write_text(sample_parse(arena, rows[i].words), &look, out);
        assert_string_equal(out->str, rows[i].wanted);
    }
}

static void test_signature(void **state) {
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(GString) out = g_string_new(NULL);
    struct mail_look own = look;
    own.imprint = "Own & Co";
    own.website = "https://own.example";
    mail_write_text(sample_parse(arena, "Words"), &own, out);
    assert_string_equal(out->str, "Words\n\n-- \nOwn & Co\nhttps://own.example\n");
}

static void check_html(const char *words, const struct mail_look *own, const char *wanted,
                       bool is_there) {
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(GString) out = g_string_new(NULL);
    mail_write_html(sample_parse(arena, words), own, out);
    if ((strstr(out->str, wanted) != NULL) != is_there) {
        fail_msg("%s \"%s\" in: %s", is_there ? "no" : "a", wanted, out->str);
    }
}

static void test_html(void **state) {
    static const struct {
        const char *words, *wanted;
        bool is_there;
    } rows[] = {
        {"# One", "<h1 style=", true},
        {"A *b* **c** `d`", "A <em>b</em> <strong>c</strong> <code style=", true},
        {"3 < 4 & \"x\"", "3 &lt; 4 &amp; ", true},
        {"<script>x</script>", "<script", false},
        {"[x](javascript:alert)", "href", false},
        {"[x](data:text/html,y)", "href", false},
        {"[x](https://a.example/?a=1&b=\"2\")", "href=\"https://a.example/?a=1&amp;b=", true},
        {"words", "display:none", false},
        {"words", "<strong style=\"font-size:18px\">Own &amp; Co</strong>", true},
        {"words", "<img", false},
    };
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        check_html(rows[i].words, &look, rows[i].wanted, rows[i].is_there);
    }
}

static void test_look(void **state) {
    (void)state;
    struct mail_look own = look;
    own.preheader = "Three & more";
    own.page = (struct mail_picture){"1@pdfgen", "Page \"1\"", 400, 518};
    own.attached = "Report <1>";
    own.caption = "PDF";
    own.website = "javascript:x";
    check_html("words", &own, "mso-hide:all\">Three &amp; more", true);
    check_html("words", &own,
               "<img src=\"cid:1@pdfgen\" width=\"400\" height=\"518\" alt=\"Page &quot;1&quot;\"",
               true);
    check_html("words", &own, "<strong>Report &lt;1&gt;</strong>", true);
    check_html("words", &own, "href", false);
    own.website = "https://own.example";
    check_html("words", &own, ">own.example</a>", true);
    own.language = "en\"><script>";
    check_html("words", &own, "<script>", false);
    own.language = "ar";
    check_html("> words", &own, "border-right:4px solid", true);
    check_html("words", &own, "<html lang=\"ar\" dir=\"rtl\" ", true);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/mail/text/each block is plain words", test_plain, NULL, NULL, NULL},
        {"/mail/text/the last lines are a signature", test_signature, NULL, NULL, NULL},
        {"/mail/html/words are escaped, and links lead to what is safe", test_html, NULL, NULL,
         NULL},
        {"/mail/html/the page around them is as the look says", test_look, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
