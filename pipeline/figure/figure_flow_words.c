#include "figure_flow_priv.h"

/*
 * A flowchart in sentences: what it is called, how many steps it has, where each leads. Long charts
 * are told as far as people listen.
 */

enum { EDGES_TOLD = 40, NODES_TOLD = 40 };

static void append_words(GString *out, struct str words) {
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
                append_words(out, flow->groups[g].title);
            }
            g_string_append(out, n == 0 ? ": " : ", ");
            append_words(out, flow->nodes[i].label);
            n++;
        }
    }
    g_string_append(out, n > 0 ? "." : "");
}

static void describe_edge(const struct flow *flow, const struct flow_edge *edge, GString *out) {
    g_string_append_c(out, ' ');
    append_words(out, end_label(flow, edge->from));
    g_string_append(out, edge->tail == FLOW_ARROW     ? " leads to and from "
                         : edge->head == FLOW_NO_HEAD ? " is joined to "
                                                      : " leads to ");
    append_words(out, end_label(flow, edge->to));
    if (edge->label.n > 0) {
        g_string_append(out, " (");
        append_words(out, edge->label);
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
            append_words(out, node->label);
            n++;
        }
    }
    g_string_append(out, n > 0 ? "." : "");
}

const char *flow_describe(const struct canvas *canvas, const struct flow *flow) {
    g_autoptr(GString) out = g_string_new("Flowchart");
    size_t told = 0, left_out = 0;
    if (flow->title.n > 0) {
        g_string_append(out, ": ");
        append_words(out, flow->title);
    } else if (flow->n_nodes > 0) {
        g_string_append(out, " that begins with ");
        append_words(out, flow->nodes[0].label);
    }
    g_string_append_printf(out, ". %zu step%s.", flow->n_nodes, flow->n_nodes == 1 ? "" : "s");
    if (flow->description.n > 0) {
        g_string_append_c(out, ' ');
        append_words(out, flow->description);
        g_string_append(out, str_ends_with(flow->description, ".") ? "" : ".");
    }
    for (size_t g = 0; g < flow->n_groups && flow->n_nodes <= NODES_TOLD; g++) {
        describe_group(flow, g, out);
    }
    for (size_t i = 0; i < flow->n_edges; i++) {
        bool is_told = flow->edges[i].line != FLOW_HIDDEN && told < EDGES_TOLD;
        left_out += flow->edges[i].line != FLOW_HIDDEN && !is_told ? 1 : 0;
        if (is_told) {
            describe_edge(flow, &flow->edges[i], out);
            told++;
        }
    }
    describe_rest(flow, out);
    if (left_out > 0) {
        g_string_append_printf(out, " %zu more connections.", left_out);
    }
    return arena_strdup(canvas->arena, out->str);
}
