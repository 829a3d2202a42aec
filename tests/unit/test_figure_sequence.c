#include "figure_sample.h"
#include "figure_sequence_priv.h"

/* --- a sequence as text --------------------------------------------------------------------- */

static void dump_step(const struct sequence *sequence, const struct sequence_step *step,
                      GString *out) {
    static const char *const sides[] = {"over", "left", "right"};
    static const char *const heads[] = {"", ">", "o", "x"}, *const tails[] = {"", "<", "o", "x"};
    struct str from = step->from >= 0 ? sequence->parties[step->from].id : STR("");
    struct str to = step->to >= 0 ? sequence->parties[step->to].id : STR("");
    switch (step->kind) {
    case STEP_MESSAGE:
        g_string_append_printf(out, STR_FMT "%s%s%s" STR_FMT ": " STR_FMT, STR_ARG(from),
                               tails[step->tail], step->line == FLOW_DOTTED ? "--" : "-",
                               heads[step->head], STR_ARG(to), STR_ARG(step->text));
        break;
    case STEP_NOTE:
        g_string_append_printf(out, "note %s " STR_FMT " " STR_FMT ": " STR_FMT, sides[step->side],
                               STR_ARG(from), STR_ARG(to), STR_ARG(step->text));
        break;
    case STEP_OPEN:
        g_string_append_printf(out, "%s " STR_FMT " {", step->word ? step->word : "ground",
                               STR_ARG(step->text));
        break;
    case STEP_ELSE: g_string_append_printf(out, "} " STR_FMT " {", STR_ARG(step->text)); break;
    case STEP_CLOSE: g_string_append(out, "}"); break;
    case STEP_ACTIVATE: g_string_append_printf(out, "+" STR_FMT, STR_ARG(from)); break;
    case STEP_DEACTIVATE: g_string_append_printf(out, "-" STR_FMT, STR_ARG(from)); break;
    }
    g_string_append_c(out, '\n');
}

static bool parse(Arena *arena, const char *lines, struct diags *diags, struct sequence *ret) {
    const char *text = arena_printf(arena, "sequenceDiagram\n%s", lines);
    const struct source *source = source_new(arena, "input.md", str_from(text));
    return sequence_parse(arena, source, source->text, diags, ret);
}

static void test_steps(void **state) {
    static const struct {
        const char *name, *text, *wanted;
    } rows[] = {
        {"message", "a->>b: words", "a->b: words\n"},
        {"without words", "a->>b", "a->b: \n"},
        {"dotted", "a-->>b: w", "a-->b: w\n"},
        {"open", "a->b: w\nb-->a: w", "a-b: w\nb--a: w\n"},
        {"cross", "a-xb: w\na--xb: w", "a-xb: w\na--xb: w\n"},
        {"later", "a-)b: w\na--)b: w", "a->b: w\na-->b: w\n"},
        {"both ways", "a<<->>b: w\na<<-->>b: w", "a<->b: w\na<-->b: w\n"},
        {"itself", "a->>a: w", "a->a: w\n"},
        {"names with spaces and hyphens", "Deal desk->>Co-xeno-sell: w",
         "Deal desk->Co-xeno-sell: w\n"},
        {"colons in words", "a->>b: at 10:30: go", "a->b: at 10:30: go\n"},
        {"broken words", "a->>b: one<br/>two", "a->b: one\ntwo\n"},
        {"activity", "a->>+b: w\nb-->>-a: w\nactivate a\ndeactivate a",
         "a->b: w\n+b\nb-->a: w\n-b\n+a\n-a\n"},
        {"notes", "Note over a: w\nNote over b,a: w\nnote left of a: w\nNote right of b: w",
         "note over a a: w\nnote over a b: w\nnote left a a: w\nnote right b b: w\n"},
        {"frames", "loop often\nalt x\na->>b: w\nelse y\na->>b: v\nend\nend",
         "loop often {\nalt x {\na->b: w\n} y {\na->b: v\n}\n}\n"},
        {"par, critical, break", "par x\nand y\nend\ncritical x\noption y\nend\nbreak x\nend",
         "par x {\n} y {\n}\ncritical x {\n} y {\n}\nbreak x {\n}\n"},
        {"a ground", "rect rgb(1,2,3)\na->>b: w\nend", "ground  {\na->b: w\n}\n"},
        {"boxes go", "box Purple Team\nparticipant a\nend\na->>a: w", "a->a: w\n"},
        {"comments, links and semicolons go", "%% no\nlink a: x @ https://example.com\na->>b: w;",
         "a->b: w\n"},
        {"a party that is called like a statement", "loopback->>ending: w",
         "loopback->ending: w\n"},
    };
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(Arena) arena = arena_new();
        g_autoptr(GString) got = g_string_new(NULL);
        struct diags diags = {0};
        struct sequence sequence;
        if (!parse(arena, rows[i].text, &diags, &sequence)) {
            fail_msg("%s: %s", rows[i].name, diags.items[0].message);
        }
        for (size_t k = 0; k < sequence.n_steps; k++) {
            dump_step(&sequence, &sequence.steps[k], got);
        }
        if (strcmp(got->str, rows[i].wanted) != 0) {
            fail_msg("%s: got\n%s", rows[i].name, got->str);
        }
        diags_clear(&diags);
    }
}

static void test_parties(void **state) {
    (void)state;
    g_autoptr(Arena) arena = arena_new();
    struct diags diags = {0};
    struct sequence sequence;
    assert_true(parse(arena,
                      "title The title\nautonumber\nactor p as Partner<br>manager\n"
                      "participant v\nv->>c: w\ncreate participant d as Desk\nv->>d: w",
                      &diags, &sequence));
    assert_int_equal(sequence.n_parties, 4);
    assert_true(str_is(sequence.title, "The title") && sequence.is_numbered);
    assert_true(str_is(sequence.parties[0].label, "Partner\nmanager"));
    assert_true(sequence.parties[0].is_actor && !sequence.parties[1].is_actor);
    assert_true(str_is(sequence.parties[2].label, "c"));
    assert_true(str_is(sequence.parties[3].label, "Desk"));
}

static void test_mistakes(void **state) {
    static const struct {
        const char *text, *place, *message;
    } rows[] = {
        {"a->>b: w\nwhat is this", "3:1",
         "a step of a sequence diagram was expected, not \"what is this\""},
        {"a->>: w", "2:1", "a step of a sequence diagram was expected, not \"a->>: w\""},
        {"a->>b: w\n  end", "3:3", "\"end\" closes nothing"},
        {"a->>b: w\n loop x\na->>b: w", "3:2", "a frame is never closed"},
        {"else x", "2:1", "there is no frame that this is a part of"},
        {"Note a: w", "2:1", "a note does not say where it stands"},
        {"loop\nloop\nloop\nloop\nloop\nloop\nloop\nloop\nloop\n", "10:1",
         "a sequence diagram has at most 8 frames inside each other"},
    };
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(Arena) arena = arena_new();
        struct diags diags = {0};
        struct sequence sequence;
        assert_false(parse(arena, rows[i].text, &diags, &sequence));
        g_autofree char *place =
            g_strdup_printf("%u:%u", diags.items[0].at.line, diags.items[0].at.column);
        if (strcmp(place, rows[i].place) != 0 ||
            strcmp(diags.items[0].message, rows[i].message) != 0) {
            fail_msg("%s: %s %s", rows[i].text, place, diags.items[0].message);
        }
        diags_clear(&diags);
    }
}

static void test_limits(void **state) {
    static const struct {
        const char *format, *message;
        int n;
    } rows[] = {
        {"participant p%d\n", "a sequence diagram has at most 20 participants", 21},
        {"a->>b: %d\n", "a sequence diagram has at most 300 steps", 10000},
    };
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(Arena) arena = arena_new();
        g_autoptr(GString) text = g_string_new(NULL);
        struct diags diags = {0};
        struct sequence sequence;
        for (int k = 0; k < rows[i].n; k++) {
            g_auto(GStrv) parts = g_strsplit(rows[i].format, "%d", 2);
            g_string_append_printf(text, "%s%d%s", parts[0], k, parts[1]);
        }
        assert_false(parse(arena, text->str, &diags, &sequence));
        assert_string_equal(diags.items[0].message, rows[i].message);
        diags_clear(&diags);
    }
}

/* --- places --------------------------------------------------------------------------------- */

static unsigned next_random(unsigned *seed) {
    *seed = *seed * 1664525U + 1013904223U; /* Numerical Recipes, "quick and dirty" */
    return *seed >> 8;
}

static void put_words(GString *out, unsigned *seed) {
    for (unsigned n = 1 + next_random(seed) % 6; n > 0; n--) {
        g_string_append(out, &"approval deals"[next_random(seed) % 10]);
        g_string_append_c(out, ' ');
    }
    g_string_append_c(out, '\n');
}

static char *make_any(unsigned seed) {
    GString *out = g_string_new("sequenceDiagram\n");
    unsigned n_parties = 1 + next_random(&seed) % 6, depth = 0;
    for (unsigned n = 1 + next_random(&seed) % 20; n > 0; n--) {
        unsigned a = next_random(&seed) % n_parties, b = next_random(&seed) % n_parties;
        switch (next_random(&seed) % 8) {
        case 0: g_string_append_printf(out, "Note over p%u,p%u: ", a, b); break;
        case 1: g_string_append_printf(out, "Note %s of p%u: ", b % 2 ? "left" : "right", a); break;
        case 2:
            if (depth == SEQUENCE_DEPTH_MAX) {
                continue;
            }
            depth++;
            g_string_append(out, "alt ");
            break;
        case 3:
            if (depth > 0 && next_random(&seed) % 2) {
                depth--;
                g_string_append(out, "end\n");
                continue;
            }
            g_string_append(out, depth > 0 ? "else " : "%% ");
            break;
        default: g_string_append_printf(out, "p%u->>%sp%u: ", a, b == 3 ? "+" : "", b); break;
        }
        put_words(out, &seed);
    }
    for (; depth > 0; depth--) {
        g_string_append(out, "end\n");
    }
    g_string_append(out, "p0->>p0: end");
    return g_string_free(out, FALSE);
}

static void test_any(void **state) {
    struct figures figures;
    (void)state;
    figures_open(&figures);
    for (unsigned seed = 0; seed < 300; seed++) {
        g_autoptr(Arena) arena = arena_new();
        g_autofree char *text = make_any(seed);
        struct figure figure;
        const struct op *a, *b;
        if (!figures_draw(&figures, arena, "mermaid", str_from(text), 480, &figure)) {
            fail_msg("%u: %s", seed, figures_complaints(&figures));
        }
        if (words_outside(&figure) || drawing_outside(&figure)) {
            fail_msg("%u: outside:\n%s", seed, text);
        }
        if (words_overlap(&figure, &a, &b)) {
            fail_msg("%u: \"" STR_FMT "\" and \"" STR_FMT "\" overlap:\n%s", seed,
                     STR_ARG(a->glyphs.text), STR_ARG(b->glyphs.text), text);
        }
    }
    figures_close(&figures);
}

/* --- words ---------------------------------------------------------------------------------- */

static void test_told(void **state) {
    static const char *const text = "sequenceDiagram\nA->>B: ask\nalt it is known\nB->>A: tell\n"
                                    "else it is not\nB->>B: look\nelse\nB->>A\nend\n"
                                    "rect rgb(0, 0, 0)\nNote over A,B: done\nend\nactivate A\n";
    struct figures figures;
    struct figure figure;
    (void)state;
    figures_open(&figures);
    assert_true(
        figures_draw(&figures, figures.sample.arena, "mermaid", str_from(text), 480, &figure));
    assert_string_equal(figure.alt, "Sequence diagram. A, B. A to B: ask. [alt: it is known] B to "
                                    "A: tell. it is not. B to B: look. B to A. done.");
    figures_close(&figures);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/figure/sequence/steps", test_steps, NULL, NULL, NULL},
        {"/figure/sequence/participants", test_parties, NULL, NULL, NULL},
        {"/figure/sequence/mistakes have a place", test_mistakes, NULL, NULL, NULL},
        {"/figure/sequence/limits", test_limits, NULL, NULL, NULL},
        {"/figure/sequence/the alternative text tells each step", test_told, NULL, NULL, NULL},
        {"/figure/sequence/no words overlap or leave the figure", test_any, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
