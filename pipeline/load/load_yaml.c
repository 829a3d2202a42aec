/*
 * YAML events to values.
 *
 * A stack of open lists and maps, no recursion. What they hold is gathered on a second stack and
 * copied to the arena in its final size when they end: half the memory of growing each of them. An
 * alias shares the anchor's value, so memory stays small, but what a reader of the tree would walk
 * through is counted: `n_values` grows by the size of the anchored tree each time, and its height
 * counts as depth. Keys are compared when their map ends (see load_keys.c), and then "<<" is
 * merged: it copies no more entries than its alias has counted.
 */
#include "load_yaml_priv.h"

#include <string.h>

enum { ANCHORS_MAX = LOAD_ALIASES_MAX };

struct anchor {
    struct str name;
    struct value *value;
    size_t n_values; /* of the tree below, itself included */
    int height;      /* containers nested in it, itself included */
    bool is_open;
};

struct frame {
    struct value *value;
    struct value_entry entry; /* a map's key that waits for its value; key.p is NULL: none */
    struct anchor *anchor;
    size_t first_child; /* on the stack of children */
    size_t first_value; /* n_values when it began */
    int height;
    bool is_merge_next;   /* the key that waits is a plain "<<" */
    struct value *merged; /* what "<<" gives; NULL: none */
    struct span merge_at; /* where that "<<" stands */
};

struct reader {
    Arena *arena;
    const struct yaml_slice *slice;
    struct diags *diags;
    yaml_parser_t *parser;
    struct yaml_cursor cursor;
    struct frame frames[LOAD_DEPTH_MAX];
    int depth;
    GArray *children;        /* struct value_entry; items of lists have no key */
    struct anchor **anchors; /* room for ANCHORS_MAX; NULL: none yet */
    size_t n_anchors, n_aliases, n_values, n_documents;
    struct value *root;
    bool has_failed; /* something was reported */
};

/* --- places and messages -------------------------------------------------------------------- */

static struct span span_from_marks(struct reader *r, yaml_mark_t begin, yaml_mark_t end) {
    size_t first = yaml_cursor_byte(&r->cursor, begin.index);
    size_t last = MAX(first, yaml_cursor_byte(&r->cursor, end.index));
    return span_of(r->slice->source, r->slice->begin + first, r->slice->begin + last);
}

static struct span span_of_event(struct reader *r, const yaml_event_t *event) {
    return span_from_marks(r, event->start_mark, event->end_mark);
}

/* Adds a front-matter warning instead where the slice is front matter. */
static bool complain(struct reader *r, struct span at, enum diag_code code, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

static bool complain(struct reader *r, struct span at, enum diag_code code, const char *format,
                     ...) {
    va_list args;
    va_start(args, format);
    g_autofree char *message = g_strdup_vprintf(format, args);
    va_end(args);
    r->has_failed = true;
    if (r->slice->is_front_matter) {
        return diag_warning(r->diags, at, DIAG_FRONT_MATTER, "front matter is left out: %s",
                            message);
    }
    return diag_error(r->diags, at, code, "%s", message);
}

static bool complain_of_syntax(struct reader *r) {
    const yaml_parser_t *parser = r->parser;
    const struct yaml_problem *problem = load_yaml_problem(parser->problem);
    size_t byte = parser->error == YAML_READER_ERROR
                      ? MIN(parser->problem_offset, r->cursor.text.n)
                      : yaml_cursor_byte(&r->cursor, parser->problem_mark.index);
    /* One byte long, as an empty span at the start would mean the file as a whole. */
    byte += r->slice->begin;
    struct span at = span_of(r->slice->source, byte, byte + 1);
    complain(r, at, DIAG_YAML_SYNTAX, "%s", problem->message);
    if (problem->hint) {
        diag_hint(r->diags, "%s", problem->hint);
    }
    if (parser->context && parser->context_mark.line < parser->problem_mark.line) {
        size_t begin = r->slice->begin + yaml_cursor_byte(&r->cursor, parser->context_mark.index);
        diag_note(r->diags, span_of(r->slice->source, begin, begin + 1),
                  "the part that is broken begins here");
    }
    return false;
}

/* --- building ------------------------------------------------------------------------------- */

static bool count_values(struct reader *r, size_t n, struct span at) {
    r->n_values += n;
    if (r->n_values <= LOAD_VALUES_MAX) {
        return true;
    }
    complain(r, at, DIAG_DATA_SIZE, "the file holds more than %d values", LOAD_VALUES_MAX);
    diag_hint(r->diags, "Split the file, or remove aliases: each use of one counts in full.");
    return false;
}

static bool is_key_next(const struct reader *r) {
    const struct frame *frame = r->depth > 0 ? &r->frames[r->depth - 1] : NULL;
    return frame && frame->value->kind == VALUE_MAP && !frame->entry.key.p;
}

static void set_key(struct reader *r, struct span at, struct str text) {
    struct frame *frame = &r->frames[r->depth - 1];
    frame->entry = (struct value_entry){.key = text, .key_at = at};
    /* In quotes it is a key like any other. */
    frame->is_merge_next = str_is(text, "<<") && at.end - at.begin == text.n;
}

/* What a map is merged with waits until the map's own keys are known. */
static bool set_merged(struct reader *r, struct frame *frame, struct value *value) {
    struct span at = frame->entry.key_at;
    bool is_fine = value->kind == VALUE_MAP || value->kind == VALUE_LIST;
    if (frame->merged) {
        complain(r, at, DIAG_YAML_DUPLICATE, "key \"<<\" stands twice in one map");
        diag_hint(r->diags, "Write one \"<<: [*first, *second]\".");
        return false;
    }
    if (!is_fine) {
        complain(r, at, DIAG_DATA_TYPE, "\"<<\" merges maps, and this is %s",
                 value_kind_name(value->kind));
        diag_hint(r->diags, "Write the alias of a map, or \"<<\" in quotes.");
        return false;
    }
    frame->merged = value;
    frame->merge_at = at;
    frame->entry.key.p = NULL;
    return true;
}

/* Put a value where the document stands; as a key it is its text. */
static bool add_value(struct reader *r, struct value *value) {
    bool is_container = value->kind == VALUE_LIST || value->kind == VALUE_MAP;
    if (r->depth == 0) {
        r->root = value;
        return true;
    }
    if (is_key_next(r) && is_container) {
        complain(r, value->at, DIAG_YAML_SYNTAX, "a key cannot be %s",
                 value_kind_name(value->kind));
        diag_hint(r->diags, "Write a word or a text in quotes before the \":\".");
        return false;
    }
    if (is_key_next(r)) {
        set_key(r, value->at, value_to_str(r->arena, value));
        return true;
    }
    struct frame *frame = &r->frames[r->depth - 1];
    if (frame->is_merge_next) {
        return set_merged(r, frame, value);
    }
    frame->entry.value = value;
    g_array_append_val(r->children, frame->entry);
    frame->entry.key.p = NULL;
    return true;
}

static struct anchor *find_anchor(struct reader *r, struct str name) {
    for (size_t i = r->n_anchors; i-- > 0;) {
        if (str_eq(r->anchors[i]->name, name)) {
            return r->anchors[i];
        }
    }
    return NULL;
}

static bool add_anchor(struct reader *r, const yaml_char_t *name, struct value *value,
                       struct anchor **ret) {
    *ret = NULL;
    if (!name) {
        return true;
    }
    if (r->n_anchors == ANCHORS_MAX) {
        return complain(r, value->at, DIAG_YAML_ALIAS, "the file has more than %d anchors",
                        ANCHORS_MAX);
    }
    struct anchor *anchor = ARENA_NEW(r->arena, struct anchor);
    anchor->name = str_dup(r->arena, str_from((const char *)name));
    anchor->value = value;
    anchor->n_values = 1;
    anchor->is_open = value->kind == VALUE_LIST || value->kind == VALUE_MAP;
    if (!r->anchors) {
        r->anchors = ARENA_NEW_N(r->arena, struct anchor *, ANCHORS_MAX);
    }
    r->anchors[r->n_anchors++] = anchor;
    *ret = anchor;
    return true;
}

static void raise_height(struct reader *r, int height) {
    if (r->depth > 0) {
        struct frame *frame = &r->frames[r->depth - 1];
        frame->height = MAX(frame->height, height + 1);
    }
}

static bool read_alias(struct reader *r, const yaml_event_t *event) {
    struct str name = str_from((const char *)event->data.alias.anchor);
    struct span at = span_of_event(r, event);
    struct anchor *anchor = find_anchor(r, name);
    if (++r->n_aliases > LOAD_ALIASES_MAX) {
        return complain(r, at, DIAG_YAML_ALIAS, "the file has more than %d aliases",
                        LOAD_ALIASES_MAX);
    }
    if (!anchor || anchor->is_open) {
        complain(r, at, DIAG_YAML_ALIAS, "alias \"*" STR_FMT "\" %s", STR_ARG(name),
                 anchor ? "lies inside its own anchor" : "has no anchor before it");
        diag_hint(r->diags,
                  "Put \"&" STR_FMT "\" before the value that is meant, not around this "
                  "place; a text that begins with \"*\" needs quotes.",
                  STR_ARG(name));
        return false;
    }
    if (r->depth + anchor->height > LOAD_DEPTH_MAX) {
        return complain(r, at, DIAG_YAML_ALIAS, "aliases nest deeper than %d", LOAD_DEPTH_MAX);
    }
    raise_height(r, anchor->height);
    return count_values(r, anchor->n_values, at) && add_value(r, anchor->value);
}

/* --- scalars -------------------------------------------------------------------------------- */

static bool refuse_tag(struct reader *r, struct span at, const yaml_char_t *tag) {
    static const char standard[] = "tag:yaml.org,2002:";
    const char *name = (const char *)tag;
    bool is_standard = g_str_has_prefix(name, standard);
    complain(r, at, DIAG_YAML_TAG, "tag \"%s%s\" is not read", is_standard ? "!!" : "",
             is_standard ? name + strlen(standard) : name);
    diag_hint(r->diags, "Remove the tag: data are texts, numbers, booleans, lists and maps.");
    return false;
}

/* Most texts stand in the file as they are: those are lent, not copied. */
static struct str scalar_text(struct reader *r, const yaml_event_t *event, struct span at) {
    const struct str text = {(const char *)event->data.scalar.value, event->data.scalar.length};
    bool is_quoted = event->data.scalar.style == YAML_SINGLE_QUOTED_SCALAR_STYLE ||
                     event->data.scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE;
    struct str written = str_slice(r->slice->source->text, at.begin, at.end);
    if (is_quoted && written.n >= 2) {
        written = str_slice(written, 1, written.n - 1);
    }
    return str_eq(written, text) ? written : str_dup(r->arena, text);
}

static bool resolve_tagged(struct reader *r, struct value *value, struct str text,
                           enum yaml_tag meaning, const yaml_char_t *tag) {
    enum value_kind wanted = meaning == MEANS_NUMBER    ? VALUE_NUMBER
                             : meaning == MEANS_BOOLEAN ? VALUE_BOOL
                                                        : VALUE_NULL;
    if (meaning == MEANS_COLLECTION || meaning == MEANS_OTHER) {
        return refuse_tag(r, value->at, tag);
    }
    yaml_resolve_plain(r->diags, value, text);
    return value->kind == wanted ||
           complain(r, value->at, DIAG_YAML_TAG, "\"" STR_FMT "\" is not what its tag says: %s",
                    STR_ARG(text), value_kind_name(wanted));
}

static bool read_scalar(struct reader *r, const yaml_event_t *event) {
    struct span at = span_of_event(r, event);
    struct str text = scalar_text(r, event, at);
    if (is_key_next(r) && !event->data.scalar.anchor && !event->data.scalar.tag) {
        /* Half of a map's scalars are keys: no value is made of them. */
        set_key(r, at, text);
        return count_values(r, 1, at);
    }
    struct value *value = value_new_string(r->arena, at, text);
    enum yaml_tag meaning = yaml_tag_meaning(event->data.scalar.tag);
    bool is_plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    bool is_resolved = true;
    if (meaning == MEANS_NONE && is_plain) {
        yaml_resolve_plain(r->diags, value, text);
    } else if (meaning != MEANS_NONE && meaning != MEANS_TEXT) {
        is_resolved = resolve_tagged(r, value, text, meaning, event->data.scalar.tag);
    }
    struct anchor *anchor;
    return is_resolved && count_values(r, 1, at) &&
           add_anchor(r, event->data.scalar.anchor, value, &anchor) && add_value(r, value);
}

/* --- lists and maps ------------------------------------------------------------------------- */

static bool begin_container(struct reader *r, const yaml_event_t *event, enum value_kind kind,
                            const yaml_char_t *anchor_name, const yaml_char_t *tag) {
    struct value *value = value_new(r->arena, kind, span_of_event(r, event));
    enum yaml_tag meaning = yaml_tag_meaning(tag);
    bool is_plain =
        meaning == MEANS_NONE || meaning == MEANS_COLLECTION || strcmp((const char *)tag, "!") == 0;
    if (!is_plain) {
        return refuse_tag(r, value->at, tag);
    }
    if (r->depth == LOAD_DEPTH_MAX) {
        complain(r, value->at, DIAG_DATA_DEPTH, "lists and maps nest deeper than %d",
                 LOAD_DEPTH_MAX);
        diag_hint(r->diags, "Flatten the data.");
        return false;
    }
    struct anchor *anchor;
    size_t first_value = r->n_values;
    if (!count_values(r, 1, value->at) || !add_anchor(r, anchor_name, value, &anchor) ||
        !add_value(r, value)) {
        return false;
    }
    r->frames[r->depth++] = (struct frame){.value = value,
                                           .anchor = anchor,
                                           .first_child = r->children->len,
                                           .first_value = first_value,
                                           .height = 1};
    return true;
}

static void check_keys(struct reader *r, const struct value *map) {
    struct duplicate_key *pairs;
    size_t n = load_find_duplicates(r->arena, map, &pairs);
    for (size_t i = 0; i < n; i++) {
        const struct value_entry *first = &map->map.entries[pairs[i].first];
        const struct value_entry *again = &map->map.entries[pairs[i].again];
        complain(r, again->key_at, DIAG_YAML_DUPLICATE,
                 "key \"" STR_FMT "\" stands twice in one map", STR_ARG(again->key));
        diag_hint(r->diags, "Remove one of the two, or rename it.");
        diag_note(r->diags, first->key_at, "it stands here first");
    }
}

static void take_children(struct reader *r, const struct frame *frame) {
    size_t n = r->children->len - frame->first_child;
    struct value *value = frame->value;
    if (n == 0) {
        return;
    }
    const struct value_entry *children =
        &g_array_index(r->children, struct value_entry, frame->first_child);
    if (value->kind == VALUE_MAP) {
        value->map.entries = arena_memdup(r->arena, children, n * sizeof *children);
        value->map.n = value->map.capacity = n;
    } else {
        value->list.items = ARENA_NEW_N(r->arena, struct value *, n);
        value->list.n = value->list.capacity = n;
        for (size_t i = 0; i < n; i++) {
            value->list.items[i] = children[i].value;
        }
    }
    g_array_set_size(r->children, (guint)frame->first_child);
}

/* YAML 1.1's merge key: fields that the map has itself win, then those of earlier maps. */
static bool merge(struct reader *r, const struct frame *frame) {
    struct value *merged = frame->merged;
    bool is_list = merged->kind == VALUE_LIST;
    struct value **maps = is_list ? merged->list.items : &merged;
    size_t n = is_list ? merged->list.n : 1;
    for (size_t i = 0; i < n; i++) {
        if (maps[i]->kind != VALUE_MAP) {
            complain(r, frame->merge_at, DIAG_DATA_TYPE,
                     "\"<<\" merges maps, and item %zu of its list is %s", i + 1,
                     value_kind_name(maps[i]->kind));
            diag_hint(r->diags, "Write the aliases of maps, such as \"<<: [*first, *second]\".");
            return false;
        }
    }
    load_merge_entries(r->arena, frame->value, maps, n);
    return true;
}

static bool end_container(struct reader *r) {
    struct frame *frame = &r->frames[--r->depth];
    take_children(r, frame);
    if (frame->value->kind == VALUE_MAP) {
        check_keys(r, frame->value);
    }
    if (frame->merged && !merge(r, frame)) {
        return false;
    }
    if (frame->anchor) {
        frame->anchor->n_values = r->n_values - frame->first_value;
        frame->anchor->height = frame->height;
        frame->anchor->is_open = false;
    }
    raise_height(r, frame->height);
    return true;
}

/* --- the document --------------------------------------------------------------------------- */

static bool begin_document(struct reader *r, const yaml_event_t *event) {
    if (r->n_documents++ == 0) {
        return true;
    }
    complain(r, span_of_event(r, event), DIAG_YAML_SYNTAX, "a second document begins here");
    diag_hint(r->diags, "Write one document a file; remove the line \"---\" or split the file.");
    return false;
}

static bool read_event(struct reader *r, const yaml_event_t *event) {
    switch (event->type) {
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_END_EVENT: return true;
    case YAML_DOCUMENT_START_EVENT: return begin_document(r, event);
    case YAML_ALIAS_EVENT: return read_alias(r, event);
    case YAML_SCALAR_EVENT: return read_scalar(r, event);
    case YAML_SEQUENCE_START_EVENT:
        return begin_container(r, event, VALUE_LIST, event->data.sequence_start.anchor,
                               event->data.sequence_start.tag);
    case YAML_MAPPING_START_EVENT:
        return begin_container(r, event, VALUE_MAP, event->data.mapping_start.anchor,
                               event->data.mapping_start.tag);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT: return end_container(r);
    }
    g_assert_not_reached();
}

static bool read_all(struct reader *r) {
    for (bool is_over = false; !is_over;) {
        yaml_event_t event;
        if (!yaml_parser_parse(r->parser, &event)) {
            return complain_of_syntax(r);
        }
        is_over = event.type == YAML_STREAM_END_EVENT;
        bool goes_on = read_event(r, &event);
        yaml_event_delete(&event);
        if (!goes_on) {
            return false;
        }
    }
    return !r->has_failed;
}

bool load_yaml_events(Arena *arena, const struct yaml_slice *slice, struct diags *diags,
                      struct value **ret) {
    g_auto(yaml_parser_t) parser;
    struct str text = str_slice(slice->source->text, slice->begin, slice->end);
    g_autoptr(GArray) children = g_array_new(FALSE, FALSE, sizeof(struct value_entry));
    g_autofree struct reader *r = g_new(struct reader, 1);
    *r = (struct reader){
        .arena = arena, .slice = slice, .diags = diags, .parser = &parser, .children = children};
    yaml_parser_open(&parser, text);
    yaml_cursor_init(&r->cursor, text);
    if (!read_all(r)) {
        return false;
    }
    *ret = r->root ? r->root
                   : value_new(arena, VALUE_NULL, span_of(slice->source, slice->begin, slice->end));
    return true;
}

bool load_yaml_read(Arena *arena, const struct yaml_slice *slice, struct diags *diags,
                    struct value **ret) {
    return load_yaml_plain(arena, slice, ret) || load_yaml_events(arena, slice, diags, ret);
}

bool load_yaml(Arena *arena, const struct source *source, struct diags *diags, struct value **ret) {
    return load_yaml_slice(arena, source, 0, source->text.n, diags, ret);
}

bool load_yaml_slice(Arena *arena, const struct source *source, size_t begin, size_t end,
                     struct diags *diags, struct value **ret) {
    const struct yaml_slice slice = {.source = source, .begin = begin, .end = end};
    return load_yaml_read(arena, &slice, diags, ret);
}
