#include "figure_flow_parse_priv.h"

/* --- ends ----------------------------------------------------------------------------------- */

/* A node whose id is a group's was that group. The others move up. */
static void find_group_ends(struct flow_reading *reading) {
    struct flow *flow = reading->flow;
    g_autoptr(GHashTable) groups = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t g = flow->n_groups; g > 0; g--) { /* of two with one id, the first */
        g_hash_table_insert(groups, str_cstr(reading->arena, flow->groups[g - 1].id),
                            GINT_TO_POINTER((int)g));
    }
    int *end_of = ARENA_NEW_N(reading->arena, int, flow->n_nodes + 1);
    size_t n = 0;
    for (size_t i = 0; i < flow->n_nodes; i++) {
        const char *id = str_cstr(reading->arena, flow->nodes[i].id);
        int group = GPOINTER_TO_INT(g_hash_table_lookup(groups, id));
        if (group > 0 && !flow->nodes[i].has_label) {
            end_of[i] = FLOW_NODES_MAX + group - 1;
            continue;
        }
        end_of[i] = (int)n;
        flow->nodes[n++] = flow->nodes[i];
    }
    flow->n_nodes = n;
    for (size_t i = 0; i < flow->n_edges; i++) {
        flow->edges[i].from = end_of[flow->edges[i].from];
        flow->edges[i].to = end_of[flow->edges[i].to];
    }
}

/* --- styles --------------------------------------------------------------------------------- */

static struct flow_style *style_of(const struct flow_reading *reading, GHashTable *nodes,
                                   GHashTable *groups, struct str id) {
    char *key = str_cstr(reading->arena, id);
    int node = GPOINTER_TO_INT(g_hash_table_lookup(nodes, key));
    int group = GPOINTER_TO_INT(g_hash_table_lookup(groups, key));
    return node > 0    ? &reading->flow->nodes[node - 1].style
           : group > 0 ? &reading->flow->groups[group - 1].style
                       : NULL;
}

static void use_classes(struct flow_reading *reading, GHashTable *nodes, GHashTable *groups) {
    g_autoptr(GHashTable) classes = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 0; i < reading->n_classes; i++) {
        const struct flow_rule *rule = &reading->classes[i];
        char *name = str_cstr(reading->arena, rule->target);
        struct flow_style *style = g_hash_table_lookup(classes, name);
        if (!style) {
            style = ARENA_NEW(reading->arena, struct flow_style);
            g_hash_table_insert(classes, name, style);
        }
        flow_style_read(reading->arena, style, rule->words);
    }
    const struct flow_style *common = g_hash_table_lookup(classes, "default");
    for (size_t i = 0; common && i < reading->flow->n_nodes; i++) {
        flow_style_add(&reading->flow->nodes[i].style, common);
    }
    for (size_t i = 0; i < reading->n_uses; i++) {
        const struct flow_rule *rule = &reading->uses[i];
        struct flow_style *style = style_of(reading, nodes, groups, rule->target);
        const struct flow_style *class =
            g_hash_table_lookup(classes, str_cstr(reading->arena, rule->words));
        if (style && class) {
            flow_style_add(style, class);
        }
    }
}

static void use_link_style(struct flow_reading *reading, const struct flow_rule *rule) {
    struct flow *flow = reading->flow;
    struct flow_style style = {0};
    flow_style_read(reading->arena, &style, rule->words);
    bool is_default = str_is(rule->target, "default");
    guint64 number = 0;
    if (!is_default && !g_ascii_string_to_unsigned(str_cstr(reading->arena, rule->target), 10, 0,
                                                   FLOW_EDGES_MAX, &number, NULL)) {
        return;
    }
    size_t first = is_default ? 0 : (size_t)number;
    size_t end = is_default ? flow->n_edges : MIN((size_t)number + 1, flow->n_edges);
    for (size_t i = first; i < end; i++) {
        flow_style_add(&flow->edges[i].style, &style);
    }
}

static void use_styles(struct flow_reading *reading) {
    struct flow *flow = reading->flow;
    g_autoptr(GHashTable) nodes = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GHashTable) groups = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 0; i < flow->n_nodes; i++) {
        g_hash_table_insert(nodes, str_cstr(reading->arena, flow->nodes[i].id),
                            GINT_TO_POINTER((int)i + 1));
    }
    for (size_t g = 0; g < flow->n_groups; g++) {
        g_hash_table_insert(groups, str_cstr(reading->arena, flow->groups[g].id),
                            GINT_TO_POINTER((int)g + 1));
    }
    use_classes(reading, nodes, groups);
    for (size_t i = 0; i < reading->n_styles; i++) {
        const struct flow_rule *rule = &reading->styles[i];
        struct flow_style *style = style_of(reading, nodes, groups, rule->target);
        if (style) {
            flow_style_read(reading->arena, style, rule->words);
        }
    }
    /* "default" is said for all; a number, wherever it stands, for one. */
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < reading->n_link_styles; i++) {
            if (str_is(reading->link_styles[i].target, "default") == (pass == 0)) {
                use_link_style(reading, &reading->link_styles[i]);
            }
        }
    }
}

void flow_finish(struct flow_reading *reading) {
    struct flow *flow = reading->flow;
    find_group_ends(reading);
    use_styles(reading);
    for (size_t i = 0; i < flow->n_nodes; i++) {
        for (int g = flow->nodes[i].group; g >= 0; g = flow->groups[g].parent) {
            flow->groups[g].n_nodes++;
        }
    }
    for (size_t i = 0; i < flow->n_edges; i++) {
        const struct flow_edge *edge = &flow->edges[i];
        if (edge->line == FLOW_HIDDEN) {
            continue;
        }
        if (edge->from < FLOW_NODES_MAX) {
            flow->nodes[edge->from].n_out++;
        }
        if (edge->to < FLOW_NODES_MAX) {
            flow->nodes[edge->to].n_in++;
        }
    }
}
