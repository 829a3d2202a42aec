#include "figure_flow_priv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

/* --- a flowchart as text -------------------------------------------------------------------- */

static const char *const shapes[N_FLOW_SHAPES] = {
    [FLOW_RECT] = "rect",
    [FLOW_ROUND] = "round",
    [FLOW_STADIUM] = "stadium",
    [FLOW_SUBROUTINE] = "subroutine",
    [FLOW_CYLINDER] = "cylinder",
    [FLOW_CIRCLE] = "circle",
    [FLOW_DOUBLE_CIRCLE] = "double",
    [FLOW_FLAG] = "flag",
    [FLOW_RHOMBUS] = "rhombus",
    [FLOW_HEXAGON] = "hexagon",
    [FLOW_LEAN_RIGHT] = "lean-right",
    [FLOW_LEAN_LEFT] = "lean-left",
    [FLOW_TRAPEZOID] = "trapezoid",
    [FLOW_TRAPEZOID_WIDER] = "trapezoid-wider",
    [FLOW_PLAIN] = "plain",
};

static void put_words(GString *out, struct str words) {
    g_string_append_c(out, '"');
    for (size_t i = 0; i < words.n; i++) {
        g_string_append_c(out, words.p[i] == '\n' ? '/' : words.p[i]);
    }
    g_string_append_c(out, '"');
}

static void put_style(GString *out, const struct flow_style *style) {
    const struct {
        bool is_there;
        const char *name;
        struct rgb colour;
    } rows[] = {{style->has_fill, "fill", style->fill},
                {style->has_stroke, "stroke", style->stroke},
                {style->has_colour, "color", style->colour}};
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        if (rows[i].is_there) {
            struct rgb c = rows[i].colour;
            g_string_append_printf(out, " %s=%02X%02X%02X", rows[i].name, (int)(c.r * 255 + 0.5),
                                   (int)(c.g * 255 + 0.5), (int)(c.b * 255 + 0.5));
        }
    }
    g_string_append(out, style->is_dashed ? " dashed" : "");
    g_string_append(out, style->has_no_fill ? " no-fill" : "");
}

static void put_end(GString *out, const struct flow *flow, int end) {
    struct str id =
        end < FLOW_NODES_MAX ? flow->nodes[end].id : flow->groups[end - FLOW_NODES_MAX].id;
    g_string_append_printf(out, "%s" STR_FMT, end < FLOW_NODES_MAX ? "" : "#", STR_ARG(id));
}

/* Nodes that say more than their id, edges, groups: one a line. */
static void dump(const struct flow *flow, GString *out) {
    static const char *const heads[] = {"", ">", "o", "x"}, *const tails[] = {"", "<", "o", "x"};
    static const char *const lines[] = {"--", "..", "==", "~~"};
    for (size_t g = 0; g < flow->n_groups; g++) {
        const struct flow_group *group = &flow->groups[g];
        g_string_append_printf(out, "#" STR_FMT " ", STR_ARG(group->id));
        put_words(out, group->title);
        g_string_append_printf(out, " in %d%s", group->parent,
                               group->has_direction ? " turned" : "");
        put_style(out, &group->style);
        g_string_append_c(out, '\n');
    }
    for (size_t i = 0; i < flow->n_nodes; i++) {
        const struct flow_node *node = &flow->nodes[i];
        g_string_append_printf(out, STR_FMT " %s ", STR_ARG(node->id), shapes[node->shape]);
        put_words(out, node->label);
        if (node->group >= 0) {
            g_string_append_printf(out, " in %d", node->group);
        }
        put_style(out, &node->style);
        g_string_append_c(out, '\n');
    }
    for (size_t i = 0; i < flow->n_edges; i++) {
        const struct flow_edge *edge = &flow->edges[i];
        put_end(out, flow, edge->from);
        g_string_append_printf(out, " %s%s%s ", tails[edge->tail], lines[edge->line],
                               heads[edge->head]);
        put_end(out, flow, edge->to);
        if (edge->label.n > 0) {
            g_string_append_c(out, ' ');
            put_words(out, edge->label);
        }
        if (edge->length > 1) {
            g_string_append_printf(out, " length %d", edge->length);
        }
        put_style(out, &edge->style);
        g_string_append_c(out, '\n');
    }
}

static bool parse(Arena *arena, const char *text, struct diags *diags, struct flow *ret) {
    const struct source *source = source_new(arena, "input.md", str_from(text));
    return flow_parse(arena, source, source->text, diags, ret);
}

struct row {
    const char *name, *text, *wanted;
};

static void check_rows(const struct row *rows, size_t n) {
    for (size_t i = 0; i < n; i++) {
        g_autoptr(Arena) arena = arena_new();
        struct diags diags = {0};
        struct flow flow = {0};
        g_autoptr(GString) got = g_string_new(NULL);
        if (!parse(arena, arena_printf(arena, "graph LR\n%s", rows[i].text), &diags, &flow)) {
            fail_msg("%s: %s", rows[i].name, diags.items[0].message);
        }
        dump(&flow, got);
        if (strcmp(got->str, rows[i].wanted) != 0) {
            fail_msg("%s: got\n%s", rows[i].name, got->str);
        }
        diags_clear(&diags);
    }
}

/* --- rows ----------------------------------------------------------------------------------- */

static void test_nodes(void **state) {
    static const struct row rows[] = {
        {"an id alone", "a", "a rect \"a\"\n"},
        {"rect", "a[Words here]", "a rect \"Words here\"\n"},
        {"round", "a(W)", "a round \"W\"\n"},
        {"stadium", "a([W])", "a stadium \"W\"\n"},
        {"subroutine", "a[[W]]", "a subroutine \"W\"\n"},
        {"cylinder", "a[(W)]", "a cylinder \"W\"\n"},
        {"circle", "a((W))", "a circle \"W\"\n"},
        {"double circle", "a(((W)))", "a double \"W\"\n"},
        {"flag", "a>W]", "a flag \"W\"\n"},
        {"rhombus", "a{W}", "a rhombus \"W\"\n"},
        {"hexagon", "a{{W}}", "a hexagon \"W\"\n"},
        {"lean right", "a[/W/]", "a lean-right \"W\"\n"},
        {"lean left", "a[\\W\\]", "a lean-left \"W\"\n"},
        {"trapezoid", "a[/W\\]", "a trapezoid \"W\"\n"},
        {"trapezoid upside down", "a[\\W/]", "a trapezoid-wider \"W\"\n"},
        {"brackets inside", "a[Fees (net) of [2026]]", "a rect \"Fees (net) of [2026]\"\n"},
        {"quotes hold brackets", "a[\"f(x) [y\"]", "a rect \"f(x) [y\"\n"},
        {"quotes over lines", "a[\"one\ntwo\"]", "a rect \"one/two\"\n"},
        {"br", "a[one<br/>two<BR>three<br >four]", "a rect \"one/two/three/four\"\n"},
        {"a written line feed", "a[one\\ntwo]", "a rect \"one/two\"\n"},
        {"tags go", "a[<b>one</b> <i class='x'>two</i> 3 < 4]", "a rect \"one two 3 < 4\"\n"},
        {"entities", "a[A#amp;B &lt; #35;1 #x2013; #quot;q#quot;]",
         "a rect \"A&B < #1 \xE2\x80\x93 \"q\"\"\n"},
        {"what is no entity", "a[R&D; & #nothing; #1 AT&T]",
         "a rect \"R&D; & #nothing; #1 AT&T\"\n"},
        {"icons go", "a[fa:fa-car Travel]", "a rect \"Travel\"\n"},
        {"markdown", "a[\"`**Bold** and _slanted_`\"]", "a rect \"Bold and slanted\"\n"},
        {"the last words hold", "a[One]\na[Two]", "a rect \"Two\"\n"},
        {"attributes", "a@{ shape: diamond, label: \"Yes, or no?\" }",
         "a rhombus \"Yes, or no?\"\n"},
        {"ids with joints", "step-1.a[W] --> b_2",
         "step-1.a rect \"W\"\nb_2 rect \"b_2\"\nstep-1.a --> b_2\n"},
        {"other letters", "\xC3\xA9tape[W]", "\xC3\xA9tape rect \"W\"\n"},
        {"semicolons", "a;b;", "a rect \"a\"\nb rect \"b\"\n"},
        {"comments", "%% no\na\n  %% a --> b", "a rect \"a\"\n"},
        {"clicks go", "a\nclick a \"https://example.com\" \"tip\"", "a rect \"a\"\n"},
    };
    (void)state;
    check_rows(rows, G_N_ELEMENTS(rows));
}

static void test_edges(void **state) {
#define AB  "a rect \"a\"\nb rect \"b\"\n"
#define ABC AB "c rect \"c\"\n"
    static const struct row rows[] = {
        {"arrow", "a --> b", AB "a --> b\n"},
        {"without spaces", "a-->b", AB "a --> b\n"},
        {"open", "a --- b", AB "a -- b\n"},
        {"dotted", "a -.-> b", AB "a ..> b\n"},
        {"dotted, open", "a -.- b", AB "a .. b\n"},
        {"thick", "a ==> b", AB "a ==> b\n"},
        {"thick, open", "a === b", AB "a == b\n"},
        {"hidden", "a ~~~ b", AB "a ~~ b\n"},
        {"both ways", "a <--> b", AB "a <--> b\n"},
        {"dot", "a --o b", AB "a --o b\n"},
        {"cross", "a --x b", AB "a --x b\n"},
        {"dots at both ends", "a o--o b", AB "a o--o b\n"},
        {"an id that begins with x", "a --- xb", "a rect \"a\"\nxb rect \"xb\"\na -- xb\n"},
        {"longer", "a ---> b", AB "a --> b length 2\n"},
        {"longer, open", "a ----- b", AB "a -- b length 3\n"},
        {"longer, dotted", "a -..-> b", AB "a ..> b length 2\n"},
        {"longer, thick", "a ===> b", AB "a ==> b length 2\n"},
        {"words in bars", "a -->|yes, please| b", AB "a --> b \"yes, please\"\n"},
        {"bars after a space", "a --> |yes| b", AB "a --> b \"yes\"\n"},
        {"words in quotes in bars", "a -->|\"(x)\"| b", AB "a --> b \"(x)\"\n"},
        {"words in the arrow", "a -- yes --> b", AB "a --> b \"yes\"\n"},
        {"words in a line", "a -- yes --- b", AB "a -- b \"yes\"\n"},
        {"words in a dotted arrow", "a -. yes .-> b", AB "a ..> b \"yes\"\n"},
        {"words in a thick arrow", "a == yes ==> b", AB "a ==> b \"yes\"\n"},
        {"words with a hyphen", "a -- co-sell deal --> b", AB "a --> b \"co-sell deal\"\n"},
        {"chain", "a --> b --> c", ABC "a --> b\nb --> c\n"},
        {"many to many", "a & b --> c & d",
         ABC "d rect \"d\"\na --> c\na --> d\nb --> c\nb --> d\n"},
        {"the next line", "a -->\n  b", AB "a --> b\n"},
        {"named", "a e1@--> b", AB "a --> b\n"},
        {"itself", "a --> a", "a rect \"a\"\na --> a\n"},
        {"nodes with words", "a[One] --> b{Two?} -->|no| c((Three))",
         "a rect \"One\"\nb rhombus \"Two?\"\nc circle \"Three\"\na --> b\nb --> c \"no\"\n"},
    };
    (void)state;
    check_rows(rows, G_N_ELEMENTS(rows));
}

static void test_groups(void **state) {
    static const struct row rows[] = {
        {"a title", "subgraph Two words\na\nend",
         "#Two words \"Two words\" in -1\na rect \"a\" in 0\n"},
        {"an id and a title", "subgraph g [The group]\na\nend",
         "#g \"The group\" in -1\na rect \"a\" in 0\n"},
        {"a title in quotes", "subgraph \"The (group)\"\na\nend",
         "#The (group) \"The (group)\" in -1\na rect \"a\" in 0\n"},
        {"the first that names a node has it", "subgraph g\na\nend\nsubgraph h\na --> b\nend",
         "#g \"g\" in -1\n#h \"h\" in -1\na rect \"a\" in 0\nb rect \"b\" in 1\na --> b\n"},
        {"one named before", "a --> b\nsubgraph g\na\nend",
         "#g \"g\" in -1\na rect \"a\" in 0\nb rect \"b\"\na --> b\n"},
        {"inside each other", "subgraph g\nsubgraph h\na\nend\nb\nend",
         "#g \"g\" in -1\n#h \"h\" in 0\na rect \"a\" in 1\nb rect \"b\" in 0\n"},
        {"a direction", "subgraph g\ndirection TB\na\nend",
         "#g \"g\" in -1 turned\na rect \"a\" in 0\n"},
        {"edges to groups", "subgraph g\na\nend\ng --> b\nb --> g",
         "#g \"g\" in -1\na rect \"a\" in 0\nb rect \"b\"\n#g --> b\nb --> #g\n"},
        {"an empty one", "subgraph g\nend", "#g \"g\" in -1\n"},
        {"a node whose name begins with end", "endpoint --> a",
         "endpoint rect \"endpoint\"\na rect \"a\"\nendpoint --> a\n"},
    };
    (void)state;
    check_rows(rows, G_N_ELEMENTS(rows));
}

static void test_styles(void **state) {
    static const struct row rows[] = {
        {"style", "a\nstyle a fill:#e3f2fd,stroke:#000,color:white",
         "a rect \"a\" fill=E3F2FD stroke=000000 color=FFFFFF\n"},
        {"before the node", "style a fill:#fff\na", "a rect \"a\" fill=FFFFFF\n"},
        {"class", "a & b\nclassDef good fill:#c8e6c9;\nclass a,b good",
         "a rect \"a\" fill=C8E6C9\nb rect \"b\" fill=C8E6C9\n"},
        {"class at the node", "a[W]:::good --> b\nclassDef good stroke-dasharray: 5 5",
         "a rect \"W\" dashed\nb rect \"b\"\na --> b\n"},
        {"the common class, and one of its own",
         "a & b\nclassDef default fill:#fff\nstyle b fill:none",
         "a rect \"a\" fill=FFFFFF\nb rect \"b\" no-fill\n"},
        {"a group", "subgraph g\na\nend\nstyle g fill:#eee",
         "#g \"g\" in -1 fill=EEEEEE\na rect \"a\" in 0\n"},
        {"links", "a --> b --> c\nlinkStyle 1 stroke:#f00\nlinkStyle default stroke:#00f",
         "a rect \"a\"\nb rect \"b\"\nc rect \"c\"\na --> b stroke=0000FF\nb --> c "
         "stroke=FF0000\n"},
        {"what is not there", "a\nstyle b fill:#fff\nclass a none\nlinkStyle 7 stroke:#fff",
         "a rect \"a\"\n"},
    };
    (void)state;
    check_rows(rows, G_N_ELEMENTS(rows));
}

static void test_kinds(void **state) {
    static const struct {
        const char *text, *kind;
    } rows[] = {
        {"graph TD\na", "graph"},
        {"flowchart LR", "flowchart"},
        {"  flowchart-elk LR", "flowchart-elk"},
        {"%%{init: {'theme': 'dark'}}%%\n\n%% words\ngraph TD", "graph"},
        {"---\ntitle: T\n---\nflowchart TB", "flowchart"},
        {"sequenceDiagram\nA->>B: hi", "sequenceDiagram"},
        {"gantt", "gantt"},
        {"stateDiagram-v2", "stateDiagram-v2"},
        {"", ""},
        {"%% nothing", ""},
    };
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct str kind = flow_kind(str_from(rows[i].text));
        assert_true(str_is(kind, rows[i].kind));
    }
}

static void test_head(void **state) {
    static const struct {
        const char *text;
        enum flow_direction direction;
        const char *title;
    } rows[] = {
        {"graph\na", FLOW_DOWN, ""},
        {"graph TD\na", FLOW_DOWN, ""},
        {"graph TB;a", FLOW_DOWN, ""},
        {"flowchart BT\na", FLOW_UP, ""},
        {"flowchart LR;\na", FLOW_RIGHT, ""},
        {"flowchart RL\na", FLOW_LEFT, ""},
        {"---\ntitle: \"The way\"\nconfig:\n  theme: dark\n---\ngraph RL\na", FLOW_LEFT, "The way"},
        {"graph TD\naccTitle: The way\naccDescr { Of all\n things }\na", FLOW_DOWN, "The way"},
    };
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(Arena) arena = arena_new();
        struct diags diags = {0};
        struct flow flow;
        assert_true(parse(arena, rows[i].text, &diags, &flow));
        assert_int_equal(flow.direction, rows[i].direction);
        assert_true(str_is(flow.title, rows[i].title));
        assert_int_equal(flow.n_nodes, 1);
    }
}

static void check_mistake(const char *text, const struct diags *diags, const char *place,
                          const char *message) {
    const struct diag *diag = &diags->items[0];
    g_autofree char *at = g_strdup_printf("%u:%u", diag->at.line, diag->at.column);
    assert_int_equal(diags->n, 1);
    if (strcmp(at, place) != 0 || strcmp(diag->message, message) != 0) {
        fail_msg("%.60s: %s %s", text, at, diag->message);
    }
}

static void test_mistakes(void **state) {
    static const struct {
        const char *text, *place, *message;
    } rows[] = {
        {"graph LR\n  a[Words --> b", "2:4", "a node's bracket is never closed"},
        {"graph LR\na[\"Words]", "2:2", "a node's bracket is never closed"},
        {"graph LR\na -->|yes b", "2:6", "the words of an arrow are never closed"},
        {"graph LR\na -- yes b", "2:3", "an arrow has no end"},
        {"graph LR\na --> --> b", "2:7", "a node was expected, not \"--> b\""},
        {"graph LR\na b", "2:3", "an arrow or the line's end was expected, not \"b\""},
        {"graph XX\na", "1:7", "\"XX\" is no direction of a flowchart"},
        {"graph LR\nend", "2:1", "\"end\" closes no subgraph"},
        {"graph LR\nsubgraph g\na", "2:10", "a subgraph is never closed"},
        {"graph LR\na@{shape: rect", "2:3", "a node's brace is never closed"},
        {"graph LR\na -->", "2:6", "a node was expected, not \"\""},
    };
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(Arena) arena = arena_new();
        struct diags diags = {0};
        struct flow flow;
        assert_false(parse(arena, rows[i].text, &diags, &flow));
        check_mistake(rows[i].text, &diags, rows[i].place, rows[i].message);
        diags_clear(&diags);
    }
}

/* A chain of @n nodes; @n_more edges between its first two. */
static char *make_chain(size_t n, size_t n_more) {
    GString *out = g_string_new("graph LR\n");
    for (size_t i = 0; i + 1 < n; i++) {
        g_string_append_printf(out, "n%zu --> n%zu\n", i, i + 1);
    }
    for (size_t i = 0; i < n_more; i++) {
        g_string_append(out, "n0 --> n1\n");
    }
    return g_string_free(out, FALSE);
}

static void put_depth(GString *out, size_t depth) {
    for (size_t i = 0; i < depth; i++) {
        g_string_append_printf(out, "subgraph g%zu\n", i);
    }
    g_string_append(out, "a\n");
    for (size_t i = 0; i < depth; i++) {
        g_string_append(out, "end\n");
    }
}

static void put_long_node(GString *out, size_t n) {
    g_string_append(out, "a[");
    for (size_t i = 0; i < n; i++) {
        g_string_append_c(out, i % 8 == 7 ? ' ' : 'x');
    }
    g_string_append(out, "]\n");
}

static void test_limits(void **state) {
    static const struct {
        size_t nodes, more_edges, depth, words;
        const char *place, *message; /* NULL: none */
    } rows[] = {
        {FLOW_NODES_MAX, 0, 0, 0, NULL, NULL},
        {FLOW_NODES_MAX + 1, 0, 0, 0, "501:10", "a flowchart has at most 500 nodes"},
        {10 * FLOW_NODES_MAX, 0, 0, 0, "501:10", "a flowchart has at most 500 nodes"},
        {2, FLOW_EDGES_MAX - 1, 0, 0, NULL, NULL},
        {2, FLOW_EDGES_MAX, 0, 0, "1002:4", "a flowchart has at most 1,000 edges"},
        {2, 10 * FLOW_EDGES_MAX, 0, 0, "1002:4", "a flowchart has at most 1,000 edges"},
        {0, 0, FLOW_DEPTH_MAX, 0, NULL, NULL},
        {0, 0, FLOW_DEPTH_MAX + 1, 0, "18:10",
         "a flowchart has at most 16 subgraphs inside each other"},
        {0, 0, 500, 0, "18:10", "a flowchart has at most 16 subgraphs inside each other"},
        {0, 0, 0, FLOW_WORDS_MAX, NULL, NULL},
        {0, 0, 0, FLOW_WORDS_MAX + 1, "2:3",
         "the words of one part of a flowchart are longer than 2,000 bytes"},
    };
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(Arena) arena = arena_new();
        g_autofree char *chain = make_chain(rows[i].nodes, rows[i].more_edges);
        g_autoptr(GString) text = g_string_new(chain);
        struct diags diags = {0};
        struct flow flow;
        if (rows[i].depth > 0) {
            put_depth(text, rows[i].depth);
        }
        if (rows[i].words > 0) {
            put_long_node(text, rows[i].words);
        }
        bool is_right = rows[i].message == NULL;
        assert_int_equal(parse(arena, text->str, &diags, &flow), is_right);
        if (!is_right) {
            check_mistake(text->str, &diags, rows[i].place, rows[i].message);
        }
        diags_clear(&diags);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/figure/flow/parse/nodes", test_nodes, NULL, NULL, NULL},
        {"/figure/flow/parse/edges", test_edges, NULL, NULL, NULL},
        {"/figure/flow/parse/subgraphs", test_groups, NULL, NULL, NULL},
        {"/figure/flow/parse/styles", test_styles, NULL, NULL, NULL},
        {"/figure/flow/parse/kinds", test_kinds, NULL, NULL, NULL},
        {"/figure/flow/parse/direction and title", test_head, NULL, NULL, NULL},
        {"/figure/flow/parse/mistakes have a place", test_mistakes, NULL, NULL, NULL},
        {"/figure/flow/parse/limits", test_limits, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
