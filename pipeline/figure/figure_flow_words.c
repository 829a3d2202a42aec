#include "figure_flow_priv.h"

/*
 * A flowchart in sentences: what it is called, how many steps it has, what stands together, and
 * where each step leads, in the order of the source. Long charts are told as far as people listen.
 */

enum { EDGES_TOLD = 40, NODES_TOLD = 40 };

void flow_append_words(GString *out, struct str words) {
    for (size_t i = 0; i < words.n; i++) {
        g_string_append_c(out, words.p[i] == '\n' ? ' ' : words.p[i]);
    }
}

static struct str end_label(const struct flow *flow, int end) {
    return end < FLOW_NODES_MAX ? flow->nodes[end].label : flow->groups[end - FLOW_NODES_MAX].title;
}

static void describe_group(const struct flow *flow, size_t g, GString *out) {
    size_t n = 0;
    for (size_t i = 0; i < flow->n_nodes; i++) {
        if (flow->nodes[i].group == (int)g) {
            if (n == 0) {
                g_string_append_c(out, ' ');
                flow_append_words(out, flow->groups[g].title);
            }
            g_string_append(out, n == 0 ? ": " : ", ");
            flow_append_words(out, flow->nodes[i].label);
            n++;
        }
    }
    g_string_append(out, n > 0 ? "." : "");
}

static void describe_edge(const struct canvas *canvas, const struct flow *flow,
                          const struct flow_edge *edge, GString *out) {
    enum figure_word word = edge->tail == FLOW_ARROW     ? WORD_TELL_BOTH_WAYS
                            : edge->head == FLOW_NO_HEAD ? WORD_TELL_JOINED
                                                         : WORD_TELL_LEADS;
    g_string_append_c(out, ' ');
    flow_append_words(out, figure_phrase(canvas->arena, canvas->request->locale, word,
                                         end_label(flow, edge->from), end_label(flow, edge->to),
                                         STR("")));
    if (edge->label.n > 0) {
        g_string_append(out, " (");
        flow_append_words(out, edge->label);
        g_string_append_c(out, ')');
    }
    g_string_append_c(out, '.');
}

/* What no edge and no group names. */
static void describe_rest(const struct flow *flow, GString *out) {
    size_t n = 0;
    for (size_t i = 0; i < flow->n_nodes && n < NODES_TOLD; i++) {
        const struct flow_node *node = &flow->nodes[i];
        if (node->n_in + node->n_out == 0 && node->group < 0) {
            g_string_append(out, n == 0 ? " " : ", ");
            flow_append_words(out, node->label);
            n++;
        }
    }
    g_string_append(out, n > 0 ? "." : "");
}

static void append_count(const struct canvas *canvas, enum figure_word word, size_t n,
                         GString *out) {
    struct str number = str_from(arena_printf(canvas->arena, "%zu", n));
    struct str said =
        figure_phrase(canvas->arena, canvas->request->locale, word, number, STR(""), STR(""));
    g_string_append_printf(out, " " STR_FMT ".", STR_ARG(said));
}

void flow_begin_description(const struct canvas *canvas, enum figure_word kind, struct str title,
                            GString *out) {
    g_string_append(out, figure_word(canvas->request->locale, kind));
    g_string_append(out, title.n > 0 ? ": " : "");
    flow_append_words(out, title);
    g_string_append_c(out, '.');
}

const char *flow_describe(const struct canvas *canvas, const struct flow *flow) {
    g_autoptr(GString) out = g_string_new(NULL);
    size_t told = 0, left_out = 0;
    flow_begin_description(canvas, WORD_FLOWCHART, flow->title, out);
    append_count(canvas, WORD_TELL_STEPS, flow->n_nodes, out);
    if (flow->description.n > 0) {
        g_string_append_c(out, ' ');
        flow_append_words(out, flow->description);
        g_string_append(out, str_ends_with(flow->description, ".") ? "" : ".");
    }
    for (size_t g = 0; g < flow->n_groups && flow->n_nodes <= NODES_TOLD; g++) {
        describe_group(flow, g, out);
    }
    for (size_t i = 0; i < flow->n_edges; i++) {
        bool is_told = flow->edges[i].line != FLOW_HIDDEN && told < EDGES_TOLD;
        left_out += flow->edges[i].line != FLOW_HIDDEN && !is_told ? 1 : 0;
        if (is_told) {
            describe_edge(canvas, flow, &flow->edges[i], out);
            told++;
        }
    }
    describe_rest(flow, out);
    if (left_out > 0) {
        append_count(canvas, WORD_TELL_MORE_EDGES, left_out, out);
    }
    return arena_strdup(canvas->arena, out->str);
}
