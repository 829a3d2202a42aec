#include "figure_flow_parse_priv.h"

#include <string.h>

/*
 * Statements of a flowchart, one a line or ended by a semicolon: nodes joined by arrows, subgraphs,
 * styles. What a browser would do with it (click, href, callbacks, directives in "%%{...}%%") is
 * passed over.
 */

/* --- the head ------------------------------------------------------------------------------- */

/* Blank lines, comments and front matter; of the latter the title. Returns where they end. */
static size_t skip_front(struct str text, struct str *ret_title) {
    struct str rest = text, line;
    bool is_in_front = false, has_front = false;
    while (rest.n > 0) {
        struct str before = rest, name, value;
        str_next_line(&rest, &line);
        line = str_trim(line);
        if (str_is(line, "---") && (is_in_front || !has_front)) {
            is_in_front = !is_in_front;
            has_front = true;
        } else if (is_in_front) {
            if (str_cut(line, ':', &name, &value) && str_is(str_trim(name), "title") && ret_title) {
                *ret_title = str_trim(value);
            }
        } else if (line.n > 0 && !str_starts_with(line, "%%")) {
            return text.n - before.n;
        }
    }
    return text.n;
}

struct str flow_kind(struct str text) {
    size_t begin = skip_front(text, NULL);
    while (begin < text.n && g_ascii_isspace(text.p[begin])) {
        begin++;
    }
    size_t end = begin;
    while (end < text.n && (g_ascii_isalnum(text.p[end]) || text.p[end] == '-')) {
        end++;
    }
    return str_slice(text, begin, end);
}

struct str flow_title(Arena *arena, struct str text) {
    struct str title = {0};
    skip_front(text, &title);
    return flow_label(arena, title);
}

static bool read_direction(struct str word, enum flow_direction *ret) {
    static const struct {
        const char *word;
        enum flow_direction direction;
    } rows[] = {{"TB", FLOW_DOWN},  {"TD", FLOW_DOWN}, {"BT", FLOW_UP},
                {"LR", FLOW_RIGHT}, {"RL", FLOW_LEFT}, {">", FLOW_RIGHT},
                {"<", FLOW_LEFT},   {"^", FLOW_UP},    {"v", FLOW_DOWN}};
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        if (str_is(word, rows[i].word)) {
            *ret = rows[i].direction;
            return true;
        }
    }
    return false;
}

/* "graph LR": the word after the kind; a direction that is not known is reported. */
static bool read_head(struct flow_reading *reading) {
    flow_skip_spaces(reading);
    size_t begin = reading->at;
    while (reading->at < reading->text.n && !strchr(" \t\r\n;", flow_peek(reading, 0))) {
        reading->at++;
    }
    struct str word = str_slice(reading->text, begin, reading->at);
    if (word.n == 0 || read_direction(word, &reading->flow->direction)) {
        return true;
    }
    diag_error(reading->diags, flow_place(reading, begin, reading->at), DIAG_FIGURE_DATA,
               "\"" STR_FMT "\" is no direction of a flowchart", STR_ARG(word));
    diag_hint(reading->diags, "Write TB (or TD), BT, LR or RL.");
    return false;
}

/* --- nodes and edges ------------------------------------------------------------------------ */

static bool is_inside(const struct flow *flow, int group, int holder) {
    while (group >= 0 && group != holder) {
        group = flow->groups[group].parent;
    }
    return group == holder;
}

/* Said once; what follows is not read. */
static void report_beyond(struct flow_reading *reading, size_t begin, const char *most) {
    if (!reading->is_beyond) {
        reading->is_beyond = true;
        diag_error(reading->diags, flow_place(reading, begin, begin + 1), DIAG_FIGURE_DATA,
                   "a flowchart has at most %s", most);
        diag_hint(reading->diags, "Divide it into several: no page shows as many.");
    }
}

/* The node of this id, made where it is new; -1: there are too many. */
static int find_node(struct flow_reading *reading, struct str id, size_t order) {
    struct flow *flow = reading->flow;
    char *key = str_cstr(reading->arena, id);
    int found = GPOINTER_TO_INT(g_hash_table_lookup(reading->nodes, key)) - 1;
    if (found < 0) {
        if (flow->n_nodes == FLOW_NODES_MAX) {
            report_beyond(reading, order, "500 nodes");
            return -1;
        }
        flow->nodes = arena_grow(reading->arena, flow->nodes, flow->n_nodes, &flow->nodes_capacity,
                                 sizeof *flow->nodes);
        found = (int)flow->n_nodes++;
        flow->nodes[found] =
            (struct flow_node){.id = id, .label = id, .group = reading->group, .order = order};
        g_hash_table_insert(reading->nodes, key, GINT_TO_POINTER(found + 1));
    }
    struct flow_node *node = &flow->nodes[found];
    /* The first subgraph that names it has it, or a subgraph inside that one. */
    if (node->group < 0 || is_inside(flow, reading->group, node->group)) {
        node->group = reading->group;
    }
    return found;
}

static void add_rule(struct flow_reading *reading, struct flow_rule **rules, size_t *n,
                     size_t *capacity, struct flow_rule rule) {
    *rules = arena_grow(reading->arena, *rules, *n, capacity, sizeof **rules);
    (*rules)[(*n)++] = rule;
}

static void use_class(struct flow_reading *reading, struct str target, struct str name) {
    add_rule(reading, &reading->uses, &reading->n_uses, &reading->uses_capacity,
             (struct flow_rule){target, name});
}

/* "a", "a[words]", "a@{...}", "a:::class". *ret is -1 where there are too many nodes. */
static bool read_node(struct flow_reading *reading, int *ret) {
    size_t begin = reading->at;
    struct str id = flow_take_id(reading), words = {0};
    if (id.n == 0) {
        struct str rest = str_skip(reading->text, begin), line;
        str_cut(rest, '\n', &line, &rest);
        diag_error(reading->diags, flow_place(reading, begin, begin + 1), DIAG_FIGURE_DATA,
                   "a node was expected, not \"" STR_FMT "\"",
                   STR_ARG(str_slice(str_trim(line), 0, MIN(line.n, 40))));
        diag_hint(reading->diags,
                  "A node is written as an id, with its words in brackets: a[Words].");
        return false;
    }
    *ret = find_node(reading, id, begin);
    enum flow_shape shape = *ret >= 0 ? reading->flow->nodes[*ret].shape : FLOW_RECT;
    bool has_words = false;
    size_t order = reading->at;
    if (flow_peek(reading, 0) == '@' && flow_peek(reading, 1) == '{') {
        reading->at++;
        if (!flow_take_attributes(reading, &shape, &words)) {
            return false;
        }
        has_words = words.n > 0;
    } else if (!flow_take_shape(reading, &shape, &words, &has_words)) {
        return false;
    }
    if (*ret >= 0) {
        struct flow_node *node = &reading->flow->nodes[*ret];
        node->shape = shape;
        if (has_words) {
            node->has_label = true;
            node->order = order;
        }
        if (has_words && !flow_take_words(reading, words, &node->label)) {
            return false;
        }
    }
    if (str_starts_with(str_skip(reading->text, reading->at), ":::")) {
        reading->at += 3;
        use_class(reading, id, flow_take_id(reading));
    }
    return true;
}

/* "a & b & c". */
static bool read_nodes(struct flow_reading *reading, GArray *ret) {
    g_array_set_size(ret, 0);
    for (;;) {
        int node;
        if (!read_node(reading, &node)) {
            return false;
        }
        g_array_append_val(ret, node);
        size_t end = reading->at;
        flow_skip_spaces(reading);
        if (flow_peek(reading, 0) != '&') {
            reading->at = reading->is_beyond ? end : reading->at;
            return true;
        }
        reading->at++;
        flow_skip_spaces(reading);
    }
}

static void add_edges(struct flow_reading *reading, const GArray *from, const GArray *to,
                      const struct flow_edge *like) {
    struct flow *flow = reading->flow;
    for (unsigned i = 0; i < from->len && !reading->is_beyond; i++) {
        for (unsigned k = 0; k < to->len && !reading->is_beyond; k++) {
            if (flow->n_edges == FLOW_EDGES_MAX) {
                report_beyond(reading, like->order, "1,000 edges");
                return;
            }
            flow->edges = arena_grow(reading->arena, flow->edges, flow->n_edges,
                                     &flow->edges_capacity, sizeof *flow->edges);
            struct flow_edge *edge = &flow->edges[flow->n_edges++];
            *edge = *like;
            edge->from = g_array_index(from, int, i);
            edge->to = g_array_index(to, int, k);
        }
    }
}

/* "e1@" before an arrow names it, which nothing here asks for. */
static void skip_edge_id(struct flow_reading *reading) {
    size_t begin = reading->at;
    if (flow_take_id(reading).n == 0 || flow_peek(reading, 0) != '@') {
        reading->at = begin;
        return;
    }
    reading->at++;
}

static bool report_rest(struct flow_reading *reading) {
    size_t begin = reading->at;
    struct str line = flow_take_line(reading);
    diag_error(reading->diags, flow_place(reading, begin, begin + 1), DIAG_FIGURE_DATA,
               "an arrow or the line's end was expected, not \"" STR_FMT "\"",
               STR_ARG(str_slice(line, 0, 40)));
    diag_hint(reading->diags, "Words of a node stand in brackets: a[Two words].");
    return false;
}

/* "a --> b & c --> d". */
static bool read_chain(struct flow_reading *reading) {
    g_autoptr(GArray) from = g_array_new(FALSE, FALSE, sizeof(int));
    g_autoptr(GArray) to = g_array_new(FALSE, FALSE, sizeof(int));
    if (!read_nodes(reading, from)) {
        return false;
    }
    while (!reading->is_beyond) {
        struct flow_edge edge;
        bool is_there;
        flow_skip_spaces(reading);
        skip_edge_id(reading);
        if (!flow_take_edge(reading, &edge, &is_there)) {
            return false;
        }
        if (!is_there) {
            char c = flow_peek(reading, 0);
            return c == '\0' || c == '\n' || c == ';' || report_rest(reading);
        }
        while (g_ascii_isspace(flow_peek(reading, 0))) { /* the node may stand on the next line */
            reading->at++;
        }
        if (!read_nodes(reading, to)) {
            return false;
        }
        add_edges(reading, from, to, &edge);
        GArray *swapped = from;
        from = to;
        to = swapped;
    }
    return true;
}

/* --- subgraphs ------------------------------------------------------------------------------ */

/* "id", "id [Words]", "Words of the title": the id is the title where there is no other. */
static bool open_group(struct flow_reading *reading) {
    struct flow *flow = reading->flow;
    size_t begin = reading->at;
    struct str line = flow_take_line(reading), id = line, title = line;
    int depth = 1;
    for (int g = reading->group; g >= 0; g = flow->groups[g].parent) {
        depth++;
    }
    if (flow->n_groups == FLOW_NODES_MAX || depth > FLOW_DEPTH_MAX) {
        report_beyond(reading, begin,
                      depth > FLOW_DEPTH_MAX ? "16 subgraphs inside each other" : "500 subgraphs");
        return false;
    }
    const char *open = line.n > 0 && line.p[0] != '"' ? memchr(line.p, '[', line.n) : NULL;
    if (open && str_ends_with(line, "]")) {
        size_t at = (size_t)(open - line.p);
        id = str_trim(str_slice(line, 0, at));
        title = str_slice(line, at + 1, line.n - 1);
    }
    flow->groups = arena_grow(reading->arena, flow->groups, flow->n_groups, &flow->groups_capacity,
                              sizeof *flow->groups);
    int number = (int)flow->n_groups++;
    struct str words;
    if (!flow_take_words(reading, title, &words)) {
        return false;
    }
    flow->groups[number] = (struct flow_group){
        .id = id.n > 0 && id.p[0] == '"' ? words : id,
        .title = words,
        .parent = reading->group,
        .order = begin,
    };
    reading->group = number;
    return true;
}

static bool close_group(struct flow_reading *reading, size_t begin) {
    if (reading->group < 0) {
        return diag_error(reading->diags, flow_place(reading, begin, begin + 3), DIAG_FIGURE_DATA,
                          "\"end\" closes no subgraph");
    }
    reading->group = reading->flow->groups[reading->group].parent;
    return true;
}

static bool set_direction(struct flow_reading *reading) {
    enum flow_direction direction;
    if (read_direction(flow_take_line(reading), &direction)) {
        if (reading->group >= 0) {
            reading->flow->groups[reading->group].has_direction = true;
            reading->flow->groups[reading->group].direction = direction;
        } else {
            reading->flow->direction = direction;
        }
    }
    return true;
}

/* --- other statements ----------------------------------------------------------------------- */

/* "a,b words": a rule for each of the names. */
static void read_rules(struct flow_reading *reading, struct flow_rule **rules, size_t *n,
                       size_t *capacity) {
    struct str line = flow_take_line(reading), targets, words, target;
    str_cut(line, ' ', &targets, &words);
    while (targets.n > 0) {
        str_cut(targets, ',', &target, &targets);
        add_rule(reading, rules, n, capacity,
                 (struct flow_rule){str_trim(target), str_trim(words)});
    }
}

static void read_accessible(struct flow_reading *reading, struct str *ret) {
    flow_skip_spaces(reading);
    char c = flow_peek(reading, 0);
    reading->at += c == ':' || c == '{' ? 1 : 0;
    if (c != '{') {
        *ret = flow_label(reading->arena, flow_take_line(reading));
        return;
    }
    struct str rest = str_skip(reading->text, reading->at), words;
    str_cut(rest, '}', &words, &rest);
    reading->at += words.n + (rest.n > 0 ? 1 : 0);
    *ret = flow_label(reading->arena, words);
}

/* A word that is no id: a statement begins with it. */
static bool is_keyword(const struct flow_reading *reading, const char *word) {
    size_t n = strlen(word);
    char after = flow_peek(reading, n);
    return flow_is_at(reading, word) && (after == '\0' || strchr(" \t\r\n;:", after) != NULL) &&
           !flow_is_at(reading, arena_printf(reading->arena, "%s:::", word));
}

static bool take_keyword(struct flow_reading *reading, const char *word) {
    bool is_there = is_keyword(reading, word);
    if (is_there) {
        reading->at += strlen(word);
        flow_skip_spaces(reading);
    }
    return is_there;
}

static bool read_style_statement(struct flow_reading *reading) {
    if (take_keyword(reading, "style")) {
        read_rules(reading, &reading->styles, &reading->n_styles, &reading->styles_capacity);
    } else if (take_keyword(reading, "classDef")) {
        read_rules(reading, &reading->classes, &reading->n_classes, &reading->classes_capacity);
    } else if (take_keyword(reading, "class")) {
        read_rules(reading, &reading->uses, &reading->n_uses, &reading->uses_capacity);
    } else if (take_keyword(reading, "linkStyle")) {
        read_rules(reading, &reading->link_styles, &reading->n_link_styles,
                   &reading->link_styles_capacity);
    } else {
        return false;
    }
    return true;
}

static bool read_statement(struct flow_reading *reading) {
    size_t begin = reading->at;
    if (flow_is_at(reading, "%%") || take_keyword(reading, "click") ||
        take_keyword(reading, "href")) {
        flow_take_line(reading);
        return true;
    }
    if (read_style_statement(reading)) {
        return true;
    }
    if (take_keyword(reading, "subgraph")) {
        return open_group(reading);
    }
    if (take_keyword(reading, "end")) {
        return close_group(reading, begin);
    }
    if (take_keyword(reading, "direction")) {
        return set_direction(reading);
    }
    if (take_keyword(reading, "accTitle")) {
        read_accessible(reading, &reading->flow->title);
        return true;
    }
    if (take_keyword(reading, "accDescr")) {
        read_accessible(reading, &reading->flow->description);
        return true;
    }
    return read_chain(reading);
}

static bool read_statements(struct flow_reading *reading) {
    while (!reading->is_beyond) {
        while (flow_peek(reading, 0) != '\0' && strchr(" \t\r\n;", flow_peek(reading, 0))) {
            reading->at++;
        }
        if (reading->at >= reading->text.n) {
            break;
        }
        if (!read_statement(reading)) {
            return false;
        }
    }
    if (reading->group >= 0 && !reading->is_beyond) {
        size_t order = reading->flow->groups[reading->group].order;
        diag_error(reading->diags, flow_place(reading, order, order + 1), DIAG_FIGURE_DATA,
                   "a subgraph is never closed");
        diag_hint(reading->diags, "Add a line \"end\".");
        return false;
    }
    return true;
}

bool flow_parse(Arena *arena, const struct source *source, struct str text, struct diags *diags,
                struct flow *ret) {
    struct flow flow = {0};
    g_autoptr(GHashTable) nodes = g_hash_table_new(g_str_hash, g_str_equal);
    struct flow_reading reading = {.arena = arena,
                                   .source = source,
                                   .text = text,
                                   .diags = diags,
                                   .flow = &flow,
                                   .nodes = nodes,
                                   .group = -1};
    struct str kind = flow_kind(text);
    flow.title = flow_title(arena, text);
    reading.at = (size_t)(kind.p - text.p) + kind.n;
    if (!read_head(&reading) || !read_statements(&reading)) {
        return false;
    }
    if (reading.is_beyond) {
        return false;
    }
    flow_finish(&reading);
    *ret = flow;
    return true;
}
