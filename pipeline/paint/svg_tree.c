#include "svg_priv.h"

#include <string.h>

/*
 * GLib's parser of XML knows the five entities and characters by number, and no others: a file that
 * declares entities of its own is refused before anything is expanded.
 */

enum { SVG_NODES_MAX = 50000, SVG_DEPTH_MAX = 200, SVG_ATTRIBUTES_MAX = 1000 };
/* librsvg needs a second for as many, and gives up at five times that. */
enum { SVG_DRAWN_MAX = 100000, SVG_USES_DEPTH_MAX = 1000 };

struct reading {
    Arena *arena;
    struct svg_tree *tree;
    struct svg_node *open; /* NULL: outside the root */
    int depth;
    int foreign; /* open elements of another vocabulary, and what is in them */
    size_t n_nodes;
    const char *problem;
};

static void stop(struct reading *reading, GError **error, const char *problem) {
    reading->problem = problem;
    g_set_error_literal(error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, problem);
}

/* --- references out of the file --------------------------------------------------------------- */

static void keep_outside(struct reading *reading, const char *reference, size_t n) {
    if (!reading->tree->outside) {
        reading->tree->outside = arena_strndup(reading->arena, reference, n);
    }
}

/* A link's target is where a click would lead: nothing is read from there. */
static void look_at_reference(struct reading *reading, const struct svg_node *node) {
    const char *reference = strcmp(node->name, "a") == 0 ? NULL : svg_attribute(node, "href");
    if (reference && reference[0] != '#' && reference[0] != '\0' &&
        !g_str_has_prefix(reference, "data:")) {
        keep_outside(reading, reference, strlen(reference));
    }
}

/* Of attributes and style sheets: url(...), and what a sheet imports. */
static void look_at_urls(struct reading *reading, const char *text) {
    const char *import = strstr(text, "@import");
    if (import) {
        keep_outside(reading, import, strcspn(import, ";\n"));
    }
    for (const char *p = strstr(text, "url("); p; p = strstr(p, "url(")) {
        p += strlen("url(");
        p += strspn(p, " \"'");
        if (*p != '#' && !g_str_has_prefix(p, "data:")) {
            keep_outside(reading, p, strcspn(p, " \"')"));
        }
    }
}

/* --- elements --------------------------------------------------------------------------------- */

/* NULL: a name of another vocabulary. */
static const char *local_name(const char *name) {
    if (g_str_has_prefix(name, "svg:")) {
        return name + strlen("svg:");
    }
    return strchr(name, ':') ? NULL : name;
}

static void keep_attributes(struct reading *reading, struct svg_node *node,
                            const char *const *names, const char *const *values) {
    size_t n = g_strv_length((char **)(uintptr_t)names);
    node->attributes = ARENA_NEW_N(reading->arena, struct svg_attribute, n);
    for (size_t i = 0; i < n; i++) {
        const char *name = strcmp(names[i], "xlink:href") == 0 ? "href" : names[i];
        if (strchr(name, ':')) {
            continue;
        }
        node->attributes[node->n_attributes++] = (struct svg_attribute){
            arena_strdup(reading->arena, name), arena_strdup(reading->arena, values[i])};
        look_at_urls(reading, values[i]);
    }
    look_at_reference(reading, node);
    const char *id = svg_attribute(node, "id");
    if (id && !g_hash_table_contains(reading->tree->ids, id)) {
        g_hash_table_insert(reading->tree->ids, (void *)(uintptr_t)id, node);
    }
}

static void append_node(struct reading *reading, struct svg_node *node) {
    struct svg_node *parent = node->parent = reading->open;
    if (!parent) {
        reading->tree->root = node;
    } else if (parent->last) {
        parent->last = parent->last->next = node;
    } else {
        parent->first = parent->last = node;
    }
}

static void on_start(GMarkupParseContext *context, const char *element, const char **names,
                     const char **values, void *data, GError **error) {
    struct reading *reading = data;
    const char *name = local_name(element);
    (void)context;
    if (!reading->open && (!name || strcmp(name, "svg") != 0)) {
        stop(reading, error, "is neither a PNG, a JPEG nor an SVG image");
        return;
    }
    if (++reading->depth > SVG_DEPTH_MAX) {
        stop(reading, error, "nests its elements deeper than any drawing");
        return;
    }
    if (++reading->n_nodes > SVG_NODES_MAX || g_strv_length((char **)names) > SVG_ATTRIBUTES_MAX) {
        stop(reading, error, "has more elements than a picture may have");
        return;
    }
    if (reading->foreign > 0 || !name) {
        reading->foreign++;
        return;
    }
    struct svg_node *node = ARENA_NEW(reading->arena, struct svg_node);
    node->name = arena_strdup(reading->arena, name);
    keep_attributes(reading, node, names, values);
    append_node(reading, node);
    reading->open = node;
}

static void on_end(GMarkupParseContext *context, const char *element, void *data, GError **error) {
    struct reading *reading = data;
    (void)context, (void)element, (void)error;
    reading->depth--;
    if (reading->foreign > 0) {
        reading->foreign--;
    } else {
        reading->open = reading->open->parent;
    }
}

static void on_text(GMarkupParseContext *context, const char *text, gsize n, void *data,
                    GError **error) {
    struct reading *reading = data;
    (void)context, (void)error;
    if (reading->open && reading->foreign == 0 && strcmp(reading->open->name, "style") == 0) {
        g_string_append_len(reading->tree->css, text, (gssize)n);
        g_string_append_c(reading->tree->css, '\n');
    }
}

/* Comments, processing instructions and the document type, with all that it declares. */
static void on_passthrough(GMarkupParseContext *context, const char *text, gsize n, void *data,
                           GError **error) {
    struct str aside = {text, n};
    (void)context;
    if (str_starts_with(aside, "<!DOCTYPE") && str_find(aside, STR("["), 0) < aside.n) {
        stop(data, error, "declares entities of its own, which are not expanded");
    }
}

/* --- uses ------------------------------------------------------------------------------------- */

/* What is drawn for a node; a use inside what it uses draws nothing. */
static unsigned count_drawn(const struct svg_tree *tree, struct svg_node *node, int depth) {
    if (node->n_drawn > 0 || node->is_being_counted) {
        return node->n_drawn;
    }
    if (depth > SVG_USES_DEPTH_MAX) {
        return SVG_DRAWN_MAX;
    }
    unsigned n = 1;
    node->is_being_counted = true;
    for (struct svg_node *child = node->first; child; child = child->next) {
        n = MIN(n + count_drawn(tree, child, depth + 1), SVG_DRAWN_MAX);
    }
    const char *used = strcmp(node->name, "use") == 0 ? svg_attribute(node, "href") : NULL;
    struct svg_node *target =
        used && used[0] == '#' ? g_hash_table_lookup(tree->ids, used + 1) : NULL;
    if (target) {
        n = MIN(n + count_drawn(tree, target, depth + 1), SVG_DRAWN_MAX);
    }
    node->is_being_counted = false;
    node->n_drawn = n;
    return n;
}

/* -------------------------------------------------------------------------------------------- */

static void free_css(void *css) {
    g_string_free(css, TRUE);
}

static void unref_ids(void *ids) {
    g_hash_table_unref(ids);
}

const char *svg_tree_read(Arena *arena, struct str file, struct svg_tree *ret) {
    static const GMarkupParser parser = {on_start, on_end, on_text, on_passthrough, NULL};
    struct svg_tree tree = {.ids = g_hash_table_new(g_str_hash, g_str_equal),
                            .css = g_string_new(NULL)};
    arena_defer(arena, unref_ids, tree.ids);
    arena_defer(arena, free_css, tree.css);
    struct reading reading = {.arena = arena, .tree = &tree};
    g_autoptr(GMarkupParseContext) context =
        g_markup_parse_context_new(&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &reading, NULL);
    if (str_starts_with(file, "\xEF\xBB\xBF")) {
        file = str_skip(file, 3);
    }
    bool is_read = g_markup_parse_context_parse(context, file.p, (gssize)file.n, NULL) &&
                   g_markup_parse_context_end_parse(context, NULL);
    if (!is_read || !tree.root) {
        return reading.problem ? reading.problem : "is broken as XML";
    }
    if (count_drawn(&tree, tree.root, 0) == SVG_DRAWN_MAX) {
        return "multiplies its elements, by uses of uses, to more than can be drawn";
    }
    look_at_urls(&reading, tree.css->str);
    *ret = tree;
    return NULL;
}

const char *svg_attribute(const struct svg_node *node, const char *name) {
    for (size_t i = 0; i < node->n_attributes; i++) {
        if (strcmp(node->attributes[i].name, name) == 0) {
            return node->attributes[i].value;
        }
    }
    return NULL;
}
