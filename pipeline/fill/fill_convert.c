#include "fill_convert_priv.h"

#include <string.h>

/*
 * Candidates are replaced by a letter in a skeleton of the text, and the escaper's tracker says
 * whether each stands in text, code or HTML. What is decided becomes edits of the source, in order.
 */

struct edit {
    size_t begin, end; /* of the source */
    const char *text;
};

struct convert {
    Arena *arena;
    const struct source *source;
    struct str text;
    size_t body;
    struct candidates candidates;
    struct skeleton skeleton;
    GHashTable *labels;
    struct table table;
    GHashTable *own;    /* paths under FILL_OWN_NAMES that are taken */
    GHashTable *counts; /* name -> how often it was asked for */
    struct fill_conversion *items;
    size_t n_items, items_capacity;
    struct edit *edits;
    size_t n_edits, edits_capacity;
};

/* --- finding -------------------------------------------------------------------------------- */

static void add_candidate(struct convert *convert, struct candidate candidate) {
    struct candidates *all = &convert->candidates;
    all->items = arena_grow(convert->arena, all->items, all->n, &all->capacity, sizeof *all->items);
    all->items[all->n++] = candidate;
}

static void scan_scalar(struct convert *convert, const struct scalar *scalar) {
    for (size_t at = scalar->begin; at < scalar->end;) {
        struct candidate candidate;
        if (str_starts_with(str_skip(convert->text, at), "{{")) {
            at = tag_end(convert->text, at, scalar->end);
        } else if (read_candidate(convert->text, at, scalar->end, &candidate)) {
            candidate.style = scalar->style;
            candidate.scalar_begin = scalar->begin;
            candidate.scalar_end = scalar->end;
            add_candidate(convert, candidate);
            at = candidate.end;
        } else {
            at++;
        }
    }
}

static void scan_front_matter(struct convert *convert) {
    struct scalars scalars = {.text = convert->text, .end = convert->body};
    struct scalar scalar;
    while (next_scalar(&scalars, &scalar)) {
        scan_scalar(convert, &scalar);
    }
}

/* Tags of sections show nothing; all others are a letter. */
static void append_tag(struct str tag, GString *skeleton) {
    struct str inside = str_trim(str_skip(tag, 2));
    if (inside.n > 0 && !strchr("#^/!>=<$", inside.p[0])) {
        g_string_append_c(skeleton, 'x');
    }
}

static void scan_body(struct convert *convert) {
    struct str text = convert->text;
    g_autoptr(GString) skeleton = g_string_new(NULL);
    size_t at = convert->body, first = convert->candidates.n, last_tag = tags_end(text);
    while (at < text.n) {
        struct candidate candidate;
        if (text.p[at] == '\\' && at + 1 < text.n && g_ascii_ispunct(text.p[at + 1])) {
            g_string_append_len(skeleton, text.p + at, 2);
            at += 2;
        } else if (str_starts_with(str_skip(text, at), "{{")) {
            size_t end = tag_end(text, at, last_tag);
            append_tag(str_slice(text, at, end), skeleton);
            at = end;
        } else if (read_candidate(text, at, text.n, &candidate) &&
                   !is_markup(text, &candidate, convert->labels)) {
            /* Until the slots have their place for good, their offsets are the candidates' own. */
            candidate.scalar_begin = skeleton->len;
            add_candidate(convert, candidate);
            g_string_append_c(skeleton, 'x');
            at = candidate.end;
        } else {
            g_string_append_c(skeleton, text.p[at++]);
        }
    }
    struct candidates *all = &convert->candidates;
    convert->skeleton.text = str_from_gstring(convert->arena, skeleton);
    convert->skeleton.slots = ARENA_NEW_N(convert->arena, struct slot, all->n - first);
    for (size_t i = first; i < all->n; i++) {
        struct slot *slot = &convert->skeleton.slots[convert->skeleton.n_slots++];
        slot->at = all->items[i].scalar_begin;
        all->items[i].slot = slot;
    }
    find_contexts(&convert->skeleton);
}

/* --- deciding ------------------------------------------------------------------------------- */

/* What a candidate becomes. */
struct decision {
    enum fill_conversion_kind kind;
    const char *path, *expression, *note;
    size_t begin, end; /* what the tag replaces */
};

static const char *snake_case(Arena *arena, const char *words) {
    char *name = arena_strdup(arena, words);
    return g_strdelimit(name, " ", '_');
}

static const char *own_path(struct convert *convert, const char *name) {
    return arena_printf(convert->arena, FILL_OWN_NAMES ".%s", name);
}

/* What the text has taken already, perhaps in an earlier conversion. */
static void collect_own(struct convert *convert) {
    struct str first = STR(FILL_OWN_NAMES "."), text = convert->text;
    for (size_t at = str_find(text, first, 0); at < text.n; at = str_find(text, first, at + 1)) {
        size_t end = at + first.n;
        while (end < text.n && (is_word_byte(text.p[end]) || text.p[end] == '_')) {
            end++;
        }
        g_hash_table_add(convert->own, str_cstr(convert->arena, str_slice(text, at, end)));
    }
}

/* A number without a name is one of its own wherever it stands. */
static const char *unused_path(struct convert *convert, const char *name, bool is_numbered) {
    size_t *n = g_hash_table_lookup(convert->counts, name);
    if (!n) {
        n = ARENA_NEW(convert->arena, size_t);
        g_hash_table_insert(convert->counts, (void *)name, n);
    }
    for (;;) {
        const char *plain = own_path(convert, name);
        bool is_first = ++*n == 1 && !is_numbered;
        const char *path = is_first ? plain : arena_printf(convert->arena, "%s_%zu", plain, *n);
        if (g_hash_table_add(convert->own, (void *)path)) {
            return path;
        }
    }
}

/* The signs around the brackets go where a filter writes them. */
static void take_known(const struct candidate *candidate, const struct known_name *known,
                       struct decision *ret) {
    const struct shape *shape = &candidate->shape;
    bool takes_front =
        (!shape->currency || known->has_money) && (!shape->is_signed || known->has_sign);
    bool takes_back = !shape->is_percent || known->has_percent;
    *ret = (struct decision){.kind = known->is_nearest ? FILL_NEAREST : FILL_KNOWN,
                             .path = known->path,
                             .expression = known->expression,
                             .note = known->note,
                             .begin = takes_front ? candidate->begin : candidate->inner_begin,
                             .end = takes_back ? candidate->end : candidate->inner_end};
}

static void take_own(struct convert *convert, const struct candidate *candidate, const char *path,
                     struct decision *ret) {
    const char *filters = shape_filters(convert->arena, &candidate->shape);
    *ret = (struct decision){.kind = FILL_OWN,
                             .path = path,
                             .expression = arena_printf(convert->arena, "%s%s", path, filters),
                             .note = candidate->shape.is_percent ? "a share, 0.42 for 42%" : NULL,
                             .begin = candidate->begin,
                             .end = candidate->end};
}

static void leave(const struct candidate *candidate, const char *note, struct decision *ret) {
    *ret = (struct decision){
        .kind = FILL_LEFT, .note = note, .begin = candidate->begin, .end = candidate->end};
}

/* Whether the figure of a cell is written as the cell wants it. */
static bool fits_shape(const struct known_name *known, const struct shape *shape) {
    return (!shape->currency || known->has_money) && (!shape->is_percent || known->has_percent);
}

/* "Q[X]" */
static bool is_quarter_number(struct str text, size_t at) {
    return at > 0 && text.p[at - 1] == 'Q' && (at == 1 || !is_word_byte(text.p[at - 2]));
}

static bool decide_number(struct convert *convert, const struct candidate *candidate,
                          struct decision *ret) {
    static const struct known_name quarter = {.path = "period.number",
                                              .expression = "period.number"};
    const struct shape *shape = &candidate->shape;
    const char *row = "", *column = "";
    if (is_quarter_number(convert->text, candidate->begin)) {
        take_known(candidate, &quarter, ret);
        return true;
    }
    bool is_cell = candidate->style == SCALAR_NONE &&
                   table_place(convert->arena, &convert->table, convert->text, convert->body,
                               candidate->begin, &row, &column);
    struct known_name known;
    if (is_cell && lookup_cell(convert->arena, row, column, shape, &known) &&
        fits_shape(&known, shape)) {
        take_known(candidate, &known, ret);
        return true;
    }
    bool is_bare = candidate->dialect == DIALECT_NUMBER && !shape->currency && !shape->is_percent;
    if (is_bare) {
        leave(candidate, "a cross, or a number that the table does not name", ret);
        return is_cell;
    }
    const char *words = g_strstrip(arena_printf(convert->arena, "%s %s", row, column));
    bool has_words = is_cell && *words;
    const char *name = has_words           ? snake_case(convert->arena, words)
                       : shape->is_percent ? "share"
                       : shape->currency   ? "amount"
                                           : "number";
    take_own(convert, candidate, unused_path(convert, name, !has_words), ret);
    return true;
}

static bool stands_in_text(const struct candidate *candidate) {
    if (!candidate->slot) {
        return true;
    }
    enum slot_context context = candidate->slot->context;
    return !candidate->slot->is_indented &&
           (context == SLOT_TEXT || context == SLOT_TITLE || context == SLOT_DESTINATION);
}

static const char *place_note(const struct candidate *candidate) {
    enum slot_context context = candidate->slot->context;
    return context == SLOT_TAG || context == SLOT_ANGLE ? "it stands in an HTML tag"
           : context == SLOT_COMMENT                    ? "it stands in a comment"
                                                        : "it stands in code";
}

/* Three braces in a row would be another tag. */
static bool is_beside_brace(const struct convert *convert, const struct candidate *candidate) {
    struct str text = convert->text;
    return (candidate->begin > 0 && text.p[candidate->begin - 1] == '{') ||
           (candidate->end < text.n && text.p[candidate->end] == '}');
}

/* Why words that pdfgen does not know are not taken for a placeholder; NULL: they are. */
static const char *doubt(const struct candidate *candidate) {
    struct str words = candidate->words;
    bool has_space = memchr(words.p, ' ', words.n) != NULL;
    bool has_joint = memchr(words.p, '_', words.n) != NULL;
    switch (candidate->dialect) {
    case DIALECT_SQUARE:
        return g_ascii_islower(words.p[0]) && !has_joint
                   ? "small letters, and no name that pdfgen knows"
                   : NULL;
    case DIALECT_UNDERSCORE: return has_space ? "it may be strong emphasis" : NULL;
    case DIALECT_BRACE: return has_joint ? NULL : "one word that pdfgen does not know";
    case DIALECT_DOLLAR:
    case DIALECT_NUMBER: return NULL;
    }
    g_assert_not_reached();
}

/* False: it is no placeholder, and nothing is said of it. */
static bool decide(struct convert *convert, const struct candidate *candidate,
                   struct decision *ret) {
    bool is_text = stands_in_text(candidate);
    if (is_nameless(candidate->words)) {
        return is_text && !is_beside_brace(convert, candidate) &&
               decide_number(convert, candidate, ret);
    }
    const char *words = plain_words(convert->arena, candidate->words);
    struct known_name known = {0};
    bool is_known = lookup_words(convert->arena, words, &candidate->shape, &known);
    if (known.is_label || (!is_text && (!is_known || known.is_nearest))) {
        return false;
    }
    if (!is_text || is_beside_brace(convert, candidate)) {
        leave(candidate, is_text ? "a brace stands beside it" : place_note(candidate), ret);
    } else if (is_known) {
        take_known(candidate, &known, ret);
    } else if (doubt(candidate)) {
        leave(candidate, doubt(candidate), ret);
    } else {
        take_own(convert, candidate, own_path(convert, snake_case(convert->arena, words)), ret);
    }
    return true;
}

/* --- writing -------------------------------------------------------------------------------- */

static void add_edit(struct convert *convert, size_t begin, size_t end, const char *text) {
    convert->edits = arena_grow(convert->arena, convert->edits, convert->n_edits,
                                &convert->edits_capacity, sizeof *convert->edits);
    convert->edits[convert->n_edits++] = (struct edit){begin, end, text};
}

/* Single quotes between @begin and @end are doubled. */
static void double_quotes(struct convert *convert, size_t begin, size_t end) {
    for (size_t i = begin; i < end; i++) {
        if (convert->text.p[i] == '\'') {
            add_edit(convert, i, i, "'");
        }
    }
}

static bool shares_scalar(const struct candidate *a, const struct candidate *b) {
    return b && a->style == SCALAR_PLAIN && b->style == SCALAR_PLAIN &&
           a->scalar_begin == b->scalar_begin;
}

/*
 * A plain scalar that begins with a brace would be a map: it gets quotes. The one that opens it is
 * an edit before the first tag's, the one that closes it stands behind the last.
 *
 * @before: the candidate that was last written; NULL: none.
 */
static void write_between(struct convert *convert, const struct candidate *before,
                          size_t before_end, const struct candidate *candidate, size_t begin) {
    bool is_same = candidate && before && shares_scalar(candidate, before);
    if (before && before->style == SCALAR_PLAIN && !is_same) {
        double_quotes(convert, before_end, before->scalar_end);
        add_edit(convert, before->scalar_end, before->scalar_end, "'");
    }
    if (candidate && candidate->style == SCALAR_PLAIN) {
        if (!is_same) {
            add_edit(convert, candidate->scalar_begin, candidate->scalar_begin, "'");
        }
        double_quotes(convert, is_same ? before_end : candidate->scalar_begin, begin);
    }
}

static const char *tag_text(struct convert *convert, const struct candidate *candidate,
                            const struct decision *decision) {
    g_autoptr(GString) out = g_string_new(NULL);
    g_string_append_printf(out, "{{%s}}", decision->expression);
    if (candidate->style == SCALAR_DOUBLE) {
        g_string_replace(out, "\"", "\\\"", 0);
    }
    return arena_strdup(convert->arena, out->str);
}

static void add_item(struct convert *convert, const struct decision *decision) {
    struct span at = span_of(convert->source, decision->begin, decision->end);
    convert->items = arena_grow(convert->arena, convert->items, convert->n_items,
                                &convert->items_capacity, sizeof *convert->items);
    convert->items[convert->n_items++] = (struct fill_conversion){
        .kind = decision->kind,
        .at = at,
        .placeholder = str_slice(convert->text, decision->begin, decision->end),
        .tag = decision->kind == FILL_LEFT
                   ? NULL
                   : arena_printf(convert->arena, "{{%s}}", decision->expression),
        .path = decision->path,
        .note = decision->note,
    };
}

static void decide_all(struct convert *convert) {
    const struct candidate *before = NULL;
    size_t before_end = 0;
    for (size_t i = 0; i < convert->candidates.n; i++) {
        const struct candidate *candidate = &convert->candidates.items[i];
        struct decision decision;
        if (!decide(convert, candidate, &decision)) {
            continue;
        }
        add_item(convert, &decision);
        if (decision.kind != FILL_LEFT) {
            write_between(convert, before, before_end, candidate, decision.begin);
            add_edit(convert, decision.begin, decision.end,
                     tag_text(convert, candidate, &decision));
            before = candidate;
            before_end = decision.end;
        }
    }
    write_between(convert, before, before_end, NULL, 0);
}

static struct str apply_edits(const struct convert *convert) {
    g_autoptr(GString) out = g_string_sized_new(convert->text.n);
    size_t at = 0;
    for (size_t i = 0; i < convert->n_edits; i++) {
        const struct edit *edit = &convert->edits[i];
        g_string_append_len(out, convert->text.p + at, (gssize)(edit->begin - at));
        g_string_append(out, edit->text);
        at = edit->end;
    }
    g_string_append_len(out, convert->text.p + at, (gssize)(convert->text.n - at));
    return str_from_gstring(convert->arena, out);
}

void fill_convert(Arena *arena, const struct source *source, size_t body,
                  struct fill_converted *ret) {
    struct convert convert = {.arena = arena,
                              .source = source,
                              .text = source->text,
                              .body = body,
                              .labels = link_labels(source->text, body),
                              .own = g_hash_table_new(g_str_hash, g_str_equal),
                              .counts = g_hash_table_new(g_str_hash, g_str_equal)};
    collect_own(&convert);
    scan_front_matter(&convert);
    scan_body(&convert);
    decide_all(&convert);
    g_hash_table_unref(convert.labels);
    g_hash_table_unref(convert.own);
    g_hash_table_unref(convert.counts);
    *ret = (struct fill_converted){
        .text = apply_edits(&convert), .items = convert.items, .n = convert.n_items};
}
