/*
 * Footnotes, page numbers and the sizes of images.
 */
#include "parse_sample.h"

static const struct sample notes[] = {
    {"numbered at their first marks, gathered at the end",
     "a[^b] c[^a] d[^b]\n"
     "\n"
     "[^a]: One.\n"
     "[^b]: Two.\n",
     "document @1:1\n"
     "  paragraph @1:1\n"
     "    text \"a\" @1:1\n"
     "    note-mark 1 @1:2\n"
     "    text \" c\" @1:6\n"
     "    note-mark 2 @1:8\n"
     "    text \" d\" @1:12\n"
     "    note-mark 1 @1:14\n"
     "  note 1 [^b] @4:1\n"
     "    paragraph @4:7\n"
     "      text \"Two.\" @4:7\n"
     "  note 2 [^a] @3:1\n"
     "    paragraph @3:7\n"
     "      text \"One.\" @3:7\n"},
    {"several blocks, indented; a paragraph goes on without",
     "a[^1]\n"
     "[^1]: First\n"
     "goes on.\n"
     "\n"
     "    - point\n"
     "\n"
     "after\n",
     "document @1:1\n"
     "  paragraph @1:1\n"
     "    text \"a\" @1:1\n"
     "    note-mark 1 @1:2\n"
     "  paragraph @7:1\n"
     "    text \"after\" @7:1\n"
     "  note 1 [^1] @2:1\n"
     "    paragraph @2:7\n"
     "      text \"First\" @2:7\n"
     "      soft-break @2:12\n"
     "      text \"goes on.\" @3:1\n"
     "    list bullet tight @5:5\n"
     "      item @5:5\n"
     "        paragraph @5:7\n"
     "          text \"point\" @5:7\n"},
    {"a note in a note's text follows it",
     "a[^1] b[^2]\n"
     "\n"
     "[^1]: One[^3].\n"
     "[^2]: Two.\n"
     "[^3]: Three.\n",
     "document @1:1\n"
     "  paragraph @1:1\n"
     "    text \"a\" @1:1\n"
     "    note-mark 1 @1:2\n"
     "    text \" b\" @1:6\n"
     "    note-mark 3 @1:8\n"
     "  note 1 [^1] @3:1\n"
     "    paragraph @3:7\n"
     "      text \"One\" @3:7\n"
     "      note-mark 2 @3:10\n"
     "      text \".\" @3:14\n"
     "  note 2 [^3] @5:1\n"
     "    paragraph @5:7\n"
     "      text \"Three.\" @5:7\n"
     "  note 3 [^2] @4:1\n"
     "    paragraph @4:7\n"
     "      text \"Two.\" @4:7\n"},
    {"in code and behind a backslash there are none",
     "`[^1]` \\[^1]\n"
     "\n"
     "    [^1]: code\n",
     "document @1:1\n"
     "  paragraph @1:1\n"
     "    code \"[^1]\" @1:1\n"
     "    text \" [^1]\" @1:7\n"
     "  code-block info= \"[^1]: code\\n\" @3:5\n"},
    {"unknown, unused and written twice",
     "a[^revenu]\n"
     "\n"
     "[^revenue]: One.\n"
     "[^revenue]: Two.\n",
     "document @1:1\n"
     "  paragraph @1:1\n"
     "    text \"a\" @1:1\n"
     "    text \"[^revenu]\" @1:2\n"
     "  note 0 [^revenue] @3:1\n"
     "    paragraph @3:13\n"
     "      text \"One.\" @3:13\n"
     "  note 0 [^revenue] @4:1\n"
     "    paragraph @4:13\n"
     "      text \"Two.\" @4:13\n"
     "warning footnote 1:2\n"
     "warning footnote 3:1\n"
     "warning footnote 4:1\n"},
    {"in items and cells",
     "- a[^1]\n"
     "\n"
     "  [^1]: One.\n"
     "\n"
     "| b[^2] |\n"
     "|---|\n"
     "\n"
     "[^2]: Two.\n",
     "document @1:1\n"
     "  list bullet loose @1:1\n"
     "    item @1:1\n"
     "      paragraph @1:3\n"
     "        text \"a\" @1:3\n"
     "        note-mark 1 @1:4\n"
     "  table columns=1 head=1 @5:1\n"
     "    row @5:1\n"
     "      cell @5:3\n"
     "        text \"b\" @5:3\n"
     "        note-mark 2 @5:4\n"
     "  note 1 [^1] @3:3\n"
     "    paragraph @3:9\n"
     "      text \"One.\" @3:9\n"
     "  note 2 [^2] @8:1\n"
     "    paragraph @8:7\n"
     "      text \"Two.\" @8:7\n"},
};

static const struct sample sizes[] = {
    {"of the room, of paper, of the screen",
     "![a](b.png){width=50%} ![a](b.png){height=25.4mm} ![a](b.png){width=\"96\"}\n",
     "document @1:1\n"
     "  paragraph @1:1\n"
     "    image <b.png> width=50.00% @1:1\n"
     "      text \"a\" @1:3\n"
     "    text \" \" @1:23\n"
     "    image <b.png> height=72.00pt @1:24\n"
     "      text \"a\" @1:26\n"
     "    text \" \" @1:50\n"
     "    image <b.png> width=72.00pt @1:51\n"
     "      text \"a\" @1:53\n"},
    {"a wrong one is said", "![a](b.png){width=wide}\n",
     "document @1:1\n"
     "  paragraph @1:1\n"
     "    image <b.png> @1:1\n"
     "      text \"a\" @1:3\n"
     "warning markdown-block 1:13\n"},
    {"braces of words are words", "![a](b.png){see there}\n",
     "document @1:1\n"
     "  paragraph @1:1\n"
     "    image <b.png> @1:1\n"
     "      text \"a\" @1:3\n"
     "    text \"{see there}\" @1:12\n"},
};

static const struct sample pages[] = {
    {"page numbers and headings without a number",
     "# A {#a .unnumbered}\n"
     "# B {-}\n"
     "see [[page:a]] [[page:#b]] [[page: c]]\n",
     "document @1:1\n"
     "  heading 1 #a unnumbered @1:1\n"
     "    text \"A\" @1:3\n"
     "  heading 1 #b unnumbered @2:1\n"
     "    text \"B\" @2:3\n"
     "  paragraph @3:1\n"
     "    text \"see \" @3:1\n"
     "    page-number #a @3:5\n"
     "    text \" \" @3:15\n"
     "    page-number #b @3:16\n"
     "    text \" [[page: c]]\" @3:27\n"},
};

static void notes_are_numbered(void **state) {
    (void)state;
    sample_check(notes, G_N_ELEMENTS(notes));
}

static void images_have_sizes(void **state) {
    (void)state;
    sample_check(sizes, G_N_ELEMENTS(sizes));
}

static void pages_are_asked_for(void **state) {
    (void)state;
    sample_check(pages, G_N_ELEMENTS(pages));
}

/* What to do about a mark without a text. */
static void an_unknown_note_has_a_hint(void **state) {
    (void)state;
    static const struct {
        const char *markdown, *hint;
    } rows[] = {
        {"a[^revenu]\n\n[^revenue]: One.\n", "Did you mean \"[^revenue]\"?"},
        {"a[^x]\n", "Write its text on a line of its own: \"[^x]: ...\"."},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(Arena) arena = arena_new();
        struct diags diags = {0};
        const struct source *source = source_new(arena, "a.md", str_from(rows[i].markdown));
        struct doc *doc = NULL;
        assert_true(parse_markdown(arena, text_from_source(arena, source, 0), NULL, &diags, &doc));
        assert_true(diags.n > 0);
        assert_string_equal(diags.items[0].hint, rows[i].hint);
        diags_clear(&diags);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/parse/note/notes are numbered and gathered", notes_are_numbered, NULL, NULL, NULL},
        {"/parse/note/an unknown note has a hint", an_unknown_note_has_a_hint, NULL, NULL, NULL},
        {"/parse/note/images have sizes", images_have_sizes, NULL, NULL, NULL},
        {"/parse/note/pages are asked for", pages_are_asked_for, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
