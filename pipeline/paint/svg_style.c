#include "svg_priv.h"

#include <string.h>

/*
 * Styles come in the order of CSS: attributes first, then rules by what they name (an element, a
 * class, an identifier) and by their order, then the style attribute. Rules are looked up by their
 * selectors, which are of one part: that is what drawing programs write.
 */

struct svg_sheet {
    GHashTable *rules; /* selector -> GArray of struct rule */
};

struct rule {
    int weight, order;
    struct str declarations;
};

enum { SVG_RULES_MAX = 2000 };

struct svg_style svg_style_initial(void) {
    static const struct svg_paint black = {SVG_PAINT_COLOUR, {0, 0, 0}, 1};
    return (struct svg_style){
        .fill = black,
        .current = black,
        .fill_opacity = 1,
        .stroke_opacity = 1,
        .stroke_width = 1,
        .mitre_limit = 4,
        .opacity = 1,
    };
}

/* --- properties ------------------------------------------------------------------------------- */

static void set_number(const char *value, double *number) {
    double read;
    if (svg_read_number(&value, &read)) {
        *number = *value == '%' ? read / 100 : read;
    }
}

static void set_paint(struct svg_style *style, const char *value, struct svg_paint *paint) {
    if (!svg_read_paint(value, &style->current, paint)) {
        style->inherited_beyond = "colours of another kind";
    }
}

static void set_width(struct svg_style *style, const char *value) {
    double width;
    if (!svg_read_length(value, 0, &width) || strchr(value, '%')) {
        style->inherited_beyond = "widths that depend on other sizes";
    } else if (width >= 0) {
        style->stroke_width = width;
    }
}

static void set_dash(struct svg_style *style, const char *value) {
    double lengths[3] = {0};
    size_t n = 0;
    const char *p = value;
    while (n < G_N_ELEMENTS(lengths) && svg_read_number(&p, &lengths[n])) {
        n++;
        svg_skip_separator(&p);
    }
    bool is_even = n == 1 || n == 2 || (n == 0 && strcmp(value, "none") == 0);
    if (!is_even || (n > 0 && *p != '\0')) {
        style->inherited_beyond = "uneven dashes";
        return;
    }
    style->dash[0] = lengths[0];
    style->dash[1] = n == 1 ? lengths[0] : lengths[1];
    if (style->dash[0] + style->dash[1] <= 0 || style->dash[1] < 0 || style->dash[0] < 0) {
        style->dash[0] = style->dash[1] = 0;
    }
}

static void set_cap(struct svg_style *style, const char *value) {
    style->cap = strcmp(value, "round") == 0 ? CAP_ROUND : CAP_BUTT;
    style->has_square_caps = strcmp(value, "square") == 0;
}

static void set_join(struct svg_style *style, const char *value) {
    style->join = strcmp(value, "round") == 0   ? JOIN_ROUND
                  : strcmp(value, "bevel") == 0 ? JOIN_BEVEL
                                                : JOIN_MITRE;
}

static void set_mitre(struct svg_style *style, const char *value) {
    double limit = 0;
    set_number(value, &limit);
    if (limit >= 1) {
        style->mitre_limit = limit;
    }
}

/* "url(#a)", also with quotes. */
static void set_clip(Arena *arena, struct svg_style *style, const char *value) {
    size_t n = strcspn(value, "#");
    if (value[n] == '#') {
        value += n + 1;
        style->clip = arena_strndup(arena, value, strcspn(value, "\"')"));
    }
}

/* What only pixels can show, and the value with which it is as if it were not there. */
static const struct {
    const char *name, *without, *beyond;
    bool is_inherited;
} further[] = {
    {"mask", "none", "masks", false},
    {"filter", "none", "filters", false},
    {"mix-blend-mode", "normal", "blending", false},
    {"transform", "none", "transforms in styles", false},
    {"marker", "none", "markers", true},
    {"marker-start", "none", "markers", true},
    {"marker-mid", "none", "markers", true},
    {"marker-end", "none", "markers", true},
    {"paint-order", "normal", "an order of painting", true},
    {"vector-effect", "none", "strokes of a fixed width", false},
};

static void set_further(struct svg_style *style, const char *name, const char *value) {
    for (size_t i = 0; i < G_N_ELEMENTS(further); i++) {
        if (strcmp(name, further[i].name) == 0 && strcmp(value, further[i].without) != 0) {
            *(further[i].is_inherited ? &style->inherited_beyond : &style->beyond) =
                further[i].beyond;
        }
    }
}

static void set_plain(struct svg_style *style, const char *name, const char *value) {
    if (strcmp(name, "fill-rule") == 0) {
        style->is_even_odd = strcmp(value, "evenodd") == 0;
    } else if (strcmp(name, "visibility") == 0) {
        style->is_hidden = strcmp(value, "visible") != 0;
    } else if (strcmp(name, "display") == 0) {
        style->is_absent = strcmp(value, "none") == 0;
    } else if (strcmp(name, "opacity") == 0) {
        set_number(value, &style->opacity);
    } else if (strcmp(name, "fill-opacity") == 0) {
        set_number(value, &style->fill_opacity);
    } else if (strcmp(name, "stroke-opacity") == 0) {
        set_number(value, &style->stroke_opacity);
    } else {
        set_further(style, name, value);
    }
}

static void set_property(Arena *arena, struct svg_style *style, const char *name,
                         const char *value) {
    if (strcmp(value, "inherit") == 0) {
        return; /* what the style began with, for all that is inherited at all */
    }
    if (strcmp(name, "fill") == 0) {
        set_paint(style, value, &style->fill);
    } else if (strcmp(name, "stroke") == 0) {
        set_paint(style, value, &style->stroke);
    } else if (strcmp(name, "color") == 0) {
        set_paint(style, value, &style->current);
    } else if (strcmp(name, "stroke-width") == 0) {
        set_width(style, value);
    } else if (strcmp(name, "stroke-dasharray") == 0) {
        set_dash(style, value);
    } else if (strcmp(name, "stroke-linecap") == 0) {
        set_cap(style, value);
    } else if (strcmp(name, "stroke-linejoin") == 0) {
        set_join(style, value);
    } else if (strcmp(name, "stroke-miterlimit") == 0) {
        set_mitre(style, value);
    } else if (strcmp(name, "clip-path") == 0) {
        set_clip(arena, style, value);
    } else {
        set_plain(style, name, value);
    }
}

/* "fill: red; stroke: none" */
static void set_declarations(Arena *arena, struct svg_style *style, struct str rest) {
    struct str one;
    bool has_more;
    do {
        has_more = str_cut(rest, ';', &one, &rest);
        struct str name, value;
        if (str_cut(one, ':', &name, &value)) {
            size_t important = str_find(value, STR("!important"), 0);
            value = str_trim(str_slice(value, 0, important));
            set_property(arena, style, str_cstr(arena, str_trim(name)), str_cstr(arena, value));
        }
    } while (has_more);
}

/* --- style sheets ----------------------------------------------------------------------------- */

static bool is_name(struct str s) {
    for (size_t i = 0; i < s.n; i++) {
        if (!g_ascii_isalnum(s.p[i]) && s.p[i] != '-' && s.p[i] != '_' &&
            (unsigned char)s.p[i] < 0x80) {
            return false;
        }
    }
    return s.n > 0;
}

/* By what it names; 0: a selector that is not understood. */
static int selector_weight(struct str selector) {
    bool is_class = str_starts_with(selector, "."), is_id = str_starts_with(selector, "#");
    if (str_is(selector, "*")) {
        return 1;
    }
    return !is_name(str_skip(selector, is_class || is_id ? 1 : 0)) ? 0
           : is_id                                                 ? 4
           : is_class                                              ? 3
                                                                   : 2;
}

static void free_rules(void *rules) {
    g_array_free(rules, TRUE);
}

static void add_rule(Arena *arena, SvgSheet *sheet, struct str selector, struct rule rule) {
    char *key = str_cstr(arena, selector);
    GArray *rules = g_hash_table_lookup(sheet->rules, key);
    if (!rules) {
        rules = g_array_new(FALSE, FALSE, sizeof(struct rule));
        g_hash_table_insert(sheet->rules, key, rules);
    }
    g_array_append_val(rules, rule);
}

/* Without comments. */
static struct str bare_css(Arena *arena, const char *css) {
    GString *bare = g_string_new(NULL);
    for (const char *p = css; *p;) {
        const char *comment = strstr(p, "/*");
        g_string_append_len(bare, p, comment ? comment - p : (gssize)strlen(p));
        const char *end = comment ? strstr(comment + 2, "*/") : NULL;
        p = end ? end + 2 : "";
    }
    struct str text = str_from_gstring(arena, bare);
    g_string_free(bare, TRUE);
    return text;
}

static void unref_rules(void *rules) {
    g_hash_table_unref(rules);
}

SvgSheet *svg_sheet_read(Arena *arena, const char *css, const char **ret_beyond) {
    SvgSheet *sheet = ARENA_NEW(arena, SvgSheet);
    struct str rest = bare_css(arena, css), selectors, body;
    int n_rules = 0;
    sheet->rules = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_rules);
    arena_defer(arena, unref_rules, sheet->rules);
    while (str_cut(rest, '{', &selectors, &rest)) {
        str_cut(rest, '}', &body, &rest);
        struct str selector;
        bool has_more;
        do {
            has_more = str_cut(selectors, ',', &selector, &selectors);
            selector = str_trim(selector);
            int weight = selector_weight(selector);
            if (weight == 0 || ++n_rules > SVG_RULES_MAX) {
                *ret_beyond = "rules of style that pick by more than a name";
                return sheet;
            }
            add_rule(arena, sheet, selector, (struct rule){weight, n_rules, body});
        } while (has_more);
    }
    if (str_trim(selectors).n > 0) { /* "@import ...", which has no braces */
        *ret_beyond = "style sheets of another kind";
    }
    return sheet;
}

/* --- elements --------------------------------------------------------------------------------- */

static void collect(const SvgSheet *sheet, const char *selector, GArray *found) {
    const GArray *rules = g_hash_table_lookup(sheet->rules, selector);
    if (rules) {
        g_array_append_vals(found, rules->data, rules->len);
    }
}

static void collect_prefixed(const SvgSheet *sheet, char prefix, struct str name, GArray *found) {
    g_autofree char *selector = g_strdup_printf("%c" STR_FMT, prefix, STR_ARG(name));
    collect(sheet, selector, found);
}

static int compare_rules(const void *a, const void *b) {
    const struct rule *x = a, *y = b;
    return x->weight != y->weight ? x->weight - y->weight : x->order - y->order;
}

static void apply_sheet(Arena *arena, const SvgSheet *sheet, const struct svg_node *node,
                        struct svg_style *style) {
    const char *classes = svg_attribute(node, "class"), *id = svg_attribute(node, "id");
    GArray *found = g_array_new(FALSE, FALSE, sizeof(struct rule));
    collect(sheet, "*", found);
    collect(sheet, node->name, found);
    struct str rest = str_trim(str_from(classes)), name;
    while (rest.n > 0) {
        size_t n = 0;
        while (n < rest.n && !g_ascii_isspace(rest.p[n])) {
            n++;
        }
        name = str_slice(rest, 0, n);
        rest = str_trim(str_skip(rest, n));
        collect_prefixed(sheet, '.', name, found);
        if (found->len > SVG_RULES_MAX) {
            break;
        }
    }
    if (id) {
        collect_prefixed(sheet, '#', str_from(id), found);
    }
    g_array_sort(found, compare_rules);
    for (guint i = 0; i < found->len; i++) {
        set_declarations(arena, style, g_array_index(found, struct rule, i).declarations);
    }
    g_array_free(found, TRUE);
}

struct svg_style svg_style_of(Arena *arena, const SvgSheet *sheet, const struct svg_node *node,
                              const struct svg_style *parent) {
    struct svg_style style = *parent;
    style.opacity = 1;
    style.is_absent = false;
    style.clip = style.beyond = NULL;
    /* First, because "currentColor" in the others is this one. */
    const char *colour = svg_attribute(node, "color"), *own = svg_attribute(node, "style");
    if (colour) {
        set_property(arena, &style, "color", colour);
    }
    for (size_t i = 0; i < node->n_attributes; i++) {
        const struct svg_attribute *attribute = &node->attributes[i];
        if (strcmp(attribute->name, "transform") != 0) {
            set_property(arena, &style, attribute->name, attribute->value);
        }
    }
    if (g_hash_table_size(sheet->rules) > 0) {
        apply_sheet(arena, sheet, node, &style);
    }
    if (own) {
        set_declarations(arena, &style, str_from(own));
    }
    return style;
}
